"""RP022 and RP030: full-width or typographic characters and spaces where YAML requires its own."""

from __future__ import annotations

import re

from roleplay.reading.diagnostics import Diagnostic, Span
from roleplay.reading.document import Document

#: A key followed by a full-width colon, at the beginning of a line or within brackets.
_WIDE_COLON = re.compile(r"(?:^\s*(?:- +)*|[{,，｛]\s*)([A-Za-z_][\w.-]*)：")
#: A full-width sign in the position of YAML's own: brackets, and a comma between two entries.
_WIDE_SIGN = re.compile(r"(?<=: )[｛［]|(?<=- )[｛［]|[｝］]\s*$|，(?=\s*[A-Za-z_][\w.-]*\s*[:：])")
#: A typographic quotation mark that opens a value.
_CURLY = re.compile(r"(?:: +|- +|[\[{,] *)([“”„«»「『‘])")
#: Spaces that YAML does not accept as indentation.
_WIDE_SPACE = re.compile(r"[ \t]*([\xa0\u2000-\u200a\u202f\u205f\u3000])")
#: The ASCII character that each sign was meant to be.
INTENDED = {
    "｛": "{", "｝": "}", "［": "[", "］": "]", "，": ",", "：": ":",
    "“": '"', "”": '"', "„": '"', "「": '"', "『": '"', "«": '"', "»": '"', "‘": "'", "’": "'",
}  # fmt: skip


def wide_space(document: Document, number: int) -> Diagnostic | None:
    """RP030 for a line that is indented by spaces that YAML does not accept."""
    match = _WIDE_SPACE.match(document.lines[number - 1])
    if match is None:
        return None
    span = Span(number, match.end(), number, match.end() + 1)
    code = f"U+{ord(match[1]):04X}"
    return _finding(document, span, code, ("an ordinary space", "空格键打出的半角空格"), ("space", "空格"))


def wide_sign(document: Document, number: int) -> Diagnostic | None:
    """RP022 or RP030 for a full-width sign in a line, in the position of one of YAML's."""
    line = document.lines[number - 1]
    colon, sign = _WIDE_COLON.search(line), _WIDE_SIGN.search(line)
    if colon is not None and (sign is None or colon.end() <= sign.start() + 1):
        return wide_colon(document, Span(number, colon.end(), number, colon.end() + 1), colon[1])
    if sign is None:
        return None
    return sign_at(document, Span(number, sign.start() + 1, number, sign.start() + 2), sign[0])


def curly_quote(document: Document, span: Span) -> Diagnostic | None:
    """RP030 for a typographic quotation mark that opens the text at ``span``."""
    marks = list(_CURLY.finditer(document.lines[span.line - 1][: span.column - 1]))
    if not marks:
        return None
    mark = marks[-1]
    return sign_at(document, Span(span.line, mark.start(1) + 1, span.line, mark.start(1) + 2), mark[1])


def wide_colon(document: Document, span: Span, key: str) -> Diagnostic:
    """RP022: the colon at ``span``, after ``key``."""
    return document.finding("RP022", span, key=key)


def sign_at(document: Document, span: Span, sign: str) -> Diagnostic:
    """RP030: the sign at ``span``."""
    return _finding(document, span, sign, (f"`{INTENDED[sign]}`", f"`{INTENDED[sign]}`"), ("sign", "符号"))


def wide_sign_around(document: Document, span: Span, value: object) -> Diagnostic | None:
    """RP030 for a value that is wrong because it begins with a typographic quote or a full-width bracket."""
    if not isinstance(value, str) or value[:1] not in INTENDED:
        return None
    if document.lines[span.line - 1][span.column - 1 : span.column] != value[0]:  # it is quoted
        return None
    return sign_at(document, Span(span.line, span.column, span.line, span.column + 1), value[0])


def wide_sign_in_name(document: Document, span: Span, name: str) -> Diagnostic | None:
    """RP022 or RP030 for a full-width sign inside a name."""
    if " " in name and name[0] not in INTENDED:  # a text, in which such signs are fine
        return None
    for column, sign in enumerate(name):
        if sign in INTENDED and document.lines[span.line - 1][span.column - 1 :].startswith(name):
            place = Span(span.line, span.column + column, span.line, span.column + column + 1)
            if sign == "：":
                return wide_colon(document, place, name[:column])
            return sign_at(document, place, sign)
    return None


def _finding(document: Document, span: Span, found: str, wanted: tuple[str, str], kind: tuple[str, str]) -> Diagnostic:
    words = {"found": found, "wanted": wanted[0], "wanted_zh": wanted[1], "kind": kind[0], "kind_zh": kind[1]}
    return document.finding("RP030", span, **words)
