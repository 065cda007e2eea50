"""A newcomer's walk: every command of the READMEs and of the pages on playing, typed in order on a fresh home.

The commands are: each line of a block, each complete command in prose, and each option in a table, with the command
that the table describes. The last two are the same in both languages, so the short form types them in English only.
Each must do what the page says: exit with 0, print nothing to standard error, and show what its line promises
(`PROMISED`). A full screen is not opened; what it would show is checked instead. Commands that install something are
typed only in the long form (`make campaign`), in a copy of the project; the short form compares them with the
project's own files. A last test makes sure that every block of every page is covered by some test.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from campaign_size import LONG
from command_runs import RunResult, run
from documents.pages import DOCS, FOLLOWED, ROOT, blocks, language_of, name_of
from roleplay.session import Mode
from roleplay.tui.launch_target import LaunchTarget

WALKED = [ROOT / "README.md", ROOT / "README.zh.md", DOCS / "playing.md", DOCS / "playing.zh.md"]
#: Pages of which only the blocks are typed here.
BLOCKS_ONLY = [DOCS / f"{page}{language}.md" for page in ("serve", "drill", "xapi") for language in ("", ".zh")]
#: Commands that install something or activate it, or set credentials for a store.
INSTALLS = re.compile(
    r"make (play|test)|python3 -m venv|pipx |uv |pip install|\. \.venv/bin/activate|export ROLEPLAY_LRS_"
)
#: The arguments that the options of a table are tried with, and values for their placeholders.
TABLES = {"play": "angry-customer", "list": "", "map": "first-steps"}
VALUES = {"PATH": ".", "FILE": "map.txt", "ID": "first-steps"}
#: Commands often named without arguments: they need a scene or an attempt, or would check the whole library.
NAMES_ONLY = {"play", "example", "edit", "map", "check", "explain", "drill", "serve", "delete"}
#: Input for commands that run until they get an answer.
TYPED = {"play": "q\n", "": "q\n"}
#: One line for each of the seven questions.
INCIDENT = "\nIt came late.\nWhere is it?\n\nNot with us.\n\n\n"

#: The beginning of a command -> texts it must show; the first match counts.
PROMISED = [
    ("roleplay list --rubric spin", ["spin-repeat-fault"]),
    ("roleplay list --ids", ["first-steps\n"]),
    ("roleplay list --json", ['"id": "first-steps"']),
    ("roleplay list --", []),
    ("roleplay list", ["first-steps", "angry-customer"]),
    ("roleplay map angry-customer", ["(angry-customer)"]),
    ("roleplay doctor --export", []),
    ("roleplay doctor", ["roleplay 0", "home"]),
    ("roleplay completion bash", ["complete -"]),
    ("roleplay new my-scene", ["library/scenarios/my-scene.yaml", "roleplay edit my-scene"]),
    ("roleplay check my-scene.yaml", ["1", "0"]),
    ("roleplay explain RP101", ["RP101"]),
    ("roleplay explain yes_but", ["yes_but"]),
    ("roleplay read my-scene.yaml", ["open-well"]),
    ("roleplay simulate my-scene.yaml", ["my-scene"]),
    ("roleplay compare", ["HEAD~1", "my-scene.yaml"]),
    ("roleplay ratings my-scene", ["ratings/my-scene."]),
    ("roleplay schema scenario", ["$schema"]),
    ("roleplay play first-steps --plain", ["1. ", "first-steps --resume"]),
    ("roleplay serve", ["http://"]),
    ("roleplay --help", ["completion", "--library"]),
    ("roleplay play --help", ["--hide-meters"]),
]
#: The beginning of a command -> what the full screen must show: fields of the launch target with their values.
SHOWN: list[tuple[str, dict[str, Any]]] = [
    ("roleplay play angry-customer --mode guided", {"scene": "angry-customer", "mode": Mode.GUIDED}),
    ("roleplay play angry-customer --seed 7", {"scene": "angry-customer", "seed_given": True}),
    ("roleplay play angry-customer --no-briefing", {"scene": "angry-customer", "skip_briefing": True}),
    ("roleplay play angry-customer --resume", {"scene": "angry-customer", "resume": True}),
    ("roleplay play angry-customer", {"scene": "angry-customer"}),
    ("roleplay play first-steps", {"scene": "first-steps", "mode": Mode.PRACTICE}),
    ("roleplay play my-scene", {"scene": "my-scene"}),
    ("roleplay edit my-scene.yaml", {"file": "my-scene.yaml"}),
    ("roleplay drill angry-customer", {"drill": "angry-customer"}),
    ("roleplay drill --resume", {"drill": "unmet-promise"}),
    ("roleplay", {"scene": None}),
]


class Walk:
    """One person at one machine: a home, a folder, and the full screens they were shown."""

    def __init__(self, folder: Path, warm_home: Path, language: str) -> None:
        self.home = folder / "home"
        shutil.copytree(warm_home / "cache", self.home / "cache")
        self.here = folder / "here"
        self.here.mkdir()
        self.locale = {"LC_ALL": "zh_CN.UTF-8" if language == "zh" else "en_GB.UTF-8"}
        self.shown: list[LaunchTarget] = []

    def show(self, workspace: object, language: str, target: LaunchTarget, *_: object, **__: object) -> int:
        """Replaces the full screen: only records what it would show."""
        self.shown.append(target)
        return 0

    def type(self, command: str) -> RunResult:
        """Type a command line of the program."""
        words = shlex.split(command, comments=True)[1:]
        self.shown.clear()
        if words[:1] == ["compare"]:
            self.keep_in_git()
        if words[:1] == ["push"] and "--dry-run" not in words:  # the store in the example does not exist
            words += ["--dry-run"]
        if words[:1] == ["simulate"] and not LONG:
            words += ["--runs", "50"]
        name = next((word for word in words if not word.startswith("-")), "")
        return run(
            self.home,
            *words,
            typed=INCIDENT if "--from-incident" in words else TYPED.get(name, ""),
            shipped=ROOT,
            env=self.locale,
        )

    def play(self) -> None:
        """Play a scene to its end, always picking the first line."""
        words = ("play", "first-steps", "--plain", "--no-briefing", "--new")
        run(self.home, *words, typed=["1"] * 20, shipped=ROOT, env=self.locale)

    def keep_in_git(self) -> None:
        """Put the learner's library under git, with one edit since the first commit."""
        scene = self.home / "library" / "scenarios" / "my-scene.yaml"
        git = ["git", "-c", "user.name=me", "-c", "user.email=me@localhost", "-C", str(scene.parent)]
        subprocess.run([*git, "init", "-q"], check=True)
        for change in ("", "# read once more\n"):
            scene.write_text(scene.read_text(encoding="utf-8") + change, encoding="utf-8")
            subprocess.run([*git, "add", "."], check=True)
            subprocess.run([*git, "commit", "-q", "-m", "x", "--allow-empty"], check=True)


