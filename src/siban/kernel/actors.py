"""Who acts: known once at the edge, passed down as values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a grant lets a person be, in a region and an office."""

    AGENT = "agent"  # 代办员
    CLERK = "clerk"  # 窗口人员
    ACCEPTOR = "acceptor"  # 受理岗
    REVIEWER = "reviewer"  # 审核岗
    DECIDER = "decider"  # 决定岗
    HEAD = "head"  # 单位负责人
    LEADER = "leader"  # 分管领导
    SUPERVISOR = "supervisor"  # 政务服务局
    EDITOR = "editor"  # 目录管理员
    ADMINISTRATOR = "administrator"  # 系统管理员
    RESIDENT = "resident"  # 办事群众
    SYSTEM = "system"  # 平台自己


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in all regions whose code begins with `region`, at one office or, where that is None, at any."""

    role: Role
    region: str
    office: UUID | None = None


@dataclass(frozen=True, slots=True)
class PostRef:
    """A post whose work the actor may do now: her own, or as stand-in for who is away."""

    id: UUID
    office: UUID
    role: Role
    name: str
    stands_in: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, or the platform itself, with all that acts and lists need to know of her."""

    user: UUID | None
    name: str
    person: UUID | None = None
    grants: tuple[Grant, ...] = ()
    posts: tuple[PostRef, ...] = ()
    office: UUID | None = None
    site: UUID | None = None
    region: str = ""
    device: str = ""
    mandate: UUID | None = None
    offices: frozenset[UUID] = field(default_factory=frozenset)
    relatives: frozenset[UUID] = field(default_factory=frozenset)
    """Person records of the relatives she has declared; she handles no case of theirs (回避)."""

    @classmethod
    def system(cls) -> Actor:
        """The platform itself: what follows from a clock or an event."""
        return cls(user=None, name="", grants=(Grant(Role.SYSTEM, ""),))

    @classmethod
    def resident(cls) -> Actor:
        """Whoever comes through the public front; what she may do hangs on the code she brings."""
        return cls(user=None, name="", grants=(Grant(Role.RESIDENT, ""),))

    def has(self, role: Role) -> bool:
        """Whether she bears the role anywhere."""
        return any(grant.role == role for grant in self.grants)

    def may_be(self, roles: Iterable[Role], *, office: UUID | None, region: str) -> bool:
        """Whether one of her grants gives one of `roles` at this office in this region."""
        wanted = frozenset(roles)
        return any(
            grant.role in wanted
            and region.startswith(grant.region)
            and (grant.office is None or grant.office == office)
            for grant in self.grants
        )

    def post_at(self, office: UUID, roles: Iterable[Role] = ()) -> PostRef | None:
        """The post she acts for at this office: her own before one she stands in for."""
        wanted = frozenset(roles)
        fitting = [post for post in self.posts if post.office == office and (not wanted or post.role in wanted)]
        return min(fitting, key=lambda post: post.stands_in, default=None)
