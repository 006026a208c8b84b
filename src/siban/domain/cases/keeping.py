"""Why a person's data may not be erased yet: her cases, and what of them the archive must keep."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siban.domain.cases.models import Case, Package
from siban.domain.cases.rules import State
from siban.domain.people.erasure import keeper


@keeper
def kept_for_cases(person: UUID) -> Promise | None:
    """An open case, as applicant or for another; afterwards as long as its file must be kept (档案法)."""
    hers = Case.objects.filter(Q(applicant=person) | Q(representative=person))
    if hers.exclude(state=State.ARCHIVED).exists():
        return _("还有没办完、没归档的办件")
    kept = Package.objects.filter(case=OuterRef("pk"), destroyed_at__isnull=True)
    return _("档案保管期还没有满") if hers.filter(Exists(kept)).exists() else None
