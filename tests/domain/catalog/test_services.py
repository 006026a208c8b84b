"""Drafting, publishing and revising items in the database."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from siban.domain.catalog import queries
from siban.domain.catalog.errors import (
    BadContent,
    ItemNotFound,
    NotPublishable,
    StartsInPast,
    StartsTooEarly,
    VersionNotFound,
)
from siban.domain.catalog.models import Item, ItemVersion, Regime, State
from siban.domain.catalog.services import Loaded, load_catalogue, publish, revise, save_draft
from siban.domain.catalog.types import Tier, Version
from siban.kernel.actors import Actor, Grant, Role
from siban.kernel.clock import SHANGHAI
from siban.kernel.events import history
from siban.kernel.refusals import NotAllowed
from tests.domain.catalog.shipped import PUBLISHED, content

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
TODAY = date(2026, 11, 24)
EDITOR = Actor(user=None, name="", grants=(Grant(Role.EDITOR, "620702"),))


def allowance(on: date) -> Version:
    """The version of the old-age allowance in force on a day."""
    found = queries.current("old-age-allowance", on)
    assert found is not None
    return found


def changed(**parts):
    return {**content("old-age-allowance"), **parts}


def test_loading_again_changes_nothing():
    before = list(ItemVersion.objects.order_by("pk").values_list("pk", "number", "state"))
    loaded = load_catalogue(at=AT)
    assert loaded == Loaded()
    assert list(ItemVersion.objects.order_by("pk").values_list("pk", "number", "state")) == before


def test_eighteen_can_be_taken_in_and_sixty_eight_only_found():
    entries = queries.entries(TODAY)
    assert len(entries) == 86
    assert {entry.key for entry in entries if entry.published} == set(PUBLISHED)
    assert queries.current("extreme-poverty-support", TODAY) is None
    assert len(queries.entries(TODAY, published_only=True, accepting=Tier.VILLAGE)) == 16
    assert "old-age-allowance" in {entry.key for entry in queries.entries(TODAY, life_event="elder")}
    assert len(queries.referrals()) == 20
    regimes = {regime.key for regime in queries.regimes()}
    assert regimes >= {
        "licensing",
        "benefit",
        "confirmation",
        "public-service",
        "agency",
    }


def test_the_list_is_read_in_few_questions(django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        queries.entries(TODAY)


def test_a_version_is_read_once(django_assert_num_queries):
    current = allowance(TODAY)
    with django_assert_num_queries(0):
        assert queries.version(current.id) is current
    with pytest.raises(VersionNotFound):
        queries.version(Item.objects.get(key="extreme-poverty-support").versions.get().pk)


def test_a_revision_takes_over_on_its_day_and_open_cases_keep_theirs():
    old = allowance(TODAY)
    new = revise("old-age-allowance", changed(promised_days=8), date(2027, 1, 1), by=EDITOR, at=AT)
    assert allowance(date(2026, 12, 31)) == old
    assert allowance(date(2027, 1, 1)).promised_days == 8
    assert queries.version(old.id).promised_days == 10
    assert [(version.number, end) for version, end in queries.history("old-age-allowance")] == [
        (1, date(2027, 1, 1)),
        (2, None),
    ]
    assert [event.act for event in history(new.pk)] == ["item.drafted", "item.published"]
    assert history(old.id)[-1].act == "item.superseded"


def test_a_load_leaves_an_editors_revision_alone():
    revise("old-age-allowance", changed(promised_days=8), date(2026, 11, 21), by=EDITOR, at=AT)
    assert load_catalogue(at=AT).published == 0
    assert allowance(TODAY).promised_days == 8


def test_a_revision_starts_after_the_one_before():
    with pytest.raises(StartsTooEarly):
        revise("old-age-allowance", changed(promised_days=8), date(2026, 5, 1), by=EDITOR, at=AT)
    with pytest.raises(StartsInPast):
        revise("old-age-allowance", changed(promised_days=8), date(2026, 11, 19), by=EDITOR, at=AT)
    assert queries.draft("old-age-allowance") is None


def test_the_gate_refuses_with_all_that_is_missing():
    save_draft("extreme-poverty-support", {"name": {"zh": "特困人员救助供养申请", "en": ""}}, by=EDITOR, at=AT)
    with pytest.raises(NotPublishable) as refused:
        publish("extreme-poverty-support", TODAY, by=EDITOR, at=AT)
    assert refused.value.code == "item-not-publishable"
    assert len(refused.value.missing) > 20
    assert "没有写事项类型" in str(refused.value)
    assert Item.objects.get(key="extreme-poverty-support").state == State.DRAFT


def test_content_that_is_no_version_is_refused_with_its_place():
    with pytest.raises(BadContent, match=r"old-age-allowance, steps\.0\.role"):
        steps = [{**step, "role": "emperor"} for step in content("old-age-allowance")["steps"]]
        revise("old-age-allowance", changed(steps=steps), date(2027, 1, 1), by=EDITOR, at=AT)
    with pytest.raises(BadContent, match="nowhere"):
        save_draft("old-age-allowance", changed(regime="nowhere"), by=EDITOR, at=AT)


def test_only_an_editor_writes():
    clerk = Actor(user=None, name="", grants=(Grant(Role.CLERK, "620702"),))
    with pytest.raises(NotAllowed):
        save_draft("old-age-allowance", changed(), by=clerk)
    with pytest.raises(ItemNotFound):
        save_draft("no-such-item", {}, by=EDITOR, at=AT)


def test_a_draft_is_edited_in_place():
    first = save_draft("old-age-allowance", changed(visits=1), by=EDITOR, at=AT)
    second = save_draft("old-age-allowance", changed(visits=2), by=EDITOR, at=AT)
    assert first.pk == second.pk
    written = queries.draft("old-age-allowance")
    assert written is not None
    assert written["visits"] == 2
    assert queries.entry("old-age-allowance", TODAY).published


@pytest.mark.parametrize(
    "change",
    [{"content": {}}, {"number": 9}, {"in_force_from": date(2020, 1, 1)}, {"published_at": None, "state": State.DRAFT}],
)
def test_what_is_published_stands(change):
    with pytest.raises(ProgrammingError), transaction.atomic():
        ItemVersion.objects.filter(item="old-age-allowance").update(**change)
    with pytest.raises(ProgrammingError), transaction.atomic():
        ItemVersion.objects.filter(item="old-age-allowance").delete()


@pytest.mark.parametrize("start", [date(2026, 8, 1), date(2026, 6, 1), date(2026, 5, 1)])
def test_versions_of_one_item_never_overlap(start):
    draft = save_draft("old-age-allowance", changed(), by=EDITOR, at=AT)
    with pytest.raises(IntegrityError, match="version_no_overlap"), transaction.atomic():
        ItemVersion.objects.filter(pk=draft.pk).update(state=State.PUBLISHED, published_at=AT, in_force_from=start)


def test_a_changed_regime_does_not_reach_back():
    before = allowance(TODAY).regime
    row = Regime.objects.get(key="benefit")
    row.content["answer_days"] = 3
    row.save()
    queries.version.cache_clear()
    assert allowance(TODAY).regime == before
    present = queries.regime("benefit")
    assert present is not None
    assert present.answer_days == 3
