"""What the smaller benches share: a server of their own, the machine they ran on, and their figures as JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


def parser(doc: str | None, **numbers: int) -> argparse.ArgumentParser:
    """Options of a bench: whole numbers with their defaults, and --json."""
    made = argparse.ArgumentParser(description=(doc or "").splitlines()[0])
    for name, value in numbers.items():
        made.add_argument(f"--{name}", type=int, default=value)
    made.add_argument("--json", type=Path, help="write the figures here, for bench/plots.py")
    return made


@contextmanager
def server() -> Iterator[None]:
    """A home and an embedded server with production settings, ready for Django; both are gone afterwards."""
    from siban.kernel import postgres

    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory(prefix="siban-bench-") as home:
        os.environ["SIBAN_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siban.conf.settings")
        postgres.ensure()
        try:
            yield
        finally:
            from tests.databases import close

            close()
            if found := postgres.embedded():
                found.stop()
                shutil.rmtree(found.base)


def machine() -> str:
    """What the figures were measured on. The load tells how much else ran."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg()[:2])
    return (
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} processors, load {load}; "
        f"Python {platform.python_version()}"
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of them lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def write(target: Path | None, figures: object) -> None:
    """Keep the figures for the plots, with the machine they are from."""
    if target:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps({"machine": machine(), "figures": figures}, ensure_ascii=False, indent=1) + "\n")


def district() -> None:
    """Django, tables, places, staff and catalogue: what every case needs."""
    import django

    django.setup()
    from django.conf import settings

    from siban.kernel import database
    from siban.surfaces.cli.serve import compile_messages
    from tests import reference

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.ALLOWED_HOSTS = ["testserver"]
    database.migrate()
    reference.load()
    compile_messages()
