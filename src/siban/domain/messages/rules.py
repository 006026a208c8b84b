"""States of a message, and when a failed one is tried again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class MessageState(StrEnum):
    """Where a message stands."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    SILENT = "silent"  # nobody to send it to: no telephone


STATE_NAMES: Mapping[str, Promise] = {
    MessageState.QUEUED: _("等着发"),
    MessageState.SENT: _("发出了"),
    MessageState.FAILED: _("没发出去"),
    MessageState.SILENT: _("没有电话，没法发"),
}

TRIES = 6


def wait(attempts: int) -> timedelta | None:
    """How long until the next try: 1, 2, 4 … minutes; None after the last."""
    return timedelta(minutes=2 ** (attempts - 1)) if attempts < TRIES else None
