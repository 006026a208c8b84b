"""The demonstration from an empty database to a checked story."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from siban.domain.catalog.models import ItemVersion
from siban.domain.catalog.services import load_catalogue
from siban.domain.messages.services import send_waiting
from siban.domain.places.services import load_ganzhou
from siban.domain.staff.services import load_staff
from siban.domain.work.queries import calendar
from siban.domain.work.services import sweep
from siban.kernel import database, feed
from siban.kernel.clock import SHANGHAI, today
from siban.kernel.models import Event
from siban.surfaces.cli.demonstration import beside, checks, ground, main_job, telling
from siban.surfaces.cli.demonstration.days import Days
from siban.surfaces.cli.demonstration.hands import Hands
from siban.surfaces.cli.demonstration.past import Past
from siban.surfaces.cli.demonstration.stories import all as law
from siban.surfaces.cli.demonstration.stories.stage import Story
from siban.surfaces.cli.demonstration.tale import Difference, Tale
from siban.surfaces.cli.demonstration.timeline import Script, Timeline
from siban.surfaces.ui.second_factor import enrol_demonstration

BACK = timedelta(days=183)
"""How far back the made-up cases go, where the catalogue was in force by then."""
STORIES: tuple[tuple[str, Callable[[Tale], Script]], ...] = (
    ("wang", main_job.wang),
    ("luo", beside.luo),
    ("gao", beside.gao),
    ("ma", beside.ma),
    ("chen", main_job.chen),
)
CLOSELY = timedelta(days=35)
"""For how long before its end the demonstration follows events day by day."""
PATIENCE = 20.0
"""Seconds to wait for events that another session's open transaction holds back."""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of it."""

    tales: list[Tale]
    stories: list[Story]
    """The rules of the law that are alive on the pages, each with where to see it."""
    differences: list[Difference]
    notices: int


def run(progress: Console, cases: int) -> Told:
    """Empty or mark the database, fill it with `cases` past cases, tell the story, check it.

    Raises ground.NotDemonstration.
    """
    with _bars(progress) as bars:
        with _step(bars, _("备好数据库")):
            database.migrate()
            ground.prepare()
        with _step(bars, _("甘州的地方、人员、事项")):
            load_ganzhou(demonstration=True)
            load_staff()
            enrol_demonstration()
            load_catalogue(at=datetime.combine(today() - BACK, datetime.min.time(), SHANGHAI))
        days, hands = Days.until(today(), calendar()), Hands()
        hands.send_away(days)
        tales, stories = _months(bars, days, hands, cases)
        with _step(bars, _("传递事件，发消息")):
            _hand_on()
        with _step(bars, _("打印五个人的文书")):
            notices = telling.write(ground.notices_folder(), tales)
        with _step(bars, _("核对全库")):
            differences = [one for tale in [*tales, *stories] for one in tale.differences] + checks.whole()
    return Told(tales, stories, differences, notices)


def _months(bars: Progress, days: Days, hands: Hands, cases: int) -> tuple[list[Tale], list[Story]]:
    """Past cases, the story, and the stories of the law on one line of time, day by day."""
    since = _since(days)
    line = Timeline(since, days.at(0, "18:00"), lambda day: _follow(day, days.last - CLOSELY))
    bar = bars.add_task(_("几个月里的三百来件事"), total=(days.last - since).days)
    # Nothing is lost that a second run would not make again, so commits need not wait for the disk.
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
    for script in Past(days, hands).scripts(since, cases):
        line.add(script)
    first = days.calendar.next_working(since + timedelta(days=10))
    line.add(beside.earlier(Tale(0, "wang", days, hands), first))
    line.add(beside.zhang(Tale(0, "zhang", days, hands)))
    told = []
    for number, (key, story) in enumerate(STORIES, start=1):
        tale = Tale(number, key, days, hands)
        told.append(tale)
        line.add(story(tale))
    stories = law.begin(line, days, hands, len(told) + 1)
    line.run(lambda day: bars.update(bar, completed=(day - since).days))
    with connection.cursor() as cursor:
        cursor.execute("RESET synchronous_commit")
    return told, stories


def _follow(day: date, closely: date) -> None:
    """Let what follows from the events so far happen on its day: silence, promises, benefits. From `closely` on every
    day on which there is something, before that once a week, which is as much as the stories need."""
    if (day >= closely or day.weekday() == 0) and Event.objects.filter(fed__isnull=True).exists():
        feed.run_until_idle()


def _since(days: Days) -> date:
    """The first day: six months ago, or when the first versions of the catalogue came into force."""
    began = ItemVersion.objects.filter(number=1).aggregate(day=Max("in_force_from"))["day"]
    return max(days.last - BACK, began)


def _hand_on() -> None:
    """Hand every event on, send every message, raise the warnings of today."""
    sweep.run()
    deadline = time.monotonic() + PATIENCE
    while True:
        feed.run_until_idle()
        if not Event.objects.filter(fed__isnull=True).exists() or time.monotonic() > deadline:
            break
        time.sleep(0.2)
    while send_waiting():
        pass


@contextmanager
def _bars(console: Console) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=32), TimeElapsedColumn())
    with Progress(*columns, console=console) as bars:
        yield bars


@contextmanager
def _step(bars: Progress, name: str) -> Iterator[None]:
    bar = bars.add_task(name, total=None)
    yield
    bars.update(bar, total=1, completed=1)
