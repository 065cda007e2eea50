"""Attempts and the record: beginning an attempt, recording each decision, resuming."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from roleplay.engine import IllegalChoice, legal
from roleplay.reading.contents import BrokenScene, Source, UnknownScene
from roleplay.reading.diagnostics import START, Diagnostic
from roleplay.reading.library import Library
from roleplay.records.model import (
    AttemptRecord,
    AttemptResult,
    BranchPoint,
    NewAttempt,
    SourceRef,
)
from roleplay.records.resumptions import record_resumption
from roleplay.records.store import RecordStore
from roleplay.scene.model import Bundle, Outcome
from roleplay.scoring.percent import percent
from roleplay.scoring.version import VERSION
from roleplay.session import Attempt, Decision, Mode, Options, Setup

if TYPE_CHECKING:
    from roleplay.scoring.scorecard import Scorecard

#: Key among the options of a record for the rubric to debrief by, if it is not one of the scene's.
_RUBRIC = "rubric"
#: Key there for an attempt played for a form or an exam: which sitting, and which scene of it.
_SITTING = "sitting"


class RecordJournal:
    """Writes an attempt to the record, decision by decision, before anything new can be shown."""

    def __init__(self, store: RecordStore, attempt_id: str) -> None:
        self.store = store
        self.attempt_id: str | None = attempt_id
        self._id = attempt_id

    def decide(self, decision: Decision) -> None:
        """Record that a line was said."""
        self.store.decide(self._id, decision)

    def take_back(self) -> None:
        """Record that the last line was taken back."""
        self.store.take_back(self._id)

    def hint(self) -> None:
        """Record that a hint was viewed."""
        self.store.hint(self._id)

    def finish(self, ending: str, outcome: Outcome, card: Scorecard, attempt: Attempt) -> None:
        """Record that an ending was reached."""
        self.store.finish(self._id, _result(ending, outcome, card, attempt))


def _result(ending: str, outcome: Outcome, card: Scorecard, attempt: Attempt) -> AttemptResult:
    from roleplay.scoring.scorecard import scores  # only at an ending
    from roleplay.workspace.tally import tally

    return AttemptResult(
        ending=ending,
        outcome=outcome.value,
        passed=card.passed,
        scores={ref: percent(score) for ref, score in scores(card.rubrics).items() if score is not None},
        lead=card.rubrics[0].rubric.id,
        scoring=VERSION,
        counted=tally(attempt),
    )


def begin(library: Library, store: RecordStore, name: str, setup: Setup, language: str, sitting: str = "") -> Attempt:
    """Begin an attempt, journaled from the start. Raises `UnknownScene` or `BrokenScene`.

    The choices of ``setup.opening`` are made immediately, as far as they are legal. ``sitting`` marks an attempt that
    is played for a form or an exam; `attempt_of_sitting` finds it by this mark.
    """
    bundle = library.bundle(name)
    new = NewAttempt(
        scenario_id=name,
        bundle=tuple(_required_sources(library, name, bundle, setup)),
        seed=setup.seed,
        mode=setup.mode.value,
        language=language,
        personas=dict(setup.personas),
        options=setup.options._asdict()
        | ({_RUBRIC: setup.rubric} if setup.rubric else {})
        | ({_SITTING: sitting} if sitting else {}),
    )
    attempt = Attempt(bundle, setup, RecordJournal(store, store.begin(new)))
    for choice in setup.opening:
        if choice not in legal(attempt.state):
            break
        attempt.say(Decision(choice, language))
    return attempt


def branch(store: RecordStore, attempt: Attempt, turn: int, language: str) -> Attempt:
    """Continue from a turn of ``attempt`` (from 1) as a new branch; the lines before that turn are replayed.

    The deal and the text are the same. A branch of an exam is practice, and own words are not copied. Raises
    `BrokenScene` if the text is missing in the record, LookupError if the attempt is.
    """
    record = store.attempt(attempt.journal.attempt_id or "")
    if record is None:
        raise LookupError(attempt.journal.attempt_id)
    sources = tuple(_kept_sources(store, record.bundle))
    setup = setup_of(record)
    setup = setup._replace(mode=Mode.PRACTICE if setup.mode is Mode.EXAM else setup.mode)
    new = NewAttempt(
        scenario_id=record.scenario_id,
        bundle=sources,
        seed=record.seed,
        mode=setup.mode.value,
        language=language,
        personas=record.personas,
        options={name: value for name, value in record.options.items() if name != _SITTING},
        branch=BranchPoint(record.id, turn),
    )
    branched = Attempt(attempt.bundle, setup, RecordJournal(store, store.begin(new)))
    for decision in attempt.decisions[: turn - 1]:
        branched.say(Decision(decision.choice, decision.language))
    return branched


def attempt_of_sitting(store: RecordStore, scenario_id: str, sitting: str) -> AttemptRecord | None:
    """The attempt at a scene that was begun with this mark of a sitting, in any state; ``None`` if there is none."""
    records = (store.attempt(id_) for id_ in store.attempts_at(scenario_id))
    return next((r for r in records if r is not None and r.options.get(_SITTING) == sitting), None)


def _required_sources(library: Library, name: str, bundle: Bundle, setup: Setup) -> list[Source]:
    """The files an attempt depends on: the scene, its rubrics, its personas, all moves."""
    overlay = dict(setup.personas)
    personas: set[str] = set()
    for member in bundle.scenario.cast.values():
        persona: str | None = overlay.get(member.id, member.persona)
        while persona is not None and persona not in personas:
            personas.add(persona)
            persona = bundle.personas[persona].extends
    return library.sources(name, {*bundle.scenario.rubrics, setup.rubric}, personas)


def resume(library: Library, store: RecordStore, record: AttemptRecord, rubric: str = "") -> Attempt:
    """Resume an attempt where it stopped, on the exact text it was played on; ``rubric`` is another one to debrief by.

    Raises `BrokenScene` if that text can no longer be read, because the record is damaged or the formats have changed.
    """
    bundle = bundle_of(library, store, record)
    journal = RecordJournal(store, record.id)
    try:
        setup = setup_of(record)
        check_cast(setup, bundle)
        setup = setup._replace(rubric=rubric or (setup.rubric if setup.rubric in bundle.rubrics else ""))
        attempt = Attempt(bundle, setup, journal, record.decisions, taken_back=record.taken_back, hints=record.hints)
    except IllegalChoice as error:
        raise BrokenScene([_resume_error(record, str(error), str(error))]) from None
    except (LookupError, TypeError, ValueError) as error:  # an unknown persona, rubric or option
        en, zh = f"it does not fit its scene ({error})", f"和场景对不上（{error}）"
        raise BrokenScene([_resume_error(record, en, zh)]) from None
    end = attempt.state.passage
    if end.ending is not None and record.ended_at is None:  # killed between the last line and its result
        journal.finish(end.id, end.ending.outcome, attempt.scorecard(), attempt)
    else:
        record_resumption(store, record)
    return attempt


def setup_of(record: AttemptRecord) -> Setup:
    """The setup of an attempt in the record. Raises TypeError or ValueError if it has unknown options."""
    options = dict(record.options)
    rubric = options.pop(_RUBRIC, "")
    options.pop(_SITTING, None)
    return Setup(record.seed, Mode(record.mode), tuple(record.personas.items()), Options(**options), rubric=rubric)


def repeat_setup(library: Library, record: AttemptRecord) -> Setup:
    """The setup to repeat an attempt: the same deal, cast, mode and options.

    Raises `UnknownScene` or `BrokenScene`, also if the cast is no longer in the library.
    """
    bundle = library.bundle(record.scenario_id)
    try:
        setup = setup_of(record)
        check_cast(setup, bundle)
    except (LookupError, TypeError, ValueError) as error:
        en, zh = f"it does not fit its scene ({error})", f"和场景对不上（{error}）"
        raise BrokenScene([_resume_error(record, en, zh)]) from None
    return setup._replace(rubric=setup.rubric if setup.rubric in library.contents.rubrics else "")


#: The setting for an unsent line that was being typed when the learner left: attempt id, turn, and the text.
_TYPED = "typed"


def save_draft(store: RecordStore, attempt: Attempt, text: str) -> None:
    """Keep the unsent line being typed when the learner leaves, or clear it if empty. Only the last one is kept."""
    attempt_id, kept = attempt.journal.attempt_id, store.setting(_TYPED) or ""
    if attempt_id is None:
        return
    cleared = "" if kept.startswith(f"{attempt_id} ") else kept
    wanted = f"{attempt_id} {attempt.turn} {text}" if text else cleared
    if wanted != kept:
        store.set_setting(_TYPED, wanted)


def saved_draft(store: RecordStore, attempt: Attempt) -> str:
    """The unsent line kept for this attempt at its current turn; empty if there is none."""
    kept, prefix = store.setting(_TYPED) or "", f"{attempt.journal.attempt_id} {attempt.turn} "
    return kept.removeprefix(prefix) if kept.startswith(prefix) else ""


def check_cast(setup: Setup, bundle: Bundle) -> None:
    """Raises LookupError if a setup names a cast member or persona that is not in ``bundle``.

    A character with an unknown persona would react to nothing, so that the replay would differ from what was played.
    """
    for member, persona in setup.personas:
        if member not in bundle.scenario.cast or persona not in bundle.personas:
            raise LookupError(f"{member}: {persona}")


def bundle_of(library: Library, store: RecordStore, record: AttemptRecord) -> Bundle:
    """The bundle an attempt was played on: the library's if it is unchanged, else built from the stored texts.

    Raises `BrokenScene`.
    """
    return unchanged_bundle(library, record.scenario_id, record.bundle) or _kept_bundle(store, record.bundle)


def _kept_bundle(store: RecordStore, refs: Iterable[SourceRef]) -> Bundle:
    """A bundle built from the texts stored in the record. Raises `BrokenScene`."""
    from roleplay.reading.folders import bundle_of  # late: imports pydantic and YAML

    return bundle_of(list(_kept_sources(store, refs)))


def _kept_sources(store: RecordStore, refs: Iterable[SourceRef]) -> Iterator[Source]:
    """The texts stored in the record. Raises `BrokenScene`."""
    for ref in refs:
        text = store.source(ref.digest)
        if text is None:
            name = f"{ref.kind} {ref.id}"
            en, zh = f"the copy of {name} in the record is damaged or gone", f"记录里存的 {name} 已损坏或不在了"
            raise BrokenScene([Diagnostic("RP018", ref.id, START, details={"problem": en, "problem_zh": zh})])
        yield Source(*ref, text)


def unchanged_bundle(library: Library, name: str, refs: Iterable[SourceRef | Source]) -> Bundle | None:
    """The library's bundle of a scene if all files in ``refs`` are unchanged there, else ``None``."""
    digests = {(file.kind, file.id): file.digest for file in library.contents.shared_files}
    try:
        entry = library.entry(name)
    except UnknownScene:
        return None
    if entry.problem is not None:  # the stored texts may still be playable
        return None
    digests["scenario", entry.id] = entry.digest
    if all(digests.get((ref.kind, ref.id)) == ref.digest for ref in refs):
        return library.bundle(name)
    return None


