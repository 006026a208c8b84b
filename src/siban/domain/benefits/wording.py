"""A benefit in words: its name, a month, a sum; in the reader's language."""

from __future__ import annotations

from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from siban.domain.benefits.models import Entitlement
from siban.domain.catalog import queries as catalog


def name_of(entitlement: Entitlement) -> str:
    """What people call it: 高龄津贴."""
    version = catalog.version(entitlement.version_id)
    return str(version.matter or version.name)


def month_word(month: date) -> str:
    """2026年12月 / December 2026."""
    return format_date(month, pgettext("month with year", "Y年n月"))


def day_word(day: date) -> str:
    """2027年11月25日 / 25 November 2027: a check is due in another year."""
    return format_date(day, pgettext("day with year", "Y年n月j日"))


def money(fen: int) -> str:
    """100元 / 100 yuan."""
    return _("%(sum)s元") % {"sum": f"{fen / 100:,.2f}".removesuffix(".00")}
