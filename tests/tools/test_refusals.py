"""docs/refusals.md: every published code is given by some line of the code, and some test gets it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from siban.kernel.refusals import Refusal
from tools import refusals

ROOT = Path(__file__).resolve().parents[2]
READ_BY_ITS_SENTENCE = {
    "day-missing": "test_what_the_dialog_lacks_keeps_it_open",
    "ground-not-chosen": "test_what_the_dialog_lacks_keeps_it_open",
    "nobody-chosen": "test_what_the_dialog_lacks_keeps_it_open",
    "not-parked": "test_parked_events_are_listed_and_replayed_with_the_rest_of_their_stream",
    "already-rated": "test_a_case_is_rated_once",
    "another-case": "test_another_tab_does_not_turn_the_rating_to_another_case",
    "back-when": "test_away_until_a_time_that_is_over_is_refused",
    "calendar-empty": "test_what_is_not_understood_is_said_beside_its_line",
    "calendar-line": "test_what_is_not_understood_is_said_beside_its_line",
    "life-event-not-found": "test_an_unknown_life_event_is_not_found",
    "no-level": "test_what_cannot_be_taken_is_told_beside_its_field",
    "not-served-yet": "test_nobody_rates_before_service",
    "notice-not-found": "test_a_notice_opens_for_its_own_case_alone",
    "nothing-chosen": "test_claim_of_nothing_is_refused",
    "nothing-chosen-for-benefit": "test_nothing_chosen_is_told",
    "place-missing": "test_what_is_wrong_is_said_beside_its_field_and_the_rest_stays",
    "place-not-found": "test_an_unknown_place_is_refused_and_not_kept",
    "place-not-yours": "test_the_leader_gets_no_other_place",
    "site-not-found": "test_an_unknown_site_is_not_found",
    "too-many-tries": "test_too_many_tries_close_the_number",
    "too-often": "test_one_address_cannot_try_many_numbers",
    "words-too-long": "test_what_cannot_be_taken_is_told_beside_its_field",
}
"""Codes whose test reads the page, with its name."""
NOT_MET = {
    "no-system": "every shipped item names its ministry's system",
}
"""Codes that no test can get, and why."""


@cache
def words(folder: str) -> str:
    """All Python of a folder, without this file."""
    files = sorted((ROOT / folder).rglob("*.py"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files if file.name != Path(__file__).name)


def published() -> list[type[Refusal]]:
    return sorted(set(refusals._all()), key=lambda one: one.code)


def met() -> list[type[Refusal]]:
    """Those that somebody can get."""
    return [one for one in published() if one.code not in NOT_MET]


def said() -> list[type[Refusal]]:
    """Those with words of their own, and not those of which there are only kinds."""
    return [one for one in published() if not one.__subclasses__()]


def uses(refusal: type[Refusal], text: str) -> int:
    """How often it is named besides its own class statement and imports."""
    named = re.findall(rf"(?<!class )(?<!import )\b{refusal.__name__}\b", text)
    return len(named)


@pytest.mark.parametrize("refusal", published(), ids=lambda one: one.code)
def test_a_published_refusal_is_given_by_the_code(refusal):
    """What nobody can get any more is taken off the list."""
    assert uses(refusal, words("src")) or refusal.__subclasses__(), f"{refusal.__name__} is never raised"


@pytest.mark.parametrize("refusal", met(), ids=lambda one: one.code)
def test_a_published_refusal_is_got_by_a_test(refusal):
    """By its class, or by the code that a page, the API or a script shows."""
    text = words("tests")
    if refusal.code in READ_BY_ITS_SENTENCE:
        assert f"def {READ_BY_ITS_SENTENCE[refusal.code]}(" in text
        return
    quoted = f'"{refusal.code}"' in text or f"'{refusal.code}'" in text
    assert quoted or uses(refusal, text) or refusal.__subclasses__(), f"no test gets {refusal.__name__}"


@pytest.mark.parametrize("refusal", said(), ids=lambda one: one.code)
def test_a_refusal_says_what_is_wrong_and_what_to_do_next(refusal):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", refusal.code)
    assert 400 <= refusal.status < 500 or refusal.code == "failed", "only an accident of the platform's own is a 5xx"
    assert str(refusal.sentence).strip() and str(refusal.advice).strip(), "a 'no' says what to do next"
