"""Figures rolled up from the feed, never counted by hand."""

from __future__ import annotations

from django.db import models


class Figure(models.Model):
    """统计: how often something happened on one day at one office for one item, and a sum where days are added up."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=20)
    day = models.DateField()
    office = models.UUIDField()
    region = models.CharField(max_length=12)
    item = models.CharField(max_length=60)
    count = models.PositiveIntegerField(default=0)
    total = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "day", "office", "item"], name="figure_once")]
        indexes = [
            models.Index(fields=["name", "day"], name="figure_name_day"),
            models.Index(fields=["item", "name", "day"], name="figure_item"),
        ]
