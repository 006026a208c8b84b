"""Numbered, verifiable documents and the counters of their numbers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from siban.domain.notices.rules import CODE_LENGTH, NUMBERED, SORTS, STATE_NAMES, Kind, Sort, State
from siban.domain.places.models import Authority
from siban.kernel.ids import new_id
from siban.kernel.models import DataKey, File


class Counter(models.Model):
    """The last document number of one series (机关代字) and year. An act draws it last, so without gaps."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "series", "year"], name="counter_series_year")]


class LostRange(models.Model):
    """空号: numbers that stand on paper or nowhere, and have no row: given out after the backup that was restored."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    noted_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "series", "year", "first"], name="lost_range_once"),
            models.CheckConstraint(name="lost_range_forward", condition=Q(first__lte=models.F("last")) & ~Q(reason="")),
        ]


class Notice(models.Model):
    """文书: what was issued to a person, frozen. A void one keeps its number."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20)
    stream = models.UUIDField()
    """The subject it belongs to: a case, an order."""
    case_number = models.CharField(max_length=17, blank=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, null=True, related_name="+")
    series = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    sequence = models.PositiveIntegerField(null=True)
    number = models.CharField(max_length=40, null=True)
    """文号, as printed: 甘区民受〔2026〕128号. None for kinds that carry the case number only."""
    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    """验证码, unguessable; also the address in the QR."""
    language = models.CharField(max_length=10, default="zh-hans")
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    """The recipient's."""
    sealed = models.BinaryField()
    """The frozen data, as JSON, sealed under that key."""
    public = models.JSONField()
    """What verification may show to anyone."""
    state = models.CharField(max_length=10, default=State.GENUINE.value)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaces")
    void_reason = models.CharField(max_length=200, blank=True)
    issued_at = models.DateTimeField()
    issued_on = models.DateField()
    is_demonstration = models.BooleanField(default=False)
    file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")
    """The rendered PDF, from its first opening on."""

    class Meta:
        indexes = [models.Index(fields=["stream", "issued_at"], name="notice_stream")]
        constraints = [
            models.UniqueConstraint(fields=["authority", "series", "year", "sequence"], name="notice_number_once"),
            models.CheckConstraint(name="notice_kind_known", condition=Q(kind__in=[kind.value for kind in Kind])),
            models.CheckConstraint(name="notice_state_known", condition=Q(state__in=[state.value for state in State])),
            models.CheckConstraint(
                name="notice_numbered_kinds_have_number",
                condition=Q(
                    kind__in=sorted(kind.value for kind in NUMBERED),
                    authority__isnull=False,
                    year__isnull=False,
                    sequence__isnull=False,
                    number__isnull=False,
                )
                | (
                    Q(year__isnull=True, sequence__isnull=True, number__isnull=True)
                    & ~Q(kind__in=sorted(kind.value for kind in NUMBERED))
                ),
            ),
            models.CheckConstraint(
                name="notice_replaced_has_successor",
                condition=Q(state=State.REPLACED.value, replaced_by__isnull=False)
                | (~Q(state=State.REPLACED.value) & Q(replaced_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="notice_void_has_reason", condition=Q(state=State.GENUINE.value) | ~Q(void_reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.code

    @property
    def what(self) -> Kind:
        """The kind as a member of the enum."""
        return Kind(self.kind)

    @property
    def sort(self) -> Sort:
        """What is fixed for its kind: title, name on pages, letter."""
        return SORTS[self.what]

    @property
    def standing(self) -> str:
        """真实有效, 已作废, 已被新文书替换, in the reader's language."""
        return str(STATE_NAMES[State(self.state)])
