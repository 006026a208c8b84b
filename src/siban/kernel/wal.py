"""The archive of the database's log: where it lies, and how the embedded server fills and reads it."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

ARCHIVE_TIMEOUT = "60"
"""Seconds after which an unfinished segment is archived too: what a dead disk can cost at most."""


def archive() -> Path | None:
    """The folder that SIBAN_WAL_ARCHIVE names, or None."""
    given = os.environ.get("SIBAN_WAL_ARCHIVE")
    return Path(given).resolve() if given else None


def prepare(user: int, group: int) -> bool:
    """Make the folder, where one is named, for the user who runs the server; whether that user can write there."""
    folder = archive()
    if folder is None:
        return True
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True)
        os.chown(folder, user, group)
    if os.geteuid() != 0:
        return os.access(folder, os.W_OK | os.X_OK)
    return not subprocess.run(["test", "-w", folder], check=False, cwd="/", user=user, group=group).returncode


def settings() -> dict[str, str]:
    """PostgreSQL's settings for archiving; none where no archive is named.

    A segment is copied aside and renamed, so that a half-copied one never bears its name, and one that is there is not
    overwritten (manual, 25.3.1)."""
    folder = archive()
    if folder is None:
        return {}
    there, part = shlex.quote(f"{folder}/") + "%f", shlex.quote(f"{folder}/") + "%f.part"
    command = f"test -f {there} && cmp -s %p {there} || (test ! -f {there} && cp %p {part} && mv {part} {there})"
    return {"archive_mode": "on", "archive_command": command, "archive_timeout": ARCHIVE_TIMEOUT}


def fetching(folder: Path) -> str:
    """The restore_command that reads this archive."""
    return f"cp {shlex.quote(f'{folder}/')}%f %p"
