"""Her word at the window: what follows later, what is declared, how she signs, what she brings, where she goes on."""

import pytest

from siban.domain.cases.models import Case, Document, Pledge
from siban.domain.cases.rules import State
from siban.domain.cases.services import answers, intake, pledges
from siban.domain.notices.models import Notice
from siban.domain.people.models import BrokenPromise
from siban.domain.work.models import Task
from siban.domain.work.queries import calendar
from siban.domain.work.rules import shift
from siban.kernel.clock import today
from tests.domain.cases.test_pledges import PHOTO, accepted, promising
from tests.domain.cases.test_pledges import signed as signed_promise
from tests.surfaces.desk.conftest import HTMX, signed_in, stamp
from tests.surfaces.desk.test_intake import opened, photo, ready, text

pytestmark = pytest.mark.django_db


def in_days(days: int) -> str:
    return shift(today(), days, calendar()).isoformat()


def listed(desk, case: Case, **sent):
    here = [one.material for one in Document.objects.filter(case=case, state="received")]
    return desk.post(f"/desk/cases/{case.pk}/papers", stamp(case, here=here, **sent), headers=HTMX)


def test_one_key_promises_a_paper_by_a_date_and_the_promise_is_signed(work, centre):
    case = ready(centre, work.person(), without=(PHOTO,))
    page = text(centre.get(f"/desk/cases/{case.pk}"))
    assert 'data-key="r"' in page and 'name="promise" value="photo"' in page
    page = text(listed(centre, case, promise=[PHOTO]))
    assert Document.objects.get(case=case, material=PHOTO).promised_until.isoformat() == in_days(10)
    assert "容缺，最迟" in page and "打印承诺书" in page
    listed(centre, case, promise=[PHOTO], **{f"until-{PHOTO}": in_days(4)})
    assert Document.objects.get(case=case, material=PHOTO).promised_until.isoformat() == in_days(4)
    refused = centre.post(f"/desk/cases/{case.pk}/answer", stamp(case, answer="accept"), headers=HTMX)
    assert refused.status_code == 409 and "承诺书还没有签" in text(refused)
    printed = centre.post(f"/desk/cases/{case.pk}/words/tolerance", stamp(case), headers=HTMX)
    assert str(Notice.objects.get(stream=case.pk, kind="promise").pk) in printed["HX-Trigger"]
    centre.post(f"/desk/cases/{case.pk}/words/tolerance/signed", stamp(case, pictures=photo()), headers=HTMX)
    assert Pledge.objects.get(case=case).pages.count() == 1
    centre.post(f"/desk/cases/{case.pk}/answer", stamp(case, answer="accept"), headers=HTMX)
    case.refresh_from_db()
    assert case.state == State.ACCEPTED


def test_a_promise_is_taken_back_by_the_same_key(work, centre):
    case = ready(centre, work.person(), without=(PHOTO,))
    listed(centre, case, promise=[PHOTO])
    listed(centre, case)
    assert Document.objects.get(case=case, material=PHOTO).state == "missing"


def test_who_broke_a_promise_is_not_offered_another(work, centre):
    person = work.person()
    case = ready(centre, person, without=(PHOTO,))
    BrokenPromise.objects.create(person=person, kind="tolerance", item="x", subject=case.pk, on=today())
    page = text(centre.get(f"/desk/cases/{case.pk}"))
    assert 'name="promise"' not in page and "不能再容缺" in page


def test_what_was_promised_waits_in_the_rail_and_is_brought(work, desk):
    case = accepted(work, signed_promise(work, promising(work)))
    assert "容缺到期" in text(desk.get("/desk/"))
    page = text(desk.get(f"/desk/cases/{case.pk}"))
    assert "答应补的材料" in page and "一寸近照" in page
    answer = desk.post(f"/desk/cases/{case.pk}/fulfil", stamp(case, **{"pictures-photo": photo()}), headers=HTMX)
    assert Document.objects.get(case=case, material=PHOTO).state == "received"
    newest = Notice.objects.filter(stream=case.pk, kind="receipt").latest("issued_at")
    assert str(newest.pk) in answer["HX-Trigger"] and "答应补的材料" not in text(answer)


