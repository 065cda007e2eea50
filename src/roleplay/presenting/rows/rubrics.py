"""Criteria as bars: the share of the points due that was earned, the level, and the learner's lines behind it."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.presenting.facts.criteria import CriterionFact, RubricFact
from roleplay.presenting.rows.coaching import labelled
from roleplay.presenting.rows.row import BLANK, Row, block, flow
from roleplay.text.cells import cell_len, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe

_BAR = 20
_NAME = 24


def rubric_rows(rubrics: Sequence[RubricFact], glyphs: Glyphs, width: int, order_label: str) -> list[Row]:
    """Every rubric: its criteria with the evidence, and remarks on the order of its steps."""
    rows: list[Row] = []
    names = [cell_len(criterion.name) for rubric in rubrics for criterion in rubric.criteria]
    column = min(max(names, default=0), _NAME) + 1
    for rubric in rubrics:
        if rows:
            rows.append(BLANK)
        rows.append(Row(((safe(rubric.name, newlines=False) + "  ", "heading"), (rubric.score, "strong"))))
        for criterion in rubric.criteria:
            rows += _criterion(criterion, glyphs, width, column)
        if rubric.unassessed:
            rows += block(rubric.unassessed, width, "muted", indent=2)
        if rubric.order:
            margin = max(column + 2, cell_len(order_label) + 2)
            rows += labelled(order_label, [row for t in rubric.order for row in block(t, width, indent=margin)], margin)
    return rows


def _criterion(criterion: CriterionFact, glyphs: Glyphs, width: int, column: int) -> list[Row]:
    label = safe(criterion.name, newlines=False)
    margin = column + 2
    rows: list[Row] = []
    if cell_len(label) >= column:
        rows.append(Row((("  " + label, "strong"),)))
        label = ""
    bar = min(_BAR, max(width - margin - 16, 4))
    start = "  " + pad(label, column)
    if criterion.share is None:
        rows.append(Row(((start, "strong"), (criterion.score, ""))))
    else:
        measure = (glyphs.bar(criterion.share, bar, 1.0), "accent")
        spans = ((start, "strong"), measure, (f"  {criterion.score:>4}  ", ""), (criterion.level_word, "strong"))
        rows.append(Row(spans))
    signs = {1: (glyphs.yes, "good"), 0: (glyphs.same, ""), -1: (glyphs.no, "bad")}
    pieces = []
    for line in criterion.evidence:
        sign, role = signs[line.sign]
        pieces.append([(f"{sign} {line.text}", role)])
    rows += flow(pieces, width, indent=margin)
    for text in (*criterion.notes, criterion.target):
        rows += block(text, width, "muted", indent=margin) if text else []
    return rows
