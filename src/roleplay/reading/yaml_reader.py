"""Bytes -> plain data, with the line and column of every value.

Built on PyYAML's event stream (libyaml if available), so that depth, aliases, tags and duplicate keys are checked
before anything is built, and nothing is ever constructed from a tag. Scalars follow YAML 1.2: only ``true`` and
``false`` are booleans; ``no``, ``12:30`` and dates stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import yaml

from roleplay.reading.diagnostics import START, Diagnostic, Span
from roleplay.reading.document import Document, KeyPath
from roleplay.reading.files import MAX_BYTES
from roleplay.reading.fullwidth_signs import wide_sign_around
from roleplay.reading.lost_text import cut_by_comment, follows_comma, lacks_colon, lost_to_anchor, lost_to_tag
from roleplay.reading.pure_yaml import PureLoader
from roleplay.reading.syntax import broken_line, syntax_error

#: The maximum number of nesting levels.
MAX_DEPTH = 40
#: The maximum number of values in one file, with its aliases expanded.
MAX_VALUES = 20_000

_LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else PureLoader
_INT = re.compile(r"[-+]?\d{1,18}")
_FLOAT = re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d{1,3})?")
_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
#: Characters that YAML forbids, and the rare line breaks that the parser counts as such and editors do not.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_BLOCK_COMMENT = re.compile(r"(?:[!&]\S*\s+)*[|>][-+\d]*#")
_SAFE_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq")}


class _Refusal(Exception):
    """Carries a diagnostic out of the builder; never leaves this module."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


def read(content: bytes, file: str) -> tuple[Document, list[Diagnostic]]:
    """Read one file. If it cannot be read, ``data`` of the document is ``None`` and a diagnostic says why."""
    document = Document(file, [])
    if len(content) > MAX_BYTES:
        return document, [document.finding("RP003", START, size=len(content), limit=MAX_BYTES)]
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8").removeprefix("\ufeff")
        details = {"byte": f"0x{content[error.start]:02x}", "offset": error.start}
        return document, [document.finding("RP002", _location_after(before), **details)]
    document.lines = _LINE_BREAK.split(text)
    forbidden = _FORBIDDEN.search(text)
    if forbidden is not None:
        span = _location_after(text[: forbidden.start()])
        return document, [document.finding("RP014", span, character=f"U+{ord(forbidden[0]):04X}")]
    try:
        _Builder(document).build(text)
    except _Refusal as refusal:
        document.data = None
        return document, [refusal.diagnostic]
    except yaml.YAMLError as error:
        document.data = None
        return document, [syntax_error(document, error)]
    return document, []


def _location_after(text: str) -> Span:
    """The location of the character after ``text``, which is the beginning of a file."""
    lines = _LINE_BREAK.split(text)
    return Span(len(lines), len(lines[-1]) + 1, len(lines), len(lines[-1]) + 2)


