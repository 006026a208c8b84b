"""docs/refusals.md: every published code is given by some line of the code, and some test gets it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from siban.kernel.refusals import Refusal
from tools import refusals

ROOT = Path(__file__).resolve().parents[2]
GATHERS = frozenset({"Refusal", "BadNumber", "BadName", "BadPhone", "BadMandate"})


@cache
def words(folder: str) -> str:
    """All Python of a folder, without this file."""
    files = sorted((ROOT / folder).rglob("*.py"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files if file.name != Path(__file__).name)


def published() -> list[type[Refusal]]:
    return sorted(set(refusals._all()), key=lambda one: one.code)


def uses(refusal: type[Refusal], text: str) -> int:
    """How often it is named besides its own class statement and imports."""
    named = re.findall(rf"(?<!class )(?<!import )\b{refusal.__name__}\b", text)
    return len(named)


@pytest.mark.parametrize("refusal", published(), ids=lambda one: one.code)
def test_a_published_refusal_is_given_by_the_code(refusal):
    """What nobody can get any more is taken off the list."""
    assert uses(refusal, words("src")) or refusal.__subclasses__(), f"{refusal.__name__} is never raised"


@pytest.mark.parametrize("refusal", published(), ids=lambda one: one.code)
def test_a_published_refusal_is_got_by_a_test(refusal):
    """By its class, or by the code that a page, the API or a script shows."""
    text = words("tests")
    quoted = f'"{refusal.code}"' in text or f"'{refusal.code}'" in text
    assert quoted or uses(refusal, text) or refusal.__subclasses__(), f"no test gets {refusal.__name__}"


@pytest.mark.parametrize("refusal", published(), ids=lambda one: one.code)
def test_a_refusal_says_what_is_wrong_and_what_to_do_next(refusal):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", refusal.code)
    assert 400 <= refusal.status < 500
    assert str(refusal.sentence).strip() and str(refusal.advice).strip(), "a 'no' says what to do next"
