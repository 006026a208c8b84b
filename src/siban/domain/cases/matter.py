"""All that an act on a case reads besides the case itself, read once: version, people, facts, offices."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from django.conf import settings
from pydantic import TypeAdapter

from siban.domain.cases.models import Case
from siban.domain.cases.rules_established import Finding, valid
from siban.domain.catalog import paying
from siban.domain.catalog import queries as catalog
from siban.domain.catalog.rules import (
    FieldProblem,
    competent_region,
    fields_for,
    in_district,
    limits,
    materials_for,
    mode,
    steps_for,
    validate,
)
from siban.domain.catalog.types import Field, Limits, Material, Mode, Step, Version
from siban.domain.people import queries as people
from siban.domain.people.rules import Identity
from siban.domain.places import queries as places
from siban.domain.places.models import Authority, Office
from siban.kernel.clock import local_date
from siban.kernel.crypto import sm3

FORM = b"case-form"
OPINION = b"case-opinion"
WITNESS = b"case-witness"
ESTABLISHED = b"case-established"
_FINDINGS = TypeAdapter(tuple[Finding, ...])


def seal_form(case: Case, values: Mapping[str, object]) -> bytes:
    """The form's values under the applicant's key."""
    plain = json.dumps(dict(values), ensure_ascii=False, sort_keys=True).encode()
    return case.applicant.key.seal(plain, FORM)


def open_form(case: Case) -> dict[str, object]:
    """The form's values in the clear."""
    if case.sealed_form is None:
        return {}
    return json.loads(case.applicant.key.open(case.sealed_form, FORM))


def seal_established(case: Case, findings: Sequence[Finding]) -> bytes:
    """What was established, under the applicant's key."""
    return case.applicant.key.seal(_FINDINGS.dump_json(tuple(findings)), ESTABLISHED)


def open_established(case: Case) -> tuple[Finding, ...]:
    """What was established beside the form, first to last, in the clear."""
    if case.sealed_established is None:
        return ()
    return _FINDINGS.validate_json(case.applicant.key.open(case.sealed_established, ESTABLISHED))


def seal_witness(case: Case, name: str) -> bytes:
    return case.applicant.key.seal(name.encode(), WITNESS)


def open_witness(case: Case) -> str:
    """Who saw the fingerprint; empty where who applies signed by hand."""
    return case.applicant.key.open(case.sealed_witness, WITNESS).decode() if case.sealed_witness else ""


def form_digest(case: Case, values: Mapping[str, object]) -> str:
    """A digest of what a printed form says, to know whether the signed one is still the same."""
    said = [dict(values), case.scenario, case.capacity, *([open_witness(case)] if case.by_fingerprint else [])]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return sm3(text.encode()).hex()[:32]


def seal_opinion(case: Case, text: str) -> bytes:
    return case.applicant.key.seal(text.encode(), OPINION)


def open_opinion(case: Case, sealed: bytes | memoryview | None) -> str:
    if sealed is None:
        return ""
    return case.applicant.key.open(sealed, OPINION).decode()


@dataclass
class Matter:
    """A case with what the catalogue and the people's register say of it, on the day of the act."""

    case: Case
    on: date
    registers: Mapping[str, object] = field(default_factory=dict)
    """What the state's registers said in this case, as `register.KEY.FACT`, for pages that judge conditions by it."""

    @cached_property
    def version(self) -> Version:
        return catalog.version(self.case.version_id)

    @cached_property
    def people(self) -> dict[UUID, Identity]:
        persons = [self.case.applicant] + ([self.case.representative] if self.case.representative else [])
        return people.identities(persons)

    @property
    def applicant(self) -> Identity:
        return self.people[self.case.applicant_id]

    @property
    def representative(self) -> Identity | None:
        return self.people[self.case.representative_id] if self.case.representative_id else None

    @cached_property
    def declared(self) -> dict[str, object]:
        """What the applicant declared (申报)."""
        return open_form(self.case)

    @cached_property
    def established(self) -> tuple[Finding, ...]:
        """What was established beside it (核定), first to last."""
        return open_established(self.case)

    @cached_property
    def form(self) -> dict[str, object]:
        """The form on which the case is judged: as declared, and where something was established, as that says."""
        return valid(self.declared, self.established)

    @cached_property
    def facts(self) -> dict[str, object]:
        return facts(self.case, self.applicant, self.form, self.on) | dict(self.registers)

    @property
    def mode(self) -> Mode | None:
        """How the tier that took it in may answer it."""
        return mode(self.version, self.case.tier)

    @property
    def limits(self) -> Limits:
        return limits(self.version, self.case.tier)

    @property
    def materials(self) -> tuple[Material, ...]:
        return materials_for(self.version, self.facts)

    @property
    def fields(self) -> tuple[Field, ...]:
        return fields_for(self.version, self.facts)

    @property
    def problems(self) -> tuple[FieldProblem, ...]:
        return validate(self.version, self.facts, self.form)

    @property
    def steps(self) -> tuple[Step, ...]:
        return steps_for(self.version, self.case.tier)

    @property
    def competent(self) -> bool | None:
        return in_district(self.version, self.facts, settings.REGION)

    @property
    def competent_region(self) -> str | None:
        return competent_region(self.version, self.facts)

    @cached_property
    def child(self) -> paying.Child | None:
        """The child for whom the benefit of this item is drawn."""
        benefit = self.version.result.benefit
        return paying.child_in(benefit, self.form) if benefit else None

    @property
    def paid_from(self) -> date | None:
        """The first month that a grant of this day, or the one that there was, is paid for; None where nothing is."""
        benefit, case = self.version.result.benefit, self.case
        if benefit is None:
            return None
        birth = self.child.birth if self.child else self.applicant.birth
        applied = local_date(case.received_at) if case.received_at else None
        dates = paying.Dates(applied, case.accepted_on, case.concluded_on or self.on, birth)
        return paying.first_month(benefit, dates)

    @property
    def paid_until(self) -> date | None:
        """The last month, where the child's age ends it."""
        benefit = self.version.result.benefit
        end = paying.end_month(benefit, self.child.birth) if benefit and self.child else None
        return paying.month_before(end) if end else None

    @cached_property
    def authority(self) -> Authority:
        return places.authority(self.case.authority_id)

    @cached_property
    def origin(self) -> Office:
        return places.office(self.case.origin_id)

    @cached_property
    def holder(self) -> Office:
        return places.office(self.case.holder_id)


def facts(case: Case, applicant: Identity, form: Mapping[str, object], on: date) -> dict[str, object]:
    """The facts on which conditions of the catalogue are judged."""
    return {
        "age": applicant.age(on),
        "sex": applicant.sex.value if applicant.sex else None,
        "household_region": applicant.household_region or None,
        "residence_region": applicant.residence_region or None,
        "tier": case.tier,
        "channel": case.channel,
        "capacity": case.capacity,
        "on": on.isoformat(),
        **{f"scenario.{key}": value for key, value in case.scenario.items()},
        **{f"form.{key}": value for key, value in form.items()},
    }
