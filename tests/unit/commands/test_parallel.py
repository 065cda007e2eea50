"""Work in several processes: the same results in the same order, whatever happens to a process."""

from __future__ import annotations

import os
import threading
from contextlib import suppress

import pytest

from roleplay.commands.parallel import parallel_map


@pytest.fixture(autouse=True)
def single_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend that there is only one thread: the test runner may have others."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def test_results_of_several_processes_come_in_the_order_of_the_items() -> None:
    done = parallel_map(lambda item: (item * item, os.getpid()), range(7), lambda item: item, processes=3)
    assert [square for square, _ in done] == [item * item for item in range(7)]
    processes = {process for _, process in done}
    assert len(processes) == 3
    assert os.getpid() in processes


def test_heavy_items_are_distributed() -> None:
    done = parallel_map(lambda item: os.getpid(), [90, 1, 1, 100, 1], lambda item: item, processes=2)
    assert done[0] != done[3]


def test_the_share_of_a_dead_process_is_redone_here() -> None:
    here = os.getpid()

    def work(item: int) -> int:
        if os.getpid() != here:
            os._exit(3)
        return item

    assert parallel_map(work, range(4), lambda item: 1, processes=2) == [0, 1, 2, 3]


def test_an_error_is_raised_unchanged() -> None:
    def work(item: int) -> int:
        raise KeyError(item)

    with pytest.raises(KeyError):
        parallel_map(work, range(4), lambda item: 1, processes=2)


def test_with_one_item_one_processor_or_another_thread_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def process_of(item: int) -> int:
        return os.getpid()

    assert parallel_map(process_of, [1], lambda item: 1, processes=4) == [os.getpid()]
    assert {*parallel_map(process_of, [1, 2], lambda item: 1, processes=1)} == {os.getpid()}
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert {*parallel_map(process_of, [1, 2], lambda item: 1, processes=4)} == {os.getpid()}


@pytest.mark.parametrize("fails", [False, True])
def test_nothing_stays_behind(monkeypatch: pytest.MonkeyPatch, fails: bool) -> None:
    started: list[int] = []
    fork = os.fork

    def noted_result() -> int:
        process = fork()
        started.append(process)
        return process

    def work(item: int) -> int:
        if fails:
            raise KeyError(item)
        return item

    monkeypatch.setattr(os, "fork", noted_result)
    with suppress(KeyError):
        parallel_map(work, range(6), lambda item: 1, processes=3)
    assert len(started) == 2
    for process in started:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)
