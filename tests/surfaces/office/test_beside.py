"""Acts beside the papers on the case page: what is offered, what is done, and what is kept when it is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from siban.domain.cases.models import Consultation, HandOff, Package, Proceeding
from siban.domain.cases.services import archiving
from siban.domain.places.queries import office_by_key
from siban.domain.staff.models import Post
from siban.kernel.clock import today
from siban.kernel.ids import new_id
from siban.kernel.models import Look, User
from tests.domain.cases.conftest import Work, holder, picture
from tests.domain.cases.items import with_steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def work() -> Work:
    return Work()


def sign_in(client, actor) -> None:
    client.force_login(User.objects.get(pk=actor.user))


def send(client, case, key: str, **values):
    page = reverse("office:beside", args=[case.pk, key])
    seen = type(case).objects.select_related("stream").get(pk=case.pk).stream.last_number
    return client.post(page, {"seen": seen, "request": str(new_id()), **values})


def test_all_34_survey_from_plan_to_findings(client, work):
    with_steps("old-age-allowance", survey=True)
    case = work.claimed(work.accepted(), work.staff.reviewer)
    sign_in(client, work.staff.reviewer)
    page = client.get(reverse("office:case", args=[case.pk])).content.decode()
    assert "安排两个人到现场" in page and "写现场看到的" not in page
    posts = Post.objects.filter(office__key="civil-affairs-elderly", role="reviewer").values_list("pk", flat=True)[:2]
    refused = send(client, case, "survey", posts=[str(posts[0])], place="党寨村三社")
    assert refused.status_code == 422 and "两个以上的工作人员" in refused.content.decode()
    assert "党寨村三社" in refused.content.decode(), "what was typed stays"
    assert send(client, case, "survey", posts=[str(one) for one in posts]).status_code == 302
    sheet = SimpleUploadedFile("sheet.jpg", picture(), "image/jpeg")
    done = send(client, case, "find", on=today().isoformat(), findings="属实", result="yes", pictures=sheet)
    assert done.status_code == 302
    assert Proceeding.objects.get(case=case).result == "confirmed"
    assert "情况属实" in client.get(reverse("office:case", args=[case.pk])).content.decode()


def test_authorities_in_parallel_each_answer_on_their_own_page(client, work):
    case = work.claimed(work.reviewed(), work.staff.decider)
    sign_in(client, work.staff.decider)
    offices = [str(office_by_key(key).pk) for key in ("disabled-federation", "human-resources")]
    assert send(client, case, "consult", question="有没有重复领", days="3", offices=offices).status_code == 302
    other = holder("disabled-federation", "reviewer")
    sign_in(client, other)
    assert "签收征求意见" in client.get(reverse("office:case", args=[case.pk])).content.decode()
    assert send(client, case, "take-consultation").status_code == 302
    assert send(client, case, "opine", advice="grant", opinion="没有重复").status_code == 302
    assert Consultation.objects.filter(case=case, answered_at=None).count() == 1


def test_hand_off_is_exported_on_record_and_its_result_comes_back(client, work):
    case = work.claimed(work.accepted(), work.staff.reviewer)
    sign_in(client, work.staff.reviewer)
    assert send(client, case, "hand-off").status_code == 302
    looks = Look.objects.count()
    export = client.get(reverse("office:export", args=[case.pk, "csv"]))
    assert "证件号码" in export.content.decode("utf-8-sig") and Look.objects.count() == looks + 1
    assert str(case.number)[:6] in client.get(reverse("office:hand-offs")).content.decode()
    back = send(client, case, "hand-back", number="SZ1", result="登记了", on=today().isoformat())
    assert back.status_code == 302 and HandOff.objects.get(case=case).number_back == "SZ1"


def test_what_is_not_offered_is_refused(client, work):
    case = work.claimed(work.accepted(), work.staff.reviewer)
    sign_in(client, work.staff.reviewer)
    assert client.get(reverse("office:beside", args=[case.pk, "publish"])).status_code == 409
    assert client.get(reverse("office:beside", args=[case.pk, "nothing"])).status_code == 404


def test_revocation_waits_for_the_head_and_destruction_for_a_second_person(client, work):
    case = work.delivered()
    sign_in(client, work.staff.decider)
    proposed = send(
        client, case, "propose-revocation", fault="office", reasons="算错了", heard="当面听了", void_from=""
    )
    assert proposed.status_code == 302
    sign_in(client, holder("civil-affairs-elderly", "head"))
    assert "签字撤销" in client.get(reverse("office:case", args=[case.pk])).content.decode()
    assert send(client, case, "revoke").status_code == 302
    archiving.archive(case.pk, by=work.staff.decider)
    Package.objects.update(kept_until=today() - timedelta(days=1))
    sign_in(client, work.staff.decider)
    assert send(client, case, "propose-destruction").status_code == 302
    assert "报请销毁了" in client.get(reverse("office:hand-offs")).content.decode()
    assert send(client, case, "destroy").status_code == 403
