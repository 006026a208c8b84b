"""Seals: every night one signed root over all that was recorded since the last, so that the past cannot be rewritten.

A chain alone can be computed anew by whoever keeps the database. A seal is signed with a key that lies outside it and
names the seal before; one seal carried out of the building pins everything before it, against the keeper of the key as
well. Roots as in RFC 6962 with SM3, signatures Ed25519 (RFC 8032).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import connection, transaction

from siban.kernel import merkle
from siban.kernel.clock import local_date, now
from siban.kernel.crypto import kept_once, sm3
from siban.kernel.models import Event, Feed, Look, Seal

TITLE = "siban-seal"
SEALER = 0x53_49_42_53
"""Key of the advisory lock: one seal at a time in a database."""

LONG_AGO = date(1970, 1, 1)


def key_file() -> Path:
    """Where the seal key lies: beside the master key, outside database and backup."""
    return Path(settings.MASTER_KEY_FILE).with_name("seal.key")


def signing_key() -> Ed25519PrivateKey:
    """The key that signs, made once."""
    made = Ed25519PrivateKey.generate().private_bytes_raw().hex
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept_once(key_file(), made)))


def public_key() -> bytes:
    """What everyone may know, 32 bytes."""
    return signing_key().public_key().public_bytes_raw()


def signed_by(key: bytes, signature: bytes, said: bytes) -> bool:
    """Whether this key made this signature under these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, said)
    except (InvalidSignature, ValueError):
        return False
    return True


def statement(seal: Seal) -> bytes:
    """The bytes that are signed: everything a seal says."""
    said = [
        *(TITLE, 1, seal.number, seal.made_at.astimezone(UTC).isoformat(timespec="microseconds")),
        *(seal.first, seal.last, bytes(seal.root).hex()),
        *(seal.looks_until.isoformat(), bytes(seal.looks_root).hex()),
        *(bytes(seal.before).hex(), bytes(seal.key).hex()),
    ]
    return json.dumps(said, separators=(",", ":")).encode()


def seal_hash(seal: Seal) -> bytes:
    """What the next seal, a sheet of paper or another office keeps of a seal."""
    return sm3(statement(seal))


def entry(event: Event, position: int) -> bytes:
    """What a leaf holds of an event: its places in the feed and its stream, and the hash that covers its columns."""
    said = [position, str(event.stream_id), event.number, bytes(event.hash).hex()]
    return json.dumps(said, separators=(",", ":")).encode()


def fed(first: int, last: int) -> Iterator[Feed]:
    """The feed between two positions, with its events, in order."""
    rows = Feed.objects.filter(position__gte=first, position__lte=last).select_related("event")
    return rows.only("position", "event__stream_id", "event__number", "event__hash").order_by("position").iterator(2000)


def leaves(first: int, last: int) -> Iterator[bytes]:
    """Hashes of the leaves between two positions of the feed."""
    return (merkle.leaf(entry(row.event, row.position)) for row in fed(first, last))


def look_leaves(after: date, until: date) -> Iterator[bytes]:
    """Of each actor's looks in each of these days the last one, which covers those before it."""
    ends = (
        Look.objects.filter(day__gt=after, day__lte=until).order_by("day", "actor", "-number").distinct("day", "actor")
    )
    for end in ends.iterator(2000):
        said = [end.day.isoformat(), str(end.actor) if end.actor else None, end.number, bytes(end.hash).hex()]
        yield merkle.leaf(json.dumps(said, separators=(",", ":")).encode())


