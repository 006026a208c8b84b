"""The index of all expressions, built once: what each says (concepts and words), how it looks and how it sounds."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import count

import rjieba

from siban.domain.catalog.words import lexicon, text

LITERAL = 0.8
"""Weight of a word that stands in no concept, beside a concept's 1."""
UNSEEN = 3.0
"""Weight of a word that stands in no expression: beside log(1 + targets / targets that say it)."""
AGES = (
    ("toddler", 0, 3),
    ("child", 1, 15),
    ("age16", 16, 22),
    ("age40", 40, 59),
    ("age60", 59, 64),
    ("age65", 65, 79),
    ("elder", 60, 130),
    ("age80", 80, 130),
)
"""Concept and the ages that it stands for, both ends included."""
_ENGLISH_FILLER = """
a an the i my me we our you your is am are do does how to for of in on at and or with want need get apply can could
please where what when who which it this that there have has help about make renew renewal application form
"""
ENGLISH_FILLER = frozenset(_ENGLISH_FILLER.split())


@dataclass(frozen=True, slots=True)
class Name:
    """A short name in the forms by which it is found."""

    target: str
    words: str
    rank: int
    chars: str
    sounds: str
    folded: str
    letters: str
    folded_letters: str


@dataclass(frozen=True, slots=True)
class Saying:
    """An expression as the set of things that it speaks of, with the sum of their weights."""

    target: str
    words: str
    tokens: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a phrase speaks of."""

    tokens: dict[str, float]
    """Concept or word → weight of its kind."""
    known: list[int]
    """For each character the length of the known word over it; 0 where there is none, or a single concept."""
    content: int
    """Characters that are no filler, at least 1."""


class Codes:
    """One private character for each syllable, so that strings of syllables can be compared as strings."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._next = count(0xF0000)

    def encode(self, sounds: list[str]) -> str:
        """The syllables as one character each."""
        return "".join(
            self._codes.get(sound) or self._codes.setdefault(sound, chr(next(self._next))) for sound in sounds
        )


