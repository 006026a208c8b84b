"""Benefits at the office: who sees which, what each act does, the list made, checked and exported by two people."""

from __future__ import annotations

from uuid import uuid4

import pytest

from siban.domain.benefits.models import Entitlement, PayList
from siban.domain.benefits.rules import Ground, State
from siban.domain.benefits.services import keeping
from siban.domain.benefits.services import pay_lists as services
from siban.kernel.clock import today
from siban.kernel.models import Look
from tests.domain.benefits.conftest import ITEM, fresh, opened
from tests.domain.benefits.test_reassessment import OFFICE, RELIEF, raised, relief
from tests.domain.cases.conftest import holder
from tests.surfaces.office.conftest import seen_on, signed_in

pytestmark = pytest.mark.django_db


def test_many_on_a_list_cost_no_more_statements_than_one(work, staff, django_assert_max_num_queries):
    """The list, the pay list and its page read people and standards together."""
    client = signed_in(staff.reviewer)
    for _serial in range(4):
        opened(work.granted())
    client.get("/office/benefits/")
    with django_assert_max_num_queries(10):
        html = client.get("/office/benefits/").content.decode()
    assert html.count("data-row ") == 4
    month = today().replace(day=1)
    with django_assert_max_num_queries(24):
        made = services.make(Entitlement.objects.first().office_id, ITEM, month, by=staff.reviewer)
    assert made.people == 4 and made.fen == 40000
    client.get(f"/office/benefits/lists/{made.pk}")
    with django_assert_max_num_queries(14):
        client.get(f"/office/benefits/lists/{made.pk}")


@pytest.fixture
def one(work) -> Entitlement:
    return opened(work.granted())


def act(client, one: Entitlement, **form: object):
    html = client.get(f"/office/benefits/{one.pk}").content.decode()
    return client.post(f"/office/benefits/{one.pk}/act", {"seen": seen_on(html), "request": uuid4(), **form})


def test_the_office_that_pays_finds_it_and_another_village_does_not(one, staff, django_assert_max_num_queries):
    client = signed_in(staff.reviewer)
    with django_assert_max_num_queries(12):
        html = client.get("/office/benefits/").content.decode()
    assert "王桂珍" in html and "100 元" in html and f"/office/benefits/{one.pk}" in html
    assert signed_in(staff.elsewhere).get(f"/office/benefits/{one.pk}").status_code == 404
    assert "王桂珍" not in signed_in(staff.elsewhere).get("/office/benefits/").content.decode()


def test_the_page_shows_what_is_drawn_and_never_the_whole_account(one, staff, django_assert_max_num_queries):
    client = signed_in(staff.reviewer)
    client.get(f"/office/benefits/{one.pk}")  # Versions and places are then known.
    with django_assert_max_num_queries(16):
        html = client.get(f"/office/benefits/{one.pk}").content.decode()
    account = one.open_account()
    assert account not in html and f"尾号{account[-4:]}" in html
    assert "批准，开始发放" in html and 'id="do-suspend"' in html and 'id="do-stop"' not in html
    assert 'id="do-stop"' in signed_in(staff.decider).get(f"/office/benefits/{one.pk}").content.decode()


def test_the_village_reads_it_and_has_no_buttons(one, staff):
    html = signed_in(staff.agent).get(f"/office/benefits/{one.pk}").content.decode()
    assert 'name="choice"' not in html and "不归您的岗位管" in html


def test_suspended_and_resumed_from_the_page(one, staff):
    client = signed_in(staff.reviewer)
    refused = act(client, one, choice="suspend", ground=Ground.DOUBT.value, suspend_reasons=" ")
    assert refused.status_code == 422 and "还没有写理由" in refused.content.decode()
    assert (
        act(client, one, choice="suspend", ground=Ground.DOUBT.value, suspend_reasons="正在核实户口").status_code == 302
    )
    assert fresh(one).state == State.SUSPENDED
    html = client.get("/office/benefits/?show=suspended").content.decode()
    assert "王桂珍" in html
    page = client.get(f"/office/benefits/{one.pk}").content.decode()
    assert "暂停发放告知书" in page and "停着的月份补发" in page
    assert act(client, one, choice="resume", resume_reasons="户口核实了").status_code == 302
    assert fresh(one).state == State.RUNNING


def test_the_notice_opens_for_who_may_see_the_benefit(one, staff):
    keeping.suspend(one.pk, by=staff.reviewer, ground=Ground.DOUBT, reasons=("核实",))
    client = signed_in(staff.reviewer)
    html = client.get(f"/office/benefits/{one.pk}").content.decode()
    address = html.split('href="/office/benefits/notices/')[1].split('"')[0]
    assert client.get(f"/office/benefits/notices/{address}").content.startswith(b"%PDF")
    assert signed_in(staff.elsewhere).get(f"/office/benefits/notices/{address}").status_code == 404


