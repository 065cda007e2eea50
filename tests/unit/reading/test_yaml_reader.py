"""Bytes to data: what is accepted, what is refused, and the location of every value."""

from __future__ import annotations

import time

import pytest

from builders import marked
from roleplay.reading.diagnostics import Diagnostic, Span
from roleplay.reading.document import Document
from roleplay.reading.files import MAX_BYTES
from roleplay.reading.yaml_reader import MAX_DEPTH, MAX_VALUES, read


def data_of(content: bytes | str) -> object:
    document, findings = read(content.encode() if isinstance(content, str) else content, "x.yaml")
    assert findings == []
    return document.data


def refusal(content: bytes | str) -> Diagnostic:
    document, findings = read(content.encode() if isinstance(content, str) else content, "x.yaml")
    assert document.data is None
    (finding,) = findings
    assert finding.message("en")
    assert finding.message("zh")
    assert finding.help("en")
    assert finding.help("zh")
    return finding


def position(finding: Diagnostic) -> tuple[int, int]:
    return finding.span.line, finding.span.column


# -- scalars ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["no", "yes", "on", "off", "y", "12:30", "2026-03-01", "0x1f", "0o17", "1_000", ".inf", ".nan", "+", "1.2.3", "~~"],
)  # fmt: skip
def test_what_only_older_yaml_converts_stays_text(written: str) -> None:
    assert data_of(f"a: {written}") == {"a": written}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True), ("False", False), ("TRUE", True), ("null", None), ("~", None), ("", None),
        ("12", 12), ("-3", -3), ("+5", 5), ("012", 12), ("1.5", 1.5), (".5", 0.5), ("1e3", 1000.0), ("-2.", -2.0),
    ],
)  # fmt: skip
def test_what_yaml_1_2_converts_is_converted(written: str, value: object) -> None:
    data = data_of(f"a: {written}")
    assert data == {"a": value}
    assert type(data["a"]) is type(value)


@pytest.mark.parametrize("written", ["'12'", '"true"', "'~'", "!!str 12", "! 12", "|-\n  12"])
def test_what_is_quoted_or_tagged_as_text_is_text(written: str) -> None:
    assert isinstance(data_of(f"a: {written}")["a"], str)  # type: ignore[index]


def test_a_key_is_always_text() -> None:
    assert data_of("1: a\ntrue: b\n~: c\n") == {"1": "a", "true": "b", "~": "c"}


def test_an_alias_refers_to_a_whole_value() -> None:
    assert data_of("a: &x {p: 1}\nb: [*x, *x]\nc: &y 3\nd: *y\n") == {
        "a": {"p": 1}, "b": [{"p": 1}, {"p": 1}], "c": 3, "d": 3,
    }  # fmt: skip


# -- places ------------------------------------------------------------------------


def test_every_value_and_every_key_knows_its_line_and_column() -> None:
    document, findings = read("一: 文\nb:\n  - x\n  - {中: 1, d: two}\n".encode(), "x.yaml")
    assert findings == []
    assert document.span(("一",)) == Span(1, 4, 1, 5)
    assert document.key_span(("b",)) == Span(2, 1, 2, 2)
    assert document.span(("b", 0)) == Span(3, 5, 3, 6)
    assert document.span(("b", 1, "d")) == Span(4, 15, 4, 18)
    assert document.key_span(("b", 1, "d")) == Span(4, 12, 4, 13)


def test_the_location_of_a_missing_value_is_that_of_the_enclosing_one() -> None:
    document, _ = read(b"a:\n  b: 1\n", "x.yaml")
    assert document.span(("a", "b", "c", 0)) == document.span(("a", "b"))
    assert document.key_span(("a", "x")) == document.span(("a",))


