"""The case page: what it shows to whom, and every choice of its panel through the view."""

from datetime import timedelta
from uuid import uuid4

import pytest

from siban.domain.cases.models import Case, CaseStep, DocumentPage
from siban.domain.cases.rules import Outcome, State
from siban.domain.cases.services import consultations, decisions, steps
from siban.domain.notices.models import Notice
from siban.domain.places.queries import office_by_key
from siban.domain.staff.models import Post
from siban.domain.staff.queries import actor_for
from siban.domain.work.models import Clock
from siban.kernel.clock import today
from siban.kernel.models import Look, User
from tests.domain.cases.conftest import holder
from tests.surfaces.office.conftest import act, seen_on, signed_in

pytestmark = pytest.mark.django_db


def show(client, case):
    answer = client.get(f"/office/cases/{case.pk}")
    assert answer.status_code == 200
    return answer.content.decode()


def chosen(answer):
    return [choice.key for choice, _text in answer.context["choices"]]


def test_another_offices_case_is_not_found(work, staff):
    case = work.accepted()
    answer = signed_in(staff.elsewhere).get(f"/office/cases/{case.pk}")
    assert answer.status_code == 404 and "没有找到这个办件" in answer.content.decode()


def test_page_masks_numbers_and_shows_them_for_a_purpose(work, staff):
    case = work.accepted()
    client = signed_in(staff.reviewer)
    page = show(client, case)
    whole = decisions.Matter(
        Case.objects.select_related("applicant__key").get(pk=case.pk), case.accepted_on
    ).applicant.number.value
    assert whole not in page and "看全号" in page
    shown = client.post(f"/office/cases/{case.pk}/reveal", {"what": "number", "purpose": "核对证件"})
    assert whole in shown.content.decode() and shown["Cache-Control"] == "no-store"
    look = Look.objects.filter(person=case.applicant_id).latest("at")
    assert (look.actor, look.purpose, look.what) == (staff.reviewer.user, "核对证件", "number")


def test_number_without_purpose_stays_masked(work, staff):
    case = work.accepted()
    answer = signed_in(staff.reviewer).post(f"/office/cases/{case.pk}/reveal", {"what": "number", "purpose": " "})
    assert answer.status_code == 422
    assert not Look.objects.filter(person=case.applicant_id, purpose="").exists()


def test_what_is_not_masked_cannot_be_revealed(work, staff):
    case = work.accepted()
    answer = signed_in(staff.reviewer).post(f"/office/cases/{case.pk}/reveal", {"what": "name", "purpose": "看"})
    assert answer.status_code == 404


def test_photographs_are_for_parties_and_on_record(work, staff):
    case = work.accepted()
    page = DocumentPage.objects.get(document__case=case, document__material="application")
    answer = signed_in(staff.reviewer).get(f"/office/pages/{page.pk}")
    assert answer["Content-Type"] == "image/jpeg" and "no-store" in answer["Cache-Control"]
    assert Look.objects.filter(person=case.applicant_id, actor=staff.reviewer.user, what="申请表").exists()
    assert signed_in(staff.elsewhere).get(f"/office/pages/{page.pk}").status_code == 404


def test_notices_open_for_parties(work, staff):
    case = work.accepted()
    notice = Notice.objects.get(stream=case.pk, kind="acceptance")
    assert signed_in(staff.reviewer).get(f"/office/notices/{notice.pk}.pdf").content.startswith(b"%PDF")
    assert signed_in(staff.elsewhere).get(f"/office/notices/{notice.pk}.pdf").status_code == 404


def test_choices_are_those_of_the_table(work, staff):
    case = work.received()
    client = signed_in(staff.acceptor)
    assert "签收" in show(client, case) and not chosen(client.get(f"/office/cases/{case.pk}"))
    steps.claim(case.pk, by=staff.acceptor)
    assert chosen(client.get(f"/office/cases/{case.pk}"))[:3] == ["accept", "correct", "decline"]


def test_claim_from_the_page(work, staff):
    case = work.accepted()
    client = signed_in(staff.reviewer)
    form = {"seen": seen_on(show(client, case)), "request": uuid4()}
    page = client.post(f"/office/cases/{case.pk}/claim", form, follow=True).content.decode()
    assert "签收了，轮到您办。" in page and "拟准予" in page


def test_acceptor_accepts(work, staff):
    case = work.claimed(work.received(), staff.acceptor)
    client = signed_in(staff.acceptor)
    answer = act(client, case.pk, seen_on(show(client, case)), choice="accept")
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.state == State.ACCEPTED


