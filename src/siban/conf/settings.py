"""All settings, from the environment, each with a default that runs. `siban check` says what is unsafe."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("SIBAN_HOME", "var")).resolve()
"""Where this installation keeps its files: uploads, rendered notices, the master key."""

DATA = PACKAGE / "data"
MASTER_KEY_FILE = Path(os.environ.get("SIBAN_MASTER_KEY_FILE", HOME / "secrets" / "master.key"))
FILES_ROOT = Path(os.environ.get("SIBAN_FILES_ROOT", HOME / "files"))
PUBLIC_URL = os.environ.get("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
TRUSTED_KEYS = [key.strip() for key in os.environ.get("SIBAN_TRUSTED_KEYS", "").split(",") if key.strip()]
"""Public keys of other nodes (siban audit seals prints them), whose signed papers are believed here."""

REGION = os.environ.get("SIBAN_REGION", "620702")
"""County code (GB/T 2260, 6 digits) of the district that this installation serves."""

FONTS_FOLDER = os.environ.get("SIBAN_FONTS_FOLDER", "")
"""A folder with the bureau's own 仿宋 and 小标宋, used before the packaged fonts."""

SEAL = os.environ.get("SIBAN_SEAL", "")
"""Dotted path of the adapter to the bureau's electronic seal (siban.domain.notices.seals); empty: stamped by hand."""

WEBHOOK_CA_FILE = os.environ.get("SIBAN_WEBHOOK_CA_FILE", "")
"""Certificates (PEM) that receivers of webhooks are checked against; empty: those of the machine."""
WEBHOOK_LOOPBACK = os.environ.get("SIBAN_WEBHOOK_LOOPBACK", "") == "1"
"""Whether events may be sent to this machine itself, in the clear: for trying out."""

DEBUG = os.environ.get("SIBAN_DEBUG", "") == "1"


def _secret_key() -> str:
    """A secret of this installation, made once and kept in a file of its own beside the master key."""
    given = os.environ.get("SIBAN_SECRET_KEY")
    if given:
        return given
    path = MASTER_KEY_FILE.parent / "django.key"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        # Written aside and linked into place, so that two processes starting at once agree on one key.
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w") as draft:
            draft.write(os.urandom(48).hex())
        try:
            os.link(name, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(name)
    return path.read_text().strip()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("SIBAN_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
SECURE_COOKIES = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "siban.surfaces.ui.errors.csrf_failure"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    # Before allauth, whose templates for signing in it replaces.
    "siban.surfaces.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "pgtrigger",
    "siban.kernel",
    "siban.domain.places",
    "siban.domain.staff",
    "siban.domain.work",
    "siban.domain.notices",
    "siban.domain.catalog",
    "siban.domain.people",
    "siban.domain.messages",
    "siban.domain.registers",
    "siban.domain.cases",
    "siban.domain.benefits",
    "siban.domain.voice",
    "siban.domain.insight",
    "siban.domain.exchange",
    "siban.surfaces.portal",
    "siban.surfaces.desk",
    "siban.surfaces.office",
    "siban.surfaces.console",
    "siban.surfaces.api",
    # The page of the API's description, with its scripts and styles.
    "ninja",
    "siban.surfaces.cli",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "siban.surfaces.ui.middleware.LanguageMiddleware",
    # Around all that may refuse a call, so that every answer of the API is in its own form and language.
    "siban.surfaces.api.middleware.ApiMiddleware",
    # Before the check of the form's token, which reads the body.
    "siban.surfaces.ui.middleware.BodyGuardMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "siban.surfaces.ui.middleware.ActorMiddleware",
    "siban.surfaces.ui.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "siban.conf.urls"
WSGI_APPLICATION = "siban.conf.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "siban.surfaces.ui.context.page",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "siban.surfaces.ui.templatetags.words",
            ],
        },
    }
]
COTTON_DIR = "cotton"


def database(url: str) -> dict[str, object]:
    """A Django database from `postgres://user:password@host:port/name`; the host may be a socket folder, encoded."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {"pool": {"min_size": 0, "max_size": 16, "timeout": 10}},
        "TEST": {"MIGRATE": False},
    }


# The embedded server exports these two before Django is set up; see siban.kernel.postgres.
DATABASE_URL = os.environ.get("DATABASE_URL", "postgres://siban_app@127.0.0.1:5432/siban")
DATABASE_OWNER_URL = os.environ.get("DATABASE_OWNER_URL", DATABASE_URL)
DATABASES = {"default": database(DATABASE_URL), "owner": database(DATABASE_OWNER_URL)}
DATABASES["owner"]["OPTIONS"] = {}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "kernel.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "siban.surfaces.ui.accounts.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
if os.environ.get("SIBAN_BEHIND_PROXY") == "1":
    # A proxy of ours ends TLS and writes these headers anew; without one nobody may be believed.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
MFA_ADAPTER = "siban.surfaces.ui.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "siban.surfaces.ui.second_factor.OnceForm",
    "reauthenticate": "siban.surfaces.ui.second_factor.OnceAgainForm",
}
MFA_TOTP_ISSUER = "siban"
MFA_TOTP_PERIOD = 30
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home_of_staff"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:", "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]

LOG_FOLDER = Path(os.environ.get("SIBAN_LOG_FOLDER", HOME / "logs"))
"""One file a day, kept for SIBAN_LOG_DAYS days; less than the six months of the law is not taken."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "level": os.environ.get("SIBAN_LOG_LEVEL", "WARNING"),
        },
        "file": {
            "class": "siban.kernel.logs.DailyFile",
            "formatter": "line",
            "folder": str(LOG_FOLDER),
            "days": int(os.environ.get("SIBAN_LOG_DAYS", "200")),
        },
    },
    "formatters": {
        "line": {
            "class": "siban.kernel.logs.Masking",
            "format": "%(asctime)s %(levelname)s %(name)s %(process)d %(message)s",
        }
    },
    "root": {"handlers": ["console", "file"], "level": "INFO"},
}
