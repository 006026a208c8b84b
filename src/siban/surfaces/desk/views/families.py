"""一件事 at the window: asked once, one form, one list of papers, one receipt; later one result to hand over."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid5

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from siban.domain.cases.errors import FormWrong
from siban.domain.cases.models_families import Family
from siban.domain.cases.queries import families
from siban.domain.cases.queries.families import Draft
from siban.domain.cases.rules import Answer, Capacity
from siban.domain.cases.rules_families import FamilyState
from siban.domain.cases.services import representation, theme_results, theme_signing, themes, undertakings
from siban.domain.catalog import queries as catalog
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.people import queries as people
from siban.kernel.clock import today
from siban.kernel.ids import new_id
from siban.kernel.looks import opened
from siban.kernel.refusals import BadInput
from siban.surfaces.desk import addresses, papers, ticked, wholes
from siban.surfaces.desk.asked import question_rows
from siban.surfaces.desk.frame import CASE_PAGE, PURPOSE, desk_page, frame, gone_to, identifier, numbers, office_of
from siban.surfaces.desk.sheets import answers_of, drawn, rows_of, typed_of
from siban.surfaces.desk.side import side
from siban.surfaces.desk.views.intake import LIMIT_OF_FILES, announced, fragment, in_a_year, newest
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
    """Begin all the cases that the answers take in; what was begun for her before is gone on with."""
    person = people.get(identifier(request.POST.get("person", "")))
    before = families.begun(request.actor, person.pk, theme)
    if before is not None:
        return redirect("desk:family", before)
    family = themes.open_family(
        theme,
        person,
        by=request.actor,
        scenario=answers_of(request, catalog.theme(theme).questions),
        request=numbers(request)["request"],
    )
    return redirect("desk:family", family.pk)


@require_GET
@desk_page
def family(request: StaffRequest, family_id: UUID) -> HttpResponse:
    """All of it on one page, whatever stage it is in; `?stage=` goes back, `?edit=` opens a field that is filled in."""
    return show(request, family_id, stage=request.GET.get("stage", ""), editing=frozenset(request.GET.getlist("edit")))


def show(
    request: StaffRequest,
    family_id: UUID,
    *,
    status: int = HTTPStatus.OK,
    stage: str = "",
    row: str = "",
    editing: frozenset[str] = frozenset(),
    printing: UUID | None = None,
    said: str = "",
    **more: Any,
) -> HttpResponse:
    """The family as it now stands: the whole page, or its middle for htmx. `printing` is a notice to print at once."""
    found = families.get(request.actor, family_id)
    opened(request.actor, [found.applicant_id], PURPOSE, CASE_PAGE)
    context: dict[str, Any] = {
        "family": found,
        "at": addresses.of_family(family_id),
        "whole": families.whole(family_id),
        "request_id": new_id(),
        "seen": found.stream.last_act,
        "notices": families.papers_of(family_id),
        "limit_of_files": LIMIT_OF_FILES,
    }
    if found.state == FamilyState.DRAFT:
        context |= _draft(families.draft(found), stage, row, editing, more)
    else:
        context["later"] = True
    context |= more
    if request.htmx:
        response = fragment(request, "desk/parts/family.html", frame(request, **context), status)
    else:
        context["side"] = side(request.actor, found.applicant, tier=found.origin.tier, item="", purpose="")
        context["kin"] = wholes.kin(request.actor, found.applicant, found.origin.tier)
        response = render(request, "desk/family.html", frame(request, **context), status=status)
    return announced(response, printing, said)


def _draft(draft: Draft, stage: str, row: str, editing: frozenset[str], more: dict[str, Any]) -> dict[str, Any]:
    at = addresses.of_family(draft.sheet.house.family.pk)
    stage = wholes.stage_of(draft, stage)
    typed = more.get("typed", {})
    return {
        "draft": draft,
        "stage": stage,
        "stages": wholes.stages(draft, stage),
        "applying": draft.applying,
        "capacity": more.get("capacity", draft.applying.capacity),
        "until": more.get("until") or in_a_year(today()).isoformat(),
        "drawn": drawn(
            draft.sheet,
            scenario=typed.get("scenario"),
            typed=typed.get("form"),
            problems=more.get("problems"),
            editing=editing,
            fresh=more.get("fresh", ""),
        )
        if stage == wholes.SCENARIO
        else None,
        "rows": papers.rows(draft.listing, at, row),
        "pledged": papers.word_rows(draft.listing, at),
        "shares": wholes.share_rows(draft),
    }


def _drafted(request: StaffRequest, family_id: UUID) -> Draft:
    return families.draft(families.get(request.actor, family_id))


@require_POST
@desk_page
def scenario(request: StaffRequest, family_id: UUID) -> HttpResponse:
    """The questions and the one form in one go; what is wrong stands beside its field, nothing typed is lost."""
    sheet = _drafted(request, family_id).sheet
    chosen, form = answers_of(request, sheet.questions), typed_of(request, sheet)
    try:
        themes.fill_family(family_id, by=request.actor, scenario=chosen, form=form, **numbers(request))
    except FormWrong as wrong:
        return show(
            request,
            family_id,
            status=wrong.status,
            stage=wholes.SCENARIO,
            typed={"scenario": chosen, "form": form},
            problems={one.field: one.sentence for one in wrong.problems},
        )
    now = _drafted(request, family_id)
    required = {one.field: one.sentence for one in now.sheet.problems}
    if required:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return show(request, family_id, status=status, stage=wholes.SCENARIO, problems=required)
    wanted = representation.capacity_of(chosen.get("who", "self"))
    if wanted is not Capacity.SELF and now.applying.capacity == Capacity.SELF and chosen.get("who") != "agent":
        return show(request, family_id, stage=wholes.WHO, capacity=wanted)
    return show(request, family_id)


@require_POST
@desk_page
def rows(request: StaffRequest, family_id: UUID) -> HttpResponse:
    """The repeating parts with a row more, one less, or added up anew. Nothing is kept until the form is sent."""
    sheet = _drafted(request, family_id).sheet
    typed, fresh = rows_of(request, sheet), request.POST.get("add", "")
    if not request.htmx:
        told = {"scenario": answers_of(request, sheet.questions), "form": typed_of(request, sheet) | typed}
        return show(request, family_id, stage=wholes.SCENARIO, typed=told, fresh=fresh)
    context = {"at": addresses.of_family(family_id), "drawn": drawn(sheet, typed=typed, problems={}, fresh=fresh)}
    return render(request, "desk/parts/blocks.html", context)


@require_POST
@desk_page
def listed(request: StaffRequest, family_id: UUID) -> HttpResponse:
    """The one list of papers: what was photographed is kept for every item that wants it, what is ticked is here."""
    draft = _drafted(request, family_id)
    sent = numbers(request)
    taken = []
    for paper in draft.listing.papers:
        pictures = ticked.pictures(request, f"pictures-{paper.key}")
        if pictures:
            _photograph(request, draft, paper.key, pictures, uuid5(sent["request"], paper.key))
            sent["seen"] = None
            taken.append(paper.key)
    listing = _drafted(request, family_id).listing if taken else draft.listing
    ticks = {key: tick for key, tick in ticked.ticks(request, listing).items() if key not in taken}
    if ticks:
        themes.fill_family(family_id, by=request.actor, ticks=ticks, **sent)
        listing = _drafted(request, family_id).listing
    touched = (taken or list(ticks) or [""])[0]
    kept = touched if touched in ticks and not ticks[touched].here else ""
    return show(request, family_id, row=kept or papers.next_missing(listing, touched) or touched)


def _photograph(request: StaffRequest, draft: Draft, key: str, pictures: list[bytes], once: UUID) -> None:
    """A photographed mandate lets the representative act, a proof shows the guardian; any other paper is only kept."""
    family_id, kind = draft.sheet.house.family.pk, key.split("/")[-1]
    if kind == representation.MANDATE and draft.applying.mandate:
        theme_signing.sign_family_mandate(family_id, pictures, by=request.actor, request=once)
    elif kind == representation.GUARDIAN_PROOF and draft.applying.capacity == Capacity.GUARDIAN:
        theme_signing.prove_family_guardian(family_id, pictures, by=request.actor, request=once)
    else:
        themes.photograph_family(family_id, key, pictures, by=request.actor, request=once)


@require_POST
@desk_page
def printed(request: StaffRequest, family_id: UUID) -> HttpResponse:
    """Print the one form for signature; where it was printed before and nothing changed, the same one again."""
    listing = _drafted(request, family_id).listing
    if not listing.printed:
        themes.print_family_form(family_id, by=request.actor, request=numbers(request)["request"])
    row = next(iter(sorted(listing.forms)), "")
    notice = newest(family_id, NoticeKind.APPLICATION_FORM)
    return show(request, family_id, row=row, printing=notice, said=_("申请表送去打印了"))


@require_POST
@desk_page
def blank(request: StaffRequest, family_id: UUID, material: str) -> HttpResponse:
    """Print a paper that one of the items wants signed by itself. Raises BadInput for one that none prints."""
    draft = _drafted(request, family_id)
    once = next((one for one in draft.sheet.whole.materials if one.key == material), None)
    if once is None or len(once.parts) != 1:
        raise BadInput(field="material")
    ((item, key),) = once.parts.items()
    case_id = draft.sheet.house.matters[item].case.pk
    undertakings.print_blank(case_id, key, by=request.actor, request=numbers(request)["request"])
    notice = newest(case_id, NoticeKind.UNDERTAKING)
    return show(request, family_id, row=material, printing=notice, said=_("送去打印了，签完拍下来"))


@require_POST
@desk_page
def receive(request: StaffRequest, family_id: UUID) -> HttpResponse:
    """Take everything in against one receipt, with the answer that is proposed for each. Raises BadInput."""
    draft = _drafted(request, family_id)
    sent = {share.item: request.POST.get(f"answer-{share.item}", "") for share in draft.shares}
    try:
        proposals = {item: Answer(text) for item, text in sent.items() if text}
    except ValueError as wrong:
        raise BadInput(field="answer") from wrong
    themes.receive_family(family_id, by=request.actor, proposals=proposals, **numbers(request))
    notice = newest(family_id, NoticeKind.RECEIPT)
    return show(request, family_id, printing=notice, said=_("收下了，凭证在打印"), just=True)


@require_POST
@desk_page
def withdraw(request: StaffRequest, family_id: UUID) -> HttpResponse:
    """She gives it up before anything is taken in; the page has asked once."""
    found: Family = families.get(request.actor, family_id)
    theme_results.withdraw_family(family_id, by=request.actor, **numbers(request))
    return gone_to(request, f"{reverse('desk:start')}?person={found.applicant_id}")


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
    return show(request, family_id, printing=newest(family_id, NoticeKind.DELIVERY), just=True)
