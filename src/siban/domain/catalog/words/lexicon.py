"""The words that residents use, as read from `siban/data/words` and `siban/data/catalogue`.

One file a subject area; each item has `names` (short, also found by sound, shape and initials), `says` (how people put
it) and `english`. What other bodies do (`elsewhere.yaml`) and what is no business of a service hall (`smalltalk.yaml`)
have words, too, so that they can win against an item.
"""

import csv
import io
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

from siban.domain.catalog.words import text

ITEM_FILES = (
    "relief",
    "elders_children",
    "disability",
    "pension_work",
    "medical",
    "family",
    "veterans",
    "land_farm",
    "living",
    "business_school_law",
)
GAP = "…"
"""Stands in a concept's word for up to four characters between its parts."""


@dataclass(frozen=True, slots=True)
class Expression:
    """One way to say a target. `rank` is its place among the target's names (0 = first), None for a sentence."""

    target: str
    words: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another body does: its name and where to go (referrals.csv)."""

    key: str
    name: str
    where: str
    note: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the search knows."""

    items: dict[str, str]
    """Item key → Chinese name."""
    accept: dict[str, tuple[str, ...]]
    """Item key → tiers whose window takes it in, from the village up; the district's hall always may."""
    elsewhere: dict[str, Elsewhere]
    expressions: tuple[Expression, ...]
    english: tuple[Expression, ...]
    concepts: dict[str, tuple[str, ...]]
    """Word → concepts that it stands for; the empty tuple for filler."""
    gaps: tuple[tuple[re.Pattern[str], str], ...]
    """Pattern → concept, for words that stand apart: "当过…兵" finds 当过六年兵."""
    lookalikes: dict[str, frozenset[str]]
    traditional: dict[str, str]


def _data() -> Traversable:
    return files("siban") / "data"


def _yaml(name: str) -> dict:
    with (_data() / "words" / f"{name}.yaml").open("rb") as stream:
        return yaml.load(stream, Loader=yaml.CSafeLoader)


def _rows(name: str) -> list[dict[str, str]]:
    content = (_data() / "catalogue" / name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


@cache
def load() -> Lexicon:
    """Read every words file once for this process."""
    shapes = _yaml("shapes")
    traditional = shapes["traditional"]
    rows = _rows("items.csv")
    referrals = {row["name"]: row for row in _rows("referrals.csv")}
    items = {row["key"]: row["name"] for row in rows}

    subjects: dict[str, dict] = {}
    for name in ITEM_FILES:
        subjects |= _yaml(name)
    if unknown := subjects.keys() ^ items.keys():
        raise ValueError(f"words and items differ: {', '.join(sorted(unknown))}")
    elsewhere = {}
    others = _yaml("elsewhere")
    for key, entry in others.items():
        row = referrals[entry["referral"]]
        elsewhere[key] = Elsewhere(key, row["name"], row["where"], row["note"] or "")
        entry["names"] = [*entry["names"], *(row["words"] or "").split("|"), row["name"]]
    subjects |= others | _yaml("smalltalk")
    for row in rows:
        subjects[row["key"]]["names"].append(row["name"])
        subjects[row["key"]]["english"].append(row["name_en"])

    expressions, english = _expressions(subjects, traditional)
    groups = _yaml("concepts")
    return Lexicon(
        items=items,
        accept={row["key"]: tuple(row["accept"].split("+")) for row in rows},
        elsewhere=elsewhere,
        expressions=expressions,
        english=english,
        concepts=_concepts(groups),
        gaps=_gaps(groups),
        lookalikes=_lookalikes(shapes["groups"]),
        traditional=traditional,
    )


@cache
def of_themes() -> Lexicon:
    """The words of the themes (一件事) in place of those of items; what words mean is the same."""
    subjects = _yaml("themes")
    base = load()
    expressions, english = _expressions(subjects, base.traditional)
    names = {key: str(entry["names"][0]) for key, entry in subjects.items()}
    return replace(base, items=names, accept={}, elsewhere={}, expressions=expressions, english=english)


def _expressions(
    subjects: dict[str, dict], traditional: dict[str, str]
) -> tuple[tuple[Expression, ...], tuple[Expression, ...]]:
    chinese: list[Expression] = []
    english: list[Expression] = []
    for target, entry in subjects.items():
        names = dict.fromkeys(text.clean(str(name), traditional) for name in entry["names"])
        chinese += [Expression(target, name, rank) for rank, name in enumerate(names) if name]
        chinese += [Expression(target, text.clean(str(words), traditional), None) for words in entry["says"]]
        english += [Expression(target, words.lower(), rank) for rank, words in enumerate(entry["english"])]
    return tuple(chinese), tuple(english)


def _concepts(groups: dict[str, list]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {str(word): () for word in groups["filler"]}
    for concept, words in groups.items():
        for word in map(str, words):
            if concept != "filler" and GAP not in word:
                found[word] = (*found.get(word, ()), concept)
    return found


def _gaps(groups: dict[str, list]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(".{1,4}".join(map(re.escape, word.split(GAP)))), concept)
        for concept, words in groups.items()
        for word in map(str, words)
        if GAP in word
    )


def _lookalikes(groups: list[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in groups:
        for char in group:
            found.setdefault(char, set()).update(set(group) - {char})
    return {char: frozenset(others) for char, others in found.items()}
