"""Reads of places: regions and their names, authorities, offices, sites and whether they are open."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from siban.domain.places.errors import NoOffice, NoSuchDepartment
from siban.domain.places.models import Authority, Level, Office, OpeningHours, Region, Site, Window
from siban.domain.places.rules import hours as opening_rules
from siban.domain.places.rules import regions
from siban.domain.places.rules.hours import Hours, Opening
from siban.kernel.calendar import Calendar, shipped
from siban.kernel.clock import SHANGHAI, now
from siban.kernel.text import Text

HALL = "hall"
"""Key of the office that runs the district hall's own windows."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The authority of another county that is competent instead; address and telephone may be unknown."""

    name: Text
    address: Text
    telephone: str


@dataclass(frozen=True, slots=True)
class SiteNow:
    """A site as residents ask for it: what it is, where, and whether it is open."""

    id: UUID
    office: UUID
    kind: Site.Kind
    region: str
    name: Text
    short_name: Text
    address: Text
    telephone: str
    is_demonstration: bool
    hours: tuple[Hours, ...]
    opening: Opening


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the tree of the console: the district, a township in it, a village in that."""

    region: str
    name: Text
    kind: Site.Kind
    site: UUID
    office: UUID
    children: tuple[Node, ...] = ()


# Regions


def within(prefix: str, field: str = "code") -> Q:
    """Rows whose region lies in the prefix, by an index range; `field` names the column, e.g. "region_id"."""
    low, high = regions.bounds(prefix)
    return Q(**{f"{field}__gte": low, f"{field}__lte": high})


def ancestors(code: str) -> tuple[Region, ...]:
    """The regions from the province down to `code` itself, as far as they are known."""
    return tuple(Region.objects.filter(code__in=regions.path(code)).order_by("code"))


def children(code: str) -> tuple[Region, ...]:
    """The regions right below, by pinyin."""
    return tuple(Region.objects.filter(parent=code).order_by("sort_key"))


def names(codes: Iterable[str]) -> dict[str, Text]:
    """Short names of many regions in one statement; unknown codes are left out."""
    return {region.code: region.label for region in Region.objects.filter(code__in=set(codes))}


def paths(codes: Iterable[str]) -> dict[str, Text]:
    """Names that are clear within the district: 党寨镇党寨村. No statement for regions of the district, which are in
    memory, one for others.

    A code that is not known itself is named by the nearest region above it that is: its county.
    """
    wanted = set(codes)
    known = dict(_district_regions(_period())) if wanted else {}
    others = {each for code in wanted for each in regions.path(code)} - known.keys()
    known |= {region.code: region for region in Region.objects.filter(code__in=others)} if others else {}
    found = {}
    for code in wanted:
        above = [known[each] for each in regions.path(code) if each in known]
        if not above:
            continue
        if above[-1].level == Level.VILLAGE:
            town, village = above[-2:]
            found[code] = Text(town.short_name + village.short_name, f"{village.name_en}, {town.name_en}")
        else:
            found[code] = above[-1].label
    return found


def region_path(code: str) -> Text:
    """`paths` of one code; an unknown one is shown as it is."""
    return paths([code]).get(code, Text(code))


def county_names() -> dict[str, Text]:
    """Cities and counties of the province by their first 6 digits, to show where a register is kept."""
    rows = Region.objects.filter(level__in=[Level.CITY, Level.DISTRICT])
    return {region.code[:6]: region.label for region in rows}


def county_name(code: str) -> Text | None:
    """The county (or city) that a code or an ID number begins with; None where it is not in the province's list."""
    region = Region.objects.filter(code=regions.full(code[:6])).first()
    return region.label if region else None


# Authorities and offices


def authority(key: str) -> Authority:
    """At most half a minute old, as `office`. Raises Authority.DoesNotExist."""
    return _authority(_period(), key)


@lru_cache(maxsize=256)
def _authority(period: int, key: str) -> Authority:
    return Authority.objects.get(pk=key)


def authorities(keys: Iterable[str]) -> dict[str, Authority]:
    """Many at once; unknown keys are left out."""
    return Authority.objects.in_bulk(set(keys))


