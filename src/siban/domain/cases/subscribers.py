"""What follows from acts on a case: the people it is about are told."""

from __future__ import annotations

from base64 import b64decode

from django.db.models import Subquery
from django.utils import translation
from django.utils.translation import gettext as _

from siban.domain.cases.errors_proceedings import (
    AlreadyProposed,
    NoDecision,
    NoSuchProceeding,
    NotThisStep,
    ObjectionOpen,
    PublicationRuns,
)
from siban.domain.cases.matter import Matter, open_opinion
from siban.domain.cases.models import Case
from siban.domain.cases.queries.timeline import TOLD, day
from siban.domain.cases.rules_established import FoundBy
from siban.domain.cases.services import publications, redress
from siban.domain.cases.services.silence import (
    close_not_pursued,
    count_as_accepted,
    end_for_broken_word,
    note_unanswered,
)
from siban.domain.cases.services.steps import paused
from siban.domain.cases.subscribers_families import follow_parts as follow_parts
from siban.domain.cases.subscribers_families import follow_unfetched as follow_unfetched
from siban.domain.cases.subscribers_others import tell_interested as tell_interested
from siban.domain.cases.subscribers_others import tell_objector as tell_objector
from siban.domain.catalog import queries as catalog
from siban.domain.catalog.types import Silence
from siban.domain.messages.services import queue
from siban.domain.people.rules import Pledge
from siban.domain.places.queries import office
from siban.domain.work.models import Clock
from siban.domain.work.rules import KIND_NAMES, Kind, Level
from siban.kernel.actors import Actor
from siban.kernel.clock import local_date
from siban.kernel.events import Recorded
from siban.kernel.feed import subscriber
from siban.kernel.numbers import grouped
from siban.kernel.refusals import OutOfTurn


@subscriber("cases.silence", "work.warned")
def follow_silence(event: Recorded) -> None:
    """What the law says follows from a missed answer happens by itself (F12); who acted in time comes first."""
    warned = event.payload
    case = Case.objects.select_related("stream").filter(pk=event.stream).first()
    if case is None:
        return
    at = max(event.at, case.stream.last_at or event.at)
    try:
        if (warned.kind, warned.level) == (Kind.CORRECTION, Level.LAPSED):
            close_not_pursued(case.pk, at=at)
        elif (warned.kind, warned.level) == (Kind.TOLERANCE, Level.LAPSED):
            end_for_broken_word(case.pk, Pledge.TOLERANCE, at=at)
        elif (warned.kind, warned.level) == (Kind.ANSWER, Level.RED) and _counts_as_accepted(case):
            count_as_accepted(case.pk, at=at)
        elif (warned.kind, warned.level) == (Kind.ANSWER, Level.RED):
            note_unanswered(case.pk, at=at)
    except OutOfTurn:
        return


@subscriber("cases.false-declaration", "case.declaration_checked")
def follow_false_declaration(event: Recorded) -> None:
    """What was granted on a false declaration is put before the head to be revoked; what is not decided yet ends."""
    case = Case.objects.select_related("stream").filter(pk=event.stream).first()
    if event.payload.true or case is None:
        return
    at = max(event.at, case.stream.last_at or event.at)
    try:
        if case.outcome is None:
            end_for_broken_word(case.pk, Pledge.DECLARATION, at=at)
        else:
            redress.propose_for_false_declaration(case.pk, at=at)
    except (OutOfTurn, NoDecision, AlreadyProposed):
        return


@subscriber("cases.publications", "work.warned", "case.resumed")
def end_publications(event: Recorded) -> None:
    """A publication ends by itself on the day after its last one; with an objection open, when that is answered."""
    payload = event.payload
    if event.act == "work.warned" and (payload.kind, payload.level) != (Kind.PUBLICATION, Level.LAPSED):
        return
    case = Case.objects.select_related("stream").filter(pk=event.stream).first()
    if case is None or paused(case):
        return
    try:
        publications.end(case.pk, by=Actor.system(), at=max(event.at, case.stream.last_at or event.at))
    except (OutOfTurn, ObjectionOpen, PublicationRuns, NoSuchProceeding, NotThisStep):
        return


