"""The transition table of a case and the pure rules around it. Buttons, the API's allowed actions, the diagram in the
docs and the property tests all come from `TRANSITIONS`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from siban.domain.cases.rules_answers import Answer as Answer
from siban.domain.cases.rules_answers import Choice as Choice
from siban.domain.cases.rules_answers import answers as answers
from siban.kernel.actors import Role
from siban.kernel.acts import NEW, Transition


class State(StrEnum):
    """The stages of a case (办件)."""

    DRAFT = "draft"
    RECEIVED = "received"
    CORRECTING = "correcting"
    ACCEPTED = "accepted"
    HANDLING = "handling"
    CONCLUDED = "concluded"
    DELIVERING = "delivering"
    DELIVERED = "delivered"
    DECLINED = "declined"
    CLOSED = "closed"
    REVOKED = "revoked"
    ARCHIVED = "archived"


STATE_NAMES: Mapping[str, Promise | str] = {
    State.DRAFT: pgettext_lazy("state", "填写中"),
    State.RECEIVED: pgettext_lazy("state", "已收件"),
    State.CORRECTING: pgettext_lazy("state", "等补材料"),
    State.ACCEPTED: pgettext_lazy("state", "已受理"),
    State.HANDLING: pgettext_lazy("state", "办理中"),
    State.CONCLUDED: pgettext_lazy("state", "已办结"),
    State.DELIVERING: pgettext_lazy("state", "送达中"),
    State.DELIVERED: pgettext_lazy("state", "已送达"),
    State.DECLINED: pgettext_lazy("state", "不予受理"),
    State.CLOSED: pgettext_lazy("state", "已终止"),
    State.REVOKED: pgettext_lazy("state", "已撤销"),
    State.ARCHIVED: pgettext_lazy("state", "已归档"),
}


class Outcome(StrEnum):
    """How a case was concluded."""

    GRANTED = "granted"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"


OUTCOME_NAMES: Mapping[str, Promise | str] = {
    Outcome.GRANTED: pgettext_lazy("outcome", "准予"),
    Outcome.DENIED: pgettext_lazy("outcome", "不予"),
    Outcome.WITHDRAWN: pgettext_lazy("outcome", "本人撤回"),
    Outcome.TERMINATED: pgettext_lazy("outcome", "终止办理"),
}


class Action(StrEnum):
    """What can be done to a case."""

    OPEN = "open"
    FILL = "fill"
    RECEIVE = "receive"
    CLAIM = "claim"
    RETURN = "return"
    HAND_ON = "hand-on"  # 转办, within one office
    MARK = "mark"  # 圈出: what is wrong at a place of a page
    ACCEPT = "accept"
    DECLINE = "decline"
    CORRECT = "correct"
    SUPPLY = "supply"
    REVIEW = "review"
    GRANT = "grant"
    DENY = "deny"
    WITHDRAW = "withdraw"
    TERMINATE = "terminate"
    DELIVER = "deliver"
    ARCHIVE = "archive"
    HOLD = "hold"  # 特别程序: time that the law does not count
    RESUME = "resume"
    ASK_EXTENSION = "ask-extension"
    EXTEND = "extend"  # 批准延期
    REFUSE_EXTENSION = "refuse-extension"
    URGE = "urge"  # 催办
    ANSWER_URGE = "answer-urge"
    POST = "post"  # 邮寄
    CHOOSE_SCREEN = "choose-screen"  # 网上看结果
    OPEN_RESULT = "open-result"  # she opened it there
    CHASE = "chase"  # nobody fetched it: call her
    FOLLOW_UP = "follow-up"  # 催领: what she said
    DEEM = "deem"  # 视为受理: nobody answered in time
    LAPSE = "lapse"  # 逾期未补正: the applicant's own time is over
    DISMISS = "dismiss"  # 不需要办: no approval is needed, said at once
    SUPPLY_PART = "supply-part"  # 先补来一部分: the same notice stays open
    ASK_SECOND = "ask-second"  # 报请第二次告知
    SIGN_SECOND = "sign-second"  # 签批第二次告知
    REFUSE_SECOND = "refuse-second"
    FULFIL = "fulfil"  # 容缺补来
    BREAK = "break"  # 容缺到期没补来
    CHECK_DECLARATION = "check-declaration"  # 核查承诺
    UNANSWERED = "unanswered"  # 到期没人答复, where silence opens a complaint
    SURVEY = "survey"  # 入户调查、现场核查: two named people go there
    FIND = "find"  # what they found, with the signed sheet
    ESTABLISH = "establish"  # 核定: what is so, beside what was declared
    NAME_INTEREST = "name-interest"  # 利害关系人: told of her right to a hearing
    ANSWER_INTEREST = "answer-interest"
    CALL_HEARING = "call-hearing"
    CLOSE_HEARING = "close-hearing"
    PUBLISH = "publish"  # 公示
    OBJECT = "object"  # 异议
    ANSWER_OBJECTION = "answer-objection"
    CALL_BACK = "call-back"  # 回话: who objected is told what was found
    END_PUBLICATION = "end-publication"
    CONSULT = "consult"  # 征求意见: other authorities, in parallel, under one limit
    TAKE_CONSULTATION = "take-consultation"
    OPINE = "opine"
    HAND_OFF = "hand-off"  # 交接: keyed into a department's own system
    HAND_BACK = "hand-back"
    AMEND = "amend"  # 更正
    PROPOSE_REVOCATION = "propose-revocation"
    REVOKE = "revoke"  # 撤销, signed by the head
    REFUSE_REVOCATION = "refuse-revocation"
    PROPOSE_DESTRUCTION = "propose-destruction"
    DESTROY = "destroy"  # 销毁, by a second person


class Capacity(StrEnum):
    """As what the person at the window applies."""

    SELF = "self"
    GUARDIAN = "guardian"
    REPRESENTATIVE = "representative"


CAPACITY_NAMES: Mapping[str, Promise | str] = {
    Capacity.SELF: _("本人"),
    Capacity.GUARDIAN: _("监护人"),
    Capacity.REPRESENTATIVE: _("受托人"),
}


class Channel(StrEnum):
    """How a case came in."""

    WINDOW = "window"
    AGENT = "agent"
    HOME = "home"


CHANNEL_NAMES: Mapping[str, Promise | str] = {
    Channel.WINDOW: pgettext_lazy("channel", "窗口"),
    Channel.AGENT: _("村里代办"),
    Channel.HOME: _("上门"),
}


class StepState(StrEnum):
    """Where a hand-over between offices stands (转办、签收)."""

    DISPATCHED = "dispatched"
    CLAIMED = "claimed"
    DONE = "done"
    RETURNED = "returned"


STEP_STATE_NAMES: Mapping[str, Promise | str] = {
    StepState.DISPATCHED: pgettext_lazy("step", "等签收"),
    StepState.CLAIMED: pgettext_lazy("step", "办理中"),
    StepState.DONE: pgettext_lazy("step", "已办"),
    StepState.RETURNED: pgettext_lazy("step", "退回"),
}


class DocumentState(StrEnum):
    """Whether a material is here."""

    MISSING = "missing"
    RECEIVED = "received"
    PROMISED = "promised"  # 容缺: to follow by a date on a signed promise
    DECLARED = "declared"  # 告知承诺: a signed declaration stands in for it


DOCUMENT_STATE_NAMES: Mapping[str, Promise | str] = {
    DocumentState.MISSING: _("缺"),
    DocumentState.RECEIVED: _("收到"),
    DocumentState.PROMISED: _("容缺"),
    DocumentState.DECLARED: _("承诺代替"),
}


class Manner(StrEnum):
    """How a material was taken."""

    SEEN = "seen"
    KEPT = "kept"
    COPY = "copy"
    SHARED = "shared"


MANNER_NAMES: Mapping[str, Promise | str] = {
    Manner.SEEN: _("看过，已还"),
    Manner.KEPT: _("收原件"),
    Manner.COPY: _("收复印件"),
    Manner.SHARED: _("共享取得"),
}


class Fault(StrEnum):
    """What can be new on the face of a paper that was supplied, so that a second notice is lawful."""

    FALSE = "false"
    EXPIRED = "expired"


FAULT_NAMES: Mapping[str, Promise | str] = {
    Fault.FALSE: pgettext_lazy("fault", "假的"),
    Fault.EXPIRED: pgettext_lazy("fault", "过期了"),
}


class Advice(StrEnum):
    """What a reviewer proposes."""

    GRANT = "grant"
    DENY = "deny"


ADVICE_NAMES: Mapping[str, Promise | str] = {
    Advice.GRANT: pgettext_lazy("opinion", "拟准予"),
    Advice.DENY: pgettext_lazy("opinion", "拟不予"),
}


WINDOW = frozenset({Role.AGENT, Role.CLERK, Role.ACCEPTOR})
ACCEPTING = frozenset({Role.CLERK, Role.ACCEPTOR, Role.AGENT})
HANDLING = frozenset({Role.CLERK, Role.ACCEPTOR, Role.REVIEWER, Role.DECIDER})
DECIDING = frozenset({Role.DECIDER, Role.ACCEPTOR, Role.CLERK, Role.AGENT})
"""Which of these decides is the role of the item's own deciding step; `subject.may` holds it to that."""
ANYONE_AT_WORK = WINDOW | HANDLING
LEVEL_ABOVE = frozenset({Role.HEAD, Role.LEADER})
"""Who answers and decides in place of the usual post, where the case is a colleague's relative's (回避); the open step
names the role, `steps.fits` holds it to that."""
APPROVING = frozenset({Role.HEAD, Role.LEADER, Role.SUPERVISOR})
"""Who approves an extension is in the item's regime; `services.limits` holds it to that (ALL 42)."""
OWNERS = frozenset({Role.DECIDER, Role.ACCEPTOR, Role.HEAD})
HEADS = frozenset({Role.HEAD})
"""Who signs that a second notice is lawful, and a revocation."""
PLATFORM = frozenset({Role.SYSTEM})
AFTER_ACCEPTANCE = (State.ACCEPTED, State.HANDLING, State.CONCLUDED, State.DELIVERING)
PUBLIC = frozenset({Role.RESIDENT})
"""Whoever objects to what was made public, and the applicant who urges, without a post."""

