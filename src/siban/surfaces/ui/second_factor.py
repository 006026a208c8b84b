"""动态码: a second factor (TOTP, RFC 6238) for those who lead or administer, by allauth, in the office's own words.

Its secret lies in the database sealed under a data key of its own, so a change of the master key carries it over.
"""

from __future__ import annotations

import base64
import io
import os
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import segno
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.totp.views import ActivateTOTPView
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from siban.domain.staff.models import GrantRow, Post
from siban.domain.staff.rules import SECOND_FACTOR
from siban.kernel.crypto import kept_once, keyring
from siban.kernel.models import DataKey, Installation, User

CONTEXT = b"second-factor"
USED = 150
"""Seconds for which a code that was taken is taken no more: longer than any code counts."""

_PROOF = "mfa"


class SecondFactorAdapter(DefaultMFAAdapter):
    """allauth's second factor: secrets sealed, QR codes by segno, our own sentences."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("动态码不对，或者已经用过。等手机上换了下一个再输。"),
        "cannot_delete_authenticator": _("您的岗位要用动态码，不能关。"),
        "cannot_generate_recovery_codes": _("先绑定手机，才有备用码。"),
    }

    def encrypt(self, text: str) -> str:
        key = DataKey.objects.create(wrapped=keyring.wrap_new())
        return f"{key.pk}.{key.seal(text.encode(), CONTEXT).hex()}"

    def decrypt(self, encrypted_text: str) -> str:
        key, _dot, sealed = encrypted_text.partition(".")
        return DataKey.objects.get(pk=UUID(key)).open(bytes.fromhex(sealed), CONTEXT).decode()

    def build_totp_svg(self, url: str) -> str:
        out = io.BytesIO()
        segno.make(url, error="m", micro=False).save(out, kind="svg", scale=5, border=4)
        return out.getvalue().decode()


class OnceForm(AuthenticateForm):
    """A code is taken once, as long as any clock would still let it count."""

    def clean_code(self) -> str:
        code = str(super().clean_code())
        if not _first_time(self.user, code):
            raise SecondFactorAdapter().validation_error("incorrect_code")
        return code


class OnceAgainForm(ReauthenticateForm):
    """The same where somebody who is signed in is asked once more."""

    def clean_code(self) -> str:
        code = str(super().clean_code())
        if not _first_time(self.user, code):
            raise SecondFactorAdapter().validation_error("incorrect_code")
        return code


def _first_time(user: User, code: str) -> bool:
    return bool(cache.add(f"code-taken:{user.pk}:{''.join(code.split())}", 1, USED))


class AskCodeView(AuthenticateView):
    """After the password: the code. A demonstration shows what a telephone would."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.stage.login.user
        if user.is_demonstration and Installation.objects.filter(is_demonstration=True).exists():
            context["demonstration_code"] = present_code(user)
        return context


class EnrolView(ActivateTOTPView):
    """Bind a telephone. With the code from it this session has proved itself."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _first_time(self.request.user, form.cleaned_data["code"])
        record_authentication(self.request, self.request.user, _PROOF, type=Authenticator.Type.TOTP.value)
        return response


class CodesView(ViewRecoveryCodesView):
    """The recovery codes, shown once, to be printed and locked away."""


ask_code = AskCodeView.as_view()
enrol_page = EnrolView.as_view()
codes_page = CodesView.as_view()


def index(request: HttpRequest) -> HttpResponse:
    """allauth's own index has nothing that a member of staff needs."""
    return redirect("home_of_staff")


def lacking(request: HttpRequest) -> str:
    """Where somebody must go before a page that needs a second factor opens; "" where this session has shown one."""
    if any(record.get("method") == _PROOF for record in get_authentication_records(request, request.user)):
        return ""
    enrolled = Authenticator.objects.filter(user=request.user.pk, type=Authenticator.Type.TOTP).exists()
    return reverse("mfa_reauthenticate" if enrolled else "mfa_activate_totp")


# The demonstration, and lost telephones


def enrol(user: User, secret: str) -> None:
    """Bind an account to a secret, in place of whatever it was bound to."""
    forget(user)
    TOTP.activate(user, secret)


def forget(user: User) -> bool:
    """Unbind: at her next sign-in she binds another telephone. Whether there was anything to unbind."""
    removed, _each = Authenticator.objects.filter(user=user).delete()
    return bool(removed)


def present_code(user: User) -> str:
    """The code that her telephone shows now; "" where none is bound."""
    bound = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if bound is None:
        return ""
    secret = SecondFactorAdapter().decrypt(bound.data["secret"])
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // settings.MFA_TOTP_PERIOD)))


def demonstration_secret() -> str:
    """The one secret of all leaders of the demonstration, made once beside the master key."""
    path = Path(settings.MASTER_KEY_FILE).with_name("demonstration.totp")
    return kept_once(path, lambda: base64.b32encode(os.urandom(20)).decode())


def enrol_demonstration() -> tuple[User, ...]:
    """Bind every account of the demonstration that needs a second factor."""
    roles = [role.value for role in SECOND_FACTOR]
    holders = {*Post.objects.filter(role__in=roles).values_list("holder", flat=True)}
    holders |= {*Post.objects.filter(role__in=roles).values_list("stand_in", flat=True)}
    holders |= {*GrantRow.objects.filter(role__in=roles).values_list("user", flat=True)}
    users = tuple(User.objects.filter(pk__in=holders, is_demonstration=True).order_by("username"))
    for user in users:
        enrol(user, demonstration_secret())
    return users
