"""Findings as text in the style of a compiler, as JSON, or as GitHub annotations."""

from __future__ import annotations

from collections.abc import Iterable

from roleplay.reading.diagnostics import Diagnostic, Severity
from roleplay.text.cells import cell_len
from roleplay.text.json_text import json_text
from roleplay.text.languages import interface_of
from roleplay.text.plain import safe

_LABELS = {
    "en": {
        "error": "error",
        "warning": "warning",
        "advice": "advice",
        "help": "help",
        "mean": "did you mean `{word}`?",
    },
    "zh": {"error": "错误", "warning": "警告", "advice": "建议", "help": "办法", "mean": "是不是想写 `{word}`？"},
}
#: The maximum number of characters shown of a source line.
_SHOWN = 160


def as_text(finding: Diagnostic, language: str) -> str:
    """The finding with its source line, carets under the location, the message and how to fix it."""
    labels = _LABELS["zh" if interface_of(language) == "zh" else "en"]
    span = finding.span
    head = f"{labels[finding.severity]}[{finding.code}]: {safe(finding.message(language), newlines=False)}"
    location = f"  --> {safe(finding.file, newlines=False)}:{span.line}:{span.column}"
    lines = [head, location]
    if finding.source_line.strip():
        number = str(span.line)
        gutter = " " * len(number)
        source, caret = _with_caret(finding)
        lines += [f"{gutter} |", f"{number} | {source}", f"{gutter} | {caret}"]
    if finding.did_you_mean is not None:
        lines.append("  = " + labels["mean"].format(word=safe(finding.did_you_mean, newlines=False)))
    lines.append(f"  = {labels['help']}: {safe(finding.help(language), newlines=False)}")
    return "\n".join(lines)


def _with_caret(finding: Diagnostic) -> tuple[str, str]:
    """The source line and a line of carets; positions are counted in cells, so that they align under Chinese too."""
    line, span = finding.source_line.replace("\t", " "), finding.span
    begin = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    cut = max(0, begin - _SHOWN // 2) if len(line) > _SHOWN else 0
    line, begin, end = line[cut : cut + _SHOWN], begin - cut, min(end, len(line)) - cut
    before = cell_len(safe(line[:begin], newlines=False))
    marked = cell_len(safe(line[begin : min(end, _SHOWN)].rstrip(), newlines=False))
    return safe(line, newlines=False), " " * before + "^" * max(1, marked)


def as_json(findings: Iterable[Diagnostic], files: Iterable[str], language: str) -> str:
    """All findings as one JSON object; its keys are stable."""
    rows = [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "file": finding.file,
            "line": finding.span.line,
            "column": finding.span.column,
            "end_line": finding.span.end_line,
            "end_column": finding.span.end_column,
            "message": finding.message(language),
            "help": finding.help(language),
            "did_you_mean": finding.did_you_mean,
        }
        for finding in findings
    ]
    return json_text({"files": list(files), "findings": rows})


def as_github(finding: Diagnostic, language: str) -> str:
    """The finding as a workflow command of GitHub Actions."""

    def escape(text: str, *more: str) -> str:
        text = safe(text)
        for character in ("%", "\r", "\n", *more):
            text = text.replace(character, f"%{ord(character):02X}")
        return text

    span = finding.span
    where = f"file={escape(finding.file, ':', ',')},line={span.line},col={span.column}"
    message = escape(f"{finding.message(language)} — {finding.help(language)}")
    kind = "notice" if finding.severity is Severity.ADVICE else finding.severity.value
    return f"::{kind} {where},title={finding.code}::{message}"
