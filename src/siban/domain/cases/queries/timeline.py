"""The life of a case in sentences, from its events: for the case page, and, without names of staff, for tracking."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from siban.domain.cases.matter import Matter, open_opinion
from siban.domain.cases.models import Case
from siban.domain.cases.queries.timeline_beside import Beside, Told
from siban.domain.cases.queries.timeline_beside import day as day
from siban.domain.cases.rules import OUTCOME_NAMES
from siban.domain.cases.rules_established import SHOWN_NAMES
from siban.domain.people.rules import Pledge
from siban.domain.places.queries import offices
from siban.domain.staff.queries import names as staff_names
from siban.domain.work.rules import KIND_NAMES, LEVEL_NAMES, Kind
from siban.domain.work.wording import ground_name
from siban.kernel.events import Recorded, history


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline. `icon` names a symbol of the design system; `public` lines are shown to residents."""

    at: datetime
    act: str
    icon: str
    what: str
    detail: str
    who: str
    office: str
    public: bool
    notice: UUID | None


def timeline(matter: Matter, events: list[Recorded] | None = None) -> list[Entry]:
    """All that happened, first to last. One query, none where the events were read; one more for the names of those to
    whom it was handed on."""
    events = history(matter.case.pk) if events is None else events
    places = offices(_offices(events))
    people = _handed_to(events)
    names = {step.key: str(step.name) for step in matter.version.steps}
    materials = {material.key: str(material.name) for material in matter.version.materials}
    grounds = {ground.key: str(ground.text) for ground in matter.version.regime.hold_grounds}
    reader = _Reader(places, names, materials, grounds, case=matter.case, people=staff_names(people) if people else {})
    entries = []
    for event in events:
        told = reader.tell(event)
        if told is None:
            continue
        icon, what, detail, public = told
        acting = getattr(event.payload, "office", None)
        office = places.get(acting) if acting else None
        entries.append(
            Entry(
                at=event.at,
                act=event.act,
                icon=icon,
                what=what,
                detail=detail,
                who=event.by,
                office=str(office.short_label) if office else "",
                public=public,
                notice=getattr(event.payload, "notice", None),
            )
        )
    return entries


def _offices(events: list[Recorded]) -> set[UUID]:
    names = ("office", "to", "giver", "taker")
    return {getattr(event.payload, name) for event in events for name in names if getattr(event.payload, name, None)}


def _handed_to(events: list[Recorded]) -> set[UUID]:
    """To whom the case was handed on."""
    return {event.payload.person for event in events if event.act == "case.handed_on" and event.payload.person}


TOLD = (Kind.PROMISED, Kind.ANSWER, Kind.CORRECTION, Kind.DELIVERY)
"""The limits whose dates the applicant was given."""


