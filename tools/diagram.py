"""What the architecture page draws, read from the code: who imports whom, by folder, and the life of a case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import grimp

from siban.domain.cases.rules import STATE_NAMES, TRANSITIONS
from siban.kernel.acts import NEW, Transition

LAYERS = ("surfaces", "domain", "kernel")


def folder(module: str) -> str:
    """The folder that a module belongs to: `domain.cases`, `surfaces.desk`, `kernel`; "" for what is in no layer."""
    parts = module.split(".")[1:]
    if not parts or parts[0] not in LAYERS:
        return ""
    return "kernel" if parts[0] == "kernel" else ".".join(parts[:2])


def imports() -> dict[str, set[str]]:
    """Folder → the folders that it imports, migrations left out."""
    graph = grimp.build_graph("siban", cache_dir=None)
    found: dict[str, set[str]] = defaultdict(set)
    for module in graph.modules:
        here = folder(module)
        if not here or ".migrations" in module or len(module.split(".")) < 3:
            continue
        found[here] |= {folder(other) for other in graph.find_modules_directly_imported_by(module)} - {"", here}
    return dict(found)


def import_graph(found: Mapping[str, set[str]]) -> str:
    """The subjects of the domain with every import between them, and what each surface uses."""
    subjects = sorted((name for name in found if name.startswith("domain.")), key=lambda name: _depth(name, found))
    lines = ["```mermaid", "flowchart TD"]
    surfaces = " · ".join(_short(name) for name in sorted(found) if name.startswith("surfaces."))
    lines.append(f'  surfaces[["{surfaces}"]]')
    lines += [f"  {_short(name)}" for name in reversed(subjects)]
    lines.append("  kernel[(kernel)]")
    lines += [
        f"  {_short(name)} --> {_short(other)}"
        for name in reversed(subjects)
        for other in sorted(found[name])
        if other != "kernel"
    ]
    tops = [name for name in subjects if not any(name in found[other] for other in subjects)]
    lines += [f"  surfaces ==> {_short(name)}" for name in tops]
    bottoms = [name for name in subjects if found[name] <= {"kernel"}]
    lines += [f"  {_short(name)} ==> kernel" for name in bottoms]
    lines.append("```")
    rows = [
        f"| `{_short(name)}` | {', '.join(_short(other) for other in sorted(found[name]))} |"
        for name in sorted(found)
        if name.startswith("surfaces.")
    ]
    return "\n".join([*lines, "", "| surface | imports |", "|---|---|", *rows])


def _short(name: str) -> str:
    return name.rsplit(".", 1)[-1]


def _depth(name: str, found: Mapping[str, set[str]]) -> tuple[int, str]:
    """How many storeys of subjects lie below, for an order in which arrows go down."""
    below = [other for other in found.get(name, ()) if other.startswith("domain.")]
    return (1 + max((_depth(other, found)[0] for other in below), default=-1), name)


def case_states(table: Mapping[tuple[str, str], Transition] = TRANSITIONS) -> str:
    """The transition table of a case as a state diagram, and as a table with who may."""
    edges: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (state, action), transition in table.items():
        edges[state, state if transition.to is None else transition.to].append(action)
    states = list(dict.fromkeys(state for pair in edges for state in pair if state != NEW))
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'  state "{STATE_NAMES[state]} {state}" as {state}' for state in states]
    lines += [
        f"  {'[*]' if state == NEW else state} --> {to}: {', '.join(actions)}" for (state, to), actions in edges.items()
    ]
    ends = sorted(set(states) - {state for state, _action in table})
    lines += [f"  {state} --> [*]" for state in ends]
    lines.append("```")
    rows = []
    for (action, to, roles), froms in _acts(table).items():
        before = ", ".join(f"`{state}`" if state != NEW else "new" for state in froms)
        rows.append(f"| {action} | {before} | {f'`{to}`' if to else 'stays'} | {', '.join(roles)} |")
    return "\n".join([*lines, "", "| act | from | to | roles |", "|---|---|---|---|", *rows])


def _acts(table: Mapping[tuple[str, str], Transition]) -> Mapping[tuple[str, str | None, Iterable[str]], list[str]]:
    found: dict[tuple[str, str | None, Iterable[str]], list[str]] = defaultdict(list)
    for (state, action), transition in table.items():
        roles = tuple(sorted(role.value for role in transition.roles))
        found[action, transition.to, roles].append(state)
    return found
