"""What must hold of every template and script of every surface."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from siban.surfaces.ui.components import icon_names

SURFACES = Path(__file__).parents[3] / "src" / "siban" / "surfaces"
TEMPLATES = sorted(SURFACES.rglob("templates/**/*.html"))
INLINE = re.compile(
    r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|hx-on|javascript:|<style\b|<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE
)
ICON = re.compile(r"<c-icon\b[^>]*?\bname=[\"']([a-z-]+)[\"']|<c-[a-z-]+\b[^>]*?\bicon=[\"']([a-z-]+)[\"']")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SURFACES)))
def test_nothing_inline_that_the_policy_would_block(template: Path):
    assert not INLINE.search(template.read_text()), INLINE.search(template.read_text())


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SURFACES)))
def test_every_icon_is_in_the_sprite(template: Path):
    used = {name for pair in ICON.findall(template.read_text()) for name in pair if name}
    assert used <= set(icon_names())


def test_the_sprite_has_each_symbol_once():
    assert len(set(icon_names())) == len(icon_names())


def test_style_sheets_fetch_nothing_from_elsewhere():
    for sheet in SURFACES.rglob("static/**/*.css"):
        assert not re.search(r"@import|url\(\s*[\"']?(?:https?:)?//", sheet.read_text()), sheet


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SURFACES)))
def test_no_filter_in_a_dynamic_attribute(template: Path):
    """django-cotton takes `:name="value|filter"` for nothing, without a word; `name="{{ value|filter }}"` works."""
    assert not re.search(r"<c-[^>]*\s:[a-z_-]+=\"[^\"]*\|", template.read_text())
