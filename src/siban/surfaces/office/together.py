"""One act on several cases at once, or on the one that is open: hand on, stop the clock, let it run. A dialog asks what
the act needs; each case is an act of its own, and what could not be done is said with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from siban.domain.cases.errors import CaseNotFound
from siban.domain.cases.models import Case
from siban.domain.cases.queries import colleagues
from siban.domain.cases.services import handing_on, limits
from siban.kernel.ids import new_id
from siban.kernel.refusals import BadInput, Refusal
from siban.surfaces.office.forms import DayMissing
from siban.surfaces.office.frame import ROLES
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.requests import StaffRequest

MOST = 50


class What(StrEnum):
    """What can be done to several cases from the list."""

    HAND_ON = "hand-on"
    HOLD = "hold"
    RESUME = "resume"


class NobodyChosen(BadInput):
    code = "nobody-chosen"
    sentence = gettext_lazy("还没有选转给谁。")
    advice = gettext_lazy("按数字选一位同事，再转。")


class GroundNotChosen(BadInput):
    code = "ground-not-chosen"
    sentence = gettext_lazy("还没有选为什么停。")
    advice = gettext_lazy("选一项法律不计算的时间，再停表。")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A case as its row was shown."""

    id: UUID
    seen: int


@require_GET
@staff_page(*ROLES)
def form(request: StaffRequest, what: str) -> HttpResponse:
    """What the dialog asks before the act."""
    return _form(request, _known(what), _chosen(request.GET.getlist("case")), request.GET.get("back", ""))


def _form(
    request: StaffRequest, what: What, chosen: list[Chosen], back: str, refusal: BadInput | None = None
) -> HttpResponse:
    ids = [one.id for one in chosen]
    context: dict[str, Any] = {
        "what": what.value,
        "chosen": chosen,
        "back": back,
        "request_id": new_id(),
        "typed": request.POST,
        "error": f"{refusal.what()}{refusal.next()}" if refusal else "",
    }
    if what is What.HAND_ON:
        context["colleagues"] = colleagues.colleagues(request.actor, ids)
    elif what is What.HOLD:
        context["grounds"] = colleagues.grounds(request.actor, ids)
    return render(request, "office/together_form.html", context, status=refusal.status if refusal else 200)


@require_POST
@staff_page(*ROLES)
def act(request: StaffRequest, what: str) -> HttpResponse:
    """Do it to each, and go back to where one came from. What is wrong with the dialog itself keeps it open."""
    known = _known(what)
    chosen = _chosen(request.POST.getlist("case"))
    batch = _uuid(request.POST.get("request", ""))
    if batch is None or not chosen:
        raise BadInput
    try:
        service, values = _service(request, known)
    except BadInput as refusal:
        return _form(request, known, chosen, request.POST.get("back", ""), refusal)
    done = 0
    missed: Counter[str] = Counter()
    for one in chosen:
        try:
            service(one.id, by=request.actor, seen=one.seen, request=uuid5(batch, str(one.id)), **values)
        except Refusal as refusal:
            missed[f"{refusal.what()}{refusal.next()}"] += 1
        else:
            done += 1
    if done:
        messages.success(request, _done(known, done))
    for why, count in missed.items():
        messages.warning(request, _missed(count) % {"count": count, "why": why})
    response = HttpResponse(status=204)
    response["HX-Redirect"] = _back(request, known, chosen, done)
    return response


def _service(request: StaffRequest, what: What) -> tuple[Callable[..., Case], dict[str, Any]]:
    """The service and what it is given. Raises BadInput for what the dialog lacks."""
    typed = request.POST
    reason = typed.get("reason", "").strip()
    match what:
        case What.HAND_ON:
            post = _uuid(typed.get("post", ""))
            if post is None:
                raise NobodyChosen(field="post")
            if not reason:
                raise handing_on.errors.HandOnReasonMissing(field="reason")
            return handing_on.hand_on, {"post": post, "reason": reason}
        case What.HOLD:
            if not typed.get("ground"):
                raise GroundNotChosen(field="ground")
            return limits.hold, {
                "ground": typed["ground"],
                "expected_until": _day(typed.get("until", "")),
                "reason": reason,
            }
    return limits.resume, {}


def _back(request: StaffRequest, what: What, chosen: list[Chosen], done: int) -> str:
    """The page it came from: the list as it was filtered, or the case where it can still be worked on."""
    inbox = reverse("office:inbox")
    if request.POST.get("back") == "case" and not (done and what is What.HAND_ON):
        return reverse("office:case", args=[chosen[0].id])
    query = request.htmx.current_url_abs_path or "" if request.htmx else ""
    return query if query.startswith(f"{inbox}?") else inbox


def _done(what: What, count: int) -> str:
    said = {
        What.HAND_ON: ngettext("转出去 %(count)d 件，等接手的人签收。", "转出去 %(count)d 件，等接手的人签收。", count),
        What.HOLD: ngettext("停表 %(count)d 件，告知书已经出了。", "停表 %(count)d 件，告知书已经出了。", count),
        What.RESUME: ngettext(
            "恢复计时 %(count)d 件，新的最后一天已经告诉申请人。",
            "恢复计时 %(count)d 件，新的最后一天已经告诉申请人。",
            count,
        ),
    }
    return said[what] % {"count": count}


def _missed(count: int) -> str:
    return ngettext("%(count)d 件没办成：%(why)s", "%(count)d 件没办成：%(why)s", count)


def _known(what: str) -> What:
    if what not in set(What):
        raise CaseNotFound
    return What(what)


def _chosen(values: list[str]) -> list[Chosen]:
    """`<id>:<number of the last event shown>` each. Raises BadInput."""
    found = []
    for value in values[:MOST]:
        id, _colon, seen = value.partition(":")
        case_id = _uuid(id)
        if case_id is None or not seen.isdigit():
            raise BadInput
        found.append(Chosen(case_id, int(seen)))
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DayMissing(field="until") from None
