"""A focus drill in words: what a try is about, what preceded it, its outcome, and when its card is due again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.dates import local_date
from roleplay.presenting.due import CardName, last_words
from roleplay.presenting.due_cards import MIN_MOMENTS, DueCard
from roleplay.presenting.facts.coach import Coach, coach_turn
from roleplay.presenting.facts.play import TranscriptLine, story_text, transcript_lines
from roleplay.presenting.rows.coaching import coach_rows
from roleplay.presenting.rows.row import BLANK, Row, block
from roleplay.presenting.rows.transcript import transcript_rows
from roleplay.records.model import When
from roleplay.scoring.percent import percent, whole_percent
from roleplay.session import UtteranceKind
from roleplay.session.focus import TRIES, FocusOutcome, FocusPhase, FocusTry, move_of, should_repeat
from roleplay.session.review import coaching
from roleplay.text.glyphs import Glyphs

#: How many exchanges before a try are shown.
_EXCHANGES_SHOWN = 2


def try_words(number: int, words: Catalogue) -> str:
    """Which try it is, counted from 1, and of how many."""
    return words("focus.try", number=number, count=TRIES)


def about_words(named: CardName, words: Catalogue) -> str:
    """What the drill is about, and what to do in it."""
    return words("focus.about_criterion" if named.rubric else "focus.about_move", name=named.name, rubric=named.rubric)


def brief_words(focus_try: FocusTry, words: Catalogue) -> str:
    """The situation and the learner's role in a few sentences; also the personas that differ from the scene's own."""
    scenario, state = focus_try.attempt.bundle.scenario, focus_try.attempt.state
    parts = [story_text(scenario.summary, state, words), story_text(scenario.brief.role, state, words)]
    for member, persona in focus_try.state.personas:
        cast, overlay = scenario.cast.get(member), focus_try.attempt.bundle.personas.get(persona)
        if cast is not None and overlay is not None and persona != cast.persona:
            name, played = cast.name.get(words.language), overlay.name.get(words.language)
            parts.append(words("focus.played_as", name=name, persona=played))
    return words("focus.brief.and").join(parts)


def try_lines(focus_try: FocusTry, words: Catalogue) -> list[TranscriptLine]:
    """The transcript of a try: the brief, the last exchanges before it, and everything said since."""
    lines = transcript_lines(focus_try.attempt, words)
    first = max(focus_try.first - _EXCHANGES_SHOWN, 0)
    stage_texts = [brief_words(focus_try, words)]
    if focus_try.first:
        stage_texts.append(words.count("focus.left_out", first) if first else words("focus.given"))
    before = [TranscriptLine(UtteranceKind.SCENE, "", words("play.stage", text=text), 0) for text in stage_texts]
    return [*before, *(line for line in lines if line.turn >= first)]


def newest_line(lines: Sequence[TranscriptLine]) -> int:
    """The index of the learner's last line; 0 before the first."""
    return max((n for n, line in enumerate(lines) if line.kind is UtteranceKind.YOU), default=0)


def outcome_words(card: str, outcome: FocusOutcome, words: Catalogue) -> str:
    """The outcome of a try on its card, in words."""
    totals = outcome.totals
    if move_of(card) is not None:
        made = totals.tempted - totals.kept
        key = "focus.made" if made else "focus.not_made"
        return words.count(key, totals.tempted, made=made)
    if not totals.due:
        return words.count("focus.kept_clear" if outcome.clean else "focus.harmed", totals.decisions)
    if totals.earned < 0:
        return words("focus.below", due=totals.due, taken=-totals.earned)
    return words("focus.earned", percent=_percent(outcome), earned=totals.earned, due=totals.due)


def _percent(outcome: FocusOutcome) -> int:
    return whole_percent(percent(outcome.score))


class TryReview(NamedTuple):
    """The review of a try: each of its lines coached as in guided play, and the outcome."""

    title: str
    coaching: tuple[Coach, ...]
    outcome: str


