"""The port through which a rendered notice is sealed: the place for the bureau's own electronic seal.

An authority's seal (GB/T 38540-2020, SM2) lives in a seal system of the bureau or the province. Its adapter is a class
of the district's own, named by its dotted path in the setting SEAL (SIBAN_SEAL), which `Seal` describes. Without one,
real notices stay unsigned and the paper is stamped by hand; demonstration notices always bear the demonstration seal,
never the bureau's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

DEMONSTRATION = "siban.domain.notices.demonstration.DemonstrationSeal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """In whose name and on which notice a seal is put: what an adapter needs to choose the seal and to log its use.

    Name and date of the authority stand at the lower right of the last page, where a visible seal belongs.
    """

    authority: str
    """Key of the authority: civil-affairs."""
    name: str
    """Its full name, as on the seal."""
    number: str
    """文号."""
    issued_at: datetime


class Seal(Protocol):
    """What a seal adapter is: made once a process, without arguments; called by several threads at once."""

    def sign(self, pdf: bytes, sealing: Sealing) -> bytes:
        """The same document with a signature over all of it, added as an incremental update that keeps PDF/A-2b.

        Raises errors.SealOutOfReach where the seal system does not answer: the notice stands, it is opened later.
        """
        ...


def seal_for(*, is_demonstration: bool) -> Seal | None:
    """The seal of this installation for demonstration or for real notices; None where paper is stamped by hand."""
    path = DEMONSTRATION if is_demonstration else settings.SEAL
    return _adapter(path) if path else None


@cache
def _adapter(path: str) -> Seal:
    made: Seal = import_string(path)()
    return made
