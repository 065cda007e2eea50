"""Turns pydantic's errors into diagnostics: one clear sentence at one location of the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from roleplay.reading.diagnostics import Diagnostic, Span
from roleplay.reading.document import Document, KeyPath
from roleplay.reading.fields import ANY_ID, CRITERION, LANGUAGE, NAME, RUBRIC_OR_CRITERION, WORDS, Shape
from roleplay.reading.fullwidth_signs import wide_sign_around, wide_sign_in_name
from roleplay.reading.shape_lookup import bounds, known_keys
from roleplay.reading.shapes import FORMATS
from roleplay.reading.syntax import broken_line
from roleplay.scene.text import forbidden_character

_KIND = {
    "str": ("text", "文字"),
    "int": ("a whole number", "整数"),
    "float": ("a number", "数字"),
    "bool": ("true or false", "true 或 false"),
    "dict": ("a map (key: value)", "映射（键: 值）"),
    "list": ("a list [..]", "列表 [..]"),
    "NoneType": ("empty", "空"),
}
_EXPECTED = {
    "string_type": (
        "text (in quotes if it looks like a number or true/false)",
        "文字（看起来像数字或 true/false 时请加引号）",
    ),
    "int_type": _KIND["int"],
    "int_from_float": _KIND["int"],
    "float_type": _KIND["float"],
    "bool_type": _KIND["bool"],
    "dict_type": _KIND["dict"],
    "model_type": _KIND["dict"],
    "model_attributes_type": _KIND["dict"],
    "list_type": _KIND["list"],
    "blank": ("text that is not empty", "非空的文字"),
    "string_too_short": ("text that is not empty", "非空的文字"),
}
#: Pydantic's error types for a text where something else is expected.
_NO_TEXT = {"union_tag_invalid", "literal_error", "int_parsing", "int_from_float"}
_NAMES = {
    WORDS: ("-", "angry-customer"),
    NAME: ("_", "name_feeling"),
    ANY_ID: ("-", "wang"),
    LANGUAGE: ("-", "zh"),
    CRITERION: (".", "heat.hear"),
    RUBRIC_OR_CRITERION: (".", "heat.hear"),
}


#: Repairs data, given its errors as (path, pydantic's error type); ``None`` if they cannot be repaired.
Repair = Callable[[Any, Sequence[tuple[KeyPath, str]]], Any]


def validate(document: Document, format: str, repair: Repair | None = None) -> tuple[Shape | None, list[Diagnostic]]:
    """Validate the data of ``document`` against the shape of its ``format`` (a key of ``FORMATS``).

    While validation fails, ``repair`` is called with the errors and may return repaired data to validate instead.
    """
    model = FORMATS[format]
    data: Any = document.data
    while True:
        try:
            return model.model_validate(data), []
        except ValidationError as error:
            errors = error.errors(include_url=False)
        wrong = [(data_path(data, error["loc"]), error["type"]) for error in errors]
        data = None if repair is None else repair(data, wrong)
        if data is None:
            return None, _findings(document, model, errors)


def _findings(document: Document, model: type[Shape], errors: Iterable[ErrorDetails]) -> list[Diagnostic]:
    findings: list[Diagnostic] = []
    for error in errors:
        loc = error["loc"]
        path = data_path(document.data, loc)
        kind, context = error["type"], error.get("ctx") or {}
        if path in document.reported:
            continue
        fullwidth = _fullwidth_finding(document, path, error)
        if fullwidth is not None:
            document.reported.add(path)
            findings.append(fullwidth)
        elif kind == "extra_forbidden" and _is_node(document, path):
            findings.append(_unindented_node(document, path))
        elif kind in ("string_pattern_mismatch", "extra_forbidden") and _is_text(document, path):
            document.reported.add(path)
            findings.append(document.finding("RP029", document.key_span(path), found=path[-1]))
        elif kind == "extra_forbidden":
            findings.append(_unknown_key(document, model, loc, path))
        elif kind == "missing":
            parent = path[:-1]
            key = str(path[-1])
            span = document.key_span(parent) if parent else document.span(())
            span = _first_line(span)
            words = {"where": "the file", "where_zh": "文件里"}
            if parent:
                words = {"where": _where(parent), "where_zh": f"`{_where(parent)}` 里"}
            findings.append(document.finding("RP011", span, key=key, **words))
        elif kind == "string_pattern_mismatch":
            span = _key_or_value_span(document, path, error)
            joiner, example = _NAMES.get(context.get("pattern", WORDS), ("_", "name_feeling"))
            words = {"found": error["input"], "joiner": joiner, "example": example, "where": _where(path)}
            findings.append(document.finding("RP016", span, None, **words, lists=""))  # `SharedTerms` knows the lists
        elif kind in ("too_short", "too_long"):
            findings.append(_count(document, path, context, len(error["input"])))
        elif kind.startswith("RP"):
            span = _character(document, path, error["input"]) if kind == "RP014" else document.span(path)
            findings.append(document.finding(kind, span, **context))
        else:
            findings.append(_wrong_value(document, model, error, path, context))
    return findings


def data_path(data: Any, loc: Iterable[str | int]) -> KeyPath:
    """Pydantic's location without the tags of unions: the path in the file."""
    path: list[str | int] = []
    for step in loc:
        is_tag = isinstance(step, str) and (step == "[key]" or (step[:1] == "<" and step[-1:] == ">"))
        if is_tag and not _has(data, step):  # an author may have written a name like <here>
            continue
        path.append(step)
        data = data[step] if _has(data, step) else None
    return tuple(path)


