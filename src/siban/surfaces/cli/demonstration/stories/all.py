"""Every story of the law, in the order in which they are listed."""

from __future__ import annotations

from collections.abc import Callable

from siban.surfaces.cli.demonstration.days import Days
from siban.surfaces.cli.demonstration.hands import Hands
from siban.surfaces.cli.demonstration.stories import answering, ending, handling, paying
from siban.surfaces.cli.demonstration.stories.stage import Story, crowd
from siban.surfaces.cli.demonstration.timeline import Script, Timeline

STORIES: tuple[Callable[[Story], Script], ...] = (
    answering.returned,
    answering.terminated,
    answering.tolerated,
    answering.broken,
    answering.declared,
    answering.again,
    answering.silent,
    handling.surveyed,
    handling.published,
    handling.heard,
    handling.joint,
    handling.longer,
    handling.held,
    handling.handed_off,
    ending.sent,
    ending.unfetched,
    ending.archived,
    ending.urged,
    ending.ordered,
    ending.newborn,
    paying.paid,
    paying.unchecked,
    paying.raised,
)


def begin(line: Timeline, days: Days, hands: Hands, number: int) -> list[Story]:
    """Put all on the line of time; the first bears this number."""
    people, told = crowd(), []
    for index, script in enumerate(STORIES, start=number):
        story = Story(index, "", days, hands, people=people)
        told.append(story)
        line.add(script(story))
    return told
