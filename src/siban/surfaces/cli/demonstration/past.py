"""About 300 made-up cases of the past months, through the same services, so that everything looks as in use."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from random import Random

from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case
from siban.domain.cases.rules import Advice, Answer
from siban.domain.cases.rules_established import Shown
from siban.domain.cases.services import answers, decisions, delivery, intake, spot, steps, withdrawing
from siban.domain.cases.services.documents import Tick
from siban.domain.catalog import queries as catalog
from siban.domain.catalog.types import Handling, Stage, Tier
from siban.domain.notices import data
from siban.domain.people import numbers
from siban.domain.people.identity import Sex
from siban.domain.people.rules import Identity
from siban.domain.people.services import register
from siban.domain.places import queries as places
from siban.domain.places.models import Office
from siban.domain.places.rules import regions
from siban.domain.voice.services import rate
from siban.domain.work.models import Task
from siban.domain.work.rules import working_days_between
from siban.kernel.actors import Actor
from siban.surfaces.cli.demonstration import papers, window
from siban.surfaces.cli.demonstration.days import Days
from siban.surfaces.cli.demonstration.hands import Hands
from siban.surfaces.cli.demonstration.people import Crowd, Home, written
from siban.surfaces.cli.demonstration.timeline import Script

SEED = 620702
CASES = 300
"""How many, where nothing else is asked."""
RAMP = 2.2
"""More and more come: about a third of all within the last two weeks, so that many are still open."""
STORY_VILLAGE = "620702107203"

AT_WINDOW = ("clerk", "agent")

Part = Generator[datetime, None, datetime | None]
"""A part of a script; gives the moment of what it was for, None where the case ended or lies still."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What one case will be."""

    number: int
    item: str
    tier: Tier
    received: date
    end: str = "granted"
    """granted, denied, declined, withdrawn."""
    forgets: bool = False
    """Papers are missing at first."""
    slow: int = 0
    """Working days beyond the promised limit."""
    stop: str = ""
    """The key of the step before which it lies still; `answer`, `hand`: claimed and not done; empty: it goes on."""
    whole: bool = False
    village: str = ""
    """Where the applicant lives; empty: the townships take turns."""


def plans(days: Days, since: date, cases: int = CASES) -> list[Plan]:
    """What all cases will be, the same at every run but for the days, which are counted back from today."""
    chance = Random(SEED)
    items = written("past")["items"]
    keys = list(items)
    span = working_days_between(since, days.last, days.calendar)
    made = []
    for number in range(cases):
        item = chance.choices(keys, [items[key]["weight"] for key in keys])[0]
        tiers = items[item]["tiers"]
        end = chance.choices(("granted", "denied", "declined", "withdrawn"), (90, 4, 3, 3))[0]
        made.append(
            Plan(
                number=number,
                item=item,
                tier=Tier(chance.choices(list(tiers), list(tiers.values()))[0]),
                received=days.day(-int(span * chance.random() ** RAMP)),
                end="granted" if end == "declined" and not items[item].get("elsewhere") else end,
                forgets=chance.random() < 0.11,
                slow=chance.choice((1, 1, 2, 3)) if chance.random() < 0.03 else 0,
                whole=number % 43 == 7,
            )
        )
    return made + _lying_still(days, cases)


