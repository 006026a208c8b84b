"""Papers that the applicant signs in place of others: a promise to bring them later, a declaration of what they show.

Printed, signed (or a fingerprint before a witness) and photographed; what is on them is what the signature stands for.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from siban.domain.cases import errors, errors_answers, events
from siban.domain.cases.matter import Matter, seal_opinion
from siban.domain.cases.models import Case, Document, HandOver, Pledge, PledgePage
from siban.domain.cases.rules import WINDOW, Action, Channel, DocumentState, Manner
from siban.domain.cases.services import documents as papers
from siban.domain.cases.services import intake, letters, steps, words
from siban.domain.cases.subject import CASE, CHECK
from siban.domain.catalog.types import Material, Stage, Step
from siban.domain.notices import data
from siban.domain.people.rules import Pledge as Kind
from siban.domain.people.services import remember_broken
from siban.domain.places.models import Office
from siban.domain.places.queries import office as place_of
from siban.domain.work.models import Clock, Task
from siban.domain.work.rules import Kind as ClockKind
from siban.domain.work.rules import Unit
from siban.domain.work.services import clocks, tasks
from siban.domain.work.services.clocks import Limit
from siban.kernel import files
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import Change, act, once

BRING = "fulfil"
"""Kind of the task in which a window waits for what was promised."""
PAPERS = "papers"
"""Manner of a hand-over of papers that another site took in."""

# Printed and signed


@once
def print_pledge(
    case_id: UUID,
    kind: Kind,
    *,
    by: Actor,
    with_notice: UUID | None = None,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Print what is promised or declared now, to be signed. `with_notice`: the one paper of the 一件事 that says it for
    all its cases. Raises NothingPledged.
    """
    with act(CASE, case_id, Action.FILL, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        documents = papers.of(case)
        rows = papers.in_state(documents, words.STATES[kind])
        if not rows:
            raise errors_answers.NothingPledged
        notice = with_notice
        if notice is None:
            letter = promise(matter, rows) if kind is Kind.TOLERANCE else declaration(matter, rows)
            notice = letters.send(change, matter, letter).pk
        row, _ = Pledge.objects.update_or_create(
            case=case,
            kind=kind.value,
            defaults={
                "notice": notice,
                "digest": words.digest_of(case, documents, kind),
                "check_by": words.check_by(matter) if kind is Kind.DECLARATION else None,
                "signed_at": None,
            },
        )
        row.pages.all().delete()
        change.record(
            events.PledgePrinted(kind=kind.value, documents=tuple(one.material for one in rows), notice=notice)
        )
    return case


@once
def sign_pledge(
    case_id: UUID,
    kind: Kind,
    pictures: list[bytes],
    *,
    by: Actor,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Keep photographs of the signed paper. Raises PledgeNotPrinted, files.FileNotReadable and its like."""
    cleaned = [files.clean(picture) for picture in pictures] or [files.clean(b"")]
    with act(CASE, case_id, Action.FILL, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        row = Pledge.objects.filter(case=case, kind=kind.value).first()
        if row is None or row.digest != words.digest_of(case, papers.of(case), kind):
            raise errors_answers.PledgeNotPrinted
        have = row.pages.count()
        for number, picture in enumerate(cleaned, start=have + 1):
            PledgePage.objects.create(pledge=row, file=files.store(picture, key=case.applicant.key), number=number)
        row.signed_at = change.at
        row.save(update_fields=["signed_at"])
        change.record(events.Pledged(kind=kind.value))
    return case


def promise(matter: Matter, rows: list[Document]) -> data.Promise:
    """容缺受理承诺书 as it will print."""
    return data.Promise(
        **_head(matter),
        promised=promised(matter, rows),
        bring_to=letters.place(matter.origin),
    )


def promised(matter: Matter, rows: list[Document]) -> tuple[data.Promised, ...]:
    """The papers that are to follow, each with its day."""
    materials = _materials(matter)
    return tuple(
        data.Promised(name=materials[row.material].name.zh, by=row.promised_until)
        for row in rows
        if row.state == DocumentState.PROMISED and row.promised_until
    )


def declaration(matter: Matter, rows: list[Document]) -> data.Declaration:
    """告知承诺书 as it will print (国办发〔2020〕42号)."""
    materials = _materials(matter)
    first = matter.version.basis[0] if matter.version.basis else None
    basis = data.Basis(document=first.document.zh, article=first.article.zh or None) if first else None
    return data.Declaration(
        **_head(matter),
        proofs=tuple(
            data.Proof(
                name=materials[row.material].name.zh,
                content=words.declared(materials[row.material]).zh,
                basis=basis,
            )
            for row in rows
        ),
        check_by=words.check_by(matter),
    )


class Head(TypedDict):
    """What both papers share; see `notices.pledges.Pledge`."""

    authority: str
    case_number: str
    item: str
    applicant: data.Party
    agent: data.Agent | None
    telephone: str | None
    by_fingerprint: bool


def _head(matter: Matter) -> Head:
    return {
        "authority": matter.authority.name,
        "case_number": matter.case.number,
        "item": matter.version.name.zh,
        "applicant": letters.party(matter),
        "agent": letters.agent(matter),
        "telephone": matter.applicant.phone or None,
        "by_fingerprint": matter.case.by_fingerprint,
    }


def _materials(matter: Matter) -> Mapping[str, Material]:
    return {material.key: material for material in matter.version.materials}


# From acceptance on


def follow(change: Change[Case], matter: Matter, documents: list[Document]) -> None:
    """Start the applicant's own time for what she promised, and put before the deciding office what she declared."""
    case = change.subject
    tolerated = papers.in_state(documents, DocumentState.PROMISED)
    if tolerated:
        # In calendar days to the promised day; one that falls on a rest day rolls to the next working day.
        clocks.start_many(
            change,
            [
                Limit(ClockKind.TOLERANCE, max((one.promised_until - change.date).days, 0), Unit.CALENDAR, one.material)
                for one in tolerated
                if one.promised_until
            ],
            since=change.date,
            office=case.origin_id,
            region=matter.origin.region_id,
        )
        _ask_to_bring(change, matter)
    if papers.in_state(documents, DocumentState.DECLARED):
        row = Pledge.objects.get(case=case, kind=Kind.DECLARATION.value)
        step = deciding(matter)
        to = steps.office_of(matter, step)
        tasks.open(
            change, kind=CHECK, office=to.pk, region=to.region_id, role=Role(step.role), due=row.check_by or change.date
        )


def deciding(matter: Matter) -> Step:
    """The step that decides: the last before delivery."""
    return [step for step in matter.steps if step.stage is not Stage.DELIVERING][-1]


def _ask_to_bring(change: Change[Case], matter: Matter) -> None:
    """One task at the window for what is promised, due when the next of it is."""
    tasks.close_kind(change, BRING)
    running = Clock.objects.filter(stream=change.stream_id, kind=ClockKind.TOLERANCE, stopped_on=None)
    first = running.order_by("due").first()
    if first is not None:
        tasks.open(
            change,
            kind=BRING,
            office=matter.origin.pk,
            region=matter.origin.region_id,
            role=Role.AGENT if matter.origin.tier == "village" else Role.CLERK,
            clock=first,
        )


@once
def fulfil(
    case_id: UUID,
    *,
    by: Actor,
    here: Collection[str] = (),
    pictures: Mapping[str, list[bytes]] | None = None,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """What was promised is brought, to any window, and taken against a receipt (容缺补来).

    Raises NothingBrought, NotPromised.
    """
    cleaned = {key: [files.clean(one) for one in some] for key, some in (pictures or {}).items() if some}
    brought = sorted({*here, *cleaned})
    if not brought:
        raise errors_answers.NothingBrought(field="here")
    with act(CASE, case_id, Action.FULFIL, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        waited = {one.material: one for one in papers.of(case) if one.state == DocumentState.PROMISED}
        for key in brought:
            if key not in waited:
                raise errors_answers.NotPromised
            if key in cleaned:
                papers.attach(change, matter, key, cleaned[key])
            else:
                document = waited[key]
                document.state, document.manner, document.copies = DocumentState.RECEIVED, Manner.SEEN, 1
                document.supplied_at = change.at
                document.save(update_fields=["state", "manner", "copies", "supplied_at"])
            clocks.stop(change, ClockKind.TOLERANCE, key=key)
        if Task.objects.filter(stream=change.stream_id, kind=BRING, closed_at=None).exists():
            _ask_to_bring(change, matter)
        window = by.post_at(by.office, WINDOW) if by.office else None
        here_at = place_of(window.office) if window else matter.origin
        taken = [one for one in papers.of(case) if one.material in brought]
        letter = letters.receipt(matter, change, taken, None)
        letter = replace(letter, site=here_at.site.name, telephone=here_at.telephone or None)
        notice = letters.send(change, matter, letter)
        if here_at.pk not in (case.origin_id, case.holder_id):
            _pass_on(change, here_at, tuple(brought))
        change.record(
            events.Fulfilled(
                office=here_at.pk,
                documents=tuple(brought),
                left=tuple(key for key in waited if key not in brought),
                notice=notice.pk,
            )
        )
        if case.channel == Channel.WINDOW:
            intake.visit(change, here_at.site, purpose="supply", asked=False)
    return case


def _pass_on(change: Change[Case], here: Office, documents: tuple[str, ...]) -> None:
    """What another site took goes to the office that has the case: a hand-over, by which the site has a part in it."""
    case = change.subject
    number = steps.next_hand_over(case)
    HandOver.objects.create(
        case=case,
        number=number,
        giver=here,
        taker_id=case.holder_id,
        given_by=change.by.user,
        manner=PAPERS,
        at=change.at,
    )
    steps.join(case, here, change.at)
    change.record(events.PapersPassedOn(number=number, giver=here.pk, taker=case.holder_id, documents=documents))


def require_fulfilled(matter: Matter) -> None:
    """No result is handed over before the promised paper is here. Raises ResultLocked."""
    waited = Document.objects.filter(case=matter.case, state=DocumentState.PROMISED).order_by("position")
    keys = list(waited.values_list("material", flat=True))
    if keys:
        materials = _materials(matter)
        raise errors_answers.ResultLocked(papers="、".join(str(materials[key].name) for key in keys))


@once
def check_declaration(
    case_id: UUID,
    *,
    by: Actor,
    true: bool,
    found: str,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Write down what looking into a declaration showed (事中事后核查).

    A false one is remembered, so that no declaration is taken next time; before the decision the case then ends, what
    was granted on it is proposed for revocation, both by themselves. Raises ReasonMissing,
    NoCheckOpen, work's NotYours.
    """
    if not found.strip():
        raise errors.ReasonMissing(field="found")
    with act(CASE, case_id, Action.CHECK_DECLARATION, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        task = Task.objects.filter(stream=change.stream_id, kind=CHECK, closed_at=None).first()
        if task is None:
            raise errors_answers.NoCheckOpen
        tasks.close(change, task.pk)
        rows = papers.in_state(papers.of(case), DocumentState.DECLARED)
        change.record(
            events.DeclarationChecked(
                office=task.office_id,
                documents=tuple(one.material for one in rows),
                true=true,
                found=b64encode(seal_opinion(case, found.strip())).decode(),
            )
        )
        if not true:
            remember_broken(change, case.applicant, Kind.DECLARATION, item=case.item)
    return case
