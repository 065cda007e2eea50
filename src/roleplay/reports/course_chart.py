"""The course of a criterion as a small SVG chart, and the same figures as an accessible table."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.locales import Catalogue
from roleplay.presenting.progress import Course
from roleplay.reports.markup import Markup, element, joined
from roleplay.scoring.percent import LEVELS, whole_percent

_WIDTH, _HEIGHT = 300, 122
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 46, 10, 20
#: Maximum number of attempts in a chart (the last ones), so that their dots do not overlap.
DRAWN = 24


def course_chart(course: Course, words: Catalogue) -> Markup:
    """The last `DRAWN` percentages of a course on a grid of level bounds; the first and last attempt are numbered."""
    percents = [whole_percent(percent) for percent in course.percents[-DRAWN:]]
    first = len(course.percents) - len(percents) + 1
    step = (_WIDTH - _LEFT - _RIGHT) / max(len(percents) - 1, 1)
    spots = [(_LEFT + number * step, _y(percent)) for number, percent in enumerate(percents)]
    bounds = [0, *(round(100 * bound) for bound in LEVELS), 100]
    grid = [element("path", class_="grid", d=f"M{_LEFT} {_y(bound):.1f}H{_WIDTH - _RIGHT}") for bound in bounds]
    labels = [element("text", str(bound), x=_LEFT - 6, y=f"{_y(bound) + 4:.1f}", text_anchor="end") for bound in bounds]
    run = element("polyline", class_="run", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in spots))
    marks = [element("circle", class_="spot", cx=f"{x:.1f}", cy=f"{y:.1f}", r=2.8) for x, y in spots]
    x, y = spots[-1]
    last = element("text", f"{percents[-1]}%", class_="value", x=f"{x + 7:.1f}", y=f"{y + 4:.1f}")
    ends = [
        element("text", str(number), x=f"{at:.1f}", y=_HEIGHT - 5, text_anchor="middle")
        for number, at in {first: spots[0][0], len(course.percents): x}.items()
    ]
    described = words("pictures.described", name=course.name, values=", ".join(map(str, percents)))
    return element(
        "figure",
        element("figcaption", course.name),
        element(
            "svg",
            joined(*grid, *labels, run, *marks, last, *ends),
            viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
            role="img",
            aria_label=described,
        ),
    )


def courses_table(courses: Sequence[Course], words: Catalogue) -> Markup:
    """Every course in figures: first, latest, mean of the last three, number assessed, and the last `DRAWN` values."""
    heads = ("criterion", "first", "latest", "recent", "assessed", "values")
    head = element(
        "tr", *(element("th", words(f"pictures.{name}"), scope="col", class_=_number(name)) for name in heads)
    )
    rows = []
    for course in courses:
        shown = [whole_percent(percent) for percent in course.percents]
        figures = (f"{shown[0]}%", f"{shown[-1]}%", f"{whole_percent(course.recent)}%", f"{len(shown)}×")
        rows.append(
            element(
                "tr",
                element("th", course.name, scope="row"),
                *(element("td", figure, class_="number") for figure in figures),
                element("td", " ".join([*(["…"] if len(shown) > DRAWN else []), *map(str, shown[-DRAWN:])])),
            )
        )
    columns = Markup("<colgroup><col><col><col><col><col><col></colgroup>")
    return element("table", columns, element("thead", head), element("tbody", *rows), class_="courses")


def _number(name: str) -> str | None:
    return None if name in ("criterion", "values") else "number"


def _y(percent: float) -> float:
    return _TOP + (100 - percent) * (_HEIGHT - _TOP - _BOTTOM) / 100