def _key_or_value_span(document: Document, path: KeyPath, error: ErrorDetails) -> Span:
    """The location of the key if the key is wrong, else of the value."""
    last = error["loc"][-1]
    # pydantic marks a wrong key with [key], but not an extra key that a model allows beside its fields
    is_key = last == "[key]" or (last == error["input"] and _at(document.data, path) != last)
    return document.key_span(path) if is_key else document.span(path)


def _has(data: Any, step: str | int) -> bool:
    if isinstance(data, dict):
        return step in data
    return isinstance(data, list) and isinstance(step, int) and step < len(data)


def _at(data: Any, path: KeyPath) -> Any:
    for step in path:
        data = data[step] if _has(data, step) else None
    return data


def _fullwidth_finding(document: Document, path: KeyPath, error: ErrorDetails) -> Diagnostic | None:
    """The finding for a full-width sign that explains why a name or a value is wrong, or ``None``."""
    kind, value = error["type"], error["input"]
    if kind in ("string_pattern_mismatch", "extra_forbidden") and isinstance(path[-1], str) and path in document.keys:
        finding = wide_sign_in_name(document, document.keys[path], path[-1])
        if finding is not None:
            return finding
    if not isinstance(value, str):
        return None
    span = document.span(path)
    if kind == "string_pattern_mismatch":
        return wide_sign_in_name(document, span, value)
    return wide_sign_around(document, span, value) if kind.endswith("_type") or kind in _NO_TEXT else None


def _character(document: Document, path: KeyPath, text: str) -> Span:
    """The location of the forbidden character, or of the text if the character is written as an escape."""
    span, forbidden = document.span(path), forbidden_character(text)
    assert forbidden is not None
    for number in range(span.line, span.end_line + 1):
        first = span.column - 1 if number == span.line else 0
        column = document.lines[number - 1].find(forbidden[1], first) if number <= len(document.lines) else -1
        if column >= 0:
            return Span(number, column + 1, number, column + 2)
    return span


def _is_node(document: Document, path: KeyPath) -> bool:
    """Whether an unknown key of the file is a node or an ending that has lost its indentation."""
    value = _at(document.data, path)
    return len(path) == 1 and isinstance(value, dict) and len({"says", "choices", "todo", "outcome"} & set(value)) > 0


def _unindented_node(document: Document, path: KeyPath) -> Diagnostic:
    return broken_line(
        document,
        document.key_span(path),
        (
            f"`{path[0]}` is not indented, so it is not part of `nodes:` or `endings:`",
            "indent it, and everything under it, to match the other entries",
        ),
        (
            f"`{path[0]}` 顶格写了，就不属于 `nodes:` 或 `endings:`",
            "请把它和属于它的各行一起缩进，和那里的其他几项对齐",
        ),
    )


def _is_text(document: Document, path: KeyPath) -> bool:
    """Whether a key is really the beginning of a text: it is unquoted and contains a space, which no key does."""
    key = path[-1]
    if not isinstance(key, str) or path not in document.keys or " " not in key.strip():
        return False
    span = document.keys[path]
    return document.lines[span.line - 1][span.column - 1] not in "\"'"


def _where(path: KeyPath) -> str:
    """A path as people count: the first entry of a list is 1."""
    return ".".join(str(step + 1 if isinstance(step, int) else step) for step in path)


def _first_line(span: Span) -> Span:
    """The span, cut to its first character if it covers several lines."""
    if span.line == span.end_line:
        return span
    return Span(span.line, span.column, span.line, span.column + 1)


def _count(document: Document, path: KeyPath, context: dict[str, Any], size: int) -> Diagnostic:
    least, most = context.get("min_length"), context.get("max_length")
    if least is not None and most is None:
        expected, expected_zh = f"at least {least}", f"至少 {least}"
    else:
        expected, expected_zh = f"at most {most}", f"最多 {most}"
    if path and path[-1] == "levels":
        expected, expected_zh = "exactly 4", "正好 4"
    return document.finding(
        "RP020",
        document.key_span(path),
        where=_where(path),
        found=size,
        wanted=expected,
        wanted_zh=expected_zh,
        fix="add or remove entries",
        fix_zh="请补上缺少的，或删去多余的",
    )


