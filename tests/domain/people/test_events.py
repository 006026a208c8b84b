"""Payloads as they were written stay readable."""

from datetime import date
from uuid import UUID

import pytest

from siban.domain.people import events
from siban.domain.registers.events import Asked
from siban.kernel.events import decode, encode

ONE = UUID("01a20f31-8097-776d-a016-1230726224f0")
TWO = UUID("01a20f31-82c8-74fe-bfc7-57cc238bcb9b")
THREE = UUID("01a20f31-82c8-74fe-bfc7-57cc238bcb9c")

SAMPLES = [
    ("person.registered", events.Registered(ONE, "citizen"), f'{{"kind":"citizen","person":"{ONE}"}}'),
    (
        "person.contact-changed",
        events.ContactChanged(ONE, ("phone", "needs")),
        f'{{"fields":["phone","needs"],"person":"{ONE}"}}',
    ),
    (
        "person.corrected",
        events.Corrected(ONE, ("name",), "renamed"),
        f'{{"fields":["name"],"person":"{ONE}","reason":"renamed"}}',
    ),
    (
        "person.mandate-given",
        events.MandateGiven(THREE, ONE, TWO, "old-age-allowance", ("apply",), date(2026, 12, 24)),
        f'{{"item_key":"old-age-allowance","mandate":"{THREE}","principal":"{ONE}","representative":"{TWO}",'
        '"scope":["apply"],"until":"2026-12-24"}',
    ),
    ("person.mandate-revoked", events.MandateRevoked(THREE, ONE), f'{{"mandate":"{THREE}","principal":"{ONE}"}}'),
    (
        "person.related",
        events.Related(ONE, TWO, "child", True),
        f'{{"kind":"child","lives_together":true,"other":"{TWO}","person":"{ONE}"}}',
    ),
    ("person.household-kept", events.HouseholdKept(ONE, 4), f'{{"members":4,"person":"{ONE}"}}'),
    (
        "register.asked",
        Asked(THREE, ONE, "pension", "consent", "申请表授权栏", "高龄津贴申领", True),
        f'{{"basis":"申请表授权栏","found":true,"inquiry":"{THREE}","person":"{ONE}","power":"consent",'
        '"purpose":"高龄津贴申领","register":"pension"}',
    ),
]


@pytest.mark.parametrize(("act", "value", "stored"), SAMPLES, ids=[sample[0] for sample in SAMPLES])
def test_the_first_version_of_each_payload(act, value, stored):
    assert encode(value).decode() == stored
    assert decode(act, 1, stored.encode()) == value
