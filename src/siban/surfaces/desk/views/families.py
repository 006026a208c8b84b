"""一件事 at the window: asked once, one form, one list of papers, one receipt; later one result to hand over."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from siban.domain.cases.errors import FormWrong
from siban.domain.cases.queries import families
from siban.domain.cases.queries.families import Draft
from siban.domain.cases.rules_families import FamilyState
from siban.domain.cases.services import theme_results, themes
from siban.domain.cases.services.documents import Tick
from siban.domain.catalog import queries as catalog
from siban.domain.people import queries as people
from siban.domain.places import queries as places
from siban.kernel.clock import today
from siban.kernel.ids import new_id
from siban.kernel.refusals import BadInput
from siban.surfaces.desk.asked import field_rows, question_rows
from siban.surfaces.desk.frame import desk_page, frame, identifier, numbers, office_of
from siban.surfaces.desk.side import side
from siban.surfaces.desk.views.later import signature_of
from siban.surfaces.ui.requests import StaffRequest


@require_GET
@desk_page
def new(request: StaffRequest, theme: str) -> HttpResponse:
    """The theme's own questions, before it is known which items are taken in. Raises ThemeNotFound."""
    person = people.get(identifier(request.GET.get("person", "")))
    wanted = catalog.theme(theme)
    names = {entry.key: entry for entry in catalog.entries(today(), keys=wanted.items)}
    context = {
        "theme": wanted,
        "person": person,
        "questions": question_rows(wanted.questions, {}),
        "items": [names[key] for key in wanted.items if key in names],
        "request_id": new_id(),
        "side": side(request.actor, person, tier=office_of(request.actor).tier, item="", purpose=str(wanted.name)[:60]),
    }
    return render(request, "desk/family-new.html", frame(request, **context))


@require_POST
@desk_page
def begin(request: StaffRequest, theme: str) -> HttpResponse:
    """Begin all the cases that the answers take in."""
    person = people.get(identifier(request.POST.get("person", "")))
    family = themes.open_family(
        theme,
        person,
        by=request.actor,
        scenario=_answers(request, tuple(one.key for one in catalog.theme(theme).questions)),
        request=numbers(request)["request"],
    )
    return redirect("desk:family", family.pk)


def _answers(request: StaffRequest, keys: tuple[str, ...]) -> dict[str, str]:
    return {key: request.POST[f"q-{key}"] for key in keys if request.POST.get(f"q-{key}")}


@require_GET
@desk_page
def family(request: StaffRequest, family_id: UUID) -> HttpResponse:
    """All of it on one page, whatever stage it is in; `?stage=scenario` goes back to the form."""
    return _show(request, family_id, stage=request.GET.get("stage", ""))


def _show(
    request: StaffRequest,
    family_id: UUID,
    *,
    stage: str = "",
    typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    found = families.get(request.actor, family_id)
    context: dict[str, Any] = {
        "family": found,
        "whole": families.whole(family_id),
        "request_id": new_id(),
        "seen": found.stream.last_act,
        "notices": families.papers_of(family_id),
        "limit_of_files": 20 * 1024 * 1024,
        "side": side(request.actor, found.applicant, tier=found.origin.tier, item="", purpose=""),
    }
    if found.state == FamilyState.DRAFT:
        context |= _draft(families.draft(found), stage, typed or {}, problems or {})
    return render(request, "desk/family.html", frame(request, **context), status=status)


def _draft(draft: Draft, stage: str, typed: dict[str, str], problems: dict[str, str]) -> dict[str, Any]:
    rows = field_rows([once.what for once in draft.merged.fields], draft.values, typed, problems)
    return {
        "draft": draft,
        "stage": "scenario" if stage == "scenario" or not draft.complete or problems else "papers",
        "questions": question_rows([once.what for once in draft.merged.questions], draft.scenario),
        "fields": rows,
        "regions": places.tree().children if any(row.open and row.kind == "region" for row in rows) else (),
    }


@require_POST
@desk_page
def scenario(request: StaffRequest, family_id: UUID) -> HttpResponse:
    """The questions and the one form in one go; what is wrong stands beside its field."""
    draft = families.draft(families.get(request.actor, family_id))
    answers = _answers(request, tuple(one.key for one in draft.merged.questions))
    form = {
        once.key: request.POST[f"f-{once.key}"]
        for once in draft.merged.fields
        if request.POST.get(f"f-{once.key}", "").strip()
    }
    try:
        themes.fill_family(family_id, by=request.actor, scenario=answers, form=form, **numbers(request))
    except FormWrong as wrong:
        problems = {one.field: str(one.sentence) for one in wrong.problems}
        return _show(request, family_id, typed=form, problems=problems, status=wrong.status)
    return redirect("desk:family", family_id)


@require_POST
@desk_page
def papers(request: StaffRequest, family_id: UUID) -> HttpResponse:
    """The one list of papers: what was photographed is kept for every item that wants it, what is ticked is here."""
    draft = families.draft(families.get(request.actor, family_id))
    for paper in draft.papers:
        pictures = [file.read() for file in request.FILES.getlist(f"pictures-{paper.key}")]
        if pictures:
            themes.photograph_family(family_id, paper.key, pictures, by=request.actor)
    ticked = set(request.POST.getlist("here"))
    ticks = {
        paper.key: Tick(here=paper.key in ticked)
        for paper in draft.papers
        if not (paper.is_form or paper.shared) and (paper.key in ticked) != paper.here
    }
    if ticks:
        themes.fill_family(family_id, by=request.actor, ticks=ticks)
    return redirect("desk:family", family_id)


@require_POST
@desk_page
def printed(request: StaffRequest, family_id: UUID) -> HttpResponse:
    """Print the one form."""
    families.get(request.actor, family_id)
    themes.print_family_form(family_id, by=request.actor, request=numbers(request)["request"])
    return redirect("desk:family", family_id)


@require_POST
@desk_page
def receive(request: StaffRequest, family_id: UUID) -> HttpResponse:
    """Take everything in against one receipt."""
    families.get(request.actor, family_id)
    themes.receive_family(family_id, by=request.actor, **numbers(request))
    return redirect("desk:family", family_id)


@require_POST
@desk_page
def deliver(request: StaffRequest, family_id: UUID) -> HttpResponse:
    """Hand over the one result, against one signature."""
    families.get(request.actor, family_id)
    manner = request.POST.get("manner", "window")
    if manner not in ("window", "home"):
        raise BadInput(field="manner")
    theme_results.deliver_family(
        family_id, by=request.actor, signature=signature_of(request), manner=manner, **numbers(request)
    )
    return redirect(reverse("desk:family", args=[family_id]))
