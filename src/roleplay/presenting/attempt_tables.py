"""Attempts as rows of tables: a row for every decision, or a row for every criterion of every attempt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from roleplay.engine import IllegalChoice, State, step
from roleplay.engine.view import says
from roleplay.locales import Catalogue
from roleplay.presenting.facts.play import speaker_name, story_text
from roleplay.records.journal import JournalAttempt
from roleplay.records.model import DecisionRecord, When
from roleplay.scoring.percent import percent, whole_percent
from roleplay.session import Attempt
from roleplay.session.review import Turn, debrief

TableCell = str | int


class TabledAttempt(NamedTuple):
    """An attempt to put in a table."""

    #: the learner's id, or its replacement
    learner: str
    #: their name, if names were requested
    name: str
    #: the attempt with all its decisions, as it will be shown: its ids and times may be hidden
    journal: JournalAttempt
    #: the attempt replayed; ``None`` if that is impossible
    attempt: Attempt | None


_ATTEMPT_COLUMNS = ("learner", "name", "attempt", "scene", "title", "begun", "mode", "language", "persona")
#: The columns of a table of decisions.
DECISION_COLUMNS = (
    *_ATTEMPT_COLUMNS, "turn", "at", "seconds", "node", "speaker", "heard", "choice", "said", "own_words", "moves",
    "evidence", "below", "better", "sure", "guess", "taken_back",
)  # fmt: skip
#: The columns of a table of criteria.
CRITERION_COLUMNS = (
    *_ATTEMPT_COLUMNS, "ending", "passed", "rubric", "criterion", "criterion_name", "percent", "level", "decisions",
    "due",
)  # fmt: skip


def decision_rows(attempts: Iterable[TabledAttempt], words: Catalogue) -> Iterator[list[TableCell]]:
    """A row for every line said, including those taken back, in the order in which they were said.

    ``seconds``: since the previous line was said or taken back. ``evidence``: the points earned or lost on each
    criterion at stake. ``below``: the gap to the best line there, in weighted points of the leading rubric, and
    ``better`` that line, if there is a gap. A line that was taken back is not judged. An attempt that cannot be
    replayed has only its choices.
    """
    for tabled in attempts:
        turns = () if tabled.attempt is None else debrief(tabled.attempt).turns
        judged = {row.seq: turn for row, turn in zip(tabled.journal.record.kept, turns, strict=False)}
        states = _states_before(tabled)
        previous_at = tabled.journal.record.started_at
        for row in tabled.journal.decisions:
            cells = _decision_cells(row, states.get(row.seq), judged.get(row.seq), previous_at, tabled, words)
            yield [*_attempt_cells(tabled, words), *cells]
            previous_at = row.at if row.undone_at is None else max(row.at, row.undone_at)


def criterion_rows(attempts: Iterable[TabledAttempt], words: Catalogue) -> Iterator[list[TableCell]]:
    """A row for every criterion of every attempt, by today's scoring if it can be replayed, else as recorded.

    ``percent`` and ``level`` are empty if a criterion was not assessed; ``decisions`` is the number of decisions at
    which it was at stake, ``due`` the points that could be earned there.
    """
    for tabled in attempts:
        record, first = tabled.journal.record, _attempt_cells(tabled, words)
        if tabled.attempt is not None:
            card, passage = tabled.attempt.scorecard(), tabled.attempt.state.passage
            first += [passage.id, words("journal_table.yes" if card.passed else "journal_table.no")]
            for rubric in card.rubrics:
                for criterion in rubric.criteria:
                    share = "" if criterion.score is None else whole_percent(percent(criterion.score))
                    names = [rubric.rubric.id, criterion.ref, criterion.criterion.name.get(words.language)]
                    level = "" if criterion.level is None else criterion.level
                    yield [*first, *names, share, level, criterion.totals.decisions, criterion.totals.due]
        elif record.result is not None:
            first += [record.result.ending, words("journal_table.yes" if record.result.passed else "journal_table.no")]
            for ref, score in record.result.scores.items():
                if "." in ref:
                    yield [*first, ref.partition(".")[0], ref, "", whole_percent(score), "", "", ""]


def _states_before(tabled: TabledAttempt) -> dict[int, State]:
    """Maps each line's sequence number to the state in which it was said.

    Lines taken back are included, with the lines that preceded them at the time.
    """
    if tabled.attempt is None:
        return {}
    before, states = dict[int, State](), [tabled.attempt.states[0]]
    for row in tabled.journal.decisions:
        del states[row.position + 1 :]
        if row.position != len(states) - 1:  # the previous line is damaged, and was taken back as well
            continue
        try:
            after = step(states[-1], row.decision.choice)
        except IllegalChoice:
            continue
        before[row.seq] = states[-1]
        states.append(after)
    return before


def _attempt_cells(tabled: TabledAttempt, words: Catalogue) -> list[TableCell]:
    record, attempt = tabled.journal.record, tabled.attempt
    title = "" if attempt is None else attempt.bundle.scenario.title.get(words.language)
    persona = ", ".join(f"{member}={name}" for member, name in record.personas.items())
    mode = words(f"mode.{record.mode}")
    begun = _utc(record.started_at)
    return [tabled.learner, tabled.name, record.id, record.scenario_id, title, begun, mode, record.language, persona]


def _utc(when: When) -> str:
    """A time in UTC, in a format that spreadsheets recognise."""
    return f"{when:%Y-%m-%d %H:%M:%S}"


def _decision_cells(
    row: DecisionRecord,
    state_before: State | None,
    turn: Turn | None,
    previous_at: When,
    tabled: TabledAttempt,
    words: Catalogue,
) -> Sequence[TableCell]:
    decision, language = row.decision, words.language
    seconds = round((row.at - previous_at).total_seconds(), 1)
    speaker = heard = said = moves = evidence = below = better = ""
    if state_before is not None and state_before.passage.node is not None and tabled.attempt is not None:
        speaker = speaker_name(tabled.attempt.bundle.scenario, state_before.passage.node.speaker, language)
        spoken, said = says(state_before), story_text(state_before.choice(decision.choice).say, state_before, words)
        heard = "" if spoken is None else story_text(spoken, state_before, words)
    if turn is not None and tabled.attempt is not None:
        state = tabled.attempt.states[turn.number - 1]
        moves = " | ".join(effect.move.name.get(language) for effect in turn.moves)
        evidence = "; ".join(f"{ref} {item.points:+d}" for ref, item in turn.evidence if item.points)
        below = f"{turn.local_cost:g}"
        better = "" if turn.best is None or not turn.local_cost else story_text(turn.best.say, state, words)
    return [
        row.position + 1,
        _utc(row.at),
        f"{seconds:g}",
        decision.node,
        speaker,
        heard,
        decision.choice,
        said,
        decision.own_words or "",
        moves,
        evidence,
        below,
        better,
        "" if decision.sure is None else decision.sure,
        "" if decision.guess is None else decision.guess,
        "" if row.undone_at is None else words("journal_table.yes"),
    ]
