"""Cases that wait to be accepted: one brought there by the services, the others copies of its rows with their own ids.

An accept cannot tell a copy from the original. Every copy has a number, a stream with its chain of events, and one of
the applicants whose key its form is sealed under.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction

from siban.domain.cases.matter import FORM
from siban.domain.cases.models import Case, CaseParty, CaseStep, Document, DocumentPage, Visit
from siban.domain.people.models import Person
from siban.domain.work.models import Clock, Task
from siban.kernel import events, numbers
from siban.kernel.clock import today
from siban.kernel.crypto import keyring
from siban.kernel.ids import new_id
from siban.kernel.models import Event, Stream

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.domain.cases.conftest import Work  # noqa: E402  # the way a case is brought anywhere in the tests

BATCH = 500
COPIED: tuple[tuple[type[models.Model], str], ...] = (
    (Stream, "pk"),
    (Case, "pk"),
    (CaseParty, "case"),
    (Clock, "stream"),
    (Task, "stream"),
    (CaseStep, "case"),
    (Document, "case"),
    (Visit, "case"),
)
"""Tables of a case in the order in which their rows can be written. Photographs belong to one case each: none."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits to be accepted, and the ids of its rows, each under a name that is the same for all cases."""

    id: UUID
    seen: int
    ids: dict[str, UUID]


def people(work: Work, count: int) -> list[Person]:
    """Applicants, registered as at the window."""
    made = [work.person(born=date(1930 + turn % 15, 1 + turn % 12, 1 + turn % 28)) for turn in range(count)]
    return list(Person.objects.select_related("key").filter(pk__in=[one.pk for one in made]))


def original(work: Work) -> Case:
    """A case received at the village and claimed at the township, by the services."""
    case = work.received()
    work.claimed(case, work.staff.acceptor)
    DocumentPage.objects.filter(document__case=case.pk).delete()
    return Case.objects.select_related("stream", "applicant__key").get(pk=case.pk)


def copies(case: Case, applicants: Sequence[Person], count: int) -> list[Waiting]:
    """`count` more cases like this one, their applicants taken in turn."""
    form = keyring.open(bytes(case.applicant.key.wrapped), case.sealed_form, FORM)
    sealed = {one.pk: keyring.seal(bytes(one.key.wrapped), form, FORM) for one in applicants}
    rows = {model: list(model._default_manager.filter(**{by: case.pk})) for model, by in COPIED}
    chain = list(Event.objects.filter(stream=case.pk).order_by("number"))
    made: list[Waiting] = []
    for start in range(0, count, BATCH):
        batch: dict[type[models.Model], list[models.Model]] = {model: [] for model, _by in COPIED}
        logged: list[Event] = []
        for turn in range(start, min(start + BATCH, count)):
            applicant = applicants[turn % len(applicants)]
            ids: dict[object, UUID] = {case.applicant_id: applicant.pk, case.applicant.key_id: applicant.key_id}
            ids |= {row.pk: new_id() for found in rows.values() for row in found if isinstance(row.pk, UUID)}
            events_of = _chain(chain, ids[case.pk])
            for model, found in rows.items():
                batch[model] += [_copy(row, ids) for row in found]
            copied, stream = batch[Case][-1], batch[Stream][-1]
            copied.number = numbers.draw(settings.REGION, today().year)  # type: ignore[attr-defined]
            copied.sealed_form = sealed[applicant.pk]  # type: ignore[attr-defined]
            stream.last_hash = events_of[-1].hash  # type: ignore[attr-defined]
            logged += events_of
            made.append(Waiting(ids[case.pk], case.stream.last_act, named(rows, case, ids)))
        with transaction.atomic():
            for model, new in batch.items():
                model._default_manager.bulk_create(new)
            Event.objects.bulk_create(logged)
    return made


def named(rows: dict[type[models.Model], list[Any]], case: Case, ids: dict[object, UUID]) -> dict[str, UUID]:
    """The ids of one case's rows, by table and place: `task1`, `clock0`."""
    found = {
        f"{model._meta.model_name}{place}": ids[row.pk]
        for model, listed in rows.items()
        for place, row in enumerate(listed)
        if row.pk in ids and model is not Case
    }
    return found | {"person": ids[case.applicant_id], "key": ids[case.applicant.key_id]}


def _copy(row: models.Model, ids: dict[object, UUID]) -> models.Model:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    if row._meta.auto_field is not None:
        del values[row._meta.auto_field.attname]
    return type(row)(
        **{name: ids.get(value, value) if isinstance(value, UUID) else value for name, value in values.items()}
    )


def _chain(chain: list[Event], stream: UUID) -> list[Event]:
    """The same events in another stream, hashed anew."""
    before, made = b"", []
    for one in chain:
        columns = ("number", "act", "version", "payload", "actor", "post", "site", "occurred_at", "recorded_at")
        row = Event(stream_id=stream, **{name: getattr(one, name) for name in columns})
        row.hash = before = events.digest(row, before)
        made.append(row)
    return made
