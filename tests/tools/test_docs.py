"""The parts of docs/ that are made from the code."""

from __future__ import annotations

import pytest
from django.db import models

from siban.domain.cases.rules import State
from siban.kernel.actors import Role
from siban.kernel.acts import NEW, Transition
from siban.kernel.refusals import Refusal
from tools import diagram, dictionary, docs, refusals


def test_what_is_made_stands_between_its_markers():
    page = "before\n<!-- made: case -->old<!-- end: case -->\nafter"
    assert docs.put(page, "case", "new") == "before\n<!-- made: case -->\nnew\n<!-- end: case -->\nafter"


def test_a_page_without_the_markers_is_refused():
    with pytest.raises(ValueError, match="markers of case"):
        docs.put("nothing", "case", "new")


def test_arrows_between_subjects_go_down():
    found = {
        "domain.cases": {"domain.places", "kernel"},
        "domain.places": {"kernel"},
        "surfaces.desk": {"domain.cases"},
    }
    drawn = diagram.import_graph(found)
    assert "cases --> places" in drawn
    assert "places ==> kernel" in drawn
    assert drawn.index("  cases\n") < drawn.index("  places\n")
    assert "| `desk` | cases |" in drawn


def test_acts_that_lead_the_same_way_share_an_arrow():
    clerk = frozenset({Role.CLERK})
    drawn = diagram.case_states(
        {
            (NEW, "open"): Transition(State.DRAFT, clerk),
            (State.DRAFT, "fill"): Transition(None, clerk),
            (State.DRAFT, "receive"): Transition(State.RECEIVED, clerk),
            (State.DRAFT, "take"): Transition(State.RECEIVED, clerk),
        }
    )
    assert "[*] --> draft: open" in drawn
    assert "draft --> draft: fill" in drawn
    assert "draft --> received: receive, take" in drawn
    assert "received --> [*]" in drawn


def test_two_refusals_with_one_code_are_named():
    class One(Refusal):
        code = "same"

    class Two(Refusal):
        code = "same"

    with pytest.raises(ValueError, match=r"One and .*Two share a code"):
        refusals._require_unique([One, Two])


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (models.Q(a__isnull=True, b__gte=2), "a is empty and b ≥ 2"),
        (~models.Q(state__in=["x", "y"]) | models.Q(a=models.F("b")), "not (state in (x, y)) or a = b"),
    ],
)
def test_conditions_are_told_in_words(condition: models.Q, words: str):
    assert dictionary._condition(condition) == words
