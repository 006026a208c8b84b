from enum import StrEnum


class Advice(StrEnum):
    DENY = "deny"
    GRANT = "grant"

    def __str__(self) -> str:
        return str(self.value)
