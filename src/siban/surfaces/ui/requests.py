"""Requests as views meet them, after the middleware: for annotations only, Django makes plain ones."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from siban.kernel.actors import Actor


class PageRequest(HttpRequest):
    """A request of anyone; `actor` is None where nobody is signed in."""

    actor: Actor | None
    htmx: HtmxDetails


class StaffRequest(PageRequest):
    """A request that `staff_page` let through: somebody is signed in."""

    actor: Actor
