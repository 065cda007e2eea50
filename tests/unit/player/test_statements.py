"""The statements of a package about a play equal those from the record: each answer, and the verdict."""

from __future__ import annotations

import json
import random
import subprocess
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from builders import bundle, choice, meter, node, scene
from player_walks import NODE, needs_node
from roleplay.engine import legal
from roleplay.player.data import scene_data
from roleplay.player.scripts import engine_script, script_file
from roleplay.presenting.xapi.played import played_attempt, scene_text
from roleplay.presenting.xapi.statements import StatementActor, statements
from roleplay.reading.library import Library
from roleplay.records.model import AttemptRecord, DecisionRecord, SourceRef
from roleplay.reports.player import page
from roleplay.scene.model import Bundle
from roleplay.session import Attempt, Decision, Mode, Setup
from roleplay.workspace.workspace import shipped_library

pytestmark = needs_node

#: Plays each given walk and returns the package's statements about every line, and the verdict.
_RUN = """
const { scene, walks } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const told = walks.map(({ seed, decisions }) => {
  const attempt = new Attempt(scene, { seed, mode: "guided" });
  const answers = decisions.map((decision) => {
    const before = attempt.state;
    attempt.say(decision);
    return { judged: judgedLine(attempt, before, decision.choice), told: lineExtensions(attempt, decision.shown) };
  });
  return { answers, verdict: attempt.over ? verdictExtensions(attempt, attempt.scorecard()) : null };
});
process.stdout.write(JSON.stringify(told));
"""
#: The extensions that only the record knows.
_OF_THE_RECORD = ("regret", "path-digest")
BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)


def random_walks(played: Bundle, count: int) -> list[Attempt]:
    """``count`` random walks."""
    chance = random.Random(5)
    walks = []
    for seed in range(count):
        attempt = Attempt(played, Setup(seed=seed, mode=Mode.GUIDED))
        while not attempt.over and attempt.turn < 30:
            available = legal(attempt.state)
            if not available:
                break
            attempt.say(
                Decision(
                    chance.choice(available), "en", sure=chance.choice((None, 1, 3)), guess=chance.choice((None, 0, 4))
                )
            )
        walks.append(attempt)
    return walks


def record_statements(played: Bundle, attempt: Attempt) -> dict[str, Any]:
    """The record's statements about an attempt, in the format of ``_RUN``."""
    refs = [SourceRef("scenario", played.scenario.id, "0" * 64)]
    rows = [DecisionRecord(n, n, BEGUN + timedelta(seconds=n), plays) for n, plays in enumerate(attempt.decisions)]
    record = AttemptRecord(
        "a", played.scenario.id, tuple(refs), attempt.setup.seed, "guided", "en", {}, {}, BEGUN, tuple(rows), 0, 0,
        BEGUN + timedelta(hours=1),
    )  # fmt: skip
    statement_list = statements(played_attempt(scene_text(played, refs, {}), record, rows), StatementActor("somebody"))
    parts: dict[str, Any] = {"answers": [], "verdict": None}
    for statement in statement_list:
        verb, result = statement["verb"]["id"].rpartition("/")[2], statement.get("result", {})
        extensions = {name.rpartition("/")[2]: value for name, value in result.get("extensions", {}).items()}
        for name in _OF_THE_RECORD:
            extensions.pop(name, None)
        if verb == "answered":
            judged = {name: result[name] for name in ("score", "success") if name in result}
            parts["answers"].append({"judged": judged, "told": extensions})
        elif verb in ("passed", "failed"):
            parts["verdict"] = extensions
    return parts


def package_statements(played: Bundle, walks: list[Attempt]) -> list[dict[str, Any]]:
    """A package's statements about the same walks."""
    assert NODE is not None
    plays = [
        {
            "seed": walk.setup.seed,
            "decisions": [
                {"choice": d.choice, "sure": d.sure, "guess": d.guess, "shown": list(d.shown)} for d in walk.decisions
            ],
        }
        for walk in walks
    ]
    script = engine_script() + script_file(page.FOLDER / "statement.js") + _RUN
    ran = subprocess.run(
        [NODE, "-e", script], input=json.dumps({"scene": scene_data(played), "walks": plays}),
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    statement_list: list[dict[str, Any]] = json.loads(ran.stdout)
    return statement_list


def scene_with_harm_only() -> Bundle:
    """A scene with a node that has no good line, and one at which no line is best on all criteria at stake."""
    return bundle(
        scene(
            meters={"anger": meter(60)},
            rubrics=["main", "side"],
            nodes={
                "one": node(choice("quiet", "two", ["cut_in"]), choice("loud", "two", ["shout", "dodge"])),
                "two": node(choice("hear", "end", ["listen", "shout"]), choice("act", "end", ["act_now"])),
            },
        )
    )


@pytest.mark.parametrize("name", ["", "angry-customer", "hotel-rivalry", "peak-season"])
def test_a_package_makes_the_same_statements_as_the_record(name: str) -> None:
    played = Library([shipped_library()]).bundle(name) if name else scene_with_harm_only()
    walks = random_walks(played, 12)
    expected = [record_statements(played, walk) for walk in walks]
    statement_list = package_statements(played, walks)
    assert statement_list == expected
    answers = [answer["judged"] for walk in statement_list for answer in walk["answers"]]
    assert any("score" in judged for judged in answers)
    if not name:
        assert any(judged["score"]["max"] == 0 > judged["score"]["scaled"] for judged in answers if "score" in judged)
        assert any("score" in judged and "success" not in judged for judged in answers)