def test_the_location_of_a_value_in_an_alias_is_the_alias() -> None:
    document, _ = read(b"a: &x {p: 1}\nb: *x\n", "x.yaml")
    assert document.span(("b", "p")) == Span(2, 4, 2, 6)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_alike_however_they_end(newline: str) -> None:
    document, findings = read(newline.join(["# 注", "a: 1", "b: 2", ""]).encode(), "x.yaml")
    assert findings == []
    assert document.span(("b",)) == Span(3, 4, 3, 5)
    assert document.lines == ["# 注", "a: 1", "b: 2", ""]


def test_a_finding_beyond_the_file_shows_no_line() -> None:
    assert Document("x", ["a"]).finding("RP018", Span(9, 1, 9, 2), problem="p").source_line == ""


# -- the file as bytes ---------------------------------------------------------------


def test_a_byte_order_mark_is_accepted_and_moves_no_column() -> None:
    document, findings = read(b"\xef\xbb\xbfa: 1\n", "x.yaml")
    assert findings == []
    assert document.data == {"a": 1}
    assert document.span(("a",)) == Span(1, 4, 1, 5)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le", "gb18030", "big5"])
def test_another_encoding_is_refused(encoding: str) -> None:
    finding = refusal("a: 中文".encode(encoding))
    assert finding.code in ("RP002", "RP014")  # UTF-16 without a mark is UTF-8 with null characters


def test_utf_16_is_refused_naming_the_byte() -> None:
    finding = refusal(b"\xff\xfea\x00")
    assert (finding.code, finding.details["byte"], finding.details["offset"], position(finding)) == (
        "RP002",
        "0xff",
        "0",
        (1, 1),
    )


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("before", ["", "a: 中\n", "a: 中\r\n# 注\r\n"])
def test_a_bad_byte_is_named_with_its_offset_and_its_column_in_characters(mark: bytes, before: str) -> None:
    content = mark + f"{before}b: 文字".encode() + b"\xe9!\n"
    finding = refusal(content)
    assert finding.code == "RP002"
    assert finding.details["byte"] == "0xe9"
    assert content[int(finding.details["offset"])] == 0xE9
    assert position(finding) == (before.count("\n") + 1, 6)


def test_a_file_of_one_mebibyte_is_read_and_one_byte_more_is_not() -> None:
    content = b"a: 1\n#".ljust(MAX_BYTES, b"x")
    assert data_of(content) == {"a": 1}
    finding = refusal(content + b"x")
    assert (finding.code, finding.details["size"], finding.details["limit"]) == ("RP003", "1048577", "1048576")


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\u2028", "\u2029", "\ufffe"])
@pytest.mark.parametrize("text", ["a: 中文中文\nb: 文‹{}\n", "a: 中\r\n# 注‹{}\r\n", "a: 1\nb‹{}: 2\n"])
def test_a_forbidden_character_is_refused_at_its_location(text: str, control: str) -> None:
    content, expected = marked(text.replace("{}", control).replace("\r\n", "\n"))
    finding = refusal(content.replace("\n", "\r\n") if "\r" in text else content)
    assert (finding.code, position(finding), finding.details["character"]) == (
        "RP014",
        expected,
        f"U+{ord(control):04X}",
    )


@pytest.mark.parametrize(("content", "problem"), [("", "empty"), ("# only a remark\n", "empty"), ("---\n", "")])
def test_a_file_without_data_is_refused(content: str, problem: str) -> None:
    finding = refusal(content)
    assert finding.code == "RP008"
    assert problem in finding.message()


def test_a_second_document_is_refused_where_it_begins() -> None:
    finding = refusal("a: 1\n---\nb: 2\n")
    assert (finding.code, position(finding)) == ("RP008", (2, 1))
    assert data_of("---\na: 1\n...\n") == {"a": 1}


@pytest.mark.parametrize("content", ["a: 'x\n\n", "a: [1\n", "a: {b: 1,\n  # the end\n"])
def test_an_unclosed_construct_is_reported_at_a_line_that_is_not_blank(content: str) -> None:
    finding = refusal(content)
    assert finding.code in ("RP001", "RP031")
    assert finding.source_line.strip()


