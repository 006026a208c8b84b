"""The refusals that another system meets before its call comes to a case."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from siban.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal


class TokenUnknown(Refusal):
    """No token, one that is none, or one whose secret is wrong: which of these is not told."""

    code = "token-unknown"
    status = 401
    sentence = _("没有带令牌，或者令牌不对。")
    advice = _("请在 Authorization 里写 Bearer 加令牌；令牌丢了，找系统管理员重发。")


class TokenExpired(Refusal):
    code = "token-expired"
    status = 401
    sentence = _("令牌到期了。")
    advice = _("请找系统管理员换一个。")


class TokenRevoked(Refusal):
    code = "token-revoked"
    status = 401
    sentence = _("令牌已经收回，或者接入方已停用。")
    advice = _("请找系统管理员。")


class ScopeMissing(NotAllowed):
    code = "scope-missing"
    sentence = _("这个令牌没有“%(scope)s”的权限。")
    advice = _("需要的话，请找系统管理员另发令牌。")


class TooManyCalls(Refusal):
    code = "too-many-calls"
    status = 429
    sentence = _("调用太快，超过每分钟 %(limit)s 次。")
    advice = _("请过 %(seconds)s 秒再来。")


class KeyReused(BadInput):
    """The same Idempotency-Key came with another content."""

    code = "idempotency-key-reused"
    sentence = _("这个提交号已经用在别的内容上。")
    advice = _("内容变了就换一个提交号。")


class ClientNotFound(NotFound):
    code = "client-not-found"
    sentence = _("没有找到这个接入方。")


class ClientKeyTaken(BadInput):
    code = "client-key-taken"
    sentence = _("已经有叫这个名字的接入方。")
    advice = _("请换一个名字。")


class ClientUnfit(BadInput):
    """A key that is no short word, a name that is none, a limit below one call a minute."""

    code = "client-unfit"
    sentence = _("接入方的代号、名称或者每分钟次数不对。")
    advice = _("代号用小写字母、数字和短横线，最长 40 个字；每分钟 1 到 100000 次。")


class ScopeUnknown(BadInput):
    code = "scope-unknown"
    sentence = _("没有这样的权限范围。")
    advice = _("可以给的权限见接口说明。")


class LifeTooLong(BadInput):
    code = "token-life"
    sentence = _("令牌的有效期要在 1 天到 366 天之间。")
    advice = _("到期以前换一个新的。")


class TokenNotFound(NotFound):
    code = "token-not-found"
    sentence = _("没有找到这个令牌。")


class WebhookNotFound(NotFound):
    code = "webhook-not-found"
    sentence = _("没有找到这个推送订阅。")


class WebhookAddress(BadInput):
    code = "webhook-address"
    sentence = _("推送地址要以 https 开头，不能带账号，也不能指向本机。")
    advice = _("请换成对方系统对外的地址。")


class WebhookActs(BadInput):
    code = "webhook-acts"
    sentence = _("订阅里有平台没有的事件。")
    advice = _("事件的名称见接口说明。")


class TooManyWebhooks(BadInput):
    code = "too-many-webhooks"
    sentence = _("推送订阅最多 %(most)s 个。")
    advice = _("请先取消不用的。")


class DeadNotFound(NotFound):
    code = "dead-letter-not-found"
    sentence = _("没有找到这条推送不成的事件。")
    advice = _("可能已经重新推送了。")
