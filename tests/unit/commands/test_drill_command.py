"""``roleplay drill``: the meaning of the command line, and the errors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import pytest

from command_runs import RunResult, run
from desk_scene import desk_home
from roleplay.commands import drill as command
from roleplay.drill.events import facilitator as f
from roleplay.drill.events import learner as l
from roleplay.drill.plan import Form, Plan, Voting
from roleplay.tui.launch_target import LaunchTarget
from roleplay.web.phones.opening import PhonesOnDemand
from roleplay.web.phones.server import PORT, PhoneServer
from roleplay.workspace import drills

SCENE = "desk"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return desk_home(tmp_path)


@pytest.fixture
def shown_targets() -> Iterator[list[LaunchTarget]]:
    """The targets that would be shown, as if there were a terminal."""
    targets: list[LaunchTarget] = []

    def show(workspace: object, language: str, opening: LaunchTarget, services: object, **how: object) -> int:
        targets.append(opening)
        return 0

    with ExitStack() as stack:
        stack.enter_context(mock.patch("roleplay.tui.launch.run", show))
        stack.enter_context(mock.patch.object(command, "has_terminal", return_value=True))
        yield targets


def drill(home: Path, *words: str) -> RunResult:
    return run(home, "drill", *words, "--lang", "en")


def plan_of(opening: LaunchTarget) -> Plan:
    assert opening.drill is not None
    return opening.drill.room.plan


def finished_drill(home: Path, shown_targets: list[LaunchTarget]) -> drills.Drill:
    """A drill that has reached its debrief."""
    assert drill(home, SCENE, "--seed", "1").code == 0
    started = shown_targets.pop().drill
    assert started is not None
    assert started.path is not None
    resumed = drills.resume(started.path, None, lambda: datetime.now(UTC))
    resumed.do(l.Join("0" * 32))
    resumed.do(f.Next())
    resumed.do(f.Next())
    resumed.do(f.Hands((3,) * len(resumed.room.choices)))
    resumed.do(f.Skip())
    resumed.do(f.Take(resumed.room.choices[0]))
    resumed.do(f.End())
    resumed.close()
    return resumed


def test_the_command_line_becomes_the_plan(home: Path, shown_targets: list[LaunchTarget]) -> None:
    drill(home, SCENE, "--clickers", "--seed", "7", "--timer", "90", "--own-words", "--names")
    plan = plan_of(shown_targets[0])
    assert plan == Plan(voting=Voting.CLICKERS, seed=7, timer=90, own_words=True, names=True)
    drill(home, SCENE, "--contest", "--teams", "红队，蓝队、 绿队,,")
    plan = plan_of(shown_targets[1])
    assert (plan.form, plan.teams, plan.voting) == (Form.CONTEST, ("红队", "蓝队", "绿队"), Voting.HANDS)
    drill(home, SCENE, "--hot-seat")
    assert plan_of(shown_targets[2]).form is Form.HOT_SEAT


def test_phones_will_listen_at_the_given_address(home: Path, shown_targets: list[LaunchTarget]) -> None:
    drill(home, SCENE, "--phones", "--address", "127.0.0.1")
    assert isinstance(shown_targets[0].phones, PhonesOnDemand)
    server = shown_targets[0].phones._get_server()
    assert isinstance(server, PhoneServer)
    assert (server._requested_address, server._first_port) == ("127.0.0.1", PORT)
    assert plan_of(shown_targets[0]).voting is Voting.PHONES


def test_without_their_packages_phones_are_refused_but_hands_work(
    home: Path, shown_targets: list[LaunchTarget]
) -> None:
    with mock.patch("roleplay.web.phones.opening.find_spec", return_value=None):
        drill(home, SCENE, "--phones").fails("pip install 'roleplay[drill]'", "raised hands")
        assert drill(home, SCENE).code == 0
    assert shown_targets[0].phones is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([SCENE, "--contest"], "two tables"),
        ([SCENE, "--teams", "A,B,A"], "two tables are called A"),
        ([SCENE, "--format", "html"], "--format only works with --report"),
        ([SCENE, "--contest", "--teams", "one"], "two tables"),
        ([SCENE, "--teams", ",".join("abcdefghij")], "9 tables at most"),
        (["nowhere"], "no scene 'nowhere'"),
        ([SCENE, "--phones", "--address", "9.9.9.9"], "no address 9.9.9.9; it has: "),
        ([SCENE, "--phones", "--address", "0.0.0.0"], "no address 0.0.0.0"),
        ([], "which scene?"),
        ([SCENE, "--persona", "nobody=hot"], "no person 'nobody'"),
        (["--resume"], "no drill to go on with"),
        (["--resume", "2020-01-01"], "no drill '2020-01-01'"),
        (["--speaker"], "no drill has been run"),
        (["--report"], "no drill has been run"),
    ],
)
def test_failures_are_one_sentence(
    home: Path, shown_targets: list[LaunchTarget], words: list[str], expected: str
) -> None:
    drill(home, *words).fails(expected)
    assert not shown_targets


@pytest.mark.parametrize(
    "words",
    [["--timer", "-1"], ["--timer", "4000"], ["--port", "70000"], ["--hands", "--phones"], ["--report", "--list"]],
)
def test_invalid_values_are_refused_by_the_parser(home: Path, words: list[str]) -> None:
    assert drill(home, SCENE, *words).code == 2


def test_resuming_takes_the_newest_unfinished_drill_or_the_named_one(
    home: Path, shown_targets: list[LaunchTarget]
) -> None:
    drill(home, SCENE, "--seed", "1")
    first = shown_targets.pop().drill
    assert first is not None
    finished_drill(home, shown_targets)
    assert drill(home, "--resume").code == 0
    assert shown_targets[-1].drill is not None
    assert shown_targets[-1].drill.id == first.id
    drill(home, "--resume", first.id)
    assert shown_targets[-1].drill.id == first.id
    drill(home, "--resume", first.id[:-2]).fails("did you mean", first.id)


def test_a_damaged_journal_is_named_with_its_line(home: Path, shown_targets: list[LaunchTarget]) -> None:
    finished = finished_drill(home, shown_targets)
    assert finished.path is not None
    lines = finished.path.read_text(encoding="utf-8").splitlines()
    finished.path.write_text("\n".join([*lines[:3], "broken", *lines[3:]]) + "\n", encoding="utf-8")
    drill(home, "--resume", finished.id).fails("damaged at line 4")
    drill(home, "--report", finished.id).fails("damaged at line 4")
    assert "(damaged)" in drill(home, "--list").out


def test_the_drills_are_listed(home: Path, shown_targets: list[LaunchTarget]) -> None:
    assert drill(home, "--list").out == ""
    finished = finished_drill(home, shown_targets)
    listed = drill(home, "--list")
    assert listed.code == 0
    assert f"{finished.id}  " in listed.out
    assert "Debrief" in listed.out
    assert "decisions: 1" in listed.out


def test_a_report_in_one_format_or_all(home: Path, shown_targets: list[LaunchTarget], tmp_path: Path) -> None:
    finished = finished_drill(home, shown_targets)
    page = drill(home, "--report", "--format", "html")
    assert page.out.startswith("<!DOCTYPE html>") or page.out.startswith("<!doctype html>")
    for line in drill(home, "--report", finished.id, "--format", "jsonl").out.splitlines():
        json.loads(line)
    into = drill(home, "--report", "--output", str(tmp_path / "kept"))
    assert sorted(Path(line).suffix for line in into.lines) == [".csv", ".html", ".jsonl"]
    assert all(Path(line).is_file() for line in into.lines)
    table = drill(home, "--report", "--format", "csv", "--output", str(tmp_path / "votes.csv"))
    assert table.code == 0
    assert (tmp_path / "votes.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_group_appears_in_the_list_and_the_title(home: Path, shown_targets: list[LaunchTarget]) -> None:
    assert drill(home, SCENE, "--group", "Night shift").code == 0
    started = shown_targets[-1].drill
    assert started is not None
    assert "· Night shift  " in drill(home, "--list").out
    assert "· Night shift · " in drill(home, "--report", started.id, "--format", "html").out
    assert "· Day shift · " in drill(home, "--report", started.id, "--format", "html", "--group", "Day shift").out
    assert "· Night shift  " in drill(home, "--list").out


def test_an_unwritable_target_is_reported(home: Path, shown_targets: list[LaunchTarget], tmp_path: Path) -> None:
    finished_drill(home, shown_targets)
    blocked = tmp_path / "file"
    blocked.write_text("")
    drill(home, "--report", "--output", str(blocked)).fails("cannot be written")
    drill(home, SCENE, "--sheets", "--output", str(blocked / "x.html")).fails("cannot be written")


def test_printable_sheets(home: Path, tmp_path: Path) -> None:
    printed = drill(home, SCENE, "--sheets", "--output", str(tmp_path / "sheets.html"))
    assert printed.lines == [str(tmp_path / "sheets.html")]
    assert "</html>" in (tmp_path / "sheets.html").read_text(encoding="utf-8")
    drill(home, "nowhere", "--sheets").fails("no scene 'nowhere'")
