"""A scene of one's own incident: what a learner remembers of a talk, as a small scene that plays at once.

The frame is a template as those of `new_scene` are, with conditions of its own: a line that ends in ``#? word`` stays,
with all that is indented below it, where ``word`` is so of the incident, ``#? !word`` where it is not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from roleplay.authoring.answers import Problem, one_line, problem_of
from roleplay.authoring.new_scene import meter_lines, moved_meters, quoted, spoken
from roleplay.authoring.template import Template
from roleplay.scene.model import Move, MoveKind, Persona
from roleplay.scene.reactions import reactions_of
from roleplay.session.own_words import PhraseMatch, find_flags

#: What is remembered, in the order in which it is asked, and characters of it at most.
QUESTIONS: Mapping[str, int] = {
    "name": 40,
    "happened": 1000,
    "said": 400,
    "felt": 60,
    "answered": 400,
    "then": 400,
    "better": 400,
}
#: Those without which there is no scene. Of the others nobody need know an answer.
NEEDED = ("happened", "said", "answered")
#: Feelings that are offered, and the meter that each moves; whatever else was felt is trust that was lost.
FEELINGS: Mapping[str, str] = {"angry": "anger", "let_down": "trust", "worried": "worry"}

#: What is taken for done where no phrase of the vocabulary tells: of a line that one regrets the mildest of poor moves,
#: of one that one would rather have said no more than why one would.
_UNKNOWN, _HOPED = "hear_words_only", "pick_up_need"
#: Moves of one line, at most: more phrases than these are a speech.
_MOST_MOVES = 3
_CONDITION = re.compile(r"^( *)(.*) #\? (!?)(\w+)$")


class Incident(NamedTuple):
    """What somebody remembers of a talk. What they do not know is empty."""

    #: who the other person was
    name: str
    #: what there was before the talk
    happened: str
    #: what the other person said
    said: str
    #: what they felt: a word of `FEELINGS`, or words of one's own
    felt: str
    #: what one said oneself
    answered: str
    #: what the other person said to that
    then: str
    #: what would have been better
    better: str


class IncidentKey(NamedTuple):
    """What the two lines of the learner do, as far as phrases of the vocabulary tell."""

    answered: tuple[PhraseMatch, ...]
    better: tuple[PhraseMatch, ...]

    @property
    def doubted(self) -> PhraseMatch | None:
        """The poor move in what would have been better; another line stands for the best one then."""
        return next((flag for flag in self.better if flag.move.kind is MoveKind.POOR), None)


class IncidentFrame(NamedTuple):
    """What the scene is called and written in, beside what is remembered."""

    id: str
    language: str
    title: str
    family: str
    #: the other person where nobody was named
    somebody: str
    #: the feeling in words
    felt: str
    persona: Persona
    meter_names: Mapping[str, Mapping[str, str]]


def problem_of_answer(question: str, text: str) -> Problem | None:
    """Why ``text`` cannot answer ``question``; ``None`` where it can, as nothing can where no answer is needed."""
    line = one_line(text)
    if not line and question not in NEEDED:
        return None
    most = QUESTIONS[question]
    return problem_of(line) or (Problem("new_long", {"most": most}) if len(line) > most else None)


def key_of(incident: Incident, moves: Mapping[str, Move], language: str) -> IncidentKey:
    """What the lines of ``incident`` do, of the moves of a library."""

    def flags(line: str) -> tuple[PhraseMatch, ...]:
        return tuple(find_flags(line, moves.values(), language)[:_MOST_MOVES])

    return IncidentKey(flags(incident.answered), flags(incident.better))


def incident_scene(
    template: Template,
    incident: Incident,
    key: IncidentKey,
    frame: IncidentFrame,
    library: tuple[Mapping[str, Move], Mapping[str, Persona]],
) -> str:
    """The text of the file. ``library`` are its moves and personas. Raises `KeyError` where it lacks one of them."""
    moves, personas = library
    language, doubted = frame.language, key.doubted
    own = _telling(key.answered)
    facts = {
        "then": bool(incident.then),
        "felt": bool(incident.felt),
        "better": bool(incident.better) and doubted is None,
        "doubt": doubted is not None,
        "model": not incident.better or doubted is not None,
        "poor": own is not None and own.move.kind is MoveKind.POOR,
        "good": own is not None and own.move.kind is MoveKind.GOOD,
        "plain": own is None,
    }
    reactions = reactions_of(frame.persona.id, personas)
    meters = _meters(moved_meters(reactions, template.moves), FEELINGS.get(incident.felt, "trust"))
    values = {
        "id": frame.id,
        "language": language,
        "title": _text(frame.title),
        "family": frame.family,
        "name": _text(incident.name or frame.somebody),
        "persona": frame.persona.id,
        "meters": "\n".join(meter_lines(meter, frame.meter_names, (language,)) for meter in meters),
        "happened": _text(incident.happened),
        "said": _text(incident.said),
        "answered": _text(incident.answered),
        "then": _text(incident.then),
        "better": _text(incident.better),
        "felt": _inside(frame.felt),
        "ownmoves": ", ".join(_ids(key.answered) or (_UNKNOWN,)),
        "bettermoves": ", ".join(_better_moves(key)),
        "best": "open-better" if facts["better"] else "open-model",
        **_told("own", own, moves, language),
        **_told("better", doubted, moves, language),
    }
    texts = template.comments(language).texts((language,))
    return texts._replace(body=_where_so(texts.body, facts)).filled(values)


def _telling(flags: tuple[PhraseMatch, ...]) -> PhraseMatch | None:
    """The flag that the reason of a line speaks of: its first poor one, else its first."""
    poor = (flag for flag in flags if flag.move.kind is MoveKind.POOR)
    return next(poor, flags[0] if flags else None)


def _ids(flags: tuple[PhraseMatch, ...]) -> tuple[str, ...]:
    return tuple(flag.move.id for flag in flags)


def _better_moves(key: IncidentKey) -> tuple[str, ...]:
    """The moves of the better line; what was good in the line that was said counts for it as well."""
    if key.doubted is not None:
        return _ids(key.better)
    kept = tuple(flag.move.id for flag in key.answered if flag.move.kind is MoveKind.GOOD)
    return tuple(dict.fromkeys((*_ids(key.better), *kept, _HOPED)))


def _meters(moved: Sequence[str], first: str) -> list[str]:
    """The meter of the feeling and trust, as far as this kind of person has them; else what moves them most."""
    return [meter for meter in dict.fromkeys((first, "trust")) if meter in moved] or [*moved[:2]] or ["trust"]


def _told(line: str, flag: PhraseMatch | None, moves: Mapping[str, Move], language: str) -> dict[str, str]:
    """What is said of a flag in the reason of a line: the phrase, the move, and what could stand in its place."""
    if flag is None:
        return {f"{line}{part}": "" for part in ("phrase", "move", "act")}
    cures = (moves[name].act for name in flag.move.instead if name in moves)
    act = next((act.get(language) for act in cures if act is not None), flag.move.name.get(language))
    return {
        f"{line}phrase": _inside(flag.phrase),
        f"{line}move": _inside(flag.move.name.get(language)),
        f"{line}act": _inside(act),
    }


def _text(text: str) -> str:
    """One's own words as a value of YAML, in quotes: nothing in them is a reference or a mark of the file."""
    return quoted(spoken(one_line(text)))


def _inside(text: str) -> str:
    """One's own words inside a text in double quotes."""
    return _text(text)[1:-1]


def _where_so(body: str, facts: Mapping[str, bool]) -> str:
    """The template with the lines whose condition holds; one that does not takes what is below it along."""
    kept: list[str] = []
    dropped: int | None = None
    for line in body.splitlines():
        indent = len(line) - len(line.lstrip())
        if dropped is not None and (indent > dropped and line.strip()):
            continue
        dropped = None
        match = _CONDITION.match(line)
        if match is None:
            kept.append(line)
        elif facts[match[4]] is not bool(match[3]):
            kept.append(match[1] + match[2])
        else:
            dropped = indent
    return "\n".join(kept) + "\n"
