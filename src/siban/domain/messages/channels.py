"""The ways by which a message reaches a person. A district brings its own SMS gateway as one more class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class NotSent(Exception):
    """The channel could not take the message now; it is tried again."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a channel sends: the number, and the words. `id` lets the other side drop a second copy."""

    id: str
    telephone: str
    text: str


class Channel(Protocol):
    """A way to people. `send` raises NotSent."""

    name: str

    def send(self, letter: Letter) -> None: ...


class Demonstration:
    """Sends nothing: the messages are shown on a page of the demonstration."""

    name = "demonstration"

    def send(self, letter: Letter) -> None:
        return None


CHANNELS: dict[str, Channel] = {Demonstration.name: Demonstration()}
