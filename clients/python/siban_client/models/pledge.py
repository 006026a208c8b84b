from enum import StrEnum


class Pledge(StrEnum):
    DECLARATION = "declaration"
    TOLERANCE = "tolerance"

    def __str__(self) -> str:
        return str(self.value)
