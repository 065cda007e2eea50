"""The portable journal as lines of JSON, each chained to the previous one by a digest; `journal_file` reads them.

The first line says whose journal it is and what wrote it, the last one how many lines there are. Between them each
line is an event: first the texts that were played, then attempt by attempt its decisions, result and reflection, then
all other practice. Every line has a ``chain``: the SHA-256, in hex, of the chain of the previous line (empty for the
first), a newline, and the line itself as canonical JSON without its chain: keys sorted, no spaces, in ASCII. This
detects lines that were changed, removed, added or moved, and files that were truncated. It does not prove who wrote
the file: anyone who rewrites all of it can recompute every digest.

The form is canonical: the same record always gives the same bytes, and writing what was read reproduces the file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from roleplay.reading.contents import Source
from roleplay.records import rows
from roleplay.records.journal import JournalAttempt, PortableJournal
from roleplay.records.model import AttemptResult, DecisionRecord
from roleplay.records.practice import PracticeEvent
from roleplay.text.json_text import json_line

FORMAT = "journal/1"
_CANONICAL = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)
Line: TypeAlias = dict[str, Any]


def journal_text(journal: PortableJournal) -> str:
    """The content of a journal file, to be encoded as UTF-8."""
    chain, written = "", list[str]()
    lines = [head_line(journal), *source_lines(journal.sources.values())]
    for attempt in journal.attempts:
        lines += attempt_lines(attempt)
    lines += map(practice_line, journal.practice)
    lines.append({"line": "end", "lines": len(lines) + 1})
    for line in lines:
        chain = chained(chain, line)
        parts = (f"{json_line(key)}:{json_line(value)}" for key, value in {**line, "chain": chain}.items())
        written.append(f"{{{','.join(parts)}}}\n")
    return "".join(written)


def chained(chain: str, line: Mapping[str, Any]) -> str:
    """The chain of ``line``, if ``chain`` is the previous line's. Raises ValueError for a number JSON cannot hold."""
    return hashlib.sha256(f"{chain}\n{_CANONICAL.encode(dict(line))}".encode()).hexdigest()


def _line_of(line: str, **values: Any) -> Line:
    """A line of the kind ``line``; values that are ``None`` are omitted."""
    return {"line": line, **{name: value for name, value in values.items() if value is not None}}


def head_line(journal: PortableJournal) -> Line:
    """The first line: whose journal it is, what wrote it, and what it contains."""
    return _line_of(
        "journal",
        roleplay=FORMAT,
        program=journal.program,
        scoring=journal.scoring,
        schema=journal.schema,
        learner=journal.learner,
        also=list(journal.also) or None,
        name=journal.name,
        own_words=journal.own_words,
        anonymous=journal.anonymous,
    )


def source_lines(sources: Iterable[Source]) -> Iterator[Line]:
    """The lines of the texts, sorted by digest."""
    for source in sorted(sources, key=lambda source: source.digest):
        yield _line_of("source", digest=source.digest, kind=source.kind, name=source.id, text=source.text)


def attempt_lines(attempt: JournalAttempt) -> Iterator[Line]:
    """The lines of an attempt: its setup, every decision, its results and its reflection."""
    record, said, id_ = attempt.record, attempt.reflection, attempt.id
    yield _line_of(
        "attempt",
        id=id_,
        scenario_id=record.scenario_id,
        bundle=[list(ref) for ref in record.bundle],
        seed=str(record.seed),
        mode=record.mode,
        language=record.language,
        personas=dict(record.personas),
        options=dict(record.options),
        started_at=rows.stamp(record.started_at),
        abandoned_at=None if record.abandoned_at is None else rows.stamp(record.abandoned_at),
        hints=record.hints,
        parent=None if record.branch is None else record.branch.parent,
        branch_turn=None if record.branch is None else record.branch.turn,
    )
    for row in attempt.decisions:
        yield decision_line(id_, row)
    for earlier in attempt.earlier:
        yield _line_of("earlier_result", attempt_id=id_, **_result_fields(earlier))
    if record.result is not None and record.ended_at is not None:
        yield _line_of("result", attempt_id=id_, ended_at=rows.stamp(record.ended_at), **_result_fields(record.result))
    if said is not None:
        yield _line_of(
            "reflection",
            attempt_id=id_,
            before_score=said.before_score,
            goal=said.goal,
            at=rows.stamp(said.at),
            goal_at=None if said.goal_at is None else rows.stamp(said.goal_at),
            goal_ended_at=None if said.goal_ended_at is None else rows.stamp(said.goal_ended_at),
        )
    if (answered := record.answered) is not None:
        yield _line_of(
            "goal_answer",
            attempt_id=id_,
            from_attempt=answered.from_attempt,
            goal=answered.goal,
            answer=answered.answer.value,
            at=rows.stamp(answered.at),
        )


def decision_line(attempt_id: str, row: DecisionRecord) -> Line:
    """The line of one decision."""
    decision = row.decision
    return _line_of(
        "decision",
        attempt_id=attempt_id,
        position=row.position,
        node=decision.node,
        choice=decision.choice,
        shown=list(decision.shown),
        language=decision.language,
        own_words=decision.own_words,
        sure=decision.sure,
        guess=decision.guess,
        at=rows.stamp(row.at),
        undone_at=None if row.undone_at is None else rows.stamp(row.undone_at),
    )


def _result_fields(result: AttemptResult) -> Line:
    return {"scoring": result.scoring, "outcome": json.loads(rows.result_to_json(result))}


def practice_line(event: PracticeEvent) -> Line:
    """The line of an event of other practice."""
    return _line_of(
        "practice",
        id=event.id,
        kind=event.kind,
        about=event.about,
        scenario_id=event.scenario_id,
        at=rows.stamp(event.at),
        data=dict(event.data),
    )
