"""F9 一件事: one form, one set of papers, several items at once, handled in parallel, one result, one limit."""

from __future__ import annotations

import pytest

from siban.domain.cases import errors
from siban.domain.cases.errors_families import DeliveredTogether, NothingTakenIn, PartsFixed
from siban.domain.cases.models import Case, DocumentPage, HandOver, Visit
from siban.domain.cases.models_families import Family
from siban.domain.cases.queries import tracking
from siban.domain.cases.rules import Advice, State
from siban.domain.cases.rules_families import FamilyState
from siban.domain.cases.services import answers, decisions, delivery, intake, steps, themes
from siban.domain.cases.services.documents import Tick
from siban.domain.cases.services.theme_results import deliver_family, settle
from siban.domain.cases.services.themes import Household
from siban.domain.catalog.types import Field
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data
from siban.domain.staff.models import Post
from siban.domain.staff.queries import actor_for
from siban.domain.work.models import Clock
from siban.kernel.clock import today
from siban.kernel.models import Stream
from tests.domain.cases.conftest import picture

pytestmark = pytest.mark.django_db

ANSWERS = {
    "newborn": {"insured": "no", "employed": "yes", "parent": "mother"},
    "after-death": {"pension": "yes", "burial": "cremated"},
    "retirement": {"card": "yes", "away": "yes", "bank_card": "yes"},
}


def sample(field: Field) -> str:
    """Something that the field takes."""
    if field.options:
        return field.options[0].key
    return field.sample.zh if field.sample else today().isoformat() if field.type.value == "date" else ""


def answered(family: Family, by) -> Family:
    """Every question by its first answer, every empty field by its sample."""
    while True:
        house = Household(Family.objects.get(pk=family.pk), today())
        whole = house.merged()
        known = house.family.scenario
        left = [one for one in whole.questions if one.key not in known]
        if not left:
            break
        family = themes.fill_family(family.pk, by=by, scenario={left[0].key: left[0].what.options[0].key})
    missing = {one.key: sample(one.what) for one in whole.fields if one.what.required and one.key not in house.values}
    return themes.fill_family(family.pk, by=by, form=missing) if missing else family


def signed(family: Family, by) -> Family:
    """The form printed, signed and photographed once; every other paper seen."""
    themes.print_family_form(family.pk, by=by)
    whole = Household(Family.objects.get(pk=family.pk), today()).merged()
    forms = [one.key for one in whole.materials if one.what.kind.value == "form"]
    for key in forms:
        themes.photograph_family(family.pk, key, [picture()], by=by)
    ticks = {one.key: Tick(here=True) for one in whole.materials if one.key not in forms and one.what.asked}
    return themes.fill_family(family.pk, by=by, ticks=ticks)


def drafted(work, theme: str) -> Family:
    by = work.staff.agent
    person = work.person()
    family = themes.open_family(theme, person, by=by, scenario=ANSWERS[theme])
    return answered(family, by)


def received(work, theme: str) -> Family:
    by = work.staff.agent
    return themes.receive_family(signed(drafted(work, theme), by).pk, by=by)


def whoever(case: Case):
    """Someone whose post fits the open step of a case."""
    step = steps.current(case)
    post = Post.objects.select_related("holder").filter(office=step.office_id, role=step.role).first()
    assert post is not None, (step.office.key, step.role)
    return actor_for(post.holder)


def worked_off(case: Case) -> Case:
    """Accepted, reviewed and granted by whoever has the step."""
    by = whoever(case)
    steps.claim(case.pk, by=by)
    case = answers.accept(case.pk, by=by)
    while case.outcome is None:
        step = steps.current(case)
        by = whoever(case)
        if step.state == "dispatched":
            steps.claim(case.pk, by=by)
        handling = [
            one.key for one in Household(case.family, today()).matters[case.item].steps if one.stage == "handling"
        ]
        if step.key == handling[-1]:
            case = decisions.grant(case.pk, by=by)
        else:
            case = decisions.review(case.pk, by=by, advice=Advice.GRANT, opinion="材料齐全，符合条件。")
    return case


def parts(family: Family) -> list[Case]:
    return list(
        Case.objects.filter(family=family).select_related("stream", "applicant__key", "family").order_by("number")
    )