class Index:
    """Everything that `matching` looks up. Costs about half a second; kept for the life of the process by `built`."""

    def __init__(self, words: lexicon.Lexicon, beside: Index | None = None) -> None:
        """`beside`: an index whose measure of how much a word says is taken over, so that scores can be compared."""
        self.lexicon, self._beside = words, beside
        self.longest_word = max(map(len, words.concepts))
        self._codes = Codes()
        self._index_names()
        self._index_sayings()
        self._index_english()
        self._index_slips()

    # -- what a phrase speaks of

    def parse(self, phrase: str) -> Parsed:
        """What a cleaned phrase speaks of: the longest known words from the left, and what lies between them."""
        tokens: dict[str, float] = {}
        known = [0] * len(phrase)
        content = len(phrase)
        at, rest = 0, 0
        while at < len(phrase):
            for length in range(min(self.longest_word, len(phrase) - at), 0, -1):
                concepts = self.lexicon.concepts.get(phrase[at : at + length])
                if concepts is not None:
                    break
            else:
                at += 1
                continue
            self._literals(phrase[rest:at], tokens)
            tokens |= {f"c:{concept}": 1.0 for concept in concepts}
            if not concepts:
                content -= length
            if length > 1 or not concepts:
                known[at : at + length] = [length] * length
            at += length
            rest = at
        self._literals(phrase[rest:], tokens)
        tokens |= {f"c:{concept}": 1.0 for pattern, concept in self.lexicon.gaps if pattern.search(phrase)}
        for age in text.ages(phrase):
            tokens |= {f"c:{concept}": 1.0 for concept, low, high in AGES if low <= age <= high}
        return Parsed(tokens, known, max(content, 1))

    def _literals(self, piece: str, tokens: dict[str, float]) -> None:
        for word in rjieba.cut(piece):
            if word.strip() and not text.is_count(word):
                tokens[f"w:{word}"] = LITERAL if len(word) > 1 else LITERAL / 2

    def sounds(self, phrase: str) -> list[str]:
        """Toneless syllables of a cleaned phrase, one a character."""
        return text.syllables(phrase)

    def code(self, sounds: list[str]) -> tuple[str, str]:
        """Syllables as comparable strings: as they are, and folded."""
        return self._codes.encode(sounds), self._codes.encode([text.fold(sound) for sound in sounds])

    # -- building

    def _index_names(self) -> None:
        self.names: list[Name] = []
        self.by_pair: defaultdict[str, list[int]] = defaultdict(list)
        self.by_initials: defaultdict[str, list[int]] = defaultdict(list)
        for expression in self.lexicon.expressions:
            if expression.rank is None:
                continue
            chars = expression.words.replace(" ", "")
            sounds = self.sounds(chars)
            plain, folded = self.code(sounds)
            letters = "".join(sounds)
            number = len(self.names)
            self.names.append(
                Name(
                    expression.target,
                    expression.words,
                    expression.rank,
                    chars,
                    plain,
                    folded,
                    letters,
                    text.fold(letters),
                )
            )
            for pair in text.pairs(chars) | text.pairs(plain) | text.pairs(folded):
                self.by_pair[pair].append(number)
            self.by_initials[text.initials(sounds)].append(number)
        self.letters = [name.letters for name in self.names]
        self.folded_letters = [name.folded_letters for name in self.names]

    def _index_sayings(self) -> None:
        parsed = [(e, self.parse(e.words).tokens) for e in self.lexicon.expressions]
        of_others = self._beside.idf if self._beside else {}
        self.idf: dict[str, float] = _idf((e.target, tokens) for e, tokens in parsed) | of_others
        self.sayings: list[Saying] = []
        self.by_token: defaultdict[str, list[int]] = defaultdict(list)
        shares: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        sizes = Counter(e.target for e, _ in parsed)
        for expression, tokens in parsed:
            if not tokens:
                continue
            for token in tokens:
                self.by_token[token].append(len(self.sayings))
                shares[token][expression.target] += 1 / sizes[expression.target]
            self.sayings.append(Saying(expression.target, expression.words, frozenset(tokens), self.weigh(tokens)))
        self.shares = {
            token: {target: share / total for target, share in counts.items()}
            for token, counts in shares.items()
            for total in [sum(counts.values())]
        }

    def weigh(self, tokens: dict[str, float]) -> float:
        """How much tokens say: the sum of their weights."""
        return sum(kind * self.idf.get(token, UNSEEN) for token, kind in tokens.items())

    def _index_english(self) -> None:
        self.english: list[Saying] = []
        parsed = [(e, english_tokens(e.words)) for e in self.lexicon.english]
        of_others = self._beside.english_idf if self._beside else {}
        self.english_idf: dict[str, float] = _idf((e.target, tokens) for e, tokens in parsed) | of_others
        for expression, tokens in parsed:
            weight = sum(self.english_idf[token] for token in tokens)
            self.english.append(Saying(expression.target, expression.words, frozenset(tokens), weight))

    def _index_slips(self) -> None:
        """Which pairs of characters are written, and which pair two sounds mean: to mend slips of pen and ear."""
        self.written: Counter[str] = Counter()
        for name in self.names:
            self.written.update(name.chars[i : i + 2] for i in range(len(name.chars) - 1))
        self.named = frozenset(self.written)
        for word in self.lexicon.concepts:
            self.written.update(word[i : i + 2] for i in range(len(word) - 1))
        self.by_sound = self._commonest(lambda sound: sound)
        self.by_folded = self._commonest(text.fold)
        self.decode: dict[tuple[str, ...], str] = {}
        for word in [*self.lexicon.concepts, *(name.chars for name in self.names if name.rank < 30)]:
            sounds = tuple(text.fold(sound) for sound in self.sounds(word))
            self.decode.setdefault(sounds, word)

    def _commonest(self, form: Callable[[str], str]) -> dict[tuple[str, ...], str]:
        found: dict[tuple[str, ...], str] = {}
        for pair, _ in self.written.most_common():
            found.setdefault(tuple(map(form, self.sounds(pair))), pair)
        return found


def english_tokens(words: str) -> dict[str, float]:
    """English words that say something, without plural and verb endings."""
    found = {}
    for word in words.replace("'s", "").replace("-", " ").split():
        if word in ENGLISH_FILLER:
            continue
        found[_stem(word)] = 1.0
    return found


def _stem(word: str) -> str:
    for ending in ("ies", "ing", "es", "s", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending) + ("y" if ending == "ies" else "")
    return word


def _idf(documents: Iterable[tuple[str, Collection[str]]]) -> dict[str, float]:
    spread: defaultdict[str, set[str]] = defaultdict(set)
    targets = set()
    for target, tokens in documents:
        targets.add(target)
        for token in tokens:
            spread[token].add(target)
    return {token: math.log(1 + len(targets) / len(found)) for token, found in spread.items()}


@cache
def built() -> Index:
    """The index, built on first use."""
    return Index(lexicon.load())


@cache
def built_of_themes() -> Index:
    """The small index of themes, built on first use."""
    return Index(lexicon.of_themes(), built())
