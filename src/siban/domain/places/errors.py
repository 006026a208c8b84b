"""What the places refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from siban.kernel.refusals import NotFound, Refusal


class NoOffice(NotFound):
    """No office of the district carries this out there: another county's region, or an authority without an office."""

    code = "no-office"
    sentence = _("这个地方没有对应的办事单位。")
    advice = _("请核对户籍地或者项目所在地；不在甘州区的，告知去当地办理。")


class NoSuchDepartment(NotFound):
    code = "no-department"
    sentence = _("没有叫“%(name)s”的部门。")
    advice = _("请按事项目录上的部门名称填写。")


class NotForDemonstration(Refusal):
    """The database has real people at work in it."""

    code = "not-for-demonstration"
    sentence = _("这个数据库里有真实的工作人员，不能装入演示数据。")
    advice = _("请换一个空的数据库。")
