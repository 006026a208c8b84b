"""People, how they are found, and who acts for whom."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from siban.domain.people.rules import (
    PERSON_KINDS,
    MandateScope,
    Pledge,
    RelationKind,
    TokenKind,
)
from siban.kernel.ids import new_id
from siban.kernel.models import DataKey, File, Stream


class Person(models.Model):
    """A person who has to do with the platform (申请人, 受托人, 家里人).

    Everything personal is sealed under a key of her own. In the clear stand only the kind of her document and the two
    regions, which decide who is competent and which window finds her; with the key erased they tell nobody.
    """

    stream = models.OneToOneField(Stream, on_delete=models.PROTECT, primary_key=True)
    state = models.CharField(max_length=10)
    key = models.OneToOneField(DataKey, on_delete=models.PROTECT)
    kind = models.CharField(max_length=20)
    sealed = models.BinaryField()
    household_region = models.CharField(max_length=12, blank=True, db_index=True)
    residence_region = models.CharField(max_length=12, blank=True, db_index=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in PERSON_KINDS]), name="person_kind")
        ]

    @property
    def id(self) -> UUID:
        """The identifier that other tables, events and looks know her by."""
        return self.stream_id


class PersonToken(models.Model):
    """查找标记: a keyed hash of a person's number, phone, name, part of it, its pinyin or its initials."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    kind = models.CharField(max_length=8)
    token = models.BinaryField()
    next_token = models.BinaryField(null=True)
    """The same under the next key, while keys are rotated."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in TokenKind]),
                name="persontoken_kind",
            ),
            # Also the index of every search.
            models.UniqueConstraint(fields=["kind", "token", "person"], name="persontoken_once"),
            models.UniqueConstraint(
                fields=["token"],
                condition=Q(kind=TokenKind.NUMBER.value),
                name="persontoken_number",
            ),
            # While keys are rotated two windows may write a new person's token under different keys.
            models.UniqueConstraint(
                fields=["next_token"],
                condition=Q(kind=TokenKind.NUMBER.value),
                name="persontoken_next_number",
            ),
        ]


class Organisation(models.Model):
    """A body that applies (法人, 其他组织). Its name and code are public; who speaks for it is a person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    credit_code = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=100)
    region = models.CharField(max_length=12, blank=True)
    contact = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    is_demonstration = models.BooleanField(default=False)


class Mandate(models.Model):
    """Authority to act for a person (委托书): for one item or any, for what, until when, with the signed paper."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    principal = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates_given")
    representative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates_held")
    item_key = models.CharField(max_length=80, blank=True)
    """The item it is for; empty for whatever comes up."""
    scope = ArrayField(models.CharField(max_length=10))
    since = models.DateField()
    until = models.DateField()
    signed = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(principal=F("representative")), name="mandate_two_people"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="mandate_dates"),
            models.CheckConstraint(
                condition=Q(
                    scope__contained_by=[scope.value for scope in MandateScope],
                    scope__len__gt=0,
                ),
                name="mandate_scope",
            ),
        ]


class Relation(models.Model):
    """What another person is to her (家里人, 监护人), and whether they live in one household (共同生活)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relations")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    lives_together = models.BooleanField()
    proof = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("other")), name="relation_two_people"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in RelationKind]),
                name="relation_kind",
            ),
            models.UniqueConstraint(fields=["person", "other"], name="relation_once"),
        ]


class HouseholdMember(models.Model):
    """共同生活家庭成员: one row of the household that a person told last, kept for her next application.

    Sealed under the head's key; name and number of a member who is on record herself stay under her own.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    head = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="household")
    position = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    number_token = models.BinaryField(null=True, db_index=True)
    """The look-up token of the member's number, by which nobody handles her own household's case (回避)."""
    next_token = models.BinaryField(null=True)
    """The same under the next key, while keys are rotated."""
    sealed = models.BinaryField()
    told_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["head", "position"], name="householdmember_position")]


class BrokenPromise(models.Model):
    """失信记录: a word that was not kept, remembered at her next application (容缺受理、告知承诺)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="broken_promises")
    kind = models.CharField(max_length=12)
    item = models.CharField(max_length=60)
    subject = models.UUIDField()
    """Stream of the case in which it was broken."""
    on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in Pledge]), name="brokenpromise_kind"),
            models.UniqueConstraint(fields=["person", "kind", "subject"], name="brokenpromise_once"),
        ]
