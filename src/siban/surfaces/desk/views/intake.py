"""One case at the window, one page for its whole life: every act answers with the part of the page that it changed."""

from __future__ import annotations

import json
from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid5

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from siban.domain.cases.errors import FormWrong
from siban.domain.cases.models import Case
from siban.domain.cases.queries import applying, scope
from siban.domain.cases.queries import listing as listings
from siban.domain.cases.queries.also import may_also
from siban.domain.cases.queries.counter import Intake, intake_of
from siban.domain.cases.queries.page import page
from siban.domain.cases.queries.sheet import CaseSheet
from siban.domain.cases.rules import Answer, Capacity, State
from siban.domain.cases.services import documents as papers
from siban.domain.cases.services import intake as acts
from siban.domain.cases.services import representation
from siban.domain.catalog.types import Entry, Silence
from siban.domain.notices.models import Notice
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.people import queries as people
from siban.domain.people.models import Person
from siban.kernel.ids import new_id
from siban.kernel.looks import opened
from siban.kernel.refusals import BadInput, NotFound
from siban.surfaces.desk import addresses, counter, registration, ticked
from siban.surfaces.desk import papers as papers_of
from siban.surfaces.desk.asking import ask
from siban.surfaces.desk.frame import CASE_PAGE, PURPOSE, desk_page, frame, gone_to, identifier, numbers, office_of
from siban.surfaces.desk.later import later, of_due
from siban.surfaces.desk.sheets import answers_of, drawn, typed_of
from siban.surfaces.desk.side import side
from siban.surfaces.ui.requests import StaffRequest

LIMIT_OF_FILES = 20 * 1024 * 1024
"""Bytes: what the page refuses before it is sent, as `files.store` does afterwards."""


def fragment(
    request: StaffRequest, template: str, context: dict[str, Any], status: int = HTTPStatus.OK
) -> HttpResponse:
    """The middle of the page for htmx; whatever stood in the place of refusals goes."""
    return render(request, "desk/parts/swap.html", {**context, "part": template}, status=status)


@require_GET
@desk_page
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """One case; `?stage=` goes back to a stage of the intake, `?edit=` opens a field that was filled in."""
    return show(
        request, case_id, stage=request.GET.get("stage", ""), editing=frozenset(request.GET.getlist("edit")), push=True
    )


def show(
    request: StaffRequest,
    case_id: UUID,
    *,
    status: int = HTTPStatus.OK,
    stage: str = "",
    row: str = "",
    editing: frozenset[str] = frozenset(),
    printing: UUID | None = None,
    said: str = "",
    push: bool = False,
    **more: Any,
) -> HttpResponse:
    """The case as it now stands: the whole page, or its middle for htmx. `printing` is a notice to print at once."""
    found = scope.get(request.actor, case_id)
    opened(request.actor, [found.applicant_id], PURPOSE, CASE_PAGE)
    if found.state == State.DRAFT and found.family_id is not None:
        # It is filled in together with the others.
        return gone_to(request, reverse("desk:family", args=[found.family_id]))
    if found.state == State.DRAFT:
        template, context = "desk/parts/draft.html", _draft(intake_of(found), stage, row, editing, more)
    else:
        template, context = "desk/parts/later.html", _later(request, case_id)
    context |= {"request_id": new_id(), **more}
    if request.htmx:
        if push and not stage and not editing:
            context |= {"opened": True, "also": _also(found)}
        response = fragment(request, template, frame(request, **context), status)
        if push:
            response["HX-Push-Url"] = reverse("desk:case", args=[case_id])
    else:
        context["side"] = _side(request, context)
        context["part"] = template
        response = render(request, "desk/intake.html", frame(request, **context), status=status)
    return announced(response, printing, said)


def _also(found: Case) -> tuple[Entry, ...]:
    """What else she may be entitled to, now that it is known what she came for."""
    return may_also(found.applicant, people.identity(found.applicant), found.tier, found.item)


def announced(response: HttpResponse, printing: UUID | None, said: str) -> HttpResponse:
    """The answer, with what the page is to print at once and what it says."""
    events: dict[str, str] = {}
    if printing is not None:
        events["desk:print"] = reverse("desk:notice", args=[printing])
    if said:
        events["said"] = said
    if events:
        response["HX-Trigger"] = json.dumps(events)
    return response


def _side(request: StaffRequest, context: dict[str, Any]) -> Any:
    """The person in front. While her papers are taken in, the registers are asked; later there is no reason to."""
    found, matter = context["case"], context["matter"]
    purpose = _("收件：%(item)s") % {"item": matter.version.name} if found.state == State.DRAFT else ""
    return side(request.actor, found.applicant, tier=found.tier, item=found.item, purpose=purpose[:60])


