"""一件事: one form, one set of materials, several items (F9)."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siban.domain.catalog import loading, queries, rules, search, themes
from siban.domain.catalog.content import read_theme
from siban.domain.catalog.errors import ThemeNotFound
from tests.domain.catalog.shipped import FOLDER, PUBLISHED, version
from tests.domain.catalog.test_data import texts
from tests.domain.catalog.test_rules import anything, facts

PHRASES = [
    (row["phrase"], row["theme"])
    for row in csv.DictReader(Path(__file__).with_name("theme_phrases.csv").open(encoding="utf-8"))
]

RECORDS = {record["key"]: record for record in loading.themes(FOLDER)}
THEMES = {key: read_theme(record) for key, record in RECORDS.items()}
NEWBORN, DEATH, RETIRING = (THEMES[key] for key in ("newborn", "after-death", "retirement"))
TODAY = date(2026, 11, 24)


def versions(theme):
    return {item: version(item) for item in theme.items if item in PUBLISHED}


def on(theme, **told):
    answers = {f"scenario.{key}": value for key, value in told.items()}
    return themes.merged(theme, versions(theme), {"age": 61, "household_region": "620702107203", **answers})


def keys(found):
    return [one.key for one in found]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_theme_holds_together_with_its_items(theme):
    assert themes.faults(theme, versions(theme)) == ()
    assert len(versions(theme)) >= 2
    listed = {item.key for item in loading.items(FOLDER)}
    assert set(theme.items) <= listed
    assert theme.entry is None or theme.entry in listed


@pytest.mark.parametrize("key", RECORDS)
def test_both_languages_are_whole(key):
    for where, text in texts(RECORDS[key]):
        assert set(text) == {"zh", "en"} and all(part.strip() for part in text.values()), where


def test_a_newborn_is_told_once_for_three_items():
    whole = on(NEWBORN, parent="mother", insured="no", employed="no")
    assert list(whole.versions) == ["birth-registration", "resident-medical-enrolment", "childcare-subsidy"]
    assert keys(whole.questions).count("parent") == 1
    card = next(one for one in whole.materials if one.key == "id-card")
    assert set(card.parts) == set(whole.versions)
    names = [one for one in whole.fields if "child_name" in one.parts.values()]
    assert keys(names) == ["child_name"]
    apart = sum(len(rules.materials_for(one, {})) for one in whole.versions.values())
    assert len(whole.materials) < apart


def test_what_is_done_already_is_left_out_and_what_nobody_takes_in_yet_is_told():
    assert "resident-medical-enrolment" not in on(NEWBORN, insured="yes").versions
    assert on(NEWBORN, employed="yes").waiting == ("maternity-benefit",)
    assert on(NEWBORN, employed="no").waiting == ()


def test_after_a_death_the_burial_is_asked_before_it_is_known_whether_there_is_a_subsidy():
    assert "burial" in keys(on(DEATH).questions)
    assert list(on(DEATH, burial="buried").versions) == ["resident-pension-stop"]
    assert list(on(DEATH, burial="cremated", pension="no").versions) == ["funeral-subsidy"]


def test_who_retires_answers_once_who_applies():
    whole = on(RETIRING, who="family", away="yes")
    assert keys(whole.questions).count("who") == 1
    assert not [key for key in keys(whole.questions) if key.endswith("/who")]
    assert set(next(one for one in whole.materials if one.key == "mandate").parts) == set(RETIRING.items[:3])


def test_each_item_gets_its_own_form_and_answers():
    told = {
        "scenario.parent": "guardian",
        "scenario.insured": "no",
        "scenario.childcare-subsidy/order": "second",
        "household_region": "620702107203",
    }
    whole = themes.merged(NEWBORN, versions(NEWBORN), told)
    values = {
        "name": "王桂珍",
        "number": "622201194504160028",
        "address": "党寨镇党寨村三社",
        "phone": "13900002716",
        "child_name": "刘小禾",
        "child_birth": "2026-09-01",
        "childcare-subsidy/bank_account": "6217000000000000004",
    }
    assert themes.validate(whole, told, values) == ()
    subsidy = themes.share(whole, "childcare-subsidy", told, values)
    assert subsidy.scenario == {"parent": "guardian", "order": "second"}
    assert subsidy.form["child_name"] == "刘小禾"
    assert subsidy.form["bank_account"] == "6217000000000000004"
    assert subsidy.materials["guardian-proof"] == "guardian-proof"
    insurance = themes.share(whole, "resident-medical-enrolment", told, values)
    assert insurance.scenario == {"whom": "newborn", "other": "none", "parent": "guardian"}
    assert "bank_account" not in insurance.form
    assert themes.share(whole, "birth-registration", told, values).scenario["stage"] == "born"


def test_what_is_wrong_is_told_once_by_the_key_of_the_theme():
    told = {"scenario.parent": "mother"}
    whole = themes.merged(NEWBORN, versions(NEWBORN), told)
    found = [one.field for one in themes.validate(whole, told, {"phone": "1", "shoe_size": "41"})]
    assert found.count("phone") == 1
    assert found.count("child_name") == 1
    assert "childcare-subsidy/bank_account" in found
    assert "shoe_size" in found


def test_one_limit_is_no_longer_than_the_longest_of_its_items():
    slow = replace(NEWBORN, days=21)
    assert themes.faults(slow, versions(NEWBORN)) == ("days: longer than the longest of its items (20)",)
    stray = replace(NEWBORN, fields=(themes.Shared("x", {"childcare-subsidy": "nothing", "no-item": "y"}),))
    assert len(themes.faults(stray, versions(NEWBORN))) == 2


@given(st.sampled_from(list(THEMES.values())), facts, st.dictionaries(st.text(max_size=8), anything, max_size=4))
def test_no_answer_breaks_a_theme(theme, some, values):
    whole = themes.merged(theme, versions(theme), some)
    for problem in themes.validate(whole, some, values):
        assert str(problem)
    for part in (whole.questions, whole.fields, whole.materials, whole.blocks):
        assert len(set(keys(part))) == len(part)
    for item in whole.versions:
        assert set(themes.share(whole, item, some, values).materials) <= set(keys(whole.materials))


@pytest.mark.django_db
def test_the_shipped_themes_are_read_from_the_database(django_assert_max_num_queries):
    assert {theme.key for theme in queries.themes()} == set(THEMES)
    assert [theme.key for theme in queries.themes(life_event="death")] == ["after-death"]
    theme = queries.theme("newborn")
    assert theme == NEWBORN
    queries.versions_of(theme, TODAY)
    with django_assert_max_num_queries(1):
        assert list(queries.versions_of(theme, TODAY)) == [item for item in theme.items if item in PUBLISHED]
    with pytest.raises(ThemeNotFound):
        queries.theme("nothing")


def test_plain_words_pinyin_and_slips_find_the_theme_and_no_item_does():
    """F4 for F9: what people say when several things are to be done at once."""
    wrong = {
        phrase: found
        for phrase, wanted in PHRASES
        if (found := next((hit.key for hit in search.find_themes(phrase)), "")) != wanted
    }
    assert wrong == {}


def test_every_theme_has_words_and_every_word_a_theme():
    assert set(search.built_of_themes().lexicon.items) == set(THEMES)


def test_a_row_of_the_basic_list_leads_to_its_theme(db):
    assert queries.theme_of("newborn-one-thing") == queries.theme("newborn")
    assert queries.theme_of("old-age-allowance") is None
