"""Who calls: a token's client, and the actor that it is."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Prefetch

from siban.domain.exchange import errors
from siban.domain.exchange.models import Client, ClientPost, Token
from siban.domain.exchange.rules import STANDING, Scope, read_token
from siban.domain.staff import queries as staff
from siban.domain.staff.errors import NoPost
from siban.domain.staff.models import GrantRow, Post
from siban.domain.staff.rules import grant
from siban.kernel.actors import Actor, Grant, PostRef, Role
from siban.kernel.clock import now
from siban.kernel.crypto import sm3


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, with what its token allows."""

    client: Client
    token: Token
    actor: Actor

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset(self.token.scopes)

    def require(self, scope: Scope) -> None:
        """Raises ScopeMissing."""
        if scope not in self.scopes:
            raise errors.ScopeMissing(scope=scope.value)


def caller(text: str) -> Caller:
    """Whose token this is. Three statements. Raises TokenUnknown, TokenExpired, TokenRevoked."""
    bearer = read_token(text)
    token = Token.objects.select_related("client__user").filter(pk=bearer.id).first() if bearer else None
    # Whoever has a wrong secret learns nothing of the token, not even that it has expired.
    if bearer is None or token is None or not hmac.compare_digest(sm3(bearer.secret), bytes(token.digest)):
        raise errors.TokenUnknown
    if token.revoked_at is not None or token.client.state != STANDING or not token.client.user.is_active:
        raise errors.TokenRevoked
    if token.expires_at <= now():
        raise errors.TokenExpired
    return Caller(token.client, token, actor_of(token.client))


def actor_of(client: Client) -> Actor:
    """The client as who acts: the posts it was given, whoever holds them, and its own grants. Two statements."""
    own = staff.actor_for(client.user, device=client.device)
    posts = [seat.post for seat in client.seats.select_related("post__office").order_by("pk")]
    first = posts[0].office if posts else None
    return replace(
        own,
        grants=(*own.grants, *dict.fromkeys(_grant(post) for post in posts)),
        posts=tuple(PostRef(post.pk, post.office_id, Role(post.role), post.name) for post in posts),
        office=first.pk if first else None,
        site=first.site_id if first else None,
        region=first.region_id if first else "",
        offices=frozenset(post.office_id for post in posts),
    )


def _grant(post: Post) -> Grant:
    return grant(Role(post.role), office=post.office_id, region=post.office.region_id, tier=post.office.tier)


def by_key(key: str) -> Client:
    """Raises ClientNotFound."""
    found = Client.objects.select_related("user").filter(key=key).first()
    if found is None:
        raise errors.ClientNotFound
    return found


def post_at(office_key: str, role: str) -> Post:
    """The first post of a role at an office, by the office's key. Raises NoPost."""
    found = Post.objects.select_related("holder", "office").filter(office__key=office_key, role=role)
    post = found.order_by("name", "pk").first()
    if post is None:
        raise NoPost
    return post


def clients() -> Sequence[Client]:
    """All clients by key, with their tokens and posts. Three statements."""
    seats = Prefetch("seats", ClientPost.objects.select_related("post__office").order_by("pk"))
    return list(Client.objects.select_related("user").prefetch_related("tokens", seats).order_by("key"))


def get(client_id: UUID) -> Client:
    """Raises ClientNotFound."""
    found = Client.objects.select_related("user").filter(pk=client_id).first()
    if found is None:
        raise errors.ClientNotFound
    return found


def regions_of(clients: Sequence[Client]) -> dict[UUID, list[str]]:
    """The regions whose cases each may see beside those of its posts, by its account. One statement."""
    found: dict[UUID, list[str]] = {}
    rows = GrantRow.objects.filter(user__in=[client.user_id for client in clients], role=Role.SUPERVISOR.value)
    for user, region in rows.order_by("pk").values_list("user", "region"):
        found.setdefault(user, []).append(region)
    return found
