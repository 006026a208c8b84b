"""What is in the archive: whether it is whole, and what may be destroyed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from siban.domain.cases import package
from siban.domain.cases.models import Package
from siban.domain.cases.queries.scope import visible_to
from siban.kernel import files
from siban.kernel.actors import Actor
from siban.kernel.crypto import Unreadable


@dataclass(frozen=True, slots=True)
class Checked:
    """One package and the first part of it that is not as it was packed: None where it is whole, `file` where the file
    itself cannot be read."""

    number: str
    fault: str | None


def verify() -> Iterator[Checked]:
    """Read every package again and compare every digest. One at a time, so memory does not grow with the archive.

    A person's data that was erased at her wish takes her packages with it: those are not looked at.
    """
    rows = Package.objects.select_related("file__key").filter(file__isnull=False, file__key__wrapped__isnull=False)
    for row in rows.order_by("packed_at").iterator(chunk_size=50):
        if row.file is not None:
            yield Checked(row.number, _fault(row))


def _fault(row: Package) -> str | None:
    if row.file is None:
        return "file"
    try:
        return package.fault(files.read(row.file), row.digest)
    except (Unreadable, OSError):
        return "file"


def destroyable(on: date, actor: Actor | None = None) -> list[Package]:
    """Packages whose time is over, the oldest first: all, or those of cases that the actor may see."""
    rows = Package.objects.filter(kept_until__lt=on, destroyed_at=None)
    return list(_seen(rows, actor).select_related("case").order_by("kept_until", "number"))


def packed(actor: Actor, size: int = 50) -> list[Package]:
    """The packages last written that the actor may see."""
    return list(_seen(Package.objects.all(), actor).select_related("case").order_by("-packed_at")[:size])


def _seen(rows: QuerySet[Package], actor: Actor | None) -> QuerySet[Package]:
    return rows if actor is None else rows.filter(case__in=visible_to(actor))
