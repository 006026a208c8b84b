"""Acts from the case page: claim, and whatever the panel's choice is. Refused, the page keeps all that was typed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from siban.domain.cases.models import Case
from siban.domain.cases.queries import inbox
from siban.domain.cases.queries.page import page
from siban.domain.cases.rules import Advice
from siban.domain.cases.services import answers, decisions, limits, pledges, second, steps, urging
from siban.kernel.actors import Actor
from siban.kernel.refusals import BadInput, NotFound, Refusal
from siban.surfaces.office.case import answer
from siban.surfaces.office.forms import Sent, number_and_request, typed
from siban.surfaces.office.frame import ROLES
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.requests import StaffRequest

Do = Callable[..., Case]


class NothingChosen(BadInput):
    code = "nothing-chosen"
    sentence = gettext_lazy("还没有选怎么办。")
    advice = gettext_lazy("按数字选一项，再送出。")


def _acts() -> dict[str, Callable[[Sent], tuple[Do, dict[str, object]]]]:
    """Each choice with its one service and what it is given."""
    return {
        "advise-grant": lambda sent: (decisions.review, {"advice": Advice.GRANT, "opinion": sent.text}),
        "advise-deny": lambda sent: (decisions.review, {"advice": Advice.DENY, "opinion": sent.text}),
        "grant": lambda sent: (decisions.grant, {"opinion": sent.text}),
        "deny": lambda sent: (decisions.deny, {"reasons": sent.lines}),
        "accept": lambda sent: (answers.accept, {}),
        "correct": lambda sent: (answers.correct, {"ticks": sent.ticks}),
        "decline": lambda sent: (
            answers.decline,
            {"ground": sent.ground, "reasons": sent.lines, "competent": sent.competent},
        ),
        "return": lambda sent: (steps.give_back, {"reason": sent.text}),
        "hold": lambda sent: (
            limits.hold,
            {"ground": sent.hold_ground, "expected_until": sent.last_day, "reason": sent.text},
        ),
        "resume": lambda sent: (limits.resume, {}),
        "ask-extension": lambda sent: (limits.ask_extension, {"days": sent.days, "reason": sent.text}),
        "extend": lambda sent: (limits.extend, {}),
        "refuse-extension": lambda sent: (limits.refuse_extension, {}),
        "answer-urge": lambda sent: (urging.answer, {"sentence": sent.text}),
        "sign-second": lambda sent: (second.sign_second, {}),
        "refuse-second": lambda sent: (second.refuse_second, {}),
        "declaration-true": lambda sent: (pledges.check_declaration, {"true": True, "found": sent.text}),
        "declaration-false": lambda sent: (pledges.check_declaration, {"true": False, "found": sent.text}),
        "terminate": lambda sent: (decisions.terminate, {"reasons": sent.lines}),
    }


ACTS = _acts()
STAYS = frozenset({"hold", "resume", "ask-extension", "answer-urge"})
"""After these the case is still in hand."""


@require_POST
@staff_page(*ROLES)
def claim(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Take the step (签收) and stay on the page."""
    seen, number = number_and_request(request.POST)
    try:
        steps.claim(case_id, by=request.actor, seen=seen, request=number)
    except NotFound:
        raise
    except Refusal as refusal:
        return answer(request, page(request.actor, case_id), refusal=refusal)
    messages.success(request, _("签收了，轮到您办。"))
    return redirect("office:case", case_id)


@require_POST
@staff_page(*ROLES)
def act(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """What was chosen, once; then the next case in hand, or the inbox."""
    actor: Actor = request.actor
    sent = typed(request.POST, lambda: page(actor, case_id))
    seen, number = number_and_request(request.POST)
    try:
        if not sent.choice:
            raise NothingChosen(field="choice")
        service, values = ACTS[sent.choice](sent)
        done = service(case_id, by=actor, seen=seen, request=number, **values)
    except NotFound:
        raise
    except Refusal as refusal:
        return answer(request, page(actor, case_id), refusal=refusal, sent=sent)
    messages.success(request, _done(sent.choice, str(done.holder.short_label)))
    if sent.choice in STAYS:
        return redirect("office:case", case_id)
    following = inbox.next_in_hand(actor, case_id)
    return redirect("office:case", following) if following else redirect("office:inbox")


def _done(choice: str, place: str) -> str:
    """What was done and where the case is now. No name: a message lies in a cookie until it is shown."""
    return {
        "advise-grant": _("上一件送出去了：拟准予，现在在%(place)s等签收。"),
        "advise-deny": _("上一件送出去了：拟不予，现在在%(place)s等签收。"),
        "grant": _("上一件准予了，决定书已经出了，%(place)s去送。"),
        "deny": _("上一件不予，决定书已经出了，%(place)s去送。"),
        "accept": _("上一件受理了，受理通知书已经出了，转给%(place)s。"),
        "correct": _("告知书已经出了，等申请人到%(place)s补材料。"),
        "decline": _("上一件不予受理，通知书已经出了。"),
        "return": _("上一件退回%(place)s了，期限照走。"),
        "hold": _("停表了，告知书已经出了。等的事做完，在这里恢复。"),
        "resume": _("恢复计时了，新的最后一天已经告诉申请人。"),
        "ask-extension": _("延期报上去了，批下来以前期限照走。"),
        "answer-urge": _("回话了，窗口和本人都看得到。"),
        "extend": _("上一件延期批了，告知书已经出了。"),
        "refuse-extension": _("上一件的延期没有批，期限不变。"),
        "sign-second": _("上一件签了，第二次告知书已经出了。"),
        "refuse-second": _("上一件没有签，按现有材料答复。"),
        "declaration-true": _("上一件的承诺核查完了，属实。"),
        "declaration-false": _("上一件的承诺核查完了，不属实，已经记下；准予了的，报负责人撤销。"),
        "terminate": _("上一件终止了，通知书已经出了。"),
    }[choice] % {"place": place}
