"""A separate home for every test, with a warm cache of the shipped library."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from command_runs import SOURCE, environment
from e2e.browser import Browsers, OpenBrowser, need_browser
from e2e.terminal import Terminal

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

#: `start("play", ID, columns=.., rows=..)` or `start(program=..)`, each on its own terminal.
Start = Callable[..., Terminal]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all these tests as slow. Browser tests run in one process, which shares its browsers."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.slow)
            browser = "open_browser" in getattr(item, "fixturenames", ())
            item.add_marker(pytest.mark.xdist_group("browser" if browser else item.path.stem))


@pytest.fixture
def home(warm_home: Path, tmp_path: Path) -> Path:
    """A home with an empty record and a warm cache."""
    folder = tmp_path / "home"
    shutil.copytree(warm_home / "cache", folder / "cache")
    return folder


@pytest.fixture
def start(home: Path) -> Start:
    """Starts the program, or a Python text, on a terminal."""

    def start(
        *words: str,
        columns: int = 100,
        rows: int = 30,
        program: str = "",
        env: Mapping[str, str] = {},
    ) -> Terminal:
        command = [sys.executable, *(("-c", program) if program else ("-m", "roleplay")), *words]
        return Terminal(command, environment(home, {"PYTHONPATH": str(SOURCE), **env}), columns, rows, cwd=home)

    return start


@pytest.fixture(scope="session")
def browsers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browsers]:
    """The browsers of this process."""
    opened = Browsers(tmp_path_factory.mktemp("browsers"))
    yield opened
    opened.close()


@pytest.fixture
def open_browser(browsers: Browsers) -> Iterator[OpenBrowser]:
    """Opens browsers without shared data; at the end they are returned to the pool."""
    need_browser()
    opened: list[WebDriver] = []

    def open_browser(**looks: Any) -> WebDriver:
        opened.append(browsers.open(**looks))
        return opened[-1]

    yield open_browser
    for browser in opened:
        browsers.put_back(browser)