def test_stopped_from_the_page_with_a_day(one, staff):
    client = signed_in(staff.decider)
    refused = act(client, one, choice="stop", end="death", on="")
    assert refused.status_code == 422 and "日期不对" in refused.content.decode()
    assert act(client, one, choice="stop", end="moved", on=today().isoformat()).status_code == 302
    assert fresh(one).state == State.STOPPED


def test_nothing_chosen_is_told(one, staff):
    assert "还没有选怎么办" in act(signed_in(staff.reviewer), one, choice="").content.decode()


@pytest.mark.parametrize("sum", ["", "abc", "NaN", "-3", "0", "1e9", "1.005"])
def test_a_sum_that_is_none_is_told_beside_the_field(one, staff, sum):
    month = today().replace(day=1).isoformat()
    answer = act(signed_in(staff.reviewer), one, choice="correct", month=month, sum=sum, correct_reason="x")
    assert answer.status_code == 422 and "金额不对" in answer.content.decode()


def test_a_pay_list_goes_through_two_pairs_of_hands_to_the_bank(one, staff, django_assert_max_num_queries):
    maker, checker = signed_in(staff.reviewer), signed_in(staff.decider)
    with django_assert_max_num_queries(14):
        html = maker.get("/office/benefits/lists/").content.decode()
    assert "做名单" in html
    form = {"office": one.office_id, "item": ITEM, "month": today().replace(day=1).isoformat(), "request": uuid4()}
    made = maker.post("/office/benefits/lists/make", form)
    pay_list = PayList.objects.get()
    assert made.url == f"/office/benefits/lists/{pay_list.pk}"
    with django_assert_max_num_queries(20):  # With the looks at everyone on it, which a first view puts on record.
        html = maker.get(made.url).content.decode()
    assert "请另一位同事来核对" in html and "100 元" in html and one.open_account() not in html
    seen = {"seen": seen_on(html), "do": "confirm"}
    refused = maker.post(f"{made.url}/act", seen | {"request": uuid4()})
    assert refused.status_code == 403 and "不能由谁核对" in refused.content.decode()
    assert checker.post(f"{made.url}/act", seen | {"request": uuid4()}).status_code == 302
    file = maker.post(f"{made.url}/export")
    text = file.content.decode("utf-8-sig")
    assert file["Content-Type"].startswith("text/csv") and one.open_account() in text
    assert Look.objects.filter(person=one.person_id, actor=staff.reviewer.user).exists()


def test_a_list_is_sent_back_only_with_a_reason(one, staff):
    maker, checker = signed_in(staff.reviewer), signed_in(staff.decider)
    form = {"office": one.office_id, "item": ITEM, "month": today().replace(day=1).isoformat(), "request": uuid4()}
    address = maker.post("/office/benefits/lists/make", form).url
    assert "已经做过了" in maker.post("/office/benefits/lists/make", form | {"request": uuid4()}).content.decode()
    seen = seen_on(checker.get(address).content.decode())
    without = checker.post(f"{address}/act", {"seen": seen, "do": "refuse", "request": uuid4(), "reason": ""})
    assert without.status_code == 422
    back = {"seen": seen, "do": "refuse", "request": uuid4(), "reason": "少了一个人"}
    assert checker.post(f"{address}/act", back).status_code == 302
    assert "少了一个人" in maker.get(address).content.decode()


def test_pay_lists_are_for_who_keeps_benefits(one, staff):
    assert signed_in(staff.agent).get("/office/benefits/lists/").status_code == 403


def test_a_new_standard_is_listed_person_by_person_and_applied_by_the_decider_alone(
    work, django_assert_max_num_queries
):
    """提标: what changes for whom stands before the button; the reviewer reads it, the decider applies it once."""
    for income in ("185.5", "400", "300"):
        relief(work, income)
    month = raised(4000)
    reviewer, decider = signed_in(holder(OFFICE, "reviewer")), signed_in(holder(OFFICE, "decider"))
    assert "由决定岗来定" in reviewer.get("/office/benefits/standards/").content.decode()
    with django_assert_max_num_queries(30):
        html = decider.get("/office/benefits/standards/").content.decode()
    assert "579.50 元" in html and "619.50 元" in html and "3人一次调整" in html
    form = {"office": holder(OFFICE, "decider").office, "item": RELIEF, "month": month, "request": uuid4()}
    refused = reviewer.post("/office/benefits/standards/apply", form)
    assert refused.status_code == 403
    done = decider.post("/office/benefits/standards/apply", form, follow=True).content.decode()
    assert "按新标准调了3人" in done and "没有要调的" in done and "调过的" in done
