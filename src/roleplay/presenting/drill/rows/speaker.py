"""The facilitator's own screen: how the drill stands, what every line is worth, and what to ask."""

from __future__ import annotations

from roleplay.drill.plan import Voting
from roleplay.drill.room import Room
from roleplay.drill.stage import OUTSIDE, Phase
from roleplay.locales import Catalogue
from roleplay.presenting.drill.notes import LineNote, Notes
from roleplay.presenting.drill.rows.phases import phase_name
from roleplay.presenting.rows.coaching import move_rows
from roleplay.presenting.rows.row import BLANK, Row, block
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe


def title_row(room: Room, words: Catalogue, glyphs: Glyphs, width: int) -> Row:
    """Scene, phase and turn; on the right that it follows another terminal, where that fits."""
    separator = (f" {glyphs.separator} ", "muted")
    spans = [(words("speaker.title"), "heading"), separator]
    spans += [(safe(room.bundle.scenario.title.get(words.language), newlines=False), "strong"), separator]
    spans.append((phase_name(room, words), "accent"))
    if room.phase not in OUTSIDE:
        spans += [separator, (words("play.turn", number=len(room.stage.road) + 1), "")]
    right = words("speaker.follows")
    used = sum(cell_len(text) for text, _ in spans)
    if used + cell_len(right) + 3 <= width:
        spans += [(" " * (width - used - cell_len(right)), ""), (right, "muted")]
    return Row(tuple(spans))


def notes_rows(room: Room, notes: Notes, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """All that the facilitator is told and the class is not."""
    rows = [BLANK, *_state_rows(room, notes, words, width)]
    if notes.lines:
        rows.append(Row(((words("speaker.lines"), "heading"),)))
        for line in notes.lines:
            rows += [*_line_rows(line, words, glyphs, width), BLANK]
    for key, texts in (("own", notes.own), ("standings", notes.standings), ("questions", notes.questions)):
        if texts:
            rows.append(Row(((words(f"speaker.{key}"), "heading"),)))
            for text in texts:
                rows += block(text, width, label=glyphs.bullet, label_role="muted", indent=2)
            rows.append(BLANK)
    for part in notes.known:
        rows.append(Row(((safe(part.heading, newlines=False), "heading"),)))
        for text in part.texts:
            rows += block(text, width)
        rows.append(BLANK)
    return rows


def _state_rows(room: Room, notes: Notes, words: Catalogue, width: int) -> list[Row]:
    rows: list[Row] = []
    if notes.phase is Phase.LOBBY and room.plan.voting is Voting.PHONES:
        rows += block(words.count("speaker.lobby", len(room.people)), width, "strong")
    if notes.heard is not None:
        rows += block(f"{notes.heard.name}{words('debrief.colon')}{notes.heard.text}", width)
    if notes.due:
        label, due = words("speaker.due"), words("play.list_separator").join(notes.due)
        rows += block(due, width, "accent", label=label, indent=cell_len(label) + 2)
    if notes.phase in (Phase.VOTE, Phase.REVOTE, Phase.OWN_WORDS, Phase.SHEETS):
        rows += block(notes.turnout, width, "strong")
    if notes.advice:
        rows += block(notes.advice, width, "mark")
    return [*rows, BLANK] if rows else rows


def _line_rows(note: LineNote, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    counts = [str(count) for count in (note.first, note.second, note.third) if count is not None]
    facts = [f"{words('speaker.votes_label')} {f' {glyphs.pointer} '.join(counts)}"] if counts else []
    facts += [words("speaker.best")] if note.best else []
    facts += [words("speaker.said")] if note.leads else []
    role = "you" if note.leads else ""
    rows = block(note.line.text, width, role, label=note.line.letter, label_role="accent", indent=4)
    if facts:
        role = "good" if note.best else "strong"
        rows += block(f" {glyphs.separator} ".join(facts), width, role, indent=4)
    rows += move_rows(note.moves, glyphs, width, 4)
    return rows + (block(note.why, width, "muted", indent=4) if note.why else [])
