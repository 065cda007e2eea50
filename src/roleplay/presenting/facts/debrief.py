"""The debrief in words: the ending and its gates, the criteria, turn by turn, the curves, the goal."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from roleplay.locales import Catalogue
from roleplay.presenting.facts.coach import Coach, coach_turn, sure_word
from roleplay.presenting.facts.costs import (
    better_label,
    cost_detail,
    cost_text,
    costliest_text,
    headline,
    lens_name,
    no_return,
)
from roleplay.presenting.facts.criteria import RubricFact, rubric_fact, turns_text
from roleplay.presenting.facts.ending import EndingFact, ending_fact
from roleplay.presenting.facts.play import STEPS, step_word
from roleplay.scene.model import Move
from roleplay.scene.text import Text
from roleplay.scoring.scorecard import Scorecard
from roleplay.session import Attempt, thermometer_step
from roleplay.session.review import Debrief, Goal, Turn, debrief, foresee

if TYPE_CHECKING:
    from roleplay.scoring.value import Values

#: Cells of a line that is quoted to identify it.
_QUOTED = 40


class TooMany(Enum):
    """The story has too many states to work out what each line cost by the end."""

    TOO_MANY = 1


TOO_MANY = TooMany.TOO_MANY
#: The values of the story's states; ``None`` while they are not known yet.
Foresight: TypeAlias = "Values | TooMany | None"


def foresight(attempt: Attempt, known: Foresight = None) -> Foresight:
    """Compute the values; takes from a few milliseconds to a few seconds.

    ``known`` is the foresight of the same story by another rubric, if there is one already.
    """
    return TOO_MANY if known is TOO_MANY else foresee(attempt, known) or TOO_MANY


class TurnFact(NamedTuple):
    """A turn. ``cost`` is its regret, or if that is unknown the gap to the best line there, in points of the rubric."""

    coach: Coach
    cost: float
    cost_text: str
    #: whether the cost arose here or later, or what was lost although it cost nothing; may be empty
    cost_detail: str
    costliest: bool
    #: that it is the costliest; empty if it is not
    costliest_text: str
    #: that a good ending was out of reach after this turn, and which line would have kept it; else empty
    no_return: str
    #: the label of the better line; empty if there is none
    better_label: str
    readings: tuple[str, ...]
    #: whether it scored below the maximum on any criterion at stake
    short: bool

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to remark on: no cost, no points missed and no red line crossed."""
        return not (self.cost or self.short or self.coach.crossed or self.no_return)


class Curve(NamedTuple):
    """The values of a meter from the first state to the last; ``steps`` names its five steps, the lowest first."""

    name: str
    values: tuple[int, ...]
    steps: tuple[str, ...]


class DebriefFacts(NamedTuple):
    """Everything that a debrief shows."""

    ending: EndingFact
    #: the rubric through which it is seen, and what that rubric ignores; empty for the scene's own
    lens: str
    #: what mattered most, a sentence each: red lines crossed, the turn of no return, the costliest turn
    headline: tuple[str, ...]
    #: the number of the turn shown with the headline
    mattered: int | None
    rubrics: tuple[RubricFact, ...]
    critical: tuple[str, ...]
    #: how to read the scores
    legend: tuple[str, ...]
    notes: tuple[str, ...]
    turns: tuple[TurnFact, ...]
    costliest: int | None
    curves: tuple[Curve, ...]
    #: how good the guesses were, and how well the sureness matched the lines; empty if the learner was not asked
    judgement: tuple[str, ...]
    #: the goal offered; if there is none it is empty, and ``no_goal`` says why
    goal: str
    no_goal: str
    #: the heading of the goal; names the turns it comes from unless that is the turn that mattered most
    goal_title: str
    discussion: tuple[str, ...]


