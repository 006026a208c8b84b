"""The publish gate tells all that is missing at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siban.domain.catalog import gate
from siban.domain.catalog.content import MalformedError, trial
from tests.domain.catalog.shipped import PUBLISHED, content, contents
from tests.domain.catalog.test_rules import anything

PARTS = [
    "name", "kind", "authority", "level", "basis", "conditions", "applicants", "materials", "steps", "statutory_days",
    "promised_days", "fee", "result", "visits", "places", "hours", "telephones", "remedies", "jurisdiction", "modes",
    "channels", "procedure", "regime", "unit", "handling", "deciding", "accepting", "summary", "office", "audience",
]  # fmt: skip


def lacking(one):
    return {missing.key for missing in gate.missing(one)}


@pytest.mark.parametrize("key", PUBLISHED)
def test_what_is_published_passes(key):
    assert gate.missing(contents()[key]) == ()


@pytest.mark.parametrize("part", PARTS)
def test_each_part_that_is_taken_away_is_named(part):
    one = content("old-age-allowance")
    del one[part]
    assert part in lacking(one)


def test_all_of_it_at_once():
    assert lacking({}) >= set(PARTS)


def test_a_draft_of_the_list_lacks_what_is_still_to_be_written():
    assert lacking(contents()["extreme-poverty-support"]) >= {
        "conditions",
        "materials",
        "steps",
        "fee",
        "result",
        "remedies",
    }


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("basis", lambda one: one["basis"][0].pop("article")),
        ("promised_days", lambda one: one.update(promised_days=21)),
        ("steps", lambda one: one["steps"][1].update(days=40)),
        ("remedies", lambda one: one.update(remedies=[r for r in one["remedies"] if r["outcome"] != "inaction"])),
        ("telephones", lambda one: one["telephones"].pop()),
        ("channels", lambda one: one.update(channels=[])),
        ("fee", lambda one: one.update(fee={"amount": 500})),
        ("modes", lambda one: one["modes"].pop("village")),
        ("deciding", lambda one: one["modes"].update(district="receives")),
        ("conditions", lambda one: one["conditions"][0].update(check={"nonsense": 1})),
        ("name", lambda one: one.update(name={"zh": "  ", "en": "x"})),
        ("procedure", lambda one: one["procedure"][0].update(lines=[])),
    ],
)
def test_what_is_there_but_wrong_is_named_too(key, change):
    one = content("old-age-allowance")
    change(one)
    assert key in lacking(one)


def test_an_instant_item_is_promised_nothing_and_says_what_holds_when_a_village_takes_it_in():
    one = content("senior-card")
    one["promised_days"] = 3
    assert "promised_days" in lacking(one)
    one = content("senior-card")
    one["village_days"] = None
    assert "village_days" in lacking(one)


def test_what_no_version_has_is_refused_with_its_place():
    one = content("senior-card")
    one["materials"][2]["colour"] = "red"
    with pytest.raises(MalformedError) as refused:
        trial(one, item="senior-card")
    assert refused.value.where == "materials.2.colour"


@given(st.dictionaries(st.sampled_from(PARTS), anything, max_size=8))
def test_nothing_breaks_the_gate(one):
    assert gate.missing(one)


def test_what_is_declared_in_place_of_a_proof_is_written():
    """国办发〔2020〕42号: the declaration tells what is declared, not only which proof it stands for."""
    one = content("old-age-allowance")
    one["materials"][0] |= {"declarable": True, "declares": None}
    assert "materials" in lacking(one)
    one["materials"][0]["declares"] = {"zh": "我住在甘州", "en": "I live in Ganzhou"}
    assert "materials" not in lacking(one)
