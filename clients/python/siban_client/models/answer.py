from enum import StrEnum


class Answer(StrEnum):
    ACCEPT = "accept"
    CORRECT = "correct"
    MEND = "mend"
    NOT_COMPETENT = "not-competent"
    NO_APPROVAL = "no-approval"

    def __str__(self) -> str:
        return str(self.value)
