"""The letter that an act would issue, as it would print: with what is typed, page by page as pictures."""

from __future__ import annotations

from base64 import b64encode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from siban.domain.cases.queries.draft import draft as drafted
from siban.domain.cases.queries.page import CasePage, page
from siban.domain.cases.rules import Action, State
from siban.domain.notices import data
from siban.domain.notices import render as printing
from siban.surfaces.office.choices import ACTIONS, choices
from siban.surfaces.office.forms import Sent, typed
from siban.surfaces.office.frame import ROLES
from siban.surfaces.office.papers import private
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.requests import StaffRequest


@require_POST
@staff_page(*ROLES)
def draft(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The letter as it would print with what is typed now: one picture a page."""
    found = page(request.actor, case_id)
    sent = typed(request.POST, lambda: found)
    letter = _letter(found, sent.choice or _first_letter(found), sent)
    pages = [picture_address(svg) for svg in printing.preview_svg(letter)] if letter else []
    return render(request, "office/draft.html", {"pages": pages, "case": found.case, "choice": sent.choice})


@require_GET
@staff_page(*ROLES)
def draft_page(request: StaffRequest, case_id: UUID, key: str) -> HttpResponse:
    """One page of the letter that a choice would issue today, as a picture."""
    found = page(request.actor, case_id)
    letter = _letter(found, key, Sent(choice=key)) if key in ACTIONS else None
    number = request.GET.get("page", "1")
    pages = printing.preview_svg(letter) if letter else []
    if not number.isdigit() or not 1 <= int(number) <= len(pages):
        raise Http404
    return private(pages[int(number) - 1].encode(), "image/svg+xml")


LETTER_OF = {"advise-grant": Action.GRANT, "advise-deny": Action.DENY}
"""A reviewer sees the letter that would follow from her advice."""


def _letter(found: CasePage, key: str, sent: Sent) -> data.NoticeData | None:
    action = LETTER_OF.get(key) or ACTIONS.get(key)
    return drafted(found, action, sent.as_typed()) if action else None


def _first_letter(found: CasePage) -> str:
    """What is shown before anything is chosen."""
    return next((choice.key for choice in choices(found)), "advise-grant" if decides(found) else "")


def picture_address(svg: str) -> str:
    """An SVG as an address of its own, since the page's policy would drop its styles."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def decides(found: CasePage) -> bool:
    """Whether a decision is still to come or has been made, so that its letter can be looked at."""
    return found.case.state in (State.ACCEPTED, State.HANDLING, State.CONCLUDED, State.DELIVERING)
