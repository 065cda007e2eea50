"""Findings as text with aligned carets, as JSON, and as annotations."""

from __future__ import annotations

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.checking.render import as_github, as_json, as_text
from roleplay.reading.codes import CODES
from roleplay.reading.diagnostics import Diagnostic, Span, sort
from roleplay.text.cells import cell_len


def finding(line: str, begin: int, end: int, **more: object) -> Diagnostic:
    """A finding over the characters ``begin`` to ``end`` (from 0, exclusive) of the 7th line."""
    details = {"key": "titel", "known": "title"}
    values = {"file": "a.yaml", "span": Span(7, begin + 1, 7, end + 1), "details": details, "source_line": line, **more}
    return Diagnostic("RP010", **values)  # type: ignore[arg-type]


def marked_cells(diagnostic: Diagnostic) -> tuple[str, int, int]:
    """The source line as shown, and the range of its cells above the carets."""
    rows = as_text(diagnostic, "en").splitlines()
    source = next(row for row in rows if row.startswith("7 | "))[4:]
    caret = rows[rows.index("7 | " + source) + 1]
    assert caret.startswith("  | ")
    caret = caret[4:]
    assert set(caret) <= {" ", "^"}
    return source, caret.index("^"), len(caret)


def text_in_cells(source: str, begin: int, end: int) -> str:
    """The characters of ``source`` in cells ``begin`` to ``end``."""
    at, shown = 0, ""
    for character in source:
        if begin <= at < end:
            shown += character
        at += cell_len(character)
    return shown


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("titel: Third time", "titel"),
        ("title: {zh: 第三次返修, titel: Third}", "titel"),
        ("第三次返修：王先生 titel: 又来了", "titel"),
        ("zh: 第三次返修，王先生又来了", "王先生"),
        ("\ttabs\tand titel", "titel"),
        ("e\u0301te\u0301 王 titel", "titel"),
        ("a" * 300 + " titel " + "b" * 300, "titel"),
        ("第" * 300 + "王先生" + "修" * 300, "王先生"),
    ],
)
def test_the_caret_aligns_with_the_word_under_chinese_too(line: str, word: str) -> None:
    begin = line.index(word)
    source, first, last = marked_cells(finding(line, begin, begin + len(word)))
    assert text_in_cells(source, first, last) == word
    assert cell_len(source) <= 2 * 160


@given(st.text("aé王（，\t \u3000", min_size=1, max_size=40), st.data())
def test_the_caret_aligns_with_any_word(line: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(begin + 1, len(line)))
    if not line.strip():
        return
    source, first, last = marked_cells(finding(line, begin, end))
    expected = source[begin:end].rstrip()
    assert text_in_cells(source, first, last).startswith(expected)
    assert last - first == max(1, cell_len(expected))


def test_a_span_of_many_lines_is_marked_to_the_end_of_the_first() -> None:
    diagnostic = finding("title: {zh: 第三次", 7, 8, span=Span(7, 8, 9, 3))
    source, first, last = marked_cells(diagnostic)
    assert text_in_cells(source, first, last) == "{zh: 第三次"


def test_a_span_beyond_the_end_of_the_line() -> None:
    source, first, last = marked_cells(finding("title:", 6, 7))
    assert (source, first, last) == ("title:", 6, 7)


def test_a_finding_without_a_line_shows_none() -> None:
    rows = as_text(finding("", 0, 1), "en").splitlines()
    assert len(rows) == 3
    assert rows[1] == "  --> a.yaml:7:1"


def test_a_finding_reads_like_a_compiler_message() -> None:
    diagnostic = finding("titel: 又来了", 0, 5, did_you_mean="title")
    rows = as_text(diagnostic, "en").splitlines()
    assert rows[0].startswith("error[RP010]: ")
    assert "titel" in rows[0]
    assert rows[1:5] == ["  --> a.yaml:7:1", "  |", "7 | titel: 又来了", "  | ^^^^^"]
    assert rows[5] == "  = did you mean `title`?"
    assert rows[6].startswith("  = help: ")
    chinese = as_text(diagnostic, "zh")
    assert chinese.startswith("错误[RP010]: ")
    assert "是不是想写 `title`？" in chinese
    assert "= 办法: " in chinese


def test_nothing_in_a_file_can_control_the_terminal() -> None:
    nasty = "\x1b[31mred\x1b]0;x\x07\u202e\rgone\nsecond"
    diagnostic = finding(f"{nasty} titel", 0, 3, file=f"{nasty}.yaml", details={"key": nasty, "known": nasty})
    for text in (as_text(diagnostic, "en"), as_github(diagnostic, "en")):
        assert not any(character in text for character in "\x1b\x07\r\u202e")
    assert len(as_text(diagnostic, "en").splitlines()) == 6
    assert len(as_github(diagnostic, "en").splitlines()) == 1


def test_github_output_escapes_command_syntax() -> None:
    diagnostic = finding("x", 0, 1, file="a,b:c%.yaml", details={"key": "100%", "known": "a,b"})
    text = as_github(diagnostic, "en")
    assert text.startswith("::error file=a%2Cb%3Ac%25.yaml,line=7,col=1,title=RP010::")
    message = text.split("::", 2)[2]
    assert "100%25" in message
    assert "a,b" in message


#: Every detail that any code may use.
NAMES = {
    name
    for code in CODES.values()
    for template in (*code.en, *code.zh)
    for _, name, _, _ in string.Formatter().parse(template)
    if name
}


@pytest.mark.parametrize(
    ("severity", "github", "chinese"),
    [("error", "error", "错误"), ("warning", "warning", "警告"), ("advice", "notice", "建议")],
)
def test_github_and_text_output_show_the_severity(severity: str, github: str, chinese: str) -> None:
    code = next(code for code, value in CODES.items() if value.severity == severity)
    diagnostic = finding("x", 0, 1)._replace(code=code, details=dict.fromkeys(NAMES, "x"))
    assert as_github(diagnostic, "en").startswith(f"::{github} ")
    assert as_text(diagnostic, "en").startswith(f"{severity}[")
    assert as_text(diagnostic, "zh").startswith(f"{chinese}[")


def test_the_most_severe_finding_at_a_location_comes_first() -> None:
    codes = [next(c for c, value in CODES.items() if value.severity == s) for s in ("advice", "warning", "error")]
    assert [d.code for d in sort(finding("x", 0, 1)._replace(code=code) for code in codes)] == codes[::-1]


def test_json_has_everything_a_tool_needs() -> None:
    diagnostic = finding("titel: 又来了", 0, 5, did_you_mean="title")
    report = json.loads(as_json([diagnostic], ["a.yaml", "b.yaml"], "zh"))
    assert report["files"] == ["a.yaml", "b.yaml"]
    (row,) = report["findings"]
    assert row["message"] == diagnostic.message("zh")
    assert row["help"] == diagnostic.help("zh")
    place = {"line": 7, "column": 1, "end_line": 7, "end_column": 6}
    assert {key: row[key] for key in place} == place
    assert (row["code"], row["severity"], row["file"], row["did_you_mean"]) == ("RP010", "error", "a.yaml", "title")
