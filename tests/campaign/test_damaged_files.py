"""Damaged files and special files: whatever is in a library, its cache or a file name, the program continues.

The bytes of a scene and of its shared files are damaged; each file is read or reported, never a traceback. Entries of
the cache have bits flipped, are truncated, swapped, and replaced by pipes, devices, folders and huge files; the
resulting scene is identical. Names are bytes of other encodings and contain escape sequences; no output may control
the terminal.
"""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from random import Random

import pytest

from builders import folder, put, scene, yaml
from campaign_size import short_or_long
from command_runs import RunResult, run
from damage import damaged
from roleplay.checking.check import check
from roleplay.checking.scene import Depth
from roleplay.reading.cache import FolderCache
from roleplay.reading.contents import BrokenScene
from roleplay.reading.library import Library

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs the files of POSIX")

#: Characters that no output may contain: they move the cursor, set the title, change colours or text direction.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
HOSTILE = "\x1b]0;owned\x07\x1b[31mred\x9b2J\u202elive"
#: 新场景 and 库, encoded as in an archive from a Chinese Windows.
GBK = os.fsdecode("新场景".encode("gbk"))
GBK_FOLDER = os.fsdecode("库".encode("gbk"))


def command_lines(*words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Command lines as tuples of words (mypy infers no common type for literals of different lengths)."""
    return words


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(3 << 30)


def unix_socket(path: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    try:  # a socket address is too short for the full path
        os.chdir(path.parent)
        with closing(socket.socket(socket.AF_UNIX)) as server:
            server.bind(path.name)
    finally:
        os.fchdir(here)
        os.close(here)


def loop(path: Path) -> None:
    path.symlink_to(path.name)


SPECIAL: Mapping[str, Callable[[Path], None]] = {
    "pipe": pipe,
    "device": device,
    "huge": huge,
    "socket": unix_socket,
    "folder": Path.mkdir,
    "loop": loop,
    "dangling": lambda path: path.symlink_to("nowhere"),
}


def harmless(ran: RunResult) -> RunResult:
    """Assert that the output controls no terminal and reports no internal error; returns the run."""
    assert not CONTROLS.search(ran.out + ran.err), (ran.out, ran.err)
    assert "Traceback" not in ran.out + ran.err
    assert "internal error" not in ran.err, ran.err
    return ran


def test_damaged_files_are_read_or_reported(tmp_path: Path) -> None:
    root = folder(tmp_path / "lib", scene())
    files = sorted((tmp_path / "lib").rglob("*.yaml"))
    whole = {file: file.read_bytes() for file in files}
    random = Random(13)
    for _ in range(short_or_long(10, 4_000)):
        file = random.choice(files)
        file.write_bytes(damaged(whole[file], random))
        library = Library([root])
        assert len(library.entries) == 1
        with suppress(BrokenScene):
            library.bundle(library.entries[0].id)
        for finding in check([root], [], Depth(explore=False)).findings:
            assert finding.message("zh")
            assert finding.help("en")
        file.write_bytes(whole[file])


def test_a_damaged_cache_changes_nothing(tmp_path: Path) -> None:
    root, cache = folder(tmp_path / "lib", scene()), tmp_path / "cache"
    plain = Library([root]).bundle("small")
    assert Library([root], FolderCache(cache)).bundle("small") == plain
    whole = {file: file.read_bytes() for file in sorted(cache.iterdir())}
    assert len(whole) >= 4
    random = Random(13)
    for _ in range(short_or_long(20, 5_000)):
        file = random.choice(list(whole))
        file.write_bytes(damaged(whole[file], random) if random.random() < 0.9 else random.choice(list(whole.values())))
        assert Library([root], FolderCache(cache)).bundle("small") == plain
        for file, content in whole.items():
            file.write_bytes(content)


@pytest.mark.parametrize("kind", SPECIAL)
def test_a_cache_of_special_files_counts_as_empty(tmp_path: Path, kind: str) -> None:
    root, cache = folder(tmp_path / "lib", scene()), tmp_path / "cache"
    plain = Library([root], FolderCache(cache)).bundle("small")
    for file in list(cache.iterdir()):
        file.unlink()
        SPECIAL[kind](file)
    assert Library([root], FolderCache(cache)).bundle("small") == plain


@pytest.mark.parametrize("kind", SPECIAL)
def test_a_special_file_is_reported_and_hides_nothing(tmp_path: Path, kind: str) -> None:
    root = folder(tmp_path / "lib", scene())
    odd = root / "scenarios" / "odd.yaml"
    SPECIAL[kind](odd)
    SPECIAL[kind](root / "rubrics" / "odd.yaml")
    for words in command_lines(("list",), ("list", "--lang", "zh"), ("doctor",)):
        assert harmless(run(tmp_path / "home", *words, "--library", str(root))).code == 0
    ran = harmless(run(tmp_path / "home", "check", str(root), "--quick"))
    assert ran.code == 1
    ran.says(f"scenarios/odd.yaml:1:1\n  = {'help: split' if kind == 'huge' else 'help: check its name'}")
    for words in command_lines(
        ("play", str(odd)), ("map", str(odd)), ("edit", str(odd)), ("compare", str(odd), str(odd))
    ):
        assert harmless(run(tmp_path / "home", *words)).code == 2
    played = harmless(run(tmp_path / "home", "play", "small", "--no-briefing", "--library", str(root), typed="q\n"))
    assert played.code == 0


@pytest.mark.parametrize("kind", SPECIAL)
def test_a_special_file_in_place_of_the_record_stops_nothing(tmp_path: Path, kind: str) -> None:
    root, home = folder(tmp_path / "lib", scene()), tmp_path / "home"
    home.mkdir()
    if kind != "dangling":
        SPECIAL[kind](home / "records.db")
    (home / "drills").mkdir()
    SPECIAL[kind](home / "drills" / "odd.jsonl")
    for words in command_lines(
        ("doctor",), ("goals",), ("list",), ("drill", "--list"), ("play", "small", "--no-briefing")
    ):
        assert harmless(run(home, *words, "--library", str(root), typed="q\n")).code == 0


def test_names_too_long_for_a_disk_are_errors(tmp_path: Path) -> None:
    long = "a" * 300
    for words in command_lines(
        ("check", long),
        ("check", f"{tmp_path}/{long}.yaml"),
        ("play", long),
        ("play", f"{long}.yaml"),
        ("edit", f"{long}.yaml"),
        ("new", "my-scene", "--folder", f"{tmp_path}/{long}"),
        ("list", "--library", f"{tmp_path}/{long}"),
    ):
        assert harmless(run(tmp_path / "home", *words)).code in (1, 2)
    for words in command_lines(("doctor",), ("list",), ("goals",)):
        assert harmless(run(tmp_path / long, *words)).code == 0


@pytest.mark.parametrize("name", [GBK, HOSTILE], ids=["gbk", "hostile"])
def test_an_undecodable_or_hostile_name_is_shown_escaped(tmp_path: Path, name: str) -> None:
    root = folder(tmp_path / name, scene())
    odd = root / "scenarios" / f"{name}.yaml"
    try:
        put(odd, yaml(scene(id="other")))
    except OSError:
        pytest.skip("this disk takes no such names")
    home, library = tmp_path / f"home{name}", ("--library", str(root))
    for words in command_lines(
        ("list",), ("doctor",), ("check", "--quick"), ("check", "--quick", "--format", "github"), ("goals",)
    ):
        assert harmless(run(home, *words, *library)).code in (0, 1)
    for words in command_lines(("list", "--json"), ("check", "--quick", "--format", "json")):
        ran = harmless(run(home, *words, *library))
        assert json.loads(ran.out)
    for words in command_lines(
        (name,), ("list", "--tag", name), ("list", "--rubric", name), ("explain", name), ("play", name)
    ):
        assert harmless(run(home, *words, *library)).code == 2
    for words in command_lines(
        ("new", name), ("map", "small", "--output", f"{tmp_path}/no/{name}"), ("drill", "--report", name)
    ):
        assert harmless(run(home, *words, *library)).code == 2
    played = harmless(run(home, "play", "small", "--no-briefing", *library, typed="q\n"))
    assert played.code == 0


def test_a_scene_with_an_undecodable_name_can_be_played(tmp_path: Path) -> None:
    root = folder(tmp_path / GBK_FOLDER)
    odd = put(root / "scenarios" / f"{GBK}.yaml", yaml(scene()))
    harmless(run(tmp_path, "list", "--library", str(root))).says("small")
    for words in command_lines(
        ("play", str(odd), "--no-briefing"), ("play", "small", "--no-briefing", "--library", str(root))
    ):
        ran = harmless(run(tmp_path, *words, typed="q\n"))
        assert ran.code == 0, ran.err
    assert harmless(run(tmp_path, "check", str(odd), "--quick")).code == 0
