"""``roleplay serve``: its options, its messages, and the program it runs behind a page."""

from __future__ import annotations

import argparse
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from unittest import mock

import pytest

pytest.importorskip("textual_serve")

from builders import folder
from command_runs import RunResult, run
from desk_scene import DESK_FILES, desk, desk_home
from roleplay.commands import serve
from roleplay.web.serving.server import listen
from roleplay.web.serving.site import SiteConfig

Served = list[tuple[SiteConfig, Sequence[str]]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return desk_home(tmp_path)


@pytest.fixture
def served() -> Iterator[Served]:
    """The configurations served, and their hosts; serving ends at once."""
    calls: Served = []

    def serve(config: SiteConfig, listening: socket.socket, hosts: Sequence[str], ready: Callable[[], None]) -> None:
        with listening:
            calls.append((config, hosts))
            ready()

    with mock.patch("roleplay.web.serving.server.serve", serve):
        yield calls


def start(home: Path, *words: str) -> RunResult:
    return run(home, "serve", "--port", "0", *words)


def test_it_says_where_to_connect_and_how_to_stop_it(home: Path, served: Served) -> None:
    ran = start(home)
    assert ran.code == 0
    config, hosts = served[0]
    port = hosts[0].rpartition(":")[2]
    ran.says(f"http://127.0.0.1:{port}/", "Ctrl+C")
    assert len(ran.lines) == 2
    assert set(hosts) == {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}
    assert (config.most, config.language) == (30, None)
    assert "打开" in start(home, "--lang", "zh").out
    assert served[1][0].language == "zh"


def test_it_says_who_can_reach_it(home: Path, served: Served) -> None:
    with mock.patch("roleplay.web.net.addresses.addresses", return_value=("192.168.1.5", "127.0.0.1")):
        ran = start(home, "--address", "0.0.0.0", "--tabs", "12")
    ran.says("http://192.168.1.5:", "Anybody who can reach this machine can play")
    assert served[0][0].most == 12
    assert any(host.startswith("192.168.1.5:") for host in served[0][1])


def test_a_page_runs_this_very_program_with_all_libraries(
    home: Path, tmp_path: Path, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(tmp_path / "named", desk(id="other"), files=DESK_FILES)
    folder(tmp_path / "given", desk(id="third"), files=DESK_FILES)
    monkeypatch.chdir(tmp_path)
    ran = run(
        home, "serve", "--port", "0", "--library", "given", env={"ROLEPLAY_LIBRARY": f"{tmp_path / 'named'}:/not/there"}
    )
    assert ran.code == 0
    command = served[0][0].command
    assert list(command[:3]) == [sys.executable, "-m", "roleplay"]
    libraries = [str(home / "library"), str(tmp_path / "named"), str(tmp_path / "given")]
    assert list(command[3:]) == [word for library in libraries for word in ("--library", library)]


def test_a_library_that_is_not_a_folder_is_reported_at_once(home: Path, tmp_path: Path, served: Served) -> None:
    start(home, "--library", str(tmp_path / "missing")).fails("no folder")
    assert not served


def test_a_taken_port(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        run(home, "serve", "--port", str(port)).fails(f"port {port} is in use", "--port")


def test_an_address_of_another_machine(home: Path) -> None:
    start(home, "--address", "203.0.113.9").fails("203.0.113.9", "0.0.0.0")
    start(home, "--address", "no such name").fails("no such name")


def test_a_forbidden_port(home: Path) -> None:
    with mock.patch("roleplay.web.serving.server.listen", side_effect=PermissionError(13, "no")):
        run(home, "serve", "--port", "80").fails("port 80", "1024")


@pytest.mark.parametrize("module", ["textual_serve", "ifaddr"])
def test_without_the_extra_it_says_how_to_install_it(home: Path, module: str) -> None:
    with mock.patch.object(serve, "find_spec", side_effect=lambda name: None if name == module else find_spec(name)):
        start(home).fails("pip install 'roleplay[serve]'")


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (["--port", "x"], "port"),
        (["--port", "65536"], "65535"),
        (["--port", "9" * 5000], "port"),
        (["--tabs", "0"], "tabs"),
        (["--tabs", "501"], "500"),
        (["--tabs", "-3"], "tabs"),
    ],
)
def test_invalid_numbers(home: Path, words: list[str], about: str) -> None:
    run(home, "serve", *words).fails(about, "--help")


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1"])
def test_listening(address: str) -> None:
    try:
        listening = listen(address, 0)
    except OSError:  # a machine without IPv6
        assert address == "::1"
        return
    with listening:
        assert listening.getsockname()[1] > 0


def test_the_parser_has_a_default_address() -> None:
    from roleplay.commands.parser import build_parser

    args: argparse.Namespace = build_parser().parse_args(["serve"])
    assert (args.address, args.port, args.tabs) == (serve.DEFAULT_ADDRESS, 8000, 30)
