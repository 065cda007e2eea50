"""Observers' notes as part of a report: beside the rubric's judgement, and how far they agree, with n."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.locales import Catalogue
from roleplay.presenting.facts.coach import criterion_name
from roleplay.presenting.facts.criteria import score_text
from roleplay.presenting.report.parts import (
    Look,
    ReportBlock,
    ReportCell,
    ReportItem,
    ReportList,
    ReportPairs,
    ReportPart,
    ReportTable,
    ReportText,
)
from roleplay.scene.observation import ObserverSheet, SheetEntry
from roleplay.scoring.agreement import Agreement, NoKappa, minimum_pairs
from roleplay.session import Attempt
from roleplay.session.observers import PairAgreement, WatchedCriterion, WatchedLine, agreements, watched_criteria

_MARKS = {1: "for", 0: "unseen", -1: "against"}


def observers_part(
    attempt: Attempt, observations: Sequence[ObserverSheet], words: Catalogue, *, named: bool
) -> ReportPart:
    """The merged sheets. Names of observers (if given) and their notes are included only if ``named``."""
    names = _names(observations, words, named=named)
    criteria = watched_criteria(attempt, observations)
    blocks: list[ReportBlock] = [ReportText(words("observers.about"), Look.SOFT)]
    blocks.append(_agreements(agreements(criteria, len(observations)), names, words))
    blocks += [_criterion(attempt, criterion, names, words, noted=named) for criterion in criteria]
    notes = [(name, sheet.note) for name, sheet in zip(names, observations, strict=True) if sheet.note]
    if notes and named:
        blocks.append(ReportPart(words("observers.notes"), (ReportPairs(tuple(notes)),)))
    return ReportPart(words("observers.title"), tuple(blocks), kind="observers")


def _names(observations: Sequence[ObserverSheet], words: Catalogue, *, named: bool) -> tuple[str, ...]:
    """The name of each observer; a number is added where it is missing or not unique."""
    given = [(sheet.observer or "").strip() if named else "" for sheet in observations]
    return tuple(
        name if name and given.count(name) == 1 else words("observers.observer", number=number, name=name).strip()
        for number, name in enumerate(given, 1)
    )


# -- one criterion ---------------------------------------------------------------------


def _criterion(
    attempt: Attempt, criterion: WatchedCriterion, names: Sequence[str], words: Catalogue, *, noted: bool
) -> ReportPart:
    watching = [index for index, sheet in enumerate(criterion.sheets) if sheet is not None]
    rubric = words("observers.rubric")
    levels = [(names[index], _level(sheet.level, words)) for index, sheet in _given(criterion)]
    levels.append(
        (rubric, words("debrief.not_assessed") if criterion.level is None else _level(criterion.level, words))
    )
    blocks: list[ReportBlock] = [ReportPairs(tuple(levels))]
    marked = [line for line in criterion.lines if any(line.marks[index] is not None for index in watching)]
    if marked:
        heads = (words("observers.line"), *(names[index] for index in watching), rubric)
        blocks.append(ReportTable(heads, tuple(_line(line, watching, words) for line in marked), "marks"))
    notes = tuple((names[index], sheet.note) for index, sheet in _given(criterion) if sheet.note)
    blocks += [ReportPairs(notes)] if notes and noted else []
    return ReportPart(criterion_name(attempt, criterion.ref, words.language), tuple(blocks))


def _given(criterion: WatchedCriterion) -> list[tuple[int, SheetEntry]]:
    """The existing sheets, each with the index of its observer."""
    return [(index, sheet) for index, sheet in enumerate(criterion.sheets) if sheet is not None]


def _level(level: int | None, words: Catalogue) -> str:
    return words("observers.no_level") if level is None else words("debrief.level", level=level)


def _line(line: WatchedLine, watching: Sequence[int], words: Catalogue) -> tuple[ReportCell, ...]:
    marks_given = (line.marks[index] for index in watching)
    marks = ("" if mark is None else words(f"lookback.mark.{_MARKS[mark]}") for mark in marks_given)
    rubric = words(f"lookback.mark.{'not_at_stake' if line.rubric is None else _MARKS[line.rubric]}")
    return tuple(map(ReportCell, (words("debrief.turn", turn=line.number), *marks, rubric)))


# -- agreement -------------------------------------------------------------------------


def _agreements(pairs: Sequence[PairAgreement], names: Sequence[str], words: Catalogue) -> ReportPart:
    items = []
    for pair in pairs:
        second = words("observers.rubric") if pair.second is None else names[pair.second]
        pair_text = words("observers.pair", first=names[pair.first], second=second)
        marks = _agreed("marks", pair.marks, 3, words)
        levels = _agreed("levels", pair.levels, 4, words)
        items.append(ReportItem(words("observers.agreed", both=pair_text, marks=marks, levels=levels)))
    legend = ReportText(words("observers.legend"), Look.SOFT)
    return ReportPart(words("observers.agreement"), (ReportList(tuple(items)), legend))


def _agreed(what: str, result: Agreement, categories: int, words: Catalogue) -> str:
    if not result.n:
        return words(f"observers.{what}_none")
    share = score_text(result.share, words)
    text = words(f"observers.{what}", agreed=result.agreed, n=result.n, share=share)
    match result.no_kappa:
        case None:
            return words("observers.kappa", text=text, kappa=f"{result.kappa:.2f}")
        case NoKappa.FEW:
            return words("observers.few", text=text, n=result.n, least=minimum_pairs(categories))
        case NoKappa.ALIKE:
            return words("observers.alike", text=text)
