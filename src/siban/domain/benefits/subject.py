"""What the act door needs to know of entitlements and pay lists: their tables, and who may."""

from __future__ import annotations

from siban.domain.benefits.errors import BenefitNotFound, ListNotFound, NotYourBenefit, OwnBenefit
from siban.domain.benefits.models import Entitlement, PayList, Reassessment
from siban.domain.benefits.rules import LIST_TRANSITIONS, REASSESS_TRANSITIONS, TRANSITIONS
from siban.domain.people.queries import is_own
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import Subject, Transition
from siban.kernel.refusals import NotAllowed


def may_keep(actor: Actor, entitlement: Entitlement, action: str, transition: Transition) -> None:
    """By post at the office that pays it, and never one's own (回避). Raises OwnBenefit, NotYourBenefit, NotAllowed."""
    if actor.has(Role.SYSTEM):
        if Role.SYSTEM not in transition.roles:
            raise NotAllowed
        return
    if actor.person is not None and is_own(actor, entitlement.person):
        raise OwnBenefit
    if actor.post_at(entitlement.office_id, transition.roles) is None:
        raise NotYourBenefit


def may_pay(actor: Actor, pay_list: PayList | Reassessment, action: str, transition: Transition) -> None:
    """By post at the office that pays. Raises NotYourBenefit."""
    if actor.post_at(pay_list.office_id, transition.roles) is None:
        raise NotYourBenefit


ENTITLEMENT = Subject(
    kind="benefit",
    model=Entitlement,
    table=TRANSITIONS,
    may=may_keep,
    not_found=BenefitNotFound,
    related=("person__key", "case", "office"),
)
PAY_LIST = Subject(
    kind="pay-list",
    model=PayList,
    table=LIST_TRANSITIONS,
    may=may_pay,
    not_found=ListNotFound,
    related=("office",),
)
REASSESSMENT = Subject(
    kind="reassessment",
    model=Reassessment,
    table=REASSESS_TRANSITIONS,
    may=may_pay,
    not_found=ListNotFound,
    related=("office",),
)
