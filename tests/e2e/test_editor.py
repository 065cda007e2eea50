"""The schema in an editor: yaml-language-server, used over LSP as by an editor."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from roleplay.reading.files import shared_files
from roleplay.reading.schema import schema
from roleplay.reading.shared_reader import read_shared

ROOT = Path(__file__).parents[2]
#: The server's path: from an environment variable, else found on the PATH.
SERVER = os.environ.get("ROLEPLAY_YAML_SERVER") or shutil.which("yaml-language-server")
#: Timeout in seconds.
TIMEOUT = 60.0

pytestmark = pytest.mark.skipif(
    SERVER is None, reason="no yaml-language-server on the path (npm install --global yaml-language-server)"
)


class Editor:
    """An editor with one open file, as its language server sees it."""

    def __init__(self, schema_file: Path) -> None:
        assert SERVER is not None
        self._settings = {
            "validate": True, "completion": True, "schemas": {schema_file.as_uri(): "*.yaml"},
            "schemaStore": {"enable": False},
        }  # fmt: skip
        self._process = subprocess.Popen(
            [SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._numbers = itertools.count(1)
        self._end = Timer(TIMEOUT, self._process.kill)
        self._end.start()
        self._uri = (schema_file.parent / "scene.yaml").as_uri()
        capabilities = {"workspace": {"configuration": True}}
        self.ask("initialize", processId=None, rootUri=None, capabilities=capabilities)
        self._send(method="initialized", params={})
        self._send(method="workspace/didChangeConfiguration", params={"settings": {"yaml": self._settings}})
        self._versions = itertools.count(1)

    def close(self) -> None:
        self._end.cancel()
        self._process.kill()
        self._process.communicate()

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _read(self) -> Any:
        """The next message that isn't a request; requests are about the settings."""
        out = self._process.stdout
        assert out is not None
        while True:
            length = 0
            while line := out.readline().strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            assert length, "the server has ended"
            message = json.loads(out.read(length))
            if "id" not in message or "method" not in message:
                return message
            asked = message["params"].get("items", []) if message["method"] == "workspace/configuration" else []
            self._send(id=message["id"], result=[self._settings if i.get("section") == "yaml" else {} for i in asked])

    def ask(self, method: str, **params: Any) -> Any:
        """The answer to a request."""
        number = next(self._numbers)
        self._send(id=number, method=method, params=params)
        while (message := self._read()).get("id") != number:
            pass
        return message["result"]

    def underlined(self, text: str) -> list[tuple[str, str]]:
        """The diagnostics for a file that was opened with or changed to this text: underlined text and message."""
        version = next(self._versions)
        document = {"uri": self._uri, "version": version}
        if version == 1:
            self._send(
                method="textDocument/didOpen", params={"textDocument": {**document, "languageId": "yaml", "text": text}}
            )
        else:
            changes = {"textDocument": document, "contentChanges": [{"text": text}]}
            self._send(method="textDocument/didChange", params=changes)
        while (message := self._read()).get("method") != "textDocument/publishDiagnostics":
            pass
        lines = text.split("\n")
        diagnostics = [(d["range"], d["message"]) for d in message["params"]["diagnostics"]]
        return [(lines[r["start"]["line"]][r["start"]["character"] : r["end"]["character"]], m) for r, m in diagnostics]

    def completed(self, text: str, typed: str) -> dict[str, str]:
        """The completions after ``typed``, with their documentation."""
        before = text[: text.index(typed) + len(typed)].split("\n")
        position = {"line": len(before) - 1, "character": len(before[-1])}
        answer = self.ask("textDocument/completion", textDocument={"uri": self._uri}, position=position)
        items = answer["items"] if isinstance(answer, dict) else answer
        return {item["label"]: _plain(item.get("documentation")) for item in items}


def _plain(documentation: Any) -> str:
    return documentation["value"] if isinstance(documentation, dict) else documentation or ""


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    file = tmp_path_factory.mktemp("editor") / "roleplay.schema.json"
    file.write_text(json.dumps(schema("scenario", read_shared(shared_files(ROOT)).shared)), encoding="utf-8")
    opened = Editor(file)
    yield opened
    opened.close()


def test_it_gives_completions_and_diagnostics(editor: Editor) -> None:
    good = (ROOT / "scenarios" / "first-steps.yaml").read_text(encoding="utf-8")
    assert editor.underlined(good) == []
    for old, new, marked in (
        ("moves: [", "moves: [lissten, ", "lissten"),
        ("rubrics: [heat]", "rubrics: [heet]", "heet"),
        ('{anger: ">= 75"}', '{anger: "=> 75"}', '"=> 75"'),
        ("pass: {heat: 65", "pass: {heet: 65", "heet"),
    ):
        assert old in good
        diagnostics = editor.underlined(good.replace(old, new, 1))
        assert [where for where, _ in diagnostics] == [marked], new
        assert not any("Shape" in message or "MoveUse" in message for _, message in diagnostics)
    typing = good.replace("moves: [", "moves: [va, ", 1)
    editor.underlined(typing)
    offered = editor.completed(typing, "moves: [va")
    assert offered["validate_feeling"].startswith("[good] finds the feeling fair: ")
    typing = good.replace("pass: {heat: 65", "pass: {heat: 65, hea", 1)
    editor.underlined(typing)
    assert editor.completed(typing, "heat: 65, hea")["care.empower"].startswith("Empower: ")
