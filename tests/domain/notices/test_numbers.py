"""Document numbers have no gaps, whatever rolls back and however many draw at once; a void notice keeps its own."""

from __future__ import annotations

import threading
from datetime import datetime
from itertools import chain

import pytest
from django.db import IntegrityError, connection, transaction

from siban.domain.notices import services
from siban.domain.notices.errors import AlreadyVoid
from siban.domain.notices.models import Counter, Notice
from siban.domain.notices.rules import Kind, State
from siban.kernel.clock import SHANGHAI
from siban.kernel.ids import new_id
from siban.kernel.refusals import OutOfTurn
from tests.domain.notices.conftest import Acting, make_authority, make_key
from tests.domain.notices.samples import FULL


class Refused(OutOfTurn):
    """An act that fails after its notice was written."""


def accept(acting: Acting, authority, key, **other) -> Notice:
    with acting(authority, **other) as change:
        return services.issue(change, Kind.ACCEPTANCE, FULL[Kind.ACCEPTANCE], key=key, authority=authority)


def test_numbers_run_on_by_series_and_begin_anew_with_the_year(acting, authority, key):
    numbers = [accept(acting, authority, key).number for _time in range(2)]
    with acting(authority) as change:
        denied = services.issue(change, Kind.DENY, FULL[Kind.DENY], key=key, authority=authority)
    next_year = accept(acting, authority, key, at=datetime(2027, 1, 1, 0, 5, tzinfo=SHANGHAI))
    assert numbers == ["试区民受〔2026〕1号", "试区民受〔2026〕2号"]
    assert denied.number == "试区民否〔2026〕1号" and next_year.number == "试区民受〔2027〕1号"


def test_the_number_is_drawn_at_the_end_of_the_act(acting, authority, key):
    with acting(authority) as change:
        notice = services.issue(change, Kind.GRANT, FULL[Kind.GRANT], key=key, authority=authority)
        assert notice.number is None and len(notice.code) == 10 and not Counter.objects.exists()
    assert notice.number == "试区民准〔2026〕1号"
    assert Notice.objects.get(pk=notice.pk).public["number"] == notice.number


def test_an_act_that_is_rolled_back_returns_its_number(acting, authority, key):
    def fail() -> None:
        raise Refused

    accept(acting, authority, key)
    with pytest.raises(Refused), acting(authority) as change:
        services.issue(change, Kind.ACCEPTANCE, FULL[Kind.ACCEPTANCE], key=key, authority=authority)
        change.at_end(fail)
    assert accept(acting, authority, key).sequence == 2


def test_several_notices_of_one_act_cost_two_statements(acting, authority, key, django_assert_num_queries):
    with acting(authority) as change:
        issued = [
            services.issue(change, Kind.ACCEPTANCE, FULL[Kind.ACCEPTANCE], key=key, authority=authority),
            services.issue(change, Kind.GRANT, FULL[Kind.GRANT], key=key, authority=authority),
            services.issue(change, Kind.ACCEPTANCE, FULL[Kind.ACCEPTANCE], key=key, authority=authority),
            services.issue(change, Kind.RECEIPT, FULL[Kind.RECEIPT], key=key),
        ]
        writes = change._at_end.pop()
        with django_assert_num_queries(2):
            writes()
    assert [notice.sequence for notice in issued] == [1, 1, 2, None]


def test_acts_that_draw_at_once_get_neighbouring_numbers(committed, acting):
    authorities, key = [make_authority("test-one", "试一"), make_authority("test-two", "试二")], make_key()
    start, wrong = threading.Barrier(4), []

    def work(turn: int) -> None:
        try:
            start.wait(10)
            for time in range(6):
                try:
                    with acting(authorities[0]) as change:
                        # in different orders: the counters are locked in one order all the same
                        for authority in authorities[:: 1 if turn % 2 else -1]:
                            services.issue(change, Kind.ACCEPTANCE, FULL[Kind.ACCEPTANCE], key=key, authority=authority)
                        if time % 3 == 2:
                            change.at_end(lambda: (_ for _ in ()).throw(Refused()))
                except Refused:
                    pass
        except (AssertionError, IntegrityError, threading.BrokenBarrierError) as fault:
            wrong.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(turn,)) for turn in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not wrong
    for authority in authorities:
        drawn = Notice.objects.filter(authority=authority).order_by("sequence").values_list("sequence", flat=True)
        assert list(drawn) == list(range(1, 17))


def test_a_void_notice_keeps_its_number_and_nobody_gets_it_again(acting, authority, key):
    notice = accept(acting, authority, key)
    with acting(authority) as change:
        services.void(change, notice, "日期写错")
    kept = Notice.objects.get(pk=notice.pk)
    assert (kept.state, kept.number, kept.void_reason) == (State.VOID, "试区民受〔2026〕1号", "日期写错")
    assert accept(acting, authority, key).sequence == 2
    with pytest.raises(AlreadyVoid), acting(authority) as change:
        services.void(change, notice, "再来一次")


def test_a_replaced_notice_points_to_its_successor(acting, authority, key):
    notice = accept(acting, authority, key)
    with acting(authority) as change:
        successor = services.replace(
            change,
            notice,
            Kind.ACCEPTANCE,
            FULL[Kind.ACCEPTANCE],
            key=key,
            authority=authority,
            reason="期限算错，重新发",
        )
    kept = Notice.objects.get(pk=notice.pk)
    assert kept.state == State.REPLACED and kept.replaced_by == successor and successor.sequence == 2
    assert successor.stream == notice.stream


def test_a_numbered_kind_needs_an_authority_and_the_others_take_none(acting, authority, key):
    with acting(authority) as change:
        for kind, by in ((Kind.ACCEPTANCE, None), (Kind.RECEIPT, authority)):
            with pytest.raises(TypeError):
                services.issue(change, kind, FULL[kind], key=key, authority=by)
        with pytest.raises(TypeError):
            services.issue(change, Kind.GRANT, FULL[Kind.DENY], key=key, authority=authority)


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": None},
        {"sequence": None},
        {"kind": "receipt"},
        {"kind": "other"},
        {"state": "void"},
        {"state": "replaced", "void_reason": "x"},
        {"state": "lost", "void_reason": "x"},
    ],
)
def test_the_database_holds_what_a_notice_must_be(acting, authority, key, wrong):
    notice = accept(acting, authority, key)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(**wrong)


def test_no_number_twice(acting, authority, key):
    first, second = accept(acting, authority, key), accept(acting, authority, key)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=second.pk).update(sequence=first.sequence)


def test_codes_do_not_repeat_and_tell_nothing(acting, authority, key):
    with acting(authority) as change:
        codes = [
            services.issue(change, Kind.RECEIPT, FULL[Kind.RECEIPT], key=key, stream=new_id()).code
            for _time in range(50)
        ]
    assert len(set(codes)) == 50 and len(set(chain.from_iterable(codes))) > 24
