"""Plays of a story over its explored graph, without stepping the engine or judging a line twice.

States have the numbers of the graph. Every line that can be said in a state is numbered too, in the order of the
states; flat lists hold where each line leads and what it adds to the sum of a play. The lines that a player would
choose in each state form a column of line numbers, filled in lazily. A play is then a path of line numbers, and its
outcome follows from one sum. The results equal those of `roleplay.simulation.plays` exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from roleplay.engine import start, step
from roleplay.engine.view import reply
from roleplay.exploration import Graph
from roleplay.scoring.judge import Judge, JudgedLine
from roleplay.scoring.value import IncompleteExploration
from roleplay.simulation.moments import Moment, Moments, Policy
from roleplay.simulation.outcomes import Outcomes
from roleplay.simulation.plays import MAX_DECISIONS, REFILL_BELOW, Stream
from roleplay.simulation.tally import Picks, PlayOutcome, PlayTally

#: The number of chosen lines that are buffered before they are counted.
_BUFFER_SIZE = 100_000
#: Bits for counting the decisions at which a criterion was at stake; more than `MAX_DECISIONS` needs.
_BITS = 16


class _Lines(NamedTuple):
    """What all states with the same table (`Judge.judge`) have in common, line by line."""

    #: what it adds to the sum of a play (`Outcomes.sums`)
    sums: tuple[int, ...]
    #: (node, choice)
    said: tuple[tuple[str, str], ...]
    #: packed: 1 in the field of every criterion at stake
    at_stake: tuple[int, ...]


class GraphPlays:
    """Plays a story many times over its graph. Raises `IncompleteExploration` if the graph was cut."""

    def __init__(self, judge: Judge, graph: Graph) -> None:
        if graph.cut:
            raise IncompleteExploration(len(graph))
        self.judge = judge
        self.graph = graph
        self._outcomes = Outcomes(judge)
        self._moments = Moments()
        self._at: dict[int, Moment] = {}
        self._firsts: dict[int, int] = {}
        #: by state: the number of its first line, and its judged lines, numbered consecutively from there
        self._first_line: list[int] = []
        self._tables: list[Mapping[str, JudgedLine]] = []
        #: by line: the state in which it is said, and the state it leads to
        self._said_in: list[int] = []
        self.leads_to: list[int] = []
        #: by line: the fields of `_Lines`
        self._sums: list[int] = []
        self._said: list[tuple[str, str]] = []
        self._at_stake: list[int] = []
        known: dict[int, _Lines] = {}
        for number, (state, available, after) in enumerate(
            zip(graph.states, graph.available, graph.after, strict=True)
        ):
            self._first_line.append(len(self._sums))
            table = judge.judge(state, available) if available else {}
            self._tables.append(table)
            if available:
                lines = known.get(id(table))  # the judge keeps its tables alive, so an id identifies a table
                if lines is None:
                    lines = known[id(table)] = self._lines(number, table)
                self._sums += lines.sums
                self._said += lines.said
                self._at_stake += lines.at_stake
                self.leads_to += after
                self._said_in += [number] * len(after)

    def _lines(self, number: int, table: Mapping[str, JudgedLine]) -> _Lines:
        passage = self.graph.states[number].passage
        any_line = next(iter(table.values()))  # the same criteria are at stake for every line
        at_stake = sum(1 << _BITS * evidence.criterion for evidence in any_line.evidence)
        sums = self._outcomes.sums(passage, table)
        return _Lines(sums, tuple((passage.id, name) for name in table), (at_stake,) * len(table))

    def tally(self, policy: Policy, seeds: Sequence[int], with_encounters: bool = False) -> PlayTally:
        """Play once with each of ``seeds`` and count the results; ``with_encounters`` also counts what the plays met.

        Plays without any guess are determined by their first state, so those that begin alike are walked only once.
        """
        tally = PlayTally()
        ends: Counter[tuple[int, int]] = Counter()
        times_chosen: Counter[int] = Counter()
        trail: list[int] = []
        deterministic: dict[int, tuple[list[int], int]] = {}
        column = _HearingColumn(self, policy) if policy.hears_replies else _Column(self, policy)
        leads_to, sums, end_of = column.leads_to, self._sums.__getitem__, self.leads_to
        for seed in seeds:
            first = self._first(seed)
            if first in deterministic:
                path, plays = deterministic[first]
                deterministic[first] = path, plays + 1
                continue
            key, path, guessed = column.beginning(first), [], False
            draw, value = Stream(seed, policy.words).draw, 0
            for _ in range(MAX_DECISIONS):
                wanted = column[key]
                options = len(wanted)
                if options > 1:  # `Stream.pick`, without the call
                    if value < REFILL_BELOW:
                        value, guessed = draw(), True
                    line = wanted[value % options]
                    value //= options
                elif options:
                    line = wanted[0]
                else:  # an ending; a play stuck at a node counts as cut there
                    break
                path.append(line)
                key = leads_to[line]
            if not guessed:
                deterministic[first] = path, 1
                continue
            end = end_of[path[-1]]
            ends[sum(map(sums, path)), end] += 1
            trail += path
            if len(trail) > _BUFFER_SIZE:
                times_chosen.update(trail)
                trail.clear()
            if with_encounters:
                self._count_encounters(path, end, 1, tally)
        times_chosen.update(trail)
        for first, (path, plays) in deterministic.items():
            total, end = sum(map(sums, path)), end_of[path[-1]] if path else first
            ends[total, end] += plays
            tally.passes_without_guess |= self._outcome(total, end).passed
            for line in path:
                times_chosen[line] += plays
            if with_encounters:
                self._count_encounters(path, end, plays, tally)
        for (total, end), plays in ends.items():
            tally.outcomes[self._outcome(total, end)] += plays
            tally.lengths[self._outcomes.decisions(total)] += plays
        tally.picks = self._picks(times_chosen)
        return tally

    def _outcome(self, total: int, end: int) -> PlayOutcome:
        return self._outcomes.of(total, self.graph.states[end].passage)

    def _count_encounters(self, path: Sequence[int], end: int, plays: int, tally: PlayTally) -> None:
        """Count what the plays met, once per play."""
        said = set(map(self._said.__getitem__, path))
        for choice in said:
            tally.choices[choice] += plays
        for passage in {node for node, _ in said} | {self.graph.states[end].passage.id}:
            tally.passages[passage] += plays
        tally.at_stake[self._counts(sum(map(self._at_stake.__getitem__, path)))] += plays

    def _counts(self, at_stake: int) -> tuple[int, ...]:
        return tuple(at_stake >> _BITS * number & (1 << _BITS) - 1 for number in range(len(self.judge.measures)))

    def _picks(self, times_chosen: Mapping[int, int]) -> list[Picks]:
        """How often each line was chosen, added up over states with the same table."""
        rows: dict[int, tuple[int, list[int]]] = {}
        for line, plays in times_chosen.items():
            state = self._said_in[line]
            table = self._tables[state]
            _, row = rows.setdefault(id(table), (state, [0] * len(table)))
            row[line - self._first_line[state]] += plays
        return [
            Picks(self.graph.states[state].passage.id, tuple(self._tables[state].values()), row)
            for state, row in rows.values()
        ]

    def _first(self, seed: int) -> int:
        """The first state of the play with this seed."""
        first = self._firsts.get(seed)
        if first is None:
            number = self.graph.number(start(self.judge.story, seed))
            assert number is not None  # every deal was explored
            first = self._firsts[seed] = number
        return first

    # -- for columns -----------------------------------------------------------------

    def lines(self, state: int, places: Sequence[int]) -> tuple[int, ...]:
        """The numbers of the lines at ``places`` of a state."""
        begin = self._first_line[state]
        return tuple([begin + place for place in places])

    def moment(self, state: int) -> Moment:
        """What a player sees of a state."""
        moment = self._at.get(state)
        if moment is None:
            moment = self._at[state] = self._moments.at(self.graph.states[state], self.graph.available[state])
        return moment

    def moment_after(self, line: int) -> Moment:
        """What a player sees of the state that a line leads to, including the reply to the line."""
        before, name = self.graph.states[self._said_in[line]], self._said[line][1]
        answer = reply(before.choice(name), step(before, name))
        return self._moments.after(answer, self.moment(self.leads_to[line]))


class _Column(dict[int, tuple[int, ...]]):
    """State number -> the lines (numbers) that a player would choose in it, computed on first use."""

    def __init__(self, plays: GraphPlays, policy: Policy) -> None:
        super().__init__()
        self.plays = plays
        self.options = policy.options
        #: by line: the key into this column after it
        self.leads_to: Sequence[int] = plays.leads_to

    def beginning(self, first: int) -> int:
        """The key into this column at the beginning of a play, from its first state."""
        return first

    def __missing__(self, state: int) -> tuple[int, ...]:
        lines = self[state] = self.plays.lines(state, self.options(self.plays.moment(state)))
        return lines


class _HearingColumn(_Column):
    """The same for a player that also uses the reply to its previous line: keyed by the number of that line.

    States in which nothing has been said yet have negative keys.
    """

    def __init__(self, plays: GraphPlays, policy: Policy) -> None:
        super().__init__(plays, policy)
        self.leads_to = range(len(plays.leads_to))

    def __missing__(self, line: int) -> tuple[int, ...]:
        plays, state = self.plays, -1 - line if line < 0 else self.plays.leads_to[line]
        moment = plays.moment(state) if line < 0 else plays.moment_after(line)
        lines = self[line] = plays.lines(state, self.options(moment))
        return lines

    def beginning(self, first: int) -> int:
        """The key into this column at the beginning of a play, from its first state."""
        return -1 - first
