"""Names and telephones as people bear and give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siban.domain.people import errors, names
from siban.domain.people.phones import mask_phone, parse_phone


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("王桂珍", "王桂珍"),
        (" 王 桂珍　", "王桂珍"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽．买买提", "阿依古丽·买买提"),
        ("阿依古丽. 买买提", "阿依古丽·买买提"),
        ("𠮷田", "𠮷田"),
        ("张\ufe00三", "张三"),
        ("JOHN  F. SMITH", "JOHN F. SMITH"),
        ("Ｏ’Brien", "O’Brien"),
        ("李〇", "李〇"),
    ],
)
def test_names_are_kept_in_one_form(typed, kept):
    assert names.clean_name(typed) == kept
    assert names.clean_name(kept) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("王", "name-length"),
        ("", "name-length"),
        ("王" * 200, "name-length"),
        ("王\x00桂珍", "name-characters"),
        ("王\n桂珍", "name-characters"),
        ("王\u202e桂珍", "name-characters"),
        ("王桂珍1", "name-characters"),
        ("王²", "name-characters"),
        ("<b>王</b>", "name-characters"),
        ("王··桂", "name-characters"),
        ("·王桂", "name-characters"),
        ("王\ue863", "name-private-character"),
    ],
)
def test_what_is_no_name_is_refused(typed, code):
    with pytest.raises(errors.BadName) as refused:
        names.clean_name(typed)
    assert refused.value.code == code
    assert refused.value.field == "name"


@given(st.text())
def test_whatever_is_typed_gives_a_name_or_a_refusal(typed):
    try:
        name = names.clean_name(typed)
    except errors.BadName:
        return
    assert 2 <= len(name) <= 50
    assert name.isprintable()
    assert names.clean_name(name) == name
    assert all(key.isascii() for _kind, key in names.spellings(name))


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("单雄信", "shanxiongxin", "sxx"),
        ("仇英", "qiuying", "qy"),
        ("查良镛", "zhaliangyong", "zly"),
        ("解缙", "xiejin", "xj"),
        ("曾国藩", "zengguofan", "zgf"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("万俟卨", "moqixie", "mqx"),
        ("区寄", "ouji", "oj"),
        ("吕布", "lvbu", "lb"),
        ("阿依古丽·买买提", "ayigulimaimaiti", "ayglmmt"),
        ("JOHN SMITH", "johnsmith", "js"),
    ],
)
def test_surnames_are_read_as_surnames(name, pinyin, initials):
    assert names.pinyin(name) == pinyin
    assert names.initials(name) == initials


def test_a_surname_with_two_readings_is_found_under_both():
    assert {("pinyin", "yueyi"), ("pinyin", "leyi")} <= set(names.spellings("乐毅"))


@pytest.mark.parametrize("typed", ["lvbu", "Lǚ Bù", "lü bu", "LYUBU", "lv'bu"])
def test_pinyin_is_looked_up_however_it_is_spelt(typed):
    assert names.spelt(typed) == "lvbu"


@pytest.mark.parametrize(
    ("typed", "kept", "mobile"),
    [
        ("139 0936 2716", "13909362716", True),
        ("+86 139-0936-2716", "13909362716", True),
        ("１３９０９３６２７１６", "13909362716", True),
        ("(0936) 8212345", "0936-8212345", False),
        ("09368212345", "0936-8212345", False),
        ("010-62345678", "010-62345678", False),
        ("400 123 4567", "4001234567", False),
        ("+852 2123 4567", "+85221234567", False),
    ],
)
def test_telephones_are_kept_in_one_form(typed, kept, mobile):
    phone = parse_phone(typed)
    assert (phone.value, phone.is_mobile) == (kept, mobile)


@pytest.mark.parametrize("typed", ["", "1390936271", "139093627161", "12345678901", "8212345", "电话"])
def test_what_is_no_telephone_is_refused(typed):
    with pytest.raises(errors.BadPhone):
        parse_phone(typed)


@given(st.text())
def test_whatever_is_typed_gives_a_telephone_or_a_refusal(typed):
    try:
        phone = parse_phone(typed)
    except errors.BadPhone:
        return
    assert parse_phone(phone.value) == phone
    assert phone.masked != phone.value


def test_telephones_are_masked():
    assert mask_phone("13909362716") == "139****2716"
    assert mask_phone("0936-8212345") == "0936-****345"
    assert mask_phone("") == ""
