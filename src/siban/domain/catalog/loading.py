"""The catalogue as it ships: data files of `data/catalogue` read and checked, each fault named by file and key."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from siban.domain.catalog.content import MalformedError, read_regime, read_theme, trial, whole
from siban.domain.catalog.types import Handling, Kind, Mode, Tier, Version

LIFE_EVENTS = ("birth", "school", "work", "insurance", "elder", "disability", "hardship", "farming", "death")
"""生育 入学 就业 社保 养老 残疾 困难 三农 身后: the doors of the portal's home page, in their order."""

_ITEM_KEYS = ("key", "life_events", "in_force_from")
_REGIME_OF_KIND = {
    Kind.LICENSING: "licensing",
    Kind.CONFIRMATION: "confirmation",
    Kind.BENEFIT: "benefit",
    Kind.REWARD: "benefit",
}


class BadDataError(Exception):
    """A data file is not as it must be; the message names file, key and fault."""

    def __init__(self, file: Path, where: str, fault: str) -> None:
        super().__init__(f"{file.name}: {where}: {fault}")


@dataclass(frozen=True, slots=True)
class Shipped:
    """One item as a data file holds it. Without `in_force_from` it is a draft."""

    key: str
    life_events: tuple[str, ...]
    in_force_from: date | None
    content: dict[str, Any]
    file: Path


def items(folder: Path) -> tuple[Shipped, ...]:
    """All items: those written in full, then a draft for each further row of `items.csv`. Raises BadDataError."""
    written = tuple(_written(file) for file in sorted((folder / "items").glob("*.yaml")))
    keys = {one.key for one in written}
    file = folder / "items.csv"
    if not file.exists():
        return written
    with file.open(encoding="utf-8", newline="") as lines:
        drafts = tuple(_draft(row, file) for row in csv.DictReader(lines) if row["key"] not in keys)
    return written + drafts


def published(folder: Path) -> tuple[Version, ...]:
    """The items written in full as they read once they are published, without a database. Raises BadDataError."""
    named = {record["key"]: record for record in regimes(folder)}
    found = []
    for shipped in items(folder):
        if shipped.in_force_from is None:
            continue
        try:
            plain = json.loads(json.dumps(whole(shipped.content, named)))
            found.append(trial(plain, item=shipped.key))
        except MalformedError as fault:
            raise BadDataError(shipped.file, fault.where, fault.fault) from fault
    return tuple(found)


def regimes(folder: Path) -> tuple[dict[str, Any], ...]:
    """The procedure regimes that ship. Raises BadDataError."""
    file = folder / "regimes.yaml"
    records = _records(file)
    for record in records:
        try:
            read_regime(record)
        except MalformedError as fault:
            raise BadDataError(file, f"{record['key']}.{fault.where}", fault.fault) from fault
    return records


def themes(folder: Path) -> tuple[dict[str, Any], ...]:
    """The themes (一件事), one file each. Raises BadDataError."""
    found = []
    for file in sorted((folder / "themes").glob("*.yaml")):
        record = _yaml(file)
        if not isinstance(record, dict) or record.get("key") != file.stem:
            raise BadDataError(file, "key", "differs from the file's name")
        try:
            read_theme(record)
        except MalformedError as fault:
            raise BadDataError(file, fault.where, fault.fault) from fault
        _life_events([record["life_event"]], file, record["key"])
        found.append(record)
    return tuple(found)


def referrals(folder: Path) -> tuple[dict[str, Any], ...]:
    """Where people are sent. Raises BadDataError."""
    file = folder / "referrals.yaml"
    records = _records(file)
    for record in records:
        for key in ("name", "where"):
            _require_text(record.get(key), file, f"{record['key']}.{key}")
        if record.get("note") is not None:
            _require_text(record["note"], file, f"{record['key']}.note")
    return records


def _records(file: Path) -> tuple[dict[str, Any], ...]:
    if not file.exists():
        return ()
    found = _yaml(file)
    if not isinstance(found, list):
        raise BadDataError(file, "file", "is not a list")
    for place, record in enumerate(found):
        if not isinstance(record, dict) or not isinstance(record.get("key"), str):
            raise BadDataError(file, f"record {place + 1}", "has no key")
    return tuple(found)


