"""Reading a portable journal: the complete content of the file, or one fault and its location.

Nothing in the file is trusted. Every value is validated as the record cell it will become. What was read is then
serialised again and must equal the input, so nothing is silently ignored.
"""

from __future__ import annotations

import json
from itertools import zip_longest
from pathlib import Path
from typing import Any

from roleplay.reading.contents import Source
from roleplay.reading.files import TooLarge, open_regular
from roleplay.records import rows
from roleplay.records.cells import COLUMNS, DamagedCell
from roleplay.records.journal import JournalAttempt, JournalFault, JournalTrouble, PortableJournal
from roleplay.records.journal_lines import (
    FORMAT,
    Line,
    attempt_lines,
    chained,
    decision_line,
    practice_line,
    source_lines,
)
from roleplay.records.journal_rows import REFLECTION_COLUMNS, earlier_result, reflection
from roleplay.records.learner import is_learner_id
from roleplay.records.model import AttemptResult, DecisionRecord
from roleplay.records.practice import PracticeEvent, event_of
from roleplay.records.row_reader import Cells

#: Maximum size of a file in bytes: some 200 000 decisions.
MAX_BYTES = 128 << 20
#: Maximum length of a line in bytes: the text of a scene is one line.
_MAX_LINE_BYTES = 8 << 20
#: Maximum length of a learner's name in characters.
MAX_NAME_LENGTH = 200
#: A well-formed placeholder, used in checks where the header lists no ids of other records.
PLACEHOLDER_ID = "0" * 32


def read_journal(path: Path) -> PortableJournal | JournalFault:
    """The complete journal in a file, or what is wrong with the file and where."""
    reader = _Reader()
    try:
        with open_regular(path) as file:
            size = 0
            for raw in iter(lambda: file.readline(_MAX_LINE_BYTES), b""):
                size += len(raw)
                if size > MAX_BYTES:
                    raise TooLarge(size, MAX_BYTES)
                reader.take(raw)
            return reader.journal()
    except _Invalid as wrong:
        return JournalFault(wrong.trouble, path, wrong.line or reader.number, wrong.detail)
    except TooLarge as error:
        return JournalFault(JournalTrouble.TOO_LARGE, path, detail=str(MAX_BYTES >> 20), error=error)
    except OSError as error:
        return JournalFault(JournalTrouble.UNREADABLE, path, error=error)


class _Invalid(Exception):
    """Stops reading; never leaves this module."""

    def __init__(self, trouble: JournalTrouble, detail: str = "", line: int = 0) -> None:
        """``line`` counts from 1; 0 means the line being read."""
        super().__init__(trouble, detail)
        self.trouble = trouble
        self.detail = detail
        self.line = line


#: Kind of line -> the table whose cells its values are (`cells.COLUMNS`).
_TABLES = {
    "source": "sources",
    "attempt": "attempts",
    "decision": "decisions",
    "earlier_result": "earlier_results",
    "result": "attempts",
    "reflection": "reflections",
    "goal_answer": "goal_answers",
    "practice": "practice",
}
#: Cells that are JSON text in the record and plain values in the journal.
_JSON = frozenset({"bundle", "personas", "options", "shown", "outcome", "data"})
_COLUMNS = {table: [name for name in COLUMNS if name.startswith(f"{table}.")] for table in _TABLES.values()}
#: The cells that make up an attempt, without its decisions.
_ATTEMPT_COLUMNS = (*rows.ATTEMPT_COLUMNS, "reflections.attempt_id", *REFLECTION_COLUMNS)


