"""A case that is being taken in, as the window sees it: papers, answers, and what the notice would say if given now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from siban.domain.cases.matter import Matter, form_digest, open_witness
from siban.domain.cases.models import Case
from siban.domain.cases.queries.papers import Paper, of
from siban.domain.cases.queries.pledged import Allowed, Word, allowed, words_of
from siban.domain.cases.queries.scope import get
from siban.domain.cases.rules import Answer, Choice, DocumentState, answers
from siban.domain.cases.services import letters, steps
from siban.domain.cases.services.again import Earlier, earlier
from siban.domain.cases.services.documents import signed_form
from siban.domain.cases.services.intake import unmet
from siban.domain.cases.services.representation import answer_for
from siban.domain.catalog.rules import limits, mode, questions_for, unanswered
from siban.domain.catalog.types import Handling, Mode, Question, Stage, Tier
from siban.domain.notices.data import Missing
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import for_stream
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.people.rules import Need
from siban.domain.places import queries as places
from siban.domain.places.models import Office
from siban.domain.places.queries import Elsewhere
from siban.domain.places.rules import regions
from siban.domain.staff.relatives import Declared, declared_by
from siban.domain.work.queries import calendar
from siban.domain.work.rules import Due, Unit, due
from siban.kernel.actors import Actor
from siban.kernel.clock import today


@dataclass(frozen=True, slots=True)
class Intake:
    """One intake for the clerk who has it in hand.

    `answers_here`: this tier answers itself; else it hands on to `to` with a proposal. `answer_by` explains the last
    day to answer if it is received today, `mend_by` the applicant's last day if she is told today.
    """

    case: Case
    matter: Matter
    papers: tuple[Paper, ...]
    notices: tuple[Notice, ...]
    choices: tuple[Choice, ...]
    proposed: Answer | None
    missing: tuple[Missing, ...]
    unmet: tuple[str, ...]
    answers_here: bool
    instant: bool
    to: Office
    elsewhere: Elsewhere | None
    answer_by: Due
    mend_by: Due
    form: Paper | None
    altered: bool
    words: tuple[Word, ...]
    allowed: Allowed
    earlier: Earlier | None
    """A case of the same item that came to nothing, from whose papers this one may go on."""
    recused: tuple[Declared, ...]
    witness: str
    seen: int

    @property
    def questions(self) -> tuple[Question, ...]:
        return questions_for(self.matter.version, self.matter.facts)

    @property
    def unanswered(self) -> tuple[Question, ...]:
        return unanswered(self.matter.version, self.matter.facts)

    @property
    def printed(self) -> Notice | None:
        """The form as it was last printed; None where it was not, or was changed since."""
        return None if self.altered else self.notice(NoticeKind.APPLICATION_FORM)

    @property
    def signed(self) -> bool:
        """Whether the signed form is here, or the item has none."""
        return self.form is None or (self.form.document.state == DocumentState.RECEIVED and bool(self.form.pages))

    @property
    def needs_fingerprint(self) -> bool:
        """Whether she has told that she cannot write, and nobody has asked yet how she signs."""
        return Need.WRITING in self.matter.applicant.needs and not self.case.by_fingerprint

    def notice(self, kind: NoticeKind) -> Notice | None:
        """The newest notice of a kind."""
        return next((one for one in self.notices if one.kind == kind), None)


def intake(actor: Actor, case_id: UUID) -> Intake:
    """One intake. Raises CaseNotFound."""
    return intake_of(get(actor, case_id))


def intake_of(case: Case) -> Intake:
    """The same of a case that was read already; three statements and what is not known yet of its offices."""
    matter = Matter(case, today())
    papers = of(matter)
    documents = [paper.document for paper in papers]
    form = signed_form(matter, documents)
    shown = next((paper for paper in papers if form is not None and paper.document.pk == form.pk), None)
    lacking = letters.missing(matter, documents)
    own = mode(matter.version, case.tier) in (Mode.OWN, Mode.ENTRUSTED)
    recused = declared_by([one for one in (case.applicant_id, case.representative_id) if one])
    # A colleague's relative's case is taken in here and answered one level up (回避).
    here = own and not any(case.origin_id in one.offices for one in recused)
    signed = shown is None or (shown.document.state == DocumentState.RECEIVED and bool(shown.pages))
    choices = answers(
        competent=matter.competent,
        missing=len(lacking),
        mendable=len(matter.problems),
        told_before=bool(case.corrections),
        signed=signed,
    )
    days = calendar()
    return Intake(
        case=case,
        matter=matter,
        papers=papers,
        notices=tuple(for_stream(case.pk)),
        choices=choices,
        proposed=proposed(choices, len(lacking), matter.competent),
        missing=lacking,
        unmet=unmet(matter),
        answers_here=here,
        instant=here and _instant(matter) and all(one.state != DocumentState.PROMISED for one in documents),
        to=matter.origin if own else steps.office_of(matter, steps.first(matter, Stage.RECEIVED)),
        elsewhere=_elsewhere(matter),
        answer_by=due(matter.on, matter.version.regime.answer_days, Unit.WORKING, (), days),
        mend_by=due(matter.on, matter.version.regime.correction_days, Unit.CALENDAR, (), days),
        form=shown,
        altered=bool(case.signed_digest) and case.signed_digest != form_digest(case, matter.declared),
        words=words_of(matter, documents),
        allowed=allowed(matter),
        earlier=earlier(case),
        recused=recused,
        witness=open_witness(case),
        seen=case.stream.last_number,
    )


def _instant(matter: Matter) -> bool:
    """Whether it can be concluded during the visit: instant here, and every step is this office's own."""
    version, case = matter.version, matter.case
    return (
        limits(version, case.tier).handling is Handling.INSTANT
        and version.deciding is Tier(case.tier)
        and all(steps.office_of(matter, step).pk == case.origin_id for step in matter.steps)
    )


