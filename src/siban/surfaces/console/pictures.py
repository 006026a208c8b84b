"""Pictures of figures: Vega-Lite drawn to SVG on the server, put into the page itself, so that its marks are links.

The drawing has no script and no style attribute, as the page's policy demands; type and colours of words come from
console.css. Every mark has a name that says what it shows.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from functools import lru_cache

import altair as alt
import vl_convert

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}"
FONT = "Noto Sans CJK SC"
"""Only for measuring; the page's own stack is used by who reads it."""
ORIGIN = "https://console.invalid"
"""Put before addresses while drawing, since the renderer makes relative ones absolute; taken off again."""
SLATE, HAIR, BASE = "#55646c", "#e9e3d6", "#b9b3a5"
USED, WATCH, LATE, QILIAN = "#7fa3ac", "#f2c14e", "#b93a26", "#0f5b6e"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a bar: how much, in which colour, where it leads, and what it is called."""

    value: int
    colour: str
    href: str
    name: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what stands below it (lines divided by |), its pieces from the foot up, and the word on its head."""

    label: str
    pieces: tuple[Piece, ...]
    head: str = ""
    apart: bool = False
    """Whether a gap stands before it, as between two weeks."""


@lru_cache(maxsize=256)
def stacked(bars: tuple[Bar, ...], title: str, width: int, height: int) -> str:
    """Bars of stacked pieces, the words on top in red. Drawn once for the same numbers."""
    return _svg(_stacked(bars, width, height), title)


@lru_cache(maxsize=256)
def paired(bars: tuple[Bar, ...], title: str, width: int, height: int) -> str:
    """The pieces of each bar side by side. Drawn once for the same numbers."""
    return _svg(_paired(bars, width, height), title)


def _domain(bars: tuple[Bar, ...]) -> list[str]:
    keys: list[str] = []
    for number, bar in enumerate(bars):
        keys += [f"{number}~"] if bar.apart else []
        keys.append(f"{number}~{bar.label}")
    return keys


def _records(bars: tuple[Bar, ...]) -> list[dict[str, object]]:
    return [
        {
            "at": f"{number}~{bar.label}",
            "value": piece.value,
            "order": order,
            "colour": piece.colour,
            "href": f"{ORIGIN}{piece.href}" if piece.href else None,
            "name": piece.name,
        }
        for number, bar in enumerate(bars)
        for order, piece in enumerate(bar.pieces)
        if piece.value
    ]


def _axes(bars: tuple[Bar, ...], *, padding: float) -> tuple[alt.X, alt.Axis]:
    labels = alt.Axis(
        title=None,
        labelExpr="split(split(datum.label, '~')[1], '|')",
        labelAngle=0,
        labelLineHeight=16,
        labelFontSize=12,
        labelColor=SLATE,
        labelPadding=6,
        labelOverlap=False,
        ticks=False,
        domainColor=BASE,
    )
    scale = alt.Scale(domain=_domain(bars), paddingInner=padding, paddingOuter=0.2)
    grid = alt.Axis(
        title=None,
        tickCount=4,
        tickMinStep=1,
        format="d",
        labelFontSize=12,
        labelColor=SLATE,
        domain=False,
        ticks=False,
        gridColor=HAIR,
        labelPadding=8,
    )
    return alt.X("at:N", sort=None, scale=scale, axis=labels), grid


def _stacked(bars: tuple[Bar, ...], width: int, height: int) -> alt.LayerChart | alt.FacetChart:
    x, grid = _axes(bars, padding=0.3)
    total = [sum(piece.value for piece in bar.pieces) for bar in bars]
    top = alt.Scale(domainMin=0, domainMax=max([4, *total]) * 1.08)
    pieces = (
        alt.Chart(alt.Data(values=_records(bars)))
        .mark_bar(stroke="#fffdf9", strokeWidth=1)
        .encode(
            x=x,
            y=alt.Y("value:Q", stack="zero", axis=grid, scale=top),
            order=alt.Order("order:O"),
            color=alt.Color("colour:N", scale=None, legend=None),
            href=alt.Href("href:N"),
            description=alt.Description("name:N"),
        )
    )
    heads = [
        {"at": f"{number}~{bar.label}", "head": bar.head, "total": total[number]}
        for number, bar in enumerate(bars)
        if bar.head
    ]
    words = (
        alt.Chart(alt.Data(values=heads))
        .mark_text(dy=-9, fontSize=13, fontWeight=700, color=LATE, aria=False)
        .encode(x=x, y=alt.Y("total:Q"), text="head:N")
    )
    return alt.layer(pieces, words).properties(width=width, height=height)


def _paired(bars: tuple[Bar, ...], width: int, height: int) -> alt.Chart:
    x, grid = _axes(bars, padding=0.28)
    most = max([4, *(piece.value for bar in bars for piece in bar.pieces)])
    return (
        alt.Chart(alt.Data(values=_records(bars)))
        .mark_bar()
        .encode(
            x=x,
            xOffset=alt.XOffset("order:O", scale=alt.Scale(domain=[0, 1])),
            y=alt.Y("value:Q", axis=grid, scale=alt.Scale(domainMin=0, domainMax=most * 1.08), stack=None),
            color=alt.Color("colour:N", scale=None, legend=None),
            href=alt.Href("href:N"),
            description=alt.Description("name:N"),
        )
        .properties(width=width, height=height)
    )


def _svg(chart: alt.Chart | alt.LayerChart | alt.FacetChart, title: str) -> str:
    """The drawing as it goes into a page: a named group of links, with no attribute that is not needed."""
    styled = chart.configure(background="transparent", font=FONT, padding=2).configure_view(stroke=None)
    root = ET.fromstring(vl_convert.vegalite_to_svg(styled.to_dict()))  # noqa: S314  ours
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{{{SVG}}}a":
                _link(child)
    for element in root.iter():
        for name in ("role", "aria-roledescription", "aria-label", "aria-hidden", "font-family", "class"):
            if element.tag != f"{{{SVG}}}a" and name in element.attrib:
                del element.attrib[name]
        for name in [name for name in element.attrib if name.startswith(XLINK) or name == "target"]:
            del element.attrib[name]
    root.set("class", "picture")
    root.set("role", "group")
    root.set("aria-label", title)
    ET.register_namespace("", SVG)
    return ET.tostring(root, encoding="unicode")


def _link(link: ET.Element) -> None:
    """Let the link bear the name of its mark, and show it when pointed at."""
    link.set("href", link.get("href", link.get(f"{XLINK}href", "")).removeprefix(ORIGIN))
    mark = next((element for element in link.iter() if "aria-label" in element.attrib), None)
    if mark is not None:
        name = mark.get("aria-label", "")
        link.set("aria-label", name)
        word = ET.Element(f"{{{SVG}}}title")
        word.text = name
        link.insert(0, word)
