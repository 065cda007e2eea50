"""Plays replayed on the text they were played on: each answer in its state, the whole judged by current scoring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from roleplay.cohort.digests import decision_digest
from roleplay.cohort.doubts import doubt, is_too_fast
from roleplay.cohort.plays import (
    Doubt,
    GivenAnswer,
    JudgedPlay,
    LineRange,
    Place,
    SeenState,
    StateAnswer,
    SubmittedPlay,
)
from roleplay.engine import IllegalChoice, State, compile_story, legal, start, step
from roleplay.engine.view import direction, says
from roleplay.exploration import Graph, explore
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.model import Bundle, MoveKind
from roleplay.scene.text import Text
from roleplay.scoring.judge import Judge
from roleplay.scoring.percent import percent
from roleplay.scoring.scorecard import scorecard, scores
from roleplay.scoring.value import Values
from roleplay.session.focus import avoidable
from roleplay.text.reading_time import reading_minutes


class PlayedStory:
    """A scene with the cast of some plays; explored once, on first use."""

    def __init__(self, bundle: Bundle, personas: Mapping[str, str], digests: Mapping[tuple[str, str], str]) -> None:
        """``digests`` are those of the texts, by kind and id. Raises LookupError if the cast is unknown."""
        scenario = bundle.scenario
        for member, persona in personas.items():
            if member not in scenario.cast or persona not in bundle.personas:
                raise LookupError(f"{member}: {persona}")
        self.bundle = bundle
        self.story = compile_story(bundle, personas)
        self.judge = Judge(self.story, [bundle.rubrics[name] for name in scenario.rubrics])
        self.text = digests.get(("scenario", scenario.id), "")
        self.rubrics = FrozenDict({name: digests.get(("rubric", name), "") for name in scenario.rubrics})
        self._criteria = tuple(measure.ref for measure in self.judge.measures)
        self._places: dict[str, Place] = {}
        self._seen: dict[int, SeenState] = {}
        self._ranges: dict[str, tuple[LineRange, ...]] = {}
        self._minutes: dict[tuple[str, str, tuple[str, ...]], float] = {}

    @cached_property
    def _graph(self) -> Graph:
        return explore(self.story)

    @cached_property
    def _values(self) -> Values | None:
        return None if self._graph.cut else Values(self._graph, self.judge)

    @property
    def exact(self) -> bool:
        """Whether all states are known, and thus the cost of each line."""
        return not self._graph.cut

    def place(self, node_id: str) -> Place:
        """One of its decisions, by node id."""
        place = self._places.get(node_id)
        if place is None:
            node = self.bundle.scenario.nodes[node_id]
            place = self._places[node_id] = Place(self.bundle.scenario.id, node_id, decision_digest(self.bundle, node))
        return place

    def seen(self, state: State) -> SeenState:
        """What is known about a state."""
        number = None if self._graph.cut else self._graph.number(state)
        known = None if number is None else self._seen.get(number)
        if known is None:
            known = self._examine(state)
            if number is not None:
                self._seen[number] = known
        return known

    def _examine(self, state: State) -> SeenState:
        table, values, moves = self.judge.judge(state), self._values, self.bundle.moves
        able = tuple(table)
        return SeenState(
            node=state.passage.id,
            heard=says(state),
            available=able,
            regrets=None if values is None else tuple(values.regret(state, line) for line in able),
            moves=FrozenDict({line: judged.moves for line, judged in table.items()}),
            temptations=frozenset(move for move in avoidable(table) if moves[move].kind is MoveKind.POOR),
            lines=self._lines(state.passage.id),
        )

    def _lines(self, node: str) -> tuple[LineRange, ...]:
        """The lines of a decision with the range of their costs over all states, met or not."""
        lines = self._ranges.get(node)
        if lines is None:
            costs: dict[str, list[float]] = {choice.id: [] for choice in self.bundle.scenario.nodes[node].choices}
            values, graph = self._values, self._graph
            for number in () if values is None else graph.at[node]:
                for line in graph.available[number]:
                    costs[line].append(values.regret(graph.states[number], line) if values else 0.0)
            lines = self._ranges[node] = tuple(
                LineRange(line, min(own, default=None), max(own, default=None))
                for line, own in costs.items()
                if own or values is None
            )
        return lines

    def read(self, play: SubmittedPlay) -> JudgedPlay:
        """Replay a play. If it does not fit its text, the result has that as `JudgedPlay.doubt`, and no other data."""
        states, live = [start(self.story, play.seed)], list[GivenAnswer]()
        met: dict[str, StateAnswer] = {}
        rapid: list[bool] = []
        base = JudgedPlay(play, self.bundle.scenario.id, self.text, self.rubrics, ())
        try:
            for given in play.answers:
                del states[given.position + 1 :], live[given.position :]
                state = states[given.position]
                after = step(state, given.choice)
                fast = is_too_fast(given.seconds, self._minutes_at(state, given.language))
                rapid.append(fast)
                met.setdefault(
                    state.passage.id,
                    StateAnswer(self.place(state.passage.id), self.seen(state), given.choice, given.language, fast),
                )
                live.append(given)
                states.append(after)
            while live and live[-1].taken_back:  # the play was abandoned there
                live.pop()
                states.pop()
        except (IllegalChoice, IndexError, KeyError):
            return base._replace(doubt=Doubt.NO_REPLAY)
        choices = [given.choice for given in live]
        card = scorecard(self.judge, states, choices)
        percent_by_ref = {ref: percent(score) for ref, score in scores(card.rubrics).items() if score is not None}
        return base._replace(
            first_answers=tuple(met.values()),
            poor=self._poor(states, choices),
            finished=states[-1].passage.ending is not None,
            passed=card.passed,
            percents=FrozenDict(percent_by_ref),
            criteria=self._criteria,
            doubt=doubt(rapid, [(given, len(legal(state))) for given, state in zip(live, states, strict=False)]),
        )

    def _poor(self, states: Sequence[State], choices: Sequence[str]) -> Mapping[str, bool]:
        poor: dict[str, bool] = {}
        for state, choice in zip(states, choices, strict=False):
            seen = self.seen(state)
            for move in seen.temptations:
                poor[move] = poor.get(move, False) or move in seen.moves[choice]
        return FrozenDict(poor)

    def _minutes_at(self, state: State, language: str) -> float:
        """Minutes to read what is new at a decision: what happens, what is heard, and the lines."""
        heard: tuple[Text | None, ...] = (direction(state), says(state))
        names, able = self.bundle.scenario.names(), legal(state)
        texts = [text.fill(language, names) for text in heard if text is not None]
        key = (language, "\n".join(texts), able)
        minutes = self._minutes.get(key)
        if minutes is None:
            texts += [state.choice(line).say.fill(language, names) for line in able]
            minutes = self._minutes[key] = sum(map(reading_minutes, texts))
        return minutes
