"""共同生活家庭成员: told once, kept sealed, used again, and nobody of it handles the others' cases."""

from __future__ import annotations

from datetime import date

import pytest

from siban.domain.people import errors, numbers, queries, services
from siban.domain.people.households import HouseholdRelation
from siban.domain.people.identity import Sex
from siban.domain.people.models import HouseholdMember
from siban.domain.people.rules import Action
from siban.kernel.actors import Actor, Grant, Role
from siban.kernel.acts import act
from siban.kernel.events import history
from siban.kernel.refusals import NotAllowed
from tests.domain.people.conftest import someone

pytestmark = pytest.mark.django_db

SON = numbers.make("622201", date(1975, 3, 2), Sex.MALE, 7)
ROWS = [
    {"name": "王桂珍", "number": numbers.make("622201", date(1945, 6, 1), Sex.FEMALE, 14), "relation": "self",
     "health": "chronic", "income": 18500},
    {"name": "刘建军", "number": SON, "relation": "child", "income": 60000},
    {"name": "刘小禾", "relation": "grandchild"},
]  # fmt: skip


def keep(clerk, wang, rows=ROWS):
    with act(services.PERSON, wang.pk, Action.RELATE, by=clerk) as change:
        return services.keep_household(change, change.subject, rows)


def test_a_household_is_told_once_and_filled_in_the_next_time(clerk, wang):
    keep(clerk, wang)
    again = queries.household(clerk, wang)
    assert [member.columns() for member in again] == ROWS
    assert again[2].number is None
    assert again[1].relation is HouseholdRelation.CHILD


def test_nothing_of_it_stands_in_the_clear_and_the_event_only_counts(clerk, wang):
    keep(clerk, wang)
    rows = HouseholdMember.objects.filter(head=wang)
    assert all(name.encode() not in bytes(row.sealed) for row in rows for name in ("刘建军", SON, "60000"))
    event = history(wang.pk)[-1]
    assert event.act == "person.household-kept"
    assert event.payload.members == 3


def test_who_is_on_record_herself_is_sealed_under_her_own_key(clerk, wang):
    son = services.register(someone("刘建军", 8, born=date(1975, 3, 2)), by=clerk)
    number = queries.identity(son).number.value
    keep(clerk, wang, [{"name": "刘建军", "number": number, "relation": "child", "income": 60000}])
    row = HouseholdMember.objects.get(head=wang)
    assert row.person == son
    assert queries.household(clerk, wang)[0].name == "刘建军"


def test_the_later_word_stands_and_the_same_word_writes_nothing(clerk, wang):
    keep(clerk, wang)
    before = list(HouseholdMember.objects.values_list("pk", flat=True).order_by("position"))
    with pytest.raises(RuntimeError):  # An act that records nothing is none.
        keep(clerk, wang)
    assert list(HouseholdMember.objects.values_list("pk", flat=True).order_by("position")) == before
    keep(clerk, wang, ROWS[:1])
    assert len(queries.household(clerk, wang)) == 1


@pytest.mark.parametrize(
    ("rows", "refusal", "field"),
    [
        ([{**ROWS[1], "number": SON[:-1] + "0"}], errors.BadNumber, "household.0.number"),
        ([ROWS[0], {**ROWS[1], "name": "刘"}], errors.BadInput, "household.1.name"),
        ([{**ROWS[1], "relation": "cat"}], errors.BadContact, "household.0.relation"),
        ([{**ROWS[1], "note": "x" * 201}], errors.BadContact, "household.0.note"),
        ([ROWS[1], {**ROWS[1], "name": "刘二"}], errors.HouseholdTwice, "household"),
        ([ROWS[2]] * 31, errors.HouseholdTooLarge, "household"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_place(clerk, wang, rows, refusal, field):
    with pytest.raises(refusal) as refused:
        keep(clerk, wang, rows)
    assert refused.value.field == field
    assert not HouseholdMember.objects.exists()


def actor_who_is(person):
    return Actor(user=None, name="刘建军", person=person.pk, grants=(Grant(Role.CLERK, "620702"),))


def test_nobody_handles_the_case_of_her_own_household(clerk, wang):
    """回避: also where the household was told before the member came to work at a window."""
    keep(clerk, wang)
    son = services.register(
        services.rules.identify(name="刘建军", kind="citizen", number=SON, on=date(2026, 11, 24)), by=clerk
    )
    other = services.register(someone("外人", 99), by=clerk)
    assert queries.is_own(actor_who_is(son), wang)
    assert queries.is_own(actor_who_is(wang), son)
    assert not queries.is_own(actor_who_is(other), wang)
    assert not queries.is_own(actor_who_is(son), other)


def test_two_members_of_a_third_persons_household_are_own_to_each_other(clerk, wang):
    daughter = services.register(someone("刘桂花", 21, born=date(1978, 5, 5)), by=clerk)
    number = queries.identity(daughter).number.value
    keep(clerk, wang, [*ROWS, {"name": "刘桂花", "number": number, "relation": "child"}])
    son = services.register(
        services.rules.identify(name="刘建军", kind="citizen", number=SON, on=date(2026, 11, 24)), by=clerk
    )
    assert queries.is_own(actor_who_is(son), daughter)


def test_the_check_costs_two_statements_at_most(clerk, wang, django_assert_max_num_queries):
    keep(clerk, wang)
    with django_assert_max_num_queries(2):
        queries.is_own(Actor(user=None, name="", person=clerk.user), wang)


def test_only_who_meets_people_in_her_work_reads_a_household(clerk, wang):
    keep(clerk, wang)
    with pytest.raises(NotAllowed):
        queries.household(Actor(user=None, name="", grants=(Grant(Role.EDITOR, "620702"),)), wang)
    assert queries.household(actor_who_is(wang), wang)
