from enum import StrEnum


class FoundBy(StrEnum):
    OBJECTION = "objection"
    PAPERS = "papers"
    SLIP = "slip"
    SURVEY = "survey"

    def __str__(self) -> str:
        return str(self.value)
