"""The refusals of the door itself: what is wrong with a call before it comes to any subject."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from siban.kernel.refusals import BadInput, NotFound, Refusal


class Unreadable(BadInput):
    """Not JSON, cut off, too deep, or in no encoding that is one."""

    code = "unreadable"
    status = 400
    sentence = _("这次提交的内容读不出来。")
    advice = _("内容要是完整的 JSON，用 UTF-8 编码。")


class WrongShape(BadInput):
    """JSON, but not what the description asks for; `errors` of the problem say where."""

    code = "wrong-shape"
    sentence = _("有 %(many)s 处不合接口说明。")
    advice = _("errors 里逐处写明了。")


class NoSuchAddress(NotFound):
    code = "no-such-address"
    sentence = _("没有这个地址。")
    advice = _("请核对接口说明：/api/v1/openapi.json。")


class NotThisWay(Refusal):
    code = "method-not-allowed"
    status = 405
    sentence = _("这个地址不接受这种方法。")
    advice = _("可用的方法见 Allow。")


class TooLarge(BadInput):
    code = "too-large"
    status = 413
    sentence = _("内容太大。")
    advice = _("一次最多 5 兆；照片另用上传照片的地址，每张最多 20 兆。")


class EtagMissing(Refusal):
    """An act on a case without saying which state of it was seen (RFC 6585 §3)."""

    code = "etag-missing"
    status = 428
    sentence = _("没有说明看到的是哪一版。")
    advice = _("请先读这个办件，把 ETag 原样写进 If-Match。")


class CursorUnknown(BadInput):
    code = "cursor-unknown"
    sentence = _("这个翻页标记不能用。")
    advice = _("请从第一页重新翻；标记只能用在给出它的那一个列表。")


class Failed(Refusal):
    """Something broke here; nothing of it is told, it stands in the log."""

    code = "failed"
    status = 500
    sentence = _("平台出了差错，这次没有办成。")
    advice = _("请过一会儿带着同一个提交号再试。")
