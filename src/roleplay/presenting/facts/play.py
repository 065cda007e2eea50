"""The current facts of a conversation: title, transcript, meters, choices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from roleplay.engine import State
from roleplay.locales import LANGUAGES, Catalogue, catalogue_part
from roleplay.scene.model import Meter, Scenario
from roleplay.scene.text import VALUE, Text
from roleplay.session import Attempt, MeterReading, Mode, Utterance, UtteranceKind, thermometer_step, transcript
from roleplay.text.glyphs import Glyphs

#: Steps of the thermometer.
STEPS = range(5)


def list_of(words: Catalogue, parts: Iterable[str]) -> str:
    """The parts joined by the list separator of the language."""
    return words("play.list_separator").join(parts)


def signed(points: int) -> str:
    """Points with their sign; 0 has none."""
    return f"{points:+d}" if points else "0"


# -- title -------------------------------------------------------------------


class TitleFact(NamedTuple):
    """The title line of a conversation."""

    scene: str
    mode: str
    turn: str
    rubrics: tuple[str, ...]


def mode_name(mode: Mode, words: Catalogue) -> str:
    """The name of a mode."""
    return words(f"mode.{mode.value}")


def title(attempt: Attempt, words: Catalogue) -> TitleFact:
    """Scene, mode, the turn about to be taken (at an ending the last one taken), rubrics."""
    scenario = attempt.bundle.scenario
    number = attempt.turn if attempt.over else attempt.turn + 1
    return TitleFact(
        scenario.title.get(words.language),
        mode_name(attempt.setup.mode, words),
        words("play.turn", number=number),
        tuple(attempt.bundle.rubrics[name].name.get(words.language) for name in scenario.rubrics),
    )


class BriefFacts(NamedTuple):
    """What the learner may look up during the conversation: (heading, text) pairs, and the criteria by rubric."""

    parts: tuple[tuple[str, str], ...]
    rubrics: tuple[tuple[str, tuple[str, ...]], ...]


def brief(attempt: Attempt, words: Catalogue) -> BriefFacts:
    """Goal, authority and the criteria, those of the lens included."""
    scenario, language = attempt.bundle.scenario, words.language
    names = scenario.names()
    lens_id = attempt.setup.rubric
    lens = (lens_id,) if lens_id in attempt.bundle.rubrics else ()
    parts = tuple(
        (words(f"play.brief.{key}"), text.fill(language, names))
        for key, text in (("goal", scenario.brief.goal), ("authority", scenario.brief.authority))
    )
    rubrics = tuple(
        (rubric.name.get(language), tuple(criterion.name.get(language) for criterion in rubric.criteria))
        for rubric in (attempt.bundle.rubrics[name] for name in dict.fromkeys((*scenario.rubrics, *lens)))
    )
    return BriefFacts(parts, rubrics)


# -- a text of the story -----------------------------------------------------


def story_text(text: Text, state: State, words: Catalogue) -> str:
    """A text of the story as it reads in ``state``, with the names of the cast and the meter readings filled in."""
    scenario = state.story.scenario
    names = scenario.names()
    if asked := {name for _, name in text.placeholders()} - scenario.cast.keys():
        names = {**names, **{name: _reading(name, state, words) for name in asked if name in names}}
    return text.fill(words.language, names)


def _reading(name: str, state: State, words: Catalogue) -> Text:
    """The reading of a meter: the number for ``anger.value``, the step's name in every language for ``anger``."""
    meter = name.removesuffix(VALUE)
    value = state.meter(meter)
    if name != meter:
        return Text.of(str(value))
    spoken = words.interface  # comes first, so that it is the fallback for a text in any other language
    catalogues = {spoken: words} | {code: catalogue_part("play", code) for code in LANGUAGES if code != spoken}
    return Text.of({code: step_word(meter, thermometer_step(value), known) for code, known in catalogues.items()})


# -- transcript --------------------------------------------------------------


class TranscriptLine(NamedTuple):
    """A line of the transcript in words. ``name`` is the speaker, or the title of the ending; may be empty."""

    kind: UtteranceKind
    name: str
    text: str
    turn: int


def transcript_line(utterance: Utterance, attempt: Attempt, words: Catalogue) -> TranscriptLine:
    """An utterance of an attempt in words."""
    return line_in_state(utterance, attempt.states[utterance.turn], words)


