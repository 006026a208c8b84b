from enum import StrEnum


class Field(StrEnum):
    ADDRESS = "address"
    ALL = "all"
    BIRTH = "birth"
    NUMBER = "number"
    PHONE = "phone"

    def __str__(self) -> str:
        return str(self.value)
