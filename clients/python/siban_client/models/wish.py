from enum import StrEnum


class Wish(StrEnum):
    ASKED = "asked"
    STATED = "stated"
    WAIVED = "waived"

    def __str__(self) -> str:
        return str(self.value)
