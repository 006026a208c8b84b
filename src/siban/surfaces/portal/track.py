"""查进度: number and last four, or the code of a receipt; then the session knows the case, the address never does."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from siban.domain.benefits.queries.short import of_case
from siban.domain.cases.errors import CaseNotFound, TooManyTries
from siban.domain.cases.models import Case
from siban.domain.cases.queries import families, tracking
from siban.domain.cases.rules import Outcome
from siban.domain.cases.rules_families import has_result
from siban.domain.cases.services import sending, urging
from siban.domain.notices import queries as notices
from siban.domain.notices import render as paper
from siban.domain.notices.errors import NoticeNotFound
from siban.domain.notices.models import Notice
from siban.domain.people import queries as people
from siban.domain.voice.queries import is_rated
from siban.domain.work.rules import Due
from siban.kernel.actors import Actor
from siban.kernel.numbers import BadCaseNumber
from siban.kernel.refusals import OutOfTurn, Refusal
from siban.surfaces.portal import limits

REMEMBERED = "tracked"
MOST_LOOKS = 200
KEPT = 30 * 60
"""Seconds: somebody else may sit down at the same machine."""
TRIES = 30
"""From one address in five minutes: a family behind one router, but no machine."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the limit, as the calendar of the design system reads it."""

    date: date
    counted: bool


def remember(request: HttpRequest, case: Case) -> None:
    """This session has proved that it may see the case."""
    request.session[REMEMBERED] = {"case": str(case.pk), "until": time.time() + KEPT}


def remembered(request: HttpRequest) -> Case | None:
    """The case of this session, None where there is none or it was too long ago."""
    kept = request.session.get(REMEMBERED)
    if not kept or kept["until"] < time.time():
        return None
    return tracking.by_id(UUID(kept["case"]))


@never_cache
def form(request: HttpRequest) -> HttpResponse:
    """Ask for the number and the last four; on a match go to the case."""
    if request.method != "POST":
        return _form(request, HTTPStatus.OK, {})
    typed = request.POST.get("number", "")[:60]
    tail = request.POST.get("tail", "")[:20]
    try:
        limits.spend(request, "track", TRIES)
        case = tracking.by_number(typed, tail)
    except BadCaseNumber as bad:
        return _form(request, bad.status, {"number": str(bad)}, typed)
    except CaseNotFound as missing:
        sentence = _("没有查到。编号和证件后四位要都对得上，请照着收件凭证和证件再输一遍。")
        return _form(request, missing.status, {"tail": sentence}, typed)
    except (TooManyTries, limits.TooOften) as often:
        return _form(request, often.status, {"number": str(often)})
    remember(request, case)
    return redirect("portal:tracked")


def _form(request: HttpRequest, status: int, errors: dict[str, str], number: str = "") -> HttpResponse:
    # The number is given back into the field it was typed in, the last four never.
    context = {"section": "track", "errors": errors, "number": number, "back_from": request.GET.get("from", "")}
    return render(request, "portal/track.html", context, status=status)


@never_cache
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """The address in the QR code of a receipt. Raises CaseNotFound."""
    try:
        limits.spend(request, "code", TRIES)
    except limits.TooOften as often:
        # Not an error page: its address, with a code that may be right, would go into the log.
        messages.warning(request, str(often))
        return redirect("portal:track")
    remember(request, tracking.by_code(code))
    return redirect("portal:tracked")


@never_cache
def case(request: HttpRequest) -> HttpResponse:
    """Where the case is. Who has not proved herself in this session is asked for the number first."""
    found = remembered(request)
    if found is None:
        return redirect("portal:track")
    seen = tracking.tracking(found)
    issued = {notice.pk: notice for notice in notices.for_stream(found.pk)}
    together = families.whole(found.family_id) if found.family_id else None
    context = {
        "section": "track",
        "seen": seen,
        "together": together,
        "to_open": found.screen_chosen_at is not None and has_result(found.state, found.outcome),
        "papers": notices.for_stream(found.family_id) if found.family_id else (),
        "benefit": of_case(found.pk) if found.outcome == Outcome.GRANTED else None,
        "way": [(entry, issued.get(entry.notice) if entry.notice else None) for entry in seen.entries],
        "pill": pill(seen),
        "days": counted(seen.due),
        "marks": marks(found),
        "now": len(seen.entries) + 1,
        "rated": seen.rateable and is_rated(found),
    }
    return render(request, "portal/case.html", context)


