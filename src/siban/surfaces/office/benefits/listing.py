"""The list of entitlements: whose check is due, who is suspended, everyone."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from siban.domain.benefits.queries.listing import Cursor, Show, listing
from siban.surfaces.office.benefits.rail import label, surroundings
from siban.surfaces.office.frame import ROLES
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.requests import StaffRequest


@require_GET
@staff_page(*ROLES)
def show(request: StaffRequest) -> HttpResponse:
    """A page of entitlements, by the day on which the check is due."""
    asked = request.GET.get("show", "")
    wanted = Show(asked) if asked in set(Show) else Show.ALL
    after = request.GET.get("after", "")
    found = listing(request.actor, wanted, _cursor(after))
    around = surroundings(request.actor, f"show-{wanted.value}")
    context = around | {
        "rows": found.rows,
        "next": f"{found.next[0].isoformat()}.{found.next[1]}" if found.next else "",
        "paged": bool(after),
        "wanted": wanted.value,
        "heading": label(wanted),
        "total": around["counts"][wanted],  # type: ignore[index]
    }
    return render(request, "office/benefits/list.html", context)


def _cursor(text: str) -> Cursor | None:
    """`2026-11-26.<id>`; what is none counts as not said."""
    day, _dot, id = text.partition(".")
    try:
        return date.fromisoformat(day), UUID(id)
    except ValueError:
        return None
