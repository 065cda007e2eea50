"""The table of docs/library.md: how easy the best lines of the shipped scenes are to see, from their blind ratings.

``python docs/library.py`` puts it into the page; a test holds page and ratings together.
"""

from __future__ import annotations

from pathlib import Path

from roleplay.checking.ratings import RatedScene, rated, read_beside
from roleplay.checking.subject import Subject
from roleplay.presenting.rating_report import percent
from roleplay.reading.document import Document
from roleplay.reading.library import Library

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "library.md"
BEGIN, END = "<!-- ratings -->\n", "<!-- /ratings -->\n"
HEAD = """\
| scene | language | decisions | raters | best line named | obvious | another rated higher | days |
|---|---|---|---|---|---|---|---|
"""


def table() -> str:
    """One row a scene and language."""
    library = Library([ROOT])
    rows: list[str] = []
    for entry in library.entries:
        bundle, path = library.bundle(entry.id), Path(entry.path)
        files, _ = read_beside(bundle.scenario, path)
        subject = Subject(bundle, Document(str(path), []))
        rows += [_row(entry.id, rated(subject, file)) for file in files]
    return HEAD + "".join(rows)


def _row(scene: str, told: RatedScene) -> str:
    others = ", ".join(f"`{d.node.id}`" for d in told.decisions if d.misjudged is not None) or "none"
    first, last = told.dates
    days = first if first == last else f"{first} to {last}"
    count = len(told.decisions)
    cells = (
        f"`{scene}`",
        told.language,
        f"{count} of {count + len(told.unrated)}",
        told.raters,
        percent(told.named),
        percent(told.obvious),
        others,
        days,
    )
    return f"| {' | '.join(map(str, cells))} |\n"


def with_table(page: str) -> str:
    """The page with the table as it is now."""
    before, _, rest = page.partition(BEGIN)
    return before + BEGIN + table() + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
