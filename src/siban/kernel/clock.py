"""What time it is, in the two forms the platform knows: the instant (UTC) and the local day that the law counts."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def local_date(at: datetime) -> date:
    """The day on which `at` falls in the district."""
    return at.astimezone(SHANGHAI).date()


def today() -> date:
    """The day it is in the district."""
    return local_date(now())
