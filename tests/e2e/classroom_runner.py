"""A class without a screen, for tests: ``python classroom_runner.py FOLDER OPTIONS``.

Commands come in and results go out as JSON lines: ``{"event": "Next"}`` and the like are events of the facilitator;
``{"do": "state" | "stop" | "start" | "let_in" | "end"}`` is for the server. ``FOLDER`` contains a library and, under
``drills``, the journals.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from roleplay.drill.codec import event_from_json, plan_from_json, plan_to_json
from roleplay.drill.outcome import Refused
from roleplay.drill.plan import Plan, Voting
from roleplay.locales import catalogue
from roleplay.reading.library import Library
from roleplay.web.phones.middleware import DEFAULT_ALLOWANCE
from roleplay.web.phones.server import PhoneServer
from roleplay.workspace.drills import Drill, LearnerAccess, begin, newest_journal, resume


def drill_of(options: argparse.Namespace) -> Drill:
    """The drill: a new one, or the interrupted one."""
    library, folder = Library([options.library or options.folder]), options.folder / "drills"
    now = lambda: datetime.now(UTC)  # noqa: E731
    if options.resume:
        path = newest_journal(folder, unfinished=True)
        assert path is not None
        return resume(path, library, now)
    plan = plan_from_json({**plan_to_json(Plan(voting=Voting.PHONES)), **json.loads(options.plan)})
    return begin(library, folder, options.scene, plan, "zh", now)


def state(drill: Drill, server: PhoneServer) -> dict[str, Any]:
    """The state that tests query."""
    room = drill.room
    return {
        "url": server.url,
        "port": server.port,
        "problem": server.problem,
        "code": drill.code,
        "phase": str(room.phase),
        "round": room.stage.round,
        "people": len(room.people),
        "choices": list(room.choices),
        "votes": {str(id): Counter(ballot.votes.values()) for id, ballot in room.ballots.items()},
        "voters": {str(id): len(ballot.votes) for id, ballot in room.ballots.items()},
        "words": [list(lines.values()) for lines in room.words.values()],
        "marks": [list(marks.values()) for marks in room.sheets.marks.values()],
        "grades": list(room.sheets.grades.values()),
        "kept": drill.problem is None,
    }


async def run(options: argparse.Namespace) -> None:
    """Run until standard input ends or a command ends it."""
    drill = drill_of(options)
    languages = {code: catalogue(code) for code in ("zh", "en")}
    allowance = DEFAULT_ALLOWANCE._replace(joins_per_address=options.joins)
    server = PhoneServer(
        LearnerAccess(drill),
        languages,
        languages["zh"],
        address=options.address,
        port=None if options.resume else options.port,
        where=drill.address,
        on_found=drill.set_address,
        allowance=allowance,
    )
    await server.start()
    loop = asyncio.get_running_loop()
    print(json.dumps(state(drill, server)), flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        asked = json.loads(line)
        refused = ""
        if "event" in asked:
            answer = drill.do(event_from_json(asked))
            refused = str(answer.reason) if isinstance(answer, Refused) else ""
        elif asked["do"] == "end":
            break
        elif asked["do"] in ("start", "stop"):
            await getattr(server, asked["do"])()
        elif asked["do"] == "let_in":
            server.let_in()
        print(json.dumps({"refused": refused, **state(drill, server)}), flush=True)
    await server.stop()
    drill.close()


def main() -> None:
    """Parse the options, and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--scene", default="desk")
    parser.add_argument("--plan", default="{}", help="fields of the plan, as JSON")
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--joins", type=int, default=DEFAULT_ALLOWANCE.joins_per_address)
    parser.add_argument("--resume", action="store_true")
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
