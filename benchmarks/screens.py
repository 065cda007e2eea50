"""Waiting times of a user: the first frame of two screens, a choice, the version; and the memory used.

Every start is a new process on a terminal of 120×40, with a warm cache and an existing record. Each screen is compared
with a bare Textual app of the same widgets (see `bare`), in turn within the same run, so that a slow phase of the
machine affects both. Compare the ratios, not the milliseconds.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import roleplay
from benchmarks.figures import figure
from benchmarks.terminal import NoOutput, Terminal

SCENE = "angry-customer"
#: Number of starts that only warm up the bytecode and the page cache.
WARM_UP = 2
#: Decisions timed in one conversation.
TURNS = 7
_HERE = Path(__file__).parents[1]
_SOURCE = Path(roleplay.__file__).parents[1]


@dataclass
class Case:
    """A program, and its measurements."""

    name: str
    #: the arguments of the interpreter
    command: Sequence[str]
    #: texts that all appear in its first frame
    markers: tuple[str, ...]
    #: milliseconds from the start to the first frame, and to the last byte of output
    frames: list[float] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)
    #: peak memory of each start in MiB
    peaks: list[float] = field(default_factory=list)


class ScreenBench:
    """A home folder with a warm cache and a record; every start gets a fresh copy."""

    def __init__(self, folder: Path) -> None:
        self.template, self.home = folder / "template", folder / "home"
        self.env = {
            name: value
            for name, value in os.environ.items()
            if name not in ("PYTHONDONTWRITEBYTECODE", "ROLEPLAY_LIBRARY", "NO_COLOR", "COLUMNS", "LINES")
        }
        self.env |= {
            "ROLEPLAY_HOME": str(self.template),
            "PYTHONPATH": os.pathsep.join([str(_SOURCE), str(_HERE)]),
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
            "LANG": "C.UTF-8",
        }
        for words in (["list"], ["play", SCENE], ["play", "first-steps"]):
            self.run("-m", "roleplay", *words, "--lang", "en")
        (self.template / "records.db").unlink()
        self.run("-m", "roleplay", "doctor")  # an empty record
        self.env["ROLEPLAY_HOME"] = str(self.home)

    def run(self, *words: str) -> None:
        """Run a process without a terminal."""
        subprocess.run(
            [sys.executable, *words], env=self.env, check=True, stdin=subprocess.DEVNULL, capture_output=True
        )

    def start(self, command: Sequence[str]) -> Terminal:
        """Start a program on a terminal, with a fresh home folder."""
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self.template, self.home)
        return Terminal([sys.executable, *command], self.env)

    def measure_first_frames(self, cases: Sequence[Case], runs: int) -> None:
        """Start every case in turn, ``runs`` times."""
        for number in range(runs + WARM_UP):
            for case in cases:
                with self.start(case.command) as terminal:
                    frame, settled, peak = terminal.frame(*case.markers), terminal.settled(), terminal.peak()
                if number >= WARM_UP:
                    case.frames.append(frame * 1000)
                    case.settled.append(settled * 1000)
                    case.peaks.append(peak)

    def measure_choices(self, case: Case, plays: int) -> tuple[list[float], float]:
        """Milliseconds from the key of a choice to the last byte of output, and the peak memory afterwards."""
        times: list[float] = []
        peak = 0.0
        for number in range(plays + 1):
            with self.start(case.command) as terminal:
                terminal.frame(*case.markers)
                terminal.settled(0.4)
                for turn in range(TURNS):
                    try:
                        spent = terminal.press("123"[(turn + number) % 3])
                    except NoOutput:  # the play ended early
                        break
                    if number:  # the first play warms up
                        times.append(spent * 1000)
                peak = max(peak, terminal.peak())
        return times, peak

    def measure_processes(self, runs: int) -> tuple[list[float], list[float]]:
        """Milliseconds of ``roleplay --version`` and of an empty Python program, in turn."""
        version: list[float] = []
        nothing: list[float] = []
        for _ in range(runs + WARM_UP):
            for words, times in ((["-m", "roleplay", "--version"], version), (["-c", "pass"], nothing)):
                began = time.perf_counter()
                self.run(*words)
                times.append((time.perf_counter() - began) * 1000)
        return version[WARM_UP:], nothing[WARM_UP:]


def cases() -> dict[str, tuple[Case, Case]]:
    """Screen -> (our case, bare case)."""
    play = ("-m", "roleplay", "play", SCENE, "--no-briefing", "--seed", "0", "--mode", "practice", "--lang", "en")
    talk = ("q Quit", "cent!", "You may grant", "ten minutes")
    shelf = ("q Quit", "The ticket that came back", "Take action")
    return {
        "library": (
            Case("library", ("-m", "roleplay", "--lang", "en"), shelf),
            Case("bare library", ("-m", "benchmarks.bare", "library"), shelf),
        ),
        "conversation": (
            Case("conversation", play, talk),
            Case("bare conversation", ("-m", "benchmarks.bare", "conversation"), talk),
        ),
    }


def main(runs: int = 15, plays: int = 4) -> None:
    """Measure, and print medians and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        bench, screens = ScreenBench(Path(folder)), cases()
        bench.measure_first_frames([case for pair in screens.values() for case in pair], runs)
        for ours, bare in screens.values():
            for moment, times, floor in (
                ("first frame", ours.frames, bare.frames),
                ("settled", ours.settled, bare.settled),
            ):
                print(figure(f"{ours.name}, {moment}", times))
                print(figure(f"{bare.name}, {moment}", floor))
                print(f"{'ratio':<33}{statistics.median(times) / statistics.median(floor):>8.2f}")
            print(figure(f"{ours.name}, memory", ours.peaks, "MiB"))
            print(figure(f"{bare.name}, memory", bare.peaks, "MiB"))
        spent, peak = bench.measure_choices(screens["conversation"][0], plays)
        print(figure("choice to settled", spent))
        print(f"{'memory after a play':<33}{peak:>8.1f} MiB")
        version, nothing = bench.measure_processes(runs)
        print(figure("roleplay --version", version))
        print(figure("python -c pass", nothing))


if __name__ == "__main__":
    main()
