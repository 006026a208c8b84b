"""What waits beside the step: a second notice for the head, a declaration for who decides."""

import pytest

from siban.domain.cases.models import Case, PledgePage
from siban.domain.cases.rules import Fault, State
from siban.domain.cases.services import second
from siban.domain.people.models import BrokenPromise
from siban.domain.people.rules import Pledge
from siban.domain.staff.models import PersonLink
from siban.domain.staff.recusal import declare_relative
from siban.kernel.models import Look
from tests.domain.cases.conftest import holder
from tests.domain.cases.test_false_declarations import FOUND, found_false
from tests.domain.cases.test_one_disclosure import head, supplied
from tests.domain.cases.test_pledges import accepted, declaring, signed
from tests.surfaces.desk.conftest import signed_in, stamp

pytestmark = pytest.mark.django_db


def test_the_head_reads_why_and_signs_a_second_notice(work):
    case, keys = supplied(work)
    second.ask_second(case.pk, by=work.staff.acceptor, faults={keys[0]: Fault.FALSE}, reason="印章对不上。")
    client = signed_in(head())
    page = client.get(f"/office/cases/{case.pk}").content.decode()
    assert "签第二次告知" in page and "（假的）。理由：印章对不上。签了" in page
    client.post(f"/office/cases/{case.pk}/act", stamp(case, choice="sign-second"))
    assert Case.objects.get(pk=case.pk).state == State.CORRECTING


def test_who_decides_writes_down_what_the_check_of_a_declaration_showed(work):
    case = accepted(work, signed(work, declaring(work), Pledge.DECLARATION))
    client = signed_in(work.staff.decider)
    page = client.get(f"/office/cases/{case.pk}").content.decode()
    assert "承诺属实" in page and "承诺不实" in page
    sent = stamp(case, choice="declaration-false", **{"text_declaration-false": "原户口地还在发"})
    client.post(f"/office/cases/{case.pk}/act", sent)
    assert BrokenPromise.objects.filter(person=case.applicant).exists()


def test_the_signed_paper_is_shown_to_who_takes_part_and_the_look_is_on_record(work):
    case = accepted(work, signed(work, declaring(work), Pledge.DECLARATION))
    photographed = PledgePage.objects.get(pledge__case=case).pk
    client = signed_in(work.staff.decider)
    page = client.get(f"/office/cases/{case.pk}").content.decode()
    assert "签过的承诺书" in page and "我没有在两个地方领" in page and f"/office/pages/{photographed}" in page
    shown = client.get(f"/office/pages/{photographed}")
    assert shown.status_code == 200 and shown["Content-Type"].startswith("image/")
    assert "告知承诺书" in str(Look.objects.filter(person=case.applicant_id).latest("at").what)
    assert signed_in(holder("disabled-federation", "reviewer")).get(f"/office/pages/{photographed}").status_code == 404
    window = signed_in(work.staff.agent)
    assert f"/desk/pages/{photographed}" in window.get(f"/desk/cases/{case.pk}").content.decode()
    assert window.get(f"/desk/pages/{photographed}").status_code == 200


def test_all_69_2_the_head_reads_the_finding_and_revokes_once_the_holder_was_heard(committed, work):
    case = found_false(work)
    client = signed_in(holder("civil-affairs-elderly", "head"))
    page = client.get(f"/office/cases/{case.pk}").content.decode()
    assert FOUND in page and "听了再签" in page and "签字撤销" in page
    address = f"/office/cases/{case.pk}/beside/revoke"
    assert 'name="heard"' in client.get(address).content.decode()
    refused = client.post(address, stamp(case))
    assert refused.status_code == 422 and "要写明怎么听取当事人意见的" in refused.content.decode()
    assert client.post(address, stamp(case, heard="打电话听了，他没有话说。")).status_code == 302
    assert Case.objects.get(pk=case.pk).state == State.REVOKED


def test_a_colleagues_relative_is_flagged_on_the_row_and_the_page_and_the_head_claims_it(work):
    """§2 回避: flagged, and checked one level up."""
    case, acceptor = work.received(), work.staff.acceptor
    declare_relative(acceptor.user, case.applicant_id, PersonLink.Relation.PARENT, by=acceptor)
    client = signed_in(holder("centre-620702107", "head"))
    assert f"{acceptor.name}申报的亲属" in client.get("/office/").content.decode()
    page = client.get(f"/office/cases/{case.pk}").content.decode()
    assert "要回避" in page and "父母" in page and "签收了才能办" in page
    assert client.post(f"/office/cases/{case.pk}/claim", stamp(case)).status_code == 302
    client.post(f"/office/cases/{case.pk}/act", stamp(case, choice="accept"))
    assert Case.objects.get(pk=case.pk).state == State.ACCEPTED
