"""Writes of the catalogue: drafting, publishing and revising an item, and loading what ships."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from siban.domain.catalog import gate, loading
from siban.domain.catalog.content import Content, MalformedError, trial, whole
from siban.domain.catalog.errors import BadContent, ItemNotFound, NotPublishable, StartsInPast, StartsTooEarly
from siban.domain.catalog.events import Drafted, Published, Superseded
from siban.domain.catalog.models import Item, ItemVersion, Referral, Regime, State, Theme
from siban.domain.places.rules.names import sort_key
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import NEW, Change, Subject, Transition, act, begin
from siban.kernel.clock import local_date
from siban.kernel.crypto import sm3
from siban.kernel.refusals import NotAllowed

_EDITORS = frozenset({Role.EDITOR, Role.SYSTEM})


def _may(actor: Actor, subject: ItemVersion, action: str, transition: Transition) -> None:
    if not any(actor.has(role) for role in transition.roles):
        raise NotAllowed


VERSIONS = Subject(
    kind="item-version",
    model=ItemVersion,
    table=MappingProxyType(
        {
            (NEW, "draft"): Transition(State.DRAFT, _EDITORS),
            (State.DRAFT, "edit"): Transition(None, _EDITORS),
            (State.DRAFT, "publish"): Transition(State.PUBLISHED, _EDITORS),
            (State.PUBLISHED, "supersede"): Transition(None, _EDITORS),
        }
    ),
    may=_may,
)


def save_draft(
    item_key: str, content: Content, *, by: Actor, request: UUID | None = None, at: datetime | None = None
) -> ItemVersion:
    """Keep what an editor has written so far for the next version of an item; it need not be complete.

    A regime named by its key is replaced by its record as it stands now. Raises ItemNotFound, BadContent.
    """
    written = resolved(content)
    with transaction.atomic():
        # The item's row is the lock under which its versions are numbered.
        item = Item.objects.select_for_update().filter(key=item_key).first()
        if item is None:
            raise ItemNotFound
        found = ItemVersion.objects.filter(item=item, state=State.DRAFT).values_list("pk", flat=True).first()
        if found is not None:
            with act(VERSIONS, found, "edit", by=by, request=request, at=at) as change:
                _write(change, written)
            return change.subject
        last = ItemVersion.objects.filter(item=item).aggregate(last=Max("number"))["last"] or 0
        with begin(VERSIONS, ItemVersion(item=item, number=last + 1), "draft", by=by, request=request, at=at) as change:
            _write(change, written)
        return change.subject


def publish(
    item_key: str, from_date: date, *, by: Actor, request: UUID | None = None, at: datetime | None = None
) -> ItemVersion:
    """Publish the draft of an item, in force from a day; the version before ends on that day, its open cases keep it.

    Raises ItemNotFound, NotPublishable with all that is missing, BadContent, StartsTooEarly, StartsInPast.
    """
    with transaction.atomic():
        item = Item.objects.select_for_update().filter(key=item_key).first()
        draft = ItemVersion.objects.filter(item_id=item_key, state=State.DRAFT).first()
        if item is None or draft is None:
            raise ItemNotFound
        _require_complete(item_key, draft.content)
        latest = ItemVersion.objects.filter(item=item, state=State.PUBLISHED).order_by("-number").first()
        if latest is not None:
            _supersede(latest, from_date, by=by, at=at)
        with act(VERSIONS, draft.pk, "publish", by=by, request=request, at=at) as change:
            version = change.subject
            version.in_force_from = from_date
            version.published_at = change.at
            change.record(Published(item.key, version.number, from_date, _digest(version.content)))
        item.state = State.PUBLISHED
        item.name, item.kind, item.authority_id = (version.content[key] for key in ("name", "kind", "authority"))
        item.save(update_fields=["state", "name", "kind", "authority"])
        return version


def revise(
    item_key: str,
    content: Content,
    from_date: date,
    *,
    by: Actor,
    request: UUID | None = None,
    at: datetime | None = None,
) -> ItemVersion:
    """Write and publish a new version of an item in one go. Raises what `save_draft` and `publish` raise."""
    with transaction.atomic():
        save_draft(item_key, content, by=by, at=at)
        return publish(item_key, from_date, by=by, request=request, at=at)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load changed; all zero when it was loaded before."""

    published: int = 0
    drafted: int = 0
    regimes: int = 0
    referrals: int = 0
    themes: int = 0


