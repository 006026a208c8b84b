"""`siban audit`: seal the record, carry seals out, prove that all of it is whole, or that one event lies in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn
from uuid import UUID

import typer

from siban.surfaces.cli.language import gettext as _
from siban.surfaces.cli.startup import ready, set_up

if TYPE_CHECKING:
    from siban.kernel.audit import Broken
    from siban.kernel.models import Event
    from siban.kernel.seals import Carried

audit = typer.Typer(no_args_is_help=True, help=_("核验记录：封印、带出封印、核对、举证"))

SealsFile = Annotated[Path | None, typer.Option("--seals", help=_("带出去保存的封印：导出的文件，或照纸抄下的几行"))]
Keys = Annotated[list[str] | None, typer.Option("--public-key", help=_("信得过的封印公钥（64 位十六进制），可给几个"))]


@audit.command("seal", help=_("现在就封印一次：封住上次以来的全部记录（后台任务每天夜里也封）"))
def seal() -> None:
    ready()
    from siban.kernel import seals

    typer.echo(seals.line(seals.make()))


@audit.command("seals", help=_("列出封印；--export 带出一份，可以存盘、打印，寄给别的单位保管"))
def listed(
    export: Annotated[Path | None, typer.Option(help=_("写到这个文件，连同公钥"))] = None,
    last: Annotated[int, typer.Option(min=1, help=_("只要最近几个"))] = 30,
    qr: Annotated[bool, typer.Option("--qr", help=_("最后一个封印印成二维码"))] = False,
) -> None:
    ready()
    from siban.kernel import seals
    from siban.kernel.models import Seal

    chosen = list(Seal.objects.order_by("-number")[:last])[::-1]
    if not chosen:
        _fail(_("还没有封印。先 siban audit seal。"))
    if export:
        export.write_text(seals.exported(chosen), encoding="utf-8")
        typer.echo(_("{count} 个封印写进了 {path}。拿出本单位保管，才管用。").format(count=len(chosen), path=export))
    else:
        typer.echo(_("公钥 {key}").format(key=seals.public_key().hex()))
        for one in chosen:
            typer.echo(seals.line(one))
    if qr:
        import segno

        segno.make(seals.line(chosen[-1]), micro=False).terminal(compact=True)


@audit.command("verify", help=_("重算全部哈希链和封印，指出第一处断裂；有断裂返回 1"))
def verify(
    seals_file: SealsFile = None,
    public_key: Keys = None,
    proof: Annotated[Path | None, typer.Option(help=_("只核对一份举证文件，不用数据库"))] = None,
) -> None:
    keys = [_key(text) for text in public_key or ()]
    if proof:
        set_up()
        _check_proof(proof, _carried(seals_file), keys)
        return
    ready()
    from siban.kernel import audit as record

    carried = _carried(seals_file)
    found = record.verify(carried, keys)
    if found.broken:
        _fail(sentence(found.broken))
    typer.echo(
        _("记录完整：{streams} 条链，{events} 个事件，{looks} 次查看，{seals} 个封印。").format(
            streams=found.streams, events=found.events, looks=found.looks, seals=found.seals
        )
    )
    if carried:
        typer.echo(_("和带出去的 {count} 个封印一致。").format(count=found.carried))


@audit.command("prove", help=_("为一个事件举证：它在封印之下，分毫未改。事件写成 链:第几条"))
def prove(
    event: Annotated[str, typer.Argument(help=_("链:第几条，例如 0198…:3；链就是办件的内部编号"))],
    export: Annotated[Path | None, typer.Option(help=_("写到这个文件"))] = None,
) -> None:
    ready()
    from siban.kernel import seals

    try:
        text = seals.proof_of(_event(event))
    except seals.NotSealed:
        _fail(_("这个事件还没有封印。等今天夜里，或者先 siban audit seal。"))
    if export:
        export.write_text(text, encoding="utf-8")
        typer.echo(_("举证写进了 {path}。核对：siban audit verify --proof {path}").format(path=export))
    else:
        typer.echo(text, nl=False)


def sentence(broken: Broken) -> str:
    """Where the record is broken and what that means, in one sentence."""
    from siban.kernel.clock import SHANGHAI

    day = broken.made_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if broken.made_at else ""
    return {
        "missing": _("链 {chain} 的第 {number} 条断裂：缺少这一条"),
        "altered": _("链 {chain} 的第 {number} 条断裂：内容被改动"),
        "head": _("链 {chain} 的第 {number} 条断裂：链头对不上"),
        "seal-missing": _("第 {number} 个封印不见了。"),
        "seal-link": _("第 {number} 个封印（{day}）和前一个接不上。"),
        "seal-key": _("第 {number} 个封印（{day}）不是信得过的公钥签的。"),
        "seal-signature": _("第 {number} 个封印（{day}）的签名对不上：封印被改动。"),
        "seal-events": _(
            "第 {number} 个封印（{day}）之下的记录被改写：总序第 {first} 至 {last} 位，链虽重算过，封印对不上。"
        ),
        "seal-looks": _("第 {number} 个封印（{day}）之下的查看记录被改写。"),
        "carried-missing": _("库里没有带出去的第 {number} 个封印：后面的记录被截掉了，或者恢复的是更早的备份。"),
        "carried": _("带出去的第 {number} 个封印和库里的不一样：这一个和它以前的记录整个重写过。"),
    }[broken.fault].format(chain=broken.chain, number=broken.number, day=day, first=broken.first, last=broken.last)


def _check_proof(path: Path, carried: list[Carried], keys: list[bytes]) -> None:
    from siban.kernel import seals

    shown = seals.proven(_text(path))
    if shown is None:
        _fail(_("举证不成立：内容被改过，或者不是举证文件。"))
    if keys and shown.key not in keys:
        _fail(_("举证里的封印不是这把公钥签的。"))
    if carried and shown.seal not in carried:
        _fail(_("举证里的封印和带出去的不一样。"))
    typer.echo(
        _("举证成立：链 {stream} 的第 {number} 条在第 {seal} 个封印之下，哈希 {hash}。").format(
            stream=shown.stream, number=shown.number, seal=shown.seal.number, hash=shown.hash
        )
    )
    if not keys and not carried:
        typer.echo(_("公钥 {key}：请和封印单位公布的核对。").format(key=shown.key.hex()))


def _event(said: str) -> Event:
    from siban.kernel.models import Event

    stream, _colon, number = said.partition(":")
    try:
        found = Event.objects.filter(stream=UUID(stream), number=int(number)).first()
    except ValueError:
        found = None
    if found is None:
        _fail(_("没有这个事件：{event}").format(event=said))
    return found


def _carried(path: Path | None) -> list[Carried]:
    if path is None:
        return []
    from siban.kernel import seals

    try:
        return seals.read_carried(_text(path))
    except seals.NotSeals:
        _fail(_("{path} 里没有封印，或者被改过。").format(path=path))


def _key(text: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:
        _fail(_("公钥是 64 位十六进制，这个不是：{key}").format(key=text))
    return key


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        _fail(_("读不了 {path}。").format(path=path))


def _fail(said: str) -> NoReturn:
    typer.secho(said, fg="red", err=True)
    raise typer.Exit(1)
