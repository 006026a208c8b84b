"""Why a person's data may not be erased yet: she is paid, or could be again."""

from __future__ import annotations

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siban.domain.benefits.models import Entitlement
from siban.domain.benefits.rules import State
from siban.domain.people.erasure import keeper


@keeper
def kept_for_benefits(person: UUID) -> Promise | None:
    """A benefit that runs or is suspended."""
    running = Entitlement.objects.filter(person=person).exclude(state=State.STOPPED)
    return _("还有待遇在发或暂停着") if running.exists() else None
