"""Blind ratings: how good each line is, as judged by people who did not see the file; ``ratings/ID.LANGUAGE.csv``.

One row is one rater's judgement of one line. The first row names the columns; columns other than those of `COLUMNS`
are for the raters and are ignored.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from roleplay.reading.diagnostics import Diagnostic, Span, close_matches
from roleplay.reading.document import Document
from roleplay.reading.files import digest, read_regular
from roleplay.scene.model import Node, Scenario

FOLDER = "ratings"
#: The required columns.
COLUMNS = ("node", "choice", "rating", "best", "obvious", "rater", "date", "words")
#: An optional column: the facts dealt in the rated moment, as ``FACT=VALUE`` separated by spaces.
DEALT = "dealt"
#: The best rating of a line; the worst is 0.
MAX_RATING = 3
#: Accepted spellings of yes and no, in either language.
_YES, _NO = ("yes", "y", "1", "是"), ("", "no", "n", "0", "否")
#: The maximum size of a file in bytes.
MAX_RATINGS_BYTES = 4_000_000


class Rating(NamedTuple):
    """One rater's judgement of one line."""

    node: str
    choice: str
    #: 0 (poor at that moment) to 3 (what a master would say)
    value: int
    #: whether the rater named it the best of its decision
    best: bool
    #: whether the rater found the best line obvious; set in the row of the line named best
    obvious: bool
    #: identifies the rater: a number, never a name
    rater: str
    date: str
    #: identifies the wording that was rated: the `words_digest` of the decision
    words: str
    #: the line of the file, from 1
    line: int
    #: (fact, value) of the facts dealt, if known
    dealt: tuple[tuple[str, str], ...] = ()


class RatingsFile(NamedTuple):
    """The ratings of one scene in one language."""

    document: Document
    language: str
    rows: tuple[Rating, ...]

    def finding(self, code: str, line: int, did_you_mean: str | None = None, /, **details: object) -> Diagnostic:
        """A finding at a line of the file, from 1."""
        text = self.document.lines[line - 1] if 0 < line <= len(self.document.lines) else ""
        return self.document.finding(code, Span(line, 1, line, len(text) + 1), did_you_mean, **details)


def words_digest(node: Node, language: str) -> str:
    """Identifies the wording shown to the raters of a decision: eight hex digits that change with any of its lines."""
    lines = "\0".join(f"{choice.id}\0{choice.say.get(language)}" for choice in node.choices)
    return digest(lines.encode("utf-8", "surrogatepass"))[:8]


def ratings_files(scene: Path, languages: Sequence[str]) -> dict[str, Path]:
    """Language -> the path of its ratings: in the library of the scene, else in the scene's own folder."""
    folder = scene.parent.parent if scene.parent.name == "scenarios" else scene.parent
    return {language: folder / FOLDER / f"{scene.stem}.{language}.csv" for language in languages}


def ratings_digest(scene: Path) -> str:
    """A digest that changes whenever the ratings of a scene do, in any language; empty if they cannot be read."""
    (folder,) = {path.parent for path in ratings_files(scene, [""]).values()}
    try:
        files = sorted(path for path in folder.iterdir() if path.name.startswith(f"{scene.stem}."))
        return digest(
            b"".join(os.fsencode(path.name) + b"\0" + read_regular(path, MAX_RATINGS_BYTES) for path in files)
        )
    except OSError:
        return ""


