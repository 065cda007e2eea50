"""The title row of a screen: the scene, and the state of the attempt."""

from __future__ import annotations

from roleplay.locales import Catalogue
from roleplay.presenting.facts import title
from roleplay.presenting.rows.row import Row, fit_row
from roleplay.scene.model import Rubric
from roleplay.session import Attempt
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe

#: Minimum cells between the left part and the names of the rubrics on the right.
_MIN_GAP = 3


def conversation_title(
    attempt: Attempt, words: Catalogue, glyphs: Glyphs, width: int, *, saved: bool, branch: bool = False
) -> Row:
    """Scene, mode and turn (and "what if" for a ``branch``); on the right as many rubrics as fit."""
    fact = title(attempt, words)
    what_if = [(words("branch.name_of_screen"), "mark")] if branch else []
    heads = [(fact.scene, "strong"), *what_if, (fact.mode, ""), (fact.turn, "")]
    row = _title_row(heads, words, glyphs, width, saved=saved)
    room = width - cell_len(row.text) - _MIN_GAP
    names = list(map(safe, fact.rubrics))
    while names and cell_len("  ".join(names)) > room:
        names.pop()
    if not names:
        return row
    right = "  ".join(names)
    return Row((*row.spans, (" " * (room + _MIN_GAP - cell_len(right)), ""), (right, "muted")))


def debrief_title(
    attempt: Attempt, words: Catalogue, glyphs: Glyphs, width: int, *, saved: bool, lens: Rubric | None
) -> Row:
    """The title of the debrief: scene, mode, the rubric through which it is seen, and whether the attempt is saved."""
    fact = title(attempt, words)
    spans = [(fact.scene, "strong"), (words("debrief.title"), ""), (fact.mode, "")]
    if lens is not None:
        spans.append((words("lens.title", rubric=lens.name.get(words.language)), "mark"))
    return _title_row(spans, words, glyphs, width, saved=saved)


def transcript_title(attempt: Attempt, words: Catalogue, glyphs: Glyphs, width: int) -> Row:
    """The title of the transcript, with the name of the scene."""
    return _title_row([(title(attempt, words).scene, "strong"), (words("transcript.title"), "")], words, glyphs, width)


def replay_title(attempt: Attempt, words: Catalogue, glyphs: Glyphs, width: int) -> Row:
    """The title of a replayed conversation."""
    return _title_row([(title(attempt, words).scene, "strong"), (words("replay.title"), "")], words, glyphs, width)


def example_title(ideal: Attempt, turn: str, words: Catalogue, glyphs: Glyphs, width: int) -> Row:
    """The title of a worked example, with the turn shown; ``turn`` is empty on the cover."""
    spans = [(title(ideal, words).scene, "strong"), (words("example.title"), "")]
    return _title_row([*spans, (turn, "")] if turn else spans, words, glyphs, width)


def branch_title(attempt: Attempt, words: Catalogue, glyphs: Glyphs, width: int) -> Row:
    """The title of the comparison of a "what if" with its attempt."""
    spans = [(title(attempt, words).scene, "strong"), (words("branch.name_of_screen"), "")]
    return _title_row(spans, words, glyphs, width)


def papers_title(scene: str, words: Catalogue, glyphs: Glyphs, width: int, *, brief: bool = False) -> Row:
    """The title of the learner's papers, or of the whole ``brief``, with the name of the scene."""
    spans = [(scene, "strong"), (words("briefing.title" if brief else "papers.title"), "")]
    return _title_row(spans, words, glyphs, width)


def focus_title(attempt: Attempt, which: str, words: Catalogue, glyphs: Glyphs, width: int) -> Row:
    """The title of a try in a focus drill: the scene, and ``which`` try it is."""
    spans = [(title(attempt, words).scene, "strong"), (words("focus.name"), ""), (which, "")]
    return _title_row(spans, words, glyphs, width)


def drill_title(card: str, words: Catalogue, glyphs: Glyphs, width: int) -> Row:
    """The title of the pages of a focus drill, with the name of its card."""
    return _title_row([(words("focus.name"), "strong"), (card, "")], words, glyphs, width)


def _title_row(
    spans: list[tuple[str, str]], words: Catalogue, glyphs: Glyphs, width: int, *, saved: bool = True
) -> Row:
    """The spans with separators between them, plus a warning unless ``saved``, fitted to ``width`` cells."""
    if not saved:
        spans = [*spans, (f"{glyphs.no} {words('play.unsaved')}", "bad")]
    separator = (f" {glyphs.separator} ", "muted")
    plain = [(safe(text, newlines=False), role) for text, role in spans]
    parts = [part for span in plain for part in (separator, span)][1:]
    return fit_row(Row(tuple(parts)), width, glyphs.ellipsis)
