"""What the decision panel sends: a choice and the texts, ticks and places that belong to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from siban.domain.cases.queries.draft import Typed
from siban.domain.cases.queries.page import CasePage
from siban.domain.cases.services.documents import Tick
from siban.domain.notices import data
from siban.kernel.refusals import BadInput
from siban.surfaces.office.choices import ACTIONS

LONGEST_NUMBER = 4
LONGEST = 2000
"""Characters of an opinion: an A4 page."""


class DayMissing(BadInput):
    code = "day-missing"
    sentence = gettext_lazy("还没有写到哪一天。")
    advice = gettext_lazy("写大约哪天能有结果，再送出。")


@dataclass(frozen=True, slots=True)
class Sent:
    """The panel as it was sent. `texts` by choice, so that what was typed for another choice is kept, too."""

    choice: str
    texts: Mapping[str, str] = field(default_factory=dict)
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    ground: data.Ground = data.Ground.NOT_COMPETENT
    competent: data.Place | None = None
    hold_ground: str = ""
    until: date | None = None
    """Until about when a pause lasts."""
    days: int = 0
    """How many days more are asked for."""

    @property
    def last_day(self) -> date:
        """Until about when a pause lasts. Raises DayMissing."""
        if self.until is None:
            raise DayMissing(field="until")
        return self.until

    @property
    def text(self) -> str:
        return self.texts.get(self.choice, "")

    @property
    def lines(self) -> tuple[str, ...]:
        """The text as reasons, one a line."""
        return tuple(line.strip() for line in self.text.splitlines() if line.strip())

    def as_typed(self) -> Typed:
        """For the draft; a reason that is not written yet is left open."""
        return Typed(
            reasons=self.lines or ("……",),
            ground=self.ground,
            competent=self.competent,
            ticks=self.ticks,
            pause=self.hold_ground,
            until=self.until,
            text=self.text.strip(),
        )


def typed(post: QueryDict, page: Callable[[], CasePage]) -> Sent:
    """What the panel holds; the page is read only where a tick has to be told from what is there.

    Raises BadInput for a choice or a ground that is none.
    """
    choice = post.get("choice", "")
    ground = post.get("ground", data.Ground.NOT_COMPETENT.value)
    if (choice and choice not in ACTIONS) or ground not in set(data.Ground):
        raise BadInput
    name = post.get("competent_name", "").strip()
    return Sent(
        choice=choice,
        texts={key: post.get(f"text_{key}", "")[:LONGEST] for key in ACTIONS if f"text_{key}" in post},
        ticks=_ticks(post, page()) if choice == "correct" else {},
        ground=data.Ground(ground),
        competent=data.Place(
            name=name,
            address=post.get("competent_address", "").strip() or None,
            telephone=post.get("competent_telephone", "").strip() or None,
        )
        if name
        else None,
        hold_ground=post.get("hold_ground", "")[:40],
        until=_day(post.get("until", "")),
        days=_whole(post.get("days", "")),
    )


def _day(text: str) -> date | None:
    """A day as a date field sends it; None where there is none yet, as while the draft is shown."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _whole(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < LONGEST_NUMBER else 0


def _ticks(post: QueryDict, page: CasePage) -> dict[str, Tick]:
    """What the acceptor says of each paper: one that stays as it is needs no word."""
    found = {}
    here = set(post.getlist("here"))
    for paper in page.papers:
        key = paper.document.material
        reason = post.get(f"why_{key}", "")
        received = paper.document.state == "received"
        if (key in here) != received or (key not in here and reason != paper.document.reason):
            found[key] = Tick(here=key in here, reason="" if key in here else reason)
    return found


def month_of_office(post: QueryDict) -> tuple[UUID, str, date, UUID]:
    """Office, item, month and `request`: of what an office does for all who draw one benefit. Raises BadInput."""
    try:
        office, number = UUID(post.get("office", "")), UUID(post.get("request", ""))
        return office, post.get("item", "")[:60], date.fromisoformat(post.get("month", "")), number
    except ValueError:
        raise BadInput from None


def number_and_request(post: QueryDict) -> tuple[int, UUID]:
    """`seen` and `request`, which every act carries. Raises BadInput."""
    try:
        return int(post.get("seen", "")), UUID(post.get("request", ""))
    except ValueError:
        raise BadInput from None
