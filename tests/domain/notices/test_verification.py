"""Anyone can check a notice; what is shown is no more than the paper shows, and nothing once the key is gone."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from siban.domain.notices import queries, render, services
from siban.domain.notices.errors import Erased
from siban.domain.notices.frozen import Public
from siban.domain.notices.models import Notice
from siban.domain.notices.rules import NUMBERED, Kind, State, show_code
from siban.kernel.ids import new_id
from siban.kernel.models import File
from tests.domain.notices.conftest import MOMENT
from tests.domain.notices.samples import CASE, FULL


@pytest.fixture
def notice(acting, authority, key) -> Notice:
    with acting(authority) as change:
        return services.issue(change, Kind.GRANT, FULL[Kind.GRANT], key=key, authority=authority, is_demonstration=True)


def test_a_code_typed_with_spaces_and_in_small_letters_is_checked(notice):
    found = queries.verify(f" {show_code(notice.code).lower()} ")
    assert found is not None and found.state is State.GENUINE
    assert found.public == Public(
        issuer="张掖市甘州区民政局",
        kind=Kind.GRANT,
        number="试区民准〔2026〕1号",
        issued_on=MOMENT.date(),
        case_number=CASE,
        item="高龄津贴申领",
        applicant="张*兰",
        is_demonstration=True,
    )


def test_what_anyone_may_see_names_nobody(notice):
    stored = json.dumps(Notice.objects.get(pk=notice.pk).public, ensure_ascii=False)
    assert "张桂兰" not in stored and "1023" not in stored and "王建军" not in stored


def test_a_void_notice_says_so(acting, authority, notice):
    with acting(authority) as change:
        services.void(change, notice, "日期写错")
    assert queries.verify(notice.code).state is State.VOID


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_verified_as_genuine_then_replaced_and_its_successor_void(acting, authority, key, kind):
    numbered = {"key": key, "authority": authority if kind in NUMBERED else None}
    with acting(authority) as change:
        first = services.issue(change, kind, FULL[kind], **numbered)
    found = queries.verify(first.code)
    assert found.state is State.GENUINE and found.public.kind is kind and found.public.number == first.number
    with acting(authority) as change:
        second = services.replace(change, first, kind, FULL[kind], reason="写错了", **numbered)
    with acting(authority) as change:
        services.void(change, second, "又写错了")
    assert queries.verify(first.code).state is State.REPLACED and queries.verify(second.code).state is State.VOID
    shown = json.dumps(Notice.objects.get(pk=first.pk).public, ensure_ascii=False)
    assert not any(name in shown for name in ("张桂兰", "马存德", "6222", "622201"))


@pytest.mark.parametrize("typed", ["", "0000000000", "not a code", "7K4M2Q9XWB" * 3])
def test_nobodys_code_is_none(notice, typed):
    assert queries.verify(typed) is None


def test_only_a_receipts_code_leads_to_its_case(acting, authority, key, notice):
    case = new_id()
    with acting(authority) as change:
        receipt = services.issue(change, Kind.RECEIPT, FULL[Kind.RECEIPT], key=key, stream=case)
    assert queries.track(receipt.code.lower()) == case
    assert queries.track(notice.code) is None and queries.track("") is None


def test_the_notices_of_a_subject_come_newest_first_in_one_query(acting, authority, key, django_assert_num_queries):
    case = new_id()
    with acting(authority) as change:
        for kind in (Kind.RECEIPT, Kind.APPLICATION_FORM):
            services.issue(change, kind, FULL[kind], key=key, stream=case)
    with django_assert_num_queries(1):
        assert [notice.what for notice in queries.for_stream(case)] == [Kind.APPLICATION_FORM, Kind.RECEIPT]


def test_the_first_opening_renders_and_keeps_later_ones_read(notice, django_assert_num_queries):
    first = render.pdf(Notice.objects.get(pk=notice.pk))
    assert first.startswith(b"%PDF-") and File.objects.count() == 1
    kept = Notice.objects.select_related("file__key").get(pk=notice.pk)
    with django_assert_num_queries(0):
        assert render.pdf(kept) == first


def test_two_first_openings_keep_one_file(notice):
    one, other = Notice.objects.get(pk=notice.pk), Notice.objects.get(pk=notice.pk)
    assert render.pdf(one) == render.pdf(other)
    assert File.objects.count() == 1


@pytest.mark.parametrize("opened_before", [True, False])
def test_once_the_key_is_erased_nothing_can_be_read_but_the_number_can_be_checked(notice, key, opened_before):
    if opened_before:
        render.pdf(notice)
    key.wrapped, key.erased_at = None, timezone.now()
    key.save()
    with pytest.raises(Erased):
        render.pdf(Notice.objects.get(pk=notice.pk))
    with pytest.raises(Erased):
        queries.data(Notice.objects.get(pk=notice.pk))
    assert queries.verify(notice.code).public.number == notice.number
