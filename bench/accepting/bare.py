"""The floor: a plain Django view that sends the statements of an accept, with Django's usual middleware.

Its own WSGI application, served like the real one. Session, user and CSRF are Django's; the rest of the statements is
sent by a cursor, in one transaction, as they were recorded. Nothing is checked, worded, sealed or hashed.
"""

from __future__ import annotations

import json
import os
import pickle
from pathlib import Path
from uuid import UUID

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.accepting.bare_settings"

from django.contrib.auth.decorators import login_required  # after the settings are named
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import path
from django.views.decorators.http import require_POST

from bench.accepting.recipe import Filling, Step

application = get_wsgi_application()

STEPS: tuple[Step, ...] = tuple(
    step for step in pickle.loads(Path(os.environ["BENCH_RECIPE"]).read_bytes()) if not step.signs_in
)


@login_required
def form(request: HttpRequest) -> HttpResponse:
    """A page with the token of a form."""
    return HttpResponse(get_token(request))


@require_POST
@login_required
def accept(request: HttpRequest) -> HttpResponse:
    """Run the recipe on the case whose ids the form brings."""
    filling = Filling({name: UUID(value) for name, value in json.loads(request.POST["ids"]).items()})
    _run([step for step in STEPS if not step.in_transaction], filling)
    with transaction.atomic():
        _run([step for step in STEPS if step.in_transaction], filling)
    return HttpResponseRedirect("/")


def _run(steps: list[Step], filling: Filling) -> None:
    with connection.cursor() as cursor:
        for step in steps:
            cursor.execute(step.sql, [filling(value) for value in step.params])
            if step.answers:
                rows = cursor.fetchall()
                if step.draws:
                    filling.drawn = rows[0][-1]


urlpatterns = [path("", form), path("accept", accept)]
