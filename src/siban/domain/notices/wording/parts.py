"""Pieces of wording that every notice shares, in the form that the layouts read.

A line is a list of runs: a string, or {"b": string} for what must not be overlooked. Strings are data to the layouts,
never markup, so nothing that a person typed can become a command.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from siban.domain.notices.data import Agent, Basis, Contact, Letter, Party, Place, Remedies
from siban.domain.notices.rules import count_word

Run = str | dict[str, str]
Line = list[Run]
Layout = dict[str, Any]
"""What a layout reads: JSON."""

COMPLAIN = "对办事的人不满意，打12345投诉，可以不留名字。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a notice has from being issued, and its data has not."""

    issued_on: date
    number: str | None = None
    code: str | None = None
    is_demonstration: bool = False
    is_draft: bool = False


def strong(text: str) -> Run:
    """A run that must not be overlooked."""
    return {"b": text}


def you(party: Party) -> str:
    """How the recipient is addressed."""
    return "贵单位" if party.is_organisation else "您"


def matter(letter: Letter) -> str:
    """What was asked for, as it reads after 申请."""
    return letter.matter or f"办理“{letter.item}”"


def who(party: Party) -> str:
    """The applicant with the masked number."""
    return f"{party.name}　{party.masked_number}" if party.masked_number else party.name


def agent_of(agent: Agent) -> str:
    """王建军（儿子）."""
    return f"{agent.name}（{agent.relation}）" if agent.relation else agent.name


def handler(contact: Contact) -> str:
    """养老服务股　陈海燕　电话0936-012 0128."""
    return "　".join(part for part in (contact.office, contact.name, f"电话{contact.telephone}") if part)


def cited(bases: Iterable[Basis]) -> str:
    """《中华人民共和国行政许可法》第三十四条、第三十八条、《…》."""
    return "、".join(f"《{basis.document.strip('《》')}》{basis.article or ''}" for basis in bases)


def according(bases: Iterable[Basis | None], lead: str = "依照") -> str:
    """依照…，; empty without a basis."""
    named = [basis for basis in bases if basis is not None]
    return f"{lead}{cited(named)}，" if named else ""


def place_lines(place: Place) -> list[Layout]:
    """Where to go: name large; address with telephone, and hours, below."""
    call = f"电话{place.telephone}" if place.telephone else None
    details = ["　".join(part for part in (place.address, call) if part), place.hours]
    return [cell([strong(place.name)]), *(cell([detail], small=True) for detail in details if detail)]


def cell(line: Line, *, small: bool = False) -> Layout:
    """One line of a table cell."""
    return {"runs": line, "small": small}


def row(label: str, *lines: str | Line | Layout) -> Layout:
    """A row of the table: label, then lines one below the other."""
    return {
        "label": label,
        "lines": [
            line if isinstance(line, dict) else cell([line] if isinstance(line, str) else line) for line in lines
        ],
    }


def listed(label: str, points: Sequence[str]) -> Layout:
    """A row of several points, numbered from two on."""
    if len(points) == 1:
        return row(label, points[0])
    return row(label, *(f"{place}. {point}" for place, point in enumerate(points, 1)))


def remedy(remedies: Remedies, *, against: str) -> str | None:
    """What can be done against the decision; None where there is only the complaint."""
    to, court = remedies.reconsideration, remedies.court
    if to and court and remedies.reconsideration_first:
        return (
            f"不服{against}的，收到之日起六十日内可以向{to}申请行政复议；"
            f"对复议决定还不服的，收到复议决定之日起十五日内可以向{court}起诉。"
        )
    if to and court:
        return f"不服{against}的，收到之日起六十日内可以向{to}申请行政复议，也可以在六个月内向{court}提起行政诉讼。"
    if to:
        return f"不服{against}的，收到之日起六十日内可以向{to}申请行政复议。"
    if court:
        return f"不服{against}的，收到之日起六个月内可以向{court}提起行政诉讼。"
    return None


def pieces(number: int, measure: str = "样") -> str:
    """五样, 两样."""
    return ("两" if number == 2 else count_word(number)) + measure
