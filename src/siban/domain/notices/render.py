"""A notice as a PDF, made on its first opening from the frozen data and kept; a draft as pictures of its pages."""

from __future__ import annotations

import io
from datetime import datetime, time
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.db import transaction

from siban.domain.notices import queries
from siban.domain.notices.data import (
    AgencyReceipt,
    ApplicationForm,
    Archive,
    Declaration,
    Handoff,
    Letter,
    Mandate,
    NoticeData,
    ObjectionReceipt,
    Promise,
    Receipt,
    Survey,
    Undertaking,
    issuer_of,
)
from siban.domain.notices.errors import Erased
from siban.domain.notices.models import Notice
from siban.domain.notices.rules import NUMBERED, SORTS, Kind, show_code
from siban.domain.notices.seals import Sealing, seal_for
from siban.domain.notices.signed import Signed, signed_text
from siban.domain.notices.typeset import typesetter
from siban.domain.notices.wording import letters, pledges, sheets, slips
from siban.domain.notices.wording.parts import Layout, Stamp
from siban.kernel import files
from siban.kernel.clock import SHANGHAI, today
from siban.kernel.crypto import Unreadable
from siban.kernel.models import File

TRACKED = frozenset({Kind.RECEIPT})
"""Kinds whose QR leads to the progress of the case; the others' leads to their verification."""


def pdf(notice: Notice) -> bytes:
    """The notice as PDF/A-2b, sealed where it is numbered and there is a seal. Made on its first opening and kept, so
    that it is the same to the byte from then on. Raises Erased, SealOutOfReach.
    """
    if notice.file is not None:
        return _kept(notice.file)
    made = sealed(notice, rendered(queries.data(notice), stamp_of(notice), notice.issued_at))
    with transaction.atomic():
        # A signature is never twice the same: of two first openings at once, the first one's paper is kept and shown.
        row = Notice.objects.select_for_update(of=("self",)).select_related("file__key").get(pk=notice.pk)
        if row.file is None:
            row.file = files.store(made, key=notice.key, made=True)
            row.save(update_fields=["file"])
        else:
            made = _kept(row.file)
    notice.file = row.file
    return made


def sealed(notice: Notice, made: bytes) -> bytes:
    """The paper with the authority's electronic seal, where the kind bears one and this installation has one."""
    seal = seal_for(is_demonstration=notice.is_demonstration) if notice.what in NUMBERED else None
    if seal is None or notice.authority_id is None or notice.number is None:
        return made
    issuer = str(notice.public["issuer"])
    return seal.sign(
        made,
        Sealing(authority=notice.authority_id, name=issuer, number=notice.number, issued_at=notice.issued_at),
    )


def _kept(file: File) -> bytes:
    if file.key.wrapped is None:
        raise Erased
    try:
        return files.read(file)
    except Unreadable as wrong:
        raise Erased from wrong


def stamp_of(notice: Notice) -> Stamp:
    """What the notice has from being issued."""
    return Stamp(
        issued_on=notice.issued_on,
        number=notice.number,
        code=notice.code,
        is_demonstration=notice.is_demonstration,
    )


def rendered(data: NoticeData, stamp: Stamp, at: datetime) -> bytes:
    """The document for this data and stamp. Raises typeset.Unsettable for a fault in a layout."""
    return typesetter().pdf(SORTS[data.kind].template, layout(data, stamp), at)


def preview_svg(data: NoticeData) -> list[str]:
    """A draft as it will print, one SVG a page: 草稿 across it, no number, code or seal.

    Show it by `<img>`: inside the page itself the policy would drop its styles.
    """
    return [page.decode() for page in _preview(data, "svg")]


def preview_png(data: NoticeData) -> list[bytes]:
    """A draft as it will print, one PNG a page (110 dpi: A4 is 910 × 1286 pixels)."""
    return _preview(data, "png")


def _preview(data: NoticeData, form: Literal["svg", "png"]) -> list[bytes]:
    day = today()
    drawn = layout(data, Stamp(issued_on=day, is_draft=True))
    at = datetime.combine(day, time(), SHANGHAI)
    return typesetter().pages(SORTS[data.kind].template, drawn, at, form)


def layout(data: NoticeData, stamp: Stamp) -> Layout:
    """Everything that the layout of this kind reads."""
    day = stamp.issued_on
    worded = _worded(data, stamp)
    if "scan" in worded and not has_front():
        worded |= {"scan": "扫一扫验真假"}
    return worded | {
        "number": stamp.number,
        "code": show_code(stamp.code) if stamp.code else None,
        "qr": qr_svg(scanned(data, stamp)) if stamp.code else None,
        "date": [day.year, day.month, day.day],
        "demonstration": stamp.is_demonstration,
        "draft": stamp.is_draft,
    }


def _worded(data: NoticeData, stamp: Stamp) -> Layout:
    match data:
        case Letter():
            return letters.letter(data, stamp)
        case Receipt():
            return slips.receipt(data, stamp)
        case ApplicationForm():
            return slips.application_form(data, stamp)
        case Mandate():
            return slips.mandate(data, stamp)
        case AgencyReceipt():
            return slips.agency_receipt(data, stamp)
        case ObjectionReceipt():
            return slips.objection_receipt(data, stamp)
        case Promise():
            return pledges.promise(data, stamp)
        case Declaration():
            return pledges.declaration(data, stamp)
        case Undertaking():
            return pledges.undertaking(data, stamp)
        case Survey():
            return sheets.survey(data, stamp)
        case Handoff():
            return sheets.handoff(data, stamp)
        case Archive():
            return sheets.archive(data, stamp)


def scanned(data: NoticeData, stamp: Stamp) -> str:
    """What the QR holds: an address where the public can reach one, else what any node can check by itself."""
    code = stamp.code or ""
    if has_front():
        return address(data.kind, code)
    return signed_text(Signed(stamp.number or data.case_number or "", stamp.issued_on, issuer_of(data), code))


def has_front() -> bool:
    """Whether PUBLIC_URL names a place that others reach."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


def address(kind: Kind, code: str) -> str:
    """Where the QR leads."""
    return f"{settings.PUBLIC_URL}/{'t' if kind in TRACKED else 'v'}/{code}"


def qr_svg(text: str) -> str:
    """A QR code (GB/T 18284, error correction M or better) as SVG without margin, in the ink of the paper."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", border=0, dark="#16191b", xmldecl=False, svgns=True, omitsize=True, nl=False
    )
    return out.getvalue().decode()
