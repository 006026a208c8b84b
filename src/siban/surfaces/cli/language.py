"""The language of the command line: Chinese, English where the terminal's locale is English.

The standard library's gettext reads the same catalogue as Django would, without the half second that setting Django up
takes; most commands never need Django.
"""

from __future__ import annotations

import gettext as standard
import os
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"


def language() -> str:
    """Django's code of the terminal's language, by the variables of locale(7) in their order."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "en" if value.lower().startswith("en") else "zh-hans"
    return "zh-hans"


_catalogue = (
    standard.translation("django", LOCALE, ["en"], fallback=True) if language() == "en" else standard.NullTranslations()
)


def gettext(message: str) -> str:
    """The message in the terminal's language."""
    return _catalogue.gettext(message)
