"""Intake: from first contact to the receipt (收件). Nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from siban.domain.cases import errors, events
from siban.domain.cases.matter import Matter, form_digest, seal_form
from siban.domain.cases.models import Case, Family, Visit
from siban.domain.cases.rules import Action, Answer, Capacity, Channel
from siban.domain.cases.services import documents as papers
from siban.domain.cases.services import letters, representation, steps, words
from siban.domain.cases.services.documents import Tick
from siban.domain.cases.subject import CASE
from siban.domain.catalog import queries as catalog
from siban.domain.catalog.rules import blocks_for, clean, mode, prefill, unanswered, unmet_conditions, validate
from siban.domain.catalog.types import Mode, Stage
from siban.domain.people import queries as people
from siban.domain.people.models import Mandate, Person
from siban.domain.people.services import keep_household
from siban.domain.places.models import Site
from siban.domain.places.queries import office
from siban.domain.work.rules import Kind, Unit
from siban.domain.work.services import clocks
from siban.kernel import numbers
from siban.kernel.actors import Actor
from siban.kernel.acts import Change, act, begin, once
from siban.kernel.clock import local_date, now

HOUSEHOLD = "household"
"""What a form's block is prefilled from: the household as the applicant told it last."""


@once
def open_case(
    item: str,
    applicant: Person,
    *,
    by: Actor,
    capacity: Capacity = Capacity.SELF,
    representative: Person | None = None,
    mandate: Mandate | None = None,
    channel: Channel = Channel.WINDOW,
    scenario: Mapping[str, str] | None = None,
    family: Family | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Begin an intake: the clerk is on record as the first contact (首问), known data is filled in.

    Raises ItemIsDraft, NotTakenInHere, OwnCase, NotYourTurn, UnknownAnswer.
    """
    on = local_date(at or now())
    version = catalog.current(item, on)
    if version is None:
        raise errors.ItemIsDraft
    if by.office is None:
        raise errors.NotYourTurn
    here = office(by.office)
    if mode(version, here.tier) is None:
        raise errors.NotTakenInHere
    case = Case(
        number=numbers.draw(settings.REGION, on.year),
        item=item,
        version_id=version.id,
        authority_id=version.authority,
        applicant=applicant,
        representative=representative,
        mandate=mandate,
        capacity=capacity,
        channel=channel,
        tier=here.tier,
        site=here.site,
        origin=here,
        holder=here,
        region=here.region_id,
        first_contact=by.user,
        family=family,
        handling=version.handling.value,
        promised_visits=version.visits,
        opened_at=at or now(),
        is_demonstration=applicant.is_demonstration,
    )
    with begin(CASE, case, Action.OPEN, by=by, request=request, at=at) as change:
        case.opened_at = change.at
        change.record(
            events.Opened(
                number=case.number,
                item=item,
                version=version.id,
                office=here.pk,
                channel=channel.value,
                capacity=capacity.value,
            )
        )
        matter = Matter(case, change.date)
        _answer(matter, scenario or {})
        case.sealed_form = seal_form(case, prefill(version, matter.facts, _sources(change, matter)))
        case.region = matter.competent_region or here.region_id
        case.handling = matter.limits.handling.value
        # Papers hang on the row; the door would write it only at the end.
        case.save(force_insert=True)
        papers.sync(change, Matter(case, change.date))
        papers.ask_for_conditions(change, version)
        steps.join(case, here, change.at)
    return case


def _answer(matter: Matter, scenario: Mapping[str, str]) -> None:
    """Write scenario answers. Raises UnknownAnswer for a question or an option that the version does not have."""
    questions = {question.key: question for question in matter.version.scenario}
    for key, value in scenario.items():
        if key not in questions or value not in {option.key for option in questions[key].options}:
            raise errors.UnknownAnswer(field=key)
    matter.case.scenario = {**matter.case.scenario, **scenario}
    matter.__dict__.pop("facts", None)


def _sources(change: Change[Case], matter: Matter) -> dict[str, object]:
    """What is known already and need not be keyed again (F2): the person's own record, the state's registers, and her
    last case."""
    identity = matter.applicant
    known: dict[str, object] = {
        "identity.name": identity.name,
        "identity.number": identity.number.value,
        "identity.birth": identity.birth.isoformat() if identity.birth else None,
        "identity.sex": identity.sex.value if identity.sex else None,
        "identity.phone": identity.phone,
        "identity.phone_owner": identity.phone_owner,
        "identity.address": identity.address,
        "identity.household_region": identity.household_region,
        "identity.residence_region": identity.residence_region,
        "identity.ethnicity": identity.ethnicity,
    }
    wanted = {field.prefilled_from for field in matter.fields if field.prefilled_from}
    for key in sorted({source.split(".")[1] for source in wanted if source.startswith("register.")}):
        answer = papers.ask(change, key)
        if answer is not None:
            known |= {f"register.{key}.{name}": value for name, value in answer.facts.items()}
    if any(source.startswith("earlier.") for source in wanted):
        earlier = (
            Case.objects.filter(applicant=matter.case.applicant, received_at__isnull=False)
            .order_by("-opened_at")
            .first()
        )
        if earlier is not None:
            earlier.applicant = matter.case.applicant
            known |= {f"earlier.{key}": value for key, value in Matter(earlier, matter.on).form.items()}
    if any(block.prefilled_from == HOUSEHOLD for block in matter.version.blocks):
        told = people.household(change.by, matter.case.applicant)
        known[HOUSEHOLD] = [member.columns() for member in told]
    return known


def _keep_household(change: Change[Case], matter: Matter) -> None:
    """Keep the household that the form tells, so that the next form is not asked for it again."""
    kept = clean(matter.version, matter.facts, matter.form)
    for block in blocks_for(matter.version, matter.facts):
        rows = kept.get(block.key)
        if block.prefilled_from == HOUSEHOLD and isinstance(rows, list):
            keep_household(change, matter.case.applicant, rows)


@once
def fill(
    case_id: UUID,
    *,
    by: Actor,
    scenario: Mapping[str, str] | None = None,
    form: Mapping[str, object] | None = None,
    ticks: Mapping[str, Tick] | None = None,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Work on a draft: answer the scenario, fill the form, tick papers. Kept as it is given; checked at receipt,
    except for what the version does not have, which is refused at once.

    Raises UnknownAnswer, UnknownMaterial, FormWrong.
    """
    with act(CASE, case_id, Action.FILL, by=by, seen=seen, request=request, at=at) as change:
        change.record(
            events.Filled(scenario=tuple(scenario or ()), fields=tuple(form or ()), documents=tuple(ticks or ()))
        )
        case = change.subject
        matter = Matter(case, change.date)
        if scenario:
            _answer(matter, scenario)
            case.sealed_form = seal_form(
                case, {**prefill(matter.version, matter.facts, _sources(change, matter)), **matter.form}
            )
            matter = Matter(case, change.date)
        if form:
            _refuse_unknown(matter, form)
            given = {**matter.form, **form}
            read = clean(matter.version, matter.facts, given)
            # Kept as it was read: money in fen, a typed account without its spaces.
            case.sealed_form = seal_form(case, given | {key: read[key] for key in form if key in read})
            matter = Matter(case, change.date)
        case.region = matter.competent_region or case.region
        if scenario or form:
            papers.sync(change, matter)
        if ticks:
            papers.tick(change, matter, ticks)
    return case


def _refuse_unknown(matter: Matter, form: Mapping[str, object]) -> None:
    """A field that the version does not have, or a text that no field may hold, is refused at once."""
    problems = tuple(
        problem
        for problem in validate(matter.version, matter.facts, {**matter.form, **form})
        if problem.field.split(".")[0] in form and problem.code != "required"
    )
    if problems:
        raise errors.FormWrong(problems, count=len(problems), first=str(problems[0].sentence), field=problems[0].field)


@once
def print_form(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """Print the filled form for signature; what it says is remembered, so a later change asks for a new signature.

    Raises ScenarioOpen, FormWrong.
    """
    with act(CASE, case_id, Action.FILL, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        require_complete(matter)
        case.signed_digest = form_digest(case, matter.declared)
        letters.send(change, matter, letters.application_form(matter))
        change.record(events.Filled())
    return case


def require_complete(matter: Matter) -> None:
    """Scenario answered, form right. Raises ScenarioOpen, FormWrong."""
    open_questions = unanswered(matter.version, matter.facts)
    if open_questions:
        raise errors.ScenarioOpen(field=open_questions[0].key, question=str(open_questions[0].text))
    problems = matter.problems
    if problems:
        raise errors.FormWrong(problems, count=len(problems), first=str(problems[0].sentence), field=problems[0].field)


@once
def receive(
    case_id: UUID,
    *,
    by: Actor,
    proposal: Answer | None = None,
    came: bool = True,
    with_receipt: UUID | None = None,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Take the documents against a receipt (收件). The five days to answer run from today, at whichever tier.

    Where this tier only receives, the case goes to the accepting office with a proposed answer; where it accepts, the
    clerk holds the accepting step at once. `came`: the applicant, or who acts for her, came to the window.
    `with_receipt`: the one receipt of the 一件事 that it is taken in with.
    Raises ScenarioOpen, FormWrong, NotSigned, FormChanged; what `representation.require_standing` and keep_household
    raise.
    """
    with act(CASE, case_id, Action.RECEIVE, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        require_complete(matter)
        documents = papers.of(case)
        papers.require_signed(matter, documents)
        words.require_signed(case, documents)
        representation.require_standing(matter)
        case.received_at = change.at
        own = matter.mode in (Mode.OWN, Mode.ENTRUSTED)
        answer_by = start_answer(change, matter, own)
        notice = with_receipt or letters.send(change, matter, letters.receipt(matter, change, documents, answer_by)).pk
        if came and case.channel == Channel.WINDOW:
            visit(change, matter.origin.site, purpose="intake", asked=case.promised_visits > 0)
        change.record(
            events.Received(
                office=case.origin_id,
                documents=tuple(one.material for one in documents if one.state == "received"),
                missing=tuple(one.material for one in papers.missing(documents)),
                proposal=proposal.value if proposal else "",
                answer_by=answer_by,
                notice=notice,
            )
        )
        _keep_household(change, matter)
    return case


def start_answer(change: Change[Case], matter: Matter, own: bool) -> date | None:
    """Start the time to answer and hand the accepting step over; the last day to answer."""
    step = steps.first(matter, Stage.RECEIVED)
    to = steps.office_of(matter, step)
    clock = clocks.start(
        change,
        kind=Kind.ANSWER,
        days=matter.version.regime.answer_days,
        unit=Unit.WORKING,
        since=change.date,
        office=to.pk,
        region=to.region_id,
    )
    steps.dispatch(change, matter, step, clock=clock, taken=own)
    return clock.due


def visit(change: Change[Case], site: Site, *, purpose: str, asked: bool) -> None:
    """Count a trip of the applicant; `asked` where the procedure made her come (最多跑一次)."""
    Visit.objects.create(case=change.subject, site=site, at=change.at, purpose=purpose, asked=asked)
    change.record(events.Visited(site=site.pk, purpose=purpose, asked=asked))


def unmet(matter: Matter) -> tuple[str, ...]:
    """Why, by the facts, the item's conditions are not met; shown to the clerk, decided by the authority."""
    return tuple(str(condition.refusal) for condition in unmet_conditions(matter.version, matter.facts))
