"""Later visits: what was told is supplied, what was decided is handed over, what is elsewhere is only read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from siban.domain.cases.models import HandOver
from siban.domain.cases.rules import State
from siban.domain.cases.services import answers, steps
from siban.domain.notices.models import Notice
from siban.domain.people.queries import identity
from tests.domain.cases.conftest import picture
from tests.surfaces.desk.conftest import HTMX, signed_in, stamp

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", picture(), "image/jpeg")


@pytest.fixture
def told(work):
    case = work.received(without=("photo", "social-security-card"))
    work.claimed(case, work.staff.acceptor)
    return answers.correct(case.pk, by=work.staff.acceptor)


def test_half_of_what_was_told_is_kept_and_does_not_go_up(desk, told):
    """B4: the same notice stays open."""
    page = text(desk.get(f"/desk/cases/{told.pk}"))
    assert "等群众补材料" in page and "收下，交上去" in page
    refused = desk.post(f"/desk/cases/{told.pk}/supply", stamp(told), headers=HTMX)
    assert refused.status_code == 422 and "没有勾" in text(refused)
    page = text(desk.post(f"/desk/cases/{told.pk}/supply", stamp(told, here=["photo"]), headers=HTMX))
    told.refresh_from_db()
    assert told.state == State.CORRECTING and "先补来一部分" in page


def test_all_of_it_goes_up_with_a_receipt(desk, told):
    sent = stamp(told, here=["photo"], **{"pictures-social-security-card": photo()})
    answer = desk.post(f"/desk/cases/{told.pk}/supply", sent, headers=HTMX)
    told.refresh_from_db()
    assert told.state == State.RECEIVED
    newest = Notice.objects.filter(stream=told.pk, kind="receipt").order_by("-issued_at").first()
    assert str(newest.pk) in answer["HX-Trigger"]


def test_a_result_is_signed_for_twice(work, desk):
    case = work.granted()
    page = text(desk.get(f"/desk/cases/{case.pk}"))
    assert "签收" in page and "签好了，送到" not in page
    page = text(desk.post(f"/desk/cases/{case.pk}/claim", stamp(case), headers=HTMX))
    assert "签好了，送到" in page
    refused = desk.post(f"/desk/cases/{case.pk}/deliver", stamp(case, manner="home"), headers=HTMX)
    assert refused.status_code == 422 and "没有签收的签名" in text(refused)
    page = desk.post(f"/desk/cases/{case.pk}/deliver", stamp(case, manner="home", signed_paper=photo()), headers=HTMX)
    case.refresh_from_db()
    assert case.state == State.DELIVERED and HandOver.objects.filter(case=case).count() == 2
    assert "送达回证" in text(page)


def test_what_is_at_the_bureau_is_only_read(work, desk, django_assert_max_num_queries):
    case = work.accepted()
    desk.get(f"/desk/cases/{case.pk}")
    with django_assert_max_num_queries(30):
        page = text(desk.get(f"/desk/cases/{case.pk}"))
    assert "在办" in page and "经过" in page and "收件凭证" in page
    assert "交上去" not in page and "签好了" not in page


def test_the_applicant_takes_it_back_after_the_page_has_asked(work, desk):
    case = work.received()
    assert "群众要撤回？" in text(desk.get(f"/desk/cases/{case.pk}"))
    refused = desk.post(f"/desk/cases/{case.pk}/withdraw", stamp(case), headers=HTMX)
    assert "还没有写怎么知道是本人要撤回" in text(refused)
    tail = identity(case.applicant).number.value[-4:]
    desk.post(f"/desk/cases/{case.pk}/withdraw", stamp(case, shown="in-person", tail=tail), headers=HTMX)
    case.refresh_from_db()
    assert case.state == State.CLOSED
    assert Notice.objects.filter(stream=case.pk, kind="termination").exists()


def test_the_acceptor_answers_what_a_village_received(work):
    case = work.received()
    acceptor = signed_in(work.staff.acceptor)
    assert "等签收" in text(acceptor.get("/desk/"))
    acceptor.post(f"/desk/cases/{case.pk}/claim", stamp(case), headers=HTMX)
    assert "答复，打印" in text(acceptor.get(f"/desk/cases/{case.pk}"))
    acceptor.post(f"/desk/cases/{case.pk}/answer", stamp(case, answer="accept"), headers=HTMX)
    case.refresh_from_db()
    assert case.state == State.ACCEPTED


def test_the_acceptor_tells_what_a_village_left_open(work):
    case = work.received(without=("photo",))
    acceptor = signed_in(work.staff.acceptor)
    acceptor.post(f"/desk/cases/{case.pk}/claim", stamp(case), headers=HTMX)
    acceptor.post(f"/desk/cases/{case.pk}/answer", stamp(case, answer="correct"), headers=HTMX)
    case.refresh_from_db()
    assert case.state == State.CORRECTING


def test_a_clerk_is_not_offered_what_the_acceptor_has_to_answer(work, centre):
    case = work.received()
    steps.claim(case.pk, by=work.staff.acceptor)
    assert "答复，打印" not in text(centre.get(f"/desk/cases/{case.pk}"))
    answer = centre.post(f"/desk/cases/{case.pk}/answer", stamp(case, answer="accept"), headers=HTMX)
    assert answer.status_code == 403


def test_two_at_once_one_wins_and_the_other_is_told(work, desk):
    case = work.granted()
    old = stamp(case)
    steps.claim(case.pk, by=work.staff.agent)
    answer = desk.post(f"/desk/cases/{case.pk}/claim", old, headers=HTMX)
    assert answer.status_code == 409 and answer["HX-Retarget"] == "#refusal"
