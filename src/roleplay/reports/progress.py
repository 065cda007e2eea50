"""The progress page: a chart of every criterion's course, first against latest, overdone moves; all as tables too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from roleplay.locales import Catalogue
from roleplay.presenting.overdone import Overdone
from roleplay.presenting.progress import ENOUGH, Course, CourseGroup, Progress, ProgressSection, recommendation_words
from roleplay.reports.course_chart import course_chart, courses_table
from roleplay.reports.markup import Markup, element, joined, page
from roleplay.reports.style import CHARTS, COMMON
from roleplay.scene.model import Move
from roleplay.scoring.percent import whole_percent

_STYLE = f"""{COMMON}{CHARTS}
.pair{{display:grid;grid-template-columns:minmax(7rem,14rem) minmax(12rem,34rem);gap:.1rem 1rem;align-items:center}}
.pair .name{{font-size:.95rem}}
@media (max-width:38rem){{.pair{{grid-template-columns:1fr}}}}
.bars td:first-child,.bars th:first-child{{width:28%}}.bars td:nth-child(2){{width:40%}}
"""
_WIDTH, _ROW = 520, 22
_LEFT, _RIGHT = 8, 44


def progress_page(
    facts: Progress,
    sections: Sequence[ProgressSection],
    moves: Sequence[Overdone],
    vocabulary: Mapping[str, Move],
    day: str,
    words: Catalogue,
) -> str:
    """The whole page; ``day`` is its date, ``moves`` are the overdone ones, the costliest first."""
    title = words("pictures.title")
    parts = [
        element("h1", title),
        element("p", words("pictures.about", attempts=facts.attempts, passed=facts.passed, day=day)),
    ]
    if facts.recommendation is not None:
        parts += [
            element("h2", words("pictures.next")),
            element("p", recommendation_words(facts.recommendation, words)),
        ]
    groups = [
        group._replace(courses=tuple(c for c in group.courses if c.enough))
        for group in (*facts.rubrics, facts.families)
    ]
    drawn = [group for group in groups if group.courses]
    parts.append(element("h2", words("pictures.courses")))
    about = "pictures.courses_about" if drawn else "pictures.nothing"
    parts.append(element("p", words(about, enough=ENOUGH), class_="soft"))
    parts += [_group(group, words) for group in drawn]
    known = [each for each in moves if each.move in vocabulary]
    if known:
        parts += [element("h2", words("pictures.overdone")), _overdone(known, vocabulary, words)]
    for section in sections:
        about_lines = [element("p", section.about, class_="soft")] if section.about else []
        lines = (element("p", line) for line in section.lines)
        parts.append(element("section", element("h2", section.title), *lines, *about_lines))
    return page(title, words.interface, _STYLE, *parts)


def _group(group: CourseGroup, words: Catalogue) -> Markup:
    """A rubric: a chart for each criterion, a comparison of first and latest, and all of it as a table."""
    charts = element("div", *(course_chart(course, words) for course in group.courses), class_="charts")
    return element(
        "section",
        element("h3", group.title),
        charts,
        _compared(group.courses, words),
        courses_table(group.courses, words),
    )


def _compared(courses: Sequence[Course], words: Catalogue) -> Markup:
    """First against latest: one row per course, with a line between the two on a scale of 0 to 100."""
    rows = []
    for course in courses:
        first, latest = whole_percent(course.percents[0]), whole_percent(course.percents[-1])
        look = "rise" if latest > first else "fall" if latest < first else "same"
        middle = _ROW / 2
        text = words(
            "progress.course",
            first=first,
            latest=latest,
            recent=whole_percent(course.recent),
            count=len(course.percents),
        )
        picture = element(
            "svg",
            joined(
                element("path", class_="grid", d=f"M{_x(0):.1f} {middle}H{_x(100):.1f}"),
                element("path", class_=f"span {look}", d=f"M{_x(first):.1f} {middle}H{_x(latest):.1f}"),
                element("circle", class_="spot", cx=f"{_x(first):.1f}", cy=middle, r=4),
                element("circle", class_="spot full", cx=f"{_x(latest):.1f}", cy=middle, r=4),
                element("text", f"{latest}%", class_="value", x=_WIDTH - _RIGHT + 8, y=middle + 4),
            ),
            viewBox=f"0 0 {_WIDTH} {_ROW}",
            role="img",
            aria_label=f"{course.name}{words('library.colon')}{text}",
        )
        rows += [element("span", course.name, class_="name"), picture]
    legend = element(
        "p",
        element("span", "", class_="dot"), words("pictures.first"), Markup("&emsp;"),
        element("span", "", class_="dot full"), words("pictures.latest"),
        class_="soft legend",
    )  # fmt: skip
    return element("div", element("h4", words("pictures.compared")), element("div", *rows, class_="pair"), legend)


def _x(percent: float) -> float:
    return _LEFT + percent * (_WIDTH - _LEFT - _RIGHT) / 100


def _overdone(moves: Sequence[Overdone], vocabulary: Mapping[str, Move], words: Catalogue) -> Markup:
    """A table of moves, with bars of the points that their lines lost."""
    most = max(max(each.points_lost for each in moves), 1)
    heads = [element("th", words(f"pictures.{name}"), scope="col") for name in ("move", "lost")]
    heads += [
        element("th", words(f"pictures.{name}"), scope="col", class_="number") for name in ("lines", "of_attempts")
    ]
    rows = []
    for each in moves:
        bar = element("span", element("i", style=f"width:{100 * each.points_lost / most:.1f}%"), class_="bar")
        rows.append(
            element(
                "tr",
                element("th", vocabulary[each.move].name.get(words.language), scope="row"),
                element("td", bar, str(each.points_lost)),
                element("td", str(each.lines), class_="number"),
                element("td", str(each.attempts), class_="number"),
            )
        )
    about = element("p", words("pictures.overdone_about"), class_="soft")
    table = element("table", element("thead", element("tr", *heads)), element("tbody", *rows), class_="bars")
    return joined(about, table)
