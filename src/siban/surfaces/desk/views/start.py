"""Before there is a case: who stands at the window, and what she came for."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from siban.domain.cases.queries.today import begun
from siban.domain.cases.rules import Capacity
from siban.domain.cases.services import intake as acts
from siban.domain.catalog import queries as catalog
from siban.domain.people import queries as people
from siban.domain.people.models import Person
from siban.domain.people.rules import Field
from siban.domain.places import queries as places
from siban.kernel.clock import today
from siban.kernel.ids import new_id
from siban.kernel.looks import opened
from siban.kernel.refusals import BadInput, NotFound
from siban.surfaces.desk import registration
from siban.surfaces.desk.asking import Offer, ask, of_theme, offer, offers_for, twelve
from siban.surfaces.desk.frame import PERSON_PAGE, desk_page, frame, identifier, numbers, office_of
from siban.surfaces.desk.side import side
from siban.surfaces.desk.views.intake import fragment
from siban.surfaces.ui.requests import StaffRequest

RECEPTION = gettext_lazy("窗口接待")


@require_GET
@desk_page
def start(request: StaffRequest) -> HttpResponse:
    """The intake page before a case is opened: `?person=` stands at the window, `?item=` is what it is about."""
    person = people.get(identifier(request.GET["person"])) if request.GET.get("person") else None
    whole = catalog.theme_of(request.GET["item"]) if person and request.GET.get("item") else None
    if person is not None and whole is not None:
        return _to_theme(whole.key, person)
    return _page(request, person, request.GET.get("item", ""), held_for=request.GET.get("for", ""))


def _to_theme(theme: str, person: Person) -> HttpResponse:
    return redirect(f"{reverse('desk:theme', args=[theme])}?person={person.pk}")


def _offered(item: str, tier: str) -> Offer | None:
    """What was chosen before the person came: an item, or a theme."""
    if not item:
        return None
    whole = catalog.theme_of(item)
    return of_theme(whole, tier) if whole else offer(catalog.entry(item, today()), tier)


def _page(
    request: StaffRequest, person: Person | None, item: str, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    office = office_of(request.actor)
    if person is not None:
        opened(request.actor, [person.pk], str(RECEPTION), PERSON_PAGE)
    context: dict[str, Any] = {
        "stage": "item" if person else "who",
        "person": person,
        "person_name": people.card(request.actor, person).name if person else "",
        "item": _offered(item, office.tier),
        "twelve": twelve(office.tier),
        "themes": [one for one in catalog.themes() if office.tier in one.accepting] if person and not item else (),
        "request_id": new_id(),
        **more,
    }
    if request.htmx:
        return fragment(request, "desk/parts/start.html", frame(request, **context), status)
    if person is not None:
        context["side"] = side(request.actor, person, tier=office.tier, item=item, purpose=str(RECEPTION))
    return render(request, "desk/start.html", frame(request, **context), status=status)


def register_page(
    request: StaffRequest, *, number: str = "", item: str = "", refusal: BadInput | None = None
) -> HttpResponse:
    """The form by which somebody is put on record, empty but for her number, or as it was sent."""
    office = office_of(request.actor)
    if refusal is None:
        values = registration.blank(office, number)
    else:
        values = {key: request.POST.get(key, "") for key in registration.FIELDS}
    needs = tuple(request.POST.getlist("needs")) if refusal else ()
    form = registration.form(office, values, needs, refusal=refusal, target=reverse("desk:register"))
    status = refusal.status if refusal else HTTPStatus.OK
    return _page(request, None, item, status, registration=form, new=not refusal)


@require_POST
@desk_page
def who(request: StaffRequest) -> HttpResponse:
    """The box of the first stage, where the item is chosen already."""
    item, words = request.POST.get("item", ""), request.POST.get("q", "")
    try:
        found = ask(request.actor, words, office_of(request.actor).tier)
    except (BadInput, NotFound) as refusal:
        return _page(request, None, item, refusal.status, words=words, refusal=refusal)
    if found.unknown:
        return register_page(request, number=found.unknown, item=item)
    if found.person:
        return redirect(f"{reverse('desk:start')}?person={found.person}&item={item}")
    return _page(request, None, item, words=words, found=found)


@require_POST
@desk_page
def register(request: StaffRequest) -> HttpResponse:
    """Put somebody on record, and go on with her."""
    values = {key: request.POST.get(key, "") for key in registration.FIELDS}
    office = office_of(request.actor)
    try:
        person = registration.put_on_record(
            values, tuple(request.POST.getlist("needs")), by=request.actor, office=office
        )
    except BadInput as refusal:
        return register_page(request, item=request.POST.get("item", ""), refusal=refusal)
    return redirect(
        f"{reverse('desk:start')}?person={person.pk}&item={request.POST.get('item', '')}".removesuffix("&item=")
    )


@require_GET
@desk_page
def villages(request: StaffRequest) -> HttpResponse:
    """The villages of a township, for the form."""
    return render(request, "desk/parts/villages.html", {"villages": places.children(request.GET.get("township", ""))})


@require_GET
@desk_page
def items(request: StaffRequest) -> HttpResponse:
    """Items by plain words, while they are typed."""
    words = request.GET.get("words", "").strip()
    return render(
        request,
        "desk/parts/items.html",
        {"items": offers_for(words[:200], office_of(request.actor).tier), "words": words},
    )


@require_POST
@desk_page
def open_case(request: StaffRequest) -> HttpResponse:
    """Open the case: of a person, for an item that was chosen by key or by plain words."""
    person = people.get(identifier(request.POST.get("person", "")))
    item, words = request.POST.get("item", ""), request.POST.get("words", "").strip()
    if not item:
        offers = offers_for(words[:200], office_of(request.actor).tier) if words else ()
        certain = [one for one in offers if one.certain and not one.why]
        if not certain:
            return _page(request, person, "", HTTPStatus.UNPROCESSABLE_ENTITY, offers=offers, words=words, unclear=True)
        item = certain[0].key
    whole = catalog.theme_of(item)
    if whole is not None:
        return _to_theme(whole.key, person)
    sent = numbers(request)
    principal = request.POST.get("for", "")
    before = begun(request.actor, identifier(principal) if principal else person.pk, item)
    if before is not None:
        return redirect("desk:case", before)
    if principal:
        applicant = people.get(identifier(principal))
        mandate = people.mandate_for(applicant.pk, person.pk, item, today())
        case = acts.open_case(
            item,
            applicant,
            by=request.actor,
            capacity=Capacity.REPRESENTATIVE,
            representative=person,
            mandate=mandate,
            request=sent["request"],
        )
    else:
        case = acts.open_case(item, person, by=request.actor, request=sent["request"])
    return redirect("desk:case", case.pk)


@require_POST
@desk_page
def reveal(request: StaffRequest, person: object) -> HttpResponse:
    """Her number in full, after who looked, and what for, is on record."""
    found = people.get(identifier(str(person)))
    number = people.reveal(request.actor, found, request.POST.get("purpose", ""), Field.NUMBER)
    return render(request, "desk/parts/number.html", {"number": number})
