"""The refusals that acts on a benefit can give."""

from django.utils.translation import gettext_lazy as _

from siban.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal


class BenefitNotFound(NotFound):
    """Also where it is another office's: whether it exists is not told."""

    code = "benefit-not-found"
    sentence = _("没有找到这份待遇。")
    advice = _("请核对一下；不是本单位发的，这里看不到。")


class ListNotFound(NotFound):
    code = "pay-list-not-found"
    sentence = _("没有找到这份发放名单。")
    advice = _("请从名单列表里打开。")


class OwnBenefit(NotAllowed):
    code = "own-benefit"
    sentence = _("这是您本人或家里人的待遇，您要回避。")
    advice = _("请交给B岗，或请上一级办理。")


class NotYourBenefit(NotAllowed):
    code = "benefit-not-yours"
    sentence = _("这份待遇不归您的岗位管。")
    advice = _("请交给发放单位的审核岗或决定岗。")


class ReasonsMissing(BadInput):
    code = "benefit-reasons-missing"
    sentence = _("还没有写理由。")
    advice = _("把原因写清楚，告知书上要印出来。")


class BadGround(BadInput):
    code = "benefit-ground-unknown"
    sentence = _("还没有选是哪一种情况。")
    advice = _("请在列出的里面选一个。")


class BadDay(BadInput):
    code = "benefit-day-wrong"
    sentence = _("日期不对：不能晚于今天，也不能早于开始发放的月份。")
    advice = _("请核对发生的日期。")


class NotLongYet(BadInput):
    code = "benefit-pause-not-long"
    sentence = _("暂停的时间还不够长，不能按这一条停发。")
    advice = _("系统提出停发以后再办；有别的情况，选别的一条。")


class NothingToReassess(Refusal):
    code = "nothing-to-reassess"
    sentence = _("按现行标准，没有人的金额要变。")
    advice = _("新标准先在事项里发布，生效以后再来。")


class BadCheckDay(BadInput):
    code = "benefit-check-day-wrong"
    sentence = _("日期不对：要在今天以后，也不能晚于本来就该认证的日子。")
    advice = _("提前认证才需要另定日子。")


class MonthNotPaid(BadInput):
    code = "month-not-paid"
    sentence = _("这个月还没有上过名单，不用更正。")
    advice = _("更正只改已经发过的月份；没发的，下一份名单自己会算。")


class BadSum(BadInput):
    code = "correction-sum-wrong"
    sentence = _("金额不对：不能是零，扣的一次不能超过一个月的待遇，补的不能超过五万元。")
    advice = _("要扣得多，分几个月更正。")


class BadAccount(BadInput):
    code = "benefit-account-wrong"
    sentence = _("账号不对：应是15到19位数字。")
    advice = _("请照着社保卡再输一遍。")


class BadMonth(BadInput):
    code = "pay-month-wrong"
    sentence = _("名单的月份不对：不能是以后的月份。")
    advice = _("到了那个月再做。")


class NothingToPay(Refusal):
    code = "nothing-to-pay"
    sentence = _("这个月没有要发的人。")
    advice = _("等有人要发了再做名单。")


class ListAlreadyMade(Refusal):
    code = "pay-list-made-already"
    sentence = _("这个月的名单已经做过了。")
    advice = _("请打开做好的那一份；要重做，先由核对人退回。")


class SecondPersonNeeded(NotAllowed):
    code = "pay-list-second-person"
    sentence = _("谁做的名单，不能由谁核对。")
    advice = _("请另一位同事来核对。")


class ListOutOfDate(Refusal):
    code = "pay-list-out-of-date"
    sentence = _("名单做好以后，有%(count)d个人停发或暂停了。")
    advice = _("请退回这份名单，重新做一份。")
