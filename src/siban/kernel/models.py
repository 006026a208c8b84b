"""Tables that every part needs: people who sign in, data keys, the event log and its feed, files, looks."""

from __future__ import annotations

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now

from siban.kernel.crypto import Unreadable, keyring
from siban.kernel.ids import new_id


def append_only(name: str) -> list[pgtrigger.Trigger]:
    """Triggers of a table that is only added to: they hold against its owner, too, as long as nobody lifts them."""
    return [
        pgtrigger.Protect(name=f"{name}_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name=f"{name}_no_truncate",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func=f"RAISE EXCEPTION 'kernel_{name} is append-only';",
        ),
    ]


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, name: str, password: str | None = None, **fields: object) -> User:
        user = self.model(username=username, name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """账号: who signs in. What she may do is in grants and posts, not here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=50)
    person = models.UUIDField(null=True, blank=True)
    """Her own person record, so that nobody handles her own case (回避)."""
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Installation(models.Model):
    """本系统: one row that says what this database is. The demonstration resets only one that is marked as its own."""

    one = models.BooleanField(primary_key=True, default=True)
    is_demonstration = models.BooleanField(default=False)
    made_at = models.DateTimeField(db_default=Now())
    case_key = models.BinaryField()
    """Key of the permutation behind case numbers; fixed for the life of the database."""

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(one=True), name="installation_one_row")]


class DataKey(models.Model):
    """数据密钥: the wrapped key under which one person's data is sealed. Erased, all of it is unreadable, for good."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField(db_default=Now())
    erased_at = models.DateTimeField(null=True)

    def seal(self, plain: bytes, context: bytes) -> bytes:
        """Encrypt under this key; `context` names the place. Raises Unreadable once it is erased."""
        return keyring.seal(self._whole(), plain, context)

    def open(self, sealed: bytes | memoryview, context: bytes) -> bytes:
        """Decrypt what `seal` made. Raises Unreadable, also once it is erased."""
        return keyring.open(self._whole(), bytes(sealed), context)

    def _whole(self) -> bytes:
        if self.wrapped is None:
            raise Unreadable("the key is erased")
        return bytes(self.wrapped)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=False, erased_at__isnull=True)
                | models.Q(wrapped__isnull=True, erased_at__isnull=False),
                name="datakey_erased_or_whole",
            )
        ]


class Stream(models.Model):
    """事件链: the life of one subject, a case, a rating, an item. Locked first by every act on it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20)
    last_number = models.PositiveIntegerField(default=0)
    last_hash = models.BinaryField(default=b"")
    last_act = models.PositiveIntegerField(default=0)
    """Number of the last event that a person's act wrote: what follows from a clock makes nobody's page stale."""
    last_at = models.DateTimeField(null=True)


class Event(models.Model):
    """事件: one act, or what followed from it. Written once, chained by hash to the one before in its stream."""

    id = models.BigAutoField(primary_key=True)
    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    payload = models.BinaryField()
    actor = models.UUIDField(null=True)
    post = models.UUIDField(null=True)
    site = models.UUIDField(null=True)
    request = models.UUIDField(null=True)
    xid = models.BigIntegerField(
        db_default=models.Func(
            models.Func(
                models.Func(function="pg_current_xact_id", output_field=models.TextField()),
                template="%(expressions)s::text",
                output_field=models.TextField(),
            ),
            template="(%(expressions)s)::bigint",
            output_field=models.BigIntegerField(),
        )
    )
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "number"], name="event_stream_number"),
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(request__isnull=False), name="event_request_once"
            ),
        ]
        indexes = [models.Index(fields=["xid"], name="event_xid")]
        triggers = [
            pgtrigger.Protect(name="event_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="event_no_truncate",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'the event log is append-only';",
            ),
        ]


class Feed(models.Model):
    """事件总序: the one order in which subscribers read events. A row is put here by the sequencer alone."""

    position = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="fed")

    class Meta:
        triggers = append_only("feed")


class Seal(models.Model):
    """封印: one root over all that came into the feed since the seal before, signed and linked to that one."""

    number = models.PositiveIntegerField(primary_key=True)
    made_at = models.DateTimeField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    """Positions in the feed, both included; `last` is one less than `first` where nothing came."""
    root = models.BinaryField()
    looks_until = models.DateField()
    """The last whole day whose looks are under this seal."""
    looks_root = models.BinaryField()
    before = models.BinaryField()
    """Hash of the seal before; empty in the first one."""
    key = models.BinaryField()
    """The public key, Ed25519, that the signature is checked with."""
    signature = models.BinaryField()

    class Meta:
        triggers = append_only("seal")


class Subscription(models.Model):
    """订阅进度: how far one subscriber has read the feed."""

    name = models.CharField(max_length=60, primary_key=True)
    position = models.BigIntegerField(default=0)


class Parked(models.Model):
    """搁置事件: one that a subscriber could not take, with the rest of its stream, for a person to replay."""

    id = models.BigAutoField(primary_key=True)
    subscriber = models.CharField(max_length=60)
    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    stream = models.UUIDField()
    fault = models.CharField(max_length=200)
    parked_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscriber", "event"], name="parked_once")]
        indexes = [models.Index(fields=["subscriber", "stream"], name="parked_stream")]


class File(models.Model):
    """附件: one stored file, sealed under its person's key, addressed by keyed hash, never shared between cases."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT)
    address = models.CharField(max_length=64)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField(db_default=Now())


class Look(models.Model):
    """查看记录: one look at personal data; who, whose, what and what for. Chained per actor and day."""

    id = models.BigAutoField(primary_key=True)
    actor = models.UUIDField(null=True)
    day = models.DateField()
    number = models.PositiveIntegerField()
    person = models.UUIDField()
    purpose = models.CharField(max_length=60)
    what = models.CharField(max_length=200)
    at = models.DateTimeField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "day", "number"], name="look_actor_day_number", nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["person", "at"], name="look_person")]
        triggers = [
            pgtrigger.Protect(name="look_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="look_no_truncate",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'looks are append-only';",
            ),
        ]
