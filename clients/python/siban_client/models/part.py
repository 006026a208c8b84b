from enum import StrEnum


class Part(StrEnum):
    ALL = "all"
    CARDS = "cards"
    HELD = "held"
    MINE = "mine"
    TOMORROW = "tomorrow"
    UNCLAIMED = "unclaimed"

    def __str__(self) -> str:
        return str(self.value)
