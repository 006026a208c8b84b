"""Taking note of a warning."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from siban.domain.work.errors import NoSuchWarning
from siban.domain.work.events import WarningAcknowledged
from siban.domain.work.models import Warning
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import append
from siban.kernel.clock import now
from siban.kernel.models import Stream
from siban.kernel.refusals import NotAllowed

UP_THE_LINE = (Role.HEAD, Role.LEADER, Role.SUPERVISOR)


def acknowledge(warning: UUID, *, by: Actor, place: str = "") -> Warning:
    """看到了: whoever works at the office or stands in its line has seen it; nobody further up is told then.

    `place`: the region from which the matter comes, whose township's leader answers for it, too (E1). A second time
    changes nothing. Raises NoSuchWarning, NotAllowed.
    """
    with transaction.atomic():
        found = Warning.objects.filter(pk=warning).values_list("clock__stream_id", flat=True).first()
        if found is None:
            raise NoSuchWarning
        # The stream before its rows, as every act does: the sweep and an acknowledgement cannot wait for each other.
        stream = Stream.objects.select_for_update().get(pk=found)
        row = Warning.objects.get(pk=warning)
        in_line = by.post_at(row.office_id) or by.may_be(UP_THE_LINE, office=row.office_id, region=row.region)
        if not in_line and not (place and by.may_be((Role.LEADER,), office=None, region=place)):
            raise NotAllowed
        if row.acknowledged_at is not None:
            return row
        row.acknowledged_by_id, row.acknowledged_at, row.tell_at = by.user, now(), None
        row.save(update_fields=["acknowledged_by", "acknowledged_at", "tell_at"])
        append(stream, [WarningAcknowledged(row.pk, row.level)], by=by, at=row.acknowledged_at, is_act=False)
    return row
