"""A real Ralph as the store of a test, in its own environment: started, killed and queried.

``.ci/run`` creates that environment and sets ``ROLEPLAY_RALPH`` to its Python; otherwise these tests are skipped. By
hand:

    python -m venv /tmp/ralph && /tmp/ralph/bin/pip install 'ralph-malph[lrs,cli]==5.1.0' requests
    ROLEPLAY_RALPH=/tmp/ralph/bin/python make test ARGS=tests/e2e/test_pushing.py
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import urllib3

PYTHON = os.environ.get("ROLEPLAY_RALPH", "")
#: The pytest mark of the tests that need it.
needs_ralph = pytest.mark.skipif(
    not PYTHON, reason="no Ralph named in ROLEPLAY_RALPH (.ci/run makes one; tests/ralph_store.py says how)"
)
SERVER = Path(__file__).parent / "ralph_server.py"
USER, PASSWORD = "trainer", "s3cret"
#: Prints the credentials file. The hash has as few rounds as possible, since it is checked at each request.
_AUTH = """
import bcrypt, json, sys
agent = {"objectType": "Agent", "account": {"homePage": "https://roleplay.example/tests", "name": sys.argv[1]}}
hash = bcrypt.hashpw(sys.argv[2].encode(), bcrypt.gensalt(4)).decode()
print(json.dumps([{"agent": agent, "scopes": ["all"], "hash": hash, "username": sys.argv[1]}]))
"""
#: Validates the lines of a file with Ralph's own models, and prints their number.
_VALIDATE = """
import json, sys
from ralph.models.xapi.base.statements import BaseXapiStatement
count = 0
for count, line in enumerate(sys.stdin, 1):
    BaseXapiStatement.model_validate(json.loads(line))
print(count)
"""
#: Timeouts in seconds for starting, and for validating many statements.
_START_TIMEOUT, _VALIDATION_TIMEOUT = 60.0, 600.0


def count_valid(lines: Sequence[str]) -> int:
    """The number of statements that Ralph's models accept; fails with their error for the first invalid one."""
    text = "".join(f"{line}\n" for line in lines)
    ran = subprocess.run(
        [PYTHON, "-c", _VALIDATE], input=text, capture_output=True, text=True, timeout=_VALIDATION_TIMEOUT
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return int(ran.stdout)


class RalphStore:
    """A Ralph on a port of this machine, with its statements in a folder; initially stopped."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        auth = subprocess.run([PYTHON, "-c", _AUTH, USER, PASSWORD], capture_output=True, check=True)
        (folder / "auth.json").write_bytes(auth.stdout)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/xAPI"

    @property
    def credentials(self) -> dict[str, str]:
        """The environment variables for the store."""
        return {"ROLEPLAY_LRS_USER": USER, "ROLEPLAY_LRS_PASSWORD": PASSWORD}

    def start(self) -> None:
        """Start it, and wait until it answers."""
        env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "RALPH_"))}
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [PYTHON, str(SERVER), str(self.folder), str(self.port)],
                env=env, stdout=log, stderr=log, cwd=self.folder,
            )  # fmt: skip
        until = time.monotonic() + _START_TIMEOUT
        while time.monotonic() < until:
            assert self._process.poll() is None, (self.folder / "log").read_text(errors="replace")[-2000:]
            with suppress(urllib3.exceptions.HTTPError):
                urllib3.request("GET", f"http://127.0.0.1:{self.port}/__heartbeat__", retries=False, timeout=5)
                return
            time.sleep(0.05)
        raise TimeoutError("Ralph does not answer")

    def kill(self) -> None:
        """Kill it, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def query(self, **parameters: str) -> list[dict[str, Any]]:
        """The results of a query, with xAPI's own parameters."""
        answer = urllib3.request(
            "GET",
            f"{self.url}/statements",
            fields=parameters,
            headers={**urllib3.make_headers(basic_auth=f"{USER}:{PASSWORD}"), "X-Experience-API-Version": "1.0.3"},
        )
        assert answer.status == 200, answer.data
        results: list[dict[str, Any]] = answer.json()["statements"]
        return results

    @property
    def stored(self) -> list[dict[str, Any]]:
        """All its statements, read from the disk."""
        path = self.folder / "statements.jsonl"
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
