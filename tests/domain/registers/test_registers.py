"""What the state already knows is asked once, on record, and on a power."""

from datetime import date

import pytest
from django.db import connection

from siban.domain.people import numbers
from siban.domain.people import services as people_services
from siban.domain.people.errors import PurposeMissing
from siban.domain.people.identity import Sex
from siban.domain.people.models import Person
from siban.domain.people.rules import Action, Need, identify
from siban.domain.registers import demonstration, errors, queries, rules, services
from siban.domain.registers.models import Inquiry
from siban.domain.registers.rules import HOLDERS, NAMES, Answer, Key, Power
from siban.kernel.actors import Actor
from siban.kernel.acts import act
from siban.kernel.clock import today
from siban.kernel.events import history
from siban.kernel.models import Look
from siban.kernel.refusals import NotAllowed
from tests.domain.people.conftest import DANGZHAI, clerk_at

CONSENT = Power.consent("申请表授权栏")


@pytest.fixture
def clerk() -> Actor:
    return clerk_at(DANGZHAI)


@pytest.fixture
def wang(db, clerk) -> Person:
    identity = identify(
        name="王桂珍", kind="citizen", number="622201194504160028", on=today(), household_region=DANGZHAI
    )
    person = people_services.register(identity, by=clerk)
    Person.objects.filter(pk=person.pk).update(is_demonstration=True)
    person.is_demonstration = True
    return person


def lines(findings):
    return {line.register: (line.text, line.ok) for line in findings.known}


def test_the_window_reads_what_is_known(wang, clerk, monkeypatch):
    monkeypatch.setattr(demonstration, "today", lambda: date(2026, 11, 24))
    monkeypatch.setattr(queries, "today", lambda: date(2026, 11, 24))
    monkeypatch.setattr(queries, "_place", lambda answer: "党寨村" if answer and "region" in answer.facts else "")
    found = queries.find(clerk, wang, "窗口收件")
    assert lines(found) == {
        "household": ("户籍在党寨村，2003年迁入", True),
        "allowance": ("没有领过高龄津贴", True),
        "pension": ("养老金在领，3月已认证", True),
        "disability": ("没有残疾人证", False),
        "social-security-card": ("社保卡尾号3316，甘州农商银行，已激活", True),
        "medical": ("今年医保已参保", True),
    }
    assert str(found.known[0].holder) == "公安"
    assert found.facts[Key.HOUSEHOLD]["region"] == DANGZHAI


def test_asking_is_a_look_and_on_record_first(wang, clerk, monkeypatch):
    known = []
    monkeypatch.setattr(
        demonstration.Demonstration, "ask", lambda self, identity: known.append(Look.objects.count()) or None
    )
    found = queries.find(clerk, wang, "窗口收件", ["household", "pension"])
    assert known == [1, 1]
    assert [line.ok for line in found.known] == [False, False]
    assert Look.objects.get().what == "户籍,养老待遇"


def test_without_purpose_or_right_nothing_is_asked(wang, clerk):
    with pytest.raises(PurposeMissing):
        queries.known(clerk, wang, " ")
    with pytest.raises(NotAllowed):
        queries.known(Actor.resident(), wang, "好奇")
    with pytest.raises(errors.NoSuchRegister):
        queries.find(clerk, wang, "窗口收件", ["tax"])
    assert not Look.objects.exists()


def test_a_demonstration_says_nothing_of_real_people(wang, clerk):
    wang.is_demonstration = False
    found = queries.find(clerk, wang, "窗口收件")
    assert dict(found.facts) == {}
    assert {line.register for line in found.known} == {Key.ALLOWANCE}, "the platform's own register found nothing"


def test_a_register_that_is_down_is_one_line(wang, clerk, monkeypatch):
    def down(self, identity):
        if self.key is Key.PENSION:
            raise errors.RegisterDown()

    monkeypatch.setattr(demonstration.Demonstration, "ask", down)
    found = lines(queries.find(clerk, wang, "窗口收件"))
    assert found["pension"] == ("养老待遇现在查不到，请看材料", False)
    assert len(found) == len(Key)


def fetch(person, clerk, register="social-security-card", power=CONSENT, purpose="高龄津贴申领"):
    with act(people_services.PERSON, person.id, Action.CHANGE_CONTACT, by=clerk) as change:
        return services.fetch(change, change.subject, register, purpose, power)


