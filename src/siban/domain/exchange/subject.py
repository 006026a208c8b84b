"""What the act door needs to know of a client."""

from __future__ import annotations

from siban.domain.exchange.errors import ClientNotFound
from siban.domain.exchange.models import Client
from siban.domain.exchange.rules import OWN, TRANSITIONS
from siban.kernel.actors import Actor
from siban.kernel.acts import Subject, Transition
from siban.kernel.refusals import NotAllowed


def may(actor: Actor, client: Client, action: str, transition: Transition) -> None:
    """Administrators keep clients; a client keeps its own subscriptions. Raises NotAllowed."""
    if action in OWN and actor.user == client.user_id:
        return
    if not any(actor.has(role) for role in transition.roles):
        raise NotAllowed


CLIENT = Subject("client", Client, TRANSITIONS, may, ClientNotFound, related=("user",))