def _counts_as_accepted(case: Case) -> bool:
    return catalog.version(case.version_id).regime.silence is Silence.ACCEPTED


@subscriber("cases.redate", "work.due_changed")
def redate(event: Recorded) -> None:
    """The date that lists read follows the clock after the calendar was put right."""
    if event.payload.kind == Kind.PROMISED:
        promised = Clock.objects.filter(stream=event.stream, kind=Kind.PROMISED, stopped_on=None)
        Case.objects.filter(pk=event.stream, outcome=None).update(promised_due=Subquery(promised.values("due")[:1]))


@subscriber(
    "cases.tell",
    "case.received",
    "case.accepted",
    "case.deemed",
    "case.lapsed",
    "case.corrected",
    "case.supplied",
    "case.declined",
    "case.decided",
    "case.ended",
    "case.delivered",
    "case.fulfilled",
    "case.promise_broken",
    "case.supplied_part",
    "case.second_told",
    "case.unanswered",
    "case.held",
    "case.resumed",
    "case.extended",
    "case.hearing_called",
    "case.published",
    "case.published_again",
    "case.publication_ended",
    "case.established",
    "case.amended",
    "case.revocation_proposed",
    "case.revocation_refused",
    "case.revoked",
    "case.urge_answered",
    "work.due_changed",
)
def tell(event: Recorded) -> None:
    """Tell the applicant, and who acts for her, what happened to the case."""
    if event.act == "work.due_changed" and event.payload.kind not in TOLD:
        return
    case = Case.objects.select_related("applicant__key", "representative__key").filter(pk=event.stream).first()
    if case is None:
        return
    if event.act == "case.revocation_proposed" and not redress.opened(case, event.payload).state_by:
        # Whoever proposed it has heard her before.
        return
    with translation.override("zh-hans"):
        text = words(case, event)
    for person in {case.applicant, case.representative or case.applicant}:
        queue(person, subject=case.pk, cause=event.id, kind=event.act, text=text, at=event.at)


