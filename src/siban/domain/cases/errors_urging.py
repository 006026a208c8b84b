"""What urging refuses."""

from django.utils.translation import gettext_lazy as _

from siban.kernel.refusals import BadInput, Refusal


class UrgedAlready(Refusal):
    code = "urged-already"
    sentence = _("已经催过了，正等着回话。")
    advice = _("回了话这里就看得到；超过回话的时间，会报给上一级。")


class UrgedToday(Refusal):
    code = "urged-today"
    sentence = _("今天已经催过一次了。")
    advice = _("明天还没消息可以再催；着急可以打12345。")


class NobodyToUrge(Refusal):
    code = "nobody-to-urge"
    sentence = _("现在没有等着哪个单位办的事，不用催。")
    advice = _("看看现在到哪一步了。")


class NotUrged(Refusal):
    code = "not-urged"
    sentence = _("没有人在催这一件，或者已经回过话了。")
    advice = _("打开最新的页面看看。")


class AnswerMissing(BadInput):
    code = "urge-answer-missing"
    sentence = _("还没有写回话。")
    advice = _("写一句现在办到哪了、大约哪天有结果。")


class AnswerTooLong(BadInput):
    code = "urge-answer-too-long"
    sentence = _("回话太长了，最多%(most)d个字。")
    advice = _("写短一点，群众在手机上看。")
