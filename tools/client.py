"""The typed Python client, made from the API's description: `update` writes both, `check` fails where one is stale.

Run from the root of the project: `python -m tools.client check`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

import django
from openapi_python_client import generate
from openapi_python_client.config import Config, ConfigFile, MetaType

ROOT = Path(__file__).resolve().parent.parent
DESCRIPTION = ROOT / "clients" / "openapi.json"
PACKAGE = ROOT / "clients" / "python" / "siban_client"


def described() -> str:
    """The API's description, in Chinese, as the file that ships has it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siban.conf.settings")
    django.setup()
    from django.utils import translation

    from siban.surfaces.api.urls import api

    with translation.override("zh-hans"):
        schema = api.get_openapi_schema()
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def make(description: str, folder: Path) -> list[str]:
    """Write the client into a folder; what could not be made, in words."""
    # The generator tidies what it made with ruff, which it looks for in PATH: the environment's own.
    os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    source = folder / "openapi.json"
    source.write_text(description, encoding="utf-8")
    config = Config.from_sources(
        ConfigFile(
            package_name_override=PACKAGE.name,
            docstrings_on_attributes=True,
            content_type_overrides=dict.fromkeys(("application/pdf", "image/jpeg"), "application/octet-stream"),
        ),
        MetaType.NONE,
        source,
        "utf-8",
        overwrite=True,
        output_path=folder / PACKAGE.name,
    )
    return [f"{error.header}: {error.detail}" for error in generate(config=config)]


def files(folder: Path) -> dict[str, bytes]:
    """The files of a package by their path in it."""
    found = (path for path in folder.rglob("*") if path.suffix in (".py", ".typed"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def stale(description: str, made: Path) -> list[str]:
    """The files that are not what the description makes."""
    new, old = files(made), files(PACKAGE) if PACKAGE.exists() else {}
    faults = [f"{PACKAGE.name}/{name}" for name in sorted(new.keys() | old.keys()) if new.get(name) != old.get(name)]
    same = DESCRIPTION.exists() and DESCRIPTION.read_text(encoding="utf-8") == description
    return faults if same else [DESCRIPTION.name, *faults]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["update", "check"])
    what = parser.parse_args().what
    description = described()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if errors := make(description, folder):
            print("\n".join(errors))
            return 1
        found = stale(description, folder / PACKAGE.name)
        if what == "check":
            print("\n".join(f"{one} is stale: python -m tools.client update" for one in found))
            return int(bool(found))
        DESCRIPTION.write_text(description, encoding="utf-8")
        shutil.rmtree(PACKAGE, ignore_errors=True)
        shutil.copytree(folder / PACKAGE.name, PACKAGE, ignore=shutil.ignore_patterns("__pycache__", ".ruff_cache"))
        print(f"{len(found)} files written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
