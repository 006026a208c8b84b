from enum import StrEnum


class Shown(StrEnum):
    IN_PERSON = "in-person"
    MANDATE = "mandate"
    SIGNED = "signed"

    def __str__(self) -> str:
        return str(self.value)
