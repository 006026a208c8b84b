"""The application form as it is filled in."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from siban.domain.catalog.forms import clean, validate
from tests.domain.catalog.shipped import PUBLISHED, version
from tests.domain.catalog.test_rules import anything, facts, published

OLD_AGE = version("old-age-allowance")
FIRST = {"scenario.who": "self", "scenario.first": "first", "scenario.lives": "home"}
GOOD = {
    "name": "王桂珍",
    "number": "622201194503120028",
    "address": "党寨镇党寨村三社",
    "phone": "139 0000 2716",
    "phone_owner": "child",
    "bank_account": "6217 0000 0000 0000 004",
}


def codes(values, facts=FIRST, item=OLD_AGE):
    return {problem.field: problem.code for problem in validate(item, facts, {**GOOD, **values})}


def test_a_good_form_has_no_problem_and_is_kept_bare():
    assert validate(OLD_AGE, FIRST, GOOD) == ()
    kept = clean(OLD_AGE, FIRST, GOOD)
    assert kept["phone"] == "13900002716"
    assert kept["bank_account"] == "6217000000000000004"


def test_what_was_kept_is_good_again():
    kept = clean(OLD_AGE, FIRST, GOOD)
    assert clean(OLD_AGE, FIRST, kept) == kept
    shop = version("household-business")
    money = clean(shop, {}, {"capital": "30,000.5元"})
    assert money == {"capital": 3000050}
    assert clean(shop, {}, money) == money


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "王", "name"),
        ("name", "王2", "name"),
        ("name", "", "required"),
        ("name", "王\u200b桂", "characters"),
        ("name", "王\x00桂", "characters"),
        ("number", "62220119450312002", "pattern"),
        ("address", "村" * 121, "long"),
        ("address", "三社", "address"),
        ("phone", "12345", "phone"),
        ("phone_owner", "cat", "choice"),
        ("bank_account", "6217000000000000005", "bank-account"),
        ("bank_account", "62170000", "bank-account"),
        ("phone", ["13900002716"], "kind"),
        ("shoe_size", "41", "unknown"),
    ],
)
def test_each_wrong_value_is_told(field, value, code):
    assert codes({field: value}) == {field: code}


@pytest.mark.parametrize("name", ["阿依古丽·买买提", "阿依古丽•买买提", "𠮷田", "欧阳娜娜"])
def test_names_as_people_have_them(name):
    assert codes({"name": name}) == {}


def test_full_width_digits_are_digits():
    assert clean(OLD_AGE, FIRST, {**GOOD, "phone": "１３９００００２７１６"})["phone"] == "13900002716"


def test_fields_of_another_case_are_neither_asked_nor_kept():
    assert codes({"moved_from": "临泽"}) == {}
    assert "moved_from" not in clean(OLD_AGE, FIRST, {**GOOD, "moved_from": "临泽"})
    moved = {**FIRST, "scenario.first": "moved-in"}
    assert codes({}, moved) == {"moved_from": "required", "stopped_month": "required"}
    assert codes({"moved_from": "临泽", "stopped_month": "2026-02-30"}, moved) == {"stopped_month": "date"}
    assert codes({"moved_from": "临泽", "stopped_month": "2026年2月3日"}, moved) == {}


def test_a_field_that_hangs_on_another_answer_of_the_form():
    item = version("resident-pension-enrolment")
    asked = {problem.field for problem in validate(item, {}, {"deduct": "yes"})}
    assert "bank_account" in asked
    assert "bank_account" not in {problem.field for problem in validate(item, {}, {"deduct": "no"})}


def test_a_sentence_names_the_field_as_the_reader_does():
    (problem,) = validate(OLD_AGE, FIRST, {**GOOD, "phone": "1"})
    with override("zh-hans"):
        assert str(problem) == "“联系电话”不对：手机号11位，座机要带区号。"


fields = st.sampled_from([field.key for key in PUBLISHED for field in version(key).form]) | st.text(max_size=5)


@given(published, facts, st.dictionaries(fields, anything))
@settings(max_examples=200)
def test_no_value_breaks_the_check(item, some, values):
    for problem in validate(item, some, values):
        assert str(problem)
    assert set(clean(item, some, values)) <= {field.key for field in item.form}


@pytest.mark.parametrize("key", PUBLISHED)
def test_the_samples_on_the_form_are_good(key):
    item = version(key)
    samples = {field.key: field.sample.zh for field in item.form if field.sample}
    assert not {problem.field for problem in validate(item, {}, samples) if problem.code != "required"}
