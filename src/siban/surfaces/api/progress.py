"""For the applicant herself at a kiosk: where her case is, by its number and her last four; and her rating (好差评).

Nothing of a person is in the answers, and the client's posts are of no account: who brings number and tail may ask.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status
from pydantic import Field

from siban.domain.cases.queries import tracking
from siban.domain.exchange.rules import Scope
from siban.domain.voice import services
from siban.domain.voice.models import Rating
from siban.domain.voice.queries import is_rated
from siban.domain.voice.rules import Level
from siban.kernel.actors import Actor
from siban.surfaces.api.frame import Call, operation, submitted
from siban.surfaces.api.headers import IdempotencyKey
from siban.surfaces.api.shapes.progress import ProgressOut, RatingOut
from siban.surfaces.api.shapes.values import Closed, Prose
from siban.surfaces.api.shapes.values import words as one_of

router = Router(tags=["progress"])


class NumberAndTail(Closed):
    """What shows that she may ask: the number on her receipt, and the last four of her document."""

    number: Annotated[str, Field(max_length=60, pattern="^[^\\u0000]*$")]
    tail: Annotated[str, Field(max_length=20, pattern="^[^\\u0000]*$")]


class RatingIn(NumberAndTail):
    """How it was, with words if she likes."""

    level: Annotated[Level, one_of(Level)]
    words: Prose = ""


@operation(router, "POST", "/progress", Scope.CASES_TRACK, ProgressOut, operation_id="getProgress")
def look(request: Call, response: HttpResponse, body: NumberAndTail) -> ProgressOut:
    """Where her case is, whose turn it is and by when. Five wrong tails close a number for a quarter of an hour."""
    case = tracking.by_number(body.number, body.tail)
    response["Cache-Control"] = "no-store"
    seen = tracking.tracking(case)
    return ProgressOut.of(seen, rated=seen.rateable and is_rated(case))


@operation(
    router, "POST", "/progress/rating", Scope.CASES_RATE, RatingOut, status=201, writes=True, operation_id="rateCase"
)
def rate(request: Call, body: RatingIn, idempotency_key: IdempotencyKey = None) -> Status[RatingOut]:
    """Her rating of a case that is over, once. Nobody's name is kept with it."""
    # Before anything is written under her number: a wrong tail counts, also where the call is taken back.
    case = tracking.by_number(body.number, body.tail)

    def give(number: UUID | None) -> Rating:
        return services.rate(case, body.level, by=Actor.resident(), words=body.words, channel="kiosk", request=number)

    given = submitted(request, idempotency_key, give)
    return Status(201, RatingOut(level=Level(given.level), given_on=given.given_on))
