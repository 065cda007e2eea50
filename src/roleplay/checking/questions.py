"""RP416: a question for the class that names somebody, or quotes words, that only some plays encounter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from typing import NamedTuple

from roleplay.checking.mentions import names_person, quotations
from roleplay.checking.subject import Subject
from roleplay.engine import Passage, State, step
from roleplay.engine.retrospect import holds_at_end
from roleplay.engine.view import direction, ending_text, reply, says
from roleplay.exploration import Graph
from roleplay.reading.diagnostics import Diagnostic
from roleplay.scene.conditions import NO_LIMIT, AnyOf, ChoiceTest, Condition, Not, Test, VisitsTest, walk
from roleplay.scene.model import CastMember, Scenario
from roleplay.scene.text import Text


class Encounter(NamedTuple):
    """Where something is encountered: in states of the graph, and in answers to choices, as (state before, after)."""

    states: Set[int]
    replies: Set[tuple[int, int]] = frozenset()


def check_questions(subject: Subject) -> Iterator[Diagnostic]:
    """Report each question that names or quotes something a learner may not have met.

    That is, some walk reaches an ending at which the question is asked without meeting it.

    Anyone named by the briefing or by an unconditional stage direction counts as known to all; so do words of the
    briefing.
    """
    if subject.graph.cut or not subject.scenario.discussion:
        return
    for index, question in enumerate(subject.scenario.discussion):
        for name, encounter in (*_named_people(subject, question.text), *_quotations(subject, question.text)):
            states = sorted({*encounter.states, *(before for before, _ in encounter.replies)})
            if states and _is_avoidable(subject, encounter, question.when):
                passages = dict.fromkeys(subject.graph.states[number].passage.id for number in states)
                nodes = ", ".join(f"`{passage}`" for passage in passages)
                yield subject.finding("RP416", ("discussion", index), name=name, nodes=nodes)


def _named_people(subject: Subject, question: Text) -> Iterator[tuple[str, Encounter]]:
    """Members of the cast whom the question names and who are not known to all, with where they are encountered."""
    scenario = subject.scenario
    for member in scenario.cast.values():
        if names_person(question, member) and not any(names_person(text, member) for text in _known_texts(scenario)):
            yield (
                member.id,
                Encounter({n for n, state in enumerate(subject.graph.states) if _is_encountered(member, state)}),
            )


def _is_encountered(member: CastMember, state: State) -> bool:
    """Whether this person speaks in this state, or is named by a conditional stage direction shown in it."""
    node = state.passage.node
    if node is None:
        return False
    if node.speaker == member.id:
        return True
    direction_text = direction(state) if any(variant.when for variant in node.scene) else None
    return direction_text is not None and names_person(direction_text, member)


def _known_texts(scenario: Scenario) -> list[Text]:
    nodes = scenario.nodes.values()
    scenes = [v.text for node in nodes if not any(v.when for v in node.scene) for v in node.scene]
    return [*scenario.brief.texts, scenario.title, scenario.summary, *scenes]


def _quotations(subject: Subject, question: Text) -> Iterator[tuple[str, Encounter]]:
    """Quotations in the question, with where they are encountered; from the first language that has any."""
    scenario = subject.scenario
    for quotation, contains in quotations(question):
        if not any(map(contains, (*scenario.brief.texts, scenario.title, scenario.summary))):
            yield quotation, _find_encounter(subject.graph, contains)


def _find_encounter(graph: Graph, contains: Callable[[Text | None], bool]) -> Encounter:
    """Where a text is shown for which ``contains`` is true; passages without such a text are skipped."""
    states: set[int] = set()
    replies: set[tuple[int, int]] = set()
    for passage in graph.story.passages.values():
        node = passage.node
        answers_match = (
            {} if node is None else {c.id: any(contains(variant.text) for variant in c.reply) for c in node.choices}
        )
        shown = any(map(contains, _all_texts(passage)))
        if not shown and not any(answers_match.values()):
            continue
        for number in graph.at[passage.id]:
            state, offered = graph.states[number], graph.available[number]
            if shown and any(map(contains, _shown(state, offered))):
                states.add(number)
            for name, after in zip(offered, graph.after[number], strict=True):
                if answers_match[name] and contains(_answer(state, name)):
                    replies.add((number, after))
    return Encounter(states, replies)


def _all_texts(passage: Passage) -> Iterator[Text]:
    """Every text that is shown in some state of a passage, except answers."""
    if passage.ending is not None:
        yield passage.ending.title
        yield from (variant.text for variant in passage.ending.text)
    elif passage.node is not None:
        yield from (variant.text for variant in (*passage.node.scene, *passage.node.says))
        yield from (choice.say for choice in passage.node.choices)


def _answer(state: State, name: str) -> Text | None:
    choice = state.choice(name)
    if len(choice.reply) == 1 and not choice.reply[0].when:  # the answer does not depend on the state
        return choice.reply[0].text
    return reply(choice, step(state, name)) if choice.reply else None


def _shown(state: State, available: tuple[str, ...]) -> Iterator[Text | None]:
    """What is shown in this state: the stage direction, what is said and the lines on offer; or the ending."""
    if state.passage.ending is not None:
        yield from (state.passage.ending.title, ending_text(state))
    elif state.passage.node is not None:
        yield from (direction(state), says(state), *(state.choice(name).say for name in available))


def _is_avoidable(subject: Subject, encounter: Encounter, condition: Condition) -> bool:
    """Whether some walk reaches, without this ``encounter``, an ending at which ``condition`` holds.

    Nodes visited and choices made are tracked only as far as the condition tests them.
    """
    graph = subject.graph
    tracked = (*dict.fromkeys(test for test in walk(condition) if isinstance(test, VisitsTest | ChoiceTest)),)
    if any(isinstance(test, VisitsTest) and (test.low, test.high) != (1, NO_LIMIT) for test in tracked):
        return False  # the number of visits is not tracked

    def with_visit(number: int, fulfilled: frozenset[Test]) -> frozenset[Test]:
        node = graph.states[number].passage.id
        return fulfilled | {test for test in tracked if isinstance(test, VisitsTest) and test.node == node}

    pending = [(number, with_visit(number, frozenset())) for number in graph.starts if number not in encounter.states]
    seen = set(pending)
    while pending:
        number, fulfilled = pending.pop()
        state = graph.states[number]
        if state.over and _holds(condition, fulfilled, state):
            return True
        for choice, after in zip(graph.available[number], graph.after[number], strict=True):
            if after in encounter.states or (number, after) in encounter.replies:
                continue
            chosen = {
                t for t in tracked if isinstance(t, ChoiceTest) and t.node == state.passage.id and choice in t.choices
            }
            position = (after, with_visit(after, fulfilled | chosen))
            if position not in seen:
                seen.add(position)
                pending.append(position)
    return False


def _holds(condition: Condition, fulfilled: frozenset[Test], end: State) -> bool:
    """Whether a condition holds for a walk that ends in ``end`` and met the tests ``fulfilled`` on its way."""
    return all(_fulfilled(test, fulfilled, end) for test in condition)


def _fulfilled(test: Test, fulfilled: frozenset[Test], end: State) -> bool:
    match test:
        case VisitsTest() | ChoiceTest():
            return test in fulfilled
        case AnyOf(options):
            return any(_holds(option, fulfilled, end) for option in options)
        case Not(condition):
            return not _holds(condition, fulfilled, end)
        case _:
            return holds_at_end((test,), [end], ())
