"""The log of look-ups: which register was asked about whom, for what, on what power, and what it said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from siban.domain.people.models import Person
from siban.domain.registers.rules import PowerKind
from siban.kernel.ids import new_id


class Inquiry(models.Model):
    """One look-up in a register of the state (共享调取), made in an act; its answer stands in for a paper.

    The answer is sealed under the person's key. `stream` is the subject of the act, as a case.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stream = models.UUIDField(db_index=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="inquiries")
    register = models.CharField(max_length=30)
    power = models.CharField(max_length=10)
    basis = models.CharField(max_length=200)
    purpose = models.CharField(max_length=60)
    sealed = models.BinaryField(null=True)
    """What it said; null where it knows no such person."""
    as_of = models.DateField(null=True)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(power__in=[kind.value for kind in PowerKind]), name="inquiry_power"),
            models.CheckConstraint(condition=~Q(basis="") & ~Q(purpose=""), name="inquiry_says_why"),
            models.CheckConstraint(
                condition=Q(sealed__isnull=True, as_of__isnull=True) | Q(sealed__isnull=False, as_of__isnull=False),
                name="inquiry_answer",
            ),
        ]
