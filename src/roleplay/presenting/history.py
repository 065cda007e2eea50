"""The learner's finished attempts as a list to browse: its filter, and a line for each attempt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.dates import local_minute
from roleplay.presenting.library_rows import Result, result_of, result_words, scoring_note
from roleplay.presenting.question import Reply, ShortQuestion
from roleplay.presenting.rows.listing import Listing, list_title
from roleplay.presenting.rows.row import Row
from roleplay.records.model import AttemptRecord, AttemptResult, AttemptSummary, When
from roleplay.scene.frozen import FrozenDict
from roleplay.session import Mode
from roleplay.text.cells import cell_len, fit, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe
from roleplay.text.wrap import fit_words

#: The minimum number of characters of an id to show.
_MIN_ID_LENGTH = 6
#: Cells of the columns beside the title: the day and the time, the mode, the result.
_WHEN, _MODE, _RESULT = 17, 10, 6
#: From this width on there is a column for the mode.
_MIN_WIDTH_FOR_MODE = 60


class PassFilter(StrEnum):
    """The filter by whether an attempt passed."""

    ANY = "any"
    PASSED = "passed"
    NOT_PASSED = "not_passed"


class HistoryFilter(NamedTuple):
    """The filter of the list."""

    #: the id of a scene; empty for all
    scene: str = ""
    #: ``guided``, ``practice`` or ``exam``; empty for all
    mode: str = ""
    passing: PassFilter = PassFilter.ANY
    #: a part of the scene's title or id, of the mode, the date or the verdict
    search_text: str = ""

    @property
    def is_set(self) -> bool:
        """Whether the filter is set at all."""
        return self != EVERY_ATTEMPT

    def next_mode(self) -> HistoryFilter:
        """The filter with the next mode; after the last one, with all modes."""
        modes = ("", *(mode.value for mode in Mode))
        return self._replace(mode=modes[(modes.index(self.mode) + 1) % len(modes)])

    def next_passing(self) -> HistoryFilter:
        """The filter with the next of: any, passed, not passed."""
        ways = list(PassFilter)
        return self._replace(passing=ways[(ways.index(self.passing) + 1) % len(ways)])


#: The filter that admits every attempt.
EVERY_ATTEMPT = HistoryFilter()


class PastAttempt(NamedTuple):
    """A finished attempt, worded in one language."""

    id: str
    #: the shortest unambiguous prefix of the id
    short_id: str
    scene: str
    title: str
    #: when it ended, local time to the minute
    ended: str
    mode: str
    result: Result
    verdict: str
    #: that an earlier scoring judged it, or did so before, with that result; else empty
    note: str
    #: whether its scene's worked example had been opened before it ended
    example_seen: bool = False


def past_attempts(
    finished: Sequence[AttemptSummary],
    titles: Mapping[str, str],
    words: Catalogue,
    history_filter: HistoryFilter,
    examples: Mapping[str, When] = FrozenDict(),
) -> list[PastAttempt]:
    """The finished attempts that match ``history_filter``, the latest first; ``titles`` maps scene ids to titles.

    ``examples`` maps scene ids to the time when the worked example was first opened, if it was.
    """
    short = short_ids([summary.id for summary in finished])
    attempts = (
        _past_attempt(summary, short[summary.id], titles, words, examples.get(summary.scenario_id))
        for summary in reversed(finished)
        if _matches(summary, history_filter)
    )
    needle = history_filter.search_text.strip().casefold()
    return [attempt for attempt in attempts if not needle or needle in _searchable_text(attempt)]


def _matches(summary: AttemptSummary, history_filter: HistoryFilter) -> bool:
    passed = {PassFilter.PASSED: True, PassFilter.NOT_PASSED: False}.get(history_filter.passing, summary.result.passed)
    return (
        history_filter.scene in ("", summary.scenario_id)
        and history_filter.mode in ("", summary.mode)
        and passed == summary.result.passed
    )


def _past_attempt(
    summary: AttemptSummary, short: str, titles: Mapping[str, str], words: Catalogue, example: When | None
) -> PastAttempt:
    return PastAttempt(
        id=summary.id,
        short_id=short,
        scene=summary.scenario_id,
        title=titles.get(summary.scenario_id, summary.scenario_id),
        ended=local_minute(summary.ended_at),
        mode=words.words.get(f"mode.{summary.mode}", summary.mode),
        result=result_of(summary.result),
        verdict=result_words(summary.result, words),
        note=scoring_note(summary, words),
        example_seen=opened_before(example, summary.ended_at),
    )


def _searchable_text(attempt: PastAttempt) -> str:
    return " ".join((attempt.title, attempt.scene, attempt.mode, attempt.ended, attempt.verdict)).casefold()


def opened_before(opened_at: When | None, ended_at: When) -> bool:
    """Whether an example had been opened before an attempt ended; ``opened_at`` is ``None`` if it never was."""
    return opened_at is not None and opened_at <= ended_at


def short_ids(ids: Sequence[str]) -> dict[str, str]:
    """The shortest prefix of each id that no other id has; at least six characters."""
    ordered = sorted(ids)
    short: dict[str, str] = {}
    for before, id_, after in zip(["", *ordered], ordered, [*ordered[1:], ""], strict=False):
        shared = max(_common_prefix(id_, before), _common_prefix(id_, after))
        short[id_] = id_[: max(shared + 1, _MIN_ID_LENGTH)]
    return short


def _common_prefix(first: str, second: str) -> int:
    """The length of the common prefix of two ids."""
    return next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )


def matching_ids(word: str, ids: Iterable[str]) -> list[str]:
    """The ids that ``word`` may refer to: the one equal to it, else those that begin with it."""
    all_ids = list(ids)
    return [word] if word in all_ids else [id_ for id_ in all_ids if word and id_.startswith(word.lower())]


# -- rows -----------------------------------------------------------------------------


class HistoryListing(Listing[PastAttempt]):
    """The filtered attempts, the latest first."""

    def __init__(
        self,
        items: Sequence[PastAttempt],
        finished: int,
        history_filter: HistoryFilter,
        words: Catalogue,
        glyphs: Glyphs,
    ) -> None:
        """``items`` are the attempts that match ``history_filter``, out of ``finished`` in all."""
        super().__init__(items)
        self._count = count_words(len(items), finished, history_filter, words)
        self._words = words
        self._glyphs = glyphs
        self.empty_text = words("history.nothing" if finished else "history.none")

    def title_row(self, width: int) -> Row:
        return list_title(self._words("history.title"), [self._count], width, self._glyphs)

    def key_of(self, item: PastAttempt) -> str:
        return item.id

    def header_row(self, width: int) -> Row:
        return attempt_header_row(self._words, width)

    def item_row(self, item: PastAttempt, width: int, *, at_cursor: bool) -> Row:
        return attempt_row(item, self._words, self._glyphs, width, at_cursor=at_cursor)


def attempt_header_row(words: Catalogue, width: int) -> Row:
    """The column headings."""
    names = [words("history.ended"), words("history.scene"), words("history.mode"), words("history.result")]
    when, mode, result = pad(names[0], _WHEN), pad(names[2], _MODE), pad(names[3], _RESULT, "right")
    if width < _MIN_WIDTH_FOR_MODE:
        mode = ""
    title = pad(fit(names[1], _title_width(width)), _title_width(width))
    return Row(((f"  {when}{title} {mode}{result}", "columns"),))


def attempt_row(attempt: PastAttempt, words: Catalogue, glyphs: Glyphs, width: int, *, at_cursor: bool) -> Row:
    """An attempt in one line; at the cursor with a pointer and in a single role."""
    room = _title_width(width)
    note = f" {glyphs.separator} {words('example.seen_short')}" if attempt.example_seen else ""
    name = fit_words(safe(attempt.title, newlines=False), max(room - cell_len(note), 8), glyphs.ellipsis)
    title = pad(fit(f"{name}{note}", room), room)
    result = attempt.result.shown(glyphs)
    spans = [
        (f"{glyphs.pointer if at_cursor else ' '} ", ""),
        (pad(attempt.ended, _WHEN), "muted"),
        (f"{title} ", ""),
        (
            pad(fit(safe(attempt.mode, newlines=False), _MODE - 1), _MODE) if width >= _MIN_WIDTH_FOR_MODE else "",
            "muted",
        ),
        (" " * (_RESULT - cell_len(result)) + result, "passed" if attempt.result.passed else "failed"),
    ]
    return Row(tuple((text, "cursor" if at_cursor else role) for text, role in spans))


def _title_width(width: int) -> int:
    return max(width - 3 - _WHEN - _RESULT - (_MODE if width >= _MIN_WIDTH_FOR_MODE else 0), 8)


def filter_words(history_filter: HistoryFilter, words: Catalogue) -> str:
    """The filter in words; empty if it admits every attempt."""
    parts = [words("history.of_mode", mode=words(f"mode.{history_filter.mode}"))] if history_filter.mode else []
    if history_filter.passing is not PassFilter.ANY:
        parts.append(words(f"history.{history_filter.passing}"))
    if history_filter.search_text.strip():
        parts.append(words("history.with", sought=history_filter.search_text.strip()))
    return words("play.list_separator").join(parts)


def count_words(shown: int, finished: int, history_filter: HistoryFilter, words: Catalogue) -> str:
    """How many attempts there are, and which of them are shown."""
    if not finished:
        return words("history.none")
    if not history_filter.is_set:
        return words("history.count", count=finished)
    filtered = filter_words(history_filter, words)
    return words("history.count_of", shown=shown, count=finished) + (f" ({filtered})" if filtered else "")


def opened_note(record: AttemptRecord, words: Catalogue, examples: Mapping[str, When] = FrozenDict()) -> str:
    """The note on an attempt opened for review: when it ended, and whether the example had been opened by then."""
    ended = record.ended_at or record.last_at
    note = words("history.opened", ended=local_minute(ended))
    seen = opened_before(examples.get(record.scenario_id), ended)
    return note + (words("example.seen_opened") if seen else "")


# -- for commands ------------------------------------------------------------------------


def attempt_line(attempt: PastAttempt, words: Catalogue, glyphs: Glyphs) -> str:
    """An attempt in one line for a terminal or a pipe, its short id first."""
    notes = [attempt.note, words("example.seen") if attempt.example_seen else ""]
    note = "".join(f" {glyphs.separator} {each}" for each in notes if each)
    where = f" {glyphs.separator} ".join((attempt.ended, f"{attempt.title} ({attempt.scene})", attempt.mode))
    return safe(f"{attempt.short_id}  {where} {glyphs.separator} {attempt.verdict}{note}", newlines=False)


def history_json(finished: Iterable[AttemptSummary], shown: Iterable[PastAttempt]) -> list[Mapping[str, Any]]:
    """The attempts shown, as JSON data: stable keys, times with their zone, scores in per cent."""
    by_id = {summary.id: summary for summary in finished}
    return [_as_json(by_id[attempt.id], attempt) for attempt in shown]


def _as_json(summary: AttemptSummary, attempt: PastAttempt) -> Mapping[str, Any]:
    return {
        "attempt": summary.id,
        "scene": summary.scenario_id,
        "title": attempt.title,
        "example_seen": attempt.example_seen,
        "mode": summary.mode,
        "language": summary.language,
        "started_at": summary.started_at.isoformat(),
        "ended_at": summary.ended_at.isoformat(),
        **_result_json(summary.result),
        "earlier": None if summary.earlier is None else _result_json(summary.earlier),
    }


def _result_json(result: AttemptResult) -> Mapping[str, Any]:
    return {
        "ending": result.ending,
        "outcome": result.outcome,
        "passed": result.passed,
        "score": result.score,
        "lead": result.lead,
        "scores": dict(sorted(result.scores.items())),  # sorted because an imported record may have another order
        "scoring": result.scoring,
    }


def export_question(attempt: PastAttempt, shown: Sequence[PastAttempt]) -> ShortQuestion[Sequence[PastAttempt]]:
    """The question which attempts to export: one, or all that are shown."""
    replies: list[Reply[Sequence[PastAttempt]]] = [
        Reply((), "export.back"),
        Reply((attempt,), "export.this_one"),
        Reply(shown, "export.all_shown"),
    ]
    return ShortQuestion("export.which_ones", "export.which_about", replies, "help.export")
