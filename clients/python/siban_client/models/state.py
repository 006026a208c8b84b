from enum import StrEnum


class State(StrEnum):
    ACCEPTED = "accepted"
    ARCHIVED = "archived"
    CLOSED = "closed"
    CONCLUDED = "concluded"
    CORRECTING = "correcting"
    DECLINED = "declined"
    DELIVERED = "delivered"
    DELIVERING = "delivering"
    DRAFT = "draft"
    HANDLING = "handling"
    RECEIVED = "received"
    REVOKED = "revoked"

    def __str__(self) -> str:
        return str(self.value)
