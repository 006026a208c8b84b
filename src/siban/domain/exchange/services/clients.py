"""Letting another system in, and shutting it out."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from siban.domain.exchange import errors, events, rules
from siban.domain.exchange.models import Client, ClientPost, Token
from siban.domain.exchange.rules import STANDING, Action, Scope
from siban.domain.exchange.subject import CLIENT
from siban.domain.staff.models import GrantRow, Post
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import act, begin, once
from siban.kernel.clock import now
from siban.kernel.crypto import sm3
from siban.kernel.ids import new_id
from siban.kernel.models import User

PER_MINUTE = 600
"""What a busy window and its kiosks ask for at the most."""
MOST_PER_MINUTE = 100_000
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@once
def create(
    key: str,
    name: str,
    *,
    by: Actor,
    posts: Sequence[Post] = (),
    region: str = "",
    per_minute: int = PER_MINUTE,
    request: UUID | None = None,
) -> Client:
    """Let another system in, with an account of its own; it acts in the name of `posts` and sees the cases of their
    offices. `region`: a prefix whose cases it may see, too, as who supervises there does.

    Raises NotAllowed, ClientUnfit, ClientKeyTaken.
    """
    name = " ".join(name.split())
    if not KEY.fullmatch(key) or not 0 < len(name) <= 50 or not 1 <= per_minute <= MOST_PER_MINUTE:
        raise errors.ClientUnfit(field="key")
    user = User(username=f"client:{key}", name=name)
    user.set_unusable_password()
    user.is_demonstration = any(post.holder.is_demonstration for post in posts)
    client = Client(key=key, user=user, per_minute=per_minute, state=STANDING)
    try:
        with begin(CLIENT, client, Action.CREATE, by=by, request=request) as change:
            user.save(force_insert=True)
            client.user_id = user.pk
            # Posts hang on the row; the door would write it only at the end.
            client.save(force_insert=True)
            ClientPost.objects.bulk_create([ClientPost(client=client, post=post) for post in posts])
            if region:
                GrantRow.objects.create(user=user, role=Role.SUPERVISOR.value, region=region)
            change.record(events.Created(key, tuple(post.pk for post in posts), region, per_minute))
    except IntegrityError as clash:
        if "username" in str(clash) or "client_key" in str(clash):
            raise errors.ClientKeyTaken(field="key") from None
        raise
    return client


def stop(client_id: UUID, *, by: Actor) -> Client:
    """Take nothing from it any more; what it asked to be told waits. Raises ClientNotFound, OutOfTurn, NotAllowed."""
    with act(CLIENT, client_id, Action.STOP, by=by) as change:
        change.record(events.Stopped(change.subject.key))
    return change.subject


def resume(client_id: UUID, *, by: Actor) -> Client:
    """Let it work here again. Raises ClientNotFound, OutOfTurn, NotAllowed."""
    with act(CLIENT, client_id, Action.RESUME, by=by) as change:
        change.record(events.Resumed(change.subject.key))
    return change.subject


def issue_token(
    client_id: UUID, scopes: Collection[str], *, by: Actor, life: timedelta = timedelta(days=90)
) -> tuple[Token, str]:
    """A token with these scopes, and the only time that it can be read.

    Raises ScopeUnknown, LifeTooLong, ClientNotFound, OutOfTurn, NotAllowed.
    """
    known = {scope.value for scope in Scope}
    if not scopes or not set(scopes) <= known:
        raise errors.ScopeUnknown(field="scopes")
    if not timedelta(days=1) <= life <= rules.LONGEST_LIFE:
        raise errors.LifeTooLong(field="life")
    secret = os.urandom(rules.SECRET_BYTES)
    with act(CLIENT, client_id, Action.ISSUE_TOKEN, by=by) as change:
        token = Token.objects.create(
            id=new_id(),
            client=change.subject,
            digest=sm3(secret),
            scopes=sorted(set(scopes)),
            made_at=change.at,
            expires_at=change.at + life,
        )
        change.record(events.TokenIssued(token.pk, tuple(token.scopes), token.expires_at))
    return token, rules.write_token(token.pk, secret)


def revoke_token(token_id: UUID, *, by: Actor, at: datetime | None = None) -> Token:
    """Take a token back, at once. Again it changes nothing. Raises TokenNotFound, NotAllowed."""
    token = Token.objects.filter(pk=token_id).first()
    if token is None:
        raise errors.TokenNotFound
    with act(CLIENT, token.client_id, Action.REVOKE_TOKEN, by=by, at=at) as change:
        Token.objects.filter(pk=token_id, revoked_at=None).update(revoked_at=change.at)
        change.record(events.TokenRevoked(token_id))
    token.refresh_from_db()
    return token


def note_use(token: Token) -> None:
    """Remember on which day a token was used last, so that forgotten ones are found; written once a day."""
    day = now().date()
    if token.last_used_on != day:
        with transaction.atomic():
            Token.objects.filter(pk=token.pk).update(last_used_on=day)
