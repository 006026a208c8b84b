"""How a result reaches the applicant other than over the counter, and what was done about one that nobody fetches."""

from __future__ import annotations

from django.db import models

from siban.kernel.ids import new_id
from siban.kernel.models import File


class Posting(models.Model):
    """邮寄送达: a result sent by post, and the carrier's receipt when it was signed for."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, related_name="posting")
    carrier = models.CharField(max_length=30)
    number = models.CharField(max_length=40)
    posted_at = models.DateTimeField()
    posted_by = models.UUIDField()
    receipt = models.OneToOneField(File, on_delete=models.PROTECT, null=True, related_name="+")
    """The carrier's receipt (回执), photographed; None until it is signed for."""


class FollowUp(models.Model):
    """催领: that somebody asked the applicant to fetch her result, and what she said."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="follow_ups")
    at = models.DateTimeField()
    by = models.UUIDField()
    reached = models.BooleanField()
    agreed_on = models.DateField(null=True)
    """The day on which she comes, or somebody goes to her."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reached=True) | models.Q(agreed_on__isnull=True),
                name="follow_up_agreed_when_reached",
            ),
        ]
