"""接入: the other systems that work with this one, their tokens, and what could not be told them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from siban.domain.exchange.models import Client, Outgoing, Token
from siban.domain.exchange.queries import clients as queries
from siban.domain.exchange.queries import webhooks as told
from siban.domain.exchange.rules import SCOPE_NAMES, STANDING, Action, Scope
from siban.domain.exchange.services import clients as services
from siban.domain.exchange.services import webhooks
from siban.domain.places.queries import names
from siban.domain.places.rules.regions import full
from siban.kernel.actors import Role
from siban.kernel.clock import now
from siban.kernel.refusals import BadInput
from siban.surfaces.console import place
from siban.surfaces.console.views import frame
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.requests import StaffRequest

PAGE = 30
SOON = timedelta(days=14)
"""So long before its end a token is pointed at: its system needs another one."""
KEPT = timedelta(days=30)
"""So long after its end a token is still listed."""

FAULTS: Mapping[str, Promise] = {
    "address": gettext_lazy("这个地址现在不让推送"),
    "secret": gettext_lazy("签名的密钥读不出来"),
    "TimeoutError": gettext_lazy("等了10秒没有回答"),
    "ConnectionRefusedError": gettext_lazy("对方没有开着"),
    "gaierror": gettext_lazy("找不到这个地址"),
    "SSLCertVerificationError": gettext_lazy("对方的证书不对"),
}
"""What a fault of a try means; what is not named here broke the line."""


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A token as the page tells it."""

    id: UUID
    scopes: tuple[Promise, ...]
    """None named are all."""
    made_at: datetime
    ends_at: datetime
    used: date | None
    tone: str
    said: str
    open: bool


@dataclass(frozen=True, slots=True)
class ClientLine:
    """A client with its posts and tokens."""

    client: Client
    standing: bool
    works_as: tuple[str, ...]
    sees: tuple[str, ...]
    tokens: tuple[TokenLine, ...]


@dataclass(frozen=True, slots=True)
class DeadLine:
    """One delivery that was given up."""

    row: Outgoing
    number: str
    host: str
    """The address may carry a secret in its query; its host says enough."""
    fault: str


@require_GET
@staff_page(*place.CLIENT_READERS)
def page(request: StaffRequest) -> HttpResponse:
    """Every client with its tokens, and what was given up."""
    here = place.reach(request.actor).tops[0]
    rows = queries.clients()
    dead = Paginator(told.all_dead(), PAGE).get_page(request.GET.get("page"))
    shown = list(dead.object_list)
    numbers = told.case_numbers(shown)
    context = {
        "clients": _lines(rows),
        "dead": dead,
        "lines": [_dead(row, numbers) for row in shown],
        "waiting": {row.webhook.client_id: row.webhook.client for row in shown}.values(),
        "keeps": request.actor.has(Role.ADMINISTRATOR),
        "section": "clients",
    }
    return render(request, "console/clients.html", context | frame(request.actor, here))


@require_POST
@staff_page(Role.ADMINISTRATOR)
def set_state(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """Stop a client, or let it work again."""
    match request.POST.get("what"):
        case Action.STOP:
            services.stop(client_id, by=request.actor)
            messages.success(request, _("停用了，它的令牌现在都不能用。"))
        case Action.RESUME:
            services.resume(client_id, by=request.actor)
            messages.success(request, _("恢复了，没到期的令牌又能用。"))
        case _other:
            raise BadInput
    return redirect("console:clients")


@require_POST
@staff_page(Role.ADMINISTRATOR)
def revoke(request: StaffRequest, token_id: UUID) -> HttpResponse:
    """Take a token back."""
    services.revoke_token(token_id, by=request.actor)
    messages.success(request, _("令牌收回了，现在就不能用。"))
    return redirect("console:clients")


@require_POST
@staff_page(Role.ADMINISTRATOR)
def replay(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """Send again what was given up: one, or all of the client."""
    wanted = request.POST.get("one", "")
    try:
        ids = [UUID(wanted)] if wanted else []
    except ValueError:
        raise BadInput from None
    many = webhooks.replay(queries.get(client_id), ids, by=request.actor)
    said = ngettext("%(count)d 条重新推送，很快就会发出。", "%(count)d 条重新推送，很快就会发出。", many)
    messages.success(request, said % {"count": many})
    return redirect("console:clients")


def _lines(clients: Sequence[Client]) -> list[ClientLine]:
    regions = queries.regions_of(clients)
    known = names(full(code) for codes in regions.values() for code in codes)
    moment = now()
    return [
        ClientLine(
            client=client,
            standing=client.state == STANDING,
            works_as=tuple(f"{seat.post.office.short_label} {seat.post.name}" for seat in client.seats.all()),
            sees=tuple(str(known[full(code)]) for code in regions.get(client.user_id, ()) if full(code) in known),
            tokens=tuple(
                _token(token, moment)
                for token in sorted(client.tokens.all(), key=lambda token: token.made_at, reverse=True)
                if (token.revoked_at or token.expires_at) > moment - KEPT
            ),
        )
        for client in clients
    ]


def _token(token: Token, moment: datetime) -> TokenLine:
    tone, said = "good", _("在用")
    if token.revoked_at is not None:
        tone, said = "off", _("收回了")
    elif token.expires_at <= moment:
        tone, said = "off", _("到期了")
    elif token.expires_at <= moment + SOON:
        tone, said = "wait", _("快到期，该换了")
    scopes = () if set(token.scopes) == set(Scope) else tuple(SCOPE_NAMES[Scope(one)] for one in token.scopes)
    return TokenLine(
        id=token.pk,
        scopes=scopes,
        made_at=token.made_at,
        ends_at=token.revoked_at or token.expires_at,
        used=token.last_used_on,
        tone=tone,
        said=said,
        open=tone != "off",
    )


def _dead(row: Outgoing, numbers: Mapping[UUID, str]) -> DeadLine:
    return DeadLine(row, numbers.get(row.stream, ""), urlsplit(row.webhook.url).hostname or "", fault_of(row.fault))


def fault_of(fault: str) -> str:
    """Why the last try failed, in words."""
    if fault.isdigit():
        return _("对方答了 %(status)s") % {"status": fault}
    return str(FAULTS.get(fault, _("中间断了")))
