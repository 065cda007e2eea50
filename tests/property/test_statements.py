"""Whatever was played and taken back, its statements obey the rules of xAPI."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from roleplay.engine import legal
from roleplay.presenting.xapi.names import extension
from roleplay.presenting.xapi.played import played_attempt, scene_text
from roleplay.presenting.xapi.rules import broken_rules
from roleplay.presenting.xapi.statements import StatementActor, statements
from roleplay.records.model import AttemptRecord, DecisionRecord, SourceRef
from roleplay.session import Decision
from strategies import Run, runs, thorough

BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)
#: Seconds between lines: within a sitting, longer than any sitting, and of a clock that was set back.
GAPS = (0, 7, 3599, 3601, 90_000, -5)


def at(seconds: int) -> datetime:
    return BEGUN + timedelta(seconds=seconds)


@given(runs(), st.data())
@thorough
def test_statements_keep_the_rules(run: Run, data: st.DataObject) -> None:
    rows: list[DecisionRecord] = []
    clock = 0
    returns = []
    for position, (state, choice) in enumerate(zip(run.states, run.decisions, strict=False)):
        before = data.draw(st.sampled_from([(), legal(state)[:1], legal(state)[-1:] * 2]))
        for line, is_kept in (*((line, False) for line in before), (choice, True)):
            clock += data.draw(st.sampled_from(GAPS))
            words = "my words" if clock % 2 else None
            decision = Decision(line, "zh", words, sure=clock % 3 + 1, shown=tuple(legal(state)))
            rows.append(DecisionRecord(len(rows), position, at(clock), decision, None if is_kept else at(clock)))
            if clock % 5 == 0:
                returns.append(at(clock))
    ended = at(clock + 3)
    finished = run.states[-1].over
    record = AttemptRecord(
        id="attempt",
        scenario_id="scene",
        bundle=(),
        seed=run.seed,
        mode="practice",
        language="zh",
        personas={},
        options={},
        started_at=BEGUN,
        kept=tuple(row for row in rows if row.undone_at is None),
        taken_back=sum(row.undone_at is not None for row in rows),
        ended_at=ended if finished else None,
        abandoned_at=None if finished else ended,
    )
    text = scene_text(run.world.bundle, (SourceRef("scenario", "scene", "ab" * 32),), {})
    played = played_attempt(text, record, rows, returns)
    exported = statements(played, StatementActor("learner", own_words=True))
    assert broken_rules(exported) == []
    assert json.dumps(statements(played, StatementActor("learner", own_words=True))) == json.dumps(exported)
    answers = [statement for statement in exported if statement["verb"]["id"].endswith("/answered")]
    assert [answer["result"]["response"] for answer in answers] == [row.decision.choice for row in rows]
    verdict = [s for s in exported if s["verb"]["id"].endswith(("/passed", "/failed"))]
    assert len(verdict) == finished
    for each in verdict:
        lead = played.card.rubrics[0].score
        assert ("score" in each["result"]) is (lead is not None)
        assert each["result"]["extensions"][extension("ending")] == run.states[-1].passage.id
