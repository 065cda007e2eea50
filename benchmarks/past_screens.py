"""The first frame of library and progress with a thousand attempts in the record, compared with bare applications.

As in `screens`, every start is a new process on a terminal, and ours and the bare one are measured in turn.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import figure
from benchmarks.screens import Case, ScreenBench
from roleplay.records.disk import FILE_NAME

#: Maximum ratio of our first frame's time to that of the bare application.
MOST = 1.25


def main(fill: Callable[[Path], None], runs: int = 15) -> None:
    """Measure with the record that ``fill`` creates in a folder, and print medians and ratios."""
    library, page = ("-m", "roleplay", "--lang", "en"), ("-m", "roleplay", "progress", "--lang", "en")
    pairs = (
        (
            Case("library, long record", library, ("q Quit", "The ticket that came back")),
            Case("bare library", ("-m", "benchmarks.bare", "library"), ("q Quit", "Take action")),
        ),
        (
            Case("progress, long record", page, ("? Help", "Your progress")),
            Case("bare page", ("-m", "benchmarks.bare", "page"), ("? Help", "(n=1000)")),
        ),
    )
    with tempfile.TemporaryDirectory() as folder:
        bench = ScreenBench(Path(folder))
        os.environ["ROLEPLAY_HOME"] = str(bench.template)
        (bench.template / FILE_NAME).unlink()
        fill(bench.template)
        bench.measure_first_frames([case for pair in pairs for case in pair], runs)
    for ours, bare in pairs:
        print(figure(f"{ours.name}, first frame", ours.frames))
        print(figure(f"{bare.name}, first frame", bare.frames))
        ratio = statistics.median(ours.frames) / statistics.median(bare.frames)
        print(f"{'ratio':<33}{ratio:>8.2f} (at most {MOST})")
        print(figure(f"{ours.name}, settled", ours.settled))
