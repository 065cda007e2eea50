"""The conversation as said on stage: with the picked answers, the tones, and lines improvised by the other side."""

from __future__ import annotations

from collections.abc import Iterator

from roleplay.drill.room import Room
from roleplay.drill.stage import RoadStep, Tone
from roleplay.locales import Catalogue
from roleplay.presenting.facts import TranscriptLine, transcript_line
from roleplay.presenting.facts.play import speaker_name
from roleplay.session import Attempt, Utterance, UtteranceKind
from roleplay.session.transcript import utterances

#: The text of somebody who stays silent.
_SILENCE = "…"


def staged_turn(room: Room, attempt: Attempt, turn: int, words: Catalogue) -> tuple[TranscriptLine, ...]:
    """All of a turn. Tones and improvised lines are only recorded: the story goes on from the written text."""
    lines = [transcript_line(utterance, attempt, words) for utterance in _as_picked(room, attempt, turn)]
    step = room.stage.road[turn - 1] if 0 < turn <= len(room.stage.road) else None
    if step is None or (step.tone is Tone.PLAIN and not step.own):
        return tuple(lines)
    after = next(index for index, line in enumerate(lines) if line.kind is UtteranceKind.YOU) + 1
    name = speaker_name(attempt.bundle.scenario, _answering(attempt, step, turn), words.language)
    if step.tone is not Tone.PLAIN:
        spoken = (index for index, line in enumerate(lines) if index >= after and line.kind is UtteranceKind.THEY)
        index = next(spoken, None)
        if index is None:  # the story ends there: the tone belongs to a silence
            lines.insert(after, TranscriptLine(UtteranceKind.THEY, name, _SILENCE, turn))
            index = after
        tone = words(f"drill.tone.{step.tone}")
        lines[index] = lines[index]._replace(text=words("drill.tone.said", tone=tone, text=lines[index].text))
    if step.own:
        text = words("drill.tone.said", tone=words("drill.tone.own"), text=step.own)
        lines.insert(after, TranscriptLine(UtteranceKind.THEY, name, text, turn))
    return tuple(lines)


def _answering(attempt: Attempt, step: RoadStep, turn: int) -> str:
    """Who answers a line: the person it was said to, else the speaker before it."""
    before = attempt.states[turn - 1]
    assert before.passage.node is not None
    return before.choice(step.choice).to or before.passage.node.speaker


def _as_picked(room: Room, attempt: Attempt, turn: int) -> Iterator[Utterance]:
    """The utterances of a turn, with the answers picked on stage instead of the first that fits."""
    step = room.stage.road[turn - 1] if 0 < turn <= len(room.stage.road) else None
    whole_turn = utterances(attempt, turn)
    spoken = [index for index, utterance in enumerate(whole_turn) if utterance.kind is UtteranceKind.THEY]
    answered = len(spoken) > (0 if attempt.states[turn].over else 1)
    for index, utterance in enumerate(whole_turn):
        if step is not None and index in spoken:
            what = "reply" if answered and index == spoken[0] else "says"
            texts = room.answers(room.stage.road[:turn], what)
            yield utterance._replace(text=texts[getattr(step, what)])
        else:
            yield utterance
