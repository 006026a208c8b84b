"""What the portal calls things: the nine life events, kinds of item, tiers, and which drawing stands for a paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from siban.domain.catalog.types import Kind, Tier


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """What happens in a family: the key in the catalogue, its drawing, its name, and two things that belong to it."""

    key: str
    drawing: str
    name: str | Promise
    examples: str | Promise


LIFE_EVENTS: Mapping[str, LifeEvent] = MappingProxyType(
    {
        event.key: event
        for event in (
            LifeEvent("birth", "life-birth", pgettext_lazy("life event", "生育"), _("登记、育儿补贴")),
            LifeEvent("school", "life-school", pgettext_lazy("life event", "入学"), _("助学贷款、资助")),
            LifeEvent("work", "life-work", pgettext_lazy("life event", "就业"), _("失业、创业贷款")),
            LifeEvent("insurance", "life-insurance", pgettext_lazy("life event", "社保"), _("养老保险、医保")),
            LifeEvent("elder", "life-age", pgettext_lazy("life event", "养老"), _("高龄津贴、优待证")),
            LifeEvent("disability", "life-disability", pgettext_lazy("life event", "残疾"), _("残疾人证、补贴")),
            LifeEvent("hardship", "life-hardship", pgettext_lazy("life event", "困难"), _("低保、临时救助")),
            LifeEvent("farming", "life-farm", pgettext_lazy("life event", "三农"), _("宅基地、农机补贴")),
            LifeEvent("death", "life-after", pgettext_lazy("life event", "身后"), _("殡葬、丧葬补助")),
        )
    }
)

FREQUENT = (
    (_("老人补贴"), "老人补贴"),
    (_("办低保"), "办低保"),
    (_("交医保"), "交医保"),
    (_("盖房子"), "盖房子"),
)
"""What many ask for: as it is shown, and as it is searched for."""

KINDS: Mapping[Kind, str | Promise] = MappingProxyType(
    {
        Kind.LICENSING: _("行政许可"),
        Kind.CONFIRMATION: _("行政确认"),
        Kind.BENEFIT: _("行政给付"),
        Kind.REWARD: _("行政奖励"),
        Kind.ADJUDICATION: _("行政裁决"),
        Kind.OTHER_POWER: _("其他行政权力"),
        Kind.PUBLIC_SERVICE: _("公共服务"),
    }
)
LEVELS: Mapping[Tier, str | Promise] = MappingProxyType(
    {Tier.DISTRICT: _("区级"), Tier.TOWNSHIP: _("乡镇（街道）级"), Tier.VILLAGE: _("村（社区）级")}
)
WHERE: Mapping[Tier, str | Promise] = MappingProxyType(
    {Tier.VILLAGE: _("村（社区）"), Tier.TOWNSHIP: _("乡镇（街道）"), Tier.DISTRICT: _("区政务大厅")}
)
"""Who may take an item in, nearest first."""

DRAWINGS: Mapping[str, str] = MappingProxyType(
    {
        "id-card": "pic-id-both",
        "social-security-card": "pic-card",
        "mandate": "pic-mandate",
        "form": "pic-form",
        "household-book": "pic-household",
        "photo": "pic-photo",
    }
)
"""The drawing of a paper; any other looks like a certificate."""
ANY_PAPER = "pic-certificate"


def places(accepting: tuple[Tier, ...]) -> str:
    """Where an item is taken in, nearest first."""
    return gettext("、").join(str(name) for tier, name in WHERE.items() if tier in accepting)
