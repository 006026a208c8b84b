"""A 一件事 as the desk draws it: the stages of its intake, an answer for each part, what her family may also get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siban.domain.cases.queries.also import may_also
from siban.domain.cases.queries.families import Draft, Share
from siban.domain.cases.rules import CAPACITY_NAMES, Answer, Capacity, DocumentState
from siban.domain.catalog.types import Entry
from siban.domain.people import queries as people
from siban.domain.people.models import Person
from siban.domain.people.rules import RELATION_NAMES
from siban.kernel.actors import Actor
from siban.surfaces.desk.counter import ANSWER, ITEM, PAPERS, SCENARIO, WHO, Stage, in_line

KIN = 3
"""Of how many of her household it is looked up what they may also get."""


def stage_of(draft: Draft, wanted: str) -> str:
    """Where the intake stands, or the stage that was asked for, if one can go there already."""
    reached = PAPERS if draft.complete else SCENARIO
    return wanted if wanted in (WHO, SCENARIO) else reached


def stages(draft: Draft, now: str) -> tuple[Stage, ...]:
    """The same five stages as of one case."""
    who = draft.applying
    came = _("%(name)s，本人来") % {"name": who.name}
    if who.capacity != Capacity.SELF:
        came = _("%(other)s替%(name)s，%(as)s") % {
            "other": who.other,
            "name": who.name,
            "as": CAPACITY_NAMES[who.capacity],
        }
    given = draft.sheet.house.family.scenario
    told = [
        str(option.text)
        for question in draft.sheet.questions
        for option in question.options
        if option.key == given.get(question.key)
    ]
    here = sum(paper.state == DocumentState.RECEIVED for paper in draft.listing.papers)
    papers = _("%(total)d 样收了 %(here)d 样") % {"total": len(draft.listing.papers), "here": here}
    return in_line(
        (
            (WHO, _("谁来办"), came),
            (ITEM, _("办什么"), _("%(count)d 件一起办") % {"count": len(draft.shares)}),
            (SCENARIO, _("什么情形"), (_("，").join(told[:3]) if draft.complete else "") or _("还没选")),
            (
                PAPERS,
                _("收材料"),
                papers,
            ),
            (ANSWER, _("收件"), _("一张凭证")),
        ),
        now,
    )


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """An answer that may be proposed for one part; what may not be stays and says why."""

    key: str
    name: str
    open: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One part in the list: who answers it, what it lacks, which answer goes with it."""

    item: str
    name: str
    note: str
    unmet: tuple[str, ...]
    options: tuple[AnswerOption, ...]


PROPOSED: Mapping[Answer, str | Promise] = {
    Answer.ACCEPT: gettext_lazy("报受理"),
    Answer.CORRECT: gettext_lazy("报一次告知"),
    Answer.NOT_COMPETENT: gettext_lazy("报不归这里"),
}


def share_rows(draft: Draft) -> tuple[ShareRow, ...]:
    """The parts of a draft. Where this window answers itself, nothing is proposed: the answer follows the receipt."""
    return tuple(ShareRow(one.item, one.name, _note(one), one.unmet, _options(one)) for one in draft.shares)


def _note(share: Share) -> str:
    if share.missing:
        return _("差 %(count)d 样") % {"count": share.missing}
    return _("收件后在这里答复") if share.answers_here else _("齐了，转%(to)s受理") % {"to": share.to}


def _options(share: Share) -> tuple[AnswerOption, ...]:
    offered = [choice for choice in share.choices if choice.answer in PROPOSED]
    # Before the form is signed nothing can be proposed, and there is nothing to choose.
    if share.answers_here or not any(choice.open for choice in offered):
        return ()
    likely = share.proposed or next(choice.answer for choice in offered if choice.open)
    return tuple(
        AnswerOption(one.answer.value, str(PROPOSED[one.answer]), one.open, one.answer is likely) for one in offered
    )


@dataclass(frozen=True, slots=True)
class Kin:
    """Someone of her household, and what that person may also get."""

    person: UUID
    name: str
    relation: str
    also: tuple[Entry, ...]


def kin(actor: Actor, person: Person, tier: str) -> tuple[Kin, ...]:
    """What the people who live with her may also get, for the clerk to offer; those without anything are left out."""
    near = [one for one in people.relatives(actor, person) if one.lives_together][:KIN]
    found = []
    for one in near:
        other = people.get(one.person)
        also = may_also(other, people.identity(other), tier)
        if also:
            found.append(Kin(one.person, one.name, str(RELATION_NAMES[one.kind]), also))
    return tuple(found)
