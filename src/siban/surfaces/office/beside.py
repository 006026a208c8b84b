"""Acts beside the papers: each has a page with its few fields, reached from the case, and goes back there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from siban.domain.cases.errors import CaseNotFound
from siban.domain.cases.queries import archive as kept
from siban.domain.cases.queries.beside import beside
from siban.domain.cases.queries.page import page
from siban.domain.cases.rules import Action
from siban.domain.cases.services import hand_offs
from siban.domain.people.queries import record_look
from siban.domain.work.rules import KIND_NAMES
from siban.domain.work.wording import last_day
from siban.kernel.clock import today
from siban.kernel.ids import new_id
from siban.kernel.refusals import BadInput, NotFound, OutOfTurn, Refusal
from siban.surfaces.office.beside_acts import ACTS, LABELS
from siban.surfaces.office.forms import number_and_request
from siban.surfaces.office.frame import ROLES, frame
from siban.surfaces.office.papers import private
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.requests import StaffRequest

PURPOSE = "录入业务系统"
"""On record as it is shown to the person, so it is Chinese."""
EXPORTS: Mapping[str, tuple[Callable[[Any], bytes], str]] = {
    "csv": (hand_offs.as_csv, "text/csv; charset=utf-8"),
    "json": (hand_offs.as_json, "application/json"),
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form holds: texts, lists and photographs."""

    texts: Mapping[str, str]
    lists: Mapping[str, list[str]]
    pictures: list[bytes]


@require_http_methods(["GET", "POST"])
@staff_page(*ROLES)
def act(request: StaffRequest, case_id: UUID, key: str) -> HttpResponse:
    """One act beside the papers: its form, and what it does. Refused, the form keeps what was typed."""
    found = page(request.actor, case_id)
    known = beside(request.actor, found)
    defined = ACTS.get(key)
    if defined is None:
        raise CaseNotFound
    if Action(key) not in known.open:
        raise OutOfTurn
    values: dict[str, str] = {}
    refusal: Refusal | None = None
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in request.POST}
        try:
            return _done(request, case_id, key)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
    fields = defined.fields(found, known)
    errors = {refusal.field: f"{refusal.what()}{refusal.next()}"} if isinstance(refusal, BadInput) else {}
    shown = {field.name for field in fields}
    context = frame(request.actor) | {
        "case": found.case,
        "who": found.matter.applicant,
        "item": found.matter.version.name,
        "label": LABELS[key],
        "will": defined.will,
        "fields": [
            (field, values.get(field.name, field.value), errors.get(field.name, ""), request.POST.getlist(field.name))
            for field in fields
        ],
        "beside": known,
        "limits": [
            (KIND_NAMES[clock.kind], last_day(clock.due)) for clock in (found.promised, found.statutory) if clock
        ],
        "refusal": refusal if refusal and not shown & set(errors) else None,
        "seen": found.seen,
        "request_id": new_id(),
    }
    return render(request, "office/beside_act.html", context, status=refusal.status if refusal else 200)


def _done(request: StaffRequest, case_id: UUID, key: str) -> HttpResponse:
    seen, number = number_and_request(request.POST)
    pictures = [_read(file) for file in request.FILES.getlist("pictures")]
    sent = Sent(
        texts={name: request.POST.get(name, "")[:2000] for name in request.POST},
        lists={name: request.POST.getlist(name) for name in request.POST},
        pictures=pictures,
    )
    service, values = ACTS[key].perform(sent)
    service(case_id, by=request.actor, seen=seen, request=number, **values)
    messages.success(request, _("办好了：%(what)s。") % {"what": LABELS[key]})
    return redirect("office:case", case_id)


def _read(file: UploadedFile) -> bytes:
    return file.read()


@require_GET
@staff_page(*ROLES)
def export(request: StaffRequest, case_id: UUID, form: str) -> HttpResponse:
    """What is keyed into a department's own system, as a file. The look at whole numbers is on record first."""
    found = page(request.actor, case_id)
    if form not in EXPORTS or not found.matter.version.vertical_system:
        raise CaseNotFound
    write, media_type = EXPORTS[form]
    record_look(
        request.actor, found.case.applicant, PURPOSE, tuple(label for label, _v in hand_offs.rows(found.matter))
    )
    response = private(write(found.matter), media_type)
    response["Content-Disposition"] = f'attachment; filename="{found.case.number}.{form}"'
    return response


@require_GET
@staff_page(*ROLES)
def waiting(request: StaffRequest) -> HttpResponse:
    """The hand-offs whose result is still awaited, and the packages whose time is over."""
    rows = hand_offs.open_at(request.actor)
    context = frame(request.actor) | {
        "section": "hand-offs",
        "hand_offs": [(row, (today() - row.opened_at.date()).days) for row in rows],
        "due": kept.destroyable(today(), request.actor),
        "packed": kept.packed(request.actor),
    }
    return render(request, "office/beside_lists.html", context)
