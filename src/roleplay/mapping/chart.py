"""The words in every drawing of a scene: its marks, figures and texts, and the sentences above it."""

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
    """The graph of a scene with everything known about the walks through it."""

    graph: SceneGraph
    #: ``None`` if attempts are not shown, which is not the same as no attempts
    coverage: Coverage | None = None
    #: ``None`` if the scene was not explored, or not completely
    odds: Odds | None = None
    #: whether the scene has more states than were explored
    cut: bool = False
    #: the odds with the other casts that the scene offers and its conditions distinguish
    others: tuple[Odds, ...] = ()

    @property
    def all_odds(self) -> tuple[Odds, ...]:
        """The odds with every cast; empty if the scene's own cast was not explored."""
        return () if self.odds is None else (self.odds, *self.others)

    def never_reached(self, passage: str) -> bool:
        """Whether no play can ever reach a node or an ending."""
        return not self.graph.vertices[passage].reachable or (
            self.odds is not None and not any(odds.passages.get(passage) for odds in self.all_odds)
        )

    def never_made(self, passage: str, choice: str) -> bool:
        """Whether a node can be reached but the choice never be made there; ``False`` if the scene was not explored."""
        is_made = any((passage, choice) in odds.choices for odds in self.all_odds)
        return self.odds is not None and not self.never_reached(passage) and not is_made

    def never_leads(self, transition: Transition) -> bool:
        """Whether a choice that can be made never leads to this target; ``False`` if the scene was not explored."""
        made_in = [odds for odds in self.all_odds if (transition.source, transition.choice) in odds.choices]
        way = (transition.source, transition.choice, transition.target)
        return bool(made_in) and not any(way in odds.transitions for odds in made_in)

    def never_taken(self, transition: Transition) -> bool:
        """Whether no play can ever take this transition."""
        return self.never_leads(transition) or self.never_made(transition.source, transition.choice)

    def times(self, passage: str, choice: str | None = None) -> int | None:
        """How often the attempts came to a node or ending, or made the choice; ``None`` if there are no attempts."""
        if self.coverage is None or not self.coverage.attempts:
            return None
        if choice is None:
            return self.coverage.passages.get(passage, 0)
        return self.coverage.choices.get((passage, choice), 0)

    def chance(self, passage: str, choice: str | None = None) -> float | None:
        """The probability, 0 to 1, that random play reaches a passage or makes the choice; ``None`` if unknown.

        For choices at a node that can be visited again only an average count is known, which is not shown.
        """
        if self.odds is None or self.never_reached(passage):
            return None
        if choice is None:
            return self.odds.passages.get(passage, 0.0)
        if self.graph.vertices[passage].in_cycle:
            return None
        return min(self.odds.choices.get((passage, choice), 0.0), 1.0)


def percent(share: float) -> str:
    """A share (0 to 1) as a short percentage; only exactly 0 is shown as 0% and only 1 as 100%."""
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
        """A text on one line, with placeholders filled in."""
        return " ".join(safe(text.fill(self.words.language, self._names), newlines=False).split())

    @property
    def title(self) -> str:
        """The title of the scene."""
        return self.text(self.scenario.title)

    def says(self, passage: str) -> str:
        """The speaker of a node and what they say if no condition holds; for an ending, its title."""
        node = self.graph.node(passage)
        if node is None:
            return self.text(self.scenario.endings[passage].title)
        who = self.text(self.scenario.cast[node.speaker].name)
        return f"{who}{self.words('library.colon')}{self.text(node.says[-1].text)}"

    def line(self, choice: Choice) -> str:
        """What the learner says with this choice."""
        return self.text(choice.say)

    def outcome(self, outcome: Outcome) -> str:
        """The outcome in words."""
        return self.words(f"outcome.{outcome.value}")

    def when(self, transition: Transition) -> str:
        """When a choice leads to this target: a condition, "otherwise", or "" if always."""
        if transition.otherwise:
            return self.words("map.otherwise")
        return in_words(transition.when, self.scenario, self.words, self.notation)

    def needs(self, choice: Choice) -> str:
        """The condition of a choice, or "" if it has none."""
        if not choice.when:
            return ""
        return self.words("map.needs", condition=in_words(choice.when, self.scenario, self.words, self.notation))

    def limits(self, passage: str, choice: Choice) -> list[str]:
        """Other notes on a choice: it can never be made, only once, or is made by silence."""
        node = self.graph.node(passage)
        notes: list[str] = []
        if self.chart.never_made(passage, choice.id):
            notes.append(self.words("map.mute"))
        if choice.once:
            notes.append(self.words("map.once"))
        if node is not None and node.silence is not None and node.silence.choice == choice.id:
            notes.append(self.words("map.silence", seconds=node.silence.after))
        return notes

    def marks(self, passage: str) -> list[str]:
        """The position of a node or ending in the graph, in single words."""
        vertex: Vertex = self.graph.vertices[passage]
        marks: list[str] = []
        if vertex.start:
            marks.append(self.words("map.start"))
        if self.chart.never_reached(passage):
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
        """How often the learner was there and how likely random play is to get there, as far as known."""
        times, chance = self.chart.times(passage, choice), self.chart.chance(passage, choice)
        figures = [] if times is None else [self.words("map.times", count=times)]
        return figures if chance is None else [*figures, percent(chance)]

    def summary(self) -> list[str]:
        """A few sentences about the whole: its size, its length in choices, and how much has been seen."""
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
        dead = [passage for passage in graph.vertices if self.chart.never_reached(passage)]
        if dead:
            sentences.append(words("map.dead_places", places=words("play.list_separator").join(dead)))
        if self.chart.cut:
            sentences.append(words("map.cut"))
        return sentences + self._seen(counts)

    def explanations(self) -> list[str]:
        """Explanations of the marks and figures that occur, one sentence each."""
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
        return [*sentences, words("map.older", count=coverage.outdated)] if coverage.outdated else sentences
