"""Point-in-time recovery: a physical copy of the embedded cluster, and the archived log that leads on from it.

With SIBAN_WAL_ARCHIVE the server hands every finished segment of its log to a folder (kernel/wal.py), at least once a
minute. A physical copy and the segments after it give the database of any moment since. Source: PostgreSQL's manual,
chapter "Continuous Archiving and Point-in-Time Recovery". Files are not in it: they never change once written, so any
tool that copies new files serves, and `siban backup` does.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from siban.kernel import postgres, wal
from siban.kernel.backup.manifest import Fault, Unfit
from siban.kernel.backup.server import copy_cluster, verify_copy
from siban.kernel.clock import SHANGHAI, now

SHEET, DATA, PASSWORDS = "base.json", "data", "passwords.json"


def is_base(folder: Path) -> bool:
    """Whether this folder holds a physical copy."""
    return (folder / SHEET).exists()


def take(target: Path) -> Path:
    """Copy the running cluster into a new folder below `target` and return it. Raises Unfit."""
    server = postgres.embedded()
    if server is None:
        raise Unfit(Fault.NOT_EMBEDDED)
    if wal.archive() is None:
        raise Unfit(Fault.NO_ARCHIVE)
    folder = target / f"siban-base-{now().astimezone(SHANGHAI):%Y%m%d-%H%M%S}"
    if folder.exists():
        raise Unfit(Fault.EXISTS, str(folder))
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=target))
    try:
        copy_cluster(server.superuser(), draft / DATA)
        shutil.copyfile(server.base / PASSWORDS, draft / PASSWORDS)
        (draft / PASSWORDS).chmod(0o600)
        sheet = {"taken_at": now().isoformat(), "archive": str(wal.archive())}
        (draft / SHEET).write_text(json.dumps(sheet, indent=1) + "\n")
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return folder


def check(folder: Path) -> None:
    """Read the copy again against the checksums that PostgreSQL wrote with it (pg_verifybackup). Raises Unfit."""
    verify_copy(folder / DATA)


def restore(folder: Path, until: datetime | None) -> None:
    """Lay the copy where this home's cluster goes, to be led on to `until` (None: as far as the archive goes) when it
    starts. Raises Unfit where a cluster is there already, or no archive is named."""
    archive = wal.archive()
    if archive is None:
        raise Unfit(Fault.NO_ARCHIVE)
    server = postgres.Server(postgres.default_home())
    if server.data.exists():
        raise Unfit(Fault.NOT_EMPTY, str(server.data))
    server.base.mkdir(mode=0o711 if server.as_root else 0o700, parents=True, exist_ok=True)
    draft = server.base / "data.draft"
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(folder / DATA, draft, symlinks=True)
    lines = [f"restore_command = '{wal.fetching(archive)}'", "recovery_target_action = 'promote'"]
    if until is not None:
        moment = until if until.tzinfo else until.replace(tzinfo=SHANGHAI)
        lines.append(f"recovery_target_time = '{moment.isoformat()}'")
    with (draft / "postgresql.auto.conf").open("a") as conf:
        conf.write("\n".join(lines) + "\n")
    (draft / "recovery.signal").touch()
    shutil.copyfile(folder / PASSWORDS, server.base / PASSWORDS)
    (server.base / PASSWORDS).chmod(0o600)
    draft.chmod(0o700)
    for path in (draft, *draft.rglob("*")):
        os.chown(path, server.user.pw_uid, server.user.pw_gid, follow_symlinks=False)
    draft.rename(server.data)
