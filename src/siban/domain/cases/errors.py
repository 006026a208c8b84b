"""The refusals that acts on a case can give."""

from django.utils.translation import gettext_lazy as _

from siban.domain.catalog.rules import FieldProblem
from siban.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal


class CaseNotFound(NotFound):
    """Also where the case is another office's: whether it exists is not told."""

    code = "case-not-found"
    sentence = _("没有找到这个办件。")
    advice = _("请核对编号；不是本单位经手的件，这里看不到。")


class OwnCase(NotAllowed):
    code = "own-case"
    sentence = _("这是您本人或家里人的事，您要回避。")
    advice = _("请交给B岗，或请上一级办理。")


class NotTakenInHere(Refusal):
    code = "not-taken-in-here"
    sentence = _("这个窗口不能收这件事。")
    advice = _("请看办事指南上写的办理地点，把群众领过去。")


class ItemIsDraft(Refusal):
    code = "item-is-draft"
    sentence = _("这件事的办事指南还没有发布，现在不能收件。")
    advice = _("请先打电话问主管单位，记下群众的电话再回话。")


class ScenarioOpen(BadInput):
    code = "scenario-open"
    sentence = _("还有情形没有选：%(question)s")
    advice = _("选了才知道要哪些材料。")


class UnknownAnswer(BadInput):
    code = "unknown-answer"
    sentence = _("情形里没有这个选项。")
    advice = _("请在列出的选项里选一个。")


class UnknownMaterial(BadInput):
    code = "unknown-material"
    status = 422
    sentence = _("这件事不要这样材料。")
    advice = _("请看材料清单，选清单上有的。")


class FormWrong(BadInput):
    """`problems` are the fields with their sentences."""

    problems: tuple[FieldProblem, ...]
    code = "form-wrong"
    sentence = _("表上有%(count)d处要改：%(first)s")
    advice = _("改好再往下办。")

    def __init__(self, problems: tuple[FieldProblem, ...], *, count: int, first: str, field: str = "") -> None:
        super().__init__(field=field, count=count, first=first)
        self.problems = problems


class NotSigned(Refusal):
    code = "not-signed"
    sentence = _("申请表还没有签名。")
    advice = _("打印申请表，请本人签名或按手印，拍下来再收件。")


class NothingMissing(Refusal):
    code = "nothing-missing"
    sentence = _("材料都齐了，没有要补的。")
    advice = _("请受理。")


class DocumentsMissing(Refusal):
    code = "documents-missing"
    sentence = _("还差%(count)d样材料，不能受理。")
    advice = _("请一次告知，把差的都写上。")


class StillMissing(Refusal):
    code = "still-missing"
    sentence = _("告知书上的材料还差%(count)d样。")
    advice = _("补齐了再交上去；不想办了可以撤回。")


class AlreadyTold(Refusal):
    code = "already-told"
    sentence = _("已经一次告知过了，不能再开第二张。")
    advice = _("齐了就受理，能查的自己查，当场能改的当场改；补来的是假的、过期的，写明理由报负责人签。")


class ReasonMissing(BadInput):
    code = "reason-missing"
    sentence = _("要写明理由。")
    advice = _("写清楚为什么，再提交。")


class CompetentElsewhereMissing(BadInput):
    code = "competent-missing"
    sentence = _("要写明该找哪个单位。")
    advice = _("填上单位名称、地址和电话，群众好去办。")


class IsCompetent(Refusal):
    code = "is-competent"
    sentence = _("按户口或住地，这件事归本区管，不能不收。")
    advice = _("材料不齐就一次告知，齐了就受理。")


class NotYourTurn(NotAllowed):
    code = "not-your-turn"
    sentence = _("这一步不在您的岗位上。")
    advice = _("现在轮到谁，办件页面上写着。")


class NotClaimed(Refusal):
    code = "not-claimed"
    sentence = _("还没有签收，不能办。")
    advice = _("先签收，再往下办。")


