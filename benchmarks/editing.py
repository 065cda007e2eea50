"""An author's waiting time from saving a file to seeing it play, on the largest shipped scenes.

``roleplay edit`` runs on a terminal of 120×40, some lines into the scene. The file is rewritten with another word in
its first text, as an editor does, at a random time relative to the program's polling; the time is measured until that
word is on the terminal. The results of slower checks arrive later and are timed separately.
"""

from __future__ import annotations

import os
import random
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import roleplay
from benchmarks.figures import figure
from benchmarks.terminal import Terminal

SCENES = ("team-conflict", "angry-customer")
#: Lines said before each save.
TURNS = 4
_SOURCE = Path(roleplay.__file__).parents[1]


class SaveTimes(NamedTuple):
    """The times of all saves in milliseconds."""

    #: from a save to the paint
    shown: list[float]
    #: from the paint to the last byte of output
    settled: list[float]
    #: from a save to the paint, while the checks of the previous save are still running
    again: list[float]


def measure_saves(scene: str, runs: int) -> SaveTimes:
    """Save so many times: each time once at rest and twice in a row."""
    dice = random.Random(0)
    times = SaveTimes([], [], [])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scenarios" / f"{scene}.yaml"
        file.parent.mkdir()
        text = (_SOURCE.parent / "scenarios" / file.name).read_text(encoding="utf-8")
        file.write_text(text, encoding="utf-8")
        env = {**os.environ, "ROLEPLAY_HOME": f"{folder}/home", "PYTHONPATH": str(_SOURCE), "LANG": "C.UTF-8"}
        with Terminal([sys.executable, "-m", "roleplay", "edit", str(file), "--lang", "en"], env) as terminal:

            def save(word: str) -> float:
                """Write the file with ``word`` in all texts for the learner; the milliseconds until it is visible."""
                new = re.sub(r"(\n +(?:says|text):\n +zh: .*\n +en: )(?=[A-Z(])", rf"\g<1>{word} ", text)
                assert new != text
                time.sleep(dice.random() / 5)
                since, began = len(terminal.raw), time.perf_counter()
                file.write_text(new, encoding="utf-8")
                return (terminal.shows(word, since) - began) * 1000

            terminal.frame("q Quit", "turn 1")
            terminal.settled(0.8)
            for number in range(runs):
                for _ in range(TURNS):
                    terminal.press("1")
                times.shown.append(save(f"Q{number}Q"))
                at = terminal.last_byte
                terminal.settled(0.8)
                times.settled.append((terminal.last_byte - at) * 1000)
                for _ in range(TURNS):
                    terminal.press("1")
                save(f"X{number}X")
                times.again.append(save(f"Z{number}Z"))  # the checks of the previous save are still running
                terminal.settled(0.8)
    return times


def main(runs: int = 10) -> None:
    """Measure, and print medians."""
    for scene in SCENES:
        times = measure_saves(scene, runs)
        print(figure(f"{scene}, save to screen", times.shown))
        print(figure(f"{scene}, saved again", times.again))
        print(figure(f"{scene}, then to settled", times.settled))


if __name__ == "__main__":
    main()
