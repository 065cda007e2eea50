"""What people say without meaning harm is recognised by the vocabulary that comes with the program."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from roleplay.scene.model import Move, MoveKind
from roleplay.session.own_words import find_flags
from roleplay.workspace.workspace import Workspace


@pytest.fixture(scope="module")
def moves() -> Mapping[str, Move]:
    return Workspace().library.bundle("first-steps").moves


@pytest.mark.parametrize(
    ("line", "language", "move"),
    [
        ("I understand how you feel, but", "en", "yes_but"),
        ("Sorry, that's against our policy.", "en", "hide_behind_policy"),
        ("it's just company policy", "en", "hide_behind_policy"),
        ("I guarantee 100 % that it works", "en", "overpromise"),
        ("the courier lost it, there is nothing I can do", "en", "blame_system"),
        ("I'm sorry, there's nothing I can do", "en", "flat_refusal"),
        ("if you don't post it I'll give you a voucher", "en", "hush_money"),
        ("please calm down sir", "en", "tell_calm_down"),
        ("you should have backed up your files", "en", "blame_customer"),
        ("这是规定", "zh", "hide_behind_policy"),
        ("真不好意思，这都是公司的规定", "zh", "hide_behind_policy"),
        ("厂家不发货，我也没办法啊", "zh", "blame_system"),
        ("这个我真的也没办法", "zh", "flat_refusal"),
        ("我百分之百保证能修好", "zh", "overpromise"),
        ("理解您的心情，但是这个真不行", "zh", "yes_but"),
        ("您别发帖，我给您补两百块", "zh", "hush_money"),
        ("您先别激动", "zh", "tell_calm_down"),
        ("您自己怎么不早说", "zh", "blame_customer"),
    ],
)
def test_what_people_type_is_flagged(moves: Mapping[str, Move], line: str, language: str, move: str) -> None:
    assert move in [flag.move.id for flag in find_flags(line, moves.values(), language)]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("I understand. What would help you most on Friday?", "en"),
        ("We did not keep our word, and you stood there without a laptop. I am sorry for that.", "en"),
        ("I can't promise the date yet. I ring you at four, whatever I know by then.", "en"),
        ("I'll look at the file myself; give me one minute.", "en"),
        ("I can't guarantee it won't happen, so you test it before you sign.", "en"),
        ("Let me read you what the contract says, and then what I can do beyond it.", "en"),
        ("You set the standard; if we fail, you're free to go.", "en"),
        ("这三次都是我们没修好，耽误了您的课，对不起。", "zh"),
        ("退款要周总监批，我现在打电话，四点前给您准话。", "zh"),
        ("您最担心的是周五那场汇报，对吗？", "zh"),
        ("能不能退我定不了，定得了的人我现在就去请。", "zh"),
        ("我不敢保证一定不会再黑，所以当着您的面接投影试。", "zh"),
        ("周五的机器包在我身上，您验收了才算。", "zh"),
        ("他们上回说「您先别激动」，那句话不该说。", "zh"),
    ],
)
def test_good_lines_are_left_alone(moves: Mapping[str, Move], line: str, language: str) -> None:
    flags = find_flags(line, moves.values(), language)
    assert [flag.phrase for flag in flags if flag.move.kind is MoveKind.POOR] == []


def test_every_poor_move_that_words_can_betray_has_patterns_in_both_languages(moves: Mapping[str, Move]) -> None:
    lacking = [
        move.id
        for move in moves.values()
        if move.kind is MoveKind.POOR and not (move.patterns.get("zh") and move.patterns.get("en"))
    ]
    # the same words are right where the conflict, or the person, is of that kind, and waiting has no words
    assert lacking == ["mismatch_strategy", "misfit_approach", "hear_words_only", "wait_to_be_asked"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_poor_move_says_what_it_is_and_then_what_it_does(moves: Mapping[str, Move], language: str) -> None:
    """A warning shows the second, for the first is in its name."""
    one_sentence = [
        move.id
        for move in moves.values()
        if move.kind is MoveKind.POOR and len(re.split(r"[。.](?: |(?=[^ .”]))", move.about.get(language))) < 2
    ]
    assert one_sentence == []


@pytest.mark.parametrize(("line", "language"), [("There's nothing I can do.", "en"), ("我也没办法。", "zh")])
def test_a_refusal_that_names_no_circumstances_does_not_blame_them(
    moves: Mapping[str, Move], line: str, language: str
) -> None:
    assert "blame_system" not in [flag.move.id for flag in find_flags(line, moves.values(), language)]


@pytest.mark.parametrize(
    ("line", "language", "phrase"),
    [
        ("我理解您的心情，但是公司规定就是这样。", "zh", "但是公司规定"),
        ("我理解您的心情，但是这个不行", "zh", "理解您的心情，但是"),
    ],
)
def test_what_is_quoted_begins_and_ends_with_a_word(
    moves: Mapping[str, Move], line: str, language: str, phrase: str
) -> None:
    assert phrase in [flag.phrase for flag in find_flags(line, moves.values(), language)]
