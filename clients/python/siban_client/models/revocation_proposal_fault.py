from enum import StrEnum


class RevocationProposalFault(StrEnum):
    APPLICANT = "applicant"
    OFFICE = "office"

    def __str__(self) -> str:
        return str(self.value)
