"""RP305: a pass mark that nobody can reach, computed over all walks to the accepted endings.

The score of a criterion on a walk, as in `scoring.scorecard`, is:

- none, which passes no mark, if it was at stake in fewer decisions than its rubric requires;
- the share earned of what was due, if anything was due;
- else the share kept: of the points between the best and the worst line of every temptation, those not lost.

The two shares measure different things, so each is maximised over its own walks. `_Walks` separates these by counting
along every walk how often the criterion was at stake and whether anything was due.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from roleplay.checking.subject import Subject
from roleplay.exploration.paths import NEVER, greatest_values, packed
from roleplay.reading.diagnostics import Diagnostic
from roleplay.scoring.judge import Evidence, JudgedLine
from roleplay.scoring.percent import percent, whole_percent

#: (part, whole)
Share: TypeAlias = tuple[int, int]
NOTHING: Share = (0, 0)


def check_marks(subject: Subject, *, finished: bool) -> Iterator[Diagnostic]:
    """RP305 if no accepted ending is ever reached, and for thresholds of a criterion above its greatest score.

    If a scene is ``finished``, also for a rubric with a threshold of which nothing is ever assessed: in a draft that
    may still be to come.
    """
    mark = subject.scenario.pass_mark
    reached = [name for name in mark.endings if subject.graph.at[name]]
    if not reached:
        yield _unreachable(subject, "endings", "no accepted ending is ever reached", "合格的结局一个也到不了")
        return
    refs = [measure.ref for measure in subject.judge.measures]
    for ref, wanted in mark.thresholds.items():
        if ref not in refs:  # a whole rubric: its mean has no exact bound, but may not exist at all
            if finished and not any(_Walks(subject, number).assessed for number in _criteria_of(subject, ref)):
                yield _unreachable(
                    subject,
                    ref,
                    f"nothing of {ref} is assessed on any path to an accepted ending, but {wanted} is required",
                    f"在通往合格结局的路上，{ref} 没有一项有机会评分，却要求 {wanted}",
                )
            continue
        walks = _Walks(subject, refs.index(ref))
        if not walks.assessed:
            yield _unreachable(
                subject,
                ref,
                f"{ref} is at stake at most {walks.at_stake} times on a path to an accepted ending, and it"
                f" takes {walks.minimum} to be assessed; {wanted} is required",
                f"在通往合格结局的路上，{ref} 最多考查 {walks.at_stake} 次，"
                f"满 {walks.minimum} 次才评分，却要求 {wanted}",
            )
        elif (maximum := walks.maximum(Fraction(wanted, 100))) is not None:
            yield _unreachable(
                subject,
                ref,
                f"{ref} can reach at most {_shown(maximum)} %, but {wanted} is required",
                f"{ref} 最高只能到 {_shown(maximum)} %，却要求 {wanted}",
            )


def _criteria_of(subject: Subject, rubric: str) -> list[int]:
    measures = subject.judge.measures
    return [number for number, measure in enumerate(measures) if measure.rubric.id == rubric]


def _shown(share: Fraction) -> int:
    return whole_percent(percent(float(share)))


def _unreachable(subject: Subject, key: str, reason: str, reason_zh: str) -> Diagnostic:
    return subject.finding("RP305", ("pass", key), reason=reason, reason_zh=reason_zh)


class _Stage(NamedTuple):
    """A state, and the history of the criterion on the way to it."""

    number: int
    #: the number of decisions at which it was at stake, up to the minimum for being assessed
    decisions: int
    #: whether anything was due
    due: bool


class _Walks:
    """All walks to the accepted endings, from the view of one criterion."""

    def __init__(self, subject: Subject, criterion: int) -> None:
        graph = subject.graph
        self._criterion = criterion
        self._minimum = max(subject.judge.measures[criterion].rubric.minimum, 1)
        self._tables = subject.tables
        self._stages = [_Stage(number, 0, False) for number in graph.starts]
        self._starts = range(len(self._stages))
        self._after: list[tuple[int, ...]] = []
        numbers = {stage: number for number, stage in enumerate(self._stages)}
        for stage in self._stages:  # grows during the loop
            row: list[int] = []
            for state in graph.after[stage.number]:
                next_stage = self._next_stage(stage, state)
                if next_stage not in numbers:
                    numbers[next_stage] = len(self._stages)
                    self._stages.append(next_stage)
                row.append(numbers[next_stage])
            self._after.append(tuple(row))
        accepted = set(subject.scenario.pass_mark.endings)
        self._ends = [graph.states[stage.number].passage.id in accepted for stage in self._stages]

    def _next_stage(self, stage: _Stage, state: int) -> _Stage:
        table = self._tables[stage.number]
        evidence = self._evidence(next(iter(table.values()))) if table else None  # at stake for every line or none
        if evidence is None:
            return stage._replace(number=state)
        decisions = min(stage.decisions + 1, self._minimum)
        return _Stage(state, decisions, stage.due or evidence.opportunity)

    def _evidence(self, line: JudgedLine) -> Evidence | None:
        return next((evidence for evidence in line.evidence if evidence.criterion == self._criterion), None)

    @property
    def minimum(self) -> int:
        """How often the criterion must be at stake to be assessed."""
        return self._minimum

    @property
    def at_stake(self) -> int:
        """How often it is at stake at most, counted up to the minimum; 0 if no accepted ending is reached."""
        ends = zip(self._ends, self._stages, strict=True)
        return max((stage.decisions for accepted, stage in ends if accepted), default=0)

    @property
    def assessed(self) -> bool:
        """Whether it is assessed on any walk."""
        return any(self._counts(number) for number in range(len(self._stages)))

    def _counts(self, number: int) -> bool:
        return self._ends[number] and self._stages[number].decisions >= self._minimum

    def maximum(self, wanted: Fraction) -> Fraction | None:
        """The greatest score if it is below ``wanted``; ``None`` if ``wanted`` can be reached, or that is unknown."""
        due = self._maximum_share(_earned, wanted, due=True)
        clear = self._maximum_share(_kept, wanted, due=False)
        return None if wanted in (due, clear) else max(due, clear)

    def _maximum_share(self, share_of: Callable[[Evidence], Share], wanted: Fraction, *, due: bool) -> Fraction:
        """The greatest share on walks on which something is ``due`` (or nothing is), capped at ``wanted``; 0 if none.

        A share part / whole is at least a / b if the sum of ``b * part - a * whole`` is not negative, and that sum can
        be maximised decision by decision. The share of the best walk is the next bound, until no walk exceeds it
        (Dinkelbach's method for ratios).
        """
        ends = [0 if self._counts(n) and stage.due == due else NEVER for n, stage in enumerate(self._stages)]
        shares = [self._shares(stage, share_of) for stage in self._stages]
        share = wanted
        best = self._best(shares, ends, share)
        if best is None or self._margin(best, share) >= 0:
            return wanted
        share = Fraction(0)
        while best != NOTHING:
            best = self._best(shares, ends, share)
            if best is None:  # a loop gains without end
                return wanted
            if self._margin(best, share) <= 0:
                break
            share = Fraction(*best)
        return share

    def _shares(self, stage: _Stage, share_of: Callable[[Evidence], Share]) -> list[Share]:
        table = self._tables[stage.number]
        evidence = [self._evidence(line) for line in table.values()] if table else []
        return [NOTHING if line is None else share_of(line) for line in evidence]

    @staticmethod
    def _margin(share: Share, bound: Fraction) -> int:
        return share[0] * bound.denominator - share[1] * bound.numerator if share != NOTHING else -1

    def _best(self, shares: Sequence[Sequence[Share]], ends: Sequence[int], bound: Fraction) -> Share | None:
        """Share of the walk furthest above ``bound``; `NOTHING` without walks, ``None`` if a loop gains without end."""
        rows = [[packed(part * bound.denominator - whole * bound.numerator) for part, whole in row] for row in shares]
        values = greatest_values(self._after, rows, ends)
        if values is None:
            return None
        number = max(self._starts, key=lambda start: values[start])
        if values[number] == NEVER:
            return NOTHING
        part = whole = 0
        while self._after[number]:
            reached = [
                gain + values[next_stage] for gain, next_stage in zip(rows[number], self._after[number], strict=True)
            ]
            index = reached.index(max(reached))
            part, whole = part + shares[number][index][0], whole + shares[number][index][1]
            number = self._after[number][index]
        return part, whole


def _earned(evidence: Evidence) -> Share:
    return evidence.earned, max(evidence.best, 0)


def _kept(evidence: Evidence) -> Share:
    return evidence.points - evidence.worst, evidence.best - evidence.worst
