"""The shipped catalogue is whole: eighteen items and three themes in both languages, drafts for the rest."""

from __future__ import annotations

import csv

import pytest

from siban.domain.catalog import loading
from siban.domain.catalog.types import StepTier
from tests.domain.catalog.shipped import FOLDER, PUBLISHED, contents, version

REGISTERS = {"household", "pension", "social-security-card", "allowance", "disability", "medical"}
"""Registers that the platform can ask; the port that reads them is a later subject."""


def texts(value, where=""):
    """Every {zh, en} in a content, with its place."""
    if isinstance(value, dict) and "zh" in value:
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from texts(inner, f"{where}.{place}")


@pytest.mark.parametrize("key", PUBLISHED)
def test_both_languages_are_whole(key):
    for where, text in texts(contents()[key]):
        assert set(text) == {"zh", "en"}, where
        assert text["zh"].strip(), where
        assert text["en"].strip(), where


@pytest.mark.parametrize("key", PUBLISHED)
def test_an_item_holds_together(key):
    item = version(key)
    assert 4 <= len(item.materials) <= 9
    assert len({one.key for one in item.materials}) == len(item.materials)
    assert len({one.key for one in item.form}) == len(item.form)
    assert {one.step for one in item.procedure} == {"intake", *(step.key for step in item.steps)}
    assert all(one.why_missing for one in item.materials)
    assert item.procedure_for("intake")
    assert {one.shared_from for one in item.materials} - {None} <= REGISTERS
    assert any(step.tier is StepTier.ORIGIN for step in item.steps)
    if item.result.benefit:
        assert item.result.benefit.account_field in {one.key for one in item.form}


@pytest.mark.parametrize("key", PUBLISHED)
def test_what_is_published_agrees_with_the_basic_list(key):
    with (FOLDER / "items.csv").open(encoding="utf-8", newline="") as lines:
        row = next(row for row in csv.DictReader(lines) if row["key"] == key)
    item = version(key)
    assert (item.name.zh, item.name.en) == (row["name"], row["name_en"])
    assert (item.kind, item.authority) == (row["kind"], row["authority"])
    assert (item.handling, item.deciding, item.unit) == (row["handling"], row["decide"], row["limit_unit"])
    assert (item.statutory_days, item.promised_days, item.visits) == tuple(
        int(row[name]) for name in ("statutory_days", "promised_days", "visits")
    )
    assert item.village_days == (int(row["village_days"]) if row["village_days"] else None)
    assert set(item.accepting) == {"district", *row["accept"].split("+")}
    assert item.jurisdiction == row["jurisdiction"]
    assert (item.vertical_system.zh if item.vertical_system else "") == row["vertical_system"]


def test_all_of_the_list_is_there_with_doors_on_the_home_page():
    items = loading.items(FOLDER)
    assert len(items) == 86
    assert {item.key for item in items if item.in_force_from} == set(PUBLISHED)
    assert all(item.life_events for item in items)
    assert len(loading.referrals(FOLDER)) == 20


def test_a_broken_file_names_itself_and_the_place(tmp_path):
    (tmp_path / "regimes.yaml").write_text("- {key: licensing, name: {zh: 许可, en: Licensing}}\n", encoding="utf-8")
    with pytest.raises(loading.BadDataError, match=r"regimes\.yaml: licensing\."):
        loading.regimes(tmp_path)
    (tmp_path / "items").mkdir()
    (tmp_path / "items" / "wrong-name.yaml").write_text("key: other\nlife_events: []\nin_force_from: 2026-07-01\n")
    with pytest.raises(loading.BadDataError, match=r"wrong-name\.yaml: key"):
        loading.items(tmp_path)
