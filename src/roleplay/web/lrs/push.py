"""Sending statements to a store in batches, until each is acknowledged or refused individually.

Sending again is harmless: an id never means two different statements, and a store stores the same one once. So
anything not known to be acknowledged is simply sent. A batch that is refused as a whole is sent again in halves, down
to the statement that is the reason. A request that the store cannot handle now (429, 5xx, no answer) is retried later.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from roleplay.web.lrs.answers import StoreAnswer, Transport, Unreachable
from roleplay.web.lrs.waiting import MAX_WAIT, Wait

Json = dict[str, Any]

#: Maximum statements and bytes of a batch: below the usual server limit of 1 MB.
MOST, MOST_BYTES = 200, 500_000
#: Maximum attempts at a request: normally; before the store has ever answered; for a part of a batch that made the
#: store fail.
TRIES, FIRST_TRIES, PART_TRIES = 6, 2, 2
#: Consecutive refusals with nothing accepted yet, and consecutive failures, after which the store is to blame.
_TOO_MANY_REFUSED, _TOO_MANY_FAILED = 25, 5
#: Statuses with which a store rejects a whole batch because of something in it.
_BAD, _CONFLICT, _TOO_LARGE, _UNPROCESSABLE, _FAILED = 400, 409, 413, 422, 500
#: Statuses that mean "not now".
_TEMPORARY = (408, 425, 429)
#: Fields that must be equal in the same statement; a store adds others.
_COMPARED = ("actor", "verb", "object", "result", "context")
#: Maximum length of a store's reason as it is shown.
_LONGEST_REASON = 300
#: Reasons after which a request is not retried.
_PERMANENT = ("certificate", "validity", "encryption")


class Stop(StrEnum):
    """Why a push ended early."""

    #: 401 or 403
    DENIED = "denied"
    #: nothing at this address accepts statements
    NO_STORE = "no_store"
    #: it redirects elsewhere
    MOVED = "moved"
    #: it asks to wait longer than `MAX_WAIT`
    LATER = "later"
    #: it keeps failing
    FAILING = "failing"
    #: no answer comes
    UNREACHABLE = "unreachable"
    #: it refuses everything
    REFUSES_ALL = "refuses_all"


class Refusal(NamedTuple):
    """A statement that the store refused, and its reason (untrusted text)."""

    statement: Json
    status: int
    reason: str


class Stopped(NamedTuple):
    """How a push ended early: the HTTP status, the seconds to wait, or why no answer came, as far as they apply."""

    stop: Stop
    status: int = 0
    seconds: float = 0.0
    why: str = ""


class PushResult(NamedTuple):
    """The result of a push."""

    #: number of statements that the store has, whether or not it had them before
    acknowledged: int
    refused: tuple[Refusal, ...]
    #: ids under which the store has a different statement, sent by an earlier version of the program
    differing: tuple[str, ...]
    stopped: Stopped | None
    #: ids for which it is unknown whether the store has them: it neither confirms them nor lets them be read
    unclear: tuple[str, ...] = ()


class _PushEnded(Exception):
    def __init__(self, stopped: Stopped) -> None:
        super().__init__(stopped.stop)
        self.stopped = stopped


class _Packed(NamedTuple):
    statement: Json
    data: bytes


class Push:
    """One push. ``acknowledged`` is updated as it runs, so that an interrupted push can report how far it got."""

    def __init__(
        self,
        transport: Transport,
        wait: Wait,
        settle: Callable[[Sequence[str]], None] = lambda ids: None,
        progress: Callable[[int], None] = lambda count: None,
    ) -> None:
        """``settle`` receives ids that need not be sent again, ``progress`` the number of statements just processed."""
        self._transport = transport
        self._wait = wait
        self._settle = settle
        self._progress = progress
        self.acknowledged = 0
        self.refused: list[Refusal] = []
        self.differing: list[str] = []
        self.unclear: list[str] = []
        self._answered = False
        #: whether our credentials may read statements: some may only write
        self._may_read = True
        #: statements refused since the last accepted one
        self._consecutive_refusals = 0

    def send(self, statements: Iterable[Json]) -> PushResult:
        """Send all statements. Errors of the store or the network never raise; they are in the result."""
        stopped = None
        try:
            for batch in batches(statements):
                self._send(batch, TRIES)
        except _PushEnded as end:
            stopped = end.stopped
        lists = tuple(self.refused), tuple(self.differing)
        return PushResult(self.acknowledged, *lists, stopped, tuple(self.unclear))

    def _send(self, batch: Sequence[_Packed], tries: int) -> None:
        answer = self._request(lambda: self._post(batch), tries)
        status = answer.status
        if status == 204:
            self._confirm_all(batch)
        elif status == 200:
            self._confirm(batch, _listed_ids(answer.body, batch), tries)
        elif status in (_BAD, _CONFLICT, _TOO_LARGE, _UNPROCESSABLE, _FAILED):
            if len(batch) > 1:
                half = len(batch) // 2
                fewer = PART_TRIES if status == _FAILED else tries
                self._send(batch[:half], fewer)
                self._send(batch[half:], fewer)
            elif status == _CONFLICT:
                self._check_stored(batch[0])
            else:
                self._refuse(batch[0], answer)
        else:
            raise _PushEnded(Stopped(_stop_reason(status), status))

    def _post(self, batch: Sequence[_Packed]) -> StoreAnswer:
        """The answer to a batch. Raises `Unreachable` if its list of ids is truncated (a cut connection)."""
        answer = self._transport.post(_joined(batch))
        if answer.status == 200 and answer.body.startswith(b'["') and _parsed(answer.body) is None:
            raise Unreachable("broken")
        return answer

    def _confirm(self, batch: Sequence[_Packed], listed: set[str] | None, tries: int) -> None:
        """Process the ids that the store took. It may or may not have the others already: send or check them."""
        if listed is None:
            raise _PushEnded(Stopped(Stop.NO_STORE, 200))
        others = [packed for packed in batch if packed.statement["id"] not in listed]
        if len(others) < len(batch):
            self._mark_acknowledged([packed for packed in batch if packed.statement["id"] in listed])
            if others:
                self._send(others, tries)
        else:
            for packed in others:
                self._check_stored(packed)

    def _confirm_all(self, batch: Sequence[_Packed]) -> None:
        """Process an answer without ids, as Ralph gives if it had them all. Any server can answer so: check one id.

        Credentials that may only write have to trust the answer.
        """
        id_ = batch[-1].statement["id"]
        shown = self._stored_statement(id_)
        if shown is not None or not self._may_read:
            self._mark_acknowledged(batch)
        else:
            for packed in batch:
                self._check_stored(packed)

    def _mark_acknowledged(self, batch: Sequence[_Packed]) -> None:
        self._settle([packed.statement["id"] for packed in batch])
        self.acknowledged += len(batch)
        self._consecutive_refusals = 0
        self._progress(len(batch))

    def _check_stored(self, packed: _Packed) -> None:
        """Check whether the store has this id with the same statement. Unknown with credentials that may only write."""
        id_ = packed.statement["id"]
        kept = self._stored_statement(id_)
        if kept is None:
            self.unclear.append(id_)
            self._progress(1)
        elif _is_same(kept, packed.statement):
            self._mark_acknowledged([packed])
        else:
            self._settle([id_])
            self.differing.append(id_)
            self._progress(1)

    def _stored_statement(self, id_: str) -> Json | None:
        """The store's statement with an id; ``None`` if it has none or does not let it be read."""
        if not self._may_read:
            return None
        answer = self._request(lambda: self._transport.get(id_), TRIES)
        self._may_read = answer.status not in (401, 403)
        return _statement_in(answer.body, id_) if answer.status == 200 else None

    def _refuse(self, packed: _Packed, answer: StoreAnswer) -> None:
        self.refused.append(Refusal(packed.statement, answer.status, self._reason(answer.body)))
        self._consecutive_refusals += 1
        self._progress(1)
        if answer.status >= 500 and self._consecutive_refusals >= _TOO_MANY_FAILED:
            del self.refused[-self._consecutive_refusals :]  # it fails at everything, so these are not to blame
            raise _PushEnded(Stopped(Stop.FAILING, answer.status))
        if self._consecutive_refusals >= _TOO_MANY_REFUSED and not self.acknowledged:
            raise _PushEnded(Stopped(Stop.REFUSES_ALL, answer.status))

    def _reason(self, body: bytes) -> str:
        """A store's reason in one short line; credentials are redacted before it is cut, so that none is missed."""
        return self._transport.redacted(_reason_text(body))[:_LONGEST_REASON]

    def _request(self, request: Callable[[], StoreAnswer], tries: int) -> StoreAnswer:
        """The answer to a request, retried while there is none or the store is temporarily unable."""
        attempts = 0
        while True:
            attempts += 1
            answer: StoreAnswer | None = None
            why = ""
            try:
                answer = request()
                self._answered = True
            except Unreachable as error:
                why = error.why
            if answer is not None and not _is_temporary(answer.status):
                return answer
            if why in _PERMANENT or attempts >= (tries if self._answered else FIRST_TRIES):
                if answer is None:
                    raise _PushEnded(Stopped(Stop.UNREACHABLE, why=why))
                if answer.status == _FAILED:  # perhaps because of one statement in the batch
                    return answer
                raise _PushEnded(Stopped(Stop.FAILING, answer.status))
            seconds = self._wait.seconds(attempts, *(("", "") if answer is None else (answer.retry_after, answer.date)))
            if seconds > MAX_WAIT:
                raise _PushEnded(Stopped(Stop.LATER, 0 if answer is None else answer.status, seconds))
            self._wait.sleep(seconds)


