"""The debrief in words: the ending and its gates, the criteria, turn by turn, the curves, the goal."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from roleplay.locales import Catalogue
from roleplay.presenting.facts.coach import Coach, criterion_name, look_back, sure_word
from roleplay.presenting.facts.play import STEPS, list_of, step_word
from roleplay.scene.model import Outcome
from roleplay.scoring import CriterionScore, Gate, GateKind, RubricScore, Scorecard, percent, whole_percent
from roleplay.session import Attempt, Debrief, Goal, Turn, debrief, foresee, thermometer_step
from roleplay.text.cells import fit

if TYPE_CHECKING:
    from roleplay.scoring.value import Values

#: Cells of what was heard that a goal quotes.
_QUOTED = 32
#: Quotation marks of a text that is quoted itself.
_INNER = str.maketrans("“”", "‘’")


class TooMany(Enum):
    """The story has too many states for it to be known what each line cost in the end."""

    TOO_MANY = 1


TOO_MANY = TooMany.TOO_MANY
#: The values of the story's states; ``None`` while they are not known yet.
Foresight: TypeAlias = "Values | TooMany | None"


def foresight(attempt: Attempt) -> Foresight:
    """Work the values out; takes from some milliseconds to some seconds."""
    return foresee(attempt) or TOO_MANY


class GateFact(NamedTuple):
    """One thing asked of an attempt to pass, and whether it held."""

    held: bool
    text: str


class EndingFact(NamedTuple):
    """How the story ended and what that means. ``outcome`` is ``None`` when it has not ended."""

    title: str
    text: str
    outcome: Outcome | None
    outcome_word: str
    passed: bool
    verdict: str
    gates: tuple[GateFact, ...]
    kpi: tuple[str, ...]


class CriterionFact(NamedTuple):
    """One criterion. ``share`` (0 to 1) and ``level`` are ``None`` when it was not assessed, which ``score`` says."""

    name: str
    share: float | None
    score: str
    level: int | None
    level_word: str
    anchor: str
    about: str


class StepFact(NamedTuple):
    """A step of an intended order and the turn in which it was first met."""

    name: str
    turn: int | None
    text: str


class RubricFact(NamedTuple):
    """One rubric: its own score, its criteria, the order of its steps (empty sentence where it has no order)."""

    name: str
    share: float | None
    score: str
    criteria: tuple[CriterionFact, ...]
    steps: tuple[StepFact, ...]
    order: str


class TurnFact(NamedTuple):
    """One turn. ``cost`` is its regret, or what it stayed below the best there, in points of the leading rubric."""

    coach: Coach
    cost: float
    cost_text: str
    costliest: bool
    #: says so where the best ending was out of reach after it, else empty
    no_return: str
    #: the best line from here on, a line each, and where it leads; only at the costliest turn
    best_line: tuple[str, ...]
    readings: tuple[str, ...]


class Curve(NamedTuple):
    """A meter from the first state to the last; ``steps`` are the names of its five steps, the lowest first."""

    name: str
    values: tuple[int, ...]
    steps: tuple[str, ...]


class DebriefFacts(NamedTuple):
    """All that a debrief shows."""

    ending: EndingFact
    rubrics: tuple[RubricFact, ...]
    critical: tuple[str, ...]
    notes: tuple[str, ...]
    turns: tuple[TurnFact, ...]
    costliest: int | None
    curves: tuple[Curve, ...]
    #: how good the guesses were, and how the sureness fitted; empty where not asked for
    judgement: tuple[str, ...]
    goal: str
    discussion: tuple[str, ...]


def debrief_facts(attempt: Attempt, words: Catalogue, foresight: Foresight = None) -> DebriefFacts:
    """Look back on an attempt, finished or not, with what is known of all that could have followed."""
    values = foresight if foresight is not TOO_MANY else None
    result = debrief(attempt, values)
    names, language = attempt.bundle.scenario.names(), words.language
    return DebriefFacts(
        ending=_ending(attempt, result, words),
        rubrics=tuple(_rubric(rubric, words) for rubric in result.card.rubrics),
        critical=_critical(attempt, result.card, words),
        notes=_notes(result, foresight, words),
        turns=tuple(_turn(attempt, turn, result, words) for turn in result.turns),
        costliest=result.costliest,
        curves=tuple(
            Curve(meter.name.get(language), values, tuple(step_word(meter, step, words) for step in STEPS))
            for meter, values in result.curves
        ),
        judgement=(*_guesses(attempt, result, words), *_sureness(result, words)),
        goal=goal_sentence(attempt, result.goal, result, words),
        discussion=tuple(text.fill(language, names) for text in attempt.questions()),
    )


def per_cent(share: float | None, words: Catalogue) -> str:
    """A score in whole per cent, or that there is none."""
    return words("debrief.not_assessed") if share is None else f"{whole_percent(percent(share))}%"


def points_text(points: float) -> str:
    """A cost without needless digits."""
    return f"{round(points, 2):g}"


# -- ending and gates --------------------------------------------------------


def _ending(attempt: Attempt, result: Debrief, words: Catalogue) -> EndingFact:
    names, language = attempt.bundle.scenario.names(), words.language
    ending, passed = result.ending, result.card.passed
    gates = tuple(GateFact(gate.held, _gate(attempt, gate, words)) for gate in result.card.gates)
    if ending is None:
        return EndingFact(
            title="",
            text="",
            outcome=None,
            outcome_word="",
            passed=False,
            verdict=words("debrief.not_over"),
            gates=gates,
            kpi=(),
        )
    return EndingFact(
        title=ending.title.fill(language, names),
        text=ending.text.fill(language, names),
        outcome=ending.outcome,
        outcome_word=words(f"outcome.{ending.outcome.value}"),
        passed=passed,
        verdict=words("debrief.passed" if passed else "debrief.failed"),
        gates=gates,
        kpi=tuple(
            f"{words.words.get(f'debrief.kpi.{name}', name.upper())} {value}" for name, value in ending.kpi.items()
        ),
    )


def _gate(attempt: Attempt, gate: Gate, words: Catalogue) -> str:
    language = words.language
    match gate.kind:
        case GateKind.CRITICAL:
            return words("debrief.gate.critical", move=attempt.bundle.moves[gate.ref].name.get(language))
        case GateKind.ENDING:
            ending = attempt.bundle.scenario.endings.get(gate.ref)
            if ending is None:
                return words("debrief.gate.no_ending")
            key = "debrief.gate.ending" if gate.held else "debrief.gate.ending_not"
            return words(key, title=ending.title.get(language).translate(_INNER))
        case GateKind.THRESHOLD:
            name = criterion_name(attempt, gate.ref, language)
            if gate.found is None:
                return words("debrief.gate.threshold_none", name=name, wanted=gate.wanted)
            return words("debrief.gate.threshold", name=name, wanted=gate.wanted, found=f"{whole_percent(gate.found)}%")


# -- criteria ----------------------------------------------------------------


def _rubric(scored: RubricScore, words: Catalogue) -> RubricFact:
    language = words.language
    steps: list[StepFact] = []
    for step in scored.order:
        criterion = scored.rubric.criterion(step.criterion)
        name = criterion.name.get(language) if criterion else step.criterion
        key = "debrief.step_never" if step.turn is None else "debrief.step"
        steps.append(StepFact(name, step.turn, words(key, name=name, turn=step.turn)))
    return RubricFact(
        name=scored.rubric.name.get(language),
        share=scored.score,
        score=per_cent(scored.score, words),
        criteria=tuple(_criterion(line, words) for line in scored.criteria),
        steps=tuple(steps),
        order=_order(scored, steps, words),
    )


def _order(scored: RubricScore, steps: list[StepFact], words: Catalogue) -> str:
    met = sorted((step for step in steps if step.turn is not None), key=lambda step: step.turn or 0)
    if not steps:
        return ""
    intended = words("debrief.arrow").join(step.name for step in steps)
    if not met:
        return words("debrief.order_none", intended=intended)
    order = words("debrief.arrow").join(words("debrief.step", name=step.name, turn=step.turn) for step in met)
    missing = [step.name for step in steps if step.turn is None]
    text = words("debrief.order_kept" if scored.in_order else "debrief.order_other", met=order, intended=intended)
    return text + words("debrief.order_missing", missing=list_of(words, missing)) if missing else text


def _criterion(line: CriterionScore, words: Catalogue) -> CriterionFact:
    language, grade = words.language, line.level
    return CriterionFact(
        name=line.criterion.name.get(language),
        share=line.score,
        score=per_cent(line.score, words),
        level=grade,
        level_word="" if grade is None else words("debrief.level", level=grade),
        anchor=words("debrief.not_assessed_why") if grade is None else line.criterion.levels[grade].get(language),
        about=line.criterion.about.get(language),
    )


def _critical(attempt: Attempt, card: Scorecard, words: Catalogue) -> tuple[str, ...]:
    """Each move that was critical in a turn, once, however many rubrics forbid it."""
    moves, language = attempt.bundle.moves, words.language
    crossed = dict.fromkeys((crossing.move, crossing.turn) for crossing in card.critical)
    return tuple(words("debrief.critical", move=moves[move].name.get(language), turn=turn) for move, turn in crossed)


def _notes(result: Debrief, foresight: Foresight, words: Catalogue) -> tuple[str, ...]:
    notes: list[str] = []
    if result.taken_back:
        notes.append(words("debrief.taken_back", count=result.taken_back))
    if result.hints:
        notes.append(words("debrief.hints", count=result.hints))
    if foresight is TOO_MANY:
        notes.append(words("debrief.too_many"))
    return tuple(notes)


# -- turns -------------------------------------------------------------------


def _turn(attempt: Attempt, turn: Turn, result: Debrief, words: Catalogue) -> TurnFact:
    before = attempt.states[turn.number - 1]
    readings: list[str] = []
    for meter in attempt.bundle.scenario.meters.values():
        if not meter.shown:
            continue
        value, was = turn.meters[meter.id], before.meter(meter.id)
        name, word = meter.name.get(words.language), step_word(meter, thermometer_step(value), words)
        key = "turn.reading_same" if value == was else "turn.reading"
        readings.append(words(key, name=name, before=was, after=value, word=word))
    key = "turn.no_cost" if turn.cost == 0 else "turn.regret" if result.exact else "turn.cost"
    cost = words(key, points=points_text(turn.cost))
    costliest = turn.number == result.costliest
    return TurnFact(
        coach=look_back(attempt, turn, words),
        cost=turn.cost,
        cost_text=cost,
        costliest=costliest,
        no_return=words("turn.no_return") if turn.number == result.no_return else "",
        best_line=_best_line(attempt, result, words) if costliest else (),
        readings=tuple(readings),
    )


def _best_line(attempt: Attempt, result: Debrief, words: Catalogue) -> tuple[str, ...]:
    """What could have been said from the costliest turn on, without that turn's own better line, and the ending."""
    if result.best_ending is None:
        return ()
    language, names = words.language, attempt.bundle.scenario.names()
    lines = [choice.say.fill(language, names) for choice in result.best_line[1:]]
    return (*lines, words("turn.best_ending", title=result.best_ending.title.fill(language, names).translate(_INNER)))


