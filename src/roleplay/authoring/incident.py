"""Turn the learner's own incident, a conversation they remember, into a small scene that plays at once.

The frame is a template as in `new_scene`, with conditions of its own: a line ending in ``#? word`` is kept, with
everything indented below it, if ``word`` is true of the incident; one ending in ``#? !word`` if it is not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from roleplay.authoring.answers import Problem, one_line, problem_of
from roleplay.authoring.new_scene import meter_lines, moved_meters, quoted, without_placeholders
from roleplay.authoring.template import Template
from roleplay.scene.model import Move, MoveKind, Persona
from roleplay.scene.reactions import reactions_of
from roleplay.session.own_words import PhraseMatch, find_moves

#: The questions, in the order asked, and the maximum length of each answer in characters.
QUESTIONS: Mapping[str, int] = {
    "name": 40,
    "happened": 1000,
    "said": 400,
    "felt": 60,
    "answered": 400,
    "then": 400,
    "better": 400,
}
#: The required ones. All others may be left unanswered.
NEEDED = ("happened", "said", "answered")
#: The feelings offered, and the meter each moves; any other feeling counts as lost trust.
FEELINGS: Mapping[str, str] = {"angry": "anger", "let_down": "trust", "worried": "worry"}

#: The default moves if the vocabulary recognises no phrase: for the regretted line the mildest poor move, for the
#: preferred line just what it was meant to achieve.
_REGRETTED_MOVE, _PREFERRED_MOVE = "hear_words_only", "pick_up_need"
#: Maximum moves of one line: more phrases than these make a speech.
_MAX_MOVES = 3
_CONDITION = re.compile(r"^( *)(.*) #\? (!?)(\w+)$")


class Incident(NamedTuple):
    """What the learner remembers of a conversation. What they do not know is empty."""

    #: who the other person was
    name: str
    #: what happened before the conversation
    happened: str
    #: what the other person said
    said: str
    #: what they felt: a key of `FEELINGS`, or the learner's own words
    felt: str
    #: what the learner said
    answered: str
    #: what the other person said to that
    then: str
    #: what would have been better
    better: str


class IncidentKey(NamedTuple):
    """The moves of the learner's two lines, as far as the vocabulary's phrases show."""

    answered: tuple[PhraseMatch, ...]
    better: tuple[PhraseMatch, ...]

    @property
    def poor_move_in_better(self) -> PhraseMatch | None:
        """The poor move in the preferred line, if any; another line then takes the place of the best one."""
        return next((flag for flag in self.better if flag.move.kind is MoveKind.POOR), None)


class IncidentFrame(NamedTuple):
    """Name, language and cast of the scene, in addition to what is remembered."""

    id: str
    language: str
    title: str
    family: str
    #: the other person, if not named
    somebody: str
    #: the feeling, put into words
    felt: str
    persona: Persona
    meter_names: Mapping[str, Mapping[str, str]]


def problem_of_answer(question: str, text: str) -> Problem | None:
    """Why ``text`` cannot answer ``question``; ``None`` if it can. Optional answers may be empty."""
    line = one_line(text)
    if not line and question not in NEEDED:
        return None
    most = QUESTIONS[question]
    return problem_of(line) or (Problem("new_long", {"most": most}) if len(line) > most else None)


def incident_key(incident: Incident, moves: Mapping[str, Move], language: str) -> IncidentKey:
    """The moves recognised in the lines of ``incident``."""

    def flags(line: str) -> tuple[PhraseMatch, ...]:
        return tuple(find_moves(line, moves.values(), language)[:_MAX_MOVES])

    return IncidentKey(flags(incident.answered), flags(incident.better))


def incident_scene(
    template: Template,
    incident: Incident,
    key: IncidentKey,
    frame: IncidentFrame,
    library: tuple[Mapping[str, Move], Mapping[str, Persona]],
) -> str:
    """The text of the file. ``library``: its moves and personas. Raises `KeyError` if one of them is missing."""
    moves, personas = library
    language, doubted = frame.language, key.poor_move_in_better
    own = _main_flag(key.answered)
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
        "felt": _escaped(frame.felt),
        "ownmoves": ", ".join(_ids(key.answered) or (_REGRETTED_MOVE,)),
        "bettermoves": ", ".join(_better_moves(key)),
        "best": "open-better" if facts["better"] else "open-model",
        **_flag_values("own", own, moves, language),
        **_flag_values("better", doubted, moves, language),
    }
    texts = template.comments(language).texts((language,))
    return texts._replace(body=_apply_conditions(texts.body, facts)).filled(values)


def _main_flag(flags: tuple[PhraseMatch, ...]) -> PhraseMatch | None:
    """The flag discussed in the explanation of a line: its first poor one, else its first."""
    poor = (flag for flag in flags if flag.move.kind is MoveKind.POOR)
    return next(poor, flags[0] if flags else None)


def _ids(flags: tuple[PhraseMatch, ...]) -> tuple[str, ...]:
    return tuple(flag.move.id for flag in flags)


def _better_moves(key: IncidentKey) -> tuple[str, ...]:
    """The moves of the better line, including those that were good in the line actually said."""
    if key.poor_move_in_better is not None:
        return _ids(key.better)
    kept = tuple(flag.move.id for flag in key.answered if flag.move.kind is MoveKind.GOOD)
    return tuple(dict.fromkeys((*_ids(key.better), *kept, _PREFERRED_MOVE)))


def _meters(moved: Sequence[str], first: str) -> list[str]:
    """The feeling's meter and trust, as far as this persona has them; else the meters moved most."""
    return [meter for meter in dict.fromkeys((first, "trust")) if meter in moved] or [*moved[:2]] or ["trust"]


def _flag_values(line: str, flag: PhraseMatch | None, moves: Mapping[str, Move], language: str) -> dict[str, str]:
    """The template values that explain a flag: the phrase, the move, and what could be done instead."""
    if flag is None:
        return {f"{line}{part}": "" for part in ("phrase", "move", "act")}
    acts = (moves[name].act for name in flag.move.instead if name in moves)
    act = next((act.get(language) for act in acts if act is not None), flag.move.name.get(language))
    return {
        f"{line}phrase": _escaped(flag.phrase),
        f"{line}move": _escaped(flag.move.name.get(language)),
        f"{line}act": _escaped(act),
    }


def _text(text: str) -> str:
    """The learner's own words as a quoted YAML value, with placeholders and markup neutralised."""
    return quoted(without_placeholders(one_line(text)))


def _escaped(text: str) -> str:
    """The learner's own words for use inside a double-quoted text."""
    return _text(text)[1:-1]


def _apply_conditions(body: str, facts: Mapping[str, bool]) -> str:
    """The template with the lines whose condition holds; a dropped line takes what is indented below it with it."""
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
