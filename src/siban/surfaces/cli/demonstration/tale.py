"""One story of the demonstration: what was done, by whom, with which notices, and whether it came out as it must."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import TypeVar

from django.utils.translation import gettext as _

from siban.domain.cases.models import Case
from siban.domain.cases.rules import STATE_NAMES
from siban.domain.notices.data import NoticeData
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data as notice_data
from siban.domain.notices.queries import for_stream
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.people.models import Person
from siban.domain.people.rules import Identity
from siban.domain.people.services import register
from siban.domain.places.queries import office
from siban.domain.work import wording
from siban.domain.work.queries import ClockView, clocks_for
from siban.domain.work.rules import KIND_NAMES, Due, Kind, Unit
from siban.domain.work.rules import due as count_due
from siban.kernel.actors import Actor
from siban.kernel.clock import local_date
from siban.surfaces.cli.demonstration.days import Days
from siban.surfaces.cli.demonstration.hands import Hands
from siban.surfaces.cli.demonstration.people import of_story, written

T = TypeVar("T", bound=NoticeData)
SEED = 1914


@dataclass(frozen=True, slots=True)
class Line:
    """One act as it is told."""

    at: datetime
    who: str
    where: str
    what: str
    until: str
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as the story says."""

    story: int
    what: str
    found: object
    wanted: object


@dataclass
class Tale:
    """A story as far as it has been told."""

    number: int
    key: str
    days: Days
    hands: Hands
    lines: list[Line] = field(default_factory=list)
    dates: list[Due] = field(default_factory=list)
    """Limits whose count is told in full."""
    differences: list[Difference] = field(default_factory=list)
    title: str = ""
    identity: Identity | None = None
    case: Case | None = None

    def __post_init__(self) -> None:
        self.chance = Random(SEED + self.number)

    # Telling

    def meet(self, by: Actor, at: datetime) -> Person:
        """Open the person's record, or find it again by her number."""
        self.identity = of_story(self.key, local_date(at))
        return register(self.identity, by=by, at=at)

    @property
    def known(self) -> dict[str, object]:
        """What the clerk knows from asking, and the form has no other source for."""
        return {"phone_owner": written("story")[self.key]["phone_of"]}

    def tell(self, at: datetime, by: Actor | None, what: str, until: str = "") -> None:
        """Note an act, with the notices that it brought. Without `by` her family did it."""
        told = {notice.pk for line in self.lines for notice in line.notices}
        new = tuple(notice for notice in reversed(self.notices()) if notice.pk not in told)
        where = str(office(by.office).short_label) if by and by.office else ""
        who = by.name if by else self._family()
        self.lines.append(Line(at, who, where, what, until, new))

    def _family(self) -> str:
        """Whoever has the telephone in her family; else herself."""
        return self.identity.phone_owner or self.identity.name if self.identity else ""

    def notices(self) -> list[Notice]:
        """What was issued, newest first."""
        return for_stream(self.case.pk) if self.case else []

    def notice(self, kind: NoticeKind) -> Notice:
        """The newest notice of a kind, with all that rendering it reads."""
        assert self.case is not None
        return (
            Notice.objects.select_related("key", "file__key")
            .filter(stream=self.case.pk, kind=kind.value)
            .latest("issued_at", "id")
        )

    def letter(self, kind: type[T]) -> T:
        """What the newest notice of this kind says."""
        said = notice_data(self.notice(kind.kind))
        assert isinstance(said, kind)
        return said

    # Checking

    def expect(self, what: str, found: object, wanted: object) -> None:
        """Note a difference, if there is one."""
        if found != wanted:
            self.differences.append(Difference(self.number, what, found, wanted))

    def expect_state(self, state: str, outcome: str | None = None) -> None:
        """The case as it stands in the database, not as the last act returned it."""
        assert self.case is not None
        self.case = Case.objects.select_related("stream", "applicant__key", "origin__site").get(pk=self.case.pk)
        self.expect(_("状态"), STATE_NAMES[self.case.state], STATE_NAMES[state])
        self.expect(_("结果"), self.case.outcome, outcome)

    def expect_notices(self, *kinds: NoticeKind) -> None:
        """Exactly these kinds of notice, once each, and each numbered one with its number."""
        found = self.notices()
        self.expect(_("文书"), sorted(one.kind for one in found), sorted(kind.value for kind in kinds))
        self.expect(_("没有文号的文书"), [one.kind for one in found if one.sort.letter and not one.number], [])

    def clock(
        self, kind: Kind, since: date, days: int, unit: Unit = Unit.WORKING, *, running: bool = True
    ) -> ClockView | None:
        """The clock of a kind, which must end on the day that counting it by hand gives."""
        assert self.case is not None
        name = _("时限“%(kind)s”") % {"kind": KIND_NAMES[kind]}
        found = [view for view in clocks_for(self.case.pk) if view.kind is kind and view.due.start == since]
        self.expect(name, len(found), 1)
        if not found:
            return None
        view = found[-1]
        wanted = count_due(since, days, unit, (), self.days.calendar)
        self.expect(name, view.due.date, wanted.date)
        self.expect(
            name, [one.day for one in view.due.days if one.number], [one.day for one in wanted.days if one.number]
        )
        self.expect(name, view.stopped_on is None, running)
        return view

    def until(self, view: ClockView | None) -> str:
        """The last day, as it is said."""
        return wording.last_day(view.due) if view else ""


def _counted(due: Due) -> list[date]:
    return [one.day for one in due.days if one.number]
