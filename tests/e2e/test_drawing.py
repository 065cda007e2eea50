"""Pictures and pages of hostile texts in a real browser: the texts are shown literally, and none is executed."""

from __future__ import annotations

from pathlib import Path

from e2e.browser import OpenBrowser
from roleplay.locales import catalogue
from roleplay.mapping import svg
from roleplay.reports import classroom
from unit.mapping.drawn_scenes import HOSTILE, chart, hostile
from unit.reports.played_drills import CONTEST, hostile_bundle, play
from unit.reports.played_drills import HOSTILE as MORE

#: Elements and attributes that would execute something.
ACTING = "script, img, a, iframe, foreignObject, [onerror], [onload], [onclick]"


def test_hostile_texts_are_shown_and_execute_nothing(tmp_path: Path, open_browser: OpenBrowser) -> None:
    words = catalogue("en")
    files = {
        "picture.svg": (svg.render(chart(hostile()), words), (HOSTILE,)),
        "page.html": (classroom.as_html(play(CONTEST, 6, scene=hostile_bundle()), words), MORE),
    }
    browser = open_browser(language="en-US")
    for name, (text, expected) in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        browser.get((tmp_path / name).as_uri())
        root = "document.documentElement"
        assert browser.execute_script(f"return {root}.querySelectorAll('parsererror, {ACTING}').length") == 0
        shown = browser.execute_script(f"return {root}.textContent")
        assert [piece for piece in expected if piece not in shown] == []
