"""Pay lists: those of an office, what is still to be made, and one with its people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from siban.domain.benefits.models import Entitlement, PayLine, PayList, opened_reason
from siban.domain.benefits.queries.history import Entry, entries
from siban.domain.benefits.queries.scope import get_list, paying_offices
from siban.domain.benefits.rules import LINE_NAMES, LIST_STATE_NAMES, ListState, State, month_of
from siban.domain.benefits.subject import PAY_LIST
from siban.domain.catalog import queries as catalog
from siban.domain.people import queries as people
from siban.domain.places import queries as places
from siban.domain.staff.queries import names
from siban.kernel.actors import Actor, Role
from siban.kernel.clock import today
from siban.kernel.refusals import Refusal

MOST_LISTS = 36
PEOPLE = 100
TAIL = 4
TONES = {ListState.MADE: "wait", ListState.CONFIRMED: "good", ListState.REFUSED: "off"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A pay list in one row."""

    id: UUID
    month: date
    item: str
    office: str
    people: int
    fen: int
    state: str
    state_name: str
    tone: str
    made_by: str
    made_at: datetime
    checked_by: str


@dataclass(frozen=True, slots=True)
class ToMake:
    """A list of this month that nobody has made yet, and for how many people benefits run; `may`: she may make it."""

    office: UUID
    office_name: str
    item: str
    item_name: str
    month: date
    people: int
    may: bool


def item_name(item: str, on: date) -> str:
    """What people call the benefit of an item."""
    version = catalog.current(item, on)
    return str(version.matter or version.name) if version else item


def pay_lists(actor: Actor) -> tuple[Listed, ...]:
    """The latest lists of the offices that she keeps, refused ones included. Three statements."""
    rows = list(PayList.objects.filter(office__in=paying_offices(actor)).order_by("-month", "-made_at")[:MOST_LISTS])
    who = names({id for row in rows for id in (row.made_by, row.checked_by) if id})
    where = places.offices({row.office_id for row in rows})
    called = {item: item_name(item, today()) for item in {row.item for row in rows}}
    return tuple(
        Listed(
            id=row.pk,
            month=row.month,
            item=called[row.item],
            office=str(where[row.office_id].short_label),
            people=row.people,
            fen=row.fen,
            state=row.state,
            state_name=str(LIST_STATE_NAMES[row.state]),
            tone=TONES[ListState(row.state)],
            made_by=who.get(row.made_by, ""),
            made_at=row.made_at,
            checked_by=who.get(row.checked_by, "") if row.checked_by else "",
        )
        for row in rows
    )


def to_make(actor: Actor) -> tuple[ToMake, ...]:
    """What this month still needs. Three statements."""
    offices, month = paying_offices(actor), month_of(today())
    made = set(
        PayList.objects.filter(office__in=offices, month=month)
        .exclude(state=ListState.REFUSED)
        .values_list("office", "item")
    )
    running = (
        Entitlement.objects.filter(office__in=offices)
        .values("office", "item")
        .annotate(count=Count("pk", filter=Q(state=State.RUNNING)))
        .order_by("office", "item")
    )
    open_ones = [row for row in running if (row["office"], row["item"]) not in made]
    where = places.offices({row["office"] for row in open_ones})
    return tuple(
        ToMake(
            office=row["office"],
            office_name=str(where[row["office"]].short_label),
            item=row["item"],
            item_name=item_name(row["item"], month),
            month=month,
            people=row["count"],
            may=actor.post_at(row["office"], (Role.REVIEWER,)) is not None,
        )
        for row in open_ones
    )


@dataclass(frozen=True, slots=True)
class Payee:
    """One person on a list: what she gets, month by month; the account by its last four."""

    entitlement: UUID
    person: UUID
    who: str
    masked_number: str
    tail: str
    fen: int
    lines: tuple[tuple[date, str, int, str], ...]
    """Month, what it is, fen, reason of a correction."""


@dataclass(frozen=True, slots=True)
class ListPage:
    pay_list: PayList
    name: str
    state_name: str
    tone: str
    made_by: str
    checked_by: str
    page: Page[UUID]
    payees: tuple[Payee, ...]
    entries: list[Entry]
    actions: frozenset[str]
    own_work: bool
    """She made it herself, so another one checks it."""


def list_page(actor: Actor, list_id: UUID, number: str = "1") -> ListPage:
    """One list with a page of its people. Eight statements at most. Raises ListNotFound."""
    pay_list = get_list(actor, list_id)
    on_list = PayLine.objects.filter(list=pay_list).order_by("entitlement").values_list("entitlement", flat=True)
    page = Paginator(on_list.distinct(), PEOPLE).get_page(number)
    who = names({id for id in (pay_list.made_by, pay_list.checked_by) if id})
    return ListPage(
        pay_list=pay_list,
        name=item_name(pay_list.item, pay_list.month),
        state_name=str(LIST_STATE_NAMES[pay_list.state]),
        tone=TONES[ListState(pay_list.state)],
        made_by=who.get(pay_list.made_by, ""),
        checked_by=who.get(pay_list.checked_by, "") if pay_list.checked_by else "",
        page=page,
        payees=_payees(pay_list, list(page.object_list)),
        entries=entries(pay_list.pk),
        actions=_open_to(actor, pay_list),
        own_work=actor.user == pay_list.made_by,
    )


def _payees(pay_list: PayList, entitlements: list[UUID]) -> tuple[Payee, ...]:
    lines = (
        PayLine.objects.filter(list=pay_list, entitlement__in=entitlements)
        .select_related("entitlement__person__key", "correction")
        .order_by("entitlement", "month", "kind")
    )
    own: defaultdict[UUID, list[PayLine]] = defaultdict(list)
    for line in lines:
        own[line.entitlement_id].append(line)
    known = people.identities(rows[0].entitlement.person for rows in own.values())
    payees = []
    for id, rows in own.items():
        one = rows[0].entitlement
        identity = known.get(one.person_id)
        if identity is None:
            continue
        payees.append(
            Payee(
                entitlement=id,
                person=one.person_id,
                who=identity.name,
                masked_number=identity.masked_number,
                tail=one.open_account()[-TAIL:],
                fen=sum(row.fen for row in rows),
                lines=tuple(
                    (
                        row.month,
                        str(LINE_NAMES[row.kind]),
                        row.fen,
                        opened_reason(one.person, row.correction.reason) if row.correction else "",
                    )
                    for row in rows
                ),
            )
        )
    return tuple(payees)


def _open_to(actor: Actor, pay_list: PayList) -> frozenset[str]:
    allowed = set()
    for state, action in PAY_LIST.table:
        if state != pay_list.state:
            continue
        try:
            PAY_LIST.may(actor, pay_list, action, PAY_LIST.transition(state, action))
        except Refusal:
            continue
        allowed.add(action)
    return frozenset(allowed)
