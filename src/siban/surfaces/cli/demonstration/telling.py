"""The story as it is read in a terminal, and its notices as files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from siban.domain.cases.rules import OUTCOME_NAMES, STATE_NAMES
from siban.domain.notices.models import Notice
from siban.domain.notices.render import pdf
from siban.domain.staff.queries import demonstration_accounts
from siban.domain.staff.services import PASSWORD
from siban.domain.work import wording
from siban.kernel.clock import SHANGHAI
from siban.kernel.models import User
from siban.kernel.numbers import grouped
from siban.surfaces.cli.demonstration.checks import WHOLE
from siban.surfaces.cli.demonstration.stories.stage import Story
from siban.surfaces.cli.demonstration.tale import Difference, Line, Tale
from siban.surfaces.ui import second_factor

_UNSAFE = re.compile(r'[/\\:*?"<>|\s\x00-\x1f]+')
WIDEST = 110


def tell(console: Console, tales: Sequence[Tale]) -> None:
    """Print all stories, in order."""
    for tale in sorted(tales, key=lambda tale: tale.number):
        console.print()
        console.print(Rule(Text(f"{tale.number}  {tale.title}", style="bold"), align="left", style="cyan"))
        if tale.case is not None:
            console.print(
                Padding(Text(_("办件编号 %(number)s") % {"number": grouped(tale.case.number)}, "dim"), (0, 2))
            )
        for line in tale.lines:
            _line(console, line)
        _ending(console, tale)


def list_stories(console: Console, address: str, stories: Sequence[Story]) -> None:
    """Each rule of the law that stands on a page: in a line, with who it is about, the page, and the account."""
    if not stories:
        return
    console.print()
    console.print(Rule(Text(_("法律上的每一条，页面上都有一件"), style="bold"), align="left", style="cyan"))
    for story in stories:
        row = Table.grid(padding=(0, 2, 0, 0))
        row.add_column(no_wrap=True, width=4, style="dim")
        row.add_column(ratio=1, overflow="fold")
        body = Text(story.title).append(f"\n{story.said()}{story.account}  ", "dim")
        row.add_row(str(story.number), body.append(address + story.page, "cyan"))
        console.print(Padding(row, (0, 2)), width=min(console.width, WIDEST))


def _line(console: Console, line: Line) -> None:
    row = Table.grid(padding=(0, 2, 0, 0))
    row.add_column(no_wrap=True, width=14, style="dim")
    row.add_column(ratio=1, overflow="fold")  # Chinese has no spaces to break at
    moment = line.at.astimezone(SHANGHAI)
    body = Text()
    body.append(f"{line.where} " if line.where else "", "cyan").append(line.who, "bold cyan").append(f"  {line.what}")
    if line.until:
        body.append(f"\n{line.until}", "yellow")
    for notice in line.notices:
        body.append(f"\n{notice.sort.name}", "green")
        if notice.number:
            body.append(f"  {notice.number}", "bold green")
    row.add_row(format_date(moment, _("n月j日 H:i")), body)
    console.print(Padding(row, (0, 2)), width=min(console.width, WIDEST))


def _ending(console: Console, tale: Tale) -> None:
    if tale.case is not None:
        names = [str(STATE_NAMES[tale.case.state])]
        names += [str(OUTCOME_NAMES[tale.case.outcome])] if tale.case.outcome else []
        console.print(Padding(Text("→ " + " · ".join(names), "bold"), (0, 2, 0, 18)))
    for due in tale.dates:
        said = Text(_("怎么算的：") + " ".join(wording.explain(due)), "dim", overflow="fold")
        console.print(Padding(said, (0, 2, 0, 18)), width=min(console.width, WIDEST))


def differ(console: Console, differences: Sequence[Difference]) -> None:
    """Say what is not as the story says; one line that all is, where nothing differs."""
    console.print()
    if not differences:
        console.print(Text(_("每一步都和该有的一样：时限、文书、交接、评价、核验、记录链都对过了。"), "bold green"))
        return
    for one in differences:
        place = _("第%(number)s段") % {"number": one.story} if one.story != WHOLE else _("全库")
        said = _("%(place)s，%(what)s：是%(found)s，该是%(wanted)s") % {
            "place": place,
            "what": one.what,
            "found": one.found,
            "wanted": one.wanted,
        }
        console.print(Text(said, "bold red"))


def write(folder: Path, tales: Sequence[Tale]) -> int:
    """Write the notices of all stories as PDFs; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for tale in tales:
        if tale.case is None or tale.identity is None:
            continue
        rows = Notice.objects.select_related("key", "file__key").filter(stream=tale.case.pk)
        for notice in rows.order_by("issued_at", "id"):
            parts = (str(tale.number), tale.identity.name, notice.sort.title, notice.number or "")
            name = _UNSAFE.sub("_", "-".join(part for part in parts if part))
            (folder / f"{name}.pdf").write_bytes(pdf(notice))
            written += 1
    return written


def where_to_go(console: Console, address: str, example: Tale, folder: Path, count: int) -> None:
    """Addresses to open, a case to follow, and one account for each role."""
    console.print()
    said = ngettext("%(count)d份文书写在%(folder)s", "%(count)d份文书写在%(folder)s", count)
    console.print(Text(said % {"count": count, "folder": folder}))
    console.print()
    pages = Table.grid(padding=(0, 2, 0, 0))
    for name, view in (
        (_("群众的网站"), "portal:home"),
        (_("查进度"), "portal:track"),
        (_("工作人员登录"), "account_login"),
        (_("发给群众的消息"), "portal:messages"),
        (_("部件一览"), "components"),
    ):
        pages.add_row(name, Text(address + reverse(view), "cyan"))
    console.print(pages)
    if example.case is not None and example.identity is not None:
        tail = example.identity.number.value[-4:]
        values = {"number": grouped(example.case.number), "tail": tail}
        console.print(Text(_("试着查一件：编号 %(number)s，证件后四位 %(tail)s") % values))
    console.print()
    accounts = Table(box=None, pad_edge=False, header_style="dim")
    for heading in (_("账号"), _("姓名"), _("岗位"), _("在哪个单位")):
        accounts.add_column(heading)
    for account in demonstration_accounts():
        accounts.add_row(Text(account.username, "cyan"), account.name, account.role, str(account.place))
    console.print(accounts)
    console.print(_("密码都是 %(password)s") % {"password": PASSWORD})
    _second_factor(console)


def _second_factor(console: Console) -> None:
    """What a telephone would show, for the accounts that sign in with a code."""
    bound = User.objects.filter(is_demonstration=True, authenticator__type="totp").order_by("username").first()
    if bound is None:
        return
    values = {"secret": second_factor.demonstration_secret(), "code": second_factor.present_code(bound)}
    said = _("领导、督办和管理的岗位和代班的人，登录还要动态码，到时页面上写着；现在是 %(code)s，密钥 %(secret)s。")
    console.print(said % values)
