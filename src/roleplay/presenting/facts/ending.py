"""How a conversation ended and whether that passes: the gates, red lines among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from roleplay.engine.view import ending_text
from roleplay.locales import Catalogue
from roleplay.presenting.facts.coach import criterion_name
from roleplay.presenting.facts.kpi import KpiPanel, kpi_panel
from roleplay.presenting.facts.play import list_of, story_text
from roleplay.scene.model import Outcome
from roleplay.scoring.percent import whole_percent
from roleplay.scoring.scorecard import CriticalMove, GateKind
from roleplay.session import Attempt
from roleplay.session.review import Debrief
from roleplay.text.quotes import nest_quotes


class GateFact(NamedTuple):
    """A condition for passing, and whether it was met; ``None`` if it was not assessed."""

    held: bool | None
    text: str
    #: whether it is about red lines
    is_red_line: bool = False


class EndingFact(NamedTuple):
    """How the story ended and whether that passes. ``outcome`` is ``None`` if it has not ended."""

    title: str
    text: str
    outcome: Outcome | None
    outcome_word: str
    passed: bool
    verdict: str
    gates: tuple[GateFact, ...]
    #: what a business would have measured, if the scene says so
    kpi: KpiPanel | None = None

    @property
    def missed(self) -> tuple[GateFact, ...]:
        """The gates that were not met, except red lines, which the first sentence of the headline covers."""
        return tuple(gate for gate in self.gates if gate.held is False and not gate.is_red_line)

    @property
    def unassessed(self) -> tuple[GateFact, ...]:
        """The gates that could not be met because what they require was not assessed."""
        return tuple(gate for gate in self.gates if gate.held is None)


def ending_fact(attempt: Attempt, result: Debrief, words: Catalogue) -> EndingFact:
    names, language = attempt.bundle.scenario.names(), words.language
    ending, text, passed = result.ending, ending_text(attempt.state), result.card.passed
    gates = (*_red_lines(attempt, result, words), *_gates(attempt, result, words))
    if ending is None or text is None:
        return EndingFact(
            title="",
            text="",
            outcome=None,
            outcome_word="",
            passed=False,
            verdict=words("debrief.not_over"),
            gates=gates,
        )
    return EndingFact(
        title=ending.title.fill(language, names),
        text=story_text(text, attempt.state, words),
        outcome=ending.outcome,
        outcome_word=words(f"outcome.{ending.outcome.value}"),
        passed=passed,
        verdict=words("debrief.passed" if passed else "debrief.failed"),
        gates=gates,
        kpi=kpi_panel(ending.kpi, attempt.bundle.kpi, words),
    )


def _red_lines(attempt: Attempt, result: Debrief, words: Catalogue) -> list[GateFact]:
    """The gate of the red lines; nothing if the scene has none."""
    crossed = failing_moves(attempt, result)
    if crossed:
        return [GateFact(False, words("debrief.gate.red", turns=crossings(attempt, crossed, words)), True)]
    scene = attempt.bundle.scenario.rubrics
    critical = any(attempt.bundle.rubrics[name].critical for name in scene)
    return [GateFact(True, words("debrief.gate.no_red"), True)] if critical else []


def _gates(attempt: Attempt, result: Debrief, words: Catalogue) -> Iterator[GateFact]:
    """The gates of the minimum scores and of the ending."""
    language = words.language
    for gate in result.card.gates:
        if gate.kind is GateKind.ENDING:
            ending = attempt.bundle.scenario.endings.get(gate.ref)
            if ending is None:
                yield GateFact(gate.held, words("debrief.gate.no_ending"))
            else:
                key = "debrief.gate.ending" if gate.held else "debrief.gate.ending_not"
                yield GateFact(gate.held, words(key, title=nest_quotes(ending.title.get(language))))
        elif gate.kind is GateKind.THRESHOLD:
            name = criterion_name(attempt, gate.ref, language)
            if gate.found is None:
                key = "debrief.gate.unassessed" if attempt.over else "debrief.gate.unassessed_yet"
                yield GateFact(None, words(key, name=name, wanted=gate.wanted))
            else:
                share = f"{whole_percent(gate.found)}%"
                yield GateFact(gate.held, words("debrief.gate.threshold", name=name, wanted=gate.wanted, found=share))


def failing_moves(attempt: Attempt, result: Debrief) -> list[CriticalMove]:
    """The moves that fail the attempt by the scene's own rubrics, in the order of turns, each once per turn."""
    failing = {gate.ref for gate in result.card.gates if gate.kind is GateKind.CRITICAL}
    unique = {(crossing.turn, crossing.move): crossing for crossing in result.card.critical if crossing.move in failing}
    return [unique[key] for key in sorted(unique, key=lambda key: key[0])]


def crossings(attempt: Attempt, crossed: Sequence[CriticalMove], words: Catalogue) -> str:
    """The critical moves by turn: "turn 3 (makes excuses), turn 5 (threatens)"."""
    by_turn: dict[int, dict[str, None]] = {}
    for crossing in crossed:
        by_turn.setdefault(crossing.turn, {})[attempt.bundle.moves[crossing.move].name.get(words.language)] = None
    *first, last = (
        words("debrief.crossing", turn=turn, moves=list_of(words, moves)) for turn, moves in by_turn.items()
    )
    return words("debrief.several", first=list_of(words, first), last=last) if first else last