def _draft(intake: Intake, stage: str, row: str, editing: frozenset[str], more: dict[str, Any]) -> dict[str, Any]:
    typed = more.get("typed", {})
    stage = counter.stage_of(intake, stage)
    at, listing, who = addresses.of_case(intake.case.pk), listings.of_intake(intake), applying.of_intake(intake)
    return {
        "intake": intake,
        "case": intake.case,
        "matter": intake.matter,
        "name": intake.matter.applicant.name,
        "head": counter.head(intake),
        "stage": stage,
        "stages": counter.stages(intake, stage),
        "at": at,
        "applying": who,
        "drawn": drawn(
            CaseSheet(intake.matter),
            scenario=typed.get("scenario"),
            typed=typed.get("form"),
            problems=more.get("problems"),
            editing=editing,
            fresh=more.get("fresh", ""),
        )
        if stage == counter.SCENARIO
        else None,
        "rows": papers_of.rows(listing, at, row),
        "pledged": papers_of.word_rows(listing, at),
        "answers": counter.answer_rows(intake, more.get("chosen", "")),
        "silence_accepts": intake.matter.version.regime.silence is Silence.ACCEPTED,
        "answer_limit": of_due(intake.answer_by),
        "mend_limit": of_due(intake.mend_by),
        "procedure": intake.matter.version.procedure_for("intake"),
        "capacity": more.get("capacity", who.capacity),
        "until": more.get("until") or in_a_year(intake.matter.on).isoformat(),
        "seen": intake.seen,
        "limit_of_files": LIMIT_OF_FILES,
    }


def in_a_year(day: date) -> date:
    """Until when a mandate is proposed."""
    return day.replace(year=day.year + 1, day=min(day.day, 28))


def _later(request: StaffRequest, case_id: UUID) -> dict[str, Any]:
    shown = page(request.actor, case_id)
    view = later(shown)
    context: dict[str, Any] = {
        "shown": shown,
        "case": shown.case,
        "matter": shown.matter,
        "name": shown.matter.applicant.name,
        "later": view,
        "seen": shown.seen,
        "limit_of_files": LIMIT_OF_FILES,
        "procedure": shown.matter.version.procedure_for(shown.step.key) if shown.step else (),
    }
    if view.can_answer or view.can_supply:
        intake = intake_of(shown.case)
        context |= {
            "intake": intake,
            "head": counter.head(intake),
            "rows": papers_of.rows(listings.of_intake(intake), addresses.of_case(shown.case.pk)),
            "answers": counter.answer_rows(intake),
            "mend_limit": of_due(intake.mend_by),
            "answer_limit": view.limit,
        }
    return context


# The steps of an intake