def test_correction_has_all_open_ticks_in_one_notice(work, staff):
    """B4: the acceptor finds one more missing; both are in the notice, and half of it cannot be sent."""
    case = work.claimed(work.received(without=("social-security-card",)), staff.acceptor)
    client = signed_in(staff.acceptor)
    here = [
        paper.document.material
        for paper in client.get(f"/office/cases/{case.pk}").context["page"].papers
        if paper.document.material not in ("social-security-card", "photo")
    ]
    form = {"choice": "correct", "here": here, "why_photo": "too-old", "why_social-security-card": "not-own"}
    drafted = client.post(f"/office/cases/{case.pk}/draft", form).content.decode()
    assert "data:image/svg+xml;base64," in drafted
    assert act(client, case.pk, seen_on(show(client, case)), **form).status_code == 302
    case.refresh_from_db()
    assert case.state == State.CORRECTING
    told = case.documents.filter(told=True).order_by("position").values_list("material", "reason")
    assert list(told) == [("social-security-card", "not-own"), ("photo", "too-old")]
    assert Notice.objects.filter(stream=case.pk, kind="correction").count() == 1


def test_complete_case_needs_no_correction(work, staff):
    case = work.claimed(work.received(), staff.acceptor)
    client = signed_in(staff.acceptor)
    here = [paper.document.material for paper in client.get(f"/office/cases/{case.pk}").context["page"].papers]
    answer = act(client, case.pk, seen_on(show(client, case)), choice="correct", here=here)
    assert answer.status_code == 409 and "材料都齐了，没有要补的。" in answer.content.decode()


def test_decline_of_what_is_ours_is_refused_and_without_approval_needs_reasons(work, staff):
    case = work.claimed(work.received(), staff.acceptor)
    client = signed_in(staff.acceptor)
    answer = act(client, case.pk, seen_on(show(client, case)), choice="decline", ground="not-competent")
    assert answer.status_code == 409 and "归本区管" in answer.content.decode()
    form = {"choice": "decline", "ground": "no-approval-needed"}
    answer = act(client, case.pk, seen_on(show(client, case)), **form, text_decline=" ")
    assert answer.status_code == 422 and 'id="error-decline"' in answer.content.decode()


def test_reviewer_advises_and_sees_the_opinion_ready(work, staff):
    case = work.claimed(work.accepted(), staff.reviewer)
    client = signed_in(staff.reviewer)
    page = client.get(f"/office/cases/{case.pk}")
    ready = {choice.key: text for choice, text in page.context["choices"]}["advise-grant"]
    assert ready.startswith("年满80周岁") and "拟同意自" in ready
    seen = seen_on(page.content.decode())
    answer = act(client, case.pk, seen, choice="advise-grant", **{"text_advise-grant": ready})
    assert answer.status_code == 302
    assert CaseStep.objects.get(case=case, done_at=None).key == "decide"


def test_denial_without_reasons_is_refused_beside_the_field(work, staff):
    case = work.claimed(work.reviewed(), staff.decider)
    client = signed_in(staff.decider)
    seen = seen_on(show(client, case))
    answer = act(client, case.pk, seen, choice="deny", text_deny="  \n ")
    page = answer.content.decode()
    assert answer.status_code == 422 and 'id="error-deny"' in page and "要写明理由" in page
    case.refresh_from_db()
    assert case.state == State.HANDLING
    answer = act(client, case.pk, seen, choice="deny", text_deny="已经在临泽县领了高龄津贴，不能领两份")
    case.refresh_from_db()
    assert answer.status_code == 302 and case.outcome == Outcome.DENIED


def test_decider_grants(work, staff):
    case = work.claimed(work.reviewed(), staff.decider)
    client = signed_in(staff.decider)
    page = show(client, case)
    assert "满80周岁，户籍在本区。" in page, "what the reviewer wrote"
    assert act(client, case.pk, seen_on(page), choice="grant", text_grant="同意").status_code == 302
    case.refresh_from_db()
    assert case.outcome == Outcome.GRANTED


def test_decider_returns_to_the_reviewer_with_a_reason(work, staff):
    case = work.claimed(work.reviewed(), staff.decider)
    client = signed_in(staff.decider)
    seen = seen_on(show(client, case))
    assert act(client, case.pk, seen, choice="return", text_return="").status_code == 422
    assert act(client, case.pk, seen, choice="return", text_return="账户再核一遍").status_code == 302
    assert CaseStep.objects.get(case=case, done_at=None).key == "review"


