"""圈出: a place of a photographed page is framed, with a note of what is wrong there.

No limit stops for it, and it is no answer: what is missing is told by the correction notice.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from siban.domain.cases import errors_within as errors
from siban.domain.cases import events
from siban.domain.cases.matter import seal_opinion
from siban.domain.cases.models import Case, DocumentPage
from siban.domain.cases.rules import Action
from siban.domain.cases.subject import CASE
from siban.kernel.actors import Actor
from siban.kernel.acts import act, once

WHOLE = 1000
"""A page is a thousand wide and a thousand high, whatever its picture."""
SMALLEST = 10
LONGEST = 200
"""Characters of a note."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A place on a page in thousandths, from the upper left corner; `sheet` counts the pages of a PDF from 1."""

    left: int
    top: int
    width: int
    height: int
    sheet: int = 0

    @property
    def fits(self) -> bool:
        """Whether it lies on the page and can be seen."""
        inside = self.left >= 0 and self.top >= 0 and self.sheet >= 0
        small = min(self.width, self.height) < SMALLEST
        return inside and not small and self.left + self.width <= WHOLE and self.top + self.height <= WHOLE


@once
def mark(
    case_id: UUID,
    *,
    by: Actor,
    page: UUID,
    frame: Frame,
    note: str,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Frame a place on a page of the case's papers and say what is wrong with it; whoever has the case sees it.

    Raises NoteMissing, NoteTooLong, FrameWrong, NotThisPage, NotYourTurn.
    """
    words = note.strip()
    if not words:
        raise errors.NoteMissing(field="note")
    if len(words) > LONGEST:
        raise errors.NoteTooLong(field="note", most=LONGEST)
    if not frame.fits:
        raise errors.FrameWrong(field="frame")
    with act(CASE, case_id, Action.MARK, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        found = DocumentPage.objects.select_related("document").filter(pk=page, document__case=case).first()
        if found is None:
            raise errors.NotThisPage(field="page")
        change.record(
            events.Marked(
                material=found.document.material,
                page=found.pk,
                sheet=frame.sheet,
                left=frame.left,
                top=frame.top,
                width=frame.width,
                height=frame.height,
                note=b64encode(seal_opinion(case, words)).decode(),
            )
        )
    return case
