from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from siban.domain.places.models import Office, Window
from siban.domain.staff import queries
from siban.domain.staff.models import GrantRow, Post
from siban.kernel.actors import Role
from siban.kernel.models import Stream, User


def acting(post, at):
    """The name of who acts for a post."""
    return getattr(queries.acting_for(post.pk, at), "name", None)


def test_every_post_has_a_stand_in_who_is_another(staffed):
    assert Post.objects.count() > 900
    assert not Post.objects.filter(holder=F("stand_in")).exists()


def test_the_database_refuses_a_stand_in_who_is_the_holder(village_post):
    with pytest.raises(IntegrityError, match="post_stand_in_is_another"), transaction.atomic():
        Post.objects.filter(pk=village_post.pk).update(stand_in=F("holder"))


def test_nobody_stands_in_for_two_posts_of_one_window(village_post):
    with pytest.raises(IntegrityError, match="post_stand_in_once_a_window"), transaction.atomic():
        Post.objects.create(
            office=village_post.office, window=village_post.window, name="又一岗", role=Role.CLERK,
            holder=village_post.holder, stand_in=village_post.stand_in, stream=Stream.objects.create(kind="post"),
        )  # fmt: skip


def test_every_window_and_every_office_has_its_people(staffed):
    assert not Window.objects.filter(posts=None).exists()
    assert not Office.objects.filter(posts=None).exists()
    for role in (Role.ACCEPTOR, Role.REVIEWER, Role.DECIDER, Role.HEAD, Role.LEADER, Role.CLERK):
        assert Office.objects.filter(tier="township", posts__role=role).distinct().count() == 24
    assert Office.objects.filter(tier="village", posts__role=Role.AGENT).count() == 279


def test_a_holder_acts_and_the_stand_in_does_not(village_post, at, actor):
    assert acting(village_post, at) == "李秀兰"
    assert [post.id for post in actor("李秀兰").posts] == [village_post.pk]
    assert village_post.pk not in [post.id for post in actor("陈晓梅").posts]


def test_the_stand_in_acts_while_the_holder_is_away_and_not_after(village_post, at, actor, leaves):
    leaves(village_post)
    assert acting(village_post, at) == "陈晓梅"
    own, taken = actor("陈晓梅").posts
    assert (own.stands_in, taken.stands_in, taken.id) == (False, True, village_post.pk)
    assert actor("陈晓梅").may_be([Role.AGENT], office=village_post.office_id, region="620702107203")
    assert actor("李秀兰").posts == ()
    later = at + timedelta(minutes=30)
    assert acting(village_post, later) == "李秀兰"
    assert len(actor("陈晓梅", later).posts) == 1


def test_nobody_acts_when_both_are_away(village_post, at, actor, leaves):
    leaves(village_post)
    leaves(Post.objects.get(holder__name="陈晓梅"))
    assert acting(village_post, at) is None
    assert actor("陈晓梅").posts == ()


def test_who_is_away_still_belongs_to_her_site(village_post, actor, leaves):
    leaves(village_post)
    who = actor("李秀兰")
    assert (who.office, who.region) == (village_post.office_id, "620702107203")


def test_an_actor_takes_one_statement(staffed, at, django_assert_num_queries):
    for name in ("李秀兰", "陈晓梅", "何建明", "韩立新"):
        user = User.objects.get(name=name)
        with django_assert_num_queries(1):
            queries.actor_for(user, at)


def test_a_leader_answers_for_the_township_and_a_reviewer_for_the_office(actor):
    leader = actor("王生荣")
    assert leader.may_be([Role.LEADER], office=None, region="620702107213")
    assert not leader.may_be([Role.LEADER], office=None, region="620702108202")
    reviewer = actor("周文静")
    elderly = Office.objects.get(key="civil-affairs-elderly").pk
    relief = Office.objects.get(key="civil-affairs-relief").pk
    assert reviewer.may_be([Role.REVIEWER], office=elderly, region="620702107213")
    assert not reviewer.may_be([Role.REVIEWER], office=relief, region="620702107213")
    assert actor("何建明").may_be([Role.DECIDER], office=elderly, region="620702107213")
    assert actor("韩立新").may_be([Role.SUPERVISOR], office=relief, region="620702107213")
    assert actor("何继宗").may_be([Role.LEADER], office=None, region="620702107213"), (
        "the government leads the district"
    )


def test_a_grant_adds_to_posts(actor):
    GrantRow.objects.create(user=User.objects.get(name="李秀兰"), role=Role.EDITOR, region="620702")
    assert {grant.role for grant in actor("李秀兰").grants} == {Role.EDITOR, Role.AGENT}


def test_the_line_above_an_office(village_post, at):
    assert [user.name for user in queries.leaders(village_post.office_id, at)] == ["王生荣"]
    assert [user.name for user in queries.supervisors("620702107203", at)] == ["韩立新"]
    elderly = Office.objects.get(key="civil-affairs-elderly").pk
    assert [user.name for user in queries.holders(elderly, [Role.HEAD], at)] == ["李建军"]
    assert [user.name for user in queries.holders(elderly, [Role.DECIDER], at)] == ["何建明"]
