"""Acts on a case, one address each: POST /cases/{id}/acts/{action}. Which of them stand open, the case itself says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from siban.domain.cases.models import Case
from siban.domain.cases.rules import Action
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
    representation,
    second,
    sending,
    steps,
    surveys,
    urging,
    withdrawing,
)
from siban.domain.exchange.rules import Scope
from siban.domain.notices import data
from siban.domain.people import queries as people
from siban.surfaces.api import bodies
from siban.surfaces.api.cases import answer
from siban.surfaces.api.frame import Call, operation, seen, submitted
from siban.surfaces.api.headers import IdempotencyKey, IfMatch
from siban.surfaces.api.shapes import cases as shapes
from siban.surfaces.api.shapes.values import Id

router = Router(tags=["acts"])

Values = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its address, its table row, the service behind it, its body, and what the service is given of that."""

    name: str
    action: Action
    service: Callable[..., Case]
    says: str
    body: type[bodies.Plain] = bodies.Plain
    values: Values = lambda body: body.dict(exclude={"at"})
    scope: Scope = Scope.CASES_ACT


def _ticks(body: bodies.Correct) -> dict[str, Any]:
    return {"ticks": {key: one.tick() for key, one in body.ticks.items()}}


def _supply(body: bodies.Supply) -> dict[str, Any]:
    ticks = {key: one.tick() for key, one in body.ticks.items()}
    return {"ticks": ticks, "pictures": body.pictures, "came": body.came}


def _decline(body: bodies.Decline) -> dict[str, Any]:
    competent = data.Place(**body.competent.dict()) if body.competent else None
    return {"ground": body.ground, "reasons": tuple(body.reasons), "competent": competent}


def _reasons(body: Any) -> dict[str, Any]:
    return {name: tuple(value) for name, value in body.dict(exclude={"at"}).items()}


def _amend(body: bodies.Amendment) -> dict[str, Any]:
    slips = tuple(redress.Slip(one.where, one.was, one.now) for one in body.slips)
    return {"slips": slips, "reasons": tuple(body.reasons), "effect": body.effect}


def _revocation(body: bodies.RevocationProposal) -> dict[str, Any]:
    return {"proposal": redress.Proposal(body.fault, tuple(body.reasons), body.heard, body.void_from)}


def _representation(body: bodies.Representation) -> dict[str, Any]:
    other = people.get(body.representative) if body.representative else None
    return {"capacity": body.capacity, "representative": other, "until": body.until}


def _objected(case_id: UUID, **values: Any) -> Case:
    """An objection is to a publication; `seen` is of no account to who objects."""
    values.pop("seen")
    return objections.take_objection(values.pop("proceeding"), **values)


def _mark(body: bodies.Marking) -> dict[str, Any]:
    return {"page": body.page, "frame": marking.Frame(**body.frame.dict()), "note": body.note}


def _established(body: bodies.Establishing) -> dict[str, Any]:
    settings = [establishing.Setting(one.place, one.value, one.reason) for one in body.settings]
    return {"found_by": body.found_by, "settings": settings, "consent": body.consent}


def _found(body: bodies.ObjectionAnswer) -> dict[str, Any]:
    return {**body.dict(exclude={"at"}), "changed": tuple(body.changed)}


