"""The page of one entitlement, and what is done to it there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from siban.domain.benefits import errors
from siban.domain.benefits.models import Entitlement
from siban.domain.benefits.queries import scope
from siban.domain.benefits.queries.page import Page, page
from siban.domain.benefits.rules import END_NAMES, FOLLOWS, GROUND_NAMES, Action, End, Ground
from siban.domain.benefits.services import changes, checks, keeping
from siban.domain.notices import render as printing
from siban.domain.notices.queries import for_stream
from siban.domain.notices.rules import SORTS
from siban.domain.notices.rules import Kind as Sort
from siban.kernel.ids import new_id
from siban.kernel.looks import opened
from siban.kernel.refusals import BadInput, NotFound, Refusal
from siban.surfaces.office.benefits.rail import surroundings
from siban.surfaces.office.forms import number_and_request
from siban.surfaces.office.frame import PURPOSE, ROLES
from siban.surfaces.office.papers import private
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.requests import StaffRequest

LONGEST = 2000


class NothingChosen(BadInput):
    code = "nothing-chosen-for-benefit"
    sentence = gettext_lazy("还没有选怎么办。")
    advice = gettext_lazy("按数字选一项，再送出。")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be done, with what follows from it and the words of the button."""

    key: str
    label: str
    will: str
    send: str


def choices(found: Page) -> tuple[Choice, ...]:
    """What may be done now, in the order of the work."""
    every = (
        (Action.RESUME, _("恢复发放"), _("出恢复发放告知书，该补的月份一起补"), _("恢复，出告知书")),
        (Action.CHECK, _("登记认证"), _("见过本人，或者别处已经认证；下次认证一年以后"), _("登记认证")),
        (Action.SUSPEND, _("暂停发放"), _("出暂停发放告知书，写明怎么恢复"), _("暂停，出告知书")),
        (Action.STOP, _("停止发放"), _("出停止发放告知书，多发的要退"), _("停发，出告知书")),
        (Action.CORRECT, _("更正一个月"), _("随下一份名单补发或者扣回"), _("记下更正")),
        (Action.CHANGE_ACCOUNT, _("换账号"), _("从下一次导出起打到新账号"), _("换账号")),
        (Action.CALL_CHECK, _("通知提前认证"), _("定个日子，发短信告诉本人；到期不做，和年度认证一样"), _("通知认证")),
    )
    return tuple(Choice(key.value, label, will, send) for key, label, will, send in every if key in found.actions)


@require_GET
@staff_page(*ROLES)
def show(request: StaffRequest, benefit_id: UUID) -> HttpResponse:
    """The entitlement as this actor may see it. Another office's is not found."""
    found = page(request.actor, benefit_id)
    opened(request.actor, [found.entitlement.person_id], PURPOSE, "待遇页")
    return _answer(request, found)


def _answer(request: StaffRequest, found: Page, refusal: Refusal | None = None) -> HttpResponse:
    """The page; after a refusal with its sentence, its status, and what was typed."""
    typed = request.POST if refusal else QueryDict()
    errors_by_field = {refusal.field: f"{refusal.what()}{refusal.next()}"} if isinstance(refusal, BadInput) else {}
    context = surroundings(request.actor, "") | {
        "page": found,
        "one": found.entitlement,
        "choices": choices(found),
        "chosen": typed.get("choice", ""),
        "typed": typed,
        "errors": errors_by_field,
        "refusal": refusal,
        "request_id": new_id(),
        "grounds": [(key, name) for key, name in GROUND_NAMES.items() if key != Ground.UNCHECKED],
        "ends": [
            (key, name)
            for key, name in END_NAMES.items()
            if key not in FOLLOWS and (key != End.LONG or found.entitlement.stop_proposed_on)
        ],
        "months": list(dict.fromkeys(line.month for line in found.lines if line.sure)),
        "notices": for_stream(found.entitlement.pk),
    }
    return render(request, "office/benefits/entitlement.html", context, status=refusal.status if refusal else 200)


Do = Callable[..., Entitlement]


def _resume(post: QueryDict) -> tuple[Do, dict[str, object]]:
    return keeping.resume, {"reasons": _lines(post, "resume_reasons")}