def _guesses(attempt: Attempt, result: Debrief, words: Catalogue) -> list[str]:
    meter = attempt.guessed_meter
    guessed = [turn for turn in result.turns if turn.guess is not None]
    if meter is None or not guessed:
        return []
    gaps = [(turn.guess or 0) - thermometer_step(attempt.states[turn.number - 1].meter(meter.id)) for turn in guessed]
    name = meter.name.get(words.language)
    lines = [words("debrief.guesses", meter=name, right=gaps.count(0), count=len(gaps))]
    below, above = sum(gap < 0 for gap in gaps), sum(gap > 0 for gap in gaps)
    if below > above:
        lines.append(words("debrief.guessed_low", meter=name, count=below))
    elif above > below:
        lines.append(words("debrief.guessed_high", meter=name, count=above))
    return lines


def _sureness(result: Debrief, words: Catalogue) -> list[str]:
    lines: list[str] = []
    for sure in (3, 2, 1):
        costs = [turn.cost for turn in result.turns if turn.sure == sure]
        if costs:
            best = sum(cost == 0 for cost in costs)
            lines.append(words("debrief.sure", sure=sure_word(sure, words), count=len(costs), best=best))
    return lines


# -- the goal ----------------------------------------------------------------


def goal_sentence(attempt: Attempt, goal: Goal | None, result: Debrief, words: Catalogue) -> str:
    """The goal offered, in if-then form; a general one where no turn cost anything."""
    if goal is None:
        return words("goal.keep")
    language = words.language
    instead = goal.instead.name.get(language)
    if goal.avoid is not None:
        return words("goal.avoid", avoid=goal.avoid.name.get(language), instead=instead)
    heard = result.turns[goal.turn - 1].heard.fill(language, attempt.bundle.scenario.names())
    return words("goal.moment", heard=fit(" ".join(heard.split()), _QUOTED), instead=instead)
