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


class Meeting(NamedTuple):
    """Where something is encountered: in states of the graph, and in answers to choices, as (state before, after)."""

    states: Set[int]
    replies: Set[tuple[int, int]] = frozenset()


def check_questions(subject: Subject) -> Iterator[Diagnostic]:
    """Every question that names or quotes what some walk to an ending at which it is asked does not encounter.

    Anyone named by the briefing or by an unconditional stage direction counts as known to all; so do words of the
    briefing.
    """
    if subject.graph.cut or not subject.scenario.discussion:
        return
    for index, question in enumerate(subject.scenario.discussion):
        for name, meeting in (*_people(subject, question.text), *_quoted(subject, question.text)):
            states = sorted({*meeting.states, *(before for before, _ in meeting.replies)})
            if states and _avoided(subject, meeting, question.when):
                passages = dict.fromkeys(subject.graph.states[number].passage.id for number in states)
                nodes = ", ".join(f"`{passage}`" for passage in passages)
                yield subject.finding("RP416", ("discussion", index), name=name, nodes=nodes)


def _people(subject: Subject, question: Text) -> Iterator[tuple[str, Meeting]]:
    """Members of the cast whom the question names and who are not known to all, with where they are encountered."""
    scenario = subject.scenario
    for member in scenario.cast.values():
        if names_person(question, member) and not any(names_person(text, member) for text in _known(scenario)):
            yield member.id, Meeting({n for n, state in enumerate(subject.graph.states) if _met(member, state)})


def _met(member: CastMember, state: State) -> bool:
    """Whether this person speaks in this state, or is named by a conditional stage direction shown in it."""
    node = state.passage.node
    if node is None or node.speaker == member.id:
        return node is not None
    told = direction(state) if any(variant.when for variant in node.scene) else None
    return told is not None and names_person(told, member)


def _known(scenario: Scenario) -> list[Text]:
    nodes = scenario.nodes.values()
    scenes = [v.text for node in nodes if not any(v.when for v in node.scene) for v in node.scene]
    return [*scenario.brief.texts, scenario.title, scenario.summary, *scenes]


def _quoted(subject: Subject, question: Text) -> Iterator[tuple[str, Meeting]]:
    """Quotations in the question, with where they are encountered; from the first language that has any."""
    scenario = subject.scenario
    for quotation, has in quotations(question):
        if not any(map(has, (*scenario.brief.texts, scenario.title, scenario.summary))):
            yield quotation, _places(subject.graph, has)


def _places(graph: Graph, has: Callable[[Text | None], bool]) -> Meeting:
    """Where a text is shown for which ``has`` is true; passages without such a text are skipped."""
    states: set[int] = set()
    replies: set[tuple[int, int]] = set()
    for passage in graph.story.passages.values():
        node = passage.node
        answers = {} if node is None else {c.id: any(has(variant.text) for variant in c.reply) for c in node.choices}
        shown = any(map(has, _ever_shown(passage)))
        if not shown and not any(answers.values()):
            continue
        for number in graph.at[passage.id]:
            state, available = graph.states[number], graph.available[number]
            if shown and any(map(has, _shown(state, available))):
                states.add(number)
            for name, after in zip(available, graph.after[number], strict=True):
                if answers[name] and has(_answer(state, name)):
                    replies.add((number, after))
    return Meeting(states, replies)


def _ever_shown(passage: Passage) -> Iterator[Text]:
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


def _avoided(subject: Subject, meeting: Meeting, asked: Condition) -> bool:
    """Whether some walk reaches, without this ``meeting``, an ending at which the question is ``asked``.

    Nodes visited and choices made are tracked only as far as the condition tests them.
    """
    graph = subject.graph
    story = (*dict.fromkeys(test for test in walk(asked) if isinstance(test, VisitsTest | ChoiceTest)),)
    if any(isinstance(test, VisitsTest) and (test.low, test.high) != (1, NO_LIMIT) for test in story):
        return False  # the number of visits is not tracked

    def passed(number: int, already: frozenset[Test]) -> frozenset[Test]:
        node = graph.states[number].passage.id
        return already | {test for test in story if isinstance(test, VisitsTest) and test.node == node}

    waiting = [(number, passed(number, frozenset())) for number in graph.starts if number not in meeting.states]
    seen = set(waiting)
    while waiting:
        number, already = waiting.pop()
        state = graph.states[number]
        if state.over and _holds(asked, already, state):
            return True
        for choice, after in zip(graph.available[number], graph.after[number], strict=True):
            if after in meeting.states or (number, after) in meeting.replies:
                continue
            said = {
                t for t in story if isinstance(t, ChoiceTest) and t.node == state.passage.id and choice in t.choices
            }
            position = (after, passed(after, already | said))
            if position not in seen:
                seen.add(position)
                waiting.append(position)
    return False


def _holds(condition: Condition, already: frozenset[Test], end: State) -> bool:
    """Whether a condition holds for a walk that ends in ``end`` and met the tests ``already`` on its way."""
    return all(_fulfilled(test, already, end) for test in condition)


def _fulfilled(test: Test, already: frozenset[Test], end: State) -> bool:
    match test:
        case VisitsTest() | ChoiceTest():
            return test in already
        case AnyOf(options):
            return any(_holds(option, already, end) for option in options)
        case Not(condition):
            return not _holds(condition, already, end)
        case _:
            return holds_at_end((test,), [end], ())
