"""低保 from first contact to acceptance: a household told row by row, printed, kept, and not asked again."""

from __future__ import annotations

import pytest

from siban.domain.cases.errors import FormWrong
from siban.domain.cases.matter import Matter
from siban.domain.cases.queries.counter import preselected
from siban.domain.cases.rules import Capacity, Channel
from siban.domain.cases.services import intake, letters
from siban.domain.cases.services.intake import open_case
from siban.domain.people import queries as people
from siban.kernel.clock import today

pytestmark = pytest.mark.django_db

WANG = {"relation": "self", "health": "chronic", "work": "unable", "income": "185.50"}
SON = {"name": "刘建军", "relation": "child", "health": "well", "work": "farming", "income": "300"}


@pytest.fixture
def started(work, staff):
    """A draft for the subsistence allowance, all filled in but the household."""
    return work.draft(item="subsistence-allowance")


def form(case):
    return Matter(case, today()).form


def told(case, staff, *rows):
    known = form(case)["household"][0]
    return intake.fill(case.pk, by=staff.agent, form={"household": [{**known, **WANG}, *rows]})


def test_she_herself_stands_in_the_first_row_already(started):
    (row,) = form(started)["household"]
    assert row["name"] == "王桂珍"
    assert set(row) == {"name", "number"}


@pytest.mark.parametrize(
    ("household", "area"),
    [("620702107203", "rural"), ("620702107000", "rural"), ("620702001001", "urban"), ("620702001000", "urban")],
)
def test_the_standard_of_town_or_village_follows_the_place_of_the_household(work, staff, household, area):
    case = open_case(
        "subsistence-allowance",
        work.person(region=household),
        by=staff.agent,
        capacity=Capacity.SELF,
        channel=Channel.WINDOW,
    )
    assert preselected(Matter(case, today()))["area"] == area


def test_what_is_typed_is_kept_as_it_was_read(started, staff):
    case = told(started, staff, SON, {"name": ""})
    assert [row["income"] for row in form(case)["household"]] == [18550, 30000]


def test_a_row_that_cannot_be_is_refused_at_once(started, staff):
    with pytest.raises(FormWrong) as refused:
        told(started, staff, {**SON, "number": "622201197503020036"})
    assert refused.value.field == "household.1.number"


def test_the_printed_form_carries_the_household_as_a_table_with_its_sum(started, staff):
    case = told(started, staff, SON)
    printed = letters.application_form(Matter(case, today()))
    (table,) = (block for section in printed.sections for block in section.blocks if len(block.rows) > 1)
    assert [row[0] for row in table.rows] == ["王桂珍", "刘建军", "合计2行"]
    assert table.rows[1][table.columns.index("是申请人的什么人")] == "子女"
    assert table.rows[-1][-1] == "485.5元"
    intake.print_form(case.pk, by=staff.agent)


def test_a_household_is_kept_at_receipt_and_fills_the_next_form(work, staff, started):
    case = told(started, staff, SON)
    work.filled(case, staff.agent)
    received = intake.receive(case.pk, by=staff.agent)
    kept = people.household(staff.agent, received.applicant)
    assert [member.name for member in kept] == ["王桂珍", "刘建军"]
    again = work.draft(person=received.applicant, item="temporary-relief")
    assert [row["name"] for row in form(again)["household"]] == ["王桂珍", "刘建军"]
    assert [row["relation"] for row in form(again)["household"]] == ["self", "child"]