def _resume_error(record: AttemptRecord, problem: str, problem_zh: str) -> Diagnostic:
    details = {"problem": problem, "problem_zh": problem_zh}
    return Diagnostic(code="RP018", file=f"{record.scenario_id} ({record.id})", span=START, details=details)


# -- rescoring by the current scoring ----------------------------------------------------


def rescore_outdated(store: RecordStore) -> Iterator[int]:
    """Judge results of earlier scoring versions by the current one, and complete tallies of earlier program versions.

    Each attempt is replayed on the text it was played on. Yields the number of attempts stored, once per text, so that
    the caller can stop in between. An attempt that cannot be replayed keeps its result and is not tried again by this
    scoring version.
    """
    outdated = {record.id: record for record in (*store.judged_by_earlier(VERSION), *store.uncounted(VERSION))}
    stale = sorted(outdated.values(), key=lambda record: record.bundle)
    for refs, played in groupby(stale, key=lambda record: record.bundle):
        try:
            bundle = _kept_bundle(store, refs)
        except BrokenScene:
            bundle = None
        results = {record.id: None if bundle is None else _rescored(bundle, record) for record in played}
        store.replace_results(results, VERSION)
        yield len(results)


def _rescored(bundle: Bundle, record: AttemptRecord) -> AttemptResult | None:
    """The result of an attempt by the current scoring; ``None`` if a replay does not reach the same ending."""
    try:
        setup = setup_of(record)
        check_cast(setup, bundle)
        attempt = Attempt(bundle, setup, decisions=record.decisions)
    except (
        LookupError,
        TypeError,
        ValueError,
    ):  # illegal choice, unknown name or option
        return None
    end = attempt.state.passage
    if end.ending is None or record.result is None or end.id != record.result.ending:
        return None
    return _result(end.id, end.ending.outcome, attempt.scorecard(), attempt)
