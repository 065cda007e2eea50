"""One attempt as parts of a report: the content of its debrief, in order of importance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.facts.coach import MoveFact
from roleplay.presenting.facts.criteria import CriterionFact, RubricFact
from roleplay.presenting.facts.debrief import DebriefFacts, TurnFact
from roleplay.presenting.facts.ending import EndingFact, GateFact
from roleplay.presenting.facts.kpi import KpiFigure, KpiPanel
from roleplay.presenting.report.parts import (
    Look,
    ReportBlock,
    ReportCurves,
    ReportItem,
    ReportList,
    ReportPairs,
    ReportPart,
    ReportScores,
    ReportText,
    ScoreRow,
)

_SIGNS = ("same", "yes", "no")


class OwnNotes(NamedTuple):
    """The learner's own notes about an attempt; part of a report only on request."""

    before_score: str = ""
    goal: str = ""


def attempt_parts(facts: DebriefFacts, own: OwnNotes | None, words: Catalogue) -> tuple[ReportBlock, ...]:
    """All parts; if ``own`` is ``None``, without the learner's notes and typed lines."""
    if own is None:
        facts = without_own_words(facts)
    return tuple(_parts(facts, own or OwnNotes(), words))


def without_own_words(facts: DebriefFacts) -> DebriefFacts:
    """``facts`` without the lines that the learner typed."""
    turns = (turn._replace(coach=turn.coach._replace(own_words=None)) for turn in facts.turns)
    return facts._replace(turns=tuple(turns))


def _parts(facts: DebriefFacts, own: OwnNotes, words: Catalogue) -> Iterator[ReportBlock]:
    yield ReportPart(words("debrief.parts.mattered"), tuple(key_blocks(facts, own, words)), kind="verdict")
    kinds = ("rubric", *("rubric other" for _ in facts.rubrics[1:]))
    criteria: list[ReportBlock] = [
        _rubric(rubric, kind, words) for rubric, kind in zip(facts.rubrics, kinds, strict=True)
    ]
    if facts.critical:
        crossed = tuple(ReportItem(text, "no", _sign("no", words)) for text in facts.critical)
        criteria.insert(0, ReportPart(words("debrief.critical_label"), (ReportList(crossed),)))
    criteria += [ReportText(text, Look.SOFT) for text in facts.legend]
    yield ReportPart(words("debrief.parts.criteria"), tuple(criteria), kind="criteria")
    gates = ReportList(tuple(gate_items(facts.ending.gates, words)))
    notes = tuple(ReportText(note, Look.SOFT) for note in facts.notes)
    yield ReportPart(words("debrief.gates"), (gates, *notes), kind="gates")
    if facts.turns:
        curves = (ReportCurves(facts.curves, facts.costliest),) if facts.curves else ()
        judgement = (ReportList(tuple(ReportItem(text) for text in facts.judgement)),) if facts.judgement else ()
        if curves or judgement:
            yield ReportPart(words("debrief.curve_label"), (*curves, *judgement), kind="curves")
        turns = tuple(_turn(turn, words) for turn in facts.turns)
        yield ReportPart(words("debrief.parts.turns"), turns, kind="turns")
    if facts.ending.kpi is not None:
        yield _kpi(facts.ending.kpi, words)
    if facts.discussion:
        questions = tuple(ReportItem(text) for text in facts.discussion)
        yield ReportPart(words("debrief.discussion"), (ReportList(questions, numbered=True),))


# -- what mattered ---------------------------------------------------------------------


def key_blocks(facts: DebriefFacts, own: OwnNotes, words: Catalogue) -> Iterator[ReportBlock]:
    """How it ended and whether it passed, what mattered most, the scores, the goal."""
    yield from _ending(facts.ending, words)
    if facts.lens:
        yield ReportText(facts.lens, Look.WARN)
    missed = tuple(gate_items((*facts.ending.missed, *facts.ending.unassessed), words))
    if missed:
        yield ReportList(missed)
    yield from (ReportText(text, Look.STRONG) for text in facts.headline)
    yield ReportPairs(tuple((rubric.name, rubric.score) for rubric in facts.rubrics))
    if own.before_score:
        yield ReportText(words("debrief.reflected", text=own.before_score))
    if own.goal:
        yield ReportPairs(((words("history.goal_kept"), own.goal),))
    elif facts.goal or facts.no_goal:
        yield ReportPairs(((facts.goal_title, facts.goal or facts.no_goal),))


def _ending(ending: EndingFact, words: Catalogue) -> Iterator[ReportBlock]:
    look = Look.GOOD if ending.passed else Look.POOR
    if ending.outcome is None:
        yield ReportText(ending.verdict, look)
        return
    story = words("attempt_report.story", title=ending.title, outcome=ending.outcome_word)
    yield ReportText(words("attempt_report.verdict", verdict=ending.verdict, story=story), look)
    yield ReportText(ending.text)


