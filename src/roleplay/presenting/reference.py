"""What there is to know of a move, a rubric, a criterion or a persona: for `roleplay explain` and docs/reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

from roleplay.scene.model import Bundle, Choice, Criterion, Move, MoveKind, Node, Persona, Rubric, Shared
from roleplay.scene.practised import practised
from roleplay.scene.reactions import reactions_of
from roleplay.scene.text import Text, is_todo
from roleplay.text.languages import interface_of

#: Meter -> change, as a persona has it.
Changes: TypeAlias = Mapping[str, int]


class Titled(NamedTuple):
    """Something by its id, with what it is called."""

    id: str
    name: str


class MovePoints(NamedTuple):
    """What a move is worth on one criterion, -3 to 3."""

    move: Titled
    #: ``rubric.criterion``
    criterion: Titled
    rubric: str
    points: int


class MoveReaction(NamedTuple):
    """What a move changes in some personas that take it alike."""

    personas: tuple[Titled, ...]
    changes: Changes


class LineExample(NamedTuple):
    """A line of the library that makes a move, or that a person of some kind says."""

    scene: Titled
    node: str
    line: str
    #: the other moves that a learner's line makes; ``None``: it is no learner's
    others: tuple[Titled, ...] | None


class MoveEntry(NamedTuple):
    """All of a move, in one language."""

    move: Titled
    kind: MoveKind
    about: str
    #: of a good move what is done, of a poor one when it is noticed, in a few words; may be empty
    in_short: str
    #: of a poor move: what cures it, best first
    instead: tuple[Titled, ...]
    #: of a good move: what it cures
    cures: tuple[Titled, ...]
    points: tuple[MovePoints, ...]
    #: the rubrics by which it fails an attempt
    fails: tuple[Titled, ...]
    reactions: tuple[MoveReaction, ...]
    phrases: tuple[str, ...]


class CriterionEntry(NamedTuple):
    """All of a criterion, in one language."""

    criterion: Titled
    rubric: Titled
    about: str
    weight: float
    #: what earns most first
    points: tuple[MovePoints, ...]
    #: the anchors 0 to 3
    levels: tuple[str, ...]
    #: the scenes that practise it
    scenes: tuple[Titled, ...]


class RubricEntry(NamedTuple):
    """All of a rubric, in one language."""

    rubric: Titled
    about: str
    source: str
    #: the names of its criteria in the order that is intended; may be empty
    order: tuple[str, ...]
    #: decisions at stake below which a criterion is not assessed
    minimum: int
    fails: tuple[Titled, ...]
    criteria: tuple[CriterionEntry, ...]
    #: the scenes that are judged by it
    scenes: tuple[Titled, ...]


class PersonaReaction(NamedTuple):
    """What one move changes in a persona."""

    move: Titled
    kind: MoveKind
    changes: Changes
    #: the id of the persona it is taken over from; empty where it is their own
    taken_from: str


class PersonaEntry(NamedTuple):
    """All of a persona, in one language."""

    persona: Titled
    about: str
    extends: Titled | None
    #: the meters that their reactions move
    meters: tuple[str, ...]
    reactions: tuple[PersonaReaction, ...]
    #: the scenes in which somebody is played as they are, unless asked otherwise
    scenes: tuple[Titled, ...]


ReferenceEntry: TypeAlias = MoveEntry | CriterionEntry | RubricEntry | PersonaEntry


class Reference:
    """The entries on what a library shares, in one language.

    ``bundles`` are the scenes that lend their lines; they are not asked for before a line is.
    """

    def __init__(self, shared: Shared, language: str, bundles: Iterable[Bundle] = ()) -> None:
        self.shared = shared
        self.language = language
        self._bundles = bundles

    @cached_property
    def bundles(self) -> Sequence[Bundle]:
        """The scenes that lend their lines, in the order in which they are looked through."""
        return tuple(self._bundles)

    def move(self, name: str) -> MoveEntry:
        """The entry of a move. Raises `KeyError` where there is none of that id."""
        move, moves = self.shared.moves[name], self.shared.moves.values()
        in_short = move.act if move.kind is MoveKind.GOOD else move.moment
        return MoveEntry(
            move=self._titled(move),
            kind=move.kind,
            about=move.about.get(self.language),
            in_short="" if in_short is None else in_short.get(self.language),
            instead=self._moves(move.instead),
            cures=tuple(self._titled(other) for other in moves if name in other.instead),
            points=tuple(
                self._points(rubric, criterion, name)
                for rubric in self.shared.rubrics.values()
                for criterion in rubric.criteria
                if name in criterion.points
            ),
            fails=tuple(self._titled(rubric) for rubric in self.shared.rubrics.values() if name in rubric.critical),
            reactions=tuple(self._reactions_to(name)),
            phrases=move.phrases.get(self.language) or move.phrases.get(interface_of(self.language), ()),
        )

    def rubric(self, name: str) -> RubricEntry:
        """The entry of a rubric. Raises `KeyError` where there is none of that id."""
        rubric = self.shared.rubrics[name]
        criteria = {criterion.id: criterion for criterion in rubric.criteria}
        return RubricEntry(
            rubric=self._titled(rubric),
            about=rubric.about.get(self.language),
            source=rubric.source.get(self.language),
            order=tuple(criteria[step].name.get(self.language) for step in rubric.order if step in criteria),
            minimum=rubric.minimum,
            fails=self._moves(move for move in self.shared.moves if move in rubric.critical),
            criteria=tuple(self._criterion(rubric, criterion) for criterion in rubric.criteria),
            scenes=self._scenes(bundle for bundle in self.bundles if name in bundle.scenario.rubrics),
        )

    def criterion(self, ref: str) -> CriterionEntry:
        """The entry of ``rubric.criterion``. Raises `KeyError` where there is none."""
        name, _, of_rubric = ref.partition(".")
        criterion = self.shared.rubrics[name].criterion(of_rubric)
        if criterion is None:
            raise KeyError(ref)
        return self._criterion(self.shared.rubrics[name], criterion)

    def persona(self, name: str) -> PersonaEntry:
        """The entry of a persona. Raises `KeyError` where there is none of that id."""
        personas = self.shared.personas
        persona = personas[name]
        reactions = tuple(self._reactions_of(persona))
        return PersonaEntry(
            persona=self._titled(persona),
            about=persona.about.get(self.language),
            extends=self._titled(personas[persona.extends or ""]) if persona.extends in personas else None,
            meters=tuple(dict.fromkeys(meter for reaction in reactions for meter in reaction.changes)),
            reactions=reactions,
            scenes=self._scenes(
                bundle
                for bundle in self.bundles
                if any(member.persona == name for member in bundle.scenario.cast.values())
            ),
        )

    def example(self, moves: Iterable[str]) -> LineExample | None:
        """A line that makes one of ``moves``, the first of them that has one, and as little else as may be.

        A line whose moves depend on anything, or that is still to be written, is none. It is in another language only
        where nothing else is to be had. ``None``: there is none.
        """
        for move in moves:
            every = [line for bundle in self.bundles for line in _lines_with(move, bundle, self.language)]
            lines = [line for line in every if self.language in line[0].scenario.languages] or every
            if lines:
                bundle, node, choice = min(lines, key=lambda line: len(line[2].moves))  # of equals the first
                others = self._moves(use.move for use in choice.moves if use.move != move)
                return self._line(bundle, node, choice.say, others)
        return None

    def spoken(self, persona: str) -> LineExample | None:
        """The first words of a person of that kind, where some scene has one who speaks."""
        found: list[tuple[Bundle, Node]] = []
        for bundle in self.bundles:
            for node in bundle.scenario.nodes.values():
                text = node.says[0].text
                if bundle.scenario.cast[node.speaker].persona == persona and not is_todo(text.get(self.language)):
                    found.append((bundle, node))
                    break
        if not found:
            return None
        bundle, node = next((one for one in found if self.language in one[0].scenario.languages), found[0])
        return self._line(bundle, node, node.says[0].text, None)

    # -- what entries are made of ----------------------------------------------------------

    def _line(self, bundle: Bundle, node: Node, text: Text, others: tuple[Titled, ...] | None) -> LineExample:
        scene = bundle.scenario
        said = text.fill(self.language, scene.names())
        return LineExample(Titled(scene.id, scene.title.get(self.language)), node.id, said, others)

    def _titled(self, thing: Move | Persona | Rubric) -> Titled:
        return Titled(thing.id, thing.name.get(self.language))

    def _moves(self, names: Iterable[str]) -> tuple[Titled, ...]:
        moves = self.shared.moves
        return tuple(self._titled(moves[name]) if name in moves else Titled(name, name) for name in names)

    def _scenes(self, bundles: Iterable[Bundle]) -> tuple[Titled, ...]:
        scenes = (bundle.scenario for bundle in bundles)
        return tuple(Titled(scene.id, scene.title.get(self.language)) for scene in scenes)

    def _points(self, rubric: Rubric, criterion: Criterion, move: str) -> MovePoints:
        return MovePoints(
            move=self._moves([move])[0],
            criterion=Titled(f"{rubric.id}.{criterion.id}", criterion.name.get(self.language)),
            rubric=rubric.name.get(self.language),
            points=criterion.points[move],
        )

    def _criterion(self, rubric: Rubric, criterion: Criterion) -> CriterionEntry:
        best_first = sorted(criterion.points, key=lambda move: -criterion.points[move])
        return CriterionEntry(
            criterion=Titled(f"{rubric.id}.{criterion.id}", criterion.name.get(self.language)),
            rubric=self._titled(rubric),
            about=criterion.about.get(self.language),
            weight=criterion.weight,
            points=tuple(self._points(rubric, criterion, move) for move in best_first),
            levels=tuple(level.get(self.language) for level in criterion.levels),
            scenes=self._scenes(
                bundle
                for bundle in self.bundles
                if rubric.id in bundle.scenario.rubrics
                and f"{rubric.id}.{criterion.id}" in practised(bundle.scenario, self.shared)
            ),
        )

    def _reactions_to(self, move: str) -> Iterator[MoveReaction]:
        """What a move changes in whom: those whom it moves alike together, the most of them first."""
        alike: dict[tuple[tuple[str, int], ...], list[Titled]] = {}
        for persona in self.shared.personas.values():
            reaction = reactions_of(persona.id, self.shared.personas).get(move, {})
            changes = {meter: change for meter, change in reaction.items() if change}
            if changes:
                alike.setdefault(tuple(sorted(changes.items())), []).append(self._titled(persona))
        for changed, personas in sorted(alike.items(), key=lambda pair: -len(pair[1])):
            yield MoveReaction(tuple(personas), dict(changed))

    def _reactions_of(self, persona: Persona) -> Iterator[PersonaReaction]:
        """What moves a persona, in the order of the vocabulary."""
        personas = self.shared.personas
        reactions = reactions_of(persona.id, personas)
        for name, move in self.shared.moves.items():
            if name not in reactions:
                continue
            source: Persona | None = persona
            while source is not None and name not in source.reactions:
                source = personas.get(source.extends or "")
            taken_from = "" if source is None or source is persona else source.id
            yield PersonaReaction(self._titled(move), move.kind, reactions[name], taken_from)


def _lines_with(move: str, bundle: Bundle, language: str) -> Iterator[tuple[Bundle, Node, Choice]]:
    """The lines of a scene that make a move whatever happens, in their order."""
    for node in bundle.scenario.nodes.values():
        for choice in node.choices:
            made = [use.move for use in choice.moves if not use.when]
            if move in made and len(made) == len(choice.moves) and not is_todo(choice.say.get(language)):
                yield bundle, node, choice