A, B = Action, bodies
WRITE = Scope.DOCUMENTS_WRITE
ACTS = (
    Act("print-form", A.FILL, intake.print_form, "Print the filled form for signature (打印申请表)."),
    Act(
        *("represent", A.FILL, representation.represent, "Who acts for the applicant (代办人、监护人)."),
        body=B.Representation,
        values=_representation,
    ),
    Act("sign-by", A.FILL, representation.sign_by, "By hand, or by fingerprint before a witness.", B.Signing),
    Act(
        *("sign-mandate", A.FILL, representation.sign_mandate, "The signed mandate, photographed (委托书).", B.Proof),
        scope=WRITE,
    ),
    Act(
        *("prove-guardian", A.FILL, representation.prove_guardian, "What shows who is the guardian.", B.Proof),
        scope=WRITE,
    ),
    Act("print-pledge", A.FILL, pledges.print_pledge, "Print the promise or declaration to sign (承诺书).", B.PledgeIn),
    Act(
        *("sign-pledge", A.FILL, pledges.sign_pledge, "The signed promise or declaration.", B.PledgeSigned),
        scope=WRITE,
    ),
    Act("receive", A.RECEIVE, intake.receive, "Take the papers against a receipt (收件).", B.Receive),
    Act("dismiss", A.DISMISS, answers.dismiss, "No approval is needed, said at once (不需要办).", B.Reason),
    Act("withdraw", A.WITHDRAW, withdrawing.withdraw, "The applicant takes it back (撤回).", B.Withdrawal),
    Act("claim", A.CLAIM, steps.claim, "Take over the step that was handed over (签收)."),
    Act("return", A.RETURN, steps.give_back, "Return the step to the office before (退回).", B.Reason),
    Act("hand-on", A.HAND_ON, handing_on.hand_on, "Give the step to a colleague's post (转办).", B.HandingOn),
    Act("mark", A.MARK, marking.mark, "Frame what is wrong on a photographed page (圈出).", B.Marking, _mark),
    Act("accept", A.ACCEPT, answers.accept, "Accept it as complete (受理)."),
    Act("decline", A.DECLINE, answers.decline, "Not competent, or no approval needed (不予受理).", B.Decline, _decline),
    Act("correct", A.CORRECT, answers.correct, "Tell once all that is missing (一次性告知).", B.Correct, _ticks),
    Act("supply", A.SUPPLY, answers.supply, "All that was missing is here (补正).", B.Supply, _supply, WRITE),
    Act(
        *("supply-part", A.SUPPLY_PART, answers.supply_part, "A part of it is here; the notice stays open."),
        *(B.Supply, _supply, WRITE),
    ),
    Act("ask-second", A.ASK_SECOND, second.ask_second, "Ask the head for a second notice.", B.Second),
    Act("sign-second", A.SIGN_SECOND, second.sign_second, "Sign the second notice."),
    Act("refuse-second", A.REFUSE_SECOND, second.refuse_second, "Do not sign it."),
    Act("fulfil", A.FULFIL, pledges.fulfil, "What was promised is here (容缺补来).", B.Fulfil, scope=WRITE),
    Act(
        *("check-declaration", A.CHECK_DECLARATION, pledges.check_declaration),
        "What was declared is true, or not (核查承诺).",
        B.DeclarationCheck,
    ),
    Act("review", A.REVIEW, decisions.review, "The reviewer's opinion (审核).", B.Review),
    Act("grant", A.GRANT, decisions.grant, "Grant (准予); the decision is issued, delivery begins.", B.Grant),
    Act("deny", A.DENY, decisions.deny, "Deny, with reasons (不予).", B.Deny, _reasons),
    Act("terminate", A.TERMINATE, decisions.terminate, "The matter fell away (终止).", B.Ending, _reasons),
    Act("hold", A.HOLD, limits.hold, "Time that does not count begins (特别程序).", B.Hold),
    Act("resume", A.RESUME, limits.resume, "The limits run on (恢复计时)."),
    Act("ask-extension", A.ASK_EXTENSION, limits.ask_extension, "Ask for more days (报请延期).", B.ExtensionAsked),
    Act("extend", A.EXTEND, limits.extend, "Approve them (批准延期)."),
    Act("refuse-extension", A.REFUSE_EXTENSION, limits.refuse_extension, "Refuse them."),
    Act("urge", A.URGE, urging.urge, "Urge it (催办)."),
    Act("answer-urge", A.ANSWER_URGE, urging.answer, "Say where it stands (回话).", B.UrgeAnswer),
    Act("deliver", A.DELIVER, delivery.deliver, "Hand the result over against her signature (送达).", B.Deliver),
    Act("post", A.POST, sending.post, "The result went by post (邮寄).", B.Post),
    Act("choose-screen", A.CHOOSE_SCREEN, sending.choose_screen, "She wants the result on her screen."),
    Act("follow-up", A.FOLLOW_UP, sending.follow_up, "She was rung because nobody came for it (催领).", B.FollowUp),
    Act("archive", A.ARCHIVE, archiving.archive, "Put it away (归档)."),
    Act("survey", A.SURVEY, surveys.plan, "Two named people go there (入户调查、现场核查).", B.Survey),
    Act("find", A.FIND, surveys.find, "What they found, with the signed sheet.", B.Findings, scope=WRITE),
    Act(
        *("establish", A.ESTABLISH, establishing.establish, "What is so, beside what was declared (核定)."),
        *(B.Establishing, _established),
    ),
    Act("name-interest", A.NAME_INTEREST, hearings.name_interest, "Who else is affected (利害关系人).", B.Interest),
    Act("answer-interest", A.ANSWER_INTEREST, hearings.answer_interest, "What she said to it.", B.InterestAnswer),
    Act("call-hearing", A.CALL_HEARING, hearings.call, "Call a hearing (听证).", B.Hearing),
    Act("close-hearing", A.CLOSE_HEARING, hearings.close, "Close it, with minutes.", B.Minutes, scope=WRITE),
    Act("publish", A.PUBLISH, publications.publish, "Make it public for objections (公示).", B.Publication),
    Act("object", A.OBJECT, _objected, "An objection (异议).", B.Objection),
    Act("answer-objection", A.ANSWER_OBJECTION, objections.answer_objection, "Its answer.", B.ObjectionAnswer, _found),
    Act("call-back", A.CALL_BACK, objections.call_back, "Who objected was called back (回话).", B.CallBack),
    Act("end-publication", A.END_PUBLICATION, publications.end, "The time for objections is over."),
    Act("consult", A.CONSULT, consultations.consult, "Ask other offices (征求意见).", B.Consultation),
    Act("take-consultation", A.TAKE_CONSULTATION, consultations.take, "Take the question over (签收)."),
    Act("opine", A.OPINE, consultations.opine, "The office's opinion.", B.Opinion),
    Act("hand-off", A.HAND_OFF, hand_offs.hand_off, "Keyed into a department's own system (交接)."),
    Act("hand-back", A.HAND_BACK, hand_offs.hand_back, "What that system answered.", B.HandBack),
    Act("amend", A.AMEND, redress.amend, "Put slips in the decision right (更正).", B.Amendment, _amend),
    Act(
        *("propose-revocation", A.PROPOSE_REVOCATION, redress.propose_revocation, "Propose to revoke it."),
        *(B.RevocationProposal, _revocation),
    ),
    Act("revoke", A.REVOKE, redress.revoke, "Revoke the decision (撤销); the head signs."),
    Act("refuse-revocation", A.REFUSE_REVOCATION, redress.refuse_revocation, "Do not revoke it."),
    Act("propose-destruction", A.PROPOSE_DESTRUCTION, archiving.propose_destruction, "Propose to destroy the file."),
    Act("destroy", A.DESTROY, archiving.destroy, "Destroy it (销毁); a second person does."),
)
"""Every act that somebody at work may do, in the order of a case's life."""


def _offer(act: Act) -> None:
    """Give an act its address."""

    def do(
        request: Call,
        case_id: Id,
        response: HttpResponse,
        body: act.body,  # type: ignore[name-defined]
        if_match: IfMatch = None,
        idempotency_key: IdempotencyKey = None,
    ) -> shapes.CaseOut:
        known = seen(if_match)

        def carry_out(number: UUID | None) -> Case:
            return act.service(
                case_id, by=request.auth.actor, seen=known, request=number, at=body.at, **act.values(body)
            )

        done = submitted(request, idempotency_key, carry_out)
        return answer(request, done.pk, response)

    name = "".join(part.title() for part in act.name.split("-"))
    operation(
        router,
        "POST",
        f"/{{case_id}}/acts/{act.name}",
        act.scope,
        shapes.CaseOut,
        writes=True,
        operation_id=f"act{name}",
        description=f"{act.says.rstrip('.')}. The row `{act.action.value}` of the table of a case.",
    )(do)


for one in ACTS:
    _offer(one)
