"""A session as sign-in leaves it once the second factor was shown."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.contrib.sessions.backends.base import SessionBase

if TYPE_CHECKING:
    from siban.kernel.models import User


def show(session: SessionBase, user: User) -> None:
    """Put on record, as allauth does, that this person has just shown her code."""
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
