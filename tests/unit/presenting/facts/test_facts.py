"""What a session shows, in words, without Textual, which a test ensures."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from builders import bundle as made_bundle
from builders import choice as line
from builders import ending, node, rubric, shared, story_scene
from roleplay.presenting.facts import (
    brief,
    change_arrow,
    choices,
    guess_steps,
    meter_facts,
    step_word,
    title,
    transcript_line,
)
from roleplay.presenting.facts.coach import coach, hint, why_no_hint, why_no_take_back
from roleplay.presenting.facts.debrief import TOO_MANY, debrief_facts, foresight
from roleplay.session import Attempt, Decision, Mode, Setup, UtteranceKind, transcript
from roleplay.text.glyphs import glyphs
from talk_scene import GOOD_WALK, POOR_WALK, attempt, words

ZH, EN = words("zh"), words("en")


def test_facts_need_no_textual() -> None:
    code = (
        "import sys, roleplay.presenting.facts; print([m for m in ('textual', 'rich', 'sqlite3') if m in sys.modules])"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert done.stdout.strip() == "[]"


def test_title_names_scene_mode_turn_and_rubrics() -> None:
    fact = title(attempt("listen"), ZH)
    assert (fact.scene, fact.turn, fact.rubrics) == ("丢了的包裹", "第 2 轮", ("听与认",))
    assert title(attempt(*GOOD_WALK), EN).turn == "turn 3"  # an ending is no turn of its own


def test_brief_has_goal_authority_and_criteria() -> None:
    fact = brief(attempt(), EN)
    assert [text for _, text in fact.parts] == ["She agrees to wait one more day.", "You may send it once more."]
    assert fact.rubrics == (("Listening", ("Hear", "Own")),)


@pytest.mark.parametrize(
    ("value", "word", "english"),
    [(0, "平静", "calm"), (20, "平静", "calm"), (21, "不安", "uneasy"), (41, "不满", "annoyed"), (61, "愤怒", "angry"),
     (81, "暴怒", "furious"), (100, "暴怒", "furious")],
)  # fmt: skip
def test_the_five_steps_of_anger(value: int, word: str, english: str) -> None:
    from roleplay.session import thermometer_step

    assert step_word("anger", thermometer_step(value), ZH) == word
    assert step_word("anger", thermometer_step(value), EN) == english


def test_other_meters_have_five_words_of_their_own_kind() -> None:
    assert len({step_word("trust", step, EN) for step in range(5)}) == 5
    assert step_word("trust", 0, ZH) == step_word("morale", 0, ZH) == "很低"


@pytest.mark.parametrize(("by", "drawn", "plain"), [(0, "", ""), (7, "▴7", "^7"), (-18, "▾18", "v18")])
def test_changes_have_a_direction_and_a_size(by: int, drawn: str, plain: str) -> None:
    assert change_arrow(by, glyphs()) == drawn
    assert change_arrow(by, glyphs(ascii=True)) == plain


def test_meter_facts_distinguish_better_from_worse() -> None:
    anger, trust = meter_facts(attempt("listen"), ZH, glyphs())
    assert str(anger) == "怒气 42 不满 （降了 28 ▾）"
    assert (anger.better, trust.better) == (True, True)
    anger, trust = meter_facts(attempt("calm"), EN, glyphs())
    assert (str(anger), anger.better, trust.better) == ("Anger 85 furious (up 15 ▴)", False, False)
    assert all(fact.better is None and not fact.change for fact in meter_facts(attempt(), EN, glyphs()))


def test_choices_are_numbered_and_locked_ones_say_why() -> None:
    facts = choices(attempt(), EN)
    assert [fact.number for fact in facts] == [1, 2, 3]
    assert (facts[-1].id, facts[-1].locked) == ("refund", "she does not trust you yet")
    assert all(fact.locked is None for fact in facts[:-1])


def test_transcript_lines_name_speakers_and_set_stage_directions_apart() -> None:
    played = attempt(*GOOD_WALK)
    facts = [transcript_line(utterance, played, ZH) for utterance in transcript(played)]
    assert facts[0].text == "（电话响了三声。）"
    assert (facts[1].name, facts[2].name) == ("林女士", "你")
    assert (facts[-1].kind, facts[-1].name) == (UtteranceKind.ENDING, "生日礼物到了")
    assert any("林女士" in fact.text or "Ms Lin" in transcript_line(transcript(played)[n], played, EN).text
               for n, fact in enumerate(facts) if fact.kind is UtteranceKind.YOU)  # fmt: skip


def test_an_ending_reads_as_the_story_went_in_the_talk_and_in_the_debrief() -> None:
    text = [{"when": {"anger": ">= 70"}, "text": "{ann} slams the door."}, {"text": "{ann} leaves."}]
    scene = made_bundle(
        story_scene(
            nodes={"one": node(line("good"), line("bad", "end", ["cut_in"]))}, endings={"end": ending(text=text)}
        )
    )
    for name, ending_text in (("good", "Ann leaves."), ("bad", "Ann slams the door.")):
        played = Attempt(scene, Setup(), None, [Decision(name, "en")])
        assert transcript_line(transcript(played)[-1], played, EN).text == ending_text
        assert debrief_facts(played, EN).ending.text == ending_text


def test_coaching_names_good_and_poor_moves_points_why_and_a_better_line() -> None:
    fact = coach(attempt("calm", mode=Mode.GUIDED), EN)
    assert [(move.good, move.name, move.points) for move in fact.moves] == [
        (False, "tells them to calm down", "Hear -2")
    ]
    assert [(point.name, point.points, point.best) for point in fact.points] == [("Hear", -2, 3)]
    assert fact.points[0].text == "Hear -2, with 3 available"
    assert fact.why == "It feeds the fire."
    assert fact.better == "That was a long wait. Please tell me."
    assert {move.name for move in fact.better_moves} == {"names the feeling", "lets them finish"}


def test_a_best_line_has_no_better_one() -> None:
    fact = coach(attempt("listen", mode=Mode.GUIDED), ZH)
    assert fact.better is None
    assert all(move.good for move in fact.moves)
    assert fact.points[0].text == "倾听 +3（可得 3）"


def test_hints_name_the_move_and_not_the_line() -> None:
    playing = attempt()
    fact = hint(playing, EN, playing.hint())
    assert fact.name == "lets them finish"
    assert "long wait" not in fact.text(EN)


def test_unavailable_hints_and_takebacks_give_their_reason() -> None:
    exam = attempt("listen", mode=Mode.EXAM)
    assert why_no_hint(exam, EN) == EN("play.no_hint.exam")
    assert why_no_take_back(exam, EN) == EN("play.no_take_back.exam")
    assert why_no_take_back(attempt(), EN) == EN("play.no_take_back.first")
    assert why_no_hint(attempt("listen"), EN) is None
    practice = attempt("listen")
    assert why_no_take_back(practice, EN) is None
    practice.take_back()
    practice.say(Decision("calm", "en"))
    assert why_no_take_back(practice, EN) == EN("play.no_take_back.once")
    assert why_no_take_back(attempt(*GOOD_WALK), EN) == EN("play.no_take_back.over")


def test_debrief_of_a_good_attempt() -> None:
    fact = debrief_facts(attempt(*GOOD_WALK), EN)
    assert (fact.ending.title, fact.ending.passed, fact.ending.verdict) == ("In time for the birthday", True, "Passed")
    assert all(gate.held for gate in fact.ending.gates)
    assert fact.ending.kpi is not None
    assert [figure.value[:3] for figure in fact.ending.kpi.figures] == ["5 (", "9 (", "2 (", "yes"]
    hear, own = fact.rubrics[0].criteria
    assert (hear.level, hear.target, hear.score) == (3, "", "100%"), "at the highest level there is nothing to add"
    assert own.score == "100%"
    assert [line.turn for line in hear.evidence] == [1, 2, 3]
    assert all(line.points > 0 for line in (*hear.evidence, *own.evidence))
    assert fact.rubrics[0].order == (), "the intended order needs no remark"
    assert fact.costliest is None
    assert (fact.goal, fact.no_goal) == ("", EN("goal.none_there", rubric="Listening"))
    assert fact.headline == ()
    played = attempt(*GOOD_WALK)
    assert debrief_facts(played, EN, foresight(played)).headline == (EN("debrief.headline_clear", rubric="Listening"),)
    assert [curve.values[0] for curve in fact.curves] == [70, 25]
    assert fact.discussion == ("When would you bring it yourself?",)


def test_debrief_of_a_poor_attempt() -> None:
    fact = debrief_facts(attempt(*POOR_WALK), ZH)
    assert not fact.ending.passed
    assert [gate.held for gate in fact.ending.gates] == [False, False, False, False]
    assert fact.ending.gates[0].text == "不踩红线。踩了：第 2 轮（找理由）"
    assert fact.critical == ("第 2 轮，找理由",)
    assert [turn.costliest for turn in fact.turns].count(True) == 1
    assert fact.turns[0].readings == ("怒气 70 ➜ 85 暴怒", "信任 25 ➜ 19 很低")
    assert fact.headline[0] == "第 2 轮（找理由）踩了红线，这次不算通过。", (
        "a line crossed comes first, whatever it cost"
    )
    assert fact.turns[1].coach.crossed == "这一句踩了红线：找理由。"
    assert fact.goal.startswith("当我发觉自己又要“找理由”的时候，我先"), "and the goal is about it"
    hear, own = fact.rubrics[0].criteria
    assert all(line.points < 0 for line in (*hear.evidence, *own.evidence)), "no points for what was not said"
    assert hear.target.startswith("最高级，要做到：")
    assert fact.rubrics[0].order == ()


def test_a_critical_move_is_listed_once_per_turn_however_many_rubrics_forbid_it() -> None:
    files = shared(rubrics=[rubric(name, {"hear": {"listen": 2, "shout": -2}}, critical=["shout"]) for name in "abc"])
    nodes = {name: node(line("bad", goto, ["shout"])) for name, goto in (("one", "two"), ("two", "end"))}
    story = story_scene(nodes=nodes, rubrics=["a", "b", "c"], pass_={"a": 50, "endings": ["end"]})
    made = Attempt(made_bundle(story, files), Setup(1))
    for _ in nodes:
        made.say(Decision("bad", "en"))
    assert len(made.scorecard().critical) == 6
    assert debrief_facts(made, EN).critical == ("turn 1, a move", "turn 2, a move")


def test_a_title_in_quotation_marks_has_inner_ones_inside_others() -> None:
    titled = ending(title="一句“我做主”")
    story = story_scene(nodes={"one": node(line("good"))}, endings={"end": titled}, language="zh")
    made = Attempt(made_bundle(story), Setup(1))
    made.say(Decision("good", "zh"))
    fact = debrief_facts(made, ZH)
    assert fact.ending.title == "一句“我做主”"
    assert [gate.text for gate in fact.ending.gates if "结局" in gate.text] == ["结局“一句‘我做主’”算通过"]


def test_the_final_cost_of_a_line_is_distinguished_from_the_points_it_missed() -> None:
    playing = attempt(*POOR_WALK)
    first, *_ = debrief_facts(playing, EN).turns
    assert "below the best" in first.cost_text
    assert first.no_return == ""
    facts = debrief_facts(playing, EN, foresight(playing))
    worst = facts.turns[(facts.costliest or 0) - 1]
    assert worst.cost_text.startswith("cost ")
    lost = [turn for turn in facts.turns if turn.no_return]
    assert [turn.coach.number for turn in lost] == [2]
    assert "in that turn would have kept one within reach" in lost[0].no_return
    assert facts.notes == ()


def test_a_story_with_too_many_states_says_that_the_costs_are_local() -> None:
    playing = attempt(*POOR_WALK)
    facts = debrief_facts(playing, EN, TOO_MANY)
    assert facts.notes == (EN("debrief.too_many"),)
    assert facts.turns == debrief_facts(playing, EN).turns


def test_not_assessed_is_reported_and_differs_from_zero() -> None:
    fact = debrief_facts(attempt("listen"), EN)
    (rubric,) = fact.rubrics
    assert [criterion.name for criterion in rubric.criteria] == ["Hear"]
    assert (rubric.unassessed, rubric.score) == ("Not assessed: Own", "100% (1 of 2 parts)")
    assert EN("debrief.legend_unassessed") in fact.legend
    assert fact.ending.verdict == EN("debrief.not_over")


def test_taking_back_and_hints_are_noted() -> None:
    playing = attempt("calm")
    playing.hint()
    playing.take_back()
    for choice in GOOD_WALK:
        playing.say(Decision(choice, "en"))
    assert debrief_facts(playing, EN).notes == ("Lines taken back: 1.", "Hints used: 1.")


def test_guesses_and_sureness_are_compared() -> None:
    playing = attempt(hide_meters=True, ask_sure=True)
    playing.say(Decision("listen", "en", sure=3, guess=3))  # anger was 70: angry
    playing.say(Decision("excuse", "en", sure=3, guess=0))  # anger was 42: annoyed
    fact = debrief_facts(playing, EN)
    assert fact.turns[0].coach.guess == "you put “Anger” at “angry”, and that was right"
    assert fact.turns[1].coach.guess == "you put “Anger” at “calm”; it was “annoyed”"
    assert fact.judgement[0] == "Your guesses of “Anger”: 1 of 2 right."
    assert "Too low: 1" in fact.judgement[1]
    assert fact.judgement[2] == "Lines you were “very sure” of: 2; the best available on Listening: 1."


def test_steps_to_guess_are_those_of_the_first_shown_meter() -> None:
    assert guess_steps(attempt(), ZH) == ("平静", "不安", "不满", "愤怒", "暴怒")


def test_rounding_never_lifts_a_score_to_a_threshold_it_missed() -> None:
    from roleplay.presenting.facts.criteria import score_text

    assert score_text(0.699, EN) == "69%"
    assert score_text(0.7, EN) == "70%"
    assert score_text(0.29, EN) == "29%"  # 0.29 * 100 is a little less than 29 as a float
