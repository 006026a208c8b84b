"""What the one box is asked: a person by her number or name, a case by its number, an item by plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from siban.domain.cases.errors import CaseNotFound
from siban.domain.cases.queries import bringing, scope
from siban.domain.catalog import queries as catalog
from siban.domain.catalog import search
from siban.domain.catalog.rules import limits, mode
from siban.domain.catalog.themes import Theme
from siban.domain.catalog.types import Entry, Handling, Mode, Tier
from siban.domain.people import queries as people
from siban.domain.people.errors import SearchTooShort
from siban.domain.people.identity import Kind, normalise, parse
from siban.domain.people.queries import Card
from siban.domain.places import queries as places
from siban.kernel import numbers
from siban.kernel.actors import Actor
from siban.kernel.clock import today
from siban.kernel.looks import opened
from siban.surfaces.ui.templatetags.words import days

IDENTITY = re.compile(r"\d{15}|\d{17}[\dX]|\d{18,20}X?")
KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "-", "=")
"""The keys of the items of a window, in the order in which they lie on the keyboard."""
NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003fffd·]{2,4}|[A-Za-z ]{2,20}")
HITS = 6


PURPOSE = "查找"
"""On record as it is shown to the person, so it is Chinese."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An item as this window may take it in; `why` says why not, where it may not."""

    key: str
    name: str
    how: str
    on_the_spot: bool
    why: str
    press: str = ""
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What the words meant. `unknown` is a document number that nobody on record bears."""

    words: str = ""
    person: UUID | None = None
    unknown: str = ""
    case: UUID | None = None
    bring: UUID | None = None
    item: str = ""
    people: tuple[Card, ...] = ()
    places: dict[str, str] | None = None
    more: bool = False
    items: tuple[Offer, ...] = ()
    referral: search.Referral | None = None

    @property
    def nothing(self) -> bool:
        return not (self.people or self.items or self.referral or self.item)


def ask(actor: Actor, words: str, tier: str) -> Found:
    """What was typed into the box. Raises CaseNotFound, BadCaseNumber, BadNumber, SearchTooShort, NotAllowed."""
    words = " ".join(words.split())[:200]
    if words in KEYS:
        pressed = next((one for one in twelve(tier) if one.press == words and not one.why), None)
        return Found(words, item=pressed.key if pressed else "")
    plain = normalise(words)
    if len(plain) == 17 and plain.isdigit():
        number = numbers.parse(plain)
        try:
            return Found(words, case=scope.by_number(actor, number).pk)
        except CaseNotFound:
            # Another office's: here only for a promised paper that was brought to this window.
            return Found(words, bring=bringing.by_number(actor, number))
    if IDENTITY.fullmatch(plain):
        parse(Kind.CITIZEN, plain, today())
        person = people.by_number(actor, plain)
        return Found(words, person=person.pk if person else None, unknown="" if person else plain)
    if any(mark.isdigit() for mark in plain):
        return _people(actor, words)
    found = _people(actor, words) if NAME.fullmatch(words) else Found(words)
    items = offers_for(words, tier)
    if found.nothing and not items:
        if len(plain) < 2:
            raise SearchTooShort(field="words")
        return Found(words, referral=search.referral(words))
    return Found(words, people=found.people, places=found.places, more=found.more, items=items)


def _people(actor: Actor, words: str) -> Found:
    """Who is meant; whose names come up is on record before they are shown."""
    hits = people.search(actor, words)
    opened(actor, (card.person for card in hits.people), PURPOSE, "姓名")
    where = places.paths({card.household_region for card in hits.people if card.household_region})
    return Found(words, people=hits.people, places={key: str(text) for key, text in where.items()}, more=hits.more)


def offers_for(words: str, tier: str) -> tuple[Offer, ...]:
    """The items and themes that plain words mean, best first, as this tier may take them in.

    A row of the basic list for which a theme stands is offered as the theme.
    """
    hits, meant = search.find(words, HITS), search.find_themes(words)
    if not hits and not meant:
        return ()
    known = catalog.themes()
    wholes = {one.key: one for one in known} | {one.entry: one for one in known if one.entry}
    entries = {entry.key: entry for entry in catalog.entries(today(), keys=tuple(hit.key for hit in hits))}
    first = [of_theme(wholes[hit.key], tier, certain=hit.certain) for hit in meant if hit.key in wholes]
    items = [
        of_theme(wholes[hit.key], tier, certain=hit.certain)
        if hit.key in wholes
        else offer(entries[hit.key], tier, certain=hit.certain)
        for hit in hits
        if hit.key in entries
    ]
    ahead = [one for one in first if one.certain]
    found: dict[str, Offer] = {}
    for one in (*ahead, *items[:1], *first, *items[1:]):
        found.setdefault(one.key, one)
    return tuple(found.values())


def of_theme(theme: Theme, tier: str, *, certain: bool = False) -> Offer:
    """A theme as this tier may take it in."""
    how = _("一件事，%(count)d 件一起办") % {"count": len(theme.parts)}
    why = "" if tier in theme.accepting else _("“%(item)s”这个窗口不收，请领到镇里或区大厅。") % {"item": theme.name}
    return Offer(theme.key, str(theme.name), how, False, why, certain=certain)


def twelve(tier: str) -> tuple[Offer, ...]:
    """The items on the keys of this window: those it may take in, published ones first."""
    entries = sorted(catalog.entries(today(), accepting=Tier(tier)), key=lambda entry: not entry.published)
    return tuple(offer(entry, tier, press=key) for entry, key in zip(entries, KEYS, strict=False))


def offer(entry: Entry, tier: str, *, press: str = "", certain: bool = False) -> Offer:
    """One item as this tier may take it in."""
    if entry.version is None:
        how, why = _("指南还没发布"), _("“%(item)s”的办事指南还没有发布，先打电话问主管单位。") % {"item": entry.name}
        return Offer(entry.key, str(entry.name), how, False, why, press, certain)
    version = catalog.version(entry.version)
    taken = mode(version, tier)
    if taken is None:
        why = _("“%(item)s”这个窗口不收，请领到镇里或区大厅。") % {"item": entry.name}
        return Offer(entry.key, str(entry.name), _("这里不收"), False, why, press, certain)
    limit = limits(version, tier)
    spot = limit.handling is Handling.INSTANT
    how = {
        Mode.OWN: _("自己办"),
        Mode.ENTRUSTED: _("委托受理"),
        Mode.RECEIVES: _("代收后转镇里"),
    }[taken]
    return Offer(
        entry.key,
        str(entry.name),
        how if spot else f"{days(limit.promised, 'calendar')}{_('，')}{how}",
        spot,
        "",
        press,
        certain,
    )
