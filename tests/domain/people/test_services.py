"""Opening and changing a person's record, acting for her, living with her."""

import threading
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from siban.domain.people import errors, events, queries, services
from siban.domain.people.models import Mandate, Organisation, Person, PersonToken
from siban.domain.people.rules import (
    Action,
    Correction,
    MandateScope,
    RelationKind,
    identify,
)
from siban.kernel import files
from siban.kernel.actors import Actor, Grant, Role
from siban.kernel.acts import act
from siban.kernel.clock import today
from siban.kernel.events import history
from siban.kernel.refusals import NotAllowed
from tests.domain.people.conftest import DANGZHAI, JIANTAN, someone

PAPER = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def change_of(person, by, action=Action.CHANGE_CONTACT):
    """An open act, here on the person herself; in the product mostly of a case."""
    return act(services.PERSON, person.id, action, by=by)


def test_the_same_number_is_the_same_person(wang, clerk, django_assert_num_queries):
    again = someone("王桂珍", 14)
    with change_of(wang, clerk) as change:
        with django_assert_num_queries(1):
            assert services.ensure(change, again) == wang
        change.record(events.ContactChanged(wang.id, ()))
    assert Person.objects.count() == 1
    assert queries.identity(queries.get(wang.id)).phone == "13909362716"


def test_opening_a_person_inside_an_act_takes_few_statements(wang, clerk, django_assert_max_num_queries):
    with change_of(wang, clerk) as change:
        with django_assert_max_num_queries(10):
            other = services.ensure(change, someone("马建国", 15))
        change.record(events.ContactChanged(wang.id, ()))
    assert [event.act for event in history(other.id)] == ["person.registered"]


def test_the_number_under_another_name_is_refused_without_saying_whose(wang, clerk):
    with pytest.raises(errors.NameDiffers) as refused:
        services.register(someone("王桂枝", 14), by=clerk)
    assert "王桂" not in str(refused.value)


def test_an_organisation_is_no_person():
    with pytest.raises(errors.UnknownKind):
        identify(name="党寨合作社", kind="credit-code", number="91110000600037341L", on=today())


def test_only_windows_register_people(db):
    with pytest.raises(NotAllowed):
        services.register(someone("马建国", 15), by=Actor.resident())


def test_a_changed_phone_is_found_and_the_old_one_no_more(wang, clerk):
    services.change_contact(wang.id, by=clerk, phone="13993600000", phone_owner="", needs=["sight", "hearing"])
    assert [card.name for card in queries.search(clerk, "13993600000").people] == ["王桂珍"]
    assert queries.search(clerk, "13909362716").people == ()
    identity = queries.identity(queries.get(wang.id))
    assert (identity.phone_owner, identity.needs) == ("", ("hearing", "sight"))
    assert identity.address == "党寨镇党寨村三社"
    [_, changed] = history(wang.id)
    assert changed.payload == events.ContactChanged(wang.id, ("phone", "phone_owner", "needs"))


def test_two_fields_with_one_token_keep_it(wang, clerk):
    before = set(PersonToken.objects.values_list("token", flat=True))
    services.change_contact(wang.id, by=clerk, address="党寨镇党寨村四社")
    assert set(PersonToken.objects.values_list("token", flat=True)) == before


def test_moving_house_moves_her_to_the_window_of_her_new_place(wang, clerk):
    services.change_contact(wang.id, by=clerk, residence_region=JIANTAN)
    person = queries.get(wang.id)
    assert (person.household_region, person.residence_region) == (DANGZHAI, JIANTAN)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"phone": "123"}, "phone"),
        ({"address": "长" * 101}, "address"),
        ({"address": "三社\x00"}, "address"),
        ({"residence_region": "6207"}, "residence_region"),
        ({"needs": ["gold"]}, "needs"),
    ],
)
def test_what_is_told_is_checked(wang, clerk, told, field):
    with pytest.raises(errors.BadInput) as refused:
        services.change_contact(wang.id, by=clerk, **told)
    assert refused.value.field == field


def test_a_resident_changes_her_own_record_alone(wang):
    herself = Actor(user=uuid4(), name="", person=wang.id, grants=(Grant(Role.RESIDENT, ""),))
    services.change_contact(wang.id, by=herself, phone="13993600000")
    with pytest.raises(NotAllowed):
        services.change_contact(wang.id, by=Actor.resident(), phone="13993600001")


def test_a_corrected_name_is_found_under_the_new_one(wang, clerk):
    with change_of(wang, clerk, Action.CORRECT) as change:
        services.correct(change, change.subject, reason=Correction.RENAMED, name="王桂枝")
    assert [card.name for card in queries.search(clerk, "wangguizhi").people] == ["王桂枝"]
    assert queries.search(clerk, "王桂珍").people == ()
    assert history(wang.id)[-1].payload == events.Corrected(wang.id, ("name",), "renamed")


