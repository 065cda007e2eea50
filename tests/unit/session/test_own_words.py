"""Phrases of the vocabulary in a typed line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from example_counts import examples
from roleplay.scene.model import Move, MoveKind
from roleplay.scene.text import Text
from roleplay.session.own_words import find_moves, find_phrases


def move(name: str, zh: tuple[str, ...] = (), en: tuple[str, ...] = ()) -> Move:
    text = Text.of({"zh": name, "en": name})
    return Move(id=name, name=text, about=text, kind=MoveKind.POOR, instead=(), phrases={"zh": zh, "en": en})


CALM = move("calm", ("您先冷静", "别激动"), ("calm down", "don't get upset"))
BUT = move("but", ("可是",), ("but",))
MOVES = (CALM, BUT)


@pytest.mark.parametrize(
    ("line", "language", "moves"),
    [
        ("请您先冷静一下", "zh", ["calm"]),
        ("您 先 冷 静", "zh", []),  # an author's phrase is a single piece
        ("别激动，可是我也没办法", "zh", ["calm", "but"]),
        ("可是您别激动", "zh", ["but", "calm"]),
        ("Please CALM   Down now", "en", ["calm"]),
        ("Ｃａｌｍ ｄｏｗｎ", "en", ["calm"]),
        ("Don’t get upset!", "en", ["calm"]),
        ("a calm downstairs", "en", []),
        ("butter on rebut", "en", []),
        ("Rebut, but kindly", "en", ["but"]),
        ("但是 but 中文", "en", ["but"]),
        ("calm down, calm down", "en", ["calm"]),
        ("您先冷静", "en", []),
        ("", "en", []),
    ],
)
def test_phrases_are_found(line: str, language: str, moves: list[str]) -> None:
    assert [match.move.id for match in find_phrases(line, MOVES, language)] == moves


def test_the_longest_phrase_at_a_position_is_reported() -> None:
    long = move("m", en=("calm", "calm down please"))
    assert [match.phrase for match in find_phrases("Calm down please", [long], "en")] == ["calm down please"]


@examples(150)
@given(st.text(max_size=60), st.text(max_size=60))
def test_a_chinese_phrase_is_found_at_any_position(before: str, after: str) -> None:
    moves = [match.move.id for match in find_phrases(f"{before} 您先冷静 {after}", [CALM], "zh")]
    assert moves == ["calm"]


@examples(150)
@given(st.text(max_size=200))
def test_phrases_can_be_searched_in_any_line(line: str) -> None:
    matches = find_phrases(line, MOVES, "en")
    starts = [match.start for match in matches]
    assert starts == sorted(starts)


# -- find_moves ------------------------------------------------------------------------


POLICY = move("policy", ("这是规定",), ("that's our policy",))._replace(
    patterns={"zh": ("[按|照] … 规定", "是 规定"), "en": ("[our|company] policy",)}
)


@pytest.mark.parametrize(
    ("line", "language", "typed"),
    [
        ("sorry, Company Policy!", "en", ["Company Policy"]),
        ("thats our policy, sir", "en", ["thats our policy"]),  # the phrase, without its apostrophe
        ("这，是规定", "zh", ["这，是规定"]),
        ("按公司的规定，没法退；您先冷静。", "zh", ["按公司的规定", "您先冷静"]),
        ("但按公司规定，没法退", "zh", ["按公司规定"]),
        ("但是规定就是规定", "zh", ["但是规定"]),  # 但 is not cut off
        ("按您说的办", "zh", []),
        ("", "en", []),
        ("x " * 600 + "our policy", "en", []),  # nobody says so much in one turn
    ],
)
def test_a_typed_line_is_flagged_by_phrases_and_patterns(line: str, language: str, typed: list[str]) -> None:
    assert [match.phrase for match in find_moves(line, (CALM, POLICY), language)] == typed


VOW = move("vow")._replace(
    patterns={
        "zh": ("[保证|担保] … 不会", "[冷静|平静] 一下"),
        "en": ("[promise|guarantee] it wont", "[our|the] contract says"),
    }
)


@pytest.mark.parametrize(
    ("line", "language", "flagged"),
    [
        ("I promise it won't", "en", True),
        ("Don't worry, I promise it won't", "en", True),  # the refusal applies to the worry
        ("I can't promise it won't", "en", False),
        ("Honestly, I really cannot guarantee it won't", "en", False),
        ("I'm not going to promise it won't", "en", False),
        ("Nobody can guarantee it won't", "en", False),
        ("You can't complain. I promise it won't", "en", True),
        ("I can't say more. I promise it won't", "en", True),  # another sentence
        ("Our contract says no", "en", True),
        ("Shall we look at what the contract says?", "en", False),
        ("I don't know whether our contract says so", "en", False),
        ("You were told “I promise it won't”, I know", "en", False),
        ("我保证以后不会", "zh", True),
        ("我不敢跟您保证以后不会", "zh", False),
        ("这个谁也没法保证一定不会", "zh", False),
        ("我不保证不会", "zh", False),
        ("您能不能冷静一下", "zh", True),  # a question, not a refusal
        ("我不会劝您冷静一下", "zh", False),
        ("他们跟您说「保证不会」，结果又黑了", "zh", False),
    ],
)
def test_quoted_refused_or_questioned_phrases_are_not_flagged(line: str, language: str, flagged: bool) -> None:
    assert bool(find_moves(line, [VOW], language)) == flagged


def test_a_phrase_refused_once_and_said_once_is_flagged() -> None:
    (match,) = find_moves("I can't promise it won't. Well, I guarantee it won't", [VOW], "en")
    assert match.phrase == "guarantee it won't"


def test_a_move_is_flagged_once_by_its_first_and_longest_match() -> None:
    (match,) = find_moves("our policy, and that's our policy", [POLICY], "en")
    assert (match.phrase, match.start) == ("our policy", 0)
    (match,) = find_moves("that's our policy", [POLICY], "en")
    assert match.phrase == "that's our policy"


@given(st.text(max_size=200))
def test_any_line_can_be_flagged(line: str) -> None:
    matches = find_moves(line, (CALM, POLICY, BUT), "en")
    assert [match.start for match in matches] == sorted(match.start for match in matches)