@dataclass
class _Reader(Beside):
    steps: Mapping[str, str]
    materials: Mapping[str, str]
    grounds: Mapping[str, str]
    people: Mapping[UUID, str] = field(default_factory=dict)
    case: Case | None = None
    promised: date | None = None
    """The date that the applicant was last told, so that a new one is said beside the old."""

    def tell(self, event: Recorded) -> Told | None:
        """Icon, what, detail, whether residents see it; None for what is no news."""
        teller: Callable[[Any], Told | None] | None = getattr(self, f"_{event.act.split('.')[-1]}", None)
        told = teller(event.payload) if teller else None
        self.promised = getattr(event.payload, "promised_due", None) or self.promised
        return told

    def _list(self, keys: tuple[str, ...]) -> str:
        return _("、").join(self.materials.get(key, key) for key in keys)

    def _opened(self, payload: Any) -> Told:
        return "user", _("首问登记"), self._place(payload.office), False

    def _received(self, payload: Any) -> Told:
        detail = _("%(place)s，收到%(count)d样材料") % {
            "place": self._place(payload.office),
            "count": len(payload.documents),
        }
        return "inbox", _("收下材料"), detail, True

    def _dispatched(self, payload: Any) -> Told:
        what = _("转%(place)s") % {"place": self._place(payload.office)}
        return "route", what, self.steps.get(payload.step, ""), False

    def _claimed(self, payload: Any) -> Told:
        return (
            "hand",
            _("%(place)s签收") % {"place": self._place(payload.office)},
            self.steps.get(payload.step, ""),
            False,
        )

    def _returned(self, payload: Any) -> Told:
        return "undo", _("退回%(place)s重核") % {"place": self._place(payload.to)}, "", True

    def _handed_on(self, payload: Any) -> Told:
        why = open_opinion(self.case, b64decode(payload.reason)) if self.case else ""
        return "swap", _("转给%(name)s办") % {"name": self.people.get(payload.person, "")}, why, False

    def _marked(self, payload: Any) -> Told:
        note = open_opinion(self.case, b64decode(payload.note)) if self.case else ""
        return "scan", _("圈出%(paper)s有不对的地方") % {"paper": self._list((payload.material,))}, note, False

    def _accepted(self, payload: Any) -> Told:
        detail = self._place(payload.office)
        if payload.promised_due:
            detail = _("%(place)s，最迟%(day)s答复") % {"place": detail, "day": day(payload.promised_due)}
        return "check", _("受理了"), detail, True

    def _deemed(self, payload: Any) -> Told:
        detail = _("%(place)s没有按时答复，从%(day)s起算受理") % {
            "place": self._place(payload.office),
            "day": day(payload.since),
        }
        return "check", _("视为受理"), detail, True

    def _lapsed(self, payload: Any) -> Told:
        return "no", _("没有按时补来"), _("可以重新申请，交过的材料不用再交"), True

    def _held(self, payload: Any) -> Told:
        detail = _("%(ground)s，大约到%(day)s，这段时间不算") % {
            "ground": self.grounds.get(payload.ground) or ground_name(payload.ground),
            "day": day(payload.expected_until),
        }
        return "pause", pgettext("event", "停表"), detail, True

    def _resumed(self, payload: Any) -> Told:
        detail = _("最迟%(day)s有结果") % {"day": day(payload.promised_due)} if payload.promised_due else ""
        return "clock", pgettext("event", "恢复计时"), detail, True

    def _extension_asked(self, payload: Any) -> Told:
        return "clock", _("报请延期%(days)d天") % {"days": payload.days}, self._place(payload.office), False

    def _extended(self, payload: Any) -> Told:
        what = _("延期%(days)d天") % {"days": payload.days}
        if payload.promised_due is None:
            return "clock", what, "", True
        values = {"after": day(payload.promised_due), "before": day(self.promised) if self.promised else ""}
        if not self.promised:
            return "clock", what, _("最迟%(after)s有结果") % values, True
        return "clock", what, _("原来最迟%(before)s，现在最迟%(after)s，理由写在告知书上") % values, True

    def _extension_refused(self, payload: Any) -> Told:
        return "no", _("延期没有批"), _("按原来的期限办"), False

    def _due_changed(self, payload: Any) -> Told | None:
        """Told for the date that the applicant was given; the others follow it."""
        if payload.kind not in TOLD:
            return None
        self.promised = payload.after if payload.kind == Kind.PROMISED else self.promised
        detail = _("%(name)s从%(before)s改到%(after)s") % {
            "name": KIND_NAMES[Kind(payload.kind)],
            "before": day(payload.before),
            "after": day(payload.after),
        }
        return "cal", _("放假安排定了，日子重新数过"), detail, True

    def _urged(self, payload: Any) -> Told:
        what = _("您催了一次") if payload.own else _("窗口催了一次")
        detail = _("%(place)s最迟%(day)s下午5点半前回话") % {
            "place": self._place(payload.office),
            "day": day(payload.answer_by),
        }
        return "bell", what, detail, True

    def _urge_answered(self, payload: Any) -> Told:
        said = open_opinion(self.case, b64decode(payload.sentence)) if self.case else ""
        return "chat", _("%(place)s回话") % {"place": self._place(payload.office)}, said, True

    def _declined(self, payload: Any) -> Told:
        detail = _("该找%(place)s") % {"place": payload.competent} if payload.competent else _("这件事不用批")
        return "no", pgettext("event", "不予受理"), detail, True

    def _corrected(self, payload: Any) -> Told:
        detail = _("还差%(list)s，最迟%(day)s补来") % {"list": self._list(payload.missing), "day": day(payload.until)}
        return "doc", pgettext("event", "一次告知"), detail, True

    def _supplied(self, payload: Any) -> Told:
        return "inbox", _("补来材料"), self._list(payload.documents), True

    def _supplied_part(self, payload: Any) -> Told:
        detail = _("%(here)s；还差%(left)s") % {
            "here": self._list(payload.documents),
            "left": self._list(payload.left),
        }
        return "inbox", _("先补来一部分"), detail, True

    def _second_asked(self, payload: Any) -> Told:
        return "doc", _("报请第二次告知"), self._list(tuple(key for key, _fault in payload.faults)), False

    def _second_told(self, payload: Any) -> Told:
        detail = _("%(list)s，最迟%(day)s补来，负责人签批") % {
            "list": self._list(payload.missing),
            "day": day(payload.until),
        }
        return "doc", _("第%(turn)d次告知") % {"turn": payload.turn}, detail, True

    def _second_refused(self, payload: Any) -> Told:
        return "no", _("第二次告知没有批"), _("按现有材料答复"), False

    def _fulfilled(self, payload: Any) -> Told:
        return "inbox", _("补来承诺的材料"), self._list(payload.documents), True

    def _papers_passed_on(self, payload: Any) -> Told:
        return "route", _("补来的材料转过去了"), self._between(payload), True

    def _promise_broken(self, payload: Any) -> Told:
        if payload.kind == Pledge.DECLARATION:
            return "no", _("承诺不属实，终止办理"), self._list(payload.documents), True
        return "no", _("承诺的材料没有补来，终止办理"), self._list(payload.documents), True

    def _declaration_checked(self, payload: Any) -> Told:
        what = _("核查了承诺，属实") if payload.true else _("核查了承诺，不属实")
        return "check" if payload.true else "triangle", what, self._list(payload.documents), True

    def _pledged(self, payload: Any) -> Told:
        what = _("签了告知承诺书") if payload.kind == Pledge.DECLARATION else _("签了容缺受理承诺书")
        return "doc", what, "", True

    def _started_again(self, payload: Any) -> Told:
        return "undo", _("接着上次的办"), self._list(payload.documents), True

    def _dismissed(self, payload: Any) -> Told:
        return "check", _("不需要审批，当场说清"), self._place(payload.office), True

    def _unanswered(self, payload: Any) -> Told:
        detail = _("%(place)s该在%(day)s以前答复，您可以投诉") % {
            "place": self._place(payload.office),
            "day": day(payload.due),
        }
        return "bell", _("到期没有答复"), detail, True

    def _reviewed(self, payload: Any) -> Told:
        return "check", self.steps.get(payload.step, _("审核")), self._place(payload.office), True

    def _decided(self, payload: Any) -> Told:
        what = str(OUTCOME_NAMES[payload.outcome])
        return "stamp", _("作出决定：%(what)s") % {"what": what}, self._place(payload.office), True

    def _ended(self, payload: Any) -> Told:
        what = str(OUTCOME_NAMES[payload.outcome])
        shown = getattr(payload, "shown", "")
        return "no", what, str(SHOWN_NAMES[shown]) if shown else "", True

    def _between(self, payload: Any) -> str:
        """From which office to which something passed."""
        giver, taker = self._place(payload.giver), self._place(payload.taker)
        return _("%(giver)s交给%(taker)s") % {"giver": giver, "taker": taker}

    def _handed_over(self, payload: Any) -> Told:
        return "stamp", _("结果交接"), self._between(payload), True

    def _delivered(self, payload: Any) -> Told:
        return "check", _("结果送到，本人签收"), self._place(payload.office), True

    def _warned(self, payload: Any) -> Told:
        return "bell", str(LEVEL_NAMES[payload.level]), str(KIND_NAMES[payload.kind]), False

    def _archived(self, payload: Any) -> Told:
        return "doc", _("已归档"), "", False
