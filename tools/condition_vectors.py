"""Write `data/catalogue/condition-vectors.json` anew from the shipped items: run it after an expression has changed."""

from __future__ import annotations

import os
from pathlib import Path

import django

FOLDER = Path(__file__).resolve().parent.parent / "src" / "siban" / "data" / "catalogue"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siban.conf.settings")
    django.setup()
    from siban.domain.catalog import loading, vectors

    (FOLDER / "condition-vectors.json").write_text(
        vectors.written(vectors.of(loading.published(FOLDER))), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
