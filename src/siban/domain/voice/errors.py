"""The refusals of ratings."""

from django.utils.translation import gettext_lazy as _

from siban.kernel.refusals import BadInput, Refusal


class AlreadyRated(Refusal):
    code = "already-rated"
    sentence = _("这一件已经评过了，一件只评一次。")
    advice = _("还有话说，可以打12345。")


class NotServedYet(Refusal):
    code = "not-served-yet"
    sentence = _("还没办完，现在不用评。")
    advice = _("有了结果，再来评一评。")


class NoLevel(BadInput):
    code = "no-level"
    sentence = _("还没有选满意不满意。")
    advice = _("在五个里面点一个。")


class WordsTooLong(BadInput):
    code = "words-too-long"
    sentence = _("写得太长了，最多500个字。")
    advice = _("挑要紧的写。")