def make() -> Seal:
    """Seal all that has a place in the feed by now, and the looks of the days that are over."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALER])
        before = Seal.objects.order_by("-number").first()
        moment = now()
        first = before.last + 1 if before else 1
        newest = Feed.objects.order_by("-position").values_list("position", flat=True).first() or 0
        looked = before.looks_until if before else LONG_AGO
        until = max(looked, local_date(moment) - timedelta(days=1))
        key = signing_key()
        seal = Seal(
            number=before.number + 1 if before else 1,
            made_at=moment,
            first=first,
            last=max(newest, first - 1),
            root=merkle.root(leaves(first, newest)),
            looks_until=until,
            looks_root=merkle.root(look_leaves(looked, until)),
            before=seal_hash(before) if before else b"",
            key=key.public_key().public_bytes_raw(),
        )
        seal.signature = key.sign(statement(seal))
        seal.save(force_insert=True)
    return seal


def make_when_due() -> Seal | None:
    """The seal of the night, once a day: the first turn after midnight makes it."""
    last = Seal.objects.order_by("-number").values_list("made_at", flat=True).first()
    if last is not None and local_date(last) >= local_date(now()):
        return None
    return make()


# What is carried out of the building


@dataclass(frozen=True, slots=True)
class Carried:
    """A seal as someone else keeps it: its number and its hash, and whose key signed it where that is said."""

    number: int
    hash: bytes


class NotSeals(ValueError):
    """A file that holds no seals."""


def line(seal: Seal) -> str:
    """A seal in one line, short enough for paper and a QR code: number, day, last position, hash in groups of eight."""
    digits = seal_hash(seal).hex()
    groups = " ".join(digits[start : start + 8] for start in range(0, len(digits), 8))
    return f"{TITLE} {seal.number} {local_date(seal.made_at)} {seal.last} {groups}"


def exported(chosen: Iterable[Seal]) -> str:
    """Seals as a text that a person can keep, print or send: each in a line, then whole, with the key to check them."""
    rows = [
        {
            "line": line(seal),
            "statement": statement(seal).decode(),
            "hash": seal_hash(seal).hex(),
            "signature": bytes(seal.signature).hex(),
        }
        for seal in chosen
    ]
    head = {"format": f"{TITLE}s-1", "region": settings.REGION, "public_key": public_key().hex(), "seals": rows}
    return json.dumps(head, ensure_ascii=False, indent=1) + "\n"


def read_carried(text: str) -> list[Carried]:
    """Seals from an exported file, or from lines copied off paper. Raises NotSeals.

    A signed statement whose hash or signature does not fit was altered on its way and is not believed.
    """
    if not text.lstrip().startswith("{"):
        return _read_lines(text)
    try:
        head = json.loads(text)
        found = []
        for row in head["seals"]:
            said, key = row["statement"].encode(), bytes.fromhex(json.loads(row["statement"])[10])
            if sm3(said).hex() != row["hash"] or not signed_by(key, bytes.fromhex(row["signature"]), said):
                raise NotSeals
            found.append(Carried(int(json.loads(said)[2]), sm3(said)))
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as wrong:
        raise NotSeals from wrong
    return _some(found)


def _read_lines(text: str) -> list[Carried]:
    found = []
    try:
        for words in (line.split() for line in text.splitlines()):
            if words and words[0] == TITLE:
                hash_ = bytes.fromhex("".join(words[4:]))
                if len(hash_) != len(merkle.EMPTY):
                    raise NotSeals
                found.append(Carried(int(words[1]), hash_))
    except (IndexError, ValueError) as wrong:
        raise NotSeals from wrong
    return _some(found)


def _some(found: list[Carried]) -> list[Carried]:
    if not found:
        raise NotSeals
    return found


# That one event lies under a seal


class NotSealed(LookupError):
    """The event is not there, or no seal covers it yet."""


def proof_of(event: Event) -> str:
    """Why this event lies under a seal, as a file that is checked without the database. Raises NotSealed."""
    position = Feed.objects.filter(event=event).values_list("position", flat=True).first()
    seal = Seal.objects.filter(first__lte=position, last__gte=position).first() if position else None
    if position is None or seal is None:
        raise NotSealed
    steps = merkle.path(list(leaves(seal.first, seal.last)), position - seal.first)
    proof = {
        "format": "siban-proof-1",
        "entry": entry(event, position).decode(),
        "path": [step.hex() for step in steps],
        "seal": {
            "line": line(seal),
            "statement": statement(seal).decode(),
            "signature": bytes(seal.signature).hex(),
        },
    }
    return json.dumps(proof, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class Proven:
    """What a proof shows: this event, by its stream, number and hash, lies under this seal, signed with this key."""

    stream: str
    number: int
    hash: str
    seal: Carried
    key: bytes


def proven(text: str) -> Proven | None:
    """Check a proof by itself; None where it does not hold. Whether its seal is the true one, the caller compares."""
    try:
        proof = json.loads(text)
        said = proof["seal"]["statement"].encode()
        _, _, seal, _, first, last, root, _, _, _, key = json.loads(said)
        position, stream, number, hash_ = json.loads(proof["entry"])
        steps = [bytes.fromhex(step) for step in proof["path"]]
        start = merkle.leaf(proof["entry"].encode())
        holds = merkle.climbed(start, position - first, last - first + 1, steps) == bytes.fromhex(root)
        signed = signed_by(bytes.fromhex(key), bytes.fromhex(proof["seal"]["signature"]), said)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    if not holds or not signed:
        return None
    return Proven(stream, number, hash_, Carried(seal, sm3(said)), bytes.fromhex(key))
