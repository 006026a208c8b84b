"""An intake by its forms: who, what, which case, papers, one of five answers; a refusal says why and loses nothing."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from siban.domain.cases.models import Case, Document, DocumentPage
from siban.domain.cases.rules import Capacity, State
from siban.domain.cases.services import intake
from siban.domain.catalog.queries import entries
from siban.domain.notices.models import Notice
from siban.domain.people import numbers
from siban.domain.people.identity import Sex
from siban.domain.people.models import Mandate, Person
from siban.domain.people.queries import identity
from siban.kernel.clock import today
from siban.kernel.models import Look, User
from tests.domain.cases.conftest import picture
from tests.surfaces.desk.conftest import HTMX, signed_in, stamp

pytestmark = pytest.mark.django_db

SCENARIO = {"q-who": "self", "q-first": "first", "q-lives": "home"}


def text(response) -> str:
    return response.content.decode()


def photo(name: str = "a.jpg", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or picture(), "image/jpeg")


def opened(desk, person: Person, item: str = "old-age-allowance") -> Case:
    answer = desk.post("/desk/cases", stamp(person=str(person.pk), item=item))
    return Case.objects.get(pk=answer["Location"].rsplit("/", 1)[1])


def ready(desk, person: Person, *, without: tuple[str, ...] = (), item: str = "old-age-allowance") -> Case:
    """An intake that waits for its answer alone."""
    case = opened(desk, person, item)
    assert desk.post(f"/desk/cases/{case.pk}/scenario", stamp(case, **SCENARIO), headers=HTMX).status_code == 200
    desk.post(f"/desk/cases/{case.pk}/form", stamp(case), headers=HTMX)
    desk.post(f"/desk/cases/{case.pk}/papers", stamp(case, **{"pictures-application": photo()}), headers=HTMX)
    rest = set(Document.objects.filter(case=case).values_list("material", flat=True)) - set(without)
    desk.post(f"/desk/cases/{case.pk}/papers", stamp(case, here=list(rest)), headers=HTMX)
    return case


def test_words_open_the_case_and_defaults_stand_ready(work, desk, django_assert_max_num_queries):
    person = work.person()
    answer = desk.post("/desk/cases", stamp(person=str(person.pk), words="高龄津贴"))
    case = Case.objects.get(pk=answer["Location"].rsplit("/", 1)[1])
    assert case.item == "old-age-allowance"
    desk.get(f"/desk/cases/{case.pk}")
    with django_assert_max_num_queries(29):
        page = text(desk.get(f"/desk/cases/{case.pk}"))
    for chosen in ('value="self" checked', 'value="first" checked', 'value="home" checked'):
        assert chosen in page
    assert "没错，往下走" in page and identity(person).number.value not in page


def test_the_same_intake_is_not_begun_twice(work, desk):
    person = work.person()
    assert opened(desk, person).pk == opened(desk, person).pk


def test_words_that_mean_nothing_open_nothing(work, desk):
    answer = desk.post("/desk/cases", stamp(person=str(work.person().pk), words="呜呜呜"))
    assert answer.status_code == 422 and "没有找到这件事" in text(answer)


def test_an_item_whose_guide_is_a_draft_cannot_be_taken_in(work, desk):
    draft = next(entry.key for entry in entries(today()) if not entry.published)
    answer = desk.post("/desk/cases", stamp(person=str(work.person().pk), item=draft), headers=HTMX)
    assert answer.status_code == 409 and "办事指南还没有发布" in text(answer)
    assert answer["HX-Retarget"] == "#refusal"


def test_each_step_changes_only_the_middle_and_costs_bounded_statements(work, desk, django_assert_max_num_queries):
    case = ready(desk, work.person(), without=("photo",))
    with django_assert_max_num_queries(13):
        part = desk.get(f"/desk/cases/{case.pk}?stage=papers", headers=HTMX)
    assert "<html" not in text(part) and "5 样收了 4 样" in text(part)


def test_village_receives_proposes_and_says_where_it_goes(work, desk):
    case = ready(desk, work.person())
    page = desk.post(f"/desk/cases/{case.pk}/answer", stamp(case, answer="accept"), headers=HTMX)
    case.refresh_from_db()
    assert case.state == State.RECEIVED
    receipt = Notice.objects.get(stream=case.pk, kind="receipt")
    assert str(receipt.pk) in page["HX-Trigger"]
    assert "等党寨镇中心签收" in text(page) and "下一位" in text(page)


def test_open_ticks_write_the_notice_and_propose_to_tell(work, desk):
    case = ready(desk, work.person(), without=("social-security-card", "photo"))
    answer = desk.post(
        f"/desk/cases/{case.pk}/papers",
        stamp(
            case,
            here=["application", "id-card", "household-page"],
            **{"why-social-security-card": "not-own", "why-photo": "not-brought"},
        ),
        headers=HTMX,
    )
    page = text(answer)
    assert "草稿，差 2 样" in page and "津贴只能发到本人卡上" in page and "今天没有带来" in page
    assert 'value="correct" data-key="4" data-key-label="一次告知" checked' in page
    assert "还差2样材料" in page


def test_township_accepts_at_once(work, centre):
    case = ready(centre, work.person())
    page = centre.post(f"/desk/cases/{case.pk}/answer", stamp(case, answer="accept"), headers=HTMX)
    case.refresh_from_db()
    assert case.state == State.ACCEPTED
    assert {"receipt", "acceptance"} <= set(Notice.objects.filter(stream=case.pk).values_list("kind", flat=True))
    assert "在办" in text(page)


def test_township_tells_all_at_once(work, centre):
    case = ready(centre, work.person(), without=("photo",))
    centre.post(f"/desk/cases/{case.pk}/answer", stamp(case, answer="correct"), headers=HTMX)
    case.refresh_from_db()
    assert case.state == State.CORRECTING


def test_township_declines_for_another_county_with_the_competent_authority_named(work, centre):
    case = ready(centre, work.person(region="620723000000"))
    page = text(centre.get(f"/desk/cases/{case.pk}"))
    assert "临泽县" in page and 'value="not-competent"' in page
    competent = {"competent": "临泽县民政局", "competent_phone": "0936-5521234", "competent_address": "临泽县城"}
    centre.post(f"/desk/cases/{case.pk}/answer", stamp(case, answer="not-competent", **competent), headers=HTMX)
    case.refresh_from_db()
    assert case.state == State.DECLINED
    assert Notice.objects.filter(stream=case.pk, kind="decline").exists()


def test_what_needs_no_approval_is_declined_with_its_reason_or_not_at_all(work, centre):
    case = ready(centre, work.person())
    answer = centre.post(f"/desk/cases/{case.pk}/answer", stamp(case, answer="no-approval"), headers=HTMX)
    assert answer.status_code == 422 and "要写明理由" in text(answer)
    case.refresh_from_db()
    assert case.state == State.DRAFT
    centre.post(
        f"/desk/cases/{case.pk}/answer",
        stamp(case, answer="no-approval", reason="已经在发，不用再申请。"),
        headers=HTMX,
    )
    case.refresh_from_db()
    assert case.state == State.DECLINED


def test_instant_item_is_concluded_on_the_spot_against_signature(work, centre):
    case = work.draft(item="senior-card", by=work.staff.clerk)
    work.filled(case, work.staff.clerk)
    assert "收件人签名" in text(centre.get(f"/desk/cases/{case.pk}"))
    refused = centre.post(f"/desk/cases/{case.pk}/answer", stamp(case, answer="accept"), headers=HTMX)
    assert refused.status_code == 422 and "没有签收的签名" in text(refused)
    sent = stamp(case, answer="accept", signature=photo("signature.png"))
    centre.post(f"/desk/cases/{case.pk}/answer", sent, headers=HTMX)
    case.refresh_from_db()
    assert case.state == State.DELIVERED


def test_without_the_signed_form_no_answer_but_mending_is_open(work, desk):
    case = opened(desk, work.person())
    desk.post(f"/desk/cases/{case.pk}/scenario", stamp(case, **SCENARIO), headers=HTMX)
    page = text(desk.get(f"/desk/cases/{case.pk}"))
    assert "申请表还没签，签好拍下来再答复" in page
    refused = desk.post(f"/desk/cases/{case.pk}/answer", stamp(case, answer="accept"), headers=HTMX)
    assert refused.status_code == 409 and "申请表还没有签名" in text(refused)


def test_a_form_changed_after_printing_asks_for_a_new_signature(work, desk):
    case = ready(desk, work.person())
    desk.post(f"/desk/cases/{case.pk}/scenario", stamp(case, **SCENARIO, **{"f-phone": "13993611111"}), headers=HTMX)
    assert "印过以后又改了" in text(desk.get(f"/desk/cases/{case.pk}"))
    refused = desk.post(f"/desk/cases/{case.pk}/answer", stamp(case, answer="accept"), headers=HTMX)
    assert refused.status_code == 409 and "签的字对不上了" in text(refused)


def test_the_form_is_printed_once_and_printed_again_as_it_was(work, desk):
    case = opened(desk, work.person())
    desk.post(f"/desk/cases/{case.pk}/scenario", stamp(case, **SCENARIO), headers=HTMX)
    first = desk.post(f"/desk/cases/{case.pk}/form", stamp(case), headers=HTMX)
    again = desk.post(f"/desk/cases/{case.pk}/form", stamp(case), headers=HTMX)
    assert first["HX-Trigger"] == again["HX-Trigger"]
    assert Notice.objects.filter(stream=case.pk, kind="application-form").count() == 1


def test_whoever_is_79_is_told_and_may_still_apply(work, desk):
    person = work.person(born=date(today().year - 79, 1, 1))
    case = opened(desk, person)
    page = text(desk.get(f"/desk/cases/{case.pk}"))
    assert "还没满80周岁" in page and "还是要交的，照样收" in page
    assert desk.post(f"/desk/cases/{case.pk}/scenario", stamp(case, **SCENARIO), headers=HTMX).status_code == 200


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("phone", "12345", "手机号11位"),
        ("bank_account", "6230000000000000001", "填错了一位"),
        ("bank_account", "abc", "12到19位数字"),
        ("address", "党" * 200, "太长了，最多120个字"),
        ("address", "党寨\x07村三社", "看不见的字符"),
        ("name", "王", "2到50个字"),
        ("number", "123", "写得不对"),
        ("phone_owner", "nobody", "从列出来的里面选"),
    ],
)
def test_a_wrong_field_says_so_beside_it_and_keeps_what_was_typed(work, desk, field, typed, sentence):
    case = opened(desk, work.person())
    answer = desk.post(
        f"/desk/cases/{case.pk}/scenario",
        stamp(case, **{**SCENARIO, "q-first": "resume", f"f-{field}": typed}),
        headers=HTMX,
    )
    page = text(answer)
    assert answer.status_code == 422 and sentence in page and f"f-{field}-error" in page
    assert 'value="resume" checked' in page
    if field != "phone_owner" and "\x07" not in typed:
        assert typed in page


def test_a_required_field_left_empty_keeps_the_stage(work, desk):
    case = opened(desk, work.person())
    answer = desk.post(
        f"/desk/cases/{case.pk}/scenario", stamp(case, **{**SCENARIO, "q-first": "moved-in"}), headers=HTMX
    )
    assert answer.status_code == 422 and "还没有填" in text(answer)


def test_an_old_page_is_refused_and_a_second_send_is_one_act(work, desk):
    case = opened(desk, work.person())
    old = stamp(case, **SCENARIO)
    desk.post(f"/desk/cases/{case.pk}/scenario", old, headers=HTMX)
    events = Case.objects.select_related("stream").get(pk=case.pk).stream.last_number
    again = desk.post(f"/desk/cases/{case.pk}/scenario", old, headers=HTMX)
    assert again.status_code == 200
    assert Case.objects.select_related("stream").get(pk=case.pk).stream.last_number == events
    stale = desk.post(f"/desk/cases/{case.pk}/scenario", {**old, "request": str(uuid4())}, headers=HTMX)
    assert stale.status_code == 409 and stale["HX-Retarget"] == "#refusal"


def test_a_form_without_its_numbers_is_no_form_of_ours(work, desk):
    case = opened(desk, work.person())
    assert desk.post(f"/desk/cases/{case.pk}/scenario", SCENARIO, headers=HTMX).status_code == 422


# Files


@pytest.mark.parametrize(
    ("name", "data", "status", "sentence"),
    [
        ("a.jpg", b"MZ\x90\x00" + b"\x00" * 64, 422, "打不开，或者不是照片和PDF"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 64, 422, "打不开"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", 422, "打不开"),
        ("a.jpg", b"\xff\xd8\xff" + b"\x00" * (21 * 1024 * 1024), 413, "最多20兆"),
    ],
)
def test_what_is_no_photograph_is_refused_in_a_sentence(work, desk, name, data, status, sentence):
    case = opened(desk, work.person())
    desk.post(f"/desk/cases/{case.pk}/scenario", stamp(case, **SCENARIO), headers=HTMX)
    answer = desk.post(
        f"/desk/cases/{case.pk}/papers", stamp(case, **{"pictures-id-card": photo(name, data)}), headers=HTMX
    )
    assert answer.status_code == status and sentence in text(answer)
    assert not DocumentPage.objects.filter(document__case=case).exists()


def test_a_pdf_named_as_a_photograph_is_taken_for_what_it_is(work, desk):
    case = opened(desk, work.person())
    desk.post(f"/desk/cases/{case.pk}/scenario", stamp(case, **SCENARIO), headers=HTMX)
    sent = stamp(case, **{"pictures-id-card": photo("scan.jpg", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF")})
    desk.post(f"/desk/cases/{case.pk}/papers", sent, headers=HTMX)
    page = DocumentPage.objects.get(document__case=case)
    assert desk.get(f"/desk/pages/{page.pk}")["Content-Type"] == "application/pdf"


def test_sixty_megabytes_are_refused_by_their_length_alone(work, desk):
    case = opened(desk, work.person())
    answer = desk.generic(
        "POST",
        f"/desk/cases/{case.pk}/papers",
        b"",
        CONTENT_LENGTH=str(60 * 1024 * 1024),
        headers=HTMX,
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 413 and "最多20兆" in text(answer) and answer["HX-Retarget"] == "#refusal"


# Who applies


def test_a_representative_is_found_entrusted_on_paper_and_may_then_act(work, desk):
    case, son = opened(desk, work.person()), work.person("刘建军", date(1970, 1, 2))
    number = identity(son).number.value
    path = f"/desk/cases/{case.pk}/who"
    answer = desk.post(path, stamp(case, capacity="representative", q=number, until="2027-01-31"), headers=HTMX)
    mandate = Notice.objects.get(stream=case.pk, kind="mandate")
    assert str(mandate.pk) in answer["HX-Trigger"] and "委托书印好了" in text(answer)
    desk.post(f"/desk/cases/{case.pk}/mandate", stamp(case, pictures=photo()), headers=HTMX)
    case.refresh_from_db()
    assert (case.capacity, case.representative_id) == (Capacity.REPRESENTATIVE, son.pk)
    assert case.mandate is not None and case.mandate.until == date(2027, 1, 31)
    assert case.scenario["who"] == "family"
    assert Document.objects.get(case=case, material="mandate").state == "received"
    assert desk.get(f"/desk/notices/{mandate.pk}.pdf").content.startswith(b"%PDF")


def test_a_mandate_in_force_needs_no_new_paper(work, desk):
    mother, son = work.person(), work.person("刘建军", date(1970, 1, 2))
    first = opened(desk, mother, "senior-card")
    number = identity(son).number.value
    desk.post(f"/desk/cases/{first.pk}/who", stamp(first, capacity="representative", q=number, until="2027-01-31"))
    desk.post(f"/desk/cases/{first.pk}/mandate", stamp(first, pictures=photo()))
    Mandate.objects.update(item_key="")
    second = opened(desk, mother)
    desk.post(f"/desk/cases/{second.pk}/who", stamp(second, capacity="representative", q=number))
    second.refresh_from_db()
    assert second.mandate_id and not Notice.objects.filter(stream=second.pk, kind="mandate").exists()


def test_who_holds_a_mandate_begins_for_the_other_from_her_own_page(work, desk):
    mother, son = work.person(), work.person("刘建军", date(1970, 1, 2))
    first = opened(desk, mother)
    sent = stamp(first, capacity="representative", q=identity(son).number.value, until="2027-01-31")
    desk.post(f"/desk/cases/{first.pk}/who", sent)
    desk.post(f"/desk/cases/{first.pk}/mandate", stamp(first, pictures=photo()))
    desk.post(f"/desk/cases/{first.pk}/withdraw", stamp(first))
    page = text(desk.get(f"/desk/start?person={son.pk}"))
    assert "受王桂珍委托" in page and f"for={mother.pk}&amp;item=old-age-allowance" in page
    sent = stamp(person=str(son.pk), item="old-age-allowance", **{"for": str(mother.pk)})
    case = Case.objects.get(pk=desk.post("/desk/cases", sent)["Location"].rsplit("/", 1)[1])
    assert (case.applicant_id, case.representative_id) == (mother.pk, son.pk) and case.mandate_id is not None


@pytest.mark.parametrize(
    ("until", "sentence"),
    [("", "还没有写委托到哪一天"), ("2020-01-01", "截止日期已经过了"), ("2040-01-01", "长过三年")],
)
def test_a_mandate_without_a_good_end_is_refused(work, desk, until, sentence):
    case, son = opened(desk, work.person()), work.person("刘建军", date(1970, 1, 2))
    sent = stamp(case, capacity="representative", q=identity(son).number.value, until=until)
    answer = desk.post(f"/desk/cases/{case.pk}/who", sent, headers=HTMX)
    assert answer.status_code in (409, 422) and sentence in text(answer)


def test_nobody_represents_herself(work, desk):
    person = work.person()
    case = opened(desk, person)
    sent = stamp(case, capacity="representative", q=identity(person).number.value, until="2027-01-31")
    answer = desk.post(f"/desk/cases/{case.pk}/who", sent, headers=HTMX)
    assert answer.status_code == 422 and "同一个人" in text(answer)


def test_a_guardian_who_is_not_on_record_is_registered_on_the_spot(work, desk):
    case = opened(desk, work.person())
    number = numbers.make("622201", date(1975, 5, 5), Sex.MALE, 66)
    asked = desk.post(f"/desk/cases/{case.pk}/who", stamp(case, capacity="guardian", q=number), headers=HTMX)
    assert "登记新人" in text(asked) and number in text(asked)
    form = {
        "kind": "citizen",
        "number": number,
        "name": "刘建国",
        "place": "here",
        "township": "620702107000",
        "village": "620702107203",
        "lives": "same",
    }
    desk.post(f"/desk/cases/{case.pk}/who", stamp(case, capacity="guardian", **form), headers=HTMX)
    case.refresh_from_db()
    assert case.capacity == Capacity.GUARDIAN and case.representative is not None
    desk.post(f"/desk/cases/{case.pk}/scenario", stamp(case, **{**SCENARIO, "q-who": "guardian"}), headers=HTMX)
    desk.post(f"/desk/cases/{case.pk}/papers", stamp(case, **{"pictures-guardian-proof": photo()}), headers=HTMX)
    page = text(desk.get(f"/desk/cases/{case.pk}"))
    assert "监护人 刘建国" in page


# Whose case it is


def test_another_villages_case_is_not_found_by_its_address(work, desk):
    case = opened(desk, work.person())
    elsewhere = signed_in(work.staff.elsewhere)
    for answer in (
        elsewhere.get(f"/desk/cases/{case.pk}"),
        elsewhere.post(f"/desk/cases/{case.pk}/scenario", stamp(case, **SCENARIO)),
        elsewhere.get(f"/desk/notices/{uuid4()}.pdf"),
    ):
        assert answer.status_code == 404 and "没有找到这个办件" in text(answer)


def test_papers_of_another_village_are_not_found(work, desk):
    case = ready(desk, work.person())
    page, notice = DocumentPage.objects.get(document__case=case), Notice.objects.filter(stream=case.pk).first()
    elsewhere = signed_in(work.staff.elsewhere)
    assert elsewhere.get(f"/desk/pages/{page.pk}").status_code == 404
    assert elsewhere.get(f"/desk/notices/{notice.pk}.pdf").status_code == 404


def test_nobody_takes_in_her_own_application(work, desk):
    person = work.person()
    User.objects.filter(pk=work.staff.agent.user).update(person=person.pk)
    answer = desk.post("/desk/cases", stamp(person=str(person.pk), item="old-age-allowance"), headers=HTMX)
    assert answer.status_code == 403 and "您要回避" in text(answer)


def test_looks_are_on_record_with_their_purpose(work, desk):
    person = work.person()
    shown = desk.post(f"/desk/people/{person.pk}/number", {"purpose": "核对证件"}, headers=HTMX)
    assert identity(person).number.value in text(shown)
    assert Look.objects.filter(person=person.pk, purpose="核对证件").exists()
    refused = desk.post(f"/desk/people/{person.pk}/number", {"purpose": " "}, headers=HTMX)
    assert refused.status_code == 422
    case = ready(desk, person)
    page = DocumentPage.objects.get(document__case=case)
    desk.get(f"/desk/pages/{page.pk}")
    notice = Notice.objects.filter(stream=case.pk).first()
    desk.get(f"/desk/notices/{notice.pk}.pdf")
    assert {"核对材料", "打印文书"} <= set(Look.objects.filter(person=person.pk).values_list("purpose", flat=True))


def test_plain_forms_do_the_same_without_script(work, desk):
    case = opened(desk, work.person())
    answer = desk.post(f"/desk/cases/{case.pk}/scenario", stamp(case, **SCENARIO))
    assert answer.status_code == 200 and "<html" in text(answer) and "收材料" in text(answer)


def test_a_draft_that_is_not_wanted_leaves_no_application(work, desk):
    case = opened(desk, work.person())
    desk.post(f"/desk/cases/{case.pk}/withdraw", stamp(case), headers=HTMX)
    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_intake_with_everything_said_at_once_by_the_service_shows_on_the_page(work, desk):
    case = work.draft()
    intake.print_form(case.pk, by=work.staff.agent)
    assert "再印一张申请表" in text(desk.get(f"/desk/cases/{case.pk}"))
