"""What an office would send if it acted now: the letter as a draft, and the opinion that the findings suggest.

Both are official text, so they are Chinese whatever the reader's language is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from siban.domain.cases.matter import Matter
from siban.domain.cases.queries.checks import checks
from siban.domain.cases.queries.page import CasePage
from siban.domain.cases.rules import Action, Advice, DocumentState
from siban.domain.cases.services import answer_letters, decisions, letters, limits, steps
from siban.domain.cases.services.documents import Tick
from siban.domain.catalog.rules import monthly_amount
from siban.domain.notices import data
from siban.domain.notices.rules import yuan
from siban.domain.places.queries import competent_elsewhere
from siban.domain.work import rules as counting
from siban.domain.work.queries import calendar
from siban.domain.work.rules import Due, Unit
from siban.kernel.calendar import ONE_DAY


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form on the page holds when the draft is asked for."""

    reasons: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    ground: data.Ground = data.Ground.NOT_COMPETENT
    competent: data.Place | None = None
    ticks: Mapping[str, Tick] | None = None
    name: str = ""
    pause: str = ""
    """Ground of a pause."""
    until: date | None = None
    text: str = ""


def draft(page: CasePage, action: Action, typed: Typed) -> data.NoticeData | None:
    """The letter that this action would issue today; None where it issues none."""
    matter = page.matter
    match action:
        case Action.GRANT if page.step:
            return decisions.grant_letter(matter, page.step)
        case Action.DENY:
            return decisions.deny_letter(matter, typed.reasons, typed.advice)
        case Action.ACCEPT:
            return _acceptance(matter, page)
        case Action.CORRECT:
            rows = [paper.document for paper in page.papers]
            for row in rows:
                said = (typed.ticks or {}).get(row.material)
                if said is not None:
                    row.state = DocumentState.RECEIVED if said.here else DocumentState.MISSING
                    row.reason = said.reason
            if all(row.state != DocumentState.MISSING for row in rows):
                return None
            until = _due(matter, matter.version.regime.correction_days, Unit.CALENDAR)
            return answer_letters.correction(matter, matter.holder, typed.name, rows, until.date or matter.on)
        case Action.DECLINE:
            competent = typed.competent or competent_place(matter)
            if typed.ground is data.Ground.NOT_COMPETENT and competent is None:
                return None
            return answer_letters.decline(matter, typed.name, typed.ground, typed.reasons, competent)
        case Action.HOLD:
            ends = typed.until or matter.on + ONE_DAY
            return limits.hold_letter(matter, typed.pause, ends, typed.text, typed.name) if typed.pause else None
        case Action.EXTEND:
            return _extension(matter, page, typed.name)
    return None


def _extension(matter: Matter, page: CasePage, name: str) -> data.Extension | None:
    """The letter that approving what was asked for would send; None where nothing was."""
    asked = limits.asked(matter.case)
    running = [one for one in (page.promised, page.statutory) if one and one.due.date and one.due.date >= matter.on]
    if asked is None or not running:
        return None
    days, reason = asked
    told = running[0].due
    after = counting.due(told.start, told.limit + days, told.unit, counting.pauses(told), calendar())
    before = told.date or matter.on
    return limits.extension_letter(matter, days, reason, before, after.date or before, name, joint=page.joint)


def _acceptance(matter: Matter, page: CasePage) -> data.Acceptance:
    following = steps.after(matter, page.step.key) if page.step else None
    unit = Unit(matter.limits.unit)
    promised, statutory = (_due(matter, days, unit) for days in (matter.limits.promised, matter.limits.statutory))
    return answer_letters.acceptance(
        matter,
        steps.office_of(matter, following) if following else matter.holder,
        answer_by=promised.date,
        legal_by=statutory.date,
        provisional=promised.provisional or statutory.provisional,
    )


def _due(matter: Matter, days: int, unit: Unit) -> Due:
    return counting.due(matter.on, days, unit, (), calendar())


def promise(matter: Matter) -> Due:
    """When an application accepted today is answered at the latest."""
    return _due(matter, matter.limits.promised, Unit(matter.limits.unit))


def competent_place(matter: Matter) -> data.Place | None:
    """Who is competent instead, where the place is not ours."""
    if matter.competent is not False or not matter.competent_region:
        return None
    found = competent_elsewhere(matter.competent_region, matter.authority.department)
    if found is None:
        return None
    return data.Place(name=found.name.zh, address=found.address.zh or None, telephone=found.telephone or None)


def opinion(matter: Matter, advice: Advice) -> str:
    """The opinion that the findings suggest, for a person to change; none to grant what fails a condition."""
    if advice is Advice.DENY:
        return "；".join(check.refusal.zh.rstrip("。") for check in checks(matter) if check.met is False)
    if any(check.met is False for check in checks(matter)):
        return ""
    amount = monthly_amount(matter.version, matter.facts)
    month = matter.case.accepted_on or matter.on
    pay = f"自{month.year}年{month.month}月起按月发放，每月{yuan(amount)}" if amount else "办理"
    found = matter.version.findings.zh if matter.version.findings else "材料齐全，符合规定"
    established = letters.established(matter)
    return f"{established + '。' if established else ''}{found}，拟同意{pay}。"
