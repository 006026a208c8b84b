"""People at work: posts with holder and stand-in, absences, grants beyond posts, declared relatives."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from siban.domain.places.models import Office, Site, Window
from siban.kernel.actors import Role
from siban.kernel.ids import new_id
from siban.kernel.models import User

ROLES = [
    (Role.AGENT.value, pgettext_lazy("role", "代办员")),
    (Role.CLERK.value, pgettext_lazy("role", "窗口人员")),
    (Role.ACCEPTOR.value, pgettext_lazy("role", "受理")),
    (Role.REVIEWER.value, pgettext_lazy("role", "审核")),
    (Role.DECIDER.value, pgettext_lazy("role", "决定")),
    (Role.HEAD.value, pgettext_lazy("role", "负责人")),
    (Role.LEADER.value, pgettext_lazy("role", "分管领导")),
    (Role.SUPERVISOR.value, pgettext_lazy("role", "政务服务监督")),
    (Role.EDITOR.value, pgettext_lazy("role", "目录管理员")),
    (Role.ADMINISTRATOR.value, pgettext_lazy("role", "系统管理员")),
]
"""Roles of staff, as the desk names them. The context keeps 受理 the role from 受理 the act."""


class Post(models.Model):
    """岗位: a piece of an office's work, with a holder (A岗) and a stand-in (B岗). Tasks belong to posts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="posts")
    window = models.ForeignKey(Window, on_delete=models.PROTECT, null=True, related_name="posts")
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=120)
    role = models.CharField(max_length=15, choices=ROLES)
    stream = models.OneToOneField("kernel.Stream", on_delete=models.PROTECT, related_name="+")
    """Who left it and came back, and when; it bears the post's id."""
    state = models.CharField(max_length=10, default="standing")
    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    stand_in = models.ForeignKey(User, on_delete=models.PROTECT, related_name="stand_in_posts")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(holder=F("stand_in")), name="post_stand_in_is_another"),
            models.CheckConstraint(condition=Q(role__in=[role for role, _word in ROLES]), name="post_role"),
            # Nobody is B for two posts of one window at a time.
            models.UniqueConstraint(fields=["window", "stand_in"], name="post_stand_in_once_a_window"),
        ]
        indexes = [models.Index(fields=["office", "role"], name="post_office_role")]

    def __str__(self) -> str:
        return self.name


class Absence(models.Model):
    """离岗: a time in which a post's holder is away and its stand-in acts. The notice tells only the kind of reason."""

    class Kind(models.TextChoices):
        LEAVE = "leave", _("休假")
        MEETING = "meeting", _("开会")
        HOME_VISIT = "home-visit", _("上门办事")
        TRAINING = "training", _("培训")
        OTHER = "other", _("有事离开")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    """When the holder is back; coming back early moves it."""
    kind = models.CharField(max_length=15, choices=Kind)
    elsewhere = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")
    """Where to go meanwhile, where that is another site."""
    note = models.CharField(max_length=60, blank=True)
    """Where to go meanwhile, in words."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="absence_ends_after_start"),
            ExclusionConstraint(
                name="absence_one_at_a_time",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    (
                        Func("starts_at", "ends_at", function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], name="absence_ends")]


class GrantRow(models.Model):
    """授权: a role beyond those of posts, in a region and at one office or any."""

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=15, choices=ROLES)
    region = models.CharField(max_length=12)
    """Prefix of region codes."""
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "region", "office"], nulls_distinct=False, name="grant_once"
            ),
            models.CheckConstraint(
                condition=Q(region__regex=r"^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$"), name="grant_region"
            ),
        ]


class PersonLink(models.Model):
    """申报的亲属: a relative whom a member of staff has declared, so that a case of theirs is flagged (回避)."""

    class Relation(models.TextChoices):
        SPOUSE = "spouse", _("配偶")
        PARENT = "parent", _("父母")
        CHILD = "child", _("子女")
        SIBLING = "sibling", _("兄弟姐妹")
        OTHER = "other", _("其他亲属")

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="relatives")
    person = models.UUIDField()
    """The relative's person record."""
    relation = models.CharField(max_length=10, choices=Relation)
    declared_at = models.DateTimeField(auto_now_add=True)
    declared_by = models.UUIDField(null=True)
    """Herself, or who oversees her office."""
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "person"], name="relative_once")]
        indexes = [models.Index(fields=["person"], name="relative_person")]
