"""Sending what was put out: at least once, in order within a case, never inside a transaction of the work."""

from __future__ import annotations

import logging
import ssl
from contextlib import closing
from datetime import timedelta
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from siban.domain.exchange import rules
from siban.domain.exchange.models import Outgoing, OutgoingState
from siban.domain.exchange.rules import STANDING
from siban.domain.exchange.services.webhooks import secret_of
from siban.kernel.clock import now
from siban.kernel.crypto import Unreadable

log = logging.getLogger("siban.webhooks")

BATCH = 20
LEASE = timedelta(seconds=60)
"""For so long nobody else takes up what one worker is sending; then its death is assumed."""


def send_due() -> int:
    """Send what is due; how many were tried. Each case's events one after the other: the next one waits for the one
    before to arrive or to be given up."""
    moment = now()
    with transaction.atomic():
        before = Outgoing.objects.filter(
            webhook=OuterRef("webhook"),
            stream=OuterRef("stream"),
            sequence__lt=OuterRef("sequence"),
            state=OutgoingState.WAITING,
        )
        due = list(
            Outgoing.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("webhook__data_key")
            .filter(
                ~Exists(before),
                state=OutgoingState.WAITING,
                next_at__lte=moment,
                webhook__ended_at=None,
                webhook__client__state=STANDING,
            )
            .order_by("next_at", "pk")[:BATCH]
        )
        Outgoing.objects.filter(pk__in=[row.pk for row in due]).update(next_at=moment + LEASE)
    for row in due:
        _settle(row.pk, send(row))
    return len(due)


def _settle(id: UUID, fault: str) -> None:
    """Note how a try ended."""
    moment = now()
    with transaction.atomic():
        row = Outgoing.objects.select_for_update().filter(pk=id, state=OutgoingState.WAITING).first()
        if row is None:
            return  # Unsubscribed meanwhile.
        row.tries += 1
        row.fault = fault
        pause = rules.wait(row.tries)
        if not fault:
            row.state, row.sent_at, row.next_at = OutgoingState.SENT, moment, None
        elif pause is None:
            row.state, row.next_at = OutgoingState.DEAD, None
            log.warning("given up webhook=%s outgoing=%s fault=%s", row.webhook_id, row.pk, fault)
        else:
            row.next_at = moment + pause
        row.save(update_fields=["tries", "fault", "state", "sent_at", "next_at"])


def send(row: Outgoing) -> str:
    """Send one; "" where the receiver took it, otherwise what went wrong: a status, or the name of a fault."""
    parts = rules.address(row.webhook.url, loopback=settings.WEBHOOK_LOOPBACK)
    if parts is None:
        return "address"
    body, timestamp = row.body.encode(), int(now().timestamp())
    try:
        secret = secret_of(row.webhook)
    except Unreadable:
        return "secret"
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "siban",
        "webhook-id": str(row.pk),
        "webhook-timestamp": str(timestamp),
        "webhook-signature": rules.sign(secret, str(row.pk), timestamp, body),
    }
    # A redirect is no answer: whoever moves says so with a new subscription.
    try:
        with closing(_line(parts)) as line:
            line.request("POST", f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", body, headers)
            status = line.getresponse().status
    except (OSError, HTTPException, UnicodeError) as wrong:
        return type(wrong).__name__
    return "" if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES else str(status)


def _line(parts: SplitResult) -> HTTPConnection:
    """A connection to the receiver, its certificate checked. Raises OSError where the certificates cannot be read."""
    host = parts.hostname or ""
    if parts.scheme == "http":
        return HTTPConnection(host, parts.port, timeout=rules.ANSWER_SECONDS)
    context = ssl.create_default_context(cafile=settings.WEBHOOK_CA_FILE or None)
    return HTTPSConnection(host, parts.port, timeout=rules.ANSWER_SECONDS, context=context)
