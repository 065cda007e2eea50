"""Parsing the cells of the record: each column turns what SQLite returns into a value, or reports it as damaged.

Nothing is trusted here, because a disk, a copy or another program may have changed any cell of an intact database.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from roleplay.records.model import AttemptResult, GoalAnswer, PracticeTally, SourceRef
from roleplay.scene.frozen import FrozenDict

#: Maximum length of a name in characters; those allowed in scenes are far shorter.
_MAX_NAME_LENGTH = 1_000
_MODES = frozenset({"guided", "practice", "exam"})
_OUTCOMES = frozenset({"success", "partial", "failure"})
_SWITCHES = frozenset({"own_words", "ask_sure", "timed", "hide_meters"})
#: The key of a result for the poor moves on offer; missing in results of versions that did not count them.
OFFERED = "poor_on_offer"
_SEED = re.compile(r"-?[0-9]{1,40}")
#: Times outside this range are implausible, and cannot be shown in every time zone.
_EARLIEST, _LATEST = datetime(1970, 1, 2, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)

#: Maximum nesting of an event's data.
_MAX_DEPTH = 32
CellParser = Callable[[Any], Any]


class DamagedCell(ValueError):
    """A cell does not hold a valid value of its column."""

    def __init__(self, column: str) -> None:
        """``column`` has the form ``table.column``."""
        super().__init__(column)
        self.column = column


def decode_text(raw: bytes) -> str:
    """Text as stored by SQLite; bytes that are not UTF-8 are preserved as lone surrogates."""
    return raw.decode("utf-8", "surrogateescape")


def read_cell(column: str, cell: object) -> Any:
    """The value of a cell of ``column`` (``table.column``). Raises `DamagedCell`."""
    try:
        return COLUMNS[column](cell)
    except (TypeError, ValueError, OverflowError, RecursionError):
        raise DamagedCell(column) from None


def _text(cell: Any) -> str:
    if type(cell) is not str:
        raise TypeError
    cell.encode()  # fails for lone surrogates: bytes that were not UTF-8
    return cell


@lru_cache(4096)
def _name(cell: Any) -> str:
    """Cached, because the names of scenes, criteria and moves recur in every row of a long record."""
    if len(_text(cell)) > _MAX_NAME_LENGTH:
        raise ValueError
    return str(cell)


def _count(minimum: int, maximum: int = 2**53) -> CellParser:
    def read(cell: Any) -> int:
        if type(cell) is not int or not minimum <= cell <= maximum:
            raise ValueError
        return cell

    return read


def _one_of(words: frozenset[str]) -> CellParser:
    def read(cell: Any) -> str:
        if cell not in words:
            raise ValueError
        return str(cell)

    return read


def _timestamp(cell: Any) -> datetime:
    when = datetime.fromisoformat(_text(cell))
    if not _EARLIEST < when < _LATEST:  # raises TypeError for a time without a zone
        raise ValueError
    return when


def _seed(cell: Any) -> int:
    if _SEED.fullmatch(_text(cell)) is None:
        raise ValueError
    return int(cell)


def _or_none(parser: CellParser) -> CellParser:
    return lambda cell: None if cell is None else parser(cell)


def _json(cell: Any, kind: type) -> Any:
    value = json.loads(_text(cell))
    if type(value) is not kind:
        raise TypeError
    return value


def _names(cell: Any) -> tuple[str, ...]:
    return tuple(map(_name, _json(cell, list)))


def _names_by_name(cell: Any) -> dict[str, str]:
    return {_name(key): _name(value) for key, value in _json(cell, dict).items()}


def _options(cell: Any) -> dict[str, Any]:
    options = _json(cell, dict)
    for key, value in options.items():
        if key in ("rubric", "sitting"):
            _name(value)
        elif key not in _SWITCHES or type(value) is not bool:
            raise ValueError
    return dict(options)


def _data(cell: Any) -> dict[str, Any]:
    """The data of an event: nested lists and objects, at most `_MAX_DEPTH` deep so that recursion stays safe."""
    data: dict[str, Any] = _json(cell, dict)
    level: list[Any] = [data]
    for _ in range(_MAX_DEPTH):
        level = [inner for outer in level for inner in (outer.values() if isinstance(outer, dict) else outer)]
        level = [inner for inner in level if isinstance(inner, (dict, list))]
        if not level:
            return data
    raise ValueError


def _bundle(cell: Any) -> tuple[SourceRef, ...]:
    return tuple(SourceRef(*map(_name, ref)) for ref in _json(cell, list))


def _result(cell: Any) -> AttemptResult:
    fields = _json(cell, dict)
    counted = _counted(fields.pop("counted"), fields.pop(OFFERED, None)) if "counted" in fields else None
    result = AttemptResult(**fields, counted=counted)
    _name(result.ending)
    _name(result.lead)
    _one_of(_OUTCOMES)(result.outcome)
    if "scoring" in fields or type(result.passed) is not bool or type(result.scores) is not dict:
        raise ValueError
    for ref, score in result.scores.items():
        _name(ref)
        if type(score) not in (int, float) or not math.isfinite(score) or not 0 <= score <= 100:
            raise ValueError
    return result


def _counted(cell: Any, offered: Any) -> PracticeTally:
    poor, sure_wrong, guesses, steps_off = cell
    number = _count(0)
    if type(poor) is not dict or type(sure_wrong) is not dict or type(offered) not in (dict, type(None)):
        raise TypeError
    return PracticeTally(
        FrozenDict({_name(move): (number(times), number(lost)) for move, (times, lost) in poor.items()}),
        FrozenDict({_name(ref): number(times) for ref, times in sure_wrong.items()}),
        number(guesses),
        number(steps_off),
        None if offered is None else FrozenDict({_name(move): number(times) for move, times in offered.items()}),
    )


#: ``table.column`` -> the parser of its cells. A test compares this with the tables of `schema`.
COLUMNS: Mapping[str, CellParser] = {
    "sources.digest": _name,
    "sources.kind": _name,
    "sources.name": _name,
    "sources.text": _text,
    "attempts.id": _name,
    "attempts.scenario_id": _name,
    "attempts.bundle": _bundle,
    "attempts.seed": _seed,
    "attempts.mode": _one_of(_MODES),
    "attempts.language": _name,
    "attempts.personas": _names_by_name,
    "attempts.options": _options,
    "attempts.started_at": _timestamp,
    "attempts.ended_at": _or_none(_timestamp),
    "attempts.ending": _or_none(_name),
    "attempts.outcome": _or_none(_result),
    "attempts.abandoned_at": _or_none(_timestamp),
    "attempts.hints": _count(0),
    "attempts.scoring": _count(1),
    "attempts.not_replayed": _or_none(_count(1)),
    "attempts.parent": _or_none(_name),
    "attempts.branch_turn": _or_none(_count(1)),
    "decisions.seq": _count(1, 2**63),
    "decisions.attempt_id": _name,
    "decisions.position": _count(0),
    "decisions.node": _name,
    "decisions.choice": _name,
    "decisions.at": _timestamp,
    "decisions.shown": _names,
    "decisions.language": _name,
    "decisions.own_words": _or_none(_text),
    "decisions.sure": _or_none(_count(1, 3)),
    "decisions.guess": _or_none(_count(0, 4)),
    "decisions.undone_at": _or_none(_timestamp),
    "reflections.attempt_id": _name,
    "reflections.before_score": _or_none(_text),
    "reflections.goal": _or_none(_text),
    "reflections.at": _timestamp,
    "reflections.goal_at": _or_none(_timestamp),
    "reflections.goal_ended_at": _or_none(_timestamp),
    "practice.seq": _count(1, 2**63),
    "practice.id": _name,
    "practice.kind": _name,
    "practice.about": _name,
    "practice.scenario_id": _or_none(_name),
    "practice.at": _timestamp,
    "practice.data": _data,
    "settings.key": _name,
    "settings.value": _text,
    "goal_answers.attempt_id": _name,
    "goal_answers.from_attempt": _name,
    "goal_answers.goal": _text,
    "goal_answers.answer": GoalAnswer,
    "goal_answers.at": _timestamp,
    "earlier_results.attempt_id": _name,
    "earlier_results.scoring": _count(1),
    "earlier_results.outcome": _result,
}
