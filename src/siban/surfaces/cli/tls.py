"""`siban tls`: the district's own authority, the server's certificate, and the devices that may come in."""

from __future__ import annotations

import os
import re
import socket
from typing import TYPE_CHECKING, Annotated, NoReturn
from urllib.parse import urlsplit

import typer
from rich.console import Console
from rich.table import Table

from siban.surfaces.cli.language import gettext as _
from siban.surfaces.cli.startup import set_up

if TYPE_CHECKING:
    from siban.surfaces.cli.serve import Secured

tls = typer.Typer(no_args_is_help=True, help=_("证书：本区自己的根证书、服务器证书、设备的登记和注销"))

DEVICE = re.compile(r"[\w.-]{1,60}")


@tls.command("init", help=_("建本区根证书（只建一次），给服务器签证书；名称或地址变了、快到期了，再运行一次"))
def init(
    name: Annotated[
        list[str] | None, typer.Option(help=_("服务器的域名或 IP，可给几个；不给就用公开网址和本机名"))
    ] = None,
) -> None:
    set_up()
    from django.conf import settings

    from siban.kernel import tls as certificates

    names = name or _own_names(settings.PUBLIC_URL)
    certificates.make_authority(f"siban {settings.REGION}")
    certificates.issue_server(names)
    typer.echo(
        _("服务器证书签好了：{names}，{days} 天有效。").format(names="、".join(names), days=certificates.LEAF_DAYS)
    )
    typer.echo(_("每台设备装一次根证书：{path}").format(path=certificates.ca_file()))
    typer.echo(_("装的时候核对指纹：{fingerprint}").format(fingerprint=certificates.fingerprint()))
    typer.echo(_("启动：siban serve --tls；只许登记过的设备进来：siban serve --tls --devices-only"))


@tls.command("enrol", help=_("登记一台设备：生成它的证书文件和密码，装到那台设备上"))
def enrol(device: Annotated[str, typer.Argument(help=_("设备的名字，例如 党寨村-平板1"))]) -> None:
    set_up()
    from siban.kernel import tls as certificates

    if not DEVICE.fullmatch(device):
        _fail(_("名字只用文字、数字、点、横线，最长 60 个。"))
    try:
        parcel, password = certificates.enrol(device)
    except certificates.NoAuthority:
        _fail(_("还没有根证书。先 siban tls init。"))
    except certificates.NameTaken:
        _fail(_("{device} 已经登记过。要换证书，先注销。").format(device=device))
    typer.echo(_("证书文件 {path}，密码 {password}").format(path=parcel, password=password))
    typer.echo(_("装好就删掉这个文件。密码只显示这一次。"))


@tls.command("devices", help=_("列出登记过的设备"))
def devices() -> None:
    set_up()
    from siban.kernel import tls as certificates

    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in (_("设备"), _("有效到"), _("状态")):
        table.add_column(heading)
    for one in certificates.devices():
        table.add_row(one.name, f"{one.until:%Y-%m-%d}", _("已注销") if one.revoked else _("有效"))
    Console().print(table)


@tls.command("revoke", help=_("注销一台设备：丢了、坏了、换人了，马上用"))
def revoke(device: Annotated[str, typer.Argument(help=_("设备的名字"))]) -> None:
    set_up()
    from siban.kernel import tls as certificates

    try:
        certificates.revoke(device)
    except (certificates.NoDevice, certificates.NoAuthority):
        _fail(_("没有登记过这台设备：{device}").format(device=device))
    typer.echo(_("{device} 注销了。正在运行的系统几秒钟内就不再让它进来。").format(device=device))


def secured(port: int, *, devices_only: bool) -> Secured:
    """What `siban serve` needs to know. What it starts finds name and address in the environment. Exits 1 without
    certificates.
    """
    from siban.kernel import tls as certificates
    from siban.surfaces.cli.serve import Secured

    try:
        options = certificates.server_options(devices_only=devices_only)
    except certificates.NoAuthority:
        _fail(_("还没有证书。先 siban tls init。"))
    names = certificates.server_names()
    os.environ.setdefault("PUBLIC_URL", f"https://{names[0]}:{port}")
    hosts = os.environ.get("SIBAN_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
    os.environ["SIBAN_ALLOWED_HOSTS"] = ",".join(dict.fromkeys([*hosts, *names]))
    return Secured(options, names[0], certificates.crl_file())


def _own_names(public_url: str) -> list[str]:
    own = [urlsplit(public_url).hostname or "", socket.gethostname(), "localhost", "127.0.0.1"]
    return [one for one in dict.fromkeys(own) if one]


def _fail(said: str) -> NoReturn:
    typer.secho(said, fg="red", err=True)
    raise typer.Exit(1)
