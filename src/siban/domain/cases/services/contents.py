"""What goes into the package of a case: photographs, notices as PDF, minutes, the log with its hashes."""

from __future__ import annotations

import json
from dataclasses import asdict
from uuid import UUID

from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case, DocumentPage, HandOver, ProceedingPage
from siban.domain.cases.package import Part
from siban.domain.cases.rules_proceedings import PROCEEDING_NAMES
from siban.domain.notices import data
from siban.domain.notices.models import Notice
from siban.domain.notices.render import pdf
from siban.domain.staff.queries import names
from siban.kernel import files
from siban.kernel.clock import SHANGHAI
from siban.kernel.events import recorded
from siban.kernel.models import Event, File

ENDINGS = {"image/jpeg": "jpg", "application/pdf": "pdf"}


def parts_of(matter: Matter) -> list[Part]:
    """Every part of the package but its catalogue, in a fixed order."""
    case = matter.case
    materials = {one.key: one.name.zh for one in matter.version.materials}
    found = []
    pages = DocumentPage.objects.filter(document__case=case).select_related("file__key", "document")
    for page in pages.order_by("document__position", "number"):
        path = f"documents/{page.document.position:02}-{page.document.material}-{page.number:02}"
        name = materials.get(page.document.material, page.document.material)
        found.append(Part(f"{path}.{_ending(page.file.media_type)}", name, "document", files.read(page.file)))
    sheets = ProceedingPage.objects.filter(proceeding__case=case).select_related("file__key", "proceeding")
    for sheet in sheets.order_by("proceeding__opened_at", "number"):
        path = f"proceedings/{sheet.proceeding.kind}-{sheet.proceeding_id.hex[:8]}-{sheet.number:02}"
        name = f"{PROCEEDING_NAMES[sheet.proceeding.kind]}"
        found.append(Part(f"{path}.{_ending(sheet.file.media_type)}", name, "document", files.read(sheet.file)))
    signed = HandOver.objects.filter(case=case, signature__isnull=False).select_related("signature__key")
    for one in signed.order_by("number"):
        if one.signature is not None:
            path = f"deliveries/{one.number:02}.{_ending(one.signature.media_type)}"
            found.append(Part(path, "送达签收", "document", files.read(one.signature)))
    for number, request in enumerate(requests_of(case), start=1):
        path = f"withdrawal/{number:02}.{_ending(request.media_type)}"
        found.append(Part(path, "撤回申请", "document", files.read(request)))
    found += _notices(case.pk, "notices")
    if case.family_id is not None:
        # What was told of the whole is part of the file of each of its cases: the receipt, the signed form, the result.
        found += _notices(case.family_id, "whole")
        found.append(Part("whole/events.json", "一件事办理记录", "events", log_of(case.family_id)))
    if matter.established:
        found.append(Part("established.json", "核定记录", "document", established_of(matter)))
    found.append(Part("events.json", "办理记录", "events", log_of(case.pk)))
    return found


def _notices(stream: UUID, folder: str) -> list[Part]:
    issued = Notice.objects.filter(stream=stream).select_related("key", "file__key", "authority")
    return [
        Part(
            f"{folder}/{number:02}-{notice.what.value}.pdf",
            notice.sort.title,
            "notice",
            pdf(notice),
            notice.number or "",
        )
        for number, notice in enumerate(issued.order_by("issued_at", "pk"), start=1)
    ]


def _ending(media_type: str) -> str:
    return ENDINGS.get(media_type, "bin")


def requests_of(case: Case) -> list[File]:
    """Her signed request to withdraw, page by page. One statement, another where it was withdrawn so."""
    ended = [recorded(row).payload for row in Event.objects.filter(stream=case.pk, act="case.ended")]
    pages = [page for payload in ended for page in getattr(payload, "pages", ())]
    known = File.objects.select_related("key").in_bulk(pages) if pages else {}
    return [known[page] for page in pages if page in known]


def established_of(matter: Matter) -> bytes:
    """What was declared, and each value that was established beside it, with its reason."""
    rows = [asdict(one) | {"on": one.on.isoformat()} for one in matter.established]
    return json.dumps({"declared": matter.declared, "established": rows}, ensure_ascii=False, indent=1).encode()


def log_of(stream: UUID) -> bytes:
    """The log of a case, or of a 一件事, as JSON: every event with its payload and its hash in the chain."""
    rows = [
        {
            "number": one.number,
            "act": one.act,
            "version": one.version,
            "at": one.occurred_at.isoformat(),
            "recorded": one.recorded_at.isoformat(),
            "actor": str(one.actor) if one.actor else None,
            "payload": bytes(one.payload).decode(),
            "hash": bytes(one.hash).hex(),
        }
        for one in Event.objects.filter(stream=stream).order_by("number")
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()


def events_of(case: Case) -> tuple[data.Entry, ...]:
    """The same as the catalogue prints it."""
    rows = list(Event.objects.filter(stream=case.pk).order_by("number"))
    who = names({one.actor for one in rows if one.actor})
    return tuple(
        data.Entry(
            number=one.number,
            act=one.act,
            by=who.get(one.actor) if one.actor else "系统",
            at=one.occurred_at.astimezone(SHANGHAI).replace(tzinfo=None),
            digest=bytes(one.hash).hex(),
        )
        for one in rows
    )