def line_in_state(utterance: Utterance, state: State, words: Catalogue) -> TranscriptLine:
    """An utterance in words, with the story in ``state``. A stage direction is always in parentheses."""
    language, scenario = words.language, state.story.scenario
    text = story_text(utterance.text, state, words)
    match utterance.kind:
        case UtteranceKind.YOU:
            name = words("play.you")
        case UtteranceKind.ENDING:
            ending = state.passage.ending
            name = ending.title.fill(language, scenario.names()) if ending else ""
        case UtteranceKind.SCENE:
            name = ""
            if not text.startswith(("(", "（")):
                text = words("play.stage", text=text)
        case UtteranceKind.THEY:
            name = speaker_name(scenario, utterance.speaker, language)
    return TranscriptLine(utterance.kind, name, text, utterance.turn)


def transcript_lines(attempt: Attempt, words: Catalogue) -> list[TranscriptLine]:
    """The transcript so far, in words."""
    return [transcript_line(utterance, attempt, words) for utterance in transcript(attempt)]


def newest_line(attempt: Attempt) -> int:
    """The index, in the transcript, of the learner's last line; 0 before the first."""
    utterances = transcript(attempt)
    return max((n for n, utterance in enumerate(utterances) if utterance.kind is UtteranceKind.YOU), default=0)


def speaker_name(scenario: Scenario, speaker: str | None, language: str) -> str:
    """The name of a member of the cast; empty if there is no such member."""
    member = scenario.cast.get(speaker or "")
    return member.name.get(language) if member else ""


# -- meters ------------------------------------------------------------------


class MeterFact(NamedTuple):
    """A meter reading: 40 of 100, "uneasy", fell by 18. ``better`` is ``None`` if nothing changed."""

    meter: str
    name: str
    value: int
    step: int
    word: str
    change: str
    better: bool | None
    #: the change in words with its arrow, "(down 18 ▾)"; empty if nothing changed
    change_word: str

    def __str__(self) -> str:
        """Name, value, step and change on one line; no part of it is given by a sign alone."""
        return " ".join(
            catalogue_part
            for catalogue_part in (self.name, str(self.value), self.word, self.change_word)
            if catalogue_part
        )


def step_word(meter: Meter | str, step: int, words: Catalogue) -> str:
    """The name of a step, 0 to 4; a meter may have step names of its own (``meter.anger.step0``)."""
    name = meter if isinstance(meter, str) else meter.id
    return words.get(f"meter.{name}.step{step}", f"meter.any.step{step}")


def change_arrow(by: int, glyphs: Glyphs) -> str:
    """An arrow and the size of a change; empty if there was none."""
    if by == 0:
        return ""
    return f"{glyphs.up if by > 0 else glyphs.down}{abs(by)}"


def change_word(by: int, words: Catalogue, glyphs: Glyphs) -> str:
    """The word for a change, its size and its arrow; empty if there was none."""
    if by == 0:
        return ""
    sign = glyphs.up if by > 0 else glyphs.down
    return words("play.rose" if by > 0 else "play.fell", by=abs(by), sign=sign)


def meter_fact(reading: MeterReading, words: Catalogue, glyphs: Glyphs) -> MeterFact:
    """One reading in words."""
    return MeterFact(
        meter=reading.meter.id,
        name=reading.meter.name.get(words.language),
        value=reading.value,
        step=reading.step,
        word=step_word(reading.meter, reading.step, words),
        change=change_arrow(reading.change, glyphs),
        better=reading.better if reading.change else None,
        change_word=change_word(reading.change, words, glyphs),
    )


def meter_facts(attempt: Attempt, words: Catalogue, glyphs: Glyphs) -> tuple[MeterFact, ...]:
    """The current reading of every shown meter. The caller must check ``options.hide_meters``."""
    return tuple(meter_fact(reading, words, glyphs) for reading in attempt.readings())


def guess_steps(attempt: Attempt, words: Catalogue) -> tuple[str, ...]:
    """The five steps to guess from, the lowest first; empty if the scene shows no meter."""
    meter = attempt.guessed_meter
    return () if meter is None else tuple(step_word(meter, step, words) for step in STEPS)


# -- choices -----------------------------------------------------------------


class ChoiceFact(NamedTuple):
    """A line to choose. ``locked`` is the reason why it cannot be said now; ``None`` if it can."""

    id: str
    number: int
    text: str
    locked: str | None


def choices(attempt: Attempt, words: Catalogue) -> tuple[ChoiceFact, ...]:
    """The choices in screen order, numbered from 1."""
    return tuple(
        ChoiceFact(
            offer.id,
            number,
            story_text(offer.line.choice.say, attempt.state, words),
            None if offer.locked is None else story_text(offer.locked, attempt.state, words),
        )
        for number, offer in enumerate(attempt.offers(), 1)
    )
