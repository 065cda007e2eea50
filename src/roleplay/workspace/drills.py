"""Drills and their journals: beginning one, recording each event before anything new is shown, resuming one."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from roleplay.drill import learner_handlers
from roleplay.drill.clock import ClockReading, DrillClock
from roleplay.drill.codec import event_from_json, event_to_json, plan_from_json, plan_to_json
from roleplay.drill.events.facilitator import Gather
from roleplay.drill.events.learner import LearnerEvent, Return, Voter
from roleplay.drill.machine import Event, apply
from roleplay.drill.outcome import Change, Outcome, Refused
from roleplay.drill.plan import Plan
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.drill.timeline import Timeline
from roleplay.locales import Catalogue
from roleplay.presenting.drill.phone_view import PhoneView, phone_view
from roleplay.reading.contents import BrokenScene
from roleplay.reading.contents import Source as FileSource
from roleplay.reading.diagnostics import close_matches
from roleplay.reading.library import Library
from roleplay.records.drill_file import SUFFIX, DrillFile, DrillReader, NotADrill, journals
from roleplay.scene.model import Bundle
from roleplay.text.glyphs import glyphs
from roleplay.workspace.attempts import unchanged_bundle

#: Letters and digits of a room code that cannot be mistaken for one another.
_CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
#: Length of a room code. It only distinguishes rooms; it is no secret.
_CODE_LENGTH = 4

#: Called with every change, after it was recorded.
Listener = Callable[[frozenset[Change]], None]


class DamagedDrill(ValueError):
    """A journal that cannot be continued: ``line`` is the first that does not fit."""

    def __init__(self, path: Path, line: int, detail: str) -> None:
        super().__init__(f"{path}:{line}: {detail}")
        self.path = path
        self.line = line
        self.detail = detail


class UnknownDrill(LookupError):
    """No journal has this id; ``nearest`` are similar ids."""

    def __init__(self, name: str, nearest: Sequence[str]) -> None:
        super().__init__(name)
        self.nearest = nearest


class Drill:
    """A drill being run: its room and its journal.

    Learners' phones and the facilitator's screen both send their events here. Every event that changed something is
    written before any listener is notified. If writing fails, the drill continues, ``problem`` says why, and every
    further event tries again to write everything owed.
    """

    def __init__(
        self,
        room: Room,
        header: Mapping[str, Any],
        journal: DrillFile | Path,
        now: Callable[[], datetime],
        timeline: Timeline | None = None,
        clock: DrillClock | None = None,
    ) -> None:
        """``journal`` is the folder to create it in, if that was not possible so far.

        ``timeline`` and ``clock`` are those of a resumed drill.
        """
        self.room = room
        self.clock = clock or DrillClock()
        self.timeline = timeline or Timeline(header["at"])
        self._header = header
        self.id: str = header["id"]
        self.scene: str = header["scene"]
        #: what learners type to find the room
        self.code: str = header["code"]
        self.language: str = header["language"]
        self.path = journal.path if isinstance(journal, DrillFile) else None
        #: where phones last found the room: (address, port)
        self.address: tuple[str, int] | None = None
        #: why part of the journal could not be written; ``None`` if everything was
        self.problem: str | None = None
        self._journal = journal
        self._owed: list[dict[str, Any]] = []
        self._now = now
        self._listeners: list[Listener] = []
        self._closed = False

    @property
    def begun_at(self) -> datetime:
        """When the drill began, in local time."""
        return _begun_at(self._header)

    @property
    def over(self) -> bool:
        """Whether the drill has reached its debrief."""
        return self.room.phase is Phase.DEBRIEF

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` with every change from now on."""
        self._listeners.append(listener)

    def do(self, event: Event) -> Outcome:
        """Apply an event, record it, and notify listeners of what it changed."""
        answer = apply(self.room, event)
        if isinstance(answer, Refused) or not answer:
            return answer
        at = self._moment()
        self.timeline.note(self.room.stage, at)
        self._keep(event_to_json(event), at, sync=Change.STAGE in answer)
        for listener in self._listeners:
            listener(answer)
        return answer

    def set_address(self, address: str, port: int) -> None:
        """Record where phones find the room, also after resuming; if the address changed, they have to join again."""
        if self.address == (address, port):
            return
        previous, self.address = self.address, (address, port)
        self._keep({"where": [address, port]}, self._moment(), sync=True)
        if previous is not None and previous[0] != address:  # a browser keeps its token per address
            self.do(Gather())

    def record_clock(self) -> None:
        """Record the clock, to resume from it. It is not an event, and is not written later if that fails now."""
        reading = self.clock.reading(self.room.stage)
        if reading is not None and self.problem is None:
            self._keep({"clock": reading.to_json()}, self._moment(), sync=False)

    def catch_up(self) -> None:
        """Write what could not be written before, if the disk allows it now. Every event ends with this."""
        if self.problem is not None and not self._closed:
            self._write_owed(sync=True)

    def close(self) -> None:
        """Close the journal; everything written to it is kept."""
        self.catch_up()
        if self.clock.total and not self._closed:
            self.record_clock()
        self._closed = True
        if isinstance(self._journal, DrillFile):
            self._journal.close()

    def _moment(self) -> str:
        return self._now().isoformat(timespec="seconds")

    def _keep(self, line: dict[str, Any], at: str, *, sync: bool) -> None:
        if not self._closed:
            self._owed.append({"at": at, **line})
            self._write_owed(sync=sync or self.problem is not None)

    def _write_owed(self, *, sync: bool) -> None:
        """Write everything that is not in the journal yet, as far as the disk allows."""
        try:
            if not isinstance(self._journal, DrillFile):
                self._journal = DrillFile.create(self._journal, self.id, self._header)
                self.path, self.id = self._journal.path, self._journal.path.stem
            while self._owed:
                self._journal.append(self._owed[0])
                del self._owed[0]
            if sync:
                self._journal.sync()
        except (OSError, ValueError) as error:
            self.problem = (error.strerror if isinstance(error, OSError) else None) or str(error)
        else:
            self.problem = None


