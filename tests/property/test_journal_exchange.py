"""A record moved between machines: whatever was played on which, nothing is lost, duplicated or invented."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from example_counts import examples
from roleplay.reading.contents import Source
from roleplay.reading.files import digest
from roleplay.records.anonymous import anonymous
from roleplay.records.journal import PortableJournal
from roleplay.records.journal_file import read_journal
from roleplay.records.journal_import import Fate, ImportResult, import_journal
from roleplay.records.journal_lines import journal_text
from roleplay.records.journal_rows import journal_of
from roleplay.records.model import AttemptResult, BranchPoint, NewAttempt
from roleplay.records.store import RecordStore
from roleplay.session import Decision

TEXTS = st.text(max_size=12)
#: What happens, to which of three attempts, and the text it needs.
ACTS = st.tuples(
    st.sampled_from(["begin", "decide", "back", "hint", "finish", "abandon", "say", "goal", "practice"]),
    st.integers(0, 2),
    TEXTS,
)
PLAYED = st.lists(ACTS, max_size=14)
SCENE = Source("scenario", "s", digest(b"id: s\n"), "id: s\n")


@contextmanager
def machines() -> Iterator[tuple[RecordStore, RecordStore, Path]]:
    """Two machines with clocks of their own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            RecordStore.open(folder / "home", now=_clock(0), new_id=_ids("a")) as home,
            RecordStore.open(folder / "away", now=_clock(1), new_id=_ids("b")) as away,
        ):
            yield home, away, folder


def _ids(machine: str) -> Callable[[], str]:
    numbers = count()
    return lambda: digest(f"{machine}{next(numbers)}".encode())[:32]


def _clock(first: int) -> Callable[[], datetime]:
    ticks = count(first, 2)  # the two clocks never show the same time
    return lambda: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=next(ticks))


def play(store: RecordStore, acts: list[tuple[str, int, str]]) -> None:
    for act, which, text in acts:
        attempt_ids = sorted(store.attempts_at("s"))
        name = attempt_ids[which] if which < len(attempt_ids) else None
        record = None if name is None else store.attempt(name)
        if act == "begin" or record is None:
            branch = BranchPoint(record.id, which + 1) if record is not None and text else None
            store.begin(NewAttempt("s", (SCENE,), which, "practice", "zh", branch=branch))
        elif act == "say":
            store.reflect(record.id, text)
        elif act == "goal":
            store.set_goal(record.id, text)
        elif act == "practice":
            store.practice.add("focus", text, {"attempt": record.id, "text": text}, "s")
        elif record.ended_at is None and record.abandoned_at is None:
            with suppress(ValueError):  # discarded here, though it was continued on the other machine
                change_open_attempt(store, record.id, act, which, text)


def change_open_attempt(store: RecordStore, name: str, act: str, which: int, text: str) -> None:
    if act == "decide":
        store.decide(name, Decision(f"c{which}", "zh", text or None, node="n", shown=("a", f"c{which}")))
    elif act == "back":
        store.take_back(name)
    elif act == "hint":
        store.hint(name)
    elif act == "finish":
        store.finish(name, AttemptResult("kept", "success", True, {"heat": which * 10.5}, "heat"))
    else:
        store.abandon(name)


def transferred(store: RecordStore, folder: Path) -> PortableJournal:
    path = folder / "journal.jsonl"
    path.write_text(journal_text(journal_of(store, own_words=True)), encoding="utf-8", newline="")
    journal = read_journal(path)
    assert isinstance(journal, PortableJournal), journal
    return journal


def import_fates(store: RecordStore, journal: PortableJournal) -> set[Fate]:
    result = import_journal(store, journal)
    assert isinstance(result, ImportResult), result
    return {*result.attempts, *result.practice}


def plays(store: RecordStore) -> Counter[tuple[object, ...]]:
    """What was played, regardless of attempt ids."""
    return Counter(
        (
            each.record.started_at,
            each.record.ended_at,
            each.record.abandoned_at,
            each.record.hints,
            each.record.goal,
            each.record.before_score,
            tuple((row.position, row.at, row.undone_at, row.decision) for row in each.decisions),
        )
        for each in journal_of(store, own_words=True).attempts
    )


@given(PLAYED)
@examples(5)
def test_a_journal_imported_into_an_empty_record_and_back_is_identical(acts: list[tuple[str, int, str]]) -> None:
    with machines() as (home, away, folder):
        play(home, acts)
        journal = transferred(home, folder)
        assert import_fates(away, journal) <= {Fate.NEW}
        assert journal_text(journal_of(away, own_words=True)) == journal_text(journal)
        assert import_fates(home, transferred(away, folder)) <= {Fate.KNOWN}
        hidden = journal_text(anonymous(journal, b"key"))
        path = folder / "anonymous.jsonl"
        path.write_text(hidden, encoding="utf-8", newline="")
        again = read_journal(path)
        assert isinstance(again, PortableJournal), again
        assert journal_text(again) == hidden
        assert not any(attempt.id in hidden for attempt in journal.attempts)


@given(PLAYED, PLAYED, PLAYED, PLAYED)
@example([("begin", 0, ""), ("practice", 0, "")], [("decide", 0, "")], [("decide", 0, "")], [])
@examples(5)
def test_two_machines_that_exchange_journals_end_up_with_the_same_plays(
    first: list[tuple[str, int, str]],
    here: list[tuple[str, int, str]],
    there: list[tuple[str, int, str]],
    later: list[tuple[str, int, str]],
) -> None:
    with machines() as (home, away, folder):
        play(home, first)
        import_fates(away, transferred(home, folder))
        for more_here, more_there in ((here, there), (later, [])):
            play(home, more_here)
            play(away, more_there)
            before = plays(away)
            fates = import_fates(away, transferred(home, folder))
            assert Fate.REFUSED not in fates
            assert Fate.REPLACED not in fates
            import_fates(home, transferred(away, folder))
            if Fate.BESIDE not in fates and Fate.GROWN not in fates:
                assert before <= plays(away)
            assert plays(home) == plays(away)
            assert import_fates(away, transferred(home, folder)) <= {Fate.KNOWN}
            assert import_fates(home, transferred(away, folder)) <= {Fate.KNOWN}
