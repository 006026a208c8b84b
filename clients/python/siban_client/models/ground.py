from enum import StrEnum


class Ground(StrEnum):
    NOT_COMPETENT = "not-competent"
    NO_APPROVAL_NEEDED = "no-approval-needed"

    def __str__(self) -> str:
        return str(self.value)
