from enum import StrEnum


class Kind(StrEnum):
    CITIZEN = "citizen"
    CREDIT_CODE = "credit-code"
    FOREIGN_RESIDENT = "foreign-resident"
    HK_MACAO_PERMIT = "hk-macao-permit"
    PASSPORT = "passport"
    TAIWAN_PERMIT = "taiwan-permit"

    def __str__(self) -> str:
        return str(self.value)
