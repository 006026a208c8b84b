"""Names as people bear them: cleaned for storing, and read as pinyin for finding and sorting. Pure.

Readings come from pypinyin, which reads a surname as the word it would be in a sentence (单 dān, 仇 chóu), so surnames
have a table of their own.
"""

from __future__ import annotations

import re
import unicodedata

from pypinyin import lazy_pinyin

from siban.domain.people import errors

MIN_LENGTH, MAX_LENGTH = 2, 50

DOT = "·"
_DOTS = re.compile(r"\s*[·•‧∙⋅・･．.●]\s*")
_BETWEEN = re.compile(r"[·•‧∙⋅・･．.●\s]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SPACES = re.compile(r"[ \u3000\u00a0\t]+")
# Full-width letters and marks, without the full stop: in a Chinese name it is the dot between two parts.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code != 0xFF0E}
_JOINTS = " '’.-·"

# First reading: the usual one as a surname; further ones are borne by some families, and found as well.
_SURNAMES: dict[str, tuple[str, ...]] = {
    "单": ("shan",), "仇": ("qiu",), "查": ("zha",), "解": ("xie",), "曾": ("zeng",), "任": ("ren",), "区": ("ou",),
    "朴": ("piao",), "华": ("hua",), "缪": ("miao",), "员": ("yun",), "贠": ("yun",), "折": ("she",), "种": ("chong",),
    "繁": ("po",), "秘": ("bi",), "洗": ("xian",), "召": ("shao",), "祭": ("zhai",), "逄": ("pang",), "薄": ("bo",),
    "长": ("chang", "zhang"), "重": ("chong",), "都": ("du",), "葛": ("ge",), "纪": ("ji",), "那": ("na",),
    "能": ("nai",),
    "粘": ("nian",), "撒": ("sa",), "适": ("kuo",), "宿": ("su",), "万": ("wan",), "相": ("xiang",), "应": ("ying",),
    "於": ("yu",), "藏": ("zang",), "占": ("zhan",), "中": ("zhong",), "曲": ("qu",), "扎": ("zha",), "仝": ("tong",),
    "呙": ("guo",), "乜": ("nie",), "强": ("qiang",), "燕": ("yan",), "卜": ("bu",), "车": ("che",), "干": ("gan",),
    "哈": ("ha",), "宁": ("ning",), "盛": ("sheng",), "冼": ("xian",), "俞": ("yu",), "尉": ("wei", "yu"),
    "乐": ("yue", "le"), "盖": ("ge", "gai"), "覃": ("qin", "tan"), "翟": ("zhai", "di"), "黑": ("hei", "he"),
    "谌": ("chen", "shen"), "郇": ("xun", "huan"), "隗": ("wei", "kui"), "牟": ("mu", "mou"), "柏": ("bai", "bo"),
    "郄": ("qie", "xi"), "郗": ("xi", "chi"), "石": ("shi",), "沈": ("shen",), "佘": ("she",), "臧": ("zang",),
    "行": ("xing",), "角": ("jue", "jiao"), "句": ("gou",), "勾": ("gou",), "妫": ("gui",), "炅": ("gui",),
    "令": ("ling",), "麴": ("qu",),
    "尉迟": ("yu chi",), "万俟": ("mo qi",), "单于": ("chan yu",), "长孙": ("zhang sun",), "夏侯": ("xia hou",),
    "澹台": ("tan tai",), "乐正": ("yue zheng",), "谷梁": ("gu liang",), "子车": ("zi ju",), "鲜于": ("xian yu",),
    "令狐": ("ling hu",), "宰父": ("zai fu",), "拓跋": ("tuo ba",), "呼延": ("hu yan",), "皇甫": ("huang fu",),
    "濮阳": ("pu yang",), "淳于": ("chun yu",), "亓官": ("qi guan",), "欧阳": ("ou yang",), "上官": ("shang guan",),
    "诸葛": ("zhu ge",), "司马": ("si ma",), "司徒": ("si tu",), "慕容": ("mu rong",), "宇文": ("yu wen",),
}  # fmt: skip


def clean_name(text: str) -> str:
    """A name as it is stored: one kind of dot, no stray spaces, canonical characters.

    Characters beyond the basic plane (𠮷) are taken like others.
    Raises NameLength, NameCharacters, NamePrivateCharacter.
    """
    name = _INVISIBLE.sub("", unicodedata.normalize("NFC", text.translate(_FULL_WIDTH))).strip(" \u3000\u00a0\t")
    if any(unicodedata.category(character) == "Co" for character in name):
        raise errors.NamePrivateCharacter()
    name = _SPACES.sub("", _DOTS.sub(DOT, name)) if has_han(name) else _SPACES.sub(" ", name)
    if not MIN_LENGTH <= len(name) <= MAX_LENGTH:
        raise errors.NameLength()
    if not all(_is_letter(character) or character in _JOINTS for character in name):
        raise errors.NameCharacters()
    if name[0] in _JOINTS or name[-1] == DOT or DOT * 2 in name:
        raise errors.NameCharacters()
    return name


def has_han(text: str) -> bool:
    """Whether a Chinese character is in it."""
    return any("CJK" in unicodedata.name(character, "") or character == "〇" for character in text)


def parts(name: str) -> tuple[str, ...]:
    """The parts between dots of a minority name, or between spaces of a foreign one."""
    return tuple(part for part in _BETWEEN.split(name) if part)


def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """How the name may be read: syllables without tones, ü as v; the usual reading first.

    A character that no reading is known for is left out, so that the rest still finds its bearer.
    """
    han = "".join(parts(name))
    if not has_han(name):
        return (tuple(_letters(part) for part in parts(name) if _letters(part)),)
    surname = next((han[:size] for size in (2, 1) if han[:size] in _SURNAMES), "") if DOT not in name else ""
    rest = _syllables(han[len(surname) :])
    if not surname:
        return (rest,)
    return tuple((*reading.split(), *rest) for reading in _SURNAMES[surname])


def pinyin(name: str) -> str:
    """The usual reading in one word ("wangguizhen"): people are sorted by it, in memory."""
    return "".join(readings(name)[0])


def initials(name: str) -> str:
    """The first letters of the usual reading ("wgz")."""
    return "".join(syllable[0] for syllable in readings(name)[0])


def bigrams(name: str) -> tuple[str, ...]:
    """Each two neighbouring characters of a Chinese name, dots left out: what a search for part of it looks for."""
    if not has_han(name):
        return ()
    bare = "".join(parts(name))
    return tuple(dict.fromkeys(bare[at : at + 2] for at in range(len(bare) - 1)))


def spellings(name: str) -> tuple[tuple[str, str], ...]:
    """What a name is found by in letters: ("pinyin", …) and ("initials", …) of every reading, ("pinyin", …) of a part.

    A minority name is also found by the part in front of the dot, a foreign one by each of its words.
    """
    found: list[tuple[str, str]] = []
    for reading in readings(name):
        found += [
            ("pinyin", "".join(reading)),
            ("initials", "".join(syllable[0] for syllable in reading)),
        ]
    if has_han(name):
        if DOT in name:
            found.append(("pinyin", "".join(_syllables(parts(name)[0]))))
    else:
        found += [("pinyin", _letters(part)) for part in parts(name)]
    return tuple(dict.fromkeys(key for key in found if len(key[1]) > 1))


def spelt(text: str) -> str:
    """Pinyin as people type it, in the spelling that is looked up: no tones or spaces; ü, and yu after l or n, as v."""
    plain = unicodedata.normalize("NFD", text.casefold()).replace("u\u0308", "v")  # ü and ǘ come apart here
    letters = "".join(character for character in plain if "a" <= character <= "z")
    return re.sub(r"([ln])yu", r"\1v", letters)


def _syllables(text: str) -> tuple[str, ...]:
    found = (_letters(syllable) for syllable in lazy_pinyin(text, errors="ignore"))
    return tuple(syllable for syllable in found if syllable)


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(character for character in plain if "a" <= character <= "z")


def _is_letter(character: str) -> bool:
    """Letters of every script, with their marks, and 〇; no digits, signs or control characters."""
    return unicodedata.category(character)[0] in "LM" or character == "〇"
