from __future__ import annotations

import pytest

from siban.kernel.models import Installation, User

PASSWORD = "zhangye-2026-oasis"


@pytest.fixture
def demonstration(db: None) -> None:
    """A database that holds invented people, and says so."""
    Installation.objects.update_or_create(one=True, defaults={"is_demonstration": True, "case_key": bytes(16)})


@pytest.fixture
def clerk(db: None) -> User:
    """Someone who may sign in, without a post yet."""
    return User.objects.create_user("li.xiulan", "李秀兰", PASSWORD)