@dataclass(slots=True)
class _Open:
    """A mapping or sequence being built."""

    container: dict[str, Any] | list[Any]
    path: KeyPath
    span: Span
    anchor: str | None
    size_before: int
    #: levels of nesting, including itself
    height: int = 1
    key: str | None = None
    key_span: Span = START


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What an alias refers to: the value, the number of values in it, and its levels of nesting."""

    value: Any
    size: int
    height: int


class _Builder:
    """Turns the event stream into data. One pass, no recursion."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.anchors: dict[str, _Anchor] = {}
        self.size = 0
        #: anchors of plain scalars that no alias has used yet
        self.unused: dict[str, Span] = {}

    def refuse(self, code: str, span: Span, **details: object) -> _Refusal:
        return _Refusal(self.document.finding(code, span, **details))

    def build(self, text: str) -> None:
        document = self.document
        documents = 0
        stack: list[_Open] = []
        for event in self.events(text):
            kind = type(event)
            if kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise self.refuse(
                        "RP008",
                        _span(event),
                        problem="a second document begins here",
                        problem_zh="这里开始了第二个文档",
                    )
            elif kind is yaml.ScalarEvent:
                span = _span(event)
                top = stack[-1] if stack else None
                if top is not None and isinstance(top.container, dict) and top.key is None:
                    self.start_key(top, str(event.value), span, event)
                else:
                    value = self.scalar(event)
                    self.check_lost_text(event, value, span, top)
                    self.add_value(stack, value, span, event.anchor)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if len(stack) >= MAX_DEPTH:
                    raise self.refuse("RP005", _span(event), limit=MAX_DEPTH)
                self.check_tag(event)
                container: dict[str, Any] | list[Any] = {} if kind is yaml.MappingStartEvent else []
                if stack and isinstance(stack[-1].container, dict) and stack[-1].key is None:
                    raise self.refuse(
                        "RP008", _span(event), problem="a key must be a plain word", problem_zh="键必须是一个普通的词"
                    )
                path = self.path_of_next(stack)
                stack.append(
                    _Open(container=container, path=path, span=_span(event), anchor=event.anchor, size_before=self.size)
                )
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                top = stack.pop()
                end = _span(event)
                span = Span(top.span.line, top.span.column, end.end_line, end.end_column)
                self.add_value(stack, top.container, span, None)
                if top.anchor:
                    self.anchors[top.anchor] = _Anchor(top.container, self.size - top.size_before, top.height)
                if stack:
                    stack[-1].height = max(stack[-1].height, top.height + 1)
            elif kind is yaml.AliasEvent:
                self.alias(stack, event)
        if document.data is None:
            raise self.refuse("RP008", START, problem="the file is empty", problem_zh="文件是空的")
        document.findings += [lost_to_anchor(document, span, name) for name, span in self.unused.items()]

    def events(self, text: str) -> Iterator[Any]:
        # yaml.parse yields one event at a time, so an alias bomb is refused before it expands
        return yaml.parse(text, Loader=_LOADER)

    def path_of_next(self, stack: list[_Open]) -> KeyPath:
        if not stack:
            return ()
        top = stack[-1]
        if isinstance(top.container, dict):
            assert top.key is not None
            return (*top.path, top.key)
        return (*top.path, len(top.container))

    def start_key(self, top: _Open, key: str, span: Span, event: Any) -> None:
        assert isinstance(top.container, dict)
        self.check_tag(event)
        if not key and not event.style:
            raise self.refuse("RP008", span, problem="a key must be a plain word", problem_zh="键必须是一个普通的词")
        if span.column > 1 and self.document.lines[span.line - 1][span.column - 2] == "?":
            problem = "text that begins with a ? needs quotes here"  # YAML would drop the question mark
            raise self.refuse("RP001", span, problem=problem, problem_zh="以英文问号开头的文字，在这里要加引号")
        if key == "<<" and not event.style:
            raise self.refuse("RP007", span, tag="<<")
        if key in top.container and not (follows_comma(self.document, span) and lacks_colon(self.document, span)):
            first = self.document.keys[(*top.path, key)].line
            misplaced = self.over_indented(top, key)
            if misplaced is not None:
                raise _Refusal(misplaced)
            raise self.refuse("RP006", span, key=key, first=first)
        top.key, top.key_span = key, span

    def over_indented(self, top: _Open, repeated: str) -> Diagnostic | None:
        """RP031 if a duplicate key results from indenting the previous key too deep, into the map above."""
        last, value = next(reversed(cast(dict[str, Any], top.container).items()))
        if not top.path or last == repeated or not (value is None or (isinstance(value, dict) and repeated != last)):
            return None
        if isinstance(value, dict) and not set(value) & set(top.container):
            return None
        span, above = self.document.keys[(*top.path, last)], top.path[-1]
        return broken_line(
            self.document,
            span,
            (
                f"`{last}` is indented as deep as the contents of `{above}`, so it is read as part of it",
                f"indent it less, like `{above}`, and its contents one step deeper",
            ),
            (
                f"`{last}` 缩进得和 `{above}` 里面的各行一样深，被当成了它的一部分",
                f"请少缩进一级，和 `{above}` 对齐；属于 `{last}` 的各行再缩进一级",
            ),
        )

    def check_lost_text(self, event: Any, value: Any, span: Span, top: _Open | None) -> None:
        """Warn if YAML interprets as syntax what was written as text."""
        if event.style:
            if _BLOCK_COMMENT.match(self.document.lines[span.line - 1], span.column - 1):  # only libyaml accepts it
                problem = f"there is no space between {event.style} and #"
                raise self.refuse("RP001", span, problem=problem, problem_zh=f"{event.style} 和 # 之间要空一格")
            return
        if event.tag == "!" and event.value:
            self.document.findings.append(lost_to_tag(self.document, span))
        if event.anchor:
            self.unused[event.anchor] = span
        # a further line belongs to the value if indented deeper than its key, or as deep as the value in a list
        column = span.column - 2 if top is None or top.key is None else top.key_span.column - 1
        cut = cut_by_comment(self.document, event, value, column)
        if cut is not None:
            self.document.findings.append(cut)

    def check_comma(self, top: _Open, path: KeyPath) -> None:
        """Report a key without a colon: it is the rest of a text that a comma has cut in two."""
        document, key = self.document, top.key_span
        if not (follows_comma(document, key) and lacks_colon(document, key)):
            return
        before = next(reversed(top.container), None)  # report only a text's first cut
        if before is None or (*top.path, before) not in document.reported:
            start = document.span((*top.path, before)) if before is not None else key
            wide_sign = wide_sign_around(document, start, before and cast(dict[str, Any], top.container)[before])
            document.findings.append(wide_sign or document.finding("RP021", key, found=top.key))
        document.reported.add(path)

    def add_value(self, stack: list[_Open], value: Any, span: Span, anchor: str | None) -> None:
        path = self.path_of_next(stack)
        if value is None and stack and isinstance(stack[-1].container, dict):
            self.check_comma(stack[-1], path)
        self.count(1, span)
        if anchor:
            self.anchors[anchor] = _Anchor(value, 1, 0)
        self.document.values[path] = span
        if not stack:
            self.document.data = value
            return
        top = stack[-1]
        if isinstance(top.container, dict):
            assert top.key is not None
            self.document.keys[path] = top.key_span
            top.container[top.key] = value
            top.key = None
        else:
            top.container.append(value)

    def alias(self, stack: list[_Open], event: Any) -> None:
        span = _span(event)
        if stack and isinstance(stack[-1].container, dict) and stack[-1].key is None:
            raise self.refuse("RP008", span, problem="a key must be a plain word", problem_zh="键必须是一个普通的词")
        if event.anchor not in self.anchors:
            problem = f"the alias *{event.anchor} refers to nothing that is complete here"
            problem_zh = f"引用 *{event.anchor} 在这里没有对应的完整内容"
            raise self.refuse("RP001", span, problem=problem, problem_zh=problem_zh)
        anchor = self.anchors[event.anchor]
        self.unused.pop(event.anchor, None)
        if len(stack) + anchor.height > MAX_DEPTH:
            raise self.refuse("RP005", span, limit=MAX_DEPTH)
        self.count(anchor.size, span)
        self.add_value(stack, anchor.value, span, None)
        if stack:
            stack[-1].height = max(stack[-1].height, anchor.height + 1)

    def count(self, size: int, span: Span) -> None:
        self.size += size
        if self.size > MAX_VALUES:
            raise self.refuse("RP004", span, limit=MAX_VALUES)

    def check_tag(self, event: Any) -> None:
        if event.tag is not None and event.tag not in _SAFE_TAGS and event.tag != "!":
            raise self.refuse("RP007", _span(event), tag=event.tag)

    def scalar(self, event: Any) -> Any:
        self.check_tag(event)
        value: str = event.value
        if event.tag is not None:
            return value if event.tag in ("!", "tag:yaml.org,2002:str") else _plain(value)
        return value if event.style else _plain(value)


def _plain(value: str) -> Any:
    """The value of a plain scalar by the core schema of YAML 1.2."""
    if value in _BOOL:
        return _BOOL[value]
    if value in _NULL:
        return None
    if _INT.fullmatch(value):
        return int(value)
    if _FLOAT.fullmatch(value):
        return float(value)
    return value


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
