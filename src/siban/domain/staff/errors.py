"""What the staff refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from siban.kernel.refusals import BadInput, NotFound, Refusal


class NoPost(NotFound):
    code = "no-post"
    sentence = _("没有这个岗位。")
    advice = _("请核对一下再试。")


class AwayAlready(Refusal):
    """The post has an absence in that time already."""

    code = "away-already"
    sentence = _("这段时间已经挂了离岗告示。")
    advice = _("先回岗，再重新离岗。")


class BackBeforeNow(BadInput):
    code = "back-before-now"
    sentence = _("回来的时间要晚于离开的时间。")
    advice = _("请重新填回来的时间。")


class NotAway(Refusal):
    code = "not-away"
    sentence = _("这个岗位现在没有离岗。")
    advice = _("不用再办回岗。")


class OwnRelative(Refusal):
    code = "own-relative"
    status = 422
    sentence = _("不能把自己申报成自己的亲属。")
    advice = _("自己的事本来就要回避，不用申报。")
