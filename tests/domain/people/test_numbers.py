"""Numbers as they are typed: taken, or refused with the sentence that fits."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siban.domain.people import errors, numbers
from siban.domain.people.identity import (
    IdNumber,
    Kind,
    Sex,
    age,
    mask,
    normalise,
    parse,
)
from siban.kernel.refusals import BadInput

TODAY = date(2026, 11, 24)

citizens = st.builds(
    numbers.make,
    st.from_regex(r"[1-9][0-9]{5}", fullmatch=True),
    st.dates(date(1890, 1, 1), TODAY),
    st.sampled_from(Sex),
    st.integers(0, 499),
)


def full_width(text: str) -> str:
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


@given(st.sampled_from(Kind), st.text())
def test_whatever_is_typed_gives_a_number_or_a_refusal(kind, text):
    answer = typed(kind, text)
    if isinstance(answer, IdNumber):
        assert parse(kind, answer.value, TODAY) == answer
    else:
        assert answer.field == "number"
        assert answer.what()
        assert answer.next()


def typed(kind, text):
    """The number, or the refusal."""
    try:
        return parse(kind, text, TODAY)
    except BadInput as refusal:
        return refusal


@given(citizens)
def test_a_valid_number_is_taken_in_every_typed_form(number):
    forms = (
        number,
        number.lower(),
        full_width(number),
        full_width(number.lower()),
        f" {number[:6]} {number[6:14]} {number[14:]}\u3000",
        f"{number[:6]}-{number[6:14]}-{number[14:]}",
        f"{number[:6]}－{number[6:]}\u200b\n",
        number.replace("X", "×"),
    )
    assert {parse(Kind.CITIZEN, form, TODAY).value for form in forms} == {number}


@given(citizens, st.integers(0, 16), st.integers(1, 9))
def test_every_wrong_digit_is_refused(number, place, step):
    wrong = f"{number[:place]}{(int(number[place]) + step) % 10}{number[place + 1 :]}"
    with pytest.raises(errors.BadNumber):
        parse(Kind.CITIZEN, wrong, TODAY)


@given(citizens, st.sampled_from("0123456789X"))
def test_every_wrong_check_character_is_refused(number, last):
    if last != number[-1]:
        with pytest.raises(errors.WrongCheckDigit):
            parse(Kind.CITIZEN, number[:-1] + last, TODAY)


@given(citizens, st.integers(0, 16))
def test_every_swap_of_neighbours_is_refused(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        with pytest.raises(errors.BadNumber):
            parse(Kind.CITIZEN, swapped, TODAY)


@given(
    st.from_regex(r"[1-9][0-9]{5}", fullmatch=True),
    st.dates(date(1890, 1, 1), TODAY),
    st.sampled_from(Sex),
    st.integers(0, 499),
)
def test_birth_sex_and_region_are_read_off_the_number(region, birth, sex, serial):
    taken = parse(Kind.CITIZEN, numbers.make(region, birth, sex, serial), TODAY)
    assert (taken.region, taken.birth, taken.sex) == (region, birth, sex)


def made(body: str) -> str:
    """A number with the right check character, whatever else is wrong with it."""
    from stdnum.iso7064 import mod_11_2

    return body + mod_11_2.calc_check_digit(body)


GOOD = numbers.make("622201", date(1945, 6, 1), Sex.FEMALE, 1)


@pytest.mark.parametrize(
    ("text", "refusal", "code"),
    [
        ("", errors.NumberMissing, "number-missing"),
        (" 　-", errors.NumberMissing, "number-missing"),
        ("622201450601002", errors.OldNumber, "number-old-15"),
        (GOOD[:17], errors.WrongLength, "number-wrong-length"),
        (GOOD + "1", errors.WrongLength, "number-wrong-length"),
        (GOOD[:5] + "O" + GOOD[6:], errors.LettersInside, "number-letters"),
        (GOOD[:5] + "²" + GOOD[6:], errors.LettersInside, "number-letters"),
        (GOOD[:5] + "٣" + GOOD[6:], errors.LettersInside, "number-letters"),
        (GOOD[:17] + "Y", errors.LettersInside, "number-letters"),
        (made("02220119450601002"), errors.BadRegion, "number-region"),
        (made("62220119450230002"), errors.ImpossibleBirth, "number-birth-impossible"),
        (made("62220100000601002"), errors.ImpossibleBirth, "number-birth-impossible"),
        (made("62220120261125002"), errors.FutureBirth, "number-birth-future"),
        (made("62220118891231002"), errors.BirthTooEarly, "number-birth-too-early"),
        (GOOD[:15] + GOOD[16] + GOOD[15] + GOOD[17], errors.WrongCheckDigit, "number-check-digit"),
    ],
)
def test_each_fault_has_its_own_sentence(text, refusal, code):
    with pytest.raises(refusal) as refused:
        parse(Kind.CITIZEN, text, TODAY)
    assert refused.value.code == code
    assert refused.value.status == 422


def test_refusals_say_the_length_and_never_the_number():
    with pytest.raises(errors.WrongLength) as refused:
        parse(Kind.CITIZEN, GOOD[:17], TODAY)
    assert "17位" in str(refused.value)
    assert GOOD[:6] not in str(refused.value)


@pytest.mark.parametrize("region", ["622201", "810000", "820000", "830000", "999999"])
def test_the_region_is_checked_for_form_only(region):
    # 622201 went out of use in 2002; 81 to 83 are residence permits of Hong Kong, Macao and Taiwan residents.
    assert parse(Kind.CITIZEN, numbers.make(region, date(1980, 2, 29), Sex.MALE), TODAY).region == region


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.PASSPORT, "e 1234 5678", "E12345678"),
        (Kind.HK_MACAO, "h12345678", "H12345678"),
        (Kind.HK_MACAO, "M1234567801", "M1234567801"),
        (Kind.TAIWAN, "12345678", "12345678"),
        (Kind.FOREIGN_RESIDENT, "usa 310000123456", "USA310000123456"),
        (Kind.CREDIT_CODE, "9111 0000 6000 3734 1l", "91110000600037341L"),
    ],
)
def test_other_documents_are_kind_and_number(kind, text, value):
    taken = parse(kind, text, TODAY)
    assert (taken.kind, taken.value) == (kind, value)
    assert taken.birth is None
    assert taken.sex is None
    assert taken.age(TODAY) is None


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (Kind.PASSPORT, "E123", "number-passport"),
        (Kind.HK_MACAO, "A1234567", "number-hk-macao"),
        (Kind.TAIWAN, "1234567", "number-taiwan"),
        (Kind.FOREIGN_RESIDENT, "12345", "number-foreign-resident"),
        (Kind.CREDIT_CODE, "620702600012345", "number-organisation-old"),
        (Kind.CREDIT_CODE, "60003734X", "number-organisation-old"),
        (Kind.CREDIT_CODE, "9111000060003734I1", "number-credit-code-form"),
        (Kind.CREDIT_CODE, "91110000600037342L", "number-check-digit"),
        ("driving-licence", "1", "number-kind-unknown"),
    ],
)
def test_other_documents_are_refused_in_their_own_words(kind, text, code):
    with pytest.raises(errors.BadNumber) as refused:
        parse(kind, text, TODAY)
    assert refused.value.code == code


def test_village_collectives_have_codes_too():
    from stdnum.cn import uscc

    body = "N2620702MF1234567"
    code = body + uscc.calc_check_digit(body)
    assert parse(Kind.CREDIT_CODE, code, TODAY).value == code


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        (date(1946, 11, 25), TODAY, 79),
        (date(1946, 11, 24), TODAY, 80),
        (date(2004, 2, 29), date(2026, 2, 27), 21),
        (date(2004, 2, 29), date(2026, 2, 28), 22),
        (date(2004, 2, 29), date(2028, 2, 28), 23),
    ],
)
def test_age_is_full_years(birth, on, years):
    assert age(birth, on) == years


@pytest.mark.parametrize(
    ("value", "shown"),
    [("622201194506010028", "6222**********0028"), ("E12345678", "E******78"), ("123", "***"), ("", "")],
)
def test_masks(value, shown):
    assert mask(value) == shown


@given(st.text())
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)
