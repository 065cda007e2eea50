"""The result of a focus drill: the figures of the list, and why a date did not move."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from builders import bundle, choice, node, story_scene
from roleplay.locales import catalogue
from roleplay.presenting.due import last_words
from roleplay.presenting.due_cards import DueCard, Review
from roleplay.presenting.focus import FocusResult, focus_result
from roleplay.session import Decision, Options
from roleplay.session.focus import FocusState, FocusTry, card_of_move

HEAR, CUT_IN = "main.hear", card_of_move("cut_in")
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SCENE = bundle(
    story_scene(
        nodes={
            "h": node(choice("listen", "k", ["listen"]), choice("cut", "k", ["cut_in"])),
            "k": node(choice("listen", "end", ["listen"]), choice("cut", "end", ["cut_in"])),
        }
    )
)


def tried(*choices: str, at: str = "h", again: bool = False, card: str = HEAR) -> FocusTry:
    """A try at ``h``, of two moments, or at ``k``, of one."""
    state = FocusState("small", at, (), (), () if at == "h" else ("listen",))
    play = FocusTry(card, state, SCENE, again=again, order=0, options=Options(), language="en")
    for each in choices:
        play.attempt.say(Decision(each, "en"))
    assert play.over
    return play


def card(percent: float, *, ref: str = HEAR, due: float = 1, moments: int = 0) -> DueCard:
    latest = Review(at=NOW, scene="small", level=1, percent=percent, moments=moments, from_drill=True)
    return DueCard(ref, NOW + timedelta(days=due), latest, 1)


def result_of(after: DueCard, *tries: FocusTry, moved: bool = True, language: str = "en") -> FocusResult:
    return focus_result(after.ref, tries, after, NOW, catalogue(language), moved=moved)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_result_that_differs_in_the_list_of_cards_is_mentioned(language: str) -> None:
    after, words = card(46.2), catalogue(language)
    result = result_of(after, tried("listen", "listen"), language=language)
    assert "100%" in result.tries[0]
    assert "46%" in result.listed
    assert last_words(after, words) in result.listed, "worded as in the list"
    assert result.listed in result.lines
    assert not result_of(card(100), tried("listen", "listen")).listed, "the list has the same figures"


def test_the_moments_of_a_move_are_compared() -> None:
    latest = tried("cut", "listen", card=CUT_IN)
    assert not result_of(card(50, ref=CUT_IN, moments=2), latest).listed
    assert "made in 2 of 4 moments" in result_of(card(50, ref=CUT_IN, moments=4), latest).listed


@pytest.mark.parametrize(
    ("tries", "why"),
    [
        ([tried("listen", at="k")], "A single moment is not enough"),
        ([tried("listen", "listen", again=True)], "A repeated try at a moment already explained"),
        ([tried("listen", at="k"), tried("listen", at="k", again=True)], "A single moment is not enough"),
        ([tried("listen", "listen")], "The date has not moved."),
    ],
)
def test_the_true_reason_why_a_date_did_not_move_is_given(tries: list[FocusTry], why: str) -> None:
    assert result_of(card(0, due=-3), *tries, moved=False).due.startswith(why)


@pytest.mark.parametrize(
    ("due", "since"), [(-3, "for 3 days now"), (-1, "since yesterday"), (0, "still due today"), (1, "tomorrow")]
)
def test_the_due_date_is_worded_as_in_the_list(due: float, since: str) -> None:
    assert since in result_of(card(0, due=due), tried("listen", at="k"), moved=False).due


def test_a_moment_explained_before_is_marked_as_repeated() -> None:
    first = tried("listen", "listen", again=True)
    assert "a moment already explained" in result_of(card(0), first).tries[0]
    assert "the same moment again" in result_of(card(0), tried("cut", "cut"), first).tries[1]
