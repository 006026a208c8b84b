"""Tasks of posts, clocks with their pauses, warnings, and the district's own corrections of the calendar."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from siban.domain.work.rules import KIND_NAMES, LEVEL_NAMES, LIGHTS, Kind, Level, Unit
from siban.kernel.ids import new_id

KINDS = [(kind.value, name) for kind, name in KIND_NAMES.items()]
LEVELS = [(level.value, name) for level, name in LEVEL_NAMES.items()]
UNITS = [(unit.value, unit.value) for unit in Unit]
RUNNING = Q(stopped_on__isnull=True)


class Clock(models.Model):
    """时限: one limit that runs for a subject, with the warning that comes next."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stream = models.ForeignKey("kernel.Stream", on_delete=models.PROTECT, related_name="clocks")
    subject_kind = models.CharField(max_length=20)
    kind = models.CharField(max_length=12, choices=KINDS)
    key = models.CharField(max_length=40, blank=True)
    """Tells clocks of one kind apart, as those of steps that run side by side."""
    unit = models.CharField(max_length=8, choices=UNITS)
    limit = models.PositiveSmallIntegerField()
    """Days, with all that extensions added."""
    extended = models.PositiveSmallIntegerField(default=0)
    extensions = models.PositiveSmallIntegerField(default=0)
    starts_on = models.DateField()
    """The day of the act; it does not count itself."""
    due = models.DateField(null=True)
    """The last day; none while a pause is open."""
    provisional = models.BooleanField(default=False)
    kept = models.BooleanField(default=False)
    """The date told stands although the calendar has changed."""
    level = models.CharField(max_length=10, choices=LEVELS, null=True)
    """The highest level raised for this date."""
    next_at = models.DateTimeField(null=True)
    next_level = models.CharField(max_length=10, choices=LEVELS, null=True)
    stopped_on = models.DateField(null=True)
    region = models.CharField(max_length=12)
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in Kind]), name="clock_kind"),
            models.CheckConstraint(condition=Q(unit__in=[unit.value for unit in Unit]), name="clock_unit"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__in=[level.value for level in Level]), name="clock_level"
            ),
            models.CheckConstraint(
                condition=Q(due__isnull=True) | Q(due__gte=F("starts_on")), name="clock_due_after_start"
            ),
            models.CheckConstraint(
                condition=Q(next_at__isnull=True, next_level__isnull=True)
                | Q(next_at__isnull=False, next_level__isnull=False, due__isnull=False, stopped_on__isnull=True),
                name="clock_warns_while_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True) | Q(stopped_on__gte=F("starts_on")),
                name="clock_stopped_after_start",
            ),
            models.CheckConstraint(
                condition=Q(extended__lte=F("limit"))
                & (Q(extensions=0, extended=0) | Q(extensions__gt=0, extended__gt=0)),
                name="clock_extension_has_days",
            ),
            models.UniqueConstraint(fields=["stream", "kind", "key"], condition=RUNNING, name="clock_one_running"),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=RUNNING & Q(next_at__isnull=False), name="clock_next"),
            # How often an office told people what is missing on a day.
            models.Index(fields=["office", "starts_on"], condition=Q(kind="correction"), name="clock_corrections"),
            models.Index(
                fields=["region", "office", "level"],
                condition=RUNNING & Q(due__isnull=False, level__in=[level.value for level in LIGHTS]),
                name="clock_lights",
                opclasses=["text_pattern_ops", "uuid_ops", "text_ops"],
            ),
            models.Index(
                fields=["kind", "region", "due"],
                condition=RUNNING & Q(due__isnull=False),
                name="clock_due",
                opclasses=["text_ops", "text_pattern_ops", "date_ops"],
            ),
        ]


class Hold(models.Model):
    """特别程序: time that the law does not count, `(from, to]` (ALL 45). Open while `to_date` is empty."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="holds")
    from_date = models.DateField()
    to_date = models.DateField(null=True)
    ground = models.SlugField(max_length=30)
    expected_until = models.DateField(null=True)
    """How long the applicant was told it would take."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")), name="hold_ends_after_start"
            ),
            models.UniqueConstraint(fields=["clock"], condition=Q(to_date__isnull=True), name="hold_one_open"),
        ]