def _lying_still(days: Days, since: int) -> list[Plan]:
    """Cases that somebody has left lying: near their date (yellow), a few past it (red), and at every stage."""
    rows: list[tuple[str, Tier, int, str]] = [
        ("old-age-allowance", Tier.VILLAGE, -9, "decide"),
        ("old-age-allowance", Tier.VILLAGE, -9, "review"),
        ("old-age-allowance", Tier.TOWNSHIP, -8, "review"),
        ("old-age-allowance", Tier.TOWNSHIP, -9, "decide"),
        ("old-age-allowance", Tier.VILLAGE, -12, "review"),
        ("old-age-allowance", Tier.VILLAGE, -13, "decide"),
        ("nursery-place", Tier.TOWNSHIP, -4, "match"),
        ("nursery-place", Tier.TOWNSHIP, -5, "decide"),
        ("nursery-place", Tier.TOWNSHIP, -8, "match"),
        ("old-age-allowance", Tier.VILLAGE, -3, "accept"),
        ("senior-card", Tier.VILLAGE, -3, "accept"),
        ("senior-card", Tier.VILLAGE, -9, "deliver"),
        ("old-age-allowance", Tier.VILLAGE, -14, "deliver"),
        ("resident-pension-enrolment", Tier.VILLAGE, -5, "deliver"),
    ]
    # The village and the township of the story, whose accounts are tried first.
    near: list[tuple[str, Tier, int, str]] = [
        ("old-age-allowance", Tier.VILLAGE, -1, "accept"),
        ("old-age-allowance", Tier.VILLAGE, -2, "answer"),
        ("nursery-place", Tier.VILLAGE, 0, "accept"),
        ("senior-card", Tier.VILLAGE, -5, "deliver"),
        ("resident-pension-enrolment", Tier.VILLAGE, -6, "hand"),
        ("old-age-allowance", Tier.VILLAGE, -6, "decide"),
        ("nursery-place", Tier.TOWNSHIP, -5, "match"),
        ("out-of-area-care", Tier.TOWNSHIP, -1, ""),
        ("old-age-allowance", Tier.VILLAGE, -24, ""),
        ("senior-card", Tier.VILLAGE, -31, ""),
        ("old-age-allowance", Tier.VILLAGE, -44, ""),
    ]
    anywhere = [(row, "") for row in rows] + [(row, STORY_VILLAGE) for row in near]
    return [
        Plan(number=since + index, item=item, tier=tier, received=days.day(back), stop=stop, village=village)
        for index, ((item, tier, back, stop), village) in enumerate(anywhere)
    ]


