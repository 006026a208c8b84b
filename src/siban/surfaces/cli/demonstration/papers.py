"""Photographs for the demonstration: drawn papers with the name of what they stand for, never a copy of a real one."""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files

import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFont

PAPER, CARD, SLIP = (620, 877), (640, 404), (420, 150)
"""Pixels of an A4 sheet, of a card, of a signature."""
INK, PALE, EDGE, SAND = "#2b3438", "#dfe5e3", "#9fb1ad", "#f2efe6"


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(files(pylopdf_fonts_zh_cn) / "NotoSansSC-Regular.otf"), size)


@cache
def photograph(title: str, *, card: bool = False) -> bytes:
    """A photograph of a paper of this name, marked as a sample."""
    size = CARD if card else PAPER
    image = Image.new("RGB", size, SAND)
    draw = ImageDraw.Draw(image)
    width, height = size
    draw.rounded_rectangle((18, 18, width - 18, height - 18), 14 if card else 2, fill="white", outline=EDGE, width=2)
    draw.text((width / 2, 74), title, INK, _font(30 if len(title) < 12 else 22), anchor="mm")
    for row in range(4 if card else 14):
        y = 138 + row * 44
        draw.rectangle((60, y, 60 + (110 if row % 3 else 150), y + 12), fill=PALE)
        draw.rectangle((230, y, width - (70 if row % 2 else 150) - (170 if card else 0), y + 12), fill=PALE)
    if card:
        draw.rounded_rectangle((width - 190, 130, width - 62, 292), 8, fill=PALE)
    draw.text((width / 2, height - 54), "演示样例，不是真的证件", EDGE, _font(22), anchor="mm")
    return _jpeg(image)


@cache
def signature(name: str) -> bytes:
    """A signature, as photographed from the delivery record."""
    image = Image.new("RGB", SLIP, "white")
    draw = ImageDraw.Draw(image)
    # 𠮷 and its like are in no single light font; a signature may well be illegible.
    draw.text((SLIP[0] / 2, 66), "".join(c for c in name if ord(c) < 0x10000), INK, _font(56), anchor="mm")
    draw.line((60, 116, SLIP[0] - 60, 108), fill=INK, width=2)
    return _jpeg(image.rotate(2, fillcolor="white"))


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()
