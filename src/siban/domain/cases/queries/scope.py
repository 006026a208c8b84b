"""Which cases an actor may see: those her offices take part in; a leader's and a supervisor's, by region."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from siban.domain.cases.errors import CaseNotFound
from siban.domain.cases.models import Case, CaseParty
from siban.kernel.actors import Actor, Role

OVERSEERS = frozenset({Role.LEADER, Role.SUPERVISOR})


def visible_to(actor: Actor) -> QuerySet[Case]:
    """The cases this actor may see; by index on the parties, without joining for order."""
    mine = Q(office__in={post.office for post in actor.posts})
    for grant in actor.grants:
        if grant.role in OVERSEERS:
            mine |= Q(region__startswith=grant.region)
    return Case.objects.filter(Exists(CaseParty.objects.filter(mine, case=OuterRef("pk"))))


def get(actor: Actor, case_id: UUID) -> Case:
    """One case with its applicant, version and offices. Raises CaseNotFound, also for another office's case."""
    case = (
        visible_to(actor)
        .select_related("stream", "applicant__key", "representative__key", "authority", "origin__site", "origin__region")
        .select_related("holder__site", "holder__authority", "site")
        .filter(pk=case_id)
        .first()
    )
    if case is None:
        raise CaseNotFound
    return case
