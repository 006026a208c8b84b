from enum import StrEnum


class ListItemsKindType0(StrEnum):
    ADJUDICATION = "adjudication"
    BENEFIT = "benefit"
    CONFIRMATION = "confirmation"
    LICENSING = "licensing"
    OTHER_POWER = "other-power"
    PUBLIC_SERVICE = "public-service"
    REWARD = "reward"

    def __str__(self) -> str:
        return str(self.value)
