"""The reference entries as paragraphs of plain text, for a terminal of any width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from roleplay.locales import Catalogue
from roleplay.presenting.facts.play import list_of, signed
from roleplay.presenting.paragraphs import BLANK_LINE, Paragraph
from roleplay.presenting.reference import (
    Changes,
    CriterionEntry,
    LineExample,
    MoveEntry,
    MovePoints,
    PersonaEntry,
    PersonaReaction,
    ReferenceEntry,
    RubricEntry,
    Titled,
)
from roleplay.scene.model import MoveKind
from roleplay.text.cells import cell_len

_INDENT = 2


def titled(thing: Titled, words: Catalogue) -> str:
    """An id with its name."""
    return words("reference.titled", id=thing.id, name=thing.name)


def all_titled(things: Iterable[Titled], words: Catalogue) -> str:
    """Several ids with their names, in one sentence."""
    return list_of(words, (titled(thing, words) for thing in things))


def changes_text(changes: Changes, words: Catalogue) -> str:
    """``anger -4, trust +6``."""
    return list_of(words, (f"{meter} {signed(change)}" for meter, change in changes.items()))


def entry_text(entry: ReferenceEntry, example: LineExample | None, words: Catalogue) -> Iterator[Paragraph]:
    """The whole of one entry, with an example from the library if there is one."""
    match entry:
        case MoveEntry():
            yield from _move(entry, words)
        case CriterionEntry():
            yield from _head(entry.criterion, words("reference.criterion", rubric=entry.rubric.name), entry.about)
            yield from _criterion(entry, words)
        case RubricEntry():
            yield from _rubric(entry, words)
        case PersonaEntry():
            yield from _persona(entry, words)
    if example is not None:
        yield from _example(example, words)


def _head(thing: Titled, kind: str, about: str) -> Iterator[Paragraph]:
    yield Paragraph(f"{thing.id}  {thing.name}  [{kind}]", hang=_INDENT)
    yield BLANK_LINE
    yield Paragraph(about)


def _move(entry: MoveEntry, words: Catalogue) -> Iterator[Paragraph]:
    yield from _head(entry.move, words(f"reference.{entry.kind}"), entry.about)
    if entry.in_short:
        yield BLANK_LINE
        key = "act" if entry.kind is MoveKind.GOOD else "moment"
        yield Paragraph(words(f"reference.{key}", text=entry.in_short))
    for key, others in (("instead", entry.instead), ("cures", entry.replaces)):
        yield from _section(words(f"reference.{key}"), [all_titled(others, words)] if others else [], hang=0)
    yield from _section(
        words("reference.points"), [_worth(points, words) for points in entry.points] or [words("reference.no_points")]
    )
    if entry.fails:
        yield BLANK_LINE
        yield Paragraph(words("reference.fails", rubrics=all_titled(entry.fails, words)))
    reactions = [
        words(
            "reference.reaction",
            changes=changes_text(reaction.changes, words),
            personas=list_of(words, (persona.id for persona in reaction.personas)),
        )
        for reaction in entry.reactions
    ]
    yield from _section(words("reference.reactions"), reactions or [words("reference.no_reactions")])
    if entry.phrases:
        phrases = list_of(words, (words("reference.line", line=phrase) for phrase in entry.phrases))
        yield from _section(words("reference.phrases"), [phrases], hang=0)


def _worth(points: MovePoints, words: Catalogue) -> str:
    name = list_of(words, (points.rubric, points.criterion.name))
    return f"{signed(points.points):>2}  {words('reference.titled', id=points.criterion.id, name=name)}"


def _criterion(entry: CriterionEntry, words: Catalogue) -> Iterator[Paragraph]:
    yield BLANK_LINE
    yield Paragraph(words("reference.weight", weight=f"{entry.weight:g}"))
    points = [f"{signed(move.points):>2}  {titled(move.move, words)}" for move in entry.points]
    yield from _section(words("reference.points"), points)
    levels = [words("reference.level", level=level, text=text) for level, text in enumerate(entry.levels)]
    yield from _section(words("reference.levels"), levels, hang=3)
    yield from _scenes("criterion", entry.scenes, words)


def _rubric(entry: RubricEntry, words: Catalogue) -> Iterator[Paragraph]:
    yield from _head(entry.rubric, words("reference.rubric"), entry.about)
    facts = [words("reference.source", text=entry.source)]
    if entry.order:
        facts.append(words("reference.order", steps=words("reference.then").join(entry.order)))
    facts.append(words("reference.minimum", count=entry.minimum))
    if entry.fails:
        facts.append(words("reference.red_lines", moves=all_titled(entry.fails, words)))
    yield BLANK_LINE
    for fact in facts:
        yield Paragraph(fact, hang=_INDENT)
    yield BLANK_LINE
    yield Paragraph(words("reference.criteria"))
    for criterion in entry.criteria:
        yield BLANK_LINE
        yield Paragraph(f"{criterion.criterion.id}  {criterion.criterion.name}", indent=_INDENT)
        yield Paragraph(criterion.about, indent=2 * _INDENT)
        for points, moves in groupby(criterion.points, key=lambda worth: worth.points):
            worth = list_of(words, (worth.move.id for worth in moves))
            yield Paragraph(f"{signed(points):>2}  {worth}", indent=2 * _INDENT, hang=2 * _INDENT)
    yield from _scenes("rubric", entry.scenes, words)
    yield BLANK_LINE
    yield Paragraph(words("reference.how", id=entry.criteria[0].criterion.id))


def _persona(entry: PersonaEntry, words: Catalogue) -> Iterator[Paragraph]:
    yield from _head(entry.persona, words("reference.persona"), entry.about)
    yield BLANK_LINE
    if entry.extends is not None:
        yield Paragraph(words("reference.extends", persona=titled(entry.extends, words)))
    yield Paragraph(words("reference.meters", meters=list_of(words, entry.meters)))
    for key, kind in (("helped", MoveKind.GOOD), ("harmed", MoveKind.POOR)):
        reactions = [reaction for reaction in entry.reactions if reaction.kind is kind]
        own = [_reaction(r, titled(r.move, words), words) for r in reactions if not r.inherited_from]
        yield from _section(words(f"reference.{key}"), own)
        for source in dict.fromkeys(r.inherited_from for r in reactions if r.inherited_from):
            inherited = [_reaction(r, r.move.id, words) for r in reactions if r.inherited_from == source]
            yield from _section(words(f"reference.{key}_too", persona=source), inherited)
    yield BLANK_LINE
    yield Paragraph(words("reference.unmoved"))
    yield from _scenes("persona", entry.scenes, words)


def _reaction(reaction: PersonaReaction, move: str, words: Catalogue) -> str:
    return words("reference.move_changes", move=move, changes=changes_text(reaction.changes, words))


def _example(example: LineExample, words: Catalogue) -> Iterator[Paragraph]:
    lines = [words("reference.line", line=example.line)]
    if example.others is not None:
        others = all_titled(example.others, words)
        lines.append(words("reference.line_others", moves=others) if others else words("reference.line_alone"))
    where = words(
        "reference.speaks" if example.others is None else "reference.example",
        scene=titled(example.scene, words),
        node=example.node,
    )
    yield from _section(where, lines, hang=0)


def _scenes(key: str, scenes: Sequence[Titled], words: Catalogue) -> Iterator[Paragraph]:
    if scenes:
        yield BLANK_LINE
        yield Paragraph(words(f"reference.scenes_{key}", scenes=all_titled(scenes, words)), hang=_INDENT)


def _section(title: str, lines: Sequence[str], hang: int = 2 * _INDENT) -> Iterator[Paragraph]:
    if lines:
        yield BLANK_LINE
        yield Paragraph(title)
        for line in lines:
            yield Paragraph(line, indent=_INDENT, hang=hang)


# -- lists --------------------------------------------------------------------------------


def list_text(title: str, things: Sequence[Titled]) -> Iterator[Paragraph]:
    """A list of ids and names, with the names aligned."""
    column = max((cell_len(thing.id) for thing in things), default=0) + 2
    yield Paragraph(title)
    for thing in things:
        label = thing.id + " " * (column - cell_len(thing.id))
        yield Paragraph(label + thing.name, indent=_INDENT, hang=column)
