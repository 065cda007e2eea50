"""What can be done in a turn, and how it changes what is shown, without a screen."""

from __future__ import annotations

import pytest

from roleplay.presenting.due import CardName
from roleplay.presenting.facts import ChoiceFact
from roleplay.presenting.focus_panel import FocusPanel
from roleplay.presenting.turn_panel import TurnPanel
from roleplay.session import Mode, Options, Step
from roleplay.session.focus import FocusState, FocusTry
from roleplay.session.nearest import Basis, Nearest, Verdict
from roleplay.text.glyphs import glyphs
from talk_scene import attempt, bundle, words

EN = words("en")
#: Time limit of the scene's second turn, in seconds.
SILENCE = 5


def line(panel: TurnPanel, id: str) -> ChoiceFact:
    return next(choice for choice in panel.choices(EN) if choice.id == id)


def text(panel: TurnPanel) -> str:
    return "\n".join(row.text for row in panel.rows(EN, glyphs(), 80))


def panel_after(panel: TurnPanel, *ids: str) -> TurnPanel:
    for id in ids:
        assert panel.choose(line(panel, id))
        panel.say("en")
    return panel


def test_a_locked_line_cannot_be_chosen() -> None:
    panel = TurnPanel(attempt())
    assert not panel.choose(line(panel, "listen")._replace(locked="not yet"))
    assert [panel.step] == [Step.CHOOSE]
    assert panel.choose(line(panel, "listen"))
    assert [panel.step] == [Step.SAY]


def test_a_hint_counts_once_a_turn_and_ends_with_it() -> None:
    panel = TurnPanel(attempt())
    assert panel.ask_hint(EN) == panel.ask_hint(EN) == ""
    assert (panel.hint is not None, panel.attempt.hints) == (True, 1)
    assert "hint" in text(panel).lower()
    panel_after(panel, "listen")
    assert panel.hint is None
    panel.ask_hint(EN)
    assert panel.attempt.hints == 2


def test_what_an_exam_refuses_is_explained_and_changes_nothing() -> None:
    panel = panel_after(TurnPanel(attempt(mode=Mode.EXAM)), "listen")
    assert "exam" in panel.ask_hint(EN)
    assert panel.take_back(EN)
    assert (panel.hint, panel.notice, panel.attempt.turn) == (None, "", 1)
    assert panel.key_now("play_hint", EN).enabled is panel.key_now("play_take_back", EN).enabled is False


def test_taking_a_line_back_is_noted_until_the_next_one() -> None:
    panel = panel_after(TurnPanel(attempt()), "listen")
    assert panel.take_back(EN) == ""
    assert (panel.attempt.turn, panel.step) == (0, Step.CHOOSE)
    assert EN("play.taken_back") in text(panel)
    panel_after(panel, "calm")
    assert EN("play.taken_back") not in text(panel)


def test_the_coaching_is_read_before_the_next_turn() -> None:
    panel = TurnPanel(attempt(mode=Mode.GUIDED))
    assert (panel.held_back(), panel.reading, panel.at_choice) == (0, False, True)
    panel_after(panel, "listen")
    assert (panel.step, panel.reading, panel.at_choice) == (Step.COACH, True, False)
    assert panel.key_now("play_hint", EN).shown is False
    panel.ask_hint(EN)
    assert panel.hint is None
    panel.go_on()
    assert panel.step is Step.CHOOSE


def test_another_line_can_be_picked_only_after_picking_one() -> None:
    panel = TurnPanel(attempt(ask_sure=True))
    assert not panel.is_available("other_line")
    panel.choose(line(panel, "listen"))
    assert panel.is_available("other_line")
    assert panel.key_now("play_say", EN)[::3] == (EN("key.play_pick"), "1-3")
    panel.other_line()
    assert panel.step is Step.CHOOSE


@pytest.mark.parametrize(("verdict", "place"), [(Verdict.AHEAD, 1), (Verdict.CLOSE, -1)])
def test_enter_says_only_a_line_clearly_nearest_to_what_was_typed(verdict: Verdict, place: int) -> None:
    panel = TurnPanel(attempt(own_words=True))
    assert (panel.step, panel.highlighted(), panel.suggested) == (Step.OWN_WORDS, 0, None)
    second = panel.choices(EN)[1].id
    panel.write("calm down", Nearest(Basis.WORDS, verdict, (second,)))
    assert panel.highlighted() == place
    assert panel.suggested == (second if place > 0 else None)


def test_time_starts_with_every_turn_and_silence_clears_the_hint() -> None:
    panel = TurnPanel(attempt(timed=True))
    assert (panel.countdown.left, panel.is_available("more_time")) == (None, False)
    panel_after(panel, "listen")
    assert (panel.countdown.left, panel.is_available("more_time")) == (SILENCE, True)
    assert EN("play.silence", seconds=SILENCE, more=SILENCE) in text(panel)
    panel.countdown.tick()
    panel.ask_hint(EN)
    assert panel.countdown.left == SILENCE - 1
    panel.stay_silent("en")
    assert [decision.choice for decision in panel.attempt.decisions] == ["listen", "excuse"]
    assert panel.hint is None
    assert not panel.is_available("more_time")
    assert text(panel).startswith(EN("play.time_up"))


def test_a_focus_try_has_no_hint_and_is_about_one_card() -> None:
    scene = bundle()
    state = FocusState("parcel", "call", (), (), ())
    tried = FocusTry("listen.hear", state, scene, again=False, order=0, options=Options(), language="en")
    panel = FocusPanel(tried, CardName("Hear first", "Listening"))
    assert [panel.is_available(action) for action in ("hint", "take_back", "pick")] == [False, False, True]
    assert "Hear first" in text(panel)
    while panel.step is not Step.ENDING:
        panel.choose(panel.choices(EN)[0])
        panel.say("en")
    assert [item.text for item in panel.items(EN)] == [EN("focus.look_back")]
    assert "Hear first" not in text(panel)
