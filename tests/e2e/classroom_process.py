"""A class in a process of its own: it can be told what the facilitator does, asked how it stands, and killed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from command_runs import SOURCE, environment
from desk_scene import desk_home
from roleplay.drill.codec import event_to_json
from roleplay.drill.machine import Event

_RUNNER = Path(__file__).with_name("classroom_runner.py")


class ClassroomProcess:
    """A class without a screen in ``folder``, with the scenes of the tests. Use it as a context.

    ``options`` are more of the runner's (``"--library", PATH, "--scene", ID``), ``plan`` fields of the plan.
    """

    def __init__(self, folder: Path, *options: str, **plan: Any) -> None:
        self._folder = folder
        self._options = options
        self._plan = plan
        if not (folder / "home").exists():
            desk_home(folder)
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> ClassroomProcess:
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def _start(self, *options: str) -> None:
        command = [sys.executable, str(_RUNNER), str(self._folder), "--library", str(self._folder / "home" / "library")]
        self._process = subprocess.Popen(
            [*command, "--plan", json.dumps(self._plan), *self._options, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(self._folder / "home", {"PYTHONPATH": str(SOURCE)}),
        )
        self.first = self._answer()
        self.port: int = self.first["port"]
        self.code: str = self.first["code"]
        self.url = f"http://127.0.0.1:{self.port}/{self.code}"

    def _answer(self) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the class has ended"
        answer = json.loads(line)
        assert isinstance(answer, dict)
        return answer

    def _ask(self, what: object) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def do(self, *events: Event) -> dict[str, Any]:
        """What the facilitator does; all of it has to be taken."""
        answer: dict[str, Any] = {}
        for event in events:
            answer = self._ask(event_to_json(event))
            assert not answer["refused"], (event, answer)
        return answer

    @property
    def state(self) -> dict[str, Any]:
        """How it stands."""
        return self._ask({"do": "state"})

    def votes(self, ballot: str) -> dict[str, int]:
        """Who has how many votes."""
        votes = self.state["votes"].get(ballot, {})
        assert isinstance(votes, dict)
        return votes

    def network(self, there: bool) -> None:
        """Take the server away, or bring it back."""
        self._ask({"do": "start" if there else "stop"})

    def kill(self) -> None:
        """End it as a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def resume(self) -> None:
        """Go on with the drill that was left."""
        self._start("--resume")
