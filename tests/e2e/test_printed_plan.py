"""The page of a plan as a browser prints it: at most two A4 sheets, and nothing cut off at the side."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from command_runs import run
from e2e.browser import OpenBrowser
from roleplay.records.model import AttemptResult, NewAttempt, PracticeTally
from roleplay.scoring.version import VERSION
from roleplay.workspace.workspace import Workspace

SHIPPED = Path(__file__).parents[2]
Write = Callable[[str, str], Path]


@pytest.fixture
def write(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes the page of a new plan, for a learner with every kind of data that a plan uses."""
    monkeypatch.setenv("ROLEPLAY_HOME", str(home))
    day = datetime.now(UTC) - timedelta(days=9)
    workspace = Workspace(now=lambda: day)
    rubrics, moves = workspace.library.contents.rubrics, workspace.library.contents.moves
    scores = {f"{rubric.id}.{criterion.id}": 20.0 for rubric in rubrics.values() for criterion in rubric.criteria}
    scores |= dict.fromkeys(rubrics, 20.0)
    poor = {move.id: (1, 3) for move in moves.values() if move.kind == "poor"}
    for scene in ("angry-customer", "silent-customer", "cross-department"):
        attempt = workspace.store.begin(NewAttempt(scene, (), 1, "practice", "en"))
        counted = PracticeTally(poor, offered={})
        workspace.store.finish(attempt, AttemptResult("end", "partial", False, scores, "heat", VERSION, counted))
        workspace.store.set_goal(attempt, "When I want to explain why it is so, I first say back what I heard. " * 2)
    workspace.close()

    def write(days: str, language: str) -> Path:
        page = tmp_path / f"{days}-{language}.html"
        run(home, "plan", "--new", days, "--html", str(page), "--lang", language, shipped=SHIPPED)
        return page

    return write


def test_it_prints_on_two_sheets(write: Write, open_browser: OpenBrowser) -> None:
    from selenium.webdriver.common.print_page_options import PrintOptions

    browser, paper = open_browser(), PrintOptions()
    paper.page_width, paper.page_height, paper.background = 21.0, 29.7, True
    for days, language in (("30", "en"), ("180", "en"), ("180", "zh")):
        browser.get(write(days, language).as_uri())
        assert browser.execute_script("return document.querySelectorAll('tbody tr').length") >= 14
        printed = base64.b64decode(browser.print_page(paper))
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2, (days, language)
        assert browser.execute_script("return document.querySelectorAll('svg').length") == 3, "what was drawn"
        wide = browser.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, (days, language)


def test_the_charts_fit_a_phone(write: Write, home: Path, tmp_path: Path, open_browser: OpenBrowser) -> None:
    page = tmp_path / "progress.html"
    run(home, "progress", "--html", str(page), "--lang", "zh", shipped=SHIPPED)
    browser = open_browser(mobile=True)
    browser.get(page.as_uri())
    assert browser.execute_script("return document.querySelectorAll('svg').length") > 10
    assert browser.execute_script("return document.documentElement.scrollWidth - window.innerWidth") <= 0
