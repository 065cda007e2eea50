"""Reference entries on moves, rubrics, criteria and personas, for `roleplay explain` and docs/reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

from roleplay.scene.model import Bundle, Choice, Criterion, Move, MoveKind, Node, Persona, Rubric, Shared
from roleplay.scene.practised import practised_criteria
from roleplay.scene.reactions import reactions_of
from roleplay.scene.text import Text, is_todo
from roleplay.text.languages import interface_of

#: Meter -> change, in a persona's reaction.
Changes: TypeAlias = Mapping[str, int]


class Titled(NamedTuple):
    """The id and name of something."""

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
    """What a move changes in personas that react to it in the same way."""

    personas: tuple[Titled, ...]
    changes: Changes


class LineExample(NamedTuple):
    """A line from the library that makes a certain move or is spoken by a certain persona."""

    scene: Titled
    node: str
    line: str
    #: the other moves made by a learner's line; ``None`` for a line the other side speaks
    others: tuple[Titled, ...] | None


class MoveEntry(NamedTuple):
    """Everything about a move, in one language."""

    move: Titled
    kind: MoveKind
    about: str
    #: in a few words, what to do (good move) or how to notice it (poor move); may be empty
    in_short: str
    #: for a poor move: the good moves to make instead, best first
    instead: tuple[Titled, ...]
    #: for a good move: the poor moves it can replace
    replaces: tuple[Titled, ...]
    points: tuple[MovePoints, ...]
    #: the rubrics for which making it fails the attempt
    fails: tuple[Titled, ...]
    reactions: tuple[MoveReaction, ...]
    phrases: tuple[str, ...]


class CriterionEntry(NamedTuple):
    """Everything about a criterion, in one language."""

    criterion: Titled
    rubric: Titled
    about: str
    weight: float
    #: highest first
    points: tuple[MovePoints, ...]
    #: the anchors 0 to 3
    levels: tuple[str, ...]
    #: the scenes that practise it
    scenes: tuple[Titled, ...]


class RubricEntry(NamedTuple):
    """Everything about a rubric, in one language."""

    rubric: Titled
    about: str
    source: str
    #: the names of its criteria in the intended order of the conversation; may be empty
    order: tuple[str, ...]
    #: a criterion is assessed only if it was at stake in at least this many decisions
    minimum: int
    fails: tuple[Titled, ...]
    criteria: tuple[CriterionEntry, ...]
    #: the scenes judged by it
    scenes: tuple[Titled, ...]


class PersonaReaction(NamedTuple):
    """What one move changes in a persona."""

    move: Titled
    kind: MoveKind
    changes: Changes
    #: the id of the persona it is inherited from; empty for their own
    inherited_from: str


class PersonaEntry(NamedTuple):
    """Everything about a persona, in one language."""

    persona: Titled
    about: str
    extends: Titled | None
    #: the meters that their reactions move
    meters: tuple[str, ...]
    reactions: tuple[PersonaReaction, ...]
    #: the scenes that use this persona by default
    scenes: tuple[Titled, ...]


ReferenceEntry: TypeAlias = MoveEntry | CriterionEntry | RubricEntry | PersonaEntry


class Reference:
    """The entries on what the scenes of a library share, in one language.

    Example lines come from the scenes in ``bundles``, which is not iterated until one is requested.
    """

    def __init__(self, shared: Shared, language: str, bundles: Iterable[Bundle] = ()) -> None:
        self.shared = shared
        self.language = language
        self._bundles = bundles

    @cached_property
    def bundles(self) -> Sequence[Bundle]:
        """The scenes that example lines come from, in search order."""
        return tuple(self._bundles)

    def move(self, name: str) -> MoveEntry:
        """The entry of a move. Raises `KeyError` if there is no move with this id."""
        move, moves = self.shared.moves[name], self.shared.moves.values()
        in_short = move.act if move.kind is MoveKind.GOOD else move.moment
        return MoveEntry(
            move=self._titled(move),
            kind=move.kind,
            about=move.about.get(self.language),
            in_short="" if in_short is None else in_short.get(self.language),
            instead=self._moves(move.instead),
            replaces=tuple(self._titled(other) for other in moves if name in other.instead),
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
        """The entry of a rubric. Raises `KeyError` if there is no rubric with this id."""
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
        """The entry of ``rubric.criterion``. Raises `KeyError` if there is no such criterion."""
        name, _, of_rubric = ref.partition(".")
        criterion = self.shared.rubrics[name].criterion(of_rubric)
        if criterion is None:
            raise KeyError(ref)
        return self._criterion(self.shared.rubrics[name], criterion)

    def persona(self, name: str) -> PersonaEntry:
        """The entry of a persona. Raises `KeyError` if there is no persona with this id."""
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
        """A line that makes the first of ``moves`` for which there is one, and as few other moves as possible.

        Lines whose moves are conditional, or whose text is still a TODO, do not count. A scene without this language is
        used only if there is no other. ``None`` if there is no line.
        """
        for move in moves:
            all_lines = [line for bundle in self.bundles for line in _lines_with(move, bundle, self.language)]
            lines = [line for line in all_lines if self.language in line[0].scenario.languages] or all_lines
            if lines:
                bundle, node, choice = min(lines, key=lambda line: len(line[2].moves))  # the first if several are equal
                others = self._moves(use.move for use in choice.moves if use.move != move)
                return self._line(bundle, node, choice.say, others)
        return None

    def spoken(self, persona: str) -> LineExample | None:
        """The first words spoken by someone with that persona; ``None`` if no scene has any."""
        candidates: list[tuple[Bundle, Node]] = []
        for bundle in self.bundles:
            for node in bundle.scenario.nodes.values():
                text = node.says[0].text
                if bundle.scenario.cast[node.speaker].persona == persona and not is_todo(text.get(self.language)):
                    candidates.append((bundle, node))
                    break
        if not candidates:
            return None
        bundle, node = next((pair for pair in candidates if self.language in pair[0].scenario.languages), candidates[0])
        return self._line(bundle, node, node.says[0].text, None)

    # -- the parts of entries --------------------------------------------------------------

    def _line(self, bundle: Bundle, node: Node, text: Text, others: tuple[Titled, ...] | None) -> LineExample:
        scene = bundle.scenario
        line = text.fill(self.language, scene.names())
        return LineExample(Titled(scene.id, scene.title.get(self.language)), node.id, line, others)

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
                and f"{rubric.id}.{criterion.id}" in practised_criteria(bundle.scenario, self.shared)
            ),
        )

    def _reactions_to(self, move: str) -> Iterator[MoveReaction]:
        """What a move changes, grouped by personas with the same reaction, largest group first."""
        alike: dict[tuple[tuple[str, int], ...], list[Titled]] = {}
        for persona in self.shared.personas.values():
            reaction = reactions_of(persona.id, self.shared.personas).get(move, {})
            changes = {meter: change for meter, change in reaction.items() if change}
            if changes:
                alike.setdefault(tuple(sorted(changes.items())), []).append(self._titled(persona))
        for changed, personas in sorted(alike.items(), key=lambda pair: -len(pair[1])):
            yield MoveReaction(tuple(personas), dict(changed))

    def _reactions_of(self, persona: Persona) -> Iterator[PersonaReaction]:
        """A persona's reactions, in the order of the vocabulary."""
        personas = self.shared.personas
        reactions = reactions_of(persona.id, personas)
        for name, move in self.shared.moves.items():
            if name not in reactions:
                continue
            source: Persona | None = persona
            while source is not None and name not in source.reactions:
                source = personas.get(source.extends or "")
            inherited_from = "" if source is None or source is persona else source.id
            yield PersonaReaction(self._titled(move), move.kind, reactions[name], inherited_from)


def _lines_with(move: str, bundle: Bundle, language: str) -> Iterator[tuple[Bundle, Node, Choice]]:
    """The lines of a scene, in order, that make ``move`` and have no conditional moves."""
    for node in bundle.scenario.nodes.values():
        for choice in node.choices:
            unconditional = [use.move for use in choice.moves if not use.when]
            if (
                move in unconditional
                and len(unconditional) == len(choice.moves)
                and not is_todo(choice.say.get(language))
            ):
                yield bundle, node, choice
