"""Who applies for a 一件事, how she signs, and her word in place of papers: as on the page of a case, for all of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siban.domain.cases.queries import families
from siban.domain.cases.queries.pledged import NOTICES
from siban.domain.cases.rules import Capacity
from siban.domain.cases.services import theme_signing
from siban.domain.people.models import Person
from siban.kernel.refusals import BadInput, NotFound
from siban.surfaces.desk import registration, ticked, wholes
from siban.surfaces.desk.frame import desk_page, numbers, office_of
from siban.surfaces.desk.views.families import show
from siban.surfaces.desk.views.intake import capacity_sent, newest, other_of
from siban.surfaces.desk.views.pledges import pledge_of
from siban.surfaces.ui.requests import StaffRequest


@require_POST
@desk_page
def represented(request: StaffRequest, family_id: UUID) -> HttpResponse:
    """Who applies: the applicant, who acts for her under a mandate, or her guardian."""
    families.get(request.actor, family_id)
    capacity = capacity_sent(request)
    until = ticked.until(request.POST.get("until", ""))
    if capacity is Capacity.SELF:
        theme_signing.represent_family(family_id, by=request.actor, capacity=capacity, **numbers(request))
        return show(request, family_id)
    again: dict[str, Any] = {"stage": wholes.WHO, "capacity": capacity, "until": request.POST.get("until", "")}
    words = request.POST.get("q", "")
    try:
        other = other_of(request)
    except registration.Unknown as unknown:
        office = office_of(request.actor)
        form = registration.form(office, registration.blank(office, unknown.number))
        return show(request, family_id, registration=form, **again)
    except registration.Refused as refused:
        return show(request, family_id, status=refused.refusal.status, registration=refused.form, **again)
    except (BadInput, NotFound) as refusal:
        return show(request, family_id, status=refusal.status, refusal=refusal, words=words, **again)
    if not isinstance(other, Person):
        return show(request, family_id, found=other, words=words, **again)
    try:
        theme_signing.represent_family(
            family_id, by=request.actor, capacity=capacity, representative=other, until=until, **numbers(request)
        )
    except BadInput as refusal:
        return show(request, family_id, status=refusal.status, refusal=refusal, words=words, **again)
    applying = families.draft(families.get(request.actor, family_id)).applying
    if applying.mandate or applying.unproved:
        return show(request, family_id, stage=wholes.WHO, printing=applying.mandate)
    return show(request, family_id)


@require_POST
@desk_page
def mandate(request: StaffRequest, family_id: UUID) -> HttpResponse:
    """The signed mandate, or the proof of a guardian that no paper of the list asks for, photographed."""
    pictures = ticked.pictures(request) or [b""]
    applying = families.draft(families.get(request.actor, family_id)).applying
    if applying.capacity == Capacity.GUARDIAN:
        theme_signing.prove_family_guardian(family_id, pictures, by=request.actor, **numbers(request))
    else:
        theme_signing.sign_family_mandate(family_id, pictures, by=request.actor, **numbers(request))
    return show(request, family_id)


@require_POST
@desk_page
def signing(request: StaffRequest, family_id: UUID) -> HttpResponse:
    """How she signs: by hand, or by a fingerprint before a witness."""
    families.get(request.actor, family_id)
    theme_signing.sign_family_by(
        family_id,
        by=request.actor,
        fingerprint=request.POST.get("manner") == "fingerprint",
        witness=request.POST.get("witness", ""),
        **numbers(request),
    )
    return show(request, family_id, said=_("记下了"))


@require_POST
@desk_page
def word(request: StaffRequest, family_id: UUID, kind: str) -> HttpResponse:
    """Print what she promises or declares for all of it; the same one again where nothing changed since."""
    wanted = pledge_of(kind)
    listing = families.draft(families.get(request.actor, family_id)).listing
    notice = next((one.notice for one in listing.words if one.kind is wanted), None)
    if notice is None:
        theme_signing.print_family_pledge(family_id, wanted, by=request.actor, **numbers(request))
        notice = newest(family_id, NOTICES[wanted])
    return show(request, family_id, printing=notice, said=_("承诺书送去打印了"))


@require_POST
@desk_page
def word_signed(request: StaffRequest, family_id: UUID, kind: str) -> HttpResponse:
    """The signed paper, photographed."""
    families.get(request.actor, family_id)
    pictures = ticked.pictures(request)
    theme_signing.sign_family_pledge(family_id, pledge_of(kind), pictures, by=request.actor, **numbers(request))
    return show(request, family_id)
