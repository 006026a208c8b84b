"""What asking a register can be refused for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from siban.kernel.refusals import BadInput, NotFound, Refusal


class NoSuchRegister(NotFound):
    code = "register-unknown"
    sentence = _("没有接入这个数据来源。")
    advice = _("请本人带材料来，按普通材料收。")


class RegisterDown(Refusal):
    """The holder of the register does not answer; adapters raise it."""

    code = "register-down"
    status = 424
    sentence = _("对方的数据现在查不到。")
    advice = _("过一会儿再试；急办的，请本人带材料来。")


class PowerMissing(BadInput):
    """PIPL 13, 34: a look-up stands on consent or on a power that a law names."""

    code = "register-power-missing"
    sentence = _("查数据要有本人同意，或者写明哪条法律准许。")
    advice = _("请本人在申请表上签授权；不同意的，按普通材料收。")
