"""The list of tests and exams as rows: the title of each, and the learner's progress with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.paragraphs import Paragraph
from roleplay.presenting.rows.listing import Listing, list_title
from roleplay.presenting.rows.row import Row
from roleplay.text.cells import fit, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe
from roleplay.text.wrap import fit_words

#: The maximum cells of the state, and the minimum cells of a title.
_MAX_STATE, _MIN_TITLE = 34, 20


class ListedForm(NamedTuple):
    """A test or an exam, worded in one language."""

    id: str
    title: str
    #: the learner's progress with it
    state: str
    #: its purpose; if it cannot be used, the reason
    about: str
    #: whether part of it is due or under way
    needs_attention: bool = False
    is_exam: bool = False
    is_broken: bool = False


class FormListing(Listing[ListedForm]):
    """All tests and exams of the libraries."""

    def __init__(self, items: Sequence[ListedForm], words: Catalogue, glyphs: Glyphs) -> None:
        super().__init__(items)
        self._words = words
        self._glyphs = glyphs
        self.empty_text = words("forms.none")

    def title_row(self, width: int) -> Row:
        exams = sum(item.is_exam for item in self.items)
        counts = [self._words("forms.count", forms=len(self.items) - exams, exams=exams)] if self.items else []
        return list_title(self._words("forms.title"), counts, width, self._glyphs)

    def key_of(self, item: ListedForm) -> str:
        return item.id

    def header_row(self, width: int) -> Row:
        return form_header_row(self._words, width)

    def item_row(self, item: ListedForm, width: int, *, at_cursor: bool) -> Row:
        return form_row(item, self._glyphs, width, at_cursor=at_cursor)

    def about(self, item: ListedForm | None) -> list[Paragraph]:
        """The purpose of the form; if it cannot be used, the reason."""
        return [] if item is None else [Paragraph(item.about)]


def form_header_row(words: Catalogue, width: int) -> Row:
    """The column headings."""
    state = _state_width(width)
    room = max(width - state, 4)
    names = pad(fit(f"  {words('forms.column_title')}", room - 1), room)
    return Row(((names + fit(words("forms.column_state"), state), "columns"),))


def form_row(item: ListedForm, glyphs: Glyphs, width: int, *, at_cursor: bool) -> Row:
    """A test or an exam in one line; at the cursor with a pointer and in a single role."""
    state_width = _state_width(width)
    room = max(width - state_width - 2, 4)
    title = pad(fit_words(safe(item.title, newlines=False), room - 1, glyphs.ellipsis), room)
    state_cell = pad(fit_words(safe(item.state, newlines=False), state_width, glyphs.ellipsis), state_width)
    spans = (
        (f"{glyphs.pointer if at_cursor else ' '} ", ""),
        (title, "muted" if item.is_broken else ""),
        (state_cell, "failed" if item.needs_attention else "muted"),
    )
    return Row(tuple((text, "cursor" if at_cursor else role) for text, role in spans))


def _state_width(width: int) -> int:
    return max(min(_MAX_STATE, width - _MIN_TITLE), 8)


def listed_line(item: ListedForm, words: Catalogue) -> str:
    """A test or an exam in a sentence."""
    return safe(words("forms.line", title=item.title, id=item.id, state=item.state), newlines=False)
