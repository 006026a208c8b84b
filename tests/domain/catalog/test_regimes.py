"""The procedures (rules.md §0) are data: what ships says what the law says, and a district adds one without code."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import yaml

from siban.domain.catalog import loading, queries, rules
from siban.domain.catalog.content import read_regime
from siban.domain.catalog.kinds import Outcome, RemedyKind, Silence, Unit
from siban.domain.catalog.services import load_catalogue
from siban.kernel.clock import SHANGHAI
from tests.domain.catalog.shipped import FOLDER, content, version

REGIMES = {record["key"]: read_regime(record) for record in loading.regimes(FOLDER)}
AT = datetime(2026, 11, 24, 9, tzinfo=SHANGHAI)


def test_licensing_is_the_licensing_law():
    """ALL 32, 42, 43, 44, 45."""
    law = REGIMES["licensing"]
    assert (law.answer_days, law.silence) == (5, Silence.ACCEPTED)
    assert (law.statutory_days, law.unit) == (20, Unit.WORKING)
    assert law.extension is not None and (law.extension.days, law.extension.times) == (10, 1)
    assert law.delivery_days == 10
    assert law.examination_days == 20
    assert {ground.key for ground in law.hold_grounds} == {
        "hearing", "bidding", "auction", "inspection", "testing", "quarantine", "appraisal", "expert-review",
    }  # fmt: skip


def test_joint_handling_has_45_days_and_15_more_by_the_head_of_government():
    """ALL 42(2)."""
    joint = REGIMES["licensing"].joint
    assert joint is not None and joint.extension is not None
    assert (joint.days, joint.extension.days, joint.extension.approver) == (45, 15, "government")
    workshop = version("small-food-workshop")
    assert rules.longest(workshop) == 30
    assert rules.longest(workshop, joint=True) == 60


@pytest.mark.parametrize("key", ["licensing", "benefit", "confirmation"])
def test_where_something_is_decided_it_can_be_reconsidered_and_taken_to_court(key):
    """Reconsideration Law 20: 60 days; Administrative Procedure Law 46: six months; inaction: reconsideration first."""
    remedies = {(one.outcome, one.kind): one for one in REGIMES[key].remedies}
    for outcome in (Outcome.DENY, Outcome.DECLINE):
        assert remedies[outcome, RemedyKind.RECONSIDERATION].days == 60
        assert remedies[outcome, RemedyKind.LAWSUIT].months == 6
    assert (Outcome.INACTION, RemedyKind.LAWSUIT) not in remedies


@pytest.mark.parametrize("key", ["public-service", "agency"])
def test_where_nothing_is_decided_nothing_stops_the_clock_and_one_may_complain(key):
    regime = REGIMES[key]
    assert regime.silence is Silence.COMPLAINT
    assert (regime.hold_grounds, regime.extension, regime.joint) == ((), None, None)
    assert {one.kind for one in regime.remedies} == {RemedyKind.COMPLAINT}


def test_an_item_may_have_parts_of_a_regime_of_its_own():
    own, shipped = version("subsistence-allowance").regime, REGIMES["benefit"]
    assert own.extension is not None and own.extension.days == 15
    assert (own.remedies, own.hold_grounds, own.articles) == (
        shipped.remedies, shipped.hold_grounds, shipped.articles,
    )  # fmt: skip


MADE_UP = {
    "key": "well-drilling",
    "name": {"zh": "打井许可（本区）", "en": "Well drilling (this district)"},
    "answer_days": 3,
    "silence": "accepted",
    "statutory_days": 15,
    "unit": "calendar",
    "correction_days": 10,
    "tolerance_days": 5,
    "delivery_days": 4,
    "hold_grounds": [{"key": "water-test", "text": {"zh": "水质检测", "en": "Water test"}}],
    "extension": {"days": 7, "times": 2, "approver": "leader"},
    "joint": {"days": 30},
    "remedies": [
        {
            "outcome": outcome,
            "kind": "complaint",
            "to": {"zh": "区水务局", "en": "the water bureau"},
            "text": {"zh": "可以向区水务局投诉。", "en": "You may complain to the water bureau."},
        }
        for outcome in ("deny", "decline", "inaction")
    ],
    "articles": [{"notice": "hold", "text": {"zh": "本区打井管理办法第九条", "en": "art. 9 of the district's rules"}}],
}


@pytest.mark.django_db
def test_a_district_adds_a_regime_and_an_item_under_it_without_code(tmp_path):
    (tmp_path / "items").mkdir()
    (tmp_path / "regimes.yaml").write_text(yaml.safe_dump([MADE_UP], allow_unicode=True), encoding="utf-8")
    item = content("senior-card") | {
        "key": "well-drilling",
        "life_events": ["farming"],
        "in_force_from": date(2026, 11, 24),
        "name": {"zh": "打井许可", "en": "Well drilling"},
        "regime": "well-drilling",
        "remedies": "well-drilling",
        "statutory_days": 15,
        "unit": "calendar",
    }
    file = tmp_path / "items" / "well-drilling.yaml"
    file.write_text(yaml.safe_dump(item, allow_unicode=True), encoding="utf-8")
    loaded = load_catalogue(at=AT, folder=tmp_path)
    assert (loaded.regimes, loaded.published, loaded.drafted) == (1, 1, 0)
    made = queries.current("well-drilling", date(2026, 11, 24))
    assert made is not None
    assert (made.regime.answer_days, made.regime.unit, rules.longest(made)) == (3, Unit.CALENDAR, 29)
    assert made.regime.article("hold") is not None
    assert {ground.key for ground in made.regime.hold_grounds} == {"water-test"}
    assert load_catalogue(at=AT, folder=tmp_path).published == 0
    assert queries.current("old-age-allowance", date(2026, 11, 24)) is not None


def test_a_regime_that_is_wrong_names_its_file_and_place(tmp_path):
    broken = {**MADE_UP, "silence": "maybe"}
    (tmp_path / "regimes.yaml").write_text(yaml.safe_dump([broken], allow_unicode=True), encoding="utf-8")
    with pytest.raises(loading.BadDataError, match=r"regimes\.yaml: well-drilling\.silence"):
        loading.regimes(tmp_path)
