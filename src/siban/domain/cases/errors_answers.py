"""The refusals around promises, declarations, second notices, guardians and relatives."""

from django.utils.translation import gettext_lazy as _

from siban.kernel.refusals import BadInput, NotAllowed, Refusal


class RelativesCase(NotAllowed):
    code = "relatives-case"
    sentence = _("申请人是您申报过的亲属，您要回避。")
    advice = _("请交给另一位同事办，由上一级核。")


class CountsAsAccepted(Refusal):
    """ALL 32(4): the five days are over, nobody answered."""

    code = "counts-as-accepted"
    sentence = _("答复的期限已经过了，没有人答复，依法从收到材料那天起就算受理。")
    advice = _("系统马上按受理转出去，刷新页面看看；现在不能再告知、不受理或者另算受理的日子。")


class NotCompetentHere(Refusal):
    """ALL 32(2): what another authority is competent for is neither accepted nor corrected."""

    code = "not-competent-here"
    sentence = _("按户口或住地，这件事不归本区管，不能受理，也不用补材料。")
    advice = _("请开不予受理通知书，写明该找哪个单位。")


class MandateMissing(Refusal):
    """A representative acts under a mandate."""

    code = "mandate-missing"
    sentence = _("替办的人还没有委托书。")
    advice = _("打印委托书请申请人签名，拍下来再收件；申请人能来，就由本人办。")


class CheckedAbove(NotAllowed):
    code = "checked-above"
    sentence = _("申请人是本单位同事申报过的亲属，这一步由负责人办。")
    advice = _("请负责人签收；谁申报的，看件页上写着。")


class NotTolerable(BadInput):
    code = "not-tolerable"
    sentence = _("这样材料不能容缺。")
    advice = _("清单上标了可以容缺的才行；这样要一次告知。")


class PromiseDate(BadInput):
    code = "promise-date"
    sentence = _("容缺要写今天以后、最迟%(day)s的日子。")
    advice = _("和申请人商量一个做得到的日子。")


class PromisesNoMore(Refusal):
    code = "promises-no-more"
    sentence = _("%(day)s有一次承诺补来的材料没有补来，这次不能再容缺。")
    advice = _("跟申请人说清楚；材料不齐就一次告知。")


class NotDeclarable(BadInput):
    code = "not-declarable"
    sentence = _("这样材料不能用承诺代替。")
    advice = _("清单上标了可以承诺的才行；这样要一次告知。")


class DeclaresNoMore(Refusal):
    code = "declares-no-more"
    sentence = _("%(day)s查实有一次承诺不实，这次不能再用承诺代替证明。")
    advice = _("跟申请人说清楚；请他交证明。")


class NothingPledged(Refusal):
    code = "nothing-pledged"
    sentence = _("没有要承诺的材料，不用打承诺书。")
    advice = _("先在材料上标容缺或承诺代替，再打印。")


class PledgeNotPrinted(Refusal):
    code = "pledge-not-printed"
    sentence = _("承诺书还没有打印。")
    advice = _("打印承诺书，请申请人签字，再拍下来。")


class PromiseNotSigned(Refusal):
    code = "promise-not-signed"
    sentence = _("容缺受理承诺书还没有签，或者印过以后又改了。")
    advice = _("打印承诺书，请申请人签字或按手印，拍下来再收件。")


class DeclarationNotSigned(Refusal):
    code = "declaration-not-signed"
    sentence = _("告知承诺书还没有签，或者印过以后又改了。")
    advice = _("打印承诺书，念给申请人听，签字或按手印，拍下来再收件。")


class NotPromised(Refusal):
    code = "not-promised"
    sentence = _("没有等着补来的这样材料。")
    advice = _("看看办件上写的是哪一样；别的材料不用交。")


class ComprehensiveOnly(NotAllowed):
    code = "comprehensive-only"
    sentence = _("补来的材料由收件的窗口收，在别处由综合窗口收。")
    advice = _("请领到综合窗口，或者收件的窗口。")


class NothingBrought(BadInput):
    code = "nothing-brought"
    sentence = _("没有勾这次补来的材料。")
    advice = _("勾上补来的，或拍下来，再交上去。")


class ResultLocked(Refusal):
    code = "result-locked"
    sentence = _("承诺补的材料还差%(papers)s，结果先不能交。")
    advice = _("请申请人先把材料补来，补齐当时就能交。")


class NoCheckOpen(Refusal):
    code = "no-check-open"
    sentence = _("没有等着核查的承诺。")
    advice = _("看看办件的经过，可能别人已经核查过了。")


class NotNewOnItsFace(BadInput):
    code = "not-new-on-its-face"
    sentence = _("只有补来的材料里有假的、过期的，才能再告知一次。")
    advice = _("第一次就看得出来的不能再要：材料齐了就受理，能查的自己查。")


class SecondAlreadyAsked(Refusal):
    code = "second-already-asked"
    sentence = _("第二次告知已经报上去了，等负责人签。")
    advice = _("负责人签了就出告知书；不签就按现有材料答复。")


class SecondNotAsked(Refusal):
    code = "second-not-asked"
    sentence = _("没有人报第二次告知，没有要签的。")
    advice = _("要再告知的，请受理岗先写明理由报上来。")


class NothingToStartFrom(Refusal):
    code = "nothing-to-start-from"
    sentence = _("没有可以接着用的旧件。")
    advice = _("同一个人、同一件事、以前没办成的才能接着办；照常收件就行。")


class GuardianProofMissing(Refusal):
    code = "guardian-proof-missing"
    sentence = _("监护关系的证明还没有拍。")
    advice = _("判决书、公证书或者村（居）委会指定监护人的书面决定，拍下来再收件。")


class NotAGuardian(Refusal):
    code = "not-a-guardian"
    sentence = _("这件不是监护人来办的。")
    advice = _("先在“谁来办”里选监护人，再拍证明。")


class WitnessMissing(BadInput):
    code = "witness-missing"
    sentence = _("按手印要有一个见证人。")
    advice = _("写上见证人的姓名；见证人不能是经办人自己。")