@never_cache
def looks(request: HttpRequest) -> HttpResponse:
    """Who has looked at her data, when, at what and what for (PIPL 44, 45); for the session that has proved itself."""
    found = remembered(request)
    if found is None:
        return redirect("portal:track")
    herself = replace(Actor.resident(), person=found.applicant_id)
    seen = people.looks(herself, found.applicant, MOST_LOOKS)
    return render(request, "portal/looks.html", {"section": "track", "looks": seen, "most": MOST_LOOKS})


@require_POST
def open_result(request: HttpRequest) -> HttpResponse:
    """She opens the result here, as she chose: with that it is delivered. Raises NotOnScreen."""
    found = remembered(request)
    if found is None:
        return redirect("portal:track")
    # Pressed twice, it is hers already.
    with suppress(OutOfTurn):
        sending.open_on_screen(found.pk)
    return redirect("portal:tracked")


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """She has seen enough: whoever sits down next must not see it."""
    request.session.pop(REMEMBERED, None)
    return redirect("portal:track")


@require_POST
def urge(request: HttpRequest) -> HttpResponse:
    """催一催, once a day, for the session that has proved it may see the case."""
    found = remembered(request)
    if found is None:
        return redirect("portal:track")
    try:
        urging.urge(found.pk, by=Actor.resident())
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("替您催了，回了话这里看得到，也发短信给您。"))
    return redirect("portal:tracked")


@never_cache
def notice(request: HttpRequest, notice: UUID) -> HttpResponse:
    """A notice as PDF, for the session that has proved it may see its case. Raises NoticeNotFound, Erased."""
    found = remembered(request)
    if found is None:
        return redirect("portal:track")
    streams = [one for one in (found.pk, found.family_id) if one is not None]
    row = Notice.objects.select_related("key", "file__key").filter(pk=notice, stream__in=streams).first()
    if row is None:
        raise NoticeNotFound
    response = HttpResponse(paper.pdf(row), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{row.kind}.pdf"'
    return response


@dataclass(frozen=True, slots=True)
class Pill:
    """The state in a word, with its tone."""

    tone: str
    words: str


def pill(seen: tracking.Tracking) -> Pill:
    """How it stands with time; red is for denial alone."""
    if seen.tone == "bad":
        return Pill("bad", _("没批下来") if seen.case.outcome else _("没有受理"))
    if seen.done or seen.left is None:
        return Pill("good" if seen.done else "wait", _("办完了") if seen.done else _("停表，恢复后再算"))
    if seen.tone == "late":
        return Pill("wait", _("超了%(days)d个工作日，已经在催") % {"days": -seen.left})
    if seen.tone == "wait":
        return Pill("wait", _("等您补材料，还剩%(days)d天") % {"days": seen.left})
    if seen.left == 0:
        return Pill("good", _("没耽搁，今天是最后一天"))
    return Pill("good", _("没耽搁，还剩%(days)d个工作日") % {"days": seen.left})


def counted(due: Due | None) -> list[Day]:
    """The days of the limit after its start, each counted or not."""
    return [Day(day.day, day.number is not None) for day in due.days[1:]] if due else []


def marks(case: Case) -> dict[date, str]:
    """What happened on which day, for the calendar: only what lies close enough to be on one page with the limit."""
    marked: dict[date, str] = {}
    if case.received_on:
        marked[case.received_on] = pgettext("day", "收件")
    if case.accepted_on:
        marked[case.accepted_on] = pgettext("day", "受理")
    if case.concluded_on:
        marked = {case.concluded_on: pgettext("day", "办结")}
    return marked
