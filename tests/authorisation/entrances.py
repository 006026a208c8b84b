"""The ways in: each tries an act for somebody and says whether it was done. Another surface joins by ENTRANCES."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.test import Client

from siban.domain.cases.models import Case
from siban.domain.cases.services import answers, decisions, steps
from siban.domain.exchange.rules import Scope
from siban.domain.exchange.services.clients import create, issue_token
from siban.domain.staff.models import Post
from siban.kernel.actors import Actor
from siban.kernel.models import Event, User
from siban.kernel.refusals import NotAllowed, Refusal

Entrance = Callable[[Actor, Case, str], str]
"""Tries an act on a case as this actor; "" where it was done, else the refusal: "not-allowed", or "other"."""

REASON = "账户再核一遍"
REVIEWED = "材料齐全，户籍和年龄核对无误。"


def by_service(actor: Actor, case: Case, action: str) -> str:
    """As any code calls it."""
    tried = {
        "claim": lambda: steps.claim(case.pk, by=actor),
        "return": lambda: steps.give_back(case.pk, by=actor, reason=REASON),
        "accept": lambda: answers.accept(case.pk, by=actor),
        "grant": lambda: decisions.grant(case.pk, by=actor),
        "terminate": lambda: decisions.terminate(case.pk, by=actor, reasons=(REASON,)),
    }
    try:
        tried[action]()
    except NotAllowed:
        return "not-allowed"
    except Refusal:
        return "other"
    return ""


def by_office(actor: Actor, case: Case, action: str) -> str:
    """By the pages of an office."""
    client = Client()
    client.force_login(User.objects.get(pk=actor.user))
    form = {"seen": case.stream.last_act, "request": uuid4()}
    before = _acts(case)
    if action == "claim":
        answer = client.post(f"/office/cases/{case.pk}/claim", form)
    else:
        answer = client.post(f"/office/cases/{case.pk}/act", form | {"choice": action, f"text_{action}": REASON})
    if answer.status_code == 302 and _acts(case) > before:
        return ""
    assert _acts(case) == before, "a refusal leaves no trace"
    # Who does not take part in a case is not told that it exists.
    return "not-allowed" if answer.status_code in (403, 404) else "other"


def by_api(actor: Actor, case: Case, action: str) -> str:
    """By another system that was given her post."""
    posts = [Post.objects.get(pk=post.id) for post in actor.posts[:1]]
    client = create("matrix", "别的系统", by=Actor.system(), posts=posts)
    _made, token = issue_token(client.pk, tuple(Scope), by=Actor.system(), life=timedelta(days=1))
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4()), "If-Match": "*"}
    body = {"claim": {}, "return": {"reason": REASON}, "terminate": {"reasons": [REASON]}}[action]
    path = f"/api/v1/cases/{case.pk}/acts/{action}"
    before = _acts(case)
    answer = Client().post(path, json.dumps(body), content_type="application/json", headers=headers)
    if answer.status_code == 200 and _acts(case) > before:
        return ""
    assert _acts(case) == before, "a refusal leaves no trace"
    return "not-allowed" if answer.status_code in (403, 404) else "other"


def _acts(case: Case) -> int:
    return Event.objects.filter(stream=case.pk).count()


ENTRANCES: dict[str, Entrance] = {"service": by_service, "office": by_office, "api": by_api}


def tried(entrance: Entrance, actor: Actor, case: Case, action: str) -> str:
    """Try, and take it back, so that the next one meets the case as it was."""
    with transaction.atomic():
        said = entrance(actor, Case.objects.select_related("stream").get(pk=case.pk), action)
        transaction.set_rollback(True)
    return said