def load_catalogue(*, at: datetime, folder: Path | None = None) -> Loaded:
    """Bring a catalogue in, as the platform itself; without `folder` the shipped one. Loading it again changes nothing.

    A folder may hold any part: a district's own regimes, items and themes beside the shipped ones.

    A version that an editor made is left alone until the shipped file itself says something new; then that becomes
    the next version, from today or the day after the last one began, whichever is later. Raises loading.BadDataError,
    NotPublishable, BadContent.
    """
    folder = folder or settings.DATA / "catalogue"
    by = Actor.system()
    with transaction.atomic():
        regimes = sum(_keep(Regime, record["key"], content=record) for record in loading.regimes(folder))
        referrals = sum(
            _keep(
                Referral,
                record["key"],
                name=record["name"],
                where=record["where"],
                words=record.get("words", []),
                note=record.get("note"),
                sort_key=sort_key(record["name"]["zh"]),
            )
            for record in loading.referrals(folder)
        )
        published = drafted = 0
        for shipped in loading.items(folder):
            _keep_item(shipped)
            if shipped.in_force_from is None:
                drafted += _load_draft(shipped, by=by, at=at)
            else:
                published += _load_version(shipped, shipped.in_force_from, by=by, at=at)
        themes = sum(
            _keep(
                Theme,
                record["key"],
                content=record,
                sort_key=sort_key(record["name"]["zh"]),
                is_demonstration=True,
            )
            for record in loading.themes(folder)
        )
    return Loaded(published, drafted, regimes, referrals, themes)


def _keep(model: type[Regime] | type[Referral] | type[Theme], key: str, **values: Any) -> bool:
    """Whether the row was new or different."""
    row = model.objects.filter(key=key).first()
    if row is not None and all(getattr(row, name) == value for name, value in values.items()):
        return False
    model.objects.update_or_create(key=key, defaults=values)
    return True


def _keep_item(shipped: loading.Shipped) -> None:
    content = shipped.content
    fixed = {
        "life_events": list(shipped.life_events),
        "sort_key": sort_key(content["name"]["zh"]),
        "is_demonstration": True,
    }
    Item.objects.update_or_create(
        key=shipped.key,
        defaults=fixed,
        create_defaults={
            **fixed,
            "name": content["name"],
            "kind": content["kind"],
            "authority_id": content["authority"],
        },
    )


def _load_draft(shipped: loading.Shipped, *, by: Actor, at: datetime) -> bool:
    if ItemVersion.objects.filter(item_id=shipped.key).exists():
        return False
    save_draft(shipped.key, shipped.content, by=by, at=at)
    return True


def _load_version(shipped: loading.Shipped, in_force_from: date, *, by: Actor, at: datetime) -> bool:
    content = json.loads(json.dumps(resolved(shipped.content)))
    earlier = list(ItemVersion.objects.filter(item_id=shipped.key, state=State.PUBLISHED).order_by("number"))
    if any(content == version.content for version in earlier):
        return False
    if earlier and (last := earlier[-1].in_force_from) is not None:
        in_force_from = max(local_date(at), last + timedelta(days=1))
    revise(shipped.key, content, in_force_from, by=by, at=at)
    return True


def _supersede(latest: ItemVersion, from_date: date, *, by: Actor, at: datetime | None) -> None:
    assert latest.in_force_from is not None  # the database holds it for whatever is published
    if from_date <= latest.in_force_from:
        raise StartsTooEarly(since=latest.in_force_from.isoformat())
    with act(VERSIONS, latest.pk, "supersede", by=by, at=at) as change:
        if from_date < change.date:
            raise StartsInPast
        change.subject.in_force_to = from_date
        change.record(Superseded(latest.item_id, latest.number, from_date))


def _require_complete(item_key: str, content: Content) -> None:
    lacking = gate.missing(content)
    if lacking:
        raise NotPublishable(lacking)
    try:
        trial(content, item=item_key)
    except MalformedError as fault:
        raise BadContent(where=f"{item_key}, {fault.where}", fault=fault.fault) from fault


def _write(change: Change[ItemVersion], content: dict[str, Any]) -> None:
    change.subject.content = content
    change.record(Drafted(change.subject.item_id, change.subject.number, _digest(content)))


def resolved(content: Content) -> dict[str, Any]:
    """Content with the regime that it names and the remedies of one filled in, as they stand now; see `content.whole`.

    Raises BadContent for a regime that there is not.
    """
    try:
        return whole(content, dict(Regime.objects.values_list("key", "content")))
    except MalformedError as fault:
        raise BadContent(where=fault.where, fault=fault.fault) from fault


def _digest(content: Mapping[str, Any]) -> str:
    return sm3(json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hex()
