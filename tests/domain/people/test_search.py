"""Finding a person at the window."""

from uuid import uuid4

import pytest

from siban.domain.people import errors, queries, services
from siban.domain.people.identity import Kind
from siban.domain.people.rules import identify
from siban.kernel.actors import Actor, Grant, Role
from siban.kernel.clock import today
from siban.kernel.refusals import NotAllowed
from tests.domain.people.conftest import JIANTAN, clerk_at, someone


def found(actor, words):
    return [card.name for card in queries.search(actor, words).people]


@pytest.mark.parametrize(
    "words",
    [
        "王桂珍",
        "王桂",
        "桂珍",
        " 王 桂珍",
        "wangguizhen",
        "Wang Guizhen",
        "wáng guì zhēn",
        "wgz",
        "WGZ",
        "139-0936-2716",
    ],
)
def test_found_by_name_part_pinyin_initials_and_phone(wang, clerk, words):
    assert found(clerk, words) == ["王桂珍"]


@pytest.mark.parametrize("words", ["", "  ", "王珍", "桂王", "wang", "李四", "13909362717", "12345678"])
def test_others_find_nobody(wang, clerk, words):
    assert found(clerk, words) == []


@pytest.mark.parametrize("words", ["王", "w", "?"])
def test_one_character_is_too_little(wang, clerk, words):
    with pytest.raises(errors.SearchTooShort):
        queries.search(clerk, words)


def test_a_number_finds_its_bearer_anywhere_and_everything_else_in_the_region(wang):
    elsewhere = clerk_at(JIANTAN)
    number = queries.identity(wang).number.value
    assert found(elsewhere, number.lower()) == ["王桂珍"]
    assert queries.by_number(elsewhere, f" {number[:6]} {number[6:]}") == wang
    assert found(elsewhere, "王桂珍") == []
    assert found(elsewhere, "13909362716") == []
    assert found(clerk_at("620702107000"), "王桂珍") == ["王桂珍"]
    assert found(clerk_at("620702000000"), "wgz") == ["王桂珍"]


def test_a_mistyped_number_is_said_to_be_one(wang, clerk):
    with pytest.raises(errors.WrongLength):
        queries.search(clerk, queries.identity(wang).number.value[:17])
    with pytest.raises(errors.OldNumber):
        queries.search(clerk, "622201450601002")


def test_a_passport_is_found_by_its_number(db, clerk):
    foreigner = identify(
        name="JOHN SMITH", kind=Kind.PASSPORT, number="E12345678", on=today(), residence_region=JIANTAN
    )
    services.register(foreigner, by=clerk)
    assert found(clerk, "e1234 5678") == ["JOHN SMITH"]
    assert found(clerk_at(JIANTAN), "smith") == ["JOHN SMITH"]


def test_minority_and_rare_names_are_found(db, clerk):
    for serial, name in enumerate(["阿依古丽·买买提", "𠮷田", "尉迟恭"], 30):
        services.register(someone(name, serial), by=clerk)
    for words in ("阿依古丽", "买买提", "阿依古丽•买买提", "ayiguli", "ayglmmt"):
        assert found(clerk, words) == ["阿依古丽·买买提"]
    assert found(clerk, "𠮷田") == ["𠮷田"]
    assert found(clerk, "yuchigong") == ["尉迟恭"]


def test_hits_are_sorted_by_pinyin_capped_and_masked(db, clerk, django_assert_num_queries):
    for serial in range(52):
        services.register(someone("张小" + "安白陈丁"[serial % 4], 100 + serial), by=clerk)
    with django_assert_num_queries(1):
        hits = queries.search(clerk, "张小")
    assert len(hits.people) == 50
    assert hits.more
    assert [card.name for card in hits.people] == sorted(
        (card.name for card in hits.people), key=lambda name: "安白陈丁".index(name[2])
    )
    assert all("**********" in card.masked_number for card in hits.people)


@pytest.mark.parametrize("role", [Role.RESIDENT, Role.EDITOR, Role.ADMINISTRATOR, Role.LEADER])
def test_who_meets_nobody_finds_nobody(wang, role):
    actor = Actor(user=uuid4(), name="", grants=(Grant(role, ""),))
    with pytest.raises(NotAllowed):
        queries.search(actor, "王桂珍")
    with pytest.raises(NotAllowed):
        queries.by_number(actor, queries.identity(wang).number.value)
    with pytest.raises(NotAllowed):
        queries.card(actor, wang)
