"""The refusals around a family, one 一件事 with all its cases."""

from django.utils.translation import gettext_lazy as _

from siban.kernel.refusals import BadInput, NotFound, Refusal


class FamilyNotFound(NotFound):
    code = "family-not-found"
    sentence = _("没有找到这个一件事。")
    advice = _("请核对编号；不是本单位收的，这里看不到。")


class NothingTakenIn(Refusal):
    code = "nothing-taken-in"
    sentence = _("按选的情形，这个一件事里没有一件能在这里办。")
    advice = _("看看情形选对了没有；要办的事单独办。")


class PartsFixed(BadInput):
    code = "parts-fixed"
    sentence = _("改了这一项，要一起办的事就不一样了。")
    advice = _("撤回这一件，按新的情形重新开。")


class DeliveredTogether(Refusal):
    code = "delivered-together"
    sentence = _("这件是一件事里的一件，结果要一起交。")
    advice = _("等几件都办好，到一件事那里一次交。")
