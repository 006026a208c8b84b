"""Tracking: where a case is, in one sentence, whose turn it is, by when, and why that day. No sign-in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from siban.domain.cases.errors import CaseNotFound, TooManyTries
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case, CaseStep, Document
from siban.domain.cases.queries.scope import of_number
from siban.domain.cases.queries.timeline import Entry, day, timeline
from siban.domain.cases.rules import TRANSITIONS, Action, DocumentState, Outcome, State, StepState
from siban.domain.cases.services import urging
from siban.domain.catalog.types import Silence
from siban.domain.notices.queries import track as notice_stream
from siban.domain.people.identity import normalise
from siban.domain.places.models import Office
from siban.domain.work.queries import ClockView, clocks_for, first_minute
from siban.domain.work.rules import Due, Kind, before_extension
from siban.domain.work.wording import explain, ground_name
from siban.kernel import numbers, tries
from siban.kernel.clock import today
from siban.kernel.crypto import keyring

TRIES = 5
WINDOW = 15 * 60
"""Seconds: five wrong tails in a quarter of an hour close a number for as long."""


@dataclass(frozen=True, slots=True)
class Tracking:
    """What a resident reads of her case. `due` explains the date of the sentence, None where no limit runs."""

    case: Case
    masked_name: str
    item: str
    number: str
    sentence: str
    by: date | None
    tone: str
    left: int | None
    to_do: str
    detail: str
    place: str
    section: str
    telephone: str
    due: Due | None
    statutory: date | None
    entries: list[Entry]
    done: bool
    rateable: bool
    doing: str
    """The step that is open now; empty where none is."""
    ahead: tuple[str, ...]
    """The steps after it, in order."""
    told_at: str
    """The masked telephone that messages go to; empty where there is none."""
    provisional: bool
    """The date may still move, since the holidays of its year are not out yet."""
    held: str = ""
    """Why the limit stands still; empty while it runs."""
    until: date | None = None
    """Until about when it does."""
    can_urge: bool = False
    """Whether she may urge now: nobody has, she has not today, and it is an office's turn."""
    why: tuple[str, ...] = ()
    """How the date, or that there is none, comes about: the same lines as on the page of the case."""
    before: date | None = None
    """The date that was told before the limit was extended."""
    to_bring: tuple[tuple[str, date], ...] = ()
    """What was promised and is still to be brought, each with its last day."""


def by_number(typed: str, tail: str) -> Case:
    """The case with this number, if the last four of the applicant's document are right.

    Raises BadCaseNumber, CaseNotFound (number and tail are not told apart), TooManyTries.
    """
    number = numbers.parse(typed)
    # The key of the counter is a token: the cache table is no place for case numbers in the clear.
    counter = "track:" + keyring.token("track", number).hex()
    if not tries.spend(counter, TRIES, WINDOW):
        raise TooManyTries
    # The number of a 一件事 finds its first case, whose page shows all of them.
    case = _cases().filter(of_number(number)).order_by("number").first()
    if case is not None:
        tails = {identity.number.value[-4:] for identity in Matter(case, today()).people.values()}
        if normalise(tail).upper() in tails:
            tries.forget(counter)
            return case
    raise CaseNotFound


def by_code(code: str) -> Case:
    """The case whose receipt bears this code. Raises CaseNotFound."""
    stream = notice_stream(code)
    case = _cases().filter(Q(pk=stream) | Q(family=stream)).order_by("number").first() if stream else None
    if case is None:
        raise CaseNotFound
    return case


def by_id(case_id: UUID) -> Case:
    """The case, for a session that has already proved it may see it. Raises CaseNotFound."""
    case = _cases().filter(pk=case_id).first()
    if case is None:
        raise CaseNotFound
    return case


def _cases() -> QuerySet[Case]:
    return Case.objects.exclude(state=State.DRAFT).select_related(
        "stream",
        "applicant__key",
        "representative__key",
        "authority",
        "origin__site",
        "holder__authority",
        "holder__site",
    )


RUNNING = {
    State.RECEIVED: Kind.ANSWER,
    State.CORRECTING: Kind.CORRECTION,
    State.ACCEPTED: Kind.PROMISED,
    State.HANDLING: Kind.PROMISED,
    State.CONCLUDED: Kind.DELIVERY,
    State.DELIVERING: Kind.DELIVERY,
}


