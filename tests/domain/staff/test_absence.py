from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from siban.domain.places.models import Office
from siban.domain.staff import queries, services
from siban.domain.staff.errors import AwayAlready, BackBeforeNow, NoPost, NotAway
from siban.domain.staff.models import Absence, Post
from siban.kernel.clock import now
from siban.kernel.ids import new_id
from siban.kernel.refusals import NotAllowed

HOME_VISIT = Absence.Kind.HOME_VISIT


def test_a_point_whose_only_clerk_is_away_is_closed_and_says_where_to_go(village_post, at, leaves):
    leaves(village_post)
    (notice,) = queries.away_notices(village_post.office.site_id, at)
    assert (notice.holder, notice.stand_in, notice.served) == ("李秀兰", "陈晓梅", False)
    assert notice.go_to.zh == "党寨镇便民服务中心"
    assert notice.back_at == at + timedelta(minutes=30)
    states = {state.site.region: state for state in queries.sites_now("620702107", at)}
    assert not states["620702107203"].open
    assert states["620702107203"].until == at + timedelta(minutes=30)
    assert states["620702107213"].open


def test_a_window_of_the_hall_sends_people_to_the_stand_ins_window(staffed, at, leaves):
    post = Post.objects.get(office__key="hall", window__number=3)
    leaves(post)
    (notice,) = queries.away_notices(post.office.site_id, at)
    assert (notice.window, notice.go_to_window, notice.served) == (3, 4, True)
    (hall,) = [state for state in queries.nearest("620702107203", at) if state.site.kind == "hall"]
    assert hall.open
    seat = next(seat for seat in queries.on_duty(post.office.site_id, at) if seat.window == 3)
    assert (seat.person, seat.stands_in) == (post.stand_in.name, True)


def test_a_stand_in_of_the_village_keeps_the_point_open(staffed, at, leaves):
    post = Post.objects.filter(role="agent", stand_in__posts__office__tier="village")[0]
    leaves(post)
    (notice,) = queries.away_notices(post.office.site_id, at)
    assert notice.served
    (state,) = queries.sites_now(post.office.region_id, at)
    assert state.open


def test_the_states_of_all_sites_take_five_statements(village_post, at, leaves, django_assert_num_queries):
    leaves(village_post)
    leaves(Post.objects.get(office__key="hall", window__number=3))
    with django_assert_num_queries(5):
        assert len(queries.sites_now("620702", at)) == 304


def test_absences_of_a_post_do_not_overlap(village_post, leaves):
    absence = leaves(village_post)
    with pytest.raises(IntegrityError, match="absence_one_at_a_time"), transaction.atomic():
        leaves(village_post)
    leaves(village_post, starts_at=absence.ends_at, ends_at=absence.ends_at + timedelta(hours=1))


def test_away_and_back(village_post):
    agent = queries.actor_for(village_post.holder)
    services.away(village_post.pk, kind=HOME_VISIT, ends_at=now() + timedelta(hours=1), by=agent)
    assert queries.acting_for(village_post.pk) == village_post.stand_in
    with pytest.raises(AwayAlready):
        services.away(village_post.pk, kind=HOME_VISIT, ends_at=now() + timedelta(hours=2), by=agent)
    services.back(village_post.pk, by=agent)
    assert queries.acting_for(village_post.pk) == village_post.holder
    with pytest.raises(NotAway):
        services.back(village_post.pk, by=agent)


def test_away_is_refused_to_a_stranger_and_without_a_return(village_post, actor):
    hour = now() + timedelta(hours=1)
    with pytest.raises(NotAllowed):
        services.away(village_post.pk, kind=HOME_VISIT, ends_at=hour, by=actor("周文静"))
    with pytest.raises(BackBeforeNow):
        services.away(village_post.pk, kind=HOME_VISIT, ends_at=now(), by=actor("李秀兰"))
    with pytest.raises(NoPost):
        services.away(new_id(), kind=HOME_VISIT, ends_at=hour, by=actor("李秀兰"))
    services.away(village_post.pk, kind=HOME_VISIT, ends_at=hour, by=actor("王生荣"))


def test_nobody_is_away_from_a_site_without_absences(staffed, at, django_assert_num_queries):
    hall = Office.objects.get(key="hall").site_id
    with django_assert_num_queries(1):
        assert queries.away_notices(hall, at) == ()
