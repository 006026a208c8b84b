"""The page of refusals: every one that the code can give, with its published code, status and sentences."""

from __future__ import annotations

import pkgutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module

import siban.domain
import siban.kernel
import siban.surfaces
from siban.kernel.refusals import Refusal
from tools import messages

HEAD = """# Refusals

A refusal is an act or a question that is not carried out; nothing has been written. The code is stable: other systems
and scripts may rely on it. The status is that of HTTP. `%(name)s` stands for a value that is filled in.

Made from the code by `tools/docs.py`; do not edit.
"""


def page() -> str:
    """All refusals by the folder that gives them. Raises ValueError where two share a code."""
    english = _english()
    found: dict[str, list[type[Refusal]]] = defaultdict(list)
    for refusal in sorted(set(_all()), key=lambda one: one.code):
        found[_folder(refusal)].append(refusal)
    _require_unique([one for refusals in found.values() for one in refusals])
    lines = [HEAD]
    for folder in sorted(found):
        rows = [
            f"| `{one.code}` | {one.status} | {_said(one, lambda text: text)} | {_said(one, english.__getitem__)} |"
            for one in found[folder]
        ]
        lines += [f"## {folder}", "", "| code | status | 中文 | English |", "|---|---|---|---|", *rows, ""]
    return "\n".join(lines)


def _all() -> Iterator[type[Refusal]]:
    """Every refusal with a code of its own; a class that only gathers others has its parent's."""
    for package in (siban.kernel, siban.domain, siban.surfaces):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in module.name and not module.name.endswith("__main__"):
                import_module(module.name)
    waiting: list[type[Refusal]] = [Refusal]
    while waiting:
        refusal = waiting.pop()
        waiting += refusal.__subclasses__()
        if "code" in vars(refusal):
            yield refusal


def _require_unique(refusals: list[type[Refusal]]) -> None:
    seen: dict[str, type[Refusal]] = {}
    for one in refusals:
        if (other := seen.setdefault(one.code, one)) is not one:
            raise ValueError(f"{other.__module__}.{other.__name__} and {one.__module__}.{one.__name__} share a code")


def _folder(refusal: type[Refusal]) -> str:
    parts = refusal.__module__.split(".")
    return parts[1] if parts[1] == "kernel" else parts[2]


def _english() -> dict[str, str]:
    """The catalogues as they are written, so that nothing need be compiled; what has no English yet says nothing."""
    found: dict[str, str] = defaultdict(str)
    for app in messages.app_folders():
        path = messages.po_of(app)
        if path.exists():
            found |= {str(entry.id): str(entry.string) for entry in messages.read(path) if entry.id}
    return found


def _said(refusal: type[Refusal], say: Callable[[str], str]) -> str:
    """Sentence and advice as they are shown one after the other."""
    what, next = say(str(refusal.sentence)), say(str(refusal.advice))
    return (f"{what} {next}".strip() if what[-1:].isascii() else f"{what}{next}").replace("|", "\\|")
