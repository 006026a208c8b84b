"""Setting up the places of a district: plain bulk loads, safe to repeat, that never overwrite what is there."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import time
from itertools import count
from uuid import UUID, uuid5

from django.conf import settings
from django.db import models, transaction

from siban.domain.places.errors import NotForDemonstration
from siban.domain.places.models import Authority, Level, Office, OpeningHours, Region, Site, Window
from siban.domain.places.rules import names, regions
from siban.kernel.models import User

FOLDER = settings.DATA / "places"
NAMESPACE = UUID("b7a1f9c2-5a0e-5d0b-9c55-620702000000")
"""Under which ids of shipped places are derived from their keys, so that every database of the district agrees."""

MORNING = (time(8, 30), time(12, 0))
AFTERNOON = (time(14, 30), time(18, 0))
SHORT_MORNING = (time(9, 0), time(12, 0))
SHORT_AFTERNOON = (time(14, 30), time(17, 0))
WEEK = range(1, 6)
SATURDAY = 6

SHORTER = 7
"""In the demonstration every so-manieth point keeps shorter hours."""

BUSY = 10
"""A centre with as many villages has two comprehensive windows (the plan asks for one or two)."""

INSTANT_WINDOWS = (
    ("社保医保", "Social and medical insurance"),
    ("民生保障", "Livelihood"),
    ("人居环境", "Living environment"),
)
"""Instant windows of a centre: what the plan puts first."""

HALL_COMPREHENSIVE = 6
HALL_INSTANT = 2


@dataclass(frozen=True, slots=True)
class Counts:
    """What is in the database after a load."""

    regions: int
    authorities: int
    sites: int
    offices: int
    windows: int


def place_id(key: str) -> UUID:
    """The id of a shipped site, office or window."""
    return uuid5(NAMESPACE, key)


@transaction.atomic
def load_ganzhou(*, demonstration: bool) -> Counts:
    """Load the district of Ganzhou: regions, authorities, sites, offices, windows, hours.

    With `demonstration` sites and authorities get invented addresses and telephone numbers, marked as such, and
    NotForDemonstration is raised where real people work in the database. Without, those are left for the district to
    fill in. What is there already stays as it is.
    """
    if demonstration and User.objects.filter(is_demonstration=False).exists():
        raise NotForDemonstration
    known = list(_regions())
    _add(known)
    places = [region for region in known if regions.covers(settings.REGION, region.code)]
    load = _Load(places, demonstration)
    _add(load.authorities())
    _add(load.sites())
    _add(load.offices())
    _add(load.windows())
    _add(load.hours())
    return Counts(*(model.objects.count() for model in (Region, Authority, Site, Office, Window)))


def _add(rows: Iterable[models.Model]) -> None:
    kept = list(rows)
    if kept:
        type(kept[0])._default_manager.bulk_create(kept, ignore_conflicts=True)


def _rows(name: str) -> list[dict[str, str]]:
    with open(FOLDER / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _regions() -> Iterator[Region]:
    rows = {row["code"]: row for name in ("counties-gansu.csv", "regions-ganzhou.csv") for row in _rows(name)}
    for code in sorted(rows):
        row = rows[code]
        yield Region(
            code=code,
            name=row["name"],
            short_name=names.short(row["name"]),
            name_en=names.english(row["name"]),
            level=row["level"],
            parent_id=row["parent"] or None,
            sort_key=names.sort_key(row["name"]),
        )


class _Load:
    """The rows of one district, made from its regions and the data files."""

    def __init__(self, places: list[Region], demonstration: bool) -> None:
        self.district = next(region for region in places if region.level == Level.DISTRICT)
        self.townships = [region for region in places if region.level == Level.TOWNSHIP]
        self.villages = [region for region in places if region.level == Level.VILLAGE]
        self.demonstration = demonstration
        self.bureaus = _rows("authorities.csv")
        self.sections = _rows("sections.csv")
        self.centres = {row["code"]: row for row in _rows("townships.csv")}
        centre_numbers, point_numbers = count(1001), count(2001)
        self.telephones = {region.code: f"0936-012 {next(centre_numbers)}" for region in self.townships}
        self.telephones |= {region.code: f"0936-012 {next(point_numbers)}" for region in self.villages}

    def invented(self, value: str) -> str:
        """A value that only the demonstration may show."""
        return value if self.demonstration else ""

    def centre_of(self, village: Region) -> dict[str, str]:
        return self.centres[regions.township(village.code)]

    def authorities(self) -> Iterator[Authority]:
        hall = self.invented("甘州区政务大厅"), self.invented("Ganzhou District Service Hall")
        for row in self.bureaus:
            yield Authority(
                key=row["key"],
                name=row["name"],
                short_name=row["short_name"],
                name_en=row["name_en"],
                short_name_en=row["short_name_en"],
                code=row["code"],
                department=row["department"],
                kind=row["kind"],
                region=self.district,
                parent_id=None if row["kind"] != Authority.Kind.BUREAU else "ganzhou",
                address=hall[0],
                address_en=hall[1],
                telephone=self.invented(row["telephone"]),
                is_demonstration=self.demonstration,
            )
        for region in self.townships:
            row = self.centres[region.code]
            yield Authority(
                key=f"township-{region.prefix}",
                name=row["authority"],
                short_name=row["short_name"],
                name_en=row["authority_en"],
                short_name_en=region.name_en,
                code=f"甘{row['mark']}{'办' if row['authority'].endswith('街道办事处') else '政'}",
                kind=Authority.Kind.TOWNSHIP,
                region=region,
                parent_id="ganzhou",
                address=self.invented(row["address"]),
                address_en=self.invented(row["address_en"]),
                telephone=self.invented(self.telephones[region.code]),
                is_demonstration=self.demonstration,
            )
        for region in self.villages:
            centre = self.centre_of(region)
            yield Authority(
                key=f"village-{region.code}",
                name=centre["short_name"] + region.name,
                short_name=f"{region.short_name}{'居委会' if region.short_name.endswith('社区') else '村委会'}".replace(
                    "村村委会", "村委会"
                ),
                name_en=f"{region.name_en} Committee",
                short_name_en=f"{region.name_en} Committee",
                code=f"甘{centre['mark']}{region.short_name}",
                kind=Authority.Kind.VILLAGE,
                region=region,
                parent_id=f"township-{regions.prefix(regions.township(region.code))}",
                telephone=self.invented(self.telephones[region.code]),
                is_demonstration=self.demonstration,
            )
        yield from self.neighbours()

    def neighbours(self) -> Iterator[Authority]:
        counties = {row["region"]: row for row in _rows("neighbours.csv")}
        known = Region.objects.in_bulk([regions.full(prefix) for prefix in counties])
        for prefix, county in counties.items():
            region = known[regions.full(prefix)]
            for row in _rows("neighbour-bureaus.csv"):
                yield Authority(
                    key=f"{row['key']}-{prefix}",
                    name=region.short_name + row["name"],
                    short_name=region.short_name + row["name"],
                    name_en=f"{row['name_en']} of {region.name_en}",
                    short_name_en=f"{row['name_en']} of {region.name_en}",
                    department=row["department"],
                    kind=Authority.Kind.BUREAU,
                    region=region,
                    address=self.invented(county["address"]),
                    address_en=self.invented(county["address_en"]),
                    telephone=self.invented(county["telephone"]),
                    is_demonstration=self.demonstration,
                )

    def sites(self) -> Iterator[Site]:
        yield self.site(
            self.district,
            Site.Kind.HALL,
            "甘州区政务大厅",
            "Ganzhou District Service Hall",
            "甘州区政务服务中心一楼",
            "Ground floor, Ganzhou Government Services Centre",
            "0936-012 0002",
        )
        for region in self.townships:
            row = self.centres[region.code]
            yield self.site(
                region,
                Site.Kind.CENTRE,
                f"{row['short_name']}便民服务中心",
                f"{region.name_en} Service Centre",
                row["address"],
                row["address_en"],
                self.telephones[region.code],
            )
        for region in self.villages:
            centre = self.centre_of(region)
            community = region.short_name.endswith("社区")
            where = "居委会一楼" if community else "村委会院内"
            yield self.site(
                region,
                Site.Kind.POINT,
                f"{centre['short_name']}{region.short_name}便民服务点",
                f"{region.name_en} Service Point",
                f"{centre['short_name']}{region.short_name}{where}",
                f"{'Ground floor' if community else 'In the yard'} of the {region.name_en} Committee",
                self.telephones[region.code],
            )

    def site(
        self, region: Region, kind: Site.Kind, name: str, name_en: str, address: str, address_en: str, telephone: str
    ) -> Site:
        return Site(
            id=place_id(f"site-{region.code}"),
            kind=kind,
            region=region,
            name=name,
            name_en=name_en,
            address=self.invented(address),
            address_en=self.invented(address_en),
            telephone=self.invented(telephone),
            is_demonstration=self.demonstration,
        )

    def offices(self) -> Iterator[Office]:
        for row in (*({**row, "authority": row["key"]} for row in self.bureaus), *self.sections):
            yield Office(
                id=place_id(f"office-{row['key']}"),
                key=row["key"],
                authority_id=row["authority"],
                site_id=place_id(f"site-{self.district.code}"),
                region=self.district,
                name=row["name"],
                short_name=row["short_name"],
                name_en=row["name_en"],
                short_name_en=row["short_name_en"],
                tier=Office.Tier.DISTRICT,
                telephone=self.invented(row["telephone"]),
            )
        for region in self.townships:
            short = self.centres[region.code]["short_name"]
            yield Office(
                id=place_id(f"office-centre-{region.prefix}"),
                key=f"centre-{region.prefix}",
                authority_id=f"township-{region.prefix}",
                site_id=place_id(f"site-{region.code}"),
                region=region,
                name=f"{short}便民服务中心",
                short_name=f"{short}中心",
                name_en=f"{region.name_en} Service Centre",
                short_name_en=f"{region.name_en} Centre",
                tier=Office.Tier.TOWNSHIP,
                telephone=self.invented(self.telephones[region.code]),
            )
        for region in self.villages:
            yield Office(
                id=place_id(f"office-point-{region.code}"),
                key=f"point-{region.code}",
                authority_id=f"village-{region.code}",
                site_id=place_id(f"site-{region.code}"),
                region=region,
                name=f"{self.centre_of(region)['short_name']}{region.short_name}便民服务点",
                short_name=f"{region.short_name}点",
                name_en=f"{region.name_en} Service Point",
                short_name_en=f"{region.name_en} Point",
                tier=Office.Tier.VILLAGE,
                telephone=self.invented(self.telephones[region.code]),
            )

    def windows(self) -> Iterator[Window]:
        comprehensive = (Window.Kind.COMPREHENSIVE, "综合受理", "All services")
        hall = [(*comprehensive, "")] * HALL_COMPREHENSIVE
        hall += [(Window.Kind.INSTANT, "即办", "Instant services", "")] * HALL_INSTANT
        hall += [
            (Window.Kind.DEPARTMENT, row["window"], row["window_en"], row["key"])
            for row in self.bureaus
            if row["window"]
        ]
        yield from self.numbered(self.district, hall)
        for region in self.townships:
            villages = sum(1 for village in self.villages if village.parent_id == region.code)
            kinds = [(*comprehensive, "")] * (2 if villages >= BUSY else 1)
            kinds += [(Window.Kind.INSTANT, name, name_en, "") for name, name_en in INSTANT_WINDOWS]
            yield from self.numbered(region, kinds)
        for region in self.villages:
            yield from self.numbered(region, [(*comprehensive, "")])

    def numbered(self, region: Region, kinds: list[tuple[Window.Kind, str, str, str]]) -> Iterator[Window]:
        for number, (kind, name, name_en, office) in enumerate(kinds, start=1):
            yield Window(
                id=place_id(f"window-{region.code}-{number}"),
                site_id=place_id(f"site-{region.code}"),
                number=number,
                name=name,
                name_en=name_en,
                kind=kind,
                office_id=place_id(f"office-{office}") if office else None,
            )

    def hours(self) -> Iterator[OpeningHours]:
        full, shorter = (MORNING, AFTERNOON), (SHORT_MORNING, SHORT_AFTERNOON)
        kept = {region.code: full for region in (self.district, *self.townships)}
        kept |= {
            region.code: shorter if self.demonstration and number % SHORTER == 0 else full
            for number, region in enumerate(self.villages, start=1)
        }
        for code, intervals in kept.items():
            for weekday in WEEK:
                for opens, closes in intervals:
                    yield OpeningHours(site_id=place_id(f"site-{code}"), weekday=weekday, opens=opens, closes=closes)
        if self.demonstration:  # Appointments on rest days (公休日预约).
            opens, closes = SHORT_MORNING
            yield OpeningHours(
                site_id=place_id(f"site-{self.district.code}"), weekday=SATURDAY, opens=opens, closes=closes
            )
