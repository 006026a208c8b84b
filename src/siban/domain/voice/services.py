"""Rating: two taps, one case one rating, never before service."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from siban.domain.cases.models import Case
from siban.domain.cases.queries.tracking import is_served
from siban.domain.voice import errors, events
from siban.domain.voice.models import Rating
from siban.domain.voice.rules import LEVEL_NAMES, TRANSITIONS, Action
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import Subject, Transition, begin, once
from siban.kernel.clock import local_date, now
from siban.kernel.refusals import NotAllowed

WORDS = b"rating-words"
LONGEST = 500


def _may(actor: Actor, rating: Rating, action: str, transition: Transition) -> None:
    """Only a resident rates: a clerk cannot rate for her."""
    if not actor.has(Role.RESIDENT):
        raise NotAllowed


RATING = Subject(kind="rating", model=Rating, table=TRANSITIONS, may=_may)


@once
def rate(
    case: Case,
    level: str,
    *,
    by: Actor,
    words: str = "",
    channel: str = "qr",
    request: UUID | None = None,
    at: datetime | None = None,
) -> Rating:
    """Rate the service of one case. The caller has made sure that `by` holds the case's code or its number and tail.

    Raises NoLevel, WordsTooLong, NotServedYet, AlreadyRated.
    """
    if level not in LEVEL_NAMES:
        raise errors.NoLevel(field="level")
    if len(words) > LONGEST:
        raise errors.WordsTooLong(field="words")
    if not is_served(case):
        raise errors.NotServedYet
    said = words.strip()
    rating = Rating(
        case=case,
        office_id=case.origin_id,
        region=case.origin.region_id,
        level=level,
        sealed_words=case.applicant.key.seal(said.encode(), WORDS) if said else None,
        channel=channel,
        given_on=local_date(at or now()),
    )
    try:
        with begin(RATING, rating, Action.GIVE, by=by, request=request, at=at) as change:
            if Rating.objects.filter(case=case).exists():
                raise errors.AlreadyRated
            change.record(events.Given(case=case.pk, office=case.origin_id, level=level, channel=channel))
    except IntegrityError as clash:
        if "case_id" in str(clash):
            raise errors.AlreadyRated from None
        raise
    return rating
