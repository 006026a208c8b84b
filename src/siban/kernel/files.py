"""Files: what was photographed and what was printed, sealed on disk, whole or not at all."""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import puremagic
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from siban.kernel.crypto import hmac_sm3, keyring
from siban.kernel.models import DataKey, File
from siban.kernel.refusals import BadInput

LIMIT = 20 * 1024 * 1024
LONGEST_SIDE = 2400
"""Pixels: an A4 page at 200 dpi, enough to read the smallest print of an ID card."""
PIXELS = 80_000_000

IMAGES = {"image/jpeg", "image/png", "image/webp"}


class FileTooLarge(BadInput):
    code = "file-too-large"
    status = 413
    sentence = _("这个文件太大了，最多20兆。")
    advice = _("请用手机或高拍仪重新拍一张，不用原图。")


class FileNotReadable(BadInput):
    code = "file-not-readable"
    sentence = _("这个文件打不开，或者不是照片和PDF。")
    advice = _("请重新拍照，或交一份PDF。")


class FileEmpty(BadInput):
    code = "file-empty"
    sentence = _("这个文件是空的。")
    advice = _("请重新拍一张。")


def sniff(data: bytes) -> str:
    """The media type by content, whatever its name says. Raises FileNotReadable for what is neither photo nor PDF."""
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    try:
        found = puremagic.from_string(data[:4096], mime=True)
    except (puremagic.PureError, ValueError):
        raise FileNotReadable(field="file") from None
    if found not in IMAGES:
        raise FileNotReadable(field="file")
    return found


class Clean(NamedTuple):
    """An upload as it will be kept: its bytes, and their media type."""

    data: bytes
    media_type: str


def clean(data: bytes) -> Clean:
    """What is kept of an upload: images upright, re-encoded and without what cameras write about place and device."""
    if not data:
        raise FileEmpty(field="file")
    if len(data) > LIMIT:
        raise FileTooLarge(field="file")
    media_type = sniff(data)
    if media_type == "application/pdf":
        return Clean(data, media_type)
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > PIXELS:
                raise FileTooLarge(field="file")
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise FileNotReadable(field="file") from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    kept = io.BytesIO()
    upright.save(kept, "JPEG", quality=85, optimize=True)
    return Clean(kept.getvalue(), "image/jpeg")


def store(data: bytes | Clean, *, key: DataKey, made: bool = False) -> File:
    """Keep a file under a person's key. An upload may be cleaned beforehand, so that a bad one is refused before an act
    begins. `made` marks what the platform itself rendered, which is kept to the byte.

    On disk before the row is written, so an accepted row always has its file; a file without a row is only rubbish.
    Raises FileTooLarge, FileNotReadable, FileEmpty.
    """
    if not isinstance(data, Clean):
        data = Clean(data, sniff(data)) if made else clean(data)
    kept, media_type = data
    row = File(key=key, media_type=media_type, size=len(kept))
    row.address = hmac_sm3(keyring.derived("files"), row.id.bytes + kept).hex()
    _write(_path(row.address), key.seal(kept, _context(row.id)))
    row.save(force_insert=True)
    return row


def read(file: File) -> bytes:
    """The plain bytes. Raises crypto.Unreadable where the person's key was erased or the file was altered."""
    return file.key.open(_path(file.address).read_bytes(), _context(file.id))


def erase(file: File) -> None:
    """Take a file away for good: its row now, its bytes once the act is committed, so that a refused act loses none."""
    path = _path(file.address)
    file.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _context(id: UUID) -> bytes:
    return b"file:" + id.bytes


def _path(address: str) -> Path:
    return settings.FILES_ROOT / address[:2] / address[2:4] / address


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    os.replace(draft, path)
