"""What is said of a line that the learner typed."""

from __future__ import annotations

import pytest

from roleplay.presenting.facts.debrief import debrief_facts
from roleplay.presenting.facts.own_words import Suggestion, own_words, suggestion
from roleplay.presenting.rows.debrief import turn_rows
from roleplay.session import Decision, Mode
from roleplay.session.nearest import Basis, Nearest, Verdict
from roleplay.text.glyphs import glyphs
from talk_scene import attempt, words

ZH, EN = words("zh"), words("en")


def test_own_words_are_named_with_what_serves_better() -> None:
    flags = own_words(attempt(), "Please CALM  down, that must be upsetting", EN)
    assert [(flag.good, flag.move) for flag in flags] == [
        (False, "tells them to calm down"),
        (True, "names the feeling"),
    ]
    assert "names the feeling" in flags[0].text


def test_nothing_found_is_nothing_said() -> None:
    assert own_words(attempt(), "Well.", EN) == ()


def test_the_debrief_shows_what_was_typed_with_what_was_found_in_it() -> None:
    playing = attempt()
    playing.say(Decision("listen", "en", own_words="Calm down. That must be upsetting."))
    turn = debrief_facts(playing, ZH).turns[0].coach  # read in another language than it was typed in
    assert turn.own_words == "Calm down. That must be upsetting."
    assert [(flag.good, flag.phrase) for flag in turn.flags] == [(False, "Calm down"), (True, "That must be upsetting")]
    rows = [row.text.strip() for row in turn_rows(debrief_facts(playing, EN), 1, EN, glyphs(), 78)]
    at = next(index for index, row in enumerate(rows) if row.endswith("Calm down. That must be upsetting."))
    assert rows[at].startswith("You wrote")
    assert rows[at + 1].startswith("✗ “Calm down” tells them to calm down")
    assert "✓ “That must be upsetting” names the feeling" in rows[at + 2 : at + 4]


def near(verdict: Verdict, *choices: str, basis: Basis = Basis.MEANING) -> Nearest:
    return Nearest(basis, verdict, choices)


def test_one_line_clearly_ahead_is_offered_with_what_it_does_well() -> None:
    made = suggestion(attempt(), near(Verdict.AHEAD, "listen"), EN)
    number = [offer.id for offer in attempt().offers()].index("listen") + 1
    assert made.text == f"Nearest to yours: {number}. Enter says it; or pick another."
    assert made.alike == "Like yours, this line names the feeling, lets them finish."
    assert made.remark == ""


@pytest.mark.parametrize(
    ("nearest", "mode"),
    [
        (near(Verdict.AHEAD, "calm"), Mode.PRACTICE),  # a poor line is not praised for anything
        (near(Verdict.AHEAD, "listen"), Mode.EXAM),  # there it would be a hint
        (near(Verdict.CLOSE, "listen", "calm"), Mode.PRACTICE),
        (near(Verdict.AHEAD, "listen", basis=Basis.WORDS), Mode.PRACTICE),
    ],
)
def test_what_cannot_be_known_or_may_not_be_told_is_not_praised(nearest: Nearest, mode: Mode) -> None:
    assert suggestion(attempt(mode=mode), nearest, EN).alike == ""


def test_two_close_ones_are_named_in_their_order() -> None:
    for choices in (("listen", "calm"), ("calm", "listen")):
        made = suggestion(attempt(), near(Verdict.CLOSE, *choices), ZH)
        assert made.text.startswith("有两句和你写的接近：第 1 句和第 2 句")


def test_none_near() -> None:
    assert suggestion(attempt(), near(Verdict.NONE), EN) == Suggestion(EN("play.own.none_meaning"), "", "")
    assert suggestion(attempt(), None, EN) == Suggestion(EN("play.own.pick"), "", "")


@pytest.mark.parametrize("basis", [Basis.WORDS, Basis.MEANWHILE])
def test_words_in_common_are_not_called_near(basis: Basis) -> None:
    made = suggestion(attempt(), near(Verdict.NONE, basis=basis), EN)
    assert made == Suggestion(EN("play.own.none_words"), "", EN(f"play.own.{basis}"))
    assert "words" in made.text
    two = suggestion(attempt(), near(Verdict.CLOSE, "calm", "listen", basis=basis), EN)
    assert "share most words" in two.text
