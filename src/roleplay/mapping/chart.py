"""What every drawing of a scene says, in words: its marks, its figures, its texts, and the sentences over it."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.mapping.coverage import Coverage
from roleplay.mapping.odds import Odds
from roleplay.mapping.scene_graph import SceneGraph, Transition, Vertex
from roleplay.scene.model import Choice, Outcome
from roleplay.scene.text import Text
from roleplay.scene.wording import TYPED, Notation, in_words
from roleplay.text.plain import safe


class Chart(NamedTuple):
    """A shape with what is known of the ways through it."""

    graph: SceneGraph
    #: ``None`` where nothing is said of attempts, which is not the same as none
    coverage: Coverage | None = None
    #: ``None`` where the scene was not explored, or not to the end
    odds: Odds | None = None
    #: the scene has more states than were explored
    cut: bool = False
    #: with the other casts that the scene offers and its conditions tell apart
    others: tuple[Odds, ...] = ()

    @property
    def known(self) -> tuple[Odds, ...]:
        """What is known of all casts; empty where the own one was not explored."""
        return () if self.odds is None else (self.odds, *self.others)

    def dead(self, passage: str) -> bool:
        """Whether no play can ever come to a place."""
        return not self.graph.vertices[passage].reachable or (
            self.odds is not None and not any(odds.passages.get(passage) for odds in self.known)
        )

    def mute(self, passage: str, choice: str) -> bool:
        """Whether one can come to the place and never make the choice; known only where the scene was explored."""
        made = any((passage, choice) in odds.choices for odds in self.known)
        return self.odds is not None and not self.dead(passage) and not made

    def closed(self, transition: Transition) -> bool:
        """Whether a choice that can be made never leads this way; known only where the scene was explored."""
        made = [odds for odds in self.known if (transition.source, transition.choice) in odds.choices]
        way = (transition.source, transition.choice, transition.target)
        return bool(made) and not any(way in odds.transitions for odds in made)

    def shut(self, transition: Transition) -> bool:
        """Whether nobody can ever go this way."""
        return self.closed(transition) or self.mute(transition.source, transition.choice)

    def times(self, passage: str, choice: str | None = None) -> int | None:
        """How often the attempts have been there, or made the choice; ``None`` without attempts."""
        if self.coverage is None or not self.coverage.attempts:
            return None
        if choice is None:
            return self.coverage.passages.get(passage, 0)
        return self.coverage.choices.get((passage, choice), 0)

    def chance(self, passage: str, choice: str | None = None) -> float | None:
        """How likely random play comes there, or makes the choice, 0 to 1; ``None`` where that is not known.

        Of a choice at a node to which one can come back only an average is known, which is not shown.
        """
        if self.odds is None or self.dead(passage):
            return None
        if choice is None:
            return self.odds.passages.get(passage, 0.0)
        if self.graph.vertices[passage].in_cycle:
            return None
        return min(self.odds.choices.get((passage, choice), 0.0), 1.0)


def percent(share: float) -> str:
    """A share of 0 to 1 as a short percentage; only nothing is 0% and only everything is 100%."""
    rounded = round(share * 100)
    if rounded <= 0 < share:
        return "<1%"
    if rounded >= 100 and share < 1 - 1e-9:
        return ">99%"
    return f"{rounded}%"


class Captions:
    """The texts of one scene in one language, each on one line."""

    def __init__(self, chart: Chart, words: Catalogue, notation: Notation = TYPED) -> None:
        self.chart = chart
        self.graph = chart.graph
        self.scenario = chart.graph.scenario
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

    def says(self, passage: str) -> str:
        """Who speaks at a node, and what is said there when no condition holds; the title of an ending."""
        node = self.graph.node(passage)
        if node is None:
            return self.text(self.scenario.endings[passage].title)
        who = self.text(self.scenario.cast[node.speaker].name)
        return f"{who}{self.words('library.colon')}{self.text(node.says[-1].text)}"

    def line(self, choice: Choice) -> str:
        """What the learner says."""
        return self.text(choice.say)

    def outcome(self, outcome: Outcome) -> str:
        """How an ending ends."""
        return self.words(f"outcome.{outcome.value}")

    def when(self, transition: Transition) -> str:
        """When a choice leads this way: a condition, "otherwise", or nothing where it always does."""
        if transition.otherwise:
            return self.words("map.otherwise")
        return in_words(transition.when, self.scenario, self.words, self.notation)

    def needs(self, choice: Choice) -> str:
        """What a choice asks for before it can be made, or nothing."""
        if not choice.when:
            return ""
        return self.words("map.needs", condition=in_words(choice.when, self.scenario, self.words, self.notation))

    def limits(self, passage: str, choice: Choice) -> list[str]:
        """What else is special about a choice: said once, said by silence, never to be said."""
        node = self.graph.node(passage)
        notes: list[str] = []
        if self.chart.mute(passage, choice.id):
            notes.append(self.words("map.mute"))
        if choice.once:
            notes.append(self.words("map.once"))
        if node is not None and node.silence is not None and node.silence.choice == choice.id:
            notes.append(self.words("map.silence", seconds=node.silence.after))
        return notes

    def marks(self, passage: str) -> list[str]:
        """How a place lies in the graph, in single words."""
        vertex: Vertex = self.graph.vertices[passage]
        marks: list[str] = []
        if vertex.start:
            marks.append(self.words("map.start"))
        if self.chart.dead(passage):
            marks.append(self.words("map.dead"))
        if vertex.outcome is not None:
            return marks
        if self.scenario.nodes[passage].is_sketch:
            marks.append(self.words("map.todo"))
        if not vertex.can_end:
            marks.append(self.words("map.stuck"))
        if vertex.bottleneck:
            marks.append(self.words("map.bottleneck"))
        if vertex.branches > 1:
            marks.append(self.words("map.branch", count=vertex.branches))
        if vertex.in_cycle:
            marks.append(self.words("map.loop"))
        return marks

    def figures(self, passage: str, choice: str | None = None) -> list[str]:
        """How often the learner was there and how likely chance leads there, as far as that is known."""
        times, chance = self.chart.times(passage, choice), self.chart.chance(passage, choice)
        figures = [] if times is None else [self.words("map.times", count=times)]
        return figures if chance is None else [*figures, percent(chance)]

    def summary(self) -> list[str]:
        """A few sentences on the whole: how much there is, how long it takes, how much of it has been seen."""
        graph, odds, words = self.graph, self.chart.odds, self.words
        outcomes = Counter(ending.outcome for ending in self.scenario.endings.values())
        listed = words("play.list_separator").join(
            words("map.outcome_count", outcome=self.outcome(outcome), count=outcomes[outcome])
            for outcome in Outcome
            if outcomes[outcome]
        )
        counts = {
            "nodes": len(self.scenario.nodes),
            "choices": len(graph.transitions),
            "endings": len(self.scenario.endings),
        }
        sentences = [words("map.counts", **counts, outcomes=listed)]
        shortest, longest = (graph.shortest, graph.longest) if odds is None else (odds.shortest, odds.longest)
        if shortest is None:
            sentences.append(words("map.no_way"))
        elif longest is None:
            sentences.append(words("map.round", shortest=shortest))
        elif longest == shortest:
            sentences.append(words("map.length", shortest=shortest))
        else:
            sentences.append(words("map.lengths", shortest=shortest, longest=longest))
        dead = [passage for passage in graph.vertices if self.chart.dead(passage)]
        if dead:
            sentences.append(words("map.dead_places", places=words("play.list_separator").join(dead)))
        if self.chart.cut:
            sentences.append(words("map.cut"))
        return sentences + self._seen(counts)

    def explained(self) -> list[str]:
        """What the marks and the figures mean, one sentence each."""
        chart, words = self.chart, self.words
        vertices = chart.graph.vertices.values()
        sentences: list[str] = []
        if any(vertex.bottleneck for vertex in vertices):
            sentences.append(words("map.about_bottleneck"))
        if any(vertex.branches > 1 for vertex in vertices):
            sentences.append(words("map.about_branch"))
        if any(vertex.in_cycle for vertex in vertices):
            sentences.append(words("map.about_loop"))
        if chart.coverage is not None and chart.coverage.attempts:
            sentences.append(words("map.about_times", times=words("map.times", count=3)))
        if chart.odds is not None:
            sentences.append(words("map.about_chance"))
        return sentences

    def _seen(self, counts: dict[str, int]) -> list[str]:
        coverage, words = self.chart.coverage, self.words
        if coverage is None:
            return []
        if not coverage.attempts:
            return [words("map.unseen")]
        ends = sum(passage in self.scenario.endings for passage in coverage.passages)
        seen = {"at": len(coverage.passages) - ends, "made": len(coverage.choices), "ended": ends}
        sentences = [words("map.seen", attempts=coverage.attempts, **seen, **counts)]
        return [*sentences, words("map.older", count=coverage.older)] if coverage.older else sentences
