"""Case numbers: unique, unguessable, and safe against slips of the finger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import damm

from siban.kernel import numbers
from siban.kernel.numbers import BadCaseNumber, parse, permute

KEY = b"k" * 32
SERIALS = st.integers(0, 10**8 - 1)


def number(serial: int) -> str:
    body = f"62070226{permute(serial, KEY):08d}"
    return body + damm.calc_check_digit(body)


@given(SERIALS, SERIALS)
def test_two_serials_never_give_one_number(one, other):
    assert (permute(one, KEY) == permute(other, KEY)) == (one == other)


@given(SERIALS)
def test_numbers_tell_no_count(serial):
    """Neighbouring serials lie far apart: nobody can guess the next case from her own."""
    assert 0 <= permute(serial, KEY) < 10**8
    near = {permute((serial + step) % 10**8, KEY) for step in range(4)}
    assert len(near) == 4 and max(near) - min(near) > 1000


@given(SERIALS, st.integers(0, 15))
def test_swapped_neighbours_are_refused(serial, place):
    good = number(serial)
    swapped = good[:place] + good[place + 1] + good[place] + good[place + 2 :]
    if swapped == good:
        assert parse(swapped) == good
        return
    with pytest.raises(BadCaseNumber):
        parse(swapped)


@given(SERIALS, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_refused(serial, place, by):
    good = number(serial)
    wrong = good[:place] + str((int(good[place]) + by) % 10) + good[place + 1 :]
    with pytest.raises(BadCaseNumber):
        parse(wrong)


@given(SERIALS)
def test_number_is_read_as_it_is_printed(serial):
    good = number(serial)
    full_width = "".join(chr(ord(digit) + 0xFEE0) for digit in good)
    assert parse(numbers.grouped(good)) == parse(f" {good} ") == parse(full_width) == good


@given(st.text(max_size=40))
def test_anything_else_is_refused_and_nothing_more(text):
    try:
        assert len(parse(text)) == 17
    except BadCaseNumber as refusal:
        assert refusal.status == 422


@pytest.mark.django_db
def test_numbers_are_drawn_once_each():
    drawn = [numbers.draw("620702", 2026) for _ in range(50)]
    assert len(set(drawn)) == 50
    assert all(parse(one) == one and one.startswith("62070226") for one in drawn)
