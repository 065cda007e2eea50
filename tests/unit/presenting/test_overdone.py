"""Overdone moves, confident errors and the accuracy of guesses: counted once, reported if there are enough."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from roleplay.locales import catalogue
from roleplay.presenting.due import due, due_lines
from roleplay.presenting.due_cards import cards
from roleplay.presenting.overdone import Overdone, guess_accuracy, guess_accuracy_line, overdone, overdone_lines
from roleplay.presenting.progress import progress, progress_lines
from roleplay.records.model import AttemptSummary, PracticeTally
from roleplay.session import Decision, Mode, Options
from roleplay.workspace.tally import tally
from talk_scene import GOOD_WALK, POOR_WALK, attempt, bundle

from .test_due import START, attempt_on
from .test_progress import REF, contents, entry


def counted_attempt(day: float, **facts: Any) -> AttemptSummary:
    summary = attempt_on(day, 50)
    return summary._replace(result=summary.result._replace(counted=PracticeTally()._replace(**facts)))


def test_an_attempt_is_counted_line_by_line() -> None:
    played = attempt(*POOR_WALK)
    counts = tally(played)
    lost = [
        sum(item.lost for item in played.judge.judge(state)[decision.choice].evidence)
        for state, decision in zip(played.states, played.decisions, strict=False)
    ]
    assert counts.poor
    assert sum(lines for lines, _ in counts.poor.values()) >= len(POOR_WALK)
    assert max(points for _, points in counts.poor.values()) <= sum(lost)
    assert (counts.sure_wrong, counts.guesses) == ({}, 0)
    assert not tally(attempt(*GOOD_WALK)).poor


def test_sureness_and_guesses_are_counted() -> None:
    played = attempt(mode=Mode.PRACTICE, ask_sure=True, hide_meters=True)
    step = played.readings()[0].step
    played.say(Decision(POOR_WALK[0], "zh", sure=3, guess=step))
    played.say(Decision(POOR_WALK[1], "zh", sure=2, guess=(played.readings()[0].step + 2) % 5))
    counts = tally(played)
    assert set(counts.sure_wrong.values()) == {1}
    assert counts.guesses == 2
    assert counts.steps_off in (2, 3)
    assert played.setup.options == Options(ask_sure=True, hide_meters=True)


def test_the_costliest_move_comes_first_and_rare_ones_are_omitted() -> None:
    finished = [
        counted_attempt(0, poor={"a": (2, 3), "b": (1, 9), "c": (2, 90)}),
        counted_attempt(1, poor={"a": (1, 1), "b": (2, 2)}),
        attempt_on(2, 50),  # not counted yet
    ]
    assert overdone(finished) == [Overdone("b", 3, 2, 11), Overdone("a", 3, 2, 4)]
    move = next(iter(bundle().moves))
    (line,) = overdone_lines([Overdone(move, 3, 2, 11), Overdone("gone", 9, 9, 9)], bundle().moves, catalogue("en"))
    assert line.endswith("in 3 lines of 2 attempts; those lines were 11 points below the best line available")


def test_guess_accuracy_is_reported_from_three_attempts_on() -> None:
    finished = [counted_attempt(day, guesses=4, steps_off=8 - 2 * day) for day in range(3)]
    assert guess_accuracy_line(guess_accuracy(finished[:2]), catalogue("en")) == ""
    line = guess_accuracy_line(guess_accuracy(finished), catalogue("en"))
    assert line == "12 guesses in 3 attempts; off by 2.0 steps on average in the first, by 1.0 in the latest"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_confident_error_comes_first_and_is_due_the_next_day(language: str) -> None:
    other = f"{REF.partition('.')[0]}.{bundle().rubrics[REF.partition('.')[0]].criteria[1].id}"
    sure = attempt_on(0, 95)
    sure = sure._replace(result=sure.result._replace(counted=PracticeTally(sure_wrong={REF: 1})))
    reviews = [attempt_on(-60, 0, ref=other), attempt_on(-9, 95), sure]
    first, second = cards(reviews)
    assert (first.ref, first.sure_wrong) == (REF, True)
    assert first.due == sure.ended_at + timedelta(days=1)
    assert second.due < first.due, "which is overdue for longer"
    words, later = catalogue(language), START + timedelta(days=2)
    facts = due(reviews, contents(entry("a", practised=(REF,))), later, words)
    lines = due_lines(facts, later, words)
    assert {"zh": "很有把握", "en": "very sure"}[language] in lines[1]
    progress_fact = progress(
        [*reviews, counted_attempt(1, poor={next(iter(bundle().moves)): (3, 9)})], contents(), words
    )
    assert progress_fact.overdone == (), "moves unknown to the library"
    assert progress_lines(progress_fact, words)