def gate_items(gates: Sequence[GateFact], words: Catalogue) -> Iterator[ReportItem]:
    """The requirements for passing and whether they were met; those not assessed come last, without a sign."""
    for gate in sorted(gates, key=lambda gate: gate.held is None):
        if gate.held is None:
            yield ReportItem(gate.text)
        else:
            sign = "yes" if gate.held else "no"
            yield ReportItem(gate.text, sign, words(f"plain_debrief.gate.{sign}"))


# -- criteria --------------------------------------------------------------------------


def _rubric(rubric: RubricFact, kind: str, words: Catalogue) -> ReportPart:
    blocks: list[ReportBlock] = []
    if rubric.criteria:
        blocks.append(ReportScores(tuple(_score_row(criterion, words) for criterion in rubric.criteria)))
    if rubric.unassessed:
        blocks.append(ReportText(rubric.unassessed, Look.SOFT))
    if rubric.order:
        blocks.append(ReportPairs(tuple((words("debrief.order_label"), text) for text in rubric.order)))
    return ReportPart(rubric.name, tuple(blocks), (rubric.score,), kind)


def _score_row(criterion: CriterionFact, words: Catalogue) -> ScoreRow:
    items = [ReportItem(line.text, _SIGNS[line.sign], _sign(_SIGNS[line.sign], words)) for line in criterion.evidence]
    items += [ReportItem(text) for text in (*criterion.notes, criterion.target) if text]
    return ScoreRow(criterion.name, criterion.score, criterion.share, criterion.level_word, tuple(items))


def _sign(sign: str, words: Catalogue) -> str:
    return words(f"plain_debrief.sign.{sign}")


# -- turns -----------------------------------------------------------------------------


def _turn(turn: TurnFact, words: Catalogue) -> ReportPart:
    """One turn; for a quiet one little more than what was heard and said."""
    coach = turn.coach
    marks = tuple(text for text in (turn.cost_text, turn.costliest_text) if text)
    exchange = [(coach.heard_from or words("turn.heard"), coach.heard), (words("turn.said"), coach.said)]
    blocks: list[ReportBlock] = [ReportPairs(tuple(exchange))]
    blocks += [ReportText(text, Look.WARN) for text in (coach.crossed, turn.no_return) if text]
    if not turn.quiet:
        blocks += [ReportText(turn.cost_detail, Look.SOFT)] if turn.cost_detail else []
        blocks += _moves(coach.moves, "short", words)
        blocks += _pairs(
            (words("turn.points"), words("play.list_separator").join(point.text for point in coach.points)),
            (words("turn.why"), coach.why),
            (turn.better_label, coach.better or ""),
        )
        if coach.better is not None:
            blocks += _moves(coach.better_moves, "short aside", words)
            blocks += [ReportText(coach.gives_up, Look.SOFT)] if coach.gives_up else []
            blocks += _pairs((words("turn.why_best"), coach.better_why))
    blocks += _pairs((words("turn.sure"), coach.sure), (words("turn.guess"), coach.guess))
    if coach.own_words is not None:
        remarks = (*(phrase.text for phrase in coach.own_words.phrases), coach.own_words.note)
        items = tuple(ReportItem(text) for text in remarks if text)
        blocks += [ReportText(coach.own_words.text), *([ReportList(items, kind="aside")] if items else [])]
    title = words("turn.title_alone", number=coach.number)
    return ReportPart(title, tuple(blocks), marks, kind="quiet" if turn.quiet else "turn")


def _pairs(*pairs: tuple[str, str]) -> list[ReportBlock]:
    named = tuple((name, text) for name, text in pairs if text)
    return [ReportPairs(named)] if named else []


def _moves(moves: Sequence[MoveFact], kind: str, words: Catalogue) -> list[ReportBlock]:
    items = []
    for move in moves:
        sign = "yes" if move.good else "no"
        points = words("attempt_report.points", points=move.points) if move.points else ""
        items.append(ReportItem(f"{move.name}{points}", sign, _sign(sign, words)))
    return [ReportList(tuple(items), kind=kind)] if items else []


def _kpi(panel: KpiPanel, words: Catalogue) -> ReportPart:
    figures = ((figure.name, _figure(figure, words)) for figure in panel.figures)
    notes = [ReportText(text, Look.SOFT) for text in (panel.composite, panel.source) if text]
    return ReportPart(
        panel.title, (ReportText(panel.about, Look.SOFT), ReportPairs(tuple(figures)), *notes), kind="kpi"
    )


def _figure(figure: KpiFigure, words: Catalogue) -> str:
    if not figure.against_target:
        return figure.value
    return words("attempt_report.figure", value=figure.value, standing=figure.against_target)
