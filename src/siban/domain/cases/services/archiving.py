"""The archive: all of a case in one sealed file, read again after writing; destroyed by two when its time is over.

DA/T 85-2019 (archiving of electronic documents of government services), GB/T 18894-2016.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from uuid import UUID

import yaml
from django.conf import settings

from siban.domain.cases import errors, events, package
from siban.domain.cases import errors_proceedings as refusals
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import (
    Case,
    CaseStep,
    DocumentPage,
    HandOver,
    Package,
    Proceeding,
    ProceedingPage,
)
from siban.domain.cases.rules import OUTCOME_NAMES, STATE_NAMES, Action, Outcome
from siban.domain.cases.services import letters
from siban.domain.cases.services.contents import events_of, parts_of, requests_of
from siban.domain.cases.subject import CASE, calling
from siban.domain.catalog.kinds import Kind
from siban.domain.notices import data
from siban.domain.notices.render import rendered, stamp_of
from siban.kernel import files
from siban.kernel.actors import Actor
from siban.kernel.acts import Change, act, once
from siban.kernel.models import File

FILE = settings.DATA / "archive" / "retention.yaml"
ZIP = "application/zip"
CATALOGUE = "catalogue.pdf"


@cache
def _retention() -> dict[str, int]:
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    missing = {*(kind.value for kind in Kind), "ended"} - set(found)
    if missing:
        raise ValueError(f"{FILE.name}: no years for {', '.join(sorted(missing))}")
    return {str(key): int(years) for key, years in found.items()}


def years_for(matter: Matter) -> int | None:
    """How many years the package is kept, by the kind of the item; None: for ever."""
    decided = matter.case.outcome in (Outcome.GRANTED, Outcome.DENIED)
    return _retention()[matter.version.kind.value if decided else "ended"] or None


def archive_number(matter: Matter, years: int | None) -> str:
    """档号 by DA/T 13-2022: fonds, year, retention (Y for ever, D30 for thirty years), file."""
    term = f"D{years}" if years else "Y"
    return f"{matter.authority.code or matter.authority.key}·{matter.on.year}-{term}-{matter.case.number}"


@once
def archive(
    case_id: UUID,
    *,
    by: Actor,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Close the file (归档): write the package, read it again, compare every digest. A decision is delivered first.

    Raises NotDelivered, CallOwed, ArchiveNotWhole.
    """
    with act(CASE, case_id, Action.ARCHIVE, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        decided = case.outcome in (Outcome.GRANTED, Outcome.DENIED)
        if decided and case.delivered_at is None and not _revoked(change):
            raise errors.NotDelivered
        if calling(case):
            raise refusals.CallOwed
        matter = Matter(case, change.date)
        change.record(events.Archived(state=case.state))
        _pack(change, matter)
    return case


def _revoked(change: Change[Case]) -> bool:
    """Whether the decision was revoked before it was delivered: then there is nothing to deliver."""
    return change.stream.events.filter(act="case.revoked").exists()


def _pack(change: Change[Case], matter: Matter) -> None:
    case, years = change.subject, years_for(matter)
    number = archive_number(matter, years)
    parts = parts_of(matter)
    logged = events_of(case)
    documents = tuple(_listed(one) for one in parts if one.kind == "document")
    notices = tuple(_listed(one) for one in parts if one.kind == "notice")
    letter = data.Archive(
        authority=matter.authority.name,
        case_number=case.number,
        item=matter.version.name.zh,
        applicant=letters.party(matter),
        number=number,
        retention=f"{years}年" if years else "永久",
        outcome=str(OUTCOME_NAMES[case.outcome]) if case.outcome else str(STATE_NAMES[case.state]),
        concluded_on=case.concluded_on,
        documents=documents,
        notices=notices,
        events=logged,
        packed_by=change.by.name or "系统",
    )
    notice = letters.send(change, matter, letter)
    cover = rendered(letter, stamp_of(notice), change.at)
    notice.file = files.store(cover, key=case.applicant.key, made=True)
    head = {"number": number, "case": case.number, "item": matter.version.name.zh, "retention": letter.retention}
    made = package.build(head, [*parts, package.Part(CATALOGUE, "归档目录", "catalogue", cover)])
    file = files.store(files.Clean(made.data, ZIP), key=case.applicant.key)
    fault = package.fault(files.read(File.objects.select_related("key").get(pk=file.pk)), made.digest)
    if fault is not None:
        raise refusals.ArchiveNotWhole(part=fault)
    kept_until = date(change.date.year + years, 12, 31) if years else None
    Package.objects.create(
        case=case,
        number=number,
        file=file,
        digest=made.digest,
        years=years,
        kept_until=kept_until,
        packed_at=change.at,
        packed_by=change.by.user,
        notice=notice.pk,
    )
    change.record(events.Packed(number=number, digest=made.digest, kept_until=kept_until, notice=notice.pk))


def _listed(part: package.Part) -> data.Listed:
    return data.Listed(name=part.name, number=part.number or None, digest=package.digest(part.data))


@once
def propose_destruction(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """The time of keeping is over: one person proposes to destroy. Raises StillKept, AlreadyProposed."""
    with act(CASE, case_id, Action.PROPOSE_DESTRUCTION, by=by, seen=seen, request=request, at=at) as change:
        row = _whole(change)
        if row.proposed_at is not None:
            raise refusals.AlreadyProposed
        row.proposed_at, row.proposed_by = change.at, by.user
        row.save(update_fields=["proposed_at", "proposed_by"])
        change.record(events.DestructionProposed(number=row.number))
    return change.subject


@once
def destroy(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """A second person destroys the package, the photographs, the form and the opinions; the log and the numbers of the
    notices stay. Raises StillKept, NotProposed, SecondPersonNeeded, AlreadyDestroyed.
    """
    with act(CASE, case_id, Action.DESTROY, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        row = _whole(change)
        if row.proposed_at is None:
            raise refusals.NotProposed
        if row.proposed_by == by.user:
            raise refusals.SecondPersonNeeded
        gone = [row.file] if row.file else []
        row.file, row.destroyed_at, row.destroyed_by = None, change.at, by.user
        row.save(update_fields=["file", "destroyed_at", "destroyed_by"])
        gone += _strip(case)
        for file in gone:
            files.erase(file)
        change.record(events.Destroyed(number=row.number, digest=row.digest))
    return case


def _strip(case: Case) -> list[File]:
    """Take what was photographed and written out of the case; its files, to be erased."""
    found: list[File] = []
    for pages in (
        DocumentPage.objects.filter(document__case=case),
        ProceedingPage.objects.filter(proceeding__case=case),
    ):
        found += [page.file for page in pages.select_related("file")]
        pages.delete()
    signed = list(HandOver.objects.filter(case=case, signature__isnull=False).select_related("signature"))
    found += [one.signature for one in signed if one.signature]
    HandOver.objects.filter(pk__in=[one.pk for one in signed]).update(signature=None)
    found += requests_of(case)
    CaseStep.objects.filter(case=case).update(sealed_opinion=None)
    Proceeding.objects.filter(case=case).update(sealed=None)
    case.sealed_form = case.sealed_established = None
    return found


def _whole(change: Change[Case]) -> Package:
    """The package, if its time is over and it is still there."""
    row = Package.objects.select_related("file__key").filter(case=change.subject).first()
    if row is None or row.destroyed_at is not None:
        raise refusals.AlreadyDestroyed
    if row.kept_until is None or change.date <= row.kept_until:
        raise refusals.StillKept
    return row
