from enum import StrEnum


class Need(StrEnum):
    DISABLED = "disabled"
    HEARING = "hearing"
    INFANT = "infant"
    PREGNANT = "pregnant"
    SERVICE = "service"
    SIGHT = "sight"
    SPEECH = "speech"
    WALKING = "walking"
    WRITING = "writing"

    def __str__(self) -> str:
        return str(self.value)
