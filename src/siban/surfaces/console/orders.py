"""督办 and taking note: what an overseer does from the list of warnings and from a case."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from siban.domain.cases.queries.scope import get
from siban.domain.catalog import queries as catalog
from siban.domain.insight import noting as insight
from siban.domain.places import queries as offices
from siban.domain.work.orders import STATE_NAMES, Action, State, answer_of, oversees, seen_by, text_of, under
from siban.domain.work.queries import calendar
from siban.domain.work.rules import shift
from siban.domain.work.services import orders
from siban.kernel.actors import Actor
from siban.kernel.clock import local_date, today
from siban.kernel.ids import new_id
from siban.kernel.refusals import BadInput, NotAllowed, Refusal
from siban.surfaces.console import place
from siban.surfaces.console.views import frame, opened, overseen
from siban.surfaces.ui.requests import StaffRequest

TONES = {State.OPEN: "wait", State.ANSWERED: "now", State.CLOSED: "good", State.WITHDRAWN: "off"}
USUAL = 3
"""Working days that are proposed for a report."""
MOST = 200


@require_POST
@overseen
def acknowledge(request: StaffRequest) -> HttpResponse:
    """看到了: one card, or all that are ticked; then the list as it was."""
    ids = [_uuid(one) for one in request.POST.getlist("warning")]
    if not ids:
        raise BadInput
    taken = insight.acknowledge(ids, by=request.actor)
    messages.success(request, ngettext("看过了 %(count)d 条。", "看过了 %(count)d 条。", taken) % {"count": taken})
    back = request.POST.get("back", "")
    known = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if known and back.startswith("/console/") else reverse("console:warnings"))


@require_GET
@overseen
def listed(request: StaffRequest) -> HttpResponse:
    """督办: every order to the offices of a place, and about matters from it."""
    _reach, here = opened(request)
    region = here.part.prefix if here.kind is place.Kind.TOWNSHIP else ""
    found = [
        (one, text_of(one), STATE_NAMES[one.state], TONES[State(one.state)], _late(one.due, one.answered_at))
        for one in under(here.offices, region)[:MOST]
    ]
    context = {"orders": found, "section": "orders", "open": sum(one[0].state == State.OPEN for one in found)}
    return render(request, "console/orders.html", context | frame(request.actor, here))


def _late(due: date, answered_at: object) -> bool:
    """Whether the report came, or still does not come, after its day."""
    return (local_date(answered_at) if answered_at else today()) > due  # type: ignore[arg-type]


@overseen
def new(request: StaffRequest) -> HttpResponse:
    """An order about a case, or to an office. Refused, the form keeps what was typed."""
    _reach, here = opened(request)
    actor: Actor = request.actor
    sent = request.POST if request.method == "POST" else request.GET
    about = get(actor, _uuid(sent["case"])) if sent.get("case") else None
    office = offices.office(about.holder_id if about else _uuid(sent.get("office", "")))
    region = about.region if about else ""
    if not oversees(actor, office.pk, office.region_id, region):
        raise NotAllowed
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            order = orders.give(
                office.pk,
                sent.get("text", ""),
                _day(sent.get("due", "")),
                by=actor,
                about=about.pk if about else None,
                place=region,
                request=_uuid(sent.get("request", "")),
            )
        except BadInput as bad:
            errors = {bad.field or "text": f"{bad.what()}{bad.next()}"}
        else:
            messages.success(request, _("督办单发给%(place)s了。") % {"place": office.short_label})
            return redirect("console:order", order.pk)
    context = {
        "office": office,
        "case": about,
        "item": catalog.version(about.version_id).name if about else None,
        "text": sent.get("text", "") if request.method == "POST" else "",
        "due": sent.get("due") or shift(today(), USUAL, calendar()).isoformat(),
        "errors": errors,
        "request_id": new_id(),
        "section": "orders",
    }
    return render(request, "console/order_new.html", context | frame(actor, here), status=422 if errors else 200)


@require_GET
@overseen
def order(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """One order with its report."""
    return _shown(request, order_id)


def _shown(request: StaffRequest, order_id: UUID, refusal: Refusal | None = None) -> HttpResponse:
    _reach, here = opened(request)
    found = seen_by(request.actor, order_id)
    context = {
        "order": found,
        "text": text_of(found),
        "answer": answer_of(found),
        "state": STATE_NAMES[found.state],
        "tone": TONES[State(found.state)],
        "late": _late(found.due, found.answered_at),
        "seen": found.stream.last_number,
        "request_id": new_id(),
        "again_by": shift(today(), USUAL, calendar()).isoformat(),
        "refusal": refusal,
        "section": "orders",
    }
    return render(
        request, "console/order.html", context | frame(request.actor, here), status=refusal.status if refusal else 200
    )


@require_POST
@overseen
def decide(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """Close an order, ask for another report, or take it back."""
    values = {"by": request.actor, "seen": _seen(request), "request": _uuid(request.POST.get("request", ""))}
    try:
        match request.POST.get("what"):
            case Action.CLOSE:
                orders.close(order_id, **values)  # type: ignore[arg-type]
            case Action.WITHDRAW:
                orders.withdraw(order_id, **values)  # type: ignore[arg-type]
            case Action.AGAIN:
                orders.again(order_id, _day(request.POST.get("due", "")), **values)  # type: ignore[arg-type]
            case _other:
                raise BadInput
    except BadInput as bad:
        return _shown(request, order_id, bad)
    messages.success(request, _("记下了。"))
    return redirect("console:order", order_id)


def _seen(request: StaffRequest) -> int:
    text = request.POST.get("seen", "")
    if not text.isdigit():
        raise BadInput
    return int(text)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadInput from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(field="due") from None
