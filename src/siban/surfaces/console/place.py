"""The places of the console: the district, its hall with the bureaus there, townships with centre and points.

A place is named in addresses by its region code, the hall by `hall`, a bureau at the hall and a centre by their keys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from siban.domain.insight.rules import Part
from siban.domain.places import queries as places
from siban.domain.places.models import Authority, Office
from siban.domain.places.rules import regions
from siban.kernel.actors import Actor, Role
from siban.kernel.refusals import NotAllowed, NotFound
from siban.kernel.text import Text

OVERSEERS = frozenset({Role.LEADER, Role.SUPERVISOR})
"""Who may open the cases behind a number."""
COUNTERS = frozenset({Role.EDITOR, Role.ADMINISTRATOR})
"""Who sees the district's counts only: their work needs no personal data."""
CLIENT_READERS = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})
"""Who sees which other systems work with this one; administrators alone act on them."""
HALL = "hall"


class PlaceNotFound(NotFound):
    code = "place-not-yours"
    sentence = _("没有这个地方，或者不归您管。")
    advice = _("请从左边的名单里选。")


class Kind(StrEnum):
    DISTRICT = "district"
    HALL = "hall"
    BUREAU = "bureau"
    TOWNSHIP = "township"
    CENTRE = "centre"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Place:
    """One place, what belongs to it, and the places in it."""

    code: str
    kind: Kind
    name: Text
    part: Part
    offices: frozenset[UUID]
    sort_key: str = ""
    inside: tuple[Place, ...] = ()

    @property
    def is_site(self) -> bool:
        """Whether it is somewhere one can go: the hall, a centre, a point."""
        return self.kind in (Kind.HALL, Kind.CENTRE, Kind.POINT)

    def walk(self) -> Iterator[Place]:
        """The place and all places in it, from the top down."""
        yield self
        for place in self.inside:
            yield from place.walk()


def district() -> Place:
    """The whole tree. No statement where the offices are in memory, one where not."""
    hall: list[Office] = []
    towns: defaultdict[str, list[Office]] = defaultdict(list)
    for office in places.district_offices():
        if office.authority.kind == Authority.Kind.GOVERNMENT:
            # Nobody applies there; whoever leads it sees the district.
            continue
        if office.tier == Office.Tier.DISTRICT:
            hall.append(office)
        else:
            towns[regions.township(office.region_id)].append(office)
    townships = [_township(code, offices) for code, offices in towns.items()]
    inside = (_hall(hall), *sorted(townships, key=lambda place: place.sort_key))
    name = next((office.region.label for office in hall), Text(settings.REGION))
    everything = frozenset().union(*(place.offices for place in inside))
    return Place(places.district(), Kind.DISTRICT, name, Part(), everything, "", inside)


def _hall(offices: list[Office]) -> Place:
    bureaus: defaultdict[str, list[Office]] = defaultdict(list)
    for office in offices:
        bureaus[office.authority_id].append(office)
    inside = tuple(
        Place(
            key,
            Kind.BUREAU,
            own[0].authority.short_label,
            Part(regions.full(settings.REGION), tuple(office.pk for office in own)),
            frozenset(office.pk for office in own),
            own[0].authority_id,
        )
        for key, own in sorted(bureaus.items())
    )
    ids = frozenset(office.pk for office in offices)
    return Place(HALL, Kind.HALL, Text("区政务大厅", "District Hall"), Part(places.district()), ids, "", inside)


def _township(code: str, offices: list[Office]) -> Place:
    centre = next(office for office in offices if office.tier == Office.Tier.TOWNSHIP)
    own = Place(
        centre.key,
        Kind.CENTRE,
        Text(f"{centre.region.short_name}中心", f"{centre.region.name_en} Centre"),
        Part(code),
        frozenset({centre.pk}),
    )
    points = [
        Place(
            office.region_id,
            Kind.POINT,
            office.region.label,
            Part(office.region_id),
            frozenset({office.pk}),
            office.region.sort_key,
        )
        for office in offices
        if office.tier == Office.Tier.VILLAGE
    ]
    return Place(
        code,
        Kind.TOWNSHIP,
        centre.region.label,
        Part(regions.prefix(code)),
        frozenset(office.pk for office in offices),
        centre.region.sort_key,
        (own, *sorted(points, key=lambda place: place.sort_key)),
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """What one reader of the console may see: the tops of her tree; `opens`: also the cases behind the numbers."""

    tops: tuple[Place, ...]
    opens: bool

    def find(self, code: str) -> Place:
        """A place by its code, her own top for "". Raises PlaceNotFound, also for a place beyond her reach."""
        if not code:
            return self.tops[0]
        for top in self.tops:
            for place in top.walk():
                if place.code == code:
                    return place
        raise PlaceNotFound


def reach(actor: Actor) -> Reach:
    """How far the actor sees: a supervisor her district, a leader her township or her bureau (E1).

    Raises NotAllowed where no grant of hers reaches a place of the console.
    """
    tree = district()
    if any(grant.role is Role.SUPERVISOR and tree.code.startswith(grant.region) for grant in actor.grants):
        return Reach((tree,), opens=True)
    tops = []
    for grant in actor.grants:
        if grant.role is Role.LEADER:
            tops += [place for place in tree.walk() if _led(place, grant.region, grant.office)]
    if tops:
        return Reach(tuple(dict.fromkeys(tops)), opens=True)
    if any(actor.has(role) for role in COUNTERS):
        return Reach((tree,), opens=False)
    raise NotAllowed


def _led(place: Place, region: str, office: UUID | None) -> bool:
    if office is not None:
        return place.kind is Kind.BUREAU and office in place.offices
    if len(region) <= len(settings.REGION):
        return place.kind is Kind.DISTRICT
    return place.part.prefix == region and place.kind in (Kind.TOWNSHIP, Kind.POINT)


def workplace(actor: Actor) -> Text | None:
    """Where she works herself, for the bar."""
    return next((office.short_label for office in places.district_offices() if office.pk == actor.office), None)
