"""What is unsafe or missing in this installation. Reads; changes nothing but starting the embedded database."""

from __future__ import annotations

import importlib.util
import json
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import typer
from django.db import DatabaseError, connections
from rich.console import Console
from rich.table import Table

from siban.kernel import postgres
from siban.surfaces.cli.language import gettext as _
from siban.surfaces.cli.startup import set_up

LONG_SECONDS = 300
"""A transaction open for longer holds the feed back: nothing newer is handed on."""

SHORTEST_SECRET = 40
FONTS = ("pylopdf_fonts_zh_cn", "manimgx_fonts_cjk")


class Level(StrEnum):
    """How bad a finding is."""

    UNSAFE = "unsafe"
    """People or records may come to harm: not to be opened to the public like this."""

    MISSING = "missing"
    """Something works worse, or not at all."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be, and what to do about it."""

    code: str
    level: Level
    sentence: str
    advice: str


def report(*, as_json: bool) -> int:
    """Print the findings; 1 where one is unsafe, else 0."""
    found = list(findings())
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=2))
    elif found:
        table = Table(box=None, show_header=False, padding=(0, 2, 1, 0))
        names = {Level.UNSAFE: f"[red]{_('不安全')}[/red]", Level.MISSING: f"[yellow]{_('缺少')}[/yellow]"}
        for finding in found:
            table.add_row(names[finding.level], f"{finding.sentence}\n[dim]{finding.advice}[/dim]")
        Console().print(table)
    else:
        typer.echo(_("没有发现问题。"))
    return int(any(finding.level is Level.UNSAFE for finding in found))


def findings() -> Iterator[Finding]:
    """Everything found, settings first, then what the database says."""
    try:
        postgres.ensure()
    except postgres.ServerFailed as failure:
        set_up()
        yield from _of(SETTINGS_CHECKS)
        yield _unreachable(str(failure))
        return
    set_up()
    yield from _of(SETTINGS_CHECKS)
    try:
        yield from _of(DATABASE_CHECKS)
    except DatabaseError as failure:
        yield _unreachable(str(failure).strip())


def _of(checks: Iterable[Callable[[], Iterator[Finding]]]) -> Iterator[Finding]:
    for check in checks:
        yield from check()


def _unreachable(reason: str) -> Finding:
    return Finding(
        "database", Level.UNSAFE, _("连不上数据库：{reason}").format(reason=reason), _("看看 DATABASE_URL 对不对。")
    )


def is_public() -> bool:
    """Whether PUBLIC_URL names a place that others reach: then this is no machine for trying things out."""
    from django.conf import settings

    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


def _debug() -> Iterator[Finding]:
    from django.conf import settings

    if settings.DEBUG:
        yield Finding("debug", Level.UNSAFE, _("调试模式开着，出错的页面会泄露数据。"), _("去掉环境变量 SIBAN_DEBUG。"))


def _secrets() -> Iterator[Finding]:
    from django.conf import settings

    if len(settings.SECRET_KEY) < SHORTEST_SECRET:
        yield Finding(
            "secret-key",
            Level.UNSAFE,
            _("会话密钥太短，登录状态可以伪造。"),
            _("去掉 SIBAN_SECRET_KEY，让系统自己生成，或给 40 个以上的随机字符。"),
        )
    master = Path(settings.MASTER_KEY_FILE)
    if not master.exists():
        yield Finding(
            "master-key",
            Level.MISSING,
            _("还没有主密钥，第一次加密时会生成。"),
            _("生成后另存一份，不要和数据库备份放在一起：没有它，个人数据打不开。"),
        )
    for path in (master, master.parent / "django.key", master.parent):
        if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield Finding(
                "key-permissions",
                Level.UNSAFE,
                _("{path} 别的用户也能读。").format(path=path),
                _("chmod go= {path}").format(path=path),
            )


