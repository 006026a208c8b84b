"""The refusals around results that go by post or over the net, and those that nobody fetches."""

from django.utils.translation import gettext_lazy as _

from siban.kernel.refusals import BadInput, Refusal


class PostingIncomplete(BadInput):
    code = "posting-incomplete"
    sentence = _("邮寄要写快递公司和运单号。")
    advice = _("照面单上的写，群众查得到。")


class PostedAlready(Refusal):
    code = "posted-already"
    sentence = _("结果已经寄出了，运单号%(number)s。")
    advice = _("等回执；退回来了当面交。")


class NotPosted(Refusal):
    code = "not-posted"
    sentence = _("结果还没有寄出。")
    advice = _("先记寄出，收到回执再记送达。")


class NotOnScreen(Refusal):
    code = "not-on-screen"
    sentence = _("这个结果不能在网上给。")
    advice = _("当面交、代办员送，或者邮寄。")


class NothingToFetch(Refusal):
    code = "nothing-to-fetch"
    sentence = _("没有要催领的结果。")
    advice = _("到期没领的会列在“催领”里。")


class AgreedDay(BadInput):
    code = "agreed-day"
    sentence = _("约的日子要在今天或以后，联系上了才能约。")
    advice = _("没联系上就选没联系上，改天再打。")
