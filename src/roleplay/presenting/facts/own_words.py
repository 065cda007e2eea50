"""Feedback on a line that the learner typed: what the vocabulary finds in it, and which choice is nearest to it.

Finding nothing is never shown as approval, and a comparison by words alone is never called one of meaning. A typed line
earns and costs nothing, so its feedback has signs of its own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from roleplay.locales import LANGUAGES, Catalogue
from roleplay.presenting.facts.play import choices, list_of
from roleplay.scene.model import Move, MoveKind
from roleplay.session import Attempt, Mode, TurnFlow
from roleplay.session.nearest import Basis, Nearest, Verdict
from roleplay.session.own_words import find_moves
from roleplay.text.quotes import nest_quotes

#: The end of a sentence that is followed by another.
_SENTENCE = re.compile(r"[。！？](?=.)|[.!?]\s+(?=[A-Z\"“])", re.DOTALL)

#: How many better moves are named at most: the first ones that the vocabulary lists.
_MAX_ALTERNATIVES = 2


class PhraseFact(NamedTuple):
    """A phrase or pattern of the vocabulary found in what the learner typed.

    ``text`` is the whole feedback: which move it is, what that does to the other person, whether such a line fails the
    attempt, and what usually works better.
    """

    good: bool
    #: as it was typed
    phrase: str
    move: str
    text: str

    @property
    def sign(self) -> str:
        """The sign it is marked with; differs from the signs of what is scored."""
        return "~" if self.good else "!"


class TypedLine(NamedTuple):
    """A typed line reviewed."""

    #: the line, introduced as the learner's own words, which are not scored
    text: str
    phrases: tuple[PhraseFact, ...]
    #: that nothing harmful was found; empty if something was
    note: str


def own_words(attempt: Attempt, typed: str, words: Catalogue, language: str = "") -> tuple[PhraseFact, ...]:
    """What the vocabulary finds in a line typed in ``language`` (by default that of ``words``), in vocabulary order."""
    phrases: list[PhraseFact] = []
    language = language or words.language
    if language not in (*LANGUAGES, *attempt.bundle.scenario.languages):  # the scene lacks the language
        language = words.interface
    for match in find_moves(typed, attempt.bundle.moves.values(), language):
        name = match.move.name.get(words.language)
        good = match.move.kind is MoveKind.GOOD
        text = words("play.own.found", phrase=nest_quotes(match.phrase), move=name)
        for more in () if good else _warning(attempt, match.move, words):
            text = words("play.own.then", text=text, more=more)
        phrases.append(PhraseFact(good, match.phrase, name, text))
    return tuple(phrases)


def typed_line(attempt: Attempt, typed: str | None, words: Catalogue, language: str) -> TypedLine | None:
    """A line typed in ``language``, with what was found in it; ``None`` if nothing was typed."""
    if not typed:
        return None
    phrases = own_words(attempt, typed, words, language)
    note = "" if any(not phrase.good for phrase in phrases) else words("turn.own_words_clear")
    return TypedLine(words("turn.own_words", text=typed), phrases, note)


def _warning(attempt: Attempt, move: Move, words: Catalogue) -> list[str]:
    """What a poor move does, whether it is a red line of this scene, and what works better, a sentence each."""
    sentences = [_SENTENCE.split(move.about.get(words.language), maxsplit=1)[-1]]  # the first sentence repeats the name
    rubrics = attempt.bundle.scenario.rubrics
    if any(move.id in attempt.bundle.rubrics[name].critical for name in rubrics):
        sentences.append(words("play.own.red_line"))
    moves = [attempt.bundle.moves[name] for name in move.instead if name in attempt.bundle.moves][:_MAX_ALTERNATIVES]
    alternatives = [_quoted((other.act or other.name).get(words.language), words) for other in moves]
    if alternatives:
        sentences.append(words("play.own.instead", instead=list_of(words, alternatives)))
    return sentences


def _quoted(text: str, words: Catalogue) -> str:
    return words("play.own.quoted", text=nest_quotes(text))


class Suggestion(NamedTuple):
    """Which of the choices now on offer is nearest to what was typed."""

    #: which choice is offered, or that none is
    text: str
    #: what the nearest choice does well, and the question whether the typed line does so too; may be empty
    alike: str
    #: why only words were compared; empty if meanings were compared, or if it has been explained before
    remark: str


def suggestion(attempt: Attempt, flow: TurnFlow, words: Catalogue) -> Suggestion:
    """The nearest choices that ``flow`` found, in words; if it could not compare, only the request to pick one."""
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
    """The good moves of the nearest choice, ``number`` on the screen; empty in an exam, where this would be a hint.

    Only the learner can tell whether the typed line makes them as well, so the text asks.

    Also empty for a choice that makes a poor move too: naming only its good ones would be praise.
    """
    if nearest.basis is not Basis.MEANING or nearest.verdict is not Verdict.AHEAD or attempt.setup.mode is Mode.EXAM:
        return ""
    moves = [attempt.bundle.moves[move] for move in attempt.judge.judge(attempt.state)[nearest.choices[0]].moves]
    if not moves or any(move.kind is MoveKind.POOR for move in moves):
        return ""
    names = list_of(words, (_quoted(move.name.get(words.language), words) for move in moves))
    return words("play.own.alike", line=number, moves=names)
