"""Sealing personal data: SM4-GCM under a key per person, wrapped by a master key that lives outside the database.

SM3, SM4: GB/T 32905-2016, GB/T 32907-2016, through the `cryptography` library.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings

KEY_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16


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


class Keyring:
    """The master key and what is derived from it. Made once, in a file that no backup of the database holds."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def master(self) -> bytes:
        key = bytes.fromhex(kept_once(self.path, os.urandom(32).hex))
        if len(key) != 32:
            raise Unreadable(f"{self.path.name} does not hold a master key")
        return key

    def derived(self, use: str) -> bytes:
        """A key for one use, from the master key (HMAC as a key derivation, one step)."""
        return hmac_sm3(self.master, use.encode())

    @cached_property
    def _wrapping(self) -> bytes:
        return self.derived("wrap")[:KEY_BYTES]

    @cached_property
    def _tokens(self) -> bytes:
        return self.derived("token")

    def wrap_new(self) -> bytes:
        """A fresh data key, wrapped; the plain key is never stored."""
        return encrypt(self._wrapping, os.urandom(KEY_BYTES), b"data-key")

    def unwrap(self, wrapped: bytes) -> bytes:
        """The plain data key, kept in memory for a while since lists open many values under the same key."""
        return _unwrapped(self._wrapping, wrapped)

    def seal(self, wrapped: bytes, plain: bytes, context: bytes) -> bytes:
        """Encrypt under a wrapped data key. `context` names the place, as b"person"."""
        return encrypt(self.unwrap(wrapped), plain, context)

    def open(self, wrapped: bytes, sealed: bytes, context: bytes) -> bytes:
        """Decrypt what `seal` made. Raises Unreadable."""
        return decrypt(self.unwrap(wrapped), bytes(sealed), context)

    def token(self, kind: str, value: str) -> bytes:
        """The look-up token of a value: equal values give equal tokens, nothing else can be told from it."""
        return hmac_sm3(self._tokens, f"{kind}\x00{value}".encode())[:16]


@lru_cache(maxsize=4096)
def _unwrapped(wrapping: bytes, wrapped: bytes) -> bytes:
    return decrypt(wrapping, bytes(wrapped), b"data-key")


@lru_cache(maxsize=8)
def _ring(path: Path) -> Keyring:
    return Keyring(path)


class _Current:
    """The keyring of the settings in force, looked up at each use so that a test can have its own."""

    def __getattr__(self, name: str) -> object:
        return getattr(_ring(settings.MASTER_KEY_FILE), name)


keyring: Keyring = _Current()  # type: ignore[assignment]
