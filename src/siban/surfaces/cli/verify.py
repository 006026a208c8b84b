"""`siban verify`: whether the text of a scanned QR code is signed by who it says, without a database."""

from __future__ import annotations

from typing import Annotated

import typer

from siban.surfaces.cli.language import gettext as _
from siban.surfaces.cli.startup import set_up


def verify(
    text: Annotated[str, typer.Argument(help=_("从文书二维码扫出来的整串文字"))],
    public_key: Annotated[
        list[str] | None, typer.Option(help=_("信得过的公钥（64 位十六进制），可给几个；不给就用本机的"))
    ] = None,
) -> None:
    """Print what the paper says; 1 where it was altered or nobody trusted signed it."""
    set_up()
    from siban.domain.notices.signed import read_signed

    try:
        keys = [bytes.fromhex(key) for key in public_key or ()]
    except ValueError:
        typer.secho(_("公钥是 64 位十六进制。"), fg="red", err=True)
        raise typer.Exit(2) from None
    said = read_signed(text, keys)
    if said is None:
        typer.secho(_("假的，或者被改动过：签名对不上。"), fg="red", err=True)
        raise typer.Exit(1)
    typer.echo(
        _("签名是真的：{issuer}，{day}，{number}。后来有没有作废，要问发文的单位。").format(
            issuer=said.issuer, day=said.issued_on, number=said.number
        )
    )


# What `--help` shows.
verify.__doc__ = _("离线核对文书二维码里的签名")
