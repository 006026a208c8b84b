"""Addresses that every surface shares: sign-in, the reader's switches, the page of components."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from django.urls import path

from siban.surfaces.ui import accounts, choices, components, relatives, second_factor

urlpatterns = [
    path("accounts/login/", accounts.sign_in, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/password/again/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/code/", second_factor.ask_code, name="mfa_authenticate"),
    path("accounts/code/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/code/telephone/", second_factor.enrol_page, name="mfa_activate_totp"),
    path("accounts/code/spare/", second_factor.codes_page, name="mfa_view_recovery_codes"),
    path("accounts/code/spare/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("accounts/code/done/", second_factor.index, name="mfa_index"),
    # Whoever must show a second factor cannot do away with it; allauth sends here who has one already.
    path("accounts/code/bound/", second_factor.index, name="mfa_deactivate_totp"),
    path("accounts/home/", accounts.home_of_staff, name="home_of_staff"),
    path("accounts/relatives/", relatives.page, name="relatives"),
    path("accounts/relatives/declare/", relatives.declare, name="declare-relative"),
    path("accounts/relatives/<uuid:user_id>/<uuid:person_id>/end/", relatives.end, name="end-relative"),
    path("language/<str:code>", choices.choose_language, name="choose_language"),
    path("elder", choices.choose_type_size, name="choose_type_size"),
    path("ui/components", components.page, name="components"),
]
