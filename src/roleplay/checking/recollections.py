"""RP420, RP421: a text that names somebody, or quotes words, introduced on only some of the ways to it.

A first mention is how people are introduced, and words from outside the conversation may be quoted freely. So what no
way has introduced before is fine; only what one way has introduced and another has not is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from roleplay.checking.mentions import names_person, quotations
from roleplay.checking.meter_values import spoken_text
from roleplay.checking.subject import Subject
from roleplay.checking.texts import texts
from roleplay.engine import step
from roleplay.engine.view import direction, ending_text, reply
from roleplay.exploration import Route
from roleplay.reading.diagnostics import Diagnostic
from roleplay.scene.model import Choice, Ending
from roleplay.scene.text import Text


class Mention(NamedTuple):
    """What is looked for: a person or a quotation."""

    #: the texts that introduce it, as ``id()``
    introduced_by: frozenset[int]
    #: the text that presupposes it; if ``None``, any text that introduces it may also presuppose it
    dependent: Text | None = None
    #: nodes at which the person speaks, and choices addressed to them, as (node, choice)
    present: frozenset[str] = frozenset()
    spoken_to: frozenset[tuple[str, str]] = frozenset()


class MissedMention(NamedTuple):
    """A text encountered on a route that has not introduced what another route to it has."""

    text: Text
    route: Route


def check_recollections(subject: Subject) -> Iterator[Diagnostic]:
    """Check people and quotations; nothing if the scene has too many states to explore."""
    if subject.graph.cut:
        return
    scene_texts = _SceneTexts(subject)
    places = {id(placed.text): placed.path for placed in texts(subject)}
    for code, name, mention in (*_people(subject, scene_texts), *_quoted(subject, scene_texts)):
        for missed in scene_texts.missed_mentions(mention):
            if id(missed.text) in places:  # a text repeated by an alias has no place of its own
                yield subject.finding(code, places[id(missed.text)], name=name, route=missed.route)


def _people(subject: Subject, scene_texts: _SceneTexts) -> Iterator[tuple[str, str, Mention]]:
    """The members of the cast whom the briefing does not name, as (code, cast id, what to look for)."""
    nodes = subject.scenario.nodes.values()
    for member in subject.scenario.cast.values():
        if not any(names_person(text, member) for text in _briefing(subject)):
            naming = frozenset(id(text) for text in scene_texts.texts if names_person(text, member))
            present = frozenset(node.id for node in nodes if node.speaker == member.id)
            addressed = frozenset((node.id, c.id) for node in nodes for c in node.choices if c.to == member.id)
            yield "RP420", member.id, Mention(naming, None, present, addressed)


def _quoted(subject: Subject, scene_texts: _SceneTexts) -> Iterator[tuple[str, str, Mention]]:
    """What one side quotes from the other's lines. Quotations of oneself may come from outside the conversation."""
    lines = {id(choice.say) for node in subject.scenario.nodes.values() for choice in node.choices}
    ending_texts = {
        id(text) for ending in subject.scenario.endings.values() for text in _ending_texts(ending)
    }  # too late to introduce anything
    for quoting in scene_texts.texts:
        for quotation, contains in quotations(quoting):
            sources = {
                id(text)
                for text in scene_texts.texts
                if text is not quoting and id(text) not in ending_texts and contains(text)
            }
            others_lines = sources - lines if id(quoting) in lines else sources & lines
            if (
                others_lines
                and (id(quoting) in lines or others_lines == sources)
                and not any(map(contains, _briefing(subject)))
            ):
                yield "RP421", quotation, Mention(frozenset(sources), quoting)


def _briefing(subject: Subject) -> Sequence[Text]:
    scenario = subject.scenario
    return (*scenario.brief.texts, scenario.title, scenario.summary)


def _ending_texts(ending: Ending) -> Iterator[Text]:
    yield ending.title
    yield from (variant.text for variant in ending.text)


