"""The time of `roleplay check` for a whole library and for one scene, compared with general YAML checkers.

A hundred random scenes of about 28 KB are generated. In every round each of these runs in turn as a new process (the
general tools are two), so that a slow phase of the machine affects all of them:

- yamllint, then check-jsonschema with the schema that this program prints: only layout and structure;
- ``roleplay check``, without a cache and with a warm one: also names, every reachable state, judgement, writing;
- ``roleplay check --quick`` of one scene that was just written, as an editor would run it.
"""

from __future__ import annotations

import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import figure
from benchmarks.scenes import write_library

SCENES = 100
#: The linter's configuration: scenes have long lines and no document start marker.
RULES = "{extends: default, rules: {line-length: disable, document-start: disable}}"
_PEERS = {"yamllint": "yamllint", "check-jsonschema": "check_jsonschema"}


class CheckBench:
    """A library of generated scenes, and home folders for the program that checks it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = folder / "library"
        self.library.mkdir()
        self.files = write_library(self.library, SCENES, seed=0)
        left_out = ("PYTHONDONTWRITEBYTECODE", "ROLEPLAY_LIBRARY")
        self.env = {name: value for name, value in os.environ.items() if name not in left_out}
        self.schema = folder / "scenario.schema.json"
        self.schema.write_bytes(self.run("roleplay", "schema", "scenario", home="home").stdout)
        self.homes = 0

    def run(self, module: str, *words: str | Path, home: str) -> subprocess.CompletedProcess[bytes]:
        """Run one process. Raises RuntimeError if a tool could not run, but not if it found something."""
        env = {**self.env, "ROLEPLAY_HOME": str(self.folder / home)}
        done = subprocess.run([sys.executable, "-m", module, *words], env=env, capture_output=True, check=False)
        if done.returncode not in (0, 1) or done.stderr:
            raise RuntimeError(f"{module}: {done.stderr.decode()}")
        return done

    def time(self, module: str, *words: str | Path, home: str = "home") -> float:
        """The duration of one process in milliseconds."""
        began = time.perf_counter()
        self.run(module, *words, home=home)
        return (time.perf_counter() - began) * 1000

    def time_general_tools(self) -> float:
        """Time the general tools, one after the other."""
        lint = self.time("yamllint", "-d", RULES, *self.files)
        return lint + self.time("check_jsonschema", "--schemafile", self.schema, *self.files)

    def time_cold(self) -> float:
        """Time checking all scenes without a cache."""
        self.homes += 1
        return self.time("roleplay", "check", self.library, home=f"home-{self.homes}")

    def time_warm(self) -> float:
        """Time checking all scenes again."""
        return self.time("roleplay", "check", self.library, home=f"home-{self.homes}")

    def time_one_scene(self) -> float:
        """Time a quick check of one changed scene."""
        with self.files[0].open("a", encoding="utf-8") as file:
            file.write(f"# {self.homes}\n")
        return self.time("roleplay", "check", "--quick", self.files[0], home=f"home-{self.homes}")


def missing_tools() -> Sequence[str]:
    """The general tools that are not installed."""
    return [name for name, module in _PEERS.items() if importlib.util.find_spec(module) is None]


def main(rounds: int = 5) -> None:
    """Measure everything in turn, and print medians and ratios."""
    missing = missing_tools()
    with tempfile.TemporaryDirectory() as folder:
        bench = CheckBench(Path(folder))
        measures = {
            f"check, {SCENES} scenes, cold": bench.time_cold,
            f"check, {SCENES} scenes, warm": bench.time_warm,
            "check --quick, one scene": bench.time_one_scene,
        }
        peers = f"yamllint + check-jsonschema, {SCENES}"
        if not missing:
            measures[peers] = bench.time_general_tools
        times: dict[str, list[float]] = {name: [] for name in measures}
        for number in range(rounds + 1):
            for name, measure in measures.items():
                spent = measure()
                if number:  # the first round warms up the bytecode
                    times[name].append(spent)
    for name, values in times.items():
        print(figure(name, values))
    if missing:
        print(f"{' and '.join(missing)} not installed: pip install {' '.join(missing)}")
        return
    floor = statistics.median(times[peers])
    for name in list(measures)[:2]:
        print(f"{'ratio, ' + name.rpartition(', ')[2]:<33}{statistics.median(times[name]) / floor:>8.3f}")


if __name__ == "__main__":
    main()
