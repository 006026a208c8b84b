"""Other systems that work with this one: who they are, their tokens, what they ask to be told and what was sent."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from siban.domain.exchange.rules import STANDING, STOPPED
from siban.domain.staff.models import Post
from siban.kernel.ids import new_id
from siban.kernel.models import DataKey, Stream, User

STATE_NAMES = [(STANDING, _("在用")), (STOPPED, _("停用"))]


class Client(models.Model):
    """接入方: another system. It acts in the name of posts, under an account of its own that nobody can sign in to."""

    stream = models.OneToOneField(Stream, on_delete=models.PROTECT, primary_key=True, related_name="+")
    state = models.CharField(max_length=10, choices=STATE_NAMES)
    key = models.SlugField(max_length=40, unique=True)
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="client")
    """In whose name the log keeps what it does."""
    posts = models.ManyToManyField(Post, through="ClientPost", related_name="clients")
    per_minute = models.PositiveIntegerField()
    """How many calls it may make in a minute."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[STANDING, STOPPED]), name="client_state"),
            models.CheckConstraint(condition=Q(per_minute__gte=1), name="client_per_minute"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def id(self) -> UUID:
        return self.stream_id

    @property
    def device(self) -> str:
        """How its actor is told from a person at a desk."""
        return f"client:{self.key}"


class ClientPost(models.Model):
    """接入方的岗位: a post in whose name a client works; the first is where it stands."""

    id = models.BigAutoField(primary_key=True)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="seats")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "post"], name="client_post_once")]


class Token(models.Model):
    """令牌: what a client shows with each call. Only a digest is kept; who lost one gets another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="tokens")
    digest = models.BinaryField()
    """SM3 of the secret, which is 256 random bits, so that no slow hash is needed."""
    scopes = ArrayField(models.CharField(max_length=20))
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("made_at")), name="token_expires_after_made")
        ]


class Use(models.Model):
    """用量: the calls of a client in the minute that runs."""

    client = models.OneToOneField(Client, on_delete=models.CASCADE, primary_key=True, related_name="+")
    minute = models.BigIntegerField()
    calls = models.PositiveIntegerField()


class Submission(models.Model):
    """提交: a request that a client numbered itself, so that the same number with another content is found out."""

    id = models.BigAutoField(primary_key=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    digest = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "key"], name="submission_once")]


class Webhook(models.Model):
    """推送订阅: where a client wants to be told, and of which acts; none named are all."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="webhooks")
    url = models.CharField(max_length=500)
    acts = ArrayField(models.CharField(max_length=40))
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    sealed_secret = models.BinaryField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["client"], condition=Q(ended_at=None), name="webhook_open")]


class OutgoingState(models.TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting", _("等推送")
    SENT = "sent", _("已推送")
    DEAD = "dead", _("推送不成")


class Outgoing(models.Model):
    """推送: one event for one receiver, with the bytes that it gets. Ordered within a case by `sequence`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="outgoing")
    event = models.ForeignKey("kernel.Event", on_delete=models.PROTECT, related_name="+")
    stream = models.UUIDField()
    sequence = models.PositiveIntegerField()
    """1, 2, 3 … for this receiver and this case, without gaps."""
    act = models.CharField(max_length=40)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=OutgoingState, default=OutgoingState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=60, blank=True)
    """Why the last try failed: a status, or the name of a fault."""
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event"], name="outgoing_once"),
            models.UniqueConstraint(fields=["webhook", "stream", "sequence"], name="outgoing_sequence"),
            models.CheckConstraint(condition=Q(state__in=OutgoingState.values), name="outgoing_state"),
            models.CheckConstraint(
                condition=Q(state=OutgoingState.WAITING, next_at__isnull=False)
                | (~Q(state=OutgoingState.WAITING) & Q(next_at__isnull=True)),
                name="outgoing_waits_until",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="waiting"), name="outgoing_due"),
            models.Index(fields=["webhook", "-id"], condition=Q(state="dead"), name="outgoing_dead"),
        ]
