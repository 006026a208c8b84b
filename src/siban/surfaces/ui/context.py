"""What every page knows: the reader's language and size of type, whether it is a demonstration, where one can go."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import get_language

from siban.kernel.clock import today
from siban.kernel.installation import is_demonstration
from siban.surfaces.ui import navigation

ELDER_COOKIE = "siban_elder"


class Page:
    """Facts of the frame, each worked out only where a template asks."""

    def __init__(self, request: HttpRequest, *, nameless: bool = False) -> None:
        """`nameless` pages, those of errors, repeat no address, since it may hold what somebody typed."""
        self.request = request
        self.nameless = nameless

    @cached_property
    def demonstration(self) -> bool:
        """Whether this database holds invented people; every page then says so."""
        return is_demonstration()

    @property
    def english(self) -> bool:
        return (get_language() or "").startswith("en")

    @property
    def language(self) -> str:
        """The language of the page, as HTML names it."""
        return "en" if self.english else "zh-Hans"

    @property
    def elder(self) -> bool:
        return self.request.COOKIES.get(ELDER_COOKIE) == "1"

    @property
    def address(self) -> str:
        """Where to come back to after a switch. A page that was sent (POST) has no address of its own to return to."""
        return "/" if self.nameless or self.request.method != "GET" else self.request.get_full_path()

    @cached_property
    def public(self) -> list[navigation.Link]:
        return navigation.existing(navigation.PUBLIC)

    @cached_property
    def staff(self) -> list[navigation.Link]:
        actor = getattr(self.request, "actor", None)
        return navigation.for_staff(actor) if actor else []

    @property
    def today(self) -> date:
        return today()


def page(request: HttpRequest) -> dict[str, object]:
    return {"ui": Page(request), "actor": getattr(request, "actor", None)}
