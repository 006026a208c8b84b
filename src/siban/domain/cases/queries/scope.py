"""Which cases an actor may see: those her offices take part in; a leader's and a supervisor's, by region."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import BaseExpression

from siban.domain.cases.errors import CaseNotFound
from siban.domain.cases.models import Case, CaseParty, DocumentPage, PledgePage
from siban.domain.cases.models_families import Family
from siban.domain.cases.queries.pledged import NOTICES
from siban.domain.catalog.queries import version
from siban.domain.notices.models import Notice
from siban.domain.notices.rules import SORTS
from siban.domain.people.rules import Pledge as Kind
from siban.kernel.actors import Actor, Grant, Role
from siban.kernel.models import File


def oversees(grant: Grant) -> bool:
    """Whether a grant lets see all of its region: a supervisor's, and that of who leads a township or the government.

    Who leads a bureau leads its offices, which are among her posts.
    """
    return grant.role is Role.SUPERVISOR or (grant.role is Role.LEADER and grant.office is None)


def visible_to(actor: Actor) -> QuerySet[Case]:
    """The cases this actor may see; by index on the parties, without joining for order."""
    mine = Q(office__in={post.office for post in actor.posts})
    for grant in actor.grants:
        if oversees(grant):
            mine |= Q(region__startswith=grant.region)
    return Case.objects.filter(Exists(CaseParty.objects.filter(mine, case=OuterRef("pk"))))


def get(actor: Actor, case_id: UUID, **more: BaseExpression) -> Case:
    """One case with its applicant, version and offices, and what is asked of it besides, as attributes of these names.

    One statement. Raises CaseNotFound, also for another office's case.
    """
    case = (
        visible_to(actor)
        .select_related(
            "stream", "applicant__key", "representative__key", "authority", "origin__site", "origin__region"
        )
        .select_related("holder__site", "holder__authority", "site")
        .annotate(**more)
        .filter(pk=case_id)
        .first()
    )
    if case is None:
        raise CaseNotFound
    return case


def notice(actor: Actor, notice_id: UUID) -> tuple[Notice, Case]:
    """A notice of a case that the actor may see, with that case; of a 一件事, with one of its cases. Two statements,
    two more for a 一件事. Raises CaseNotFound."""
    found = Notice.objects.select_related("key", "file__key", "authority").filter(pk=notice_id).first()
    if found is None:
        raise CaseNotFound
    try:
        return found, get(actor, found.stream)
    except CaseNotFound:
        part = visible_to(actor).filter(family=found.stream).values_list("pk", flat=True).first()
        if part is None:
            raise
        return found, get(actor, part)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photographed page: of what, in Chinese, as the look at it goes on record."""

    file: File
    what: str
    case: Case


def picture(actor: Actor, page_id: UUID) -> Picture:
    """A photographed page of a paper or of a signed promise or declaration, of a case that the actor may see.

    Two statements, one more for what was signed. Raises CaseNotFound.
    """
    page = DocumentPage.objects.select_related("file__key", "document").filter(pk=page_id).first()
    if page is not None:
        case = get(actor, page.document.case_id)
        names = {one.key: one.name.zh for one in version(case.version_id).materials}
        return Picture(page.file, names.get(page.document.material, "材料"), case)
    signed = PledgePage.objects.select_related("file__key", "pledge").filter(pk=page_id).first()
    if signed is None:
        raise CaseNotFound
    title = SORTS[NOTICES[Kind(signed.pledge.kind)]].title
    return Picture(signed.file, title, get(actor, signed.pledge.case_id))


def of_number(number: str) -> Q:
    """The case with this number, or those of the 一件事 with it. The family is looked up first, so that both are found
    by index: joined, every case would be read."""
    return Q(number=number) | Q(family=Subquery(Family.objects.filter(number=number).values("pk")[:1]))


def by_number(actor: Actor, number: str) -> Case:
    """The case with this number, or the first of the 一件事 with it, if the actor may see it. Raises CaseNotFound."""
    case = visible_to(actor).filter(of_number(number)).order_by("number").first()
    if case is None:
        raise CaseNotFound
    return case
