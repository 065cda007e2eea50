"""The debrief in words: the ending and its gates, the criteria, turn by turn, the curves, the goal."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from roleplay.locales import Catalogue
from roleplay.presenting.facts.coach import Coach, criterion_name, look_back, sure_word
from roleplay.presenting.facts.criteria import RubricFact, rubric_fact
from roleplay.presenting.facts.play import STEPS, list_of, step_word
from roleplay.scene.model import Move, Outcome
from roleplay.scene.text import Text
from roleplay.scoring.percent import whole_percent
from roleplay.scoring.scorecard import Gate, GateKind, Scorecard
from roleplay.session import Attempt, thermometer_step
from roleplay.session.review import Debrief, Goal, Turn, debrief, foresee
from roleplay.text.cells import fit
from roleplay.text.quotes import inner

if TYPE_CHECKING:
    from roleplay.scoring.value import Values

#: Cells of a line that is quoted to say which one is meant.
_QUOTED = 40


class TooMany(Enum):
    """The story has too many states for it to be known what each line cost in the end."""

    TOO_MANY = 1


TOO_MANY = TooMany.TOO_MANY
#: The values of the story's states; ``None`` while they are not known yet.
Foresight: TypeAlias = "Values | TooMany | None"


def foresight(attempt: Attempt, known: Foresight = None) -> Foresight:
    """Work the values out; takes from some milliseconds to some seconds.

    ``known`` is what is known of the same story by other rubrics.
    """
    return TOO_MANY if known is TOO_MANY else foresee(attempt, known) or TOO_MANY


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

    @property
    def missed(self) -> tuple[GateFact, ...]:
        """The gates that did not hold."""
        return tuple(gate for gate in self.gates if not gate.held)


class TurnFact(NamedTuple):
    """One turn. ``cost`` is its regret, or what it stayed below the best there, in points of the leading rubric."""

    coach: Coach
    cost: float
    cost_text: str
    costliest: bool
    #: says so where the best ending was out of reach after it, and what would have kept it; else empty
    no_return: str
    readings: tuple[str, ...]

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to speak of: it lost nothing in the end, and no line was crossed."""
        return not (self.cost or self.coach.crossed or self.no_return)


class Curve(NamedTuple):
    """A meter from the first state to the last; ``steps`` are the names of its five steps, the lowest first."""

    name: str
    values: tuple[int, ...]
    steps: tuple[str, ...]


class DebriefFacts(NamedTuple):
    """All that a debrief shows."""

    ending: EndingFact
    #: through which rubric it is seen and what it passes by; empty where it is seen through the scene's own
    lens: str
    #: what mattered most, in a sentence or two: a line crossed, else the costliest turn
    headline: str
    #: the number of the turn that it speaks of
    mattered: int | None
    rubrics: tuple[RubricFact, ...]
    critical: tuple[str, ...]
    notes: tuple[str, ...]
    turns: tuple[TurnFact, ...]
    costliest: int | None
    curves: tuple[Curve, ...]
    #: how good the guesses were, and how the sureness fitted; empty where not asked for
    judgement: tuple[str, ...]
    #: the goal offered; empty where there is none, and then ``no_goal`` says why
    goal: str
    no_goal: str
    discussion: tuple[str, ...]


def debrief_facts(attempt: Attempt, words: Catalogue, foresight: Foresight = None) -> DebriefFacts:
    """Look back on an attempt, finished or not, with what is known of all that could have followed."""
    values = foresight if foresight is not TOO_MANY else None
    result = debrief(attempt, values)
    names, language = attempt.bundle.scenario.names(), words.language
    return DebriefFacts(
        ending=_ending(attempt, result, words),
        lens=_lens(attempt, words),
        headline=_headline(attempt, result, words),
        mattered=result.mattered,
        rubrics=tuple(rubric_fact(attempt, rubric, result, words) for rubric in result.card.rubrics),
        critical=_critical(attempt, result.card, words),
        notes=_notes(result, foresight, words),
        turns=tuple(_turn(attempt, turn, result, words) for turn in result.turns),
        costliest=result.costliest,
        curves=tuple(
            Curve(meter.name.get(language), values, tuple(step_word(meter, step, words) for step in STEPS))
            for meter, values in result.curves
        ),
        judgement=(*_guesses(attempt, result, words), *_sureness(result, words)),
        goal=goal_sentence(result.goal, words),
        no_goal=_no_goal(result, words),
        discussion=tuple(text.fill(language, names) for text in attempt.questions()),
    )


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
            return words(key, title=inner(ending.title.get(language)))
        case GateKind.THRESHOLD:
            name = criterion_name(attempt, gate.ref, language)
            if gate.found is None:
                return words("debrief.gate.threshold_none", name=name, wanted=gate.wanted)
            return words("debrief.gate.threshold", name=name, wanted=gate.wanted, found=f"{whole_percent(gate.found)}%")


