"""Parallel work on many items, in as many processes as there are processors."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Maximum number of processes: more only wait for one another.
_MOST = 8


class _Worker(NamedTuple):
    """A process that works on a share: its id, the descriptor its results come from, and the items' numbers."""

    process: int
    results: int
    share: Sequence[int]


def parallel_map(
    work: Callable[[Item], Result], items: Sequence[Item], weight: Callable[[Item], int], processes: int | None = None
) -> list[Result]:
    """The result of ``work`` for each item, in the order of the items.

    ``weight`` estimates how long an item takes. ``work`` must be able to run in another process: its result is copied
    back, any other effect is lost. A share whose process fails is done again in this process, so that an error is
    raised as it would be without. If processes can't be forked safely, all is done in this process.
    """
    count = min(processes or _processors(), len(items), _MOST)
    if count < 2 or not hasattr(os, "fork") or threading.active_count() > 1:
        return [work(item) for item in items]
    own, *others = _shares([weight(item) for item in items], count)
    workers = [_start(work, items, share) for share in others]
    try:
        done = {number: work(items[number]) for number in own}
        while workers:
            worker = workers.pop(0)
            done |= _results(worker) or {number: work(items[number]) for number in worker.share}
    finally:  # after an error here, or Ctrl+C, do not wait for the others
        for worker in workers:
            _stop(worker)
    return [done[number] for number in range(len(items))]


def _processors() -> int:
    """The number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _shares(weights: Sequence[int], count: int) -> list[list[int]]:
    """The numbers of the items in shares of similar weight: the heaviest first, each to the lightest share."""
    shares: list[list[int]] = [[] for _ in range(count)]
    loads = [0] * count
    for number in sorted(range(len(weights)), key=lambda number: -weights[number]):
        lightest = loads.index(min(loads))
        shares[lightest].append(number)
        loads[lightest] += weights[number] + 1
    return shares


def _start(work: Callable[[Item], Result], items: Sequence[Item], share: Sequence[int]) -> _Worker:
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return _Worker(process, reading, share)
    # In the child process: nothing of the parent's code must run on, not even its exit handlers.
    code = 1
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as results:
            pickle.dump({number: work(items[number]) for number in share}, results)
        code = 0
    finally:
        os._exit(code)


def _stop(worker: _Worker) -> None:
    os.close(worker.results)
    os.kill(worker.process, signal.SIGKILL)
    os.waitpid(worker.process, 0)


def _results(worker: _Worker) -> dict[int, Result] | None:
    """The results of a process; ``None`` if it failed."""
    with os.fdopen(worker.results, "rb") as results:
        content = results.read()
    _, status = os.waitpid(worker.process, 0)
    return None if status else pickle.loads(content)
