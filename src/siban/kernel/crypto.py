"""Sealing personal data: SM4-GCM under a key per person, wrapped by a master key that lives outside the database.

SM3, SM4: GB/T 32905-2016, GB/T 32907-2016, through the `cryptography` library.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings

KEY_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16
NAME_BYTES = 4
DATA_KEY = b"data-key"
NAMELESS = NONCE_BYTES + TAG_BYTES + KEY_BYTES
"""Length of a wrapped key from before master keys had names."""


class Unreadable(Exception):
    """Sealed data that this key does not open: another key, another context, or altered bytes."""


def sm3(data: bytes) -> bytes:
    """The SM3 digest, 32 bytes."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()


def hmac_sm3(key: bytes, data: bytes) -> bytes:
    """HMAC under SM3, 32 bytes."""
    code = hmac.HMAC(key, hashes.SM3())
    code.update(data)
    return code.finalize()


def encrypt(key: bytes, plain: bytes, context: bytes) -> bytes:
    """nonce ‖ tag ‖ ciphertext. `context` is not stored; it binds the text to its place."""
    nonce = os.urandom(NONCE_BYTES)
    cipher = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    cipher.authenticate_additional_data(context)
    sealed = cipher.update(plain) + cipher.finalize()
    return nonce + cipher.tag + sealed


