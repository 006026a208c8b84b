"""The box for cases that the pages of work share: by number, name, telephone or document, sent by POST."""

from __future__ import annotations

from dataclasses import dataclass

from siban.domain.cases.queries.finding import Answer, find
from siban.kernel.refusals import BadInput
from siban.surfaces.ui.requests import StaffRequest


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed into the box, and what it means; a number that is none is refused beside it."""

    words: str
    answer: Answer
    refusal: BadInput | None = None

    @property
    def status(self) -> int:
        return self.refusal.status if self.refusal else 200

    @property
    def context(self) -> dict[str, object]:
        """For the page that shows what was found."""
        return {"answer": self.answer, "find_words": self.words, "refusal": self.refusal}


def asked(request: StaffRequest) -> Asked:
    """Look for what the box holds, within what this person may see; nothing for an empty box."""
    words = request.POST.get("q", "").strip()
    if not words:
        return Asked(words, Answer())
    try:
        return Asked(words, find(request.actor, words))
    except BadInput as refused:
        return Asked(words, Answer(), refused)
