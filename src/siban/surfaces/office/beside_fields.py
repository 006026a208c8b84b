"""What the forms of the acts beside the papers ask."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from siban.domain.cases.models import Objection
from siban.domain.cases.queries.beside import Beside
from siban.domain.cases.queries.page import CasePage
from siban.domain.cases.queries.timeline import day
from siban.domain.cases.rules import ADVICE_NAMES, Advice
from siban.domain.cases.rules_proceedings import (
    CALL_BACK_DAYS,
    VERDICT_NAMES,
    WAY_NAMES,
    WISH_NAMES,
    Verdict,
    Way,
    Wish,
)
from siban.domain.catalog.types import Tier
from siban.domain.notices import data
from siban.domain.places.queries import district_offices
from siban.domain.staff.models import Post
from siban.domain.staff.queries import acting_for_many
from siban.domain.work.wording import day_words
from siban.kernel.actors import Role
from siban.kernel.clock import today

CONSULT_DAYS = 5
"""Working days that are proposed for an opinion."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. `kind`: text, textarea, date, datetime-local, number, one, many, select, pictures."""

    name: str
    label: str
    kind: str = "text"
    options: tuple[tuple[str, str], ...] = ()
    value: str = ""
    help: str = ""
    optional: bool = False


def nothing(_page: CasePage, _known: Beside) -> tuple[Field, ...]:
    return ()


def _people(page: CasePage) -> tuple[tuple[str, str], ...]:
    """The posts of the step's office, each with who acts for it now."""
    if page.step is None:
        return ()
    posts = {row.pk: row for row in Post.objects.filter(office=page.step.office_id).order_by("role", "name")}
    acting = acting_for_many(posts)
    return tuple(
        (str(id), f"{user.name}（{row.name}）") for id, row in posts.items() if (user := acting.get(id)) is not None
    )


def survey(page: CasePage, _known: Beside) -> tuple[Field, ...]:
    return (
        Field("posts", _("谁去，选两个人以上"), "many", _people(page)),
        Field("place", _("去哪里"), value=page.matter.applicant.address or "", optional=True),
    )


def find(_page: CasePage, _known: Beside) -> tuple[Field, ...]:
    return (
        Field("on", _("哪天去的"), "date", value=today().isoformat()),
        Field("findings", _("看到、问到的情况"), "textarea"),
        Field("result", _("和申报的一样吗"), "one", (("yes", _("情况属实")), ("no", _("和申报的不符")))),
        Field("pictures", _("签了字的表，拍照"), "pictures"),
    )


def objection(_page: CasePage, _known: Beside) -> tuple[Field, ...]:
    ways = tuple((way.value, str(WAY_NAMES[way])) for way in (Way.TELEPHONE, Way.WINDOW, Way.LETTER))
    return (
        Field("way", _("怎么来的"), "one", ways),
        Field("words", _("说了什么"), "textarea"),
        Field("name", _("谁说的"), optional=True, help=_("不愿说名字的，空着")),
        Field("telephone", _("电话"), optional=True),
        Field(
            "call_days",
            _("几个工作日里回话"),
            "number",
            value=str(CALL_BACK_DAYS),
            help=_("留了电话的，到这天以前打电话告诉他查的结果，会提醒办的人"),
        ),
    )


def call_back(_page: CasePage, known: Beside) -> tuple[Field, ...]:
    waiting = tuple(
        (
            str(row.pk),
            _("%(number)d. %(who)s %(phone)s，最迟%(day)s，%(found)s")
            % {
                "number": row.number,
                "who": said["name"],
                "phone": said["telephone"],
                "day": day(row.call_by) if row.call_by else "",
                "found": VERDICT_NAMES[verdict(row)],
            },
        )
        for row, said in known.objections
        if row.call_by and row.answered_at and row.called_at is None
    )
    return (
        Field("objection", _("给谁回话"), "one", waiting, value=waiting[0][0] if waiting else ""),
        Field("reached", _("打通了吗"), "one", (("yes", _("打通了，说清楚了")), ("no", _("没打通")))),
    )


def verdict(row: Objection) -> Verdict:
    """What an answered objection came to."""
    if row.changes:
        return Verdict.CHANGES
    return Verdict.FOUNDED if row.upheld else Verdict.UNFOUNDED


def answer_objection(_page: CasePage, known: Beside) -> tuple[Field, ...]:
    waiting = tuple(
        (str(row.number), f"{row.number}. {said['words'][:60]}")
        for row, said in known.objections
        if row.answered_at is None
    )
    return (
        Field("number", _("哪一条"), "one", waiting, value=waiting[0][0] if waiting else ""),
        Field("verdict", _("核实下来"), "one", tuple((one.value, str(VERDICT_NAMES[one])) for one in Verdict)),
        Field("answer", _("查了什么、为什么"), "textarea"),
        Field(
            "changed",
            _("公示的内容改成什么，一行一处"),
            "textarea",
            optional=True,
            help=_("只在内容要改的时候写，再公示的时候照着印，不写全名"),
        ),
    )