def review_try(focus_try: FocusTry, number: int, words: Catalogue) -> TryReview:
    """The review of the ``number``-th try, from 1."""
    attempt = focus_try.attempt
    turns = range(focus_try.first + 1, attempt.turn + 1)
    coached = tuple(coach_turn(attempt, coaching(attempt, turn), words) for turn in turns)
    return TryReview(try_words(number, words), coached, outcome_words(focus_try.card, focus_try.outcome, words))


class FocusResult(NamedTuple):
    """The result of a drill: each try, all of them together, when the card is due again, and how far to trust that."""

    tries: tuple[str, ...]
    #: the outcome of all tries; empty if there was only one
    combined: str
    #: the result in the list of cards, if that differs because other drills of the day count as well; else empty
    listed: str
    due: str
    legend: str

    @property
    def lines(self) -> list[str]:
        """The whole result, line by line."""
        return [*self.tries, *filter(None, (self.combined, self.listed, self.due, self.legend))]


def focus_result(
    card: str,
    tries: Sequence[FocusTry],
    after: DueCard | None,
    now: When,
    words: Catalogue,
    *,
    moved: bool,
    saved: bool = True,
) -> FocusResult:
    """The result of a drill after ``tries``; ``after`` is the card including them, ``None`` if there is no such card.

    ``moved``: whether the tries moved its due date. ``saved``: whether they were saved.
    """
    lines = []
    for number, focus_try in enumerate(tries, 1):
        scene = focus_try.attempt.bundle.scenario.title.get(words.language)
        right_before = number > 1 and tries[number - 2].state == focus_try.state
        key = "focus.tried" if not focus_try.again else "focus.tried_again" if right_before else "focus.tried_had"
        lines.append(words(key, number=number, scene=scene, came_to=outcome_words(card, focus_try.outcome, words)))
    fresh = [focus_try.outcome for focus_try in tries if not focus_try.again]
    all_fresh = reduce(FocusOutcome.plus, fresh) if fresh else None
    combined = listed = ""
    if len(tries) > 1 and all_fresh is not None:
        key = "focus.together" if len(fresh) == len(tries) else "focus.together_fresh"
        combined = words(key, came_to=outcome_words(card, all_fresh, words))
    if after is None or not saved:
        return FocusResult(tuple(lines), combined, listed, "" if saved else words("focus.unsaved"), "")
    if moved and after.latest.from_drill and not (all_fresh is not None and _is_listed(card, all_fresh, after)):
        listed = words("focus.listed", last=last_words(after, words))
    due = _due_words(after, now, words)
    if not moved:
        due = f"{_unmoved_words(all_fresh, words)}{words('focus.brief.and')}{due}"
    return FocusResult(tuple(lines), combined, listed, due, words("due.legend"))


def _is_listed(card: str, fresh: FocusOutcome, after: DueCard) -> bool:
    """Whether the list of cards shows the same figures as the drill's result."""
    totals, latest = fresh.totals, after.latest
    if move_of(card) is not None:
        return (totals.tempted - totals.kept, totals.tempted) == (latest.times_made, latest.moments)
    return bool(totals.due) and _percent(fresh) == whole_percent(latest.percent)


def _due_words(card: DueCard, now: When, words: Catalogue) -> str:
    days = (card.due.astimezone().date() - now.astimezone().date()).days
    if days > 0:
        return words.count("focus.due_again", days, day=local_date(card.due))
    return words.count("focus.due_still", -days) if days else words("focus.due_today")


def _unmoved_words(fresh: FocusOutcome | None, words: Catalogue) -> str:
    """Why the due date did not move; without a reason if a clock that was set back may be the cause."""
    if fresh is None:
        return words("focus.not_moved_again")
    return words("focus.not_moved" if fresh.totals.decisions < MIN_MOMENTS else "focus.not_moved_at_all")