class Past:
    """Makes the scripts of the past cases."""

    def __init__(self, days: Days, hands: Hands) -> None:
        self.days, self.hands = days, hands
        self.crowd = Crowd(Random(SEED + 1))
        self.villages = _villages()
        self.townships = sorted(self.villages)

    def scripts(self, since: date, cases: int = CASES) -> Iterator[Script]:
        """All of them, not yet begun."""
        for plan in plans(self.days, since, cases):
            yield self._script(plan)

    def _script(self, plan: Plan) -> Script:
        chance = Random(SEED + 10 + plan.number)
        home = self._home(plan, chance)
        at = self.days.sometime(plan.received, chance)
        yield at
        by = self._clerk(plan, home, at, chance)
        case = self._take_in(plan, home, by, at, chance)
        matter = Matter(case, plan.received)
        if matter.limits.handling is Handling.INSTANT and plan.end == "granted" and not plan.forgets:
            spot.conclude_on_the_spot(case.pk, by=by, signature=papers.signature(matter.applicant.name), at=at)
            yield from self._rating(case, at, chance)
            return
        lacking = plan.forgets and plan.end != "declined"
        intake.receive(case.pk, by=by, proposal=self._proposal(plan, lacking=lacking), at=at)
        yield from self._after_receipt(plan, case, at, chance)

    def _take_in(self, plan: Plan, home: Home, by: Actor, at: datetime, chance: Random) -> Case:
        item = written("past")["items"][plan.item]
        elsewhere = chance.choice(written("past")["elsewhere"]) if plan.end == "declined" else ""
        identity = self.crowd.someone(home, tuple(item["ages"]), plan.received, whole=plan.whole, household=elsewhere)
        person = register(identity, by=by, at=at - timedelta(minutes=20))
        scenario = {key: chance.choice(options) for key, options in item["scenario"].items()}
        lacking: Mapping[str, str] = {}
        if plan.forgets and plan.end != "declined":
            version = catalog.current(plan.item, plan.received)
            assert version is not None
            always = [one for one in version.materials[1:] if one.required_when is None and one.asked]
            lacking = window.reasons(always, chance)
        return window.sitting(
            plan.item,
            person,
            by=by,
            at=at,
            scenario=scenario,
            chance=chance,
            values=self._values(plan, identity, scenario, chance),
            without=lacking,
        )

    @staticmethod
    def _proposal(plan: Plan, *, lacking: bool) -> Answer:
        if plan.end == "declined":
            return Answer.NOT_COMPETENT
        return Answer.CORRECT if lacking else Answer.ACCEPT

    def _values(self, plan: Plan, identity: Identity, scenario: Mapping[str, str], chance: Random) -> dict[str, object]:
        """What a form says that its sample should not say for everybody."""
        soon = plan.received + timedelta(days=chance.randint(3, 25))
        if plan.item == "nursery-place":
            months = chance.randint(7, 17) if scenario["child_age"] == "baby" else chance.randint(19, 34)
            born = plan.received - timedelta(days=months * 30 + 4)
            sex = chance.choice((Sex.FEMALE, Sex.MALE))
            return {
                "child_name": self.crowd.child(identity),
                "child_number": numbers.make("620702", born, sex, plan.number % 500),
                "child_birth": born.isoformat(),
                "child_sex": sex.value,
                "relation": "mother" if identity.sex is Sex.FEMALE else "father",
                "starts_on": soon.isoformat(),
            }
        if plan.item == "household-business":
            trade = chance.choice(("面馆", "便利店", "理发店", "农资店", "水果店", "修理铺"))
            return {
                "business_name": f"张掖市甘州区{identity.name[-1]}记{trade}",
                "business_address": f"{identity.address}临街1号",
                "workers": str(chance.randint(1, 4)),
                "capital": str(chance.choice((20000, 30000, 50000))),
            }
        if plan.item == "out-of-area-care":
            return {"starts_on": soon.isoformat()}
        return {}

    def _after_receipt(self, plan: Plan, case: Case, at: datetime, chance: Random) -> Script:
        at = self.days.later(at, chance.choice((0, 0, 1, 1)), chance)
        yield at
        answered = yield from self._answer(plan, case, at, chance)
        if answered is None:
            return
        if plan.end == "withdrawn":
            at = self.days.later(answered, 1, chance)
            yield at
            by, wish = self.hands.at(case.origin_id, AT_WINDOW, at), [papers.photograph("撤回申请")]
            withdrawing.withdraw(case.pk, by=by, shown=Shown.SIGNED, pictures=wish, at=at)
            return
        decided = yield from self._handling(plan, case, answered, chance)
        if decided is not None:
            yield from self._delivery(plan, case, decided, chance)

    def _answer(
        self, plan: Plan, case: Case, at: datetime, chance: Random
    ) -> Generator[datetime, None, datetime | None]:
        """The answer to the application; gives the moment of acceptance, None where it was not accepted."""
        task = window.waiting(case)
        if plan.stop == task.kind:
            return None
        if task.claimed_at is None:
            steps.claim(case.pk, by=self._hand(plan, task, at), at=at)
            if plan.stop == "answer":
                return None
            at = self.days.later(at, 0, chance)
            yield at
        by = self._hand(plan, window.waiting(case), at)
        if plan.end == "declined":
            answers.decline(
                case.pk,
                by=by,
                ground=data.Ground.NOT_COMPETENT,
                competent=competent(Matter(case, plan.received)),
                at=at,
            )
            return None
        if plan.forgets:
            corrected = answers.correct(case.pk, by=by, at=at)
            at = self.days.later(at, chance.randint(2, 9), chance)
            yield at
            self._supply(corrected, at)
            at = self.days.later(at, chance.choice((0, 1)), chance)
            yield at
            task = window.waiting(case)
            by = self._hand(plan, task, at)
            if task.claimed_at is None:
                steps.claim(case.pk, by=by, at=at)
        answers.accept(case.pk, by=by, at=at)
        return at

    def _supply(self, case: Case, at: datetime) -> None:
        missing = case.documents.filter(state="missing").values_list("material", flat=True)
        by = self.hands.at(case.origin_id, AT_WINDOW, at)
        answers.supply(case.pk, by=by, ticks={key: Tick(here=True) for key in missing}, at=at)

    def _handling(
        self, plan: Plan, case: Case, at: datetime, chance: Random
    ) -> Generator[datetime, None, datetime | None]:
        """Review and decision, spread over the promised limit; gives the moment of the decision."""
        matter = Matter(Case.objects.select_related("applicant__key").get(pk=case.pk), plan.received)
        handling = [step for step in matter.steps if step.stage is Stage.HANDLING]
        promised = matter.limits.promised
        total = promised + plan.slow if plan.slow else int(promised * chance.uniform(0.2, 0.9))
        waits = _shared_out(total, len(handling) * 2, chance)
        for number, step in enumerate(handling):
            if plan.stop == step.key:
                return None
            at = self.days.later(at, waits[number * 2], chance)
            yield at
            steps.claim(case.pk, by=self._hand(plan, window.waiting(case), at), at=at)
            at = self.days.later(at, waits[number * 2 + 1], chance)
            yield at
            by = self._hand(plan, window.waiting(case), at)
            if step is not handling[-1]:
                advice = Advice.DENY if plan.end == "denied" else Advice.GRANT
                opinion = "不符合条件，拟不予。" if plan.end == "denied" else "材料齐全，符合条件，拟同意。"
                decisions.review(case.pk, by=by, advice=advice, opinion=opinion, at=at)
            elif plan.end == "denied":
                reason = chance.choice(written("past")["items"][plan.item]["deny"])
                decisions.deny(case.pk, by=by, reasons=(reason,), at=at)
            else:
                decisions.grant(case.pk, by=by, opinion="同意。", at=at)
        return at

    def _delivery(self, plan: Plan, case: Case, at: datetime, chance: Random) -> Script:
        if plan.stop == "deliver":
            return
        at = self.days.later(at, chance.choice((0, 1, 1)), chance)
        yield at
        steps.claim(case.pk, by=self._hand(plan, window.waiting(case), at), at=at)
        if plan.stop == "hand":
            return
        at = self.days.later(at, chance.choice((0, 1, 2)), chance)
        yield at
        manner = chance.choice(("home", "agent")) if plan.tier is Tier.VILLAGE else "window"
        row = Case.objects.select_related("applicant__key").get(pk=case.pk)
        delivery.deliver(
            case.pk,
            by=self._hand(plan, window.waiting(case), at),
            signature=papers.signature(Matter(row, plan.received).applicant.name),
            manner=manner,
            at=at,
        )
        yield from self._rating(case, at, chance)

    def _rating(self, case: Case, at: datetime, chance: Random) -> Script:
        if chance.random() < 0.38:
            return
        at += timedelta(minutes=chance.randint(5, 170))
        yield at
        levels = written("past")["ratings"]
        level = chance.choices(list(levels), list(levels.values()))[0]
        words = chance.choice(written("past")["words"][level])
        row = Case.objects.select_related("applicant__key", "origin").get(pk=case.pk)
        rate(row, level, by=Actor.resident(), words=words, at=at)

    # Where and at whose window

    def _hand(self, plan: Plan, task: Task, at: datetime) -> Actor:
        return window.hand_for(task, self.hands, at, plan.number)

    def _home(self, plan: Plan, chance: Random) -> Home:
        if plan.village:
            return next(home for home in self.villages[regions.township(plan.village)] if home.region == plan.village)
        township = self.townships[plan.number % len(self.townships)]
        return chance.choice(self.villages[township])

    def _clerk(self, plan: Plan, home: Home, at: datetime, chance: Random) -> Actor:
        office = office_at(plan.tier, home)
        by = self.hands.at(office.pk, AT_WINDOW, at, plan.number)
        if by.office != office.pk:
            # The agent is away and her stand-in sits at the centre: people go there.
            by = self.hands.at(office_at(Tier.TOWNSHIP, home).pk, AT_WINDOW, at, plan.number)
        return by


