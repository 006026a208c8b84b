"""The refusals of surveys, hearings, publications, opinions, hand-offs, corrected decisions and the archive."""

from django.utils.translation import gettext_lazy as _

from siban.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal


class TwoPeopleNeeded(BadInput):
    """ALL 34(3)."""

    code = "two-people-needed"
    sentence = _("要两个以上的工作人员一起去，写上两个人的名字。")
    advice = _("再选一位本单位的同事。")


class NotOfThisOffice(BadInput):
    code = "not-of-this-office"
    sentence = _("选的人不在办这一步的单位。")
    advice = _("请从列出的岗位里选。")


class SurveyMissing(Refusal):
    code = "survey-missing"
    sentence = _("这一步要两个人到现场看过才能往下送。")
    advice = _("先打印调查表，两个人去，签好字拍下来，再写结论。")


class SurveyOpen(Refusal):
    code = "survey-open"
    sentence = _("调查已经安排了，还没有写结论。")
    advice = _("把上一次的结论写完，再安排下一次。")


class NoSuchProceeding(NotFound):
    code = "no-such-proceeding"
    sentence = _("没有找到这一项，或者已经结束了。")
    advice = _("刷新页面看看。")


class NotThisStep(Refusal):
    code = "not-this-step"
    sentence = _("现在这一步不做这件事。")
    advice = _("看清现在是哪一步，再往下办。")


class SheetMissing(BadInput):
    code = "sheet-missing"
    sentence = _("还没有拍签了字的表。")
    advice = _("把签好字的表拍下来，再提交。")


class FindingsMissing(BadInput):
    code = "findings-missing"
    sentence = _("还没有写看到了什么。")
    advice = _("写清在现场看到、问到的情况。")


class InTheFuture(BadInput):
    code = "day-in-the-future"
    sentence = _("日期不能在今天以后。")
    advice = _("写实际去的那一天。")


class InterestMissing(BadInput):
    code = "interest-missing"
    sentence = _("要写明是谁、有什么利害关系。")
    advice = _("写上名字，和这件事怎么影响到他。")


class StillMayAsk(Refusal):
    code = "hearing-may-be-asked"
    sentence = _("利害关系人还可以要求听证，最迟%(day)s，现在不能作决定。")
    advice = _("等他答复；他说不要的，把他说的记下来。")


class HearingAskedFor(Refusal):
    code = "hearing-asked-for"
    sentence = _("有人要求听证，还没有开，不能作决定。")
    advice = _("先定时间、地点开听证会，提前7天告诉大家。")


class HearingOpen(Refusal):
    code = "hearing-open"
    sentence = _("听证还没有结束，不能作决定。")
    advice = _("听证开完，把笔录拍下来，写明结果。")


class HearingTooSoon(BadInput):
    code = "hearing-too-soon"
    sentence = _("听证要提前7天告诉大家，最早%(day)s开。")
    advice = _("把时间往后定。")


class PresiderHandles(BadInput):
    code = "presider-handles-the-case"
    sentence = _("主持人不能是办这件事的人。")
    advice = _("请单位里没有经手的人主持。")


class PublicationMissing(Refusal):
    code = "publication-missing"
    sentence = _("这一步要公示，公示期满没有异议才能往下送。")
    advice = _("先出公示，贴出去。")


class PublicationRuns(Refusal):
    code = "publication-runs"
    sentence = _("公示要到%(day)s（含当日）才满，现在不能结束。")
    advice = _("到期没有异议，会自己往下走。")


class PublicationOver(Refusal):
    code = "publication-over"
    sentence = _("公示已经结束了，不能再收异议。")
    advice = _("有意见可以打12345，或者到窗口反映。")


class AlreadyPublished(Refusal):
    code = "already-published"
    sentence = _("公示已经出了。")
    advice = _("等公示期满。")


class ObjectionOpen(Refusal):
    code = "objection-open"
    sentence = _("还有%(count)d条异议没有核实答复，不能往下走。")
    advice = _("核实了，写明成立不成立、为什么，再往下走。")


class ObjectionMissing(BadInput):
    code = "objection-missing"
    sentence = _("还没有写异议的内容。")
    advice = _("写清楚哪里不对，越具体越好。")


class PublicationChanged(Refusal):
    code = "publication-changed"
    sentence = _("异议成立，公示的内容改了，改了的还没有公示，不能往下送。")
    advice = _("再出一次公示。")


class ChangeMissing(BadInput):
    code = "change-missing"
    sentence = _("还没有写公示的内容改成什么。")
    advice = _("一行写一处，再公示的时候照着印。")


