"""What is wrong with a file, as rows: in short, and the one that is looked at in full, with its line and a caret."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from roleplay.language.diagnostics import Diagnostic, Severity
from roleplay.locales import Catalogue
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe
from roleplay.tui.widgets.paragraph import BLANK, LinesView, Row, block, marked

#: Characters shown before the place that a finding points at, where its line is cut.
_BEFORE = 12


def finding_rows(finding: Diagnostic, words: Catalogue, glyphs: Glyphs, width: int, *, here: bool) -> list[Row]:
    """A finding: sign, line, what is wrong; where it is looked at also the line, a caret, and how to mend it."""
    error = finding.severity is Severity.ERROR
    sign, role = (glyphs.no, "bad") if error else ("!", "mark")
    label = f"{glyphs.pointer if here else ' '}{sign} "
    head = f"{finding.code} {words('edit.line', line=finding.span.line)}"
    rows = block(head, width, role, label=label, label_role=role, indent=cell_len(label))
    margin = cell_len(label)
    rows += block(finding.message(words.language), width, "strong" if here else "", indent=margin)
    if not here:
        return rows
    if finding.source_line.strip():
        rows += [Row(((" " * margin, ""), *row.spans)) for row in source_rows(finding, max(width - margin, 8))]
    if finding.did_you_mean is not None:
        rows += block(words("edit.mean", word=finding.did_you_mean), width, "good", indent=margin)
    return rows + block(words("edit.mend", help=finding.help(words.language)), width, "muted", indent=margin)


def source_rows(finding: Diagnostic, width: int) -> list[Row]:
    """The line that a finding is about, cut to ``width`` cells around the place, and carets under it."""
    span, line = finding.span, finding.source_line.replace("\t", " ")
    begin = min(max(span.column - 1, 0), len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    end = min(max(end, begin), len(line))
    shown = safe(line, newlines=False)
    first = 0
    if cell_len(shown) > width:
        lead = len(line) - len(line.lstrip())
        first = lead if cell_len(shown[lead:end]) <= width else max(begin - _BEFORE, lead)
    last = len(line)
    while last > first and cell_len(safe(line[first:last], newlines=False)) > width:
        last -= 1
    before = cell_len(safe(line[first:begin], newlines=False))
    under = cell_len(safe(line[begin : min(end, last)].rstrip(), newlines=False))
    carets = " " * before + "^" * max(1, min(under, width - before))
    return [Row(((safe(line[first:last], newlines=False), ""),)), Row(((carets, "mark"),))]


class Findings(LinesView):
    """A list of findings with one of them open."""

    def __init__(self, words: Catalogue, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.words = words
        self._glyphs = glyphs
        self.found: Sequence[Diagnostic] = ()
        self.here = 0
        self._note: tuple[str, str] = ("", "")

    def show(self, found: Sequence[Diagnostic], note: tuple[str, str], words: Catalogue) -> None:
        """Show these findings, and under them a note (text, role). The one that was open stays open if it is there."""
        if (found, note, words) == (self.found, self._note, self.words):
            return
        was = self.current
        self.words, self.found, self._note = words, found, note
        same = (
            n for n, one in enumerate(found) if was is not None and (one.code, one.details) == (was.code, was.details)
        )
        self.here = next(same, min(self.here, max(len(found) - 1, 0)))
        self.changed()
        self._reveal()

    @property
    def current(self) -> Diagnostic | None:
        """The finding that is open."""
        return self.found[self.here] if self.here < len(self.found) else None

    def move(self, by: int) -> None:
        """Open another finding; the list is a ring."""
        if self.found:
            self.here = (self.here + by) % len(self.found)
            self.changed()
            self._reveal()

    def lay_out(self, width: int) -> list[Row]:
        """All findings, then the note."""
        rows: list[Row] = []
        for number, finding in enumerate(self.found):
            made = finding_rows(finding, self.words, self._glyphs, width, here=number == self.here)
            rows += [*marked(made, number), BLANK]
        text, role = self._note
        return rows + (block(text, width, role) if text else [])

    def on_click(self, event: events.Click) -> None:
        """Open the finding that was clicked."""
        offset = event.get_content_offset(self)
        place = None if offset is None else self.key_at(offset.y)
        if place is not None:
            event.stop()
            self.move(place - self.here)

    def settle(self) -> None:
        """Keep the open finding in view."""
        self._reveal()

    def _reveal(self) -> None:
        places = [number for number, row in enumerate(self.rows) if row.key == self.here]
        if places and self.size.height:
            top, bottom, y = places[0], places[-1] + 1, self.scroll_offset.y
            y = top if top < y else max(y, min(top, bottom - self.size.height))
            self.scroll_to(y=y, animate=False, force=True, immediate=True)
