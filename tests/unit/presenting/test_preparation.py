"""What is told before a scene begins, as paragraphs."""

from __future__ import annotations

from builders import bundle, scene
from roleplay.locales import catalogue
from roleplay.presenting.paragraphs import wrapped
from roleplay.presenting.preparation import papers_of


def test_a_line_of_a_paper_begins_further_left_than_what_it_is_wrapped_to() -> None:
    log = {"title": "Log", "text": "9:40 nobody at the door\n\n9:41 gone"}
    data = scene(brief={**scene()["brief"], "papers": [log]})
    text, _ = wrapped(papers_of(bundle(data), catalogue("en")), 16)
    assert text == "Log\n9:40 nobody at\n  the door\n\n9:41 gone\n"


def test_a_scene_without_papers_has_nothing_in_hand() -> None:
    assert papers_of(bundle(scene()), catalogue("en")) == []
