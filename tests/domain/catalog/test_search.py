"""Plain words find the item, and only then."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from siban.domain.catalog import search
from siban.domain.catalog.words import lexicon

HERE = Path(__file__).parent
# Written by imagining villagers, their children and clerks, without looking at the words files; `hard_phrases` on
# purpose in words that the files did not have.
FILES = ("everyday_phrases.csv", "hard_phrases.csv", "more_phrases.csv", "late_phrases.csv", "last_phrases.csv")
ITEMS = lexicon.load().items


def rows(name):
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("name", FILES)
def test_the_right_item_is_among_three_for_98_percent_and_first_for_90(name):
    among = first = 0
    phrases = rows(name)
    for row in phrases:
        right, found = set(row["keys"].split("|")), search.answers(row["phrase"], 3)
        nothing = right == {"none"} and not found
        among += nothing or bool(right & set(found))
        first += nothing or bool(found and found[0] in right)
    assert among / len(phrases) >= 0.98
    assert first / len(phrases) >= 0.90


@pytest.mark.parametrize("name", FILES)
def test_the_phrases_name_items_that_exist(name):
    assert {key for row in rows(name) for key in row["keys"].split("|")} <= ITEMS.keys() | {"none"}


@pytest.mark.parametrize("key", ITEMS)
def test_an_item_is_first_under_its_own_name(key):
    assert search.answers(ITEMS[key], 1) == (key,)


@pytest.mark.parametrize("key", ITEMS)
def test_pinyin_with_and_without_spaces_finds_the_same(key):
    sounds = lazy_pinyin(ITEMS[key], errors="ignore")
    spaced = search.answers(" ".join(sounds))
    assert spaced == search.answers("".join(sounds))
    assert key in spaced


@pytest.mark.parametrize(
    "phrase",
    ["办护照", "买火车票", "今天天气咋样", "身份证丢了", "违章罚款在哪交", "passport", "jie hun zheng", "你好"],
)
def test_what_others_do_and_small_talk_give_no_certain_item(phrase):
    assert search.answers(phrase) == ()


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("办护照", "护照、往来港澳台通行证"),
        ("驾照到期了", "驾驶证、车辆检验"),
        ("买火车票", "火车票、机票"),
        ("公积金咋取", "住房公积金"),
        ("户口本丢了", "户口登记、迁移、注销"),
    ],
)
def test_who_asks_for_what_others_do_is_told_where_to_go(phrase, name):
    referral = search.referral(phrase)
    assert referral is not None
    assert referral.name == name
    assert referral.where


def test_every_referral_is_found_by_its_own_words():
    for entry in lexicon.load().elsewhere.values():
        referral = search.referral(entry.name)
        assert referral is not None
        assert referral.name == entry.name


def test_no_referral_stands_beside_a_certain_item():
    for name in FILES:
        for row in rows(name):
            assert not (search.answers(row["phrase"]) and search.referral(row["phrase"])), row["phrase"]


@pytest.mark.parametrize("phrase", ["", "   ", "。。。", "😀😀", "\x00\x1b[31m", "12345", "a", "的", "办"])
def test_what_says_nothing_finds_nothing_certain(phrase):
    assert search.answers(phrase) == ()


@pytest.mark.parametrize(
    "phrase", ["ｄｉｂａｏ", "DIBAO", " di　bao ", "低　保", "低保！！！", "低\u200b保", "《低保》", "😀低保😀"]
)
def test_how_it_is_typed_does_not_matter(phrase):
    assert search.answers(phrase)[0] == "subsistence-allowance"


@pytest.mark.parametrize(
    ("phrase", "key"), [("養老金認證", "resident-pension-proof"), ("辦殘疾證", "disability-certificate")]
)
def test_traditional_characters_are_read(phrase, key):
    assert search.answers(phrase)[0] == key


def test_a_very_long_text_is_read_from_its_beginning():
    assert search.answers("我想办低保" + "，请问要带什么材料" * 1200)[0] == "subsistence-allowance"


def test_only_the_items_asked_for_are_offered():
    offered = {"old-age-allowance", "senior-card"}
    assert {hit.key for hit in search.find("老人补贴", 10, items=offered)} <= offered


def test_a_hit_says_what_matched():
    assert search.find("我想吃低保")[0].why == "低保"


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=60) | st.text(alphabet="低保养老金证补贴地水电医疗孩子老人 abz1", max_size=30), st.integers(0, 12)
)
def test_any_text_gives_known_items_in_order_and_no_more_than_asked(phrase, top):
    hits = search.find(phrase, top)
    assert len(hits) <= top
    assert {hit.key for hit in hits} <= ITEMS.keys()
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    search.referral(phrase)