def test_who_cannot_write_gives_a_fingerprint_before_a_witness(work, desk):
    case = opened(desk, work.person())
    refused = desk.post(f"/desk/cases/{case.pk}/signing", stamp(case, manner="fingerprint"), headers=HTMX)
    assert refused.status_code == 422 and "见证人" in text(refused)
    desk.post(f"/desk/cases/{case.pk}/signing", stamp(case, manner="fingerprint", witness="马存德"), headers=HTMX)
    case.refresh_from_db()
    assert case.by_fingerprint


def test_what_needs_no_approval_is_said_before_anything_is_signed(work, desk):
    case = ready(desk, work.person(), without=("application",))
    Document.objects.filter(case=case, material="application").update(state="missing")
    sent = stamp(case, answer="no-approval", reason="只改电话，说一声就行")
    page = text(desk.post(f"/desk/cases/{case.pk}/answer", sent, headers=HTMX))
    case.refresh_from_db()
    assert case.state == State.CLOSED and "说清楚了" in page


def test_she_goes_on_from_what_she_brought_before(work, desk):
    before = work.received()
    work.withdrawn(before)
    case = opened(desk, before.applicant)
    assert "接着上次的" in text(desk.get(f"/desk/cases/{case.pk}?stage=papers"))
    page = text(desk.post(f"/desk/cases/{case.pk}/again", stamp(case), headers=HTMX))
    case.refresh_from_db()
    assert case.again_of_id == before.pk and "接着上次的" not in page


def test_a_second_notice_is_asked_of_the_head_from_the_page(work, centre):
    case = ready(centre, work.person(), without=(PHOTO,))
    centre.post(f"/desk/cases/{case.pk}/answer", stamp(case, answer="correct"), headers=HTMX)
    centre.post(f"/desk/cases/{case.pk}/supply", stamp(case, here=[PHOTO]), headers=HTMX)
    page = text(centre.get(f"/desk/cases/{case.pk}"))
    assert "补来的有问题？" in page and "报负责人签" in page
    sent = stamp(case, fault=[PHOTO], reason="补来的照片是别人的", **{f"what-{PHOTO}": "false"})
    centre.post(f"/desk/cases/{case.pk}/second", sent, headers=HTMX)
    assert Task.objects.filter(stream=case.pk, kind=answers.SECOND, closed_at=None).exists()


def test_a_declaration_stands_in_for_a_proof_by_one_key(work, centre):
    case = ready(centre, work.person(), without=(PHOTO,))
    centre.post(f"/desk/cases/{case.pk}/scenario", stamp(case, **{"q-first": "moved-in"}), headers=HTMX)
    moved = {"stopped_month": "2026-05-01", "moved_from": "张掖市临泽县"}
    intake.fill(case.pk, by=work.staff.clerk, scenario={"first": "moved-in"}, form=moved)
    proof = Document.objects.get(case=case, material="not-drawn-elsewhere")
    listed(centre, case, declare=[proof.material])
    proof.refresh_from_db()
    assert proof.state == "declared"
    page = text(centre.get(f"/desk/cases/{case.pk}?stage=papers"))
    assert "告知承诺书" in page and "我没有在两个地方领" in page, "what is declared is read to her before she signs"
    pledges.print_pledge(case.pk, pledges.Kind.DECLARATION, by=work.staff.clerk)


def test_a_promised_paper_is_brought_to_the_window_of_another_site(work, django_assert_max_num_queries):
    """A4: the case is found by its number, the window sees what is awaited and nothing else of it."""
    case = accepted(work, signed_promise(work, promising(work)))
    there = signed_in(work.staff.elsewhere)
    found = there.post("/desk/find", {"q": case.number})
    assert found["Location"] == f"/desk/cases/{case.pk}/bring"
    assert there.get(f"/desk/cases/{case.pk}").status_code == 404
    with django_assert_max_num_queries(14):
        page = text(there.get(found["Location"]))
    assert "一寸近照" in page and "补的材料哪个综合窗口都能收" in page and "身份证" not in page
    beside = text(there.get(f"/desk/start?person={case.applicant_id}"))
    assert f"/desk/cases/{case.pk}/bring" in beside
    answer = there.post(f"/desk/cases/{case.pk}/fulfil", stamp(case, **{"pictures-photo": photo()}), headers=HTMX)
    assert answer.status_code == 200 and Document.objects.get(case=case, material=PHOTO).state == "received"
    assert there.get(found["Location"])["Location"] == f"/desk/cases/{case.pk}"