def read_ratings(
    content: bytes, file: str, scenario: Scenario, language: str
) -> tuple[RatingsFile, tuple[Diagnostic, ...]]:
    """The valid rows, and a finding for each invalid one (RP601)."""
    empty = RatingsFile(Document(file, []), language, ())
    if len(content) > MAX_RATINGS_BYTES:
        return empty, (_row_finding(empty, 1, "the file is too long to be ratings", "文件太长，不像是盲评"),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return empty, (_row_finding(empty, 1, "the file is not saved as UTF-8", "文件不是用 UTF-8 保存的"),)
    empty.document.lines = text.splitlines()
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            names = ", ".join(missing)
            return empty, (
                _row_finding(
                    empty, 1, f"these columns are missing from the first row: {names}", f"第一行缺这几列：{names}"
                ),
            )
        return _rows(reader, empty, scenario)
    except csv.Error as error:
        line = max(reader.line_num, 1)
        return empty, (_row_finding(empty, line, f"this is not CSV: {error}", f"这一行不是合法的 CSV：{error}"),)


def _rows(
    reader: csv.DictReader[str], file: RatingsFile, scenario: Scenario
) -> tuple[RatingsFile, tuple[Diagnostic, ...]]:
    ratings: list[Rating] = []
    findings: list[Diagnostic] = []
    seen: dict[tuple[str, str, str], int] = {}
    for row in reader:
        values = {name: (row.get(name) or "").strip() for name in (*COLUMNS, DEALT)}
        if not any(values.values()):
            continue
        rating, problem = _rating(values, reader.line_num, file, scenario)
        if rating is not None:
            first = seen.setdefault((rating.rater, rating.node, rating.choice), reader.line_num)
            if first != reader.line_num:
                problem = _row_finding(
                    file, reader.line_num,
                    f"rater {rating.rater} has already rated `{rating.choice}` in line {first}",
                    f"{rating.rater} 号在第 {first} 行已经评过 `{rating.choice}`",
                )  # fmt: skip
        if problem is not None:
            findings.append(problem)
        elif rating is not None:
            ratings.append(rating)
    return file._replace(rows=tuple(ratings)), tuple(findings)


def _rating(
    values: Mapping[str, str], line: int, file: RatingsFile, scenario: Scenario
) -> tuple[Rating | None, Diagnostic | None]:
    """The rating in one row, or the finding about it."""

    def invalid(en: str, zh: str, did_you_mean: str | None = None) -> tuple[None, Diagnostic]:
        return None, _row_finding(file, line, en, zh, did_you_mean)

    node = scenario.nodes.get(values["node"])
    if node is None:
        suggestion = next(iter(close_matches(values["node"], scenario.nodes, 1)), None)
        return invalid(f"there is no node `{values['node']}`", f"没有节点 `{values['node']}`", suggestion)
    choices = [choice.id for choice in node.choices]
    if values["choice"] not in choices:
        suggestion = next(iter(close_matches(values["choice"], choices, 1)), None)
        choice = values["choice"]
        return invalid(f"`{node.id}` has no choice `{choice}`", f"节点 `{node.id}` 没有选项 `{choice}`", suggestion)
    if values["rating"] not in tuple(map(str, range(MAX_RATING + 1))):
        return invalid(
            f"a rating is a whole number from 0 to {MAX_RATING}, not `{values['rating']}`",
            f"评分是 0 到 {MAX_RATING} 的整数，不能是 `{values['rating']}`",
        )
    for name in ("best", "obvious"):
        if values[name].lower() not in (*_YES, *_NO):
            return invalid(f"`{name}` must be yes or empty", f"`{name}` 这一列写 yes，或者空着")
    if not values["rater"]:
        return invalid("the row has no rater", "这一行没写是几号评的")
    dealt = tuple((fact, value) for fact, _, value in (pair.partition("=") for pair in values[DEALT].split()))
    for fact, value in dealt:
        if value not in scenario.deal.get(fact, ()):
            suggestion = next(iter(close_matches(fact, scenario.deal, 1)), None)
            return invalid(f"nothing deals `{fact}={value}`", f"没有哪个事实会是 `{fact}={value}`", suggestion)
    is_yes: Callable[[str], bool] = lambda name: values[name].lower() in _YES  # noqa: E731
    rating = Rating(
        node=node.id,
        choice=values["choice"],
        value=int(values["rating"]),
        best=is_yes("best"),
        obvious=is_yes("obvious"),
        rater=values["rater"],
        date=values["date"],
        words=values["words"],
        line=line,
        dealt=dealt,
    )
    return rating, None


def _row_finding(file: RatingsFile, line: int, en: str, zh: str, did_you_mean: str | None = None) -> Diagnostic:
    return file.finding("RP601", line, did_you_mean, problem=en, problem_zh=zh)
