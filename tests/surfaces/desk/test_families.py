"""F9 一件事 at the window: asked once, one form, one list of papers, one receipt, one result."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from siban.domain.cases.models import Case
from siban.domain.cases.models_families import Family
from siban.domain.cases.queries import families
from siban.domain.cases.rules_families import FamilyState
from siban.domain.cases.services.theme_results import settle
from siban.domain.notices.models import Notice
from siban.kernel.clock import today
from tests.domain.cases.conftest import picture
from tests.domain.cases.relief import begun, handed_in, house
from tests.domain.cases.test_themes import drafted, parts, received, sample, signed, worked_off
from tests.surfaces.desk.conftest import HTMX, signed_in, stamp

pytestmark = pytest.mark.django_db


def stamped(family: Family, **fields: object) -> dict[str, object]:
    seen = Family.objects.select_related("stream").get(pk=family.pk).stream.last_act
    return stamp(None, seen=seen, **fields)


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("page.jpg", picture(), "image/jpeg")


def test_a_newborn_from_the_window_to_one_receipt(desk, work):
    person = work.person()
    start = desk.get(reverse("desk:start"), {"person": person.pk})
    theme = reverse("desk:theme", args=["newborn"])
    assert theme in start.content.decode()
    asked = desk.get(theme, {"person": person.pk})
    assert asked.status_code == 200
    sent = stamp(None, person=str(person.pk), **{"q-insured": "no", "q-employed": "yes"})
    page = desk.post(reverse("desk:begin", args=["newborn"]), sent, follow=True)
    assert page.status_code == 200
    family = Family.objects.get()

    draft = families.draft(family)
    form = {f"f-{one.key}": sample(one) for one in draft.sheet.fields if one.key not in draft.sheet.form}
    answers = {f"q-{one.key}": one.options[0].key for one in draft.sheet.questions}
    page = desk.post(
        reverse("desk:family-scenario", args=[family.pk]),
        stamped(family, **answers, **{key: value for key, value in form.items() if value}),
        follow=True,
    )
    assert page.status_code == 200
    draft = families.draft(Family.objects.get())
    assert draft.complete
    desk.post(reverse("desk:family-form", args=[family.pk]), stamped(family))
    forms = {f"pictures-{key}": photo() for key in draft.listing.forms}
    here = [one.key for one in draft.listing.papers if one.key not in draft.listing.forms]
    desk.post(reverse("desk:family-papers", args=[family.pk]), stamped(family, here=here, **forms))
    page = desk.post(reverse("desk:family-receive", args=[family.pk]), stamped(family), follow=True)
    assert page.status_code == 200
    family.refresh_from_db()
    assert family.state == FamilyState.RUNNING
    receipt = Notice.objects.get(kind="receipt", stream=family.pk)
    assert desk.get(reverse("desk:notice", args=[receipt.pk]))["Content-Type"] == "application/pdf"


def test_what_is_wrong_stands_beside_its_field(desk, work):
    family = drafted(work, "newborn")
    page = desk.post(reverse("desk:family-scenario", args=[family.pk]), stamped(family, **{"f-phone": "12"}))
    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.content.decode()


def test_the_results_are_handed_over_at_once(desk, work):
    family = received(work, "after-death")
    for case in parts(family):
        worked_off(case)
    settle(family.pk)
    page = desk.get(reverse("desk:family", args=[family.pk]))
    assert reverse("desk:family-deliver", args=[family.pk]) in page.content.decode()
    desk.post(reverse("desk:family-deliver", args=[family.pk]), stamped(family, signature=photo(), manner="window"))
    family.refresh_from_db()
    assert family.state == FamilyState.DELIVERED
    assert set(Case.objects.filter(family=family).values_list("state", flat=True)) == {"delivered"}


def test_plain_words_lead_to_the_theme_from_both_boxes(desk, work):
    person = work.person()
    theme = f"{reverse('desk:theme', args=['newborn'])}?person={person.pk}"
    sent = stamp(None, person=str(person.pk))
    for words in ("生孩子", "shenghaizi"):
        page = desk.post(reverse("desk:open"), {**sent, "words": words})
        assert page["Location"] == theme
    assert desk.post(reverse("desk:open"), {**sent, "item": "newborn-one-thing"})["Location"] == theme
    found = desk.post(reverse("desk:find"), {"q": "人走了怎么办"}).content.decode()
    assert f"{reverse('desk:start')}?item=after-death" in found
    assert "身后一件事" in desk.get(reverse("desk:start"), {"item": "after-death"}).content.decode()
    told = desk.get(reverse("desk:start"), {"item": "after-death", "person": person.pk})
    assert told["Location"].startswith(reverse("desk:theme", args=["after-death"]))


def test_what_was_begun_is_gone_on_with_and_can_be_given_up(desk, work):
    family = drafted(work, "newborn")
    sent = stamp(None, person=str(family.applicant_id), **{"q-insured": "no", "q-employed": "yes"})
    again = desk.post(reverse("desk:begin", args=["newborn"]), sent)
    assert again["Location"] == reverse("desk:family", args=[family.pk])
    today_page = desk.get(reverse("desk:today")).content.decode()
    assert [str(case.pk) in today_page for case in parts(family)] == [True, False, False], "one line for all"
    desk.post(reverse("desk:family-withdraw", args=[family.pk]), stamped(family))
    family.refresh_from_db()
    assert family.state == FamilyState.CLOSED
    assert desk.get(reverse("desk:family", args=[family.pk])).status_code == 200


def test_household_rows_come_go_and_are_kept(desk, work):
    """The repeating parts of the form, of each item that asks them."""
    family = begun(work)
    key = "subsistence-allowance/household"
    page = desk.get(reverse("desk:family", args=[family.pk]), {"stage": "scenario"}).content.decode()
    assert f'name="b-{key}.0.income"' in page
    cells = {f"b-{key}.1.name": "刘建军", f"b-{key}.1.relation": "child", f"b-{key}.1.income": "300"}
    rows = reverse("desk:family-rows", args=[family.pk])
    more = desk.post(rows, stamped(family, add=key, **cells), headers=HTMX).content.decode()
    assert f'name="b-{key}.2.name"' in more or f'name="b-{key}.1.name"' in more
    fewer = desk.post(rows, stamped(family, drop=f"{key}.1", **cells), headers=HTMX).content.decode()
    assert "刘建军" not in fewer
    plain = desk.post(rows, stamped(family, add=key, **cells))
    assert plain.status_code == 200 and "刘建军" in plain.content.decode()
    kept = house(family).values[key][0]
    first = {f"b-{key}.0.{name}": str(value) for name, value in kept.items() if name != "number"} | {
        f"b-{key}.0.was": "0",
        f"b-{key}.0.income": "185.5",
    }
    desk.post(reverse("desk:family-scenario", args=[family.pk]), stamped(family, **first, **cells), headers=HTMX)
    wrong = desk.get(reverse("desk:family", args=[family.pk]), {"stage": "scenario"}).content.decode()
    assert "刘建军" in wrong or len(house(family).values[key]) == 2


def test_word_in_place_of_papers_is_printed_and_signed_without_leaving_the_page(desk, work):
    family = begun(work)
    handed_in(family, work.staff.agent, without=("proof",))
    listed = reverse("desk:family-papers", args=[family.pk])
    draft = families.draft(Family.objects.get(pk=family.pk))
    here = [one.key for one in draft.listing.papers if one.state == "received"]
    page = desk.post(listed, stamped(family, here=here, promise=["proof"]), headers=HTMX).content.decode()
    word = reverse("desk:family-word", args=[family.pk, "tolerance"])
    assert word in page
    printed = desk.post(word, stamped(family), headers=HTMX)
    assert "desk:print" in printed["HX-Trigger"]
    desk.post(reverse("desk:family-word-signed", args=[family.pk, "tolerance"]), stamped(family, pictures=photo()))
    page = desk.post(reverse("desk:family-receive", args=[family.pk]), stamped(family), headers=HTMX)
    assert "desk:print" in page["HX-Trigger"]
    family.refresh_from_db()
    assert family.state == FamilyState.RUNNING


def test_who_applies_and_how_she_signs_is_told_once(desk, work):
    family = begun(work)
    who = reverse("desk:family-who", args=[family.pk])
    other = work.person(name="刘建军", born=date(1970, 1, 1))
    sent = {"capacity": "representative", "person": str(other.pk), "until": (today() + timedelta(days=30)).isoformat()}
    page = desk.post(who, stamped(family, **sent), headers=HTMX)
    assert "desk:print" in page["HX-Trigger"] and "委托书印好了" in page.content.decode()
    desk.post(reverse("desk:family-mandate", args=[family.pk]), stamped(family, pictures=photo()))
    assert all(case.mandate_id for case in parts(family))
    herself = desk.post(who, stamped(family, capacity="representative", person=str(family.applicant_id)))
    assert herself.status_code == 422
    assert desk.post(who, stamped(family, capacity="nobody")).status_code == 422
    nobody = desk.post(who, stamped(family, capacity="representative", q="622201")).content.decode()
    assert "没有找到" in nobody and reverse("desk:family-who", args=[family.pk]) in nobody
    desk.post(who, stamped(family, capacity="guardian", person=str(other.pk)))
    desk.post(reverse("desk:family-mandate", args=[family.pk]), stamped(family, pictures=photo()))
    assert families.draft(Family.objects.get(pk=family.pk)).applying.unproved is False
    desk.post(who, stamped(family, capacity="self"))
    signing = reverse("desk:family-signing", args=[family.pk])
    desk.post(signing, stamped(family, manner="fingerprint", witness="赵国兴"))
    page = desk.get(reverse("desk:family", args=[family.pk])).content.decode()
    assert "见证人赵国兴" in page


def test_a_paper_that_one_item_wants_signed_by_itself_is_printed(desk, work):
    family = begun(work)
    blank = reverse("desk:family-blank", args=[family.pk, "subsistence-allowance/check-authorisation"])
    assert blank in desk.get(reverse("desk:family", args=[family.pk])).content.decode()
    assert "desk:print" in desk.post(blank, stamped(family), headers=HTMX)["HX-Trigger"]
    nothing = reverse("desk:family-blank", args=[family.pk, "id-card"])
    assert desk.post(nothing, stamped(family)).status_code == 422


def test_another_office_does_not_see_it(work):
    family = drafted(work, "newborn")
    page = signed_in(work.staff.elsewhere).get(reverse("desk:family", args=[family.pk]))
    assert page.status_code == 404


def test_a_draft_of_one_part_leads_to_the_whole(desk, work):
    family = signed(drafted(work, "newborn"), work.staff.agent)
    page = desk.get(reverse("desk:case", args=[parts(family)[0].pk]))
    assert page.status_code == 303
    assert page["Location"] == reverse("desk:family", args=[family.pk])


def test_the_page_asks_a_bounded_number_of_statements(desk, work, django_assert_max_num_queries):
    family = received(work, "newborn")
    with django_assert_max_num_queries(30):
        desk.get(reverse("desk:family", args=[family.pk]))
