"""One scene under examination: what every check needs, made once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from roleplay.engine import Place, Story, compile_story
from roleplay.language.diagnostics import Diagnostic, nearest
from roleplay.language.model import Bundle, Scenario
from roleplay.language.yaml_reader import Document, Path
from roleplay.scoring import Judge, Judged


class Situation(NamedTuple):
    """A node, and what can be said there in some reachable state: each line with what it would do then."""

    place: Place
    judged: Mapping[str, Judged]


class Subject:
    """A scene whose names are all known, and the file it stands in."""

    def __init__(self, bundle: Bundle, document: Document) -> None:
        self.bundle = bundle
        self.scenario: Scenario = bundle.scenario
        self.document = document

    @cached_property
    def story(self) -> Story:
        """The scene as it is played with its own cast."""
        return compile_story(self.bundle)

    @cached_property
    def judge(self) -> Judge:
        """Judges by the scene's rubrics, the leading one first."""
        return Judge(self.story, [self.bundle.rubrics[name] for name in self.scenario.rubrics])

    def situations(self) -> Iterator[Situation]:
        """Every node with what can be said there; a node whose choices depend on the state comes several times."""
        for place in self.story.places.values():
            if place.node is not None:
                yield Situation(place, self.judge.judge_moves(place, {line.id: line.moves for line in place.lines}))

    def finding(
        self, code: str, path: Path, /, *, key: bool = False, pool: tuple[str, ...] = (), **details: object
    ) -> Diagnostic:
        """A finding at the value (or the key) at ``path`` of the file."""
        span = self.document.key_span(path) if key else self.document.span(path)
        suggestion = nearest(str(details.get("name", "")), pool) if pool else None
        return self.document.finding(code, span, suggestion, **details)
