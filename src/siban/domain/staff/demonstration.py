"""The demonstration's staff, as a plan: who sits at which post of which office. Pure; services.load_staff writes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from random import Random

from pypinyin import lazy_pinyin

from siban.kernel.actors import Role

SEED = 620702
VILLAGES_WITH_TWO = 3
"""In every so-manieth village the head of the committee stands in for the agent, elsewhere a clerk of the centre."""


@dataclass(frozen=True, slots=True)
class OfficePlan:
    """What the plan needs to know of an office. `windows` are (number, name, English name) of its own."""

    key: str
    authority: str
    tier: str
    parent: str
    """Key of the centre above a point; empty elsewhere."""
    windows: tuple[tuple[int, str, str], ...] = ()
    governs: bool = False
    """Whether it is the government of the district itself."""


@dataclass(frozen=True, slots=True)
class PlannedUser:
    place: tuple[str, str]
    """Office and place in it: ("centre-620702107", "clerk-1")."""
    name: str
    username: str


@dataclass(frozen=True, slots=True)
class PlannedPost:
    key: str
    office: str
    window: int | None
    name: str
    name_en: str
    role: Role
    holder: str
    stand_in: str
    """Usernames."""


@dataclass(frozen=True, slots=True)
class Names:
    """What names are drawn from."""

    surnames: Sequence[str]
    women: Sequence[str]
    men: Sequence[str]


@dataclass(slots=True)
class Plan:
    users: dict[tuple[str, str], PlannedUser] = field(default_factory=dict)
    posts: list[PlannedPost] = field(default_factory=list)


def plan(offices: Sequence[OfficePlan], names: Names, story: Mapping[tuple[str, str], str]) -> Plan:
    """People and posts for all offices, the same at every run. `story` fixes the names of some places."""
    return _Planner(offices, names, story).plan()


class _Planner:
    def __init__(self, offices: Sequence[OfficePlan], names: Names, story: Mapping[tuple[str, str], str]) -> None:
        self.offices = offices
        self.story = story
        self.fresh = _fresh(names, frozenset(story.values()))
        self.usernames: dict[str, int] = {}
        self.made = Plan()
        # Names of the story are known beforehand, so that theirs are the plain usernames.
        for place, name in story.items():
            self.made.users[place] = PlannedUser(place, name, self.username(name))

    def plan(self) -> Plan:
        clerks: dict[str, list[str]] = {}
        points: dict[str, int] = {}
        for office in self.offices:
            if office.tier == "township":
                clerks[office.key] = self.centre(office)
        for office in self.offices:
            if office.tier == "village":
                number = points[office.parent] = points.get(office.parent, -1) + 1
                self.point(office, number, clerks[office.parent])
        bureaus: dict[str, list[OfficePlan]] = {}
        for office in self.offices:
            if office.tier == "district":
                bureaus.setdefault(office.authority, []).append(office)
        for authority, offices in bureaus.items():
            self.bureau(authority, offices)
        return self.made

    def user(self, office: str, place: str) -> str:
        """The username of whoever has this place, made at first mention."""
        found = self.made.users.get((office, place))
        if found is None:
            name = next(self.fresh)
            found = self.made.users[office, place] = PlannedUser((office, place), name, self.username(name))
        return found.username

    def username(self, name: str) -> str:
        plain = "".join(lazy_pinyin(name))
        number = self.usernames[plain] = self.usernames.get(plain, 0) + 1
        return plain if number == 1 else f"{plain}{number}"

    def post(
        self,
        office: OfficePlan,
        key: str,
        role: Role,
        name: str,
        name_en: str,
        holder: str,
        stand_in: str,
        window: int | None = None,
    ) -> None:
        self.made.posts.append(
            PlannedPost(f"{office.key}-{key}", office.key, window, name, name_en, role, holder, stand_in)
        )

    def pair(self, office: OfficePlan, role: Role, name: str, name_en: str) -> None:
        """Two posts whose holders stand in for each other."""
        first, second = (self.user(office.key, f"{role}-{number}") for number in (1, 2))
        self.post(office, f"{role}-1", role, name, name_en, first, second)
        self.post(office, f"{role}-2", role, name, name_en, second, first)

    def counter(self, office: OfficePlan) -> list[str]:
        """A clerk at each window; the next one along stands in."""
        clerks = [self.user(office.key, f"clerk-{number}") for number, _name, _name_en in office.windows]
        for index, (number, name, name_en) in enumerate(office.windows):
            stand_in = clerks[(index + 1) % len(clerks)]
            self.post(
                office, f"clerk-{number}", Role.CLERK, f"{name}窗口", name_en, clerks[index], stand_in, window=number
            )
        return clerks

    def centre(self, office: OfficePlan) -> list[str]:
        clerks = self.counter(office)
        self.pair(office, Role.ACCEPTOR, "受理岗", "Acceptance")
        self.pair(office, Role.REVIEWER, "审核岗", "Review")
        head, leader = self.user(office.key, "head"), self.user(office.key, "leader")
        first, second = (self.user(office.key, f"deputy-{number}") for number in (1, 2))
        self.post(office, "decider", Role.DECIDER, "决定岗", "Decision", first, second)
        self.post(office, "head", Role.HEAD, "中心主任", "Head of the centre", head, second)
        self.post(office, "leader", Role.LEADER, "乡镇主要领导", "Leader of the township", leader, first)
        return clerks

    def point(self, office: OfficePlan, number: int, clerks: Sequence[str]) -> None:
        agent, head = self.user(office.key, "agent"), self.user(office.key, "head")
        stand_in = head if number % VILLAGES_WITH_TWO == VILLAGES_WITH_TWO - 1 else clerks[number % len(clerks)]
        (window, *_rest), *_more = office.windows
        self.post(office, "agent", Role.AGENT, "综合窗口", "All services", agent, stand_in, window=window)
        self.post(office, "head", Role.HEAD, "村（居）委会主任", "Head of the committee", head, agent)

    def bureau(self, authority: str, offices: Sequence[OfficePlan]) -> None:
        if offices[0].governs:
            self.pair(offices[0], Role.LEADER, "副区长", "Deputy head of the district")
            return
        deputies = [self.user(authority, f"deputy-{number}") for number in (2, 1)]
        director = self.user(authority, "director")
        for index, office in enumerate(offices):
            decider, other = deputies[index % 2], deputies[(index + 1) % 2]
            if office.key == "government-services-catalogue":
                self.special(office, Role.EDITOR, "目录管理岗", "Catalogue")
            elif office.key == "government-services-information":
                self.special(office, Role.ADMINISTRATOR, "系统管理岗", "Administration")
            elif office.key == "hall":
                self.hall(office, decider, other)
            else:
                self.section(authority, office, decider, other, director)

    def special(self, office: OfficePlan, role: Role, name: str, name_en: str) -> None:
        holder, stand_in = self.user(office.key, role), self.user(office.key, f"{role}-2")
        self.post(office, role, role, name, name_en, holder, stand_in)

    def hall(self, office: OfficePlan, decider: str, other: str) -> None:
        self.counter(office)
        self.pair(office, Role.ACCEPTOR, "受理岗", "Acceptance")
        self.post(office, "head", Role.HEAD, "大厅主任", "Head of the hall", self.user(office.key, "head"), decider)
        self.post(office, "decider", Role.DECIDER, "决定岗", "Decision", decider, other)

    def section(self, authority: str, office: OfficePlan, decider: str, other: str, director: str) -> None:
        self.pair(office, Role.REVIEWER, "审核岗", "Review")
        clerk, reviewer = self.user(authority, "clerk-1"), self.user(office.key, "reviewer-2")
        for number, name, name_en in office.windows:
            self.post(office, f"clerk-{number}", Role.CLERK, f"{name}窗口", name_en, clerk, reviewer, window=number)
        self.post(office, "acceptor", Role.ACCEPTOR, "受理岗", "Acceptance", clerk, reviewer)
        self.post(office, "decider", Role.DECIDER, "决定岗", "Decision", decider, other)
        self.post(office, "head", Role.HEAD, "股室负责人", "Head of the section", self.user(office.key, "head"), other)
        if office.key == "government-services":
            self.post(office, "supervisor", Role.SUPERVISOR, "督查督办岗", "Supervision", director, other)
        else:
            self.post(office, "leader", Role.LEADER, "分管领导", "Leader in charge", director, other)


def _fresh(names: Names, taken: frozenset[str]) -> Iterator[str]:
    """Full names in a fixed disorder, each once, women and men alike."""
    found = ["".join(parts) for parts in product(names.surnames, (*names.women, *names.men))]
    Random(SEED).shuffle(found)
    return (name for name in found if name not in taken)
