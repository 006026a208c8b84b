from enum import StrEnum


class Tier(StrEnum):
    DISTRICT = "district"
    TOWNSHIP = "township"
    VILLAGE = "village"

    def __str__(self) -> str:
        return str(self.value)
