"""The coaching as lines: what a line did, and what was found in the learner's own words.

Every sign is followed by its name.
"""

from __future__ import annotations

from collections.abc import Iterable

from roleplay.plain.console import Console
from roleplay.presenting.facts.coach import Coach, MoveFact
from roleplay.presenting.facts.own_words import PhraseFact, TypedLine

#: What the plain mode prints in place of the signs of the screen.
SIGNS = {"yes": "+", "no": "-", "same": "="}


def print_coach(fact: Coach, out: Console, *, praise_best: bool = True) -> None:
    """Print what the last line did, in guided play."""
    words = out.words
    colon = words("library.colon")
    out.line(words("coach.title") + colon.rstrip())
    print_moves(fact.moves, out)
    if not fact.moves:
        out.line("  " + words("coach.nothing"))
    points = [point.text for point in fact.points] or [words("coach.no_points")]
    out.line(f"  {words('coach.points')}{colon}{words('play.list_separator').join(points)}", indent="    ")
    out.lines(fact.crossed and f"  {fact.crossed}")
    if fact.why:
        out.line(f"  {words('coach.why')}{colon}{fact.why}", indent="    ")
    if fact.better is not None:
        out.line(f"  {words('coach.better')}{colon}{fact.better}", indent="    ")
        print_moves(fact.better_moves, out)
        out.lines(fact.gives_up and f"  {fact.gives_up}")
    elif fact.points and praise_best:
        out.line("  " + words("coach.best_line"))
    print_own_words(fact.own_words, out)


def print_own_words(own: TypedLine | None, out: Console) -> None:
    """Print the review of a typed line, which does not count towards the score."""
    if own is None:
        return
    out.line(f"  {own.text}", indent="    ")
    print_phrases(own.phrases, out, "    ")
    out.lines(own.note and f"    {own.note}")


def print_phrases(phrases: Iterable[PhraseFact], out: Console, margin: str = "") -> None:
    """Print what was found in a typed line."""
    for phrase in phrases:
        out.line(f"{margin}{phrase.sign} {phrase.text}", indent=f"{margin}  ")


def print_moves(moves: tuple[MoveFact, ...], out: Console) -> None:
    for move in moves:
        points = f" ({move.points})" if move.points else ""
        out.line(f"  {sign_prefix('yes' if move.good else 'no', out)}{move.name}{points}", indent="    ")


def sign_prefix(sign: str, out: Console, what: str = "sign") -> str:
    """A sign followed by its name, to be put before a text: no meaning depends on a sign alone."""
    return f"{SIGNS[sign]} {out.words(f'plain_debrief.{what}.{sign}')}{out.words('library.colon')}"
