"""一件事 as it was asked for: several cases with one number, one limit and one result (F9)."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import Q

from siban.domain.cases.rules_families import FAMILY_STATE_NAMES, FamilyState
from siban.domain.people.models import Person
from siban.domain.places.models import Authority, Office
from siban.kernel.models import Stream


class Family(models.Model):
    """一件事 of one applicant. Its stream carries what was done to all of it at once, and the one clock."""

    stream = models.OneToOneField(Stream, on_delete=models.PROTECT, primary_key=True, related_name="+")
    number = models.CharField(max_length=17, unique=True)
    state = models.CharField(max_length=12, choices=FAMILY_STATE_NAMES)
    theme = models.CharField(max_length=60)
    applicant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="families")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    """In whose name the one result is told: the first item's."""
    origin = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    """The office that took it in and hands the result over."""
    scenario = models.JSONField(default=dict)
    """The answers by the theme's own keys; the form is kept with the cases alone."""
    opened_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    concluded_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__regex=r"^\d{17}$"), name="family_number_17_digits"),
            models.CheckConstraint(
                condition=Q(state__in=[FamilyState.DRAFT, FamilyState.CLOSED]) | Q(received_at__isnull=False),
                name="family_received_once_running",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[FamilyState.CONCLUDED, FamilyState.DELIVERED]) | Q(concluded_at__isnull=False),
                name="family_concluded_when_done",
            ),
        ]
        indexes = [models.Index(fields=["origin", "state"], name="family_origin_state")]

    @property
    def id(self) -> UUID:
        return self.stream_id
