"""Why a file is not valid YAML: the line that is wrong, which is often not the one at which the parser gave up.

The parser's own message is RP001. Before falling back on it, the usual causes are looked for nearby: full-width signs
and spaces (RP022, RP030), and a line that breaks the ones after it (RP031).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from roleplay.reading.diagnostics import START, Diagnostic, Span
from roleplay.reading.document import Document
from roleplay.reading.fullwidth_signs import curly_quote, wide_sign, wide_space

#: How many lines, up to the one at which the parser gave up, are searched for the cause.
_LINES_SEARCHED = 3
#: A line that begins with a key, possibly as an item of a list.
_KEY = re.compile(r"( *)(?:- +)*([A-Za-z_][\w.-]*):(?:\s|$)")
_NO_SPACE = re.compile(r"\s*(?:- +)*([A-Za-z_][\w.-]*):(?=[^\s/:])")
#: A quotation mark in a position where it begins a text.
_OPENS = re.compile(r"(?:^\s*|:\s+|-\s+|[\[{]\s*)([\"'])|(?<=,)\s*([\"'])")
_CLOSES = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile(r"(?:[^']|'')*'")}
#: The parser's most common complaints, in Chinese.
_IN_CHINESE = {
    "could not find expected ':'": "这里应该有一个冒号（键: 值）",
    "mapping values are not allowed": "这里不该再有冒号：上一行没有结束，或者文字里的冒号没有加引号",
    "did not find expected ',' or ']'": "方括号 [ 没有闭合，或者中间少了逗号",
    "did not find expected ',' or '}'": "花括号 { 没有闭合，或者中间少了逗号",
    "did not find expected key": "缩进对不齐，或者引号后面多了文字",
    "did not find expected '-' indicator": "列表里的这一行应该以“- ”开头，缩进也要对齐",
    "did not find expected comment or line break": "> 或 | 后面应该换行；如果是比较，请加引号",
    "found character that cannot start any token": "不能以这个字符开头：制表符请换成空格，其余符号请加引号",
    "found unexpected end of stream": "引号没有闭合，一直到文件末尾",
    "did not find expected <document start>": "缩进对不齐，这一行不属于上面的内容",
    "block sequence entries are not allowed": "这里不能写“- ”：它上面的键已经有了值",
    "found a tab character": "缩进里有制表符，请换成空格",
    "did not find expected alphabetic or numeric character": "& 或 * 后面应该是名字；如果是文字，请加引号",
}


def syntax_error(document: Document, error: yaml.YAMLError) -> Diagnostic:
    """The finding for a file at which the parser gave up."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return document.finding("RP001", START, problem=" ".join(str(error).split()))
    span = Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
    if not any(map(str.strip, document.lines[mark.line :])):  # at the end: show the last line that is not blank
        last = max((n for n, line in enumerate(document.lines, 1) if line.strip()), default=1)
        width = len(document.lines[last - 1]) if document.lines else 0
        span = Span(last, width + 1, last, width + 2)
    nearby = range(span.line, max(span.line - _LINES_SEARCHED, 0), -1)
    for number in nearby:
        finding = wide_space(document, number) or wide_sign(document, number)
        if finding is not None:
            return finding
    curly = curly_quote(document, span)
    if curly is not None:
        return curly
    cause = (
        _unclosed_quote(document, span.line)
        or _missing_space(document, nearby)
        or _unclosed_bracket(document, error, span)
    )
    cause = cause or _indentation(document, span)
    if cause is not None:
        return cause
    context = getattr(error, "context", None)
    problem = getattr(error, "problem", None) or str(error)
    words = {"problem": f"{context}: {problem}" if context else problem}
    chinese = next((zh for en, zh in _IN_CHINESE.items() if en in problem), None)
    if chinese is not None:
        words["problem_zh"] = chinese
    return document.finding("RP001", span, **words)


def broken_line(document: Document, span: Span, english: tuple[str, str], chinese: tuple[str, str]) -> Diagnostic:
    """RP031: the problem with a line and its fix, as a pair per language."""
    words = {"problem": english[0], "problem_zh": chinese[0], "fix": english[1], "fix_zh": chinese[1]}
    return document.finding("RP031", span, **words)


def _block_lines(document: Document, last: int) -> Iterator[tuple[int, str]]:
    """The lines up to ``last``, numbered, without blank lines, comments and the text of block scalars."""
    block_indent: int | None = None
    for number, line in enumerate(document.lines[:last], 1):
        indent = _depth(line)
        if not line.strip() or (block_indent is not None and indent > block_indent):
            continue
        block_indent = indent if re.search(r"(?:: |- )[|>][-+\d]*\s*(?:#.*)?$", line) else None
        if not line.lstrip().startswith("#"):
            yield number, line


def _unclosed_quote(document: Document, last: int) -> Diagnostic | None:
    """RP031 for a text whose opening quotation mark is not closed in its line, so that it runs into the next key."""
    lines = dict(_block_lines(document, len(document.lines)))
    numbers = [*lines, len(document.lines) + 1]
    for index, (number, line) in enumerate(lines.items()):
        if number > last:
            return None
        below = lines.get(numbers[index + 1])
        column = _unclosed_quote_column(line)
        if column is not None and (below is None or _KEY.match(below) or below.lstrip().startswith("- ")):
            return broken_line(
                document,
                Span(number, column + 1, number, column + 2),
                ("the quotation mark that begins here is never closed", "close it where the text ends"),
                ("从这里开始的引号没有闭合", "请在这段文字的末尾补上引号"),
            )
    return None


