"""The story on the screen: the current exchange, the effect of a line, a contrasting line, the ending."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.drill.room import Room
from roleplay.presenting.drill.board import Beat, beat, latest_exchange, letter_of, room_meters
from roleplay.presenting.drill.rows.canvas import Canvas, centred, lettered, stack
from roleplay.presenting.facts import MeterFact, TranscriptLine, meter_facts
from roleplay.presenting.rows.meters import meter_rows
from roleplay.presenting.rows.row import Row, block
from roleplay.presenting.rows.transcript import transcript_rows
from roleplay.session import UtteranceKind
from roleplay.text.cells import cell_len, fit, pad
from roleplay.text.plain import safe

#: Maximum cells of a speaker's name.
_NAME = 14


def present_rows(room: Room, canvas: Canvas) -> list[Row]:
    """The latest exchange, and the meters."""
    return _talk_and_meters(latest_exchange(room, canvas.words), room_meters(room, canvas.words, canvas.glyphs), canvas)


def end_rows(room: Room, canvas: Canvas) -> list[Row]:
    """The last exchange and the ending."""
    return present_rows(room, canvas)


def reaction_rows(room: Room, canvas: Canvas) -> list[Row]:
    """The line said, the answer, and its effect on the meters."""
    shown = beat(room, canvas.words, canvas.glyphs)
    return _talk_and_meters((shown.line, *(shown.answer or shown.after)), shown.meters, canvas)


def _talk_and_meters(lines: Sequence[TranscriptLine], readings: Sequence[MeterFact], canvas: Canvas) -> list[Row]:
    talk = transcript_rows(lines, canvas.width, airy=canvas.airy)
    inner = canvas.measured
    meters = centred(meter_rows(readings, canvas.glyphs, inner.width), inner.width, canvas)
    return stack([talk, meters], canvas.height, 3 if canvas.airy else 1)


def said_rows(room: Room, canvas: Canvas) -> list[Row]:
    """What the other side says now, to be shown above the lines to choose from."""
    inner = canvas.measured
    last = [said for said in latest_exchange(room, canvas.words) if said.kind is UtteranceKind.THEY][-1:]
    rows: list[Row] = []
    for said in last:
        name = fit(safe(said.name, newlines=False), _NAME)
        rows += block(said.text, inner.width, label=name, label_role="accent", indent=cell_len(name) + 2)
    return centred(rows, inner.width, canvas)


def contrast_rows(room: Room, canvas: Canvas) -> list[Row]:
    """What the contrasting line would have done, with its meters above those of the line said."""
    words, stage, inner = canvas.words, room.stage, canvas.measured
    assert stage.contrast is not None
    shown = beat(room, words, canvas.glyphs)
    head = lettered(letter_of(room, stage.contrast), words("drill.contrast.title"), inner.width, "heading")
    talk = transcript_rows(_contrast_talk(shown), inner.width, airy=canvas.airy)
    meters: list[Row] = []
    compared = [(stage.contrast, shown.meters)]
    if stage.lead is not None and stage.lead != stage.contrast:
        compared.append((stage.lead, meter_facts(room.attempt_with(stage.lead), words, canvas.glyphs)))
    for choice, readings in _equal_widths(compared):
        label = words("drill.contrast.this" if choice == stage.contrast else "drill.contrast.said")
        meters += lettered(letter_of(room, choice), label, inner.width, "muted")
        meters += meter_rows(readings, canvas.glyphs, inner.width)
    return centred(stack([head, talk, meters], canvas.height, 2 if canvas.airy else 1), inner.width, canvas)


def _equal_widths(compared: Sequence[tuple[str, Sequence[MeterFact]]]) -> list[tuple[str, list[MeterFact]]]:
    """The meters with words and changes padded to equal widths, so that all bars have the same length."""
    all = [meter for _, readings in compared for meter in readings]
    word = max((cell_len(meter.word) for meter in all), default=0)
    change = max((cell_len(meter.change) for meter in all), default=0)
    return [
        (
            choice,
            [meter._replace(word=pad(meter.word, word), change=pad(meter.change, change)) for meter in readings],
        )
        for choice, readings in compared
    ]


def _contrast_talk(shown: Beat) -> tuple[TranscriptLine, ...]:
    """The conversation after a contrasting line. The road does not continue there, so an ending is included at once."""
    ending = tuple(said for said in shown.after if said.kind is UtteranceKind.ENDING)
    return (shown.line, *(shown.answer or shown.after), *(ending if shown.answer else ()))
