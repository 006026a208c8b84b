"""The refusals of the catalogue."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from siban.domain.catalog.gate import Missing
from siban.kernel.refusals import BadInput, NotFound, Refusal
from siban.kernel.text import Text


class ItemNotFound(NotFound):
    code = "item-not-found"
    sentence = _("没有这个事项。")
    advice = _("换个说法找一找，或问窗口。")


class ThemeNotFound(NotFound):
    code = "theme-not-found"
    sentence = _("没有这个一件事。")
    advice = _("换个说法找一找，或问窗口。")


class VersionNotFound(NotFound):
    code = "item-version-not-found"
    sentence = _("没有这个事项版本，或者还没有公布。")
    advice = _("打开事项，看现在施行的是哪一版。")


class NotPublishable(Refusal):
    """The publish gate: `missing` lists all that is missing at once (rules.md §1)."""

    code = "item-not-publishable"
    status = 422
    sentence = _("这一版还不能公布，还缺%(count)s项：%(list)s。")
    advice = _("补齐以后再公布。")

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__()
        self.missing = missing

    def what(self) -> str:
        """The sentence with all that is missing, in the reader's language."""
        told = str(Text("；", "; ")).join(str(one.sentence) for one in self.missing)
        return str(self.sentence) % {"count": len(self.missing), "list": told}


class BadContent(BadInput):
    """The content is not built as a version is; `where` names file and key."""

    code = "item-content-malformed"
    sentence = _("事项内容写得不对：%(where)s，%(fault)s。")
    advice = _("改好这一处再交。")


class StartsInPast(Refusal):
    """What was in force on a past day stays so: applications were taken in under it."""

    code = "item-version-starts-in-past"
    status = 422
    sentence = _("新的一版不能从过去的日子起施行。")
    advice = _("换成今天或者以后的日期。")


class StartsTooEarly(Refusal):
    code = "item-version-starts-too-early"
    status = 422
    sentence = _("新的一版要晚于现在施行的一版，那一版从%(since)s起施行。")
    advice = _("换一个更晚的施行日期。")