def words(case: Case, event: Recorded) -> str:
    """The message: what, by when, and where to look. No name and no document number in it."""
    matter = Matter(case, event.date)
    item, number, payload = str(matter.version.name), grouped(case.number), event.payload
    match event.act:
        case "case.received" | "case.supplied":
            said = _("您办%(item)s的材料收下了，最迟%(day)s告诉您受理不受理。") % {
                "item": item,
                "day": day(payload.answer_by),
            }
        case "case.accepted":
            said = _("您办的%(item)s受理了，最迟%(day)s有结果。") % {"item": item, "day": day(payload.promised_due)}
        case "case.deemed":
            said = _("您办的%(item)s到期没有人答复，按规定从收件那天起算已经受理，最迟%(day)s有结果。") % {
                "item": item,
                "day": day(payload.promised_due),
            }
        case "case.lapsed":
            said = _("您办的%(item)s没有按时补来材料，这一件先结了。想办随时可以重新申请，交过的不用再交。") % {
                "item": item
            }
        case "case.corrected":
            said = _("您办的%(item)s还差%(count)d样材料，请最迟%(day)s一次带齐，差什么告知书上都写了。") % {
                "item": item,
                "count": len(payload.missing),
                "day": day(payload.until),
            }
        case "case.held":
            grounds = {one.key: str(one.text) for one in matter.version.regime.hold_grounds}
            said = _("您办的%(item)s要等%(ground)s，大约到%(day)s，这段时间不算在期限里，恢复了再告诉您。") % {
                "item": item,
                "ground": grounds.get(payload.ground, payload.ground),
                "day": day(payload.expected_until),
            }
        case "case.resumed" if payload.promised_due is None:
            said = _("您办的%(item)s接着办了。") % {"item": item}
        case "case.resumed":
            said = _("您办的%(item)s接着办了，最迟%(day)s有结果。") % {"item": item, "day": day(payload.promised_due)}
        case "case.extended":
            said = _("您办的%(item)s延长了%(days)d天，最迟%(day)s有结果，理由写在告知书上。") % {
                "item": item,
                "days": payload.days,
                "day": day(payload.promised_due),
            }
        case "case.urge_answered":
            said = _("您催的%(item)s，办的单位回话了：%(words)s") % {
                "item": item,
                "words": open_opinion(case, b64decode(payload.sentence)),
            }
        case "work.due_changed":
            said = _("国家的放假安排定了，您办的%(item)s%(kind)s从%(before)s改到%(after)s。") % {
                "item": item,
                "kind": KIND_NAMES[Kind(payload.kind)],
                "before": day(payload.before),
                "after": day(payload.after),
            }
        case "case.declined":
            said = _("您办的%(item)s没有受理，该找哪个单位写在通知书上。") % {"item": item}
        case "case.decided":
            said = (
                _("您办的%(item)s批准了，决定书和结果会送到您手里。")
                if payload.outcome == "granted"
                else _("您办的%(item)s没有批准，理由和不服怎么办写在决定书上。")
            ) % {"item": item}
        case "case.fulfilled" if not payload.left:
            said = _("您办%(item)s承诺补的材料都收下了，不用再补。") % {"item": item}
        case "case.fulfilled" | "case.supplied_part":
            said = _("您办%(item)s补来的材料收下了，还差%(count)d样，日子不变。") % {
                "item": item,
                "count": len(payload.left),
            }
        case "case.promise_broken" if payload.kind == Pledge.TOLERANCE:
            said = _("您办的%(item)s，承诺补的材料到期没有补来，这一件终止了。想办可以重新申请，下次要一次交齐。") % {
                "item": item
            }
        case "case.promise_broken":
            said = _("您办的%(item)s，承诺的情况核查下来不属实，这一件终止了，理由写在告知书上。") % {"item": item}
        case "case.second_told":
            said = _("您办%(item)s补来的材料有新发现的问题，请最迟%(day)s补来，为什么再告知写在告知书上。") % {
                "item": item,
                "day": day(payload.until),
            }
        case "case.unanswered":
            said = _("您办的%(item)s到%(day)s该答复了，还没有答复。您可以催，也可以打12345投诉。") % {
                "item": item,
                "day": day(payload.due),
            }
        case "case.ended":
            said = _("您办的%(item)s已经终止。") % {"item": item}
        case "case.hearing_called":
            said = _("您办的%(item)s要开听证会，%(day)s开，在哪儿开告知书上写着。") % {
                "item": item,
                "day": day(local_date(payload.begins)),
            }
        case "case.published":
            said = _("您办的%(item)s在公示，到%(day)s满，没有异议就往下办。") % {
                "item": item,
                "day": day(payload.until),
            }
        case "case.published_again":
            said = _("您办的%(item)s，公示期间有人提出异议，查清以后内容有改动，再公示一次，到%(day)s满。") % {
                "item": item,
                "day": day(payload.until),
            }
        case "case.publication_ended":
            said = _("您办的%(item)s公示满了，往下办了。") % {"item": item}
        case "case.established" if payload.found_by == FoundBy.SLIP:
            said = _("您办的%(item)s，表上写错的%(count)d处照您说的改了。") % {
                "item": item,
                "count": len(payload.places),
            }
        case "case.established":
            said = _(
                "您办的%(item)s，有%(count)d处核查下来和申报的不一样，照查明的核定了。是哪几处、为什么，可以问%(place)s；不同意的，作决定以前都可以说。"
            ) % {"item": item, "count": len(payload.places), "place": office(payload.office).short_label}
        case "case.amended":
            said = _("您办的%(item)s，决定书上有写错的地方，改好了，用新的那份。") % {"item": item}
        case "case.revocation_proposed":
            said = _(
                "您办的%(item)s，承诺的情况核查下来不属实，准备撤销原来的决定。您有话说，最迟%(day)s到窗口或者打电话说。"
            ) % {"item": item, "day": day(redress.opened(case, payload).state_by or event.date)}
        case "case.revocation_refused":
            said = _("您办的%(item)s，原来的决定不撤销，照旧有效。") % {"item": item}
        case "case.revoked":
            said = _("您办的%(item)s，原来的决定撤销了，理由和不服怎么办写在撤销决定书上。") % {"item": item}
        case _other:
            said = _("您办的%(item)s办完了，结果已经签收。满不满意，扫凭证上的码评一评。") % {"item": item}
    return said + _("编号%(number)s，进度可以随时查。") % {"number": number}