def _elsewhere(matter: Matter) -> Elsewhere | None:
    """Who is competent where this district is not, as far as it is known."""
    region = matter.competent_region
    if matter.competent is not False or region is None:
        return None
    return places.competent_elsewhere(region, matter.authority.department)


def proposed(choices: tuple[Choice, ...], missing: int, competent: bool | None) -> Answer | None:
    """The answer that the facts point to, if it is open: not ours, something missing, or accept."""
    wanted = Answer.NOT_COMPETENT if competent is False else Answer.CORRECT if missing else Answer.ACCEPT
    return wanted if any(choice.answer is wanted and choice.open for choice in choices) else None


def preselected(matter: Matter) -> Mapping[str, str]:
    """The answers that the scenario most likely has: given ones, what is known, else the first, which is the usual one.

    The clerk confirms them or chooses others; nothing is written by this.
    """
    found = {}
    for question in questions_for(matter.version, matter.facts):
        keys = [option.key for option in question.options]
        given = matter.case.scenario.get(question.key)
        known = answer_for(matter.version, matter.case.capacity) if question.key == "who" else None
        recorded = known or _lives(matter, keys) or _registered(matter, keys)
        found[question.key] = next((key for key in (given, recorded) if key in keys), keys[0])
    return found


def _lives(matter: Matter, keys: list[str]) -> str | None:
    """For the question where she lives, asked as home, district or away: what her record says."""
    if not {"home", "away"} <= set(keys):
        return None
    home, here = matter.applicant.household_region, matter.applicant.residence_region
    if not home or not here or home == here:
        return "home"
    return "district" if "district" in keys and here[:6] == home[:6] else "away"


def _registered(matter: Matter, keys: list[str]) -> str | None:
    """For the question whether her household is a town's or a village's: what its place says."""
    if {"urban", "rural"} != set(keys):
        return None
    urban = regions.urban(matter.applicant.household_region)
    return None if urban is None else "urban" if urban else "rural"
