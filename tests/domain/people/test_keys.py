"""Keys change and people are erased while windows go on working; afterwards every chain is whole (PIPL 47, 51)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from threading import Event as Signal
from uuid import UUID

import pytest
from django.db import connections
from typer.testing import CliRunner

from siban.domain.benefits.models import Entitlement
from siban.domain.cases.models import Case, Package
from siban.domain.cases.rules import State
from siban.domain.people import erasure, errors, queries, rotation, services
from siban.domain.people.models import HouseholdMember, Person, PersonToken
from siban.domain.people.rules import Erasure
from siban.kernel import audit, files, keys
from siban.kernel.actors import Actor
from siban.kernel.clock import now, today
from siban.kernel.crypto import Keyring, Turn, Unreadable, keyring, name_of
from siban.kernel.ids import new_id
from siban.kernel.models import DataKey, Event, Stream
from siban.kernel.refusals import OutOfTurn
from siban.surfaces.cli.main import app
from tests.domain.cases.conftest import Work
from tests.domain.people.conftest import DANGZHAI, clerk_at, someone

SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗"


@pytest.fixture
def own_keys(settings, tmp_path: Path, committed: None) -> Path:
    settings.MASTER_KEY_FILE = tmp_path / "secrets" / "master.key"
    return settings.MASTER_KEY_FILE


def many(times: int) -> list[Person]:
    clerk = clerk_at(DANGZHAI)
    return [
        services.register(someone(f"{SURNAMES[n % 20]}秀{SURNAMES[n // 20]}", n + 1, phone=f"139{n:08}"), by=clerk)
        for n in range(times)
    ]


class Window:
    """A clerk who registers, finds again, changes and reads people without a pause, until she is told to stop."""

    def __init__(self, place: int) -> None:
        self.place = place
        self.made: list[UUID] = []

    def work(self, stop: Signal) -> None:
        clerk = clerk_at(DANGZHAI)
        try:
            for serial in count(self.place, 2):
                born = date(1950, 1, 1) + timedelta(days=serial)
                identity = someone("侯桂英", born=born, phone=f"138{serial:08}")
                person = services.register(identity, by=clerk)
                assert services.register(identity, by=clerk).pk == person.pk, "found again under whichever key"
                services.change_contact(person.pk, by=clerk, phone=f"137{serial:08}")
                found = queries.by_number(clerk, identity.number.value)
                assert found is not None and queries.identity(found).phone == f"137{serial:08}"
                assert [card.person for card in queries.search(clerk, f"137{serial:08}").people] == [person.pk]
                self.made.append(person.pk)
                if stop.is_set():
                    return
        finally:
            connections.close_all()


def at_work(what: Callable[[], None], windows: int = 2) -> list[UUID]:
    """Do something while windows work; what they made meanwhile. Whatever goes wrong at one fails the test."""
    stop = Signal()
    crew = [Window(n) for n in range(windows)]
    with ThreadPoolExecutor(windows) as pool:
        running = [pool.submit(window.work, stop) for window in crew]
        try:
            what()
        finally:
            stop.set()
        for one in running:
            one.result()
    return [made for window in crew for made in window.made]


def everything_is_under(master: bytes) -> bool:
    wrapped = DataKey.objects.filter(wrapped__isnull=False).values_list("wrapped", flat=True)
    return {bytes(key)[:4] for key in wrapped} == {name_of(master)}


def test_the_master_key_changes_under_load_and_everything_is_readable_and_found(own_keys, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 7)
    monkeypatch.setattr(keys, "BATCH", 7)
    people = many(40)
    before = keyring.master
    made = at_work(lambda: (rotation.rotate(), rotation.rotate()))  # type: ignore[func-returns-value]
    assert len(made) >= 4
    assert keyring.masters.turn is Turn.STEADY and keyring.master != before
    assert everything_is_under(keyring.master)
    clerk = clerk_at(DANGZHAI)
    for person in Person.objects.select_related("key").filter(pk__in=[*made, *(person.pk for person in people)]):
        identity = queries.identity(person)
        assert queries.by_number(clerk, identity.number.value) == person
        assert person.pk in {card.person for card in queries.search(clerk, identity.phone).people}
        assert queries.search(clerk, identity.name).people
    assert audit.verify().broken is None
    fresh = Keyring(own_keys)  # Another process, which knows the new key alone.
    fresh.retired_file.rename(own_keys.with_name("elsewhere"))
    assert all(fresh.unwrap(bytes(key.wrapped)) for key in DataKey.objects.filter(wrapped__isnull=False))


def test_a_change_that_is_broken_off_at_any_step_goes_on_where_it_stopped(own_keys, monkeypatch):
    people = many(6)
    monkeypatch.setattr(rotation, "BATCH", 2)
    monkeypatch.setattr(keys, "BATCH", 2)

    class PowerCut(Exception):
        pass

    def cut(at: str) -> None:
        def progress(step: str, done: int) -> None:
            if step == at:
                raise PowerCut

        with pytest.raises(PowerCut):
            rotation.rotate(progress)

    clerk = clerk_at(DANGZHAI)
    for step, turn in (("people", Turn.PREPARING), ("tokens", Turn.TURNING), ("keys", Turn.TURNING)):
        cut(step)
        assert keyring.masters.turn is turn
        for person in people:  # In the middle of it everybody is found and readable.
            identity = queries.identity(queries.get(person.pk))
            assert queries.by_number(clerk, identity.number.value) == person
    rotation.rotate()
    assert keyring.masters.turn is Turn.STEADY and everything_is_under(keyring.master)


def test_an_old_backups_keys_are_readable_by_the_retired_key_and_only_by_it(own_keys):
    wrapped = keyring.wrap_new()
    sealed = keyring.seal(wrapped, b"plain", b"place")
    rotation.rotate()
    assert Keyring(own_keys).open(wrapped, sealed, b"place") == b"plain"
    keyring.retired_file.unlink()
    with pytest.raises(Unreadable):
        Keyring(own_keys).open(wrapped, sealed, b"place")


def test_people_of_a_restored_older_backup_are_found_again_after_a_change_of_keys(own_keys):
    """Its tokens lie under a key that was retired since: readable, but found by nobody until the keys are changed."""
    (person,) = many(1)
    rows = list(PersonToken.objects.filter(person=person).values("kind", "token", "person_id"))
    wrapped = bytes(DataKey.objects.get(pk=person.key_id).wrapped)
    rotation.rotate()
    rotation.rotate()
    PersonToken.objects.filter(person=person).delete()
    PersonToken.objects.bulk_create(PersonToken(**row) for row in rows)
    DataKey.objects.filter(pk=person.key_id).update(wrapped=wrapped)
    number = queries.identity(queries.get(person.pk)).number.value
    assert queries.by_number(clerk_at(DANGZHAI), number) is None
    rotation.rotate()
    assert queries.by_number(clerk_at(DANGZHAI), number) == person


def test_a_household_is_recognised_during_a_change(own_keys, monkeypatch):
    """回避 holds in every step: nobody acts in the case of her household."""
    clerk = clerk_at(DANGZHAI)
    head, member = many(2)
    known = queries.identity(queries.get(member.pk))
    with services.act(services.PERSON, head.pk, "relate", by=clerk) as change:
        services.keep_household(change, head, [{"name": known.name, "number": known.number.value, "relation": "child"}])
    herself = Actor(user=clerk.user, name="", person=member.pk)
    seen: list[bool] = []
    rotation.rotate(lambda step, done: seen.append(queries.is_own(herself, head.pk)))
    assert seen and all(seen) and queries.is_own(herself, head.pk)
    assert HouseholdMember.objects.exclude(number_token=None).exists()


def test_people_are_erased_under_load_and_the_chain_stays_whole(own_keys):
    people = many(12)
    gone, kept = people[:6], people[6:]

    def erased() -> None:
        for person in gone:
            erasure.erase(person.pk, Erasure.WITHDRAWN, by=Actor.system())
        rotation.rotate()

    numbers = {person.pk: queries.identity(person).number.value for person in people}
    at_work(erased)
    clerk = clerk_at(DANGZHAI)
    for person in gone:
        with pytest.raises(errors.PersonErased):
            queries.identity(queries.get(person.pk))
        assert queries.by_number(clerk, numbers[person.pk]) is None
        assert not PersonToken.objects.filter(person=person.pk).exists()
    for person in kept:
        assert queries.identity(queries.get(person.pk)).number.value == numbers[person.pk]
    assert audit.verify().broken is None
    assert Event.objects.filter(act="person.erased").count() == 6
    assert keys.erased() == {person.key_id for person in gone}
    with pytest.raises(OutOfTurn):
        erasure.erase(gone[0].pk, Erasure.WITHDRAWN, by=Actor.system())


def test_a_backup_from_before_brings_nobody_back(own_keys):
    person, other = many(2)
    wrapped, rows = bytes(person.key.wrapped), list(PersonToken.objects.filter(person=person))
    erasure.erase(person.pk, Erasure.OVER, by=Actor.system())
    DataKey.objects.filter(pk=person.key_id).update(wrapped=wrapped, erased_at=None)  # As a restored backup holds it.
    PersonToken.objects.bulk_create(rows)
    assert queries.identity(queries.get(person.pk)).name
    assert erasure.apply_list() == 1
    with pytest.raises(errors.PersonErased):
        queries.identity(queries.get(person.pk))
    assert not PersonToken.objects.filter(person=person).exists()
    assert queries.identity(queries.get(other.pk)).name and erasure.apply_list() == 0


def test_nobody_is_erased_while_a_case_is_open_an_archive_kept_or_a_benefit_paid(own_keys):
    """PIPL 47 II."""
    case = Work().received()
    person = case.applicant_id

    def refused() -> str:
        with pytest.raises(errors.StillNeeded) as refusal:
            erasure.erase(person, Erasure.WITHDRAWN, by=Actor.system())
        return refusal.value.what()

    assert "办件" in refused()
    Case.objects.filter(pk=case.pk).update(state=State.ARCHIVED)
    file = files.store(files.Clean(b"a package", "application/zip"), key=case.applicant.key)
    row = Package.objects.create(
        case=case, number="1", file=file, digest="00", years=10, kept_until=today(), packed_at=now(), notice=new_id()
    )
    assert "保管期" in refused()
    Package.objects.filter(pk=row.pk).update(
        destroyed_at=now(), destroyed_by=new_id(), proposed_at=now(), proposed_by=new_id(), file=None
    )
    paid = Entitlement.objects.create(
        stream=Stream.objects.create(kind="benefit"),
        state="running",
        case=case,
        person_id=person,
        item=case.item,
        version=case.version,
        office=case.origin,
        region=case.region,
        account=b"",
        first_month=date(2026, 1, 1),
        check_due=today(),
    )
    assert "待遇" in refused()
    Entitlement.objects.filter(pk=paid.pk).delete()
    erasure.erase(person, Erasure.WITHDRAWN, by=Actor.system())
    with pytest.raises(Unreadable):
        files.read(files.File.objects.select_related("key").get(pk=file.pk))
    assert audit.verify().broken is None


def test_the_commands_say_what_they_did(own_keys):
    def siban(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["keys", *words])
        return result.exit_code, result.output

    (person,) = many(1)
    number = queries.identity(person).number.value
    assert siban("rotate")[0] == 0
    assert siban("erase", number, "--ground", "withdrawn", "--yes")[0] == 0
    code, said = siban("erase", number, "--ground", "withdrawn", "--yes")
    assert code == 1 and "没有找到这个人" in said
    assert siban("reapply") == (0, "再次删除了 0 个人的资料。\n")
    with keys.alone():
        pass
