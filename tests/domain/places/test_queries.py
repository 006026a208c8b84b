import csv
from datetime import datetime

import pytest
from django.conf import settings

from siban.domain.places import queries
from siban.domain.places.errors import NoOffice, NoSuchDepartment
from siban.domain.places.models import Region
from siban.kernel.clock import SHANGHAI

VILLAGE = "620702107203"  # 党寨村
pytestmark = pytest.mark.usefixtures("ganzhou")


def test_a_step_of_the_village_goes_to_its_point():
    assert queries.office_for("village", "civil-affairs", VILLAGE).name == "党寨镇党寨村便民服务点"


def test_a_step_of_the_township_goes_to_the_centre_above_the_village():
    assert queries.office_for("township", "civil-affairs", VILLAGE).name == "党寨镇便民服务中心"
    assert queries.office_for("township", "civil-affairs", "620702107000").key == "centre-620702107"


def test_a_step_of_the_district_goes_to_the_section_or_to_the_general_office():
    assert queries.office_for("district", "civil-affairs", VILLAGE).key == "civil-affairs"
    assert queries.office_for("district", "civil-affairs", VILLAGE, "civil-affairs-elderly").short_name == "养老服务股"


@pytest.mark.parametrize(
    ("tier", "authority", "region", "office"),
    [
        ("village", "civil-affairs", "620723100200", None),
        ("village", "civil-affairs", "620702107000", None),
        ("district", "civil-affairs", "620723100200", None),
        ("district", "health", VILLAGE, "civil-affairs-elderly"),
    ],
)
def test_no_office_is_made_up(tier, authority, region, office):
    with pytest.raises(NoOffice):
        queries.office_for(tier, authority, region, office)


def test_office_comes_with_site_and_authority_in_one_statement(django_assert_num_queries):
    queries.forget()
    with django_assert_num_queries(1):
        office = queries.office_for("township", "civil-affairs", VILLAGE)
        assert (office.site.kind, office.authority.code, office.region.name_en) == ("centre", "甘党政", "Dangzhai Town")


def test_every_department_has_its_authority():
    assert queries.authority_by_department("民政局").key == "civil-affairs"
    assert queries.authority_by_department("人力资源和社会保障局").code == "甘区人社"
    with open(settings.DATA / "places" / "neighbour-bureaus.csv", encoding="utf-8", newline="") as file:
        assert {row["department"] for row in csv.DictReader(file)} <= set(queries.authority_keys())
    for name in ("没有这个局", ""):
        with pytest.raises(NoSuchDepartment):
            queries.authority_by_department(name)


def test_another_county_names_its_own_authority():
    elsewhere = queries.competent_elsewhere("620723100200", "民政局")
    assert elsewhere is not None
    assert (elsewhere.name.zh, elsewhere.telephone) == ("临泽县民政局", "0936-012 8230")
    far = queries.competent_elsewhere("621021100200", "公安分局")
    assert far is not None
    assert (far.name.zh, far.telephone) == ("庆城县公安局", "")
    assert queries.competent_elsewhere(VILLAGE, "民政局") is None
    assert queries.competent_elsewhere("110101001001", "民政局") is None


def test_names_of_many_regions_take_one_statement(django_assert_num_queries):
    queries.paths([VILLAGE])  # The district's own are kept in memory from here on.
    with django_assert_num_queries(0):
        queries.paths([VILLAGE, "620702107000"])
    with django_assert_num_queries(1):
        found = queries.paths([VILLAGE, "620702107000", "620723100200", "110101001001"])
    assert found[VILLAGE].zh == "党寨镇党寨村"
    assert found[VILLAGE].en == "Dangzhai Village, Dangzhai Town"
    assert found["620702107000"].zh == "党寨镇"
    assert found["620723100200"].zh == "临泽县"
    assert "110101001001" not in found


def test_counties_of_the_province_have_names():
    assert str(queries.county_name("620123199001011234")) == "榆中县"
    assert queries.county_name("110101") is None
    assert queries.county_names()["620725"].zh == "山丹县"


def test_within_a_prefix():
    assert Region.objects.filter(queries.within("620702107")).count() == 1 + 20
    assert [region.short_name for region in queries.ancestors(VILLAGE)] == [
        "甘肃省", "张掖市", "甘州区", "党寨镇", "党寨村",
    ]  # fmt: skip


def test_sites_of_a_township_with_their_state_take_two_statements(django_assert_num_queries):
    with django_assert_num_queries(2):
        sites = queries.sites_now("620702107", datetime(2026, 11, 24, 12, 30, tzinfo=SHANGHAI))
    assert sites[0].name.zh == "党寨镇便民服务中心"
    assert len(sites) == 21
    assert not any(site.opening.open for site in sites)
    assert [site.region for site in sites[1:]] == [
        region.code for region in Region.objects.filter(parent="620702107000").order_by("sort_key")
    ]


def test_nearest_is_the_point_then_the_centre_then_the_hall():
    assert [site.kind for site in queries.nearest("620702107213")] == ["point", "centre", "hall"]
    assert [site.kind for site in queries.nearest("620702107000")] == ["centre", "hall"]


def test_the_hall_is_open_on_saturday_morning():
    saturday = datetime(2026, 11, 28, 10, tzinfo=SHANGHAI)
    point, centre, hall = queries.nearest(VILLAGE, saturday)
    assert (point.opening.open, centre.opening.open, hall.opening.open) == (False, False, True)


def test_the_tree_holds_every_place_in_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        root = queries.tree()
    assert (root.name.zh, len(root.children)) == ("甘州区", 24)
    assert sum(len(centre.children) for centre in root.children) == 279
