"""Between a person's row and what is known of her: sealing, opening, and the tokens she is found by."""

from __future__ import annotations

from siban.domain.people.errors import PersonErased
from siban.domain.people.models import Person, PersonToken
from siban.domain.people.rules import Identity, TokenKind, tokens
from siban.kernel.crypto import keyring


def seal(person: Person, identity: Identity) -> None:
    """Put what is known of her into the row, in memory; the columns that stand in the clear follow it."""
    person.sealed = keyring.seal(_wrapped(person), identity.encode(), _context(person))
    person.kind = identity.number.kind
    person.household_region = identity.household_region
    person.residence_region = identity.residence_region


def unseal(person: Person) -> Identity:
    """What is known of her; one statement where her key is not loaded. Raises PersonErased."""
    return Identity.decode(keyring.open(_wrapped(person), bytes(person.sealed), _context(person)))


def token(kind: TokenKind, value: str) -> bytes:
    """The look-up token of one value."""
    return keyring.token(f"person.{kind}", value)


def token_rows(person: Person, identity: Identity) -> list[PersonToken]:
    """Unsaved rows for everything she is found by."""
    return [PersonToken(person=person, kind=kind, token=token(kind, value)) for kind, value in tokens(identity)]


def _wrapped(person: Person) -> bytes:
    if person.key.wrapped is None:
        raise PersonErased()
    return bytes(person.key.wrapped)


def _context(person: Person) -> bytes:
    return b"person:" + person.stream_id.bytes
