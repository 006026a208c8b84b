"""Staff sign in with an account that their office gave them: nobody signs up, and five wrong passwords lock it."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.views import LoginView
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from siban.domain.staff import queries as staff
from siban.domain.staff.rules import SECOND_FACTOR
from siban.kernel.actors import Role
from siban.kernel.models import Installation
from siban.kernel.refusals import NotAllowed
from siban.surfaces.ui import errors, navigation, second_factor
from siban.surfaces.ui.requests import PageRequest

DEMONSTRATION_PASSWORD = "siban-demo-2026"  # noqa: S105 - of invented people, shown on the page
JUST_NOW = 300
"""Seconds after which the password or the code is asked for again before anything changes about signing in."""

View = Callable[..., HttpResponse]


class StaffAccountAdapter(DefaultAccountAdapter):
    """allauth, told that accounts are given and not taken, and how the office speaks."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("账号或密码不对，请再输一次。忘了密码，请找本单位管理员重置。"),
        "too_many_login_attempts": _("连着输错了五次，先锁五分钟。等一会儿再试，或者请管理员重置密码。"),
        "account_inactive": _("这个账号已经停用，请找本单位管理员。"),
        "enter_current_password": _("请输入现在用的密码。"),
        "incorrect_password": _("密码不对。"),
        "rate_limited": _("试得太快了，请等一分钟。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **more: object) -> bool:
        """Who has just signed in is not asked again, as when she binds her telephone at the first sign-in."""
        records = get_authentication_records(self.request, self.request.user)
        return not records or time.time() - records[-1]["at"] > JUST_NOW

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home_of_staff")


class SignInView(LoginView):
    """Sign-in. On a demonstration it lists an account of each role, so that nobody has to be asked for one."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs)
        if Installation.objects.filter(is_demonstration=True).exists():
            context["demonstration_accounts"] = staff.demonstration_accounts()
            context["demonstration_password"] = DEMONSTRATION_PASSWORD
        return context


sign_in = SignInView.as_view()


def home_of_staff(request: PageRequest) -> HttpResponse:
    """The page where this person's work begins."""
    if request.actor is None:
        return redirect("account_login")
    links = navigation.for_staff(request.actor)
    if links:
        return redirect(links[0].url)
    sentence = _("您现在没有在岗的岗位。")
    advice = _(
        "离岗的时候，由B岗替您办；提前回来了，请在岗的同事在“离岗告示”里登记。没有派过岗位的，请找本单位管理员。"
    )
    return errors.message(request, HTTPStatus.OK, str(sentence), str(advice))


def staff_page(*roles: Role) -> Callable[[View], View]:
    """A view for staff who bear one of `roles` anywhere, or for any staff. Strangers sign in, others are refused."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: PageRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.actor is None:
                return _to_sign_in(request)
            if any(request.actor.has(role) for role in SECOND_FACTOR) and (first := second_factor.lacking(request)):
                return _to(request, first)
            if roles and not any(request.actor.has(role) for role in roles):
                raise NotAllowed
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _to_sign_in(request: PageRequest) -> HttpResponse:
    return _to(request, reverse("account_login"))


def _to(request: PageRequest, address: str) -> HttpResponse:
    """Somewhere else first, and then back to what was asked for."""
    back = request.get_full_path() if request.method == "GET" else reverse("home_of_staff")
    if request.htmx:
        # An htmx request would put that page into a corner of this one.
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
        return response
    found = redirect_to_login(back, address)
    assert isinstance(found, HttpResponseRedirect)
    return found
