"""What belongs to a case beside its papers: surveys, hearings, publications, opinions, hand-offs, and its package."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from siban.domain.cases.rules import ADVICE_NAMES
from siban.domain.cases.rules_proceedings import FOUND_NAMES, PROCEEDING_NAMES, WAY_NAMES, WISH_NAMES
from siban.domain.places.models import Office
from siban.domain.staff.models import Post
from siban.kernel.ids import new_id
from siban.kernel.models import DataKey, File


class Proceeding(models.Model):
    """程序: what is done on a case beside reading its papers: survey, hearing, publication; by whom, and the result."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="proceedings")
    kind = models.CharField(max_length=12, choices=PROCEEDING_NAMES)
    step = models.CharField(max_length=40)
    """Key of the step in which it is done."""
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField(null=True)
    held_on = models.DateField(null=True)
    """The day on which people went there, or heard each other."""
    until = models.DateField(null=True)
    """The last day of a publication."""
    turn = models.PositiveSmallIntegerField(default=1, db_default=1)
    """Which publication of its step it is: what an objection has changed hangs out again."""
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    result = models.CharField(max_length=14, choices=FOUND_NAMES, null=True)
    sealed = models.BinaryField(null=True)
    """Place, findings, conclusion, minutes: under the applicant's key."""
    notice = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(closed_at__isnull=True), name="proceeding_one_open"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, result__isnull=True)
                | Q(closed_at__isnull=False, result__isnull=False),
                name="proceeding_closed_with_result",
            ),
        ]
        indexes = [models.Index(fields=["kind", "until"], name="proceeding_kind_until")]


class Participant(models.Model):
    """参加人员: a member of staff who takes part in a proceeding, by name (ALL 34: two of them)."""

    id = models.BigAutoField(primary_key=True)
    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="participants")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    user = models.UUIDField()
    name = models.CharField(max_length=50)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proceeding", "user"], name="participant_once")]


class ProceedingPage(models.Model):
    """程序材料页: a photographed sheet, or a page of the minutes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="pages")
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proceeding", "number"], name="proceeding_page_number")]


class Interest(models.Model):
    """利害关系人: somebody else whose interest is at stake (ALL 36, 47). All about her is under a key of her own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="interests")
    number = models.PositiveSmallIntegerField()
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    told_at = models.DateTimeField()
    ask_by = models.DateField()
    """The last day on which she may ask for a hearing."""
    wish = models.CharField(max_length=8, choices=WISH_NAMES, null=True)
    answered_at = models.DateTimeField(null=True)
    sealed_words = models.BinaryField(null=True)
    notice = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="interest_number")]


class Objection(models.Model):
    """异议: what somebody says against what was made public, and what was found of it. Under a key of its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="objections")
    number = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=10, choices=WAY_NAMES)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    came_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    upheld = models.BooleanField(null=True)
    sealed_answer = models.BinaryField(null=True)
    changes = models.BooleanField(default=False, db_default=False)
    """Upheld, and what hung out changes by it."""
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    """Where it was taken; None on the portal."""
    notice = models.UUIDField(null=True)
    """The receipt that she got there."""
    call_by = models.DateField(null=True)
    """The last day on which she is called back, as promised; None where she left no telephone."""
    call_task = models.UUIDField(null=True)
    calls = models.PositiveSmallIntegerField(default=0, db_default=0)
    """How often she was called."""
    called_at = models.DateTimeField(null=True)
    """When she was reached, or given up after the last call."""
    called_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proceeding", "number"], name="objection_number"),
            models.CheckConstraint(
                condition=Q(called_at__isnull=True) | Q(call_by__isnull=False), name="objection_called_as_promised"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, upheld__isnull=True)
                | Q(answered_at__isnull=False, upheld__isnull=False),
                name="objection_answered_with_finding",
            ),
        ]


class Consultation(models.Model):
    """征求意见: what another office is asked, beside others and under the case's one limit, and what it says."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="consultations")
    number = models.PositiveSmallIntegerField()
    lead = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    task = models.UUIDField()
    days = models.PositiveSmallIntegerField()
    """Its share of the limit, in the limit's unit."""
    sealed_question = models.BinaryField()
    dispatched_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    dropped_at = models.DateTimeField(null=True)
    """The matter ended before it answered."""
    advice = models.CharField(max_length=10, choices=ADVICE_NAMES, null=True)
    sealed_opinion = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="consultation_number"),
            models.UniqueConstraint(
                fields=["case", "office"],
                condition=Q(answered_at__isnull=True, dropped_at__isnull=True),
                name="consultation_one_open",
            ),
        ]


class HandOff(models.Model):
    """系统交接: what is keyed a second time into a department's own system, and the number and result from there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="hand_offs")
    number = models.PositiveSmallIntegerField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    system = models.CharField(max_length=60)
    fields = models.PositiveSmallIntegerField()
    """How many fields are keyed twice."""
    notice = models.UUIDField()
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField(null=True)
    number_back = models.CharField(max_length=60, blank=True)
    sealed_result = models.BinaryField(null=True)
    back_on = models.DateField(null=True)
    back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="hand_off_number"),
            models.UniqueConstraint(fields=["case"], condition=Q(back_at__isnull=True), name="hand_off_one_open"),
        ]
        indexes = [models.Index(fields=["office", "back_at"], name="hand_off_office")]


class Package(models.Model):
    """归档包: all of a case in one sealed file (DA/T 85-2019), with its digest and how long it is kept."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, primary_key=True, related_name="package")
    number = models.CharField(max_length=60, unique=True)
    """档号."""
    file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")
    """None once it was destroyed."""
    digest = models.CharField(max_length=64)
    """SM3 of the index, which holds the digest of every part."""
    years = models.PositiveSmallIntegerField(null=True)
    """How long it is kept; None: for ever."""
    kept_until = models.DateField(null=True)
    packed_at = models.DateTimeField()
    packed_by = models.UUIDField(null=True)
    notice = models.UUIDField()
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.UUIDField(null=True)
    destroyed_at = models.DateTimeField(null=True)
    destroyed_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True) | (Q(proposed_at__isnull=False, file__isnull=True)),
                name="package_destroyed_by_two",
            )
        ]
        indexes = [models.Index(fields=["kept_until"], name="package_kept_until")]