def _suspend(post: QueryDict) -> tuple[Do, dict[str, object]]:
    return keeping.suspend, {"ground": post.get("ground", ""), "reasons": _lines(post, "suspend_reasons")}


def _stop(post: QueryDict) -> tuple[Do, dict[str, object]]:
    values = {"end": post.get("end", ""), "on": _day(post, "on"), "reasons": _lines(post, "stop_reasons")}
    return keeping.stop, values


def _correct(post: QueryDict) -> tuple[Do, dict[str, object]]:
    fen = _fen(post.get("sum", "")) * (-1 if post.get("way") == "less" else 1)
    try:
        month = date.fromisoformat(post.get("month", ""))
    except ValueError:
        raise errors.MonthNotPaid(field="month") from None
    return changes.correct, {"month": month, "fen": fen, "reason": post.get("correct_reason", "")[:LONGEST]}


def _lines(post: QueryDict, name: str) -> tuple[str, ...]:
    """The text as reasons, one a line."""
    return tuple(line.strip() for line in post.get(name, "")[:LONGEST].splitlines() if line.strip())


def _call(post: QueryDict) -> tuple[Do, dict[str, object]]:
    return checks.call, {"until": _day(post, "until")}


def _day(post: QueryDict, name: str) -> date:
    try:
        return date.fromisoformat(post.get(name, ""))
    except ValueError:
        raise errors.BadDay(field=name) from None


def _fen(text: str) -> int:
    """Yuan as typed, in fen. Raises BadSum."""
    try:
        yuan = Decimal(text.strip())
    except InvalidOperation:
        raise errors.BadSum(field="sum") from None
    if not yuan.is_finite() or not 0 < yuan <= changes.MOST // 100 or yuan * 100 != int(yuan * 100):
        raise errors.BadSum(field="sum")
    return int(yuan * 100)


ACTS: dict[str, Callable[[QueryDict], tuple[Do, dict[str, object]]]] = {
    Action.CHECK.value: lambda post: (keeping.check, {}),
    Action.CALL_CHECK.value: _call,
    Action.RESUME.value: _resume,
    Action.SUSPEND.value: _suspend,
    Action.STOP.value: _stop,
    Action.CORRECT.value: _correct,
    Action.CHANGE_ACCOUNT.value: lambda post: (changes.change_account, {"account": post.get("account", "")[:40]}),
}


@require_POST
@staff_page(*ROLES)
def act(request: StaffRequest, benefit_id: UUID) -> HttpResponse:
    """What was chosen, once; then the page as it now is."""
    seen, number = number_and_request(request.POST)
    choice = request.POST.get("choice", "")
    try:
        if choice not in ACTS:
            raise NothingChosen(field="choice")
        service, values = ACTS[choice](request.POST)
        service(benefit_id, by=request.actor, seen=seen, request=number, **values)
    except NotFound:
        raise
    except Refusal as refusal:
        return _answer(request, page(request.actor, benefit_id), refusal)
    messages.success(request, _done(choice))
    return redirect("office:benefit", benefit_id)


def _done(choice: str) -> str:
    return {
        Action.CHECK.value: _("认证登记了。"),
        Action.CALL_CHECK.value: _("通知了，到期不做就进宽限。"),
        Action.RESUME.value: _("恢复发放，告知书已经出了。"),
        Action.SUSPEND.value: _("暂停发放，告知书已经出了。"),
        Action.STOP.value: _("停止发放，告知书已经出了。"),
        Action.CORRECT.value: _("更正记下了，随下一份名单。"),
        Action.CHANGE_ACCOUNT.value: _("账号换了，从下一次导出起用。"),
    }[choice]


@require_GET
@staff_page(*ROLES)
def notice(request: StaffRequest, notice_id: UUID) -> HttpResponse:
    """A notice of the entitlement, as it was issued."""
    found, one = scope.notice(request.actor, notice_id)
    opened(request.actor, [one.person_id], PURPOSE, str(SORTS[Sort(found.kind)].name))
    return private(printing.pdf(found), "application/pdf")
