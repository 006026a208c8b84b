"""A grant opens an entitlement (rules.md §4, F15): from which month, for whom, until when, by the item's own rules."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from siban.domain.benefits import amounts, events, rules
from siban.domain.benefits.models import ACCOUNT, Entitlement, child_token, sealed_child
from siban.domain.benefits.rules import Action, State
from siban.domain.benefits.services import checks
from siban.domain.benefits.subject import ENTITLEMENT
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case
from siban.domain.catalog import paying
from siban.domain.catalog.rules import monthly_amount
from siban.kernel.actors import Actor
from siban.kernel.acts import begin, note


def open_for(case: Case, *, office: UUID, at: datetime) -> Entitlement | None:
    """What a grant opens; None where its item pays nothing. The same case again gives the same entitlement.

    Where it is drawn already, by her or for the same child by another parent, nothing is opened beside it, and the
    running one notes the second grant. No month that an earlier one paid, or excluded by its end, is paid again.
    """
    found = Entitlement.objects.filter(case=case).first()
    if found is not None:
        return found
    matter = Matter(case, case.concluded_on or case.accepted_on or rules.month_of(at.date()))
    benefit, child = matter.version.result.benefit, matter.child
    birth = child.birth if child else matter.applicant.birth
    if benefit is None or birth is None:
        return None
    drawn = _drawn(case, child)
    running = drawn.exclude(state=State.STOPPED).first()
    if running is not None:
        with transaction.atomic():
            note(running.pk, [events.GrantedAgain(case=case.pk)], at=at)
        return None
    # By age the standard of each month holds; any other sum is the one that the decision names.
    granted = None if benefit.bands else monthly_amount(matter.version, matter.facts)
    if granted is None and not benefit.bands:
        return None
    account = str(matter.form.get(benefit.account_field) or "")
    new = Entitlement(
        case=case,
        person=case.applicant,
        item=case.item,
        version_id=case.version_id,
        office_id=office,
        region=case.region,
        account=case.applicant.key.seal(account.encode(), ACCOUNT),
        child=sealed_child(case.applicant, child) if child else None,
        child_token=child_token(case.item, child) if child else None,
        first_month=_first(matter, drawn),
        until=paying.end_month(benefit, birth),
        granted_fen=granted,
        is_demonstration=case.is_demonstration,
    )
    with begin(ENTITLEMENT, new, Action.OPEN, by=Actor.system(), at=at) as change:
        checks.expect(change, rules.next_check(change.date, benefit.check_months))
        checks.expect_age(change)
        change.record(
            events.Opened(
                case=case.pk,
                item=case.item,
                office=office,
                fen=amounts.amount_of(new, birth)(new.first_month) or 0,
                first_month=new.first_month,
                check_due=new.check_due,
            )
        )
    return new


def _drawn(case: Case, child: paying.Child | None) -> QuerySet[Entitlement]:
    """What she, or anybody for this child, draws or drew of this item."""
    if child is not None:
        return Entitlement.objects.filter(item=case.item, child_token=child_token(case.item, child))
    return Entitlement.objects.filter(Q(child_token=None), person=case.applicant, item=case.item)


def _first(matter: Matter, drawn: QuerySet[Entitlement]) -> date:
    """The item's first month, but none before an earlier entitlement ended."""
    first = matter.paid_from or rules.month_of(matter.on)
    last = drawn.filter(stopped_from__isnull=False).order_by("-stopped_from").first()
    return max(first, last.stopped_from) if last is not None and last.stopped_from else first