@pytest.fixture(params=["en", "zh"])
def walk(request: pytest.FixtureRequest, tmp_path: Path, warm_home: Path, monkeypatch: pytest.MonkeyPatch) -> Walk:
    walk = Walk(tmp_path, warm_home, str(request.param))
    monkeypatch.chdir(walk.here)
    listening = mock.Mock(**{"getsockname.return_value": ("", 8000)})
    monkeypatch.setattr("roleplay.tui.launch.run", walk.show)
    monkeypatch.setattr("roleplay.web.serving.server.listen", lambda *_: listening)
    monkeypatch.setattr("roleplay.web.serving.server.serve", lambda setting, listening, hosts, ready: ready())
    for name in ("home", "play", "edit", "drill"):
        monkeypatch.setattr(f"roleplay.commands.{name}.has_terminal", lambda: True)
    if not LONG:  # the probabilities of a large scene take a second
        monkeypatch.setattr("roleplay.commands.map._LIMIT", 500)
    return walk


# -- what a page says to type ----------------------------------------------------------------------


def typed_lines(page: Path) -> Iterator[str]:
    """Every command line of a page, in order."""
    text = page.read_text(encoding="utf-8")
    fence, table = "", ""
    for line in text.splitlines():
        mark = re.match(r" *```(\w*)", line)
        if mark:
            fence = "" if fence else mark[1] or "text"
            continue
        if fence == "sh":
            yield from filter(None, [line.partition("  #")[0].strip()])
        elif fence == "console" and page in BLOCKS_ONLY and line.startswith("$ "):
            yield line[2:]
        elif not fence and page in WALKED and (LONG or language_of(page) == "en"):
            heading = re.match(r"\| (?:option of )?`roleplay (\w+)`", line)
            if heading or not line.startswith("|"):
                table = heading[1] if heading else ""
            if table and not heading:
                cell = line.split("|")[1]
                yield from (with_values(f"roleplay {table} {TABLES[table]} {option}") for option in spans(cell))
            elif not table and not line.startswith("|"):
                yield from (with_values(span) for span in spans(line) if is_complete(span))