def authority_by_department(name: str) -> Authority:
    """The district's own authority that the basic catalogue calls by this name (民政局). Raises NoSuchDepartment."""
    found = Authority.objects.filter(region=district(), department=name).first() if name else None
    if found is None:
        raise NoSuchDepartment(name=name)
    return found


def authority_keys() -> dict[str, str]:
    """Every department name of the district with the key of its authority."""
    rows = Authority.objects.filter(region=district()).exclude(department="")
    return dict(rows.values_list("department", "key"))


def district() -> str:
    """The code of the district that this installation serves."""
    return regions.full(settings.REGION)


def competent_elsewhere(region_code: str, department: str) -> Elsewhere | None:
    """Who is competent for a region outside the district, to be named on declining (ALL 32(2)).

    None for a region of the district itself and for one of which not even the county is known.
    """
    county = regions.district(region_code)
    if not county or county == district():
        return None
    known = Authority.objects.filter(region=county, department=department).first()
    if known is not None:
        return Elsewhere(known.label, Text(known.address, known.address_en), known.telephone)
    region = Region.objects.filter(code=county).first()
    if region is None or not department:
        return None
    # A branch (分局) is the city's way; a county has the bureau itself.
    name = f"{region.short_name}{department.replace('分局', '局')}"
    return Elsewhere(Text(name, f"The competent authority of {region.name_en}"), Text(""), "")


def _offices() -> QuerySet[Office]:
    return Office.objects.select_related("authority", "site", "region")


KEPT_SECONDS = 30
"""How long a process goes by what it read of offices and authorities: every act asks for them, they change rarely."""


def forget() -> None:
    """Read offices and authorities anew at the next question, in this process."""
    _district_offices.cache_clear()
    _district_regions.cache_clear()
    _office.cache_clear()
    _office_for.cache_clear()
    _authority.cache_clear()


