"""The shipped vocabulary has the wording for goals: the moment of every poor move, the act of every good one."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest

from roleplay.reading.library import Library
from roleplay.scene.model import Move, MoveKind
from roleplay.scene.text import Text
from roleplay.text.cells import cell_len

ROOT = Path(__file__).parents[3]
#: The sentence that both complete.
SENTENCE = {"en": "When I {moment}, I first {act}.", "zh": "当我{moment}的时候，我先{act}。"}
#: The maximum number of cells of a sentence that fits on a card.
CARD = {"en": 100, "zh": 80}


@pytest.fixture(scope="module")
def moves() -> Mapping[str, Move]:
    return Library([ROOT]).contents.shared.moves


def words_of(move: Move) -> Text | None:
    return move.act if move.kind is MoveKind.GOOD else move.moment


def test_every_move_has_its_words_in_both_languages(moves: Mapping[str, Move]) -> None:
    words = {name: words_of(move) for name, move in moves.items()}
    assert [name for name, text in words.items() if text is None or set(text.languages) != {"zh", "en"}] == []


def test_every_poor_move_has_a_cure(moves: Mapping[str, Move]) -> None:
    assert [name for name, move in moves.items() if (move.kind is MoveKind.POOR) != bool(move.instead)] == []


@pytest.mark.parametrize("language", SENTENCE)
def test_any_moment_and_act_make_a_sentence_that_fits_on_a_card(moves: Mapping[str, Move], language: str) -> None:
    moments = [move.moment.get(language) for move in moves.values() if move.moment is not None]
    acts = [move.act.get(language) for move in moves.values() if move.act is not None]
    assert moments
    assert acts
    for moment, act in product(moments, acts):
        sentence = SENTENCE[language].format(moment=moment, act=act)
        assert cell_len(sentence) <= CARD[language], sentence
        assert not set(sentence[:-1]) & set(".!?。！？;；\n"), sentence


def test_moments_and_acts_join_with_the_words_around_them(moves: Mapping[str, Move]) -> None:
    """ "我先" is not followed by another "先", nor "的时候" led up to by a "的"; in English nothing is first twice."""
    acts = [move.act for move in moves.values() if move.act is not None]
    moments = [move.moment for move in moves.values() if move.moment is not None]
    assert [act.get("zh") for act in acts if act.get("zh").startswith("先")] == []
    assert [moment.get("zh") for moment in moments if moment.get("zh").endswith("的")] == []
    assert [act.get("en") for act in acts if act.get("en").startswith(("first ", "then "))] == []
