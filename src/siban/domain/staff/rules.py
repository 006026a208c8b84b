"""Who may act for a post, and how far a post reaches. Pure."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from siban.domain.places.rules import regions
from siban.kernel.actors import Grant, Role

SECOND_FACTOR = frozenset({Role.LEADER, Role.SUPERVISOR, Role.EDITOR, Role.ADMINISTRATOR})
"""Who signs in with a code besides the password: who sees a whole region, or changes what everybody works by."""

KEEPS_ABSENCES = frozenset({Role.HEAD, Role.LEADER, Role.SUPERVISOR, Role.ADMINISTRATOR})
"""Who may put up and take down another's away notice, beside her stand-in."""

REGIONAL = frozenset({Role.SUPERVISOR, Role.EDITOR, Role.ADMINISTRATOR})
"""Roles that a post bears in its office's whole region, not only at its office."""


class Acts(StrEnum):
    """Who acts for a post now (AB岗)."""

    HOLDER = "holder"
    STAND_IN = "stand-in"
    NOBODY = "nobody"


def acts(*, holder_away: bool, stand_in_away: bool) -> Acts:
    """The holder; while she is away the stand-in, unless she is away from a post of her own; then nobody."""
    if not holder_away:
        return Acts.HOLDER
    return Acts.NOBODY if stand_in_away else Acts.STAND_IN


def grant(role: Role, *, office: UUID, region: str, tier: str, governs: bool = False) -> Grant:
    """What a post gives whoever acts for it now. `governs`: whether the office is the district's government itself.

    A township's leader answers for the township (E1), one of the government for the district, a bureau's for each
    office that has such a post. Other posts reach no further than their office, but there for cases of the whole
    district: a resident may go to any window (A2).
    """
    if role in REGIONAL or (role == Role.LEADER and (governs or tier != "district")):
        return Grant(role, regions.prefix(region), None)
    return Grant(role, region[:6], office)
