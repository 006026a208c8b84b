"""What a version asks of one application."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siban.domain.catalog import rules
from siban.domain.catalog.types import Handling, Mode, StepTier
from tests.domain.catalog.shipped import PUBLISHED, version

OLD_AGE = version("old-age-allowance")
CARD = version("senior-card")
SHE = {"age": 81, "household_region": "620702107207", "residence_region": "620702107207"}


def keys(records):
    return {one.key for one in records}


def scenarios(item):
    """Any answers, also none and wrong ones, to the questions of an item."""
    return st.fixed_dictionaries(
        {},
        optional={
            f"scenario.{question.key}": st.sampled_from([option.key for option in question.options] + ["?", 7, None])
            for question in item.scenario
        },
    )


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.dates() | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)
facts = st.dictionaries(
    st.sampled_from(
        ["age", "household_region", "residence_region", "scenario", "scenario.who", "form", "form.deduct", "a"]
    )
    | st.text(max_size=8),
    anything,
    max_size=6,
)
published = st.sampled_from([version(key) for key in PUBLISHED])


def test_who_is_81_and_registered_here_meets_what_can_be_judged():
    assert rules.unmet_conditions(OLD_AGE, SHE) == ()
    assert keys(rules.open_conditions(OLD_AGE, SHE)) == {"not-twice", "alive"}


def test_who_is_79_is_told_when_to_come():
    (unmet,) = rules.unmet_conditions(OLD_AGE, {**SHE, "age": 79})
    assert unmet.key == "age"
    assert "80" in unmet.refusal.zh


def test_who_draws_it_already_is_told_unless_it_moves_with_the_household():
    drawn = {**SHE, "register.allowance.received": True}
    assert keys(rules.unmet_conditions(OLD_AGE, {**drawn, "scenario.first": "first"})) == {"not-twice"}
    assert rules.unmet_conditions(OLD_AGE, {**drawn, "scenario.first": "moved-in"}) == ()


def test_an_unknown_age_is_open_not_unmet():
    assert "age" in keys(rules.open_conditions(OLD_AGE, {"household_region": "620702107207"}))
    assert rules.unmet_conditions(OLD_AGE, {}) == ()


def test_an_answer_says_what_the_card_has_not_said_yet_and_the_card_goes_before_it():
    assert keys(rules.unmet_conditions(OLD_AGE, {"scenario.age": "under-80"})) == {"age"}
    assert rules.unmet_conditions(OLD_AGE, {"scenario.age": "under-80", "age": 85}) == ()
    assert rules.monthly_amount(OLD_AGE, {"scenario.age": "from-90"}) == 20000


def test_the_age_is_asked_only_of_whom_it_is_not_known():
    assert "age" in keys(rules.questions_for(OLD_AGE, {}))
    assert keys(rules.questions_for(OLD_AGE, SHE)) == {"who", "first", "lives"}
    assert keys(rules.unanswered(OLD_AGE, {**SHE, "scenario.who": "self", "scenario.first": "nonsense"})) == {
        "first",
        "lives",
    }


def test_she_herself_brings_no_mandate_and_her_daughter_does():
    assert keys(rules.materials_for(OLD_AGE, {"scenario.who": "self", "scenario.first": "first"})) == {
        "application",
        "id-card",
        "household-page",
        "social-security-card",
        "photo",
    }
    assert {"mandate", "representative-id"} <= keys(rules.materials_for(OLD_AGE, {"scenario": {"who": "family"}}))


def test_what_the_police_know_is_not_asked():
    assert keys(one for one in rules.materials_for(OLD_AGE, SHE) if not one.asked) == {"household-page"}


@pytest.mark.parametrize(
    ("age", "fen"), [(79, None), (80, 10000), (89, 10000), (90, 20000), (100, 50000), (117, 50000)]
)
def test_the_amount_goes_by_age(age, fen):
    assert rules.monthly_amount(OLD_AGE, {"age": age}) == fen


def test_modes_follow_the_deciding_tier():
    assert rules.mode(OLD_AGE, "district") is Mode.OWN
    assert rules.mode(OLD_AGE, "township") is Mode.ENTRUSTED
    assert rules.mode(OLD_AGE, "village") is Mode.RECEIVES
    assert rules.mode(CARD, "township") is Mode.OWN
    assert rules.mode(version("household-business"), "village") is None


def test_an_instant_item_is_instant_only_where_it_is_decided():
    assert rules.limits(CARD, "township").handling is Handling.INSTANT
    assert (rules.limits(CARD, "village").handling, rules.limits(CARD, "village").promised) == (Handling.PROMISED, 2)
    assert rules.limits(CARD, "district").promised == 2


def test_who_accepts_does_the_acceptance_itself():
    assert rules.steps_for(OLD_AGE, "village")[0].tier is StepTier.TOWNSHIP
    assert rules.steps_for(OLD_AGE, "township")[0].tier is StepTier.ORIGIN
    assert rules.steps_for(OLD_AGE, "district")[0].tier is StepTier.ORIGIN


def test_the_place_that_decides_who_is_competent():
    assert rules.competent_region(OLD_AGE, SHE) == "620702107207"
    assert rules.in_district(OLD_AGE, SHE, "620702") is True
    assert rules.in_district(OLD_AGE, {"household_region": "620723100201"}, "620702") is False
    assert rules.in_district(OLD_AGE, {}, "620702") is None
    shop = version("household-business")
    assert rules.competent_region(shop, {"form.business_region": "620702001006"}) == "620702001006"
    assert rules.in_district(OLD_AGE, {"scenario.household": "elsewhere"}, "620702") is False


def test_what_is_known_is_filled_in_and_nothing_is_invented():
    sources = {"identity.name": "王桂珍", "identity.phone": "", "register.social-security-card.account": "1"}
    filled = rules.prefill(OLD_AGE, SHE, sources)
    assert filled == {"name": "王桂珍", "bank_account": "1"}


@given(published, facts, facts)
@settings(max_examples=150)
def test_more_facts_never_meet_a_condition_that_was_unmet(item, some, more):
    before = rules.unmet_conditions(item, some)
    flat = {key: value for key, value in more.items() if not any(k.split(".")[0] == key.split(".")[0] for k in some)}
    assert set(keys(before)) <= keys(rules.unmet_conditions(item, {**some, **flat}))


@given(published, facts)
@settings(max_examples=150)
def test_every_condition_is_met_unmet_or_open_never_two(item, some):
    assert not keys(rules.unmet_conditions(item, some)) & keys(rules.open_conditions(item, some))


@given(st.data())
@settings(max_examples=150)
def test_what_is_asked_is_part_of_the_whole_in_its_order(data):
    item = data.draw(published)
    some = data.draw(scenarios(item))
    for found, whole in (
        (rules.materials_for(item, some), item.materials),
        (rules.fields_for(item, some), item.form),
        (rules.questions_for(item, some), item.scenario),
    ):
        chosen = set(keys(found))
        assert [one.key for one in found] == [one.key for one in whole if one.key in chosen]
    always = {one.key for one in item.materials if one.required_when is None}
    assert always <= keys(rules.materials_for(item, some))


@given(published, facts)
@settings(max_examples=150)
def test_no_fact_breaks_a_rule(item, some):
    rules.materials_for(item, some)
    rules.monthly_amount(item, some)
    rules.competent_region(item, some)
    rules.prefill(item, some, {})


def test_a_date_counts_as_its_iso_text():
    assert rules.materials_for(OLD_AGE, {"on": date(2026, 11, 24), **SHE}) == rules.materials_for(OLD_AGE, SHE)


def test_the_days_of_a_promise_that_are_no_steps_share_are_told():
    """§3: each step has its share; the allowance's come to seven of ten, what is done on the spot has none left."""
    assert rules.slack(version("old-age-allowance"), "village") == 3
    card = version("senior-card")
    assert rules.slack(card, card.deciding) == 0
