"""The refusals of what is established beside the form, and of a withdrawal that nobody has shown to be her wish."""

from django.utils.translation import gettext_lazy as _

from siban.kernel.refusals import BadInput, Refusal


class NothingEstablished(BadInput):
    code = "nothing-established"
    sentence = _("没有一处和现在的不一样。")
    advice = _("改了哪一处就填哪一处，没改的空着。")


class NoSuchPlace(BadInput):
    code = "no-such-place"
    sentence = _("表上没有这一处。")
    advice = _("刷新页面，照着表上有的填。")


class NotEstablishedHere(BadInput):
    """Who she is stands in her own record."""

    code = "not-established-here"
    sentence = _("姓名和证件号码不在这里改。")
    advice = _("请到窗口凭证件改本人档案。")


class NothingFoundYet(Refusal):
    """A finding rests on something: the survey of two people (ALL 34(3)), an objection that was upheld."""

    code = "nothing-found-yet"
    sentence = _("“%(what)s”还没有结果，不能据此核定。")
    advice = _("先把调查、核实的结果写下来，再核定。")


class NotAccepted(Refusal):
    code = "not-accepted-yet"
    sentence = _("受理以前只改填写的笔误，不核定情况。")
    advice = _("受理了再核查、核定。")


class ConsentMissing(BadInput):
    """ALL 32(1)(3): she is let to mend it; nobody mends it for her unasked."""

    code = "consent-missing"
    sentence = _("改笔误要本人同意。")
    advice = _("打电话或者当面问，写上哪天、怎么同意的。")


class WishNotShown(BadInput):
    code = "wish-not-shown"
    sentence = _("还没有写怎么知道是本人要撤回。")
    advice = _("拍签了字的撤回申请，或者看本人证件，或者看委托书。")


class TailWrong(BadInput):
    code = "document-tail-wrong"
    sentence = _("证件号码后四位和申请人的不一样。")
    advice = _("看着证件再输一遍；来的不是本人，要有委托书。")


class MandateTooNarrow(BadInput):
    code = "mandate-too-narrow"
    sentence = _("没有管撤回的委托书，或者过期了。")
    advice = _("请本人来，或者拿签了字的撤回申请来。")
