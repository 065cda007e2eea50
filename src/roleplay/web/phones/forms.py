"""The forms that phones send, parsed into learners' events. Whether an event is accepted is up to the room."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

from roleplay.drill.ballot import BallotId
from roleplay.drill.events.learner import Grade, Join, LearnerEvent, Mark, OwnWords, Vote, Voter

#: The only content type that is accepted.
FORM = "application/x-www-form-urlencoded"
#: Maximum number of fields in a form.
_FIELDS = 8
#: The format of a token: 128 bits.
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_NUMBER = re.compile(r"-?[0-9]{1,6}", re.ASCII)

Form = Mapping[str, str]
#: The current lines: letter -> choice.
Lines = Mapping[str, str]


def new_token() -> str:
    """An unguessable token: 128 random bits in 22 URL-safe characters."""
    return secrets.token_urlsafe(16)


def token_of(text: str | None) -> str | None:
    """``text`` if it is a token, else ``None``."""
    return text if text is not None and _TOKEN.fullmatch(text) else None


def form_of(body: bytes) -> Form | None:
    """The fields of a form, each with its last value; ``None`` if there are too many."""
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), True, max_num_fields=_FIELDS, errors="replace")
    except ValueError:
        return None
    return dict(pairs)


def event_of(what: str, voter: Voter, form: Form, lines: Lines) -> LearnerEvent | None:
    """The event of a form sent to the action ``what``; ``None`` if it cannot be parsed."""
    try:
        return _READ[what](voter, form, lines)
    except (KeyError, ValueError):
        return None


def _join(voter: Voter, form: Form, _: Lines) -> Join:
    return Join(voter, _number(form["team"]) if "team" in form else None, form.get("name", ""))


def _vote(voter: Voter, form: Form, lines: Lines) -> Vote:
    round, number = form["ballot"].split(".")
    # an unknown letter gives an empty choice, which the room refuses
    return Vote(voter, BallotId(_number(round), _number(number)), lines.get(form["choice"], ""))


def _words(voter: Voter, form: Form, _: Lines) -> OwnWords:
    return OwnWords(voter, _number(form["round"]), form["words"])


def _mark(voter: Voter, form: Form, _: Lines) -> Mark:
    return Mark(voter, _number(form["round"]), _number(form["mark"]))


def _grade(voter: Voter, form: Form, _: Lines) -> Grade:
    return Grade(voter, _number(form["level"]))


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)


_READ: Mapping[str, Callable[[Voter, Form, Lines], LearnerEvent]] = {
    "join": _join,
    "vote": _vote,
    "words": _words,
    "mark": _mark,
    "grade": _grade,
}
#: The actions that forms can be sent to.
ACTIONS = tuple(_READ)


def language_of(accepted: str, known: Mapping[str, object], default: str) -> str:
    """The known language that a browser prefers by its ``Accept-Language``."""
    best, liked = default, 0.0
    for part in accepted.split(",")[:20]:
        tag, _, quality = part.partition(";")
        try:
            weight = float(quality.split("=")[1]) if "=" in quality else 1.0
        except ValueError:
            continue
        language = tag.strip().lower().split("-")[0]
        if language in known and weight > liked:
            best, liked = language, weight
    return best
