"""The rights of the application, and the clean-up that lets tests commit."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import ProgrammingError, connections, transaction
from django.utils import timezone


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("table", ["kernel_event", "kernel_look"])
def test_the_application_cannot_change_or_remove_what_is_append_only(db: None, table: str, statement: str) -> None:
    with connections["default"].cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        with transaction.atomic():
            cursor.execute(statement.format(table))


def test_the_application_cannot_pretend_that_a_migration_ran(db: None) -> None:
    with connections["default"].cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        with transaction.atomic():
            cursor.execute("DELETE FROM django_migrations")


def test_the_application_makes_no_tables(db: None) -> None:
    with connections["default"].cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        with transaction.atomic():
            cursor.execute("CREATE TABLE own (id int)")


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_commits_is_gone_in_the_next_and_reference_data_is_back(committed: None, turn: int) -> None:
    assert not Session.objects.exists()
    assert ContentType.objects.filter(app_label="kernel").exists()
    assert not ContentType.objects.filter(app_label="nowhere").exists()
    Session.objects.create(session_key=f"{turn}", session_data="", expire_date=timezone.now())
    ContentType.objects.filter(app_label="kernel").delete()
    ContentType.objects.create(app_label="nowhere", model="nothing")
    assert Session.objects.using("owner").count() == 1
