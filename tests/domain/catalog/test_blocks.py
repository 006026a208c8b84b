"""Repeating blocks: a household told row by row, counted and added up (rules.md §2; 民发〔2021〕57号)."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from siban.domain.catalog import gate, rules
from siban.domain.catalog.types import StepAct
from tests.domain.catalog.shipped import PUBLISHED, content, version
from tests.domain.catalog.test_rules import anything, keys

RELIEF = version("subsistence-allowance")
HERE = {"scenario.area": "rural", "household_region": "620702107203", "scenario.who": "self"}
WANG = {"name": "王桂珍", "number": "622201194504160028", "relation": "self", "health": "chronic", "work": "unable",
        "income": "185.5"}  # fmt: skip
SON = {"name": "刘建军", "relation": "child", "health": "well", "work": "farming", "income": "600元"}


def faults(rows, **more):
    return {
        problem.field: problem.code
        for problem in rules.validate(RELIEF, HERE, {"household": rows, **more})
        if problem.field.split(".")[0] in ("household", "incomes")
    }


def on(rows, incomes=None):
    facts = {**HERE, "form.household": rows}
    return facts if incomes is None else {**facts, "form.incomes": incomes}


def test_each_row_is_kept_as_it_is_read_and_an_empty_one_is_dropped():
    kept = rules.clean(RELIEF, HERE, {"household": [WANG, {"name": "", "income": " "}, SON]})
    assert [row["income"] for row in kept["household"]] == [18550, 60000]
    assert rules.clean(RELIEF, HERE, kept)["household"] == kept["household"]


def test_what_is_wrong_is_told_by_row_and_column():
    assert faults([WANG, {**SON, "income": "many"}, {"name": "刘小禾"}]) == {
        "household.1.income": "money",
        "household.2.relation": "required",
        "household.2.health": "required",
        "household.2.work": "required",
        "household.2.income": "required",
    }
    (problem,) = (one for one in rules.validate(RELIEF, HERE, {"household": [WANG, {**SON, "name": "刘"}]})
                  if one.field.startswith("household"))  # fmt: skip
    with override("zh-hans"):
        assert "家里人2：姓名" in str(problem)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], {"household": "required"}),
        (None, {"household": "required"}),
        ("王桂珍", {"household": "kind"}),
        ([WANG] * 31, {"household": "many"}),
        ([WANG, "刘建军"], {"household": "kind"}),
        ([{**WANG, "shoe_size": "41"}], {"household.0.shoe_size": "unknown"}),
        ([{**WANG, "number": "622201194504160029"}], {"household.0.number": "check-digit"}),
    ],
)
def test_a_block_that_cannot_be_is_refused_whole(rows, code):
    assert faults(rows) == code


def test_members_are_counted_and_incomes_added_up():
    assert rules.block_figures(RELIEF, on([WANG, SON]), "household") == (2, {"income": 78550})
    assert rules.block_figures(RELIEF, {"form": {"household": [WANG]}}, "household") == (1, {"income": 18550})
    assert rules.block_figures(RELIEF, {}, "household") == (0, {})
    assert rules.block_figures(RELIEF, on([WANG, {**SON, "income": "?"}]), "household") == (2, {})


def income_of(rows, incomes=None):
    facts = on(rows, incomes)
    if "income" in keys(rules.unmet_conditions(RELIEF, facts)):
        return "above"
    return "open" if "income" in keys(rules.open_conditions(RELIEF, facts)) else "below"


def test_subsistence_goes_by_income_per_head_against_the_standard_of_the_district():
    """民发〔2021〕57号: 共同生活的家庭成员人均收入低于当地最低生活保障标准。"""
    standard = RELIEF.figures["rural_standard"]
    two = [{**WANG, "income": standard}, {**SON, "income": standard - 1}]
    assert income_of(two) == "below"
    assert income_of([two[0], {**SON, "income": standard}]) == "above"
    assert income_of(two, [{"kind": "land", "monthly": 1}]) == "above"
    assert income_of([{**WANG, "income": "?"}]) == "open"
    assert rules.unmet_conditions(RELIEF, HERE) == ()


def test_the_allowance_fills_up_to_the_standard():
    """补差: standard × members − income."""
    standard = RELIEF.figures["rural_standard"]
    assert rules.monthly_amount(RELIEF, on([WANG, SON])) == 2 * standard - 78550
    urban = on([WANG, SON], [{"kind": "rent", "monthly": "100"}]) | {"scenario.area": "urban"}
    assert rules.monthly_amount(RELIEF, urban) == 2 * RELIEF.figures["urban_standard"] - 88550
    assert rules.monthly_amount(RELIEF, on([{**WANG, "income": 10_000_000}])) is None
    assert rules.monthly_amount(RELIEF, HERE) is None


def test_a_household_that_was_kept_is_filled_in_and_otherwise_she_herself():
    kept = [{"name": "王桂珍", "relation": "self", "income": 18500, "old_column": "x"}, {"name": "刘建军"}]
    filled = rules.prefill(RELIEF, HERE, {"household": kept, "identity.name": "王桂珍"})
    assert filled["household"] == [{"name": "王桂珍", "relation": "self", "income": 18500}, {"name": "刘建军"}]
    filled = rules.prefill(RELIEF, HERE, {"identity.name": "王桂珍", "identity.number": "622201194504160028"})
    assert filled["household"] == [{"name": "王桂珍", "number": "622201194504160028"}]


def test_the_procedure_of_subsistence_has_a_visit_by_two_and_seven_days_of_publication():
    """民发〔2021〕57号: 入户调查 by two, 公示 7 days, 30 working days, 45 in special cases."""
    acts = {step.act: step for step in RELIEF.steps if step.act}
    assert acts[StepAct.SURVEY].staff == 2
    assert acts[StepAct.PUBLICATION].period == 7
    assert RELIEF.statutory_days == 30
    assert rules.longest(RELIEF) == 45
    assert RELIEF.regime.key == "benefit"


def test_income_and_assets_are_checked_under_a_paper_signed_by_itself():
    paper = next(one for one in RELIEF.materials if one.key == "check-authorisation")
    assert paper.blank is not None
    assert "收入、存款、房屋" in paper.blank.zh
    assert RELIEF.authorisation is None


def test_the_workshop_is_verified_on_site_by_two():
    """ALL 34(3): 指派两名以上工作人员."""
    workshop = version("small-food-workshop")
    (verify,) = (step for step in workshop.steps if step.act is StepAct.VERIFICATION)
    assert verify.staff == 2
    assert {ground.key for ground in workshop.regime.hold_grounds} >= {
        "hearing",
        "inspection",
        "testing",
        "expert-review",
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda block: block.pop("title"),
        lambda block: block.update(max=31),
        lambda block: block.update(min=5, max=4),
        lambda block: block.update(sums=["name"]),
        lambda block: block.update(sums=["nothing"]),
        lambda block: block.update(fields=[]),
        lambda block: block.update(fields=block["fields"] * 2),
        lambda block: block["fields"][0].update(type="essay"),
        lambda block: block.update(key="phone"),
        lambda block: block.update(visible_when={"nonsense": 1}),
    ],
)
def test_the_gate_knows_blocks(change):
    one = content("subsistence-allowance")
    change(one["blocks"][0])
    assert "blocks" in {missing.key for missing in gate.missing(one)}


@given(st.sampled_from(["household", "incomes"]), anything, anything)
def test_nothing_that_is_typed_breaks_a_block(block, value, cell):
    for rows in (value, [value], [{"name": cell, "income": cell, "monthly": value}]):
        values = {block: rows}
        for problem in rules.validate(RELIEF, {**HERE, f"form.{block}": rows}, values):
            assert str(problem)
        kept = rules.clean(RELIEF, HERE, values)
        assert rules.clean(RELIEF, HERE, kept) == kept


@pytest.mark.parametrize("key", PUBLISHED)
def test_the_samples_of_each_block_are_good(key):
    for block in version(key).blocks:
        samples = {field.key: field.sample.zh for field in block.fields if field.sample}
        found = rules.validate(version(key), {}, {block.key: [samples]})
        assert not {one.field for one in found if one.field.startswith(f"{block.key}.") and one.code != "required"}
