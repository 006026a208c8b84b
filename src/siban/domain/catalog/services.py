"""Writes of the catalogue: drafting, publishing and revising an item."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from siban.domain.catalog import gate
from siban.domain.catalog.content import Content, Malformed, trial
from siban.domain.catalog.errors import BadContent, ItemNotFound, NotPublishable, StartsTooEarly
from siban.domain.catalog.events import Drafted, Published, Superseded
from siban.domain.catalog.models import Item, ItemVersion, Regime, State
from siban.kernel.acts import NEW, Change, Subject, Transition, act, begin
from siban.kernel.actors import Actor, Role
from siban.kernel.crypto import sm3
from siban.kernel.refusals import NotAllowed

_EDITORS = frozenset({Role.EDITOR, Role.SYSTEM})


def _may(actor: Actor, version: ItemVersion, action: str, transition: Transition) -> None:
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


def save_draft(item_key: str, content: Content, *, by: Actor, request: UUID | None = None, at: datetime | None = None) -> ItemVersion:
    """Keep what an editor has written so far for the next version of an item; it need not be complete.

    A regime named by its key is replaced by that regime's record as it stands now. Raises ItemNotFound.
    """
    written = _with_regime(content)
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

    Raises ItemNotFound, NotPublishable with all that is missing, BadContent, StartsTooEarly.
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
        item.name, item.kind, item.authority = (version.content[key] for key in ("name", "kind", "authority"))
        item.save(update_fields=["state", "name", "kind", "authority"])
        return version


def revise(
    item_key: str, content: Content, from_date: date, *, by: Actor, request: UUID | None = None, at: datetime | None = None
) -> ItemVersion:
    """Write and publish a new version of an item in one go. Raises what `save_draft` and `publish` raise."""
    with transaction.atomic():
        save_draft(item_key, content, by=by, at=at)
        return publish(item_key, from_date, by=by, request=request, at=at)


def _supersede(latest: ItemVersion, from_date: date, *, by: Actor, at: datetime | None) -> None:
    assert latest.in_force_from is not None  # the database holds it for whatever is published
    if from_date <= latest.in_force_from:
        raise StartsTooEarly(since=latest.in_force_from.isoformat())
    with act(VERSIONS, latest.pk, "supersede", by=by, at=at) as change:
        change.subject.in_force_to = from_date
        change.record(Superseded(latest.item_id, latest.number, from_date))


def _require_complete(item_key: str, content: Content) -> None:
    lacking = gate.missing(content)
    if lacking:
        raise NotPublishable(lacking)
    try:
        trial(content, item=item_key)
    except Malformed as fault:
        raise BadContent(where=f"{item_key}, {fault.where}", fault=fault.fault) from fault


def _write(change: Change[ItemVersion], content: dict[str, Any]) -> None:
    change.subject.content = content
    change.record(Drafted(change.subject.item_id, change.subject.number, _digest(content)))


def _with_regime(content: Mapping[str, Any]) -> dict[str, Any]:
    named = content.get("regime")
    if not isinstance(named, str):
        return dict(content)
    found = Regime.objects.filter(key=named).values_list("content", flat=True).first()
    if found is None:
        raise BadContent(where="regime", fault=named)
    return {**content, "regime": found}


def _digest(content: Mapping[str, Any]) -> str:
    return sm3(json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hex()
