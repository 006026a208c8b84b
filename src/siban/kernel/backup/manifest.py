"""What a backup says of itself: a folder with `manifest.json`, `database.dump`, `files.tsv` and the files.

The manifest names the digest of the dump and of the list, rows and a checksum of every table, and where the feed stood,
so that a restore can prove that it gave everything back. It holds no key: the master key lies outside of every backup.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import psycopg
from cryptography.hazmat.primitives import hashes
from psycopg import sql

from siban.kernel.crypto import hmac_sm3, keyring

FORMAT = 1
MANIFEST, DUMP, LIST, FILES = "manifest.json", "database.dump", "files.tsv", "files"
CHUNK = 1 << 20


class Fault(StrEnum):
    """Why a backup cannot be taken or given back."""

    NOT_A_BACKUP = "not-a-backup"
    OTHER_FORMAT = "other-format"
    ALTERED = "altered"
    KEY_MISSING = "key-missing"
    OTHER_KEY = "other-key"
    NOT_EMPTY = "not-empty"
    FILE_LOST = "file-lost"
    DIFFERENT = "different"
    TOOL = "tool"
    EXISTS = "exists"
    NOT_EMBEDDED = "not-embedded"
    NO_ARCHIVE = "no-archive"


class Unfit(Exception):
    """A backup, or the place for it, does not do; `detail` names the file, table or program."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}")
        self.fault = fault
        self.detail = detail


class Rows(NamedTuple):
    """What a table held: the number of its rows, and a checksum that does not depend on their order."""

    number: int
    checksum: str


class Kept(NamedTuple):
    """One file of the backup: where it lies below the folder of files, its size in bytes, and its SM3 digest."""

    address: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in `manifest.json`."""

    format: int
    siban: str
    """Version of the platform that made it."""
    taken_at: str
    region: str
    key: str
    """Fingerprint of the master key: which key opens it, not the key."""
    dump: str
    files: str
    """SM3 of the dump and of the list of files, in hexadecimal."""
    file_count: int
    bytes: int
    tables: Mapping[str, Rows]
    migrations: Mapping[str, str]
    feed: int
    """The last position of the feed."""
    case_serial: int
    """How far the sequence behind case numbers had come."""

    def write(self, folder: Path) -> None:
        """Write it last: a folder without it is no backup."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        (folder / MANIFEST).write_text(text + "\n")

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Raises Unfit."""
        try:
            data = json.loads((folder / MANIFEST).read_text())
        except (OSError, ValueError):
            raise Unfit(Fault.NOT_A_BACKUP, str(folder)) from None
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise Unfit(Fault.OTHER_FORMAT, str(folder))
        try:
            tables = {name: Rows(int(number), str(checksum)) for name, (number, checksum) in data.pop("tables").items()}
            return cls(tables=tables, **data)
        except (KeyError, TypeError, ValueError):
            raise Unfit(Fault.NOT_A_BACKUP, str(folder)) from None


def fingerprint() -> str:
    """Which master key this is; nothing of the key can be told from it."""
    return _fingerprint(keyring.master)


def is_openable(key: str) -> bool:
    """Whether the master key of this fingerprint is here: the present one, or one that was retired since."""
    return key in map(_fingerprint, keyring.all_masters())


def _fingerprint(master: bytes) -> str:
    return hmac_sm3(hmac_sm3(master, b"fingerprint"), b"backup").hex()[:32]


def digest_of(path: Path) -> str:
    """SM3 of a file, in hexadecimal, read piece by piece."""
    running = hashes.Hash(hashes.SM3())
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            running.update(piece)
    return running.finalize().hex()


def listed(folder: Path) -> Iterator[Kept]:
    """The files of a backup, from its list. Raises Unfit."""
    with (folder / LIST).open() as lines:
        for line in lines:
            address, size, digest = line.rstrip("\n").split("\t")
            yield Kept(address, int(size), digest)


def below(address: str) -> Path:
    """Where a file lies below a folder of files."""
    return Path(address[:2]) / address[2:4] / address


def rows_of(connection: psycopg.Connection, tables: list[str]) -> dict[str, Rows]:
    """Rows and checksum of each table, in the transaction of the connection."""
    connection.execute("SET LOCAL timezone = 'UTC'")
    connection.execute("SET LOCAL extra_float_digits = 1")
    found = {}
    for name in tables:
        query = sql.SQL("SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM {} t")
        row = connection.execute(query.format(sql.Identifier("public", name))).fetchone()
        if row is None:
            raise RuntimeError(f"counting {name} gave no row")
        found[name] = Rows(row[0], row[1])
    return found


def tables_of(connection: psycopg.Connection) -> list[str]:
    """The tables of this database."""
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    return [name for (name,) in rows]
