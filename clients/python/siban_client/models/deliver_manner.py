from enum import StrEnum


class DeliverManner(StrEnum):
    AGENT = "agent"
    HOME = "home"
    WINDOW = "window"

    def __str__(self) -> str:
        return str(self.value)
