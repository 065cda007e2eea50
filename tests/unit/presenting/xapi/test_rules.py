"""A broken rule is detected: each case breaks statements that were valid."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from roleplay.presenting.xapi.names import extension
from roleplay.presenting.xapi.rules import broken_rules
from statement_desk import Statement, desk_workspace, play, statements_of

Spoil = Callable[[list[Statement]], Any]


@pytest.fixture(scope="module")
def valid_statements(tmp_path_factory: pytest.TempPathFactory) -> list[Statement]:
    """initialized, suspended, resumed, answered (taken back), answered, answered, completed, passed, terminated"""
    with desk_workspace(tmp_path_factory.mktemp("desk")) as workspace:
        play(workspace, "pause", "wait", "-", "sit", "today")
        return statements_of(workspace)


def result(valid_statements: list[Statement], number: int) -> Statement:
    statement_result: Statement = valid_statements[number]["result"]
    return statement_result


def set_ext(valid_statements: list[Statement], number: int, name: str, value: object) -> None:
    result(valid_statements, number)["extensions"][extension(name)] = value


CASES: dict[str, Spoil] = {
    "occurs twice": lambda s: s[3].update(id=s[4]["id"]),
    "its verb is not in the profile": lambda s: s[3]["verb"].update(id="http://example.org/said"),
    "its timestamp has no time zone": lambda s: s[3].update(timestamp=s[3]["timestamp"][:-1]),
    "zh_CN is not a language tag": lambda s: s[3]["object"]["definition"].update(name={"zh_CN": "x"}),
    "it contains null": lambda s: s[0]["context"].update(platform=None),
    "completed has a score": lambda s: result(s, 6).update(score={"raw": 0, "min": 0, "max": 1, "scaled": 0}),
    "outside of min and max": lambda s: result(s, 7)["score"].update(raw=101),
    "outside of its range": lambda s: result(s, 7)["score"].update(scaled=-0.1),
    "passed says success: False": lambda s: result(s, 7).update(success=False),
    "completed has success": lambda s: result(s, 6).update(success=True),
    "passed has completion": lambda s: result(s, 7).update(completion=True),
    "terminated has no duration": lambda s: result(s, 8).pop("duration"),
    "its response is not one of its choices": lambda s: result(s, 3).update(response="stand"),
    "its choices are not distinct": lambda s: s[3]["object"]["definition"]["choices"][0].update(id="a b"),
    "each once": lambda s: set_ext(s, 3, "presented-order", ["sit", "sit"]),
    "its response was not shown": lambda s: set_ext(s, 3, "presented-order", ["sit"]),
    "its success contradicts its answer key": lambda s: result(s, 5).update(success=False),
    "not the sum of its points": lambda s: result(s, 3)["score"].update(raw=1),
    "points without a score": lambda s: result(s, 3).pop("score"),
    "it succeeds with less than the best": lambda s: result(s, 3).update(success=True),
    "does not begin with initialized": lambda s: s.pop(0),
    "does not end with terminated": lambda s: s.pop(),
    "terminated occurs 2 times": lambda s: s.append(copy.deepcopy(s[-1])),
    "passed or failed": lambda s: s.pop(7),
    "suspended does not match resumed": lambda s: s.pop(2),
    "is not the id of its answered 1": lambda s: s[4].update(id="00000000-0000-5000-8000-000000000000"),
    "its times run backwards": lambda s: s[5].update(timestamp=s[0]["timestamp"]),
    "more than one actor": lambda s: s[5].update(actor={"account": {"name": "b", "homePage": "c"}}),
    "hear is not the sum of its answers": lambda s: result(s, 4)["extensions"].pop(extension("points")),
    "has answers but is not in the criteria": lambda s: set_ext(s, 7, "criteria", {}),
}  # fmt: skip


def test_valid_statements_break_no_rule(valid_statements: list[Statement]) -> None:
    assert broken_rules(valid_statements) == []


@pytest.mark.parametrize("fault", CASES)
def test_a_broken_rule_is_detected(valid_statements: list[Statement], fault: str) -> None:
    spoilt = copy.deepcopy(valid_statements)
    CASES[fault](spoilt)
    statement_result = broken_rules(spoilt)
    assert any(fault in sentence for sentence in statement_result), statement_result
