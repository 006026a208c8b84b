"""A case as other systems read it. Names are masked; who needs them in full asks for them and says what for."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from siban.domain.cases.models import Case, CaseStep, HandOver
from siban.domain.cases.queries.inbox import Line
from siban.domain.cases.queries.page import CasePage
from siban.domain.cases.queries.papers import Paper
from siban.domain.cases.queries.timeline import Entry
from siban.domain.catalog.rules import unanswered
from siban.domain.notices.models import Notice
from siban.domain.notices.rules import masked_name
from siban.domain.people.queries import identities
from siban.domain.people.rules import Identity
from siban.domain.places.models import Office
from siban.domain.work.models import Task
from siban.domain.work.queries import ClockView
from siban.kernel.text import Text
from siban.surfaces.api.shapes.values import Ref, TextOut


def text(value: Text) -> TextOut:
    return TextOut(zh=value.zh, en=value.en)


def ref(office: Office) -> Ref:
    return Ref(id=office.pk, name=text(office.label))


class Party(Schema):
    """Who applies, or acts for her: the record's id, and the name with all but its first character masked."""

    person: UUID
    name: str

    @classmethod
    def of(cls, person: UUID, identity: Identity | None) -> Party:
        return cls(person=person, name=masked_name(identity.name) if identity else "")


class CaseRow(Schema):
    """A case in a list."""

    id: UUID
    number: str
    item: str
    state: str
    outcome: str | None
    applicant: Party
    origin: UUID
    holder: UUID
    region: str
    handling: str
    promised_due: date | None
    opened_at: datetime
    received_at: datetime | None
    accepted_at: datetime | None
    concluded_at: datetime | None
    delivered_at: datetime | None
    etag: str
    is_demonstration: bool

    @classmethod
    def of(cls, case: Case, identity: Identity | None) -> CaseRow:
        return cls(
            **{name: getattr(case, name) for name in _PLAIN},
            origin=case.origin_id,
            holder=case.holder_id,
            applicant=Party.of(case.applicant_id, identity),
            etag=f'"{case.stream.last_number}"',
        )


_PLAIN = (
    *("id", "number", "item", "state", "outcome", "region", "handling", "promised_due", "is_demonstration"),
    *("opened_at", "received_at", "accepted_at", "concluded_at", "delivered_at"),
)


def rows(cases: list[Case]) -> list[CaseRow]:
    """Rows of a list; one statement more, however many."""
    known = identities([case.applicant for case in cases])
    return [CaseRow.of(case, known.get(case.applicant_id)) for case in cases]


class CasePageOut(Schema):
    """A page of a list of cases. `next` is None on the last."""

    items: list[CaseRow]
    next: str | None


class StepOut(Schema):
    """A step in the hands of an office (环节)."""

    number: int
    key: str
    stage: str
    role: str
    office: Ref
    state: str
    advice: str | None
    dispatched_at: datetime
    claimed_at: datetime | None
    done_at: datetime | None

    @classmethod
    def of(cls, step: CaseStep) -> StepOut:
        names = ("number", "key", "stage", "role", "state", "advice", "dispatched_at", "claimed_at", "done_at")
        return cls(office=ref(step.office), **{name: getattr(step, name) for name in names})


class ClockOut(Schema):
    """A limit that runs or ran. `left` are days, below 0 once it is over; None while it is paused."""

    kind: str
    limit: int
    unit: str
    starts_on: date
    due: date | None
    provisional: bool
    left: int | None
    level: str | None
    paused_for: str | None
    stopped_on: date | None

    @classmethod
    def of(cls, clock: ClockView) -> ClockOut:
        return cls(
            kind=clock.kind.value,
            limit=clock.due.limit,
            unit=clock.due.unit.value,
            starts_on=clock.due.start,
            due=clock.due.date,
            provisional=clock.due.provisional,
            left=clock.left,
            level=clock.level.value if clock.level else None,
            paused_for=clock.held,
            stopped_on=clock.stopped_on,
        )


class DocumentOut(Schema):
    """A paper of a case (材料): what is asked, whether it is here, and its photographed pages."""

    material: str
    name: TextOut
    state: str
    manner: str | None
    reason: str
    copies: int
    supplied_at: datetime | None
    promised_until: date | None
    told: bool
    tolerable: bool
    declarable: bool
    pages: list[UUID]

    @classmethod
    def of(cls, paper: Paper) -> DocumentOut:
        row = paper.document
        names = ("material", "state", "manner", "reason", "copies", "supplied_at", "promised_until", "told")
        return cls(
            name=text(paper.name),
            tolerable=paper.tolerable,
            declarable=paper.declarable,
            pages=list(paper.pages),
            **{name: getattr(row, name) for name in names},
        )