class _SceneTexts:
    """The texts of a scene in the order in which they are encountered, at every state of its graph.

    Many states show the same texts, so equal rows of texts are stored, and examined, only once.
    """

    def __init__(self, subject: Subject) -> None:
        self.graph = graph = subject.graph
        self.rows: list[tuple[Text, ...]] = []
        self._numbers: dict[tuple[int, ...], int] = {}
        #: for each state, the row of stage direction and speech, and the row of the lines on offer
        self.opening: list[int] = []
        self.offered: list[int] = []
        #: for each state and choice, the row of the line and its answer
        self.exchange: list[list[int]] = []
        for number, state in enumerate(graph.states):
            choices = [state.choice(name) for name in graph.available[number]]
            ending = state.passage.ending
            self.opening.append(
                self._row(direction(state), spoken_text(state), ending and ending.title, ending_text(state))
            )
            self.offered.append(self._row(*(choice.say for choice in choices)))
            self.exchange.append([self._row(choice.say, self._answer(number, choice)) for choice in choices])
        #: every text that is encountered, once
        self.texts = list({id(text): text for row in self.rows for text in row}.values())

    def _row(self, *met: Text | None) -> int:
        row = tuple(text for text in met if text is not None)
        number = self._numbers.setdefault(tuple(map(id, row)), len(self.rows))
        if number == len(self.rows):
            self.rows.append(row)
        return number

    def _answer(self, number: int, choice: Choice) -> Text | None:
        if len(choice.reply) < 2:
            return choice.reply[0].text if choice.reply else None
        return reply(choice, step(self.graph.states[number], choice.id))

    def missed_mentions(self, mention: Mention) -> Iterator[MissedMention]:
        """Texts encountered on some route before the mention was introduced, while another route has introduced it.

        The learner reads the lines on offer, so these introduce a name; a quotation is introduced only when said.
        """
        if mention.introduced_by:
            unintroduced, introductions = self._explore(mention)
            for text, route in unintroduced.values():
                reachable = self._reachable(state for introducer, state in introductions if introducer is not text)
                if any(text is met for state in reachable for met in self._texts_at(state)):
                    yield MissedMention(text, route)

    def _explore(self, mention: Mention) -> tuple[Mapping[int, tuple[Text, Route]], list[tuple[Text | None, int]]]:
        """Texts encountered before any introduction (by id, with a route), and introductions (text, next state)."""
        graph, dependent = self.graph, mention.dependent
        ids = mention.introduced_by if dependent is None else mention.introduced_by | {id(dependent)}
        first = [next((text for text in row if id(text) in ids), None) for row in self.rows]
        unintroduced: dict[int, tuple[Text, Route]] = {}
        introductions: list[tuple[Text | None, int]] = []
        pending = list(graph.starts)
        # state -> the state and choice before it, on a shortest route without an introduction
        came_from: dict[int, tuple[int, str] | None] = dict.fromkeys(pending)
        for number in pending:  # grows during the loop
            name = graph.states[number].passage.id
            if name in mention.present:
                introductions += [(None, next_state) for next_state in graph.after[number]]
                continue
            introducing = first[self.opening[number]]
            if introducing is None and dependent is None:
                introducing = first[self.offered[number]]
            for text in (
                introducing,
                dependent if introducing is None and dependent in self.rows[self.offered[number]] else None,
            ):
                if text is not None and (dependent is None or text is dependent):
                    unintroduced.setdefault(id(text), (text, self._route(came_from, number)))
            if introducing is not None and introducing is not dependent:
                introductions += [(introducing, next_state) for next_state in graph.after[number]]
                continue
            for choice, next_state, row in zip(
                graph.available[number], graph.after[number], self.exchange[number], strict=True
            ):
                answer = first[row]
                if answer is not None and (dependent is None or answer is dependent):
                    unintroduced.setdefault(id(answer), (answer, self._route(came_from, number, choice)))
                if (answer is not None and answer is not dependent) or (name, choice) in mention.spoken_to:
                    introductions.append((answer, next_state))
                elif next_state not in came_from:
                    came_from[next_state] = (number, choice)
                    pending.append(next_state)
        return unintroduced, introductions

    def _route(self, came_from: Mapping[int, tuple[int, str] | None], number: int, *last: str) -> Route:
        choices = list(last)
        while (before := came_from[number]) is not None:
            number, choice = before
            choices.insert(0, choice)
        return Route(self.graph.route(number).deal, tuple(choices))

    def _texts_at(self, number: int) -> Iterator[Text]:
        for row in (self.opening[number], self.offered[number], *self.exchange[number]):
            yield from self.rows[row]

    def _reachable(self, states: Iterable[int]) -> list[int]:
        pending = list(dict.fromkeys(states))
        seen = set(pending)
        for number in pending:
            new = [next_state for next_state in dict.fromkeys(self.graph.after[number]) if next_state not in seen]
            seen.update(new)
            pending += new
        return pending
