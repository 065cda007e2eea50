"""A minimal learning management system: it serves a package, launches it by cmi5, and stores statements.

The content and the record store have different origins, as in practice; both are on this machine.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from zipfile import ZipFile

REGISTRATION = "7c1c2f3e-5a0e-4a63-9d3a-0d3b6f0c9a11"
SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
ACTOR = {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": "learner-7f3a"}}
#: The status of a fault without an answer.
NEVER = 0
#: A SCORM 1.2 page around the content: the object `API`, which records everything it is told.
_FRAME = """<!doctype html><meta charset="utf-8"><title>LMS</title><script>
window.told = {"cmi.core.lesson_status": "not attempted", "cmi.suspend_data": SUSPENDED, ...MORE};
window.calls = [];
window.API = {};
for (const name of ["Initialize", "Finish", "Commit"]) {
  window.API["LMS" + name] = () => {
    if (name === "Initialize" && window.calls.includes("Finish")) return "false"; // 101: it is over
    window.calls.push(name);
    return "true";
  };
}
window.API.LMSGetValue = (name) => window.told[name] ?? "";
window.API.LMSSetValue = (name, value) => ((window.told[name] = value), "true");
</script><iframe id="content" src="index.html" style="width:100%;height:800px"></iframe>"""


class Launcher:
    """The requests that the system received, and its faults."""

    def __init__(self, package: bytes) -> None:
        with ZipFile(BytesIO(package)) as files:
            self.files = {f"/{name}": files.read(name) for name in files.namelist()}
        self.statements: list[dict[str, Any]] = []
        #: by state id
        self.documents: dict[str, Any] = {}
        self.preferences: dict[str, str] = {"languagePreference": "en-US,zh-CN"}
        #: number of requests for statements that are answered with 503 first
        self.failing = 0
        #: verbs whose statements are lost without an answer; while there are any, the final request is lost too
        self.losing: set[str] = set()
        #: final requests that were lost
        self.lost = 0
        self.closed = threading.Event()
        #: receives the statements instead of this store and returns a status
        self.store_behind: Callable[[dict[str, Any]], int] | None = None
        #: (method, subject) -> status that replaces the answer (`NEVER`: no answer); subjects are ``fetch``,
        #: ``preferences``, the id of a state, or the verbs of statements
        self.fault: Callable[[str, str], int | None] = lambda method, about: None
        #: the SCORM object's stored data
        self.suspended = ""
        #: further values of the SCORM object, by element
        self.elements: dict[str, str] = {}
        self.content = ""
        self.store = ""

    def launch(self, session: str = "session-1", **data: Any) -> str:
        """The URL of a new launch of the content."""
        unit = "https://lms.example/units/1"
        template = {
            "contextActivities": {"grouping": [{"objectType": "Activity", "id": "https://lms.example/published/1"}]},
            "extensions": {SESSION: session},
        }
        self.documents["LMS.LaunchData"] = {
            "contextTemplate": template,
            "launchMode": "Normal",
            "moveOn": "Passed",
            **data,
        }
        query = {
            "endpoint": f"{self.store}/xapi/",
            "fetch": f"{self.store}/fetch",
            "actor": json.dumps(ACTOR),
            "registration": REGISTRATION,
            "activityId": unit,
        }
        return f"{self.content}/index.html?{urlencode(query)}"

    @property
    def verbs(self) -> list[str]:
        """The last part of each verb, in order of arrival."""
        return [statement["verb"]["id"].rpartition("/")[2] for statement in self.statements]


@contextmanager
def launcher(package: bytes) -> Iterator[Launcher]:
    """The system, listening on loopback until the end."""
    lms = Launcher(package)
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), _handler(lms)) for _ in range(2)]
    lms.content, lms.store = (f"http://127.0.0.1:{server.server_address[1]}" for server in servers)
    for server in servers:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield lms
    finally:
        lms.closed.set()
        for server in servers:
            server.shutdown()
            server.server_close()


def _handler(lms: Launcher) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_OPTIONS(self) -> None:
            self._answer(204)

        def do_GET(self) -> None:
            path, query = self._asked()
            if self._faults("GET", None):
                return
            if path == "/frame.html":
                frame = _FRAME.replace("SUSPENDED", json.dumps(lms.suspended))
                self._answer(200, frame.replace("MORE", json.dumps(lms.elements)).encode(), "text/html")
            elif path in lms.files:
                self._answer(200, lms.files[path], "text/html; charset=utf-8")
            elif path == "/xapi/activities/state" and query["stateId"] in lms.documents:
                self._json(lms.documents[query["stateId"]])
            elif path == "/xapi/statements" and "verb" in query:
                matching = [statement for statement in lms.statements if statement["verb"]["id"] == query["verb"]]
                self._json({"statements": matching[:1]})
            elif path == "/xapi/statements":
                matching = [statement for statement in lms.statements if statement["id"] == query["statementId"]]
                self._json(matching[0]) if matching else self._answer(404)
            elif path == "/xapi/agents/profile":
                self._json(lms.preferences)
            else:
                self._answer(404)

        def do_POST(self) -> None:
            body = self._body()
            if self._faults("POST", json.loads(body or b"null")):
                return
            if self._asked()[0] == "/fetch":
                self._json({"auth-token": "b25jZTpvbmx5"})
                return
            if lms.losing:
                lms.lost += 1
                self._answer(503)
                return
            stored = {statement["id"] for statement in lms.statements}
            for statement in json.loads(body):
                if statement["id"] not in stored:
                    self._take(statement)
            self._answer(200)

        def do_PUT(self) -> None:
            path, query = self._asked()
            body = json.loads(self._body())
            if self._faults("PUT", body):
                return
            if self.headers["Authorization"] != "Basic b25jZTpvbmx5":
                self._answer(401)
            elif path == "/xapi/activities/state":
                lms.documents[query["stateId"]] = body
                self._answer(204)
            elif body["verb"]["id"].rpartition("/")[2] in lms.losing:
                lms.closed.wait()
            elif lms.failing:
                lms.failing -= 1
                self._answer(503)
            else:
                assert query["statementId"] == body["id"]
                is_stored = any(statement["id"] == body["id"] for statement in lms.statements)
                self._answer(204 if is_stored else self._take(body))

        def _faults(self, method: str, body: Any) -> bool:
            """Whether a fault replaced the answer."""
            path, query = self._asked()
            posted = body if isinstance(body, list) else [body] if path.endswith("/statements") and body else []
            about = {"/fetch": "fetch", "/xapi/agents/profile": "preferences"}.get(path, query.get("stateId", ""))
            about = about or ",".join(statement["verb"]["id"].rpartition("/")[2] for statement in posted)
            status = lms.fault(method, about)
            if status == NEVER:
                lms.closed.wait()
            elif status is not None:
                self._answer(status)
            return status is not None

        def _take(self, statement: dict[str, Any]) -> int:
            """Store a statement, in the real store first, so that one seen here is also there. Returns the status."""
            status = 204 if lms.store_behind is None else lms.store_behind(statement)
            lms.statements.append(statement)
            return status

        def _asked(self) -> tuple[str, dict[str, str]]:
            parts = urlsplit(self.path)
            return parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}

        def _body(self) -> bytes:
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))

        def _json(self, data: object) -> None:
            self._answer(200, json.dumps(data).encode(), "application/json")

        def _answer(self, status: int, body: bytes = b"", kind: str = "text/plain") -> None:
            self.send_response(status)
            for name, value in (
                ("Access-Control-Allow-Origin", "*"),
                ("Access-Control-Allow-Headers", "Authorization, Content-Type, X-Experience-API-Version"),
                ("Access-Control-Allow-Methods", "GET, PUT, POST"),
                ("Content-Type", kind),
                ("Content-Length", str(len(body))),
            ):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    return Handler
