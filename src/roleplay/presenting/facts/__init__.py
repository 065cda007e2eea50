"""What a session shows, in words: one source for the screens and the plain mode, so that both show the same facts.

Pure: no screen, no file, no clock. Everything is made from an attempt, the words of a language, and a set of drawing
characters. Texts of scenes come out plain; whoever shows them wraps them and treats them as plain text.

Only what is there from the first picture on stands here. What is needed once a line was said has modules of its own:
`coach`, `own_words`, and `debrief` for when a conversation is over.
"""

from roleplay.presenting.facts.play import (
    BriefFacts,
    ChoiceFact,
    Gauge,
    Said,
    TitleFact,
    brief,
    change,
    choices,
    gauges,
    guess_steps,
    list_of,
    mode_name,
    newest_line,
    said,
    signed,
    step_word,
    title,
    transcript_lines,
)

__all__ = [
    "BriefFacts",
    "ChoiceFact",
    "Gauge",
    "Said",
    "TitleFact",
    "brief",
    "change",
    "choices",
    "gauges",
    "guess_steps",
    "list_of",
    "mode_name",
    "newest_line",
    "said",
    "signed",
    "step_word",
    "title",
    "transcript_lines",
]
