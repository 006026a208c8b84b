"""Masked by default, on record before it is shown, sealed where it lies."""

from uuid import uuid4

import pytest
from django.db import connection

from siban.domain.people import errors, queries, sealing
from siban.domain.people.rules import Field, Priority
from siban.kernel.actors import Actor, Grant, Role
from siban.kernel.models import Look
from siban.kernel.refusals import NotAllowed


def test_a_card_is_masked_and_says_what_the_window_needs(wang, clerk, django_assert_num_queries):
    person = queries.get(wang.id)
    with django_assert_num_queries(0):
        card = queries.card(clerk, person)
    assert (card.name, card.masked_number) == ("王桂珍", "6222**********0285")
    assert (card.masked_phone, card.phone_owner) == ("139****2716", "儿子刘建军")
    assert card.priority is Priority.ELDERLY
    assert card.needs == ("hearing",)
    assert "19450601" not in repr(card)
    assert not Look.objects.exists()


def test_a_look_is_on_record_before_the_value_is_opened(wang, clerk, monkeypatch):
    known = []

    def watched(person):
        known.append(list(Look.objects.values_list("person", "actor", "purpose", "what")))
        return unseal(person)

    unseal = sealing.unseal
    monkeypatch.setattr(sealing, "unseal", watched)
    assert queries.reveal(clerk, wang, " 核对证件 ", Field.PHONE) == "13909362716"
    assert known == [[(wang.id, clerk.user, "核对证件", "phone")]]


@pytest.mark.parametrize("purpose", ["", "  ", "长" * 61])
def test_without_a_purpose_nothing_is_shown(wang, clerk, purpose):
    with pytest.raises(errors.PurposeMissing):
        queries.reveal(clerk, wang, purpose, Field.NUMBER)
    assert not Look.objects.exists()


def test_she_sees_herself_without_a_record_and_nobody_else(wang):
    herself = Actor(user=uuid4(), name="王桂珍", person=wang.id, grants=(Grant(Role.RESIDENT, ""),))
    assert queries.reveal(herself, wang, "看自己的资料", Field.BIRTH) == "1945-06-01"
    assert not Look.objects.exists()
    with pytest.raises(NotAllowed):
        queries.reveal(Actor.resident(), wang, "好奇", Field.NUMBER)


def test_she_sees_who_looked_and_what_for(wang, clerk):
    queries.reveal(clerk, wang, "核对证件", Field.NUMBER)
    queries.look_at(clerk, wang, "填申请表")
    herself = Actor(user=uuid4(), name="王桂珍", person=wang.id, grants=(Grant(Role.RESIDENT, ""),))
    seen = queries.looks(herself, wang)
    assert [(look.purpose, look.what) for look in seen] == [("填申请表", "全部资料"), ("核对证件", "证件号码")]
    with pytest.raises(NotAllowed):
        queries.looks(Actor.resident(), wang)


def test_no_column_holds_anything_of_her_in_the_clear(wang, clerk):
    queries.reveal(clerk, wang, "核对证件", Field.NUMBER)
    identity = queries.identity(wang)
    plain = [
        identity.name,
        identity.name[:2],
        identity.number.value,
        identity.number.value[6:14],
        identity.phone,
        identity.address,
        "刘建军",
        "wangguizhen",
        "wgz",
        "hearing",
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        tables = [name for (name,) in cursor.fetchall() if name.startswith(("people_", "kernel_", "registers_"))]
        tables.remove("kernel_user")  # Staff are known by name to everyone.
        assert {"people_person", "people_persontoken", "kernel_event", "kernel_look"} <= set(tables)
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    held = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    assert not [text for text in plain if text.encode() in held], table


def test_many_are_opened_with_one_statement(wang, clerk, django_assert_num_queries):
    with django_assert_num_queries(1):
        known = queries.identities([wang.id, uuid4()])
    assert known[wang.id].name == "王桂珍"
    with django_assert_num_queries(0):
        assert queries.identities([wang])[wang.id].name == "王桂珍"


def test_an_erased_key_leaves_nothing_to_read(wang, clerk):
    from siban.kernel.clock import now
    from siban.kernel.models import DataKey

    DataKey.objects.filter(pk=wang.key_id).update(wrapped=None, erased_at=now())
    person = queries.get(wang.id)
    with pytest.raises(errors.PersonErased):
        queries.card(clerk, person)
    assert queries.identities([person]) == {}
