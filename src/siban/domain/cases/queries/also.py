"""What else she may be entitled to, by what is known of her: an offer for the clerk to make, never a decision."""

from __future__ import annotations

from siban.domain.cases.models import Case
from siban.domain.cases.rules import OPEN
from siban.domain.catalog import queries as catalog
from siban.domain.catalog.logic import known, tree_of
from siban.domain.catalog.rules import mode, unmet_conditions
from siban.domain.catalog.types import Entry, Tier
from siban.domain.people.models import Person
from siban.domain.people.rules import Identity, Need
from siban.kernel.clock import today

ELDER_FROM = 60
"""Full years from which the law counts a person as elderly (Law on the Protection of the Elderly, art. 2)."""
MOST = 3


def may_also(person: Person, identity: Identity, tier: str, without: str = "") -> tuple[Entry, ...]:
    """Items for people like her whose conditions she meets as far as they are known; at least one has to be.

    Without those that she has in hand. Three statements.
    """
    on = today()
    events = set()
    if (identity.age(on) or 0) >= ELDER_FROM:
        events.add("elder")
    if Need.DISABLED in identity.needs:
        events.add("disability")
    if not events:
        return ()
    facts = {
        "age": identity.age(on),
        "sex": identity.sex.value if identity.sex else None,
        "household_region": identity.household_region or None,
        "residence_region": identity.residence_region or None,
        "on": on.isoformat(),
    }
    running = set(Case.objects.filter(applicant=person.pk, state__in=OPEN).values_list("item", flat=True))
    found = []
    for entry in catalog.entries(on, accepting=Tier(tier), published_only=True):
        if entry.version is None or entry.key == without or entry.key in running or not events & set(entry.life_events):
            continue
        version = catalog.version(entry.version)
        tree = tree_of(version, facts)
        settled = any(one.check and known(one.check, tree) for one in version.conditions)
        if settled and mode(version, tier) and not unmet_conditions(version, facts):
            found.append(entry)
    return tuple(found[:MOST])
