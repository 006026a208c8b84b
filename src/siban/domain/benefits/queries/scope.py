"""Which entitlements and pay lists an actor may see."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from siban.domain.benefits.errors import BenefitNotFound, ListNotFound
from siban.domain.benefits.models import Entitlement, PayList
from siban.domain.benefits.rules import KEEPING
from siban.domain.cases.models import CaseParty
from siban.domain.cases.queries.scope import oversees
from siban.domain.notices.models import Notice
from siban.kernel.actors import Actor


def visible_to(actor: Actor) -> QuerySet[Entitlement]:
    """Those that her office pays, those whose case it took part in, and an overseer's by region."""
    offices = {post.office for post in actor.posts}
    mine = Q(office__in=offices) | Q(Exists(CaseParty.objects.filter(case=OuterRef("case"), office__in=offices)))
    for grant in actor.grants:
        if oversees(grant):
            mine |= Q(region__startswith=grant.region)
    return Entitlement.objects.filter(mine)


def get(actor: Actor, entitlement_id: UUID) -> Entitlement:
    """One entitlement with its person, case and office. Raises BenefitNotFound, also for another office's."""
    found = (
        visible_to(actor)
        .select_related("stream", "person__key", "case__authority", "office__authority", "office__site")
        .filter(pk=entitlement_id)
        .first()
    )
    if found is None:
        raise BenefitNotFound
    return found


def paying_offices(actor: Actor) -> frozenset[UUID]:
    """The offices whose pay lists she works on."""
    return frozenset(post.office for post in actor.posts if post.role in KEEPING)


def get_list(actor: Actor, list_id: UUID) -> PayList:
    """One pay list of an office she keeps. Raises ListNotFound, also for another office's."""
    found = PayList.objects.select_related("stream", "office").filter(pk=list_id, office__in=paying_offices(actor))
    pay_list = found.first()
    if pay_list is None:
        raise ListNotFound
    return pay_list


def notice(actor: Actor, notice_id: UUID) -> tuple[Notice, Entitlement]:
    """A notice of an entitlement that she may see, with it. Two statements. Raises BenefitNotFound."""
    found = Notice.objects.select_related("key", "file__key", "authority").filter(pk=notice_id).first()
    if found is None:
        raise BenefitNotFound
    return found, get(actor, found.stream)
