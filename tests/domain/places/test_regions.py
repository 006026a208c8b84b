import pytest

from siban.domain.places.rules import names, regions


def test_prefix_is_what_all_regions_within_begin_with():
    assert [regions.prefix(code) for code in ("620000000000", "620700000000", "620702000000", "620702107000")] == [
        "62", "6207", "620702", "620702107",
    ]  # fmt: skip
    assert regions.prefix("620702107203") == "620702107203"
    assert regions.prefix("620702") == "620702"


def test_path_leads_from_the_province_to_the_village():
    assert regions.path("620702107203") == (
        "620000000000", "620700000000", "620702000000", "620702107000", "620702107203",
    )  # fmt: skip
    assert regions.path("620702000000")[-1] == "620702000000"


def test_township_and_district_of_a_village():
    assert regions.township("620702107203") == "620702107000"
    assert regions.district("620702107203") == "620702000000"
    assert regions.township("620702000000") == ""


def test_a_region_covers_what_begins_with_it():
    assert regions.covers("620702107", "620702107203")
    assert not regions.covers("620702107", "620702108202")
    low, high = regions.bounds("620702107")
    assert low <= "620702107203" <= high < "620702108000"


@pytest.mark.parametrize(
    ("name", "short", "english"),
    [
        ("党寨村村民委员会", "党寨村", "Dangzhai Village"),
        ("廿里堡村村民委员会", "廿里堡村", "Nianlibao Village"),
        ("甘泉社区居民委员会", "甘泉社区", "Ganquan Community"),
        ("滨河新区白塔社区居民委员会", "滨河新区白塔社区", "Binhe New Area Baita Community"),
        ("党寨镇", "党寨镇", "Dangzhai Town"),
        ("长安镇", "长安镇", "Chang'an Town"),
        ("平山湖蒙古族乡", "平山湖蒙古族乡", "Pingshanhu Mongol Ethnic Township"),
        ("东街街道", "东街街道", "Dongjie Subdistrict"),
        ("张掖经济技术开发区", "张掖经济技术开发区", "Zhangye Economic and Technological Development Zone"),
        ("肃南裕固族自治县", "肃南裕固族自治县", "Sunan Yugur Autonomous County"),
        ("民乐县", "民乐县", "Minle County"),
        ("什八名村村民委员会", "什八名村", "Shibaming Village"),
    ],
)
def test_names_as_people_say_them_and_in_english(name, short, english):
    assert names.short(name) == short
    assert names.english(name) == english


def test_places_sort_by_pinyin():
    assert sorted(["沙井镇", "安阳乡", "党寨镇", "小堡子村"], key=names.sort_key) == [
        "安阳乡", "党寨镇", "沙井镇", "小堡子村",
    ]  # fmt: skip


def test_a_street_and_a_residents_committee_are_urban_a_village_is_not():
    assert [regions.urban(code) for code in ("620702001000", "620702001001", "620702107000", "620702107203")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert regions.urban("620702000000") is None
    assert regions.urban("") is None
