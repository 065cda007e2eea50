"""What every drawing of a scene says, in words: its marks, its figures, its texts, and the sentences over it."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.mapping.coverage import Coverage
from roleplay.mapping.odds import Odds
from roleplay.mapping.shape import Shape, Spot, Way
from roleplay.scene.model import Choice, Outcome
from roleplay.scene.text import Text
from roleplay.scene.wording import TYPED, Notation, in_words
from roleplay.text.plain import safe


class Chart(NamedTuple):
    """A shape with what is known of the ways through it."""

    shape: Shape
    coverage: Coverage | None = None
    """``None`` where nothing is said of attempts, which is not the same as none."""
    odds: Odds | None = None
    """``None`` where the scene was not explored, or not to the end."""
    cut: bool = False
    """The scene has more states than were explored."""

    def dead(self, place: str) -> bool:
        """Whether no play can ever come to a place."""
        return not self.shape.spots[place].reached or (self.odds is not None and not self.odds.places.get(place))

    def mute(self, place: str, choice: str) -> bool:
        """Whether one can come to the place and never make the choice; known only where the scene was explored."""
        return self.odds is not None and not self.dead(place) and (place, choice) not in self.odds.choices

    def closed(self, way: Way) -> bool:
        """Whether a choice that can be made never leads this way; known only where the scene was explored."""
        if self.odds is None or (way.source, way.choice) not in self.odds.choices:
            return False
        return (way.source, way.choice, way.to) not in self.odds.ways

    def shut(self, way: Way) -> bool:
        """Whether nobody can ever go this way."""
        return self.closed(way) or self.mute(way.source, way.choice)

    def times(self, place: str, choice: str | None = None) -> int | None:
        """How often the attempts have been there, or made the choice; ``None`` without attempts."""
        if self.coverage is None or not self.coverage.attempts:
            return None
        if choice is None:
            return self.coverage.places.get(place, 0)
        return self.coverage.choices.get((place, choice), 0)

    def chance(self, place: str, choice: str | None = None) -> float | None:
        """How likely random play comes there, or makes the choice, 0 to 1; ``None`` where that is not known.

        Of a choice at a node to which one can come back only an average is known, which is not shown.
        """
        if self.odds is None or self.dead(place):
            return None
        if choice is None:
            return self.odds.places.get(place, 0.0)
        if self.shape.spots[place].loop:
            return None
        return min(self.odds.choices.get((place, choice), 0.0), 1.0)


def percent(share: float) -> str:
    """A share of 0 to 1 as a short percentage; only nothing is 0% and only everything is 100%."""
    rounded = round(share * 100)
    if rounded <= 0 < share:
        return "<1%"
    if rounded >= 100 and share < 1 - 1e-9:
        return ">99%"
    return f"{rounded}%"


class Speech:
    """The texts of one scene in one language, each on one line."""

    def __init__(self, chart: Chart, words: Catalogue, notation: Notation = TYPED) -> None:
        self.chart = chart
        self.shape = chart.shape
        self.scenario = chart.shape.scenario
        self.words = words
        self.notation = notation
        self._names = self.scenario.names()

    def text(self, text: Text) -> str:
        """A text with the names of the cast in it."""
        return " ".join(safe(text.fill(self.words.language, self._names), newlines=False).split())

    @property
    def title(self) -> str:
        """The title of the scene."""
        return self.text(self.scenario.title)

    def says(self, place: str) -> str:
        """Who speaks at a node, and what is said there when no condition holds; the title of an ending."""
        node = self.shape.node(place)
        if node is None:
            return self.text(self.scenario.endings[place].title)
        who = self.text(self.scenario.cast[node.speaker].name)
        return f"{who}{self.words('library.colon')}{self.text(node.says[-1].text)}"

    def line(self, choice: Choice) -> str:
        """What the learner says."""
        return self.text(choice.say)

    def outcome(self, outcome: Outcome) -> str:
        """How an ending ends."""
        return self.words(f"outcome.{outcome.value}")

    def when(self, way: Way) -> str:
        """When a choice leads this way: a condition, "otherwise", or nothing where it always does."""
        if way.otherwise:
            return self.words("map.otherwise")
        return in_words(way.when, self.scenario, self.words, self.notation)

    def needs(self, choice: Choice) -> str:
        """What a choice asks for before it can be made, or nothing."""
        if not choice.when:
            return ""
        return self.words("map.needs", condition=in_words(choice.when, self.scenario, self.words, self.notation))

    def limits(self, place: str, choice: Choice) -> list[str]:
        """What else is special about a choice: said once, said by silence, never to be said."""
        node = self.shape.node(place)
        found: list[str] = []
        if self.chart.mute(place, choice.id):
            found.append(self.words("map.mute"))
        if choice.once:
            found.append(self.words("map.once"))
        if node is not None and node.silence is not None and node.silence.choice == choice.id:
            found.append(self.words("map.silence", seconds=node.silence.after))
        return found

    def marks(self, place: str) -> list[str]:
        """How a place lies in the graph, in single words."""
        spot: Spot = self.shape.spots[place]
        found: list[str] = []
        if spot.start:
            found.append(self.words("map.start"))
        if self.chart.dead(place):
            found.append(self.words("map.dead"))
        if spot.outcome is not None:
            return found
        if self.scenario.nodes[place].is_sketch:
            found.append(self.words("map.todo"))
        if not spot.ends:
            found.append(self.words("map.stuck"))
        if spot.bottleneck:
            found.append(self.words("map.bottleneck"))
        if spot.branches > 1:
            found.append(self.words("map.branch", count=spot.branches))
        if spot.loop:
            found.append(self.words("map.loop"))
        return found

    def figures(self, place: str, choice: str | None = None) -> list[str]:
        """How often the learner was there and how likely chance leads there, as far as that is known."""
        times, chance = self.chart.times(place, choice), self.chart.chance(place, choice)
        found = [] if times is None else [self.words("map.times", count=times)]
        return found if chance is None else [*found, percent(chance)]

    def summary(self) -> list[str]:
        """A few sentences on the whole: how much there is, how long it takes, how much of it has been seen."""
        shape, odds, words = self.shape, self.chart.odds, self.words
        outcomes = Counter(ending.outcome for ending in self.scenario.endings.values())
        listed = words("play.list_separator").join(
            words("map.outcome_count", outcome=self.outcome(outcome), count=outcomes[outcome])
            for outcome in Outcome
            if outcomes[outcome]
        )
        counts = {"nodes": len(self.scenario.nodes), "choices": len(shape.ways), "endings": len(self.scenario.endings)}
        found = [words("map.counts", **counts, outcomes=listed)]
        shortest, longest = (shape.shortest, shape.longest) if odds is None else (odds.shortest, odds.longest)
        if shortest is None:
            found.append(words("map.no_way"))
        elif longest is None:
            found.append(words("map.round", shortest=shortest))
        elif longest == shortest:
            found.append(words("map.length", shortest=shortest))
        else:
            found.append(words("map.lengths", shortest=shortest, longest=longest))
        dead = [place for place in shape.spots if self.chart.dead(place)]
        if dead:
            found.append(words("map.dead_places", places=words("play.list_separator").join(dead)))
        if self.chart.cut:
            found.append(words("map.cut"))
        return found + self._seen(counts)

    def explained(self) -> list[str]:
        """What the marks and the figures mean, one sentence each."""
        chart, words = self.chart, self.words
        spots = chart.shape.spots.values()
        found: list[str] = []
        if any(spot.bottleneck for spot in spots):
            found.append(words("map.about_bottleneck"))
        if any(spot.branches > 1 for spot in spots):
            found.append(words("map.about_branch"))
        if any(spot.loop for spot in spots):
            found.append(words("map.about_loop"))
        if chart.coverage is not None and chart.coverage.attempts:
            found.append(words("map.about_times", times=words("map.times", count=3)))
        if chart.odds is not None:
            found.append(words("map.about_chance"))
        return found

    def _seen(self, counts: dict[str, int]) -> list[str]:
        coverage, words = self.chart.coverage, self.words
        if coverage is None:
            return []
        if not coverage.attempts:
            return [words("map.unseen")]
        ends = sum(place in self.scenario.endings for place in coverage.places)
        seen = {"at": len(coverage.places) - ends, "made": len(coverage.choices), "ended": ends}
        found = [words("map.seen", attempts=coverage.attempts, **seen, **counts)]
        return [*found, words("map.older", count=coverage.older)] if coverage.older else found
