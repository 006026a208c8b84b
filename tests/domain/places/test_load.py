import pytest
from django.db import IntegrityError, transaction

from siban.domain.places import services
from siban.domain.places.errors import NotForDemonstration
from siban.domain.places.models import Authority, Office, OpeningHours, Region, Site, Window
from siban.kernel.models import User


def test_all_townships_and_villages_are_there(ganzhou):
    own = Region.objects.filter(code__startswith="620702")
    assert own.filter(level="township").count() == 24
    assert own.filter(level="village").count() == 279
    assert Site.objects.count() == 1 + 24 + 279


def test_every_region_below_the_district_has_one_site_and_one_office(ganzhou):
    places = Region.objects.filter(code__startswith="620702", level__in=["township", "village"])
    assert not places.filter(site=None).exists()
    offices = Office.objects.exclude(tier="district")
    assert offices.count() == places.count()
    assert {office.region_id for office in offices} == {region.code for region in places}
    assert all(office.site.region_id == office.region_id for office in offices.select_related("site"))


def test_every_authority_of_the_district_has_a_mark_of_its_own(ganzhou):
    own = Authority.objects.filter(region__code__startswith="620702")
    assert own.count() == 20 + 24 + 279
    assert not own.filter(code=None).exists()
    assert own.values("code").distinct().count() == own.count()
    assert own.get(key="township-620702107").code == "甘党政"
    assert own.get(key="civil-affairs").code == "甘区民"


def test_a_centre_has_one_or_two_comprehensive_and_three_instant_windows(ganzhou):
    for centre in Site.objects.filter(kind="centre").prefetch_related("windows"):
        kinds = [window.kind for window in centre.windows.all()]
        assert kinds.count("comprehensive") in (1, 2)
        assert kinds.count("instant") == 3
    assert Window.objects.filter(site__kind="point").count() == 279
    assert Window.objects.filter(site__kind="hall", kind="department").count() == 18


def test_every_site_has_hours_and_an_invented_telephone(ganzhou):
    assert not Site.objects.filter(hours=None).exists()
    assert all(site.telephone.startswith("0936-012 ") and site.is_demonstration for site in Site.objects.all())


def test_loading_again_changes_nothing_and_keeps_corrections(ganzhou):
    counts = services.load_ganzhou(demonstration=True)
    Site.objects.filter(kind="hall").update(address="县府街1号")
    hours = OpeningHours.objects.count()
    assert services.load_ganzhou(demonstration=True) == counts
    assert OpeningHours.objects.count() == hours
    assert Site.objects.get(kind="hall").address == "县府街1号"


def test_demonstration_is_refused_where_real_people_work(ganzhou):
    User.objects.create_user("someone", "某人")
    with pytest.raises(NotForDemonstration):
        services.load_ganzhou(demonstration=True)


def test_a_region_must_fit_its_level(ganzhou):
    with pytest.raises(IntegrityError, match="region_code_fits_level"), transaction.atomic():
        Region.objects.filter(code="620702107203").update(level="township")


def test_a_point_has_one_office(ganzhou):
    point = Office.objects.get(key="point-620702107203")
    with pytest.raises(IntegrityError, match="office_one_per_centre_and_point"), transaction.atomic():
        Office.objects.create(
            key="another",
            authority=point.authority,
            site=point.site,
            region=point.region,
            name="另一个",
            tier="village",
        )


def test_a_window_of_a_department_names_its_office(ganzhou):
    hall = Site.objects.get(kind="hall")
    with pytest.raises(IntegrityError, match="window_of_department_has_office"), transaction.atomic():
        Window.objects.create(site=hall, number=99, name="民政", kind="department")
