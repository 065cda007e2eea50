"""What a session shows, in words: one source for the screens and the plain mode, so that both show the same facts.

Pure: no screen, no file, no clock. Everything is made from an attempt, the words of a language, and a set of drawing
characters. Texts of scenes come out plain; whoever shows them wraps them and treats them as plain text.

The facts of a debrief stand in `roleplay.presenting.facts.debrief`, which is only needed when a conversation is over.
"""

from roleplay.presenting.facts.coach import (
    Coach,
    Hint,
    MoveFact,
    PointFact,
    coach,
    hint,
    look_back,
    why_no_hint,
    why_no_take_back,
)
from roleplay.presenting.facts.own_words import OwnWords, Suggestion, own_words, suggestion
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
    "Coach",
    "Gauge",
    "Hint",
    "MoveFact",
    "OwnWords",
    "PointFact",
    "Said",
    "Suggestion",
    "TitleFact",
    "brief",
    "change",
    "choices",
    "coach",
    "gauges",
    "guess_steps",
    "hint",
    "list_of",
    "look_back",
    "mode_name",
    "newest_line",
    "own_words",
    "said",
    "signed",
    "step_word",
    "suggestion",
    "title",
    "transcript_lines",
    "why_no_hint",
    "why_no_take_back",
]
