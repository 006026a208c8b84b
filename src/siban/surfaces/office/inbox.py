"""The inbox: what waits for the actor's posts, by what is due; claiming; a look at a case beside the list."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from siban.domain.cases.models import CaseStep
from siban.domain.cases.queries import inbox as queries
from siban.domain.cases.queries.inbox import Counts, Cursor, Show, Wanted
from siban.domain.cases.queries.page import page
from siban.domain.cases.rules import Action
from siban.domain.cases.services import steps
from siban.domain.staff.models import Post
from siban.domain.staff.queries import names
from siban.domain.work.orders import waiting
from siban.kernel.actors import Actor
from siban.kernel.ids import new_id
from siban.kernel.refusals import BadInput, Refusal
from siban.surfaces.office import lines
from siban.surfaces.office.axis import main_clock, shares, short_name
from siban.surfaces.office.case import materials
from siban.surfaces.office.frame import ROLES, frame
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.requests import StaffRequest

MOST_AT_ONCE = 50


@require_GET
@staff_page(*ROLES)
def inbox(request: StaffRequest) -> HttpResponse:
    """Open tasks by what is due. With `X-Live` only the rows, for the page that stays true by itself."""
    actor: Actor = request.actor
    wanted = _wanted(request)
    found = queries.page(actor, wanted, _cursor(request.GET.get("after", "")))
    groups = lines.groups(found.lines, actor)
    rows = [row for group in groups for row in group.rows]
    counts = queries.counts(actor)
    here = _here(request, rows)
    context: dict[str, object] = {
        "groups": groups,
        "here": here.id if here else None,
        "here_row": here.anchor if here else "",
        "wanted": wanted,
        "title": _title(actor, wanted, counts),
        "total": _total(wanted, counts, len(rows)),
        "next": _next(request, found.next),
        "paged": bool(request.GET.get("after")),
    }
    if request.headers.get("X-Live"):
        return render(request, "office/rows.html", context)
    context |= frame(actor) | {
        "orders": waiting(actor),
        "rail": _rail(wanted, counts),
        "items": [_facet(request, wanted, item=one.key, facet=one) for one in counts.items],
        "towns": [_facet(request, wanted, town=one.key, facet=one) for one in counts.towns],
        "standing": _standing(actor, wanted, counts),
        "request_id": new_id(),
    }
    return render(request, "office/inbox.html", context)


def _wanted(request: StaffRequest) -> Wanted:
    """The filters, as the address has them; what is not known counts as not said."""
    show = request.GET.get("show", "")
    post = request.GET.get("stand", "")
    return Wanted(
        show=Show(show) if show in set(Show) else Show.ALL,
        item=request.GET.get("item", ""),
        town=request.GET.get("town", ""),
        post=_uuid(post),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _cursor(text: str) -> Cursor | None:
    """`2026-11-26.<id>`, or `.<id>` where nothing is due any more."""
    day, _dot, id = text.rpartition(".")
    found = _uuid(id)
    try:
        return (date.fromisoformat(day) if day else None, found) if found else None
    except ValueError:
        return None


def _next(request: StaffRequest, cursor: Cursor | None) -> str:
    if cursor is None:
        return ""
    address = request.GET.copy()
    address["after"] = f"{cursor[0].isoformat() if cursor[0] else ''}.{cursor[1]}"
    address.pop("row", None)
    return f"?{address.urlencode()}"


def _here(request: StaffRequest, rows: list[lines.Shown]) -> lines.Shown | None:
    """The current row: one of the case that the address names, else the first."""
    asked = _uuid(request.GET.get("row", ""))
    first = next(iter(rows), None)
    return next((row for row in rows if row.id == asked), first)


RAIL = (
    (Show.ALL, "inbox"),
    (Show.MINE, "user"),
    (Show.UNCLAIMED, "hand"),
    (Show.ELSEWHERE, "users"),
    (Show.HELD, "pause"),
)
URGENT = ((Show.TOMORROW, "clock"), (Show.CARDS, "triangle"))


def _label(show: Show) -> str:
    return {
        Show.ALL: _("没办结的"),
        Show.MINE: _("轮到我"),
        Show.UNCLAIMED: pgettext("rail", "等签收"),
        Show.ELSEWHERE: _("等别的单位"),
        Show.HELD: pgettext("rail", "停表"),
        Show.TOMORROW: _("明天到期"),
        Show.CARDS: _("黄牌和红牌"),
    }[show]


def _rail(wanted: Wanted, counts: Counts) -> dict[str, list[dict[str, object]]]:
    plain = not (wanted.item or wanted.town or wanted.post)
    return {
        part: [
            {
                "label": _label(show),
                "icon": icon,
                "count": counts.show[show],
                "current": plain and wanted.show is show,
                "url": f"?show={show.value}" if show.value else reverse("office:inbox"),
                "hot": show is Show.CARDS and counts.show[show] > 0,
            }
            for show, icon in shows
        ]
        for part, shows in (("main", RAIL), ("urgent", URGENT))
    }


def _facet(
    request: StaffRequest, wanted: Wanted, *, facet: queries.Facet, item: str = "", town: str = ""
) -> dict[str, object]:
    """A link that narrows; pressed again it widens."""
    current = (bool(item) and wanted.item == item) or (bool(town) and wanted.town == town)
    address = request.GET.copy()
    for name in ("after", "row", "item" if item else "town"):
        address.pop(name, None)
    if not current:
        address["item" if item else "town"] = item or town
    query = address.urlencode()
    return {
        "name": facet.name,
        "count": facet.count,
        "current": current,
        "url": f"?{query}" if query else reverse("office:inbox"),
    }


def _standing(actor: Actor, wanted: Wanted, counts: Counts) -> list[dict[str, object]]:
    """Whom she stands in for while they are away."""
    if not counts.posts:
        return []
    held = dict(Post.objects.filter(pk__in=counts.posts).values_list("pk", "holder__name"))
    return [
        {"name": held[post], "count": count, "current": wanted.post == post, "url": f"?stand={post}"}
        for post, count in counts.posts.items()
    ]


def _title(actor: Actor, wanted: Wanted, counts: Counts) -> str:
    for facet in (*counts.items, *counts.towns):
        if facet.key in (wanted.item, wanted.town) and facet.key:
            return str(facet.name)
    return _label(wanted.show)


def _total(wanted: Wanted, counts: Counts, shown: int) -> int:
    if wanted.item or wanted.town or wanted.post:
        found = [one.count for one in (*counts.items, *counts.towns) if one.key in (wanted.item, wanted.town)]
        return found[0] if len(found) == 1 and wanted.show is Show.ALL else shown
    return counts.show[wanted.show]


@require_POST
@staff_page(*ROLES)
def claim(request: StaffRequest) -> HttpResponse:
    """Claim the ticked cases, each by an act of its own, and say which were taken and which somebody else has."""
    actor: Actor = request.actor
    chosen = request.POST.getlist("case")[:MOST_AT_ONCE]
    batch = _uuid(request.POST.get("request", ""))
    if batch is None or not chosen:
        raise BadInput
    taken: list[UUID] = []
    missed: list[UUID] = []
    for each in chosen:
        case_id, seen = _case_and_seen(each)
        try:
            steps.claim(case_id, by=actor, seen=seen, request=uuid5(batch, str(case_id)))
        except Refusal:
            missed.append(case_id)
        else:
            taken.append(case_id)
    for sentence in _said(taken, missed, actor):
        messages.success(request, sentence)
    address = request.GET.copy()
    address["row"] = str((taken or missed)[0])
    return redirect(f"{reverse('office:inbox')}?{address.urlencode()}")


def _case_and_seen(value: str) -> tuple[UUID, int]:
    """`<id>:<number of the last event shown>`. Raises BadInput."""
    id, _colon, seen = value.partition(":")
    case_id = _uuid(id)
    if case_id is None or not seen.isdigit():
        raise BadInput
    return case_id, int(seen)


def _said(taken: list[UUID], missed: list[UUID], actor: Actor) -> list[str]:
    """What became of the batch. Names of colleagues only: a message lies in a cookie until it is shown."""
    said = []
    if taken:
        said.append(ngettext("签收了 %(count)d 件。", "签收了 %(count)d 件。", len(taken)) % {"count": len(taken)})
    if missed:
        held = CaseStep.objects.filter(case__in=missed, done_at=None, claimed_by__isnull=False)
        claimed = dict(held.values_list("case", "claimed_by"))
        who = names({id for id in claimed.values() if id is not None and id != actor.user})
        if who:
            said.append(
                ngettext(
                    "%(count)d 件没签成：%(names)s先签收了。", "%(count)d 件没签成：%(names)s先签收了。", len(missed)
                )
                % {"count": len(missed), "names": "、".join(sorted(who.values()))}
            )
        else:
            said.append(
                ngettext("%(count)d 件没签成，情况变了。", "%(count)d 件没签成，情况变了。", len(missed))
                % {"count": len(missed)}
            )
    return said


@require_GET
@staff_page(*ROLES)
def preview(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """A case beside the list: clocks, checks, what was said before, materials."""
    shown = page(request.actor, case_id)
    clock = main_clock(shown)
    context = {
        "page": shown,
        "case": shown.case,
        "who": shown.matter.applicant,
        "age": shown.matter.applicant.age(shown.matter.on),
        "clock": clock,
        "bar": lines.bar(clock),
        "card": lines.card(clock),
        "left": lines.left(clock),
        "law_bar": lines.bar(shown.statutory),
        "shares": shares(shown, request.actor),
        "passed": sum(check.met is True for check in shown.checks),
        "clock_name": short_name(clock.kind) if clock else "",
        "used": clock.due.used(shown.matter.on) if clock else 0,
        "materials": materials(shown),
        "may_hand_on": Action.HAND_ON in shown.actions,
    }
    return render(request, "office/preview.html", context)
