"""The drill: a backup of a working site, everything wiped, a restore into a fresh cluster, and the work goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from siban.domain.cases.models import Case
from siban.domain.people.erasure import erase
from siban.domain.people.rules import Erasure
from siban.kernel import feed, keys, postgres
from siban.kernel.actors import Actor
from siban.kernel.backup import taking
from siban.kernel.backup.manifest import DUMP, FILES, Manifest, listed
from siban.kernel.models import File
from tests.domain.cases.conftest import Work
from tests.kernel.backup import going_on

LIVES_ON = {"django_session", "cache"}
"""Tables that a restore empties on purpose."""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a machine that has nothing but the keys."""
    home = tmp_path / "other machine"
    secrets = home / "secrets"
    shutil.copytree(settings.MASTER_KEY_FILE.parent, secrets)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    yield environment | {
        "SIBAN_HOME": str(home),
        "SIBAN_MASTER_KEY_FILE": str(secrets / settings.MASTER_KEY_FILE.name),
        "LC_ALL": "C.UTF-8",
    }
    server = postgres.Server(home)
    server.stop()
    shutil.rmtree(server.base, ignore_errors=True)


def siban(environment: dict[str, str], *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "siban.surfaces.cli", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def content(url: str) -> dict[str, list[str]]:
    """Every row of every table, as text, sorted."""
    with psycopg.connect(url) as connection:
        connection.execute("SET timezone = 'UTC'")
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {
            name: sorted(
                text for (text,) in connection.execute(sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(name)))
            )
            for (name,) in names
        }


def test_what_was_wiped_comes_back_whole_and_the_work_goes_on(
    committed: None, tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    work = Work()
    accepted = work.accepted()
    work.received()
    feed.run_until_idle()
    waiting = work.received()  # Not in the feed yet when the backup is taken.
    before = content(os.environ["DATABASE_OWNER_URL"])
    target = tmp_path / "backups"
    folder = taking.take(target)

    done = siban(elsewhere, "restore", folder)
    assert done.returncode == 0, done.stderr
    server = postgres.Server(Path(elsewhere["SIBAN_HOME"]))
    urls = server.ensure()
    after = content(urls.owner)
    assert after.keys() == before.keys()
    placed = {"kernel_feed", "kernel_subscription"}
    different = [name for name in before if before[name] != after[name]]
    assert set(different) <= LIVES_ON | placed, different
    assert set(before["kernel_feed"]) <= set(after["kernel_feed"]), "a position of the feed was moved"
    assert len(after["kernel_feed"]) == len(after["kernel_event"]), "an event has no place in the feed"
    for file in File.objects.all():
        place = Path("files") / file.address[:2] / file.address[2:4] / file.address
        assert (Path(elsewhere["SIBAN_HOME"]) / place).read_bytes() == (
            settings.FILES_ROOT / place.relative_to("files")
        ).read_bytes()

    proof = siban(elsewhere, "audit", "verify")
    assert proof.returncode == 0, proof.stdout + proof.stderr
    known = set(Case.objects.values_list("number", flat=True))
    went = going_on.run(elsewhere, accepted=accepted.pk, received=waiting.pk)
    assert went["concluded"] == "concluded"
    assert went["accepted"] == "accepted"
    assert went["number"] not in known
    assert went["parked"] == 0
    assert went["broken"] is None

    again = siban(elsewhere, "restore", folder)
    assert again.returncode == 1
    assert "不能盖掉" in again.stderr


def test_who_was_erased_since_the_backup_stays_erased(
    committed: None, tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    work = Work()
    gone, stays = work.person(), work.person(name="李玉兰")
    folder = taking.take(tmp_path / "backups")
    erase(gone.pk, Erasure.WITHDRAWN, by=Actor.system())
    shutil.copy(keys.erased_file(), Path(elsewhere["SIBAN_MASTER_KEY_FILE"]).parent)
    done = siban(elsewhere, "restore", folder)
    assert done.returncode == 0, done.stderr
    server = postgres.Server(Path(elsewhere["SIBAN_HOME"]))
    with psycopg.connect(server.ensure().owner) as connection:
        whole = connection.execute("SELECT id FROM kernel_datakey WHERE wrapped IS NOT NULL").fetchall()
        tokens = connection.execute("SELECT DISTINCT person_id FROM people_persontoken").fetchall()
    assert (stays.key_id,) in whole
    assert (gone.key_id,) not in whole
    assert tokens == [(stays.pk,)]


def test_the_next_backup_costs_what_is_new(committed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Work().accepted()
    first = taking.take(tmp_path)
    first = first.rename(tmp_path / "siban-20260101-000000")
    Work().received()
    second = taking.take(tmp_path)
    old = {one.address for one in listed(first)}
    new = {one.address for one in listed(second)}
    assert old < new
    for address in old:
        place = Path(FILES) / address[:2] / address[2:4] / address
        assert (first / place).samefile(second / place)


def test_a_backup_with_one_altered_byte_is_refused(committed: None, tmp_path: Path, elsewhere: dict[str, str]) -> None:
    Work().received()
    folder = taking.take(tmp_path / "backups")
    assert siban(elsewhere, "restore", "--check", folder).returncode == 0
    one = next(listed(folder))
    path = folder / FILES / one.address[:2] / one.address[2:4] / one.address
    bad = bytearray(path.read_bytes())
    bad[len(bad) // 2] ^= 1
    path.write_bytes(bad)
    refused = siban(elsewhere, "restore", folder)
    assert refused.returncode == 1
    assert one.address in refused.stderr
    server = postgres.Server(Path(elsewhere["SIBAN_HOME"]))
    with psycopg.connect(server.ensure().owner) as connection:
        assert not connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'").fetchone()


def test_a_restore_that_was_broken_off_opens_nothing_and_can_be_run_again(
    committed: None, tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    Work().received()
    folder = taking.take(tmp_path / "backups")
    home = Path(elsewhere["SIBAN_HOME"])
    (home / "restoring").touch()  # What stands while a restore is under way.
    refused = siban(elsewhere, "audit", "verify")
    assert refused.returncode == 1
    assert "没有做完" in refused.stderr
    assert siban(elsewhere, "restore", folder).returncode == 0
    assert siban(elsewhere, "audit", "verify").returncode == 0


def test_another_master_key_opens_nothing(committed: None, tmp_path: Path, elsewhere: dict[str, str]) -> None:
    folder = taking.take(tmp_path / "backups")
    Path(elsewhere["SIBAN_MASTER_KEY_FILE"]).write_text("ab" * 32)
    refused = siban(elsewhere, "restore", folder)
    assert refused.returncode == 1
    assert "主密钥" in refused.stderr


def test_a_backup_holds_no_key_and_no_name_in_the_clear(committed: None, tmp_path: Path) -> None:
    work = Work()
    work.received(person=work.person(name="欧阳雪莲"))
    folder = taking.take(tmp_path)
    master = settings.MASTER_KEY_FILE.read_text().strip()
    manifest = Manifest.read(folder)
    assert manifest.tables["cases_case"].number == 1
    assert master not in "".join(path.read_text() for path in folder.glob("*.json"))
    dump = subprocess.run(
        [postgres.binaries() / "pg_restore", "-f", "-", folder / DUMP], capture_output=True, check=True
    ).stdout.decode()
    assert "欧阳雪莲" not in dump
    assert master not in dump
