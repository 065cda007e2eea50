"""The page of a class as a browser prints it: four A4 sheets for one scene; on a phone it fits the width."""

from __future__ import annotations

import base64
import re
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from e2e.browser import OpenBrowser
from roleplay.cohort.tables import class_spread
from roleplay.locales import LANGUAGES, catalogue
from roleplay.presenting.cohort.class_facts import class_facts
from roleplay.reports.cohort import cohort_page
from roleplay.workspace.cohort import gather, journal_files, replayed
from roleplay.workspace.workspace import Workspace
from simulated_class import BEGINNING, SimulatedScene, simulated_attempt, simulated_journal, skilled, write_journal

SHEETS = 4


@pytest.mark.parametrize("learners", [10, 40])
def test_a_long_scene_prints_on_four_sheets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_browser: OpenBrowser, learners: int
) -> None:
    """`cross-department`, with thirteen decisions the longest scene in print; two plays per learner."""
    from selenium.webdriver.common.print_page_options import PrintOptions

    monkeypatch.setenv("ROLEPLAY_HOME", str(tmp_path / "home"))
    library = Workspace().library
    scene = SimulatedScene("cross-department", tuple(library.sources("cross-department")))
    for number in range(learners):
        chance = Random(number)
        player = skilled(chance.uniform(0, 0.7), chance)
        attempts = [
            simulated_attempt(
                scene, player, f"{number:016x}{again:016x}", seed=number, began=BEGINNING + timedelta(days=again)
            )
            for again in range(2)
        ]
        write_journal(tmp_path / "in", f"l{number}", simulated_journal(number, attempts, scene.sources))
    plays = replayed(gather(journal_files([tmp_path / "in"])), library)
    browser, phone, paper = open_browser(), open_browser(mobile=True), PrintOptions()
    paper.page_width, paper.page_height, paper.background = 21.0, 29.7, True
    for language in LANGUAGES:
        words = catalogue(language)
        page = tmp_path / f"{language}.html"
        facts = class_facts(class_spread(plays.plays), plays.bundles, words)
        page.write_text(cohort_page(facts, "2026-05-04", words), encoding="utf-8")
        browser.get(page.as_uri())
        printed = base64.b64decode(browser.print_page(paper))
        assert 1 < len(re.findall(rb"/Type\s*/Page\b", printed)) <= SHEETS, language
        phone.get(page.as_uri())
        assert phone.execute_script("return document.documentElement.scrollWidth - window.innerWidth") <= 0, language
