"""What a phrase looks and sounds like: cleaning, syllables, folded sounds, initials.

Pure functions over strings. Sounds come from pypinyin (https://pypinyin.readthedocs.io); tones are dropped, since
residents type without them. Folding takes together what the speech of the north-west does not keep apart: z/zh, c/ch,
s/sh, n/l, in/ing, en/eng, an/ang, and f/hu.
"""

import re
import unicodedata
from collections.abc import Mapping

from pypinyin import lazy_pinyin

LONGEST = 120
"""Characters of a phrase that are looked at: a longer text says nothing more about which item is meant."""

_NOISE = re.compile(r"[^\u3400-\u9fffa-z0-9]+")
_LATIN = re.compile(r"[a-z]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|er|a|o|e|i|u|v)$"
)
_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]|一?百)"
_AGE = re.compile(rf"({_NUMBER})(?:来|多|几|半)?(?:周?岁(?:半|多)?|(?<=十)了|(?<=\d\d)了|(?<=十.)了|多了|整)")
_COUNT = re.compile(
    r"[一二三四五六七八九十百千万两几半多第\d]+[个天年月日块元亩只头斤次位里点名口双千万间套辆棵车楼层号级档]*"
)
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
# pypinyin reads these by words it does not always see; here each has the sound that residents give it.
_FIXED = {"地": "di", "得": "de", "着": "zhe", "了": "le"}


def clean(phrase: str, traditional: Mapping[str, str]) -> str:
    """`phrase` in half-width lower case, traditional characters made plain, punctuation and the rest as spaces.

    A long text is cut to `LONGEST` characters.
    """
    text = unicodedata.normalize("NFKC", phrase[: LONGEST * 4]).lower().replace("ü", "v")
    text = "".join(traditional.get(char, char) for char in text)
    return _NOISE.sub(" ", text).strip()[:LONGEST]


def is_latin(text: str) -> bool:
    """Whether a cleaned text is written in letters alone: pinyin, initials or English."""
    return bool(_LATIN.search(text)) and not _HAN.search(text)


def ages(text: str) -> list[int]:
    """Ages in years that a cleaned text speaks of: "八十二岁" → [82], "一岁半" → [1], "五十三了" → [53]."""
    return [_value(found.group(1)) for found in _AGE.finditer(text)]


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    if number.endswith("百"):
        return 100
    tens, ten, ones = number.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def is_count(word: str) -> bool:
    """Whether a word is only a number, with or without its measure: "三天", "两个", "20万"."""
    return bool(_COUNT.fullmatch(word))


def syllables(text: str) -> list[str]:
    """The toneless sound of each character of a cleaned text, one for one; a letter or digit stands for itself."""
    sounds = lazy_pinyin(text, errors=list)  # type: ignore[arg-type]  # A list keeps one entry a character.
    return [_FIXED.get(char, sound) for char, sound in zip(text, sounds, strict=True)]


def fold(sound: str) -> str:
    """A syllable, or letters run together, with sounds that the north-west takes for one another made the same."""
    for wide, narrow in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("v", "u")):
        sound = sound.replace(wide, narrow)
    return re.sub("hu(?=[aeio])", "f", sound)


def initials(sounds: list[str]) -> str:
    """First letters of syllables: 低保 → "db"."""
    return "".join(sound[0] for sound in sounds)


def split_pinyin(letters: str) -> list[str] | None:
    """Letters run together as pinyin syllables, as few as can be; None where they are no pinyin.

    "yanglaojin" → ["yang", "lao", "jin"].
    """
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 6), end):
            head = best[start]
            if head is None or not _SYLLABLE.match(letters[start:end]):
                continue
            found = best[end]
            # A later start is a shorter last syllable: on a tie the longer one wins ("fangan" is fang-an, not fan-gan).
            if found is None or len(head) + 1 < len(found):
                best[end] = [*head, letters[start:end]]
    return best[-1] or None


def pairs(units: str) -> set[str]:
    """Neighbouring pairs of a string; the string itself where it is shorter."""
    return {units[i : i + 2] for i in range(len(units) - 1)} or {units}
