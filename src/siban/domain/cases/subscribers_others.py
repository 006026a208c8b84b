"""Who is no party to a case, but said something about it or has an interest in it, is told by telephone, too.

What she gets in writing stays on paper; a message says that it is there. No name of the applicant is in it.
"""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from siban.domain.cases.models import Case, Interest, Objection
from siban.domain.cases.queries.timeline import day
from siban.domain.cases.services import hearings, publications
from siban.domain.catalog import queries as catalog
from siban.domain.messages.services import queue_to_other
from siban.domain.places.queries import office
from siban.kernel.clock import SHANGHAI
from siban.kernel.events import Recorded
from siban.kernel.feed import subscriber
from siban.kernel.models import DataKey

PUBLIC_LINE = "12345"


@subscriber("cases.tell-interested", "case.interest_told", "case.hearing_called")
def tell_interested(event: Recorded) -> None:
    """Whose interest is at stake, and who left a telephone: that she may be heard, and when (ALL 36, 47, 48)."""
    case = Case.objects.filter(pk=event.stream).first()
    if case is None:
        return
    payload, place = event.payload, office(event.payload.office)
    rows = Interest.objects.select_related("key").filter(case=case).order_by("number")
    if event.act == "case.interest_told":
        rows = rows.filter(number=payload.number)
    with translation.override("zh-hans"):
        known = {
            "place": place.short_label,
            "item": catalog.version(case.version_id).name,
            "phone": place.telephone or PUBLIC_LINE,
        }
        if event.act == "case.interest_told":
            text = _(
                "%(place)s在办一件%(item)s，和您有利害关系。您可以要求听证，最迟%(day)s提出，告知书请来领。问%(phone)s。"
            ) % (known | {"day": day(payload.ask_by)})
        else:
            begins = payload.begins.astimezone(SHANGHAI)
            text = _("和您有利害关系的%(item)s，%(day)s%(time)s在%(place)s开听证会，请带上证件。问%(phone)s。") % (
                known | {"day": day(begins.date()), "time": begins.strftime("%H:%M")}
            )
    for row in rows:
        _send(event, case, row.key, hearings.opened(row)["telephone"], text)


@subscriber("cases.tell-objector", "case.objection_answered")
def tell_objector(event: Recorded) -> None:
    """Who objected and left a telephone: what was found, and that she is called as well."""
    case, payload = Case.objects.filter(pk=event.stream).first(), event.payload
    if case is None:
        return
    row = Objection.objects.select_related("key").get(proceeding=payload.proceeding, number=payload.number)
    place = office(payload.office)
    with translation.override("zh-hans"):
        text = _("您对%(item)s公示提的异议，%(place)s查清了：%(found)s。再打电话给您说清楚，问%(phone)s。") % {
            "item": catalog.version(case.version_id).name,
            "place": place.short_label,
            "found": _("成立") if payload.upheld else _("不成立"),
            "phone": place.telephone or PUBLIC_LINE,
        }
    _send(event, case, row.key, publications.opened(row)["telephone"], text)


def _send(event: Recorded, case: Case, key: DataKey, telephone: str, text: str) -> None:
    if telephone.strip():
        queue_to_other(
            key,
            telephone.strip(),
            subject=case.pk,
            cause=event.id,
            kind=event.act,
            text=text,
            at=event.at,
            is_demonstration=case.is_demonstration,
        )
