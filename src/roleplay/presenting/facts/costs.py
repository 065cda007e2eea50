"""What mattered, in words: red lines, the turn of no return, and what each line cost."""

from __future__ import annotations

from collections.abc import Iterator

from roleplay.locales import Catalogue
from roleplay.presenting.facts.coach import missing_points_text
from roleplay.presenting.facts.criteria import turns_text
from roleplay.presenting.facts.ending import crossings, failing_moves
from roleplay.presenting.facts.play import story_text
from roleplay.session import Attempt
from roleplay.session.review import Debrief, Turn
from roleplay.text.quotes import excerpt, inline_quote

#: Cells of a line that is quoted to identify it.
_QUOTED = 40


def points_text(points: float) -> str:
    """A cost with at most two decimals and no trailing zeros."""
    return f"{round(points, 2):g}"


def headline(attempt: Attempt, result: Debrief, words: Catalogue) -> Iterator[str]:
    """What mattered, a sentence each: first the red lines, whatever they cost; the turn of no return; the costliest."""
    failing, rubric = failing_moves(attempt, result), lens_name(attempt, words)
    if failing:
        yield words("debrief.headline_crossed", turns=crossings(attempt, failing, words))
    ruled_out = [crossing for crossing in result.card.critical if crossing.move not in {c.move for c in failing}]
    if ruled_out:
        yield words("lens.headline_crossed", turns=crossings(attempt, ruled_out, words), rubric=rubric)
    if result.no_return is not None:
        yield no_return(attempt, result, words)
    if result.costliest is not None:
        yield _headline_costliest(attempt, result, words)
    elif result.exact and result.ending is not None and not result.card.critical and result.no_return is None:
        clear = not any(turn.shortfalls for turn in result.turns)
        yield words("debrief.headline_clear" if clear else "lens.headline_clear", rubric=rubric)


def _headline_costliest(attempt: Attempt, result: Debrief, words: Catalogue) -> str:
    assert result.costliest is not None
    turn = result.turns[result.costliest - 1]
    key = "debrief.headline_regret" if result.exact else "debrief.headline_cost"
    values = {"points": _points_with_unit(turn.cost, words), "rubric": lens_name(attempt, words)}
    if len(result.tied) > 1:
        return words(f"{key}_tied", turns=turns_text(result.tied, words), **values)
    said = story_text(turn.choice.say, attempt.states[turn.number - 1], words)
    return words(key, turn=turn.number, said=inline_quote(excerpt(said, _QUOTED)), **values)


def _points_with_unit(points: float, words: Catalogue) -> str:
    """An amount with its unit."""
    return words("turn.point_one" if points == 1 else "turn.points_of", points=points_text(points))


def lens_name(attempt: Attempt, words: Catalogue) -> str:
    """The name of the rubric through which the attempt is judged."""
    return attempt.judge.rubrics[0].name.get(words.language)


def cost_text(turn: Turn, result: Debrief, words: Catalogue) -> str:
    """What the line cost by the end of the conversation, in a few words."""
    if turn.cost:
        return words("turn.regret" if result.exact else "turn.cost", points=points_text(turn.cost))
    if turn.local_cost:
        return words("turn.here_only", points=points_text(turn.local_cost))
    if turn.shortfalls:
        return words("turn.short")
    crossed = any(crossing.turn == turn.number for crossing in result.card.critical)
    return words("turn.no_points" if crossed else "turn.no_cost")


def cost_detail(attempt: Attempt, turn: Turn, result: Debrief, words: Catalogue) -> str:
    """Whether the cost arose in the line itself or in what it led to; if it cost nothing, what was still lost."""
    local, later = points_text(turn.local_cost), round(turn.cost - turn.local_cost, 9)
    if turn.cost:
        if not result.exact or not later:
            return ""
        if not turn.local_cost:
            key = "turn.cost_later_short" if turn.shortfalls else "turn.cost_later"
            return words(
                key, rubric=lens_name(attempt, words), short=missing_points_text(attempt, turn.shortfalls, words)
            )
        return words("turn.cost_split" if later > 0 else "turn.cost_made_up", here=local, later=points_text(abs(later)))
    if turn.local_cost:
        return words("turn.cost_nothing_better", here=local)
    if turn.shortfalls:
        short = missing_points_text(attempt, turn.shortfalls, words)
        return words("turn.short_detail", rubric=lens_name(attempt, words), short=short)
    return ""


def better_label(attempt: Attempt, turn: Turn, words: Catalogue) -> str:
    """The label of the better line: better counted to the end, in this turn, or on single criteria; empty if none is.

    Through a rubric that the scene was not written for, the label only says that the line scores higher by it.
    """
    if turn.best is None:
        return ""
    if attempt.judge.rubrics[0].id not in attempt.bundle.scenario.rubrics:
        return words("turn.best_by", rubric=lens_name(attempt, words))
    return words("turn.best" if turn.cost else "turn.best_then" if turn.local_cost else "turn.best_parts")


def costliest_text(turn: Turn, result: Debrief, words: Catalogue) -> str:
    others = [number for number in result.tied if number != turn.number]
    if turn.number not in result.tied:
        return ""
    return words("turn.costliest_with", turns=turns_text(others, words)) if others else words("turn.costliest")


def no_return(attempt: Attempt, result: Debrief, words: Catalogue) -> str:
    assert result.saving_line is not None
    assert result.best_reachable is not None
    assert result.no_return is not None
    line = inline_quote(story_text(result.saving_line.say, attempt.states[result.no_return - 1], words))
    return words(f"turn.no_return.{result.best_reachable.value}", turn=result.no_return, line=line)
