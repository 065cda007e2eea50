"""The pane beside the conversation on a wide screen: the goal, the learner's authority, the criteria."""

from __future__ import annotations

from roleplay.locales import Catalogue
from roleplay.presenting.facts import BriefFacts
from roleplay.presenting.rows.legend import legend
from roleplay.presenting.rows.row import BLANK, Row, block, flow
from roleplay.text.glyphs import Glyphs


def brief_rows(brief: BriefFacts, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """The brief part by part, the criteria by rubric, then the meaning of the signs."""
    rows: list[Row] = []
    for heading, text in brief.parts:
        rows += [*block(heading, width, "heading"), *block(text, width), BLANK]
    rows += block(words("play.brief.rubrics"), width, "heading")
    for name, criteria in brief.rubrics:
        rows += block(name, width, "strong")
        rows += block(words("play.list_separator").join(criteria), width, "muted", indent=2)
    return [
        *rows,
        BLANK,
        *flow([[(f"{sign} {text}", "muted")] for sign, text in legend("conversation", words, glyphs)], width),
    ]
