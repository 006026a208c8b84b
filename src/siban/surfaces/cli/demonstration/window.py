"""What happens at a window, as its clerk does it: open, fill, tick, print, sign, photograph, receive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random

from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case, CaseStep, Document
from siban.domain.cases.rules import Answer, Channel, Manner
from siban.domain.cases.services import documents, intake
from siban.domain.cases.services.documents import Tick
from siban.domain.cases.services.steps import OPEN
from siban.domain.catalog.kinds import FieldType
from siban.domain.catalog.types import Block, Field, Material, MaterialKind
from siban.domain.people.models import Person
from siban.domain.work.models import Task
from siban.kernel.actors import Actor
from siban.kernel.clock import local_date
from siban.surfaces.cli.demonstration import papers
from siban.surfaces.cli.demonstration.hands import Hands

CARDS = frozenset({"id-card", "social-security-card", "photo"})
"""Pictures of papers that are cards rather than sheets."""


def sitting(
    item: str,
    person: Person,
    *,
    by: Actor,
    at: datetime,
    scenario: Mapping[str, str],
    chance: Random,
    values: Mapping[str, object] | None = None,
    without: Mapping[str, str] | None = None,
    pictures: bool = False,
    channel: Channel = Channel.WINDOW,
) -> Case:
    """From first contact to the signed form, in one visit. The case is ready to be received.

    `without` are the papers that are not here, with the key of the reason; `pictures` photographs every paper, not the
    form alone. `at` is when the form is signed; the sitting began a few minutes before.
    """
    lacking = without or {}
    case = intake.open_case(
        item, person, by=by, channel=channel, scenario=scenario, at=at - timedelta(minutes=chance.randint(7, 14))
    )
    matter = Matter(case, local_date(at))
    ticks = {
        material.key: Tick(
            here=material.key not in lacking, manner=_manner(material), reason=lacking.get(material.key, "")
        )
        for material in asked(matter)
    }
    intake.fill(case.pk, by=by, form=_answers(matter, chance, values or {}), ticks=ticks, at=at - timedelta(minutes=4))
    intake.print_form(case.pk, by=by, at=at - timedelta(minutes=2))
    for material in matter.materials:
        is_form = material.kind is MaterialKind.FORM
        if is_form or (pictures and material.key in ticks and material.key not in lacking):
            picture = papers.photograph(material.name.zh, card=material.picture in CARDS)
            documents.photograph(case.pk, material.key, [picture], by=by, at=at)
    return case


def asked(matter: Matter) -> list[Material]:
    """The papers that the applicant is asked for, beside the form; what the state found itself is not among them."""
    shared = set(Document.objects.filter(case=matter.case, manner=Manner.SHARED).values_list("material", flat=True))
    return [one for one in matter.materials if one.kind is not MaterialKind.FORM and one.key not in shared]


def reasons(materials: Sequence[Material], chance: Random, most: int = 2) -> dict[str, str]:
    """Up to `most` papers that somebody has forgotten, each with one of its reasons."""
    chosen = chance.sample(list(materials), min(most, len(materials)))
    return {one.key: chance.choice(one.why_missing).key for one in chosen if one.why_missing}


def proposal(without: Mapping[str, str] | None) -> Answer:
    """What the window proposes by what is here."""
    return Answer.CORRECT if without else Answer.ACCEPT


def waiting(case: Case) -> Task:
    """The task of the step that waits now."""
    return Task.objects.get(pk=CaseStep.objects.get(case=case, state__in=OPEN).task)


def hand_for(task: Task, hands: Hands, at: datetime, pick: int = 0) -> Actor:
    """Who does this now: whoever acts for the post that has claimed it, else one of the posts whose work it is."""
    if task.claimed_for_id is not None:
        return hands.of(task.claimed_for_id, at)
    return hands.at(task.office_id, (task.role,), at, pick)


def _manner(material: Material) -> Manner:
    return Manner.COPY if material.kind is MaterialKind.COPY else Manner.SEEN


def _answers(matter: Matter, chance: Random, values: Mapping[str, object]) -> dict[str, object]:
    """What the form still lacks: what is given, else an option, else the sample that the form itself shows."""
    answers: dict[str, object] = {}
    for block in matter.version.blocks:
        rows = values.get(block.key) or matter.form.get(block.key)
        if isinstance(rows, list):
            answers[block.key] = [_row(block, row, matter.on, chance) for row in rows]
    for field in matter.fields:
        if field.key in values:
            answers[field.key] = values[field.key]
        elif field.required and matter.form.get(field.key) in (None, ""):
            answers[field.key] = _sample(field, chance)
    return answers


def _row(block: Block, row: Mapping[str, object], on: date, chance: Random) -> dict[str, object]:
    """A row of a block with what it lacks; a day that must be said is half a year ahead, as of a health card."""
    lacking = [one for one in block.fields if one.required and row.get(one.key) in (None, "")]
    ahead = (on + timedelta(days=180)).isoformat()
    return dict(row) | {
        one.key: ahead if one.type is FieldType.DATE and not one.sample else _sample(one, chance) for one in lacking
    }


def _sample(field: Field, chance: Random) -> str:
    if field.options:
        return chance.choice(field.options).key
    return field.sample.zh if field.sample else ""
