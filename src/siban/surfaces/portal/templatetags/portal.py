"""Filters of the resident's pages: numbers to dial, sums, the date in the heading, away notices."""

from __future__ import annotations

import re
from datetime import date

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from siban.domain.staff.queries import AwayNotice
from siban.surfaces.portal.opening import spoken
from siban.surfaces.ui.templatetags.words import date_cn

register = template.Library()


@register.filter
def dialled(number: str) -> str:
    """A telephone number as a `tel:` address wants it: digits alone."""
    return re.sub(r"[^0-9+]", "", number)


@register.filter
def yuan(fen: int) -> str:
    """An amount in fen as a figure in yuan, for where the word stands beside it."""
    whole, rest = divmod(int(fen), 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)


@register.filter
def answer(sentence: str, by: date | None) -> SafeString:
    """The heading of a case: one idea a line, the date that matters in the colour of the house."""
    lines = [conditional_escape(part) for part in re.split(r"(?<=[，,;；])\s*", sentence)]
    said = mark_safe("<br>".join(lines))  # noqa: S308  each part is escaped above
    if by is None:
        return said
    day = str(conditional_escape(date_cn(by)))
    return mark_safe(said.replace(day, format_html("<em>{}</em>", date_cn(by)), 1))  # noqa: S308


@register.filter
def away(notice: AwayNotice) -> str:
    """Why, as a kind only, and when she is back."""
    return _("%(why)s，%(when)s回来") % {"why": notice.kind.label, "when": spoken(notice.back_at)}
