"""What an applicant is told of her case at a kiosk."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema

from siban.domain.cases.queries.tracking import Tracking
from siban.domain.voice.rules import Level
from siban.surfaces.api.shapes.values import words


class ToBring(Schema):
    """A paper that was promised and is still to come."""

    name: str
    until: date


class Happened(Schema):
    """What happened, in a sentence; nobody's name."""

    at: datetime
    what: str


class ProgressOut(Schema):
    """Where a case is, in sentences of the caller's language. `by` is None where no limit runs; `left` are its days."""

    number: str
    item: str
    state: str
    sentence: str
    detail: str
    by: date | None
    left: int | None
    provisional: bool
    to_do: str
    to_bring: list[ToBring]
    place: str
    section: str
    telephone: str
    doing: str
    ahead: list[str]
    done: bool
    rateable: bool
    rated: bool
    way: list[Happened]

    @classmethod
    def of(cls, seen: Tracking, *, rated: bool) -> ProgressOut:
        names = ("sentence", "detail", "by", "left", "provisional", "to_do", "place", "section", "telephone", "doing")
        return cls(
            number=seen.case.number,
            item=seen.item,
            state=seen.case.state,
            to_bring=[ToBring(name=name, until=until) for name, until in seen.to_bring],
            ahead=list(seen.ahead),
            done=seen.done,
            rateable=seen.rateable,
            rated=rated,
            way=[Happened(at=entry.at, what=entry.what) for entry in seen.entries],
            **{name: getattr(seen, name) for name in names},
        )


class RatingOut(Schema):
    """The rating as it was taken; the office sees it the day after, never with a name."""

    level: Annotated[Level, words(Level)]
    given_on: date
