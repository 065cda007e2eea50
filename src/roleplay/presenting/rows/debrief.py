"""The pages of the debrief as rows."""

from __future__ import annotations

from enum import IntEnum

from roleplay.locales import Catalogue
from roleplay.presenting.facts.debrief import DebriefFacts, TurnFact
from roleplay.presenting.rows.coaching import flag_rows, labelled, move_rows, point_rows
from roleplay.presenting.rows.curve import curve_rows
from roleplay.presenting.rows.row import BLANK, Row, block, flow
from roleplay.presenting.rows.rubrics import rubric_rows
from roleplay.text.cells import cell_len, fit, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe

#: Pages are not wider than this.
MEASURE = 100


_LABELS = (
    "heard", "said", "own_words", "moves", "points", "why", "best", "why_best", "readings", "sure", "guess",
)  # fmt: skip


class DebriefPart(IntEnum):
    """What is shown. Nothing about the score before ``REFLECT`` is answered or passed."""

    REFLECT = -1
    ENDING = 0
    CRITERIA = 1
    TURNS = 2
    GOAL = 3


def page_rows(
    part: DebriefPart, facts: DebriefFacts, words: Catalogue, glyphs: Glyphs, width: int, *, turn: int, reflection: str
) -> list[Row]:
    """The page of a part. Of the turns it is that of ``turn``, from 1, or for 0 their overview."""
    match part:
        case DebriefPart.REFLECT:
            ask = block(words("debrief.reflect_ask"), width, "strong")
            return [BLANK, *block(words("debrief.reflect_title"), width, "heading"), *ask, BLANK]
        case DebriefPart.ENDING:
            return ending_rows(facts, words, glyphs, width, reflection)
        case DebriefPart.CRITERIA:
            return criteria_rows(facts, words, glyphs, width)
        case DebriefPart.TURNS:
            if turn:
                return turn_rows(facts, turn, words, glyphs, width)
            hint = block(words("debrief.overview_hint"), width, "muted")
            return [*overview_rows(facts, words, glyphs, width, None), BLANK, *hint]
        case DebriefPart.GOAL:
            return [*block(words("goal.title"), width, "heading"), *block(words("goal.why"), width, "muted"), BLANK]


def after_goal_rows(
    facts: DebriefFacts, state: str, standing: str, words: Catalogue, glyphs: Glyphs, width: int
) -> list[Row]:
    """What became of the goal (``state`` is the catalogue's key of it), which one stands, questions to talk about."""
    told = [] if state != "goal.how" or not facts.no_goal else block(facts.no_goal, width, "muted")
    told += block(words(state), width, "good" if state == "goal.kept" else "mark")
    told += block(standing, width, "muted") if standing and state != "goal.kept" else []
    return [*told, BLANK, *discussion_rows(facts, words, glyphs, width)]


def ending_rows(facts: DebriefFacts, words: Catalogue, glyphs: Glyphs, width: int, reflected: str) -> list[Row]:
    """How it ended, as story; passed or not, and by which gate; what a business would see."""
    ending = facts.ending
    rows: list[Row] = []
    if ending.outcome is not None:
        rows += [*block(ending.title, width, "heading"), *block(ending.text, width), BLANK]
    sign, role = (glyphs.yes, "good") if ending.passed else (glyphs.no, "bad")
    verdict = [(f"{sign} {ending.verdict}", role)]
    if ending.outcome_word:
        story = words("debrief.outcome_label")
        verdict.append((f"   {story}{words('debrief.colon')}{ending.outcome_word}", ""))
    rows += [*flow([verdict], width), BLANK]
    if facts.headline:
        rows += [*block(facts.headline, width, "strong"), BLANK]
    rows.append(Row(((words("debrief.gates"), "heading"),)))
    for gate in ending.gates:
        sign, role = (glyphs.yes, "good") if gate.held else (glyphs.no, "bad")
        rows += block(gate.text, width, label=f"  {sign}", label_role=role, indent=4)
    if ending.kpi:
        rows += [BLANK, Row(((words("debrief.kpi_label"), "heading"),))]
        rows += flow([[(text, "")] for text in ending.kpi], width, indent=2)
    for note in facts.notes:
        rows += [BLANK, *block(note, width, "muted")] if note is facts.notes[0] else block(note, width, "muted")
    if reflected:
        rows += [BLANK, *block(words("debrief.reflected", text=reflected), width, "you")]
    return rows


