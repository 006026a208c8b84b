from enum import StrEnum


class Way(StrEnum):
    LETTER = "letter"
    PORTAL = "portal"
    TELEPHONE = "telephone"
    WINDOW = "window"

    def __str__(self) -> str:
        return str(self.value)