def _addresses() -> Iterator[Finding]:
    from django.conf import settings

    parts = urlsplit(settings.PUBLIC_URL)
    if not is_public():
        yield Finding(
            "public-url",
            Level.MISSING,
            _("没有公开网址，文书上的二维码只能在本机打开。"),
            _("把 PUBLIC_URL 设成群众用的网址，例如 https://banshi.example。"),
        )
    elif parts.scheme != "https":
        yield Finding(
            "tls",
            Level.UNSAFE,
            _("公开网址没有加密，路上的人看得见个人数据。"),
            _("在前面放一个带证书的反向代理（见 deploy/），PUBLIC_URL 改成 https://。"),
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding(
            "allowed-hosts",
            Level.UNSAFE,
            _("任何域名都被接受，链接可以被伪造。"),
            _("SIBAN_ALLOWED_HOSTS 只写自己的域名。"),
        )
    elif is_public() and parts.hostname not in settings.ALLOWED_HOSTS:
        yield Finding(
            "allowed-hosts",
            Level.MISSING,
            _("公开网址的域名不在允许的名单里，群众打不开。"),
            _("把 {host} 加进 SIBAN_ALLOWED_HOSTS。").format(host=parts.hostname),
        )


def _process() -> Iterator[Finding]:
    if os.geteuid() == 0 and is_public():
        yield Finding(
            "root", Level.UNSAFE, _("系统以 root 身份运行。"), _("建一个专用的系统用户来运行（见 deploy/）。")
        )


def _packaged() -> Iterator[Finding]:
    from django.conf import settings

    from siban.surfaces.cli.serve import stale_messages

    lost = [name for name in FONTS if importlib.util.find_spec(name) is None]
    if lost:
        yield Finding(
            "fonts",
            Level.MISSING,
            _("缺少字体，文书印不出来：{names}").format(names=", ".join(lost)),
            _("重新安装依赖。"),
        )
    if settings.FONTS_FOLDER and not Path(settings.FONTS_FOLDER).is_dir():
        yield Finding(
            "fonts-folder",
            Level.MISSING,
            _("本局字体的文件夹打不开：{path}").format(path=settings.FONTS_FOLDER),
            _("看看 SIBAN_FONTS_FOLDER 对不对。"),
        )
    if stale_messages(settings.PACKAGE):
        yield Finding(
            "messages",
            Level.MISSING,
            _("有译文没有编译，英文页面会出现中文。"),
            _("运行 python tools/messages.py compile。"),
        )


def _migrations() -> Iterator[Finding]:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Finding(
            "migrations",
            Level.MISSING,
            _("有 {count} 步建表还没有执行。").format(count=len(waiting)),
            _("运行 siban migrate。"),
        )


def _roles() -> Iterator[Finding]:
    from siban.kernel.database import APPEND_ONLY

    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            yield Finding(
                "superuser",
                Level.UNSAFE,
                _("应用以数据库超级用户的身份连接。"),
                _("DATABASE_URL 换成只有读写权限的用户。"),
            )
            return
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename = ANY(%s)"
            " AND has_table_privilege(quote_ident(tablename), 'UPDATE, DELETE, TRUNCATE')",
            [list(APPEND_ONLY)],
        )
        if open_tables := [name for (name,) in cursor.fetchall()]:
            yield Finding(
                "append-only",
                Level.UNSAFE,
                _("应用能改动只许添加的表：{tables}").format(tables=", ".join(open_tables)),
                _("给应用和属主各用一个数据库用户（DATABASE_URL、DATABASE_OWNER_URL），再运行 siban migrate。"),
            )


def _server() -> Iterator[Finding]:
    with connections["default"].cursor() as cursor:
        for name, wanted in (("fsync", ("on",)), ("synchronous_commit", ("on", "remote_write", "remote_apply"))):
            cursor.execute("SELECT current_setting(%s)", [name])
            if cursor.fetchone()[0] not in wanted:
                yield Finding(
                    "durability",
                    Level.UNSAFE,
                    _("数据库关了 {name}，断电会丢已经答应了的办件。").format(name=name),
                    _("在 PostgreSQL 里把 {name} 打开。").format(name=name),
                )
        cursor.execute("SELECT datctype FROM pg_database WHERE datname = current_database()")
        if cursor.fetchone()[0] in ("C", "POSIX"):
            yield Finding(
                "locale",
                Level.MISSING,
                _("数据库的字符规则不认识汉字，模糊搜索不起作用。"),
                _("建库时用 --locale=C.UTF-8。"),
            )
        cursor.execute(
            "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND inet_client_addr() IS NOT NULL"
            " AND NOT inet_client_addr() <<= ANY (ARRAY['127.0.0.0/8', '::1/128']::inet[])"
        )
        if cursor.fetchone() == (False,):
            yield Finding(
                "database-tls", Level.UNSAFE, _("和数据库之间的连接没有加密。"), _("在 PostgreSQL 里启用 ssl。")
            )


def _old_transactions() -> Iterator[Finding]:
    """The feed waits for the oldest transaction of the whole server, prepared ones and replication slots included."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max(extract(epoch FROM now() - began)), 0)::bigint FROM ("
            " SELECT xact_start AS began FROM pg_stat_activity"
            " WHERE backend_xmin IS NOT NULL OR backend_xid IS NOT NULL"
            " UNION ALL SELECT prepared FROM pg_prepared_xacts) AS open"
        )
        if (seconds := cursor.fetchone()[0]) > LONG_SECONDS:
            yield Finding(
                "old-transaction",
                Level.UNSAFE,
                _("有一个数据库事务已经开了 {minutes} 分钟，后面的事件都传不出去。").format(minutes=seconds // 60),
                _("在 pg_stat_activity 和 pg_prepared_xacts 里找到它，结束它。"),
            )


def _contents() -> Iterator[Finding]:
    from siban.domain.exchange.queries.webhooks import count_dead
    from siban.kernel.models import Installation, Parked, User

    if Parked._meta.db_table not in connections["default"].introspection.table_names():
        return  # Not migrated yet, which is a finding of its own.
    demonstration = Installation.objects.filter(is_demonstration=True).exists()
    if is_public() and (demonstration or User.objects.filter(is_demonstration=True).exists()):
        yield Finding(
            "demonstration",
            Level.UNSAFE,
            _("正式环境里有演示数据，演示账号的密码人人知道。"),
            _("换一个空的数据库，重新开始。"),
        )
    if parked := Parked.objects.count():
        yield Finding(
            "parked",
            Level.MISSING,
            _("有 {count} 个事件没能处理，等着人看。").format(count=parked),
            _("用 siban feed parked 看是哪些；修好以后用 siban feed replay 重放。"),
        )
    if dead := count_dead():
        yield Finding(
            "webhooks-dead",
            Level.MISSING,
            _("有 {count} 个事件推送不到接入方。").format(count=dead),
            _("用 siban client dead 看是哪一家；对方修好以后用 siban client replay 重推。"),
        )


SETTINGS_CHECKS = (_debug, _secrets, _addresses, _process, _packaged)
DATABASE_CHECKS = (_migrations, _roles, _server, _old_transactions, _contents)
