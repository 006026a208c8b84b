"""A refusal says what is wrong, why, and what to do next, and carries a stable code for other systems."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """An act or a question that is not carried out. Nothing has been written.

    `code` is stable and published; `status` is the HTTP status (4xx) that the web and the API answer with;
    `sentence` and `advice` are shown to the person, with the values given to the constructor filled in.
    Values must never name a person.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    sentence: ClassVar[str | Promise] = _("这一步现在办不了。")
    advice: ClassVar[str | Promise] = ""

    def __init__(self, **values: Any) -> None:
        super().__init__(self.code)
        self.values = values

    def what(self) -> str:
        """The sentence, in the reader's language."""
        return str(self.sentence) % self.values if self.values else str(self.sentence)

    def next(self) -> str:
        """What to do next, in the reader's language."""
        return str(self.advice) % self.values if self.values else str(self.advice)

    def __str__(self) -> str:
        what, next = self.what(), self.next()
        # Chinese sets no space between sentences.
        return f"{what} {next}".strip() if what[-1:].isascii() else f"{what}{next}"


class BadInput(Refusal):
    """What was typed cannot be taken. `field` names the field of the form it came from."""

    code = "bad-input"
    status = 422
    sentence = _("填的内容有不对的地方。")

    def __init__(self, *, field: str = "", **values: Any) -> None:
        super().__init__(**values)
        self.field = field


class NotAllowed(Refusal):
    code = "not-allowed"
    status = 403
    sentence = _("您的岗位不能办这一步。")
    advice = _("请交给有权限的岗位，或问本单位负责人。")


class NotFound(Refusal):
    code = "not-found"
    status = 404
    sentence = _("没有找到。")
    advice = _("请核对一下再试。")


class OutOfTurn(Refusal):
    """The table has no such action in the state the subject is in."""

    code = "out-of-turn"
    sentence = _("现在这个状态，不能做这一步。")
    advice = _("打开最新的页面，看看轮到哪一步了。")


class Stale(Refusal):
    """The person's page is older than the last act."""

    code = "stale"
    sentence = _("您看的是旧页面，别人刚办过。")
    advice = _("请看最新情况，再决定怎么办。")


class RequestReused(Refusal):
    """A request number came again for a different act."""

    code = "request-reused"
    sentence = _("这次提交和前一次重了号。")
    advice = _("刷新页面再提交一次。")


class WrongTime(Refusal):
    """An act said to have happened in the future, or before what came before it."""

    code = "wrong-time"
    status = 422
    sentence = _("时间不对：不能晚于现在，也不能早于上一步。")
    advice = _("请核对办理的时间。")
