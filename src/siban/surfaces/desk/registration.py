"""The short form by which somebody is put on record at the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy

from siban.domain.people.identity import KIND_NAMES, Kind, normalise
from siban.domain.people.models import Person
from siban.domain.people.rules import NEED_NAMES, PERSON_KINDS, identify
from siban.domain.people.services import register
from siban.domain.places import queries as places
from siban.domain.places.models import Office, Region
from siban.domain.places.rules import regions
from siban.kernel.actors import Actor
from siban.kernel.clock import today
from siban.kernel.refusals import BadInput

FIELDS = (
    "name",
    "kind",
    "number",
    "phone",
    "phone_owner",
    "address",
    "place",
    "township",
    "village",
    "county",
    "lives",
)


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown: what was typed, what is wrong with it, and what there is to choose from."""

    values: Mapping[str, str]
    needs: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    townships: tuple[Region, ...]
    villages: tuple[Region, ...]
    counties: tuple[tuple[str, str], ...]
    need_choices: tuple[tuple[str, str], ...]
    errors: Mapping[str, str] = field(default_factory=dict)
    target: str = ""


def blank(office: Office, number: str = "") -> dict[str, str]:
    """What the form holds before anyone typed: the place is most likely the window's own."""
    code = office.region_id
    return {
        "kind": Kind.CITIZEN.value,
        "number": number,
        "place": "here",
        "township": regions.township(code) if office.tier != "district" else "",
        "village": code if office.tier == "village" else "",
        "lives": "same",
    }


def form(
    office: Office,
    values: Mapping[str, str],
    needs: tuple[str, ...] = (),
    *,
    refusal: BadInput | None = None,
    target: str = "",
) -> Form:
    """The form with these values; a refusal stands beside its own field."""
    beside = {"residence_region": "lives", "household_region": "county"}
    wrong = {beside.get(refusal.field, refusal.field): f"{refusal.what()}{refusal.next()}"} if refusal else {}
    return Form(
        values=values,
        needs=needs,
        kinds=tuple((kind.value, str(KIND_NAMES[kind])) for kind in PERSON_KINDS),
        townships=places.children(places.district()),
        villages=places.children(values["township"]) if values.get("township") else (),
        counties=tuple((code, str(name)) for code, name in places.county_names().items()),
        need_choices=tuple((need.value, str(name)) for need, name in NEED_NAMES.items()),
        errors=dict.fromkeys((*FIELDS, "needs"), "") | wrong,
        target=target,
    )


class PlaceMissing(BadInput):
    """Without the place of her household nobody knows who is competent."""

    code = "place-missing"
    sentence = gettext_lazy("还没选户口在哪个村、哪个县。")
    advice = gettext_lazy("选到村（社区）；外地的选到县。")


def put_on_record(values: Mapping[str, str], needs: tuple[str, ...], *, by: Actor, office: Office) -> Person:
    """Register her from what was typed.

    Raises BadInput with the field it belongs to: BadNumber, BadName, BadPhone, BadContact, PlaceMissing.
    """
    household = _household(values)
    identity = identify(
        name=values.get("name", ""),
        kind=values.get("kind", ""),
        number=values.get("number", ""),
        on=today(),
        phone=values.get("phone", ""),
        phone_owner=values.get("phone_owner", ""),
        address=values.get("address", ""),
        household_region=household,
        residence_region=_residence(values.get("lives", ""), household, office),
        needs=needs,
    )
    if not household:
        raise PlaceMissing(field="village" if values.get("place") == "here" else "county")
    return register(identity, by=by)


def _household(values: Mapping[str, str]) -> str:
    if values.get("place") == "here":
        code = values.get("village", "")
        return code if code.startswith(places.district()[:6]) and code[9:] != "000" else ""
    county = values.get("county", "")
    if county == "number":
        plain = normalise(values.get("number", ""))
        county = plain[:6] if values.get("kind") == Kind.CITIZEN else ""
    return regions.full(county) if len(county) == 6 and county.isdigit() else ""


def _residence(lives: str, household: str, office: Office) -> str:
    return {"same": household, "here": office.region_id}.get(lives, "")


class Unknown(Exception):
    """The number belongs to nobody on record."""

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number


class Refused(Exception):
    """What was typed cannot be taken; the form says where."""

    def __init__(self, refusal: BadInput, form: Form) -> None:
        super().__init__()
        self.refusal = refusal
        self.form = form
