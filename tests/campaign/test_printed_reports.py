"""Reports as a browser prints them: at most three A4 sheets for one attempt, even of the longest shipped scenes.

Five random plays of every scene in both languages, half of them with everything a learner can add (own words,
sureness, guesses); some are also opened on a phone. Only with `make campaign`.
"""

from __future__ import annotations

import base64
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from campaign_size import LONG
from e2e.browser import Browsers, need_browser
from roleplay.engine import legal
from roleplay.reports.report_page import report_page
from roleplay.session import Decision, Options, Setup
from roleplay.workspace.attempt_reports import Reporter
from roleplay.workspace.workspace import Workspace

SHEETS, PLAYS = 3, 5
TYPED = {
    "en": "I understand how you feel, but please calm down: our policy says we will sort it out as soon as possible.",
    "zh": "我理解您的心情，但是请您先冷静一下，公司规定就是这样，我们会尽快给您处理。",
}


@pytest.fixture(scope="module")
def browsers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browsers]:
    need_browser()
    opened = Browsers(tmp_path_factory.mktemp("browsers"))
    yield opened
    opened.close()


def played(workspace: Workspace, scene: str, chance: random.Random, language: str, *, full: bool) -> str | None:
    """The id of a random play; ``None`` if it did not reach an ending."""
    options = Options(own_words=full, ask_sure=full, hide_meters=full)
    attempt = workspace.begin(scene, Setup(chance.randrange(99), options=options), language)
    for _ in range(60):
        choices = legal(attempt.state)
        if attempt.over or not choices:
            break
        sure, guess = (chance.randrange(1, 4), chance.randrange(5)) if full else (None, None)
        own = TYPED[language] if full else None
        attempt.say(Decision(chance.choice(choices), language, own_words=own, sure=sure, guess=guess))
    return attempt.journal.attempt_id if attempt.over else None


@pytest.mark.skipif(not LONG, reason="prints every scene in a browser: make campaign")
def test_one_attempt_prints_on_three_sheets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browsers: Browsers
) -> None:
    from selenium.webdriver.common.print_page_options import PrintOptions

    monkeypatch.setenv("ROLEPLAY_HOME", str(tmp_path / "home"))
    workspace, chance, paper = Workspace(), random.Random(16), PrintOptions()
    paper.page_width, paper.page_height, paper.background = 21.0, 29.7, True
    released = [entry.id for entry in workspace.library.entries if entry.problem is None and entry.released]
    browser, phone, printed = browsers.open(), browsers.open(mobile=True), 0
    for scene in released:
        for number in range(PLAYS):
            for language in ("en", "zh"):
                full = number % 2 == 0
                id_ = played(workspace, scene, chance, language, full=full)
                if id_ is None:
                    continue
                reporter = Reporter(workspace, language, own_words=True)
                page = tmp_path / f"{scene}-{number}-{language}.html"
                page.write_text(report_page(reporter.report([id_]), reporter.words), encoding="utf-8")
                browser.get(page.as_uri())
                sheets = re.findall(rb"/Type\s*/Page\b", base64.b64decode(browser.print_page(paper)))
                assert 1 <= len(sheets) <= SHEETS, page.name
                if printed % 5 == 0:
                    phone.get(page.as_uri())
                    wide = phone.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
                    assert wide <= 0, page.name
                printed += 1
    assert printed
    workspace.close()
