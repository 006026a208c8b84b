"""Settings of the bare view: the real database, with the middleware and the sign-in of `django-admin startproject`."""

from siban.conf.settings import *  # noqa: F403
from siban.conf.settings import INSTALLED_APPS as ALL_APPS

ROOT_URLCONF = "bench.accepting.bare"
WSGI_APPLICATION = "bench.accepting.bare.application"
INSTALLED_APPS = [app for app in ALL_APPS if not app.startswith("allauth")]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
