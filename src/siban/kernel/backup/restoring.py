"""Give a backup back into a fresh database, prove that everything came, and make it fit to go on.

What was handed out after the backup was taken is not in it: case numbers move on by a margin, so that none on paper is
given twice; transaction ids of the old cluster mean nothing, so all events are placed in the feed before it opens; keys
erased since are destroyed again.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from psycopg import sql

from siban.kernel import audit, database, feed
from siban.kernel.backup.manifest import (
    DUMP,
    FILES,
    LIST,
    Fault,
    Manifest,
    Unfit,
    below,
    digest_of,
    is_openable,
    listed,
    rows_of,
    tables_of,
)
from siban.kernel.backup.server import connect, run
from siban.kernel.backup.taking import Progress, addresses

MARGIN = 10_000
"""Case numbers that are left out after a restore: more than a district gives out between two backups."""

FORGOTTEN = ("django_session", database.CACHE_TABLE)
"""Tables that a restore empties: nobody stays signed in from before, and what was cached may be false."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back."""

    manifest: Manifest
    events: int
    placed: int
    """Events that got their place in the feed only now."""
    erased: int
    """People whom the backup brought back and who were erased again."""
    broken: audit.Broken | None


def marker() -> Path:
    """A file that stands while a restore is under way: what is half restored is not opened."""
    return settings.HOME / "restoring"


def check(folder: Path, *, progress: Progress = lambda *_: None) -> Manifest:
    """Read a whole backup again, byte by byte, against its own digests. Raises Unfit."""
    manifest = Manifest.read(folder)
    for name, digest in ((DUMP, manifest.dump), (LIST, manifest.files)):
        if not (folder / name).exists() or digest_of(folder / name) != digest:
            raise Unfit(Fault.ALTERED, name)
    for number, one in enumerate(listed(folder)):
        progress("check", number, manifest.file_count)
        path = folder / FILES / below(one.address)
        if not path.exists() or digest_of(path) != one.digest:
            raise Unfit(Fault.ALTERED, one.address)
    return manifest


def restore(
    folder: Path, *, margin: int = MARGIN, then: Callable[[], int] = lambda: 0, progress: Progress = lambda *_: None
) -> Restored:
    """Bring a checked backup into an empty database and an empty folder of files; `then` erases again whom the backup
    brought back, before anything else may open the site.

    Raises Unfit, then nothing is there but files, which a second try finds and keeps.
    """
    manifest = check(folder, progress=progress)
    if not settings.MASTER_KEY_FILE.exists():
        raise Unfit(Fault.KEY_MISSING, str(settings.MASTER_KEY_FILE))
    if not is_openable(manifest.key):
        raise Unfit(Fault.OTHER_KEY, str(settings.MASTER_KEY_FILE))
    with connect() as connection:
        if tables_of(connection) and not marker().exists():
            raise Unfit(Fault.NOT_EMPTY, "database")
    marker().parent.mkdir(parents=True, exist_ok=True)
    marker().touch()
    _empty()
    _files(folder, manifest, progress)
    progress("database", 0, 1)
    options = ("--no-owner", "--no-privileges", "--no-comments", "--exit-on-error", "--single-transaction")
    run("pg_restore", *options, folder / DUMP)
    progress("database", 1, 1)
    _prove(manifest)
    database.migrate()
    placed = open_again(margin)
    erased = then()
    proof = audit.verify()
    marker().unlink()
    return Restored(manifest, proof.events, placed, erased, proof.broken)


def _empty() -> None:
    """Take away what a broken-off restore left in the database; a whole one never comes here."""
    with connect() as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def _files(folder: Path, manifest: Manifest, progress: Progress) -> None:
    for number, one in enumerate(listed(folder)):
        progress("files", number, manifest.file_count)
        place = settings.FILES_ROOT / below(one.address)
        if place.exists() and digest_of(place) == one.digest:
            continue
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, draft = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as out, (folder / FILES / below(one.address)).open("rb") as source:
            shutil.copyfileobj(source, out)
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, place)


def _prove(manifest: Manifest) -> None:
    """Compare every table with what the manifest says of it."""
    with connect() as connection:
        tables = tables_of(connection)
        if set(tables) != set(manifest.tables):
            raise Unfit(Fault.DIFFERENT, ", ".join(sorted(set(tables) ^ set(manifest.tables))))
        found = rows_of(connection, tables)
    for name, rows in manifest.tables.items():
        if found[name] != rows:
            raise Unfit(Fault.DIFFERENT, name)


def open_again(margin: int) -> int:
    """Make a database that came from a copy fit to go on; how many events got their place in the feed."""
    with connect() as connection:
        present = set(tables_of(connection))
        for name in FORGOTTEN:
            if name in present:
                connection.execute(sql.SQL("TRUNCATE {}").format(sql.Identifier("public", name)))
        connection.execute(
            "SELECT setval('kernel_case_serial', (SELECT last_value FROM kernel_case_serial) + %s)", [margin]
        )
    return feed.sequence_all()


def missing_files() -> list[str]:
    """Addresses of files that the database names and the folder lacks."""
    with connect() as connection:
        return [one for one in addresses(connection) if not (settings.FILES_ROOT / below(one)).exists()]
