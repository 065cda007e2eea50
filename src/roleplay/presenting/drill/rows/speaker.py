"""The facilitator's own screen: the state of the drill, the value of every line, and what to ask."""

from __future__ import annotations

from roleplay.drill.plan import Voting
from roleplay.drill.progress import RoundsAhead
from roleplay.drill.room import Room
from roleplay.drill.stage import OUTSIDE_ROUNDS, Phase
from roleplay.locales import Catalogue
from roleplay.presenting.drill.notes import LineNote, Notes, OwnLine
from roleplay.presenting.drill.rows.phases import decision_text, phase_name
from roleplay.presenting.rows.coaching import move_rows
from roleplay.presenting.rows.row import BLANK, Row, block, flow
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe


def title_row(room: Room, words: Catalogue, glyphs: Glyphs, width: int, ahead: RoundsAhead | None = None) -> Row:
    """Scene, phase and turn; on the right, if it fits, that this screen follows another terminal."""
    separator = (f" {glyphs.separator} ", "muted")
    spans = [(words("speaker.title"), "heading"), separator]
    spans += [(safe(room.bundle.scenario.title.get(words.language), newlines=False), "strong"), separator]
    spans.append((phase_name(room, words), "accent"))
    if room.phase not in OUTSIDE_ROUNDS:
        spans += [separator, (decision_text(room, words, ahead), "")]
    right = words("speaker.follows")
    used = sum(cell_len(text) for text, _ in spans)
    if used + cell_len(right) + 3 <= width:
        spans += [(" " * (width - used - cell_len(right)), ""), (right, "muted")]
    return Row(tuple(spans))


def notes_rows(room: Room, notes: Notes, words: Catalogue, glyphs: Glyphs, width: int, pace: str = "") -> list[Row]:
    """Everything the facilitator sees and the class does not; ``pace`` says how far the drill has come."""
    rows = [BLANK, *([*block(pace, width, "mark"), BLANK] if pace else []), *_state_rows(room, notes, words, width)]
    if notes.lines:
        rows.append(Row(((words("speaker.lines"), "heading"),)))
        for line in notes.lines:
            rows += [*_line_rows(line, words, glyphs, width), BLANK]
    if notes.own:
        rows.append(Row(((words("speaker.own"), "heading"),)))
        for own in notes.own:
            rows += _own_rows(own, words, glyphs, width)
        rows.append(BLANK)
    if notes.questions:
        rows.append(Row(((words("speaker.questions"), "heading"),)))
        for text in notes.questions:
            rows += block(text, width, label=glyphs.bullet, label_role="muted", indent=2)
        rows.append(BLANK)
    if notes.devices:
        rows.append(Row(((words("speaker.devices"), "heading"),)))
        rows += [
            *flow([[(safe(device.text, newlines=False), "")] for device in notes.devices], width, gap="    "),
            BLANK,
        ]
    return rows


def _own_rows(own: OwnLine, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """A line with the number that removes it, whether it is on the wall, and the phrases found in it."""
    text = f"{own.text}  {glyphs.separator} {words('speaker.on_the_wall')}" if own.shown else own.text
    rows = block(text, width, "you", label=f"{own.number:>2}", label_role="accent", indent=4)
    for fact in own.phrases:
        role, sign = ("good", glyphs.yes) if fact.good else ("bad", glyphs.no)
        rows += block(fact.text, width, role, label=f"    {sign}", label_role=role, indent=6)
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
