"""What residents say: ratings (好差评)."""

from __future__ import annotations

from django.db import models

from siban.domain.cases.models import Case
from siban.domain.places.models import Office
from siban.domain.voice.rules import LEVEL_NAMES
from siban.kernel.models import Stream


class Rating(models.Model):
    """好差评: one case, one rating. Who gave it is not kept here; the words are sealed under the applicant's key."""

    stream = models.OneToOneField(Stream, on_delete=models.PROTECT, primary_key=True, related_name="+")
    state = models.CharField(max_length=10)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="rating")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    """The office that is rated: the window that took the case in."""
    region = models.CharField(max_length=12)
    level = models.CharField(max_length=10, choices=LEVEL_NAMES)
    sealed_words = models.BinaryField(null=True)
    channel = models.CharField(max_length=10)
    given_on = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(level__in=list(LEVEL_NAMES)), name="rating_level")]
        indexes = [models.Index(fields=["office", "given_on"], name="rating_office_day")]
