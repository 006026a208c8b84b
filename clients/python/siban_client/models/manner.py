from enum import StrEnum


class Manner(StrEnum):
    COPY = "copy"
    KEPT = "kept"
    SEEN = "seen"
    SHARED = "shared"

    def __str__(self) -> str:
        return str(self.value)
