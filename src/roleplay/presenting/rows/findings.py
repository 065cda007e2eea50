"""What is wrong with a file, as rows: each finding in short, the current one in full with its line and a caret."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.locales import Catalogue
from roleplay.presenting.rows.row import BLANK, Row, block, with_key
from roleplay.reading.diagnostics import Diagnostic, Severity
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe

#: Characters kept before the place that a finding points at if its line is cut.
_CONTEXT = 12


class FindingsView:
    """Findings to browse, one of them open."""

    def __init__(self, words: Catalogue, glyphs: Glyphs) -> None:
        self._words = words
        self._glyphs = glyphs
        self._findings: Sequence[Diagnostic] = ()
        self._note = ("", "")
        #: the index of the open finding
        self.open_index = 0

    def show(self, findings: Sequence[Diagnostic], note: tuple[str, str], words: Catalogue) -> bool:
        """Show these and a note (text, role); whether anything changed. The open finding stays open if it is there."""
        if (findings, note, words) == (self._findings, self._note, self._words):
            return False
        previous = self.current
        self._findings, self._note, self._words = findings, note, words
        previous_key = previous and (previous.code, previous.details)
        same = (n for n, finding in enumerate(findings) if (finding.code, finding.details) == previous_key)
        self.open_index = next(same, min(self.open_index, max(len(findings) - 1, 0)))
        return True

    @property
    def current(self) -> Diagnostic | None:
        """The open finding."""
        return self._findings[self.open_index] if self.open_index < len(self._findings) else None

    def move(self, by: int) -> None:
        """Open the finding ``by`` places further; wraps around."""
        if self._findings:
            self.open_index = (self.open_index + by) % len(self._findings)

    def rows(self, width: int) -> list[Row]:
        """See `findings_rows`."""
        return findings_rows(self._findings, self.open_index, self._note, self._words, self._glyphs, width)


def findings_rows(
    findings: Sequence[Diagnostic], current: int, note: tuple[str, str], words: Catalogue, glyphs: Glyphs, width: int
) -> list[Row]:
    """All findings, the current one in full, then a note (text, role); the key of a row is the finding's index."""
    rows: list[Row] = []
    for index, finding in enumerate(findings):
        lines = finding_rows(finding, words, glyphs, width, is_open=index == current)
        rows += [*with_key(lines, index), BLANK]
    text, role = note
    return rows + (block(text, width, role) if text else [])


def finding_rows(finding: Diagnostic, words: Catalogue, glyphs: Glyphs, width: int, *, is_open: bool) -> list[Row]:
    """A finding: sign, line number, message; if it is the open one also the source line, a caret and the remedy."""
    error = finding.severity is Severity.ERROR
    sign, role = (glyphs.no, "bad") if error else ("!", "mark")
    label = f"{glyphs.pointer if is_open else ' '}{sign} "
    head = f"{finding.code} {words('edit.line', line=finding.span.line)}"
    rows = block(head, width, role, label=label, label_role=role, indent=cell_len(label))
    margin = cell_len(label)
    rows += block(finding.message(words.language), width, "strong" if is_open else "", indent=margin)
    if not is_open:
        return rows
    if finding.source_line.strip():
        rows += [Row(((" " * margin, ""), *row.spans)) for row in source_rows(finding, max(width - margin, 8))]
    if finding.did_you_mean is not None:
        rows += block(words("edit.mean", word=finding.did_you_mean), width, "good", indent=margin)
    return rows + block(words("edit.mend", help=finding.help(words.language)), width, "muted", indent=margin)


def source_rows(finding: Diagnostic, width: int) -> list[Row]:
    """The source line of a finding, cut to ``width`` cells around the place, with carets below it."""
    span, line = finding.span, finding.source_line.replace("\t", " ")
    begin = min(max(span.column - 1, 0), len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    end = min(max(end, begin), len(line))
    shown = safe(line, newlines=False)
    first = 0
    if cell_len(shown) > width:
        lead = len(line) - len(line.lstrip())
        first = lead if cell_len(shown[lead:end]) <= width else max(begin - _CONTEXT, lead)
    last = len(line)
    while last > first and cell_len(safe(line[first:last], newlines=False)) > width:
        last -= 1
    before = cell_len(safe(line[first:begin], newlines=False))
    under = cell_len(safe(line[begin : min(end, last)].rstrip(), newlines=False))
    carets = " " * before + "^" * max(1, min(under, width - before))
    return [Row(((safe(line[first:last], newlines=False), ""),)), Row(((carets, "mark"),))]
