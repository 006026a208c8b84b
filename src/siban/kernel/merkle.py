"""Merkle trees by RFC 6962 §2.1, with SM3: one hash that stands for a whole list, and the proof for one leaf."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from siban.kernel.crypto import sm3

LEAF, NODE = b"\x00", b"\x01"
"""A leaf and a node are never hashed alike, so that neither can be passed off as the other."""

EMPTY = sm3(b"")


def leaf(data: bytes) -> bytes:
    """The hash of one entry."""
    return sm3(LEAF + data)


def node(left: bytes, right: bytes) -> bytes:
    return sm3(NODE + left + right)


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over hashes of leaves, read once; the memory it takes grows with the logarithm of their number."""
    stack: list[bytes] = []
    for before, one in enumerate(leaves):
        stack.append(one)
        whole = before
        while whole & 1:
            right, left = stack.pop(), stack.pop()
            stack.append(node(left, right))
            whole >>= 1
    if not stack:
        return EMPTY
    found = stack.pop()
    while stack:
        found = node(stack.pop(), found)
    return found


def path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of one leaf: the hashes that lead from it to the root, the nearest first."""
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        return [*path(leaves[:split], index), root(leaves[split:])]
    return [*path(leaves[split:], index - split), root(leaves[:split])]


def climbed(start: bytes, index: int, size: int, steps: Sequence[bytes]) -> bytes | None:
    """The root that a path leads to from one leaf (RFC 9162 §2.1.3.2); None where the path does not fit the place."""
    if not 0 <= index < size:
        return None
    at, last, found = index, size - 1, start
    for step in steps:
        if last == 0:
            return None
        if at & 1 or at == last:
            found = node(step, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node(found, step)
        at, last = at >> 1, last >> 1
    return found if last == 0 else None
