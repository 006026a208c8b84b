"""What a post is called in the bar of a page."""

from __future__ import annotations

from django.utils.translation import get_language

from siban.domain.staff.models import ROLES
from siban.kernel.actors import PostRef


def post_name(post: PostRef | None) -> str:
    """Her post by its own name; in English by its role, since names of posts are kept in Chinese."""
    if post is None:
        return ""
    return str(dict(ROLES)[post.role.value]) if (get_language() or "").startswith("en") else post.name
