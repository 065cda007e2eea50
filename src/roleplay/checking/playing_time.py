"""RP424: the minutes that a scene declares, compared with the time for reading and deciding on its ideal walk."""

from __future__ import annotations

from collections.abc import Iterator

from roleplay.checking.subject import Subject
from roleplay.engine import IllegalChoice, State, replay, start
from roleplay.engine.view import offers
from roleplay.reading.diagnostics import Diagnostic
from roleplay.scene.text import Text
from roleplay.session.transcript import utterances_at, utterances_of_step
from roleplay.text.reading_time import reading_minutes

#: Minutes per decision, in addition to reading.
DECISION_MINUTES = 0.25
#: A scene declares too little time if it declares less than this share of the computed time.
TOLERANCE = 0.75


def check_playing_time(subject: Subject) -> Iterator[Diagnostic]:
    """RP424. Declaring more than the computed time is fine: a class may take its time, or talk about the scene."""
    minutes = playing_minutes(subject)
    if minutes is not None and subject.scenario.minutes < TOLERANCE * minutes:
        declared, rounds = subject.scenario.minutes, len(subject.scenario.walks["ideal"].choices)
        yield subject.finding("RP424", ("minutes",), said=declared, minutes=round(minutes), rounds=rounds)


def playing_minutes(subject: Subject) -> float | None:
    """Minutes to read everything shown on the ideal walk and to decide, in the language in which that takes longest.

    ``None`` if there is no ideal walk, or it cannot be played.
    """
    walk = subject.scenario.walks.get("ideal")
    if walk is None:
        return None
    try:
        states = replay(start(subject.played_as(walk.personas).story, walk.seed, walk.deal), walk.choices)
    except IllegalChoice:
        return None
    texts = [*subject.scenario.brief.texts, *_shown(states, walk.choices)]
    names = subject.scenario.names()
    reading = max(sum(reading_minutes(text.fill(lang, names)) for text in texts) for lang in subject.scenario.languages)
    return reading + DECISION_MINUTES * len(walk.choices)


def _shown(states: tuple[State, ...], choices: tuple[str, ...]) -> Iterator[Text]:
    """Everything that is said, and the lines to choose from."""
    for turn, state in enumerate(states):
        if turn:
            utterances = utterances_of_step(states[turn - 1], choices[turn - 1], state, turn)
            yield from (utterance.text for utterance in utterances)
        yield from (utterance.text for utterance in utterances_at(state, turn))
        yield from (offer.line.choice.say for offer in offers(state, 0))
