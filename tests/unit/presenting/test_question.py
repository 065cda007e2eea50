"""Questions that screens ask: the safe answer comes first, and all texts follow the current language."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from drill_rooms import advance_to, room
from roleplay.drill.events.facilitator import FreeTeam
from roleplay.drill.stage import Phase
from roleplay.locales import catalogue
from roleplay.presenting.branch import branch_question, left_branch_question
from roleplay.presenting.drill.devices import Device
from roleplay.presenting.drill.questions import (
    device_action_question,
    device_question,
    end_question,
    include_lines_question,
    leave_question,
)
from roleplay.presenting.goals import take_back_question
from roleplay.presenting.leaving import PauseAnswer, pause_question
from roleplay.presenting.plan_steps import plan_question, removal_question
from roleplay.presenting.question import ShortQuestion, in_words
from roleplay.records.model import AttemptRecord, BranchPoint, UnwrittenAttempt

EN, ZH = catalogue("en"), catalogue("zh")
PHONE, TABLE = Device(0, None, "", "phone 1"), Device(1, 0, "red", "red, phone 2")
UNWRITTEN = UnwrittenAttempt("a", "desk", None, 3)


def branch(turn: int) -> AttemptRecord:
    begun_at = datetime(2026, 3, 2, tzinfo=UTC)
    return AttemptRecord("b", "desk", (), 1, "practice", "en", {}, {}, begun_at, branch=BranchPoint("a", turn))


ASKED: list[tuple[ShortQuestion[Any], object]] = [
    (device_question([PHONE, TABLE]), None),
    (device_action_question(TABLE), None),
    (end_question(), False),
    (include_lines_question(), False),
    (leave_question(room(), saved=True), PauseAnswer.STAY),
    (pause_question(None, []), PauseAnswer.STAY),
    (pause_question(UNWRITTEN, [], in_branch=True), PauseAnswer.STAY),
    (take_back_question(), False),
    (removal_question("call them"), False),
    (plan_question(ends=True), None),
    (left_branch_question(branch(2)), None),
    (branch_question([branch(1), branch(2)]), None),
]


def texts(asked: ShortQuestion[Any], language: str) -> list[str]:
    words = catalogue(language)
    replies = (in_words(reply.text, words) for reply in asked.replies)
    return [in_words(asked.title, words), in_words(asked.about, words), *replies]


@pytest.mark.parametrize(("asked", "safe_value"), ASKED)
def test_the_first_answer_is_the_safe_one_and_all_texts_are_in_both_languages(
    asked: ShortQuestion[Any], safe_value: object
) -> None:
    assert asked.replies[0].value is safe_value
    assert all(texts(asked, "en"))
    assert all(texts(asked, "zh"))
    assert EN(asked.help_key) != ZH(asked.help_key)
    assert texts(asked, "en")[0] != texts(asked, "zh")[0]


def test_the_latest_phone_is_listed_first_and_a_table_can_be_freed() -> None:
    assert [reply.value for reply in device_question([PHONE, TABLE]).replies] == [None, TABLE, PHONE]
    assert [reply.value for reply in device_action_question(TABLE).replies][-1] == FreeTeam(0)
    assert not any(isinstance(reply.value, FreeTeam) for reply in device_action_question(PHONE).replies)
    assert "red, phone 2" in texts(device_action_question(TABLE), "en")[0]


def test_the_leave_question_says_what_happens_to_the_drill() -> None:
    over = room()
    advance_to(over, Phase.PRESENT)
    texts = [in_words(leave_question(over, saved=saved).about, EN) for saved in (True, False)]
    assert texts == [EN("drill.leave.about"), EN("drill.leave.lost")]


def test_a_pause_leads_to_the_debrief_only_from_a_what_if_and_says_what_is_not_kept() -> None:
    assert PauseAnswer.DEBRIEF not in [reply.value for reply in pause_question(None, []).replies]
    whatif = pause_question(UNWRITTEN, [], in_branch=True)
    assert whatif.replies[1].value is PauseAnswer.DEBRIEF
    assert whatif.role == "mark"
    assert "desk" in in_words(whatif.about, EN)


def test_of_many_branches_the_last_ones_have_a_number() -> None:
    replies = branch_question([branch(turn) for turn in range(1, 12)]).replies
    turns = [reply.value.branch.turn for reply in replies if reply.value and reply.value.branch]
    assert turns == [11, 10, 9, 8, 7, 6, 5, 4]
