"""An entitlement in one line, for pages of people and cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from siban.domain.benefits import amounts
from siban.domain.benefits.models import Entitlement
from siban.domain.benefits.rules import State, month_of
from siban.domain.benefits.wording import money, month_word, name_of
from siban.domain.people import queries as people
from siban.domain.people.models import Person
from siban.domain.people.rules import CASE_WORKERS
from siban.kernel.actors import Actor
from siban.kernel.clock import today
from siban.kernel.refusals import NotAllowed


@dataclass(frozen=True, slots=True)
class Short:
    """What is drawn, in words; `tone` is that of the design system."""

    id: UUID
    name: str
    text: str
    tone: str
    fen: int
    first_month: date
    check_due: date | None
    """By when the yearly check is due; None once it has ended."""
    stopped: bool


def of_person(actor: Actor, person: Person) -> tuple[Short, ...]:
    """What she draws, ended ones left out. For who meets people in her work, and herself. Raises NotAllowed."""
    if actor.person != person.pk and not any(grant.role in CASE_WORKERS for grant in actor.grants):
        raise NotAllowed
    rows = Entitlement.objects.filter(person=person.pk).exclude(state=State.STOPPED)
    return _short(rows.select_related("person__key").order_by("first_month", "pk"))


def of_case(case: UUID) -> Short | None:
    """What a case opened, ended or not; for who was let to the case."""
    return next(iter(_short(Entitlement.objects.filter(case=case).select_related("person__key"))), None)


def _short(rows: Iterable[Entitlement]) -> tuple[Short, ...]:
    found = list(rows)
    known = people.identities(row.person for row in found)
    standards = amounts.Standards()
    lines = []
    for row in found:
        birth = known[row.person_id].birth if row.person_id in known else None
        month = max(month_of(today()), row.first_month)
        fen = (amounts.amount_of(row, birth, standards)(month) or 0) if birth else 0
        lines.append(
            Short(
                id=row.pk,
                name=name_of(row),
                text=_text(row, fen),
                tone={State.RUNNING: "good", State.SUSPENDED: "wait"}.get(State(row.state), "off"),
                fen=fen,
                first_month=row.first_month,
                check_due=None if row.state == State.STOPPED else row.check_due,
                stopped=row.state == State.STOPPED,
            )
        )
    return tuple(lines)


def _text(row: Entitlement, fen: int) -> str:
    told = {"name": name_of(row), "sum": money(fen), "month": month_word(row.first_month)}
    if row.state == State.RUNNING:
        return _("%(name)s在领，每月%(sum)s，%(month)s起") % told
    if row.state == State.SUSPENDED:
        return _("%(name)s暂停着，%(month)s起领的") % told
    end = month_word(row.stopped_from) if row.stopped_from else ""
    return _("%(name)s从%(month)s起停发了") % (told | {"month": end})