# -- what must not be ------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        "a: ‹!!python/object/apply:os.system [x]",
        "a: ‹!!python/name:os.system",
        "a: ‹!!binary eA==",
        "a: ‹!!set {x}",
        "a: ‹!!timestamp 2026-01-01",
        "a: ‹!local x",
        "a: ‹!<tag:example.org,2026:x> {b: 1}",
        "‹!!python/name:os.system a: 1",
        "‹<<: {b: 1}",
    ],
)
def test_a_tag_that_would_construct_something_is_refused(content: str) -> None:
    text, expected = marked(content)
    finding = refusal(text)
    assert (finding.code, position(finding)) == ("RP007", expected)


@pytest.mark.parametrize("tagged", ["!!map {b: 1}", "!!seq [1]", "!!int 3", "!!float 3.5", "!!bool true", "!!null ~"])
def test_the_tags_of_plain_data_are_accepted(tagged: str) -> None:
    assert data_of(f"a: {tagged}")


def test_a_duplicate_key_is_refused_at_its_second_occurrence() -> None:
    finding = refusal('a: 1\nb:\n  c: 1\n  d: 2\n  "c": 3\n')
    assert (finding.code, position(finding), finding.details["key"], finding.details["first"]) == (
        "RP006",
        (5, 3),
        "c",
        "3",
    )


def test_the_same_key_in_two_maps_is_not_a_duplicate() -> None:
    assert data_of("a: {x: 1}\nb: {x: 2}\nc: [{x: 3}, {x: 4}]\n")


@pytest.mark.parametrize("content", ["? ‹[a]\n: 1", "? ‹{a: b}\n: 1", "a: &x b\n‹*x : c"])
def test_a_key_that_is_not_a_word_is_refused(content: str) -> None:
    text, expected = marked(content)
    finding = refusal(text)
    assert (finding.code, position(finding)) == ("RP008", expected)


@pytest.mark.parametrize("content", ["a: ‹*x", "a: &x [‹*x]", "a: &x {b: ‹*x}", "a: ‹*x\nb: &x 1"])
def test_an_alias_of_an_incomplete_value_is_refused(content: str) -> None:
    text, expected = marked(content)
    finding = refusal(text)
    assert (finding.code, position(finding)) == ("RP001", expected)


def bomb(levels: int, width: int) -> str:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels)]
    return "\n".join(lines)


def test_an_alias_bomb_is_refused_at_once() -> None:
    before = time.perf_counter()
    finding = refusal(bomb(30, 10))
    assert (finding.code, finding.details["limit"]) == ("RP004", str(MAX_VALUES))
    assert time.perf_counter() - before < 2


def test_a_few_aliases_are_not_a_bomb() -> None:
    assert data_of(bomb(4, 10))


def test_a_file_of_very_many_values_is_refused() -> None:
    assert refusal("a: [" + "1," * MAX_VALUES + "1]").code == "RP004"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_a_depth_bomb_is_refused_at_once(opening: str) -> None:
    before = time.perf_counter()
    assert refusal(opening * 100_000).code in ("RP005", "RP008")
    assert time.perf_counter() - before < 2


def test_depth_is_accepted_up_to_its_limit() -> None:
    assert data_of("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    finding = refusal("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))
    assert (finding.code, position(finding)) == ("RP005", (1, MAX_DEPTH + 1))


def test_aliases_cannot_exceed_the_depth_limit() -> None:
    def chain(levels: int) -> str:
        return "[&a0 {x: 1}" + "".join(f", &a{n} {{x: *a{n - 1}}}" for n in range(1, levels)) + "]"

    assert data_of(chain(MAX_DEPTH - 1))
    finding = refusal(chain(MAX_DEPTH))
    assert finding.code == "RP005"
    assert refusal(chain(300)).code == "RP005"
    deep = f"a: &deep {'[' * 20}{']' * 20}\nb: "
    assert data_of(f"{deep}{'[' * 19}*deep{']' * 19}")
    assert refusal(f"{deep}{'[' * 20}*deep{']' * 20}").code == "RP005"
