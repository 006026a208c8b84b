"""The form that an acceptor's browser shows for a case, read from the page itself: where it goes, what it sends."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

ANSWER = "accept"


@dataclass(slots=True)
class Form:
    """One form of a page, with the values that its fields have when it is opened."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    offers: dict[str, set[str]] = field(default_factory=dict)
    """Values that one can choose or press, by name."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.inside: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = Form(has.get("action", ""), has.get("method", "get").lower())
            self.forms.append(self.inside)
        elif self.inside is not None and "name" in has:
            self._field(tag, has)

    def _field(self, tag: str, has: dict[str, str]) -> None:
        assert self.inside is not None
        name, value, kind = has["name"], has.get("value", ""), has.get("type", "submit" if tag == "button" else "text")
        if kind in ("submit", "radio", "checkbox"):
            self.inside.offers.setdefault(name, set()).add(value)
            if "checked" in has:
                self.inside.fields[name] = value
        elif tag in ("input", "textarea"):
            self.inside.fields[name] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None


def accepting(page: str) -> Form:
    """The form by which this page accepts the case, filled in so. Raises LookupError where it has none."""
    reader = _Reader()
    reader.feed(page)
    for form in reader.forms:
        chosen = next((name for name, values in form.offers.items() if ANSWER in values), None)
        if form.method == "post" and chosen is not None:
            form.fields[chosen] = ANSWER
            return form
    raise LookupError("the page of the case offers no way to accept it")


def body(fields: dict[str, str]) -> bytes:
    """As a browser sends it."""
    return urlencode(fields).encode()
