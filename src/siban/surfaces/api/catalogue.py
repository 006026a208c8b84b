"""The catalogue, and the guide: what an applicant needs for an item, by what is known of her."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from ninja import Query, Router
from pydantic import TypeAdapter

from siban.domain.catalog import queries as catalog
from siban.domain.catalog import rules, search
from siban.domain.catalog.errors import ItemNotFound
from siban.domain.catalog.kinds import Kind, Tier
from siban.domain.catalog.types import Version
from siban.domain.exchange.rules import Scope
from siban.domain.places import queries as places
from siban.kernel.clock import today
from siban.surfaces.api.frame import Call, operation
from siban.surfaces.api.shapes import catalogue as shapes
from siban.surfaces.api.shapes.cases import text
from siban.surfaces.api.shapes.values import Key, words

router = Router(tags=["catalogue"])
_CONTENT = TypeAdapter(Version)
BESIDE = {"id", "item", "number", "in_force_from"}
"""Fields of a version that stand beside its content."""

Phrase = Annotated[str, Query(max_length=200, pattern="^[^\\u0000]*$", examples=["妈妈八十了，想领老人钱"])]


@operation(router, "GET", "/items", Scope.CATALOGUE_READ, shapes.ItemsOut, operation_id="listItems")
def items(
    request: Call,
    life_event: Key | None = None,
    kind: Annotated[Kind, words(Kind)] | None = None,
    authority: Key | None = None,
    accepting: Tier | None = None,
    published: bool = False,
) -> shapes.ItemsOut:
    """Items of the catalogue by pinyin; drafts, too, unless `published`. `accepting`: what this tier takes in."""
    found = catalog.entries(
        today(), life_event=life_event, kind=kind, authority=authority, accepting=accepting, published_only=published
    )
    return shapes.ItemsOut(items=[shapes.ItemOut.of(entry) for entry in found])


@operation(router, "GET", "/find", Scope.CATALOGUE_READ, shapes.Found, operation_id="findItems")
def find(request: Call, words: Phrase, top: Annotated[int, Query(ge=1, le=20)] = 3) -> shapes.Found:
    """Plain words → items, best first: dialect, pinyin, initials, English, slips of the hand."""
    hits = search.find(words, top)
    names = {entry.key: entry.name for entry in catalog.entries(today(), keys=tuple(hit.key for hit in hits))}
    other = search.referral(words)
    return shapes.Found(
        items=[
            shapes.Hit(item=hit.key, name=text(names[hit.key]), score=hit.score, certain=hit.certain, why=hit.why)
            for hit in hits
            if hit.key in names
        ],
        elsewhere=shapes.Elsewhere(name=other.name, where=other.where, note=other.note) if other else None,
    )


@operation(router, "GET", "/items/{item}", Scope.CATALOGUE_READ, shapes.VersionOut, operation_id="getItem")
def item(request: Call, item: Key) -> shapes.VersionOut:
    """An item as it is in force today, whole."""
    version = _in_force(item)
    content: dict[str, Any] = _CONTENT.dump_python(version, mode="json", exclude=BESIDE)
    return shapes.VersionOut.of(version, content)


@operation(router, "POST", "/items/{item}/guide", Scope.CATALOGUE_READ, shapes.GuideOut, operation_id="askGuide")
def guide(request: Call, item: Key, body: shapes.Situation) -> shapes.GuideOut:
    """What this applicant needs and what will happen: the questions still open, papers, fields, steps, limits."""
    version = _in_force(item)
    facts = _facts(body)
    limits, mode = rules.limits(version, body.tier), rules.mode(version, body.tier)
    open_keys = {question.key for question in rules.unanswered(version, facts)}
    return shapes.GuideOut(
        item=item,
        version=version.id,
        mode=mode.value if mode else None,
        handling=limits.handling.value,
        promised_days=limits.promised,
        statutory_days=limits.statutory,
        unit=limits.unit.value,
        fee=version.fee.amount,
        visits=version.visits,
        competent=rules.in_district(version, facts, settings.REGION),
        monthly_amount=rules.monthly_amount(version, facts),
        questions=[
            shapes.QuestionOut(
                key=one.key,
                text=text(one.text),
                options=[option.key for option in one.options],
                answered=one.key not in open_keys,
            )
            for one in rules.questions_for(version, facts)
        ],
        materials=[
            shapes.MaterialOut(
                key=one.key,
                name=text(one.name),
                kind=one.kind.value,
                copies=one.copies,
                issued_by=text(one.issued_by),
                asked=one.asked,
                tolerable=one.tolerable,
                declarable=one.declarable,
            )
            for one in rules.materials_for(version, facts)
        ],
        fields=[
            shapes.FormFieldOut(
                key=one.key,
                label=text(one.label),
                type=one.type.value,
                required=one.required,
                max_length=one.max_length,
                options=[option.key for option in one.options],
            )
            for one in rules.fields_for(version, facts)
        ],
        steps=[
            shapes.GuideStep(
                key=one.key, name=text(one.name), stage=one.stage.value, role=one.role.value, days=one.days
            )
            for one in rules.steps_for(version, body.tier)
        ],
        unmet=[text(one.refusal) for one in rules.unmet_conditions(version, facts)],
        unsettled=[text(one.text) for one in rules.open_conditions(version, facts)],
    )


def _in_force(item: str) -> Version:
    version = catalog.current(item, today())
    if version is None:
        raise ItemNotFound
    return version


def _facts(told: shapes.Situation) -> dict[str, object]:
    return {
        "age": told.age,
        "sex": told.sex.value if told.sex else None,
        "household_region": told.household_region,
        "residence_region": told.residence_region,
        "tier": told.tier.value,
        "channel": told.channel.value,
        "capacity": told.capacity.value,
        "on": today().isoformat(),
        **{f"scenario.{key}": value for key, value in told.scenario.items()},
    }


@operation(router, "GET", "/sites", Scope.CATALOGUE_READ, shapes.SitesOut, operation_id="listSites")
def sites(request: Call, region: Annotated[str, Query(pattern="^[0-9]{6,12}$")] = "") -> shapes.SitesOut:
    """Hall, centres and points in a region, and whether they are open now."""
    found = places.sites_now(region or settings.REGION)
    return shapes.SitesOut(
        items=[
            shapes.SiteOut(
                id=one.id,
                office=one.office,
                kind=one.kind.value,
                region=one.region,
                name=text(one.name),
                address=text(one.address),
                telephone=one.telephone,
                open=one.opening.open,
                until=one.opening.until,
                is_demonstration=one.is_demonstration,
            )
            for one in found
        ]
    )
