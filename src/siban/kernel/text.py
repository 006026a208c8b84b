"""Text that residents read, in both languages, as data carries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Chinese and in English. `str()` gives the reader's; without an English one the Chinese stands."""

    zh: str
    en: str = ""

    @classmethod
    def of(cls, value: Text | str | Mapping[str, str]) -> Text:
        """From what a data file holds: `{zh, en}`, or one string that is the same in both languages."""
        if isinstance(value, Text):
            return value
        if isinstance(value, str):
            return cls(value, value)
        return cls(value["zh"], value.get("en", ""))

    def data(self) -> dict[str, str]:
        """The form that a data file or a JSON column holds."""
        return {"zh": self.zh, "en": self.en}

    def __str__(self) -> str:
        if (get_language() or "").startswith("en") and self.en:
            return self.en
        return self.zh

    def __bool__(self) -> bool:
        return bool(self.zh)
