"""The package of the archive as bytes: a ZIP with an index that holds the SM3 digest of each part. Pure."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from siban.kernel.crypto import sm3

INDEX = "index.json"
STAMP = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP can bear: the same parts make the same bytes."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the package. `kind`: document, notice, events, catalogue."""

    path: str
    name: str
    kind: str
    data: bytes
    number: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished package and the digest of its index."""

    data: bytes
    digest: str


def digest(data: bytes) -> str:
    """SM3 (GB/T 32905) in hexadecimal."""
    return sm3(data).hex()


def build(head: Mapping[str, str], parts: Sequence[Part]) -> Made:
    """Write the parts and their index."""
    index = dict(head) | {
        "standard": "DA/T 85-2019",
        "algorithm": "SM3",
        "parts": [
            {"path": one.path, "name": one.name, "kind": one.kind, "size": len(one.data), "digest": digest(one.data)}
            for one in parts
        ],
    }
    written = json.dumps(index, ensure_ascii=False, indent=1).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, data in ((INDEX, written), *((one.path, one.data) for one in parts)):
            packed = path.endswith((".json",))
            info = zipfile.ZipInfo(path, STAMP)
            archive.writestr(info, data, zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED)
    return Made(out.getvalue(), digest(written))


def fault(data: bytes, expected: str) -> str | None:
    """The first part that is not as the index says, or the index itself; None where all is whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            written = archive.read(INDEX)
            if digest(written) != expected:
                return INDEX
            listed = {one["path"]: one["digest"] for one in json.loads(written)["parts"]}
            if set(archive.namelist()) != {INDEX, *listed}:
                return INDEX
            return next((path for path, known in listed.items() if digest(archive.read(path)) != known), None)
    except (zipfile.BadZipFile, KeyError, ValueError):
        return INDEX