def test_a_fetched_paper_stays_with_the_case_and_says_on_what_power(wang, clerk):
    answer = fetch(wang, clerk)
    assert answer is not None
    assert answer.facts["tail"] == "3316"
    [kept] = queries.fetched(wang.id)
    assert (kept.answer, kept.register) == (answer, Key.SOCIAL_SECURITY_CARD)
    assert (kept.power, kept.basis, kept.by) == ("consent", "申请表授权栏", clerk.user)
    asked = history(wang.id)[-1].payload
    assert (asked.register, asked.power, asked.found) == ("social-security-card", "consent", True)
    [seen] = queries.inquiries(clerk, wang)
    assert seen.answer is None
    with pytest.raises(NotAllowed):
        queries.inquiries(Actor.resident(), wang)


def test_what_was_fetched_is_sealed(wang, clerk):
    answer = fetch(wang, clerk)
    with connection.cursor() as cursor:
        for table in ("registers_inquiry", "kernel_event"):
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                for value in row:
                    held = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    assert str(answer.facts["account"]).encode() not in held
                    assert "甘州农商银行".encode() not in held


def test_a_register_that_knows_nobody_is_on_record_too(wang, clerk, monkeypatch):
    monkeypatch.setattr(demonstration.Demonstration, "ask", lambda self, identity: None)
    assert fetch(wang, clerk, power=Power.statute("《老年人权益保障法》第三十三条")) is None
    assert Inquiry.objects.get().sealed is None
    assert not history(wang.id)[-1].payload.found


@pytest.mark.parametrize("basis", ["", "  ", "长" * 201])
def test_a_look_up_stands_on_consent_or_an_article(basis):
    with pytest.raises(errors.PowerMissing):
        Power.consent(basis)
    with pytest.raises(errors.PowerMissing):
        Power.statute(basis)


def test_fetching_without_a_purpose_is_refused(wang, clerk):
    with pytest.raises(PurposeMissing):
        fetch(wang, clerk, purpose=" ")


def test_made_up_people_get_the_same_answers_each_time_and_each_answer_can_be_said():
    on = today()
    for serial in range(60):
        born = date(1930 + serial, 1 + serial % 12, 1 + serial % 28)
        number = numbers.make("622201", born, Sex.FEMALE, serial)
        needs = [Need.DISABLED] if serial % 7 == 0 else []
        identity = identify(name="马建国", kind="citizen", number=number, on=on, needs=needs)
        for register in demonstration.registers():
            answer = register.ask(identity)
            assert answer == register.ask(identity)
            assert isinstance(answer, Answer)
            line = rules.known(register.key, answer, on=on, place="党寨村")
            assert "%" not in line.text
            assert all(isinstance(value, str | int | bool) for value in answer.facts.values())
            assert answer.facts.get("certified_on", "") <= on.isoformat()
        assert demonstration.Demonstration(Key.PENSION).ask(identity).facts["drawing"] == (identity.age(on) >= 60)


def test_a_household_on_record_is_the_one_the_register_gives():
    told = identify(
        name="马建国",
        kind="citizen",
        number=numbers.make("622201", date(1990, 1, 1), Sex.MALE),
        on=today(),
        household_region=DANGZHAI,
        address="党寨镇党寨村一社",
    )
    facts = demonstration.Demonstration(Key.HOUSEHOLD).ask(told).facts
    assert (facts["region"], facts["address"]) == (DANGZHAI, "党寨镇党寨村一社")


def test_every_register_has_name_and_holder_in_both_languages():
    for key in Key:
        for text in (NAMES[key], HOLDERS[key]):
            assert text.zh
            assert text.en


def test_the_file_names_valid_people_and_known_facts():
    written = demonstration._written()
    for number, answers in written["people"].items():
        identity = identify(name="某人", kind="citizen", number=number, on=today())
        assert set(answers) <= {key.value for key in Key}
        for register in demonstration.registers():
            assert rules.known(register.key, register.ask(identity), on=today(), place="某村").text


def test_several_registers_take_few_statements(wang, clerk, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        queries.find(clerk, wang, "窗口收件")
