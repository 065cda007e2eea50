"""Well-meant but poor phrases are recognised by the shipped vocabulary."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from roleplay.scene.model import Move, MoveKind
from roleplay.session.own_words import find_moves
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
        ("Well, if you insist, thank you.", "en", "accept_favour"),
        ("那我就不客气了", "zh", "accept_favour"),
        ("I'll just have a quick look at her account for you.", "en", "peek_data"),
        ("我顺手帮你查一下", "zh", "peek_data"),
        ("I'll take this straight to your director.", "en", "escalate_threat"),
        ("那我只能找你们总监了", "zh", "escalate_threat"),
        ("The technicians will definitely fix it tonight.", "en", "promise_for_others"),
        ("技术那边今晚肯定能修好", "zh", "promise_for_others"),
        ("Have you made up your mind yet?", "en", "pester"),
        ("您考虑得怎么样了？", "zh", "pester"),
        ("I see you've looked at this four times.", "en", "spy_out"),
        ("我看到您这周看了六遍", "zh", "spy_out"),
        ("That can't have come from our kitchen", "en", "deny_first"),
        ("不可能是我们店的", "zh", "deny_first"),
        ("找人把帖子删了", "zh", "suppress"),
        ("get that post taken down", "en", "suppress"),
        ("Here's what you should have said.", "en", "solve_for_them"),
        ("你下次就这么说", "zh", "solve_for_them"),
        ("Be a bit more careful next time.", "en", "generalise"),
        ("沟通方式还需要改进", "zh", "generalise"),
        ("I'm fine, I'll tough it out", "en", "swallow_it"),
        ("没事，我撑得住", "zh", "swallow_it"),
    ],
)
def test_phrases_people_type_are_flagged(moves: Mapping[str, Move], line: str, language: str, move: str) -> None:
    assert move in [flag.move.id for flag in find_moves(line, moves.values(), language)]


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
        ("That's very kind of you, but I can't take it; I'd have to report it.", "en"),
        ("I can't take a quick look at her file, not even just this once.", "en"),
        ("I don't want to go over your head; shall we ask Mr Lin together?", "en"),
        ("I can't tell you that they will definitely have it fixed by tonight.", "en"),
        ("Have you decided how you would like to pay?", "en"),
        ("The same thing happened to two other customers this week.", "en"),
        ("What did you try before, and where did it stop?", "en"),
        ("谢谢您，心意我收下，东西不能收。", "zh"),
        ("就查这一回也不行，她的行程我不能看。", "zh"),
        ("要不要我们一起去找总监排个先后？", "zh"),
        ("技术那边几点能好，他们还没答应，我两点给您回话。", "zh"),
        ("您看得怎么样都行，不急。", "zh"),
        ("这件不等考评的时候再说，今天四点有空吗？", "zh"),
        ("我一个人扛不住了，想请你帮我接两小时的电话。", "zh"),
        ("请您先别回应媒体，我陪您把经过写下来。", "zh"),
    ],
)
def test_good_lines_are_left_alone(moves: Mapping[str, Move], line: str, language: str) -> None:
    flags = find_moves(line, moves.values(), language)
    assert [flag.phrase for flag in flags if flag.move.kind is MoveKind.POOR] == []


def test_every_poor_move_recognisable_by_words_has_patterns_in_both_languages(moves: Mapping[str, Move]) -> None:
    lacking = [
        move.id
        for move in moves.values()
        if move.kind is MoveKind.POOR and not (move.patterns.get("zh") and move.patterns.get("en"))
    ]
    # the same words are right where the conflict, or the person, is of that kind, or in a report; waiting has no words
    misfits = ["misfit_emotional", "misfit_controlling", "misfit_hesitant", "misfit_anxious", "misfit_approach"]
    assert lacking == ["read_report", "mismatch_strategy", *misfits, "hear_words_only", "wait_to_be_asked", "misquote"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_poor_moves_meaning_says_what_it_is_and_then_what_it_does(moves: Mapping[str, Move], language: str) -> None:
    """A warning shows only the latter, because the name says the former."""
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
    assert "blame_system" not in [flag.move.id for flag in find_moves(line, moves.values(), language)]


@pytest.mark.parametrize(
    ("line", "language", "phrase"),
    [
        ("我理解您的心情，但是公司规定就是这样。", "zh", "但是公司规定"),
        ("我理解您的心情，但是这个不行", "zh", "理解您的心情，但是"),
    ],
)
def test_quotations_begin_and_end_at_word_boundaries(
    moves: Mapping[str, Move], line: str, language: str, phrase: str
) -> None:
    assert phrase in [flag.phrase for flag in find_moves(line, moves.values(), language)]
