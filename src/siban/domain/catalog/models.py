"""Items, their versions, the procedures they follow, and where people are sent for what is done elsewhere."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now

from siban.domain.catalog.types import Kind
from siban.domain.places.models import Authority
from siban.kernel.models import Stream


class State(models.TextChoices):
    """Of an item and of a version. A draft can be found but not taken in."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Item(models.Model):
    """政务服务事项 in the basic catalogue (基本目录): one row an item, the same everywhere."""

    key = models.SlugField(primary_key=True, max_length=60)
    name = models.JSONField()
    kind = models.CharField(max_length=20)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    life_events = ArrayField(models.CharField(max_length=20), default=list)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    sort_key = models.CharField(max_length=200, db_index=True, db_collation="C")
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        indexes = [GinIndex(fields=["life_events"], name="item_life_events")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in Kind]), name="item_kind"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="item_state"),
            models.CheckConstraint(condition=Q(name__has_key="zh"), name="item_named"),
        ]

    def __str__(self) -> str:
        return self.key


def _span() -> Func:
    """The days on which a version is in force; without an end while it is the latest."""
    return Func(F("in_force_from"), F("in_force_to"), function="daterange", output_field=DateRangeField())


class ItemVersion(models.Model):
    """实施清单: an item as an authority carries it out, in force from a day until the next takes over.

    A draft may be edited. Once published, content and number stand and only the end may be set, once.
    """

    stream = models.OneToOneField(Stream, primary_key=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    in_force_from = models.DateField(null=True)
    in_force_to = models.DateField(null=True)
    """The day from which it is no longer in force; None while no later version is published."""
    content = models.JSONField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="version_item_number"),
            models.UniqueConstraint(fields=["item"], condition=Q(state=State.DRAFT), name="version_one_draft"),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, published_at__isnull=True)
                | Q(state=State.PUBLISHED, published_at__isnull=False, in_force_from__isnull=False),
                name="version_published_has_start",
            ),
            models.CheckConstraint(
                condition=Q(in_force_to__isnull=True) | Q(in_force_to__gt=F("in_force_from")),
                name="version_ends_after_start",
            ),
            ExclusionConstraint(
                name="version_no_overlap",
                expressions=[(F("item"), RangeOperators.EQUAL), (_span(), RangeOperators.OVERLAPS)],
                condition=Q(state=State.PUBLISHED),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="version_published_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__published_at__isnull=False)
                & (
                    pgtrigger.Q(old__content__df=pgtrigger.F("new__content"))
                    | pgtrigger.Q(old__item__df=pgtrigger.F("new__item"))
                    | pgtrigger.Q(old__number__df=pgtrigger.F("new__number"))
                    | pgtrigger.Q(old__in_force_from__df=pgtrigger.F("new__in_force_from"))
                    | pgtrigger.Q(old__published_at__df=pgtrigger.F("new__published_at"))
                    | pgtrigger.Q(old__in_force_to__isnull=False, old__in_force_to__df=pgtrigger.F("new__in_force_to"))
                ),
            ),
            pgtrigger.Protect(
                name="version_published_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.number}"


class Regime(models.Model):
    """程序: the limits, holds and remedies of a kind of item. A version keeps the copy that it was published with."""

    key = models.SlugField(primary_key=True, max_length=40)
    content = models.JSONField()
    changed_at = models.DateTimeField(db_default=Now())


class Theme(models.Model):
    """一件事: items handled together. Cases keep the versions of their items, so a change here reaches no open one."""

    key = models.SlugField(primary_key=True, max_length=60)
    content = models.JSONField()
    sort_key = models.CharField(max_length=200, db_index=True, db_collation="C")
    is_demonstration = models.BooleanField(default=False)


class Referral(models.Model):
    """别处办的事: asked for at a window, done by another body; whoever asks is told where to go (首问负责)."""

    key = models.SlugField(primary_key=True, max_length=60)
    name = models.JSONField()
    where = models.JSONField()
    words = ArrayField(models.CharField(max_length=40), default=list)
    note = models.JSONField(null=True)
    sort_key = models.CharField(max_length=200, db_index=True, db_collation="C")
