"""A word taken in place of a paper: what may be promised for later (容缺), what may be declared (告知承诺)."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date

from siban.domain.cases import errors, errors_answers
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case, Document
from siban.domain.cases.models import Pledge as PledgeRow
from siban.domain.cases.rules import DocumentState
from siban.domain.catalog.types import Material
from siban.domain.people.queries import broken_promises
from siban.domain.people.rules import Pledge
from siban.domain.work.queries import calendar
from siban.domain.work.rules import Unit, due, shift
from siban.domain.work.wording import day_words
from siban.kernel.crypto import sm3
from siban.kernel.text import Text

CHECK_DAYS = 20
"""Working days in which a declaration is checked after it is given (practice; 国办发〔2020〕42号 leaves the
time to the office)."""


STATES = {Pledge.TOLERANCE: DocumentState.PROMISED, Pledge.DECLARATION: DocumentState.DECLARED}


def digest_of(case: Case, documents: list[Document], kind: Pledge) -> str:
    """What a signature on the paper stands for; "" where nothing is promised or declared."""
    rows = [
        [one.material, one.promised_until.isoformat() if one.promised_until else ""]
        for one in documents
        if one.state == STATES[kind]
    ]
    text = json.dumps([kind.value, rows, case.by_fingerprint], ensure_ascii=False)
    return sm3(text.encode()).hex()[:32] if rows else ""


def require_signed(case: Case, documents: list[Document]) -> None:
    """What is promised or declared is signed for, in these words. Raises PromiseNotSigned, DeclarationNotSigned."""
    wanted = {kind: digest for kind in Pledge if (digest := digest_of(case, documents, kind))}
    if not wanted:
        return
    signed = {Pledge(row.kind): row.digest for row in PledgeRow.objects.filter(case=case, signed_at__isnull=False)}
    if signed.get(Pledge.TOLERANCE) != wanted.get(Pledge.TOLERANCE) and Pledge.TOLERANCE in wanted:
        raise errors_answers.PromiseNotSigned
    if signed.get(Pledge.DECLARATION) != wanted.get(Pledge.DECLARATION) and Pledge.DECLARATION in wanted:
        raise errors_answers.DeclarationNotSigned


def latest_promise(matter: Matter) -> date:
    """Until when a paper may be promised: the regime's working days from today."""
    last = due(matter.on, matter.version.regime.tolerance_days, Unit.WORKING, (), calendar()).date
    return last or matter.on


def check_by(matter: Matter) -> date:
    """Until when a declaration that is given today is checked."""
    return shift(matter.on, CHECK_DAYS, calendar())


def allow(matter: Matter, promised: Mapping[str, date | None]) -> None:
    """Whether these papers may follow by these dates.

    Raises NotTolerable, PromiseDate, and PromisesNoMore where she did not keep such a promise before.
    """
    if not promised:
        return
    last = latest_promise(matter)
    for key, until in promised.items():
        if not _material(matter, key).tolerable:
            raise errors_answers.NotTolerable(field=key)
        if until is None or not matter.on < until <= last:
            raise errors_answers.PromiseDate(field=f"until-{key}", day=day_words(last, matter.on))
    if broken := broken_promises(matter.case.applicant).get(Pledge.TOLERANCE):
        raise errors_answers.PromisesNoMore(day=day_words(broken.on, matter.on))


def allow_declared(matter: Matter, declared: Collection[str]) -> None:
    """Whether what she declares stands in for these papers.

    Raises NotDeclarable, and DeclaresNoMore where such a declaration of hers was false before.
    """
    if not declared:
        return
    for key in declared:
        if not _material(matter, key).declarable:
            raise errors_answers.NotDeclarable(field=key)
    if broken := broken_promises(matter.case.applicant).get(Pledge.DECLARATION):
        raise errors_answers.DeclaresNoMore(day=day_words(broken.on, matter.on))


def declared(material: Material) -> Text:
    """What she declares in place of this paper, as the item words it, or else as the paper would show it."""
    name = material.name
    return material.declares or Text(
        f"{name.zh}上要写明的情况，我都符合，是真的", f"All that the paper “{name.en}” is to show is true of me"
    )


def broken(matter: Matter, rows: Collection[Document]) -> str:
    """Which word was not kept, as a notice says it."""
    names = {one.key: one.name.zh for one in matter.version.materials}
    listed = "、".join(names[one.material] for one in rows)
    days = [one.promised_until for one in rows if one.state == DocumentState.PROMISED and one.promised_until]
    if not days:
        return f"您用承诺代替的{listed}，核查下来和承诺的不一样"
    until = min(days)
    return f"您承诺最迟{until.month}月{until.day}日补来的{listed}没有补来"


def _material(matter: Matter, key: str) -> Material:
    found = next((one for one in matter.version.materials if one.key == key), None)
    if found is None:
        raise errors.UnknownMaterial(field=key)
    return found
