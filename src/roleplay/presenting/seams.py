"""The seams of a scene in words: what a proof-reader needs to read a line, its reply and what follows in their place."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.engine import State
from roleplay.exploration.seams import Seam, Seams
from roleplay.locales import Catalogue
from roleplay.presenting.facts import Gauge, Said, list_of
from roleplay.presenting.facts.play import gauge, said_in
from roleplay.presenting.rows.row import BLANK, Row, block
from roleplay.scene.model import Variant
from roleplay.session import UtteranceKind, readings, utterances_at, utterances_of_step
from roleplay.text.cells import cell_len, fit
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe

#: Cells of a name before what is said, at most.
_NAME = 14


class SeamFact(NamedTuple):
    """A seam in one language."""

    #: its number among all seams of the scene, from 1
    number: int
    #: how many there are
    count: int
    #: node, line and what follows, by the ids of the file, and which of several texts these are
    place: str
    #: the ids of the lines on the way there, and what was dealt; empty where it begins with this line
    way: str
    #: the meters, the hidden ones too, once the line was said
    gauges: tuple[Gauge, ...]
    #: what is answered by the line
    heard: tuple[Said, ...]
    #: the line, its reply, and what follows
    talk: tuple[Said, ...]
    #: other words that the same line answers, which no other seam shows it do
    elsewhere: tuple[tuple[Said, ...], ...]


def seam_fact(seams: Seams, index: int, words: Catalogue, glyphs: Glyphs) -> SeamFact:
    """The seam of that index."""
    seam = seams.seams[index]
    before, after = seam.before, seam.after
    talk = [] if before is None or seam.key.choice is None else [*utterances_of_step(before, seam.key.choice, after, 1)]
    route = seam.route
    return SeamFact(
        number=index + 1,
        count=len(seams.seams),
        place=_place(seam, words, glyphs),
        way=str(route) if route.choices or route.deal else "",
        gauges=tuple(gauge(reading, words, glyphs) for reading in readings(before or after, after)),
        heard=() if before is None else _at(before, words),
        talk=(*(said_in(utterance, after, words) for utterance in talk), *_at(after, words)),
        elsewhere=tuple(_at(state, words) for state in seam.elsewhere),
    )


def _at(state: State, words: Catalogue) -> tuple[Said, ...]:
    return tuple(said_in(utterance, state, words) for utterance in utterances_at(state, 1))


def _place(seam: Seam, words: Catalogue, glyphs: Glyphs) -> str:
    """``open · greet (reply 2 of 3) → listen (words 1 of 2)``."""
    key, target = seam.key, seam.after.passage
    says = target.node.says if target.node is not None else ()
    follows = f"{glyphs.arrow} {key.target}{_which('says', key.says, says, words)}"
    if target.ending is not None:
        follows += f" ({words(f'outcome.{target.ending.outcome.value}')})"
    if seam.choice is None:
        return f"{words('read.begins')} {follows}"
    reply = _which("reply", key.reply, seam.choice.reply, words)
    return f"{key.node} {glyphs.separator} {key.choice}{reply} {follows}"


def _which(what: str, picked: int | None, variants: tuple[Variant, ...], words: Catalogue) -> str:
    if picked is None or len(variants) < 2:
        return ""
    return f" ({words(f'read.{what}_of', number=picked + 1, count=len(variants))})"


# -- rows --------------------------------------------------------------------


def seam_rows(fact: SeamFact, words: Catalogue, width: int) -> list[Row]:
    """A seam on one screen or in one stretch of text, without an empty row at its ends."""
    head = f"{words('read.number', number=fact.number, count=fact.count)} {fact.place}"
    rows = block(head, width, "heading")
    way = fact.way or (words("read.way_none") if fact.heard else "")
    for label, text in ((words("read.way"), way), (words("read.readings"), list_of(words, map(str, fact.gauges)))):
        if text:
            rows += block(f"{label}{words('library.colon')}{text}", width, "muted", indent=2)
    if fact.heard:
        rows += said_rows(fact.heard, width, "muted")
    rows += [*([BLANK] if fact.heard else []), *said_rows(fact.talk, width)]
    for others in fact.elsewhere:
        rows += [BLANK, *block(words("read.elsewhere"), width, "muted", indent=2), *said_rows(others, width, "muted")]
    return rows


def said_rows(talk: tuple[Said, ...], width: int, role: str = "") -> list[Row]:
    """What is said, with the names before it in a column of their own; one who reads lets nothing stand at the right."""
    margin = min(max((cell_len(said.name) for said in talk if said.kind is not UtteranceKind.ENDING), default=0), _NAME)
    rows: list[Row] = []
    for said in talk:
        you = said.kind is UtteranceKind.YOU
        if said.kind is UtteranceKind.ENDING:
            rows += block(said.name, width, "heading", indent=2)
            rows += block(said.text, width, role, indent=2)
            continue
        label = fit(safe(said.name, newlines=False), margin)
        look = role or ("stage" if said.kind is UtteranceKind.SCENE else "you" if you else "")
        rows += [
            Row((("  ", ""), *row.spans))
            for row in block(said.text, width - 2, look, label=label, label_role="accent", indent=margin + 2)
        ]
    return rows