def tracking(case: Case) -> Tracking:
    """All that the tracking page shows."""
    on = today()
    matter = Matter(case, on)
    clocks = {view.kind: view for view in clocks_for(case.pk) if view.stopped_on is None}
    view = running(case, clocks)
    holder = case.holder
    sentence, detail = where(matter, holder, view)
    to_bring = _to_bring(matter)
    statutory = clocks.get(Kind.STATUTORY)
    contact = matter.applicant
    doing, ahead = _way(matter)
    return Tracking(
        case=case,
        masked_name=contact.name[0]
        + "*" * max(len(contact.name) - 2, 1)
        + (contact.name[-1] if len(contact.name) > 2 else ""),
        item=str(matter.version.name),
        number=numbers.grouped(case.number),
        sentence=sentence,
        by=view.due.date if view else None,
        tone=_tone(case, view.left if view else None),
        left=view.left if view else None,
        to_do=_to_do(case, to_bring),
        detail=detail,
        place=str(holder.authority.label) if holder.tier == "district" else str(holder.site.label),
        section=str(holder.label),
        telephone=holder.telephone,
        due=view.due if view else None,
        statutory=statutory.due.date if statutory else None,
        entries=[entry for entry in timeline(matter) if entry.public],
        done=case.state in (State.DELIVERED, State.ARCHIVED, State.DECLINED, State.CLOSED),
        rateable=is_served(case),
        doing=doing,
        ahead=ahead,
        told_at=contact.masked_phone if contact.phone else "",
        provisional=view.due.provisional if view else False,
        can_urge=may_urge(case, opened=bool(doing), clocks=clocks),
        held=_ground(matter, view.held) if view and view.held else "",
        until=view.expected_until if view else None,
        why=explain(view.due, view.extended) if view else (),
        before=before_extension(view.due, view.extended) if view else None,
        to_bring=to_bring,
    )


def running(case: Case, clocks: Mapping[Kind, ClockView]) -> ClockView | None:
    """The limit that counts now, of those that run."""
    kind = RUNNING.get(State(case.state))
    return clocks.get(kind) if kind else None


def where(matter: Matter, holder: Office, view: ClockView | None) -> tuple[str, str]:
    """Where it is, whose turn it is and by when, in one sentence; and what is to be said beside it."""
    if view is not None and view.held:
        return _paused(matter, view)
    return _sentence(matter, known_as(holder), view.due.date if view else None)


def known_as(holder: Office) -> str:
    """The name of an office that people know: a section of a bureau is told as the bureau."""
    return str(holder.authority.short_label if holder.tier == "district" else holder.short_label)


def ground_of(matter: Matter, view: ClockView) -> str:
    """What a pause waits for."""
    return _ground(matter, view.held or "")


def may_urge(case: Case, *, opened: bool, clocks: Mapping[Kind, ClockView]) -> bool:
    """Whether the applicant may urge now. One statement where nothing else forbids it."""
    if (str(case.state), str(Action.URGE)) not in TRANSITIONS or not opened or Kind.URGE in clocks:
        return False
    return not urging.urged_on(case.pk, first_minute(today()))


def _ground(matter: Matter, key: str) -> str:
    """What a pause waits for, as the regime calls it."""
    found = next((str(one.text) for one in matter.version.regime.hold_grounds if one.key == key), "")
    return found or ground_name(key)


def is_served(case: Case) -> bool:
    """Whether the service of it is over, so that it can be rated."""
    return case.state in (State.CONCLUDED, State.DELIVERING, State.DELIVERED, State.DECLINED, State.ARCHIVED)


def _way(matter: Matter) -> tuple[str, tuple[str, ...]]:
    """The name of the open step, and those of the steps after it. One statement."""
    opened = CaseStep.objects.filter(case=matter.case, state__in=(StepState.DISPATCHED, StepState.CLAIMED)).first()
    if opened is None:
        return "", ()
    keys = [step.key for step in matter.steps]
    names = [str(step.name) for step in matter.steps]
    if opened.key not in keys:
        return "", ()
    at = keys.index(opened.key)
    return names[at], tuple(names[at + 1 :])


