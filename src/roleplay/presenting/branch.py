"""A "what if" beside the attempt that it branches off: what was said instead, and how each ended."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.dates import local_minute
from roleplay.presenting.facts.criteria import score_text
from roleplay.presenting.facts.debrief import Curve, DebriefFacts, debrief_facts
from roleplay.presenting.library_rows import result_words
from roleplay.presenting.question import Reply, ShortQuestion
from roleplay.presenting.rows.curve import curve_rows
from roleplay.presenting.rows.row import BLANK, Row, block
from roleplay.records.model import AttemptRecord
from roleplay.scoring.scorecard import scores
from roleplay.session import Attempt
from roleplay.text.cells import cell_len, fit, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe

#: Cells of a line that is quoted to identify it.
_QUOTED = 60
#: Cells of a score, and the maximum for the name of a criterion.
_SCORE, _NAME = 14, 36


#: The maximum number of branches to choose from: each needs a number key, and so does "none".
_MAX_BRANCHES = 8


class ScorePair(NamedTuple):
    """The score of a rubric or a criterion in both plays, 0 to 1; ``None`` if it was not assessed."""

    name: str
    is_rubric: bool
    before: float | None
    after: float | None


class BranchFacts(NamedTuple):
    """Both plays in words; in every pair the attempt comes before the branch."""

    turn: int
    title: str
    #: the first turn with a different line, or that there is none; empty if it is ``turn``
    divergence: str
    #: the lines said at that turn; ``None`` if the same was said to the end
    lines: tuple[str, str] | None
    #: the titles of the endings, and whether they passed
    endings: tuple[str, str]
    scores: tuple[ScorePair, ...]
    curves: tuple[tuple[Curve, ...], tuple[Curve, ...]]


def branch_facts(attempt: Attempt, branch: Attempt, turn: int, words: Catalogue) -> BranchFacts:
    """An attempt and its branch from ``turn``, side by side; both must have ended."""
    plays = (attempt, branch)
    before, after = (scores(play.scorecard().rubrics) for play in plays)
    attempt_debrief, branch_debrief = (debrief_facts(play, words) for play in plays)
    language = words.language
    diverged_at = _divergence(attempt, branch, turn)
    pairs: list[ScorePair] = []
    for rubric in attempt.judge.rubrics:
        refs = [(rubric.id, rubric.name, True), *((f"{rubric.id}.{c.id}", c.name, False) for c in rubric.criteria)]
        pairs += [
            ScorePair(name.get(language), is_rubric, before.get(ref), after.get(ref))
            for ref, name, is_rubric in refs
            if before.get(ref) is not None or after.get(ref) is not None
        ]
    return BranchFacts(
        turn=turn,
        title=words("branch.title", turn=turn),
        divergence=_divergence_words(diverged_at, turn, words),
        lines=None
        if diverged_at is None
        else (_line_said(attempt, diverged_at, words), _line_said(branch, diverged_at, words)),
        endings=(_ending(attempt_debrief, words), _ending(branch_debrief, words)),
        scores=tuple(pairs),
        curves=(attempt_debrief.curves, branch_debrief.curves),
    )


def _divergence(attempt: Attempt, branch: Attempt, turn: int) -> int | None:
    """The first turn from ``turn`` on with a different line; ``None`` if there is none."""
    both = zip(attempt.decisions, branch.decisions, strict=False)
    changed = (number for number, (own, branched) in enumerate(both, 1) if own.choice != branched.choice)
    return next((number for number in changed if number >= turn), None)


def _divergence_words(diverged_at: int | None, turn: int, words: Catalogue) -> str:
    if diverged_at is None:
        return words("branch.same")
    return "" if diverged_at == turn else words("branch.parted", turn=diverged_at)


def _ending(facts: DebriefFacts, words: Catalogue) -> str:
    return words("branch.ending", title=facts.ending.title, verdict=facts.ending.verdict)


def _line_said(play: Attempt, turn: int, words: Catalogue) -> str:
    decision = play.decisions[turn - 1]
    choice = play.states[turn - 1].choice(decision.choice)
    return choice.say.fill(words.language, play.bundle.scenario.names())


def branch_rows(facts: BranchFacts, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """Where the plays diverge, how each ended, the scores side by side, and the meters of each."""
    attempt_label, branch_label = words("branch.was"), words("branch.what_if")
    indent = max(cell_len(attempt_label), cell_len(branch_label)) + 2
    rows = block(facts.title, width, "heading")
    if facts.divergence:
        rows += block(facts.divergence, width)
    for label, text in zip((attempt_label, branch_label), facts.lines or (), strict=False):
        rows += block(text, width, label=label, indent=indent)
    rows.append(BLANK)
    for label, text in zip((attempt_label, branch_label), facts.endings, strict=True):
        rows += block(text, width, label=label, indent=indent)
    rows += [BLANK, *_score_rows(facts.scores, (attempt_label, branch_label), words, width)]
    for label, curves in zip((attempt_label, branch_label), facts.curves, strict=True):
        if curves:
            rows += [BLANK, *block(words("branch.meters", which=label), width, "heading")]
            rows += curve_rows(curves, glyphs, width, current=facts.turn)
    return rows


def _score_rows(pairs: Sequence[ScorePair], heads: tuple[str, str], words: Catalogue, width: int) -> list[Row]:
    room = max(min(width - 2 * _SCORE, _NAME), 8)
    head = "".join(pad(fit(text.rstrip(":："), _SCORE - 1), _SCORE, "right") for text in heads)
    rows = [Row(((" " * room + head, "muted"),))]
    for pair in pairs:
        name = safe(pair.name, newlines=False) if pair.is_rubric else f"  {safe(pair.name, newlines=False)}"
        before, after = (score_text(score, words) for score in (pair.before, pair.after))
        difference = (pair.after or 0) - (pair.before or 0) if None not in (pair.before, pair.after) else 0
        role = "good" if difference > 0 else "bad" if difference < 0 else ""
        rows.append(
            Row(
                (
                    (pad(fit(name, room - 1), room), "strong" if pair.is_rubric else ""),
                    (pad(before, _SCORE, "right"), "muted"),
                    (pad(after, _SCORE, "right"), role),
                )
            )
        )
    return rows


def branch_name(record: AttemptRecord, words: Catalogue) -> str:
    """A branch in one line: its turn, when it was played, and its result, or the turn at which it was left."""
    assert record.branch is not None
    if record.result is None:
        at = local_minute(record.last_at)
        return words("branch.left", turn=record.branch.turn, at=at, here=len(record.kept) + 1)
    ended = record.ended_at or record.last_at
    day, verdict = local_minute(ended), result_words(record.result, words)
    return words("branch.name", turn=record.branch.turn, ended=day, verdict=verdict)


# -- questions ------------------------------------------------------------------------


class LeftBranchAnswer(Enum):
    """What to do with a branch that was left before its end."""

    GO_ON = auto()
    DISCARD = auto()


def left_branch_question(record: AttemptRecord) -> ShortQuestion[LeftBranchAnswer | None]:
    """The question whether to continue or discard a branch that was left."""
    replies: list[Reply[LeftBranchAnswer | None]] = [
        Reply(None, "branch.none"),
        Reply(LeftBranchAnswer.GO_ON, "branch.go_on"),
        Reply(LeftBranchAnswer.DISCARD, "branch.discard"),
    ]
    return ShortQuestion("branch.left_title", lambda words: branch_name(record, words), replies, "help.branch")


def branch_question(branches: Sequence[AttemptRecord]) -> ShortQuestion[AttemptRecord | None]:
    """The question which branch of an attempt is meant; offers the latest ones, as many as have number keys."""

    def named(record: AttemptRecord) -> Reply[AttemptRecord | None]:
        return Reply(record, lambda words: branch_name(record, words))

    latest = list(reversed(branches))[:_MAX_BRANCHES]
    replies: list[Reply[AttemptRecord | None]] = [Reply(None, "branch.none"), *map(named, latest)]
    return ShortQuestion("branch.which", "branch.which_about", replies, "help.branch")