def debrief_facts(attempt: Attempt, words: Catalogue, foresight: Foresight = None) -> DebriefFacts:
    """The debrief of an attempt, finished or not, using ``foresight`` of all that could have followed."""
    values = foresight if foresight is not TOO_MANY else None
    result = debrief(attempt, values)
    names, language = attempt.bundle.scenario.names(), words.language
    return DebriefFacts(
        ending=ending_fact(attempt, result, words),
        lens=_lens(attempt, words),
        headline=tuple(headline(attempt, result, words)),
        mattered=result.most_important,
        rubrics=tuple(rubric_fact(rubric, result, words) for rubric in result.card.rubrics),
        critical=_critical(attempt, result.card, words),
        legend=_legend(result, words),
        notes=_notes(result, foresight, words),
        turns=tuple(_turn(attempt, turn, result, words) for turn in result.turns),
        costliest=result.costliest,
        curves=tuple(
            Curve(meter.name.get(language), values, tuple(step_word(meter, step, words) for step in STEPS))
            for meter, values in result.curves
        ),
        judgement=(*_guesses(attempt, result, words), *_sureness(attempt, result, words)),
        goal=goal_sentence(result.goal, words),
        no_goal=_no_goal(attempt, result, words),
        goal_title=_goal_title(result, words),
        discussion=tuple(text.fill(language, names) for text in attempt.questions()),
    )


# -- what mattered -----------------------------------------------------------


def _legend(result: Debrief, words: Catalogue) -> tuple[str, ...]:
    """How to read the scores; explains only what is shown."""
    criteria = [criterion for rubric in result.card.rubrics for criterion in rubric.criteria]
    texts = [words("debrief.legend")]
    if any(c.score is not None and c.only_tempted for c in criteria):
        texts.append(words("debrief.legend_clear"))
    if any(c.score is None for c in criteria):
        texts.append(words("debrief.legend_unassessed"))
    return tuple(texts)


def _lens(attempt: Attempt, words: Catalogue) -> str:
    """The rubric through which it is seen; empty for the scene's leading one."""
    scene = attempt.bundle.scenario.rubrics
    if attempt.judge.rubrics[0].id == scene[0]:
        return ""
    return words("lens.seen_through", rubric=lens_name(attempt, words))


def _critical(attempt: Attempt, card: Scorecard, words: Catalogue) -> tuple[str, ...]:
    """The critical moves with their turns, each once even if several rubrics forbid it."""
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
        value, previous = turn.meters[meter.id], before.meter(meter.id)
        name, word = meter.name.get(words.language), step_word(meter, thermometer_step(value), words)
        key = "turn.reading_same" if value == previous else "turn.reading"
        readings.append(words(key, name=name, before=previous, after=value, word=word))
    return TurnFact(
        coach=coach_turn(attempt, turn, words),
        cost=turn.cost,
        cost_text=cost_text(turn, result, words),
        cost_detail=cost_detail(attempt, turn, result, words),
        costliest=turn.number in result.tied,
        costliest_text=costliest_text(turn, result, words),
        no_return=no_return(attempt, result, words) if turn.number == result.no_return else "",
        better_label=better_label(attempt, turn, words),
        readings=tuple(readings),
        short=bool(turn.shortfalls),
    )


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


def _sureness(attempt: Attempt, result: Debrief, words: Catalogue) -> list[str]:
    lines: list[str] = []
    for sure in (3, 2, 1):
        below = [turn.local_cost for turn in result.turns if turn.sure == sure]
        if below:
            values = {"count": len(below), "best": below.count(0), "rubric": lens_name(attempt, words)}
            lines.append(words("debrief.sure", sure=sure_word(sure, words), **values))
    return lines


# -- the goal ----------------------------------------------------------------


def goal_sentence(goal: Goal | None, words: Catalogue) -> str:
    """The goal offered, worded as for a reminder card; empty if there is none."""
    if goal is None:
        return ""
    act = _goal_wording(goal.instead, goal.instead.act, "goal.act", words)
    if goal.avoid is None:
        return words("goal.before_answer", act=act)
    return words("goal.sentence", moment=_goal_wording(goal.avoid, goal.avoid.moment, "goal.moment", words), act=act)


def _goal_wording(move: Move, text: Text | None, key: str, words: Catalogue) -> str:
    """The vocabulary's own wording of a move in a goal, if any; else a phrase with the move's name."""
    return words(key, name=move.name.get(words.language)) if text is None else text.get(words.language)


def _goal_title(result: Debrief, words: Catalogue) -> str:
    goal = result.goal
    if goal is None or goal.turns == (result.most_important,):
        return words("goal.title")
    return words("goal.title_from", turns=turns_text(goal.turns, words))


def _no_goal(attempt: Attempt, result: Debrief, words: Catalogue) -> str:
    """Why no goal is offered; empty if one is."""
    if result.goal is not None:
        return ""
    if result.costliest is None and result.crossed is None:
        return words("goal.none" if result.exact else "goal.none_there", rubric=lens_name(attempt, words))
    return words("goal.own")
