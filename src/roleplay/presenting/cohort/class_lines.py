"""The report on a whole class as text of at most 80 cells per line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from roleplay.locales import Catalogue
from roleplay.presenting.cohort.changes import ChangeFact
from roleplay.presenting.cohort.class_facts import ClassFacts, RubricSpread, SharedDecisionFact
from roleplay.text.cells import cell_len, fit, pad
from roleplay.text.plain import safe
from roleplay.text.wrap import fit_words, wrap

WIDTH = 80
#: The greatest width of a name before its figures, in cells.
_NAME = 34


def class_lines(facts: ClassFacts, words: Catalogue) -> list[str]:
    """The whole report line by line, with an empty line between parts."""
    lines = [facts.title, *_flowing(facts.about)]
    if facts.rubrics:
        lines += ["", words("cohort.part.criteria"), *_rubrics(facts.rubrics, words)]
    if facts.poor or facts.poor_notes:
        lines += ["", words("cohort.part.poor"), *_flowing([words("cohort.part.poor_about")])]
        if facts.poor:
            heads = ("", words("cohort.column.occasion"), words("cohort.column.made"))
            lines += table(heads, [(move.name, move.learners, move.made) for move in facts.poor])
        lines += _flowing(facts.poor_notes)
    for scene in facts.scenes:
        lines += ["", scene.title, *_flowing(scene.about)]
        if scene.again:
            lines += ["", words("cohort.again.title"), *_flowing([words("cohort.again.about"), *scene.again])]
        lines += _rubrics(scene.rubrics, words)
        for decision in scene.decisions:
            lines += ["", *_decision(decision, words)]
        lines += ["", *_change(scene.change, words)]
    for change in facts.forms:
        lines += ["", *_change(change, words)]
    if facts.practice:
        lines += ["", words("cohort.part.practice"), *_flowing(facts.practice)]
    if facts.names:
        lines += ["", words("cohort.part.names"), *_flowing(facts.names)]
    return [*lines, "", words("cohort.part.notes"), *_flowing(facts.notes)]


def _flowing(texts: Iterable[str], indent: str = "  ") -> Iterator[str]:
    for text in texts:
        yield from wrap(indent + safe(text, newlines=False), WIDTH, indent=indent)


def _rubrics(rubrics: Iterable[RubricSpread], words: Catalogue) -> Iterator[str]:
    for rubric in rubrics:
        yield ""
        if rubric.criteria:
            yield from _spreads(rubric, words)
            yield from _flowing(rubric.notes)
        else:
            yield from _flowing([words("cohort.rubric_notes", rubric=rubric.name, note=n) for n in rubric.notes])


def _spreads(rubric: RubricSpread, words: Catalogue) -> list[str]:
    heads = (
        words("cohort.rubric_head", rubric=rubric.name, learners=rubric.learners),
        *(words("cohort.column.level", level=level) for level in range(4)),
        words("cohort.column.not_assessed"),
        words("cohort.column.mean"),
    )
    return table(heads, [(criterion.name, *criterion.counts, criterion.mean) for criterion in rubric.criteria])


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table with names on the left and right-aligned figures below their heads; names are cut if room is short."""
    columns = list(zip(heads, *rows, strict=True))
    widths = [max(map(cell_len, column)) for column in columns]
    widths[0] = max(min(widths[0], _NAME, WIDTH - 2 - sum(widths[1:]) - 2 * len(widths[1:])), 8)
    return [_row(row, widths) for row in (heads, *rows)]


def _row(row: Sequence[str], widths: Sequence[int]) -> str:
    name = pad(fit_words(safe(row[0], newlines=False), widths[0]), widths[0])
    figures = (pad(fit(figure, width), width, "right") for figure, width in zip(row[1:], widths[1:], strict=True))
    return "  ".join(("", name, *figures)).rstrip()


def _decision(fact: SharedDecisionFact, words: Catalogue) -> Iterator[str]:
    fields = {"number": fact.number, "speaker": fact.speaker, "heard": fact.heard, "learners": fact.learners}
    yield from _flowing([words("cohort.decision.head", **fields)])
    for line in fact.lines:
        text = words("cohort.decision.line", letter=line.letter, said=line.said, cost=line.cost, text=line.text)
        yield from _flowing([text], "    ")
    yield from _flowing(fact.notes, "    ")


def _change(fact: ChangeFact, words: Catalogue) -> Iterator[str]:
    yield fact.title
    yield from _flowing(fact.lines)
    if fact.rows:
        heads = ("", *(words(f"cohort.column.{name}") for name in ("pairs", "before", "after", "gap")))
        yield from table(heads, [tuple(row) for row in fact.rows])