def _to_bring(matter: Matter) -> tuple[tuple[str, date], ...]:
    """What she promised and has not brought yet, the first due first. One statement."""
    if matter.case.outcome in (Outcome.WITHDRAWN, Outcome.TERMINATED):
        return ()
    names = {material.key: str(material.name) for material in matter.version.materials}
    rows = Document.objects.filter(case=matter.case, state=DocumentState.PROMISED)
    found = rows.order_by("promised_until", "position").values_list("material", "promised_until")
    return tuple((names[key], until) for key, until in found if until)


def _sentence(matter: Matter, holder: str, due: date | None) -> tuple[str, str]:
    """The heading: where it is, and by when."""
    case = matter.case
    by = day(due) if due else ""
    match State(case.state):
        case State.RECEIVED:
            silence = (
                _("到时没告诉您，就算已经受理。")
                if matter.version.regime.silence is Silence.ACCEPTED
                else _("到时没告诉您，您可以打12345投诉。")
            )
            return _("%(place)s在核对材料，最迟%(day)s答复您") % {"place": holder, "day": by}, silence
        case State.CORRECTING:
            return _("还差材料，请最迟%(day)s补来") % {"day": by}, _("差什么，告知书上都写了。")
        case State.ACCEPTED | State.HANDLING:
            return _("%(place)s正在审，最迟%(day)s有结果") % {"place": holder, "day": by}, ""
        case State.CONCLUDED | State.DELIVERING if due:
            what = _outcome(case)
            return _("%(what)s，结果最迟%(day)s送到您手里") % {"what": what, "day": by}, ""
        case State.CONCLUDED:
            # Withdrawn or terminated after acceptance: nothing is to be delivered.
            return _outcome(case), ""
        case State.DELIVERING:
            # She was told that it lies ready: no limit of an office runs any more.
            return _("%(what)s，结果在%(place)s等您来取") % {"what": _outcome(case), "place": holder}, ""
        case State.DECLINED:
            return _("没有受理，该找谁写在通知书上"), ""
        case State.CLOSED:
            return _("这件已经终止"), ""
    return _("办完了，结果已经送到"), _outcome(case)


def _paused(matter: Matter, view: ClockView) -> tuple[str, str]:
    """The heading while the limit stands still: for what, and until about when."""
    ground = _ground(matter, view.held or "")
    detail = _("这段时间依法不算在期限里，恢复了会告诉您最迟哪天有结果。")
    if view.expected_until is None:
        return _("正在等%(ground)s，先停表") % {"ground": ground}, detail
    return _("正在等%(ground)s，大约到%(day)s") % {"ground": ground, "day": day(view.expected_until)}, detail


def _outcome(case: Case) -> str:
    return (
        {
            Outcome.GRANTED: _("批准了"),
            Outcome.DENIED: _("没有批准"),
            Outcome.WITHDRAWN: _("您撤回了"),
            Outcome.TERMINATED: _("终止办理了"),
        }.get(Outcome(case.outcome), "")
        if case.outcome
        else ""
    )


def _tone(case: Case, left: int | None) -> str:
    if case.state == State.DECLINED or case.outcome == Outcome.DENIED:
        return "bad"
    if left is not None and left < 0:
        return "late"
    if case.state == State.CORRECTING:
        return "wait"
    return "good"


def _to_do(case: Case, to_bring: tuple[tuple[str, date], ...]) -> str:
    if to_bring:
        one = _("%(paper)s最迟%(day)s")
        listed = _("、").join(one % {"paper": name, "day": day(until)} for name, until in to_bring)
        return _("把答应补的材料带来，哪个窗口都收：%(list)s") % {"list": listed}
    if case.state == State.CORRECTING:
        return _("把告知书上的材料一次带齐，送到收件的窗口")
    if case.state == State.DECLINED:
        return _("拿上不予受理通知书，去上面写的单位办")
    if case.outcome == Outcome.DENIED:
        return _("不服这个决定，可以申请复议或起诉，期限写在决定书上")
    return _("您现在什么都不用做")
