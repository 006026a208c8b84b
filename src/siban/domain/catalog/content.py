"""Content of a version between JSON and values: read strictly, so that a fault names the place where it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from siban.domain.catalog.themes import Theme
from siban.domain.catalog.types import Regime, Version

Content = Mapping[str, Any]

_Read = TypeVar("_Read")
_VERSION = TypeAdapter(Version)
_REGIME = TypeAdapter(Regime)
_THEME = TypeAdapter(Theme)
_NOBODY = UUID(int=0)


class MalformedError(ValueError):
    """Content is not built as it must be; `where` is the dotted place of the first fault, `fault` says what."""

    def __init__(self, where: str, fault: str) -> None:
        super().__init__(f"{where}: {fault}")
        self.where = where
        self.fault = fault


def read(content: Content, *, version: UUID, item: str, number: int, in_force_from: date) -> Version:
    """A version from its JSON. Raises MalformedError."""
    whole = {**content, "id": str(version), "item": item, "number": number, "in_force_from": in_force_from.isoformat()}
    return _read(_VERSION, whole)


def trial(content: Content, *, item: str) -> Version:
    """The version that a content would make, to look at before it is published. Raises MalformedError."""
    return read(content, version=_NOBODY, item=item, number=1, in_force_from=date(2000, 1, 1))


def read_regime(content: Content) -> Regime:
    """A procedure regime from its JSON. Raises MalformedError."""
    return _read(_REGIME, content)


def read_theme(content: Content) -> Theme:
    """A theme from its JSON. Raises MalformedError."""
    return _read(_THEME, content)


def whole(content: Content, regimes: Mapping[str, Content]) -> dict[str, Any]:
    """Content with the regime that it names filled in, and the remedies of one where it names that.

    `regime: benefit` is the regime as it stands; `regime: {key: benefit, extension: …}` is it with parts of the item's
    own, where the law of the item differs. Raises MalformedError for a regime that there is not.
    """
    filled = dict(content)
    regime = content.get("regime")
    if isinstance(regime, str):
        filled["regime"] = _named(regime, regimes)
    elif isinstance(regime, Mapping) and isinstance(regime.get("key"), str) and "name" not in regime:
        filled["regime"] = {**_named(regime["key"], regimes), **regime}
    if isinstance(content.get("remedies"), str):
        filled["remedies"] = _named(content["remedies"], regimes)["remedies"]
    return filled


def _named(key: str, regimes: Mapping[str, Content]) -> dict[str, Any]:
    if key not in regimes:
        raise MalformedError("regime", key)
    return dict(regimes[key])


def _read(adapter: TypeAdapter[_Read], content: Content) -> _Read:
    try:
        return adapter.validate_json(json.dumps(content, ensure_ascii=False), strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        raise MalformedError(".".join(str(part) for part in first["loc"]), first["msg"]) from error
