"""Reads through the registers: what the state already knows of a person, and who asked."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from siban.domain.people import queries as people
from siban.domain.people.models import Person
from siban.domain.people.rules import Identity
from siban.domain.places import queries as places
from siban.domain.registers import demonstration, errors, rules
from siban.domain.registers.models import Inquiry
from siban.domain.registers.rules import Answer, Fact, Key, Known, Register
from siban.kernel.actors import Actor
from siban.kernel.clock import now, today
from siban.kernel.crypto import keyring


@dataclass(frozen=True, slots=True)
class Findings:
    """What the registers said of a person at one moment: lines for the window, facts for forms (register.KEY.FACT)."""

    known: tuple[Known, ...]
    facts: Mapping[Key, Mapping[str, Fact]]
    at: datetime


_KEPT: dict[str, Register] = {}


def connect(kept: Register) -> None:
    """Let a register answer that the platform itself keeps, as that of the allowances it pays."""
    _KEPT[kept.key] = kept


def registers() -> tuple[Register, ...]:
    """Every register that is connected. One that the platform keeps itself comes before what else has its key."""
    return tuple(rules.Kept(_KEPT[each.key], each) if each.key in _KEPT else each for each in demonstration.registers())


def register(key: str) -> Register:
    """One of them. Raises NoSuchRegister."""
    found = next((each for each in registers() if each.key == key), None)
    if found is None:
        raise errors.NoSuchRegister()
    return found


def ask(about: Register, person: Person, identity: Identity) -> Answer | None:
    """One question, which callers record. A demonstration register knows only made-up people. Raises RegisterDown."""
    if about.is_demonstration and not person.is_demonstration:
        return None
    answer = about.ask(identity)
    if answer is None and isinstance(about, rules.Kept):
        return ask(about.other, person, identity)
    return answer


def find(actor: Actor, person: Person, purpose: str, keys: Iterable[str] | None = None) -> Findings:
    """Ask the registers about a person, all or those named, once the look is on record. Not inside an act.

    Raises NotAllowed, PurposeMissing, NoSuchRegister; a register that does not answer gives a line that says so.
    """
    asked = registers() if keys is None else tuple(register(key) for key in keys)
    people.record_look(actor, person, purpose, [rules.NAMES[each.key].zh for each in asked])
    identity = people.identity(person)
    lines: list[Known] = []
    facts: dict[Key, Mapping[str, Fact]] = {}
    for each in asked:
        if each.is_demonstration and not person.is_demonstration:
            continue
        try:
            answer = ask(each, person, identity)
        except errors.RegisterDown:
            lines.append(rules.unreachable(each.key))
            continue
        if answer is not None:
            facts[each.key] = answer.facts
        lines.append(rules.known(each.key, answer, on=today(), place=_place(answer)))
    return Findings(tuple(lines), facts, now())


def known(actor: Actor, person: Person, purpose: str) -> tuple[Known, ...]:
    """What the state already knows and she need not fill in; a look, on record first. Not inside an act."""
    return find(actor, person, purpose).known


def _place(answer: Answer | None) -> str:
    if answer is None or "region" not in answer.facts:
        return ""
    return str(places.region_path(str(answer.facts["region"])))


@dataclass(frozen=True, slots=True)
class Fetched:
    """A paper that was obtained by sharing: which register, when, on what power, and what it said."""

    id: UUID
    register: Key
    person: UUID
    answer: Answer | None
    power: str
    basis: str
    purpose: str
    at: datetime
    by: UUID | None


def fetched(stream: UUID) -> tuple[Fetched, ...]:
    """What was fetched in a case, oldest first, opened; one statement. For who was let to the case."""
    rows = Inquiry.objects.select_related("person__key").filter(stream=stream).order_by("at", "pk")
    return tuple(_opened(row) for row in rows)


def facts_of(fetched: Iterable[Fetched]) -> dict[str, Fact]:
    """What registers said, as conditions of the catalogue name it: `register.KEY.FACT`; the latest answer stands."""
    return {
        f"register.{one.register}.{name}": value
        for one in fetched
        if one.answer is not None
        for name, value in one.answer.facts.items()
    }


def fetched_for_many(streams: Collection[UUID]) -> dict[UUID, tuple[Fetched, ...]]:
    """`fetched` of a page of subjects. One statement."""
    found: defaultdict[UUID, tuple[Fetched, ...]] = defaultdict(tuple)
    rows = Inquiry.objects.select_related("person__key").filter(stream__in=streams).order_by("at", "pk")
    for row in rows:
        found[row.stream] += (_opened(row),)
    return found


def inquiries(actor: Actor, person: Person) -> tuple[Fetched, ...]:
    """Every look-up about a person in acts, latest first, without the answers.

    For herself and who meets people in her work. Raises NotAllowed, PersonErased.
    """
    people.card(actor, person)
    rows = Inquiry.objects.filter(person=person.pk).order_by("-at", "-pk")
    return tuple(_closed(row) for row in rows)


def _closed(row: Inquiry, answer: Answer | None = None) -> Fetched:
    return Fetched(row.id, Key(row.register), row.person_id, answer, row.power, row.basis, row.purpose, row.at, row.by)


def _opened(row: Inquiry) -> Fetched:
    if row.sealed is None or row.as_of is None or row.person.key.wrapped is None:
        return _closed(row)
    plain = keyring.open(bytes(row.person.key.wrapped), bytes(row.sealed), context(row.id))
    return _closed(row, Answer(json.loads(plain), row.as_of))


def context(inquiry: UUID) -> bytes:
    """What binds a sealed answer to its row."""
    return b"inquiry:" + inquiry.bytes
