"""The debrief and the coaching as lines, with the facts of the screens."""

from __future__ import annotations

from roleplay.plain.console import Console
from roleplay.plain.goals import ask_about_goal, tell_standing_goal
from roleplay.presenting.facts.coach import Coach, MoveFact
from roleplay.presenting.facts.debrief import DebriefFacts, TurnFact, debrief_facts, foresight
from roleplay.session import Attempt


def print_coach(fact: Coach, out: Console) -> None:
    """What the last line did, for guided play."""
    words = out.words
    colon = words("library.colon")
    out.line(words("coach.title") + colon.rstrip())
    _moves(fact.moves, out)
    if not fact.moves:
        out.line("  " + words("coach.nothing"))
    points = [point.text for point in fact.points] or [words("coach.no_points")]
    out.line(f"  {words('coach.points')}{colon}{words('play.list_separator').join(points)}", indent="    ")
    if fact.why:
        out.line(f"  {words('coach.why')}{colon}{fact.why}", indent="    ")
    if fact.better is None:
        out.line("  " + words("coach.best_line"))
    else:
        out.line(f"  {words('coach.better')}{colon}{fact.better}", indent="    ")
        _moves(fact.better_moves, out)


def _moves(moves: tuple[MoveFact, ...], out: Console) -> None:
    for move in moves:
        sign = "+" if move.good else "-"
        points = f" ({move.points})" if move.points else ""
        out.line(f"  {sign} {move.name}{points}", indent="    ")


def print_debrief(attempt: Attempt, out: Console) -> None:
    """The five parts of a debrief; the learner speaks before the score."""
    words, attempt_id = out.words, attempt.journal.attempt_id
    colon = words("library.colon")
    typed = out.ask(words("plain.reflect"))
    if typed and attempt_id is not None:
        out.workspace.store.reflect(attempt_id, typed)
    ask_about_goal(attempt_id, out)
    facts = debrief_facts(attempt, words, foresight(attempt))
    _ending(facts, out)
    _rubrics(facts, out)
    out.lines(*(f"{words('debrief.critical_label')}{colon}{move}" for move in facts.critical), *facts.notes)
    for turn in facts.turns:
        _turn(turn, len(facts.turns), out)
    out.line(words("debrief.curve_label") + colon.rstrip())
    for curve in facts.curves:
        out.line(f"  {curve.name}{colon}{words('debrief.arrow').join(map(str, curve.values))}", indent="    ")
    out.lines(*facts.judgement)
    if facts.discussion:
        out.line(words("debrief.discussion") + colon.rstrip())
        for question in facts.discussion:
            out.line(f"  {out.glyphs.bullet} {question}", indent="    ")
    _goal(facts, attempt_id, out)


def _ending(facts: DebriefFacts, out: Console) -> None:
    words = out.words
    ending, colon = facts.ending, words("library.colon")
    out.line(f"{words('debrief.outcome_label')}{colon}{ending.title} ({ending.outcome_word})")
    out.line(ending.verdict)
    if facts.headline:
        out.line(facts.headline)
    for gate in ending.gates:
        out.line(f"  {'+' if gate.held else '-'} {gate.text}", indent="    ")
    if ending.kpi:
        out.line(f"{words('debrief.kpi_label')}{colon}{words('play.list_separator').join(ending.kpi)}")


def _rubrics(facts: DebriefFacts, out: Console) -> None:
    words = out.words
    colon = words("library.colon")
    for rubric in facts.rubrics:
        out.line(f"{rubric.name}{colon}{rubric.score}")
        for criterion in rubric.criteria:
            level = f" {out.glyphs.separator} {criterion.level_word}" if criterion.level_word else ""
            out.line(f"  {criterion.name}{colon}{criterion.score}{level}", indent="    ")
            for line in criterion.evidence:
                out.line(f"    {'=+-'[line.sign]} {line.text}", indent="      ")
            out.lines(*(f"    {text}" for text in (criterion.note, criterion.target) if text))
        if rubric.order:
            out.line(f"  {rubric.order}", indent="    ")
    out.line(words("debrief.legend"))


def _turn(turn: TurnFact, count: int, out: Console) -> None:
    words = out.words
    fact, colon = turn.coach, words("library.colon")
    marks = [turn.cost_text, words("turn.costliest") if turn.costliest else ""]
    title = words("turn.title", number=fact.number, count=count)
    out.line(f"{title} ({words('play.list_separator').join(mark for mark in marks if mark)})")
    out.line(f"  {fact.heard_by}{colon}{fact.heard}", indent="    ")
    out.line(f"  {words('turn.said')}{colon}{fact.said}", indent="    ")
    if fact.own_words:
        out.line(f"  {words('turn.own_words')}{colon}{fact.own_words}", indent="    ")
        for flag in fact.flags:
            out.line(f"    {out.glyphs.yes if flag.good else out.glyphs.no} {flag.text}", indent="      ")
    _moves(fact.moves, out)
    if fact.points:
        listed = words("play.list_separator").join(point.text for point in fact.points)
        out.line(f"  {words('turn.points')}{colon}{listed}", indent="    ")
    if fact.why:
        out.line(f"  {words('turn.why')}{colon}{fact.why}", indent="    ")
    if fact.better is not None:
        out.line(f"  {words('turn.best')}{colon}{fact.better}", indent="    ")
        _moves(fact.better_moves, out)
        if fact.better_why:
            out.line(f"  {words('turn.why_best')}{colon}{fact.better_why}", indent="    ")
    for text in (turn.crossed, turn.no_return):
        if text:
            out.line(f"  {text}", indent="    ")
    if turn.readings:
        out.line(f"  {words('turn.readings')}{colon}{words('play.list_separator').join(turn.readings)}", indent="    ")
    for key, text in (("turn.sure", fact.sure), ("turn.guess", fact.guess)):
        if text:
            out.line(f"  {words(key)}{colon}{text}", indent="    ")


def _goal(facts: DebriefFacts, attempt_id: str | None, out: Console) -> None:
    words = out.words
    out.line(f"{words('goal.title')}{words('library.colon')}{facts.goal or facts.no_goal}")
    tell_standing_goal(attempt_id, out)
    typed = out.ask(words("plain.goal"))
    if typed is None or typed.strip() == "-" or attempt_id is None:
        return
    goal = typed.strip() or facts.goal
    if not goal:
        return
    out.workspace.store.set_goal(attempt_id, goal)
    out.line(words("goal.kept" if out.workspace.store.saving else "goal.kept_unsaved"))