def step_words(tries: Sequence[FocusTry], words: Catalogue, *, waiting: bool) -> str:
    """What comes after these tries, or, if ``waiting``, that the next moment is being searched for."""
    if waiting:
        return words("focus.wait_next" if tries else "focus.wait")
    if len(tries) >= TRIES:
        return words("focus.to_result")
    return words("focus.again_now" if tries and should_repeat(tries) else "focus.next")


def nothing_words(words: Catalogue, *, broken: bool) -> str:
    """Why there is nothing to try: the scene can no longer be played, or no scene offers a suitable moment."""
    return words("focus.broken" if broken else "focus.none")


class FocusPage(NamedTuple):
    """What to show of a drill in its current phase."""

    phase: FocusPhase
    #: the completed tries
    tries: Sequence[FocusTry]
    #: the try that is about to begin, if any
    upcoming: FocusTry | None
    #: at the end, the result, if anything was tried
    result: FocusResult | None
    #: for `FocusPhase.NOTHING`, see `nothing_words`
    broken: bool


# -- rows ------------------------------------------------------------------------------------------------------


def page_rows(page: FocusPage, named: CardName, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """The page of a drill between its tries."""
    match page.phase:
        case FocusPhase.READY if page.upcoming is not None:
            return opening_rows(page.upcoming, len(page.tries) + 1, named, words, width)
        case FocusPhase.RESULT if page.result is not None:
            return result_rows(page.result, named, words, width)
        case FocusPhase.RESULT:
            return block(words("focus.nothing_tried"), width)
        case FocusPhase.NOTHING:
            return block(nothing_words(words, broken=page.broken), width)
    waiting = page.phase is FocusPhase.SEARCHING
    step = block(step_words(page.tries, words, waiting=waiting), width, "muted" if waiting else "strong")
    if waiting or not page.tries:
        return [*block(about_words(named, words), width), BLANK, *step]
    review = review_try(page.tries[-1], len(page.tries), words)
    return [*review_rows(review, words, glyphs, width), BLANK, *step]


def opening_rows(focus_try: FocusTry, number: int, named: CardName, words: Catalogue, width: int) -> list[Row]:
    """The page before the ``number``-th try, from 1: what it is about, and what led there."""
    rows = [*block(try_words(number, words), width, "heading"), *block(about_words(named, words), width)]
    rows += [*(block(words("focus.had"), width) if focus_try.again else []), BLANK]
    rows += transcript_rows(try_lines(focus_try, words), width, airy=False)
    return [*rows, BLANK, *block(words("focus.begin"), width, "strong")]


def review_rows(review: TryReview, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """The review of a try: its outcome, then the coaching line by line."""
    rows = [*block(f"{review.title}{words('library.colon')}{review.outcome}", width, "heading")]
    for coach in review.coaching:
        rows.append(BLANK)
        rows += block(coach.heard, width, "muted", label=coach.heard_from, label_role="accent", indent=_margin(review))
        you = words("play.you")
        rows += block(coach.said, width, "you", label=you, label_role="accent", indent=_margin(review))
        rows += coach_rows(coach, words, glyphs, width)
    return rows


def _margin(review: TryReview) -> int:
    from roleplay.text.cells import cell_len

    return max((cell_len(coach.heard_from) for coach in review.coaching), default=0) + 2


def result_rows(result: FocusResult, named: CardName, words: Catalogue, width: int) -> list[Row]:
    """The result of a drill."""
    rows = block(words("focus.result", card=named.text(words)), width, "heading")
    rows += [BLANK, *(row for line in result.tries for row in block(line, width))]
    rows += [BLANK, *block(result.combined, width, "strong")] if result.combined else []
    rows += block(result.listed, width) if result.listed else []
    rows += [BLANK, *block(result.due, width)] if result.due else []
    return [*rows, *(block(result.legend, width, "muted") if result.legend else [])]
