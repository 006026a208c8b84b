"""A made-up theme of two items that ask for household, pledges and who applies: relief in hardship."""

from __future__ import annotations

from siban.domain.cases.models_families import Family
from siban.domain.cases.services import themes
from siban.domain.cases.services.documents import Tick
from siban.domain.cases.services.themes import Household
from siban.domain.catalog.content import read_theme
from siban.domain.catalog.models import Theme
from siban.kernel.clock import today
from tests.domain.cases.conftest import picture

ITEMS = ("subsistence-allowance", "temporary-relief")
HOUSEHOLDS = {
    "subsistence-allowance/household": [{"relation": "self", "health": "chronic", "work": "unable", "income": "185.5"}],
    "temporary-relief/household": [{"relation": "self", "income": "185.5"}],
}


def both(key: str) -> dict[str, object]:
    return {"key": key, "parts": dict.fromkeys(ITEMS, key)}


RELIEF = {
    "key": "relief",
    "name": {"zh": "困难一件事", "en": "In hardship"},
    "summary": {"zh": "低保和临时救助一起办", "en": "Both kinds of relief at once"},
    "life_event": "hardship",
    "parts": [{"item": item} for item in ITEMS],
    "days": 10,
    "unit": "working",
    "visits": 1,
    "jurisdiction": "household",
    "accepting": ["district", "township", "village"],
    "shared_questions": [both("who")],
    "fields": [both(key) for key in ("name", "number", "address", "phone", "bank_account")],
    "materials": [
        *(both(key) for key in ("application", "id-card", "household-page", "mandate", "guardian-proof")),
        {"key": "proof", "parts": {"subsistence-allowance": "hardship-proof", "temporary-relief": "event-proof"}},
        {"key": "income", "parts": {"subsistence-allowance": "income-proof", "temporary-relief": "income-statement"}},
    ],
    "result": {"zh": "都办好了", "en": "All done"},
}


def begun(work, person=None) -> Family:
    """The theme begun at the village's window, every question answered and every field filled."""
    read_theme(RELIEF)
    Theme.objects.update_or_create(key="relief", defaults={"content": RELIEF, "sort_key": "kunnan"})
    by = work.staff.agent
    family = themes.open_family("relief", person or work.person(), by=by)
    while left := [one for one in house(family).merged().questions if one.key not in house(family).family.scenario]:
        themes.fill_family(family.pk, by=by, scenario={left[0].key: left[0].what.options[0].key})
    now = house(family)
    missing = {
        one.key: one.what.options[0].key if one.what.options else one.what.sample.zh
        for one in now.merged().fields
        if one.what.required and one.key not in now.values and (one.what.options or one.what.sample)
    }
    rows = {key: [{**now.values[key][0], **typed[0]}] for key, typed in HOUSEHOLDS.items()}
    return themes.fill_family(family.pk, by=by, form={**missing, **rows})


def house(family: Family) -> Household:
    return Household(Family.objects.get(pk=family.pk), today())


def handed_in(family: Family, by, *, without: tuple[str, ...] = ()) -> None:
    """The form printed, signed and photographed; every other paper seen but for some."""
    themes.print_family_form(family.pk, by=by)
    themes.photograph_family(family.pk, "application", [picture()], by=by)
    keys = [one.key for one in house(family).merged().materials if one.key != "application" and one.what.asked]
    ticks = {key: Tick(here=True) for key in keys if key not in without}
    themes.fill_family(family.pk, by=by, ticks=ticks)
