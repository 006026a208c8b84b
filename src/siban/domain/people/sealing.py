"""Between a person's row and what is known of her: sealing, opening, and the tokens she is found by."""

from __future__ import annotations

from siban.domain.people.errors import PersonErased
from siban.domain.people.households import Member, decode
from siban.domain.people.identity import IdNumber
from siban.domain.people.models import HouseholdMember, Person, PersonToken
from siban.domain.people.rules import Identity, TokenKind, number_key, tokens
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


def seal_row(head: Person, plain: bytes) -> bytes:
    """A row of her household, under the head's key. Raises PersonErased."""
    return keyring.seal(_wrapped(head), plain, _row_context(head))


def unseal_row(head: Person, sealed: bytes | memoryview) -> bytes:
    """A row of her household in the clear. Raises PersonErased."""
    return keyring.open(_wrapped(head), bytes(sealed), _row_context(head))


def member(head: Person, row: HouseholdMember) -> Member | None:
    """A row of her household as it was told; None where the member's own key is erased. Raises PersonErased."""
    plain = unseal_row(head, row.sealed)
    if row.person is None:
        return decode(plain)
    if row.person.key.wrapped is None:
        return None
    identity = unseal(row.person)
    return decode(plain, identity.name, identity.number)


def token(kind: TokenKind, value: str) -> bytes:
    """The look-up token of one value, as it is written."""
    return keyring.token(_use(kind), value)


def next_token(kind: TokenKind, value: str) -> bytes | None:
    """The same for the second column, while the master key changes."""
    return keyring.next_token(_use(kind), value)


def all_tokens(kind: TokenKind, value: str) -> tuple[bytes, ...]:
    """What a search looks for: one token, two while the master key changes."""
    return keyring.tokens(_use(kind), value)


def token_row(person: Person, kind: TokenKind, value: str) -> PersonToken:
    """An unsaved row for one thing she is found by."""
    return PersonToken(person=person, kind=kind, token=token(kind, value), next_token=next_token(kind, value))


def number_tokens(number: IdNumber | None) -> dict[str, bytes | None]:
    """The columns by which a member of a household is recognised; empty where nobody has told her number."""
    if number is None:
        return {"number_token": None, "next_token": None}
    value = number_key(number)
    return {"number_token": token(TokenKind.NUMBER, value), "next_token": next_token(TokenKind.NUMBER, value)}


def token_rows(person: Person, identity: Identity) -> list[PersonToken]:
    """Unsaved rows for everything she is found by."""
    return [token_row(person, kind, value) for kind, value in tokens(identity)]


def _use(kind: TokenKind) -> str:
    return f"person.{kind}"


def _wrapped(person: Person) -> bytes:
    if person.key.wrapped is None:
        raise PersonErased()
    return bytes(person.key.wrapped)


def _context(person: Person) -> bytes:
    return b"person:" + person.stream_id.bytes


def _row_context(head: Person) -> bytes:
    return b"household:" + head.stream_id.bytes
