"""The state of the library on display: reminders, the filter, and discarding an attempt."""

from __future__ import annotations

from datetime import UTC, datetime

from roleplay.locales import catalogue
from roleplay.presenting.history import EVERY_ATTEMPT, PassFilter
from roleplay.presenting.library_rows import LibraryRow, Past, RowKind
from roleplay.presenting.library_view import LibraryView, Reminders
from roleplay.presenting.rows.scene_list import SceneListing
from roleplay.reading.contents import Contents
from roleplay.records.model import AttemptRecord
from roleplay.scene.frozen import FrozenDict
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import glyphs

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
EN = catalogue("en")
NOTHING = Contents((), FrozenDict({}), FrozenDict({}), FrozenDict({}), (), ())
DESK, OTHER = (AttemptRecord(scene, scene, (), 1, "practice", "en", {}, {}, NOON) for scene in ("desk", "other"))


def row(scene: str) -> LibraryRow:
    return LibraryRow(RowKind.SCENE, scene, scene.title())


def view() -> LibraryView:
    shown = LibraryView()
    shown.set_past(Past({}, {}, (DESK, OTHER)))
    return shown


def offer(shown: LibraryView, scene: str) -> str:
    return " ".join(paragraph.text for paragraph in shown.resume_offer(row(scene), NOTHING, EN))


def test_an_attempt_is_discarded_only_after_confirmation() -> None:
    shown = view()
    offered = offer(shown, "other")
    assert shown.attempt_to_resume(row("other")) is OTHER
    assert shown.attempt_to_resume(row("none_such")) is DESK, "the newest"
    assert shown.discard(row("other")) is None
    assert shown.discarding
    assert offer(shown, "other") != offered, "it asks for confirmation"
    assert shown.discard(row("desk")) is None, "another attempt needs its own confirmation"
    assert offer(shown, "other") == offered
    shown.cancel_discard()
    assert shown.discard(row("desk")) is None
    assert shown.discard(row("desk")) is DESK


def test_reminders_are_in_the_first_line_and_visibly_cut() -> None:
    assert Reminders().texts(EN) == []
    texts = Reminders(due=41, check_in="2026-03-01", tests=2).texts(EN)
    assert len(texts) == 3
    shown = view()
    shown.reminders = Reminders(due=41, check_in="2026-03-01", tests=2)
    listing = shown.listing(NOTHING, EN, (), glyphs())
    assert all(each in listing.title_row(200).text for each in texts)
    for width in range(57, 120):
        text = listing.title_row(width).text
        assert cell_len(text) <= width
        assert "…" in text or text == listing.title_row(200).text


def test_the_pointer_skips_headings_and_finds_its_item_again() -> None:
    heading = LibraryRow(RowKind.HEADING, "h", "Family")
    listing = SceneListing([heading, row("a"), heading, heading, row("b")], ["2"], EN, glyphs(), filtered=False)
    assert [listing.next_place(place, 1) for place in (-1, 1, 4)] == [1, 4, 4]
    assert [listing.next_place(place, -1) for place in (5, 4, 1)] == [4, 1, 1]
    assert listing.place_of("b", "a") == 4
    assert listing.place_of(None, "a") == 1
    assert listing.place_of("gone", None) == 1, "otherwise the first that can be chosen"
    assert SceneListing([], [""], EN, glyphs(), filtered=True).place_of("a") == -1


def test_a_filter_cycles_through_all_its_values() -> None:
    modes, history_filter = [], EVERY_ATTEMPT
    for _ in range(4):
        history_filter = history_filter.next_mode()
        modes.append(history_filter.mode)
    assert modes == ["guided", "practice", "exam", ""]
    passing = [history_filter := history_filter.next_passing() for _ in range(3)]
    assert [each.passing for each in passing] == [PassFilter.PASSED, PassFilter.NOT_PASSED, PassFilter.ANY]
    assert not passing[-1].is_set
