"""The publish gate: all that a version still lacks, told at once (rules.md §1; GB/T 36114-2018, B2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siban.domain.catalog import logic
from siban.domain.catalog.types import Channel, FieldType, Handling, Jurisdiction, Kind, Mode, Outcome, Tier, Unit

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that stands against publishing: `key` of the content, and a sentence for the editor."""

    key: str
    sentence: str | Promise


def missing(content: Content) -> tuple[Missing, ...]:
    """All that stands against publishing this content, in the order in which an editor fills it in. Never raises."""
    return tuple(_missing(content))


def _missing(content: Content) -> Iterator[Missing]:
    for key, complete, sentence in _PARTS:
        if not complete(content.get(key)):
            yield Missing(key, sentence)
    yield from _limits(content)
    yield from _examination(content)
    yield from _tiers(content)
    yield from _blocks(content)
    yield from _declared(content)
    yield from _expressions(content)


def _text(value: object) -> bool:
    return isinstance(value, Mapping) and isinstance(value.get("zh"), str) and bool(value["zh"].strip())


def _word(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and bool(value.strip())


def _count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _one_of(names: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in {one.value for one in names}  # type: ignore[attr-defined]


def _each(*checks: tuple[str, Callable[[object], bool]], least: int = 1) -> Callable[[object], bool]:
    """A list of at least `least` records, each of which passes the checks of its parts."""

    def complete(value: object) -> bool:
        return (
            isinstance(value, list)
            and len(value) >= least
            and all(isinstance(one, Mapping) and all(check(one.get(key)) for key, check in checks) for one in value)
        )

    return complete


def _words(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and bool(value) and all(_word(one) for one in value)


def _channels(value: object) -> bool:
    return _words(value) and set(value) <= {channel.value for channel in Channel}


def _fee(value: object) -> bool:
    return (
        isinstance(value, Mapping)
        and _count(value.get("amount"))
        and (value["amount"] == 0 or _text(value.get("basis")))
    )


def _result(value: object) -> bool:
    return isinstance(value, Mapping) and all(_text(value.get(key)) for key in ("name", "sample", "validity"))


def _remedies(value: object) -> bool:
    """A remedy or "complaint only" against each outcome that can hurt: denial, declining, inaction."""
    listed = _each(("outcome", _one_of(Outcome)), ("kind", _word), ("to", _text), ("text", _text))(value)
    return listed and {Outcome.DENY, Outcome.DECLINE, Outcome.INACTION} <= {one["outcome"] for one in value}  # type: ignore[attr-defined]


def _telephones(value: object) -> bool:
    listed = _each(("purpose", _word), ("number", _word), ("name", _text))(value)
    return listed and {"enquiry", "complaint"} <= {one["purpose"] for one in value}  # type: ignore[attr-defined]


def _modes(value: object) -> TypeGuard[Mapping[str, str]]:
    return isinstance(value, Mapping) and bool(value) and all(_one_of(Mode)(mode) for mode in value.values())


def _lines(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_text(line) for line in value)


_BASIS = _each(("document", _text), ("article", _text), ("text", _text))
_CONDITIONS = _each(("key", _word), ("text", _text), ("refusal", _text))
# An item may need no paper at all, but then the list says so by being empty.
_MATERIALS = _each(
    ("key", _word),
    ("name", _text),
    ("kind", _word),
    ("copies", _count),
    ("issued_by", _text),
    ("asked_note", _text),
    least=0,
)
_STEP = _each(("key", _word), ("name", _text), ("stage", _word), ("tier", _word), ("role", _word), ("days", _count))


def _steps(value: object) -> TypeGuard[list[dict[str, Any]]]:
    return _STEP(value)


_PARTS: tuple[tuple[str, Callable[[object], bool], Promise], ...] = (
    ("name", _text, _("没有写事项名称")),
    ("summary", _text, _("没有用一句话说清楚办的是什么")),
    ("kind", _one_of(Kind), _("没有写事项类型")),
    ("authority", _word, _("没有写实施机关")),
    ("office", _word, _("没有写由哪个股室审核")),
    ("level", _one_of(Tier), _("没有写行使层级")),
    ("regime", lambda value: isinstance(value, Mapping) and _word(value.get("key")), _("没有选适用的程序")),
    ("basis", _BASIS, _("法定依据不全，要写文件、条和原文")),
    ("conditions", _CONDITIONS, _("受理条件不全，每一条要写清楚，不符合时怎么说也要写")),
    ("applicants", _words, _("没有写谁可以申请")),
    ("materials", _MATERIALS, _("材料不全，每样要写名称、形式、份数、谁出具、怎么跟人说；不要材料也要写明")),
    ("steps", _steps, _("办理程序不全，每一步要写层级、岗位和几个工作日")),
    ("handling", _one_of(Handling), _("没有写是即办件还是承诺件")),
    ("statutory_days", _count, _("没有写法定时限")),
    ("promised_days", _count, _("没有写承诺时限")),
    ("unit", _one_of(Unit), _("没有写时限按工作日还是自然日算")),
    ("visits", _count, _("没有写要跑几趟")),
    ("fee", _fee, _("没有写收费：收多少、凭什么收，不收也要写明")),
    ("result", _result, _("办理结果不全，要写名称、样子和有效期")),
    ("jurisdiction", _one_of(Jurisdiction), _("没有写归哪里管")),
    ("modes", _modes, _("没有写各级怎么收件：本级办、委托受理还是代收")),
    ("accepting", _words, _("没有写哪些层级的窗口可以收件")),
    ("deciding", _one_of(Tier), _("没有写由哪一级决定")),
    ("channels", _channels, _("没有写可以从哪里办，至少要有一个渠道")),
    ("remedies", _remedies, _("救济途径不全，不予、不受理、逾期不办都要写怎么复议、起诉或投诉")),
    ("telephones", _telephones, _("电话不全，咨询和投诉都要有")),
    ("places", _text, _("没有写办理地点")),
    ("hours", _text, _("没有写办理时间")),
    ("procedure", _each(("step", _word), ("lines", _lines)), _("没有写窗口的操作规程")),
    ("audience", _words, _("没有写给谁办：个人还是单位")),
)


def _limits(content: Content) -> Iterator[Missing]:
    promised, statutory = content.get("promised_days"), content.get("statutory_days")
    passed_on, steps = content.get("village_days"), content.get("steps")
    instant = content.get("handling") == Handling.INSTANT
    if _count(promised) and _count(statutory) and promised > statutory:
        yield Missing("promised_days", _("承诺时限比法定时限还长"))
    if instant and _count(promised) and promised > 0:
        yield Missing("promised_days", _("即办件的承诺时限应当是0，当场办结"))
    if passed_on is not None and not (_count(passed_on) and (not _count(statutory) or passed_on <= statutory)):
        yield Missing("village_days", _("下级代收时的承诺时限不对，不能比法定时限长"))
    from_below = (
        _words(content.get("accepting")) and "village" in content["accepting"] and content.get("deciding") != "village"
    )
    if instant and passed_on is None and from_below:
        yield Missing("village_days", _("村里代收的即办件，要写几天办结"))
    limit = passed_on if instant and passed_on is not None else promised
    # Delivery has a limit of its own after the decision (ALL 44).
    shares = sum(step["days"] for step in steps if step["stage"] != "delivering") if _steps(steps) else 0
    if _count(limit) and shares > limit:
        yield Missing("steps", _("各步骤的天数加起来超过了承诺时限"))


def _examination(content: Content) -> Iterator[Missing]:
    """Where a lower authority examines first, it has days of its own for it (ALL 43)."""
    regime, steps, deciding = content.get("regime"), content.get("steps"), content.get("deciding")
    most = regime.get("examination_days") if isinstance(regime, Mapping) else None
    if not _count(most) or not _steps(steps) or deciding != Tier.DISTRICT:
        return
    below = sum(step["days"] for step in steps if step["stage"] == "handling" and step["tier"] != Tier.DISTRICT)
    if below > most:
        yield Missing("steps", _("下级先审的天数超过了程序给的天数"))


def _tiers(content: Content) -> Iterator[Missing]:
    modes, accepting, deciding = content.get("modes"), content.get("accepting"), content.get("deciding")
    if _modes(modes) and _words(accepting) and not set(accepting) <= set(modes):
        yield Missing("modes", _("有的层级可以收件，却没有写怎么收"))
    if _modes(modes) and _word(deciding) and modes.get(deciding, Mode.RECEIVES) == Mode.RECEIVES:
        yield Missing("deciding", _("决定的那一级不能只是代收"))


_COLUMNS = _each(("key", _word), ("label", _text), ("type", _one_of(FieldType)))
MOST_ROWS = 30
"""More rows than any household has: beyond it a list is a mistake or an attack."""


def _blocks(content: Content) -> Iterator[Missing]:
    blocks, form = content.get("blocks"), content.get("form")
    if blocks is None:
        return
    whole = _each(("key", _word), ("title", _text), ("row", _text), ("fields", _COLUMNS))(blocks)
    if not whole or not all(_block(block) for block in blocks):
        yield Missing(
            "blocks", _("重复填写的部分不全，要写名称、每一行叫什么、有哪些列，最多30行，合计的列要是钱或者数")
        )
        return
    keys = [block["key"] for block in blocks]
    keys += [field["key"] for field in form if isinstance(field, Mapping) and _word(field.get("key"))] if form else []
    if len(set(keys)) < len(keys):
        yield Missing("blocks", _("重复填写的部分和表单里别的项重了名"))


def _block(block: Mapping[str, Any]) -> bool:
    least, most = block.get("min", 0), block.get("max", MOST_ROWS)
    adding = [one["key"] for one in block["fields"] if one["type"] in (FieldType.MONEY, FieldType.NUMBER)]
    sums = block.get("sums", [])
    columns = [one["key"] for one in block["fields"]]
    return (
        _count(least)
        and _count(most)
        and least <= most <= MOST_ROWS
        and isinstance(sums, list)
        and all(one in adding for one in sums)
        and len(set(columns)) == len(columns)
    )


def _declared(content: Content) -> Iterator[Missing]:
    """国办发〔2020〕42号: what is declared in place of a proof is told, so it must be written."""
    materials = content.get("materials")
    if not isinstance(materials, list):
        return
    if any(isinstance(one, Mapping) and one.get("declarable") and not _text(one.get("declares")) for one in materials):
        yield Missing("materials", _("可以承诺代替的材料，要写清承诺的是什么"))


def _expressions(content: Content) -> Iterator[Missing]:
    for key, part in (
        ("conditions", "check"),
        ("scenario", "ask_when"),
        ("materials", "required_when"),
        ("form", "visible_when"),
        ("blocks", "visible_when"),
    ):
        records = content.get(key)
        if not isinstance(records, list):
            continue
        checks = [record[part] for record in records if isinstance(record, Mapping) and record.get(part) is not None]
        if any(not isinstance(check, Mapping) or logic.fault(check) is not None for check in checks):
            yield Missing(key, _("有一条判断条件写得不对，算不出来"))