@cache
def office_at(tier: Tier, home: Home) -> Office:
    """The office whose window somebody from this village goes to."""
    if tier is Tier.DISTRICT:
        return places.office_by_key("hall")
    key = regions.prefix(home.region if tier is Tier.VILLAGE else regions.township(home.region))
    return places.office_by_key(f"{'point' if tier is Tier.VILLAGE else 'centre'}-{key}")


def competent(matter: Matter) -> data.Place:
    """Who is competent instead, by where the applicant is registered."""
    found = places.competent_elsewhere(matter.competent_region or "", matter.authority.department)
    if found is None:
        raise LookupError("nobody is known to be competent for this region")
    return data.Place(name=found.name.zh, address=found.address.zh or None, telephone=found.telephone or None)


def _villages() -> dict[str, list[Home]]:
    """Villages by township, each with its path as it is said."""
    points = Office.objects.filter(tier=Tier.VILLAGE.value).order_by("region").values_list("region", flat=True)
    paths = places.paths(list(points))
    found: dict[str, list[Home]] = {}
    for code in points:
        found.setdefault(regions.township(code), []).append(Home(code, paths[code].zh))
    return found


def _shared_out(total: int, parts: int, chance: Random) -> list[int]:
    """A number of days shared out by chance over so many waits."""
    cuts = sorted(chance.randint(0, total) for _ in range(parts - 1))
    return [after - before for before, after in zip([0, *cuts], [*cuts, total], strict=True)]