@pytest.mark.parametrize("theme", ANSWERS)
def test_from_the_window_to_one_result(work, theme):
    """F9: one number, one receipt, one limit, one result, handed over once."""
    family = received(work, theme)
    cases = parts(family)
    assert len(cases) >= 2
    assert {case.state for case in cases} == {State.RECEIVED}
    assert Notice.objects.filter(kind="receipt", stream=family.pk).count() == 1
    assert not Notice.objects.filter(kind="receipt", stream__in=[case.pk for case in cases]).exists()
    assert Notice.objects.filter(kind="application-form", stream=family.pk).count() == 1
    clock = Clock.objects.get(stream=family.pk)
    assert (clock.kind, clock.limit) == ("promised", Household(family, today()).theme.days)
    assert Visit.objects.filter(case__family=family).count() == 1

    for case in cases[:-1]:
        worked_off(case)
        assert settle(family.pk) is None
    with pytest.raises(DeliveredTogether):
        steps.claim(cases[0].pk, by=work.staff.agent)
        delivery.deliver(cases[0].pk, by=work.staff.agent, signature=picture())
    worked_off(cases[-1])
    assert settle(family.pk) == "conclude"
    family.refresh_from_db()
    assert family.state == FamilyState.CONCLUDED
    assert Notice.objects.filter(kind="conclusion", stream=family.pk).count() == 1
    assert Clock.objects.get(stream=family.pk, stopped_on=None).kind == "delivery"

    deliver_family(family.pk, by=work.staff.agent, signature=picture(), manner="home")
    assert {case.state for case in parts(family)} == {State.DELIVERED}
    assert Notice.objects.filter(kind="delivery", stream=family.pk).count() == 1
    assert not Notice.objects.filter(kind="delivery", stream__in=[case.pk for case in cases]).exists()
    assert HandOver.objects.filter(case__family=family, taker=None, signature__isnull=False).count() == len(cases)
    assert not Clock.objects.filter(stream=family.pk, stopped_on=None).exists()


def test_a_paper_is_photographed_once_and_no_file_is_shared(work):
    """F9: one set of papers; each case is archived by itself, so each has its own copy."""
    by = work.staff.agent
    family = drafted(work, "newborn")
    themes.photograph_family(family.pk, "id-card", [picture()], by=by)
    pages = DocumentPage.objects.filter(document__case__family=family)
    assert pages.count() == len(parts(family))
    assert pages.values("file").distinct().count() == pages.count()


def test_what_nobody_takes_in_yet_is_named_on_the_receipt(work):
    family = received(work, "newborn")
    notice = Notice.objects.get(kind="receipt", stream=family.pk)
    said = data(notice)
    assert said.apart
    assert said.whole_by == Clock.objects.get(stream=family.pk).due
    assert notice.case_number == family.number


def test_all_or_none(work, monkeypatch):
    """F9: where one part cannot be taken in, none is."""
    family = signed(drafted(work, "newborn"), work.staff.agent)
    before = intake.receive
    seen = []

    def failing(case_id, **kwargs):
        seen.append(case_id)
        if len(seen) == 2:
            raise errors.NotSigned
        return before(case_id, **kwargs)

    monkeypatch.setattr(intake, "receive", failing)
    with pytest.raises(errors.NotSigned):
        themes.receive_family(family.pk, by=work.staff.agent)
    assert {case.state for case in parts(family)} == {State.DRAFT}
    assert not Clock.objects.filter(stream=family.pk).exists()
    assert not Notice.objects.filter(kind="receipt", stream=family.pk).exists()
    family.refresh_from_db()
    assert family.state == FamilyState.DRAFT


def test_none_is_begun_where_one_cannot_be(work, monkeypatch):
    streams = Stream.objects.count()
    before, seen = intake.open_case, []

    def failing(item, applicant, **kwargs):
        seen.append(item)
        if len(seen) == 2:
            raise errors.NotTakenInHere
        return before(item, applicant, **kwargs)

    person = work.person()
    streams = Stream.objects.count()
    monkeypatch.setattr(intake, "open_case", failing)
    with pytest.raises(errors.NotTakenInHere):
        themes.open_family("newborn", person, by=work.staff.agent, scenario=ANSWERS["newborn"])
    assert (Family.objects.count(), Case.objects.count(), Stream.objects.count()) == (0, 0, streams)


def test_an_answer_that_would_take_other_items_in_begins_anew(work):
    family = drafted(work, "newborn")
    with pytest.raises(PartsFixed):
        themes.fill_family(family.pk, by=work.staff.agent, scenario={"insured": "yes"})


def test_where_nothing_applies_nothing_is_begun(work):
    with pytest.raises(NothingTakenIn):
        themes.open_family(
            "after-death", work.person(), by=work.staff.agent, scenario={"pension": "no", "burial": "buried"}
        )


def test_the_one_limit_stands_still_while_a_part_waits_for_the_applicant(work):
    """The applicant's own time for papers is not the office's."""
    family = received(work, "newborn")
    case = parts(family)[0]
    Case.objects.filter(pk=case.pk).update(state=State.CORRECTING)
    assert settle(family.pk) == "pause"
    assert Clock.objects.get(stream=family.pk).due is None
    assert settle(family.pk) is None
    Case.objects.filter(pk=case.pk).update(state=State.RECEIVED)
    assert settle(family.pk) == "go-on"
    assert Clock.objects.get(stream=family.pk).due is not None


def test_the_number_of_the_family_finds_all_its_parts(work):
    family = received(work, "newborn")
    tail = Household(family, today()).matters["birth-registration"].applicant.number.value[-4:]
    found = tracking.by_number(family.number, tail)
    assert found.family_id == family.pk