@require_POST
@desk_page
def scenario(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Confirm the situation and the form in one go; what is wrong stands beside its field, nothing typed is lost."""
    sheet = CaseSheet(intake_of(scope.get(request.actor, case_id)).matter)
    chosen, form = answers_of(request, sheet.matter.version.scenario), typed_of(request, sheet)
    try:
        acts.fill(case_id, by=request.actor, scenario=chosen, form=form, **numbers(request))
    except FormWrong as wrong:
        problems = {one.field: one.sentence for one in wrong.problems}
        return show(
            request,
            case_id,
            status=wrong.status,
            stage=counter.SCENARIO,
            typed={"scenario": chosen, "form": form},
            problems=problems,
        )
    now = intake_of(scope.get(request.actor, case_id))
    required = {one.field: one.sentence for one in now.matter.problems}
    if required:
        return show(request, case_id, status=HTTPStatus.UNPROCESSABLE_ENTITY, stage=counter.SCENARIO, problems=required)
    wanted = representation.capacity_of(chosen.get("who", "self"))
    if wanted is not Capacity.SELF and now.case.capacity == Capacity.SELF and chosen.get("who") != "agent":
        return show(request, case_id, stage=counter.WHO, capacity=wanted)
    return show(request, case_id)


@require_POST
@desk_page
def printed(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Print the filled form for signature; where it was printed before and nothing changed, the same one again."""
    intake = intake_of(scope.get(request.actor, case_id))
    if intake.printed is None:
        acts.print_form(case_id, by=request.actor, **numbers(request))
        notice = newest(case_id, NoticeKind.APPLICATION_FORM)
    else:
        notice = intake.printed.pk
    row = intake.form.document.material if intake.form else ""
    return show(request, case_id, row=row, printing=notice, said=_("申请表送去打印了"))


def newest(case_id: UUID, kind: NoticeKind) -> UUID | None:
    """The newest notice of a kind in a case."""
    found = Notice.objects.filter(stream=case_id, kind=kind.value).order_by("-issued_at", "-id")
    return found.values_list("pk", flat=True).first()


@require_POST
@desk_page
def listed(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The list of papers as it was sent: ticks, reasons, how each was taken, photographs; only what differs is written.

    `all` ticks whatever is still missing, but for a form that is not signed.
    """
    intake = intake_of(scope.get(request.actor, case_id))
    sent = numbers(request)
    taken = []
    for key in [paper.document.material for paper in intake.papers]:
        pictures = ticked.pictures(request, f"pictures-{key}")
        if pictures:
            _photograph(request, intake, key, pictures, seen=sent["seen"], once=uuid5(sent["request"], key))
            sent["seen"] = None
            taken.append(key)
    if taken:
        intake = intake_of(scope.get(request.actor, case_id))
    ticks = {key: tick for key, tick in ticked.ticks(request, listings.of_intake(intake)).items() if key not in taken}
    if ticks:
        acts.fill(case_id, by=request.actor, ticks=ticks, **sent)
        intake = intake_of(scope.get(request.actor, case_id))
    touched = (taken or list(ticks) or [""])[0]
    kept = touched if touched in ticks and not ticks[touched].here else ""
    return show(request, case_id, row=kept or papers_of.next_missing(listings.of_intake(intake), touched) or touched)


def _photograph(
    request: StaffRequest, intake: Intake, key: str, pictures: list[bytes], *, seen: int | None, once: UUID
) -> None:
    """A photographed mandate lets the representative act, a proof shows the guardian; any other paper is only kept."""
    proving = key == representation.GUARDIAN_PROOF and intake.case.capacity == Capacity.GUARDIAN
    entrusting = intake.case.representative_id is not None and intake.case.mandate_id is None
    if key == representation.MANDATE and entrusting and intake.notice(NoticeKind.MANDATE):
        representation.sign_mandate(intake.case.pk, pictures, by=request.actor, seen=seen, request=once)
    elif proving and intake.case.representative_id is not None:
        representation.prove_guardian(intake.case.pk, pictures, by=request.actor, seen=seen, request=once)
    else:
        papers.photograph(intake.case.pk, key, pictures, by=request.actor, seen=seen, request=once)


# Who applies


@require_POST
@desk_page
def represented(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Who applies: the applicant, who acts for her under a mandate, or her guardian; found by number, or registered."""
    found = scope.get(request.actor, case_id)
    capacity = capacity_sent(request)
    until = ticked.until(request.POST.get("until", ""))
    if capacity is Capacity.SELF:
        representation.represent(case_id, by=request.actor, capacity=capacity, **numbers(request))
        return show(request, case_id)
    again: dict[str, Any] = {"stage": counter.WHO, "capacity": capacity, "until": request.POST.get("until", "")}
    try:
        other = other_of(request)
    except registration.Unknown as unknown:
        form = registration.form(office_of(request.actor), registration.blank(office_of(request.actor), unknown.number))
        return show(request, case_id, registration=form, **again)
    except registration.Refused as refused:
        return show(request, case_id, status=refused.refusal.status, registration=refused.form, **again)
    except (BadInput, NotFound) as refusal:
        return show(request, case_id, status=refusal.status, refusal=refusal, words=request.POST.get("q", ""), **again)
    if not isinstance(other, Person):
        return show(request, case_id, found=other, words=request.POST.get("q", ""), **again)
    try:
        done = representation.represent(
            found.pk, by=request.actor, capacity=capacity, representative=other, until=until, **numbers(request)
        )
    except BadInput as refusal:
        return show(request, case_id, status=refusal.status, refusal=refusal, words=request.POST.get("q", ""), **again)
    if capacity is Capacity.REPRESENTATIVE and done.mandate_id is None:
        return show(request, case_id, stage=counter.WHO, printing=newest(case_id, NoticeKind.MANDATE))
    return show(request, case_id)


def capacity_sent(request: StaffRequest) -> Capacity:
    """Who came. Raises BadInput."""
    try:
        return Capacity(request.POST.get("capacity", ""))
    except ValueError as wrong:
        raise BadInput(field="capacity") from wrong


def other_of(request: StaffRequest) -> Any:
    """The person who acts for the applicant, or what her name found. Raises Unknown, Refused, BadInput."""
    office = office_of(request.actor)
    if request.POST.get("person"):
        return people.get(identifier(request.POST["person"]))
    if "name" in request.POST:
        values = {key: request.POST.get(key, "") for key in registration.FIELDS}
        needs = tuple(request.POST.getlist("needs"))
        try:
            return registration.put_on_record(values, needs, by=request.actor, office=office)
        except BadInput as refusal:
            raise registration.Refused(refusal, registration.form(office, values, needs, refusal=refusal)) from refusal
    found = ask(request.actor, request.POST.get("q", ""), office.tier)
    if found.unknown:
        raise registration.Unknown(found.unknown)
    return people.get(found.person) if found.person else found


@require_POST
@desk_page
def mandate(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The signed mandate, or the proof of a guardian that the item does not list among its papers, photographed."""
    pictures = ticked.pictures(request) or [b""]
    if scope.get(request.actor, case_id).capacity == Capacity.GUARDIAN:
        representation.prove_guardian(case_id, pictures, by=request.actor, **numbers(request))
    else:
        representation.sign_mandate(case_id, pictures, by=request.actor, **numbers(request))
    return show(request, case_id)


def answer_of(request: StaffRequest) -> Answer:
    """Which of the five was chosen. Raises BadInput."""
    try:
        return Answer(request.POST.get("answer", ""))
    except ValueError as wrong:
        raise BadInput(field="answer") from wrong