def decrypt(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """The plain bytes. Raises Unreadable."""
    nonce, tag = sealed[:NONCE_BYTES], sealed[NONCE_BYTES : NONCE_BYTES + TAG_BYTES]
    try:
        cipher = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
        cipher.authenticate_additional_data(context)
        return cipher.update(sealed[NONCE_BYTES + TAG_BYTES :]) + cipher.finalize()
    except (InvalidTag, ValueError) as wrong:
        raise Unreadable from wrong


def kept_once(path: Path, make: Callable[[], str]) -> str:
    """A secret that is made on first use and read ever after, for its owner's eyes only.

    Written aside and linked into place, so that two processes starting at once agree on one.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "w") as draft:
                draft.write(make())
                draft.flush()
                os.fsync(draft.fileno())
            os.link(name, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(name)
    return path.read_text().strip()


class Turn(StrEnum):
    """How far a change of the master key has come."""

    STEADY = "steady"
    PREPARING = "preparing"
    """The next key is known; everything is still written under the present one, tokens under both."""
    TURNING = "turning"
    """The next key has become the present one; what lies under the old one is being carried over."""


@dataclass(frozen=True, slots=True)
class Masters:
    """The master keys of an installation: one, or two while it changes from one to the other."""

    present: bytes
    next: bytes | None = None
    old: bytes | None = None

    @property
    def turn(self) -> Turn:
        return Turn.PREPARING if self.next else Turn.TURNING if self.old else Turn.STEADY

    @classmethod
    def read(cls, text: str) -> Masters:
        """From the lines of the key file: the present key alone, the other with what it is. Raises Unreadable."""
        first, *others = text.split("\n")
        keys = {"present": _key(first)}
        for line in others:
            digits, _, what = line.partition(" ")
            if what not in ("next", "old"):
                raise Unreadable("the key file holds a line that is no key")
            keys[what] = _key(digits)
        return cls(**keys)

    def written(self) -> str:
        """The lines of the key file."""
        others = [f"{key.hex()} {what}" for key, what in ((self.next, "next"), (self.old, "old")) if key]
        return "\n".join([self.present.hex(), *others])


def _key(digits: str) -> bytes:
    try:
        key = bytes.fromhex(digits.strip())
    except ValueError:
        key = b""
    if len(key) != 32:
        raise Unreadable("the key file does not hold a master key")
    return key


@lru_cache(maxsize=64)
def _derive(master: bytes, use: str) -> bytes:
    """A key for one use, from a master key (HMAC as a key derivation, one step)."""
    return hmac_sm3(master, use.encode())


def name_of(master: bytes) -> bytes:
    """Four bytes that name a master key and tell nothing of it; they stand before each key that it wraps."""
    return _derive(master, "name")[:NAME_BYTES]


class Keyring:
    """The master key and what is derived from it. Made once, in a file that no backup of the database holds.

    The file is looked at on each use, so that every process of a running site follows a change of the key at once.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read: tuple[tuple[int, int], Masters] | None = None
        self._known: dict[bytes, bytes] = {}
        """Every master key met so far, by name: rows read a moment ago may still be under the last one."""

    @property
    def masters(self) -> Masters:
        try:
            found = self.path.stat()
        except FileNotFoundError:
            kept_once(self.path, os.urandom(32).hex)
            found = self.path.stat()
        stamp = (found.st_mtime_ns, found.st_ino)
        if self._read is None or self._read[0] != stamp:
            masters = Masters.read(self.path.read_text().strip())
            for key in (masters.present, masters.next, masters.old):
                if key:
                    self._known[name_of(key)] = key
            self._read = (stamp, masters)
        return self._read[1]

    @property
    def master(self) -> bytes:
        return self.masters.present

    @property
    def retired_file(self) -> Path:
        """Keys of the past, for backups from their time: destroyed with the last of these."""
        return self.path.with_name("retired.keys")

    def all_masters(self) -> tuple[bytes, ...]:
        """Every master key that can be had here, the present one first: an older backup lies under a retired one."""
        masters = self.masters
        retired = self.retired_file.read_text().split() if self.retired_file.exists() else []
        for line in retired:
            self._known[name_of(_key(line))] = _key(line)
        return tuple(dict.fromkeys((masters.present, *self._known.values())))

    def keep(self, masters: Masters) -> None:
        """Put other keys in force, all at once; an old one that goes is kept with the retired."""
        before = self.masters
        for key in {before.present, before.next, before.old} - {masters.present, masters.next, masters.old, None}:
            assert key is not None
            with os.fdopen(os.open(self.retired_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as retired:
                retired.write(f"{key.hex()}\n")
        handle, draft = tempfile.mkstemp(dir=self.path.parent)
        with os.fdopen(handle, "w") as new:
            new.write(masters.written())
            new.flush()
            os.fsync(new.fileno())
        os.replace(draft, self.path)

    def derived(self, use: str) -> bytes:
        """A key for one use, from the present master key."""
        return _derive(self.master, use)

    def wrap_new(self) -> bytes:
        """A fresh data key, wrapped; the plain key is never stored."""
        return self._wrap(os.urandom(KEY_BYTES))

    def rewrap(self, wrapped: bytes) -> bytes:
        """The same data key under the present master key. Raises Unreadable."""
        return self._wrap(self.unwrap(wrapped))

    def _wrap(self, plain: bytes) -> bytes:
        master = self.master
        return name_of(master) + encrypt(_derive(master, "wrap")[:KEY_BYTES], plain, DATA_KEY)

    def unwrap(self, wrapped: bytes) -> bytes:
        """The plain data key, kept in memory for a while since lists open many values under the same key.

        Raises Unreadable where it lies under no master key that is known here.
        """
        wrapped = bytes(wrapped)
        if len(wrapped) == NAMELESS:
            return _unwrapped(_derive(self.masters.old or self.master, "wrap")[:KEY_BYTES], wrapped)
        return _unwrapped(_derive(self._master_of(wrapped[:NAME_BYTES]), "wrap")[:KEY_BYTES], wrapped[NAME_BYTES:])

    def _master_of(self, name: bytes) -> bytes:
        if name not in self._known:
            self.all_masters()
        try:
            return self._known[name]
        except KeyError:
            raise Unreadable("wrapped by a master key that is not here") from None

    def seal(self, wrapped: bytes, plain: bytes, context: bytes) -> bytes:
        """Encrypt under a wrapped data key. `context` names the place, as b"person"."""
        return encrypt(self.unwrap(wrapped), plain, context)

    def open(self, wrapped: bytes, sealed: bytes, context: bytes) -> bytes:
        """Decrypt what `seal` made. Raises Unreadable."""
        return decrypt(self.unwrap(wrapped), bytes(sealed), context)

    def token(self, kind: str, value: str) -> bytes:
        """The look-up token of a value: equal values give equal tokens, nothing else can be told from it."""
        return _token(self.master, kind, value)

    def next_token(self, kind: str, value: str) -> bytes | None:
        """What the second column holds while the key changes: the token under the key that will be, or has become, the
        present one. None where nothing changes."""
        masters = self.masters
        if masters.turn is Turn.STEADY:
            return None
        return _token(masters.next or masters.present, kind, value)

    def tokens(self, kind: str, value: str) -> tuple[bytes, ...]:
        """All that a search looks for: the present token, and while the key changes the other one."""
        masters = self.masters
        keys = (masters.present, masters.next, masters.old)
        return tuple(_token(key, kind, value) for key in keys if key)


def _token(master: bytes, kind: str, value: str) -> bytes:
    return hmac_sm3(_derive(master, "token"), f"{kind}\x00{value}".encode())[:16]


@lru_cache(maxsize=4096)
def _unwrapped(wrapping: bytes, wrapped: bytes) -> bytes:
    return decrypt(wrapping, wrapped, DATA_KEY)


@lru_cache(maxsize=8)
def _ring(path: Path) -> Keyring:
    return Keyring(path)


class _Current:
    """The keyring of the settings in force, looked up at each use so that a test can have its own."""

    def __getattr__(self, name: str) -> object:
        return getattr(_ring(settings.MASTER_KEY_FILE), name)


keyring: Keyring = _Current()  # type: ignore[assignment]
