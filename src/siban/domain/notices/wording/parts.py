"""Pieces of wording that every notice shares, in the form that the layouts read.

A line is a list of runs: a string, or {"b": string} for what must not be overlooked. Strings are data to the layouts,
never markup, so nothing that a person typed can become a command.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from siban.domain.notices.data import Agent, Archive, Basis, Contact, Handoff, Letter, Party, Place, Remedies, Survey
from siban.domain.notices.pledges import Pledge
from siban.domain.notices.rules import case_groups, count_word, short_day

Run = str | dict[str, str]
Line = list[Run]
Layout = dict[str, Any]
"""What a layout reads: JSON."""

Body = tuple[list[Layout], list[Line | None]]
"""Blocks of the letter, then the lines that close it."""

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
    return letter.matter or f"办理{quoted(letter.item)}"


def quoted(name: str) -> str:
    """“…”; marks inside become single ones (GB/T 15834-2011, 4.8.3.3)."""
    return f"“{name.replace('“', '‘').replace('”', '’')}”"


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


def said(*runs: Run) -> Layout:
    """A paragraph of the letter."""
    return {"block": "said", "runs": list(runs)}


def line(text: str | None) -> Line | None:
    """A line of the closing, where there is something to say."""
    return [text] if text else None


def rows(data: Letter, *extra: Layout | None, what: str = "办的事", whom: str = "申请人") -> Layout:
    """The table: item, applicant, agent, then what the kind adds, then who handles it."""
    return {
        "block": "rows",
        "rows": [
            row(what, data.item),
            row(whom, who(data.applicant)),
            *([row("代办人", agent_of(data.agent))] if data.agent else []),
            *(one for one in extra if one),
            row("谁在办", handler(data.contact)),
        ],
    }


def list_of(heads: Sequence[str], widths: Sequence[int], points: Iterable[Sequence[str]]) -> Layout:
    """A table of several columns after a running number; the first of them is bold."""
    return {
        "block": "list",
        "heads": ["序", *heads],
        "widths": [0, *widths],
        "rows": [[str(place), *point] for place, point in enumerate(points, 1)],
    }


def overdue(last: date, remedies: Remedies, beside: date) -> str:
    """What can be done once the last day has passed without an answer."""
    to = remedies.reconsideration
    what = f"可以在六十日内向{to}申请行政复议" if to else "打12345反映，我们督促承办单位马上办"
    return f"到{short_day(last, beside)}（含当日）还没有答复的，{what}。"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A place to sign; with `mark` a date and room for a fingerprint, with `witness` a second signature."""

    label: str
    mark: bool = False
    witness: bool = False


def signer(label: str, name: str | None) -> Signer:
    """A place to sign, with the name where it is known."""
    return Signer(label=f"{label}（{name}）" if name else label)


def sheet(
    title: str,
    data: Pledge | Survey | Handoff | Archive,
    body: list[Layout],
    signers: Iterable[Signer],
    *,
    lead: str | None = None,
    large: bool = False,
    dated: bool = False,
    hour: bool = False,
) -> Layout:
    """A working paper: blocks, then places to sign. `lead` stands below the title; `dated` leaves room for a date."""
    return {
        "title": title,
        "authority": data.authority,
        "lead": lead or data.authority,
        "item": data.item,
        "reference": ["办件编号", " ".join(case_groups(data.case_number))],
        "large": large,
        "body": body,
        "signers": [asdict(one) for one in signers],
        "dated": dated,
        "hour": hour,
    }
