"""`siban client`: other systems that may work here, their tokens, and what did not reach them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer
from rich.console import Console
from rich.table import Table

from siban.surfaces.cli.language import gettext as _
from siban.surfaces.cli.startup import ready

if TYPE_CHECKING:
    from siban.domain.staff.models import Post

client = typer.Typer(no_args_is_help=True, help=_("接入方：别的系统接进来，发令牌，看推送不成的"))
REFUSED = 2
"""Exit code of what was refused."""

Key = Annotated[str, typer.Argument(help=_("接入方的代号"))]
AsJson = Annotated[bool, typer.Option("--json", help=_("输出 JSON"))]


@contextmanager
def _told() -> Iterator[None]:
    """A refusal as a sentence on the terminal."""
    from siban.kernel.refusals import Refusal

    try:
        yield
    except Refusal as refusal:
        typer.secho(str(refusal), fg="red", err=True)
        raise typer.Exit(REFUSED) from refusal


@client.command("create", help=_("登记一个接入方，给它岗位：它按这些岗位的权限办事"))
def create(
    key: Key,
    name: Annotated[str, typer.Argument(help=_("名称，办件记录里显示"))],
    post: Annotated[list[str], typer.Option(help=_("岗位，写成 单位代号:角色，可以给几个"))] = [],  # noqa: B006
    region: Annotated[str, typer.Option(help=_("区划代码的前几位：可以看这里所有的办件"))] = "",
    per_minute: Annotated[int, typer.Option(help=_("每分钟最多调用几次"))] = 600,
) -> None:
    ready()
    from siban.domain.exchange.services import clients
    from siban.kernel.actors import Actor

    with _told():
        posts = [_post(one) for one in post]
        made = clients.create(key, name, by=Actor.system(), posts=posts, region=region, per_minute=per_minute)
    typer.echo(_("登记了接入方 {key}。接着用 siban client token 发令牌。").format(key=made.key))


def _post(text: str) -> Post:
    from siban.domain.exchange.queries.clients import post_at

    office, _colon, role = text.partition(":")
    return post_at(office, role)


@client.command("list", help=_("列出接入方和还有效的令牌"))
def listed(as_json: AsJson = False) -> None:
    ready()
    from siban.domain.exchange.queries.clients import clients
    from siban.kernel.clock import now

    found = clients()
    in_force = {
        one.pk: [token for token in one.tokens.all() if token.revoked_at is None and token.expires_at > now()]
        for one in found
    }
    posts = {one.pk: [f"{seat.post.office.key}:{seat.post.role}" for seat in one.seats.all()] for one in found}
    if as_json:
        rows = [
            {
                "key": one.key,
                "name": one.user.name,
                "state": one.state,
                "posts": posts[one.pk],
                "tokens": [
                    {"id": str(token.pk), "scopes": token.scopes, "until": token.expires_at.isoformat()}
                    for token in in_force[one.pk]
                ],
            }
            for one in found
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    table = Table(_("代号"), _("名称"), _("岗位"), _("令牌"), box=None)
    for one in found:
        tokens = "\n".join(f"{token.pk} {token.expires_at:%Y-%m-%d}" for token in in_force[one.pk])
        table.add_row(one.key, one.user.name, "\n".join(posts[one.pk]), tokens)
    Console().print(table)


@client.command("token", help=_("发一个令牌，只在这里显示一次"))
def token(
    key: Key,
    scope: Annotated[list[str], typer.Option(help=_("权限范围，可以给几个；不给就是全部"))] = [],  # noqa: B006
    days: Annotated[int, typer.Option(min=1, max=366, help=_("有效几天"))] = 90,
) -> None:
    ready()
    from siban.domain.exchange.queries.clients import by_key
    from siban.domain.exchange.rules import Scope
    from siban.domain.exchange.services import clients
    from siban.kernel.actors import Actor

    with _told():
        scopes = scope or [one.value for one in Scope]
        _row, text = clients.issue_token(by_key(key).pk, scopes, by=Actor.system(), life=timedelta(days=days))
    typer.echo(text)


@client.command("revoke", help=_("收回一个令牌，马上失效"))
def revoke(token_id: Annotated[UUID, typer.Argument(help=_("令牌的编号，见 siban client list"))]) -> None:
    ready()
    from siban.domain.exchange.services import clients
    from siban.kernel.actors import Actor

    with _told():
        clients.revoke_token(token_id, by=Actor.system())
    typer.echo(_("收回了。"))


@client.command("stop", help=_("停用一个接入方"))
def stop(key: Key) -> None:
    ready()
    from siban.domain.exchange.queries.clients import by_key
    from siban.domain.exchange.services import clients
    from siban.kernel.actors import Actor

    with _told():
        clients.stop(by_key(key).pk, by=Actor.system())
    typer.echo(_("停用了。"))


@client.command("resume", help=_("重新启用一个接入方"))
def resume(key: Key) -> None:
    ready()
    from siban.domain.exchange.queries.clients import by_key
    from siban.domain.exchange.services import clients
    from siban.kernel.actors import Actor

    with _told():
        clients.resume(by_key(key).pk, by=Actor.system())
    typer.echo(_("启用了。"))


@client.command("dead", help=_("列出推送不成的事件"))
def dead(key: Key, as_json: AsJson = False) -> None:
    ready()
    from siban.domain.exchange.queries.clients import by_key
    from siban.domain.exchange.queries.webhooks import dead as given_up

    with _told():
        found = given_up(by_key(key), None, 1000)
    rows = [
        {"id": str(one.pk), "type": one.act, "case": str(one.stream), "tries": one.tries, "fault": one.fault}
        for one in found
    ]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    if not rows:
        typer.echo(_("没有推送不成的。"))
        return
    table = Table(_("编号"), _("事件"), _("哪一件"), _("试了几次"), _("为什么"), box=None)
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    Console().print(table)


@client.command("replay", help=_("把推送不成的重新推送；不给编号就是全部"))
def replay(
    key: Key,
    ids: Annotated[list[UUID], typer.Option("--id", help=_("事件推送的编号，可以给几个"))] = [],  # noqa: B006
) -> None:
    ready()
    from siban.domain.exchange.queries.clients import by_key
    from siban.domain.exchange.services.webhooks import replay as again
    from siban.kernel.actors import Actor

    with _told():
        many = again(by_key(key), ids, by=Actor.system())
    typer.echo(_("{many} 个事件等着重新推送。").format(many=many))
