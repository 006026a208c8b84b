"""Roots and paths of RFC 6962, against the definition written out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from siban.kernel import merkle
from siban.kernel.crypto import sm3

lists = st.lists(st.binary(max_size=4), min_size=1, max_size=40).map(lambda entries: [merkle.leaf(e) for e in entries])


def defined(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1, word for word."""
    if not leaves:
        return sm3(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sm3(b"\x01" + defined(leaves[:k]) + defined(leaves[k:]))


@given(lists)
def test_root_is_that_of_the_definition(leaves):
    assert merkle.root(iter(leaves)) == defined(leaves)


def test_an_empty_list_has_a_root_of_its_own():
    assert merkle.root([]) == sm3(b"")


@given(lists, st.data())
def test_a_path_proves_its_own_leaf_and_no_other(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    steps, root = merkle.path(leaves, index), merkle.root(leaves)
    assert merkle.climbed(leaves[index], index, len(leaves), steps) == root
    assert merkle.climbed(merkle.leaf(b"another"), index, len(leaves), steps) != root
    assert merkle.climbed(leaves[index], index, len(leaves), [*steps, root]) != root
    if steps:
        bent = [bytes([steps[0][0] ^ 1]) + steps[0][1:], *steps[1:]]
        assert merkle.climbed(leaves[index], index, len(leaves), bent) != root
        assert merkle.climbed(leaves[index], index, len(leaves), steps[:-1]) != root