class Task(models.Model):
    """待办: work that waits for an office, or for one post of it. It belongs to the post; a person claims it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stream = models.ForeignKey("kernel.Stream", on_delete=models.PROTECT, related_name="tasks")
    subject_kind = models.CharField(max_length=20)
    kind = models.SlugField(max_length=30)
    """What is to be done, in the subject's own words: "accept", "review" …"""
    role = models.CharField(max_length=15)
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey("staff.Post", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    region = models.CharField(max_length=12)
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, null=True, related_name="tasks", db_index=False)
    due = models.DateField(null=True)
    """The clock's, kept beside the task so that the inbox reads one index."""
    opened_at = models.DateTimeField()
    claimed_by = models.ForeignKey("kernel.User", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    claimed_at = models.DateTimeField(null=True)
    claimed_for = models.ForeignKey("staff.Post", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    """The post that the claimant acted for: whoever acts for it now may go on."""
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(claimed_by__isnull=True, claimed_at__isnull=True, claimed_for__isnull=True)
                | Q(claimed_by__isnull=False, claimed_at__isnull=False),
                name="task_claimed_whole",
            ),
            models.UniqueConstraint(
                fields=["stream", "kind", "office"], condition=Q(closed_at__isnull=True), name="task_one_open"
            ),
        ]
        indexes = [
            models.Index(fields=["office", "due", "id"], condition=Q(closed_at__isnull=True), name="task_inbox"),
            models.Index(fields=["clock"], condition=Q(closed_at__isnull=True), name="task_clock"),
        ]


class Warning(models.Model):
    """预警: one level that a clock reached for one date, who has been told, and who has taken note."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="warnings")
    level = models.CharField(max_length=10, choices=LEVELS)
    due = models.DateField()
    raised_at = models.DateTimeField()
    told = ArrayField(models.CharField(max_length=15))
    """"post", then the roles up the holder's line, in the order in which they were told."""
    tell_at = models.DateTimeField(null=True)
    """When the next one up is told, if nobody has taken note by then."""
    acknowledged_by = models.ForeignKey(
        "kernel.User", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    acknowledged_at = models.DateTimeField(null=True)
    region = models.CharField(max_length=12)
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock", "level", "due"], name="warning_once"),
            models.CheckConstraint(condition=Q(level__in=[level.value for level in Level]), name="warning_level"),
            models.CheckConstraint(
                condition=Q(acknowledged_by__isnull=True, acknowledged_at__isnull=True)
                | Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False, tell_at__isnull=True),
                name="warning_acknowledged_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["region", "-raised_at"],
                name="warning_region",
                opclasses=["text_pattern_ops", "timestamptz_ops"],
            ),
            models.Index(fields=["office", "-raised_at"], name="warning_office"),
            models.Index(fields=["tell_at"], condition=Q(tell_at__isnull=False), name="warning_tell"),
        ]


class CalendarChange(models.Model):
    """日历更正: what one document says of working days, as the district entered it; the later overrides the earlier."""

    stream = models.OneToOneField("kernel.Stream", on_delete=models.PROTECT, primary_key=True, related_name="+")
    state = models.CharField(max_length=10)
    basis = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(null=True)
    """Set where the document is that year's notice and `days` has all of it: dates in the year are then final."""
    days = models.JSONField(default=list)
    """Rows of `{day, working, name: {zh, en} or null}`."""
    entered_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    """When running clocks were counted anew with it."""

    class Meta:
        indexes = [
            models.Index(fields=["entered_at"], condition=Q(applied_at__isnull=True), name="calendarchange_pending")
        ]


class Order(models.Model):
    """督办单: what an office is ordered to do about a matter or its work, by when, and what it reported."""

    stream = models.OneToOneField("kernel.Stream", on_delete=models.PROTECT, primary_key=True, related_name="+")
    state = models.CharField(max_length=10)
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.CharField(max_length=12)
    place = models.CharField(max_length=12, blank=True)
    """The region from which the matter comes: its township's leader may order, too (E1)."""
    about = models.UUIDField(null=True)
    """The stream of the matter; none where the order is about the office's work as such."""
    key = models.ForeignKey("kernel.DataKey", on_delete=models.PROTECT, related_name="+")
    sealed_text = models.BinaryField()
    sealed_answer = models.BinaryField(null=True)
    due = models.DateField()
    given_by = models.ForeignKey("kernel.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    given_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        "kernel.User", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True, answered_at__isnull=True)
                | Q(answered_by__isnull=False, answered_at__isnull=False, sealed_answer__isnull=False),
                name="order_answered_whole",
            )
        ]
        indexes = [
            models.Index(fields=["office", "state", "due"], name="order_office"),
            models.Index(fields=["place"], name="order_place", opclasses=["text_pattern_ops"]),
            models.Index(fields=["about"], condition=Q(about__isnull=False), name="order_about"),
        ]
