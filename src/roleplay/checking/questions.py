"""RP416: a question for the class that speaks of somebody whom only some plays meet."""

from __future__ import annotations

from collections.abc import Iterator, Set

from roleplay.checking.subject import Subject
from roleplay.reading.diagnostics import Diagnostic
from roleplay.scene.model import CastMember, Scenario
from roleplay.scene.text import Text


def check_questions(subject: Subject) -> Iterator[Diagnostic]:
    """Each question without a condition that names a member of the cast who is not met on every walk to an ending.

    Whoever the brief or a stage direction names is known to all, met or not.
    """
    scenario = subject.scenario
    if subject.graph.cut:
        return
    for index, question in enumerate(scenario.discussion):
        for member in () if question.when else scenario.cast.values():
            if not _names(question.text, member) or any(_names(text, member) for text in _known(scenario)):
                continue
            met = {node.id for node in scenario.nodes.values() if node.speaker == member.id}
            if met and _avoided(subject, met):
                nodes = ", ".join(f"`{name}`" for name in met)
                yield subject.finding("RP416", ("discussion", index), name=member.id, nodes=nodes)


def _names(text: Text, member: CastMember) -> bool:
    """Whether the text names the person, in braces or by their name."""
    braced = any(name == member.id for _, name in text.placeholders())
    return braced or any(member.name.get(code) in words for code, words in text.values)


def _known(scenario: Scenario) -> list[Text]:
    scenes = [node.scene for node in scenario.nodes.values() if node.scene is not None]
    return [*scenario.brief, scenario.title, scenario.summary, *scenes]


def _avoided(subject: Subject, nodes: Set[str]) -> bool:
    """Whether some walk comes to an ending without any of the nodes."""
    graph = subject.graph
    waiting = [number for number in graph.starts if graph.states[number].place.id not in nodes]
    seen = set(waiting)
    while waiting:
        number = waiting.pop()
        if graph.states[number].over:
            return True
        for after in graph.after[number]:
            if after not in seen and graph.states[after].place.id not in nodes:
                seen.add(after)
                waiting.append(after)
    return False