@pytest.fixture
def son(wang, clerk):
    return services.register(someone("刘建军", 2, born=date(1970, 5, 4)), by=clerk)


def give(wang, son, clerk, **more):
    terms = {"until": today() + timedelta(days=30), "signed": files.store(PAPER, key=wang.key, made=True)} | more
    with change_of(wang, clerk, Action.GIVE_MANDATE) as change:
        return services.give_mandate(change, principal=wang, representative=son, **terms)


def test_a_mandate_covers_its_item_until_its_day(wang, son, clerk):
    mandate = give(wang, son, clerk, item_key="old-age-allowance", scope=[MandateScope.APPLY])
    until = mandate.until
    assert queries.mandate_for(wang.id, son.id, "old-age-allowance", until) == mandate
    assert queries.mandate_for(wang.id, son.id, "old-age-allowance", until + timedelta(days=1)) is None
    assert queries.mandate_for(wang.id, son.id, "medical-insurance", until) is None
    assert queries.mandate_for(wang.id, son.id, "old-age-allowance", until, MandateScope.COLLECT) is None
    assert queries.mandate_for(son.id, wang.id, "old-age-allowance", until) is None


def test_the_mandate_for_the_item_goes_before_a_general_one(wang, son, clerk):
    general = give(wang, son, clerk)
    own = give(wang, son, clerk, item_key="old-age-allowance")
    assert queries.mandate_for(wang.id, son.id, "old-age-allowance", today()) == own
    assert queries.mandate_for(wang.id, son.id, "medical-insurance", today()) == general
    assert set(queries.mandates(clerk, wang, today())) == {own, general}
    assert len(queries.mandates_held(clerk, son, today())) == 2


def test_a_revoked_mandate_is_over(wang, son, clerk):
    mandate = give(wang, son, clerk)
    with change_of(wang, clerk, Action.REVOKE_MANDATE) as change:
        services.revoke_mandate(change, mandate)
    assert queries.mandates(clerk, wang, today()) == ()
    with pytest.raises(errors.MandateOver), change_of(wang, clerk, Action.REVOKE_MANDATE) as change:
        services.revoke_mandate(change, mandate)


@pytest.mark.parametrize("days", [-1, 3 * 366 + 1])
def test_a_mandate_has_an_end_in_sight(wang, son, clerk, days):
    with pytest.raises(errors.MandateDates):
        give(wang, son, clerk, until=today() + timedelta(days=days))
    assert not Mandate.objects.exists()


def test_nobody_mandates_herself(wang, clerk):
    with pytest.raises(errors.MandateSelf):
        give(wang, wang, clerk)


def test_nobody_acts_in_the_case_of_herself_or_her_household(wang, son, clerk, django_assert_num_queries):
    with change_of(wang, clerk, Action.RELATE) as change:
        services.relate(change, wang, son, RelationKind.CHILD, lives_together=True)
    her_son = Actor(user=uuid4(), name="刘建军", person=son.id, grants=clerk.grants)
    with django_assert_num_queries(1):
        assert queries.is_own(her_son, wang)
    assert queries.is_own(her_son, son.id)
    assert not queries.is_own(clerk, wang)
    assert [(relative.name, relative.kind) for relative in queries.relatives(clerk, wang)] == [("刘建军", "child")]
    with change_of(wang, clerk, Action.RELATE) as change:
        services.relate(change, wang, son, RelationKind.CHILD, lives_together=False)
    assert not queries.is_own(her_son, wang)


def test_an_organisation_is_known_by_its_code(wang, clerk):
    for name in ("甘州区党寨镇合作社", "甘州区党寨镇党寨合作社"):
        with change_of(wang, clerk) as change:
            services.ensure_organisation(change, name=name, credit_code="91110000600037341l", region=DANGZHAI)
            change.record(events.ContactChanged(wang.id, ()))
    assert Organisation.objects.get().name == "甘州区党寨镇党寨合作社"


def test_two_windows_at_once_open_one_record(committed, clerk):
    ready = threading.Barrier(2)
    opened = []

    def window():
        ready.wait()
        opened.append(services.register(someone("马建国", 15), by=clerk).id)
        connection.close()

    windows = [threading.Thread(target=window) for _ in range(2)]
    for each in windows:
        each.start()
    for each in windows:
        each.join()
    assert len(opened) == 2
    assert len(set(opened)) == 1
    assert Person.objects.count() == 1
