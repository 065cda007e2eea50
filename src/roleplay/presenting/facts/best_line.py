"""The best continuation of a conversation, in words: first only the lines the learner has seen, then all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.facts.play import story_text
from roleplay.session import Attempt
from roleplay.session.best_line import BestLine, BestStep, best_line
from roleplay.text.quotes import nest_quotes

if TYPE_CHECKING:
    from roleplay.scoring.value import Values


class BestStepFact(NamedTuple):
    """A step of the best line: "turn 4" and what to say there, or "turns 5 to 9" and that they have not been seen.
    ``is_own`` is whether the learner said it.
    """

    turn: str
    text: str
    is_own: bool
    seen: bool


class BestLineFact(NamedTuple):
    """The best line, as far as it is revealed. ``steps``, ``end`` and ``unseen`` may be empty."""

    intro: str
    steps: tuple[BestStepFact, ...]
    #: where it leads
    end: str
    #: how much of it the learner has not seen, the ending included, and how to reveal it; may be empty
    unseen: str


def best_line_fact(attempt: Attempt, values: Values, turn: int, words: Catalogue, *, whole: bool) -> BestLineFact:
    """The best line from ``turn`` on. Lines that the learner has not seen are included only if ``whole``."""
    line = best_line(attempt, values, turn)
    rubric = attempt.judge.rubrics[0].name.get(words.language)
    if line.already:
        return BestLineFact(words("best_line.already", turn=turn, rubric=rubric), (), "", "")
    end = ""
    if line.ending is not None and (whole or line.ending_seen):
        key = "best_line.end_reached" if line.ending_seen else "best_line.end"
        end = words(key, title=nest_quotes(line.ending.title.get(words.language)))
    elif line.ending is not None:
        reached = attempt.state.passage.ending
        same_outcome = reached is not None and reached.outcome is line.ending.outcome
        end = words(f"best_line.{'end_alike' if same_outcome else 'end_unseen'}.{line.ending.outcome.value}")
    return BestLineFact(
        intro=words("best_line.intro", turn=turn, rubric=rubric),
        steps=tuple(_steps(line.steps, words, whole=whole)),
        end=end,
        unseen="" if whole else _unseen(line, words),
    )


def _unseen(line: BestLine, words: Catalogue) -> str:
    if line.unseen > 1:
        return words("best_line.unseen", count=line.unseen)
    if line.unseen:
        return words("best_line.unseen_one")
    return words("best_line.unseen_end") if line.ending is not None and not line.ending_seen else ""


def _steps(steps: Iterable[BestStep], words: Catalogue, *, whole: bool) -> Iterator[BestStepFact]:
    for shown, group in groupby(steps, lambda step: whole or step.seen):
        if shown:
            yield from (_step(step, words) for step in group)
            continue
        numbers = [step.turn for step in group]
        key = "best_line.turns" if len(numbers) > 1 else "play.turn"
        turns = words(key, number=numbers[0], last=numbers[-1])
        yield BestStepFact(turns, words("best_line.not_seen"), is_own=False, seen=False)


def _step(step: BestStep, words: Catalogue) -> BestStepFact:
    text = story_text(step.choice.say, step.before, words)
    if step.said == step.turn:
        text = words("best_line.own", text=text)
    elif step.said is not None:
        text = words("best_line.own_in", text=text, turn=step.said)
    return BestStepFact(words("play.turn", number=step.turn), text, is_own=step.said is not None, seen=True)


def unknown_best_line(words: Catalogue, *, too_many: bool) -> BestLineFact:
    """Why there is no best line: the story has too many states, or it is still being computed."""
    return BestLineFact(words("best_line.too_many" if too_many else "best_line.not_yet"), (), "", "")
