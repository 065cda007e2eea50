"""A class in a separate process, which can be controlled, queried and killed."""

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
    """A class without a screen in ``folder``, with the scenes of the tests. A context manager.

    ``options`` are further ones of the runner (``"--library", PATH, "--scene", ID``), ``plan`` fields of the plan.
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
        """Send events of the facilitator; asserts that all are accepted."""
        answer: dict[str, Any] = {}
        for event in events:
            answer = self._ask(event_to_json(event))
            assert not answer["refused"], (event, answer)
        return answer

    @property
    def state(self) -> dict[str, Any]:
        """The state of the class."""
        return self._ask({"do": "state"})

    def votes(self, ballot: str) -> dict[str, int]:
        """The number of votes by voter."""
        votes = self.state["votes"].get(ballot, {})
        assert isinstance(votes, dict)
        return votes

    def network(self, there: bool) -> None:
        """Stop the server, or start it again."""
        self._ask({"do": "start" if there else "stop"})

    def kill(self) -> None:
        """Kill it, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def resume(self) -> None:
        """Resume the interrupted drill."""
        self._start("--resume")
