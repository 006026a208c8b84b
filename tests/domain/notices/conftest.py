"""An open act for notices to be issued in, an authority to issue them, and a recipient's key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime

import pytest
from django.db import transaction

from siban.domain.places.models import Authority, Level, Region
from siban.kernel.actors import Actor
from siban.kernel.acts import Change
from siban.kernel.clock import SHANGHAI
from siban.kernel.crypto import keyring
from siban.kernel.events import payload
from siban.kernel.models import DataKey, Stream

MOMENT = datetime(2026, 11, 24, 10, 30, tzinfo=SHANGHAI)

Acting = Callable[..., AbstractContextManager[Change[Authority]]]


@payload("test.notice-issued")
@dataclass(frozen=True, slots=True)
class Issued:
    """What the acts of these tests record."""


def make_authority(key: str, code: str) -> Authority:
    """An authority of a province of its own, so that nothing else need be loaded."""
    region, _made = Region.objects.get_or_create(
        code="990000000000",
        defaults={
            "name": "试验省",
            "short_name": "试验省",
            "name_en": "Test",
            "level": Level.PROVINCE,
            "sort_key": "shi",
        },
    )
    return Authority.objects.create(
        key=key,
        name=f"{code}局",
        short_name=code,
        name_en=key,
        short_name_en=key,
        code=code,
        kind=Authority.Kind.BUREAU,
        region=region,
    )


def make_key() -> DataKey:
    return DataKey.objects.create(wrapped=keyring.wrap_new())


@pytest.fixture
def authority(db: None) -> Authority:
    return make_authority("test-civil-affairs", "试区民")


@pytest.fixture
def key(db: None) -> DataKey:
    return make_key()


@pytest.fixture
def acting() -> Acting:
    """Opens an act on any subject; leaving it runs the last writes and the events, as the door does."""

    @contextmanager
    def open_act(subject: Authority, at: datetime = MOMENT) -> Iterator[Change[Authority]]:
        with transaction.atomic():
            stream = Stream(kind="test")
            stream.save(force_insert=True)
            change = Change(subject, stream, action="issue", by=Actor.system(), at=at, request=None)
            yield change
            change.record(Issued())
            change.finish()

    return open_act