def _yaml(file: Path) -> Any:
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as fault:
        raise BadDataError(file, "file", str(fault)) from fault


def _require_text(value: object, file: Path, where: str) -> None:
    if not isinstance(value, dict) or not all(isinstance(value.get(language), str) for language in ("zh", "en")):
        raise BadDataError(file, where, "is not a text in zh and en")


def _written(file: Path) -> Shipped:
    record = _yaml(file)
    if not isinstance(record, dict):
        raise BadDataError(file, "file", "is not a record")
    for key in _ITEM_KEYS:
        if key not in record:
            raise BadDataError(file, key, "is missing")
    if record["key"] != file.stem:
        raise BadDataError(file, "key", "differs from the file's name")
    if not isinstance(record["in_force_from"], date):
        raise BadDataError(file, "in_force_from", "is not a date")
    return Shipped(
        key=record["key"],
        life_events=_life_events(record["life_events"], file, record["key"]),
        in_force_from=record["in_force_from"],
        content={key: value for key, value in record.items() if key not in _ITEM_KEYS},
        file=file,
    )


def _life_events(events: object, file: Path, key: str) -> tuple[str, ...]:
    if not isinstance(events, list) or not set(events) <= set(LIFE_EVENTS):
        raise BadDataError(file, f"{key}.life_events", f"are not among {', '.join(LIFE_EVENTS)}")
    return tuple(events)


def _draft(row: dict[str, str], file: Path) -> Shipped:
    """What the basic list knows of an item: enough to be found, not to be taken in."""
    try:
        kind, handling, deciding = Kind(row["kind"]), Handling(row["handling"]), Tier(row["decide"])
        accepting = [Tier.DISTRICT, *(Tier(tier) for tier in reversed(row["accept"].split("+")))]
        content: dict[str, Any] = {
            "name": {"zh": row["name"], "en": row["name_en"]},
            "kind": kind,
            "authority": row["authority"],
            "level": deciding,
            "regime": "agency" if row["agency"] == "pay" else _REGIME_OF_KIND.get(kind, "public-service"),
            "basis": [_basis(part) for part in row["basis"].split("；")],
            "applicants": row["audience"].split("+"),
            "audience": row["audience"].split("+"),
            "handling": handling,
            "statutory_days": int(row["statutory_days"]),
            "promised_days": int(row["promised_days"]),
            "village_days": int(row["village_days"]) if row["village_days"] else None,
            "unit": row["limit_unit"],
            "visits": int(row["visits"]),
            "jurisdiction": row["jurisdiction"],
            "accepting": accepting,
            "deciding": deciding,
            "modes": {tier: _mode(tier, deciding, village_own=row["village_own"] == "yes") for tier in accepting},
            "agency": None if row["agency"] == "none" else row["agency"],
            "home_visit": row["home_visit"] == "yes",
            "vertical_system": {"zh": row["vertical_system"], "en": ""} if row["vertical_system"] else None,
            "note": {"zh": row["note"], "en": ""} if row["note"] else None,
        }
    except (KeyError, ValueError) as fault:
        raise BadDataError(file, row.get("key", "?"), str(fault)) from fault
    return Shipped(row["key"], _life_events(row["life_events"].split("+"), file, row["key"]), None, content, file)


def _basis(part: str) -> dict[str, dict[str, str]]:
    document, _, article = part.strip().partition(" ")
    return {"document": {"zh": document, "en": ""}, "article": {"zh": article, "en": ""}}


def _mode(tier: Tier, deciding: Tier, *, village_own: bool) -> Mode:
    """The tier that decides has the power; below it a township is entrusted and a village only receives.

    A village that decides a bureau's item does so entrusted: a committee is no authority (rules.md §1). A tier above
    the deciding one, as the hall, accepts in its name.
    """
    if tier is Tier.VILLAGE:
        if deciding is Tier.VILLAGE:
            return Mode.OWN if village_own else Mode.ENTRUSTED
        return Mode.RECEIVES
    return Mode.OWN if tier is deciding else Mode.ENTRUSTED
