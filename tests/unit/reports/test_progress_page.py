"""The progress page: charts, tables, and no content interpreted as markup."""

from __future__ import annotations

import re

import pytest

from roleplay.locales import catalogue
from roleplay.presenting.overdone import Overdone
from roleplay.presenting.progress import Course, CourseGroup, Progress, ProgressSection
from roleplay.reports.course_chart import DRAWN
from roleplay.reports.progress import progress_page
from talk_scene import bundle

BOMB = "</text><script>alert(1)</script>"
MOVE = next(move for move in bundle().moves.values() if move.kind == "poor")


def page(*courses: Course, moves: tuple[Overdone, ...] = (), language: str = "en") -> str:
    progress = Progress(5, 2, (CourseGroup("HEAT & more", courses),), CourseGroup("Families", ()), None)
    section = ProgressSection("A <b>", ("line & line",), "about")
    return progress_page(progress, [section], moves, bundle().moves, "2026-11-29", catalogue(language))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_course_has_a_chart_a_comparison_and_a_row(language: str) -> None:
    text = page(Course("heat.hear", "Hear", (10.0, 30.0, 90.9)), language=language)
    assert text.count("<svg") == 2
    assert text.count('role="img"') == 2
    assert "10, 30, 90" in text, "for who cannot see it"
    assert "<td>10 30 90</td>" in text
    assert catalogue(language)("pictures.compared") in text


def test_two_attempts_are_too_few_for_a_chart() -> None:
    text = page(Course("heat.hear", "Hear", (10.0, 30.0)))
    assert "<svg" not in text
    assert catalogue("en")("pictures.nothing", enough=3) in text


def test_of_many_attempts_the_last_are_drawn() -> None:
    text = page(Course("heat.hear", "Hear", tuple(float(n) for n in range(100))))
    assert text.count("<circle") == DRAWN + 2
    assert "… 76 77" in text
    assert ">77</text>" in text, "the number of the first attempt that is drawn"


def test_an_overdone_moves_bar_is_as_long_as_its_cost() -> None:
    other = Overdone("gone", 9, 9, 99)
    text = page(moves=(Overdone(MOVE.id, 3, 2, 20), other._replace(move=MOVE.id, points_lost=5), other))
    assert re.findall(r"width:([\d.]+)%", text.partition("<body>")[2]) == ["100.0", "25.0"], (
        "what has no name is left out"
    )


def test_names_are_text() -> None:
    text = page(Course("heat.hear", BOMB, (10.0, 30.0, 90.0)))
    assert "<script>" not in text
    assert "HEAT &amp; more" in text
    assert "A &lt;b&gt;" in text
    assert "line &amp; line" in text
