"""F9 一件事 at the window: asked once, one form, one list of papers, one receipt, one result."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from siban.domain.cases.models import Case
from siban.domain.cases.models_families import Family
from siban.domain.cases.queries import families
from siban.domain.cases.rules_families import FamilyState
from siban.domain.cases.services.theme_results import settle
from siban.domain.notices.models import Notice
from tests.domain.cases.conftest import picture
from tests.domain.cases.test_themes import drafted, parts, received, sample, signed, worked_off
from tests.surfaces.desk.conftest import signed_in, stamp

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
