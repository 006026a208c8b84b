"""Every act on a case as somebody would do it, for tests that let anybody try anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from uuid import UUID

from siban.domain.cases.models import Case, CaseStep, Document, DocumentPage, Objection, Proceeding
from siban.domain.cases.rules import WINDOW, Action, Advice, Fault
from siban.domain.cases.rules_established import FoundBy, Shown
from siban.domain.cases.rules_proceedings import ProceedingKind, Way, Wish
from siban.domain.cases.services import (
    answers,
    archiving,
    consultations,
    decisions,
    delivery,
    establishing,
    hand_offs,
    handing_on,
    hearings,
    intake,
    limits,
    marking,
    objections,
    pledges,
    publications,
    redress,
    second,
    sending,
    silence,
    steps,
    surveys,
    urging,
    withdrawing,
)
from siban.domain.cases.services.documents import Tick
from siban.domain.notices import data
from siban.domain.people.rules import Pledge
from siban.domain.places.queries import office_by_key
from siban.domain.staff.models import Post
from siban.kernel.actors import Actor
from siban.kernel.clock import SHANGHAI, today
from siban.kernel.ids import new_id
from tests.domain.cases.conftest import holder, picture

BUREAU = "civil-affairs-elderly"
OTHER = "disabled-federation"
"""An office that is asked for its opinion."""


@dataclass
class Deeds:
    """The acts, with the people and offices that they name."""

    @cached_property
    def two(self) -> list[UUID]:
        bureau = Post.objects.filter(office__key=BUREAU, role="reviewer").order_by("pk")
        return list(bureau.values_list("pk", flat=True)[:2])

    @cached_property
    def presider(self) -> UUID:
        return Post.objects.filter(office__key=BUREAU, role="head").order_by("pk").values_list("pk", flat=True)[0]

    @cached_property
    def other(self) -> UUID:
        return office_by_key(OTHER).pk

    @cached_property
    def asked(self) -> Actor:
        return holder(OTHER, "reviewer")

    def colleague(self, case: Case, by: Actor) -> UUID:
        """A post that could do the open step, and is not who acts."""
        step = CaseStep.objects.filter(case=case, state__in=steps.OPEN).first()
        if step is None:
            return self.two[0]
        rows = Post.objects.filter(office=step.office_id).exclude(holder=by.user).order_by("pk")
        window = WINDOW if step.office_id == case.origin_id else frozenset()
        fit = sorted((row for row in rows if row.role in {step.role, *window}), key=lambda row: row.role != step.role)
        return fit[0].pk if fit else self.two[0]

    def of(self, case: Case, by: Actor, *, all_here: bool = True) -> Mapping[Action, Callable[[], object]]:
        """Every act on this case by this actor; `all_here`: whether she brings all papers."""
        pk = case.pk
        listed = Document.objects.filter(case=case).exclude(material="application").exclude(manner="shared")
        here = {one.material: Tick(here=all_here) for one in listed}
        hearing = datetime.combine(today() + timedelta(days=8), time(9), tzinfo=SHANGHAI)
        return {
            Action.FILL: lambda: intake.fill(pk, by=by, form={"address": "党寨镇党寨村五社"}),
            Action.RECEIVE: lambda: intake.receive(pk, by=by),
            Action.CLAIM: lambda: steps.claim(pk, by=by),
            Action.RETURN: lambda: steps.give_back(pk, by=by, reason="再核一下"),
            Action.HAND_ON: lambda: handing_on.hand_on(pk, by=by, post=self.colleague(case, by), reason="她熟"),
            Action.MARK: lambda: marking.mark(
                pk, by=by, page=self.page(case), frame=marking.Frame(100, 100, 200, 50), note="看不清"
            ),
            Action.ACCEPT: lambda: answers.accept(pk, by=by),
            Action.DECLINE: lambda: answers.decline(
                pk, by=by, ground=data.Ground.NO_APPROVAL_NEEDED, reasons=("不用办",)
            ),
            Action.CORRECT: lambda: answers.correct(pk, by=by),
            Action.SUPPLY: lambda: answers.supply(pk, by=by, ticks=here),
            Action.SUPPLY_PART: lambda: answers.supply_part(pk, by=by, ticks=dict(list(here.items())[:1])),
            Action.DISMISS: lambda: answers.dismiss(pk, by=by, reason="不用办"),
            Action.ASK_SECOND: lambda: second.ask_second(
                pk, by=by, faults=dict.fromkeys(list(here)[:1], Fault.EXPIRED), reason="补来的过期了"
            ),
            Action.SIGN_SECOND: lambda: second.sign_second(pk, by=by),
            Action.REFUSE_SECOND: lambda: second.refuse_second(pk, by=by),
            Action.DEEM: lambda: silence.count_as_accepted(pk),
            Action.LAPSE: lambda: silence.close_not_pursued(pk),
            Action.UNANSWERED: lambda: silence.note_unanswered(pk),
            Action.FULFIL: lambda: pledges.fulfil(pk, by=by, here=["photo"]),
            Action.BREAK: lambda: silence.end_for_broken_word(pk, Pledge.TOLERANCE),
            Action.CHECK_DECLARATION: lambda: pledges.check_declaration(pk, by=by, true=False, found="不属实"),
            Action.REVIEW: lambda: decisions.review(pk, by=by, advice=Advice.GRANT, opinion="符合"),
            Action.GRANT: lambda: decisions.grant(pk, by=by),
            Action.DENY: lambda: decisions.deny(pk, by=by, reasons=("不符合",)),
            Action.WITHDRAW: lambda: withdrawing.withdraw(pk, by=by, shown=Shown.SIGNED, pictures=[picture()]),
            Action.TERMINATE: lambda: decisions.terminate(pk, by=by, reasons=("人已迁走",)),
            Action.HOLD: lambda: limits.hold(
                pk, by=by, ground="hearing", expected_until=today() + timedelta(days=7), reason="申请人要求"
            ),
            Action.RESUME: lambda: limits.resume(pk, by=by),
            Action.ASK_EXTENSION: lambda: limits.ask_extension(pk, by=by, days=3, reason="底册没调来"),
            Action.EXTEND: lambda: limits.extend(pk, by=by),
            Action.REFUSE_EXTENSION: lambda: limits.refuse_extension(pk, by=by),
            Action.URGE: lambda: urging.urge(pk, by=by),
            Action.ANSWER_URGE: lambda: urging.answer(pk, by=by, sentence="周五前有结果。"),
            Action.DELIVER: lambda: delivery.deliver(pk, by=by, signature=picture()),
            Action.POST: lambda: sending.post(pk, by=by, carrier="邮政快递", number="1"),
            Action.CHOOSE_SCREEN: lambda: sending.choose_screen(pk, by=by),
            Action.OPEN_RESULT: lambda: sending.open_on_screen(pk),
            Action.CHASE: lambda: sending.chase(pk, "yellow"),
            Action.FOLLOW_UP: lambda: sending.follow_up(
                pk, by=by, reached=all_here, agreed_on=today() + timedelta(days=2) if all_here else None
            ),
            Action.ARCHIVE: lambda: archiving.archive(pk, by=by),
            Action.SURVEY: lambda: surveys.plan(pk, by=by, posts=self.two),
            Action.FIND: lambda: surveys.find(
                pk, by=by, on=today(), findings="属实", confirmed=True, pictures=[picture()]
            ),
            Action.ESTABLISH: lambda: establishing.establish(
                pk,
                by=by,
                found_by=FoundBy.SLIP,
                settings=[establishing.Setting("address", "党寨镇党寨村六社", "门牌写错了")],
                consent="本人电话里同意",
            ),
            Action.NAME_INTEREST: lambda: hearings.name_interest(pk, by=by, name="李四", interest="两家共用一个户头"),
            Action.ANSWER_INTEREST: lambda: hearings.answer_interest(
                pk, by=by, number=1, wish=Wish.ASKED if all_here else Wish.WAIVED
            ),
            Action.CALL_HEARING: lambda: hearings.call(pk, by=by, begins=hearing, presider=self.presider),
            Action.CLOSE_HEARING: lambda: hearings.close(
                pk, by=by, minutes="都听了", pictures=[picture()], confirmed=True
            ),
            Action.PUBLISH: lambda: publications.publish(pk, by=by),
            Action.OBJECT: lambda: objections.take_objection(
                self.publication(case), by=by, way=Way.WINDOW, words="她不住这里", telephone="13900000001"
            ),
            Action.ANSWER_OBJECTION: lambda: objections.answer_objection(
                pk, by=by, number=1, upheld=False, answer="去看过，住这里"
            ),
            Action.CALL_BACK: lambda: objections.call_back(pk, by=by, objection=self.objection(case), reached=True),
            Action.END_PUBLICATION: lambda: publications.end(pk, by=by),
            Action.CONSULT: lambda: consultations.consult(pk, by=by, offices={self.other: 3}, question="领过没有"),
            Action.TAKE_CONSULTATION: lambda: consultations.take(pk, by=by),
            Action.OPINE: lambda: consultations.opine(pk, by=by, advice=Advice.GRANT, opinion="没有领"),
            Action.HAND_OFF: lambda: hand_offs.hand_off(pk, by=by),
            Action.HAND_BACK: lambda: hand_offs.hand_back(pk, by=by, number="SZ1", result="登记了", on=today()),
            Action.AMEND: lambda: redress.amend(
                pk, by=by, slips=(redress.Slip("正文", "1000元", "100元"),), reasons=("抄错",)
            ),
            Action.PROPOSE_REVOCATION: lambda: redress.propose_revocation(
                pk, by=by, proposal=redress.Proposal(data.Fault.OFFICE, ("算错了",), "当面听了")
            ),
            Action.REVOKE: lambda: redress.revoke(pk, by=by),
            Action.REFUSE_REVOCATION: lambda: redress.refuse_revocation(pk, by=by),
            Action.PROPOSE_DESTRUCTION: lambda: archiving.propose_destruction(pk, by=by),
            Action.DESTROY: lambda: archiving.destroy(pk, by=by),
        }

    def page(self, case: Case) -> UUID:
        row = DocumentPage.objects.filter(document__case=case).order_by("pk").first()
        return row.pk if row else new_id()

    def publication(self, case: Case) -> UUID:
        row = Proceeding.objects.filter(case=case, kind=ProceedingKind.PUBLICATION).first()
        return row.pk if row else new_id()

    def objection(self, case: Case) -> UUID:
        row = Objection.objects.filter(proceeding__case=case).first()
        return row.pk if row else new_id()
