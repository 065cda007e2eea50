"""One scene under examination: everything that checks share, computed once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from roleplay.engine import Passage, Story, compile_story
from roleplay.exploration import LIMIT, Graph, explore
from roleplay.locales import Catalogue, catalogue
from roleplay.reading.cache import Cache
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.document import Document, KeyPath
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.model import Bundle, Scenario
from roleplay.scene.reactions import distinguishable_casts
from roleplay.scoring.judge import Judge, JudgedLine


class Situation(NamedTuple):
    """A node in some reachable state: each line that can be said there, judged as in that state."""

    passage: Passage
    judged: Mapping[str, JudgedLine]


class Subject:
    """A scene with valid names, played by one cast, and its file."""

    def __init__(
        self,
        bundle: Bundle,
        document: Document,
        limit: int = LIMIT,
        cache: Cache | None = None,
        personas: Mapping[str, str] = FrozenDict(),
    ) -> None:
        """``limit``: number of states at which an exploration stops; ``cache``: for the catalogues of words.

        ``personas``: cast id -> persona, for those who are not played as in the file.
        """
        self.bundle = bundle
        self.limit = limit
        self.personas = personas
        self._cache = cache
        self._known = {tuple(personas.items()): self}
        self.scenario: Scenario = bundle.scenario
        self.document = document

    @cached_property
    def catalogues(self) -> tuple[Catalogue, Catalogue]:
        """The English and the Chinese catalogue; most scenes are checked without needing them."""
        return catalogue("en", self._cache), catalogue("zh", self._cache)

    @cached_property
    def story(self) -> Story:
        """The scene compiled for this cast."""
        return compile_story(self.bundle, self.personas)

    @cached_property
    def judge(self) -> Judge:
        """The judge with the scene's rubrics, the leading one first."""
        return Judge(self.story, [self.bundle.rubrics[name] for name in self.scenario.rubrics])

    @cached_property
    def graph(self) -> Graph:
        """Every state that the scene can be in with this cast."""
        return explore(self.story, self.limit)

    @cached_property
    def tables(self) -> tuple[Mapping[str, JudgedLine] | None, ...]:
        """For every state of the graph, the judged lines that can be said there; equal situations share one table."""
        judge = self.judge.judge
        return tuple(
            judge(state, available) if available else None
            for state, available in zip(self.graph.states, self.graph.available, strict=True)
        )

    def played_as(self, personas: Mapping[str, str]) -> Subject:
        """The same scene with another cast; created once per cast."""
        cast = self.scenario.cast
        changed = {member: persona for member, persona in sorted(personas.items()) if persona != cast[member].persona}
        key = tuple(changed.items())
        if key not in self._known:
            subject = Subject(self.bundle, self.document, self.limit, self._cache, changed)
            subject._known = self._known
            self._known[key] = subject
        return self._known[key]

    @cached_property
    def casts(self) -> tuple[Subject, ...]:
        """The scene with every cast it offers that its conditions can distinguish, this one first."""
        casts = distinguishable_casts(self.scenario, self.bundle.personas)
        return tuple(dict.fromkeys([self, *map(self.played_as, casts)]))

    def situations(self) -> tuple[Situation, ...]:
        """Every node with the lines that can be said there; one entry for each combination that occurs in some state.

        If the scene has too many states to explore, one entry per node, with all its lines and unconditional moves.
        """
        return self._situations

    @cached_property
    def _situations(self) -> tuple[Situation, ...]:
        if self.graph.cut:
            passages = [passage for passage in self.story.passages.values() if passage.node is not None]
            moves_made = [(passage, {line.id: line.moves for line in passage.lines}) for passage in passages]
            return tuple(Situation(passage, self.judge.judge_moves(passage, moves)) for passage, moves in moves_made)
        situations: dict[int, Situation] = {}
        for state, table in zip(self.graph.states, self.tables, strict=True):
            if table is not None:
                situations.setdefault(id(table), Situation(state.passage, table))
        order = {name: number for number, name in enumerate(self.story.passages)}
        return tuple(sorted(situations.values(), key=lambda situation: order[situation.passage.id]))

    def finding(self, code: str, path: KeyPath, /, **details: object) -> Diagnostic:
        """A finding at the value at ``path`` of the file; it names the cast if that is not the scene's own."""
        return self.document.finding(code, self.document.span(path), **details, **self._with_cast())

    def key_finding(self, code: str, path: KeyPath, /, **details: object) -> Diagnostic:
        """A finding at the key at ``path``; it names the cast if that is not the scene's own."""
        return self.document.finding(code, self.document.key_span(path), **details, **self._with_cast())

    def _with_cast(self) -> dict[str, str]:
        pairs = self.personas.items()
        if not pairs:
            return {}
        english = ", ".join(f"{member} as `{persona}`" for member, persona in pairs)
        return {"cast": english, "cast_zh": "，".join(f"{member} 演成 `{persona}` " for member, persona in pairs)}
