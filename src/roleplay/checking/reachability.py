"""RP2xx: what can never happen, and where a story cannot go on. Exact, from every state that can really be reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roleplay.checking.reasons import WhyNever, never_first, never_holds
from roleplay.checking.subject import Subject
from roleplay.engine import Line, Passage, State, compile_story, step
from roleplay.engine.checks import compile_condition
from roleplay.exploration import explore
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.document import KeyPath
from roleplay.scene.conditions import Condition

#: Shown of the choices by which something could be reached.
_SHOWN = 4


def check_reachability(subject: Subject) -> list[Diagnostic]:
    """Everything about the states of a scene with its own cast."""
    graph = subject.graph
    if graph.cut:
        findings = [subject.key_finding("RP206", ("nodes",), limit=subject.limit)]
        return [*findings, *_silent(subject)]
    return [*_silent(subject), *_endless(subject), *_unreached(subject), *_dead_choices(subject), *_unused(subject)]


def _silent(subject: Subject) -> Iterator[Diagnostic]:
    """Nodes with a state in which nothing can be said."""
    graph = subject.graph
    seen: set[str] = set()
    for number, state in enumerate(graph.states):
        looked_behind = not graph.cut or bool(graph.after[number])
        name = state.passage.id
        if looked_behind and not graph.able[number] and not state.over and name not in seen:
            seen.add(name)
            yield subject.key_finding("RP203", ("nodes", name), name=name, route=graph.route(number))


def _endless(subject: Subject) -> Iterator[Diagnostic]:
    """The first state from which no ending can be reached, unless that is for want of anything to say."""
    graph = subject.graph
    for number, finite in enumerate(graph.finite):
        if not finite and _is_loop(subject, number):
            name = graph.states[number].passage.id
            yield subject.key_finding("RP204", ("nodes", name), name=name, route=graph.route(number))
            return


def _is_loop(subject: Subject, number: int) -> bool:
    """Whether one can go on from a state for ever."""
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


def _unreached(subject: Subject) -> Iterator[Diagnostic]:
    graph = subject.graph
    scenario = subject.scenario
    ways: dict[str, list[str]] = {}
    for passage in subject.story.passages.values():
        for line in passage.lines:
            for _, target in line.exits:
                if target is not passage:
                    ways.setdefault(target.id, []).append(f"{passage.id}/{line.id}")
    for name, states in graph.at.items():
        by = list(dict.fromkeys(ways.get(name, [])))
        if states or not by:  # what nothing leads to is RP122 and RP123
            continue
        shown = ", ".join(by[:_SHOWN]) + ("…" if len(by) > _SHOWN else "")
        details = {
            "name": name,
            "reason": f"of the choices that could lead there ({shown}) none ever does",
            "reason_zh": f"可能通往它的选项（{shown}）从来走不到那里",
        }
        group = "nodes" if name in scenario.nodes else "endings"
        code = "RP201" if group == "nodes" else "RP205"
        yield subject.key_finding(code, (group, name), **details)


def _dead_choices(subject: Subject) -> Iterator[Diagnostic]:
    for passage, states in _reached_nodes(subject):
        for number, line in enumerate(passage.lines):
            if (passage.id, line.id) in subject.graph.made:
                continue
            if line.bit and not line.choice.when:
                reason = WhyNever("it can be said only once, and has been", "它只能说一次，而在这之前已经说过")
            else:
                reason = never_holds(subject, passage.id, line.choice.when, states)
            path: KeyPath = ("nodes", passage.id, "choices", number)
            path = (*path, "when") if line.choice.when else path
            yield subject.finding("RP202", path, name=line.id, **_why(reason))


def _unused(subject: Subject) -> Iterator[Diagnostic]:
    """Alternatives of targets, texts and moves that are never taken; those of an alias may serve another choice."""
    for finding, path in _unused_alternatives(subject):
        if path in subject.document.values:
            yield finding


def _unused_alternatives(subject: Subject) -> Iterator[tuple[Diagnostic, KeyPath]]:
    for passage, states in _reached_nodes(subject):
        node = passage.node
        assert node is not None
        for number, reason in _never_taken(subject, passage.id, [v.when for v in node.says], states):
            path: KeyPath = ("nodes", passage.id, "says", number)
            yield subject.finding("RP208", path, **_why(reason)), path
        for position, line in enumerate(passage.lines):
            if (passage.id, line.id) not in subject.graph.made:
                continue
            yield from _unused_of_line(subject, passage, line, ("nodes", passage.id, "choices", position))


def _unused_of_line(
    subject: Subject, passage: Passage, line: Line, path: KeyPath
) -> Iterator[tuple[Diagnostic, KeyPath]]:
    choice = line.choice
    conditional = [use for use in choice.moves if use.when]
    if len(choice.goto) < 2 and len(choice.reply) < 2 and len(choice.why) < 2 and not conditional:
        return
    graph = subject.graph
    before = [graph.states[n] for n in graph.at[passage.id] if line.id in graph.able[n]]
    for number, use in enumerate(choice.moves):
        if use.when and not any(map(compile_condition(use.when, subject.story.slots), before)):
            reason = never_holds(subject, passage.id, use.when, before)
            details = {"choice": choice.id, "name": use.move, **_why(reason)}
            where: KeyPath = (*path, "moves", number)
            yield subject.finding("RP209", where, **details), where
    for number, reason in _never_taken(subject, passage.id, [variant.when for variant in choice.why], before):
        where = (*path, "why", number)
        yield subject.finding("RP208", where, **_why(reason)), where
    if len(choice.goto) < 2 and len(choice.reply) < 2:
        return
    after = [step(state, line.id) for state in before]
    arriving = [_not_yet_there(state) for state in after]
    for number, reason in _never_taken(subject, None, [target.when for target in choice.goto], arriving):
        details = {"choice": choice.id, "name": choice.goto[number].to, **_why(reason)}
        where = (*path, "goto", number)
        yield subject.finding("RP207", where, **details), where
    for number, reason in _never_taken(subject, None, [variant.when for variant in choice.reply], after):
        where = (*path, "reply", number)
        yield subject.finding("RP208", where, **_why(reason)), where


def _not_yet_there(state: State) -> State:
    """The state on which a target was chosen: the visit of the place it leads to is counted after that."""
    visit = state.passage.visit
    if visit < 0:
        return state
    visits = (*state.visits[:visit], state.visits[visit] - 1, *state.visits[visit + 1 :])
    return state._replace(visits=visits)


def _never_taken(
    subject: Subject, passage: str | None, conditions: Sequence[Condition], states: Sequence[State]
) -> Iterator[tuple[int, WhyNever]]:
    """The alternatives, of which the first that fits is taken, that never are; the last has no condition and may.

    ``passage`` is where they are asked; ``None``: behind a decision, wherever that led.
    """
    if len(conditions) < 2:
        return
    checks = [compile_condition(condition, subject.story.slots) for condition in conditions]
    for number in range(len(checks) - 1):
        holding = [state for state in states if checks[number](state)]
        if not holding:
            yield number, never_holds(subject, passage, conditions[number], states)
        elif all(any(check(state) for check in checks[:number]) for state in holding):
            first = [n for n in range(number) if any(map(checks[n], holding))]
            yield number, never_first(first)


def _reached_nodes(subject: Subject) -> Iterator[tuple[Passage, list[State]]]:
    graph = subject.graph
    for passage in subject.story.passages.values():
        if passage.node is not None and graph.at[passage.id]:
            yield passage, [graph.states[number] for number in graph.at[passage.id]]


def _why(reason: WhyNever) -> dict[str, str]:
    return {"reason": reason.en, "reason_zh": reason.zh}


def check_casts(subject: Subject) -> list[Diagnostic]:
    """RP210: the scene can be played to its end with every persona of the library in every part."""
    findings: list[Diagnostic] = []
    if subject.graph.cut:
        return findings
    most = min(subject.limit, 10 * len(subject.graph) + 10_000)  # where another person opens far more, nothing is said
    for who, member in subject.scenario.cast.items():
        for persona in subject.bundle.personas:
            if persona == member.persona:
                continue
            graph = explore(compile_story(subject.bundle, {who: persona}), most)
            if graph.cut:
                continue
            number = next((n for n, finite in enumerate(graph.finite) if not finite), None)
            if number is not None:
                details = {"who": who, "persona": persona, "name": graph.states[number].passage.id}
                path: KeyPath = ("nodes", details["name"])
                findings.append(subject.key_finding("RP210", path, route=graph.route(number), **details))
    return findings
