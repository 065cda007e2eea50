"""``roleplay push`` against a real Ralph process on this machine."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from campaign_size import short_or_long
from command_runs import RunResult, run
from ralph_store import RalphStore, count_valid, needs_ralph
from roleplay.presenting.xapi.names import verb_iri
from roleplay.web.lrs.credentials import credentials
from roleplay.web.lrs.endpoint import endpoint_of
from roleplay.web.lrs.push import Push, PushResult, Stop
from roleplay.web.lrs.transport import HttpTransport
from roleplay.web.lrs.waiting import Wait
from statement_desk import desk_workspace, play

pytestmark = [pytest.mark.slow, needs_ralph, pytest.mark.xdist_group("ralph")]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RalphStore]:
    """A shared store for the tests that only add to it."""
    store = RalphStore(tmp_path_factory.mktemp("store") / "ralph")
    store.start()
    yield store
    store.kill()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with various plays: finished, taken back, paused, given up, left open, and a branch."""
    root = tmp_path_factory.mktemp("desk")
    with desk_workspace(root) as workspace:
        whole = play(workspace, "wait", "-", "sit", "pause", "today")
        given_up = play(workspace, "sit")
        workspace.store.abandon(given_up.journal.attempt_id or "")
        play(workspace, "lie")
        play(workspace, "sit")
        workspace.branch(whole, 1, "zh")
    return root / "home"


def push(home: Path, store: RalphStore, *words: str) -> RunResult:
    return run(home, "push", "--lrs", store.url, *words, env=store.credentials)


def exported(home: Path, *words: str) -> list[str]:
    return run(home, "export", "--format", "xapi", *words).lines


def test_ralphs_models_accept_every_statement(home: Path) -> None:
    lines = exported(home, "--own-words", "--cohort", "春季班")
    assert count_valid(lines) == len(lines) > 15
    invalid = json.loads(lines[0])
    invalid["context"]["extensions"] = {"mode": "practice"}  # not an IRI: the models must reject it
    with pytest.raises(AssertionError):
        count_valid([json.dumps(invalid)])


def test_everything_is_there_once_and_can_be_queried(home: Path, running: RalphStore) -> None:
    sent = {statement["id"]: statement for statement in map(json.loads, exported(home))}
    assert push(home, running).code == 0
    for path in (home / "pushed").iterdir():  # everything is forgotten, and sent again
        path.unlink()
    assert push(home, running).code == 0
    stored = running.stored
    assert sorted(statement["id"] for statement in stored) == sorted(sent)
    given = ("actor", "verb", "object", "result", "context", "timestamp", "version")
    for statement in stored:
        assert {key: statement.get(key) for key in given} == {key: sent[statement["id"]].get(key) for key in given}
    registration = next(iter(sent.values()))["context"]["registration"]
    assert {s["id"] for s in running.query(registration=registration)} == {
        id_ for id_, s in sent.items() if s["context"]["registration"] == registration
    }
    assert {s["id"] for s in running.query(agent=json.dumps(stored[0]["actor"]))} == set(sent)
    (match,) = running.query(statementId=stored[3]["id"])
    assert match == stored[3]


def test_a_differing_statement_stays_and_own_words_are_added(home: Path, running: RalphStore) -> None:
    push(home, running)
    before = running.stored
    ran = push(home, running, "--own-words")
    assert ran.code == 0, ran.err
    drafts = running.stored[len(before) :]
    assert {statement["verb"]["id"] for statement in drafts} == {verb_iri("responded")}
    for path in (home / "pushed").iterdir():
        path.unlink()
    ran = push(home, running, "--cohort", "other")
    assert ran.code == 1
    assert "already has different statements" in ran.err
    assert running.stored[: len(before)] == before


def test_denied_access_is_reported(home: Path, running: RalphStore) -> None:
    who = {**running.credentials, "ROLEPLAY_LRS_PASSWORD": "wrong"}
    for path in (home / "pushed").iterdir():
        path.unlink()
    run(home, "push", "--lrs", running.url, env=who).fails("refuses access (401)")
    run(home, "push", "--lrs", running.url.removesuffix("/xAPI"), env=running.credentials).fails("(404)", "/xAPI")


# -- a long backlog, and a store that goes down ---------------------------------------------------------------


def backlog(home: Path, count: int, kind: int) -> list[dict[str, Any]]:
    """``count`` statements: those of the record, with new ids that contain the ``kind``."""
    lines = exported(home)
    generated = []
    for number in range(count):
        statement = json.loads(lines[number % len(lines)])
        statement["id"] = f"00000000-0000-5000-8{kind:03x}-{number:012x}"
        generated.append(statement)
    return generated


def stored_ids(store: RalphStore, statements: Sequence[dict[str, Any]]) -> list[str]:
    """How often each of these ids is in the store."""
    ids = {statement["id"] for statement in statements}
    return [statement["id"] for statement in store.stored if statement["id"] in ids]


class Pushing:
    """A push over a real connection without waiting, with an action after a certain number of statements."""

    def __init__(
        self,
        store: RalphStore,
        at: int = 0,
        then: Callable[[], None] = lambda: None,
        sleep: Callable[[float], None] = lambda seconds: None,
    ) -> None:
        self.waits: list[float] = []
        self._sleep = sleep
        self._transport = HttpTransport(endpoint_of(store.url), credentials(store.url, store.credentials))
        wait = Wait(self._wait, lambda: datetime.now(UTC), lambda: 1.0)
        self._push = Push(self._transport, wait, progress=self._passed)
        self._at, self._then, self._count = at, then, 0

    def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self._sleep(seconds)

    def _passed(self, count: int) -> None:
        before, self._count = self._count, self._count + count
        if before < self._at <= self._count:
            self._then()

    def send(self, statements: Sequence[dict[str, Any]]) -> PushResult:
        with closing(self._transport):
            return self._push.send(statements)


def test_a_store_that_is_killed_and_restarted_has_everything_once(home: Path, running: RalphStore) -> None:
    count = short_or_long(600, 10_000)
    statements = backlog(home, count, 1)
    first = Pushing(running, count // 2, running.kill)
    result = first.send(statements)
    assert result.stopped is not None
    assert (result.stopped.stop, result.refused) == (Stop.UNREACHABLE, ())
    assert 0 < result.acknowledged < count
    assert len(first.waits) == 5  # it waited before giving up
    assert len(stored_ids(running, statements)) == result.acknowledged  # it has everything it acknowledged
    running.start()
    result = Pushing(running).send(statements)  # as if nothing had been saved: send everything again
    assert (result.acknowledged, result.refused, result.differing, result.stopped) == (count, (), (), None)
    stored = stored_ids(running, statements)
    assert (len(stored), len(set(stored))) == (count, count)


def test_a_store_that_restarts_in_time_is_not_noticed(home: Path, running: RalphStore) -> None:
    statements = backlog(home, 300, 2)
    result = Pushing(running, 100, running.kill, lambda seconds: running.start()).send(statements)
    assert (result.acknowledged, result.stopped) == (300, None)
    stored = stored_ids(running, statements)
    assert (len(stored), len(set(stored))) == (300, 300)


def test_it_names_the_refused_statement(home: Path, running: RalphStore) -> None:
    statements = backlog(home, 50, 3)
    del statements[17]["actor"]
    statements[31]["verb"] = {"display": {}}
    result = Pushing(running).send(statements)
    assert result.acknowledged == 48
    assert [refusal.statement for refusal in result.refused] == [statements[17], statements[31]]
    assert "actor: Field required" in result.refused[0].reason
    assert result.refused[0].status == 422
