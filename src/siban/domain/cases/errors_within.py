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
