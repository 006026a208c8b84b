"""Who comes for the first time is put on record once; each thing that is wrong is said beside its own field."""

from datetime import date, timedelta

import pytest

from siban.domain.people import numbers
from siban.domain.people.identity import Sex
from siban.domain.people.models import Person
from siban.domain.people.queries import identity
from siban.kernel.clock import today

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def number(born: date = date(1945, 3, 8), serial: int = 300) -> str:
    return numbers.make("622201", born, Sex.FEMALE, serial)


def form(**other: str) -> dict[str, str]:
    return {
        "kind": "citizen",
        "number": number(),
        "name": "马兰花",
        "phone": "13993612345",
        "phone_owner": "",
        "address": "党寨镇党寨村二社",
        "place": "here",
        "township": "620702107000",
        "village": "620702107203",
        "county": "",
        "lives": "same",
        **other,
    }


def test_she_is_registered_and_the_intake_goes_on_with_her(desk):
    answer = desk.post("/desk/people", {**form(), "needs": ["hearing"], "item": "old-age-allowance"})
    person = Person.objects.get(pk=answer["Location"].split("person=")[1].split("&")[0])
    known = identity(person)
    assert answer["Location"].endswith("&item=old-age-allowance")
    assert (known.name, known.household_region, known.residence_region) == ("马兰花", "620702107203", "620702107203")
    page = text(desk.get(answer["Location"]))
    assert "耳背，说慢些" in page and known.number.value not in page


def test_who_is_from_another_province_is_placed_by_her_number(desk):
    answer = desk.post("/desk/people", form(place="away", county="number", village="", lives="here"))
    known = identity(Person.objects.get(pk=answer["Location"].split("person=")[1]))
    assert known.household_region == "622201000000" and known.residence_region == "620702107203"


def test_a_passport_needs_no_place_by_number_but_a_place(desk):
    answer = desk.post(
        "/desk/people", form(kind="passport", number="E12345678", name="John Smith", place="away", county="number")
    )
    assert answer.status_code == 422 and "还没选户口在哪个村" in text(answer)


FUTURE = numbers.make("622201", today() + timedelta(days=400), Sex.FEMALE, 1)


@pytest.mark.parametrize(
    ("field", "value", "beside", "sentence"),
    [
        ("number", "", "number", "还没有填证件号码"),
        ("number", "622201450308002", "number", "15位的老号码"),
        ("number", "62220119450308", "number", "应当是18位"),
        ("number", "62220119450308O026", "number", "混进了数字以外的字"),
        ("number", "022201194503080026", "number", "地区代码"),
        ("number", "622201194502300026", "number", "日历上没有"),
        ("number", FUTURE, "number", "今天以后"),
        ("number", "622201188003080026", "number", "1890年以前"),
        ("number", number()[:-1] + ("1" if number()[-1] != "1" else "2"), "number", "校验位"),
        ("number", "9" * 200, "number", "应当是18位"),
        ("kind", "library-card", "number", "没有这种证件"),
        ("kind", "passport", "number", "护照号码"),
        ("kind", "hk-macao-permit", "number", "H或M开头"),
        ("kind", "taiwan-permit", "number", "8位数字"),
        ("kind", "foreign-resident", "number", "3个字母"),
        ("name", "", "name", "2到50个字"),
        ("name", "马" * 200, "name", "2到50个字"),
        ("name", "马\x07花", "name", "不能用的符号"),
        ("name", "<script>", "name", "不能用的符号"),
        ("phone", "12345", "phone", "电话号码不对"),
        ("phone_owner", "儿" * 200, "phone_owner", "内容太长"),
        ("address", "党" * 200, "address", "内容太长"),
        ("address", "党寨\x00村", "address", "不能用的符号"),
        ("village", "", "village", "还没选户口在哪个村"),
        ("village", "620702107000", "village", "还没选户口在哪个村"),
        ("village", "110101001001", "village", "还没选户口在哪个村"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_stays(desk, field, value, beside, sentence):
    before = Person.objects.count()
    answer = desk.post("/desk/people", form(**{field: value}))
    page = text(answer)
    assert answer.status_code == 422 and sentence in page
    assert f'id="{beside}-error"' in page
    assert "党寨镇党寨村二社" in page or field == "address"
    assert Person.objects.count() == before


def test_a_number_on_record_under_another_name_is_not_taken(desk):
    desk.post("/desk/people", form())
    answer = desk.post("/desk/people", form(name="马兰英"))
    assert answer.status_code == 422 and "名字和现在填的不一样" in text(answer) and "马兰花" not in text(answer)


def test_sending_twice_makes_one_record(desk):
    first, second = desk.post("/desk/people", form()), desk.post("/desk/people", form())
    assert first["Location"] == second["Location"]


def test_villages_follow_the_township(desk):
    assert "党寨村" in text(desk.get("/desk/villages?township=620702107000"))
