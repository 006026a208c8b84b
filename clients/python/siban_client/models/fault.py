from enum import StrEnum


class Fault(StrEnum):
    EXPIRED = "expired"
    FALSE = "false"

    def __str__(self) -> str:
        return str(self.value)