def _period() -> int:
    return int(time.monotonic() // KEPT_SECONDS)


@lru_cache(maxsize=1024)
def _office(period: int, office_id: UUID) -> Office:
    return _one(Q(pk=office_id))


def office(office_id: UUID) -> Office:
    """With authority, site and region; at most half a minute old, shared: not to be changed. Raises NoOffice."""
    return _office(_period(), office_id)


def office_by_key(key: str) -> Office:
    """Raises NoOffice."""
    return _one(Q(key=key))


def district_offices() -> tuple[Office, ...]:
    """All offices of the district, by key; at most half a minute old, as `office`."""
    return _district_offices(_period())


@lru_cache(maxsize=1)
def _district_regions(period: int) -> Mapping[str, Region]:
    """The district's regions and those above it, by code."""
    above = Q(code__in=regions.path(regions.full(settings.REGION)))
    return {region.code: region for region in Region.objects.filter(within(settings.REGION, "code") | above)}


@lru_cache(maxsize=1)
def _district_offices(period: int) -> tuple[Office, ...]:
    return tuple(_offices().filter(within(settings.REGION, "region_id")).order_by("key"))


def government() -> Office:
    """The office of the district's government itself, as `office`. Raises NoOffice."""
    found = (one for one in district_offices() if one.authority.kind == Authority.Kind.GOVERNMENT)
    return next(found, None) or _none()


def offices(ids: Iterable[UUID]) -> dict[UUID, Office]:
    """Many at once, with authority, site and region, shared as `office`. No statement for those of the district that
    are in memory, one for others."""
    wanted = set(ids)
    found = {one.pk: one for one in district_offices() if one.pk in wanted} if wanted else {}
    others = wanted - found.keys()
    return found | (_offices().in_bulk(others) if others else {})


def office_for(tier: str, authority_key: str, region_code: str, office_key: str | None = None) -> Office:
    """The office that carries out a step of an item.

    village: the point of the village; township: the centre of the township it lies in; district: the section
    `office_key` of the authority or, without one, its general office. At most half a minute old, as `office`.
    Raises NoOffice.
    """
    return _office_for(_period(), tier, authority_key, region_code, office_key)


@lru_cache(maxsize=1024)
def _office_for(period: int, tier: str, authority_key: str, region_code: str, office_key: str | None) -> Office:
    if tier == Office.Tier.DISTRICT:
        own = regions.covers(settings.REGION, region_code)
        return _one(Q(key=office_key or authority_key, authority=authority_key)) if own else _none()
    place = region_code if tier == Office.Tier.VILLAGE else regions.township(region_code)
    return _one(Q(region=place, tier=tier))


def _one(condition: Q) -> Office:
    return _offices().filter(condition).first() or _none()


def _none() -> Office:
    raise NoOffice


# Sites


def sites_now(prefix: str, at: datetime | None = None, calendar: Calendar | None = None) -> tuple[SiteNow, ...]:
    """Sites within a region prefix and whether they are open: the hall, then by township its centre and its points.

    Two statements, however many sites. `at` is now where not given; the calendar is the one that ships.
    """
    return _states(Q(within(prefix, "region_id")), at, calendar)


def nearest(region_code: str, at: datetime | None = None, calendar: Calendar | None = None) -> tuple[SiteNow, ...]:
    """Where someone who lives in the region can go: her point, her centre, the hall."""
    found = _states(Q(region__in=regions.path(region_code)), at, calendar)
    return tuple(reversed(found))


def _states(condition: Q, at: datetime | None, calendar: Calendar | None) -> tuple[SiteNow, ...]:
    moment = (at or now()).astimezone(SHANGHAI)
    rows = _own_offices(condition)
    week = hours_of(office.site_id for office in rows)
    states: dict[tuple[Hours, ...], Opening] = {}
    found = []
    for office in rows:
        hours = week.get(office.site_id, ())
        if hours not in states:  # Most sites keep the same hours.
            states[hours] = opening_rules.opening(moment, hours, calendar or shipped())
        site = office.site
        found.append(
            SiteNow(
                id=site.pk,
                office=office.pk,
                kind=Site.Kind(site.kind),
                region=site.region_id,
                name=site.label,
                short_name=office.short_label,
                address=site.address_label,
                telephone=site.telephone,
                is_demonstration=site.is_demonstration,
                hours=hours,
                opening=states[hours],
            )
        )
    return tuple(found)


def _own_offices(condition: Q) -> list[Office]:
    """The one office that runs each site, hall first, then township by township, the centre before its points."""
    rows = (
        Office.objects.select_related("site", "region__parent")
        .filter(condition)
        .filter(Q(key=HALL) | ~Q(tier=Office.Tier.DISTRICT))
    )
    return sorted(rows, key=_place)


def _place(office: Office) -> tuple[str, str]:
    if office.tier == Office.Tier.DISTRICT:
        return "", ""
    if office.tier == Office.Tier.TOWNSHIP:
        return office.region.sort_key, ""
    assert office.region.parent is not None  # A village has one; the database holds it.
    return office.region.parent.sort_key, office.region.sort_key


def hours_of(sites: Iterable[UUID]) -> Mapping[UUID, tuple[Hours, ...]]:
    """Weekly hours of many sites in one statement, in order of the week."""
    found: dict[UUID, list[Hours]] = defaultdict(list)
    rows = OpeningHours.objects.filter(site__in=set(sites)).order_by("weekday", "opens")
    for site, weekday, opens, closes in rows.values_list("site_id", "weekday", "opens", "closes"):
        found[site].append(Hours(weekday, opens, closes))
    return {site: tuple(hours) for site, hours in found.items()}


def windows(site: UUID) -> tuple[Window, ...]:
    """The windows of a site by number."""
    return tuple(Window.objects.filter(site=site).select_related("office").order_by("number"))


def tree() -> Node:
    """District, centres, points, each with its site and office, by pinyin. One statement."""
    root: Office | None = None
    centres: dict[str, Office] = {}
    points: dict[str, list[Node]] = defaultdict(list)
    for office in _own_offices(within(settings.REGION, "region_id")):
        if office.tier == Office.Tier.DISTRICT:
            root = office
        elif office.tier == Office.Tier.TOWNSHIP:
            centres[office.region_id] = office
        else:
            points[regions.township(office.region_id)].append(_node(office))
    if root is None:
        raise NoOffice
    return _node(root, tuple(_node(centre, tuple(points[code])) for code, centre in centres.items()))


def _node(office: Office, children: tuple[Node, ...] = ()) -> Node:
    region = office.region
    return Node(region.code, region.label, Site.Kind(office.site.kind), office.site_id, office.pk, children)
