"""Plain words → items: what a resident types or says, in dialect, pinyin, initials, English or with slips.

No database and no settings: the words are data files, the index is built once for the process.
"""

from collections.abc import Collection
from dataclasses import dataclass

from siban.domain.catalog.words import matching
from siban.domain.catalog.words.index import built, built_of_themes

CERTAIN = 0.43
"""Score from which a phrase is taken to be about an item at all."""
BESIDE = 0.45
"""Share of the best item's score that another needs to stand beside it."""
THEME = 0.5
"""Score that a theme needs, and as much as the best item has, to be offered beside the items."""
ABOVE = 1.1
"""How much more than the best item a theme has that the phrase is about before all."""
AGAINST = 0.6
"""Share of the score of what other bodies do that an item needs to stand beside the best item."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that a phrase may mean; `why` is the expression that matched, shown to the resident."""

    key: str
    score: float
    certain: bool
    why: str


@dataclass(frozen=True, slots=True)
class ThemeHit:
    """A theme that a phrase may mean; `certain`: it fits better than any one item."""

    key: str
    score: float
    certain: bool


@dataclass(frozen=True, slots=True)
class Referral:
    """What another body does, and where to go for it."""

    name: str
    where: str
    note: str
    score: float
    why: str


def find(phrase: str, top: int = 3, *, items: Collection[str] | None = None) -> tuple[Hit, ...]:
    """The `top` items that `phrase` most likely means, best first; `items` limits the answer to those keys.

    A hit is certain when the phrase says enough, and nothing that another body does, or that is no business of a
    service hall, fits it better.
    """
    index = built()
    scores = matching.score(index, phrase)
    known = index.lexicon.items
    ranked = sorted(
        ((value, key, why) for key, (value, why) in scores.items() if key in known and (items is None or key in items)),
        key=lambda hit: (-hit[0], hit[1]),
    )[: max(top, 0)]
    other = max((value for key, (value, _) in scores.items() if key not in known), default=0.0)
    if not ranked:
        return ()
    best = ranked[0][0]
    about_items = best >= CERTAIN and best > other
    return tuple(
        Hit(key, round(value, 4), about_items and value >= max(BESIDE * best, AGAINST * other), why)
        for value, key, why in ranked
    )


def find_themes(phrase: str) -> tuple[ThemeHit, ...]:
    """The themes (一件事) that a phrase is about, best first: what one item fits better is none of them."""
    scores = matching.score(built_of_themes(), phrase)
    item = max((value for value, _why in matching.score(built(), phrase).values()), default=0.0)
    found = [
        ThemeHit(key, round(value, 4), value >= ABOVE * item)
        for key, (value, _why) in scores.items()
        if value >= max(THEME, item)
    ]
    return tuple(sorted(found, key=lambda hit: -hit.score))


def answers(phrase: str, top: int = 3) -> tuple[str, ...]:
    """Keys of the certain hits, best first; empty where no item is certain."""
    return tuple(hit.key for hit in find(phrase, top) if hit.certain)


def referral(phrase: str) -> Referral | None:
    """Where to go when the phrase is about what another body does; None where an item, or nothing, fits better."""
    index = built()
    scores = matching.score(index, phrase)
    if not scores:
        return None
    key = max(scores, key=lambda target: scores[target][0])
    value, why = scores[key]
    entry = index.lexicon.elsewhere.get(key)
    if entry is None or value < CERTAIN:
        return None
    return Referral(entry.name, entry.where, entry.note, round(value, 4), why)
