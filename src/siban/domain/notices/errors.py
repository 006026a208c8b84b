"""What an act on a notice, or opening one, can be refused for."""

from django.utils.translation import gettext_lazy as _

from siban.kernel.refusals import NotFound, OutOfTurn, Refusal


class NoticeNotFound(NotFound):
    code = "notice-not-found"
    sentence = _("没有找到这份文书。")
    advice = _("请核对验证码，或看看文书右下角的公章和日期。")


class AlreadyVoid(OutOfTurn):
    code = "notice-already-void"
    sentence = _("这份文书已经作废或替换过了。")
    advice = _("请打开最新的那一份。")


class Erased(Refusal):
    """The person's key is gone, so nothing that was printed about her can be read again."""

    code = "notice-erased"
    status = 410
    sentence = _("这份文书里的个人信息已依法删除，打不开了。")
    advice = _("编号和日期仍可核对。")


class SealOutOfReach(Refusal):
    """The bureau's seal system does not answer. The notice is issued all the same; only its paper waits."""

    code = "seal-out-of-reach"
    status = 424
    sentence = _("公章现在盖不上。")
    advice = _("文书已经签发，过几分钟再打开；还是不行，请告诉系统管理员。")


class UnknownSeries(NotFound):
    code = "notice-series-unknown"
    sentence = _("没有这个代字和年份的文书号。")
    advice = _("用 siban numbers list 看现有的代字。")


class NumbersThere(OutOfTurn):
    code = "notice-numbers-there"
    sentence = _("文书号已经编到%(last)d号了。")
    advice = _("只能往后移；请核对纸面登记簿上最大的号。")
