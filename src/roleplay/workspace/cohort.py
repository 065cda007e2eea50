"""Many learners' journals as one class: reading, grouping by learner, deduplicating and replaying attempts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from roleplay.cohort.plays import Doubt, GivenAnswer, JudgedPlay, SubmittedPlay
from roleplay.cohort.stories import PlayedStory
from roleplay.reading.contents import BrokenScene, Source
from roleplay.reading.folders import bundle_of
from roleplay.records.journal import JournalAttempt, JournalFault, PortableJournal, played_on_private
from roleplay.records.journal_file import read_journal
from roleplay.records.merging import action_log
from roleplay.records.model import AttemptRecord, SourceRef
from roleplay.workspace.attempts import unchanged_bundle

if TYPE_CHECKING:
    from roleplay.reading.library import Library
    from roleplay.records.practice import PracticeEvent
    from roleplay.scene.model import Bundle

#: Suffix of the files that are read from a folder.
SUFFIX = ".jsonl"


class Classmate(NamedTuple):
    """One learner of a class, from one or more files."""

    #: the smallest of their ids
    id: str
    #: the names in the files; empty unless the learner chose to include one
    names: tuple[str, ...]
    #: by start time; each attempt once, in its most advanced state in any file
    attempts: tuple[JournalAttempt, ...]
    practice: tuple[PracticeEvent, ...]
    #: whether their files omit the hour of the day, so that of other practice only the day is known
    by_days: bool


class GatheredFiles(NamedTuple):
    """The content of a set of files, each learner and each attempt once."""

    #: number of files that were read
    files: int
    #: the files that were refused, in the order of the files
    faults: tuple[JournalFault, ...]
    classmates: tuple[Classmate, ...]
    #: the texts that the attempts were played on, by digest
    sources: Mapping[str, Source]

    @property
    def practice(self) -> Mapping[str, Sequence[PracticeEvent]]:
        """Practice other than attempts, by learner."""
        return {mate.id: mate.practice for mate in self.classmates}

    @property
    def by_days(self) -> frozenset[str]:
        """The learners whose files omit the hour of the day."""
        return frozenset(mate.id for mate in self.classmates if mate.by_days)


class CohortPlays(NamedTuple):
    """The plays of a class, replayed."""

    plays: tuple[JudgedPlay, ...]
    #: number of what-ifs, which do not count as plays
    branches: int
    #: digest of a scene's text -> the bundle that was played
    bundles: Mapping[str, Bundle]
    #: number of plays at private scenes, which are skipped: they are one learner's real events in their own words
    private: int = 0


def journal_files(paths: Iterable[Path]) -> list[Path]:
    """The files at ``paths``, with folders replaced by their files that end in `SUFFIX`. Raises OSError."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(each for each in path.iterdir() if each.suffix.lower() == SUFFIX)
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def gather(paths: Iterable[Path]) -> GatheredFiles:
    """Read files and combine their content. Invalid files are reported as faults; the others are still read.

    Files of the same learner are recognised by the ids in them; an attempt in several files counts once, in its most
    advanced state.
    """
    journals: list[PortableJournal] = []
    faults: list[JournalFault] = []
    for path in paths:
        read = read_journal(path)
        if isinstance(read, JournalFault):
            faults.append(read)
        else:
            journals.append(read)
    sources = {digest: source for journal in journals for digest, source in journal.sources.items()}
    return GatheredFiles(len(journals), tuple(faults), tuple(_classmates(journals)), sources)


def _classmates(journals: Sequence[PortableJournal]) -> Iterator[Classmate]:
    seen: set[str] = set()
    for own in _by_learner(journals):
        attempts: dict[str, JournalAttempt] = {}
        practice: dict[str, PracticeEvent] = {}
        for journal in own:
            for attempt in journal.attempts:
                known = attempts.get(attempt.id)
                if attempt.id not in seen and (known is None or _advancement(attempt) > _advancement(known)):
                    attempts[attempt.id] = attempt
            practice |= {event.id: event for event in journal.practice}
        seen |= attempts.keys()
        yield Classmate(
            id=min(id_ for journal in own for id_ in journal.learners),
            names=tuple(dict.fromkeys(journal.name for journal in own if journal.name)),
            attempts=tuple(
                _without_duplicates(sorted(attempts.values(), key=lambda each: (each.record.started_at, each.id)))
            ),
            practice=tuple(sorted(practice.values(), key=lambda event: (event.at, event.id))),
            by_days=any(journal.anonymous for journal in own),
        )


def _without_duplicates(attempts: Iterable[JournalAttempt]) -> Iterator[JournalAttempt]:
    """The attempts without duplicates that have another id on another machine because they diverged (`merging`)."""
    known: dict[tuple[object, ...], list[list[tuple[object, ...]]]] = {}
    for attempt in attempts:
        record, done = attempt.record, action_log(attempt.decisions)
        logs = known.setdefault((record.started_at, record.scenario_id, record.seed), [])
        if done not in logs:
            logs.append(done)
            yield attempt


