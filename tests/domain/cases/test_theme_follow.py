"""F9: what follows for a 一件事 from what happens to its cases; its part in the archive; its clocks by their names."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from siban.domain.cases.models import Case, Package
from siban.domain.cases.models_families import Family
from siban.domain.cases.queries import families
from siban.domain.cases.queries.archive import verify
from siban.domain.cases.rules_families import FAMILY_CLOCK_NAMES, FamilyState
from siban.domain.cases.services import answers, archiving, sending, steps
from siban.domain.cases.services.documents import Tick
from siban.domain.cases.services.theme_results import deliver_family, settle
from siban.domain.cases.subscribers_families import follow_parts, follow_unfetched
from siban.domain.insight.queries import all_raised, as_raised
from siban.domain.insight.rules import Part
from siban.domain.notices.models import Notice
from siban.domain.work.events import Warned
from siban.domain.work.models import Clock, Task, Warning
from siban.domain.work.rules import Level
from siban.kernel import files
from siban.kernel.actors import Actor
from siban.kernel.clock import now, today
from siban.kernel.crypto import sm3
from siban.kernel.events import Recorded, history
from tests.domain.cases.conftest import picture
from tests.domain.cases.test_themes import parts, received, whoever, worked_off


def promised(family: Family) -> Clock:
    return Clock.objects.get(stream=family.pk, kind="promised")


@pytest.mark.django_db
def test_the_one_limit_stands_still_from_a_correction_notice_until_the_papers_come(work):
    family = received(work, "newborn")
    case = parts(family)[0]
    by = whoever(case)
    steps.claim(case.pk, by=by)
    answers.correct(case.pk, by=by, ticks={"id-card": Tick(here=False)})
    told = history(case.pk)[-1]
    for _twice in range(2):
        follow_parts(told)
    assert promised(family).due is None
    whole = families.whole(family.pk)
    assert "等补齐材料" in whole.sentence and whole.by is None
    answers.supply(case.pk, by=work.staff.agent, ticks={"id-card": Tick(here=True)})
    follow_parts(history(case.pk)[-1])
    assert promised(family).due is not None
    assert [one.act for one in history(family.pk)][-2:] == ["family.paused", "family.went_on"]
    whole = families.whole(family.pk)
    assert "党寨镇中心" in whole.sentence and whole.by == promised(family).due


@pytest.mark.django_db
def test_the_one_result_is_told_with_the_last_decision_and_only_once(work):
    family = received(work, "after-death")
    alone = work.granted()
    follow_parts(history(alone.pk)[-1])
    for case in parts(family):
        assert Family.objects.get(pk=family.pk).state == FamilyState.RUNNING
        worked_off(case)
        for _twice in range(2):
            follow_parts(history(case.pk)[-1])
    assert Family.objects.get(pk=family.pk).state == FamilyState.CONCLUDED
    assert Notice.objects.filter(stream=family.pk, kind="conclusion").count() == 1
    assert families.whole(family.pk).to_hand_over


@pytest.mark.django_db
def test_a_whole_result_that_nobody_fetches_is_followed_up_once(work):
    """rules.md §4: the office that took it in calls her; one call for all of it."""
    family = received(work, "after-death")
    for case in parts(family):
        worked_off(case)
    settle(family.pk)

    def warned(level: Level, kind: str = "delivery") -> Recorded:
        payload = Warned(family.pk, kind, "", level.value, today(), family.origin_id, ())
        return Recorded(0, family.pk, 99, "work.warned", payload, None, None, None, now())

    follow_unfetched(warned(Level.REMINDER))
    follow_unfetched(warned(Level.YELLOW, kind="promised"))
    assert not Task.objects.filter(kind=sending.FETCH).exists()
    follow_unfetched(warned(Level.YELLOW))
    follow_unfetched(warned(Level.RED))
    task = Task.objects.get(kind=sending.FETCH, closed_at=None)
    assert task.stream_id == parts(family)[0].pk and task.office_id == family.origin_id
    deliver_family(family.pk, by=work.staff.agent, signature=picture())
    follow_unfetched(warned(Level.RED))
    assert not Task.objects.filter(kind=sending.FETCH, closed_at=None).exists()


@pytest.mark.django_db
def test_a_card_on_the_one_limit_names_it_and_leads_to_a_case(work):
    family = received(work, "newborn")
    clock = promised(family)
    Warning.objects.create(
        clock=clock,
        level=Level.YELLOW,
        raised_at=now(),
        office=clock.office,
        region=clock.region,
        due=clock.due,
        told=["post"],
    )
    row = next(one for one in map(as_raised, all_raised(Part(clock.region))) if one.stream == family.pk)
    assert str(row.item) == "新生儿出生一件事"
    assert str(row.limit) == str(FAMILY_CLOCK_NAMES["promised"])
    assert row.page == parts(family)[0].pk


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_notices_of_the_whole_are_archived_with_every_case(work):
    """DA/T 85-2019: the receipt, the signed form and the one result belong to the file; every digest is compared."""
    family = received(work, "after-death")
    for case in parts(family):
        worked_off(case)
    settle(family.pk)
    deliver_family(family.pk, by=work.staff.agent, signature=picture())
    case = parts(family)[0]
    archiving.archive(case.pk, by=Actor.system())
    row = Package.objects.select_related("file__key").get(case=case)
    with zipfile.ZipFile(io.BytesIO(files.read(row.file))) as opened:
        listed = {part["path"]: part["digest"] for part in json.loads(opened.read("index.json"))["parts"]}
        whole = sorted(path for path in listed if path.startswith("whole/"))
        assert len(whole) == Notice.objects.filter(stream=family.pk).count() + 1
        assert any("receipt" in path for path in whole) and any("conclusion" in path for path in whole)
        for path in whole:
            assert sm3(opened.read(path)).hex() == listed[path]
        log = json.loads(opened.read("whole/events.json"))
    assert log[0]["act"] == "family.opened"
    assert [one.fault for one in verify()] == [None]
    assert Case.objects.get(pk=case.pk).state == "archived"
