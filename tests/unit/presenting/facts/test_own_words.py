"""What is said of a line that the learner typed."""

from __future__ import annotations

import pytest

from roleplay.locales import Catalogue
from roleplay.presenting.facts.coach import coach
from roleplay.presenting.facts.debrief import debrief_facts
from roleplay.presenting.facts.own_words import Suggestion, own_words, suggestion
from roleplay.presenting.rows.coaching import coach_rows, flag_rows
from roleplay.presenting.rows.debrief import short_turn_rows, turn_rows
from roleplay.session import Attempt, Decision, Mode, TurnFlow
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
    assert flags[0].text == (
        "“CALM  down” is often “tells them to calm down”. Orders calm. "
        "What helps more: “names the feeling”, “lets them finish”."
    )
    assert flags[1].text == "“that must be upsetting” is often “names the feeling”."


def test_nothing_found_is_nothing_said() -> None:
    assert own_words(attempt(), "Well.", EN) == ()


def test_the_debrief_shows_what_was_typed_with_what_was_found_in_it() -> None:
    playing = attempt()
    playing.say(Decision("listen", "en", own_words="Calm down. That must be upsetting."))
    own = debrief_facts(playing, ZH).turns[0].coach.own_words  # read in another language than it was typed in
    assert own is not None
    assert own.text == "你自己写的（不计分）：Calm down. That must be upsetting."
    assert [(flag.good, flag.phrase) for flag in own.flags] == [(False, "Calm down"), (True, "That must be upsetting")]
    assert own.note == ""


def near(verdict: Verdict, *choices: str, basis: Basis = Basis.MEANING) -> Nearest:
    return Nearest(basis, verdict, choices)


def told(playing: Attempt, nearest: Nearest | None, words: Catalogue) -> Suggestion:
    flow = TurnFlow(playing)
    flow.answer_own_words("hello", nearest)
    return suggestion(playing, flow, words)


def test_one_line_clearly_ahead_is_offered_with_what_it_does_well() -> None:
    made = told(attempt(), near(Verdict.AHEAD, "listen"), EN)
    number = [offer.id for offer in attempt().offers()].index("listen") + 1
    assert made.text == f"By meaning, {number} comes nearest to yours. Enter says it; or pick another."
    assert made.alike == f"Line {number} does this: “names the feeling”, “lets them finish”. Does yours do it too?"
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
    assert told(attempt(mode=mode), nearest, EN).alike == ""


def test_two_close_ones_are_named_in_their_order() -> None:
    for choices in (("listen", "calm"), ("calm", "listen")):
        made = told(attempt(), near(Verdict.CLOSE, *choices), ZH)
        assert made.text.startswith("按意思比，第 1、2 两句跟你写的最接近")


def test_none_near() -> None:
    assert told(attempt(), near(Verdict.NONE), EN) == Suggestion(EN("play.own.none_meaning"), "", "")
    assert told(attempt(), None, EN) == Suggestion(EN("play.own.pick"), "", "")


@pytest.mark.parametrize("basis", [Basis.WORDS, Basis.MEANWHILE])
def test_words_in_common_are_not_called_near(basis: Basis) -> None:
    made = told(attempt(), near(Verdict.NONE, basis=basis), EN)
    assert made == Suggestion(EN("play.own.none_words"), "", EN(f"play.own.{basis}"))
    assert "words" in made.text
    two = told(attempt(), near(Verdict.CLOSE, "calm", "listen", basis=basis), EN)
    assert "Two share words with yours" in two.text
    one = told(attempt(), near(Verdict.CLOSE, "calm", basis=basis), EN)
    assert one.text.startswith("One shares words with yours: ")


def test_how_lines_were_compared_is_said_once_an_attempt() -> None:
    playing = attempt(own_words=True)
    flow = TurnFlow(playing)
    remarks = []
    for choice in ("calm", "own"):
        flow.answer_own_words("hello", near(Verdict.NONE, basis=Basis.MEANWHILE))
        remarks.append(suggestion(playing, flow, EN).remark)
        flow.choose(choice)
        flow.say("en")
    assert remarks == [EN("play.own.meanwhile"), ""]


def test_a_typed_line_stands_last_and_apart_from_what_counts() -> None:
    """Nowhere between the line that was said and its moves: a plus would seem to be for what was typed."""
    playing = attempt(mode=Mode.GUIDED)
    playing.say(Decision("calm", "en", own_words="Well."))
    facts = debrief_facts(playing, EN)
    for rows in (
        turn_rows(facts, 1, EN, glyphs(), 78),
        short_turn_rows(facts.turns[0], EN, glyphs(), 78),
        coach_rows(coach(playing, EN), EN, glyphs(), 78),
    ):
        assert [row.text.strip() for row in rows[-3:]] == [
            "",
            "Your own words (not scored): Well.",
            "No warning phrase was found; that does not mean it is good.",
        ]


def test_a_warning_has_another_sign_than_what_counts() -> None:
    drawn = glyphs()
    flags = own_words(attempt(), "Please CALM  down, that must be upsetting", EN)
    assert not {flag.sign for flag in flags} & {drawn.yes, drawn.no, "+", "-", "="}
    assert [row.text.split()[0] for row in flag_rows(flags, 200)] == [flag.sign for flag in flags]


@pytest.mark.parametrize("words", [EN, ZH], ids=["en", "zh"])
def test_a_red_line_of_the_scene_is_called_one(words: Catalogue) -> None:
    playing = attempt()
    bundle = playing.bundle
    lead = bundle.scenario.rubrics[0]
    rubric = bundle.rubrics[lead]._replace(critical=frozenset({"tell_calm_down"}))
    strict = bundle._replace(rubrics={**bundle.rubrics, lead: rubric})
    sentence = words("play.own.red_line")
    (flag,) = own_words(playing, "calm down", words, "en")
    assert sentence not in flag.text
    (flag,) = own_words(Attempt(strict, playing.setup), "calm down", words, "en")
    assert sentence in flag.text


def test_who_asked_for_a_language_that_the_scene_lacks_types_in_the_one_of_the_interface() -> None:
    flags = own_words(attempt(), "Calm down.", EN)
    assert flags
    assert own_words(attempt(), "Calm down.", EN.with_scene_language("ko")) == flags
    assert own_words(attempt(), "Calm down.", EN, "ko") == flags