def _advancement(attempt: JournalAttempt) -> tuple[bool, int]:
    """Sort key for how advanced an attempt is."""
    return attempt.record.ended_at is not None, len(attempt.decisions)


def _by_learner(journals: Sequence[PortableJournal]) -> list[list[PortableJournal]]:
    """The journals grouped by learner: those that have an id in common, directly or through others."""
    groups: list[tuple[set[str], list[PortableJournal]]] = []
    for journal in journals:
        ids, own = set(journal.learners), [journal]
        separate: list[tuple[set[str], list[PortableJournal]]] = []
        for known, theirs in groups:
            if known & ids:
                ids |= known
                own = [*theirs, *own]
            else:
                separate.append((known, theirs))
        groups = [*separate, (ids, own)]
    return [own for _, own in groups]


def replayed(
    gathered: GatheredFiles, library: Library, scene: str = "", on_progress: Callable[[int, int], None] | None = None
) -> CohortPlays:
    """Replay all attempts, or those at ``scene``; each text is explored once.

    What-ifs and plays at private scenes, which some learners submit with their own words, are only counted.

    ``on_progress`` is called after each text with the number of attempts done and the total.
    """
    groups: dict[tuple[tuple[SourceRef, ...], tuple[tuple[str, str], ...]], list[SubmittedPlay]] = {}
    branches = private = count = 0
    is_private: dict[tuple[SourceRef, ...], bool] = {}
    for mate in gathered.classmates:
        for attempt in mate.attempts:
            record = attempt.record
            if scene not in ("", record.scenario_id):
                continue
            if record.branch is not None:
                branches += 1
                continue
            if record.bundle not in is_private:
                is_private[record.bundle] = played_on_private(record.bundle, partial(_text, gathered), lambda _: None)
            if is_private[record.bundle]:
                private += 1
                continue
            key = record.bundle, tuple(sorted(record.personas.items()))
            groups.setdefault(key, []).append(_handed_play(mate, attempt))
            count += 1
    read: list[JudgedPlay] = []
    bundles: dict[str, Bundle] = {}
    known: dict[tuple[SourceRef, ...], Bundle | None] = {}
    for (refs, personas), plays in groups.items():
        digests = {(ref.kind, ref.id): ref.digest for ref in refs}
        name = next((ref.id for ref in refs if ref.kind == "scenario"), "")
        if refs not in known:
            known[refs] = _bundle(name, refs, gathered.sources, library)
        bundle = known[refs]
        try:
            story = None if bundle is None else PlayedStory(bundle, dict(personas), digests)
        except LookupError:  # a cast member or persona that the text does not have
            story = None
        if bundle is None or story is None:
            text = digests.get(("scenario", name), "")
            read += [JudgedPlay(play, name, text, {}, (), doubt=Doubt.NO_REPLAY) for play in plays]
        else:
            bundles[story.text] = bundle
            read += [story.read(play) for play in plays]
        if on_progress is not None:
            on_progress(len(read), count)
    return CohortPlays(tuple(read), branches, bundles, private)


def _text(gathered: GatheredFiles, digest: str) -> str | None:
    return gathered.sources[digest].text if digest in gathered.sources else None


def _bundle(name: str, refs: Sequence[SourceRef], sources: Mapping[str, Source], library: Library) -> Bundle | None:
    """The bundle of an attempt: the library's if unchanged, else built from the texts; ``None`` if that fails."""
    try:
        own = unchanged_bundle(library, name, refs)
        if own is not None:
            return own
        texts = [sources.get(ref.digest) for ref in refs]
        return None if None in texts else bundle_of([source for source in texts if source is not None])
    except BrokenScene:
        return None


def _handed_play(mate: Classmate, attempt: JournalAttempt) -> SubmittedPlay:
    record = attempt.record
    return SubmittedPlay(
        id=record.id,
        learner=mate.id,
        began=record.started_at.timestamp(),
        mode=record.mode,
        seed=record.seed,
        answers=tuple(_answers(record, attempt)),
    )


def _answers(record: AttemptRecord, attempt: JournalAttempt) -> Iterator[GivenAnswer]:
    """The answers in order of time, with the seconds taken; these are real even in anonymous files."""
    before = record.started_at
    for row in attempt.decisions:
        decision = row.decision
        yield GivenAnswer(
            position=row.position,
            node=decision.node,
            choice=decision.choice,
            language=decision.language,
            shown=decision.shown,
            seconds=(row.at - before).total_seconds(),
            taken_back=row.undone_at is not None,
        )
        before = row.at
