"""Where work is done and by whom in law: regions, authorities, sites with windows and hours, offices."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.db.models.lookups import Regex
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from siban.domain.places.rules import regions
from siban.kernel.ids import new_id
from siban.kernel.text import Text


class Level(models.TextChoices):
    """Level of a region in GB/T 2260 and the statistical code."""

    PROVINCE = "province", pgettext_lazy("place", "省")
    CITY = "city", pgettext_lazy("place", "市")
    DISTRICT = "district", pgettext_lazy("place", "县区")
    TOWNSHIP = "township", pgettext_lazy("place", "乡镇街道")
    VILLAGE = "village", pgettext_lazy("place", "村社区")


class Region(models.Model):
    """区划: a row of the national statistical code. The prefix of its 12 digits is the tree."""

    code = models.CharField(max_length=12, primary_key=True, db_collation="C")
    name = models.CharField(max_length=60)
    """As the statistical office writes it: 党寨村村民委员会."""
    short_name = models.CharField(max_length=60)
    """As people say it: 党寨村."""
    name_en = models.CharField(max_length=120)
    level = models.CharField(max_length=10, choices=Level)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    sort_key = models.CharField(max_length=200, db_collation="C")
    """Pinyin without tones; places are listed by it."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level=Level.PROVINCE, code__regex=r"^\d{2}0{10}$", parent=None)
                | Q(level=Level.CITY, code__regex=r"^\d{4}0{8}$", parent__isnull=False)
                | Q(level=Level.DISTRICT, code__regex=r"^\d{6}0{6}$", parent__isnull=False)
                | Q(level=Level.TOWNSHIP, code__regex=r"^\d{9}0{3}$", parent__isnull=False)
                | Q(level=Level.VILLAGE, code__regex=r"^\d{12}$", parent__isnull=False),
                name="region_code_fits_level",
            )
        ]
        indexes = [models.Index(fields=["parent", "sort_key"], name="region_children")]

    def __str__(self) -> str:
        return self.short_name

    @property
    def label(self) -> Text:
        """The name as people say it, in both languages."""
        return Text(self.short_name, self.name_en)

    @property
    def prefix(self) -> str:
        """The digits that all regions within this one begin with."""
        return regions.prefix(self.code)


class Authority(models.Model):
    """机关: who answers in law for what is done in its name, and numbers its notices under its 代字.

    A village committee is no authority in law, but numbers the certificates that are its own, so it has a row.
    Authorities of neighbouring counties are here to be named when an application is declined; they have no 代字.
    """

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("区政府")
        BUREAU = "bureau", pgettext_lazy("place", "部门")
        TOWNSHIP = "township", pgettext_lazy("place", "乡镇街道")
        VILLAGE = "village", _("村（居）委会")
        COMPANY = "company", _("公用企业")

    key = models.SlugField(max_length=60, primary_key=True)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=160)
    short_name_en = models.CharField(max_length=120)
    # Null and not empty: a mark is unique where there is one.
    code = models.CharField(max_length=20, null=True, unique=True)
    """代字 of its notices: 甘区民."""
    department = models.CharField(max_length=40, blank=True)
    """The name under which the basic catalogue speaks of it in any county: 民政局."""
    kind = models.CharField(max_length=10, choices=Kind)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="authorities")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="subordinates")
    address = models.CharField(max_length=120, blank=True)
    address_en = models.CharField(max_length=200, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    is_demonstration = models.BooleanField(default=False)
    """Address and telephone are invented."""

    class Meta:
        verbose_name_plural = "authorities"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "department"], condition=~Q(department=""), name="authority_one_per_department"
            ),
            models.CheckConstraint(condition=~Q(code=""), name="authority_code_not_empty"),
            models.CheckConstraint(condition=~Q(parent=F("key")), name="authority_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> Text:
        """The full name, in both languages."""
        return Text(self.name, self.name_en)

    @property
    def short_label(self) -> Text:
        """The name that lists and tracking use."""
        return Text(self.short_name, self.short_name_en)


def _site_kind_fits(kind: str, pattern: str) -> Q:
    # A foreign key has no regex lookup of its own.
    return Q(Regex(Cast("region", models.CharField()), pattern), kind=kind)


class Site(models.Model):
    """点位: the district hall, a centre of a township or street, a point of a village or community."""

    class Kind(models.TextChoices):
        HALL = "hall", _("政务大厅")
        CENTRE = "centre", _("便民服务中心")
        POINT = "point", _("便民服务点")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    region = models.OneToOneField(Region, on_delete=models.PROTECT, related_name="site")
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=160)
    address = models.CharField(max_length=120, blank=True)
    address_en = models.CharField(max_length=200, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    is_demonstration = models.BooleanField(default=False)
    """Address, telephone and hours are invented."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_site_kind_fits("hall", r"^\d{6}0{6}$")
                | _site_kind_fits("centre", r"^\d{9}0{3}$")
                | (Q(kind="point") & ~Q(Regex(Cast("region", models.CharField()), r"0{3}$"))),
                name="site_kind_fits_region",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> Text:
        return Text(self.name, self.name_en)

    @property
    def address_label(self) -> Text:
        return Text(self.address, self.address_en)


class OpeningHours(models.Model):
    """An interval in which a site is open, every week. Hours on Saturday and Sunday are appointments on rest days."""

    id = models.BigAutoField(primary_key=True)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    """ISO: 1 is Monday."""
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekday__range=(1, 7)), name="hours_weekday"),
            models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="hours_open_before_close"),
            models.UniqueConstraint(fields=["site", "weekday", "opens"], name="hours_once"),
        ]


class Office(models.Model):
    """单位: the unit that does work. A point and a centre have one each; bureaus have theirs at the hall."""

    class Tier(models.TextChoices):
        DISTRICT = "district", pgettext_lazy("place", "区")
        TOWNSHIP = "township", pgettext_lazy("place", "乡镇街道")
        VILLAGE = "village", pgettext_lazy("place", "村社区")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    """The general office of an authority bears the authority's key; a section adds its own word."""
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="offices")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="offices")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="offices")
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=160)
    short_name_en = models.CharField(max_length=120)
    tier = models.CharField(max_length=10, choices=Tier)
    telephone = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site"], condition=Q(tier__in=["township", "village"]), name="office_one_per_centre_and_point"
            )
        ]
        indexes = [models.Index(fields=["region", "tier"], name="office_region_tier")]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> Text:
        return Text(self.name, self.name_en)

    @property
    def short_label(self) -> Text:
        return Text(self.short_name, self.short_name_en)


class Window(models.Model):
    """窗口: a numbered place at a site where people are served."""

    class Kind(models.TextChoices):
        COMPREHENSIVE = "comprehensive", pgettext_lazy("place", "综合受理")
        INSTANT = "instant", pgettext_lazy("place", "即办")
        DEPARTMENT = "department", pgettext_lazy("place", "部门")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="windows")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=120)
    kind = models.CharField(max_length=15, choices=Kind)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="windows")
    """Whose window it is, where it belongs to one bureau."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "number"], name="window_number_once_a_site"),
            models.CheckConstraint(condition=Q(number__gt=0), name="window_number_from_one"),
            models.CheckConstraint(
                condition=Q(kind="department", office__isnull=False) | (~Q(kind="department") & Q(office=None)),
                name="window_of_department_has_office",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def label(self) -> Text:
        return Text(self.name, self.name_en)
