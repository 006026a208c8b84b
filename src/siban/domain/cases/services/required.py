"""What has to be done before a step is finished or a case decided, and what falls away when a case ends."""

from __future__ import annotations

from django.db.models import Q

from siban.domain.cases import errors_proceedings as errors
from siban.domain.cases.models import Case, CaseStep, Consultation, Interest, Objection, Proceeding
from siban.domain.cases.rules_proceedings import NEEDED, Found, ProceedingKind, Wish, undecided
from siban.domain.catalog import queries as catalog
from siban.domain.catalog.types import Step
from siban.kernel.acts import Change


def definition(case: Case, key: str) -> Step | None:
    """The step of this key as the case's own version words it."""
    return next((one for one in catalog.version(case.version_id).steps if one.key == key), None)


def for_step(case: Case, step: CaseStep) -> None:
    """A step that is a survey or a publication is finished by having had it (ALL 34). No statement for any other.

    Raises SurveyMissing, PublicationMissing, PublicationChanged.
    """
    defined = definition(case, step.key)
    kind = NEEDED.get(defined.act) if defined and defined.act else None
    if kind is None:
        return
    rows = Proceeding.objects.filter(case=case, kind=kind, step=step.key)
    closed = list(rows.values_list("closed_at", flat=True))
    if not closed or None in closed:
        raise errors.PublicationMissing if kind is ProceedingKind.PUBLICATION else errors.SurveyMissing
    if defined is not None and to_repeat(case, defined) is not None:
        raise errors.PublicationChanged


def to_repeat(case: Case, defined: Step) -> Proceeding | None:
    """The step's last publication, where an objection to it was upheld that changes what hung out, none that forbids
    what was proposed, and the item lets the changed publication hang out again. Two statements at most."""
    if defined.second_period is None:
        return None
    rows = Proceeding.objects.filter(case=case, kind=ProceedingKind.PUBLICATION, step=defined.key)
    last = rows.order_by("-turn").first()
    if last is None or last.closed_at is None:
        return None
    upheld = set(Objection.objects.filter(proceeding=last, upheld=True).values_list("changes", flat=True))
    return last if upheld == {True} else None


def for_decision(change: Change[Case]) -> None:
    """Nobody decides while others are still to be heard or asked (ALL 36, 47, 48). Three statements.

    Raises OpinionsOutstanding, HearingOpen, HearingAskedFor, StillMayAsk.
    """
    case = change.subject
    waiting = Consultation.objects.filter(case=case, answered_at=None, dropped_at=None).count()
    if waiting:
        raise errors.OpinionsOutstanding(count=waiting)
    interests = list(Interest.objects.filter(case=case).only("wish", "ask_by"))
    hearings = list(Proceeding.objects.filter(case=case, kind=ProceedingKind.HEARING).only("closed_at"))
    if any(one.closed_at is None for one in hearings):
        raise errors.HearingOpen
    for one in interests:
        if undecided(one.wish, one.ask_by, change.date):
            raise errors.StillMayAsk(day=one.ask_by.isoformat())
    if any(one.wish == Wish.ASKED for one in interests) and not hearings:
        raise errors.HearingAskedFor


def drop(change: Change[Case]) -> None:
    """The matter has ended: what was under way beside it ends, too. Two statements."""
    Proceeding.objects.filter(Q(case=change.subject), closed_at=None).update(
        closed_at=change.at, closed_by=change.by.user, result=Found.DROPPED
    )
    Consultation.objects.filter(case=change.subject, answered_at=None, dropped_at=None).update(dropped_at=change.at)