def spans(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def is_complete(span: str) -> bool:
    """Whether a command in prose is complete and can be typed, rather than only mentioned."""
    words = span.split()
    if not words or words[0] != "roleplay" or any(word.isupper() and word not in VALUES for word in words):
        return False  # a placeholder in capitals
    if "这几位" in words:
        return False
    return not (len(words) == 2 and words[1] in NAMES_ONLY) and words[1:2] != ["explain"]


def with_values(command: str) -> str:
    return " ".join(VALUES.get(word, word) for word in command.split())


def promised(command: str) -> list[str]:
    return next((texts for start, texts in PROMISED if command.startswith(start)), [])


def test_each_command_does_what_the_page_says(walk: Walk) -> None:
    language = "zh" if "zh" in walk.locale["LC_ALL"] else "en"
    count = 0
    for page in [*WALKED, *BLOCKS_ONLY]:
        if language_of(page) != language:
            continue
        if page.stem.startswith("xapi"):  # there must be plays to report
            walk.play()
        for command in typed_lines(page):
            if INSTALLS.match(command) or not command.startswith("roleplay"):
                assert INSTALLS.match(command), f"{name_of(page)}: nobody types {command}"
                continue
            ran = walk.type(command)
            where = f"{name_of(page)}: {command}\n{ran.out}\n{ran.err}"
            assert ran.code in ((0, 1) if command.startswith("roleplay simulate") else (0,)), (
                where
            )  # 1: the scene is not fair
            assert "Traceback" not in ran.out + ran.err, where
            assert ran.err == "" or "roleplay drill --resume" in ran.err, where
            for text in promised(command):
                assert text in ran.out, f"{text!r} is not in {where}"
            if not ran.out:
                assert_shown(command, walk)
            count += 1
    assert count > (50 if LONG or language == "en" else 20)


def assert_shown(command: str, walk: Walk) -> None:
    """Assert that a command without output opened the full screen that the page describes."""
    assert len(walk.shown) == 1, command
    (target,) = walk.shown
    expected = next(fields for start, fields in SHOWN if command.startswith(start))
    actual = {
        **target._asdict(),
        "mode": target.setup and target.setup.mode,
        "file": target.scene_file and Path(target.scene_file.path).name,
        "drill": target.drill and target.drill.room.bundle.scenario.id,
    }
    assert {name: actual[name] for name in expected} == expected, command
    if target.drill is not None:
        target.drill.close()


# -- what a page says to install ---------------------------------------------------------------------


def install_commands() -> Iterator[str]:
    for page in [*WALKED, *BLOCKS_ONLY]:
        yield from (line for line in typed_lines(page) if INSTALLS.match(line))


def test_what_a_page_installs_exists_in_the_project() -> None:
    project: Mapping[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras, makefile = project["optional-dependencies"], (ROOT / "Makefile").read_text(encoding="utf-8")
    lines = list(install_commands())
    assert len(lines) > 10
    for line in lines:
        for extra in re.findall(r"\[(\w+)\]", line):
            assert extra in extras, line
        if line.startswith("make "):
            assert f"\n{line.split()[1]}:" in makefile, line


@pytest.mark.skipif(not LONG, reason="installs the project: make campaign")
def test_the_project_installs_as_written(tmp_path: Path) -> None:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    for name in filter(None, names):
        (tmp_path / "roleplay" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / "roleplay" / name)
    lines = ["make play", ". .venv/bin/activate", "roleplay list", "roleplay play first-steps --plain </dev/null"]
    plain_pip = next(line for line in typed_lines(ROOT / "README.md") if line.startswith("python3 -m venv"))
    for script in ("\n".join(lines), f"rm -rf .venv; {plain_pip}"):
        done = subprocess.run(
            ["/bin/sh", "-ec", script],
            cwd=tmp_path / "roleplay",
            env={"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "ROLEPLAY_HOME": str(tmp_path / "home")},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        assert done.returncode == 0, done.stdout + done.stderr


# -- nothing is left out -----------------------------------------------------------------------------


def test_every_block_of_every_page_is_covered_by_a_test() -> None:
    done = {
        "sh": {*WALKED, *BLOCKS_ONLY, *FOLLOWED},
        "console": {*FOLLOWED, *BLOCKS_ONLY},
        "keys": {DOCS / "drill.md", DOCS / "drill.zh.md"},  # tests/e2e/test_drill_page.py
        "yaml": set(FOLLOWED),
        "diff": set(FOLLOWED),
        "mermaid": {
            DOCS / "architecture.md",
            DOCS / "drill-phases.md",
        },  # generated by scripts, and compared by other tests
    }
    pages = [*ROOT.glob("*.md"), *DOCS.glob("*.md")]
    assert [block.place for page in pages for block in blocks(page) if page not in done.get(block.kind, ())] == []
