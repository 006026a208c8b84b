"""Work on a restored site, in a process of its own: conclude what was accepted, accept what waited, take in anew."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parents[3]


def run(environment: dict[str, str], *, accepted: UUID, received: UUID) -> dict[str, Any]:
    """What became of the two cases and of a new one; raises where the other process fails."""
    command = [sys.executable, "-m", "tests.kernel.backup.going_on", str(accepted), str(received)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main(accepted: UUID, received: UUID) -> None:
    from siban.surfaces.cli.startup import ready

    ready()
    from siban.domain.cases.rules import Advice
    from siban.domain.cases.services import answers, decisions
    from siban.kernel import audit, feed
    from siban.kernel.models import Parked
    from tests.domain.cases.conftest import Work

    work = Work(serial=400)
    staff = work.staff
    work.claimed(standing(accepted), staff.reviewer)
    decisions.review(accepted, by=staff.reviewer, advice=Advice.GRANT, opinion="满80周岁，户籍在本区。")
    work.claimed(standing(accepted), staff.decider)
    concluded = decisions.grant(accepted, by=staff.decider)
    work.claimed(standing(received), staff.acceptor)
    taken = answers.accept(received, by=staff.acceptor)
    new = work.received()
    feed.run_until_idle()
    broken = audit.verify().broken
    sys.stdout.write(
        json.dumps(
            {
                "concluded": concluded.state,
                "accepted": taken.state,
                "number": new.number,
                "parked": Parked.objects.count(),
                "broken": broken and str(broken),
            }
        )
    )


def standing(case: UUID) -> Any:
    """The case as it stands in the restored database."""
    from siban.domain.cases.models import Case

    return Case.objects.get(pk=case)


if __name__ == "__main__":
    main(UUID(sys.argv[1]), UUID(sys.argv[2]))