def test_stale_page_keeps_what_was_typed(work, staff):
    case = work.claimed(work.accepted(), staff.reviewer)
    client = signed_in(staff.reviewer)
    typed = {"choice": "advise-grant", "text_advise-grant": "我写了很久的意见"}
    answer = act(client, case.pk, 1, **typed)
    page = answer.content.decode()
    assert answer.status_code == 409 and "您看的是旧页面，别人刚办过。" in page and "我写了很久的意见" in page
    assert act(client, case.pk, seen_on(page), **typed).status_code == 302, "the page is fresh now"


def test_same_request_twice_acts_once(work, staff):
    case = work.claimed(work.accepted(), staff.reviewer)
    client = signed_in(staff.reviewer)
    form = {"choice": "advise-grant", "text_advise-grant": "同意", "request": uuid4()}
    seen = seen_on(show(client, case))
    for _each in range(2):
        assert act(client, case.pk, seen, **form).status_code == 302
    assert CaseStep.objects.filter(case=case, key="decide").count() == 1


def test_nothing_chosen_and_unknown_choices_are_refused(work, staff):
    case = work.claimed(work.accepted(), staff.reviewer)
    client = signed_in(staff.reviewer)
    seen = seen_on(show(client, case))
    answer = act(client, case.pk, seen)
    assert answer.status_code == 422 and "还没有选怎么办" in answer.content.decode()
    assert act(client, case.pk, seen, choice="burn").status_code == 422
    assert act(client, case.pk, "x", choice="advise-grant").status_code == 422


def test_own_case_is_refused(work, staff):
    case = work.claimed(work.accepted(), staff.reviewer)
    User.objects.filter(pk=staff.reviewer.user).update(person=case.applicant_id)
    client = signed_in(staff.reviewer)
    page = show(client, case)
    assert "您要回避" in page and 'name="choice"' not in page
    answer = act(client, case.pk, 99, choice="advise-grant", **{"text_advise-grant": "同意"})
    assert answer.status_code == 403 and "您要回避" in answer.content.decode()


def test_drafts_are_pictures_of_the_letter(work, staff):
    case = work.claimed(work.reviewed(), staff.decider)
    client = signed_in(staff.decider)
    svg = client.get(f"/office/cases/{case.pk}/drafts/grant")
    assert svg["Content-Type"] == "image/svg+xml" and b"<svg" in svg.content
    assert client.get(f"/office/cases/{case.pk}/drafts/burn").status_code == 404
    assert client.get(f"/office/cases/{case.pk}/drafts/grant?page=9").status_code == 404
    assert not Notice.objects.filter(stream=case.pk, kind="grant").exists(), "a draft issues nothing"


def test_live_part_says_that_somebody_acted(work, staff):
    case = work.accepted()
    client = signed_in(staff.reviewer)
    seen = seen_on(show(client, case))
    fresh = f"/office/cases/{case.pk}/identity?seen={seen}"
    assert "别人刚办过" not in client.get(fresh).content.decode()
    steps.claim(case.pk, by=staff.reviewer)
    assert "别人刚办过" in client.get(fresh).content.decode()
    assert "签收" in client.get(f"/office/cases/{case.pk}/timeline").content.decode()


def test_delivery_at_the_window_is_for_the_desk(work, staff):
    case = work.granted()
    client = signed_in(staff.agent)
    desk = f'href="/desk/cases/{case.pk}"'
    assert desk in client.get(f"/office/cases/{case.pk}").content.decode()
    assert desk in client.get("/office/").content.decode()
    assert desk not in signed_in(staff.decider).get(f"/office/cases/{case.pk}").content.decode()


def test_page_reads_a_bounded_number_of_times(work, staff, django_assert_max_num_queries):
    """Architecture, statements a page: three for who asks, the rest for nine kinds of rows of one case."""
    case = work.claimed(work.accepted(), staff.reviewer)
    client = signed_in(staff.reviewer)
    show(client, case)
    with django_assert_max_num_queries(12):
        show(client, case)


def test_decider_claims_before_anything_can_be_chosen(work, staff):
    case = work.reviewed()
    answer = signed_in(staff.decider).get(f"/office/cases/{case.pk}")
    assert not chosen(answer) and f'action="/office/cases/{case.pk}/claim"' in answer.content.decode()


def test_what_a_colleague_has_in_hand_is_only_to_look_at(work, staff):
    case = work.claimed(work.accepted(), staff.reviewer)
    other = (
        Post.objects.filter(office=staff.reviewer.office, role="reviewer").exclude(holder=staff.reviewer.user).first()
    )
    answer = signed_in(actor_for(other.holder)).get(f"/office/cases/{case.pk}")
    assert not chosen(answer) and f"在{staff.reviewer.name}手里" in answer.content.decode()


