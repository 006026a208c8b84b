"""Entitlements (待遇), their pauses and corrections, and the pay lists of each month (一卡通)."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q

from siban.domain.benefits.rules import (
    END_NAMES,
    GROUND_NAMES,
    LINE_NAMES,
    LIST_STATE_NAMES,
    STATE_NAMES,
    LineKind,
    ListState,
    Pause,
    State,
)
from siban.domain.cases.models import Case
from siban.domain.catalog.models import ItemVersion
from siban.domain.catalog.paying import Child
from siban.domain.people.models import Person
from siban.domain.places.models import Office
from siban.kernel.crypto import keyring
from siban.kernel.ids import new_id
from siban.kernel.models import Stream

CHILD = b"benefit-child"
ACCOUNT = b"benefit-account"
REASON = b"benefit-reason"
FIRST_OF_MONTH = 1


class Entitlement(models.Model):
    """待遇: what one grant opened for one person. The account lies sealed under her key."""

    stream = models.OneToOneField(Stream, on_delete=models.PROTECT, primary_key=True, related_name="+")
    state = models.CharField(max_length=10, choices=STATE_NAMES)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="entitlement")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="entitlements")
    item = models.CharField(max_length=60)
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    """The office that granted it, and that pays."""
    region = models.CharField(max_length=12)
    account = models.BinaryField()
    first_month = models.DateField()
    granted_fen = models.PositiveBigIntegerField(null=True)
    """What the decision grants a month, where that does not go by age (低保 fills up to the standard)."""
    child = models.BinaryField(null=True)
    """For whom it is drawn, where that is a child of hers: name, number and birthday, sealed."""
    child_token = models.BinaryField(null=True)
    """By which the same child is found again, whichever parent applies."""
    until = models.DateField(null=True)
    """The first month that the child's age excludes."""
    stop_proposed_on = models.DateField(null=True)
    """Since when its long pause is proposed to be ended."""
    check_due = models.DateField()
    checked_on = models.DateField(null=True)
    end = models.CharField(max_length=10, choices=END_NAMES, null=True)
    stopped_on = models.DateField(null=True)
    stopped_from = models.DateField(null=True)
    """The first month that is not paid any more."""
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(STATE_NAMES)), name="entitlement_state"),
            models.CheckConstraint(condition=Q(first_month__day=FIRST_OF_MONTH), name="entitlement_first_month"),
            models.CheckConstraint(
                condition=Q(state=State.STOPPED, stopped_from__day=FIRST_OF_MONTH, end__in=list(END_NAMES))
                & Q(stopped_on__isnull=False)
                | ~Q(state=State.STOPPED) & Q(stopped_from__isnull=True, end__isnull=True, stopped_on__isnull=True),
                name="entitlement_stopped_whole",
            ),
            models.UniqueConstraint(
                fields=["person", "item"],
                condition=~Q(state=State.STOPPED) & Q(child_token__isnull=True),
                name="entitlement_own_once",
            ),
            models.UniqueConstraint(
                fields=["item", "child_token"], condition=~Q(state=State.STOPPED), name="entitlement_child_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__day=FIRST_OF_MONTH), name="entitlement_until"
            ),
            models.CheckConstraint(
                condition=Q(stop_proposed_on__isnull=True) | Q(state=State.SUSPENDED), name="entitlement_proposed"
            ),
        ]
        indexes = [
            models.Index(
                fields=["office", "check_due", "stream"], condition=~Q(state=State.STOPPED), name="entitlement_checks"
            ),
            models.Index(fields=["office", "state", "stream"], name="entitlement_office"),
        ]

    @property
    def id(self) -> UUID:
        return self.stream_id

    def open_account(self) -> str:
        """The account in the clear. Pages show its last four, the bank's file all of it, once the look is on record."""
        return self.person.key.open(self.account, ACCOUNT).decode()

    def open_child(self) -> Child | None:
        """The child for whom it is drawn."""
        if self.child is None:
            return None
        said = json.loads(self.person.key.open(self.child, CHILD))
        return Child(said["name"], said["number"], date.fromisoformat(said["birth"]))


