"""`siban code`: the present code of an account of the demonstration; a lost telephone unbound."""

from __future__ import annotations

from typing import Annotated, NoReturn

import typer

from siban.surfaces.cli.language import gettext as _
from siban.surfaces.cli.startup import ready


def code(
    user: Annotated[str, typer.Argument(help=_("账号"))],
    forget: Annotated[bool, typer.Option("--forget", help=_("解绑：手机丢了，下次登录重新绑定"))] = False,
) -> None:
    """Print the code that a telephone would show, of made-up people only; or unbind anybody's telephone."""
    ready()
    from siban.kernel.models import Installation, User
    from siban.surfaces.ui import second_factor

    found = User.objects.filter(username=user).first()
    if found is None:
        _fail(_("没有这个账号：{user}").format(user=user))
    if forget:
        unbound = second_factor.forget(found)
        typer.echo(_("解绑了，下次登录重新绑定。") if unbound else _("这个账号没有绑定手机。"))
        return
    if not (found.is_demonstration and Installation.objects.filter(is_demonstration=True).exists()):
        _fail(_("只有演示账号的动态码能这样看。"))
    if not (shown := second_factor.present_code(found)):
        _fail(_("这个账号没有绑定手机。"))
    typer.echo(shown)


# What `--help` shows.
code.__doc__ = _("演示账号现在的动态码；--forget 给丢了手机的人解绑")


def _fail(said: str) -> NoReturn:
    typer.secho(said, fg="red", err=True)
    raise typer.Exit(1)
