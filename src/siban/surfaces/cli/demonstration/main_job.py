"""The main job: the old-age allowance travels from a village window to the district and back, and one is denied."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from siban.domain.cases.models import HandOver, Visit
from siban.domain.cases.queries import tracking
from siban.domain.cases.rules import Advice, Answer, State
from siban.domain.cases.rules import Outcome as CaseOutcome
from siban.domain.cases.services import answers, decisions, delivery, intake, steps
from siban.domain.catalog import queries as catalog
from siban.domain.catalog.rules import limits
from siban.domain.catalog.search import find
from siban.domain.catalog.types import Limits
from siban.domain.notices import data
from siban.domain.notices.queries import verify
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.notices.rules import State as NoticeState
from siban.domain.people import queries as people
from siban.domain.voice.queries import of_offices
from siban.domain.voice.services import rate
from siban.domain.work.rules import Due, Kind
from siban.kernel.actors import Actor
from siban.kernel.clock import local_date
from siban.surfaces.cli.demonstration import papers, window
from siban.surfaces.cli.demonstration.people import of_story
from siban.surfaces.cli.demonstration.tale import Tale
from siban.surfaces.cli.demonstration.timeline import Script

ITEM = "old-age-allowance"
SCENARIO = {"who": "self", "first": "first", "lives": "home"}
ANSWER_DAYS = 5
"""Working days to answer an application (ALL 32)."""
DELIVERY_DAYS = 10
"""Working days to hand the result over (ALL 44)."""
AGENT, ACCEPTOR, REVIEWER, DECIDER = "李秀兰", "马占林", "周文静", "何建明"


def limits_of(tale: Tale) -> Limits:
    """The limits that the catalogue gives this case."""
    assert tale.case is not None
    return limits(catalog.version(tale.case.version_id), tale.case.tier)


def taken_in(tale: Tale, at: datetime, said: str) -> None:
    """An application at the village's window, complete and signed, against a receipt."""
    by = tale.hands.named(AGENT, at)
    person = tale.meet(by, at)
    tale.case = window.sitting(
        ITEM, person, by=by, at=at, scenario=SCENARIO, chance=tale.chance, values=tale.known, pictures=True
    )
    tale.case = intake.receive(tale.case.pk, by=by, proposal=Answer.ACCEPT, at=at)
    tale.expect_state(State.RECEIVED)
    answer = tale.clock(Kind.ANSWER, local_date(at), ANSWER_DAYS)
    tale.tell(at, by, said, _("%(until)s答复受理不受理") % {"until": tale.until(answer)})


def accepted(tale: Tale, at: datetime) -> list[Due]:
    """The township accepts in the bureau's name; both limits run from this day, and are given back."""
    assert tale.case is not None
    by = tale.hands.named(ACCEPTOR, at)
    tale.case = answers.accept(tale.case.pk, by=by, at=at)
    tale.expect_state(State.ACCEPTED)
    days = limits_of(tale)
    promised = tale.clock(Kind.PROMISED, local_date(at), days.promised)
    statutory = tale.clock(Kind.STATUTORY, local_date(at), days.statutory)
    tale.expect(_("承诺的日子"), tale.case.promised_due, promised.due.date if promised else None)
    told = {"promised": tale.until(promised), "statutory": tale.until(statutory)}
    tale.tell(
        at,
        by,
        _("核对材料，替区民政局受理，两个时限从今天起算。"),
        _("承诺%(promised)s有结果；法定%(statutory)s") % told,
    )
    return [view.due for view in (promised, statutory) if view]