class _Reader:
    """Parses a journal line by line. Every method may raise `_Invalid`."""

    def __init__(self) -> None:
        self.number = 0
        self._chain = ""
        self._head: Line = {}
        self._ended = False
        self._has_duplicate_keys = False
        self._sources: dict[str, Source] = {}
        self._attempts: dict[str, JournalAttempt] = {}
        #: attempt id -> number of its first line
        self._start_lines: dict[str, int] = {}
        self._practice: dict[str, PracticeEvent] = {}
        self._seq = 0
        # the attempt being read: its cells, decisions, earlier results, and its lines other than decisions
        self._cells: dict[str, Any] = {}
        self._decisions: list[DecisionRecord] = []
        self._earlier: list[AttemptResult] = []
        self._lines: list[Line] = []
        self._start_line = 0

    def take(self, raw: bytes) -> None:
        """Parse the next line of the file."""
        if self._ended:
            if raw.strip():
                self.number += 1
                raise _Invalid(JournalTrouble.MORE)
            return
        self.number += 1
        line = self._parsed(raw)
        if self.number == 1:
            _check_format(line)
        if self._has_duplicate_keys:
            raise _Invalid(JournalTrouble.CHANGED)
        given = line.pop("chain", None)
        try:
            self._chain = chained(self._chain, line)
        except (ValueError, RecursionError):  # NaN or infinity, or nesting that is too deep
            raise _Invalid(JournalTrouble.NOT_JSON) from None
        if given != self._chain:
            raise _Invalid(JournalTrouble.CHANGED)
        try:
            self._take_line(line)
        except DamagedCell as damage:
            raise _Invalid(JournalTrouble.CONTENT, damage.column.partition(".")[2]) from None

    def journal(self) -> PortableJournal:
        """The journal, once its last line was taken."""
        if not self.number:
            raise _Invalid(JournalTrouble.NO_JOURNAL)
        if not self._ended:
            raise _Invalid(JournalTrouble.CUT)
        self._check_parents()
        head = self._head
        return PortableJournal(
            learner=head["learner"],
            also=tuple(head.get("also", ())),
            name=head.get("name"),
            program=head["program"],
            scoring=head["scoring"],
            schema=head["schema"],
            own_words=head["own_words"],
            anonymous=head["anonymous"],
            attempts=tuple(self._attempts.values()),
            sources=self._sources,
            practice=tuple(self._practice.values()),
        )

    def _check_parents(self) -> None:
        """Reject cycles: no attempt may branch off itself, directly or through others."""
        acyclic: set[str] = set()
        for attempt in self._attempts.values():
            visited: dict[str, None] = {}
            current: JournalAttempt | None = attempt
            while current is not None and current.id not in acyclic:
                if current.id in visited:
                    raise _Invalid(JournalTrouble.CONTENT, "parent", self._start_lines[current.id])
                visited[current.id] = None
                branch = current.record.branch
                current = None if branch is None else self._attempts.get(branch.parent)
            acyclic |= visited.keys()

    def _parsed(self, raw: bytes) -> Line:
        try:
            text = raw.decode("utf-8-sig" if self.number == 1 else "utf-8")
            line = json.loads(text, object_pairs_hook=self._make_object)
            if isinstance(line, dict):
                return line
        except (ValueError, RecursionError):
            pass
        if self.number == 1:
            raise _Invalid(JournalTrouble.NO_JOURNAL)
        complete = raw.endswith(b"\n") or len(raw) >= _MAX_LINE_BYTES
        raise _Invalid(JournalTrouble.NOT_JSON if complete else JournalTrouble.CUT)

    def _make_object(self, pairs: list[tuple[str, Any]]) -> Line:
        """Make the dict of a JSON object and note duplicate keys, of which Python would silently keep the last."""
        line = dict(pairs)
        self._has_duplicate_keys |= len(line) < len(pairs)
        return line

    def _take_line(self, line: Line) -> None:
        kind = line.get("line")
        if (kind == "journal") != (self.number == 1):
            raise _Invalid(JournalTrouble.PLACE)
        if kind == "journal":
            self._head = _checked_head(line)
            return
        if kind not in (*_TABLES, "end"):
            raise _Invalid(JournalTrouble.CONTENT, "line")
        if kind in ("source", "attempt", "practice", "end"):
            self._finish_attempt()
        if kind == "end":
            if line != {"line": "end", "lines": self.number}:
                raise _Invalid(JournalTrouble.CONTENT, "lines")
            self._ended = True
        elif kind == "source":
            self._take_source(line)
        elif kind == "practice":
            self._take_practice(line)
        elif kind == "attempt":
            if line.get("id") in self._attempts:
                raise _Invalid(JournalTrouble.PLACE)
            self._cells, self._lines, self._start_line = _cells(line), [line], self.number
        else:
            self._take_part(line, str(kind))

    def _take_source(self, line: Line) -> None:
        cells = Cells(tuple(raw := _cells(line)), tuple(raw.values()))
        digest, kind, name, text = (cells[f"sources.{column}"] for column in ("digest", "kind", "name", "text"))
        if not rows.matches_digest(digest, text):
            raise _Invalid(JournalTrouble.CONTENT, "text")
        source = Source(kind, name, digest, text)
        _check_equal([line], list(source_lines([source])))
        if digest in self._sources:
            raise _Invalid(JournalTrouble.PLACE)
        self._sources[digest] = source

    def _take_practice(self, line: Line) -> None:
        event = event_of(Cells(tuple(raw := _cells(line)), tuple(raw.values())))
        _check_equal([line], [practice_line(event)])
        if event.id in self._practice:
            raise _Invalid(JournalTrouble.PLACE)
        self._practice[event.id] = event

    def _take_part(self, line: Line, kind: str) -> None:
        if not self._lines or line.get("attempt_id") != self._cells["attempts.id"]:
            raise _Invalid(JournalTrouble.PLACE)
        raw = _cells(line)
        if kind == "decision":
            self._seq += 1
            raw["decisions.seq"] = self._seq
            row = rows.decision_from(Cells(tuple(raw), tuple(raw.values())))
            _check_equal([line], [decision_line(line["attempt_id"], row)])
            self._decisions.append(row)
        elif kind == "earlier_result":
            self._earlier.append(earlier_result(Cells(tuple(raw), tuple(raw.values()))))
            self._lines.append(line)
        else:
            if any(previous["line"] == kind for previous in self._lines):
                raise _Invalid(JournalTrouble.PLACE)
            raw.pop("attempts.attempt_id", None)
            self._cells |= raw
            self._lines.append(line)

    def _finish_attempt(self) -> None:
        """Build the attempt whose lines were read, if any."""
        if not self._lines:
            return
        raw = {column: self._cells.get(column) for column in _ATTEMPT_COLUMNS}
        raw["attempts.scoring"] = raw["attempts.scoring"] or 1  # an unfinished attempt has none
        cells = Cells(tuple(raw), tuple(raw.values()))
        try:
            attempt = JournalAttempt(
                record=rows.attempt_from(cells, self._decisions),
                decisions=tuple(self._decisions),
                reflection=None if raw["reflections.attempt_id"] is None else reflection(cells),
                earlier=tuple(self._earlier),
            )
            rewritten = [line for line in attempt_lines(attempt) if line["line"] != "decision"]
            _check_equal(self._lines, rewritten)
        except DamagedCell as damage:
            raise _Invalid(JournalTrouble.CONTENT, damage.column.partition(".")[2], self._start_line) from None
        except _Invalid as wrong:
            raise _Invalid(wrong.trouble, wrong.detail, self._start_line) from None
        self._attempts[attempt.id] = attempt
        self._start_lines[attempt.id] = self._start_line
        self._cells, self._decisions, self._earlier, self._lines = {}, [], [], []


