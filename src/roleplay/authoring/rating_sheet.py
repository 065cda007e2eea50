"""The sheet a rater fills in: what was said, and the lines in an order that differs from the file's."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator

from roleplay.checking.decision_points import DecisionPoint, decision_points
from roleplay.checking.subject import Subject
from roleplay.engine import State
from roleplay.engine.view import says
from roleplay.reading.ratings import COLUMNS, DEALT, words_digest
from roleplay.scene.text import Text
from roleplay.text.spreadsheet import escape_formula

#: Columns for the rater to read; ignored when ratings are read back.
DISPLAY_COLUMNS = ("heard", "line")


#: Renders a text of the story in a state.
TextRenderer = Callable[[Text, State], str]


def rating_sheet(subject: Subject, language: str, render: TextRenderer) -> str:
    """The sheet as CSV: every decision of the scene once, in the state in which it is first met, without saying which
    line is best.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*DISPLAY_COLUMNS, *COLUMNS, DEALT])
    seen: set[str] = set()
    for point in decision_points(subject):
        if len(point.lines) > 1 and point.node.id not in seen:
            seen.add(point.node.id)
            writer.writerows(_rows(subject, point, language, render))
    return out.getvalue()


def _rows(subject: Subject, point: DecisionPoint, language: str, render: TextRenderer) -> Iterator[list[str | int]]:
    state = subject.graph.states[subject.graph.at[point.node.id][0]]
    spoken = says(state)
    heard = "" if spoken is None else render(spoken, state)
    dealt = " ".join(f"{fact}={value}" for fact, value in zip(subject.story.facts, state.facts, strict=True))
    digest = words_digest(point.node, language)
    for line in sorted(point.lines, key=lambda line: _sort_key(point.node.id, line.id)):
        filled = {"node": point.node.id, "choice": line.id, "words": digest}
        text = render(line.say, state)
        yield [*map(escape_formula, (heard, text)), *(filled.get(name, "") for name in COLUMNS), dealt]
        heard = ""


def _sort_key(node: str, choice: str) -> str:
    """A sort key unrelated to the order of the file, but always the same."""
    return hashlib.sha256(f"{node}\0{choice}".encode()).hexdigest()