def wang(tale: Tale) -> Script:
    """Village, township, bureau, village, home; rated by the QR of the receipt."""
    days, hands = tale.days, tale.hands
    tale.title = _("王桂珍，81岁，领高龄津贴：村里收，镇里受理，区里决定，送到家")
    at = days.at(-6, "09:31")
    yield at
    known = people.by_number(hands.named(AGENT, at), of_story("wang", local_date(at)).number.value)
    tale.expect(_("以前来过"), known is not None and known.cases.exists(), True)
    tale.expect(_("说“老人补贴”找到的"), [hit.key for hit in find("老人补贴", 1)], [ITEM])
    taken_in(
        tale,
        at,
        _(
            "输身份证号，人是办过优待证的，不用再登记；说“老人补贴”，找到高龄津贴。问情形、收材料、打申请表，按手印，拍下来，给凭证。"
        ),
    )
    yield (at := days.at(-5, "10:05"))
    assert tale.case is not None
    tale.case = steps.claim(tale.case.pk, by=hands.named(ACCEPTOR, at), at=at)
    tale.tell(at, hands.named(ACCEPTOR, at), _("签收村里转来的件。"))
    yield (at := days.at(-5, "10:40"))
    tale.dates += accepted(tale, at)
    yield (at := days.at(-4, "15:10"))
    tale.case = steps.claim(tale.case.pk, by=hands.named(REVIEWER, at), at=at)
    tale.expect_state(State.HANDLING)
    tale.tell(at, hands.named(REVIEWER, at), _("签收，开始审。"))
    yield (at := days.at(-3, "11:20"))
    tale.case = decisions.review(
        tale.case.pk,
        by=hands.named(REVIEWER, at),
        advice=Advice.GRANT,
        opinion="满80周岁，户籍在甘州区，材料齐全，没有重复领取，拟同意。",
        at=at,
    )
    tale.tell(at, hands.named(REVIEWER, at), _("审完，拟准予，送决定岗。"))
    yield (at := days.at(-2, "09:30"))
    tale.case = steps.claim(tale.case.pk, by=hands.named(DECIDER, at), at=at)
    tale.tell(at, hands.named(DECIDER, at), _("签收。"))
    yield (at := days.at(-2, "10:02"))
    tale.case = decisions.grant(tale.case.pk, by=hands.named(DECIDER, at), opinion="同意。", at=at)
    tale.expect_state(State.CONCLUDED, CaseOutcome.GRANTED)
    delivering = tale.clock(Kind.DELIVERY, local_date(at), DELIVERY_DAYS)
    tale.tell(
        at,
        hands.named(DECIDER, at),
        _("准予，办结，出决定书。"),
        _("%(until)s送到") % {"until": tale.until(delivering)},
    )
    yield from _home(tale)
    yield from _rated(tale)
    _followed(tale)


def _home(tale: Tale) -> Script:
    """The result goes to the agent, who hands it over at home: two hand-overs, both signed for."""
    assert tale.case is not None
    yield (at := tale.days.at(-1, "10:15"))
    agent = tale.hands.named(AGENT, at)
    tale.case = steps.claim(tale.case.pk, by=agent, at=at)
    tale.expect_state(State.DELIVERING, CaseOutcome.GRANTED)
    tale.tell(at, agent, _("领到决定书，第一次交接。"))
    yield (at := tale.days.at(0, "16:20"))
    agent = tale.hands.named(AGENT, at)
    tale.case = delivery.deliver(tale.case.pk, by=agent, signature=papers.signature("王桂珍"), manner="home", at=at)
    tale.expect_state(State.DELIVERED, CaseOutcome.GRANTED)
    tale.tell(at, agent, _("送到老人家里，念给她听，她签收，第二次交接。"))
    tale.expect(_("交接"), HandOver.objects.filter(case=tale.case).count(), 2)
    trips = list(Visit.objects.filter(case=tale.case).values_list("asked", flat=True))
    tale.expect(_("跑了几趟（是不是要她跑的）"), trips, [False])
    tale.expect_notices(
        NoticeKind.APPLICATION_FORM, NoticeKind.RECEIPT, NoticeKind.ACCEPTANCE, NoticeKind.GRANT, NoticeKind.DELIVERY
    )


def _rated(tale: Tale) -> Script:
    """The rating counts at once and is not shown to the window before the next day."""
    yield (at := tale.days.at(0, "17:45"))
    case = tracking.by_code(tale.notice(NoticeKind.RECEIPT).code)
    tale.expect(_("扫凭证上的码找到的件"), case.number, tale.case.number if tale.case else "")
    on = local_date(at)
    before = of_offices([case.origin_id], on, tale.days.day(1)).good
    rate(case, "very-good", by=Actor.resident(), words="没让我跑，送到炕头上，还念给我听", at=at)
    tale.expect(_("评价当天窗口看见的条数"), of_offices([case.origin_id], on, on).good, 0)
    tale.expect(_("评价第二天窗口看见的条数"), of_offices([case.origin_id], on, tale.days.day(1)).good, before + 1)
    tale.tell(at, None, _("扫凭证上的码评价：非常满意。窗口第二天才看得见。"))