def interest(_page: CasePage, _known: Beside) -> tuple[Field, ...]:
    return (
        Field("name", _("姓名或者单位")),
        Field("interest", _("怎么影响到他"), "textarea", help=_("写成一句话，告知书上照着印")),
        Field("telephone", _("电话"), optional=True),
        Field("address", _("地址"), optional=True),
    )


def answer_interest(_page: CasePage, known: Beside) -> tuple[Field, ...]:
    waiting = tuple((str(row.number), said["name"]) for row, said in known.interests if row.wish is None)
    return (
        Field("number", _("谁"), "one", waiting, value=waiting[0][0] if waiting else ""),
        Field("wish", _("他怎么说"), "one", tuple((wish.value, str(WISH_NAMES[wish])) for wish in Wish)),
        Field("words", _("说的意见"), "textarea", optional=True),
    )


def hearing(page: CasePage, _known: Beside) -> tuple[Field, ...]:
    return (
        Field("begins", _("什么时候开"), "datetime-local", help=_("至少提前7天告诉大家")),
        Field("presider", _("谁主持"), "select", _people(page), help=_("不能是办这件事的人")),
        Field("interest", _("为什么要听证"), "textarea", optional=True),
        Field("public", _("公开吗"), "one", (("yes", _("公开举行")), ("no", _("不公开"))), value="yes"),
    )


def heard(_page: CasePage, _known: Beside) -> tuple[Field, ...]:
    return (
        Field("on", _("哪天开的"), "date", value=today().isoformat()),
        Field("minutes", _("各方说了什么，怎么认定"), "textarea"),
        Field("result", _("申请还成立吗"), "one", (("yes", _("成立")), ("no", _("不成立")))),
        Field("pictures", _("签了字的笔录，拍照"), "pictures"),
    )


def consult(page: CasePage, known: Beside) -> tuple[Field, ...]:
    busy = {one.row.office_id for one in known.asked if one.row.answered_at is None}
    here = page.step.office_id if page.step else None
    answering = set(Post.objects.filter(role=Role.REVIEWER).values_list("office", flat=True))
    offices = tuple(
        (str(one.pk), str(one.short_label))
        for one in district_offices()
        if one.tier == Tier.DISTRICT and one.pk in answering and one.pk not in busy and one.pk != here
    )
    return (
        Field("question", _("要他们核什么、答什么"), "textarea"),
        Field("days", _("给几天"), "number", value=str(CONSULT_DAYS), help=_("几家同时办，总的期限只有一个")),
        Field("offices", _("问哪些单位，可以选几家"), "many", offices),
    )


def opine(_page: CasePage, known: Beside) -> tuple[Field, ...]:
    mine = next((one.question for one in known.asked if one.row.answered_at is None), "")
    options = tuple((one.value, str(ADVICE_NAMES[one])) for one in Advice)
    return (
        Field("advice", _("意见"), "one", options),
        Field("opinion", _("理由和核对的情况"), "textarea", help=_("问的是：%(question)s") % {"question": mine}),
    )


def hand_back(_page: CasePage, _known: Beside) -> tuple[Field, ...]:
    return (
        Field("number", _("业务系统的编号")),
        Field("result", _("结果"), "textarea"),
        Field("on", _("哪天回来的"), "date", value=today().isoformat()),
    )


def amend(_page: CasePage, _known: Beside) -> tuple[Field, ...]:
    return (
        Field("where", _("哪里错了"), help=_("如：第二段")),
        Field("was", _("原来写的")),
        Field("now", _("应该写的")),
        Field("reasons", _("为什么更正，一行一条"), "textarea"),
        Field("effect", _("对申请人有什么影响"), optional=True),
    )


def revoke(_page: CasePage, known: Beside) -> tuple[Field, ...]:
    """Where the platform proposed it, the holder is heard before the signature, or has let her days go by."""
    until = known.proposal.state_by if known.proposal else None
    if until is None:
        return ()
    over = today() > until
    help = (
        _("期满了，空着就写“没有提出意见”。")
        if over
        else _("最迟%(day)s她可以说；说过了就照她说的写。") % {"day": day_words(until, today())}
    )
    return (Field("heard", _("怎么听取当事人意见的"), "textarea", optional=over, help=help),)


def propose(_page: CasePage, _known: Beside) -> tuple[Field, ...]:
    faults = ((data.Fault.OFFICE.value, _("我们办错了")), (data.Fault.APPLICANT.value, _("申请人弄虚作假")))
    return (
        Field("fault", _("错在谁"), "one", faults),
        Field("reasons", _("为什么撤销，一行一条"), "textarea"),
        Field("heard", _("怎么听取当事人意见的"), "textarea"),
        Field("void_from", _("从哪天起没有效力"), "date", optional=True, help=_("空着就从撤销那天起")),
    )
