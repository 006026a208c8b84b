"""The viewer: PDFs page by page as pictures, and places framed with what is wrong there."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
from django.urls import reverse
from PIL import Image

from siban.domain.cases import errors_within as errors
from siban.domain.cases.models import DocumentPage
from siban.domain.cases.queries.page import page as pages
from siban.domain.cases.rules import Action
from siban.domain.cases.services.marking import Frame, mark
from siban.kernel import sheets
from siban.kernel.events import history
from siban.kernel.files import FileNotReadable, store
from siban.kernel.models import Look
from tests.surfaces.office.conftest import seen_on, signed_in

pytestmark = pytest.mark.django_db


def pdf(*colours: str) -> bytes:
    """A PDF with a page of each colour."""
    first, *others = [Image.new("RGB", (620, 877), colour) for colour in colours]
    kept = io.BytesIO()
    first.save(kept, "PDF", save_all=True, append_images=others)
    return kept.getvalue()


@pytest.fixture
def case(work, staff):
    """In the reviewer's hands, with a PDF of two pages among its papers."""
    case = work.claimed(work.accepted(), staff.reviewer)
    document = case.documents.get(material="household-page")
    file = store(pdf("white", "navy"), key=case.applicant.key)
    DocumentPage.objects.create(document=document, number=9, file=file)
    return case


@pytest.fixture
def paper(case):
    return DocumentPage.objects.get(document__case=case, number=9)


def test_a_pdf_is_shown_page_by_page_as_pictures_and_each_look_is_on_record(case, paper, staff):
    client = signed_in(staff.reviewer)
    address = reverse("office:page", args=[paper.pk])
    assert f'data-files="{address} "' in client.get(f"/office/cases/{case.pk}").content.decode()
    assert client.get(f"{address}/sheets").content == b"2"
    looks = Look.objects.filter(person=case.applicant_id).count()
    second = client.get(f"{address}?sheet=2")
    assert second["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(second.content)).convert("RGB").getpixel((50, 50))[2] > 100
    assert Look.objects.filter(person=case.applicant_id).count() == looks + 1
    assert client.get(f"{address}?sheet=3").status_code == 422
    assert signed_in(staff.elsewhere).get(f"{address}/sheets").status_code == 404


def test_a_broken_pdf_is_refused(paper):
    for data in (b"%PDF-1.7 nothing more", b""):
        with pytest.raises(FileNotReadable):
            sheets.count(data)


def test_a_place_is_framed_with_a_note_that_all_who_work_on_it_see(case, paper, staff):
    client = signed_in(staff.reviewer)
    seen = seen_on(client.get(f"/office/cases/{case.pk}").content.decode())
    form = {"seen": seen, "request": uuid4(), "page": paper.pk, "sheet": 2, "note": "印章看不清"}
    frame = {"left": 100, "top": 200, "width": 300, "height": 80}
    answer = client.post(f"/office/cases/{case.pk}/marks", form | frame, headers={"HX-Request": "true"})
    assert answer.status_code == 204 and f"?paper={paper.pk}" in answer["HX-Redirect"]
    page = client.get(f"/office/cases/{case.pk}").content.decode()
    assert 'data-frame="100 200 300 80"' in page and "印章看不清" in page
    kept = pages(staff.reviewer, case.pk).marks[0]
    assert (kept.frame, kept.note, kept.by) == (Frame(100, 200, 300, 80, 2), "印章看不清", staff.reviewer.name)
    event = next(one for one in history(case.pk) if one.act == "case.marked")
    assert "印章" not in event.payload.note, "the note is sealed"


@pytest.mark.parametrize(
    ("frame", "note", "refusal"),
    [
        (Frame(0, 0, 5, 500), "太小", errors.FrameWrong),
        (Frame(900, 0, 200, 100), "出了边", errors.FrameWrong),
        (Frame(0, 0, 100, 100), " ", errors.NoteMissing),
        (Frame(0, 0, 100, 100), "长" * 201, errors.NoteTooLong),
    ],
)
def test_what_a_frame_refuses(case, paper, staff, frame, note, refusal):
    with pytest.raises(refusal):
        mark(case.pk, by=staff.reviewer, page=paper.pk, frame=frame, note=note)


def test_another_cases_page_is_not_framed_and_only_who_has_the_case_frames(case, paper, work, staff):
    other = work.claimed(work.accepted(), staff.reviewer)
    with pytest.raises(errors.NotThisPage):
        mark(other.pk, by=staff.reviewer, page=paper.pk, frame=Frame(0, 0, 100, 100), note="不是这件的")
    assert Action.MARK in pages(staff.reviewer, case.pk).actions
    assert Action.MARK not in pages(staff.acceptor, case.pk).actions
