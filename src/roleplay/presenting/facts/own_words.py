"""What is said of a line that the learner typed: what the vocabulary knows of it, and which choice is nearest to it.

That nothing is found is never shown as approval, and what was compared by words alone is not called a meaning.
"""

from __future__ import annotations

from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.facts.play import choices, list_of
from roleplay.scene.model import Move, MoveKind
from roleplay.session import Attempt, Mode
from roleplay.session.nearest import Basis, Nearest, Verdict
from roleplay.session.own_words import find_flags


class PhraseFact(NamedTuple):
    """A phrase or pattern of the vocabulary found in what the learner typed, and what usually serves better."""

    good: bool
    #: as it was typed
    phrase: str
    move: str
    text: str


def own_words(attempt: Attempt, typed: str, words: Catalogue, language: str = "") -> tuple[PhraseFact, ...]:
    """What the vocabulary finds in a line typed in ``language``, else in that of ``words``, in its order."""
    flags: list[PhraseFact] = []
    for flag in find_flags(typed, attempt.bundle.moves.values(), language or words.language):
        name = flag.move.name.get(words.language)
        instead = _instead(flag.move, attempt, words)
        key = "play.own.found_instead" if instead else "play.own.found"
        text = words(key, phrase=flag.phrase, move=name, instead=instead)
        flags.append(PhraseFact(flag.move.kind is MoveKind.GOOD, flag.phrase, name, text))
    return tuple(flags)


def _instead(move: Move, attempt: Attempt, words: Catalogue) -> str:
    moves = attempt.bundle.moves
    return list_of(words, (moves[name].name.get(words.language) for name in move.instead if name in moves))


class Suggestion(NamedTuple):
    """Which of the choices now on offer is nearest to what was typed."""

    #: what is offered, or that nothing is
    text: str
    #: what the nearest choice does well, and so what was typed; may be empty
    alike: str
    #: why only words were compared; empty where it was the meaning
    remark: str


def suggestion(attempt: Attempt, nearest: Nearest | None, words: Catalogue) -> Suggestion:
    """``nearest`` in words; ``None``: what was typed could not be compared."""
    if nearest is None:
        return Suggestion(words("play.own.pick"), "", "")
    near = [str(choice.number) for choice in choices(attempt, words) if choice.id in nearest.choices]
    by = "meaning" if nearest.basis is Basis.MEANING else "words"
    match nearest.verdict:
        case Verdict.AHEAD:
            text = words("play.own.ahead", line=near[0])
        case Verdict.CLOSE:
            text = words(f"play.own.close_{by}", line=near[0], other=near[1])
        case Verdict.NONE:
            text = words(f"play.own.none_{by}")
    remark = "" if nearest.basis is Basis.MEANING else words(f"play.own.{nearest.basis}")
    return Suggestion(text, _alike(attempt, nearest, words), remark)


def _alike(attempt: Attempt, nearest: Nearest, words: Catalogue) -> str:
    """The good moves of a choice that means the same; none in an exam, where this would be a hint.

    Nothing is said of a choice that makes a poor move as well: half of the truth would be praise for it.
    """
    if nearest.basis is not Basis.MEANING or nearest.verdict is not Verdict.AHEAD or attempt.setup.mode is Mode.EXAM:
        return ""
    made = [attempt.bundle.moves[move] for move in attempt.judge.judge(attempt.state)[nearest.choices[0]].moves]
    if not made or any(move.kind is MoveKind.POOR for move in made):
        return ""
    return words("play.own.alike", moves=list_of(words, (move.name.get(words.language) for move in made)))