def batches(statements: Iterable[Json]) -> Iterator[list[_Packed]]:
    """The statements grouped into batches."""
    batch: list[_Packed] = []
    size = 0
    for statement in statements:
        data = json.dumps(statement, ensure_ascii=False, separators=(",", ":")).encode()
        if batch and (len(batch) >= MOST or size + len(data) > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(_Packed(statement, data))
        size += len(data) + 1
    if batch:
        yield batch


def _joined(batch: Sequence[_Packed]) -> bytes:
    return b"[" + b",".join(packed.data for packed in batch) + b"]"


def _is_temporary(status: int) -> bool:
    """Whether a status is temporary: the store may answer differently later."""
    return status in _TEMPORARY or status >= 500


def _stop_reason(status: int) -> Stop:
    if status in (401, 403):
        return Stop.DENIED
    return Stop.MOVED if 300 <= status < 400 else Stop.NO_STORE


def _listed_ids(body: bytes, batch: Sequence[_Packed]) -> set[str] | None:
    """The ids that an answer lists; ``None`` if it is no list of ids from the batch: any server can answer 200."""
    ids = _parsed(body)
    listed = set(map(str, ids)) if isinstance(ids, list) else None
    if listed is None or not {packed.statement["id"] for packed in batch}.issuperset(listed):
        return None
    return listed


def _statement_in(body: bytes, id_: str) -> Json | None:
    """The statement with an id in an answer: by itself or, as Ralph gives it, in a list of one."""
    found = _parsed(body)
    if isinstance(found, dict) and isinstance(found.get("statements"), list):
        found = next(iter(found["statements"]), None)
    return found if isinstance(found, dict) and found.get("id") == id_ else None


def _is_same(kept: Json, ours: Json) -> bool:
    """Whether a store's statement is the same as ours; a timestamp may be written differently."""
    if any(kept.get(name) != ours.get(name) for name in _COMPARED):
        return False
    return _parsed_time(kept.get("timestamp")) == _parsed_time(ours.get("timestamp"))


def _parsed_time(text: object) -> object:
    """The time of a timestamp; anything that isn't one is returned unchanged."""
    with suppress(TypeError, ValueError):
        time = datetime.fromisoformat(text)  # type: ignore[arg-type]
        return time if time.tzinfo else text
    return text


def _reason_text(body: bytes) -> str:
    """The reason in the body of a refusal, in any format; it is untrusted text."""
    reason = _parsed(body)
    if isinstance(reason, dict):
        reason = next((reason[name] for name in ("detail", "message", "error", "warnings") if reason.get(name)), reason)
    if isinstance(reason, list) and reason and all(isinstance(item, dict) and "msg" in item for item in reason):
        reason = "; ".join(f"{'.'.join(str(part) for part in _location(item))}: {item['msg']}" for item in reason[:3])
    text = reason if isinstance(reason, str) else json.dumps(reason, ensure_ascii=False) if reason is not None else ""
    return " ".join((text or body.decode("utf-8", "replace")).split())


def _location(item: Json) -> list[Any]:
    location = item.get("loc")
    return [part for part in location if part not in ("body", 0)] if isinstance(location, list) else []


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
