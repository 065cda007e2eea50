"""Goals in words, the same for both shells."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from roleplay.locales import catalogue
from roleplay.presenting.goals import answer_words, goal_in_force_note, goal_list, goal_question, goals_json
from roleplay.presenting.paragraphs import wrapped
from roleplay.reading.contents import Entry
from roleplay.records.model import GoalAnswer, GoalCheck, GoalRecord
from roleplay.scene.text import Text
from roleplay.text.glyphs import glyphs

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CHECKS = (
    GoalCheck(GoalAnswer.NO_OCCASION, NOON.replace(day=4), "b", "gone"),
    GoalCheck(GoalAnswer.PARTLY, NOON.replace(day=5), "c", "desk"),
)
NOW = GoalRecord(
    text="I first [b]listen", at=NOON, attempt_id="a", scenario_id="desk", checks=CHECKS, in_force=True
)  # fmt: skip
OLD = GoalRecord("I breathe", NOON.replace(day=1), "z", "desk", ended_at=NOON.replace(day=2))
ENTRY = Entry(
    id="desk", path="desk.yaml", digest="", title=Text((("en", "The counter"), ("zh", "柜台前"))),
    summary=Text((("en", "x"),)), family="complaint", tags=(), difficulty=1, minutes=3, released=True,
    rubrics=(), languages=("en", "zh"), problem=None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Your goals", "I first [b]listen", "kept 2026-03-02 | The counter | in force",
                "asked 2026-03-04 | gone | there was no occasion for it", "asked 2026-03-05 | The counter | partly",
                "I breathe", "kept 2026-03-01 | The counter | taken back 2026-03-02"]),
        ("zh", ["我的目标", "I first [b]listen", "记下：2026-03-02 | 柜台前 | 目前的目标",
                "回答：2026-03-04 | gone | 没遇上这样的时候", "回答：2026-03-05 | 柜台前 | 做到一部分",
                "I breathe", "记下：2026-03-01 | 柜台前 | 已于 2026-03-02 收回"]),
    ],
)  # fmt: skip
def test_the_list_has_date_scene_and_answers(language: str, expected: list[str]) -> None:
    text, _ = wrapped(goal_list([NOW, OLD], [ENTRY], catalogue(language), glyphs()), 80)
    assert [line.strip() for line in text.splitlines() if line.strip()] == expected


@pytest.mark.parametrize(("language", "none"), [("en", "You have not kept one yet."), ("zh", "还没有记下过目标")])
def test_an_empty_list_of_goals_says_where_goals_come_from(language: str, none: str) -> None:
    assert none in wrapped(goal_list([], [], catalogue(language), glyphs()), 80)[0]


def test_the_question_quotes_the_goal_and_offers_four_answers() -> None:
    words = catalogue("en")
    assert goal_question(NOW._replace(text="When I say “soon”, I first …"), words) == (
        "Your goal was: “When I say ‘soon’, I first …” Did you do it?"
    )
    assert goal_question(NOW, words) == "Your goal was: “I first [b]listen” Did you do it?"
    assert list(answer_words(words).values()) == ["yes", "partly", "no", "there was no occasion for it"]


def test_a_goal_of_another_debrief_stays_in_force() -> None:
    words = catalogue("en")
    assert goal_in_force_note(NOW, "b", words) == "Until you keep another, your goal remains: “I first [b]listen”"
    assert goal_in_force_note(NOW, "a", words) == goal_in_force_note(None, "b", words) == ""


def test_goals_are_exported_as_json() -> None:
    now, old = goals_json([NOW, OLD])
    assert [answer["answer"] for answer in now["answers"]] == ["no_occasion", "partly"]
    assert (now["goal"], now["scene"], now["in_force"], now["taken_back_at"]) == (NOW.text, "desk", True, None)
    assert (old["taken_back_at"], old["kept_at"]) == ("2026-03-02T12:00:00+00:00", "2026-03-01T12:00:00+00:00")
