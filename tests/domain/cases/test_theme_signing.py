"""F9: who applies for a 一件事, how she signs, and her word in place of papers: told once, kept with every case."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from siban.domain.cases import errors, errors_answers
from siban.domain.cases.models import Case, Document, Pledge
from siban.domain.cases.queries import families
from siban.domain.cases.rules import Capacity, State
from siban.domain.cases.rules_families import FamilyState
from siban.domain.cases.services import theme_results, theme_signing, themes
from siban.domain.cases.services.documents import Tick
from siban.domain.cases.services.words import latest_promise
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data
from siban.domain.people.models import Mandate
from siban.domain.people.rules import Pledge as Kind
from siban.kernel.clock import today
from tests.domain.cases.conftest import picture
from tests.domain.cases.relief import ITEMS, begun, handed_in, house
from tests.domain.cases.test_themes import drafted, parts

pytestmark = pytest.mark.django_db


def test_what_is_promised_and_declared_is_signed_for_once_and_binds_every_case(work):
    """rules.md §2 容缺, 国办发〔2020〕42号 告知承诺: one paper of a kind for all, each material named once."""
    by = work.staff.agent
    family = begun(work)
    handed_in(family, by, without=("proof", "income"))
    until = latest_promise(next(iter(house(family).matters.values())))
    ticks = {"proof": Tick(here=False, promised=until), "income": Tick(here=False, declared=True)}
    themes.fill_family(family.pk, by=by, ticks=ticks)
    with pytest.raises(errors_answers.PromiseNotSigned):
        themes.receive_family(family.pk, by=by)
    for kind in Kind:
        theme_signing.print_family_pledge(family.pk, kind, by=by)
        theme_signing.sign_family_pledge(family.pk, kind, [picture()], by=by)
    assert Notice.objects.filter(stream=family.pk, kind__in=["promise", "declaration"]).count() == 2
    letter = data(Notice.objects.get(stream=family.pk, kind="promise"))
    assert letter.case_number == family.number and letter.item.startswith("困难一件事")
    assert Pledge.objects.filter(case__family=family, signed_at__isnull=False).count() == 3
    words = families.draft(families.get(by, family.pk)).listing.words
    assert [one.signed for one in words] == [True, True]
    themes.receive_family(family.pk, by=by)
    assert {case.state for case in parts(family)} == {State.RECEIVED}


def test_nothing_is_printed_where_nothing_is_promised(work):
    family = begun(work)
    with pytest.raises(errors_answers.NothingPledged):
        theme_signing.print_family_pledge(family.pk, Kind.TOLERANCE, by=work.staff.agent)
    with pytest.raises(errors_answers.PledgeNotPrinted):
        theme_signing.sign_family_pledge(family.pk, Kind.TOLERANCE, [picture()], by=work.staff.agent)


def test_a_fingerprint_before_a_witness_is_kept_with_every_case(work):
    by = work.staff.agent
    family = begun(work)
    with pytest.raises(errors_answers.WitnessMissing):
        theme_signing.sign_family_by(family.pk, by=by, fingerprint=True, witness=by.name)
    theme_signing.sign_family_by(family.pk, by=by, fingerprint=True, witness="赵国兴")
    assert all(case.by_fingerprint for case in parts(family))
    assert families.draft(families.get(by, family.pk)).applying.witness == "赵国兴"
    themes.print_family_form(family.pk, by=by)
    assert data(Notice.objects.get(stream=family.pk, kind="application-form")).by_fingerprint


def test_one_mandate_lets_a_relative_act_in_every_item(work):
    """rules.md §10: a mandate names every item that it is for, and is signed once."""
    by = work.staff.agent
    family = begun(work)
    son = work.person(name="刘建军", born=date(1970, 1, 1))
    with pytest.raises(errors.UntilMissing):
        theme_signing.represent_family(family.pk, by=by, capacity=Capacity.REPRESENTATIVE, representative=son)
    until = today() + timedelta(days=60)
    theme_signing.represent_family(family.pk, by=by, capacity=Capacity.REPRESENTATIVE, representative=son, until=until)
    notice = Notice.objects.get(kind="mandate")
    assert notice.stream == family.pk
    assert all(name in data(notice).item for name in ("最低生活保障", "临时救助"))
    assert families.draft(families.get(by, family.pk)).applying.mandate == notice.pk
    assert house(family).family.scenario["who"] == "family"
    theme_signing.sign_family_mandate(family.pk, [picture()], by=by)
    assert set(Mandate.objects.values_list("item_key", flat=True)) == set(ITEMS)
    assert all(case.mandate_id for case in parts(family))
    assert families.draft(families.get(by, family.pk)).applying.mandate is None
    with pytest.raises(errors.MandateNotPrinted):
        theme_signing.sign_family_mandate(family.pk, [picture()], by=by)
    # The next thing that he does for her needs no new paper.
    again = begun(work, person=family.applicant)
    theme_signing.represent_family(again.pk, by=by, capacity=Capacity.REPRESENTATIVE, representative=son)
    assert not Notice.objects.filter(stream=again.pk, kind="mandate").exists()
    assert all(case.mandate_id for case in parts(again))


def test_a_guardian_shows_her_proof_once(work):
    by = work.staff.agent
    family = begun(work)
    guardian = work.person(name="刘建军", born=date(1970, 1, 1))
    with pytest.raises(errors_answers.NotAGuardian):
        theme_signing.prove_family_guardian(family.pk, [picture()], by=by)
    theme_signing.represent_family(family.pk, by=by, capacity=Capacity.GUARDIAN, representative=guardian)
    theme_signing.prove_family_guardian(family.pk, [picture()], by=by)
    rows = Document.objects.filter(case__family=family, material="guardian-proof")
    assert set(rows.values_list("state", flat=True)) == {"received"} and rows.count() == len(ITEMS)


def test_a_draft_is_given_up_as_a_whole_and_only_as_a_draft(work):
    by = work.staff.agent
    family = drafted(work, "newborn")
    assert families.begun(by, family.applicant_id, "newborn") == family.pk
    theme_results.withdraw_family(family.pk, by=by)
    family.refresh_from_db()
    assert family.state == FamilyState.CLOSED
    assert set(Case.objects.filter(family=family).values_list("state", flat=True)) == {State.CLOSED}
    assert families.begun(by, family.applicant_id, "newborn") is None
    assert families.whole(family.pk).sentence


def test_each_part_goes_with_an_answer_of_its_own(work):
    """A paper that one item alone wants holds up no other: the accepting office is proposed to tell what is missing."""
    by = work.staff.agent
    family = begun(work)
    before = families.draft(families.get(by, family.pk)).shares
    assert all(not any(choice.open for choice in one.choices if choice.answer == "accept") for one in before)
    handed_in(family, by, without=("subsistence-allowance/check-authorisation",))
    shares = {one.item: one for one in families.draft(families.get(by, family.pk)).shares}
    assert [shares[item].missing for item in ITEMS] == [1, 0]
    assert [shares[item].proposed for item in ITEMS] == ["correct", "accept"]
