"""What the acts on tasks and clocks refuse."""

from django.utils.translation import gettext_lazy as _

from siban.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal


class NoSuchTask(NotFound):
    code = "task-not-found"
    sentence = _("没有找到这项待办。")
    advice = _("可能已经办完或转走了，刷新收件箱看看。")


class AlreadyClaimed(Refusal):
    code = "task-already-claimed"
    sentence = _("这项待办已经有人签收了。")
    advice = _("要接手的话，请先让签收的人转给您。")


class NotYours(NotAllowed):
    code = "not-yours"
    sentence = _("这项待办不在您的岗位上。")
    advice = _("请先签收，或找签收的人办。")


class AlreadyClosed(Refusal):
    code = "task-closed"
    sentence = _("这项待办已经办完了。")
    advice = _("刷新收件箱，看看还剩哪些。")


class NothingRuns(Refusal):
    code = "no-clock-runs"
    sentence = _("现在没有在走的时限。")
    advice = _("打开最新的页面，看看办到哪一步了。")


class AlreadyHeld(Refusal):
    code = "already-held"
    sentence = _("时限已经停着了。")
    advice = _("要换停表的理由，请先恢复，再重新停。")


class NotHeld(Refusal):
    code = "not-held"
    sentence = _("时限没有停，不用恢复。")
    advice = _("请接着办。")


class AlreadyExtended(Refusal):
    code = "already-extended"
    sentence = _("这一件已经延过期了，不能再延。")
    advice = _("请在现在的期限内办结。")


class NoSuchWarning(NotFound):
    code = "warning-not-found"
    sentence = _("没有找到这条预警。")
    advice = _("刷新预警页面再看。")


class NoSuchOrder(NotFound):
    code = "order-not-found"
    sentence = _("没有找到这张督办单。")
    advice = _("刷新督办页面再看。")


class OrderEmpty(BadInput):
    code = "order-empty"
    sentence = _("还没有写内容。")
    advice = _("写清要办什么、办到什么样，或者办了什么。")


class OrderTooLong(BadInput):
    code = "order-too-long"
    sentence = _("太长了，最多%(most)d个字。")
    advice = _("写要紧的，材料另外附。")


class NotAWorkingDay(BadInput):
    code = "not-a-working-day"
    sentence = _("回报的日子要是今天以后的工作日。")
    advice = _("换一个工作日。")