def _check_format(line: Line) -> None:
    """Check that a first line belongs to a journal of the version this program reads."""
    kind, _, version = str(line.get("roleplay")).partition("/")
    if kind == "drill":
        raise _Invalid(JournalTrouble.DRILL)
    if kind != "journal":
        raise _Invalid(JournalTrouble.NO_JOURNAL)
    if f"{kind}/{version}" != FORMAT:
        raise _Invalid(JournalTrouble.NEWER, f"{kind}/{version}")


def _checked_head(line: Line) -> Line:
    """The first line, once its values were checked."""
    scoring, also, name = line.get("scoring"), line.get("also", [PLACEHOLDER_ID]), line.get("name", "")
    checks = {
        "program": _is_short(line.get("program")),
        "scoring": type(scoring) is int and scoring > 0,
        "schema": type(line.get("schema")) is int and line["schema"] > 0,
        "learner": isinstance(line.get("learner"), str) and is_learner_id(line["learner"]),
        "also": isinstance(also, list) and also and all(isinstance(id_, str) and is_learner_id(id_) for id_ in also),
        "name": _is_short(name),
        "own_words": type(line.get("own_words")) is bool,
        "anonymous": type(line.get("anonymous")) is bool,
    }
    wrong = [key for key, right in checks.items() if not right]
    wrong += sorted(line.keys() - checks.keys() - {"line", "roleplay"})
    if wrong:
        raise _Invalid(JournalTrouble.CONTENT, wrong[0])
    return line


def _is_short(text: object) -> bool:
    return isinstance(text, str) and len(text) <= MAX_NAME_LENGTH


def _cells(line: Line) -> dict[str, Any]:
    """The values of a line as cells of its table; those missing in the line are ``None``."""
    table = _TABLES[line["line"]]
    cells = {
        f"{table}.{name}": rows.to_json(value) if name in _JSON and value is not None else value
        for name, value in line.items()
        if name != "line"
    }
    if line["line"] == "result":  # these are columns of the attempt, whose other cells must not be emptied
        return cells
    return dict.fromkeys(_COLUMNS[table]) | cells


def _check_equal(lines: list[Line], rewritten: list[Line]) -> None:
    """Check that the lines written from what was read equal the lines read."""
    if lines == rewritten:
        return
    for original, copy in zip_longest(lines, rewritten, fillvalue=Line()):
        wrong = [key for key in (*original, *copy) if original.get(key, ...) != copy.get(key, ...)]
        if wrong:
            raise _Invalid(JournalTrouble.CONTENT, wrong[0])
