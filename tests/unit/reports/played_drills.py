"""Drills for the tests of reports: played at random with arbitrary input, and parsers for their pages."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from html.parser import HTMLParser
from random import Random
from typing import Any, NamedTuple

from builders import bundle, choice, ending, meter, node, story_scene
from drill_rooms import classroom_bundle
from roleplay.drill.events import facilitator as f
from roleplay.drill.events import learner as l
from roleplay.drill.machine import apply
from roleplay.drill.plan import Form, Plan
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.drill.timeline import Timeline
from roleplay.scene.model import Bundle


class PlayedDrill(NamedTuple):
    """A drill with the interface that reports need."""

    room: Room
    id: str = "2031-05-06-070809-small"
    begun_at: datetime = datetime(2031, 5, 6, 9, 8, 9)
    timeline: Timeline = Timeline("2031-05-06T07:08:09+00:00")


def play(plan: Plan, seed: int, people: dict[str, str] | None = None, scene: Bundle | None = None) -> PlayedDrill:
    """A drill played at random to its debrief: ``people`` are voter -> what they typed as a name and as own words."""
    chance, room = Random(seed), Room(scene or classroom_bundle(), plan)
    people = {f"voter-{n}": f"name {n}" for n in range(6)} if people is None else people
    for number, (voter, name) in enumerate(people.items()):
        apply(room, l.Join(voter, number if plan.teams else None, name))
    for _ in range(200):
        if room.phase is Phase.DEBRIEF:
            return PlayedDrill(room)
        _speak(room, people, chance)
        _advance(room, chance)
    apply(room, f.End())
    return PlayedDrill(room)


def _speak(room: Room, people: dict[str, str], chance: Random) -> None:
    ballot = room.open_ballot
    for voter, name in people.items():
        if ballot is not None:
            apply(room, l.Vote(voter, tuple(ballot), chance.choice(room.choices)))  # type: ignore[arg-type]
        apply(room, l.OwnWords(voter, room.stage.round, name))
        apply(room, l.Mark(voter, room.marked_round or 0, chance.randrange(-1, 2)))
        apply(room, l.Grade(voter, chance.randrange(4)))
    if ballot is not None and chance.random() < 0.3:
        apply(room, f.Click(chance.choice(room.choices)))
        apply(room, f.Hands(tuple(chance.randrange(5) for _ in room.choices)))


def _advance(room: Room, chance: Random) -> None:
    events: list[Any] = [f.Next()] * 6 + [f.Skip(), f.Back()]
    if room.choices:
        some = chance.choice(room.choices)
        events += [f.Lead(some), f.Say(some), f.Take(some)]
    for event in chance.sample(events, len(events)):
        if isinstance(apply(room, event), frozenset):
            return


#: Texts with a special meaning for a browser, a spreadsheet, a terminal.
HOSTILE = (
    "</style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=HYPERLINK(1)",
    "+1",
    "-1",
    "@SUM(1)",
    "＝1",
    "&amp;<b>'\"",
)


def hostile_bundle() -> Bundle:
    """A scene in which every free text is hostile."""
    first, second, *others = HOSTILE
    scene = story_scene(
        nodes={
            "one": node(
                *(
                    choice(f"c{n}", "two", ["listen"] if n % 2 else ["dodge"]) | {"say": text}
                    for n, text in enumerate(HOSTILE)
                ),
                says=first,
                scene=second,
            ),
            "two": node(choice("good", "end", ["act_now"], reply=first), choice("bad", "end", ["dodge"])),
        },
        endings={"end": ending() | {"title": first, "text": second}},
        title=first,
        cast={"ann": {"name": second, "persona": "base"}},
        meters={"anger": meter(60) | {"name": second}},
        discussion=list(others),
    )
    return bundle(scene)


CONTEST = Plan(form=Form.CONTEST, teams=HOSTILE[:4], own_words=True, names=True)


class Page(HTMLParser):
    """A parsed page; asserts that its elements are balanced."""

    EMPTY = ("meta", "br", "hr")

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == [], self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        assert len(dict(attrs)) == len(attrs), (tag, attrs)
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.texts.append(data)

    @property
    def text(self) -> str:
        """All text, with a space between pieces."""
        return " ".join(self.texts)


def table(text: str) -> list[dict[str, str]]:
    """The rows of a table by the names of its columns."""
    return list(csv.DictReader(io.StringIO(text, newline="")))
