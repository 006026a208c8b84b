"""What a month pays, and whether it is paid: rules.md §4, F15, for every birth, grant, pause and end."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from siban.domain.benefits import rules
from siban.domain.benefits.rules import End, Ground, LineKind, Pause
from siban.domain.catalog.types import Band

BANDS = (Band(80, 89, 10000), Band(90, 99, 20000), Band(100, None, 50000))
FIRST = date(2020, 1, 1)
MONTHS = [rules.add_months(FIRST, index) for index in range(60)]

days = st.dates(date(1925, 1, 1), date(1950, 12, 31))
month = st.sampled_from(MONTHS)


@st.composite
def pauses(draw):
    """Pauses one after another, the last perhaps still open."""
    cuts = sorted(draw(st.lists(month, max_size=6)))
    found = [
        Pause(start, end, draw(st.booleans())) for start, end in zip(cuts[::2], cuts[1::2], strict=False) if start < end
    ]
    if len(cuts) % 2:
        found.append(Pause(cuts[-1], None, draw(st.booleans())))
    return tuple(found)


@given(days)
def test_the_sum_changes_in_the_month_of_the_ninetieth_and_of_the_hundredth_birthday(birth):
    """高龄津贴: 80–89 岁 100 元, 90–99 岁 200 元, 100 岁起 500 元; the month of the birthday is the first."""
    for age, before, after in ((90, 10000, 20000), (100, 20000, 50000)):
        turning = date(birth.year + age, birth.month, 1)
        assert rules.amount(BANDS, birth, rules.add_months(turning, -1)) == before
        assert rules.amount(BANDS, birth, turning) == after


@given(days, month)
def test_nothing_is_paid_for_a_month_below_the_lowest_age(birth, when):
    assert (rules.amount(BANDS, birth, when) is None) == (rules.age_in(birth, when) < 80)


def test_who_is_born_on_the_leap_day_is_older_in_february():
    assert rules.age_in(date(1936, 2, 29), date(2026, 2, 1)) == 90
    assert rules.age_in(date(1936, 2, 29), date(2026, 1, 1)) == 89


@given(month, month)
def test_months_are_counted_from_the_first_to_the_last(first, last):
    counted = list(rules.months(first, last))
    expected = (last.year - first.year) * 12 + last.month - first.month + 1
    assert len(counted) == max(expected, 0)
    assert all(one.day == 1 for one in counted)


@given(month, month, st.none() | month, pauses())
def test_after_a_stop_nothing_is_paid_and_in_a_pause_nothing_while_it_lasts(first, upto, stopped, found):
    paid = rules.payable(first, upto, stopped, found)
    for one in MONTHS:
        inside = first <= one <= upto and (stopped is None or one < stopped)
        held = any(
            p.from_month <= one and (p.to_month is None or (one < p.to_month and not p.paid_later)) for p in found
        )
        assert (one in paid) == (inside and not held)


@given(month, pauses(), st.lists(month, unique=True, min_size=1), days)
def test_no_month_is_paid_twice_however_many_lists_are_made(first, found, made_for, birth):
    """Lists are made for any months in any order; each owes only what none before it took."""
    listed: dict[date, int] = {}
    for upto in made_for:
        due = rules.payable(first, upto, None, found)
        for line in rules.owed(listed, due, upto, lambda one: rules.amount(BANDS, birth, one)):
            assert line.month not in listed
            assert line.fen == rules.amount(BANDS, birth, line.month)
            assert line.kind is (LineKind.MONTH if line.month == upto else LineKind.ARREARS)
            listed[line.month] = line.fen
    last = max(made_for)
    for one in rules.payable(first, last, None, found):
        assert (one in listed) == (rules.amount(BANDS, birth, one) is not None)


@given(month, month, st.sampled_from(list(Ground)))
def test_a_pause_is_made_up_only_where_its_ground_allows(start, end, ground):
    """到期不认证的先停发，认证后补发; months in prison are not owed."""
    assume(start < end)
    later = ground in rules.PAID_LATER
    due = rules.payable(FIRST, MONTHS[-1], None, (Pause(start, end, later),))
    between = set(rules.months(start, rules.add_months(end, -1)))
    assert between <= set(due) if later else not between & set(due)
    assert (ground is not Ground.IMPRISONED) == later


@given(st.integers(0, 100000), st.lists(st.integers(-50000, 50000).filter(bool), max_size=8))
def test_corrections_never_make_a_payment_less_than_nothing(total, corrections):
    taken = rules.settled(total, corrections)
    assert total + sum(corrections[index] for index in taken) >= 0
    assert {index for index, fen in enumerate(corrections) if fen > 0} <= set(taken)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.sampled_from(list(End)))
def test_the_month_of_a_death_or_a_move_is_still_paid(on, end):
    first_unpaid = rules.stopped_from(end, on)
    still = end in (End.DEATH, End.MOVED, End.RENOUNCED, End.AGED)
    assert first_unpaid == rules.add_months(rules.month_of(on), 1 if still else 0)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 36))
def test_the_next_check_is_due_on_the_same_day_some_months_later(done, months):
    due = rules.next_check(done, months)
    assert rules.month_of(due) == rules.add_months(rules.month_of(done), months)
    assert due.day == done.day or (due + timedelta(days=1)).day == 1


@given(st.dates(date(2020, 1, 1), date(2024, 11, 30)), st.lists(month, unique=True))
def test_a_pause_begins_with_the_first_month_that_is_on_no_list(on, listed):
    month = rules.paused_from(on, listed)
    assert month not in listed and month >= rules.month_of(on)
    assert all(one in listed for one in rules.months(rules.month_of(on), rules.add_months(month, -1)))


def test_the_table_names_states_and_actions_that_exist():
    for (state, action), transition in rules.TRANSITIONS.items():
        assert state in {"", *rules.State} and action in set(rules.Action)
        assert transition.to is None or transition.to in set(rules.State)
    assert not rules.actions_in(rules.State.STOPPED)
