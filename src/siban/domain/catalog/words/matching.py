"""How well a phrase fits each target: by name (look, sound, slip), by meaning, by pinyin, initials, English.

Every way gives a score between 0 and about 1 and the expression that it found; a target keeps its best.
"""

from collections import Counter, defaultdict

import rjieba
from rapidfuzz import fuzz, process

from siban.domain.catalog.words import text
from siban.domain.catalog.words.index import UNSEEN, Index, english_tokens

SOUND, FOLDED, MENDED, MENDED_LONG = 0.97, 0.92, 0.95, 0.85
"""What a find is worth when only the sound, only the folded sound, or only the mended phrase agrees."""
EXACT = 0.15
"""What a phrase that is a name to the letter has over one that holds a name."""
DECODED = 0.9
"""What a find is worth that reads characters out of pinyin."""
SHORT = 8
"""Characters up to which a phrase is a name rather than a sentence: a slip is likelier there than a chance likeness."""
CANDIDATES = 90
"""Names compared letter by letter, of those that share most pairs with the phrase."""
SHARE = 0.3
"""Weight of how exclusively the words belong to a target, beside its best expression."""

OF_PHRASE, OF_SAYING, ENOUGH = 0.5, 0.5, 8.0
"""How much the matched shares of phrase and expression count, and the matched weight that is enough in itself."""

Scores = dict[str, tuple[float, str]]
"""Target → score and the expression that gave it."""


def score(index: Index, phrase: str) -> Scores:
    """Score of every target that the phrase may mean. `phrase` as typed."""
    cleaned = text.clean(phrase, index.lexicon.traditional)
    if not cleaned:
        return {}
    if text.is_latin(cleaned):
        return _latin(index, cleaned)
    compact = cleaned.replace(" ", "")
    found = _chinese(index, compact)
    mended = mend(index, compact)
    if mended != compact:
        _merge(found, _chinese(index, mended), MENDED if len(compact) <= SHORT else MENDED_LONG)
    return found


def mend(index: Index, phrase: str) -> str:
    """`phrase` with slips put right: a pair that nobody writes becomes the one that sounds or looks like it."""
    known = index.parse(phrase).known
    sounds = index.sounds(phrase)
    chars = list(phrase)
    for at in range(len(chars) - 1):
        pair = chars[at] + chars[at + 1]
        if index.written[pair] or (known[at] and known[at + 1]) or (len(phrase) > SHORT and rjieba.has_word(pair)):
            continue
        right = _alike_sound(index, sounds[at : at + 2])
        if right and (
            any(known[at + i] > 1 and right[i] != pair[i] for i in (0, 1))
            or (rjieba.has_word(pair) and right not in index.named)
        ):
            right = (
                None  # What sounds like something else but is a word in itself was meant, unless an item is called so.
            )
        if right := right or _lookalike(index, pair):
            chars[at : at + 2] = list(right)
    return "".join(chars)


def _alike_sound(index: Index, said: list[str]) -> str | None:
    return index.by_sound.get(tuple(said)) or index.by_folded.get(tuple(text.fold(sound) for sound in said))


def _lookalike(index: Index, pair: str) -> str | None:
    first, second = pair[0], pair[1]
    options = [other + second for other in index.lexicon.lookalikes.get(first, ())]
    options += [first + other for other in index.lexicon.lookalikes.get(second, ())]
    best = max(options, key=lambda option: index.written[option], default=None)
    return best if best and index.written[best] else None


def _merge(into: Scores, other: Scores, worth: float = 1.0) -> None:
    for target, (value, why) in other.items():
        if value * worth > into.get(target, (0.0, ""))[0]:
            into[target] = value * worth, why


# -- Chinese


def _chinese(index: Index, phrase: str) -> Scores:
    parsed = index.parse(phrase)
    found = _by_name(index, phrase, parsed.content)
    sayings, shares = _by_meaning(index, parsed.tokens)
    _merge(found, sayings)
    return {target: (value + SHARE * shares.get(target, 0.0), why) for target, (value, why) in found.items()}


def _by_name(index: Index, phrase: str, content: int) -> Scores:
    plain, folded = index.code(index.sounds(phrase))
    shared: Counter[int] = Counter()
    for pair in text.pairs(phrase) | text.pairs(plain) | text.pairs(folded):
        for number in index.by_pair.get(pair, ()):
            shared[number] += 1
    ranked = sorted(shared, key=lambda number: -shared[number] / len(index.names[number].chars))[:CANDIDATES]
    found: Scores = {}
    for number in ranked:
        name = index.names[number]
        alike = max(
            _alike(name.chars, phrase),
            SOUND * _alike(name.sounds, plain),
            FOLDED * _alike(name.folded, folded),
        )
        if alike < 0.6:
            continue
        covered = min(1.0, len(name.chars) * alike / content)
        value = alike**1.5 * (0.35 + 0.65 * covered**0.7) - 0.002 * name.rank + (EXACT if name.chars == phrase else 0)
        if value > found.get(name.target, (0.0, ""))[0]:
            found[name.target] = value, name.words
    return found


