"""Where the parts of an intake are sent: the same parts stand on the page of a case and on that of a 一件事."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Addresses:
    """`page` shows it; the others take what their part sends. `blank` and `word` go on with what they are for."""

    page: str
    scenario: str
    rows: str
    who: str
    mandate: str
    form: str
    papers: str
    signing: str
    blank: str
    word: str
    withdraw: str


def of_case(case_id: UUID) -> Addresses:
    """Those of a case."""
    page = reverse("desk:case", args=[case_id])
    return Addresses(
        page=page,
        scenario=reverse("desk:scenario", args=[case_id]),
        rows=reverse("desk:rows-of", args=[case_id]),
        who=reverse("desk:represented", args=[case_id]),
        mandate=reverse("desk:mandate", args=[case_id]),
        form=reverse("desk:form", args=[case_id]),
        papers=reverse("desk:papers", args=[case_id]),
        signing=reverse("desk:signing", args=[case_id]),
        blank=f"{page}/blank",
        word=f"{page}/words",
        withdraw=reverse("desk:withdraw", args=[case_id]),
    )


def of_family(family_id: UUID) -> Addresses:
    """Those of a 一件事."""
    page = reverse("desk:family", args=[family_id])
    return Addresses(
        page=page,
        scenario=reverse("desk:family-scenario", args=[family_id]),
        rows=reverse("desk:family-rows", args=[family_id]),
        who=reverse("desk:family-who", args=[family_id]),
        mandate=reverse("desk:family-mandate", args=[family_id]),
        form=reverse("desk:family-form", args=[family_id]),
        papers=reverse("desk:family-papers", args=[family_id]),
        signing=reverse("desk:family-signing", args=[family_id]),
        blank=f"{page}/blank",
        word=f"{page}/words",
        withdraw=reverse("desk:family-withdraw", args=[family_id]),
    )
