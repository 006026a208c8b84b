"""Pay lists (一卡通发放名单): made by one person, checked by another, exported for the bank."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q

from siban.domain.benefits import amounts, errors, events, rules
from siban.domain.benefits.models import Correction, Entitlement, PayLine, PayList
from siban.domain.benefits.rules import LineKind, ListAction, ListState, State
from siban.domain.benefits.subject import PAY_LIST
from siban.domain.people import queries as people
from siban.kernel.actors import Actor
from siban.kernel.acts import act, begin, once
from siban.kernel.clock import now, today
from siban.kernel.looks import look_at_many
from siban.kernel.refusals import NotAllowed

REMEMBERED_YEARS = 1
"""An entitlement that ended longer ago is owed nothing any more that a monthly list would pay."""


@once
def make(
    office: UUID,
    item: str,
    month: date,
    *,
    by: Actor,
    request: UUID | None = None,
    at: datetime | None = None,
) -> PayList:
    """Make the list of a month: what the month owes, what earlier ones still owe, and corrections that wait.

    Raises BadMonth, NothingToPay, ListAlreadyMade, NotYourBenefit.
    """
    month = rules.month_of(month)
    if month > today():
        raise errors.BadMonth(field="month")
    made_at = at or now()
    new = PayList(office_id=office, item=item, month=month, people=0, fen=0, made_at=made_at)
    new.made_by = by.user or _nobody()
    try:
        with begin(PAY_LIST, new, ListAction.MAKE_PAY_LIST, by=by, request=request, at=at) as change:
            if _standing(office, item, month):
                raise errors.ListAlreadyMade
            lines = _lines(new)
            if not lines:
                raise errors.NothingToPay
            new.people, new.fen = len({line.entitlement_id for line in lines}), sum(line.fen for line in lines)
            change.at_end(lambda: _insert(lines))
            change.record(events.ListMade(office=office, item=item, month=month, people=new.people, fen=new.fen))
    except IntegrityError as clash:
        # Two lists at once: the months that the first one took are not taken twice.
        if "paylist_once" in str(clash) or "payline_month_once" in str(clash) or "correction" in str(clash):
            raise errors.ListAlreadyMade from None
        raise
    return new


def _nobody() -> UUID:
    raise NotAllowed


def _standing(office: UUID, item: str, month: date) -> bool:
    rows = PayList.objects.filter(office=office, item=item, month=month)
    return rows.exclude(state=ListState.REFUSED).exists()


def _insert(lines: Sequence[PayLine]) -> None:
    PayLine.objects.bulk_create(lines)


def _lines(pay_list: PayList) -> list[PayLine]:
    """All that is owed by this month, person by person. Six statements and one a month, however many people."""
    month = pay_list.month
    since = month.replace(year=month.year - REMEMBERED_YEARS)
    found = Entitlement.objects.filter(office=pay_list.office_id, item=pay_list.item, first_month__lte=month)
    entitlements = list(
        found.filter(~Q(state=State.STOPPED) | Q(stopped_from__gte=since)).select_related("person__key").order_by("pk")
    )
    known = people.identities(one.person for one in entitlements)
    so_far = amounts.paid([one.pk for one in entitlements])
    waiting = _waiting(entitlements)
    standards = amounts.Standards(entitlements)
    lines = []
    for one in entitlements:
        identity = known.get(one.person_id)
        if identity is None or identity.birth is None:
            continue  # Her data are erased: there is nobody to pay.
        owed = amounts.owed(one, so_far[one.pk], month, amounts.born(one, identity), standards)
        corrections = waiting[one.pk]
        taken = rules.settled(sum(line.fen for line in owed), [each.fen for each in corrections])
        lines += [
            PayLine(list=pay_list, entitlement=one, month=line.month, kind=line.kind, fen=line.fen) for line in owed
        ]
        lines += [
            PayLine(
                list=pay_list,
                entitlement=one,
                month=corrections[index].month,
                kind=LineKind.CORRECTION,
                fen=corrections[index].fen,
                correction=corrections[index],
            )
            for index in taken
        ]
    return lines


def _waiting(entitlements: Sequence[Entitlement]) -> defaultdict[UUID, list[Correction]]:
    """Corrections that no list has taken. One statement."""
    rows: defaultdict[UUID, list[Correction]] = defaultdict(list)
    for row in Correction.objects.filter(entitlement__in=entitlements, line=None, dropped_on=None).order_by("made_at"):
        rows[row.entitlement_id].append(row)
    return rows


@once
def confirm(
    list_id: UUID,
    *,
    by: Actor,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> PayList:
    """A second person has checked the list; from now on it counts as paid.

    Nobody whose payment was suspended or stopped meanwhile is paid. Raises SecondPersonNeeded, ListOutOfDate.
    """
    with act(PAY_LIST, list_id, ListAction.CONFIRM, by=by, seen=seen, request=request, at=at) as change:
        pay_list = change.subject
        if by.user == pay_list.made_by:
            raise errors.SecondPersonNeeded
        fallen = _fallen_away(pay_list)
        if fallen:
            raise errors.ListOutOfDate(count=fallen)
        pay_list.checked_by, pay_list.checked_at = by.user, change.at
        change.record(events.ListConfirmed(people=pay_list.people, fen=pay_list.fen))
    return change.subject


def _fallen_away(pay_list: PayList) -> int:
    """How many on the list may not be paid any more. Locks them, so that no stop comes between check and payment."""
    lines = list(PayLine.objects.filter(list=pay_list))
    ids = {line.entitlement_id for line in lines}
    entitlements = {one.pk: one for one in Entitlement.objects.filter(pk__in=ids).order_by("pk").select_for_update()}
    so_far = amounts.paid(ids)
    allowed = {id: set(amounts.payable(one, so_far[id], pay_list.month)) for id, one in entitlements.items()}
    fallen = {
        line.entitlement_id
        for line in lines
        if line.kind != LineKind.CORRECTION and line.month not in allowed[line.entitlement_id]
    }
    gone = Correction.objects.filter(line__list=pay_list, dropped_on__isnull=False)
    return len(fallen | set(gone.values_list("entitlement", flat=True)))


@once
def refuse(
    list_id: UUID,
    *,
    by: Actor,
    reason: str,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> PayList:
    """Send the list back before it is confirmed: its months are free for a new one. Raises ReasonsMissing."""
    if not reason.strip():
        raise errors.ReasonsMissing(field="reason")
    with act(PAY_LIST, list_id, ListAction.REFUSE, by=by, seen=seen, request=request, at=at) as change:
        pay_list = change.subject
        PayLine.objects.filter(list=pay_list).delete()
        pay_list.checked_by, pay_list.checked_at = by.user, change.at
        change.record(events.ListRefused(reason=reason.strip(), people=pay_list.people, fen=pay_list.fen))
    return change.subject


HEADINGS = ("序号", "姓名", "证件号码", "账号", "金额（元）", "月份", "说明")
PURPOSE = "导出发放名单给银行"


def export(list_id: UUID, *, by: Actor, request: UUID | None = None, at: datetime | None = None) -> str:
    """The bank's file of a confirmed list: one row a person, with account and sum. CSV, comma, CRLF (RFC 4180).

    Accounts are opened here and nowhere else; the look at each person is on record first. Raises ListNotFound,
    NotYourBenefit, OutOfTurn (not confirmed yet).
    """
    # Who may not export leaves no looks behind, and gets none.
    pay_list = _exportable(list_id, by)
    lines = list(
        PayLine.objects.filter(list=pay_list)
        .select_related("entitlement__person__key")
        .order_by("entitlement", "month", "kind")
    )
    rows: defaultdict[UUID, list[PayLine]] = defaultdict(list)
    for line in lines:
        rows[line.entitlement_id].append(line)
    look_at_many(by, [own[0].entitlement.person_id for own in rows.values()], PURPOSE, ("姓名", "证件号码", "账号"))
    text = _csv(list(rows.values()))
    with act(PAY_LIST, list_id, ListAction.EXPORT, by=by, request=request, at=at) as change:
        change.subject.exported_at = change.at
        change.record(events.ListExported(people=len(rows), fen=sum(line.fen for line in lines)))
    return text


def _exportable(list_id: UUID, by: Actor) -> PayList:
    pay_list = PayList.objects.select_related("office").filter(pk=list_id).first()
    if pay_list is None:
        raise errors.ListNotFound
    transition = PAY_LIST.transition(pay_list.state, ListAction.EXPORT)
    PAY_LIST.may(by, pay_list, ListAction.EXPORT, transition)
    return pay_list


def _csv(people_lines: Sequence[Sequence[PayLine]]) -> str:
    known = people.identities(own[0].entitlement.person for own in people_lines)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    number = 0
    for own in people_lines:
        identity = known.get(own[0].entitlement.person_id)
        total = sum(line.fen for line in own)
        if identity is None or total <= 0:
            continue
        number += 1
        writer.writerow(
            [
                number,
                identity.name,
                identity.number.value,
                own[0].entitlement.open_account(),
                f"{total // 100}.{total % 100:02d}",
                "、".join(dict.fromkeys(f"{line.month:%Y-%m}" for line in own)),
                "、".join(f"{_said(line)}{line.fen / 100:g}元" for line in own) if len(own) > 1 else _said(own[0]),
            ]
        )
    return out.getvalue()


def _said(line: PayLine) -> str:
    """What a row is for; fixed words, so that no cell begins as a formula."""
    word = {LineKind.MONTH: "当月", LineKind.ARREARS: "补发", LineKind.CORRECTION: "更正"}[LineKind(line.kind)]
    return f"{line.month.month}月{word}"