class TooFarOff(BadInput):
    code = "call-back-too-far"
    sentence = _("回话要在1到%(days)d个工作日里。")
    advice = _("写少一点，查不完再打电话说一声。")


class NothingToCall(NotFound):
    code = "nothing-to-call-back"
    sentence = _("没有等着回话的异议。")
    advice = _("刷新页面看看，也许同事已经回了。")


class CallOwed(Refusal):
    code = "call-back-owed"
    sentence = _("提异议的人还没有回话，不能归档。")
    advice = _("先打电话把查的结果告诉他。")


class NotLookedInto(Refusal):
    code = "objection-not-looked-into"
    sentence = _("这条异议还没有核实，没有话可回。")
    advice = _("先写核实的结果，再回话。")


class TooManyObjections(Refusal):
    code = "too-many-objections"
    status = 429
    sentence = _("这条公示的异议已经很多了，网上先不收了。")
    advice = _("请打公示上的电话，或者到窗口说。")


class OwnOffice(BadInput):
    code = "own-office"
    sentence = _("不用征求自己单位的意见。")
    advice = _("请选别的单位。")


class AlreadyConsulted(BadInput):
    code = "already-consulted"
    sentence = _("已经征求过这个单位，还没有答复。")
    advice = _("等它答复，或者打电话催。")


class QuestionMissing(BadInput):
    code = "question-missing"
    sentence = _("还没有写要问什么。")
    advice = _("写清要这个单位核什么、答什么。")


class BadShare(BadInput):
    code = "bad-share"
    sentence = _("给的天数要在1天到%(days)d天之间。")
    advice = _("按剩下的时间分。")


class OpinionsOutstanding(Refusal):
    code = "opinions-outstanding"
    sentence = _("还有%(count)d个单位没有答复，不能作决定。")
    advice = _("等都答复了再决定；超期的，谁用的时间记在谁那里。")


class NoSystem(Refusal):
    code = "no-system"
    sentence = _("这件事不用录入部门的业务系统。")
    advice = _("直接往下办。")


class HandOffOpen(Refusal):
    code = "hand-off-open"
    sentence = _("交接单已经出了，结果还没有回来。")
    advice = _("先把业务系统的编号和结果写回来。")


class NoHandOff(Refusal):
    code = "no-hand-off"
    sentence = _("没有等着结果的交接单。")
    advice = _("先出交接单。")


class NumberMissing(BadInput):
    code = "system-number-missing"
    sentence = _("还没有写业务系统的编号。")
    advice = _("照着业务系统里的编号写。")


class NoDecision(Refusal):
    code = "no-decision"
    sentence = _("没有可以更正或者撤销的决定。")
    advice = _("只有准予或者不予的决定可以更正、撤销。")


class NothingAmended(BadInput):
    code = "nothing-amended"
    sentence = _("要写明哪里错了、原来怎么写、应该怎么写。")
    advice = _("一处一行写清楚。")


class NotASlip(BadInput):
    """What changes the decision itself is a new decision."""

    code = "not-a-slip"
    sentence = _("更正只改明显的笔误、算错，不能改决定的结果。")
    advice = _("决定本身错了，要报负责人撤销。")


class HeardMissing(BadInput):
    code = "heard-missing"
    sentence = _("要写明怎么听取当事人意见的。")
    advice = _("撤销以前先告诉当事人，听他怎么说，记下来。")


class AlreadyProposed(Refusal):
    code = "already-proposed"
    sentence = _("已经报上去了，等批。")
    advice = _("批了会有通知。")


class NotProposed(Refusal):
    code = "not-proposed"
    sentence = _("没有人报过，没有要批的。")
    advice = _("请经办人先写理由报上来。")


class SecondPersonNeeded(NotAllowed):
    code = "second-person-needed"
    sentence = _("要另外一个人来做，不能自己报自己批。")
    advice = _("请另一位有权的同事办。")


class ArchiveNotWhole(Refusal):
    code = "archive-not-whole"
    status = 424
    sentence = _("归档包写完核对，%(part)s对不上，没有归档。")
    advice = _("请再归一次；还不行，请管理员检查存储。")


class StillKept(Refusal):
    code = "retention-not-over"
    sentence = _("保管期限没到，不能销毁。")
    advice = _("到期以后会列在可以销毁的清单里。")


class AlreadyDestroyed(Refusal):
    code = "archive-destroyed"
    status = 410
    sentence = _("归档包已经按规定销毁了，记录还在。")
    advice = _("要查办理经过，看时间线。")
