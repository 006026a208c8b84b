"""Log files: one a day, kept for more than six months (网络安全法 第二十一条第三项), without personal data.

What is logged names no people. Should a message of a library carry a document number or a telephone all the same, it
is masked on its way. Several processes write the same file: each line is one write at its end, and nothing is renamed.
"""

from __future__ import annotations

import logging
import re
from datetime import date, datetime, timedelta
from pathlib import Path

from siban.kernel.clock import SHANGHAI

KEPT_DAYS = 200
"""The law asks for six months at least."""
LEAST_DAYS = 180
LARGEST = 50_000_000
"""Bytes after which a day goes on in another file."""

PERSONAL = re.compile(r"(?<![0-9A-Za-z])(?:[1-9]\d{16}[\dXx]|1[3-9]\d{9})(?![0-9A-Za-z])")
"""Citizen numbers and mobile telephones. Case numbers have one digit less than the former."""


class Masking(logging.Formatter):
    """A line with its numbers of people masked, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        return PERSONAL.sub(lambda found: found[0][:3] + "*" * (len(found[0]) - 3), super().format(record))


class DailyFile(logging.Handler):
    """siban-2026-11-24.log in a folder, a further one of the same day where it grows large; old ones are removed."""

    terminator = "\n"

    def __init__(self, folder: str, days: int = KEPT_DAYS, largest: int = LARGEST) -> None:
        super().__init__()
        self.folder, self.days, self.largest = Path(folder), max(days, LEAST_DAYS), largest
        self._cleaned: date | None = None

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = self.format(record) + self.terminator
            day = datetime.fromtimestamp(record.created, SHANGHAI).date()
            if self._cleaned != day:
                self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._cleaned = day
                self.clean(day)
            with self._place(day).open("ab", buffering=0) as file:
                file.write(line.encode())
        except OSError:
            self.handleError(record)

    def _place(self, day: date) -> Path:
        part = 0
        while True:
            path = self.folder / (f"siban-{day}.log" if not part else f"siban-{day}.{part}.log")
            if not path.exists() or path.stat().st_size < self.largest:
                return path
            part += 1

    def clean(self, today: date) -> None:
        """Remove the files of days that need not be kept any more."""
        oldest = today - timedelta(days=self.days)
        for path in self.folder.glob("siban-*.log"):
            try:
                day = date.fromisoformat(path.name[6:16])
            except ValueError:
                continue
            if day < oldest:
                path.unlink(missing_ok=True)
