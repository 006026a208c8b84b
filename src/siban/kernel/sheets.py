"""Pages of a PDF as pictures, so that what came as a file is looked at like what was photographed (pypdfium2)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import pypdfium2 as pdfium

from siban.kernel.files import LONGEST_SIDE, FileNotReadable

POINTS = 72
FINE = 200 / POINTS
"""Dots a point: 200 to the inch, enough to read the smallest print."""
MOST = 200
"""Pages of one file that can be looked at."""

_one_at_a_time = Lock()
"""PDFium is not made for several threads at once."""


def count(data: bytes) -> int:
    """How many pages there are to look at. Raises FileNotReadable for what is broken or under a password."""
    with _opened(data) as document:
        return min(len(document), MOST)


def picture(data: bytes, number: int) -> bytes:
    """One page, counted from 1, as JPEG, its longer side at most that of a photograph.

    Raises FileNotReadable for what is broken or under a password, or has no such page.
    """
    with _opened(data) as document:
        if not 1 <= number <= min(len(document), MOST):
            raise FileNotReadable(field="file")
        page = document[number - 1]
        image = page.render(scale=min(FINE, LONGEST_SIDE / max(page.get_size()))).to_pil().convert("RGB")
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=85)
    return kept.getvalue()


@contextmanager
def _opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    with _one_at_a_time:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError:
            raise FileNotReadable(field="file") from None
        try:
            yield document
        finally:
            document.close()
