"""A class of 500 phones on one laptop: is every vote counted once, how long does it take, does the screen stay fast?

``roleplay drill --phones`` runs a whole scene on a terminal of 80×24; the phones are another process on loopback, each
with its own address, while the facilitator's keys are pressed. Then the journal is read: every vote that was
acknowledged to a phone must be in it exactly once. It runs again with a fifth of the phones dropping out.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import roleplay
from benchmarks.figures import figure, percentile
from benchmarks.terminal import Terminal
from roleplay.drill.ballot import BallotId
from roleplay.drill.stage import VOTING, Phase, Stage
from roleplay.locales import catalogue
from roleplay.presenting.drill.board import LETTERS
from roleplay.records.drill_file import journals
from roleplay.workspace import drills

SCENE = "angry-customer"
VOTERS = 500
#: Share of the phones that drop out and return.
DROPPING = 0.2
#: Seconds that a vote stays open: the time within which phones vote, and some more for those that were away.
OPEN = 8.0
_SOURCE = Path(roleplay.__file__).parents[1]
_HERE = Path(__file__).parents[1]


class Classroom:
    """A drill in a terminal with a crowd of phones."""

    def __init__(self, folder: Path, voters: int, dropping: float) -> None:
        self.voters = voters
        self.words = catalogue("en")
        self.keys: list[float] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        env |= {"ROLEPLAY_HOME": str(folder), "PYTHONPATH": os.pathsep.join((str(_SOURCE), str(_HERE)))}
        words = f"-m roleplay drill {SCENE} --phones --address 127.0.0.1 --port {self.port} --seed 1 --lang en"
        self.terminal = Terminal([sys.executable, *words.split()], env, 80, 24)
        self.terminal.frame(f":{self.port}")
        self.drill = drills.FollowedDrill(journals(folder / "drills")[0])
        self.terminal.settled(0.5)
        crowd = [self.port, self.drill.header["code"], voters, dropping, 1]
        self.crowd = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.voters", *map(str, crowd)],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def paint_until(self, holds: Callable[[], bool], seconds: float) -> None:
        """Process the program's output until ``holds()`` is true or the time is over."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.drill.catch_up()
            if holds():
                return
            self.terminal.read(0.05)

    def has_left(self, stage: Stage) -> bool:
        """Whether the drill has moved on from ``stage``."""
        return self.drill.room.stage != stage

    def press(self, key: str, *markers: str) -> None:
        """Press a key and wait until one of the ``markers`` is painted, ignoring other output."""
        while self.terminal.read(0.0):
            pass
        since, began = len(self.terminal.raw), time.perf_counter()
        self.terminal.send(key)
        while not any(marker in self.terminal.text(since) for marker in markers):
            if time.perf_counter() - began > 10:
                raise RuntimeError(f"no answer to {key!r}: {self.terminal.text(since)[-300:]!r}")
            self.terminal.read(0.01)
        self.keys.append((time.perf_counter() - began) * 1000)

    def play(self) -> None:
        """Play from the lobby to the debrief: vote in every round, and press other keys while votes come in."""
        phases = {phase: self.words(f"drill.phase.{phase}") for phase in Phase}
        self.paint_until(lambda: len(self.drill.room.people) == self.voters, 60)
        for _ in range(200):
            self.drill.catch_up()
            room = self.drill.room
            if room.phase is Phase.DEBRIEF:
                return
            if room.phase in VOTING:
                self.paint_until(lambda: False, 1.5)
                self.press("p", self.words("drill.pause.title"))
                self.press("p", phases[room.phase])
                self.paint_until(lambda: False, OPEN - 1.5)
            stage = room.stage
            if room.phase is Phase.REVEAL and stage.lead is None:
                self.press("1", LETTERS[0])
            else:
                others = [name for phase, name in phases.items() if phase is not room.phase]
                self.press("\r", *others)
            self.paint_until(partial(self.has_left, stage), 5)
        raise RuntimeError("the drill did not come to its debrief")

    def end(self) -> tuple[dict[str, Any], float]:
        """Stop the phones; returns their log, and the peak memory of the drill in MiB."""
        peak = self.terminal.peak()
        out, _ = self.crowd.communicate()
        self.drill.catch_up()
        crowd: dict[str, Any] = json.loads(out)
        return crowd, peak


def count_wrong_votes(drill: drills.FollowedDrill, counted: Sequence[tuple[int, str, str]]) -> int:
    """The number of acknowledged votes that are missing or different in the journal."""
    wrong = 0
    acknowledged: dict[BallotId, Counter[str]] = {}
    for _, name, letter in counted:
        ballot_id = BallotId(*map(int, name.split(".")))
        choices = drill.room.ballots[ballot_id].choices
        acknowledged.setdefault(ballot_id, Counter())[choices[LETTERS.index(letter)]] += 1
    for ballot_id, ballot in drill.room.ballots.items():
        tally, known = ballot.tally(), acknowledged.get(ballot_id, Counter())
        wrong += sum(abs(tally.count(choice) - known[choice]) for choice in ballot.choices)
    return wrong


def measure_class(voters: int, dropping: float) -> None:
    """Run one drill with so many phones, of which the share ``dropping`` drops out, and print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        classroom = Classroom(Path(folder), voters, dropping)
        try:
            classroom.play()
            crowd, peak = classroom.end()
        finally:
            classroom.crowd.kill()
            classroom.terminal.__exit__()
    votes = [seconds * 1000 for seconds in crowd["votes"]]
    polls = [seconds * 1000 for seconds in crowd["polls"]]
    print(f"{voters} phones, {dropping:.0%} of them dropping out ({crowd['drops']} times)")
    print(f"{'votes acknowledged':<33}{len(votes):>8}")
    print(f"{'of those lost or counted twice':<33}{count_wrong_votes(classroom.drill, crowd['counted']):>8}")
    print(f"{'refused, failed':<33}{crowd['refused']:>8}, {len(crowd['failures'])}")
    for name, values in (("a vote, to its answer", votes), ("a poll, to its answer", polls)):
        print(figure(name, values))
        print(f"{'  99 of 100 within':<33}{percentile(values, 0.99):>8.1f} ms")
    print(figure("key to paint", classroom.keys))
    print(f"{'  99 of 100 within':<33}{percentile(classroom.keys, 0.99):>8.1f} ms")
    print(f"{'memory of the drill':<33}{peak:>8.1f} MiB")
    votes_each = [ballot.total for ballot in classroom.drill.room.ballots.values()]
    print(f"{'votes of a ballot, median':<33}{statistics.median(votes_each):>8}")


def main(voters: int = VOTERS) -> None:
    """Measure, and print."""
    measure_class(voters, 0.0)
    measure_class(voters, DROPPING)


if __name__ == "__main__":
    main()
