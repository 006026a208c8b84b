"""The API, version 1: one router a subject."""

from __future__ import annotations

from django.urls import path

from siban.surfaces.api import acts, cases, catalogue, documents, feed, lists, notices, people, progress, webhooks
from siban.surfaces.api.frame import api

for prefix, router in (
    ("/catalogue", catalogue.router),
    ("/people", people.router),
    ("/cases", cases.router),
    ("/cases", acts.router),
    ("", documents.router),
    ("", notices.router),
    ("", lists.router),
    ("", progress.router),
    ("/feed", feed.router),
    ("/webhooks", webhooks.router),
):
    api.add_router(prefix, router)

urlpatterns = [path("v1/", api.urls)]
