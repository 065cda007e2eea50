"""The list of tests and exams as rows: what each is called, and where the learner stands with it."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.rows.row import Row
from roleplay.text.cells import fit, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe
from roleplay.text.wrap import fit_words

#: Cells of where one stands, at most, and of a title at least.
_STATE, _LEAST = 34, 20


class ListedForm(NamedTuple):
    """A test or an exam in the words of a language."""

    id: str
    title: str
    #: where the learner stands with it
    state: str
    #: what it is for; of one that cannot be used, why
    about: str
    #: whether something of it is due or under way
    calls: bool = False
    is_exam: bool = False
    is_broken: bool = False


def form_names_row(words: Catalogue, width: int) -> Row:
    """The names over the columns."""
    state = _state_width(width)
    room = max(width - state, 4)
    names = pad(fit(f"  {words('forms.column_title')}", room - 1), room)
    return Row(((names + fit(words("forms.column_state"), state), "columns"),))


def form_row(item: ListedForm, glyphs: Glyphs, width: int, *, at_cursor: bool) -> Row:
    """One in one line; at the cursor it has a pointer, and all of it has one role."""
    state = _state_width(width)
    room = max(width - state - 2, 4)
    title = pad(fit_words(safe(item.title, newlines=False), room - 1, glyphs.ellipsis), room)
    told = pad(fit_words(safe(item.state, newlines=False), state, glyphs.ellipsis), state)
    spans = (
        (f"{glyphs.pointer if at_cursor else ' '} ", ""),
        (title, "muted" if item.is_broken else ""),
        (told, "failed" if item.calls else "muted"),
    )
    return Row(tuple((text, "cursor" if at_cursor else role) for text, role in spans))


def _state_width(width: int) -> int:
    return max(min(_STATE, width - _LEAST), 8)


def listed_line(item: ListedForm, words: Catalogue) -> str:
    """The same in a sentence."""
    return safe(words("forms.line", title=item.title, id=item.id, state=item.state), newlines=False)
