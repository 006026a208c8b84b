"""Personal data is sealed, bound to its place, and gone once the key is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siban.kernel.clock import now
from siban.kernel.crypto import Keyring, Unreadable, keyring, sm3
from siban.kernel.models import DataKey


def test_sm3_is_the_standards():
    """GB/T 32905-2016, appendix A.1."""
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


@given(st.binary(max_size=2000), st.binary(max_size=30))
def test_what_is_sealed_opens_in_its_place_only(plain, context):
    wrapped = keyring.wrap_new()
    sealed = keyring.seal(wrapped, plain, context)
    assert keyring.open(wrapped, sealed, context) == plain
    with pytest.raises(Unreadable):
        keyring.open(wrapped, sealed, context + b"x")
    with pytest.raises(Unreadable):
        keyring.open(keyring.wrap_new(), sealed, context)


@given(st.binary(min_size=1, max_size=200), st.data())
def test_altered_bytes_do_not_open(plain, data):
    wrapped = keyring.wrap_new()
    sealed = bytearray(keyring.seal(wrapped, plain, b"place"))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Unreadable):
        keyring.open(wrapped, bytes(sealed), b"place")


def test_tokens_are_equal_for_equal_values_alone():
    assert keyring.token("phone", "13900000000") == keyring.token("phone", "13900000000")
    assert keyring.token("phone", "13900000000") != keyring.token("name", "13900000000")


def test_master_key_is_made_once_and_for_its_owner_only(tmp_path):
    path = tmp_path / "secrets" / "master.key"
    first = Keyring(path).master
    assert Keyring(path).master == first
    assert path.stat().st_mode & 0o077 == 0


def test_another_master_key_opens_nothing(tmp_path):
    one, other = Keyring(tmp_path / "one"), Keyring(tmp_path / "other")
    sealed = one.seal(one.wrap_new(), b"x", b"")
    with pytest.raises(Unreadable):
        other.open(other.wrap_new(), sealed, b"")


def test_erased_key_opens_nothing():
    key = DataKey(wrapped=keyring.wrap_new())
    sealed = key.seal(b"plain", b"place")
    assert key.open(sealed, b"place") == b"plain"
    key.wrapped, key.erased_at = None, now()
    with pytest.raises(Unreadable):
        key.open(sealed, b"place")
