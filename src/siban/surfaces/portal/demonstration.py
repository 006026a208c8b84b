"""The messages of a demonstration, which are shown here instead of being sent."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from siban.domain.messages import queries
from siban.kernel.models import Installation


@never_cache
def messages(request: HttpRequest) -> HttpResponse:
    """The latest of them; there is no such page where people are real."""
    if not Installation.objects.filter(is_demonstration=True).exists():
        raise Http404
    return render(request, "portal/messages.html", {"told": queries.latest_of_demonstration()})
