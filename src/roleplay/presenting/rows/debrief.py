"""The pages of the debrief as rows."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from roleplay.locales import Catalogue
from roleplay.presenting.facts.best_line import BestLineFact
from roleplay.presenting.facts.coach import Coach
from roleplay.presenting.facts.debrief import DebriefFacts, TurnFact
from roleplay.presenting.facts.ending import EndingFact, GateFact
from roleplay.presenting.rows.coaching import labelled, move_rows, point_rows, typed_line_rows
from roleplay.presenting.rows.curve import curve_rows
from roleplay.presenting.rows.kpi import kpi_rows
from roleplay.presenting.rows.row import BLANK, Row, block, flow
from roleplay.presenting.rows.rubrics import rubric_rows
from roleplay.text.cells import cell_len, pad
from roleplay.text.glyphs import Glyphs, with_arrow
from roleplay.text.plain import safe
from roleplay.text.wrap import fit_words

_LABELS = (
    "heard", "said", "moves", "points", "why", "why_best", "readings", "sure", "guess",
)  # fmt: skip


class DebriefPart(IntEnum):
    """The part that is shown. The score stays hidden until ``REFLECT`` is answered or skipped."""

    REFLECT = -1
    MATTERED = 0
    CRITERIA = 1
    TURNS = 2
    GOAL = 3


def page_rows(
    part: DebriefPart, facts: DebriefFacts, words: Catalogue, glyphs: Glyphs, width: int, *, turn: int, reflection: str
) -> list[Row]:
    """The page of a part. For ``TURNS``, the page of ``turn`` (from 1), or with 0 the overview."""
    match part:
        case DebriefPart.REFLECT:
            ask = block(words("debrief.reflect_ask"), width, "strong")
            return [BLANK, *block(words("debrief.reflect_title"), width, "heading"), *ask, BLANK]
        case DebriefPart.MATTERED:
            return [*lens_rows(facts, width), *mattered_rows(facts, words, glyphs, width, reflection)]
        case DebriefPart.CRITERIA:
            criteria, passing = (make(facts, words, glyphs, width) for make in (criteria_rows, passing_rows))
            figures = [BLANK, *kpi_rows(facts.ending.kpi, width)] if facts.ending.kpi else []
            return [*lens_rows(facts, width), *criteria, BLANK, *passing, *figures]
        case DebriefPart.TURNS if turn:
            return turn_rows(facts, turn, words, glyphs, width)
        case DebriefPart.TURNS:
            return overview_rows(facts, words, glyphs, width, None)
        case DebriefPart.GOAL:
            return [*block(facts.goal_title, width, "heading"), *block(words("goal.why"), width, "muted"), BLANK]


def lens_rows(facts: DebriefFacts, width: int) -> list[Row]:
    """The rubric through which the attempt is debriefed; nothing for the scene's own."""
    return [*block(facts.lens, width, "mark"), BLANK] if facts.lens else []


def after_goal_rows(
    facts: DebriefFacts, state: str, standing: str, words: Catalogue, glyphs: Glyphs, width: int
) -> list[Row]:
    """What became of the goal (``state`` is a catalogue key), the goal in force, questions for discussion."""
    rows = [] if state != "goal.how" or not facts.no_goal else block(facts.no_goal, width, "muted")
    rows += block(words(state), width, "good" if state == "goal.kept" else "mark")
    rows += block(standing, width, "muted") if standing and state != "goal.kept" else []
    return [*rows, BLANK, *discussion_rows(facts, words, glyphs, width)]


def mattered_rows(facts: DebriefFacts, words: Catalogue, glyphs: Glyphs, width: int, reflected: str) -> list[Row]:
    """The ending as story, the verdict, what mattered, missed gates, the scores, the turn that mattered, the goal."""
    ending = facts.ending
    rows = verdict_rows(ending, words, glyphs, width)
    scores = [[(safe(rubric.name, newlines=False), ""), (f" {rubric.score}", "strong")] for rubric in facts.rubrics]
    rows += [*headline_rows(facts, width), *gate_rows((*ending.missed, *ending.unassessed), glyphs, width)]
    rows += [BLANK, *flow(scores, width)]
    rows += block(words("debrief.reflected", text=reflected), width, "you") if reflected else []
    if facts.mattered is not None:
        rows += [BLANK, *short_turn_rows(facts.turns[facts.mattered - 1], words, glyphs, width)]
    if facts.goal:
        rows += [BLANK, *block(facts.goal_title, width, "heading"), *block(facts.goal, width)]
    return rows


def headline_rows(facts: DebriefFacts, width: int) -> list[Row]:
    """What mattered, each sentence starting on a new row."""
    rows = [row for text in facts.headline for row in block(text, width, "strong")]
    return [BLANK, *rows] if rows else []


