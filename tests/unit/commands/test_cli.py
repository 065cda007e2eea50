"""The commands: their output and exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builders import choice, node, put, scene, yaml
from command_runs import SOURCE, RunResult, environment, run, spawn
from desk_scene import desk, desk_home
from roleplay import __version__
from roleplay.checking.check import CheckReport
from roleplay.cli import main
from roleplay.reading.diagnostics import START, Diagnostic

HEAVY = ("textual", "rich", "pydantic", "yaml")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return desk_home(tmp_path)


@pytest.fixture(scope="module")
def warm_home(warm_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the desk, and a warm cache of it and of the shipped library."""
    home = desk_home(tmp_path_factory.mktemp("warm"))
    shutil.copytree(warm_home / "cache", home / "cache")
    assert spawn(home, "list").code == 0
    return home


def heavy_modules(home: Path, *words: str, typed: str = "") -> set[str]:
    """The heavy modules that a process has imported at the end of a command."""
    program = f"""
import atexit, sys
from roleplay.cli import main
main(sys.argv[1:])
print("LOADED", *(name for name in {HEAVY!r} if name in sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        input=typed,
        capture_output=True,
        text=True,
        env=environment(home, {"PYTHONPATH": str(SOURCE)}),
        check=True,
        timeout=20,
    )
    last = done.stdout.splitlines()[-1].split()
    assert last[0] == "LOADED"
    return set(last[1:])


# -- the command line ------------------------------------------------------------------------------


def test_version_imports_nothing_heavy(warm_home: Path) -> None:
    ran = spawn(warm_home, "--version")
    assert (ran.code, ran.out) == (0, f"roleplay {__version__}\n")
    assert heavy_modules(warm_home, "--version") == set()


@pytest.mark.parametrize("words", [["--help"], ["play", "--help"], ["check", "--help"], ["list", "-h"]])
def test_help_has_an_example(home: Path, words: list[str]) -> None:
    ran = run(home, *words)
    assert ran.code == 0
    ran.says("Example: roleplay")


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (["bogus"], "bogus"),
        (["--bogus"], "--bogus"),
        (["play"], "ID-or-FILE"),
        (["play", "desk", "--bogus"], "--bogus"),
        (["play", "desk", "--mode", "easy"], "easy"),
        (["play", "desk", "--seed", "abc"], "a seed is a whole number from 0"),
        (["play", "desk", "--seed", "-1"], "seed"),
        (["play", "desk", "--seed", "9" * 30], "a seed is a whole number from 0"),
        (["play", "desk", "--resume", "--new"], "--resume"),
        (["list", "--lang", "cn"], "did you mean zh?"),
        (["check", "--format", "xml"], "xml"),
        (["check", "--limit", "many"], "a limit is a whole number of states from 0 to 1,000,000,000"),
        (["check", "--limit", "9" * 30], "a limit is a whole number of states"),
    ],
)
def test_wrong_use_is_reported_in_one_line(home: Path, words: list[str], about: str) -> None:
    run(home, *words).fails(about, "--help")


def test_options_may_stand_before_and_after_the_command(home: Path) -> None:
    assert "柜台前" in run(home, "--lang", "zh", "list").out
    assert "柜台前" in run(home, "list", "--lang", "zh").out


def test_the_language_comes_from_the_locale(home: Path) -> None:
    assert "The counter" in run(home, "list").out
    assert "柜台前" in run(home, "list", env={"LC_ALL": "zh_CN.UTF-8"}).out


# -- unknown names ---------------------------------------------------------------------------------


def test_an_unknown_scene_suggests_the_nearest_ones(home: Path) -> None:
    run(home, "play", "dusk").fails("no scene 'dusk'", "did you mean desk?")
    run(home, "play", "zzzzzz").fails("no scene 'zzzzzz'", "there are: desk")
    run(home, "check", "dusk").fails("'dusk'", "did you mean desk?")


def test_a_missing_file(home: Path) -> None:
    run(home, "play", "nowhere/else.yaml").fails("there is no file nowhere/else.yaml")


def test_a_library_that_is_not_a_folder(home: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    run(home, "list", "--library", str(missing)).fails("no folder", str(missing))
    run(home, "--library", str(put(tmp_path / "file", "x")), "list").fails("no folder")


@pytest.mark.parametrize(
    ("given", "about"),
    [
        ("wang", "WHO=PERSONA"),
        ("wnag=touchy", "did you mean wang?"),
        ("wang=tuchy", "did you mean touchy?"),
        ("nobody=touchy", "there are: wang"),
    ],
)
def test_a_persona_that_does_not_fit(home: Path, given: str, about: str) -> None:
    run(home, "play", "desk", "--persona", given).fails(about)


def test_a_persona_that_fits_plays(home: Path) -> None:
    mild = run(home, "play", "desk", "--seed", "0", typed=["wait"])
    touchy = run(home, "play", "desk", "--seed", "0", "--persona", "wang=touchy", typed=["wait"])
    mild.says("Anger 85 ")
    touchy.says("Anger 100 ")


# -- listing and checking --------------------------------------------------------------------------


def test_list_lines_up_under_chinese(home: Path) -> None:
    other = desk(id="a-longer-name", title={"zh": "另一场", "en": "Another"}, difficulty=5, minutes=12, walks={})
    put(home / "library" / "scenarios" / "a-longer-name.yaml", json.dumps(other))
    lines = run(home, "list", "--lang", "zh").lines
    assert len(lines) == 2
    from roleplay.text.cells import cell_len

    starts = {cell_len(line[: line.index(title)]) for line, title in zip(lines, ("柜台前", "另一场"), strict=True)}
    assert len(starts) == 1


def test_list_as_json_holds_all_languages_and_problems(home: Path) -> None:
    put(home / "library" / "scenarios" / "broken.yaml", "roleplay: scenario/1\nid: [\n")
    entries = {entry["id"]: entry for entry in json.loads(run(home, "list", "--json").out)}
    assert entries["desk"]["title"] == {"en": "The counter", "zh": "柜台前"}
    assert entries["desk"]["problem"] is None
    assert entries["broken"]["problem"]["line"] >= 2
    assert entries["broken"]["problem"]["code"].startswith("RP")


def test_list_filters_scenes(home: Path) -> None:
    other = desk(id="long", title="Long", difficulty=5, minutes=30, tags=[{"zh": "电话", "en": "phone"}], walks={})
    put(home / "library" / "scenarios" / "long.yaml", json.dumps(other))
    assert [line.split()[0] for line in run(home, "list", "--tag", "电话").lines] == ["long"]
    assert [line.split()[0] for line in run(home, "list", "--max-minutes", "29").lines] == ["desk"]
    asked = ("list", "--rubric", "desk-rubric", "--difficulty", "4-5", "--search", "counter", "--json")
    assert json.loads(run(home, *asked).out) == []
    ran = run(home, *asked[:-1], "--lang", "zh")
    assert (ran.code, ran.err) == (0, "")
    assert ran.lines[0] == "没有符合 --rubric desk-rubric --difficulty 4-5 --search counter 的场景。"
    assert "\x1b" not in run(home, "list", "--search", "\x1b[31m").out


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (("--rubric", "desk-rubic"), "did you mean desk-rubric?"),
        (("--rubric", "desk-rubric.xyz"), "no criterion 'desk-rubric.xyz'"),
        (("--family", "complain"), "did you mean complaint"),
        (("--tag", "nowhere"), "no scene has the tag"),
        (("--touchpoint", "repiar"), "did you mean repair"),
        (("--difficulty", "6"), "1 to 5"),
        (("--difficulty", "3-1"), "1 to 5"),
        (("--max-minutes", "0"), "1 to 120"),
    ],
)
def test_list_says_which_name_or_number_it_does_not_know(home: Path, words: tuple[str, str], about: str) -> None:
    run(home, "list", *words).fails(about)


def test_list_shows_scenes_due_for_review(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, day in (("old", "2025-05-03"), ("new", "2025-05-04")):
        put(home / "library" / "scenarios" / f"{name}.yaml", json.dumps(desk(id=name, reviewed=day, walks={})))
    monkeypatch.setattr("roleplay.workspace.workspace.Workspace.today", "2026-05-04")
    assert [line.split()[0] for line in run(home, "list", "--stale").lines] == ["desk", "old"]
    assert "2025-05-03" in run(home, "list", "--stale").out
    assert "never reviewed" in run(home, "list", "--stale").out
    monkeypatch.setattr("roleplay.workspace.workspace.Workspace.today", "2025-05-03")
    ahead = run(home, "check", "new", "--quick")
    assert ahead.code == 1
    ahead.says("RP423", "2025-05-04 is in the future")
    assert "RP423" not in run(home, "check", "old", "--quick").out


def test_list_says_where_to_start(home: Path) -> None:
    for name, step in (("b", 2), ("a", 1)):
        put(home / "library" / "scenarios" / f"{name}.yaml", json.dumps(desk(id=name, newcomers=step, walks={})))
    assert run(home, "list").lines[-1] == "New here? Start with a, then b."
    assert "New here" not in run(home, "list", "--max-minutes", "100").out
    entries = {entry["id"]: entry for entry in json.loads(run(home, "list", "--json").out)}
    assert [entries[name]["newcomers"] for name in ("a", "b", "desk")] == [1, 2, None]
    ran = run(home, typed="1\nsit\ntoday\n\n\nq\n")
    ran.says("Start here, one after another", "1. The counter (a,")
    run(home, typed="q\n").says("Start here")
    run(home, "play", "b", typed=["sit", "today"])
    assert "Start here" not in run(home, typed="q\n").out, "the path is walked"


def test_a_broken_file_is_listed_with_its_first_diagnostic_and_the_rest_plays(home: Path, tmp_path: Path) -> None:
    library = tmp_path / "mine"
    put(library / "scenarios" / "broken.yaml", "roleplay: scenario/1\nid: broken\nbogus: 1\n")
    ran = run(home, "list", "--library", str(library))
    assert ran.code == 0
    row = next(line for line in ran.lines if line.startswith("broken"))
    assert "cannot be used" in row
    assert "broken.yaml:" in row
    run(home, "play", "desk", "--library", str(library), typed=["sit", "today"]).says("He stays")
    refused = run(home, "play", "broken", "--library", str(library))
    assert refused.code == 2
    assert "RP" in refused.err
    assert "Traceback" not in refused.err


def test_file_names_cannot_control_the_terminal(home: Path) -> None:
    put(home / "library" / "scenarios" / "\x1b[31mred\x1b[0m.yaml", "nothing")
    for ran in (run(home, "list"), run(home, typed="q\n"), run(home, "check", str(home / "library"))):
        assert "\x1b" not in ran.out
        ran.says("red")


QUIET = {"one": node(choice("a", "end", ["listen"]), choice("b", "lost", ["shout"]), speaker="wang")}


def test_check_ends_with_1_after_findings_and_0_without(home: Path) -> None:
    own = {"rubrics": ["desk-rubric"], "nodes": QUIET, "walks": {}, "pass_": {"endings": ["end"]}}
    quiet = scene(id="quiet", status="draft", **own)
    quiet |= {"cast": {"wang": {"name": "Wang", "persona": "plain"}}, "meters": {}}
    path = put(home / "library" / "scenarios" / "quiet.yaml", yaml(quiet))
    fine = run(home, "check", "quiet")
    assert (fine.code, fine.err) == (0, ""), fine.out
    fine.says("Files checked: 1.")
    put(home / "library" / "scenarios" / "broken.yaml", "roleplay: scenario/1\nid: broken\nbogus: 1\n")
    result = run(home, "check")
    assert result.code == 1
    result.says("error[RP", "broken.yaml:")
    assert run(home, "check", str(path)).code == 0


def test_advice_is_printed_and_counted_but_is_not_a_failure(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    advice = Diagnostic("RP312", "a.yaml", START, {"name": "one"})
    for findings, code in (((advice,), 0), ((advice, advice._replace(code="RP412")), 1)):
        monkeypatch.setattr(
            "roleplay.checking.check.check", lambda *_, listed=findings: CheckReport(("a.yaml",), listed)
        )
        monkeypatch.setenv("ROLEPLAY_HOME", str(home))
        assert main(["check", "--lang", "en"]) == code
        out = capsys.readouterr().out
        assert "advice[RP312]: " in out
        assert f"Errors: 0. Warnings: {code}." in out
        assert "Worth a second look: 1." in out


def test_check_speaks_json_and_github(home: Path) -> None:
    path = put(home / "library" / "scenarios" / "broken.yaml", "roleplay: scenario/1\nid: broken\nbogus: 1\n")
    ran = run(home, "check", str(path), "--format", "json")
    assert ran.code == 1
    report = json.loads(ran.out)
    assert report["files"] == [str(path)]
    ran = run(home, "check", str(path), "--format", "github")
    assert ran.code == 1
    assert len(ran.lines) == len(report["findings"])
    assert all(line.startswith("::error file=") for line in ran.lines)


def test_schema_is_json(home: Path) -> None:
    assert json.loads(run(home, "schema", "rubric").out)
    assert json.loads(run(home, "schema").out)


def test_doctor_shows_where_things_are(home: Path, tmp_path: Path) -> None:
    more, shared = tmp_path / "more", tmp_path / "shared"
    (more / "scenarios").mkdir(parents=True)
    shared.mkdir()
    ran = run(home, "doctor", "--library", str(more), env={"ROLEPLAY_LIBRARY": str(shared)})
    assert ran.code == 0
    ran.says(__version__, str(home), str(home / "cache"), f"{home / 'library'} (1 scenes)", str(shared), str(more))
    assert str(more) in run(home, "doctor", "--library", str(more), "--library", str(home / "library")).out


def test_a_folder_given_twice_is_one_library(home: Path) -> None:
    mine = str(home / "library")
    ran = run(home, "doctor", "--library", mine, env={"ROLEPLAY_LIBRARY": mine})
    assert ran.out.count(f"library: {mine} ") == 1
    assert "shadows" not in run(home, "list", "--library", mine).out


# -- playing ---------------------------------------------------------------------------------------


def test_playing_a_file_brings_its_own_library(tmp_path: Path) -> None:
    library = desk_home(tmp_path) / "library"
    ran = run(tmp_path / "elsewhere", "play", str(library / "scenarios" / "desk.yaml"), typed=["sit", "today"])
    assert ran.code == 0
    ran.says("The counter", "He stays")


def test_without_a_command_and_a_terminal_the_library_is_listed_line_by_line(home: Path) -> None:
    ran = run(home, typed="1\nsit\ntoday\n\n\nq\n")
    assert ran.code == 0
    ran.says("1. The counter (desk", "He stays")


def test_an_output_terminal_alone_gets_plain_lines(home: Path) -> None:
    assert run(home, "play", "desk", typed=["q"], tty=True).code == 0


def test_an_internal_error_is_one_sentence_and_exit_2(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("oh \x1b[31mno\nmore")

    monkeypatch.setattr("roleplay.plain.scene_list.as_table", fail)
    ran = run(home, "list")
    ran.fails("internal error", "ZeroDivisionError", "oh no more", "nothing that was saved is lost")
    assert "\x1b" not in ran.err
    (details,) = home.glob("error-*.txt")
    assert "Traceback" in details.read_text()
    run(home, "list", "--lang", "zh").fails("程序内部出错")


def test_ctrl_c_shows_no_traceback(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("roleplay.plain.scene_list.as_table", interrupt)
    assert run(home, "list") == RunResult(2, "", "\n")


# -- as processes ----------------------------------------------------------------------------------


def test_playing_an_unchanged_scene_plainly_needs_no_yaml_no_pydantic_no_screen(warm_home: Path) -> None:
    walk = "take-in\nsay-back\nours\nno-strings\nspare\n\n\n"
    assert heavy_modules(warm_home, "play", "first-steps", "--plain", "--seed", "0", typed=walk) == set()
    assert heavy_modules(warm_home, "list") == set()


@pytest.mark.parametrize("typed", ["", None, "1\n", "\n\n\n"])
def test_never_a_hang_without_a_terminal(warm_home: Path, typed: str | None) -> None:
    ran = spawn(warm_home, "play", "first-steps", typed=typed)
    assert (ran.code, ran.err) == (0, "")
    ran.says("roleplay play first-steps --resume")
    assert spawn(warm_home, typed=typed).code == 0


def test_closed_streams(warm_home: Path) -> None:
    ran = spawn(warm_home, "play", "first-steps", shell="<&-")
    assert (ran.code, ran.err) == (0, "")
    ran.says("--resume")
    assert spawn(warm_home, "list", shell=">&-") == RunResult(0, "", "")
    assert spawn(warm_home, "bogus", shell="2>&-").code == 2


@pytest.mark.parametrize("words", [["list"], ["--help"], ["check", "first-steps"], ["play", "first-steps"]])
def test_a_reader_that_closes_early_is_not_an_error(warm_home: Path, words: list[str]) -> None:
    # the other end is closed before anything is written, and the output is buffered until the program ends
    ran = spawn(warm_home, *words, shell="| true")
    assert ran == RunResult(0, "", "")


def test_head_may_stop_reading_early(warm_home: Path) -> None:
    ran = spawn(warm_home, "schema", shell="| head -n 1")
    assert ran == RunResult(0, "{\n", "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_output_that_cannot_be_written(warm_home: Path) -> None:
    spawn(warm_home, "list", shell="> /dev/full").fails("the output cannot be written")


def test_output_is_utf_8_in_every_locale(warm_home: Path) -> None:
    ran = spawn(warm_home, "list", "--lang", "zh", env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert ran.code == 0
    ran.says("柜台前")


def test_input_that_is_not_utf_8_is_accepted(warm_home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "roleplay", "play", "desk"],
        input=b"\xff\xfe\nsit\n\xc3\x28\ntoday\n\xff\n\n",
        capture_output=True,
        env=environment(warm_home, {"PYTHONPATH": str(SOURCE)}),
        timeout=20,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "He stays" in done.stdout.decode()


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_dumb_terminal_gets_plain_lines(warm_home: Path, term: str) -> None:
    import pty

    from e2e.terminal import read_until_end

    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "roleplay", "play", "desk", "--lang", "en", "--seed", "0"],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env=environment(warm_home, {"PYTHONPATH": str(SOURCE), "TERM": term}),
        start_new_session=True,
    )
    os.close(follower)
    os.write(leader, b"2\nsit\ntoday\n\n\n\n")
    output = read_until_end(leader, 20).decode()
    os.close(leader)
    assert process.wait(timeout=20) == 0
    assert "\x1b" not in output
    assert "He stays" in output