def _alike(name: str, phrase: str) -> float:
    """Share of `name` in the best stretch of `phrase`; for a phrase no longer than the name, what both share."""
    if name in phrase:
        return 1.0
    if len(phrase) <= len(name) or len(name) < 3:
        return fuzz.ratio(name, phrase) / 100
    return fuzz.partial_ratio(name, phrase) / 100


def _by_meaning(index: Index, tokens: dict[str, float]) -> tuple[Scores, dict[str, float]]:
    weights = {token: kind * index.idf.get(token, UNSEEN) for token, kind in tokens.items()}
    whole = sum(weights.values())
    if not whole:
        return {}, {}
    matched: defaultdict[int, float] = defaultdict(float)
    shares: defaultdict[str, float] = defaultdict(float)
    for token, weight in weights.items():
        for number in index.by_token.get(token, ()):
            matched[number] += weight
        for target, share in index.shares.get(token, {}).items():
            shares[target] += weight * share / whole
    found: Scores = {}
    for number, weight in matched.items():
        saying = index.sayings[number]
        value = (weight / whole) ** OF_PHRASE * (weight / saying.weight) ** OF_SAYING * min(1.0, 0.4 + weight / ENOUGH)
        if value > found.get(saying.target, (0.0, ""))[0]:
            found[saying.target] = value, saying.words
    return found, shares


# -- Letters


def _latin(index: Index, phrase: str) -> Scores:
    found: Scores = {}
    letters = phrase.replace(" ", "")
    _merge(found, _by_english(index, phrase))
    _merge(found, _by_initials(index, letters))
    _merge(found, _by_pinyin(index, letters))
    if (sounds := text.split_pinyin(letters)) and len(sounds) > 1:
        _merge(found, _chinese(index, _decode(index, sounds)), DECODED)
    return found


def _by_english(index: Index, phrase: str) -> Scores:
    tokens = english_tokens(phrase)
    vocabulary = index.english_idf
    known: dict[str, float] = {}
    whole = 0.0
    for token in tokens:
        if token in vocabulary:
            known[token] = vocabulary[token]
            whole += vocabulary[token]
            continue
        whole += UNSEEN
        near = (
            process.extractOne(token, vocabulary.keys(), scorer=fuzz.ratio, score_cutoff=82) if len(token) > 4 else None
        )
        if near:
            known[near[0]] = vocabulary[near[0]] * near[1] / 100
    found: Scores = {}
    if not known:
        return found
    for saying in index.english:
        weight = sum(known.get(token, 0.0) for token in saying.tokens)
        if weight and (value := weight / (saying.weight * whole) ** 0.5) > found.get(saying.target, (0.0, ""))[0]:
            found[saying.target] = value, saying.words
    return found


def _by_initials(index: Index, letters: str) -> Scores:
    found: Scores = {}
    if not 2 <= len(letters) <= 14:
        return found
    for initials, numbers in index.by_initials.items():
        if initials == letters:
            worth = 0.95
        elif len(letters) >= 3 and initials.startswith(letters):
            worth = 0.55 + 0.35 * len(letters) / len(initials)
        elif len(initials) >= 3 and letters.startswith(initials) and len(letters) - len(initials) <= 2:
            worth = 0.55 + 0.3 * len(initials) / len(letters)
        else:
            continue
        for number in numbers:
            name = index.names[number]
            _merge(found, {name.target: (worth - 0.005 * name.rank, name.words)})
    return found


def _by_pinyin(index: Index, letters: str) -> Scores:
    found: Scores = {}
    if len(letters) < 4:
        return found
    folded = text.fold(letters)
    scorer = fuzz.ratio
    near = process.extract(letters, index.letters, scorer=scorer, limit=25, score_cutoff=75)
    if near and near[0][1] == 100:  # Spelt right: what is only near is something else (dibao is not yibao).
        near = [hit for hit in near if hit[1] == 100]
    near += [
        (name, value * FOLDED, number)
        for name, value, number in process.extract(
            folded, index.folded_letters, scorer=scorer, limit=25, score_cutoff=80
        )
    ]
    for _, value, number in near:
        name = index.names[number]
        _merge(found, {name.target: ((value / 100) ** 1.5 - 0.002 * name.rank, name.words)})
    for number, whole in enumerate(index.letters):
        if whole.startswith(letters) and whole != letters:
            name = index.names[number]
            _merge(found, {name.target: (0.6 + 0.35 * len(letters) / len(whole) - 0.002 * name.rank, name.words)})
    return found


def _decode(index: Index, sounds: list[str]) -> str:
    """Syllables as the characters that most likely were meant: the longest known words, from the left."""
    folded = [text.fold(sound) for sound in sounds]
    chars, at = "", 0
    while at < len(folded):
        for length in range(min(12, len(folded) - at), 0, -1):
            if word := index.decode.get(tuple(folded[at : at + length])):
                chars += word
                break
        else:
            length = 1
            chars += sounds[at]
        at += length
    return chars
