"""The settings with the two apps that watch over migrations; they are installed for development only."""

from siban.conf.settings import *  # noqa: F403
from siban.conf.settings import INSTALLED_APPS as PRODUCT

INSTALLED_APPS = [*PRODUCT, "django_linear_migrations", "django_migration_linter"]
FIRST_PARTY_APPS = [name for name in PRODUCT if name.startswith("siban.")]
