import pytest
from django.contrib.auth.hashers import check_password

from siban.domain.places.errors import NotForDemonstration
from siban.domain.staff import queries, services
from siban.domain.staff.models import Post
from siban.kernel.models import User


def test_nothing_of_the_plan_is_lost_to_a_constraint(staffed):
    counts = services.load_staff()
    assert counts.users == User.objects.values("name").distinct().count()
    assert not User.objects.filter(posts=None, stand_in_posts=None).exists()
    agents, committees = 279, 279
    assert counts.posts > agents + committees + 24 * 11
    assert services.load_staff() == counts


def test_all_accounts_are_of_the_demonstration_and_share_one_password(staffed):
    assert not User.objects.filter(is_demonstration=False).exists()
    (encoded,) = User.objects.values_list("password", flat=True).distinct()
    assert check_password(services.PASSWORD, encoded)


@pytest.mark.parametrize(
    ("name", "username", "role", "office"),
    [
        ("李秀兰", "lixiulan", "agent", "point-620702107203"),
        ("马占林", "mazhanlin", "acceptor", "centre-620702107"),
        ("张海霞", "zhanghaixia", "clerk", "centre-620702107"),
        ("陈晓梅", "chenxiaomei", "clerk", "centre-620702107"),
        ("周文静", "zhouwenjing", "reviewer", "civil-affairs-elderly"),
        ("何建明", "hejianming", "decider", "civil-affairs-elderly"),
        ("王生荣", "wangshengrong", "leader", "centre-620702107"),
        ("韩立新", "hanlixin", "supervisor", "government-services"),
    ],
)
def test_people_of_the_story_sit_where_the_story_has_them(staffed, name, username, role, office):
    assert Post.objects.filter(holder__name=name, holder__username=username, role=role, office__key=office).exists()


def test_the_stand_in_of_the_story_sits_at_the_centre(village_post):
    assert village_post.stand_in.name == "陈晓梅"


def test_accounts_are_offered_in_the_order_of_the_story(staffed):
    accounts = queries.demonstration_accounts()
    assert [account.name for account in accounts][:2] == ["李秀兰", "张海霞"]
    assert accounts[0].place.zh == "党寨镇党寨村便民服务点"
    assert {account.role for account in accounts} >= {"代办员", "受理", "审核", "决定", "政务服务监督"}


def test_staff_of_the_demonstration_are_refused_where_real_people_work(staffed):
    User.objects.create_user("someone", "某人")
    with pytest.raises(NotForDemonstration):
        services.load_staff()
