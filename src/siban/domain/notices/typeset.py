"""Setting a layout with typst: one warm compiler a process, packaged fonts, PDF/A-2b, same input same bytes."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import pylopdf_fonts_zh_cn
import typst
from django.conf import settings

from siban.domain.notices.wording.parts import Layout

SERIF, SANS, SANS_ALL = "Noto Serif SC", "Noto Sans SC", "Noto Sans CJK SC"
"""SANS_ALL is a variable font: it has the bold weight, and the rare characters (𠮷) that the two others lack."""

MISSING_GLYPH = "〓"
"""What compositors set for a character that the case does not hold."""

_LACKING = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_UNBROKEN = re.compile(r"[!-~]{25,}")
_ROUNDS = 4


class Unsettable(Exception):
    """A layout that typst refuses for another reason than a missing glyph: a fault of the layout, not of the data."""


@dataclass(frozen=True, slots=True)
class Faces:
    """Font families by use, first choice first."""

    song: tuple[str, ...]
    hei: tuple[str, ...]
    display: tuple[str, ...]
    own_display: bool


def _family(families: Iterable[str], *marks: str) -> list[str]:
    return [name for name in families if any(mark in name.lower().replace(" ", "") for mark in marks)]


class Typesetter:
    """The compiler with its fonts. typst compiles one document at a time in it, so a lock stands before it."""

    def __init__(self, templates: Path, own_fonts: Path | None) -> None:
        self.templates = templates
        self.own_fonts = own_fonts
        self._lock = threading.Lock()

    @cached_property
    def faces(self) -> Faces:
        """The bureau's own 仿宋, 黑体 and 小标宋, where its folder has them, before the packaged families."""
        own: list[str] = []
        if self.own_fonts and self.own_fonts.is_dir():
            own = typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(self.own_fonts)]
            ).families()
        song = _family(own, "fangsong", "仿宋")
        hei = _family(own, "heiti", "simhei", "黑体")
        display = _family(own, "xiaobiaosong", "小标宋", "xbsong", "xbs")
        packaged = (SERIF, SANS_ALL)
        return Faces(
            song=(*song, *packaged),
            hei=(*hei, SANS_ALL, SANS),
            display=(*display, *packaged),
            own_display=bool(display),
        )

    @cached_property
    def _compiler(self) -> typst.Compiler:
        folders = [str(self.own_fonts)] if self.own_fonts and self.own_fonts.is_dir() else []
        folders += [str(pylopdf_fonts_zh_cn.serif_path().parent), str(files("manimgx_fonts_cjk"))]
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
        return typst.Compiler(root=str(self.templates), font_paths=fonts)

    def pdf(self, template: str, layout: Layout, at: datetime) -> bytes:
        """PDF/A-2b, dated `at`. Characters that no font has are set as 〓 and named. Raises Unsettable."""
        data, lacking = clean(layout), dict[str, str]()
        for _round in range(_ROUNDS):
            try:
                return self._compile(template, data, lacking, at, "pdf")[0]
            except typst.TypstError as wrong:
                found = lacking_in(wrong.diagnostic)
                if not found:
                    raise Unsettable(wrong.message) from wrong
                lacking |= {text: code_points(text) for text in found}
                data = replaced(data, lacking)
        raise Unsettable("glyphs are still missing")

    def pages(
        self, template: str, layout: Layout, at: datetime, form: Literal["svg", "png"], ppi: int = 110
    ) -> list[bytes]:
        """One picture a page."""
        return self._compile(template, clean(layout), {}, at, form, ppi)

    def _compile(
        self,
        template: str,
        data: Layout,
        lacking: dict[str, str],
        at: datetime,
        form: Literal["pdf", "svg", "png"],
        ppi: int = 110,
    ) -> list[bytes]:
        faces = self.faces
        given = data | {
            "missing": sorted(lacking.values()),
            "fonts": {
                "song": faces.song,
                "hei": faces.hei,
                "display": faces.display,
                "own-display": faces.own_display,
            },
        }
        with self._lock:
            made = self._compiler.compile(
                str(self.templates / template),
                format=form,
                ppi=ppi,
                sys_inputs={"data": json.dumps(given, ensure_ascii=False)},
                pdf_standards=["a-2b"] if form == "pdf" else [],
                timestamp=int(at.timestamp()),
            )
        # One document, or one picture, comes as it is; several pictures come as a list.
        return made if isinstance(made, list) else [made or b""]


def clean(value: Layout) -> Layout:
    """The layout without what no paper can show, and with places to break in long runs of Latin letters."""
    return _mapped(value, _printable)


def replaced(value: Layout, lacking: dict[str, str]) -> Layout:
    """The layout with 〓 for each text that no font has."""

    def without(text: str) -> str:
        for absent in lacking:
            text = text.replace(absent, MISSING_GLYPH)
        return text

    return _mapped(value, without)


def _mapped(value, change):  # type: ignore[no-untyped-def]  # JSON in, JSON out
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: part if name == "qr" else _mapped(part, change) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(part, change) for part in value]
    return value


def _printable(text: str) -> str:
    text = _UNPRINTABLE.sub("", text)
    return _UNBROKEN.sub(lambda run: "\u200b".join(re.findall(".{1,20}", run[0])), text)


def lacking_in(diagnostic: str) -> set[str]:
    """The texts that typst could not display, out of its message (it names all of them at once)."""
    return {_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in _LACKING.findall(diagnostic)}


def code_points(text: str) -> str:
    """U+3FFFD."""
    return " ".join(f"U+{ord(letter):04X}" for letter in text)


@lru_cache(maxsize=2)
def _setter(templates: Path, own_fonts: str) -> Typesetter:
    return Typesetter(templates, Path(own_fonts) if own_fonts else None)


def typesetter() -> Typesetter:
    """The process's typesetter, by the settings in force."""
    return _setter(settings.DATA / "notices", settings.FONTS_FOLDER)
