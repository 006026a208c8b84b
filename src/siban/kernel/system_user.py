"""The system user who runs the embedded database where the caller is root."""

from __future__ import annotations

import pwd
import shutil
import subprocess
from pathlib import Path


def system_user(home: Path) -> pwd.struct_passwd | None:
    """`siban` or `postgres` where they exist; else `siban` is made, with this home; None where none can be had."""
    for name in ("siban", "postgres"):
        if found := _user(name):
            return found
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd:
        command = [useradd, "--system", "--no-create-home", "--home-dir", str(home)]
        command += ["--shell", "/usr/sbin/nologin", "siban"]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return _user("siban") or _user("nobody")


def _user(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None