def verdict_rows(ending: EndingFact, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """The ending as story, and whether the attempt passed."""
    rows: list[Row] = []
    if ending.outcome is not None:
        rows += [*block(ending.title, width, "heading"), *block(ending.text, width), BLANK]
    sign, role = (glyphs.yes, "good") if ending.passed else (glyphs.no, "bad")
    verdict = [(f"{sign} {ending.verdict}", role)]
    if ending.outcome_word:
        story = words("debrief.outcome_label")
        verdict.append((f"   {story}{words('debrief.colon')}{ending.outcome_word}", ""))
    return [*rows, *flow([verdict], width)]


def passing_rows(facts: DebriefFacts, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """The gates, then the notes on the attempt."""
    rows = [Row(((words("debrief.gates"), "heading"),)), *gate_rows(facts.ending.gates, glyphs, width)]
    for note in facts.notes:
        rows += [BLANK, *block(note, width, "muted")] if note is facts.notes[0] else block(note, width, "muted")
    return rows


def gate_rows(gates: Sequence[GateFact], glyphs: Glyphs, width: int) -> list[Row]:
    """The gates and whether they were met; those not assessed have no sign and come last."""
    rows: list[Row] = []
    for gate in sorted(gates, key=lambda gate: gate.held is None):
        if gate.held is None:
            rows += block(gate.text, width, "muted", indent=4)
            continue
        sign, role = (glyphs.yes, "good") if gate.held else (glyphs.no, "bad")
        rows += block(gate.text, width, label=f"  {sign}", label_role=role, indent=4)
    return rows


def criteria_rows(facts: DebriefFacts, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """Red lines crossed, then the criteria by rubric, and how to read them."""
    rows: list[Row] = []
    if facts.critical:
        rows.append(Row(((words("debrief.critical_label"), "bad"),)))
        for text in facts.critical:
            rows += block(text, width, "bad", label=f"  {glyphs.no}", label_role="bad", indent=4)
        rows.append(BLANK)
    rows += rubric_rows(facts.rubrics, glyphs, width, "  " + words("debrief.order_label"))
    return [*rows, BLANK, *(row for text in facts.legend for row in block(text, width, "muted"))]


def overview_rows(facts: DebriefFacts, words: Catalogue, glyphs: Glyphs, width: int, current: int | None) -> list[Row]:
    """One row for each turn, then the curves; the ``key`` of a turn's row is its number."""
    rows = [Row(((words("debrief.turns_label"), "heading"),))]
    cost_cells = max((cell_len(turn.cost_text) for turn in facts.turns), default=0)
    rows += [_turn_line(turn, words, glyphs, width, cost_cells, current) for turn in facts.turns]
    if current is None:
        rows += [BLANK, *block(words("debrief.overview_hint"), width, "muted")]
    if facts.curves:
        rows += [BLANK, Row(((words("debrief.curve_label"), "heading"),))]
        rows += curve_rows(facts.curves, glyphs, width, costliest=facts.costliest, current=current)
    if facts.judgement:
        rows.append(BLANK)
        for text in facts.judgement:
            rows += block(text, width, label=glyphs.bullet, label_role="muted", indent=2)
    return rows


def _turn_line(
    turn: TurnFact, words: Catalogue, glyphs: Glyphs, width: int, cost_cells: int, current: int | None
) -> Row:
    number = turn.coach.number
    start = f"{glyphs.pointer if number == current else ' '} {number:>2} "
    fill = "cursor" if number == current else ""
    line_text = safe(" ".join(turn.coach.said.split()))
    if turn.quiet:
        text = f"{glyphs.yes} {pad(turn.cost_text, cost_cells)}"
        line_text = fit_words(line_text, width - cell_len(start) - cell_len(text) - 2)
        return Row(((start, "muted"), (text, "muted"), ("  " + line_text, "muted")), fill, number)
    sign, role = (glyphs.best, "mark") if turn.costliest else (glyphs.no, "bad")
    text = f"{sign} {pad(turn.cost_text, cost_cells)}"
    crossed = f"  {words('debrief.crossed_short')}" if turn.coach.crossed else ""
    line_text = fit_words(line_text, width - cell_len(start) - cell_len(text) - cell_len(crossed) - 2)
    spans = [(start, "muted"), (text, role), ("  " + line_text, "")]
    return Row((*spans, *([(crossed, "bad")] if crossed else [])), fill, number)


def short_turn_rows(turn: TurnFact, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """The turn that mattered most: what was heard and said, why, and the better line."""
    coach = turn.coach
    rows = [Row(tuple(_turn_title(turn, words("turn.title_alone", number=coach.number), glyphs)))]
    rows += block(turn.cost_detail, width, "muted") if turn.cost_detail else []
    rows += block(coach.crossed, width, "bad") if coach.crossed else []
    label = {name: words(f"turn.{name}") for name in ("heard", "said", "why", "why_best")}
    margin = max(map(cell_len, (*label.values(), turn.better_label))) + 2
    parts = [
        (label["heard"], _heard(coach, words), ""),
        (label["said"], coach.said, "you"),
        (label["why"], coach.why, ""),
    ]
    if coach.better is not None:
        parts.append((turn.better_label, coach.better, "you"))
        parts += [("", coach.gives_up, "mark"), (label["why_best"], coach.better_why, "")]
    for name, text, role in parts:
        rows += block(text, width, role, label=name, label_role="muted", indent=margin) if text else []
    return [*rows, *typed_line_rows(coach.own_words, width)]


def _heard(coach: Coach, words: Catalogue) -> str:
    return words("turn.heard_from", name=coach.heard_from, text=coach.heard) if coach.heard_from else coach.heard


def _turn_title(turn: TurnFact, title: str, glyphs: Glyphs) -> list[tuple[str, str]]:
    cost = (turn.cost_text, "bad" if turn.cost else "good" if turn.quiet else "")
    spans = [(title, "heading"), ("   ", ""), cost]
    if turn.costliest:
        spans.append((f"   {glyphs.best} {turn.costliest_text}", "mark"))
    return spans


def turn_rows(facts: DebriefFacts, number: int, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """One turn: what was heard and said, what it did and cost, the best line and why."""
    turn = facts.turns[number - 1]
    coach = turn.coach
    title = words("turn.title", number=number, count=len(facts.turns))
    label = {name: words(f"turn.{name}") for name in _LABELS}
    label["best"] = turn.better_label
    margin = max(map(cell_len, label.values())) + 2

    def part(name: str, text: str, role: str = "") -> list[Row]:
        return block(text, width, role, label=label.get(name, ""), label_role="muted", indent=margin) if text else []

    rows = [Row(tuple(_turn_title(turn, title, glyphs)))]
    rows += block(turn.cost_detail, width, "muted") if turn.cost_detail else []
    rows += block(coach.crossed, width, "bad") if coach.crossed else []
    rows += [*(block(turn.no_return, width, "mark") if turn.no_return else ()), BLANK]
    rows += part("heard", _heard(coach, words)) + part("said", coach.said, "you")
    rows.append(BLANK)
    rows += labelled(label["moves"], move_rows(coach.moves, glyphs, width, margin), margin)
    rows += labelled(label["points"], point_rows(coach, width, margin), margin)
    rows += part("why", coach.why)
    if coach.better is not None:
        rows += [BLANK, *part("best", coach.better, "you"), *move_rows(coach.better_moves, glyphs, width, margin)]
        rows += part("gives_up", coach.gives_up, "mark") + part("why_best", coach.better_why)
    readings = flow([[(with_arrow(text, glyphs), "")] for text in turn.readings], width, indent=margin)
    rows += [BLANK, *labelled(label["readings"], readings, margin)]
    rows += part("sure", coach.sure) + part("guess", coach.guess)
    return [*rows, *typed_line_rows(coach.own_words, width)]


def best_line_rows(fact: BestLineFact, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """The best continuation, as far as it is revealed."""
    rows = block(words("best_line.title"), width, "heading")
    rows += [*block(fact.intro, width), BLANK]
    margin = max((cell_len(step.turn) for step in fact.steps), default=0) + 2
    for step in fact.steps:
        role = "muted" if not step.seen else "" if step.is_own else "you"
        rows += block(step.text, width, role, label=step.turn, label_role="muted", indent=margin)
    for text, role in ((fact.end, ""), (fact.unseen, "mark")):
        rows += [BLANK, *block(text, width, role)] if text else []
    return rows


def discussion_rows(facts: DebriefFacts, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """Questions for discussion."""
    if not facts.discussion:
        return []
    rows = [Row(((words("debrief.discussion"), "heading"),))]
    for number, text in enumerate(facts.discussion, 1):
        rows += block(text, width, label=f"{number}.", label_role="muted", indent=3)
    return rows


def tab_row(names: list[str], current: int) -> tuple[Row, list[tuple[int, int]]]:
    """The names of the parts in a row, and the columns of each (first cell, cell after the last)."""
    spans: list[tuple[str, str]] = []
    columns: list[tuple[int, int]] = []
    used = 0
    for number, name in enumerate(names):
        text = f" {number + 1} {name} "
        spans += [(text, "cursor" if number == current else "muted"), ("  ", "")]
        columns.append((used, used + cell_len(text)))
        used += cell_len(text) + 2
    return Row(tuple(spans)), columns
