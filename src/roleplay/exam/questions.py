"""Exam questions generated from a library's own moves and rubrics.

Each question has one right answer by the data, and words shared by the prompt and an answer do not give it away. The
same seed and library always give the same questions.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple, TypeVar

from roleplay.engine import chance
from roleplay.exam.quiz import QuestionKind, QuizChoice, QuizQuestion
from roleplay.scene.model import Criterion, Move, MoveKind, Rubric
from roleplay.scene.patterns import Pattern, literal, matches, parse_pattern, tokens
from roleplay.scene.text import Text
from roleplay.session.shared_words import content_words
from roleplay.text.cells import cell_len

T = TypeVar("T")
# every text is compared many times
_literal, _parsed, _words = lru_cache(4096)(literal), lru_cache(4096)(parse_pattern), lru_cache(4096)(content_words)

#: Maximum and minimum number of answers to choose from.
MAX_CHOICES, MIN_CHOICES = 4, 3
#: Level questions are dropped if length gives the answer away: the right one may be longer or shorter by at most this
#: factor.
_MAX_LENGTH_RATIO = 1.1


class Bank(NamedTuple):
    """The source material of questions."""

    moves: Mapping[str, Move]
    rubrics: Sequence[Rubric]


class _Draft(NamedTuple):
    """A question before its choices are shuffled, and the subjects it uses up."""

    #: the right answer comes first
    question: QuizQuestion
    subjects: frozenset[str]


def questions(bank: Bank, count: int, seed: int) -> tuple[QuizQuestion, ...]:
    """``count`` questions, or as many as possible, spread as evenly as possible over rubrics and kinds."""
    rubrics = deque(deque(_kinds(bank, rubric, seed)) for rubric in bank.rubrics)
    asked, subjects = list[QuizQuestion](), set[str]()
    while rubrics and len(asked) < count:
        kinds = rubrics.popleft()
        while kinds:
            drafts = kinds.popleft()
            draft = next((draft for draft in drafts if subjects.isdisjoint(draft.subjects)), None)
            if draft is not None:
                subjects |= draft.subjects
                asked.append(_shuffled(draft.question, seed, len(asked)))
                kinds.append(drafts)
                rubrics.append(kinds)
                break
    return tuple(_random_order(asked, seed, "asked", lambda question: f"{question.kind}{question.answer.ref}"))


def _kinds(bank: Bank, rubric: Rubric, seed: int) -> list[Iterator[_Draft]]:
    """The drafts about a rubric by kind; each is generated on demand."""
    used = [move for name, move in bank.moves.items() if any(name in c.points for c in rubric.criteria)]
    return [
        _meanings(rubric, used, seed),
        _anchors(rubric, seed),
        _harms(rubric, used, seed),
        _levels(rubric, seed),
        _phrases(rubric, used, seed),
        _orders(rubric, seed),
    ]


# -- moves ----------------------------------------------------------------------------------------------------


def _meanings(rubric: Rubric, used: Sequence[Move], seed: int) -> Iterator[_Draft]:
    for move in _random_order(used, seed, f"meaning {rubric.id}", lambda move: move.id):
        near = (other for other in _similar_moves(move, rubric, used, seed) if not _same_text(other.about, move.about))
        choices = _move_choices([move, *_distinct(move.name, near, lambda m: m.name)])
        yield from _drafts(QuestionKind.MEANING, rubric, None, move.about, choices, f"move:{move.id}")


def _phrases(rubric: Rubric, used: Sequence[Move], seed: int) -> Iterator[_Draft]:
    """Example phrases of a move, as quoted by the vocabulary; no wrong answer's patterns match them.

    Lines of scenes would be unsuitable: they are written so that no phrase gives them away, and their effect depends on
    what came before and on what only the learner in the scene knows.
    """
    for move in _random_order(used, seed, f"phrase {rubric.id}", lambda move: move.id):
        if not all(move.phrases.get(language) for language in move.name.languages):
            continue
        said = Text(
            tuple(
                (language, _random_order(move.phrases[language], seed, move.id, str)[0])
                for language in move.name.languages
            )
        )
        # moves with the same remedy have similar wording
        apart = (
            other for other in _similar_moves(move, rubric, used, seed) if not set(other.instead) & set(move.instead)
        )
        near = (other for other in apart if not _detects(other, said))
        choices = _move_choices([move, *_distinct(move.name, near, lambda m: m.name)])
        yield from _drafts(QuestionKind.PHRASE, rubric, None, said, choices, f"move:{move.id}")


def _harms(rubric: Rubric, used: Sequence[Move], seed: int) -> Iterator[_Draft]:
    """A poor move that costs points on the criterion, among ones that cost points only on other criteria."""
    poor = [move for move in used if move.kind is MoveKind.POOR]
    for criterion in _random_order(rubric.criteria, seed, f"harm {rubric.id}", lambda c: c.id):
        ref = f"{rubric.id}.{criterion.id}"
        elsewhere = [move for move in poor if _costs_elsewhere(move, criterion, rubric)]
        shuffled = _random_order(elsewhere, seed, ref, lambda m: m.id)
        worst = min((criterion.points.get(move.id, 0) for move in poor), default=0)
        harmful = [move for move in poor if criterion.points.get(move.id, 0) == worst < 0]
        for move in _random_order(harmful, seed, ref, lambda m: m.id):
            choices = [
                choice._replace(value=criterion.points.get(choice.ref, 0))
                for choice in _move_choices([move, *_distinct(move.name, shuffled, lambda m: m.name)])
            ]
            # the criterion's name is shown with its description
            if len(choices) > 1 and not _gives_away(criterion.name, choices):
                subjects = f"move:{move.id}", f"harm:{ref}"
                yield from _drafts(QuestionKind.HARM, rubric, criterion, criterion.about, choices, *subjects)


def _costs_elsewhere(move: Move, criterion: Criterion, rubric: Rubric) -> bool:
    """Whether a move costs points on another criterion of the rubric and nothing suggests that it affects this one.

    It is taken to affect this one if it has points here, if a move that remedies it earns points here, or if a low
    anchor of the criterion shares a word with the move's name.
    """
    if move.id in criterion.points or any(criterion.points.get(better, 0) > 0 for better in move.instead):
        return False
    for language, name in move.name.values:
        low = " ".join(anchor.get(language) for anchor in criterion.levels[:2])
        if _words(name) & _words(low):
            return False
    return any(other.points.get(move.id, 0) < 0 for other in rubric.criteria)


def _similar_moves(move: Move, rubric: Rubric, used: Sequence[Move], seed: int) -> list[Move]:
    """Moves of the same kind; first those that count for the same criteria of the rubric or share remedies."""

    def nearness(other: Move) -> int:
        together = sum(move.id in c.points and other.id in c.points for c in rubric.criteria)
        return together + len(set(move.instead) & set(other.instead))

    others = [other for other in used if other.kind is move.kind and other.id != move.id]
    return sorted(_random_order(others, seed, move.id, lambda m: m.id), key=lambda other: -nearness(other))


def _detects(move: Move, said: Text) -> bool:
    """Whether a phrase or pattern of the vocabulary detects the move in a line."""
    for language, line in said.values:
        patterns: list[Pattern] = [_literal(phrase) for phrase in move.phrases.get(language, ())]
        patterns += [_parsed(pattern) for pattern in move.patterns.get(language, ())]
        words = tokens(line)
        if any(next(matches(pattern, words), None) is not None for pattern in patterns):
            return True
    return False


def _move_choices(moves: Iterable[Move]) -> list[QuizChoice]:
    return [QuizChoice(move.id, move.name, move.about) for move in moves]


# -- criteria -------------------------------------------------------------------------------------------------


def _anchors(rubric: Rubric, seed: int) -> Iterator[_Draft]:
    every = [(criterion, level) for criterion in rubric.criteria for level in range(len(criterion.levels))]
    for criterion, level in _random_order(every, seed, f"anchor {rubric.id}", lambda at: f"{at[0].id}{at[1]}"):
        anchor, ref = criterion.levels[level], f"{rubric.id}.{criterion.id}"
        others = [other for other in rubric.criteria if other.id != criterion.id]
        # an anchor shared by two criteria identifies neither
        if any(_same_text(anchor, text) for other in others for text in other.levels):
            continue
        shuffled = _random_order(others, seed, ref, lambda other: other.id)
        wrong = _distinct(criterion.name, shuffled, lambda c: c.name)
        right = QuizChoice(ref, criterion.name, criterion.about, level)
        choices = [right, *(QuizChoice(f"{rubric.id}.{c.id}", c.name, c.about) for c in wrong)]
        yield from _drafts(QuestionKind.ANCHOR, rubric, None, anchor, choices, f"anchors:{ref}")


def _levels(rubric: Rubric, seed: int) -> Iterator[_Draft]:
    every = [
        (criterion, kind, levels)
        for criterion in rubric.criteria
        for kind in (QuestionKind.HIGHEST, QuestionKind.LOWEST)
        for levels in combinations(range(len(criterion.levels)), MIN_CHOICES)
    ]
    shuffled = _random_order(every, seed, f"level {rubric.id}", lambda at: f"{at[0].id}{at[1]}{at[2]}")
    for criterion, kind, levels in shuffled:
        ref = f"{rubric.id}.{criterion.id}"
        right = max(levels) if kind is QuestionKind.HIGHEST else min(levels)
        order = [right, *(level for level in levels if level != right)]
        texts = [criterion.levels[level] for level in order]
        if not _length_gives_away(texts, longest=kind is QuestionKind.HIGHEST):
            choices = [QuizChoice(f"{ref}.{n}", text, None, n) for n, text in zip(order, texts, strict=True)]
            yield from _drafts(kind, rubric, criterion, None, choices, f"anchors:{ref}")


def _length_gives_away(texts: Sequence[Text], *, longest: bool) -> bool:
    """Whether in some language the first text is clearly the longest (or the shortest)."""
    for language in texts[0].languages:
        first, *others = (cell_len(text.get(language)) for text in texts)
        if first > max(others) * _MAX_LENGTH_RATIO if longest else first * _MAX_LENGTH_RATIO < min(others):
            return True
    return False


def _orders(rubric: Rubric, seed: int) -> Iterator[_Draft]:
    """Steps by their descriptions: their names may spell out the rubric's name."""
    steps = [criterion for criterion in map(rubric.criterion, rubric.order) if criterion is not None]
    firsts = range(len(steps) - MIN_CHOICES + 1)
    for first in _random_order(firsts, seed, f"first {rubric.id}", str):
        later = _random_order(steps[first + 1 :], seed, f"{rubric.id}{first}", lambda c: c.id)[: MAX_CHOICES - 1]
        choices = [
            QuizChoice(f"{rubric.id}.{c.id}", c.about, c.name, steps.index(c) + 1) for c in (steps[first], *later)
        ]
        yield from _drafts(QuestionKind.FIRST, rubric, None, None, choices, f"first:{rubric.id}.{first}")


