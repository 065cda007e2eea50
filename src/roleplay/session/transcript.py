"""What was said, in order: the single source for the screen, plain mode and reports."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from roleplay.engine import State
from roleplay.engine.view import direction, ending_text, reply, says
from roleplay.scene.text import Text
from roleplay.session.attempt import Attempt


class UtteranceKind(StrEnum):
    """The kind of a transcript line."""

    SCENE = "scene"
    THEY = "they"
    YOU = "you"
    ENDING = "ending"


class Utterance(NamedTuple):
    """A line of the transcript."""

    kind: UtteranceKind
    text: Text
    #: a cast id
    speaker: str | None
    #: the number of decisions taken before it
    turn: int


def transcript(attempt: Attempt) -> list[Utterance]:
    """Everything said so far, the ending included."""
    return [utterance for turn in range(len(attempt.states)) for utterance in utterances(attempt, turn)]


def utterances(attempt: Attempt, turn: int) -> list[Utterance]:
    """What the ``turn``-th decision added: the learner's line, the answer and the next node (turn 0: the opening)."""
    return list(_utterances(attempt, turn))


def _utterances(attempt: Attempt, turn: int) -> Iterator[Utterance]:
    state = attempt.states[turn]
    if turn > 0:
        yield from utterances_of_step(attempt.states[turn - 1], attempt.decisions[turn - 1].choice, state, turn)
    yield from utterances_at(state, turn)


def utterances_of_step(before: State, said: str, after: State, turn: int) -> Iterator[Utterance]:
    """The line with the id ``said`` and the answer to it, which lead from one state to the next."""
    choice = before.choice(said)
    yield Utterance(UtteranceKind.YOU, choice.say, None, turn - 1)
    answer = reply(choice, after)
    if answer is not None and before.passage.node is not None:
        yield Utterance(UtteranceKind.THEY, answer, choice.to or before.passage.node.speaker, turn)


def utterances_at(state: State, turn: int) -> Iterator[Utterance]:
    """What is shown and said in a state before the learner answers, or the text of an ending."""
    node = state.passage.node
    if node is not None:
        scene = direction(state)
        if scene is not None:
            yield Utterance(UtteranceKind.SCENE, scene, None, turn)
        text = says(state)
        assert text is not None
        yield Utterance(UtteranceKind.THEY, text, node.speaker, turn)
    end = ending_text(state)
    if end is not None:
        yield Utterance(UtteranceKind.ENDING, end, None, turn)
