"""低保 at the window: a household told row by row, taken in by the village and accepted by the township."""

from __future__ import annotations

from datetime import date

import pytest

from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case, Document
from siban.domain.cases.rules import State
from siban.domain.notices import queries as notices
from siban.domain.notices.models import Notice
from siban.domain.notices.render import layout
from siban.domain.notices.wording.parts import Stamp
from siban.domain.people import numbers
from siban.domain.people.identity import Sex
from siban.domain.people.queries import identity
from siban.kernel.clock import today
from tests.surfaces.desk.conftest import HTMX, stamp
from tests.surfaces.desk.test_intake import opened, photo, text

pytestmark = pytest.mark.django_db
ITEM = "subsistence-allowance"
CIRCUMSTANCES = {"q-who": "self", "q-area": "rural", "q-reason": "illness"}
MEANS = {
    "f-housing": "own",
    "f-homes": "1",
    "f-vehicles": "0",
    "f-savings": "3000",
    "f-hardship": "老伴常年吃药",
    "f-bank_account": "6217000000000000004",
}
HERSELF = {"name": "王桂珍", "relation": "self", "health": "chronic", "work": "unable", "income": "185.5"}
SON = {"name": "刘建军", "relation": "child", "health": "well", "work": "farming", "income": "600"}
BORN = numbers.make("620702", date(2018, 6, 1), Sex.FEMALE, 2)
GIRL = {"name": "刘小禾", "number": BORN, "relation": "grandchild", "health": "well", "work": "pupil",
        "income": "0"}  # fmt: skip


def row(place: int, values: dict[str, str], block: str = "household") -> dict[str, str]:
    return {f"b-{block}.{place}.{key}": value for key, value in values.items()}


HOUSEHOLD = {**row(0, HERSELF), "b-household.0.was": "0", **row(1, SON), **row(2, GIRL)}


@pytest.fixture
def begun(work, desk) -> Case:
    return opened(desk, work.person(), ITEM)


def told(desk, case: Case, **cells: str):
    return desk.post(f"/desk/cases/{case.pk}/scenario", stamp(case, **CIRCUMSTANCES, **MEANS, **cells), headers=HTMX)


def form(case: Case) -> dict:
    return Matter(Case.objects.get(pk=case.pk), today()).form


def test_she_stands_in_the_first_row_and_her_number_is_masked(begun, desk):
    page = text(desk.get(f"/desk/cases/{begun.pk}"))
    number = identity(begun.applicant).number.value
    assert 'name="b-household.0.name"' in page and 'value="王桂珍"' in page
    assert number not in page and number[-4:] in page
    assert 'name="b-household.0.was" value="0"' in page


def test_three_members_are_kept_with_the_masked_number(begun, desk):
    number = identity(begun.applicant).number.value
    page = text(told(desk, begun, **HOUSEHOLD))
    assert "收材料" in page
    kept = form(begun)["household"]
    assert [one["name"] for one in kept] == ["王桂珍", "刘建军", "刘小禾"]
    assert [one["income"] for one in kept] == [18550, 60000, 0]
    assert kept[0]["number"] == number


def test_what_is_wrong_stands_beside_its_cell_and_nothing_typed_is_lost(begun, desk):
    answer = told(desk, begun, **HOUSEHOLD | {"b-household.1.income": "很多"})
    page = text(answer)
    assert answer.status_code == 422
    assert 'aria-describedby="b-household-1-income-error" autofocus' in page
    assert "家里人2：一个月挣多少" in page
    assert 'value="很多"' in page and 'value="刘小禾"' in page
    assert identity(begun.applicant).number.value not in page


def test_a_row_is_added_and_taken_away_without_keeping_anything(begun, desk):
    url, sent = f"/desk/cases/{begun.pk}/rows", {**CIRCUMSTANCES, **HOUSEHOLD}
    more = text(desk.post(url, stamp(begun, **sent, add="household"), headers=HTMX))
    assert 'name="b-household.3.name"' in more and "<form" not in more
    less = text(desk.post(url, stamp(begun, **sent, drop="household.1"), headers=HTMX))
    assert "刘建军" not in less and 'name="b-household.2.name"' not in less and 'value="刘小禾"' in less
    plain = text(desk.post(url, stamp(begun, **sent, add="incomes")))
    assert "<html" in plain and 'value="刘小禾"' in plain
    assert len(form(begun)["household"]) == 1


def test_the_sums_and_the_condition_follow_what_is_typed(begun, desk):
    told(desk, begun, **HOUSEHOLD)
    sent = {**CIRCUMSTANCES, **HOUSEHOLD, **row(0, {"kind": "support", "monthly": "100"}, "incomes")}
    page = text(desk.post(f"/desk/cases/{begun.pk}/rows", stamp(begun, **sent), headers=HTMX))
    assert "合计785.50 元" in page and "人均261.83 元" in page
    assert "算下来295.17 元，标准515 元" in page


def test_from_the_village_to_the_townships_acceptance(work, desk, begun):
    told(desk, begun, **HOUSEHOLD)
    desk.post(f"/desk/cases/{begun.pk}/form", stamp(begun), headers=HTMX)
    printed = desk.post(f"/desk/cases/{begun.pk}/blank/check-authorisation", stamp(begun), headers=HTMX)
    paper = Notice.objects.get(stream=begun.pk, kind="undertaking")
    assert str(paper.pk) in printed["HX-Trigger"] and paper.number is None
    labels = [one["label"] for one in layout(notices.data(paper), Stamp(issued_on=today()))["signers"]]
    assert labels == ["申请人签名", "刘建军签名", "经办人签名"]
    for material in ("application", "check-authorisation"):
        desk.post(f"/desk/cases/{begun.pk}/papers", stamp(begun, **{f"pictures-{material}": photo()}), headers=HTMX)
    every = list(Document.objects.filter(case=begun).values_list("material", flat=True))
    desk.post(f"/desk/cases/{begun.pk}/papers", stamp(begun, here=every), headers=HTMX)
    desk.post(f"/desk/cases/{begun.pk}/answer", stamp(begun, answer="accept"), headers=HTMX)
    begun.refresh_from_db()
    assert begun.state == State.RECEIVED
    from siban.domain.cases.services import answers, steps

    steps.claim(begun.pk, by=work.staff.acceptor)
    assert answers.accept(begun.pk, by=work.staff.acceptor).state == State.ACCEPTED


def test_a_paper_that_the_item_does_not_print_is_refused(begun, desk):
    answer = desk.post(f"/desk/cases/{begun.pk}/blank/id-card", stamp(begun), headers=HTMX)
    assert answer.status_code == 422 and "这件事不要这样材料" in text(answer)
