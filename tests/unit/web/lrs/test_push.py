"""Batches, refusals, waiting: against a scripted store, with a fake clock."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from unittest import mock

import pytest

from fake_store import FakeStore, Script, always, in_turn, refusing
from roleplay.web.lrs.answers import StoreAnswer, Unreachable
from roleplay.web.lrs.push import MOST, TRIES, Push, PushResult, Stop, Stopped, batches
from roleplay.web.lrs.waiting import Wait, retry_after_seconds

Statement = dict[str, Any]
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Pushed:
    """A finished push: its result, the settled ids, the waiting times."""

    def __init__(self, store: FakeStore, statements: Iterable[Statement], chance: float = 1.0) -> None:
        self.waits: list[float] = []
        self.settled: list[str] = []
        self.progress = 0
        push = Push(store, Wait(self.waits.append, lambda: NOW, lambda: chance), self.settled.extend, self.advance)
        self.result: PushResult = push.send(statements)

    def advance(self, count: int) -> None:
        self.progress += count


def some_statements(count: int, **more: object) -> list[Statement]:
    return [{"id": f"s{number}", "verb": {"id": "said"}, **more} for number in range(count)]


def push_with(script: Script, count: int = 10) -> tuple[FakeStore, Pushed]:
    store = FakeStore(script)
    return store, Pushed(store, some_statements(count))


def test_everything_is_sent_in_batches_and_acknowledged() -> None:
    store = FakeStore()
    push = Pushed(store, some_statements(2 * MOST + 1))
    assert store.posts == [MOST, MOST, 1]
    assert push.result == PushResult(2 * MOST + 1, (), (), None)
    assert (len(push.settled), push.progress, push.waits) == (2 * MOST + 1, 2 * MOST + 1, [])
    assert Pushed(FakeStore(), []).result == PushResult(0, (), (), None)


def test_a_batch_is_small_in_bytes_too_and_holds_one_at_least() -> None:
    sizes = [len(batch) for batch in batches(some_statements(5, text="长" * 80_000))]
    assert sizes == [2, 2, 1]
    assert [len(batch) for batch in batches(some_statements(2, text="x" * 600_000))] == [1, 1]


def test_sending_again_does_no_harm() -> None:
    store = FakeStore()
    first, second = Pushed(store, some_statements(5)), Pushed(store, some_statements(7))
    assert (first.result.acknowledged, second.result.acknowledged) == (5, 7)
    assert len(store.stored) == 7


@pytest.mark.parametrize("status", [400, 413, 422, 500])
def test_refused_statements_are_found_and_the_rest_is_sent(status: int) -> None:
    store, push = push_with(refusing("s3", "s8", status=status))
    assert [refusal.statement["id"] for refusal in push.result.refused] == ["s3", "s8"]
    assert {refusal.status for refusal in push.result.refused} == {status}
    assert push.result.refused[0].reason == "no \x1b[31mthanks"  # untrusted text, made safe where it is shown
    assert push.result.acknowledged == len(store.stored) == 8
    assert "s3" not in push.settled
    assert push.progress == 10


def test_differing_statements_are_named_and_left_alone() -> None:
    store = FakeStore()
    store.stored["s4"] = {"id": "s4", "verb": {"id": "other"}}
    push = Pushed(store, some_statements(10))
    assert push.result == PushResult(9, (), ("s4",), None)
    assert store.stored["s4"]["verb"]["id"] == "other"
    assert "s4" in push.settled  # the store will never accept another one


def test_a_store_that_answers_conflict_to_the_same_statement_has_it() -> None:
    def strict(batch: list[Statement]) -> StoreAnswer | None:
        return StoreAnswer(409) if any(statement["id"] in store.stored for statement in batch) else None

    store = FakeStore(strict)
    store.stored.update((s["id"], {**s, "stored": "2026"}) for s in some_statements(3))
    push = Pushed(store, some_statements(10))
    assert push.result == PushResult(10, (), (), None)


def test_only_what_the_store_names_or_lets_be_read_is_acknowledged() -> None:
    def partly(batch: list[Statement]) -> StoreAnswer:
        accepted = batch[: len(batch) // 2]
        store.stored.update((s["id"], s) for s in accepted)
        return StoreAnswer(200, json.dumps([s["id"] for s in accepted]).encode())

    store = FakeStore(partly)
    push = Pushed(store, some_statements(10))
    assert push.result == PushResult(9, (), (), None, ("s9",))
    assert (sorted(push.settled), push.progress) == (sorted(store.stored), 10)
    store = FakeStore(always(StoreAnswer(200, b"[]")))
    store.stored["s1"] = some_statements(2)[1]
    push = Pushed(store, some_statements(3))
    assert (push.result, push.settled) == (PushResult(1, (), (), None, ("s0", "s2")), ["s1"])


def test_a_server_that_accepts_everything_and_stores_nothing_is_detected() -> None:
    store = FakeStore(always(StoreAnswer(204)))
    push = Pushed(store, some_statements(3))
    assert (push.result, push.settled) == (PushResult(0, (), (), None, ("s0", "s1", "s2")), [])
    store.stored.update((s["id"], s) for s in some_statements(3))  # a store that has them all gives the same answer
    with mock.patch.object(store, "get", side_effect=store.get) as get:
        assert Pushed(store, some_statements(3)).result == PushResult(3, (), (), None)
    assert get.call_count == 1
    with mock.patch.object(store, "get", return_value=StoreAnswer(403)):  # trusted if unreadable
        assert Pushed(store, some_statements(3)).result == PushResult(3, (), (), None)


@pytest.mark.parametrize("answer", [StoreAnswer(403), StoreAnswer(404), StoreAnswer(200, b"<html>")])
def test_an_unreadable_statement_is_not_called_differing_and_is_sent_again(answer: StoreAnswer) -> None:
    store = FakeStore(always(StoreAnswer(409)))
    with mock.patch.object(store, "get", return_value=answer) as get:
        push = Pushed(store, some_statements(3))
    assert (push.result, push.settled) == (PushResult(0, (), (), None, ("s0", "s1", "s2")), [])
    assert get.call_count == (1 if answer.status == 403 else 3)


def test_the_same_time_in_another_format_is_equal() -> None:
    store = FakeStore(always(StoreAnswer(409)))
    for stored_time, same in (
        ("2026-03-02T09:00:58.200000Z", 1),
        ("2026-03-02T10:00:58.2+01:00", 1),
        ("2026-03-02", 0),
    ):
        store.stored["s0"] = {**some_statements(1)[0], "timestamp": stored_time}
        push = Pushed(store, some_statements(1, timestamp="2026-03-02T09:00:58.200Z"))
        assert (push.result.acknowledged, len(push.result.differing)) == (same, 1 - same)


def test_a_temporarily_failing_store_is_retried_at_growing_intervals() -> None:
    _, push = push_with(in_turn(*[StoreAnswer(503)] * 4))
    assert push.result.acknowledged == 10
    assert push.waits == [1, 2, 4, 8]
    assert Pushed(FakeStore(in_turn(StoreAnswer(502))), some_statements(1), chance=0.0).waits == [0.5]


def test_it_waits_as_long_as_the_store_asks() -> None:
    later = StoreAnswer(429, retry_after="Mon, 02 Mar 2026 09:01:30 GMT")
    _, push = push_with(in_turn(StoreAnswer(429, retry_after="7"), later))
    assert (push.waits, push.result.acknowledged) == ([7, 90], 10)
    _, push = push_with(always(StoreAnswer(429, retry_after="3600")))
    assert (push.waits, push.result.stopped) == ([], Stopped(Stop.LATER, 429, 3600))


def test_a_date_is_compared_with_the_stores_own_clock() -> None:
    busy = StoreAnswer(503, b"", "Sat, 02 Mar 2041 09:00:20 GMT", "Sat, 02 Mar 2041 09:00:00 GMT")
    _, push = push_with(in_turn(busy, busy._replace(date="soon")))
    assert push.waits == [20]
    assert push.result.stopped is not None  # by our own clock it would be fifteen years
    assert push.result.stopped.stop is Stop.LATER


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("7", 7), (" 0 ", 0), ("", None), ("soon", None), ("-1", None), ("1.5", None), ("٣", None),
     ("1 Jan 2026 1000000000000000000000:00:00 GMT", None),
     ("Mon, 02 Mar 2026 08:00:00 GMT", 0), ("Mon, 02 Mar 2026 09:01:30", None)],
)  # fmt: skip
def test_retry_after_headers_are_parsed(text: str, seconds: float | None) -> None:
    assert retry_after_seconds(text, NOW) == seconds


def test_a_lost_connection_is_retried_and_nothing_is_stored_twice() -> None:
    def lost_after_it_was_kept(batch: list[Statement]) -> Unreachable | None:
        if len(store.posts) == 1:
            store.stored.update((s["id"], s) for s in batch)
            return Unreachable("broken")
        return None

    store = FakeStore(lost_after_it_was_kept)
    push = Pushed(store, some_statements(10))
    assert (push.result.acknowledged, push.waits, len(store.stored)) == (10, [1], 10)


def test_a_truncated_list_of_ids_is_a_lost_connection() -> None:
    _, push = push_with(in_turn(StoreAnswer(200, b'["s0","s')))
    assert (push.result.acknowledged, push.waits) == (10, [1])


def test_a_store_that_never_answered_is_given_up_soon_and_one_that_did_is_waited_for() -> None:
    _, push = push_with(always(Unreachable("refused")))
    assert (push.result.stopped, push.waits) == (Stopped(Stop.UNREACHABLE, why="refused"), [1])
    store = FakeStore(lambda batch: Unreachable("timeout") if len(store.posts) > 1 else None)
    push = Pushed(store, some_statements(MOST + 1))
    assert (push.result.acknowledged, push.result.stopped) == (MOST, Stopped(Stop.UNREACHABLE, why="timeout"))
    assert len(push.waits) == TRIES - 1


def test_a_certificate_error_is_not_retried() -> None:
    _, push = push_with(always(Unreachable("certificate")))
    assert (push.result.stopped, push.waits) == (Stopped(Stop.UNREACHABLE, why="certificate"), [])


@pytest.mark.parametrize(
    ("status", "stop"),
    [(401, Stop.DENIED), (403, Stop.DENIED), (404, Stop.NO_STORE), (405, Stop.NO_STORE), (301, Stop.MOVED),
     (200, Stop.NO_STORE)],
)  # fmt: skip
def test_an_error_independent_of_statements_ends_it_at_once(status: int, stop: Stop) -> None:
    store, push = push_with(always(StoreAnswer(status, b"<html>welcome</html>")))
    assert (push.result.stopped, len(store.posts), push.settled) == (Stopped(stop, status), 1, [])


@pytest.mark.parametrize("body", [b'["other"]', b'{"a": 1}', b"", b"[" * 100_000, b"\xff"])
def test_only_a_store_answers_with_ids_of_ours(body: bytes) -> None:
    _, push = push_with(always(StoreAnswer(200, body)))
    assert push.result.stopped == Stopped(Stop.NO_STORE, 200)


def test_a_store_that_fails_at_everything_is_left_alone() -> None:
    store, push = push_with(always(StoreAnswer(500)), 1000)
    assert (push.result.stopped, push.result.refused) == (Stopped(Stop.FAILING, 500), ())
    assert len(store.posts) < 40
    _, push = push_with(always(StoreAnswer(503)))
    assert push.result.stopped == Stopped(Stop.FAILING, 503)


def test_a_store_that_refuses_everything_is_not_asked_a_thousand_times() -> None:
    store, push = push_with(always(StoreAnswer(400, b"no")), 1000)
    assert push.result.stopped == Stopped(Stop.REFUSES_ALL, 400)
    assert len(store.posts) < 100


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"detail": "x"}', "x"),
        (b'{"message": "a\\nb"}', "a b"),
        (b'{"detail": [{"loc": ["body", 0, "actor"], "msg": "Field required"}]}', "actor: Field required"),
        (b'"plain"', "plain"),
        (b"<b>bad</b>", "<b>bad</b>"),
        (b"x" * 9999, "x" * 300),
        (b"", ""),
        (b"[1, 2]", "[1, 2]"),
    ],
)
def test_a_reason_is_one_short_line(body: bytes, reason: str) -> None:
    _, push = push_with(lambda batch: StoreAnswer(400, body) if batch[0]["id"] == "s0" else None, 2)
    assert push.result.refused[0].reason == reason


def test_after_an_interrupt_its_progress_is_known() -> None:
    def stop(batch: list[Statement]) -> None:
        if len(store.posts) == 2:
            raise KeyboardInterrupt

    store = FakeStore(stop)
    settled: list[str] = []
    push = Push(store, Wait(lambda seconds: None, lambda: NOW, lambda: 1.0), settled.extend)
    with pytest.raises(KeyboardInterrupt):
        push.send(some_statements(3 * MOST))
    assert (push.acknowledged, len(settled)) == (MOST, MOST)


def test_statements_are_generated_lazily() -> None:
    generated: list[int] = []

    def generate() -> Any:
        for number, statement in enumerate(some_statements(1000)):
            generated.append(number)
            yield statement

    def record_posts(batch: list[Statement]) -> None:
        seen.append(len(generated))

    seen: list[int] = []
    Pushed(FakeStore(record_posts), generate())
    assert seen[0] <= MOST + 1
