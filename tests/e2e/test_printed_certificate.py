"""The page of an exam as a browser prints it: one A4 sheet, however many scenes were drawn."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from e2e.browser import OpenBrowser
from exam_sittings import QUESTIONS, STAGES, answers, begun_event, item, play_events
from roleplay.exam.events import ExamEvent
from roleplay.exam.phases import fold_sittings
from roleplay.exam.sitting import ExamPhase
from roleplay.locales import LANGUAGES, catalogue
from roleplay.presenting.exam.certificate import certificate_facts
from roleplay.reports.certificate import certificate_page
from unit.presenting.test_exam import CONTENTS, fact

#: The maximum number of scenes in an exam.
MOST = 9


def test_it_prints_on_one_sheet(tmp_path: Path, open_browser: OpenBrowser) -> None:
    from selenium.webdriver.common.print_page_options import PrintOptions

    pool = tuple(item(f"a scene with quite a long title, number {number}") for number in range(MOST))
    stages = STAGES._replace(unseen=STAGES.unseen._replace(pool=pool, draw=MOST))
    events: list[ExamEvent] = [begun_event(stages), *answers(QUESTIONS)]
    for task in range(MOST + 1):
        first, over = play_events(task)
        events += [first, over._replace(cast=over.cast * 4)]  # type: ignore[union-attr, call-arg]
    (sitting,) = fold_sittings(events)
    assert sitting.phase is ExamPhase.PASSED
    browser, paper = open_browser(), PrintOptions()
    paper.page_width, paper.page_height, paper.background = 21.0, 29.7, True
    for language in LANGUAGES:
        words = catalogue(language)
        facts = certificate_facts(fact(sitting), CONTENTS, "Li Ying " * 6, words)
        assert facts is not None
        page = tmp_path / f"{language}.html"
        page.write_text(certificate_page(facts, words), encoding="utf-8")
        browser.get(page.as_uri())
        printed = base64.b64decode(browser.print_page(paper))
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, language
        wide = browser.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, language