class LearnerAccess:
    """The interface of a drill for the phones' server: learners' events go in, what one phone may know comes out.

    It gives no access to the facilitator's events.
    """

    def __init__(self, drill: Drill) -> None:
        self.code = drill.code
        self.listen = drill.listen
        self._do = drill.do
        self._room = drill.room

    def do(self, event: LearnerEvent) -> Outcome:
        """Apply a learner's event. Raises TypeError for any other."""
        if type(event) not in learner_handlers.HANDLERS:
            raise TypeError(type(event).__name__)
        return self._do(event)

    def note_request(self, voter: Voter | None) -> None:
        """Note a request from the phone of ``voter``: if it counted as away since the room moved, it is back."""
        person = None if voter is None else self._room.people.by_voter.get(voter)
        if voter is not None and person is not None and person.away:
            self._do(Return(voter))

    def phone_view(self, voter: Voter | None, words: Catalogue) -> PhoneView:
        """What the phone of ``voter`` may know; ``None`` stands for a phone that has not joined."""
        return phone_view(self._room, voter, words, glyphs())


def voter_from_token(token: str) -> str:
    """The voter a token belongs to: its digest, so that journals contain no tokens."""
    return hashlib.blake2b(token.encode(), digest_size=16).hexdigest()


def begin(library: Library, folder: Path, name: str, plan: Plan, language: str, now: Callable[[], datetime]) -> Drill:
    """Begin a drill, journaled in ``folder`` from the start. Raises `UnknownScene` or `BrokenScene`.

    If no journal can be written, the drill runs anyway and its ``problem`` says why.
    """
    bundle = library.bundle(name)
    time = now()
    drill_id = f"{time.astimezone():%Y-%m-%d-%H%M%S}-{name}"
    texts = library.sources(name, bundle.scenario.rubrics, set(bundle.personas))
    header: dict[str, Any] = {
        "id": drill_id,
        "scene": name,
        "at": time.isoformat(timespec="seconds"),
        "code": "".join(secrets.choice(_CODE_ALPHABET) for _ in range(_CODE_LENGTH)),
        "language": language,
        "plan": plan_to_json(plan),
        "sources": [list(source) for source in texts],
    }
    room = Room(bundle, plan)
    try:
        file = DrillFile.create(folder, drill_id, header)
    except OSError as error:
        unsaved = Drill(room, header, folder, now)
        unsaved.problem = error.strerror or str(error)
        return unsaved
    return Drill(room, header | {"id": file.path.stem}, file, now)