def _wrong_value(
    document: Document, model: type[Shape], error: ErrorDetails, path: KeyPath, context: dict[str, Any]
) -> Diagnostic:
    value, kind = error["input"], error["type"]
    suggestion = None
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        expected = _number(bounds(model, error["loc"]))
    elif kind in ("int_type", "int_from_float") and _is_long(document, path, value):
        low, high = bounds(model, error["loc"])
        expected = _number((low, high)) if high else ("a number of at most 18 digits", "不超过 18 位的整数")
    elif kind == "string_too_long":
        most = context["max_length"]
        expected = (f"a name of at most {most} characters", f"不超过 {most} 个字符的名字")
    elif kind == "literal_error":
        options = [o.strip(" '") for o in context["expected"].replace(" or ", ", ").split(",")]
        expected = ("one of: " + ", ".join(options), "以下之一：" + "、".join(options))
        suggestion = document.nearest(value, options) if isinstance(value, str) else None
    elif kind in ("union_tag_invalid", "union_tag_not_found"):
        expected = _shapes(context.get("expected_tags", ""))
    else:
        expected = _EXPECTED.get(kind, (str(error["msg"]), str(error["msg"])))
    written = _KIND.get(type(value).__name__, ("something else", "别的东西"))
    if isinstance(value, str | int | float | bool) and str(value).strip():
        shown = str(value) if isinstance(value, str) else _as_written(document, path, value)
        shown = shown if len(shown) <= 40 else shown[:39] + "…"
        written = (f"`{shown}`", f"`{shown}`")
    elif value is None and _commented_out(document, path):
        written = ("empty (a # after a space starts a comment)", "空（空格后面的 # 表示注释）")
    fix = _fix_for(value, kind, expected, written[0].strip("`"))
    return document.finding(
        "RP012",
        _key_or_value_span(document, path, error),
        suggestion,
        where=_where(path),
        found=written[0],
        found_zh=written[1],
        wanted=expected[0],
        wanted_zh=expected[1],
        fix=fix[0],
        fix_zh=fix[1],
    )


def _fix_for(value: object, kind: str, expected: tuple[str, str], shown: str) -> tuple[str, str]:
    """How to fix a value: add or remove quotes if they are all that is wrong, else write what is expected."""
    if isinstance(value, int | float) and (kind == "string_type" or expected[0].startswith("text")):
        return f'put it in quotes: "{shown}"', f'请加上引号："{shown}"'
    plain = isinstance(value, str) and re.fullmatch(r"true|false|[-+]?\d+(\.\d+)?", value)
    if plain and kind in ("bool_type", "int_type", "float_type"):
        return f"remove the quotes: {value}", f"请去掉引号：{value}"
    return f"write {expected[0]}", f"请改成 {expected[1]}"


def _as_written(document: Document, path: KeyPath, value: object) -> str:
    """A number or boolean as written in the file: an author who wrote 007 would not recognise 7."""
    span = document.span(path)
    if span.line != span.end_line or path not in document.values:
        return str(value).lower()
    return document.lines[span.line - 1][span.column - 1 : span.end_column - 1] or str(value).lower()


def _is_long(document: Document, path: KeyPath, value: object) -> bool:
    """Whether the file has a whole number with too many digits to be read as an integer."""
    return isinstance(value, float) and re.fullmatch(r"[-+]?[0-9_]+", _as_written(document, path, value)) is not None


def _commented_out(document: Document, path: KeyPath) -> bool:
    """Whether there is a comment in place of a value: the intended text begins with a #."""
    span = document.span(path)
    return document.lines[span.line - 1][span.column - 1 :].lstrip().startswith("#")


def _shapes(tags: str) -> tuple[str, str]:
    words = {
        "<text>": ("text", "文字"),
        "<map>": ("a map (such as {zh: .., en: ..})", "映射（如 {zh: .., en: ..}）"),
        "<list>": ("a list", "列表"),
    }
    named = [pair for tag, pair in words.items() if tag in tags]
    return " or ".join(en for en, _ in named), "或".join(zh for _, zh in named)


def _unknown_key(document: Document, model: type[Shape], loc: tuple[str | int, ...], path: KeyPath) -> Diagnostic:
    key = str(loc[-1])
    known = known_keys(model, loc[:-1])
    missing = [k for k in known if k not in (_at(document.data, path[:-1]) or ())]
    suggestion = document.nearest(key, missing)
    return document.finding("RP010", document.key_span(path), suggestion, key=key, known=", ".join(known))


def _number(bounds: tuple[str, str]) -> tuple[str, str]:
    low, high = bounds
    if not high:
        return f"a number, {low} or more", f"不小于 {low} 的数"
    return f"a number from {low} to {high}", f"{low} 到 {high} 之间的数"
