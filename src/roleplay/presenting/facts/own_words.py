"""What is said of a line that the learner typed: what the vocabulary knows of it, and which choice is nearest to it.

That nothing is found is never shown as approval, and what was compared by words alone is not called a meaning. A typed
line earns and costs nothing, so what is said of it has signs of its own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from roleplay.locales import LANGUAGES, Catalogue
from roleplay.presenting.facts.play import choices, list_of
from roleplay.scene.model import Move, MoveKind
from roleplay.session import Attempt, Mode, TurnFlow
from roleplay.session.nearest import Basis, Nearest, Verdict
from roleplay.session.own_words import find_flags
from roleplay.text.quotes import inner

#: The end of a sentence that another one follows.
_SENTENCE = re.compile(r"[。！？](?=.)|[.!?]\s+(?=[A-Z\"“])", re.DOTALL)

#: So many moves are named that usually serve better: the first of those the vocabulary has.
_INSTEAD = 2


class PhraseFact(NamedTuple):
    """A phrase or pattern of the vocabulary found in what the learner typed.

    ``text`` says all of it: which move it is, what that does to the other, whether such a line fails the attempt, and
    what usually serves better.
    """

    good: bool
    #: as it was typed
    phrase: str
    move: str
    text: str

    @property
    def sign(self) -> str:
        """What it is marked with; not the signs of what counts."""
        return "~" if self.good else "!"


class TypedLine(NamedTuple):
    """A typed line looked back on."""

    #: the line, as the learner's own words that count nothing
    text: str
    flags: tuple[PhraseFact, ...]
    #: that nothing was found which usually does harm; empty where something was
    note: str


def own_words(attempt: Attempt, typed: str, words: Catalogue, language: str = "") -> tuple[PhraseFact, ...]:
    """What the vocabulary finds in a line typed in ``language``, else in that of ``words``, in its order."""
    flags: list[PhraseFact] = []
    language = language or words.language
    if language not in (*LANGUAGES, *attempt.bundle.scenario.languages):  # it was asked for, and the scene is not in it
        language = words.interface
    for flag in find_flags(typed, attempt.bundle.moves.values(), language):
        name = flag.move.name.get(words.language)
        good = flag.move.kind is MoveKind.GOOD
        text = words("play.own.found", phrase=inner(flag.phrase), move=name)
        for more in () if good else _warning(attempt, flag.move, words):
            text = words("play.own.then", text=text, more=more)
        flags.append(PhraseFact(good, flag.phrase, name, text))
    return tuple(flags)


def looked_back(attempt: Attempt, typed: str | None, words: Catalogue, language: str) -> TypedLine | None:
    """A line typed in ``language``, with what was found in it; ``None`` where none was typed."""
    if not typed:
        return None
    flags = own_words(attempt, typed, words, language)
    note = "" if any(not flag.good for flag in flags) else words("turn.own_words_clear")
    return TypedLine(words("turn.own_words", text=typed), flags, note)


def _warning(attempt: Attempt, move: Move, words: Catalogue) -> list[str]:
    """What a poor move does, whether it is a red line of this scene, and what serves better, each a sentence."""
    said = [_SENTENCE.split(move.about.get(words.language), maxsplit=1)[-1]]  # the first says what its name says
    rubrics = attempt.bundle.scenario.rubrics
    if any(move.id in attempt.bundle.rubrics[name].critical for name in rubrics):
        said.append(words("play.own.red_line"))
    moves = [attempt.bundle.moves[name] for name in move.instead if name in attempt.bundle.moves][:_INSTEAD]
    acts = [_quoted((other.act or other.name).get(words.language), words) for other in moves]
    if acts:
        said.append(words("play.own.instead", instead=list_of(words, acts)))
    return said


def _quoted(text: str, words: Catalogue) -> str:
    return words("play.own.quoted", text=inner(text))


class Suggestion(NamedTuple):
    """Which of the choices now on offer is nearest to what was typed."""

    #: what is offered, or that nothing is
    text: str
    #: what the nearest choice does well, and the question whether what was typed does; may be empty
    alike: str
    #: why only words were compared; empty where it was the meaning, and once it was said
    remark: str


def suggestion(attempt: Attempt, flow: TurnFlow, words: Catalogue) -> Suggestion:
    """What ``flow`` has found nearest, in words; nothing: what was typed could not be compared."""
    nearest = flow.nearest
    if nearest is None:
        return Suggestion(words("play.own.pick"), "", "")
    near = [str(choice.number) for choice in choices(attempt, words) if choice.id in nearest.choices]
    by = "meaning" if nearest.basis is Basis.MEANING else "words"
    match nearest.verdict:
        case Verdict.AHEAD:
            text = words("play.own.ahead", line=near[0])
        case Verdict.CLOSE:
            key = f"play.own.one_{by}" if len(near) == 1 else f"play.own.close_{by}"
            text = words(key, line=near[0], other=near[-1])
        case Verdict.NONE:
            text = words(f"play.own.none_{by}")
    remark = words(f"play.own.{nearest.basis}") if flow.new_basis and nearest.basis is not Basis.MEANING else ""
    return Suggestion(text, _alike(attempt, nearest, near[0] if near else "", words), remark)


def _alike(attempt: Attempt, nearest: Nearest, number: str, words: Catalogue) -> str:
    """The good moves of the nearest choice, ``number`` on the screen; none in an exam, where this would be a hint.

    Whether what was typed makes them as well only its writer can tell.

    Nothing is said of a choice that makes a poor move as well: half of the truth would be praise for it.
    """
    if nearest.basis is not Basis.MEANING or nearest.verdict is not Verdict.AHEAD or attempt.setup.mode is Mode.EXAM:
        return ""
    made = [attempt.bundle.moves[move] for move in attempt.judge.judge(attempt.state)[nearest.choices[0]].moves]
    if not made or any(move.kind is MoveKind.POOR for move in made):
        return ""
    moves = list_of(words, (_quoted(move.name.get(words.language), words) for move in made))
    return words("play.own.alike", line=number, moves=moves)
