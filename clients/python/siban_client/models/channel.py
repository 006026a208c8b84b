from enum import StrEnum


class Channel(StrEnum):
    AGENT = "agent"
    HOME = "home"
    WINDOW = "window"

    def __str__(self) -> str:
        return str(self.value)
