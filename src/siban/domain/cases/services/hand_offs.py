"""Hand-off to a department's own system and its number and result back (系统交接; rules.md §1, vertical systems)."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from uuid import UUID

from siban.domain.cases import errors_proceedings as refusals
from siban.domain.cases import events
from siban.domain.cases.matter import Matter, seal_opinion
from siban.domain.cases.models import Case, HandOff
from siban.domain.cases.rules import Action
from siban.domain.cases.services import letters, steps
from siban.domain.cases.subject import CASE
from siban.domain.notices import data
from siban.kernel.actors import Actor
from siban.kernel.acts import act, once
from siban.kernel.clock import SHANGHAI, today


def rows(matter: Matter) -> tuple[tuple[str, str], ...]:
    """What is keyed into that system: label and whole value, in the order of the sheet. Official text, so Chinese."""
    who = matter.applicant
    found = [("姓名", who.name), ("证件号码", who.number.value)]
    if who.phone:
        found.append(("联系电话", who.phone))
    for field in matter.fields:
        if isinstance(matter.form.get(field.key), list):
            continue
        value = letters.shown(field.type, matter, field.key)
        if value and value not in dict(found).values():
            found.append((field.label.zh, value))
    found.append(("办件编号", matter.case.number))
    return tuple(found)


@once
def hand_off(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """Print the sheet and wait for that system's number and result. Raises NoSystem, HandOffOpen, NotClaimed."""
    with act(CASE, case_id, Action.HAND_OFF, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = steps.held(matter, by)
        system = matter.version.vertical_system
        if system is None:
            raise refusals.NoSystem
        if HandOff.objects.filter(case=case, back_at=None).exists():
            raise refusals.HandOffOpen
        keyed = rows(matter)
        letter = data.Handoff(
            authority=matter.authority.name,
            system=system.zh,
            case_number=case.number,
            item=matter.version.name.zh,
            applicant=letters.party(matter),
            agent=letters.agent(matter),
            sections=(
                data.Section(
                    title="录入的内容",
                    fields=tuple(data.Field(label=label, value=value) for label, value in keyed),
                ),
            ),
            from_office=step.office.name,
            to_office=system.zh,
            giver=by.name,
            at=change.at.astimezone(SHANGHAI).replace(tzinfo=None),
            due=case.promised_due,
        )
        notice = letters.send(change, matter, letter)
        number = HandOff.objects.filter(case=case).count() + 1
        HandOff.objects.create(
            case=case,
            number=number,
            office_id=step.office_id,
            system=system.zh[:60],
            fields=len(keyed),
            notice=notice.pk,
            opened_at=change.at,
            opened_by=by.user,
        )
        change.record(
            events.HandedOff(
                number=number, office=step.office_id, system=system.zh[:60], fields=len(keyed), notice=notice.pk
            )
        )
    return case


@once
def hand_back(
    case_id: UUID,
    *,
    by: Actor,
    number: str,
    result: str,
    on: date,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Write down that system's number and result, and the day they came.

    Raises NumberMissing, NoHandOff, InTheFuture.
    """
    if not number.strip():
        raise refusals.NumberMissing(field="number")
    if not result.strip():
        raise refusals.FindingsMissing(field="result")
    with act(CASE, case_id, Action.HAND_BACK, by=by, seen=seen, request=request, at=at) as change:
        row = HandOff.objects.filter(case=change.subject, back_at=None).first()
        if row is None:
            raise refusals.NoHandOff
        if on > change.date:
            raise refusals.InTheFuture(field="on")
        row.number_back, row.back_on, row.back_at = number.strip()[:60], on, change.at
        row.sealed_result = seal_opinion(change.subject, result.strip())
        row.save(update_fields=["number_back", "back_on", "back_at", "sealed_result"])
        change.record(events.HandedBack(number=row.number, office=row.office_id, on=on))
    return change.subject


def open_at(actor: Actor) -> list[HandOff]:
    """The sheets whose result is still awaited at the actor's offices, the oldest first."""
    offices = {post.office for post in actor.posts}
    waiting = HandOff.objects.filter(office__in=offices, back_at=None).select_related("case__applicant__key", "office")
    return list(waiting.order_by("opened_at"))


def matter_of(case: Case) -> Matter:
    """The case as it is read for an export."""
    return Matter(case, today())


def as_csv(matter: Matter) -> bytes:
    """What is keyed in, for systems that take a table: UTF-8 with a mark, so that spreadsheets read it rightly."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("项目", "内容"))
    writer.writerows((label, _harmless(value)) for label, value in rows(matter))
    return out.getvalue().encode("utf-8-sig")


def _harmless(value: str) -> str:
    """A spreadsheet takes what begins like this for a formula."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t")) else value


def as_json(matter: Matter) -> bytes:
    """The same, for programs."""
    system = matter.version.vertical_system
    fields = [{"label": label, "value": value} for label, value in rows(matter)]
    whole = {"system": system.zh if system else None, "case": matter.case.number, "fields": fields}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()
