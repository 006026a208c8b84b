"""How the desk and the portal say why a site is closed."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from siban.domain.places.rules.hours import Closed

CLOSED: Mapping[Closed, str | Promise] = {
    Closed.BEFORE: _("还没开门"),
    Closed.BREAK: _("中午休息"),
    Closed.OVER: _("下班了"),
    Closed.REST: pgettext_lazy("site", "今天休息"),
}