def _followed(tale: Tale) -> None:
    """Anyone with the number and the last four of her document can follow; anyone with the code can verify."""
    assert tale.case is not None and tale.identity is not None
    found = tracking.by_number(tale.case.number, tale.identity.number.value[-4:])
    tale.expect(_("用编号和后四位查到的件"), found.pk, tale.case.pk)
    tale.expect(_("查到的进度是办完了"), tracking.tracking(found).done, True)
    genuine(tale)


def genuine(tale: Tale) -> None:
    """Every notice's code verifies as genuine."""
    for one in tale.notices():
        checked = verify(one.code)
        tale.expect(
            _("核验%(name)s") % {"name": one.sort.name},
            checked and (checked.state, checked.public.number),
            (NoticeState.GENUINE, one.number),
        )


def chen(tale: Tale) -> Script:
    """Denied with reasons and remedies: she draws the allowance elsewhere already."""
    days, hands = tale.days, tale.hands
    tale.title = _("陈玉兰，84岁，已经在别处领着：不予，写明理由和不服怎么办")
    yield (at := days.at(-6, "15:20"))
    taken_in(tale, at, _("收下申请，给凭证。"))
    yield (at := days.at(-5, "11:10"))
    assert tale.case is not None
    tale.case = steps.claim(tale.case.pk, by=hands.named(ACCEPTOR, at), at=at)
    accepted(tale, at)
    yield (at := days.at(-4, "15:30"))
    tale.case = steps.claim(tale.case.pk, by=hands.named(REVIEWER, at), at=at)
    yield (at := days.at(-3, "15:05"))
    tale.case = decisions.review(
        tale.case.pk,
        by=hands.named(REVIEWER, at),
        advice=Advice.DENY,
        opinion="民政的信息里，2025年3月起在临泽县领高龄津贴，还没有停发，拟不予。",
        at=at,
    )
    tale.tell(at, hands.named(REVIEWER, at), _("查到她在临泽县领着，拟不予。"))
    yield (at := days.at(-2, "10:30"))
    tale.case = steps.claim(tale.case.pk, by=hands.named(DECIDER, at), at=at)
    tale.case = decisions.deny(
        tale.case.pk,
        by=hands.named(DECIDER, at),
        reasons=("民政部门的信息里，您从2025年3月起在临泽县领高龄津贴，还没有停发，同一项津贴不能领两份",),
        advice=("先在临泽县停发，拿上停发证明，村里就能重新申请，从受理当月起接着领",),
        at=at,
    )
    tale.expect_state(State.CONCLUDED, CaseOutcome.DENIED)
    letter = tale.letter(data.Deny)
    tale.expect(_("决定书上的理由"), len(letter.reasons), 1)
    remedies = letter.remedies
    tale.expect(_("决定书上的救济"), bool(remedies and remedies.reconsideration and remedies.court), True)
    tale.tell(at, hands.named(DECIDER, at), _("不予，办结；理由、复议和起诉的期限、怎么补救，都写在决定书上。"))
    yield (at := days.at(-1, "10:20"))
    agent = hands.named(AGENT, at)
    tale.case = steps.claim(tale.case.pk, by=agent, at=at)
    yield (at := days.at(-1, "16:40"))
    tale.case = delivery.deliver(
        tale.case.pk, by=hands.named(AGENT, at), signature=papers.signature("陈玉兰"), manner="home", at=at
    )
    tale.expect_state(State.DELIVERED, CaseOutcome.DENIED)
    tale.tell(at, agent, _("送到家，念给她听，她签收。"))
    tale.expect_notices(
        NoticeKind.APPLICATION_FORM, NoticeKind.RECEIPT, NoticeKind.ACCEPTANCE, NoticeKind.DENY, NoticeKind.DELIVERY
    )
    genuine(tale)
