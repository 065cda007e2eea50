"""Fixtures for the tests of the screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from textual import _wait
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.app import App
from textual.css.stylesheet import Stylesheet

from command_runs import ShipLibrary
from roleplay.commands.full_screen import services
from roleplay.tui.app import RoleplayApp
from roleplay.tui.launch_target import LaunchTarget
from roleplay.workspace.workspace import Workspace
from talk_scene import TALK

from .app_under_test import DATA, HERE, Golden, clock, grid

# After each key the pilot sleeps repeatedly, for up to a second, until the process has used less than SLEEP_IDLE of the
# processor in one SLEEP_GRANULARITY. The tests wait for conditions, so a tenth of that sleep is enough. A quarter of it
# counts as idle: on a slow machine, sleeping and waking alone costs more than Textual's default, a twentieth.
_wait.SLEEP_GRANULARITY = 1 / 500
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 4


# Without a terminal, whatever is painted is discarded. So painting happens only when a test looks (`grid`, `flat`), and
# for a screen on top of others, together with those. Painting itself is tested in tests/e2e.
_render_update = Compositor.render_update


def _mostly_unpainted(compositor: Compositor, full: bool = False, screen_stack: Any = None, **more: Any) -> Any:
    if screen_stack and (full or compositor.size.region in compositor._dirty_regions):
        return _render_update(compositor, full, screen_stack, **more)
    visible_screen_stack.set(screen_stack or [])
    compositor._dirty_regions.clear()
    return None


mock.patch.object(Compositor, "render_update", _mostly_unpainted).start()


# Every application reads the same style sheets, so they are parsed once for each set of colours.
_parse_rules = Stylesheet._parse_rules
_rules: dict[tuple[Any, ...], Any] = {}


def _parsed_once(sheet: Stylesheet, css: str, read_from: Any, *rest: Any, **more: Any) -> Any:
    key = (css, read_from, rest, *sorted(more.items()), *sheet._variables.items())
    if key not in _rules:
        _rules[key] = _parse_rules(sheet, css, read_from, *rest, **more)
    return _rules[key]


mock.patch.object(Stylesheet, "_parse_rules", _parsed_once).start()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites the golden text grids."""
    parser.addoption("--update-golden", action="store_true", help="write tests/tui/golden/*.txt anew")


@pytest.fixture
def workspace(tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """The small library of the tests, and an empty record."""
    monkeypatch.setenv("ROLEPLAY_HOME", str(tmp_path))
    monkeypatch.delenv("TEXTUAL_THEME", raising=False)
    ship_library(DATA)
    opened = Workspace(now=clock())
    yield opened
    opened.close()


@pytest.fixture
def talk_library(workspace: Workspace, ship_library: ShipLibrary) -> None:
    """The library for tests of conversation, debrief and drill, in place of the usual one."""
    ship_library(TALK)


@pytest.fixture
def make_app(workspace: Workspace) -> Callable[..., RoleplayApp]:
    """Creates applications on the small library: ``make_app("zh", scene=...)``, with the fields of `LaunchTarget`."""

    def make(language: str = "zh", *, ascii: bool = False, **target: Any) -> RoleplayApp:
        return RoleplayApp(workspace, language, LaunchTarget(**target), services(), ascii=ascii)

    return make


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare the screen with a text grid stored in ``golden/``; ``--update-golden`` writes it."""
    update = request.config.getoption("--update-golden", default=False)

    def compare(app: App[Any], name: str) -> None:
        path = HERE / "golden" / f"{name}.txt"
        now = grid(app) + "\n"
        if update:
            path.parent.mkdir(exist_ok=True)
            path.write_text(now, encoding="utf-8")
        assert path.exists(), f"{path.name} is not there; pytest tests/tui --update-golden writes it"
        assert now == path.read_text(encoding="utf-8")

    return compare
