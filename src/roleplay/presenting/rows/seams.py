"""Seams and whole walks as rows: for printed text, and for the pane beside a scene that is being written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roleplay.locales import Catalogue
from roleplay.presenting.facts import TranscriptLine, list_of
from roleplay.presenting.rows.row import BLANK, Row, block
from roleplay.presenting.seams import SeamFact, WalkFact
from roleplay.session import UtteranceKind
from roleplay.text.cells import cell_len, fit
from roleplay.text.plain import safe

#: The maximum width, in cells, of a speaker's name.
_NAME = 14
_MARGIN = 2


def seams_rows(facts: Sequence[SeamFact], words: Catalogue, width: int) -> Iterator[Row]:
    """All seams in order; text that several seams answer is quoted only before the first of them."""
    shown: dict[tuple[TranscriptLine, ...], str] = {}
    for fact in facts:
        yield BLANK
        yield from seam_rows(fact, words, width, same_as=shown.get(fact.heard, ""))
        shown.setdefault(fact.heard, fact.label)


def seam_rows(fact: SeamFact, words: Catalogue, width: int, same_as: str = "") -> list[Row]:
    """A single seam. ``same_as``: the label of an earlier seam answering the same words, which are not repeated."""
    rows = block(f"{fact.label} {fact.place}", width, "heading")
    readings = list_of(words, map(str, fact.meters))
    for key, text in (("way", fact.route), ("readings", readings)):
        if text:
            rows += block(words(f"read.{key}", text=text), width, "muted", indent=_MARGIN)
    if same_as:
        rows += block(words("read.same_heard", seam=same_as), width, "muted", indent=_MARGIN)
    elif fact.heard:
        rows += [*utterance_rows(fact.heard, width, "muted"), BLANK]
    rows += utterance_rows(fact.talk, width)
    for others in fact.elsewhere:
        rows += block(words("read.elsewhere"), width, "muted", indent=_MARGIN)
        rows += utterance_rows(others, width, "muted")
    return rows


def walks_rows(walks: Sequence[WalkFact], width: int) -> Iterator[Row]:
    """Whole transcripts, each step under the number of its seam."""
    for walk in walks:
        yield BLANK
        yield from block(walk.label, width, "heading")
        yield from block(walk.route, width, "muted", indent=_MARGIN)
        for step in walk.steps:
            yield BLANK
            yield from block(step.label, width, "" if step.new else "muted", indent=_MARGIN)
            yield from utterance_rows(step.talk, width, "" if step.new else "muted")


def utterance_rows(talk: Sequence[TranscriptLine], width: int, role: str = "") -> list[Row]:
    """The utterances, all on the left, which suits proofreading. ``role``, if given, applies to every word."""
    names = [cell_len(safe(line.name, newlines=False)) for line in talk if line.kind is not UtteranceKind.ENDING]
    name = min(max(names, default=0), _NAME, width // 3)
    rows: list[Row] = []
    for line in talk:
        if line.kind is UtteranceKind.ENDING:
            rows += block(line.name, width, role or "heading", indent=_MARGIN)
            rows += block(line.text, width, role, indent=_MARGIN)
            continue
        looks = {UtteranceKind.SCENE: "stage", UtteranceKind.YOU: "you"}
        label = fit(safe(line.name, newlines=False), name)
        rows += [
            Row(((" " * _MARGIN, ""), *row.spans))
            for row in block(
                line.text,
                width - _MARGIN,
                role or looks.get(line.kind, ""),
                label=label,
                label_role=role or "accent",
                indent=name + 2,
            )
        ]
    return rows
