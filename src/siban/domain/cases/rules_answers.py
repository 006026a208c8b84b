"""The five answers to an application (ALL 32), and which of them are open. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Answer(StrEnum):
    """The five answers to an application (ALL 32), in the law's order."""

    NO_APPROVAL = "no-approval"
    NOT_COMPETENT = "not-competent"
    MEND = "mend"
    CORRECT = "correct"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the five answers as a window may or may not give it now; `why` says why not, in the reader's language."""

    answer: Answer
    open: bool
    why: str = ""


def answers(
    *, competent: bool | None, missing: int, mendable: int, told_before: bool, signed: bool = True
) -> tuple[Choice, ...]:
    """Which of the five answers are open (ALL 32), each with the reason why not.

    `competent`: whether the place is ours, None where that is not known; `missing`: papers still open;
    `mendable`: errors in the form that can be mended on the spot; `signed`: whether there is an application to answer.
    """
    ours = competent is not False
    if not signed:
        why = str(_("申请表还没签，签好拍下来再答复"))
        return tuple(
            Choice(one, open=is_open, why="" if is_open else why)
            for one in Answer
            for is_open in (one is Answer.NO_APPROVAL or (one is Answer.MEND and mendable > 0),)
        )
    return (
        Choice(Answer.NO_APPROVAL, open=True),
        Choice(Answer.NOT_COMPETENT, open=not ours, why="" if not ours else str(_("归这里管，不用转"))),
        Choice(Answer.MEND, open=mendable > 0, why="" if mendable else str(_("没有要改的地方"))),
        _correct(ours, missing, told_before),
        _accept(ours, missing, mendable),
    )


def _correct(ours: bool, missing: int, told_before: bool) -> Choice:
    if not ours:
        return Choice(Answer.CORRECT, open=False, why=str(_("不归这里管")))
    if not missing:
        return Choice(Answer.CORRECT, open=False, why=str(_("材料都齐了")))
    if told_before:
        return Choice(Answer.CORRECT, open=False, why=str(_("已经一次告知过；补来的有假的、过期的，报负责人签")))
    return Choice(Answer.CORRECT, open=True)


def _accept(ours: bool, missing: int, mendable: int) -> Choice:
    if not ours:
        return Choice(Answer.ACCEPT, open=False, why=str(_("不归这里管")))
    if missing:
        return Choice(Answer.ACCEPT, open=False, why=str(_("还差%(count)d样材料")) % {"count": missing})
    if mendable:
        return Choice(Answer.ACCEPT, open=False, why=str(_("表上还有%(count)d处要改")) % {"count": mendable})
    return Choice(Answer.ACCEPT, open=True)
