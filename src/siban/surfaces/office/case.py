"""The page of one case: who and what, the papers, the form, what can be decided, and the letter as it would print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from siban.domain.benefits.queries.short import of_person
from siban.domain.cases.errors import OwnCase
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case
from siban.domain.cases.queries.checks import to_look_at
from siban.domain.cases.queries.draft import competent_place
from siban.domain.cases.queries.families import whole
from siban.domain.cases.queries.page import CasePage, page
from siban.domain.cases.queries.papers import Paper
from siban.domain.cases.queries.scope import get, visible_to
from siban.domain.cases.rules import STATE_NAMES, TRANSITIONS, Action, Manner, State, StepState
from siban.domain.cases.services import limits
from siban.domain.cases.subject import CASE
from siban.domain.catalog import queries as catalog
from siban.domain.catalog.rules import slack
from siban.domain.catalog.types import Stage
from siban.domain.notices import data
from siban.domain.people.queries import record_look
from siban.domain.people.rules import CASE_WORKERS
from siban.domain.staff.queries import acting_for, names
from siban.domain.work import wording
from siban.domain.work.queries import ClockView
from siban.domain.work.rules import KIND_NAMES, Kind
from siban.kernel.actors import Actor
from siban.kernel.ids import new_id
from siban.kernel.looks import opened
from siban.kernel.refusals import BadInput, NotAllowed, Refusal
from siban.surfaces.office import beside_panel as beside
from siban.surfaces.office import blocks, lines, sheet
from siban.surfaces.office.axis import axis, main_clock
from siban.surfaces.office.choices import choices
from siban.surfaces.office.forms import Sent
from siban.surfaces.office.frame import CASE_PAGE, PURPOSE, ROLES, at_window, frame
from siban.surfaces.office.letters import decides
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.cells import Bar
from siban.surfaces.ui.requests import StaffRequest

EARLIER = 5
SYMBOLS = {"warn": "triangle", "x": "no"}
"""The few words of the timeline for which the sprite has another name."""
THUMBS = {
    "form": "thumb-form",
    "id-card": "thumb-id",
    "household-book": "thumb-household",
    "social-security-card": "thumb-card",
    "photo": "thumb-photo",
}


@dataclass(frozen=True, slots=True)
class Material:
    """A paper as the viewer shows it."""

    paper: Paper
    thumb: str
    state: str

    @property
    def key(self) -> str:
        return self.paper.document.material


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of a limit, for the calendar of a due date."""

    date: date
    counted: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """One limit with its account, for who asks how it was counted."""

    name: str
    last: str
    sentences: tuple[str, ...]
    days: tuple[CalendarDay, ...]
    marks: dict[date, str]


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is, and how the step's own share stands."""

    head: str
    step: str
    mine: bool
    clock: ClockView | None
    bar: Bar | None = None
    day: int = 0
    """Which day of the share it is; 0 where it is over."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline. `symbol` is one that the sprite has."""

    at: datetime
    what: str
    detail: str
    who: str
    symbol: str
    tone: str


