"""What work inside one office refuses."""

from django.utils.translation import gettext_lazy as _

from siban.kernel.refusals import BadInput, Refusal


class HandOnReasonMissing(BadInput):
    code = "hand-on-reason-missing"
    sentence = _("还没有写为什么转。")
    advice = _("写一句，接手的人看得到，比如“明天起外出培训”。")


class NoSuchColleague(BadInput):
    code = "no-such-colleague"
    sentence = _("这个岗位办不了这一步，或者不在本单位。")
    advice = _("在列出的同事里选一位；要转别的单位，请用退回或往下送。")


class ColleagueAway(BadInput):
    code = "colleague-away"
    sentence = _("这个岗位的A岗、B岗现在都不在。")
    advice = _("换一位同事，或者等他们回来。")


class AlreadyThere(Refusal):
    code = "already-there"
    sentence = _("这件已经在这个岗位上了。")
    advice = _("换一位同事，或者不转。")


class NothingToHandOn(Refusal):
    code = "nothing-to-hand-on"
    sentence = _("现在没有等着办的一步，转不了。")
    advice = _("看看这一件到哪一步了。")


class NoteMissing(BadInput):
    code = "mark-note-missing"
    sentence = _("还没有写哪里不对。")
    advice = _("写一句，比如“印章看不清”。")


class NoteTooLong(BadInput):
    code = "mark-note-too-long"
    sentence = _("写得太长了，最多%(most)d个字。")
    advice = _("只说圈出的这一处哪里不对。")


class FrameWrong(BadInput):
    code = "frame-wrong"
    sentence = _("圈的地方不在这一页上，或者太小了。")
    advice = _("在照片上重新圈一次。")


class NotThisPage(BadInput):
    code = "not-this-page"
    sentence = _("这一页不是这一件的材料。")
    advice = _("打开最新的页面，再圈一次。")