class DocumentsOut(Schema):
    items: list[DocumentOut]


class NoticeOut(Schema):
    """A notice (文书): its number and its code for verification; the paper itself is at `/notices/{id}/paper`."""

    id: UUID
    kind: str
    title: str
    number: str | None
    code: str
    state: str
    issued_at: datetime

    @classmethod
    def of(cls, notice: Notice) -> NoticeOut:
        names = ("id", "kind", "number", "code", "state", "issued_at")
        return cls(title=str(notice.sort.name), **{name: getattr(notice, name) for name in names})


class NoticesOut(Schema):
    items: list[NoticeOut]


class DeliveryOut(Schema):
    """A hand-over: a result passing from hand to hand (送达). `taker` is None where the applicant took it."""

    number: int
    giver: Ref
    taker: Ref | None
    manner: str
    at: datetime
    signed: bool

    @classmethod
    def of(cls, row: HandOver) -> DeliveryOut:
        return cls(
            number=row.number,
            giver=ref(row.giver),
            taker=ref(row.taker) if row.taker else None,
            manner=row.manner,
            at=row.at,
            signed=row.signature_id is not None,
        )


class DeliveriesOut(Schema):
    items: list[DeliveryOut]


class CheckOut(Schema):
    """An acceptance condition; `met` is None where a person judges."""

    text: TextOut
    met: bool | None


class FieldFault(Schema):
    field: str
    code: str


class CaseOut(CaseRow):
    """One case, with all that stands before who works on it. `actions` are those the client may take now."""

    version: UUID
    authority: str
    tier: str
    channel: str
    capacity: str
    scenario: dict[str, str]
    corrections: int
    representative: Party | None
    holder_office: Ref
    actions: list[str]
    steps: list[StepOut]
    clocks: list[ClockOut]
    documents: list[DocumentOut]
    notices: list[NoticeOut]
    deliveries: list[DeliveryOut]
    conditions: list[CheckOut]
    open_questions: list[str]
    problems: list[FieldFault]
    visits: int

    @classmethod
    def read(cls, page: CasePage) -> CaseOut:
        """From what the case page shows."""
        case, matter = page.case, page.matter
        second = case.representative_id
        return cls(
            **CaseRow.of(case, matter.applicant).dict(),
            version=case.version_id,
            authority=case.authority_id,
            tier=case.tier,
            channel=case.channel,
            capacity=case.capacity,
            scenario=case.scenario,
            corrections=case.corrections,
            representative=Party.of(second, matter.representative) if second else None,
            holder_office=ref(case.holder),
            actions=[action.value for action in page.actions],
            steps=[StepOut.of(step) for step in page.steps],
            clocks=[ClockOut.of(clock) for clock in page.clocks],
            documents=[DocumentOut.of(paper) for paper in page.papers],
            notices=[NoticeOut.of(notice) for notice in page.notices],
            deliveries=[
                DeliveryOut.of(row) for row in case.hand_overs.select_related("giver", "taker").order_by("number")
            ],
            conditions=[CheckOut(text=text(check.text), met=check.met) for check in page.checks],
            open_questions=[question.key for question in unanswered(matter.version, matter.facts)],
            problems=[FieldFault(field=one.field, code=one.code) for one in matter.problems],
            visits=page.visits_asked,
        )


class EntryOut(Schema):
    """What happened, in a sentence of the caller's language. Opinions and reasons are not part of it."""

    at: datetime
    act: str
    what: str
    office: str
    who: str
    notice: UUID | None

    @classmethod
    def of(cls, entry: Entry) -> EntryOut:
        names = ("at", "act", "what", "office", "who", "notice")
        return cls(**{name: getattr(entry, name) for name in names})


class TimelineOut(Schema):
    items: list[EntryOut]


class TaskOut(Schema):
    """A task of one of the client's posts (待办), with its case."""

    task: UUID
    kind: str
    role: str | None
    office: UUID
    opened_at: datetime
    claimed: bool
    due: date | None
    case: CaseRow

    @classmethod
    def of(cls, line: Line, task: Task) -> TaskOut:
        return cls(
            task=task.pk,
            kind=task.kind,
            role=task.role,
            office=task.office_id,
            opened_at=task.opened_at,
            claimed=task.claimed_by_id is not None,
            due=line.due,
            case=CaseRow.of(line.row.case, line.row.identity),
        )


class InboxOut(Schema):
    """A page of the inbox, what is due first at the top."""

    items: list[TaskOut]
    next: str | None


class FormOut(Schema):
    """The values of a form, in full, after the look at them is on record."""

    values: dict[str, object]
