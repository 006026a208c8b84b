"""Proof that the record is whole: every chain of events and of looks and every seal, recomputed from the rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from siban.kernel import merkle, seals
from siban.kernel.events import digest
from siban.kernel.looks import look_digest
from siban.kernel.models import Event, Look, Seal, Stream


class Fault(StrEnum):
    """What is wrong with a link."""

    MISSING = "missing"
    ALTERED = "altered"
    HEAD = "head"
    """The end of the chain is not where its stream says."""
    SEAL_MISSING = "seal-missing"
    SEAL_LINK = "seal-link"
    """It does not name the seal before it, or does not begin where that one ended."""
    SEAL_KEY = "seal-key"
    """Signed with a key that is not the one to be trusted."""
    SEAL_SIGNATURE = "seal-signature"
    SEAL_EVENTS = "seal-events"
    """What stands at its positions of the feed is not what was sealed, although the chains may be whole."""
    SEAL_LOOKS = "seal-looks"
    CARRIED = "carried"
    """The seal that was carried out says something else: it and all before it was written anew."""
    CARRIED_MISSING = "carried-missing"
    """The seal that was carried out stands here no more: the end was cut off, or an older backup was restored."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first link that does not hold: where (a stream, an actor's day, or "" for seals), and what is wrong."""

    chain: str
    number: int
    fault: Fault
    first: int = 0
    last: int = 0
    """Of a seal the positions of the feed that lie under it."""
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """What was walked, and the first broken link, if any."""

    streams: int
    events: int
    looks: int
    seals: int
    carried: int
    broken: Broken | None


def verify(carried: Collection[seals.Carried] = (), keys: Collection[bytes] = ()) -> Proof:
    """Walk every chain, then every seal, then compare the seals that were carried out.

    `keys` are the public keys to be trusted; without any, the one whose private half lies beside the master key. Reads
    in batches; the memory it takes does not grow with the log.
    """
    counts = {"streams": 0, "events": 0, "looks": 0, "seals": 0, "carried": 0}
    broken = next(_faults(counts), None) or next(_seal_faults(counts, carried, keys), None)
    return Proof(**counts, broken=broken)


def _seal_faults(
    counts: dict[str, int], carried: Collection[seals.Carried], keys: Collection[bytes]
) -> Iterator[Broken]:
    trusted = frozenset(keys or [seals.public_key()])
    before: Seal | None = None
    found: dict[int, bytes] = {}
    for seal in Seal.objects.order_by("number").iterator(chunk_size=500):
        counts["seals"] += 1
        if fault := _fault(seal, before, trusted):
            yield Broken("", counts["seals"], fault, seal.first, seal.last, seal.made_at)
            return
        found[seal.number] = seals.seal_hash(seal)
        before = seal
    for kept in carried:
        counts["carried"] += 1
        if found.get(kept.number) != kept.hash:
            yield Broken("", kept.number, Fault.CARRIED if kept.number in found else Fault.CARRIED_MISSING)
            return


def _fault(seal: Seal, before: Seal | None, trusted: Collection[bytes]) -> Fault | None:
    if seal.number != (before.number + 1 if before else 1):
        return Fault.SEAL_MISSING
    if bytes(seal.key) not in trusted:
        return Fault.SEAL_KEY
    if not seals.signed_by(bytes(seal.key), bytes(seal.signature), seals.statement(seal)):
        return Fault.SEAL_SIGNATURE
    if bytes(seal.before) != (seals.seal_hash(before) if before else b"") or seal.first != (
        before.last + 1 if before else 1
    ):
        return Fault.SEAL_LINK
    # A position left out or put in twice shifts every leaf after it, so the root tells that, too.
    if merkle.root(seals.leaves(seal.first, seal.last)) != bytes(seal.root):
        return Fault.SEAL_EVENTS
    looked = before.looks_until if before else seals.LONG_AGO
    if merkle.root(seals.look_leaves(looked, seal.looks_until)) != bytes(seal.looks_root):
        return Fault.SEAL_LOOKS
    return None


def _faults(counts: dict[str, int]) -> Iterator[Broken]:
    heads = {
        stream.pk: stream for stream in Stream.objects.only("pk", "last_number", "last_hash").iterator(chunk_size=5000)
    }
    rows = Event.objects.order_by("stream_id", "number").iterator(chunk_size=2000)
    for stream_id, events in groupby(rows, key=lambda event: event.stream_id):
        counts["streams"] += 1
        number, before = 0, b""
        for number, event in enumerate(events, 1):
            counts["events"] += 1
            if event.number != number:
                yield Broken(str(stream_id), number, Fault.MISSING)
                return
            if digest(event, before) != bytes(event.hash):
                yield Broken(str(stream_id), number, Fault.ALTERED)
                return
            before = bytes(event.hash)
        head = heads.pop(stream_id)
        if head.last_number != number or bytes(head.last_hash) != before:
            yield Broken(str(stream_id), head.last_number, Fault.HEAD)
    for stream in heads.values():
        if stream.last_number:
            yield Broken(str(stream.pk), 1, Fault.MISSING)
    looks = Look.objects.order_by("actor", "day", "number").iterator(chunk_size=2000)
    for (actor, day), chain in groupby(looks, key=lambda look: (look.actor, look.day)):
        before = b""
        for number, look in enumerate(chain, 1):
            counts["looks"] += 1
            if look.number != number:
                yield Broken(f"{actor} {day}", number, Fault.MISSING)
                return
            if look_digest(look, before) != bytes(look.hash):
                yield Broken(f"{actor} {day}", number, Fault.ALTERED)
                return
            before = bytes(look.hash)
