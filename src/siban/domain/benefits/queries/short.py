"""An entitlement in one line, for pages of people and cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from siban.domain.benefits import amounts
from siban.domain.benefits.models import Entitlement
from siban.domain.benefits.rules import END_NAMES, State, month_of
from siban.domain.benefits.wording import money, month_word, name_of
from siban.domain.people import queries as people
from siban.domain.people.models import Person
from siban.domain.people.rules import CASE_WORKERS
from siban.kernel.actors import Actor
from siban.kernel.clock import today
from siban.kernel.refusals import NotAllowed

MOST_ENDED = 5


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


def of_person(actor: Actor, person: Person) -> tuple[tuple[Short, ...], tuple[Short, ...]]:
    """What she draws; and what she drew and draws no more, since when and why, the latest first. For who meets people
    in her work, and herself. Two statements. Raises NotAllowed."""
    _let(actor, person)
    rows = list(
        Entitlement.objects.filter(person=person.pk).select_related("person__key").order_by("first_month", "pk")
    )
    drawn = [row for row in rows if row.state != State.STOPPED]
    anew = {_of_what(row) for row in drawn}
    ended = [row for row in rows if row.state == State.STOPPED and _of_what(row) not in anew]
    ended.sort(key=lambda row: row.stopped_from or row.first_month, reverse=True)
    return _short(drawn), _short(ended[:MOST_ENDED])


def _of_what(row: Entitlement) -> tuple[str, bytes]:
    """The item, and the child for whom it is drawn."""
    return row.item, bytes(row.child_token or b"")


def _let(actor: Actor, person: Person) -> None:
    if actor.person != person.pk and not any(grant.role in CASE_WORKERS for grant in actor.grants):
        raise NotAllowed


def of_case(case: UUID) -> Short | None:
    """What a case opened, ended or not; for who was let to the case."""
    return next(iter(_short(Entitlement.objects.filter(case=case).select_related("person__key"))), None)


def _short(rows: Iterable[Entitlement]) -> tuple[Short, ...]:
    found = list(rows)
    known = people.identities(row.person for row in found)
    standards = amounts.Standards(found)
    lines = []
    for row in found:
        who = known.get(row.person_id)
        birth = amounts.born(row, who) if who and who.birth else None
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
    told |= {"month": month_word(row.stopped_from) if row.stopped_from else "", "why": str(END_NAMES[row.end or ""])}
    return _("%(name)s从%(month)s起停发了，%(why)s") % told
