"""The list of cards as rows: what each is about, when it is due, the last result."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.locales import Catalogue
from roleplay.presenting.due import DueFact, due_line, when_words
from roleplay.presenting.paragraphs import Paragraph
from roleplay.presenting.rows.listing import Listing, list_title
from roleplay.presenting.rows.row import Row
from roleplay.records.model import When
from roleplay.scoring.percent import whole_percent
from roleplay.session.focus import move_of
from roleplay.text.cells import fit, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe
from roleplay.text.wrap import fit_words

#: Cells of the due date, and of the last result.
_DUE, _LAST = 22, 12


class CardListing(Listing[DueFact]):
    """All cards, due ones first."""

    def __init__(self, facts: Sequence[DueFact] | None, now: When, words: Catalogue, glyphs: Glyphs) -> None:
        """``facts`` is ``None`` while they are being computed; ``now`` is the time they are computed for."""
        super().__init__(facts or ())
        self._now = now
        self._words = words
        self._glyphs = glyphs
        self.empty_text = words("progress.coming" if facts is None else "due.none")

    def title_row(self, width: int) -> Row:
        words, values = self._words, {"count": self._due, "cards": len(self.items)}
        counts = [words(f"due.{key}", **values) for key in ("screen_count", "screen_count_short")] if self.items else []
        return list_title(words("due.screen_title"), counts, width, self._glyphs)

    @property
    def _due(self) -> int:
        return sum(fact.card.due <= self._now for fact in self.items)

    def key_of(self, item: DueFact) -> str:
        return item.card.ref

    def header_row(self, width: int) -> Row:
        return card_header_row(self._words, width)

    def item_row(self, item: DueFact, width: int, *, at_cursor: bool) -> Row:
        return card_row(item, self._now, self._words, self._glyphs, width, at_cursor=at_cursor)

    def about(self, item: DueFact | None) -> list[Paragraph]:
        """The card in a sentence, and how far to trust a due date."""
        paragraphs = [] if item is None else [Paragraph(due_line(item, self._now, self._words))]
        return [*paragraphs, Paragraph(self._words("due.legend"), "$foreground-muted")]


def card_header_row(words: Catalogue, width: int) -> Row:
    """The column headings."""
    room = _name_width(width)
    names = pad(fit(f"  {words('due.column_card')}", room + 1), room + 2)
    due = pad(fit(words("due.column_due"), _DUE - 1), _DUE)
    return Row(((names + due + pad(fit(words("due.column_last"), _LAST), _LAST, "right"), "columns"),))


def card_row(fact: DueFact, now: When, words: Catalogue, glyphs: Glyphs, width: int, *, at_cursor: bool) -> Row:
    """A card in one line; at the cursor with a pointer and in a single role."""
    room, card = _name_width(width), fact.card
    name = pad(fit_words(safe(fact.named.text(words), newlines=False), room - 1, glyphs.ellipsis), room)
    last = (
        f"{whole_percent(card.latest.percent)}%"
        if move_of(card.ref) is None
        else words("due.made_of", made=card.latest.times_made, moments=card.latest.moments)
    )
    is_due = card.due <= now
    spans = (
        (f"{glyphs.pointer if at_cursor else ' '} ", ""),
        (name, ""),
        (pad(fit(when_words(card, now, words), _DUE - 1), _DUE), "failed" if is_due else "muted"),
        (pad(fit(last, _LAST), _LAST, "right"), "muted"),
    )
    return Row(tuple((text, "cursor" if at_cursor else role) for text, role in spans))


def _name_width(width: int) -> int:
    return max(width - 2 - _DUE - _LAST, 8)