# -- what makes a question fair ---------------------------------------------------------------------------------


def _drafts(
    kind: QuestionKind,
    rubric: Rubric,
    criterion: Criterion | None,
    shown: Text | None,
    choices: Sequence[QuizChoice],
    *subjects: str,
) -> Iterator[_Draft]:
    """The question, unless there are too few choices, two answers read the same, or the answer is given away."""
    if len(choices) < MIN_CHOICES or any(_same_text(one.text, other.text) for one, other in combinations(choices, 2)):
        return
    texts = [*([] if shown is None else [shown]), *(choice.text for choice in choices)]
    if any(text.todo for text in texts) or (shown is not None and _gives_away(shown, choices)):
        return
    about = rubric.id if criterion is None else f"{rubric.id}.{criterion.id}"
    named = None if criterion is None else criterion.name
    yield _Draft(
        QuizQuestion(
            kind=kind, about=about, rubric=rubric.name, criterion=named, shown=shown, choices=tuple(choices), right=0
        ),
        frozenset(subjects),
    )


def _distinct(name: Text, others: Iterable[T], name_of: Callable[[T], Text]) -> list[T]:
    """The first of ``others`` whose names differ from ``name`` and from one another."""
    taken = list[T]()
    for other in others:
        if len(taken) == MAX_CHOICES - 1:
            break
        if not any(_same_text(name_of(other), known) for known in (name, *map(name_of, taken))):
            taken.append(other)
    return taken


def _same_text(one: Text, other: Text) -> bool:
    """Whether two texts are equal in a language that both have."""
    ones, others = dict(one.values), dict(other.values)
    return any(
        ones[language].strip().casefold() == others[language].strip().casefold() for language in ones.keys() & others
    )


def _gives_away(shown: Text, choices: Sequence[QuizChoice]) -> bool:
    """Whether in some language ``shown`` shares more words with the right answer (the first) than with any other.

    If a wrong one shares as many, looking for matching words does not help.
    """
    for language in shown.languages:
        words = _words(shown.get(language))
        right, *wrong = (len(words & _words(choice.text.get(language))) for choice in choices)
        if right > max(wrong):
            return True
    return False


# -- chance -------------------------------------------------------------------------------------------------------


def _shuffled(question: QuizQuestion, seed: int, number: int) -> QuizQuestion:
    choices = _random_order(question.choices, seed, f"choices{number}", lambda choice: choice.ref)
    return question._replace(choices=tuple(choices), right=choices.index(question.choices[0]))


def _random_order(items: Iterable[T], seed: int, of: str, key: Callable[[T], str]) -> list[T]:
    return sorted(items, key=lambda item: chance(seed, of, key(item)))
