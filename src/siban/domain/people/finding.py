"""What the words of a search mean, and where the searcher may look."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from siban.domain.people import errors, names, rules, sealing
from siban.domain.people.identity import IdNumber, Kind, normalise, parse
from siban.domain.people.models import Person, PersonToken
from siban.domain.people.phones import parse_phone
from siban.domain.people.rules import CASE_WORKERS, TokenKind
from siban.domain.places import queries as places
from siban.domain.places.rules import regions
from siban.kernel.actors import Actor
from siban.kernel.clock import today


def matching(actor: Actor, words: str) -> QuerySet[Person] | None:
    """The people meant, unsliced; None where the words can mean nobody. Whoever was not found by her document's number
    lives where the actor works."""
    found = meant(words)
    if found is None:
        return None
    return found.people if found.by_number else _within(actor, found.people)


class Meant(NamedTuple):
    """The people whom words can mean, wherever they live, and whether it is by the number of a document."""

    people: QuerySet[Person]
    by_number: bool = False


def meant(words: str) -> Meant | None:
    """The same for who has narrowed to cases of her own already. Raises SearchTooShort, BadNumber."""
    number = normalise(words)
    if not number:
        return None
    if names.has_han(words):
        return Meant(_with_part_of_name(words))
    if any(character.isdigit() for character in number):
        try:
            return Meant(_with_any([(TokenKind.PHONE, parse_phone(words).value)]))
        except errors.BadPhone:
            return Meant(with_numbers(_numbers(number)), by_number=True)
    letters = names.spelt(words)
    if len(letters) < 2:
        raise errors.SearchTooShort(field="words")
    whole = " ".join(words.split()).casefold()
    return Meant(
        _with_any(
            [
                (TokenKind.PINYIN, letters),
                (TokenKind.INITIALS, letters),
                (TokenKind.NAME, whole),
            ]
        )
    )


def _numbers(text: str) -> list[IdNumber]:
    """Every document number that the text can be. Raises BadNumber for what can only be a mistyped citizen ID."""
    if len(text) in (15, 17, 18, 19) and text[:-1].isdecimal():
        return [parse(Kind.CITIZEN, text, today())]
    possible = []
    for kind in rules.PERSON_KINDS:
        try:
            possible.append(parse(kind, text, today()))
        except errors.BadNumber:
            continue
    return possible


def with_numbers(numbers: Iterable[IdNumber]) -> QuerySet[Person]:
    return _with_any([(TokenKind.NUMBER, rules.number_key(number)) for number in numbers])


def _with_any(keys: list[tuple[TokenKind, str]]) -> QuerySet[Person]:
    """People with one of these tokens. Tokens of different kinds never meet, so one look at the index serves all."""
    holders = PersonToken.objects.filter(
        kind__in={kind.value for kind, _value in keys},
        token__in=[token for kind, value in keys for token in sealing.all_tokens(kind, value)],
    ).values("person")
    return Person.objects.select_related("key").filter(pk__in=holders)


def _with_part_of_name(words: str) -> QuerySet[Person]:
    """People whose name holds every two neighbouring characters of the words."""
    pairs = names.bigrams(words)
    if not pairs:
        raise errors.SearchTooShort(field="words")
    holders = (
        PersonToken.objects.filter(
            kind=TokenKind.BIGRAM,
            token__in=[token for pair in pairs for token in sealing.all_tokens(TokenKind.BIGRAM, pair)],
        )
        .values("person")
        .annotate(held=Count("pk"))
        .filter(held=len(pairs))
        .values("person")
    )
    return Person.objects.select_related("key").filter(pk__in=holders)


def _within(actor: Actor, people: QuerySet[Person]) -> QuerySet[Person]:
    """Those whose household or home lies where the actor works."""
    reach = Q(pk__in=[])
    for prefix in _prefixes(actor):
        reach |= places.within(prefix, "household_region") | places.within(prefix, "residence_region")
    return people.filter(reach)


def _prefixes(actor: Actor) -> set[str]:
    """The regions in which she meets people: of a grant without office its own, of one at an office that office's.

    One statement where she acts at another office than her own.
    """
    prefixes: set[str] = set()
    elsewhere: set[UUID] = set()
    for grant in actor.grants:
        if grant.role not in CASE_WORKERS:
            continue
        if grant.office is None:
            prefixes.add(grant.region)
        elif grant.office == actor.office and actor.region:
            prefixes.add(regions.prefix(actor.region))
        else:
            elsewhere.add(grant.office)
    if elsewhere:
        prefixes |= {regions.prefix(office.region_id) for office in places.offices(elsewhere).values()}
    return prefixes