def test_reviewer_stops_the_clock_on_a_ground_of_the_law_and_lets_it_go_on(work, staff):
    """ALL 45: hearing, expert review and the like; the applicant is told in writing how long it will take."""
    case = work.claimed(work.accepted(), staff.reviewer)
    client = signed_in(staff.reviewer)
    page = show(client, case)
    assert "听证" in page and "等同事" in page
    until = today() + timedelta(days=9)
    typed = {"choice": "hold", "hold_ground": "hearing", "until": until.isoformat(), "text_hold": "利害关系人申请听证"}
    draft = client.post(f"/office/cases/{case.pk}/draft", typed).content.decode()
    assert "data:image/svg+xml" in draft and not Notice.objects.filter(stream=case.pk, kind="hold").exists()
    answer = act(client, case.pk, seen_on(page), **typed)
    assert answer.status_code == 302 and answer["Location"].endswith(str(case.pk))
    held = client.get(f"/office/cases/{case.pk}")
    assert "resume" in chosen(held) and not {"hold", "advise-grant", "return"} & set(chosen(held))
    assert f"大约到{until.month}月{until.day}日" in held.content.decode()
    act(client, case.pk, seen_on(held.content.decode()), choice="resume")
    assert "advise-grant" in chosen(client.get(f"/office/cases/{case.pk}"))


def test_pause_without_a_day_or_ground_says_what_is_missing(work, staff):
    """ALL 45: nothing else stops the clock."""
    case = work.claimed(work.accepted(), staff.reviewer)
    client = signed_in(staff.reviewer)
    seen = seen_on(show(client, case))
    missing = act(client, case.pk, seen, choice="hold", hold_ground="hearing", until="")
    assert missing.status_code == 422 and "还没有写到哪一天" in missing.content.decode()
    other = act(client, case.pk, seen, choice="hold", hold_ground="colleague", until=today().isoformat())
    assert other.status_code == 422 and "法律没有规定" in other.content.decode()


def test_extension_waits_in_the_inbox_of_who_approves_it(work, staff):
    """ALL 42: at most as long as the regime says, approved by who it names, with the reason."""
    leader = holder("civil-affairs-elderly", "leader")
    case = work.claimed(work.accepted(), staff.reviewer)
    client, hers = signed_in(staff.reviewer), signed_in(leader)
    page = show(client, case)
    typed = {"choice": "ask-extension", "days": "5", "text_ask-extension": "户籍底册还没调来"}
    act(client, case.pk, seen_on(page), **typed)
    assert "等批延期" in hers.get("/office/").content.decode()
    offered = hers.get(f"/office/cases/{case.pk}")
    assert set(chosen(offered)) == {"extend", "refuse-extension"} and "户籍底册还没调来" in offered.content.decode()
    assert "data:image/svg+xml" in hers.post(f"/office/cases/{case.pk}/draft", {"choice": "extend"}).content.decode()
    act(hers, case.pk, seen_on(offered.content.decode()), choice="extend")
    assert Notice.objects.filter(stream=case.pk, kind="extension").count() == 1
    assert "等批延期" not in hers.get("/office/").content.decode()
    assert "ask-extension" not in chosen(client.get(f"/office/cases/{case.pk}"))


def test_more_time_for_joint_handling_goes_to_the_government_and_its_leader_grants_it_from_her_list(work, staff):
    """ALL 42(2): fifteen days, by the leader of the government; the page says how many and who decides."""
    case = work.claimed(work.reviewed(), staff.decider)
    client, hers = signed_in(staff.decider), signed_in(holder("ganzhou", "leader"))
    own = show(client, case)
    assert "最多延 10 天，由分管领导批" in own
    consultations.consult(
        case.pk, by=staff.decider, offices={office_by_key("disabled-federation").pk: 3}, question="领过同类补贴没有"
    )
    joint = show(client, case)
    assert "最多延 15 天，由区政府负责人批" in joint and 'max="15"' in joint
    typed = {"choice": "ask-extension", "days": "15", "text_ask-extension": "几家还在核"}
    act(client, case.pk, seen_on(joint), **typed)
    assert "等区政府负责人批" in show(client, case)
    assert "等批延期" in hers.get("/office/").content.decode()
    assert "等批延期" not in signed_in(holder("civil-affairs-elderly", "leader")).get("/office/").content.decode()
    offered = hers.get(f"/office/cases/{case.pk}")
    assert set(chosen(offered)) == {"extend", "refuse-extension"} and "领过同类补贴没有" in offered.content.decode()
    act(hers, case.pk, seen_on(offered.content.decode()), choice="extend")
    assert Clock.objects.get(stream=case.pk, kind="statutory").limit == 60
    assert "等批延期" not in hers.get("/office/").content.decode()
