"""What a session shows, in words: one source for the screens and the plain mode, so that both show the same facts.

Pure: no screen, no file, no clock. Everything is derived from an attempt, the catalogue of a language and a set of
drawing characters. Texts of scenes are returned as plain text; the caller wraps them.

This package exports only what the first screen of a conversation needs. `coach` and `own_words` are for after a line
was said, `debrief` for after the conversation.
"""

from roleplay.presenting.facts.play import (
    BriefFacts,
    ChoiceFact,
    MeterFact,
    TitleFact,
    TranscriptLine,
    brief,
    change_arrow,
    choices,
    guess_steps,
    list_of,
    meter_facts,
    mode_name,
    newest_line,
    signed,
    step_word,
    title,
    transcript_line,
    transcript_lines,
)

__all__ = [
    "BriefFacts",
    "ChoiceFact",
    "MeterFact",
    "TitleFact",
    "TranscriptLine",
    "brief",
    "change_arrow",
    "choices",
    "guess_steps",
    "list_of",
    "meter_facts",
    "mode_name",
    "newest_line",
    "signed",
    "step_word",
    "title",
    "transcript_line",
    "transcript_lines",
]