class Suspension(models.Model):
    """暂停: months of one entitlement that are not paid, at least for now."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entitlement = models.ForeignKey(Entitlement, on_delete=models.PROTECT, related_name="suspensions")
    ground = models.CharField(max_length=12, choices=GROUND_NAMES)
    from_month = models.DateField()
    to_month = models.DateField(null=True)
    """The first month paid again; none while it goes on."""
    paid_later = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_month__isnull=True) | Q(to_month__gte=models.F("from_month")), name="suspension_order"
            ),
            models.UniqueConstraint(
                fields=["entitlement"], condition=Q(to_month__isnull=True), name="suspension_one_open"
            ),
        ]

    def pause(self) -> Pause:
        """As the rules read it."""
        return Pause(self.from_month, self.to_month, self.paid_later)


class Reassessment(models.Model):
    """调标: one act that brings all open entitlements of an item to a new standard, with its list of differences."""

    stream = models.OneToOneField(Stream, on_delete=models.PROTECT, primary_key=True, related_name="+")
    state = models.CharField(max_length=10)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=60)
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    """The version that brings the new standard."""
    from_month = models.DateField()
    people = models.PositiveIntegerField()
    fen_before = models.PositiveBigIntegerField()
    fen_after = models.PositiveBigIntegerField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(from_month__day=FIRST_OF_MONTH), name="reassessment_month"),
        ]
        indexes = [models.Index(fields=["office", "-made_at"], name="reassessment_office")]

    @property
    def id(self) -> UUID:
        return self.stream_id


class Rate(models.Model):
    """新标准的金额: what one entitlement pays a month from a month on, and what it paid before."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reassessment = models.ForeignKey(Reassessment, on_delete=models.PROTECT, related_name="rates")
    entitlement = models.ForeignKey(Entitlement, on_delete=models.PROTECT, related_name="rates")
    from_month = models.DateField()
    before_fen = models.PositiveBigIntegerField()
    fen = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entitlement", "from_month"], name="rate_once"),
            models.CheckConstraint(condition=Q(from_month__day=FIRST_OF_MONTH, fen__gt=0), name="rate_whole"),
        ]


class PayList(models.Model):
    """发放名单: who is paid what in one month, by one office for one item; made by one person, checked by another."""

    stream = models.OneToOneField(Stream, on_delete=models.PROTECT, primary_key=True, related_name="+")
    state = models.CharField(max_length=10, choices=LIST_STATE_NAMES)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=60)
    month = models.DateField()
    people = models.PositiveIntegerField()
    fen = models.PositiveBigIntegerField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    checked_by = models.UUIDField(null=True)
    """The second person, who confirmed it or sent it back."""
    checked_at = models.DateTimeField(null=True)
    exported_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(LIST_STATE_NAMES)), name="paylist_state"),
            models.CheckConstraint(condition=Q(month__day=FIRST_OF_MONTH), name="paylist_month"),
            models.CheckConstraint(
                condition=~Q(state=ListState.CONFIRMED)
                | Q(checked_by__isnull=False) & ~Q(checked_by=models.F("made_by")),
                name="paylist_two_people",
            ),
            models.UniqueConstraint(
                fields=["office", "item", "month"], condition=~Q(state=ListState.REFUSED), name="paylist_once"
            ),
        ]
        indexes = [models.Index(fields=["office", "-month"], name="paylist_office")]

    @property
    def id(self) -> UUID:
        return self.stream_id


class Correction(models.Model):
    """更正: a month that was paid too much or too little, put right with the next list. The reason is sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entitlement = models.ForeignKey(Entitlement, on_delete=models.PROTECT, related_name="corrections")
    month = models.DateField()
    fen = models.IntegerField()
    """More where positive, less where negative."""
    reason = models.BinaryField()
    made_at = models.DateTimeField()
    dropped_on = models.DateField(null=True)
    """It went into what must be paid back when the benefit ended."""

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(fen=0), name="correction_says_something")]
        indexes = [models.Index(fields=["entitlement", "made_at"], name="correction_entitlement")]


class PayLine(models.Model):
    """名单里的一行: one month of one entitlement. A month is paid once, and corrected with a line that says so."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    list = models.ForeignKey(PayList, on_delete=models.PROTECT, related_name="lines")
    entitlement = models.ForeignKey(Entitlement, on_delete=models.PROTECT, related_name="lines")
    month = models.DateField()
    kind = models.CharField(max_length=10, choices=LINE_NAMES)
    fen = models.IntegerField()
    correction = models.OneToOneField(Correction, on_delete=models.PROTECT, null=True, related_name="line")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entitlement", "month"],
                condition=~Q(kind=LineKind.CORRECTION),
                name="payline_month_once",
            ),
            models.CheckConstraint(
                condition=Q(kind=LineKind.CORRECTION, correction__isnull=False)
                | ~Q(kind=LineKind.CORRECTION) & Q(correction__isnull=True, fen__gt=0),
                name="payline_kind",
            ),
        ]


def sealed_child(person: Person, child: Child) -> bytes:
    """For whom it is drawn, under the key of who draws it."""
    said = {"name": child.name, "number": child.number, "birth": child.birth.isoformat()}
    return person.key.seal(json.dumps(said, ensure_ascii=False).encode(), CHILD)


def child_token(item: str, child: Child) -> bytes:
    """The look-up token of a child: by its number, before it has one by name and birthday."""
    return keyring.token("benefit.child", f"{item}:{child.number or f'{child.name} {child.birth.isoformat()}'}")


def sealed_reason(person: Person, text: str) -> bytes:
    """Why a month is corrected, under her key."""
    return person.key.seal(text.encode(), REASON)


def opened_reason(person: Person, sealed: bytes | memoryview) -> str:
    return person.key.open(sealed, REASON).decode()
