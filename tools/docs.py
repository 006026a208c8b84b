"""The parts of docs/ that are made from the code: `update` writes them, `check` fails where one is stale.

Run from the root of the project: `python -m tools.docs check`.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"


def put(text: str, name: str, made: str) -> str:
    """`text` with `made` between its markers of that name. Raises ValueError where they are missing."""
    begin, end = f"<!-- made: {name} -->", f"<!-- end: {name} -->"
    found, count = re.subn(
        f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: f"{begin}\n{made}\n{end}", text, flags=re.DOTALL
    )
    if count != 1:
        raise ValueError(f"the markers of {name} stand {count} times, not once")
    return found


def pages() -> dict[Path, Callable[[str], str]]:
    """Each page with how it is made from what it says now."""
    from tools import diagram, dictionary, refusals

    def architecture(text: str) -> str:
        text = put(text, "imports", diagram.import_graph(diagram.imports()))
        return put(text, "case", diagram.case_states())

    return {
        DOCS / "architecture.md": architecture,
        DOCS / "data-dictionary.md": lambda _: dictionary.page(),
        DOCS / "refusals.md": lambda _: refusals.page(),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=("update", "check"))
    what = parser.parse_args().what
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siban.conf.settings")
    import django

    django.setup()
    stale = 0
    for path, make in pages().items():
        now = path.read_text(encoding="utf-8") if path.exists() else ""
        fresh = make(now)
        if fresh == now:
            continue
        stale += 1
        if what == "update":
            path.write_text(fresh, encoding="utf-8")
        print(f"docs/{path.name} {'written' if what == 'update' else 'is stale: run python -m tools.docs update'}")
    return int(stale > 0 and what == "check")


if __name__ == "__main__":
    sys.exit(main())
