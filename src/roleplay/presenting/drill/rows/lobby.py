"""Before the drill begins: the scene, the learners' role, how to vote, how to join, who is present."""

from __future__ import annotations

from collections.abc import Iterable

from roleplay.drill.plan import Form, Voting
from roleplay.drill.room import Room
from roleplay.presenting.drill.phones import Phones
from roleplay.presenting.drill.plan_settings import OMITTED_IF_SMALL, SettingRow, setting_rows
from roleplay.presenting.drill.rows import big_letters
from roleplay.presenting.drill.rows.canvas import Canvas, beside, centred, labelled_block, stack
from roleplay.presenting.facts.must_know import must_know
from roleplay.presenting.rows.row import BLANK, Row, block
from roleplay.text.cells import cell_len, fit, pad
from roleplay.text.plain import safe

_GAP = 4
#: Minimum height, in rows, for large letters.
_TALL = 19


def lobby_rows(
    room: Room, canvas: Canvas, code: str, phones: Phones | None, *, with_qr: bool, needed: int = 0
) -> list[Row]:
    """The brief in short, how to join, and what the facilitator can still arrange.

    ``needed`` is the estimated duration in minutes; 0 if unknown.
    """
    inner = canvas if with_qr else canvas.narrower(120)
    plan = setting_rows(
        room.plan,
        canvas.words,
        address=phones.address if phones else "",
        door=room.people.door_open,
        languages=room.bundle.scenario.languages,
        needed=needed,
    )
    settings = [plan_rows(rows, inner) for rows in (plan, [row for row in plan if row.setting not in OMITTED_IF_SMALL])]
    if phones is not None and room.plan.voting is Voting.PHONES:
        join = _join_rows(phones, code, inner, with_qr=with_qr)
    else:
        join = _how_rows(room, inner)
    know, elsewhere = _must_know(room, inner), block(canvas.words("drill.lobby.know"), inner.width, "muted")
    full, short, none = _situations(room, inner)
    for situation, known in (  # as much as fits
        (full, know), (short, know), (full, elsewhere), (short, elsewhere), (none, elsewhere), (none, []),
    ):  # fmt: skip
        tries = [[_brief(room, inner, situation), known, join, rows] for rows in settings]
        fitting = [groups for groups in tries if sum(map(len, groups)) + sum(map(bool, groups)) - 1 <= canvas.height]
        groups = (fitting or tries[1:])[0]
        if fitting:
            break
    rows = stack(groups, canvas.height, 3 if canvas.airy else 1)
    return rows if with_qr else centred(rows, inner.width, canvas)


def _situations(room: Room, canvas: Canvas) -> tuple[str, str, str]:
    """The situation at three lengths: in full, in short, and empty."""
    scenario, language = room.bundle.scenario, canvas.words.language
    return scenario.brief.situation.fill(language, scenario.names()), scenario.summary.get(language), ""


def _brief(room: Room, canvas: Canvas, situation: str) -> list[Row]:
    brief, names = room.bundle.scenario.brief, room.bundle.scenario.names()
    language = canvas.words.language
    groups = [block(brief.role.fill(language, names), canvas.width, "strong")]
    if situation:
        groups.append(block(situation, canvas.width))
    groups.append(labelled_block(canvas.words("drill.lobby.goal"), brief.goal.fill(language, names), canvas.width))
    return stack(groups, canvas.height, 1 if canvas.airy else 0)


def _must_know(room: Room, canvas: Canvas) -> list[Row]:
    """What may be granted, the criteria and the red lines; the whole briefing is a key press away."""
    parts = must_know(room.bundle, canvas.words)
    column = max(cell_len(safe(part.heading, newlines=False)) for part in parts) + 2
    rows: list[Row] = []
    for part in parts:
        for index, text in enumerate(part.texts):
            label = "" if index else part.heading
            rows += block(text, canvas.width, label=pad(label, column - 2), label_role="muted", indent=column)
    return rows


def _how_rows(room: Room, canvas: Canvas) -> list[Row]:
    """How to vote when no phones are used."""
    words, form = canvas.words, room.plan.form
    how = form if form is Form.HOT_SEAT else room.plan.voting
    rows = block(words(f"drill.lobby.how.{how}"), canvas.width, "strong")
    return rows + (block(words("drill.lobby.how.contest"), canvas.width) if form is Form.CONTEST else [])


