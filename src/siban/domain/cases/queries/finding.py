"""Finding cases by what people say: the number of a case, of a document or a telephone, a name or its pinyin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from siban.domain.cases.models import Case
from siban.domain.cases.queries.scope import of_number, visible_to
from siban.domain.cases.rules import OPEN, STATE_NAMES, State
from siban.domain.catalog import queries as catalog
from siban.domain.people import finding
from siban.domain.people.identity import normalise
from siban.domain.people.queries import identities
from siban.kernel import numbers
from siban.kernel.actors import Actor
from siban.kernel.clock import today
from siban.kernel.looks import look_at_many
from siban.kernel.text import Text

MOST = 30
PURPOSE = "查找办件"
"""On record as it is shown to the person, so it is Chinese."""
NUMBER, OWN_PART = 17, 9
"""Digits of the number of a case, and of the part after district and year, which is what people read out."""


@dataclass(frozen=True, slots=True)
class Found:
    """One case that was found, and how far it is."""

    id: UUID
    number: str
    name: str
    item: Text
    origin: Text
    holder: Text
    state: str
    open: bool
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, the newest first; `more` says that not all of it is here."""

    cases: tuple[Found, ...] = ()
    more: bool = False


def find(actor: Actor, words: str) -> Answer:
    """The cases meant, of those that the actor may see. Whose names come up is on record before they are shown.

    Five statements.     Raises SearchTooShort, BadNumber, BadCaseNumber.
    """
    wanted = _wanted(" ".join(words.split())[:100])
    if wanted is None:
        return Answer()
    return _answer(actor, visible_to(actor).filter(wanted).exclude(state=State.DRAFT))


def _wanted(words: str) -> Q | None:
    number = normalise(words)
    if len(number) == NUMBER and number.isdigit():
        case = numbers.parse(number)
        return of_number(case)
    if len(number) == OWN_PART and number.isdigit():
        year = today().year % 100
        return Q(number__in=[f"{settings.REGION}{one:02d}{number}" for one in (year, year - 1)])
    found = finding.meant(words)
    if found is None:
        return None
    people = found.people.order_by().values("pk")
    return Q(applicant__in=people) | Q(representative__in=people)


def _answer(actor: Actor, rows: QuerySet[Case]) -> Answer:
    related = ("applicant__key", "origin", "holder")
    found = list(rows.select_related(*related).order_by("-opened_at", "pk")[: MOST + 1])
    if found:
        look_at_many(actor, dict.fromkeys(case.applicant_id for case in found[:MOST]), PURPOSE, ("姓名",))
    who = identities([case.applicant for case in found[:MOST]])
    known = (case for case in found[:MOST] if case.applicant_id in who)
    return Answer(tuple(_found(case, who[case.applicant_id].name) for case in known), len(found) > MOST)


def _found(case: Case, name: str) -> Found:
    return Found(
        id=case.pk,
        number=case.number,
        name=name,
        item=catalog.version(case.version_id).name,
        origin=case.origin.short_label,
        holder=case.holder.short_label,
        state=str(STATE_NAMES[case.state]),
        open=case.state in OPEN,
        opened_at=case.opened_at,
    )
