"""Names of regions: as people say them, romanised for English, and the key by which they sort."""

from __future__ import annotations

from pypinyin import lazy_pinyin

READINGS = {
    "什": "shi",
    "堡": "bao",
    "缪": "miao",
    "民乐": "min le",
    "崆峒": "kong tong",
    "宕昌": "tan chang",
}
"""Where the pinyin of a word is not that of the place."""

KINDS = (
    ("蒙古族乡", "Mongol Ethnic Township"),
    ("经济技术开发区", "Economic and Technological Development Zone"),
    ("自治州", "Autonomous Prefecture"),
    ("自治县", "Autonomous County"),
    ("街道", "Subdistrict"),
    ("社区", "Community"),
    ("新区", "New Area"),
    ("镇", "Town"),
    ("乡", "Township"),
    ("村", "Village"),
    ("省", "Province"),
    ("市", "City"),
    ("区", "District"),
    ("县", "County"),
)
"""What a name ends in, longest first, and the English word for it."""

PEOPLES = {
    "蒙古族": "Mongol",
    "回族": "Hui",
    "藏族": "Tibetan",
    "裕固族": "Yugur",
    "哈萨克族": "Kazakh",
    "保安族": "Bonan",
    "东乡族": "Dongxiang",
    "撒拉族": "Salar",
}

ENGLISH = {
    "街道直辖村民小组": "Villagers' Groups under the Subdistrict",
    "经济开发区虚拟社区": "Development Zone Community",
    "阿克塞哈萨克族自治县": "Aksay Kazakh Autonomous County",
    "东乡族自治县": "Dongxiang Autonomous County",
    "积石山保安族东乡族撒拉族自治县": "Jishishan Bonan, Dongxiang and Salar Autonomous County",
}
"""Names that no rule romanises well."""


def short(name: str) -> str:
    """A region as people say it: 党寨村 for 党寨村村民委员会, 甘泉社区 for 甘泉社区居民委员会."""
    if name.endswith("村民委员会"):
        place = name.removesuffix("村民委员会")
        return place if place.endswith(("村", "社区")) else f"{place}村"
    if name.endswith("居民委员会"):
        place = name.removesuffix("居民委员会")
        return place if place.endswith("社区") else f"{place}社区"
    return name


def english(name: str) -> str:
    """A region in English: "Dangzhai Village", "Longqu Township", "Sunan Yugur Autonomous County"."""
    said = short(name)
    if said in ENGLISH:
        return ENGLISH[said]
    ending, word = next((kind for kind in KINDS if said.endswith(kind[0]) and said != kind[0]), ("", ""))
    if not ending:
        return romanised(said)
    place = said.removesuffix(ending)
    people: list[str] = []
    while peopled := next((name for name in PEOPLES if place.endswith(name)), None):
        place = place.removesuffix(peopled)
        people.insert(0, PEOPLES[peopled])
    # A new area is a part of a town with communities of its own: 滨河新区白塔社区.
    area, _, rest = place.partition("新区")
    place_en = f"{romanised(area)} New Area {romanised(rest)}" if rest else romanised(place)
    return " ".join([place_en, *people, word])


def romanised(text: str) -> str:
    """One capitalised word of pinyin without tones; an apostrophe stands before a, e, o within it (GB/T 16159)."""
    first, *others = syllables(text)
    return (first + "".join(f"'{part}" if part[0] in "aeo" else part for part in others)).capitalize()


def syllables(text: str) -> list[str]:
    """Pinyin without tones, one syllable a character, with the readings that places have."""
    # What has no pinyin stays one syllable a character, too; pypinyin takes a list here, whatever its types say.
    found = lazy_pinyin(text, errors=list)  # type: ignore[arg-type]
    for word, reading in READINGS.items():
        at = text.find(word)
        while at >= 0:
            found[at : at + len(word)] = reading.split()
            at = text.find(word, at + 1)
    return found


def sort_key(name: str) -> str:
    """What lists of places are sorted by: pinyin, then the characters, so that equal sounds keep one order."""
    said = short(name)
    return f"{' '.join(syllables(said))} {said}"
