"""What the log keeps of work inside one office: handing a case on, and marking a paper."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from siban.kernel.events import payload


@payload("case.handed_on")
@dataclass(frozen=True, slots=True)
class HandedOn:
    """A step went to another post of the same office; the reason is sealed. `person` acts for the post at that time,
    `before` had it in hand."""

    step: str
    office: UUID
    post: UUID
    person: UUID | None
    before: UUID | None
    reason: str


@payload("case.marked")
@dataclass(frozen=True, slots=True)
class Marked:
    """Something is wrong at a place of a photographed page; the note is sealed.

    The frame is in thousandths of the page's width and height, from its upper left corner; `sheet` counts the pages of
    a PDF from 1 and is 0 for a photograph.
    """

    material: str
    page: UUID
    sheet: int
    left: int
    top: int
    width: int
    height: int
    note: str