S, A = State, Action


def _table() -> dict[tuple[str, str], Transition]:
    rows: list[tuple[Collection[State], Action, State | None, frozenset[Role]]] = [
        ((S.DRAFT,), A.FILL, None, WINDOW),
        ((S.DRAFT,), A.RECEIVE, S.RECEIVED, WINDOW),
        ((S.DRAFT, S.RECEIVED, S.CORRECTING), A.WITHDRAW, S.CLOSED, WINDOW),
        ((S.ACCEPTED, S.HANDLING), A.WITHDRAW, S.CONCLUDED, WINDOW),
        ((S.RECEIVED, S.HANDLING, S.DELIVERING), A.CLAIM, None, ANYONE_AT_WORK | LEVEL_ABOVE),
        ((S.ACCEPTED,), A.CLAIM, S.HANDLING, ANYONE_AT_WORK | LEVEL_ABOVE),
        ((S.CONCLUDED,), A.CLAIM, S.DELIVERING, ANYONE_AT_WORK),
        ((S.HANDLING,), A.RETURN, None, HANDLING | LEVEL_ABOVE),
        ((S.RECEIVED, *AFTER_ACCEPTANCE), A.HAND_ON, None, ANYONE_AT_WORK | HEADS),
        ((S.RECEIVED, *AFTER_ACCEPTANCE), A.MARK, None, ANYONE_AT_WORK),
        ((S.RECEIVED,), A.ACCEPT, S.ACCEPTED, ACCEPTING | LEVEL_ABOVE),
        ((S.RECEIVED,), A.DECLINE, S.DECLINED, ACCEPTING | LEVEL_ABOVE),
        ((S.RECEIVED,), A.CORRECT, S.CORRECTING, ACCEPTING | LEVEL_ABOVE),
        ((S.RECEIVED,), A.DEEM, S.ACCEPTED, PLATFORM),
        ((S.CORRECTING,), A.LAPSE, S.CLOSED, PLATFORM),
        ((S.CORRECTING,), A.SUPPLY, S.RECEIVED, WINDOW),
        ((S.CORRECTING,), A.SUPPLY_PART, None, WINDOW),
        ((S.DRAFT,), A.DISMISS, S.CLOSED, WINDOW),
        ((S.RECEIVED,), A.ASK_SECOND, None, ACCEPTING),
        ((S.RECEIVED,), A.SIGN_SECOND, S.CORRECTING, HEADS),
        ((S.RECEIVED,), A.REFUSE_SECOND, None, HEADS),
        ((S.RECEIVED,), A.UNANSWERED, None, PLATFORM),
        ((S.RECEIVED, *AFTER_ACCEPTANCE), A.FULFIL, None, WINDOW),
        ((S.ACCEPTED, S.HANDLING, S.CONCLUDED, S.DELIVERING), A.BREAK, S.CONCLUDED, PLATFORM),
        ((*AFTER_ACCEPTANCE, S.DELIVERED), A.CHECK_DECLARATION, None, HANDLING),
        ((S.HANDLING,), A.REVIEW, None, HANDLING),
        ((S.HANDLING,), A.GRANT, S.CONCLUDED, DECIDING | LEVEL_ABOVE),
        ((S.HANDLING,), A.DENY, S.CONCLUDED, DECIDING | LEVEL_ABOVE),
        ((S.HANDLING,), A.HOLD, None, HANDLING),
        ((S.HANDLING,), A.RESUME, None, HANDLING),
        ((S.HANDLING,), A.ASK_EXTENSION, None, HANDLING),
        ((S.HANDLING,), A.EXTEND, None, APPROVING),
        ((S.HANDLING,), A.REFUSE_EXTENSION, None, APPROVING),
        ((S.RECEIVED, *AFTER_ACCEPTANCE), A.URGE, None, WINDOW | PUBLIC),
        ((S.RECEIVED, *AFTER_ACCEPTANCE), A.ANSWER_URGE, None, ANYONE_AT_WORK | {Role.HEAD}),
        ((S.ACCEPTED, S.HANDLING), A.TERMINATE, S.CONCLUDED, OWNERS),
        ((S.DELIVERING,), A.DELIVER, S.DELIVERED, ANYONE_AT_WORK),
        ((S.DELIVERING,), A.POST, None, ANYONE_AT_WORK),
        ((S.DRAFT, S.RECEIVED, S.CORRECTING, *AFTER_ACCEPTANCE), A.CHOOSE_SCREEN, None, WINDOW),
        ((S.CONCLUDED, S.DELIVERING), A.OPEN_RESULT, S.DELIVERED, PLATFORM),
        ((S.CONCLUDED, S.DELIVERING), A.CHASE, None, PLATFORM),
        ((S.CONCLUDED, S.DELIVERING), A.FOLLOW_UP, None, WINDOW),
        ((S.DECLINED, S.CLOSED, S.CONCLUDED, S.DELIVERED, S.REVOKED), A.ARCHIVE, S.ARCHIVED, OWNERS | PLATFORM),
        ((S.HANDLING,), A.SURVEY, None, ANYONE_AT_WORK),
        ((S.HANDLING,), A.FIND, None, ANYONE_AT_WORK),
        ((S.RECEIVED, S.HANDLING), A.ESTABLISH, None, ANYONE_AT_WORK | LEVEL_ABOVE),
        ((S.HANDLING,), A.NAME_INTEREST, None, HANDLING),
        ((S.HANDLING,), A.ANSWER_INTEREST, None, HANDLING),
        ((S.HANDLING,), A.CALL_HEARING, None, HANDLING),
        ((S.HANDLING,), A.CLOSE_HEARING, None, HANDLING),
        ((S.HANDLING,), A.PUBLISH, None, ANYONE_AT_WORK),
        ((S.HANDLING,), A.OBJECT, None, ANYONE_AT_WORK | PUBLIC),
        ((S.HANDLING,), A.ANSWER_OBJECTION, None, ANYONE_AT_WORK),
        ((S.HANDLING, S.CONCLUDED, S.DELIVERING, S.DELIVERED, S.REVOKED), A.CALL_BACK, None, ANYONE_AT_WORK),
        ((S.HANDLING,), A.END_PUBLICATION, None, ANYONE_AT_WORK | PLATFORM),
        ((S.HANDLING,), A.CONSULT, None, HANDLING),
        ((S.HANDLING,), A.TAKE_CONSULTATION, None, HANDLING),
        ((S.HANDLING,), A.OPINE, None, HANDLING),
        ((S.HANDLING,), A.HAND_OFF, None, HANDLING),
        ((S.HANDLING, S.CONCLUDED, S.DELIVERING, S.DELIVERED), A.HAND_BACK, None, HANDLING),
        ((S.CONCLUDED, S.DELIVERING, S.DELIVERED), A.AMEND, None, DECIDING),
        ((S.CONCLUDED, S.DELIVERING, S.DELIVERED), A.PROPOSE_REVOCATION, None, DECIDING | PLATFORM),
        ((S.CONCLUDED, S.DELIVERING, S.DELIVERED), A.REVOKE, S.REVOKED, HEADS),
        ((S.CONCLUDED, S.DELIVERING, S.DELIVERED), A.REFUSE_REVOCATION, None, HEADS),
        ((S.ARCHIVED,), A.PROPOSE_DESTRUCTION, None, OWNERS),
        ((S.ARCHIVED,), A.DESTROY, None, OWNERS),
    ]
    table = {(NEW, A.OPEN): Transition(S.DRAFT, WINDOW)}
    for states, action, to, roles in rows:
        for state in states:
            table[state, action] = Transition(to, roles)
    return {(str(state), str(action)): transition for (state, action), transition in table.items()}


TRANSITIONS: Mapping[tuple[str, str], Transition] = MappingProxyType(_table())
"""(state, action) → what follows and who may. A step's own role is checked besides; see `subject.may`."""

BEFORE_ACCEPTANCE = frozenset({State.DRAFT, State.RECEIVED, State.CORRECTING})
OPEN = frozenset({State.RECEIVED, State.CORRECTING, State.ACCEPTED, State.HANDLING, State.CONCLUDED, State.DELIVERING})


def actions_in(state: str) -> tuple[str, ...]:
    """What the table allows in a state, in the order of the table."""
    return tuple(action for (at, action) in TRANSITIONS if at == state)