def criteria_rows(facts: DebriefFacts, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """Lines crossed, then the criteria by rubric."""
    rows: list[Row] = []
    if facts.critical:
        rows.append(Row(((words("debrief.critical_label"), "bad"),)))
        for text in facts.critical:
            rows += block(text, width, "bad", label=f"  {glyphs.no}", label_role="bad", indent=4)
        rows.append(BLANK)
    rows += rubric_rows(facts.rubrics, glyphs, width, "  " + words("debrief.order_label"))
    return [*rows, BLANK, *block(words("debrief.legend"), width, "muted")]


def overview_rows(facts: DebriefFacts, words: Catalogue, glyphs: Glyphs, width: int, here: int | None) -> list[Row]:
    """The curves and one row for each turn; a turn's rows have its number as ``key``."""
    rows = [Row(((words("debrief.curve_label"), "heading"),))]
    rows += curve_rows(facts.curves, glyphs, width, costliest=facts.costliest, here=here)
    if facts.judgement:
        rows.append(BLANK)
        for text in facts.judgement:
            rows += block(text, width, label=glyphs.bullet, label_role="muted", indent=2)
    rows += [BLANK, Row(((words("debrief.turns_label"), "heading"),))]
    cost = max((cell_len(turn.cost_text) for turn in facts.turns), default=0)
    for turn in facts.turns:
        rows.append(_turn_line(turn, glyphs, width, cost, here))
    return rows


def _turn_line(turn: TurnFact, glyphs: Glyphs, width: int, cost: int, here: int | None) -> Row:
    number = turn.coach.number
    sign, role = (glyphs.yes, "good") if turn.cost == 0 else (glyphs.no, "bad")
    if turn.costliest:
        sign, role = glyphs.best, "mark"
    start = f"{glyphs.pointer if number == here else ' '} {number:>2} "
    text = pad(turn.cost_text, cost)
    room = width - cell_len(start) - cell_len(text) - 4
    said = fit(safe(" ".join(turn.coach.said.split())), room)
    spans = ((start, "muted"), (f"{sign} {text}", role), ("  " + said, ""))
    return Row(spans, "cursor" if number == here else "", number)


def turn_rows(facts: DebriefFacts, number: int, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """One turn: what was heard and said, what it did and cost, the best line and why."""
    turn = facts.turns[number - 1]
    coach = turn.coach
    title = words("turn.title", number=number, count=len(facts.turns))
    cost = (turn.cost_text, "good" if turn.cost == 0 else "bad")
    spans = [(title, "heading"), ("   ", ""), cost]
    if turn.costliest:
        spans.append((f"   {glyphs.best} {words('turn.costliest')}", "mark"))
    label = {name: words(f"turn.{name}") for name in _LABELS}
    margin = max(map(cell_len, label.values())) + 2

    def part(name: str, text: str, role: str = "") -> list[Row]:
        return block(text, width, role, label=label[name], label_role="muted", indent=margin) if text else []

    rows = [Row(tuple(spans))]
    rows += block(turn.crossed, width, "bad") if turn.crossed else []
    rows += [*(block(turn.no_return, width, "mark") if turn.no_return else ()), BLANK]
    heard = words("turn.heard_from", name=coach.heard_by, text=coach.heard) if coach.heard_by else coach.heard
    rows += part("heard", heard) + part("said", coach.said, "you")
    rows += part("own_words", coach.own_words, "stage")
    rows += [*flag_rows(coach.flags, glyphs, width, margin), BLANK]
    rows += labelled(label["moves"], move_rows(coach.moves, glyphs, width, margin), margin)
    rows += labelled(label["points"], point_rows(coach, width, margin), margin)
    rows += part("why", coach.why)
    if coach.better is not None:
        rows += [BLANK, *part("best", coach.better, "you"), *move_rows(coach.better_moves, glyphs, width, margin)]
        rows += part("why_best", coach.better_why)
    readings = flow([[(text, "")] for text in turn.readings], width, indent=margin)
    rows += [BLANK, *labelled(label["readings"], readings, margin)]
    return [*rows, *part("sure", coach.sure), *part("guess", coach.guess)]


def discussion_rows(facts: DebriefFacts, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """Questions to talk about."""
    if not facts.discussion:
        return []
    rows = [Row(((words("debrief.discussion"), "heading"),))]
    for number, text in enumerate(facts.discussion, 1):
        rows += block(text, width, label=f"{number}.", label_role="muted", indent=3)
    return rows


def tab_row(names: list[str], here: int) -> tuple[Row, list[tuple[int, int]]]:
    """The names of the parts, and where each one stands (first cell, cell after the last)."""
    spans: list[tuple[str, str]] = []
    places: list[tuple[int, int]] = []
    used = 0
    for number, name in enumerate(names):
        text = f" {number + 1} {name} "
        spans += [(text, "cursor" if number == here else "muted"), ("  ", "")]
        places.append((used, used + cell_len(text)))
        used += cell_len(text) + 2
    return Row(tuple(spans)), places