def _join_rows(phones: Phones, code: str, canvas: Canvas, *, with_qr: bool) -> list[Row]:
    """The address to join at: small beside the QR code, as large as possible without it."""
    words = canvas.words
    where = shown_address(phones.url)
    if not where:  # the footer says why
        return [] if phones.problem else block(words("drill.phones.coming"), canvas.width, "muted")
    if with_qr:
        rows = block(words("drill.lobby.scan"), canvas.width, "muted")
        rows += block(where, canvas.width, "strong")
        if not canvas.airy:
            return rows + labelled_block(words("drill.lobby.code"), code, canvas.width, "strong")
        rows += [BLANK, *block(words("drill.lobby.code"), canvas.width, "muted")]
        return rows + [Row(((line, "strong"),)) for line in big_letters.rows_of(code, canvas.glyphs)]
    rows = block(words("drill.lobby.type"), canvas.width, "muted")
    for text, label in ((where, ""), (code, words("drill.lobby.code"))):
        drawn = big_letters.rows_of(text, canvas.glyphs)
        if canvas.height >= _TALL and max(map(cell_len, drawn)) <= canvas.width:
            rows += [BLANK, *(Row(((line, "strong"),)) for line in drawn)]
        else:
            rows += labelled_block(label, text, canvas.width, "strong")
    return rows


def way_in_rows(room: Room, canvas: Canvas, code: str, phones: Phones, *, with_qr: bool) -> list[Row]:
    """How latecomers join, in any phase; and that the door is shut, if it is."""
    rows = _join_rows(phones, code, canvas, with_qr=with_qr)
    shut = [] if room.people.door_open else block(canvas.words("drill.door.shut"), canvas.width, "mark")
    return stack([shut, rows, block(canvas.words("drill.way_in"), canvas.width, "muted")], canvas.height, 2)


def trouble_rows(phones: Phones, canvas: Canvas) -> list[Row]:
    """Problems with the phones, and how many are waiting to be let in, each with the key to press."""
    problem, waiting = phones.problem, phones.held_back
    rows = block(problem, canvas.width, "bad") if problem else []
    return rows + (
        block(canvas.words.count("drill.phones.held_back", waiting), canvas.width, "mark") if waiting else []
    )


def shown_address(url: str) -> str:
    """An address without its scheme, as people type it."""
    return url[7:].rstrip("/") if url.lower().startswith("http://") else url


def plan_rows(plan: Iterable[SettingRow], canvas: Canvas) -> list[Row]:
    """One setting with its key per row; in two columns if they fit."""
    cells = list(plan)
    names = max(cell_len(setting.name) for setting in cells) + 2
    two = canvas.width >= 64 and len(cells) > 3
    column = (canvas.width - _GAP) // 2 if two else canvas.width
    rows = [_setting(setting, names, column) for setting in cells]
    if not two:
        return rows
    half = -(-len(rows) // 2)
    return beside(rows[:half], rows[half:], column, _GAP)


def _setting(setting: SettingRow, names: int, width: int) -> Row:
    value = fit(safe(setting.value, newlines=False), width - names - 4)
    return Row(((f" {setting.key}  ", "accent"), (pad(setting.name, names), "muted"), (value, "")))


# -- people --------------------------------------------------------------------------


def people_rows(room: Room, canvas: Canvas) -> list[Row]:
    """How many have joined, and as many of their names or tables as fit in a row."""
    words, people, plan = canvas.words, room.people, room.plan
    if plan.voting is not Voting.PHONES:
        return []
    count = words("drill.lobby.joined", count=len(people))
    if plan.teams:
        names = [
            f"{canvas.glyphs.yes if people.speaker_of(team) else canvas.glyphs.bar_empty} {name}"
            for team, name in enumerate(plan.teams)
        ]
    else:
        names = [person.name for person in people.present.values() if person.name and plan.names]
        names.reverse()  # latest first, so that they see that joining worked
    names_text = safe("   ".join(names), newlines=False)
    used = cell_len(count) + 3
    spans: list[tuple[str, str]] = [(count, "strong")]
    if names_text:
        spans.append(("   " + fit(names_text, canvas.width - used, canvas.glyphs.ellipsis), "muted"))
    return [Row(tuple(spans))]