def _unclosed_quote_column(line: str) -> int | None:
    """The column (from 0) of a quotation mark that begins a text and is not closed in the line."""
    position = 0
    while (opens := _OPENS.search(line, position)) is not None:
        group = 1 if opens[1] else 2
        in_brackets = any(sign in line[: opens.start(group)] for sign in "[{")
        closes = _CLOSES[opens[group]].match(line, opens.end())
        if closes is not None:
            position = closes.end()
        elif group == 1 or in_brackets:
            return opens.start(group)
        else:
            position = opens.end()
    return None


def _missing_space(document: Document, nearby: range) -> Diagnostic | None:
    """RP031 for a key whose colon is followed by its value without a space."""
    for number in nearby:
        match = _NO_SPACE.match(document.lines[number - 1])
        if match is not None:
            return broken_line(
                document,
                Span(number, match.end(), number, match.end() + 1),
                (
                    f"there is no space after the colon of `{match[1]}`",
                    f"write `{match[1]}: ` with a space after the colon",
                ),
                (f"`{match[1]}` 的冒号后面没有空格", f"请写成 `{match[1]}: `，冒号后面空一格"),
            )
    return None


def _unclosed_bracket(document: Document, error: yaml.YAMLError, span: Span) -> Diagnostic | None:
    """RP031 for a bracket that is not closed before the next key."""
    context = getattr(error, "context_mark", None)
    if context is None or context.line + 1 >= span.line or "flow" not in (getattr(error, "context", None) or ""):
        return None
    opening, line = document.lines[context.line], document.lines[span.line - 1]
    sign = opening[context.column : context.column + 1]
    key = _KEY.match(line)
    if sign not in ("[", "{") or key is None or len(key[1]) > len(opening) - len(opening.lstrip(" -")):
        return None
    closing = "]" if sign == "[" else "}"
    return broken_line(
        document,
        Span(context.line + 1, context.column + 1, context.line + 1, context.column + 2),
        (f"the bracket {sign} that begins here is never closed", f"close it with {closing} where its last entry ends"),
        (f"从这里开始的括号 {sign} 没有闭合", f"请在最后一项后面补上 {closing}"),
    )


def _indentation(document: Document, span: Span) -> Diagnostic | None:
    """RP031 for a line with wrong indentation: the one at ``span``, or one above with which it would then agree."""
    lines = list(_block_lines(document, span.line))
    if not lines or lines[-1][0] != span.line or _KEY.match(lines[-1][1]) is None:
        return None
    levels: list[tuple[int, int]] = []  # each open depth, with the index in `lines` where it began
    ended_at: dict[int, int] = {}  # depth -> index of the line that ended it
    for index, (_, line) in enumerate(lines[:-1]):
        while levels and levels[-1][0] > _depth(line):
            ended_at[levels.pop()[0]] = index
        if not levels or levels[-1][0] < _depth(line):
            levels.append((_depth(line), index))
    number, depth = span.line, _depth(lines[-1][1])
    deeper = [(level, index) for level, index in levels if level > depth]
    if not levels or depth in (level for level, _ in levels):
        return None
    if not deeper:
        return _deeper_than_above(document, lines)
    wanted, first = deeper[0]
    if first == len(lines) - 2:  # the only one of its depth
        return _wrong_indent(document, lines[first][0], depth)
    parent = first - 1
    emptied = parent > 0 and _depth(lines[parent - 1][1]) == _depth(lines[parent][1])
    if ended_at.get(depth) == parent or (emptied and lines[parent - 1][1].rstrip().endswith(":")):
        return _wrong_indent(document, lines[parent][0], depth)
    return _wrong_indent(document, number, wanted)


def _deeper_than_above(document: Document, lines: list[tuple[int, str]]) -> Diagnostic | None:
    """RP031 for a line indented below one that has a value: of the two, the one with the rarer depth is wrong."""
    (above, line), (number, last) = lines[-2:]
    if ": " not in line:
        return None
    depths = [_depth(other) for _, other in _block_lines(document, len(document.lines))]
    if depths.count(_depth(line)) < depths.count(_depth(last)):
        return _wrong_indent(document, above, _depth(last))
    return _wrong_indent(document, number, _depth(line))


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _wrong_indent(document: Document, number: int, wanted: int) -> Diagnostic:
    """RP031 for a line that should be indented by ``wanted`` spaces."""
    line = document.lines[number - 1]
    indent = _depth(line)
    return broken_line(
        document,
        Span(number, indent + 1, number, max(len(line), indent + 1) + 1),
        (
            f"this line is indented by {indent} spaces, which does not fit the lines around it",
            f"indent it by {wanted} spaces, like the lines that it belongs with",
        ),
        (f"这一行缩进了 {indent} 格，和前后各行对不齐", f"请缩进 {wanted} 格，和它同级的各行对齐"),
    )
