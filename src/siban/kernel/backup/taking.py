"""Take a backup while the site runs: one snapshot of the database, and every file that it names.

Files are written before their rows and never changed, so copying them after the snapshot misses none. What an act
erased meanwhile is gone with right, and its row is gone from the live database too. An earlier backup beside this one
lends its files by hard link, so that a daily backup costs what is new.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import psycopg
from django.conf import settings

from siban.kernel.backup.manifest import (
    DUMP,
    FILES,
    FORMAT,
    LIST,
    MANIFEST,
    Fault,
    Kept,
    Manifest,
    Rows,
    Unfit,
    below,
    digest_of,
    fingerprint,
    listed,
    rows_of,
    tables_of,
)
from siban.kernel.backup.server import connect, run
from siban.kernel.clock import SHANGHAI, now

Progress = Callable[[str, int, int], None]
"""What is being done (`database`, `tables`, `files`), how much is done, and of how much."""


def take(target: Path, *, progress: Progress = lambda *_: None) -> Path:
    """Make a backup in a new folder below `target` and return it; the folder appears whole or not at all.

    Raises Unfit.
    """
    taken_at = now()
    folder = target / f"siban-{taken_at.astimezone(SHANGHAI):%Y%m%d-%H%M%S}"
    if folder.exists():
        raise Unfit(Fault.EXISTS, str(folder))
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    earlier = next(reversed(whole(target)), None)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=target))
    try:
        _fill(draft, earlier, taken_at, progress)
        _sync(draft)
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return folder


def whole(target: Path) -> list[Path]:
    """The backups below a folder, the oldest first; their names sort by time."""
    return sorted(path.parent for path in target.glob(f"siban-*/{MANIFEST}"))


def _fill(draft: Path, earlier: Path | None, taken_at: datetime, progress: Progress) -> None:
    with connect() as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        snapshot = _one(connection, "SELECT pg_export_snapshot()")
        progress("database", 0, 1)
        run("pg_dump", "-Fc", f"--snapshot={snapshot}", f"--file={draft / DUMP}")
        progress("database", 1, 1)
        tables = tables_of(connection)
        rows: dict[str, Rows] = {}
        for number, name in enumerate(tables):
            progress("tables", number, len(tables))
            rows |= rows_of(connection, [name])
        kept = list(_copy(draft, addresses(connection), earlier, progress))
        feed = int(_one(connection, "SELECT coalesce(max(position), 0) FROM kernel_feed"))
        serial = int(_one(connection, "SELECT last_value FROM kernel_case_serial"))
        last = connection.execute("SELECT app, max(name) FROM django_migrations GROUP BY app").fetchall()
    (draft / LIST).write_text("".join(f"{one.address}\t{one.size}\t{one.digest}\n" for one in kept))
    Manifest(
        format=FORMAT,
        siban=version("siban"),
        taken_at=taken_at.isoformat(),
        region=settings.REGION,
        key=fingerprint(),
        dump=digest_of(draft / DUMP),
        files=digest_of(draft / LIST),
        file_count=len(kept),
        bytes=sum(one.size for one in kept) + (draft / DUMP).stat().st_size,
        tables=rows,
        migrations=dict(last),
        feed=feed,
        case_serial=serial,
    ).write(draft)


def _one(connection: psycopg.Connection, query: str) -> str:
    row = connection.execute(query.encode()).fetchone()
    if row is None:
        raise RuntimeError("a query for one value gave no row")
    return str(row[0])


def addresses(connection: psycopg.Connection) -> list[str]:
    """The files that the database names."""
    return [address for (address,) in connection.execute("SELECT address FROM kernel_file ORDER BY address")]


def _copy(draft: Path, addresses: list[str], earlier: Path | None, progress: Progress) -> Iterator[Kept]:
    known = {one.address: one for one in listed(earlier)} if earlier else {}
    for number, address in enumerate(addresses):
        progress("files", number, len(addresses))
        place = draft / FILES / below(address)
        place.parent.mkdir(parents=True, exist_ok=True)
        before = known.get(address)
        if before and earlier and _link(earlier / FILES / below(address), place):
            yield before
            continue
        try:
            shutil.copyfile(settings.FILES_ROOT / below(address), place)
        except FileNotFoundError:
            if _still_there(address):
                raise Unfit(Fault.FILE_LOST, address) from None
            continue
        yield Kept(address, place.stat().st_size, digest_of(place))


def _link(source: Path, place: Path) -> bool:
    try:
        os.link(source, place)
    except OSError:  # Another disk, or a file system without links: it is copied.
        return False
    return True


def _still_there(address: str) -> bool:
    """Whether the live database names a file now; one erased since the snapshot is missing with right."""
    with connect() as connection:
        return bool(connection.execute("SELECT 1 FROM kernel_file WHERE address = %s", [address]).fetchone())


def _sync(folder: Path) -> None:
    """On disk before it gets its name."""
    for name in (DUMP, LIST, MANIFEST):
        with (folder / name).open("rb") as file:
            os.fsync(file.fileno())
