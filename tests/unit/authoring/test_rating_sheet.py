"""The rating sheet: all lines, nothing of the key, and readable once filled in."""

from __future__ import annotations

import csv
import io

from builders import bundle, choice, node, story_scene
from roleplay.authoring.rating_sheet import rating_sheet
from roleplay.checking.subject import Subject
from roleplay.reading.document import Document
from roleplay.reading.ratings import read_ratings

BUNDLE = bundle(
    story_scene(
        nodes={
            "h": node(
                choice("a", "m", say="=Go on."),
                choice("b", "m", say="What?"),
                choice("c", "m", say="No."),
                says="Hear me.",
            ),
            "m": node(choice("only", say="Well."), says="So?"),
        }
    )
)
SUBJECT = Subject(BUNDLE, Document("small.yaml", []))


def sheet_of(subject: Subject) -> str:
    return rating_sheet(subject, "en", lambda text, _: text.get("en"))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_decision_appears_once_in_another_order_and_without_its_key() -> None:
    sheet = sheet_of(SUBJECT)
    assert [row["node"] for row in rows(sheet)] == ["h"] * 3, "with a single line there is nothing to rate"
    assert sorted(row["line"] for row in rows(sheet)) == ["'=Go on.", "No.", "What?"], "formulas are defused"
    assert [row["heard"] for row in rows(sheet)] == ["Hear me.", "", ""]
    assert [row["choice"] for row in rows(sheet)] != ["a", "b", "c"]
    assert sheet == sheet_of(SUBJECT)


def test_a_filled_in_sheet_can_be_read() -> None:
    out = io.StringIO()
    filled = [{**row, "rating": "2", "rater": "1"} for row in rows(sheet_of(SUBJECT))]
    writer = csv.DictWriter(out, filled[0])
    writer.writeheader()
    writer.writerows(filled)
    file, findings = read_ratings(out.getvalue().encode(), "small.en.csv", BUNDLE.scenario, "en")
    assert (findings, len(file.rows)) == ((), 3)
