"""Each act beside the papers: what its form asks, what it will do, and the one service that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from siban.domain.cases.models import Case, Proceeding
from siban.domain.cases.queries.beside import Beside
from siban.domain.cases.queries.page import CasePage
from siban.domain.cases.rules import Action, Advice
from siban.domain.cases.rules_established import FoundBy
from siban.domain.cases.rules_proceedings import ProceedingKind, Verdict, Way, Wish
from siban.domain.cases.services import (
    archiving,
    consultations,
    establishing,
    hand_offs,
    hearings,
    objections,
    publications,
    redress,
    surveys,
)
from siban.domain.notices import data
from siban.kernel.clock import SHANGHAI
from siban.kernel.refusals import BadInput
from siban.surfaces.office import beside_fields as fields
from siban.surfaces.office import establishing as establishing_page
from siban.surfaces.office.beside_fields import Field


@dataclass(frozen=True, slots=True)
class Act:
    """`fields` reads what may be chosen; `perform` makes of what was sent the service and what it is given."""

    will: str | Promise
    fields: Callable[[CasePage, Beside], tuple[Field, ...]]
    perform: Callable[[Any], tuple[Callable[..., Case], dict[str, Any]]]


LABELS: Mapping[str, str | Promise] = {
    Action.SURVEY: gettext_lazy("安排两个人到现场"),
    Action.FIND: gettext_lazy("写现场看到的"),
    Action.ESTABLISH: gettext_lazy("核定和申报不一样的"),
    Action.PUBLISH: gettext_lazy("出公示"),
    Action.OBJECT: gettext_lazy("记一条异议"),
    Action.ANSWER_OBJECTION: gettext_lazy("答复异议"),
    Action.CALL_BACK: gettext_lazy("给提异议的人回话"),
    Action.END_PUBLICATION: gettext_lazy("结束公示"),
    Action.NAME_INTEREST: gettext_lazy("登记利害关系人"),
    Action.ANSWER_INTEREST: gettext_lazy("记利害关系人的答复"),
    Action.CALL_HEARING: gettext_lazy("定听证会"),
    Action.CLOSE_HEARING: gettext_lazy("听证开完了"),
    Action.CONSULT: gettext_lazy("征求别的单位的意见"),
    Action.TAKE_CONSULTATION: gettext_lazy("签收征求意见"),
    Action.OPINE: gettext_lazy("答复征求的意见"),
    Action.HAND_OFF: gettext_lazy("出交接单"),
    Action.HAND_BACK: gettext_lazy("写回业务系统的结果"),
    Action.AMEND: gettext_lazy("更正决定书"),
    Action.PROPOSE_REVOCATION: gettext_lazy("报请撤销决定"),
    Action.REVOKE: gettext_lazy("签字撤销"),
    Action.REFUSE_REVOCATION: gettext_lazy("不同意撤销"),
    Action.ARCHIVE: pgettext_lazy("act", "归档"),
    Action.PROPOSE_DESTRUCTION: gettext_lazy("报请销毁归档包"),
    Action.DESTROY: gettext_lazy("销毁归档包"),
}


KEYS: Mapping[str, str] = {
    Action.SURVEY: "Shift+D",
    Action.FIND: "Shift+F",
    Action.ESTABLISH: "Shift+V",
    Action.PUBLISH: "Shift+G",
    Action.OBJECT: "Shift+Y",
    Action.ANSWER_OBJECTION: "Shift+H",
    Action.CALL_BACK: "Shift+C",
    Action.END_PUBLICATION: "Shift+E",
    Action.NAME_INTEREST: "Shift+L",
    Action.ANSWER_INTEREST: "Shift+R",
    Action.CALL_HEARING: "Shift+T",
    Action.CLOSE_HEARING: "Shift+T",
    Action.CONSULT: "Shift+Z",
    Action.TAKE_CONSULTATION: "Shift+S",
    Action.OPINE: "Shift+O",
    Action.HAND_OFF: "Shift+J",
    Action.HAND_BACK: "Shift+B",
    Action.AMEND: "Shift+U",
    Action.PROPOSE_REVOCATION: "Shift+X",
    Action.REVOKE: "Shift+K",
    Action.REFUSE_REVOCATION: "Shift+N",
    Action.ARCHIVE: "Shift+A",
    Action.PROPOSE_DESTRUCTION: "Shift+Q",
    Action.DESTROY: "Shift+Q",
}
"""A key for each, on the case page; most stand for the first letter of its Chinese name."""


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(field=field) from None


def _number(text: str, field: str) -> int:
    if not text.isdigit():
        raise BadInput(field=field)
    return int(text)


def _id(text: str, field: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadInput(field=field) from None


def _chosen(text: str, field: str) -> bool:
    if text not in ("yes", "no"):
        raise BadInput(field=field)
    return text == "yes"


def _one(kind: type[Any], text: str, field: str) -> Any:
    try:
        return kind(text)
    except ValueError:
        raise BadInput(field=field) from None


def _moment(text: str, field: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
    except ValueError:
        raise BadInput(field=field) from None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _verdict(verdict: Verdict) -> dict[str, Any]:
    """What an objection comes to, as its service takes it."""
    return {"upheld": verdict is Verdict.FOUNDED, "changes": verdict is Verdict.CHANGES}


def _object(case_id: UUID, *, seen: int | None = None, **values: Any) -> Case:
    """An objection is taken by its publication, not by its case; it is never stale."""
    del seen
    row = Proceeding.objects.filter(case=case_id, kind=ProceedingKind.PUBLICATION, closed_at=None).first()
    return objections.take_objection(row.pk if row else case_id, **values)


ACTS: Mapping[str, Act] = {
    Action.SURVEY: Act(
        gettext_lazy("打印调查表，两个人带着去，当场填、当场签字。"),
        fields.survey,
        lambda sent: (
            surveys.plan,
            {
                "posts": [_id(one, "posts") for one in sent.lists.get("posts", [])],
                "place": sent.texts.get("place", ""),
            },
        ),
    ),
    Action.FIND: Act(
        gettext_lazy("写清楚了，这一步才能往下送。"),
        fields.find,
        lambda sent: (
            surveys.find,
            {
                "on": _day(sent.texts.get("on", ""), "on"),
                "findings": sent.texts.get("findings", ""),
                "confirmed": _chosen(sent.texts.get("result", ""), "result"),
                "pictures": sent.pictures,
            },
        ),
    ),
    Action.ESTABLISH: Act(
        gettext_lazy("申报的留着，核定的写在旁边；条件、金额、决定书从此照核定的算，本人会收到消息。"),
        establishing_page.fields,
        lambda sent: (
            establishing.establish,
            {
                "found_by": _one(FoundBy, sent.texts.get("found_by", ""), "found_by"),
                "settings": establishing_page.settings(sent.texts, sent.lists),
                "consent": sent.texts.get("consent", ""),
            },
        ),
    ),
    Action.PUBLISH: Act(
        gettext_lazy("名字遮住，不写证件号；期满没有异议，自己往下走。"),
        lambda _page, _known: (Field("posted", _("贴在哪里，一行一处"), "textarea", optional=True),),
        lambda sent: (publications.publish, {"posted_at": _lines(sent.texts.get("posted", ""))}),
    ),
    Action.OBJECT: Act(
        gettext_lazy("打电话、来人、来信说的，记下来，核实了才能往下走。"),
        fields.objection,
        lambda sent: (
            _object,
            {
                "way": _one(Way, sent.texts.get("way", ""), "way"),
                "words": sent.texts.get("words", ""),
                "name": sent.texts.get("name", ""),
                "telephone": sent.texts.get("telephone", ""),
                "call_days": _number(sent.texts.get("call_days", ""), "call_days"),
            },
        ),
    ),
    Action.ANSWER_OBJECTION: Act(
        gettext_lazy("公示期满以后，最后一条答复了就往下走；公示的内容改了的，改好再公示一次。"),
        fields.answer_objection,
        lambda sent: (
            objections.answer_objection,
            _verdict(_one(Verdict, sent.texts.get("verdict", ""), "verdict"))
            | {
                "number": _number(sent.texts.get("number", ""), "number"),
                "answer": sent.texts.get("answer", ""),
                "changed": _lines(sent.texts.get("changed", "")),
            },
        ),
    ),
    Action.CALL_BACK: Act(
        gettext_lazy("打电话告诉他查的结果。打了三次没打通的，记下来也算回过了。"),
        fields.call_back,
        lambda sent: (
            objections.call_back,
            {
                "objection": _id(sent.texts.get("objection", ""), "objection"),
                "reached": _chosen(sent.texts.get("reached", ""), "reached"),
            },
        ),
    ),
    Action.END_PUBLICATION: Act(
        gettext_lazy("公示期满了，没有没答复的异议，转下一步。"), fields.nothing, lambda _sent: (publications.end, {})
    ),
    Action.NAME_INTEREST: Act(
        gettext_lazy("出听证告知书，5天里可以要求听证；没答复以前不能作决定。"),
        fields.interest,
        lambda sent: (
            hearings.name_interest,
            {name: sent.texts.get(name, "") for name in ("name", "interest", "telephone", "address")},
        ),
    ),
    Action.ANSWER_INTEREST: Act(
        gettext_lazy("要求听证的，开了才能作决定。"),
        fields.answer_interest,
        lambda sent: (
            hearings.answer_interest,
            {
                "number": _number(sent.texts.get("number", ""), "number"),
                "wish": _one(Wish, sent.texts.get("wish", ""), "wish"),
                "words": sent.texts.get("words", ""),
            },
        ),
    ),
    Action.CALL_HEARING: Act(
        gettext_lazy("出听证告知书，申请人和利害关系人一人一份；期限停到听证那天。"),
        fields.hearing,
        lambda sent: (
            hearings.call,
            {
                "begins": _moment(sent.texts.get("begins", ""), "begins"),
                "presider": _id(sent.texts.get("presider", ""), "presider"),
                "interest": sent.texts.get("interest", ""),
                "is_public": _chosen(sent.texts.get("public", ""), "public"),
            },
        ),
    ),
    Action.CLOSE_HEARING: Act(
        gettext_lazy("恢复计时，决定要按笔录作。"),
        fields.heard,
        lambda sent: (
            hearings.close,
            {
                "on": _day(sent.texts.get("on", ""), "on"),
                "minutes": sent.texts.get("minutes", ""),
                "confirmed": _chosen(sent.texts.get("result", ""), "result"),
                "pictures": sent.pictures,
            },
        ),
    ),
    Action.CONSULT: Act(
        gettext_lazy("几家同时办，期限照走；都答复了才能作决定。"),
        fields.consult,
        lambda sent: (
            consultations.consult,
            {
                "question": sent.texts.get("question", ""),
                "offices": {
                    _id(one, "offices"): _number(sent.texts.get("days", ""), "days")
                    for one in sent.lists.get("offices", [])
                },
            },
        ),
    ),
    Action.TAKE_CONSULTATION: Act(
        gettext_lazy("签收以后，时间记在您单位。"), fields.nothing, lambda _sent: (consultations.take, {})
    ),
    Action.OPINE: Act(
        gettext_lazy("答复回到牵头单位。"),
        fields.opine,
        lambda sent: (
            consultations.opine,
            {
                "advice": _one(Advice, sent.texts.get("advice", ""), "advice"),
                "opinion": sent.texts.get("opinion", ""),
            },
        ),
    ),
    Action.HAND_OFF: Act(
        gettext_lazy("打印交接单，照着录进业务系统；再录了几项会记下来。"),
        fields.nothing,
        lambda _sent: (hand_offs.hand_off, {}),
    ),
    Action.HAND_BACK: Act(
        gettext_lazy("照业务系统上的写，交接单就结了。"),
        fields.hand_back,
        lambda sent: (
            hand_offs.hand_back,
            {
                "number": sent.texts.get("number", ""),
                "result": sent.texts.get("result", ""),
                "on": _day(sent.texts.get("on", ""), "on"),
            },
        ),
    ),
    Action.AMEND: Act(
        gettext_lazy("只改笔误、算错。出更正决定书，代替原来那份，文号留着。"),
        fields.amend,
        lambda sent: (
            redress.amend,
            {
                "slips": (redress.Slip(*(sent.texts.get(name, "") for name in ("where", "was", "now"))),),
                "reasons": _lines(sent.texts.get("reasons", "")),
                "effect": sent.texts.get("effect", ""),
            },
        ),
    ),
    Action.PROPOSE_REVOCATION: Act(
        gettext_lazy("报负责人签字，签了才撤销。"),
        fields.propose,
        lambda sent: (
            redress.propose_revocation,
            {
                "proposal": redress.Proposal(
                    fault=_one(data.Fault, sent.texts.get("fault", ""), "fault"),
                    reasons=_lines(sent.texts.get("reasons", "")),
                    heard=sent.texts.get("heard", ""),
                    void_from=_day(text, "void_from") if (text := sent.texts.get("void_from", "")) else None,
                )
            },
        ),
    ),
    Action.REVOKE: Act(
        gettext_lazy("出撤销决定书，写明理由、依据和救济；原决定书作废，发的待遇停止。"),
        fields.revoke,
        lambda sent: (redress.revoke, {"heard": sent.texts.get("heard", "")}),
    ),
    Action.REFUSE_REVOCATION: Act(
        gettext_lazy("决定照旧。"), fields.nothing, lambda _sent: (redress.refuse_revocation, {})
    ),
    Action.ARCHIVE: Act(
        gettext_lazy("材料、文书、办理记录打成一个包，逐样算摘要，写完再读一遍核对。"),
        fields.nothing,
        lambda _sent: (archiving.archive, {}),
    ),
    Action.PROPOSE_DESTRUCTION: Act(
        gettext_lazy("保管期限满了。要另一位同事来销毁。"),
        fields.nothing,
        lambda _sent: (archiving.propose_destruction, {}),
    ),
    Action.DESTROY: Act(
        gettext_lazy("归档包、照片和表上的内容销毁，找不回来；办理记录留着。"),
        fields.nothing,
        lambda _sent: (archiving.destroy, {}),
    ),
}
