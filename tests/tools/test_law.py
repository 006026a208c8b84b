"""docs/law.md: what it names exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\|(?P<source>[^|]*)\|(?P<does>[^|]+)\|\s*`(?P<where>[^`|]+)`\s*\|\s*`(?P<test>test_\w+)`\s*\|$")


@cache
def lines() -> list[re.Match[str]]:
    text = (ROOT / "docs" / "law.md").read_text(encoding="utf-8")
    rows = [
        line for line in text.splitlines() if line.startswith("|") and "---" not in line and "proved by" not in line
    ]
    found = [(line, ROW.match(line)) for line in rows]
    assert not [line for line, match in found if match is None], "each line has source, words, module and test"
    return [match for _line, match in found if match]


@cache
def known() -> set[str]:
    """The names of all test functions."""
    found = set()
    for file in (ROOT / "tests").rglob("test_*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return found


def test_every_line_of_the_law_names_a_test_that_exists():
    missing = sorted({row["test"] for row in lines()} - known())
    assert not missing


def test_every_line_of_the_law_names_a_module_that_exists():
    named = {row["where"].strip() for row in lines()}
    missing = sorted(one for one in named if not ((ROOT / "src/siban" / one).exists() or (ROOT / one).exists()))
    assert not missing


def test_no_line_of_the_law_stands_twice():
    said = [row["does"].strip() for row in lines()]
    assert len(said) == len(set(said)) > 70
