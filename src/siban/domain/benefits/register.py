"""The register of allowances, answered from the entitlements that this platform keeps (已经在领)."""

from __future__ import annotations

from dataclasses import dataclass

from siban.domain.benefits.models import Entitlement
from siban.domain.benefits.rules import State
from siban.domain.benefits.terms import items_of
from siban.domain.people.finding import with_numbers
from siban.domain.people.rules import Identity
from siban.domain.registers.rules import Answer, Key
from siban.kernel.clock import today


@dataclass(frozen=True, slots=True)
class Allowances:
    """Whoever has an entitlement here that has not ended draws it, also while it is suspended.

    Of others it knows nothing: what was granted before this platform, or elsewhere, another register has to say.
    """

    key: Key
    is_demonstration: bool = False

    def ask(self, identity: Identity) -> Answer | None:
        """Whether she draws it, and since when. Two statements."""
        person = with_numbers([identity.number]).first()
        if person is None:
            return None
        drawn = (
            Entitlement.objects.filter(person=person.pk, item__in=items_of(self.key))
            .exclude(state=State.STOPPED)
            .order_by("first_month")
            .values_list("first_month", flat=True)
            .first()
        )
        return Answer({"received": True, "since": f"{drawn:%Y-%m}"}, today()) if drawn else None
