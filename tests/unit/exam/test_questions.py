"""Exam questions: one right answer by the data, no repetitions, no answers given away."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

import roleplay
from builders import MOVES, RUBRICS, move, read_shared, rubric, shared
from roleplay.exam.questions import MAX_CHOICES, MIN_CHOICES, Bank, questions
from roleplay.exam.quiz import QuestionKind, QuizQuestion, questions_from_json, questions_to_json
from roleplay.reading.files import shared_files
from roleplay.reading.shared_reader import read_shared as read_files
from roleplay.scene.model import Criterion, Shared
from roleplay.session.shared_words import content_words

ROOT = Path(roleplay.__file__).parents[2]
RUBRIC_IDS = sorted(path.stem for path in (ROOT / "rubrics").glob("*.yaml"))
SEEDS = 2


@cache
def shipped() -> Shared:
    return read_files(shared_files(ROOT)).shared


@cache
def exam_questions(name: str, count: int = 1000, seed: int = 0) -> tuple[QuizQuestion, ...]:
    return questions(Bank(shipped().moves, [shipped().rubrics[name]]), count, seed)


def right_by_the_data(question: QuizQuestion, library: Shared) -> list[str]:
    """The answers that are right according to the library itself."""
    refs = [choice.ref for choice in question.choices]
    match question.kind:
        case QuestionKind.MEANING:
            return [ref for ref in refs if library.moves[ref].about == question.shown]
        case QuestionKind.PHRASE:
            assert question.shown is not None
            shown_values = question.shown.values
            return [
                ref
                for ref in refs
                if any(text in library.moves[ref].phrases.get(code, ()) for code, text in shown_values)
            ]
        case QuestionKind.HARM:
            points = _criterion(question.about, library).points
            return [ref for ref in refs if points.get(ref, 0) < 0]
        case QuestionKind.ANCHOR:
            return [ref for ref in refs if question.shown in _criterion(ref, library).levels]
        case QuestionKind.HIGHEST | QuestionKind.LOWEST:
            levels = _criterion(question.about, library).levels
            best = max if question.kind is QuestionKind.HIGHEST else min
            top = best(levels.index(choice.text) for choice in question.choices)
            return [choice.ref for choice in question.choices if choice.text == levels[top]]
        case QuestionKind.FIRST:
            order = library.rubrics[question.about].order
            first = min(order.index(ref.partition(".")[2]) for ref in refs)
            return [ref for ref in refs if ref == f"{question.about}.{order[first]}"]


def _criterion(ref: str, library: Shared) -> Criterion:
    name, _, of_rubric = ref.partition(".")
    criterion = library.rubrics[name].criterion(of_rubric)
    assert criterion is not None
    return criterion


@pytest.mark.parametrize("name", [name for name in RUBRIC_IDS if name in shipped().rubrics])
def test_every_question_about_a_shipped_rubric_has_one_right_answer_and_is_unique(name: str) -> None:
    for seed in range(SEEDS):
        asked = exam_questions(name, seed=seed)
        assert len(asked) >= MIN_CHOICES
        for question in asked:
            assert right_by_the_data(question, shipped()) == [question.answer.ref], question
            assert MIN_CHOICES <= len(question.choices) <= MAX_CHOICES
            for language in ("en", "zh"):
                texts = [choice.text.get(language) for choice in question.choices]
                assert len(set(texts)) == len(texts), question
        about = [(q.kind, q.about, q.shown, frozenset(choice.ref for choice in q.choices)) for q in asked]
        assert len(set(about)) == len(about)
        # once the answer was a move, that move is not asked for again
        by_move = (QuestionKind.MEANING, QuestionKind.PHRASE, QuestionKind.HARM)
        moves = Counter(question.answer.ref for question in asked if question.kind in by_move)
        assert max(moves.values(), default=1) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_matching_words_do_not_reveal_the_answer(language: str) -> None:
    for question in exam_questions("heat") + exam_questions("spin"):
        if question.shown is not None:
            words = content_words(question.shown.get(language))
            shares = [len(words & content_words(choice.text.get(language))) for choice in question.choices]
            assert shares[question.right] <= max(
                share for place, share in enumerate(shares) if place != question.right
            ), question


def test_the_longest_anchor_is_not_always_the_highest() -> None:
    lengths = [
        (question, [len(choice.text.get("en")) for choice in question.choices])
        for name in shipped().rubrics
        for question in exam_questions(name)
        if question.kind is QuestionKind.HIGHEST
    ]
    assert lengths
    for question, sizes in lengths:
        others = [size for place, size in enumerate(sizes) if place != question.right]
        assert sizes[question.right] <= 1.2 * max(others)


def test_the_same_seed_asks_the_same_and_another_one_something_else() -> None:
    assert exam_questions("heat", 12, 4) == exam_questions("heat", 12, 4)
    assert exam_questions("heat", 12, 4) != exam_questions("heat", 12, 5)
    places = Counter(question.right for seed in range(12) for question in exam_questions("heat", 12, seed))
    assert len(places) == MAX_CHOICES
    assert min(places.values()) > 15


def test_every_rubric_and_every_kind_has_its_share() -> None:
    library = shipped()
    asked = questions(Bank(library.moves, [library.rubrics["heat"], library.rubrics["care"]]), 12, 1)
    assert len(asked) == 12
    assert len({question.kind for question in asked}) >= 5
    by_rubric = Counter(question.about.partition(".")[0] for question in asked)
    assert by_rubric == {"heat": 6, "care": 6}


def test_questions_come_back_from_the_journal_as_they_were() -> None:
    asked = exam_questions("heat", 12)
    assert questions_from_json(json.loads(json.dumps(questions_to_json(asked)))) == asked


# -- small libraries -------------------------------------------------------------------------------------------


def small(**moves: dict[str, object]) -> Shared:
    criteria = {"hear": {name: 2 if data["kind"] == "good" else -2 for name, data in moves.items()}}
    return read_shared(
        shared({**MOVES, "moves": {**MOVES["moves"], **moves}}, rubrics=(*RUBRICS, rubric("tiny", criteria)))
    )


def meanings(library: Shared) -> list[QuizQuestion]:
    asked = questions(Bank(library.moves, [library.rubrics["tiny"]]), 100, 0)
    return [question for question in asked if question.kind is QuestionKind.MEANING]


def test_moves_with_the_same_name_or_meaning_are_not_both_choices() -> None:
    about = {"a": "hears it out", "b": "hears it out", "c": "goes there", "d": "stays away", "e": "writes it down"}
    library = small(**{f"m{key}": move(name=f"name {key}", about=text) for key, text in about.items()})
    asked = meanings(library)
    assert len(asked) == 5
    for question in asked:
        assert right_by_the_data(question, library) == [question.answer.ref]
    same = small(**{f"m{key}": move(name="same", about=text) for key, text in about.items()})
    assert meanings(same) == []


def test_a_move_whose_name_occurs_in_its_meaning_is_not_asked_for() -> None:
    moves = {f"m{name}": move(name=name, about=f"something else {name[0]}") for name in ("paints", "writes", "sings")}
    assert {question.answer.ref for question in meanings(small(**moves))} == {"mpaints", "mwrites", "msings"}
    moves["mpaints"] = move(name="paints", about="paints a wall")
    assert {question.answer.ref for question in meanings(small(**moves))} == {"mwrites", "msings"}


def test_wrong_answers_to_harm_questions_do_not_affect_the_criterion() -> None:
    library, seen = shipped(), 0
    for name in library.rubrics:
        for question in exam_questions(name):
            if question.kind is QuestionKind.HARM:
                criterion = _criterion(question.about, library)
                for place, choice in enumerate(question.choices):
                    if place != question.right:
                        seen += 1
                        assert choice.ref not in criterion.points
                        better = library.moves[choice.ref].instead
                        assert not any(criterion.points.get(move, 0) > 0 for move in better), (question, choice)
    assert seen > 100


def test_phrase_questions_offer_no_move_with_the_same_remedy() -> None:
    moves, seen = shipped().moves, 0
    for name in shipped().rubrics:
        for question in exam_questions(name):
            if question.kind is QuestionKind.PHRASE:
                better = set(moves[question.answer.ref].instead)
                others = [moves[choice.ref] for choice in question.choices if choice != question.answer]
                assert not any(better & set(other.instead) for other in others), question
                seen += 1
    assert seen > 50


def test_the_number_of_questions_is_limited_by_the_library() -> None:
    library = shipped()
    bank = Bank(library.moves, [library.rubrics["customer-type"]])
    assert len(questions(bank, 1000, 3)) <= 20
    assert questions(Bank(library.moves, []), 5, 0) == ()


def test_two_choices_never_read_the_same() -> None:
    for question in exam_questions("coaching", seed=2):
        for one, other in combinations(question.choices, 2):
            assert one.text != other.text
