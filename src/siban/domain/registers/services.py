"""Fetching from a register what an applicant would else have to bring."""

from __future__ import annotations

import json
from typing import Any

from siban.domain.people import queries as people
from siban.domain.people.errors import PurposeMissing
from siban.domain.people.models import Person
from siban.domain.registers import events, queries
from siban.domain.registers.models import Inquiry
from siban.domain.registers.rules import Answer, Power
from siban.kernel.acts import Change
from siban.kernel.crypto import keyring


def fetch(change: Change[Any], person: Person, register: str, purpose: str, power: Power) -> Answer | None:
    """Ask a register in place of a paper, and keep question and answer with the case.

    Sources: State Council Decree 716; Personal Information Protection Law 13, 34.
    The answer, None where the register knows no such person, is sealed under the person's key; the case's timeline says
    who asked, what for and on what power. Records register.asked, so the act's own event goes first. Two statements.
    Raises NoSuchRegister, RegisterDown, PurposeMissing, PersonErased.
    """
    if not purpose.strip():
        raise PurposeMissing(field="purpose")
    about = queries.register(register)
    answer = queries.ask(about, person, people.identity(person))
    inquiry = Inquiry(
        stream=change.stream_id,
        person=person,
        register=about.key.value,
        power=power.kind.value,
        basis=power.basis,
        purpose=purpose,
        at=change.at,
        by=change.by.user,
    )
    if answer is not None:
        plain = json.dumps(dict(answer.facts), ensure_ascii=False, sort_keys=True).encode()
        inquiry.sealed = keyring.seal(bytes(person.key.wrapped or b""), plain, queries.context(inquiry.id))
        inquiry.as_of = answer.as_of
    inquiry.save(force_insert=True)
    change.record(
        events.Asked(
            inquiry=inquiry.id,
            person=person.id,
            register=inquiry.register,
            power=inquiry.power,
            basis=inquiry.basis,
            purpose=inquiry.purpose,
            found=answer is not None,
        )
    )
    return answer
