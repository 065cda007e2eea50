"""A scripted store, in this process or behind a port on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from roleplay.web.lrs.answers import StoreAnswer, Unreachable

Statement = dict[str, Any]
#: Replaces the store's own answer: another answer, or none at all; ``None`` keeps it.
Script = Callable[[list[Statement]], StoreAnswer | Unreachable | None]


class FakeStore:
    """Stores statements as xAPI requires: equal ones are fine, different ones with the same id conflict."""

    def __init__(self, script: Script = lambda batch: None) -> None:
        self.stored: dict[str, Statement] = {}
        self.script = script
        #: the number of statements in each request
        self.posts: list[int] = []
        #: the headers of every request
        self.headers: list[dict[str, str]] = []

    def post(self, body: bytes) -> StoreAnswer:
        batch: list[Statement] = json.loads(body)
        self.posts.append(len(batch))
        answer = self.script(batch)
        if isinstance(answer, Unreachable):
            raise answer
        if answer is not None:
            return answer
        if any(self.stored.get(s["id"], s) != s for s in batch):
            return StoreAnswer(409, b'{"detail": "differs"}')
        new = [s["id"] for s in batch if s["id"] not in self.stored]
        self.stored.update((s["id"], s) for s in batch)
        return StoreAnswer(200, json.dumps(new).encode()) if new else StoreAnswer(204)

    def get(self, statement_id: str) -> StoreAnswer:
        statement = self.stored.get(statement_id)
        return StoreAnswer(404) if statement is None else StoreAnswer(200, json.dumps(statement).encode())

    def redacted(self, text: str) -> str:
        return text


def refusing(*ids: str, status: int = 400) -> Script:
    """A script that refuses every batch with one of these statements."""

    def script(batch: list[Statement]) -> StoreAnswer | None:
        refused = any(statement["id"] in ids for statement in batch)
        return StoreAnswer(status, b'{"detail": "no \\u001b[31mthanks"}') if refused else None

    return script


def in_turn(*answers: StoreAnswer | Unreachable | None) -> Script:
    """A script that gives these answers in turn, then the store's own."""
    remaining = list(answers)
    return lambda batch: remaining.pop(0) if remaining else None


def always(answer: StoreAnswer | Unreachable) -> Script:
    """A script that always gives this answer."""
    return lambda batch: answer


@contextmanager
def listening(store: FakeStore, headers: Sequence[tuple[str, str]] = ()) -> Iterator[str]:
    """The address of the store while it listens on this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                self._answer(store.post(body))
            except Unreachable:
                self.close_connection = True

        def do_GET(self) -> None:
            self._answer(store.get(self.path.rpartition("=")[2]))

        def _answer(self, answer: StoreAnswer) -> None:
            store.headers.append(dict(self.headers))
            self.send_response(answer.status)
            for name, value in (*headers, ("Retry-After", answer.retry_after)):
                if value:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/xAPI"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
