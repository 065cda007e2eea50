"""RP021, RP027 and RP028: what an author wrote as text and YAML interprets as something else, mostly silently.

In unquoted text `` #`` starts a comment, ``!`` a tag and ``&word`` an anchor. Intended comments are accepted: they
follow two spaces, a name or a number, or are on a line that is not indented deeper.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from roleplay.reading.diagnostics import Diagnostic, Span
from roleplay.reading.document import Document
from roleplay.reading.fullwidth_signs import wide_sign_around

#: Names, numbers, dates and formats: a comment after one of these is intended.
_NAME_LIKE = re.compile(r"[a-z0-9][A-Za-z0-9]*(?:[-_./]+[A-Za-z0-9]+)*")
#: A comment that begins after one space, or that begins like a number: ``# 4711``.
_CUT = re.compile(r"(?:[ \t]|[ \t]+(?=#[ ]?\d))(#.*)")
_COMMENT_LINE = re.compile(r"( *)(#.*)")
#: Endings of a text in a list that show that it is complete.
_COMPLETE_ENDINGS = tuple(".?!…。？！；~\"'”’」』）)】")
_MAX_SHOWN = 40


def is_text(value: object) -> bool:
    """Whether an unquoted value is text, not a name, a number or a boolean."""
    return isinstance(value, str) and _NAME_LIKE.fullmatch(value) is None


def cut_by_comment(document: Document, event: Any, value: object, column: int) -> Diagnostic | None:
    """The finding if a comment cuts off the end of an unquoted text.

    ``column`` (from 0): a further line that begins beyond it would belong to the text.
    """
    if not is_text(value):
        return None
    start = Span(event.start_mark.line + 1, event.start_mark.column + 1, 0, 0)
    last, lines = event.end_mark.line, document.lines
    cut = _CUT.fullmatch(lines[last], event.end_mark.column)
    if cut is not None:
        return wide_sign_around(document, start, value) or _finding(document, last, cut.start(1), cut[1], str(value))
    if lines[last][event.end_mark.column :].strip() or last + 1 >= len(lines):
        return None
    below = _COMMENT_LINE.fullmatch(lines[last + 1])
    if below is not None and below.end(1) > column:
        return _finding(document, last + 1, below.start(2), below[2], str(value))
    return None


def _finding(document: Document, line: int, column: int, lost: str, kept: str) -> Diagnostic:
    span = Span(line + 1, column + 1, line + 1, column + 1 + len(lost))
    end = kept if len(kept) <= _MAX_SHOWN else "…" + kept[1 - _MAX_SHOWN :]
    return document.finding(
        "RP027",
        span,
        lost=_short(lost),
        problem=f"a # after a space starts a comment, so the text ends with `{end}`",
        problem_zh=f"空格后面的 # 表示注释，文字到“{end}”就断了",
    )


def lost_to_tag(document: Document, span: Span) -> Diagnostic:
    """RP027 for a ``!`` before a text."""
    return document.finding(
        "RP027",
        Span(span.line, span.column, span.line, span.column + 1),
        lost="!",
        problem="an exclamation mark before a text is read as a tag and dropped",
        problem_zh="文字开头的英文感叹号会被当作标签，不会显示",
    )


def lost_to_anchor(document: Document, span: Span, name: str) -> Diagnostic:
    """RP027 for ``&name`` before a value, if no ``*name`` uses it."""
    lost = f"&{name}"
    return document.finding(
        "RP027",
        Span(span.line, span.column, span.line, span.column + len(lost)),
        lost=_short(lost),
        problem=f"& and a word name the value for a later `*{name}`, which does not exist",
        problem_zh=f"& 加一个词是给这个值起名，供后面的 `*{name}` 引用，而后面没有引用",
    )


def follows_comma(document: Document, span: Span) -> bool:
    """Whether a comma precedes ``span``, on its line or at the end of the one above."""
    above = document.lines[span.line - 2] if span.line > 1 else ""
    return (above + document.lines[span.line - 1][: span.column - 1]).rstrip().endswith(",")


def lacks_colon(document: Document, key: Span) -> bool:
    """Whether no colon follows a key: between brackets, such a key is the rest of a text."""
    return not document.lines[key.end_line - 1][key.end_column - 1 :].lstrip().startswith(":")


def cut_questions(document: Document) -> list[Diagnostic]:
    """RP028 for questions for a class that a comma seems to have cut in two: the first part does not end like one."""
    questions = document.data.get("discussion")
    if not isinstance(questions, list):
        return []
    return [
        wide_sign_around(document, document.span(("discussion", index - 1)), before)
        or document.finding("RP028", document.span(("discussion", index)), found=_short(after), before=_short(before))
        for index, (before, after) in enumerate(pairwise(questions), 1)
        if _without_quotes(document, index - 1, before)
        and _without_quotes(document, index, after)
        and not before.rstrip().endswith(_COMPLETE_ENDINGS)
        and follows_comma(document, document.span(("discussion", index)))
    ]


def _without_quotes(document: Document, index: int, value: object) -> bool:
    span = document.span(("discussion", index))
    return isinstance(value, str) and document.lines[span.line - 1][span.column - 1] not in "\"'"


def _short(text: str) -> str:
    return text if len(text) <= _MAX_SHOWN else text[: _MAX_SHOWN - 1] + "…"