# -- what mattered -----------------------------------------------------------


def _headline(attempt: Attempt, result: Debrief, words: Catalogue) -> str:
    """What mattered most, and where: a line crossed comes first, whatever it cost."""
    language, names = words.language, attempt.bundle.scenario.names()
    if result.crossed is not None:
        return _headline_crossed(attempt, result, result.crossed, words)
    if result.costliest is None:
        if not result.exact or result.ending is None:
            return ""
        if attempt.judge.rubrics[0].id != attempt.bundle.scenario.rubrics[0]:
            return words("lens.headline_clear", rubric=_seen(attempt, words))
        return words("debrief.headline_clear")
    turn = result.turns[result.costliest - 1]
    rubric = _seen(attempt, words)
    key = "debrief.headline_regret" if result.exact else "debrief.headline_cost"
    points = points_text(turn.cost)
    said = inner(fit(" ".join(turn.choice.say.fill(language, names).split()), _QUOTED))
    return words(key, turn=turn.number, said=said, points=points, rubric=rubric)


def _headline_crossed(attempt: Attempt, result: Debrief, turn: int, words: Catalogue) -> str:
    """A line that fails the attempt, or one that only the rubric forbids through which it is seen."""
    made = dict.fromkeys(item.move for item in result.card.critical if item.turn == turn)
    fails = [gate.ref for gate in result.card.gates if gate.kind is GateKind.CRITICAL and gate.ref in made]
    names = list_of(words, (attempt.bundle.moves[move].name.get(words.language) for move in fails or made))
    if fails:
        return words("debrief.headline_crossed", turn=turn, moves=names)
    return words("lens.headline_crossed", turn=turn, moves=names, rubric=_seen(attempt, words))


def _seen(attempt: Attempt, words: Catalogue) -> str:
    """The name of the rubric that leads."""
    return attempt.judge.rubrics[0].name.get(words.language)


def _lens(attempt: Attempt, words: Catalogue) -> str:
    """Through which rubric it is seen, where that is not the scene's leading one."""
    scene = attempt.bundle.scenario.rubrics
    if attempt.judge.rubrics[0].id == scene[0]:
        return ""
    own = list_of(words, (attempt.bundle.rubrics[name].name.get(words.language) for name in scene))
    return words("lens.seen_through", rubric=_seen(attempt, words), own=own)


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
    return TurnFact(
        coach=look_back(attempt, turn, words),
        cost=turn.cost,
        cost_text=_cost_text(attempt, turn, result, words),
        costliest=turn.number == result.costliest,
        no_return=_no_return(attempt, result, words) if turn.number == result.no_return else "",
        readings=tuple(readings),
    )


def _cost_text(attempt: Attempt, turn: Turn, result: Debrief, words: Catalogue) -> str:
    """What the line cost in the end. One below the best of its moment may cost nothing, and then both are said."""
    if turn.cost:
        return words("turn.regret" if result.exact else "turn.cost", points=points_text(turn.cost))
    if any(crossing.turn == turn.number for crossing in result.card.critical):
        return words("turn.no_points")
    below = attempt.judge.cost(attempt.states[turn.number - 1], turn.choice.id)
    return words("turn.no_cost_in_the_end", points=points_text(below)) if below else words("turn.no_cost")


def _no_return(attempt: Attempt, result: Debrief, words: Catalogue) -> str:
    assert result.keeper is not None
    line = inner(result.keeper.say.fill(words.language, attempt.bundle.scenario.names()))
    return words("turn.no_return", line=line)


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


def goal_sentence(goal: Goal | None, words: Catalogue) -> str:
    """The goal offered, as one would write it on a card; empty where there is none."""
    if goal is None:
        return ""
    act = _named(goal.instead, goal.instead.act, "goal.act", words)
    if goal.avoid is None:
        return words("goal.before_answer", act=act)
    return words("goal.sentence", moment=_named(goal.avoid, goal.avoid.moment, "goal.moment", words), act=act)


def _named(move: Move, text: Text | None, key: str, words: Catalogue) -> str:
    """What the vocabulary has to say of a move in a goal, else the move by its name."""
    return words(key, name=move.name.get(words.language)) if text is None else text.get(words.language)


def _no_goal(result: Debrief, words: Catalogue) -> str:
    """Why no goal is offered; empty where one is."""
    if result.goal is not None:
        return ""
    return words("goal.none" if result.costliest is None and result.crossed is None else "goal.own")
