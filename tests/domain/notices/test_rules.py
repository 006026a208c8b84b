"""Numbers, codes and the way dates, sums and names are written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siban.domain.notices import rules
from siban.domain.notices.rules import Kind
from tests.domain.notices.common import local


def test_a_document_number_has_the_letter_of_its_kind_six_cornered_brackets_and_no_leading_zeros():
    assert rules.document_number(rules.series("甘区民", Kind.ACCEPTANCE), 2026, 128) == "甘区民受〔2026〕128号"
    assert rules.document_number(rules.series("甘区民", Kind.DECLINE), 2026, 7) == "甘区民不受〔2026〕7号"


def test_what_carries_the_case_number_only_has_no_series():
    for kind in (Kind.RECEIPT, Kind.APPLICATION_FORM, Kind.MANDATE):
        with pytest.raises(KeyError):
            rules.series("甘区民", kind)


def test_no_two_kinds_share_a_letter():
    letters = [sort.letter for sort in rules.SORTS.values() if sort.letter]
    assert len(letters) == len(set(letters)) and set(rules.SORTS) == set(Kind)


@given(st.integers(0, 32**10 - 1))
def test_a_code_is_read_back_however_it_is_typed(number):
    code = rules.code_from(number)
    typed = rules.show_code(code).lower().replace("0", "o").replace("1", "l")
    assert rules.read_code(f"  {typed}-") == code


@pytest.mark.parametrize("typed", ["", "7K4M2Q9XW", "7K4M2Q9XWBB", "7K4M2Q9XWU", "七K4M2Q9XWB", "7K4M2Q9XW'"])
def test_what_cannot_be_a_code_is_none(typed):
    assert rules.read_code(typed) is None


def test_a_last_day_leaves_no_doubt_and_names_the_year_when_it_is_another():
    assert rules.latest(date(2026, 12, 8), date(2026, 11, 24)) == "最迟12月8日（含当日）"
    assert rules.latest(date(2027, 1, 5), date(2026, 11, 24)) == "最迟2027年1月5日（含当日）"


@pytest.mark.parametrize(
    ("hour", "said"), [(0, "上午0:05"), (9, "上午9:05"), (12, "下午12:05"), (13, "下午1:05"), (23, "下午11:05")]
)
def test_a_moment_is_said_as_at_the_window(hour, said):
    assert rules.moment(local(2026, 11, 23, hour, 5)) == f"2026年11月23日 {said}"


@pytest.mark.parametrize(
    ("name", "masked"),
    [("张兰", "张*"), ("张桂兰", "张*兰"), ("欧阳修远", "欧**远"), ("阿依古丽·买买提", "阿***·**提"), ("𠮷", "𠮷*")],
)
def test_a_masked_name_keeps_first_and_last(name, masked):
    assert rules.masked_name(name) == masked


def test_sums_and_small_numbers():
    assert rules.yuan(10000) == "100元" and rules.yuan(10050) == "100.50元" and rules.yuan(5) == "0.05元"
    said = [rules.count_word(number) for number in (0, 5, 10, 12, 20, 35, 100)]
    assert said == ["零", "五", "十", "十二", "二十", "三十五", "100"]


def test_a_case_number_is_read_in_groups():
    assert rules.case_groups("62070226408319572") == ("620702", "26", "4083", "1957", "2")
    assert rules.case_groups("A017") == ("A017",)
