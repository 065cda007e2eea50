"""RP202, RP207-RP209: choices, targets, texts and moves that never come up, with any cast or with one they name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from roleplay.checking.subject import Subject
from roleplay.checking.why_never import WhyNever, never_first, never_holds
from roleplay.engine import Line, Passage, State, step
from roleplay.engine.checks import compile_condition
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.document import KeyPath
from roleplay.scene.conditions import AnyOf, Condition, PersonaTest, resolve_personas
from roleplay.scene.model import Target, Variant


class Alternative(NamedTuple):
    """A part of a scene that comes up under a condition, and whether it ever does with one cast."""

    subject: Subject
    #: the code of the finding if it never does
    code: str
    path: KeyPath
    details: Mapping[str, str]
    when: Condition
    #: computes why it never comes up; ``None`` if it does
    never: Callable[[], WhyNever] | None

    @property
    def is_possible(self) -> bool:
        """Whether the personas of this cast allow its condition to hold."""
        return resolve_personas(self.when, self.subject.story.personas) is not None

    def finding(self) -> Diagnostic:
        """The finding that it never comes up with this cast."""
        assert self.never is not None
        reason = self.never()
        details = {**self.details, "reason": reason.en, "reason_zh": reason.zh}
        return self.subject.finding(self.code, self.path, **details)


def check_alternatives(casts: Sequence[Subject]) -> Iterator[Diagnostic]:
    """What never comes up with any cast, and what never comes up with a persona named in its condition."""
    by_path: dict[KeyPath, list[Alternative]] = {}
    values = casts[0].document.values
    for cast in casts:
        for alternative in _alternatives(cast):
            if alternative.code == "RP202" or alternative.path in values:  # a copy by an alias may come up elsewhere
                by_path.setdefault(alternative.path, []).append(alternative)
    for alternatives in by_path.values():
        dead = [alternative for alternative in alternatives if alternative.never is not None]
        if len(dead) == len(alternatives):
            yield next((alternative for alternative in dead if alternative.is_possible), dead[0]).finding()
        elif len(casts) > 1:
            yield from _dead_with_tested_persona(casts, alternatives)


def _dead_with_tested_persona(casts: Sequence[Subject], alternatives: Sequence[Alternative]) -> Iterator[Diagnostic]:
    """Findings for personas named in a condition with which the part never comes up, while it does with others."""
    for member, persona in tested_personas(alternatives[0].when):
        played = [cast for cast in casts if cast.story.personas[member] == persona]
        with_persona = [alternative for alternative in alternatives if alternative.subject in played]
        if played and not with_persona:
            yield alternatives[0]._replace(subject=played[0], never=_never_reached).finding()
        elif with_persona and all(alternative.never is not None for alternative in with_persona):
            alternative = next(
                (alternative for alternative in with_persona if alternative.is_possible), with_persona[0]
            )
            yield alternative.finding()


def tested_personas(condition: Condition) -> dict[tuple[str, str], None]:
    """(cast id, persona) for every persona that a condition tests for; not those that it excludes."""
    pairs: dict[tuple[str, str], None] = {}
    for test in condition:
        match test:
            case PersonaTest(member, personas):
                pairs |= dict.fromkeys((member, persona) for persona in personas)
            case AnyOf(options):
                for option in options:
                    pairs |= tested_personas(option)
    return pairs


def _never_reached() -> WhyNever:
    return WhyNever("nobody ever gets that far", "从来走不到这里")


# -- with one cast -----------------------------------------------------------------


def _alternatives(subject: Subject) -> Iterator[Alternative]:
    """Everything that may come up at the nodes and endings that are reached."""
    graph = subject.graph
    for passage in subject.story.passages.values():
        if passage.node is not None and graph.at[passage.id]:
            states = [graph.states[number] for number in graph.at[passage.id]]
            path: KeyPath = ("nodes", passage.id)
            for key, variants in (("scene", passage.node.scene), ("says", passage.node.says)):
                yield from _first_that_fits(subject, passage.id, "RP208", (*path, key), variants, states)
            yield from _choice_alternatives(subject, passage, states, (*path, "choices"))
        elif passage.ending is not None and len(passage.ending.text) > 1 and graph.at[passage.id]:
            states = [graph.states[number] for number in graph.at[passage.id]]
            text_path: KeyPath = ("endings", passage.id, "text")
            yield from _first_that_fits(subject, passage.id, "RP208", text_path, passage.ending.text, states)


def _choice_alternatives(
    subject: Subject, passage: Passage, states: Sequence[State], path: KeyPath
) -> Iterator[Alternative]:
    for position, line in enumerate(passage.lines):
        choice = line.choice
        where: KeyPath = (*path, position)
        finding_path = (*where, "when") if choice.when else where
        never = None
        if (passage.id, line.id) not in subject.graph.first_states:
            never = partial(_why_never_made, subject, passage, line, states)
        yield Alternative(
            subject=subject, code="RP202", path=finding_path, details={"name": line.id}, when=choice.when, never=never
        )
        if never is None:
            yield from _line_alternatives(subject, passage, line, where)


def _why_never_made(subject: Subject, passage: Passage, line: Line, states: Sequence[State]) -> WhyNever:
    if line.bit and not line.choice.when:
        return WhyNever("it can be said only once, and has been", "它只能说一次，而在这之前已经说过")
    return never_holds(subject, passage.id, line.choice.when, states)


def _line_alternatives(subject: Subject, passage: Passage, line: Line, path: KeyPath) -> Iterator[Alternative]:
    choice = line.choice
    conditional = [use for use in choice.moves if use.when]
    if len(choice.goto) < 2 and len(choice.reply) < 2 and len(choice.why) < 2 and not conditional:
        return
    graph = subject.graph
    states_before = [graph.states[n] for n in graph.at[passage.id] if line.id in graph.available[n]]
    for number, use in enumerate(choice.moves):
        if use.when:
            applies = any(map(compile_condition(use.when, subject.story.slots), states_before))
            yield Alternative(
                subject=subject,
                code="RP209",
                path=(*path, "moves", number),
                details={"choice": choice.id, "name": use.move},
                when=use.when,
                never=None if applies else partial(never_holds, subject, passage.id, use.when, states_before),
            )
    yield from _first_that_fits(subject, passage.id, "RP208", (*path, "why"), choice.why, states_before)
    if len(choice.goto) < 2 and len(choice.reply) < 2:
        return
    states_after = [step(state, line.id) for state in states_before]
    arriving = [_before_arrival(state) for state in states_after]
    targets = _first_that_fits(subject, None, "RP207", (*path, "goto"), choice.goto, arriving)
    for number, target in enumerate(targets):
        yield target._replace(details={"choice": choice.id, "name": choice.goto[number].to})
    yield from _first_that_fits(subject, None, "RP208", (*path, "reply"), choice.reply, states_after)


def _before_arrival(state: State) -> State:
    """The state in which a target was chosen, before the visit to the node it leads to was counted."""
    visit = state.passage.visit
    if visit < 0:
        return state
    visits = (*state.visits[:visit], state.visits[visit] - 1, *state.visits[visit + 1 :])
    return state._replace(visits=visits)


def _first_that_fits(
    subject: Subject,
    passage: str | None,
    code: str,
    path: KeyPath,
    parts: Sequence[Variant | Target],
    states: Sequence[State],
) -> Iterator[Alternative]:
    """Alternatives of which the first that fits is used; one without a condition is skipped, it may stay unused.

    ``passage``: where they are tested; if ``None``, after a decision, wherever it led.
    """
    checks = [compile_condition(part.when, subject.story.slots) for part in parts]
    for number, part in enumerate(parts):
        if not part.when:
            continue
        holding = [state for state in states if checks[number](state)]
        never: Callable[[], WhyNever] | None = None
        if not holding:
            never = partial(never_holds, subject, passage, part.when, states)
        elif all(any(check(state) for check in checks[:number]) for state in holding):
            never = partial(never_first, [n for n in range(number) if any(map(checks[n], holding))])
        yield Alternative(subject=subject, code=code, path=(*path, number), details={}, when=part.when, never=never)
