"""Addresses that every surface shares: sign-in, the reader's switches, the page of components."""

from allauth.account import views as account
from django.urls import path

from siban.surfaces.ui import accounts, choices, components

urlpatterns = [
    path("accounts/login/", accounts.sign_in, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/home/", accounts.home_of_staff, name="home_of_staff"),
    path("language/<str:code>", choices.choose_language, name="choose_language"),
    path("elder", choices.choose_type_size, name="choose_type_size"),
    path("ui/components", components.page, name="components"),
]
