"""Migrations: none missing, one line of them in each app, none that stops or breaks a running site."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command

from siban.kernel import postgres


def main() -> None:
    """Exit with 1 at the first complaint. With `rebase`, write the files that name each app's last migration."""
    sys.path.insert(0, str(Path(__file__).parent))
    postgres.ensure()
    os.environ["DJANGO_SETTINGS_MODULE"] = "lint_settings"
    django.setup()
    if sys.argv[1:] == ["rebase"]:
        call_command("create_max_migration_files", recreate=True)
        return
    call_command("check")
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)
    ours = [app.label for app in apps.get_app_configs() if app.name.startswith("siban.")]
    call_command("lintmigrations", include_apps=ours, no_cache=True, quiet=["ok", "ignore"])


if __name__ == "__main__":
    main()
