"""RP2xx: what can never happen, and where a story cannot go on. Exact, based on every reachable state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roleplay.checking.alternatives import check_alternatives
from roleplay.checking.subject import Subject
from roleplay.engine.view import offers
from roleplay.reading.diagnostics import Diagnostic
from roleplay.scene.model import MAX_OFFERED
from roleplay.scene.reactions import casts_offered

#: How many choices that lead to an unreached place are shown.
_SHOWN = 4


def check_reachability(subject: Subject) -> list[Diagnostic]:
    """Check the states of a scene, with every cast that its conditions distinguish."""
    casts = subject.casts
    own, *others = casts
    if any(cast.graph.cut for cast in casts):
        findings = [own.key_finding("RP206", ("nodes",), limit=subject.limit)]
        return [*findings, *_nothing_to_say(own), *_crowded(casts)]
    stuck = [finding for cast in others if (finding := _stuck(cast)) is not None]
    findings = [*_nothing_to_say(own), *_endless(own), *stuck, *_unreached(casts), *check_alternatives(casts)]
    return [*findings, *_crowded(casts)]


def _stuck(subject: Subject) -> Diagnostic | None:
    """RP210: the first state from which no ending can be reached, with a cast that is not the scene's own."""
    graph = subject.graph
    number = next((n for n, finite in enumerate(graph.can_end) if not finite), None)
    if number is None:
        return None
    name = graph.states[number].passage.id
    return subject.key_finding("RP210", ("nodes", name), name=name, route=graph.route(number))


def _nothing_to_say(subject: Subject) -> Iterator[Diagnostic]:
    """RP203: nodes with a state in which nothing can be said."""
    graph = subject.graph
    seen: set[str] = set()
    for number, state in enumerate(graph.states):
        expanded = not graph.cut or bool(graph.after[number])
        name = state.passage.id
        if expanded and not graph.available[number] and not state.over and name not in seen:
            seen.add(name)
            yield subject.key_finding("RP203", ("nodes", name), name=name, route=graph.route(number))


def _crowded(casts: Sequence[Subject]) -> Iterator[Diagnostic]:
    """RP212: nodes at which more lines can be available than there are keys; reported for the first such cast."""
    nodes = casts[0].scenario.nodes.values()
    for node in nodes:
        if len(node.choices) <= MAX_OFFERED or node.always_shown > MAX_OFFERED:  # the latter is RP020
            continue
        for subject in casts:
            graph = subject.graph
            counts = {number: len(offers(graph.states[number], 0)) for number in graph.at[node.id]}
            crowded = next((number for number, count in counts.items() if count > MAX_OFFERED), None)
            if crowded is not None:
                details = {"name": node.id, "found": max(counts.values()), "most": MAX_OFFERED}
                yield subject.key_finding("RP212", ("nodes", node.id, "choices"), **details, route=graph.route(crowded))
                break


def _endless(subject: Subject) -> Iterator[Diagnostic]:
    """RP204: the first state from which no ending can be reached, unless because nothing can be said (RP203)."""
    graph = subject.graph
    for number, finite in enumerate(graph.can_end):
        if not finite and _is_loop(subject, number):
            name = graph.states[number].passage.id
            yield subject.key_finding("RP204", ("nodes", name), name=name, route=graph.route(number))
            return


def _is_loop(subject: Subject, number: int) -> bool:
    """Whether a story can go on for ever from a state, never reaching one without anything to say."""
    seen: set[int] = set()
    waiting = [number]
    while waiting:
        state = waiting.pop()
        if state in seen:
            continue
        seen.add(state)
        if not subject.graph.after[state]:
            return False
        waiting += subject.graph.after[state]
    return True


def _unreached(casts: Sequence[Subject]) -> Iterator[Diagnostic]:
    """RP201, RP205: nodes and endings to which some choice leads, but which no cast ever reaches."""
    subject = casts[0]
    scenario = subject.scenario
    ways: dict[str, list[str]] = {}
    for node in scenario.nodes.values():
        for choice in node.choices:
            for target in choice.goto:
                if target.to != node.id:
                    ways.setdefault(target.to, []).append(f"{node.id}/{choice.id}")
    for name in subject.story.passages:
        choices = list(dict.fromkeys(ways.get(name, [])))
        if not choices or any(cast.graph.at[name] for cast in casts):  # what nothing leads to is RP122 and RP123
            continue
        shown = ", ".join(choices[:_SHOWN]) + ("…" if len(choices) > _SHOWN else "")
        details = {
            "name": name,
            "reason": f"none of the choices that could lead there ({shown}) ever does",
            "reason_zh": f"可能通往它的选项（{shown}）从来走不到那里",
        }
        group = "nodes" if name in scenario.nodes else "endings"
        code = "RP201" if group == "nodes" else "RP205"
        yield subject.key_finding(code, (group, name), **details)


def check_casts(subject: Subject) -> list[Diagnostic]:
    """RP210 for every persona offered for a member of the cast with which the scene cannot be played to its end."""
    if subject.graph.cut:
        return []
    limit = min(subject.limit, 10 * len(subject.graph) + 10_000)  # a cast with far more states is skipped
    reported = [cast.personas for cast in subject.casts]  # already reported by `check_reachability`
    findings: list[Diagnostic] = []
    for member in subject.scenario.cast:
        for personas in casts_offered(subject.scenario, subject.bundle.personas, (member,)):
            cast = Subject(subject.bundle, subject.document, limit, personas=personas)
            if personas not in reported and not cast.graph.cut and (finding := _stuck(cast)) is not None:
                findings.append(finding)
    return findings