class AlreadyClaimed(Refusal):
    code = "already-claimed"
    sentence = _("已经有人签收了。")
    advice = _("刷新页面看看在谁手里。")


class NotTheDecidingStep(Refusal):
    code = "not-the-deciding-step"
    sentence = _("还没有走到决定这一步。")
    advice = _("先写审核意见，送给决定岗。")


class NotTheReviewStep(Refusal):
    code = "not-the-review-step"
    sentence = _("这一步不是审核。")
    advice = _("请看这一步该做什么。")


class NotDelivered(Refusal):
    code = "not-delivered"
    sentence = _("结果还没有送到，不能归档。")
    advice = _("先把结果送到本人手里，再归档。")


class SignatureMissing(BadInput):
    code = "signature-missing"
    sentence = _("没有签收的签名。")
    advice = _("请收件人在送达回证上签名，拍下来再提交。")


class FormChanged(Refusal):
    code = "form-changed"
    sentence = _("申请表打印以后又改过，签的字对不上了。")
    advice = _("重新打印申请表，请本人再签一次，拍下来。")


class NoSuchGround(BadInput):
    code = "no-such-ground"
    sentence = _("法律没有规定这种情况可以停表。")
    advice = _("只有列出的这几种时间不计算；等同事、等领导都不算。")


class EndsTooEarly(BadInput):
    code = "ends-too-early"
    sentence = _("停到哪天要晚于今天。")
    advice = _("写大约哪天能有结果，要告诉申请人。")


class NoExtension(Refusal):
    code = "no-extension"
    sentence = _("这件事不能延期。")
    advice = _("请在承诺的时限里办完。")


class ExtensionTooLate(Refusal):
    """ALL 42: more time is approved while the limit still runs."""

    code = "extension-too-late"
    sentence = _("法定时限已经过了，不能再延期。")
    advice = _("请马上办，并向负责人说明为什么超期。")


class ExtensionTooLong(BadInput):
    code = "extension-too-long"
    sentence = _("最多延%(days)d天。")
    advice = _("改成%(days)d天以内再报。")


class NotAskedFor(Refusal):
    code = "extension-not-asked"
    sentence = _("没有人报延期，没有要批的。")
    advice = _("要延期的，请经办人先写理由报上来。")


class AlreadyAsked(Refusal):
    code = "extension-already-asked"
    sentence = _("延期已经报上去了，等批。")
    advice = _("批了会有通知，期限没变以前照原来的办。")


class StillHeld(Refusal):
    code = "still-held"
    sentence = _("时限停着，现在不能往下办。")
    advice = _("等的事有了结果，先恢复计时，再办。")


class NotTheApprover(NotAllowed):
    code = "not-the-approver"
    sentence = _("延期要由%(who)s批。")
    advice = _("请转给有权批的人。")


class TooManyTries(Refusal):
    code = "too-many-tries"
    status = 429
    sentence = _("输错的次数太多了，这个编号先停15分钟。")
    advice = _("过一会儿再查，或扫收件凭证上的二维码，或打12345。")


class RepresentativeMissing(BadInput):
    code = "representative-missing"
    sentence = _("还没有写替办的人。")
    advice = _("请他拿出自己的证件，照着登记。")


class RepresentsHerself(BadInput):
    code = "represents-herself"
    sentence = _("替办的人和申请人是同一个人。")
    advice = _("本人来的，选“本人”；别人替办的，请他拿自己的证件。")


class UntilMissing(BadInput):
    code = "until-missing"
    sentence = _("还没有写委托到哪一天。")
    advice = _("请和申请人商量一个三年以内的日子。")


class MandateNotPrinted(Refusal):
    code = "mandate-not-printed"
    sentence = _("还没有打印委托书。")
    advice = _("先写清托谁、到哪一天，打印出来请申请人签名，再拍下来。")
