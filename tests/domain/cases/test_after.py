"""What follows a decision: put right, revoked, handed off, archived, destroyed (ALL 69; DA/T 85-2019; rules.md §4)."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest

from siban.domain.cases import errors, package
from siban.domain.cases import errors_proceedings as refusals
from siban.domain.cases.models import Case, CaseStep, DocumentPage, HandOff, Package
from siban.domain.cases.queries import archive as kept
from siban.domain.cases.rules import Advice, State
from siban.domain.cases.services import archiving, decisions, hand_offs, redress
from siban.domain.insight.models import Figure
from siban.domain.insight.rules import Name
from siban.domain.notices import data
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data as notice_data
from siban.domain.work.models import Clock, Task
from siban.kernel import feed, files
from siban.kernel.actors import Actor
from siban.kernel.audit import verify
from siban.kernel.clock import today
from siban.kernel.crypto import sm3
from siban.kernel.models import Event
from siban.kernel.refusals import NotAllowed, OutOfTurn
from tests.domain.cases.conftest import holder, sequenced

BUREAU = "civil-affairs-elderly"
SLIP = (redress.Slip("第二段", "每月1000元", "每月100元"),)
PROPOSAL = redress.Proposal(
    fault=data.Fault.APPLICANT,
    reasons=("申请时瞒报户籍已经迁出。",),
    heard="11月20日当面听取了申请人的意见，她没有异议。",
)


class TestAmendment:
    """更正: obvious slips; the new notice replaces the old one."""

    pytestmark = pytest.mark.django_db

    def test_an_amendment_replaces_the_decision_and_says_what_was_wrong(self, work):
        case = work.granted()
        old = Notice.objects.get(stream=case.pk, kind="grant")
        redress.amend(case.pk, by=work.staff.decider, slips=SLIP, reasons=("抄写错误",), effect="以后按每月100元发放。")
        old.refresh_from_db()
        new = Notice.objects.get(stream=case.pk, kind="amendment")
        assert old.state == "replaced" and old.replaced_by_id == new.pk and old.number
        letter = notice_data(new)
        assert old.number in letter.amends and letter.changes[0].now == "每月100元"
        assert Case.objects.get(pk=case.pk).state == State.CONCLUDED

    def test_an_amendment_may_itself_be_amended(self, work):
        case = work.delivered()
        redress.amend(case.pk, by=work.staff.decider, slips=SLIP, reasons=("抄写错误",))
        redress.amend(case.pk, by=work.staff.decider, slips=SLIP, reasons=("还有一处",))
        assert Notice.objects.filter(stream=case.pk, kind="amendment", state="genuine").count() == 1

    def test_what_turns_the_decision_round_is_no_slip(self, work):
        case = work.granted()
        turn = (redress.Slip("结论", "准予", "不予"),)
        with pytest.raises(refusals.NotASlip):
            redress.amend(case.pk, by=work.staff.decider, slips=turn, reasons=("错了",))
        with pytest.raises(refusals.NothingAmended):
            redress.amend(case.pk, by=work.staff.decider, slips=(), reasons=("错了",))
        with pytest.raises(errors.ReasonMissing):
            redress.amend(case.pk, by=work.staff.decider, slips=SLIP, reasons=())

    def test_only_who_decides_there_amends(self, work):
        case = work.granted()
        for other in (work.staff.agent, work.staff.acceptor, work.staff.reviewer):
            with pytest.raises(NotAllowed):
                redress.amend(case.pk, by=other, slips=SLIP, reasons=("错了",))


class TestRevocation:
    """ALL 69: by the authority that decided, with reasons, basis and remedies, signed by its head."""

    pytestmark = pytest.mark.django_db

    @pytest.mark.parametrize("point", ["granted", "delivered"])
    def test_all_69_a_revocation_is_proposed_with_reasons_and_signed_by_the_head(self, work, point):
        case, head = getattr(work, point)(), holder(BUREAU, "head")
        with pytest.raises(refusals.NotProposed):
            redress.revoke(case.pk, by=head)
        redress.propose_revocation(case.pk, by=work.staff.decider, proposal=PROPOSAL)
        with pytest.raises(refusals.AlreadyProposed):
            redress.propose_revocation(case.pk, by=work.staff.decider, proposal=PROPOSAL)
        with pytest.raises(NotAllowed):
            redress.revoke(case.pk, by=work.staff.decider)
        case = redress.revoke(case.pk, by=head)
        assert case.state == State.REVOKED
        letter = notice_data(Notice.objects.get(stream=case.pk, kind="revocation"))
        assert letter.reasons and letter.basis and letter.remedies.reconsideration and letter.heard
        assert Notice.objects.get(stream=case.pk, kind="grant").state == "void"
        event = Event.objects.get(stream=case.pk, act="case.revoked")
        assert json.loads(bytes(event.payload))["fault"] == "applicant"
        assert not Clock.objects.filter(stream=case.pk, stopped_on=None).exists()
        assert not Task.objects.filter(stream=case.pk, closed_at=None).exists()
        assert not CaseStep.objects.filter(case=case, state__in=["dispatched", "claimed"]).exists()

    def test_who_is_not_heard_loses_nothing(self, work):
        case = work.granted()
        unheard = redress.Proposal(fault=data.Fault.OFFICE, reasons=("算错",), heard=" ")
        with pytest.raises(refusals.HeardMissing):
            redress.propose_revocation(case.pk, by=work.staff.decider, proposal=unheard)

    def test_a_refused_proposal_leaves_the_decision(self, work):
        case = work.granted()
        redress.propose_revocation(case.pk, by=work.staff.decider, proposal=PROPOSAL)
        redress.refuse_revocation(case.pk, by=holder(BUREAU, "head"))
        assert Case.objects.get(pk=case.pk).state == State.CONCLUDED
        assert Notice.objects.get(stream=case.pk, kind="grant").state == "genuine"
        assert redress.proposed(case) is None

    def test_reasons_are_sealed_in_the_log(self, work):
        case = work.granted()
        redress.propose_revocation(case.pk, by=work.staff.decider, proposal=PROPOSAL)
        row = Event.objects.get(stream=case.pk, act="case.revocation_proposed")
        assert "瞒报" not in bytes(row.payload).decode()
        assert redress.proposed(case) == PROPOSAL


class TestHandOff:
    """Vertical systems: what is keyed twice is counted, its number and result come back."""

    @pytest.fixture
    def handled(self, committed, work) -> Case:
        return work.claimed(work.accepted(), work.staff.reviewer)

    def test_sheet_goes_out_number_and_result_come_back_and_the_keys_are_counted(self, handled, work):
        by = work.staff.reviewer
        hand_offs.hand_off(handled.pk, by=by)
        with pytest.raises(refusals.HandOffOpen):
            hand_offs.hand_off(handled.pk, by=by)
        sheet = notice_data(Notice.objects.get(stream=handled.pk, kind="handoff"))
        row = HandOff.objects.get(case=handled)
        assert row.fields == len(sheet.sections[0].fields) > 2
        assert [one.pk for one in hand_offs.open_at(by)] == [row.pk]
        with pytest.raises(refusals.NumberMissing):
            hand_offs.hand_back(handled.pk, by=by, number=" ", result="已登记", on=today())
        hand_offs.hand_back(handled.pk, by=by, number="SZ2026-0001", result="已登记", on=today())
        row.refresh_from_db()
        assert row.number_back == "SZ2026-0001" and hand_offs.open_at(by) == []
        sequenced()
        feed.run_until_idle()
        assert Figure.objects.get(name=Name.KEYED_TWICE).total == row.fields

    def test_the_result_comes_back_also_after_the_decision(self, handled, work):
        by = work.staff.reviewer
        hand_offs.hand_off(handled.pk, by=by)
        decisions.review(handled.pk, by=by, advice=Advice.GRANT, opinion="属实")
        work.claimed(handled, work.staff.decider)
        decisions.grant(handled.pk, by=work.staff.decider)
        hand_offs.hand_back(handled.pk, by=by, number="SZ1", result="登记了", on=today())
        assert HandOff.objects.get(case=handled).back_on == today()

    def test_export_bears_what_the_sheet_bears(self, handled, work):
        hand_offs.hand_off(handled.pk, by=work.staff.reviewer)
        matter = hand_offs.matter_of(handled)
        rows = json.loads(hand_offs.as_json(matter))["fields"]
        assert rows == [{"label": label, "value": value} for label, value in hand_offs.rows(matter)]
        assert hand_offs.as_csv(matter).decode("utf-8-sig").splitlines()[0] == "项目,内容"


class TestArchive:
    """DA/T 85-2019, GB/T 18894-2016."""

    @pytest.fixture
    def archived(self, committed, work) -> Case:
        case = work.delivered()
        return archiving.archive(case.pk, by=work.staff.decider)

    def test_the_package_holds_documents_notices_and_events_each_with_its_sm3_digest(self, archived):
        row = Package.objects.select_related("file__key").get(case=archived)
        raw = files.read(row.file)
        with zipfile.ZipFile(io.BytesIO(raw)) as opened:
            index = json.loads(opened.read("index.json"))
            assert sm3(opened.read("index.json")).hex() == row.digest
            paths = {part["path"]: part for part in index["parts"]}
            assert {part["kind"] for part in paths.values()} == {"document", "notice", "events", "catalogue"}
            for path, part in paths.items():
                assert sm3(opened.read(path)).hex() == part["digest"]
            log = json.loads(opened.read("events.json"))
        events = list(Event.objects.filter(stream=archived.pk).order_by("number"))[: len(log)]
        assert [one["hash"] for one in log] == [bytes(one.hash).hex() for one in events]
        assert Notice.objects.get(stream=archived.pk, kind="archive").file is not None
        assert row.years == 30 and row.kept_until.year == today().year + 30
        assert archived.number in row.number

    def test_it_lies_on_disk_encrypted(self, archived):
        row = Package.objects.select_related("file").get(case=archived)
        path = files._path(row.file.address)
        assert path.exists() and not path.read_bytes().startswith(b"PK")

    def test_it_is_read_again_after_writing_and_refused_when_it_is_not_whole(self, committed, work, monkeypatch):
        case = work.delivered()
        real = files.read
        monkeypatch.setattr(
            "siban.domain.cases.services.archiving.files.read",
            lambda file: real(file)[:-40] if file.media_type == "application/zip" else real(file),
        )
        with pytest.raises(refusals.ArchiveNotWhole):
            archiving.archive(case.pk, by=work.staff.decider)
        assert Case.objects.get(pk=case.pk).state == State.DELIVERED
        assert not Package.objects.filter(case=case).exists()

    def test_verification_finds_a_changed_byte(self, archived):
        assert [one.fault for one in kept.verify()] == [None]
        row = Package.objects.select_related("file").get(case=archived)
        path = files._path(row.file.address)
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        assert [one.fault for one in kept.verify()] == ["file"]

    def test_it_is_destroyed_by_two_when_its_time_is_over_and_the_log_stays(self, archived, work):
        one, other = work.staff.decider, holder(BUREAU, "head")
        with pytest.raises(refusals.StillKept):
            archiving.propose_destruction(archived.pk, by=one)
        Package.objects.filter(case=archived).update(kept_until=today() - timedelta(days=1))
        assert [row.pk for row in kept.destroyable(today())] == [archived.pk]
        row = Package.objects.select_related("file").get(case=archived)
        path = files._path(row.file.address)
        with pytest.raises(refusals.NotProposed):
            archiving.destroy(archived.pk, by=one)
        archiving.propose_destruction(archived.pk, by=one)
        with pytest.raises(refusals.SecondPersonNeeded):
            archiving.destroy(archived.pk, by=one)
        archiving.destroy(archived.pk, by=other)
        assert not path.exists() and not DocumentPage.objects.filter(document__case=archived).exists()
        assert Case.objects.get(pk=archived.pk).sealed_form is None
        assert kept.destroyable(today()) == []
        assert verify().broken is None and Event.objects.filter(stream=archived.pk, act="case.destroyed").exists()
        with pytest.raises(refusals.AlreadyDestroyed):
            archiving.destroy(archived.pk, by=other)

    def test_a_withdrawn_case_is_kept_for_the_shorter_time(self, committed, work):
        case = work.withdrawn(work.accepted())
        archiving.archive(case.pk, by=work.staff.decider)
        assert Package.objects.get(case=case).years == 10

    def test_a_revoked_decision_need_not_be_delivered_to_be_archived(self, committed, work):
        case = work.granted()
        redress.propose_revocation(case.pk, by=work.staff.decider, proposal=PROPOSAL)
        redress.revoke(case.pk, by=holder(BUREAU, "head"))
        assert archiving.archive(case.pk, by=work.staff.decider).state == State.ARCHIVED

    def test_nothing_happens_to_what_is_archived(self, archived, work):
        with pytest.raises(OutOfTurn):
            redress.amend(archived.pk, by=work.staff.decider, slips=SLIP, reasons=("错",))
        with pytest.raises(OutOfTurn):
            archiving.archive(archived.pk, by=Actor.system())


def test_the_same_parts_make_the_same_package():
    """A package is a function of its parts alone."""
    parts = [package.Part("a.jpg", "甲", "document", b"1"), package.Part("events.json", "记录", "events", b"[]")]
    one, other = package.build({"number": "1"}, parts), package.build({"number": "1"}, parts)
    assert one == other and package.fault(one.data, one.digest) is None
    assert package.fault(one.data, "00") == "index.json" and package.fault(b"nothing", one.digest) == "index.json"