class FollowedDrill:
    """A drill read from its journal, which another program may still be running. Raises `DamagedDrill`, OSError."""

    def __init__(self, path: Path, library: Library | None = None) -> None:
        """``library`` provides the scene if it is unchanged there, which is faster than reading the texts."""
        self.path = path
        try:
            self._reader = DrillReader(path)
            self.header = self._reader.header
            self.begun_at = _begun_at(self.header)
            self.timeline = Timeline(str(self.header["at"]))
            self.clock = DrillClock()
            self.room = Room(_bundle(self.header, library), plan_from_json(self.header["plan"]))
        except (NotADrill, BrokenScene, KeyError, TypeError, ValueError) as error:
            raise DamagedDrill(path, 1, str(error)) from None
        self.id: str = path.stem
        self.address: tuple[str, int] | None = None
        #: each event with the time it was recorded
        self.events: list[tuple[str, Event]] = []

    def catch_up(self) -> frozenset[Change]:
        """Apply the events written since the last call; returns what they changed."""
        changed: frozenset[Change] = frozenset()
        for at, event in self._new():
            answer = apply(self.room, event)
            if isinstance(answer, Refused):
                raise DamagedDrill(self.path, self._reader.number, f"{event!r}: {answer.reason}")
            self.events.append((at, event))
            self.timeline.note(self.room.stage, at)
            changed |= answer
        return changed

    def _new(self) -> Iterator[tuple[str, Event]]:
        try:
            for line in self._reader.read():
                if "where" in line:
                    address, port = line["where"]
                    self.address = (str(address), int(port))
                    continue
                if "clock" in line:
                    self.clock.resume(ClockReading.from_json(line["clock"]))
                    continue
                at = str(line.pop("at"))
                yield at, event_from_json(line)
        except (NotADrill, KeyError, TypeError, ValueError) as error:
            raise DamagedDrill(self.path, self._reader.number, str(error)) from None

    @property
    def over(self) -> bool:
        """Whether the drill has reached its debrief."""
        return self.room.phase is Phase.DEBRIEF


def read(path: Path, library: Library | None = None) -> FollowedDrill:
    """A drill up to the end of its journal. Raises `DamagedDrill`, OSError."""
    following = FollowedDrill(path, library)
    following.catch_up()
    return following


def resume(path: Path, library: Library | None, now: Callable[[], datetime]) -> Drill:
    """Resume a drill: same phase, same votes. Raises `DamagedDrill`, `InUse`, OSError."""
    file = DrillFile.open(path)
    try:
        following = read(path, library)
    except BaseException:
        file.close()
        raise
    drill = Drill(
        following.room, following.header | {"id": following.id}, file, now, following.timeline, following.clock
    )
    drill.address = following.address
    return drill


def newest_journal(folder: Path, library: Library | None = None, *, unfinished: bool) -> Path | None:
    """The most recent journal, with ``unfinished`` of a drill that is not over. Damaged ones are skipped."""
    for path in journals(folder):
        try:
            over = read(path, library).over
            if not (unfinished and over):
                return path
        except (DamagedDrill, OSError):
            continue
    return None


def find_journal(name: str, folder: Path) -> Path:
    """The journal of the drill with the id ``name``. Raises `UnknownDrill`."""
    path = folder / f"{name}{SUFFIX}"
    if not os.path.lexists(path):
        known = [journal.stem for journal in journals(folder)]
        raise UnknownDrill(name, close_matches(name, known) or [drill for drill in known if name in drill][:3])
    return path


def _begun_at(header: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(str(header["at"])).astimezone()


def _bundle(header: Mapping[str, Any], library: Library | None) -> Bundle:
    """The scene of the drill: the library's if it is unchanged, else built from the texts in the header."""
    sources = [FileSource(*map(str, source)) for source in header["sources"]]
    if library is not None:
        bundle = unchanged_bundle(library, str(header["scene"]), sources)
        if bundle is not None:
            return bundle
    from roleplay.reading.folders import bundle_of  # late: imports pydantic and YAML

    return bundle_of(sources)
