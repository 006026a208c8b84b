"""The acts on some cases since they were received, in order, and the state that each stands in now; printed as JSON."""

from __future__ import annotations

import json
import sys

import django

ACTIONS = {
    "case.claimed": "claim",
    "case.accepted": "accept",
    "case.corrected": "correct",
    "case.ended": "withdraw",
    "case.reviewed": "review",
}


def main(ids: list[str]) -> None:
    django.setup()
    from siban.domain.cases.models import Case
    from siban.kernel.events import recorded
    from siban.kernel.models import Event

    told = {}
    for case in Case.objects.filter(pk__in=ids):
        path = []
        for row in Event.objects.filter(stream=case.pk).order_by("number"):
            event = recorded(row)
            if event.act == "case.decided":
                path.append("grant" if event.payload.outcome == "granted" else "deny")
            elif event.act in ACTIONS:
                path.append(ACTIONS[event.act])
        told[str(case.pk)] = {"path": path, "state": case.state}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
