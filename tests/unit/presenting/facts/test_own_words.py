"""Feedback on a line that the learner typed."""

from __future__ import annotations

import pytest

from roleplay.locales import Catalogue
from roleplay.presenting.facts.coach import coach
from roleplay.presenting.facts.debrief import debrief_facts
from roleplay.presenting.facts.own_words import Suggestion, own_words, suggestion
from roleplay.presenting.rows.coaching import coach_rows, phrase_rows
from roleplay.presenting.rows.debrief import short_turn_rows, turn_rows
from roleplay.session import Attempt, Decision, Mode, TurnFlow
from roleplay.session.nearest import Basis, Nearest, Verdict
from roleplay.text.glyphs import glyphs
from talk_scene import attempt, words

ZH, EN = words("zh"), words("en")


def test_flagged_own_words_come_with_better_moves() -> None:
    phrases = own_words(attempt(), "Please CALM  down, that must be upsetting", EN)
    assert [(phrase.good, phrase.move) for phrase in phrases] == [
        (False, "tells them to calm down"),
        (True, "names the feeling"),
    ]
    assert phrases[0].text == (
        "“CALM  down” is often “tells them to calm down”. Orders calm. "
        "What helps more: “names the feeling”, “lets them finish”."
    )
    assert phrases[1].text == "“that must be upsetting” is often “names the feeling”."


def test_nothing_found_gives_no_feedback() -> None:
    assert own_words(attempt(), "Well.", EN) == ()


def test_the_debrief_shows_what_was_typed_with_what_was_found_in_it() -> None:
    playing = attempt()
    playing.say(Decision("listen", "en", own_words="Calm down. That must be upsetting."))
    own = debrief_facts(playing, ZH).turns[0].coach.own_words  # read in another language than it was typed in
    assert own is not None
    assert own.text == "你自己写的（不计分）：Calm down. That must be upsetting."
    assert [(phrase.good, phrase.phrase) for phrase in own.phrases] == [
        (False, "Calm down"),
        (True, "That must be upsetting"),
    ]
    assert own.note == ""


def nearest(verdict: Verdict, *choices: str, basis: Basis = Basis.MEANING) -> Nearest:
    return Nearest(basis, verdict, choices)


def suggestion_for(playing: Attempt, nearest: Nearest | None, words: Catalogue) -> Suggestion:
    flow = TurnFlow(playing)
    flow.answer_own_words("hello", nearest)
    return suggestion(playing, flow, words)


def test_a_choice_clearly_ahead_is_offered_with_what_it_does_well() -> None:
    suggestion = suggestion_for(attempt(), nearest(Verdict.AHEAD, "listen"), EN)
    number = [offer.id for offer in attempt().offers()].index("listen") + 1
    assert suggestion.text == f"By meaning, {number} comes nearest to yours. Enter says it; or pick another."
    assert (
        suggestion.alike == f"Line {number} does this: “names the feeling”, “lets them finish”. Does yours do it too?"
    )
    assert suggestion.remark == ""


@pytest.mark.parametrize(
    ("nearest", "mode"),
    [
        (nearest(Verdict.AHEAD, "calm"), Mode.PRACTICE),  # a poor line is not praised for anything
        (nearest(Verdict.AHEAD, "listen"), Mode.EXAM),  # there it would be a hint
        (nearest(Verdict.CLOSE, "listen", "calm"), Mode.PRACTICE),
        (nearest(Verdict.AHEAD, "listen", basis=Basis.WORDS), Mode.PRACTICE),
    ],
)
def test_nothing_uncertain_or_secret_is_praised(nearest: Nearest, mode: Mode) -> None:
    assert suggestion_for(attempt(mode=mode), nearest, EN).alike == ""


def test_two_close_choices_are_named_in_screen_order() -> None:
    for choices in (("listen", "calm"), ("calm", "listen")):
        suggestion = suggestion_for(attempt(), nearest(Verdict.CLOSE, *choices), ZH)
        assert suggestion.text.startswith("按意思比，第 1、2 两句跟你写的最接近")


def test_no_near_choice_is_reported() -> None:
    assert suggestion_for(attempt(), nearest(Verdict.NONE), EN) == Suggestion(EN("play.own.none_meaning"), "", "")
    assert suggestion_for(attempt(), None, EN) == Suggestion(EN("play.own.pick"), "", "")


@pytest.mark.parametrize("basis", [Basis.WORDS, Basis.MEANWHILE])
def test_words_in_common_are_not_called_near(basis: Basis) -> None:
    suggestion = suggestion_for(attempt(), nearest(Verdict.NONE, basis=basis), EN)
    assert suggestion == Suggestion(EN("play.own.none_words"), "", EN(f"play.own.{basis}"))
    assert "words" in suggestion.text
    two = suggestion_for(attempt(), nearest(Verdict.CLOSE, "calm", "listen", basis=basis), EN)
    assert "Two share words with yours" in two.text
    one = suggestion_for(attempt(), nearest(Verdict.CLOSE, "calm", basis=basis), EN)
    assert one.text.startswith("One shares words with yours: ")


def test_the_method_of_comparison_is_explained_once_per_attempt() -> None:
    playing = attempt(own_words=True)
    flow = TurnFlow(playing)
    remarks = []
    for choice in ("calm", "own"):
        flow.answer_own_words("hello", nearest(Verdict.NONE, basis=Basis.MEANWHILE))
        remarks.append(suggestion(playing, flow, EN).remark)
        flow.choose(choice)
        flow.say("en")
    assert remarks == [EN("play.own.meanwhile"), ""]


def test_a_typed_line_is_shown_last_and_apart_from_the_score() -> None:
    """It is not between the line said and its moves: a plus sign would seem to refer to the typed line."""
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


def test_a_warning_has_a_different_sign_from_what_is_scored() -> None:
    drawn = glyphs()
    phrases = own_words(attempt(), "Please CALM  down, that must be upsetting", EN)
    assert not {phrase.sign for phrase in phrases} & {drawn.yes, drawn.no, "+", "-", "="}
    assert [row.text.split()[0] for row in phrase_rows(phrases, 200)] == [phrase.sign for phrase in phrases]


@pytest.mark.parametrize("words", [EN, ZH], ids=["en", "zh"])
def test_a_red_line_of_the_scene_is_called_one(words: Catalogue) -> None:
    playing = attempt()
    bundle = playing.bundle
    lead = bundle.scenario.rubrics[0]
    rubric = bundle.rubrics[lead]._replace(critical=frozenset({"tell_calm_down"}))
    strict = bundle._replace(rubrics={**bundle.rubrics, lead: rubric})
    sentence = words("play.own.red_line")
    (phrase,) = own_words(playing, "calm down", words, "en")
    assert sentence not in phrase.text
    (phrase,) = own_words(Attempt(strict, playing.setup), "calm down", words, "en")
    assert sentence in phrase.text


def test_with_a_language_that_the_scene_lacks_typing_is_in_the_interface_language() -> None:
    phrases = own_words(attempt(), "Calm down.", EN)
    assert phrases
    assert own_words(attempt(), "Calm down.", EN.with_scene_language("ko")) == phrases
    assert own_words(attempt(), "Calm down.", EN, "ko") == phrases
