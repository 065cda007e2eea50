"""Replaying a conversation: line by line, by turn, by criterion."""

from __future__ import annotations

import pytest

from roleplay.presenting.replay import SHORTEST, Replay
from roleplay.session import UtteranceKind
from talk_scene import GOOD_WALK, POOR_WALK, attempt, words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_line_is_shown_once_for_a_time_that_depends_on_its_length(language: str) -> None:
    replay = Replay(attempt(*GOOD_WALK), words(language))
    stays = {}
    while not replay.at_end:
        stays[replay.lines[replay.shown - 1].text] = replay.seconds
        assert replay.move(1)
    assert not replay.move(1), "there is no line after the last"
    assert all(seconds >= SHORTEST for seconds in stays.values())
    by_length = [stays[text] for text in sorted(stays, key=len) if text.isascii()]
    assert by_length == sorted(by_length)
    assert replay.restart()
    assert replay.shown == 1
    assert not replay.move(-1)


def test_turns_are_the_learners_own_lines() -> None:
    replay = Replay(attempt(*GOOD_WALK), words("en"))
    seen = []
    while replay.to_turn(1):
        assert replay.lines[replay.shown - 1].kind is UtteranceKind.YOU
        seen.append(replay.turn)
    assert seen == [1, 2, 3]
    replay.move(1)  # the answer to the last line: going back leads to that line, not to the one before
    assert replay.turn == 3
    assert replay.to_turn(-1)
    assert (replay.turn, replay.lines[replay.shown - 1].kind) == (3, UtteranceKind.YOU)
    assert replay.to_turn(-1)
    assert replay.turn == 2


def test_stepping_by_criterion_visits_turns_where_it_was_at_stake() -> None:
    played = attempt(*POOR_WALK)
    replay = Replay(played, words("en"))
    for number, criterion in enumerate(replay.criteria):
        replay.next_criterion()
        assert replay.criterion == number
        at_stake = tuple(
            turn
            for turn, (state, decision) in enumerate(zip(played.states, played.decisions, strict=False), 1)
            if any(
                played.judge.measures[item.criterion].ref == criterion.ref
                for item in played.judge.judge(state)[decision.choice].evidence
            )
        )
        assert criterion.turns == at_stake != ()
        replay.restart()
        stops = []
        while replay.to_turn(1):
            stops.append(replay.turn)
        assert tuple(stops) == at_stake
        assert criterion.name in replay.status_text()
    replay.next_criterion()
    assert replay.criterion is None


def test_the_status_line() -> None:
    replay = Replay(attempt(*GOOD_WALK), words("en"))
    assert replay.status_text() == "turn 0 of 3"
    replay.paused = True
    assert replay.status_text() == "turn 0 of 3 · paused"
    replay.to_end()
    assert replay.status_text() == "turn 3 of 3 · the end"
    replay.set_language(words("zh"))
    assert replay.status_text() == "第 3 轮，共 3 轮 · 到头了"
