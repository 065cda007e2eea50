"""The effect of the facilitator's keys, without a screen."""

from __future__ import annotations

from typing import Any

import pytest

from drill_rooms import HOT_SEAT, advance_to, apply_all, room
from roleplay.drill.events import facilitator as f
from roleplay.drill.plan import Plan, Voting
from roleplay.drill.stage import Phase
from roleplay.locales import catalogue
from roleplay.presenting.drill.display import DrillDisplay
from roleplay.presenting.drill.keyboard import Caution, Keyboard, KeyEffect, Redraw, ShowPage, UnusedKey

EN = catalogue("en")


def display(phase: Phase, plan: Plan | None = None, **more: Any) -> DrillDisplay:
    class_ = room(plan, **more)
    advance_to(class_, phase)
    view = DrillDisplay(class_, "K7QM", None)
    view.follow()
    return view


def typed(view: DrillDisplay, text: str) -> list[KeyEffect]:
    """The effect of typing each character."""
    keys = Keyboard(view)
    return [
        keys.digit(int(each), EN) if each.isdigit() else keys.space(EN) if each == " " else keys.gap(each, EN)
        for each in text
    ]


def test_counts_are_typed_then_submitted() -> None:
    view = display(Phase.VOTE)
    assert set(typed(view, "7 3 2")) == {Redraw.ENTRY}
    assert Keyboard(view).enter(EN) == Keyboard(view).next(EN) == f.Hands((7, 3, 2))


def test_an_invalid_count_is_explained_and_the_entry_stays() -> None:
    view = display(Phase.VOTE)
    typed(view, "7 3")
    answer = Keyboard(view).next(EN)
    assert isinstance(answer, Caution)
    assert answer.text
    assert view.typed.text == "7 3"
    assert (Keyboard(view).erase(), view.typed.text) == (Redraw.ENTRY, "7 ")
    assert (Keyboard(view).clear(), Keyboard(view).clear(), view.typed.text) == (Redraw.ENTRY, Redraw.NOTHING, "")
    assert Keyboard(view).enter(EN) is Redraw.NOTHING


def test_a_keypad_press_votes_at_once_and_can_be_taken_back() -> None:
    view = display(Phase.VOTE, voting=Voting.CLICKERS)
    keys, lines = Keyboard(view), view.room.choices
    assert keys.digit(2, EN) == f.Click(lines[1])
    assert keys.digit(9, EN) == UnusedKey("digit")
    assert keys.erase() == f.Unclick()
    assert keys.space(EN) == UnusedKey("space")
    assert keys.click(1, EN) is Redraw.NOTHING, "a mouse is no keypad"


def test_a_click_acts_like_a_digit_when_digits_pick_lines() -> None:
    view = display(Phase.REVEAL)
    keys, lines = Keyboard(view), view.room.choices
    assert keys.digit(1, EN) == keys.click(1, EN) == f.Lead(lines[0])
    assert keys.gap("-", EN) == UnusedKey("gap")
    assert keys.erase() == UnusedKey("erase")


def test_an_empty_vote_is_closed_at_the_second_press() -> None:
    view = display(Phase.VOTE)
    assert Keyboard(view).next(EN) == Caution(EN("drill.empty.votes"))
    assert Keyboard(view).next(EN) == f.Next()


def test_the_pages_of_the_debrief_are_turned_up_to_the_last() -> None:
    view = display(Phase.PRESENT)
    apply_all(view.room, f.End())
    view.follow()
    keys, pages = Keyboard(view), view.pages(EN)
    assert pages > 1
    assert (keys.next(EN), keys.space(EN), keys.back()) == (ShowPage(1), ShowPage(1), f.Back())
    assert (keys.digit(2, EN), keys.digit(9, EN)) == (ShowPage(1), UnusedKey("digit"))
    view.go_to_page(pages - 1, EN)
    assert (keys.next(EN), keys.back()) == (UnusedKey("next"), ShowPage(pages - 2))


@pytest.mark.parametrize(
    ("lies", "pause", "blank"),
    [
        (f.Veil.NONE, f.Veil.PAUSE, f.Veil.BLANK),
        (f.Veil.PAUSE, f.Veil.NONE, f.Veil.BLANK),
        (f.Veil.BLANK, f.Veil.NONE, f.Veil.NONE),
    ],
)
def test_covers_are_put_on_and_removed(lies: f.Veil, pause: f.Veil, blank: f.Veil) -> None:
    view = display(Phase.VOTE)
    typed(view, "7")
    if lies is not f.Veil.NONE:
        apply_all(view.room, f.Cover(lies))
    keys = Keyboard(view)
    assert (keys.pause(), keys.blank()) == (f.Cover(pause), f.Cover(blank))
    assert keys.uncover() == (Redraw.ENTRY if lies is f.Veil.NONE else f.Cover(f.Veil.NONE))
    assert bool(view.typed.text) is (lies is not f.Veil.NONE)


def test_uncovering_closes_overlays_before_it_clears_what_was_typed() -> None:
    view = display(Phase.VOTE)
    typed(view, "7")
    view.join_address_shown = True
    assert (Keyboard(view).uncover(), view.join_address_shown, view.typed.text) == (Redraw.ALL, False, "7")


def test_the_rooms_lines_are_read_at_the_second_press() -> None:
    view = display(Phase.OWN_WORDS, own_words=True)
    assert Keyboard(view).read_lines(EN) == Caution(EN("drill.own.read"))
    assert (Keyboard(view).read_lines(EN), view.reading_lines) == (Redraw.ALL, True)
    assert Keyboard(view).show_words() == f.ShowWords(shown=True)
    assert not view.reading_lines


def test_a_click_on_a_sheet_selects_its_criterion() -> None:
    view = display(Phase.SHEETS, HOT_SEAT)
    assert (Keyboard(view).click(2, EN), view.criterion) == (Redraw.BOARD, 1)


def test_a_timer_is_paused_under_a_cover() -> None:
    view = display(Phase.VOTE, timer=30)
    assert (view.count_second(timer=True), view.countdown.left) == (False, 29)
    apply_all(view.room, f.Cover(f.Veil.PAUSE))
    view.count_second(timer=True)
    assert view.countdown.left == 29
    assert "+" in view.time_up_note(EN)
