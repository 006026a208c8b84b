"""Reads of the catalogue. It is public, so nobody's grants narrow it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from siban.domain.catalog import content
from siban.domain.catalog.errors import ItemNotFound, ThemeNotFound, VersionNotFound
from siban.domain.catalog.models import ItemVersion, Referral, State
from siban.domain.catalog.models import Regime as RegimeRow
from siban.domain.catalog.models import Theme as ThemeRow
from siban.domain.catalog.themes import Theme
from siban.domain.catalog.types import Entry, Handling, Kind, ReferralEntry, Regime, Tier, Unit, Version
from siban.kernel.text import Text


@lru_cache(maxsize=512)
def version(version_id: UUID) -> Version:
    """A published version. Kept in memory: once published it cannot change. Raises VersionNotFound."""
    row = ItemVersion.objects.filter(pk=version_id, state=State.PUBLISHED).first()
    if row is None or row.in_force_from is None:
        raise VersionNotFound
    return content.read(
        row.content, version=row.pk, item=row.item_id, number=row.number, in_force_from=row.in_force_from
    )


def current(item_key: str, on: date) -> Version | None:
    """The version of an item that is in force on this day, None where there is none (a draft, or not yet)."""
    found = _in_force(on).filter(item_id=item_key).values_list("pk", flat=True).first()
    return None if found is None else version(found)


def history(item_key: str) -> tuple[tuple[Version, date | None], ...]:
    """All published versions, oldest first, each with the day from which it is no longer in force."""
    rows = ItemVersion.objects.filter(item_id=item_key, state=State.PUBLISHED).order_by("number")
    return tuple((version(found), end) for found, end in rows.values_list("pk", "in_force_to"))


def draft(item_key: str) -> Mapping[str, Any] | None:
    """The content being worked on for an item, None where nothing is."""
    return ItemVersion.objects.filter(item_id=item_key, state=State.DRAFT).values_list("content", flat=True).first()


def entries(
    on: date,
    *,
    keys: tuple[str, ...] | None = None,
    life_event: str | None = None,
    kind: Kind | None = None,
    authority: str | None = None,
    accepting: Tier | None = None,
    published_only: bool = False,
) -> tuple[Entry, ...]:
    """Items of the catalogue by pinyin, drafts included; with `accepting` only those that this tier may take in.

    One statement.
    """
    versions = ItemVersion.objects.filter(Q(state=State.DRAFT) | Q(pk__in=_in_force(on).values("pk")))
    if keys is not None:
        versions = versions.filter(item__in=keys)
    if life_event is not None:
        versions = versions.filter(item__life_events__contains=[life_event])
    if kind is not None:
        versions = versions.filter(item__kind=kind)
    if authority is not None:
        versions = versions.filter(item__authority=authority)
    # Drafts come first and are overwritten by what is in force.
    listed = versions.order_by("item__sort_key", "item", F("published_at").asc(nulls_first=True))
    rows = {row["item"]: row for row in listed.values(*_LISTED)}
    found = (_entry(row) for row in rows.values())
    return tuple(
        entry
        for entry in found
        if (entry.published or not published_only) and (accepting is None or accepting in entry.accepting)
    )


def entry(item_key: str, on: date) -> Entry:
    """One item as a list shows it. Raises ItemNotFound."""
    found = entries(on, keys=(item_key,))
    if not found:
        raise ItemNotFound
    return found[0]


def referrals() -> tuple[ReferralEntry, ...]:
    """What other bodies do, by pinyin."""
    return tuple(
        ReferralEntry(
            key=row.key,
            name=Text.of(row.name),
            where=Text.of(row.where),
            words=tuple(row.words),
            note=Text.of(row.note) if row.note else None,
        )
        for row in Referral.objects.order_by("sort_key", "key")
    )


def regimes() -> tuple[Regime, ...]:
    """The procedures of this district as they stand now; versions carry the copy they were published with."""
    return tuple(content.read_regime(row.content) for row in RegimeRow.objects.order_by("key"))


def regime(key: str) -> Regime | None:
    """One procedure as it stands now."""
    row = RegimeRow.objects.filter(key=key).first()
    return None if row is None else content.read_regime(row.content)


def themes(*, life_event: str | None = None) -> tuple[Theme, ...]:
    """The themes (一件事) by pinyin, of one life event or all."""
    rows = ThemeRow.objects.order_by("sort_key", "key").values_list("content", flat=True)
    found = (content.read_theme(row) for row in rows)
    return tuple(theme for theme in found if life_event is None or theme.life_event == life_event)


def theme(key: str) -> Theme:
    """One theme. Raises ThemeNotFound."""
    row = ThemeRow.objects.filter(key=key).values_list("content", flat=True).first()
    if row is None:
        raise ThemeNotFound
    return content.read_theme(row)


def theme_of(key: str) -> Theme | None:
    """The theme with this key, or for which this row of the basic list stands; None where there is none."""
    return next((one for one in themes() if key in (one.key, one.entry)), None)


def versions_of(theme: Theme, on: date) -> dict[str, Version]:
    """Of a theme's items those in force on a day, in the theme's order; drafts are not among them."""
    found = dict(_in_force(on).filter(item_id__in=theme.items).values_list("item_id", "pk"))
    return {item: version(found[item]) for item in theme.items if item in found}


_LISTED = (
    *("pk", "state", "item", "item__name", "item__kind", "item__authority", "item__life_events"),
    *("item__is_demonstration", "content__summary", "content__handling", "content__promised_days", "content__unit"),
    "content__accepting",
)


def _in_force(on: date) -> QuerySet[ItemVersion]:
    started = ItemVersion.objects.filter(state=State.PUBLISHED, in_force_from__lte=on)
    return started.filter(Q(in_force_to__isnull=True) | Q(in_force_to__gt=on))


def _entry(row: Mapping[str, Any]) -> Entry:
    summary = row["content__summary"]
    return Entry(
        key=row["item"],
        name=Text.of(row["item__name"]),
        summary=Text.of(summary) if summary else None,
        kind=Kind(row["item__kind"]),
        authority=row["item__authority"],
        life_events=tuple(row["item__life_events"]),
        handling=Handling(row["content__handling"]),
        promised_days=row["content__promised_days"],
        unit=Unit(row["content__unit"]),
        accepting=tuple(Tier(tier) for tier in row["content__accepting"]),
        version=row["pk"] if row["state"] == State.PUBLISHED else None,
        is_demonstration=row["item__is_demonstration"],
    )
