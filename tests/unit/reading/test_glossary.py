"""What a name could mean: by spelling, by the words of names and meanings, and never of the opposite kind."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import roleplay
from builders import changed, check_common
from case_loops import check_each
from roleplay.reading.files import shared_files
from roleplay.reading.folders import check_scene
from roleplay.reading.glossary import Glossary, Term
from roleplay.reading.shared_reader import read_shared
from roleplay.reading.terms import SharedTerms
from roleplay.scene.model import MoveKind, Shared

from .file_texts import MOVES, PERSONA, RUBRIC, SCENE

ROOT = Path(roleplay.__file__).parents[2]
GOOD, POOR = MoveKind.GOOD, MoveKind.POOR

SMALL = Glossary(
    [
        Term("set_deadline", ("says by when", "给出时限"), ("Gives a time that one can keep.",), GOOD),
        Term("name_owner", ("says who", "说清谁负责"), ("Says who will do it.",), GOOD),
        Term("vague_promise", ("promises vaguely", "含糊承诺"), ("As soon as possible.",), POOR, ("set_deadline",)),
        Term("pass_the_buck", ("passes the buck", "踢皮球"), ("Sends them on and lets go.",), POOR, ("name_owner",)),
        Term(
            "yes_but", ("grants it, then takes it back", "先认后收"), ('What follows the "but" is remembered.',), POOR
        ),
        Term(
            "drop_follow_up", ("closes with no follow-up", "不跟进"), ("Closes without asking.",), POOR, ("follow_up",)
        ),
        Term("follow_up", ("comes back afterwards", "事后回访"), ("Comes back some days later.",), GOOD),
    ]
)


@cache
def shipped() -> Shared:
    return read_shared(shared_files(ROOT)).shared


@cache
def terms() -> SharedTerms:
    return SharedTerms.of(shipped())


def first_match(written: str, glossary: Glossary = SMALL, kind: MoveKind | None = None) -> str | None:
    return next(iter(glossary.close_matches(written, 1, kind)), None)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("set_deadlin", "set_deadline"),
        ("Set-Deadline", "set_deadline"),
        ("deadlines", "set_deadline"),
        ("time_one_keeps", "set_deadline"),
        ("给时限", "set_deadline"),
        ("踢皮球", "pass_the_buck"),
        ("no_deadline", "vague_promise"),
        ("without a deadline", "vague_promise"),
        ("没有时限", "vague_promise"),
        ("empathy_then_but", "yes_but"),
        ("no_follow_up", "drop_follow_up"),
        ("followup", "follow_up"),
        ("never_pass_the_buck", "name_owner"),
        ("fake_deadline", None),
        ("xyzzy", None),
        ("四五六", None),
        ("", None),
        ("___", None),
    ],
)
def test_a_term_is_found_by_its_words_and_never_its_opposite(written: str, meant: str | None) -> None:
    assert first_match(written) == meant


@given(st.text(max_size=40))
def test_only_known_terms_are_suggested_whatever_is_written(written: str) -> None:
    assert set(SMALL.close_matches(written)) <= set(SMALL.terms)
    assert all(name in SMALL.close_matches(name) for name in SMALL.terms)


def test_the_expected_kind_limits_the_suggestions() -> None:
    assert first_match("promise_by_a_deadline") == "set_deadline"
    assert first_match("promise_by_a_deadline", kind=POOR) != "set_deadline"
    assert first_match("no_deadline", kind=GOOD) is None


def test_only_moves_of_the_kind_of_the_best_match_are_suggested() -> None:
    assert terms().moves.close_matches("small_talk") == ["small_step"]  # and not talk_about_self


#: What trainers who did not know the vocabulary wrote -> what they meant.
WRITTEN = {
    "no_deadline": "vague_promise",
    "empathy_then_but": "yes_but",
    "apologise_vaguely": "empty_apology",
    "unspecific_apology": "empty_apology",
    "no_apology": "empty_apology",
    "apologize": "specific_apology",
    "listen": "let_finish",
    "empathy": "name_feeling",
    "dont_interrupt": "let_finish",
    "hide_truth": "conceal",
    "leading_question": "ask_leading",
    "jargon_free": "answer_directly",
    "buck_passing": "pass_the_buck",
    "say_no": "flat_refusal",
    "refuse_gifts": "refuse_gift",
    "不打断": "let_finish",
    "具体的道歉": "specific_apology",
    "认可情绪": "validate_feeling",
    "叫人别激动": "tell_calm_down",
    "倾听": "let_finish",
    "sarcasm": None,
    "lose_face": None,
}


def test_the_intended_move_is_found_in_the_shipped_vocabulary() -> None:
    moves = terms().moves

    def is_found(written: str) -> None:
        assert first_match(written, moves) == WRITTEN[written]

    check_each(is_found, WRITTEN)


def test_no_move_is_suggested_for_its_own_negation() -> None:
    moves = terms().moves

    def is_turned(name: str) -> None:
        for match in moves.close_matches(f"no_{name}"):
            assert shipped().moves[match].kind is not shipped().moves[name].kind, match

    good = [name for name, move in shipped().moves.items() if move.kind is GOOD and name != "refuse_gift"]
    check_each(is_turned, good[::12])


@pytest.mark.parametrize(
    ("glossary", "written", "meant"),
    [
        ("personas", "worried", "anxious"),
        ("personas", "焦虑", "anxious"),
        ("rubrics", "heet", "heat"),
        ("rubrics", "conflict", "mediation"),
        ("rubrics", "共情", "care"),
        ("criteria", "heat.emphasize", "heat.empathize"),
        ("criteria", "heat.listen", "heat.hear"),
        ("criteria", "道歉", "heat.apologize"),
    ],
)
def test_personas_rubrics_and_criteria_are_found_by_their_meaning(glossary: str, written: str, meant: str) -> None:
    assert first_match(written, getattr(terms(), glossary)) == meant


# -- in files -----------------------------------------------------------------------------


def suggestions_in(text: str, old: str, new: str) -> list[tuple[str, str | None]]:
    findings = check_scene(changed(text, old, new).encode(), "small.yaml", shipped()).diagnostics
    return [
        (d.code, d.did_you_mean) for d in findings if d.code in ("RP102", "RP103", "RP104", "RP105", "RP016", "RP030")
    ]


def test_a_malformed_name_is_looked_up_as_well() -> None:
    scene = SCENE.replace("persona: base", "persona: customer").replace("main", "heat")
    for old, new, meant in (
        ("moves: [dodge]", "moves: [认可情绪]", "validate_feeling"),
        ("moves: [dodge]", "moves: [{when: {anger: '> 3'}, move: Set-Deadline}]", "set_deadline"),
        ("persona: customer", "persona: 焦虑", "anxious"),
        ("rubrics: [heat]", "rubrics: [H.E.A.T.]", "heat"),
        ("assess: [heat.hear,", "assess: [heat-hear,", "heat.hear"),
    ):
        assert ("RP016", meant) in suggestions_in(scene, old, new), new


def test_a_malformed_name_without_a_match_points_to_the_list() -> None:
    scene = SCENE.replace("persona: base", "persona: customer").replace("main", "heat")
    for old, new, topic in (
        ("moves: [dodge]", "moves: [四五六]", "moves"),
        ("persona: customer", "persona: 四", "personas"),
    ):
        findings = check_scene(changed(scene, old, new).encode(), "small.yaml", shipped()).diagnostics
        (finding,) = [d for d in findings if d.code == "RP016"]
        assert finding.did_you_mean is None
        for language in ("en", "zh"):
            assert f"`roleplay explain {topic}`" in finding.help(language)
    plain = check_scene(changed(SCENE, "- id: dodge", "- id: Dodge").encode(), "small.yaml", shipped()).diagnostics
    assert "explain" not in plain[0].help("en")


def test_two_names_with_a_full_width_comma_are_not_taken_for_one() -> None:
    scene = SCENE.replace("persona: base", "persona: customer").replace("main", "heat")
    assert ("RP030", None) in suggestions_in(scene, "moves: [dodge]", "moves: [interrogate，cold_logic]")


def test_a_member_of_the_cast_is_not_taken_for_a_persona() -> None:
    scene = SCENE.replace("persona: base", "persona: customer").replace("main", "heat")
    for written, meant in (("{焦虑: [customer]}", None), ("{wang: [焦虑]}", "anxious")):
        assert ("RP016", meant) in suggestions_in(scene, "start: counter", f"personas: {written}\nstart: counter")


def test_the_help_lists_the_known_names_or_points_to_the_list() -> None:
    for file, text, old, new, expected in (
        ("more.yaml", MOVES, "instead: [wait]", "instead: [xyzzy]", "`roleplay explain moves`"),
        ("soft.yaml", PERSONA, "extends: base", "extends: xyzzy", "base, "),
        ("main.yaml", RUBRIC, "points: {act_now: 2}", "points: {xyzzy: 2}", "`roleplay explain moves`"),
        ("main.yaml", RUBRIC, "order: [hear, act]", "order: [hear, xyzzy]", "hear, act"),
    ):
        (finding,) = check_common(file, changed(text, old, new))
        assert finding.did_you_mean is None
        assert expected in finding.help("en")
        assert expected in finding.help("zh")


def test_the_sign_of_points_determines_the_expected_kind() -> None:
    (finding,) = check_common("main.yaml", changed(RUBRIC, "points: {act_now: 2}", "points: {act_now_: 2}"))
    assert (finding.code, finding.did_you_mean) == ("RP016", "act_now")
    (finding,) = check_common("main.yaml", changed(RUBRIC, "points: {act_now: 2}", "points: {act_nowe: 2}"))
    assert (finding.code, finding.did_you_mean) == ("RP102", "act_now")
    (finding,) = check_common(
        "main.yaml", changed(RUBRIC, "points: {act_now: 2}", "points: {act_now: 2, act_nowe: -2}")
    )
    assert (finding.code, finding.did_you_mean) == ("RP102", None)


def test_a_file_full_of_unknown_names_is_read_quickly() -> None:
    names = ", ".join(f"unknown_{index}_name: 1" for index in range(400))
    started_at = time.process_time()
    check_common("main.yaml", changed(RUBRIC, "points: {act_now: 2}", f"points: {{{names}}}"))
    assert time.process_time() - started_at < 2
