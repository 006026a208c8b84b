from enum import StrEnum


class Capacity(StrEnum):
    GUARDIAN = "guardian"
    REPRESENTATIVE = "representative"
    SELF = "self"

    def __str__(self) -> str:
        return str(self.value)