@require_GET
@staff_page(*ROLES)
def show(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The case as this actor may see it. Another office's is not found. The look is on record before it is drawn."""
    found = page(request.actor, case_id)
    opened(request.actor, [found.case.applicant_id], PURPOSE, CASE_PAGE)
    return answer(request, found)


def answer(
    request: StaffRequest, found: CasePage, *, refusal: Refusal | None = None, sent: Sent | None = None
) -> HttpResponse:
    """The page; after a refusal with its sentence, its status, and all that was typed."""
    context: dict[str, Any] = context_of(request, found) | {"refusal": refusal, "sent": sent, "errors": {}}
    if isinstance(refusal, BadInput) and refusal.field and sent is not None and sent.choice in sent.texts:
        context["errors"] = {"text": f"{refusal.what()}{refusal.next()}"}
    if sent is not None:
        context["chosen"] = sent.choice
        offered = context["offered"]
        context["choices"] = [(choice, sent.texts.get(choice.key, choice.text)) for choice in offered]
    return render(request, "office/case.html", context, status=refusal.status if refusal else 200)


def context_of(request: StaffRequest, found: CasePage) -> dict[str, object]:
    """All that the page shows of a case."""
    actor: Actor = request.actor
    matter, case = found.matter, found.case
    lacking = sum(paper.document.state == "missing" for paper in found.papers)
    offered = choices(found, in_hand=in_hand(actor, found))
    where = sheet.household(found)
    return (
        frame(actor)
        | head(request, found)
        | {
            "request_id": new_id(),
            "materials": materials(found),
            "sees_papers": any(map(actor.has, CASE_WORKERS)),
            "sections": sheet.sections(found, where),
            "tables": blocks.tables(found),
            "verdicts": blocks.verdicts(found),
            "look": to_look_at(matter, lacking),
            "hand_off": sheet.hand_off(found, where) if matter.version.vertical_system and decides(found) else (),
            "offered": offered,
            "choices": [(choice, choice.text) for choice in offered],
            "claimable": Action.CLAIM in found.actions,
            "may_hand_on": Action.HAND_ON in found.actions,
            "may_mark": Action.MARK in found.actions,
            "own_case": _own(actor, case),
            "elsewhere": competent_place(matter),
            "grounds": data.Ground,
            "letters": any(choice.action is not Action.REVIEW for choice in offered) or decides(found),
            "asked_more": limits.asked(case) if limits.TASK in found.waiting else None,
            "hold_grounds": found.matter.version.regime.hold_grounds,
            "most_days": found.extension.days if found.extension else 0,
            "approver": lines.approver(found),
            "held": lines.paused(found),
            "procedure": matter.version.procedure_for(found.step.key) if found.step else (),
            "chosen": "",
            "explained": [_explained(clock, matter) for clock in (main_clock(found), found.statutory) if clock],
            "opinion_by": _opinion_by(found),
            "together": whole(case.family_id) if case.family_id else None,
            "purposes": (_("核对证件"), _("打电话联系"), _("录入业务系统")),
        }
        | life(found)
        | beside.panel(request.actor, found)
    )


def head(request: StaffRequest, found: CasePage) -> dict[str, object]:
    """What the bar on top says, which stays true by itself."""
    actor: Actor = request.actor
    clock = main_clock(found)
    return {
        "page": found,
        "case": found.case,
        "who": found.matter.applicant,
        "age": found.matter.applicant.age(found.matter.on),
        "card": lines.card(clock),
        "axis": axis(found, actor),
        "turn": turn(actor, found),
        "origin": found.matter.origin.short_label,
        "delivery": _delivery(actor, found),
        "on": found.matter.on,
    }


def turn(actor: Actor, found: CasePage) -> Turn:
    """Whose turn it is, in words."""
    step, case = found.step, found.case
    if step is None:
        return Turn(_idle(case), str(STATE_NAMES[case.state]), False, None)
    name = next((str(one.name) for one in found.matter.steps if one.key == step.key), "")
    here = any(post.office == step.office_id for post in actor.posts)
    mine = step.claimed_by == actor.user
    clock = next(
        (one for one in found.clocks if one.kind is Kind.STEP and one.key == step.key and one.stopped_on is None), None
    ) or main_clock(found)
    if mine:
        said = _("轮到您")
    elif step.state == StepState.DISPATCHED:
        said = (
            _given(actor, found) or _("等您单位签收")
            if here
            else _("等%(place)s签收") % {"place": step.office.short_label}
        )
    else:
        who = names([step.claimed_by]).get(step.claimed_by, "") if here and step.claimed_by else ""
        said = _("在%(who)s手里") % {"who": who or step.office.short_label}
    used = clock.due.used(found.matter.on) if clock and (clock.left or 0) >= 0 else 0
    return Turn(said, name, mine, clock, lines.bar(clock), used)


def _given(actor: Actor, found: CasePage) -> str:
    """For whom of the office a step waits that was handed on; empty where anybody there may take it."""
    post = found.task.post_id if found.task else None
    if post is None or any(own.id == post for own in actor.posts):
        return ""
    person = acting_for(post)
    return _("等%(who)s签收") % {"who": person.name} if person else ""


def _idle(case: Case) -> str:
    if case.state == State.CORRECTING:
        return _("等申请人补材料")
    return _("没有人要办的事")


def in_hand(actor: Actor, found: CasePage) -> bool:
    """Whether the open step is hers to do: she claimed it, or it was claimed for a post that she acts for now."""
    step = found.step
    if step is None or step.state != StepState.CLAIMED:
        return False
    if step.claimed_by == actor.user:
        return True
    task = found.task
    return task is not None and any(post.id == task.claimed_for_id for post in actor.posts)


def _own(actor: Actor, case: Case) -> bool:
    """Whether she would have to stand back (回避)."""
    for (state, action), transition in TRANSITIONS.items():
        if state == case.state:
            try:
                CASE.may(actor, case, action, transition)
            except OwnCase:
                return True
            except NotAllowed:
                return False
            return False
    return False


def _delivery(actor: Actor, found: CasePage) -> bool:
    """Whether the step is a delivery at her own window, which is done on the pages of the desk."""
    step = found.step
    return step is not None and step.stage == Stage.DELIVERING and at_window(actor, step.office_id)


def materials(found: CasePage) -> tuple[Material, ...]:
    """The papers for the viewer, in the order of the list."""
    pictures = {material.key: material.picture for material in found.matter.version.materials}
    return tuple(
        Material(paper, THUMBS.get(pictures[paper.document.material], "thumb-form"), _paper_state(paper))
        for paper in found.papers
    )


def _paper_state(paper: Paper) -> str:
    if paper.document.state == "missing":
        chosen = dict(paper.reasons).get(paper.document.reason)
        return _("缺：%(why)s") % {"why": chosen} if chosen else _("缺")
    if paper.document.manner == Manner.SHARED:
        return _("共享取得，没有纸")
    return "" if paper.pages else _("看过原件，已还，没有拍照")


def _explained(clock: ClockView, matter: Matter) -> Explained:
    case, sentences = matter.case, wording.explain(clock.due, clock.extended)
    if clock.kind is Kind.PROMISED and (rest := slack(matter.version, case.tier)):
        given = clock.due.limit - rest
        said = _("各环节的份额加起来 %(given)d 天，另外 %(rest)d 天是转办、签收的余量，也算在期限里。")
        sentences = (*sentences, said % {"given": given, "rest": rest})
    words = {
        case.received_on: pgettext("day", "收件"),
        case.accepted_on: pgettext("day", "受理"),
        case.concluded_on: pgettext("day", "决定"),
    }
    marks = {clock.due.start: words.get(clock.due.start, _("起算"))}
    return Explained(
        name=str(KIND_NAMES[clock.kind]),
        last=wording.last_day(clock.due),
        sentences=sentences,
        days=tuple(CalendarDay(one.day, one.number is not None) for one in clock.due.days[1:]),
        marks=marks,
    )


def _earlier(actor: Actor, case: Case) -> list[tuple[Case, str]]:
    """Her earlier cases, as far as this actor may see them. One statement."""
    found = visible_to(actor).filter(applicant=case.applicant).exclude(pk=case.pk).exclude(state=State.DRAFT)
    return [(one, str(catalog.version(one.version_id).name)) for one in found.order_by("-opened_at")[:EARLIER]]


def _opinion_by(found: CasePage) -> str:
    """Whose opinion the last one is."""
    step = next((one for one in reversed(found.steps) if one.sealed_opinion is not None), None)
    return str(step.office.short_label) if step else ""


def life(found: CasePage) -> dict[str, object]:
    """What has happened, latest first, what is now and what comes next."""
    entries = [
        Event(
            one.at, one.what, one.detail, one.who, SYMBOLS.get(one.icon, one.icon), "warn" if one.icon == "warn" else ""
        )
        for one in reversed(found.entries)
    ]
    coming = []
    if found.step is not None:
        keys = [one.key for one in found.matter.steps]
        coming = [str(one.name) for one in found.matter.steps[keys.index(found.step.key) + 1 :]][::-1]
    return {"entries": entries, "coming": coming}


@require_GET
@staff_page(*ROLES)
def earlier(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Her earlier cases and what she draws, fetched after the page: it is rarely what one came for."""
    actor: Actor = request.actor
    case = get(actor, case_id)
    context = {
        "earlier": _earlier(actor, case),
        "drawn": of_person(actor, case.applicant)[0] if any(map(actor.has, CASE_WORKERS)) else (),
    }
    return render(request, "office/earlier.html", context)


@require_GET
@staff_page(*ROLES)
def identity(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The bar on top as it now is, and whether somebody acted since `seen`."""
    found = page(request.actor, case_id)
    seen = request.GET.get("seen", "")
    changed = seen.isdigit() and int(seen) < found.case.stream.last_act
    context = head(request, found) | life(found) | {"changed": changed}
    return render(request, "office/identity.html", context)


@require_GET
@staff_page(*ROLES)
def timeline(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """What has happened, as it now is."""
    found = page(request.actor, case_id)
    return render(request, "office/timeline.html", head(request, found) | life(found))


@require_POST
@staff_page(*ROLES)
def reveal(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """A masked value in full, for a purpose that goes on record first and that the person can read."""
    found = page(request.actor, case_id)
    value, what = sheet.whole(found, request.POST.get("what", ""))
    record_look(request.actor, found.case.applicant, request.POST.get("purpose", ""), (what,))
    response = render(request, "office/revealed.html", {"value": value})
    response["Cache-Control"] = "no-store"
    return response
