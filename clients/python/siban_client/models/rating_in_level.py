from enum import StrEnum


class RatingInLevel(StrEnum):
    BAD = "bad"
    FAIR = "fair"
    GOOD = "good"
    VERY_BAD = "very-bad"
    VERY_GOOD = "very-good"

    def __str__(self) -> str:
        return str(self.value)
