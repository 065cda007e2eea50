"""Which nodes a focus drill starts at: where its card was at stake and most was lost; later with other personas.

A state of an attempt is entered by a shortest walk to a state that is equal in everything that can still matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple, TypeAlias

from roleplay.engine import IllegalChoice, State, Story, compile_story, legal, replay, start, step
from roleplay.exploration import Graph, explore
from roleplay.scene.model import Bundle
from roleplay.scene.reactions import casts_offered
from roleplay.scoring.judge import Judge
from roleplay.scoring.value import Values
from roleplay.session.attempt import Decision
from roleplay.session.focus import FocusState, at_stake, expected_loss, lost

#: Nodes taken from a scene in which nothing was ever lost.
_UNPLAYED_MOMENTS = 3

Pairs: TypeAlias = tuple[tuple[str, str], ...]


class ExploredStory:
    """A scene as played with some personas, explored on first use."""

    def __init__(self, bundle: Bundle, personas: Pairs = ()) -> None:
        self.bundle = bundle
        self.personas = personas
        self.story: Story = compile_story(bundle, dict(personas))
        self.judge = Judge(self.story, [bundle.rubrics[name] for name in bundle.scenario.rubrics])
        self._graph: Graph | None = None
        self._values: Values | None = None

    @property
    def graph(self) -> Graph:
        """The graph of all its states."""
        if self._graph is None:
            self._graph = explore(self.story)
        return self._graph

    def regret(self, state: State, choice: str) -> float:
        """The regret of a decision; if there are too many states to explore, its cost against the best line there."""
        if self.graph.cut:
            return self.judge.cost(state, choice)
        if self._values is None:
            self._values = Values(self.graph, self.judge)
        return self._values.regret(state, choice)

    def entry(self, state: State, walked: Sequence[str]) -> FocusState:
        """The start of a try in ``state``: by ``walked``, which led there, or by a shorter walk."""
        number = None if self.graph.cut else self.graph.number(state)
        deal, walk = zip(self.story.facts, state.facts, strict=True), tuple(walked)
        if number is not None:
            route = self.graph.route(number)
            if len(route.choices) < len(walk):
                deal, walk = zip(route.deal.keys(), route.deal.values(), strict=True), route.choices
        return FocusState(self.bundle.scenario.id, state.passage.id, self.personas, tuple(deal), walk)


class Loss(NamedTuple):
    """A decision of an attempt that lost points on a card."""

    state: State
    choice: str
    #: the choices before it
    walked: tuple[str, ...]
    points: int


def losses(
    card: str, explored: ExploredStory, seed: int, decisions: Sequence[Decision], first: int = 0
) -> Iterator[Loss]:
    """What an attempt lost on a card from its ``first`` decision (from 0) on, as far as it fits the current scene."""
    state = start(explored.story, seed)
    for number, decision in enumerate(decisions):
        if decision.node != state.passage.id or decision.choice not in legal(state):
            return
        if number >= first and at_stake(card, explored.judge, state):
            points = lost(card, explored.judge, state, decision.choice)
            if points:
                yield Loss(state, decision.choice, tuple(d.choice for d in decisions[:number]), points)
        state = step(state, decision.choice)


class FocusMoment(NamedTuple):
    """A node of a scene at which a card is at stake."""

    state: FocusState
    #: the total loss there over all attempts: points over the rest of the conversation, and points on the card
    regret: float
    points: float
    #: in how many decisions; 0: never, the node merely stands in for such ones
    times: int
    #: whether the learner has not played the scene and its middle must not be revealed
    unplayed: bool = False

    @property
    def place(self) -> tuple[str, str]:
        """Scene and node."""
        return self.state.place


def lost_moments(all_losses: Iterable[tuple[ExploredStory, Loss]]) -> list[FocusMoment]:
    """The nodes at which a card was lost, each once, entered as in its costliest loss; costliest first."""
    costliest: dict[tuple[str, str], tuple[float, ExploredStory, Loss]] = {}
    sums: dict[tuple[str, str], tuple[float, int, int]] = {}
    for explored, loss in all_losses:
        place = explored.bundle.scenario.id, loss.state.passage.id
        regret = explored.regret(loss.state, loss.choice)
        before = sums.get(place, (0.0, 0, 0))
        sums[place] = before[0] + regret, before[1] + loss.points, before[2] + 1
        if place not in costliest or regret >= costliest[place][0]:  # ties: the latest
            costliest[place] = regret, explored, loss
    moments = [
        FocusMoment(explored.entry(loss.state, loss.walked), *sums[place])
        for place, (_, explored, loss) in costliest.items()
    ]
    return sorted(moments, key=lambda moment: (-moment.regret, -moment.points, moment.place))


def moments_by_expected_loss(card: str, explored: ExploredStory) -> list[FocusMoment]:
    """Nodes of a scene at which a card is at stake, each once: where a random line loses most first, then nearest."""
    best: dict[str, tuple[float, State, int]] = {}
    for number, state in enumerate(explored.graph.states):
        if explored.graph.available[number] and at_stake(card, explored.judge, state):
            points = expected_loss(card, explored.judge, state)
            if state.passage.id not in best or points > best[state.passage.id][0]:
                best[state.passage.id] = points, state, number
    taken = sorted(best.values(), key=lambda item: (-item[0], item[2]))[:_UNPLAYED_MOMENTS]
    return [
        FocusMoment(explored.entry(state, explored.graph.route(number).choices), 0.0, points, 0)
        for points, state, number in taken
    ]


# -- which one next --------------------------------------------------------------------------------------------


def next_moment(
    moments: Sequence[FocusMoment], tried: Mapping[tuple[str, str], int], here: Iterable[tuple[str, str]]
) -> FocusMoment | None:
    """The costliest moment not yet in ``here`` (this drill); each earlier try in ``tried`` reduces its weight.

    Once all are in ``here``, any of them again; ``None`` if there are none.
    """
    had = set(here)
    left = [moment for moment in moments if moment.place not in had] or list(moments)

    def order(moment: FocusMoment) -> tuple[object, ...]:
        times = 1 + tried.get(moment.place, 0)
        return (not moment.times, moment.unplayed, -moment.regret / times, -moment.points / times, times, moment.place)

    return min(left, key=order, default=None)


def variants(state: FocusState, bundle: Bundle) -> list[FocusState]:
    """The same moment with every persona its speaker can have and every possible deal; the given one first.

    The walks are still those of ``state``: `reached` finds out which of them lead there.
    """
    scenario = bundle.scenario
    node = scenario.nodes.get(state.node)
    members = [] if node is None or node.speaker not in scenario.cast else [node.speaker]
    others = tuple(pair for pair in state.personas if pair[0] not in members)
    casts = [(*others, *cast.items()) for cast in casts_offered(scenario, bundle.personas, members)]
    deals = [tuple(zip(scenario.deal, values, strict=True)) for values in product(*scenario.deal.values())]
    combined = [state._replace(personas=cast, deal=deal) for cast in casts for deal in deals]
    return [state, *(each for each in combined if (each.personas, each.deal) != (state.personas, state.deal))]


def choose_variant(offered: Sequence[FocusState], tried: Sequence[tuple[Pairs, Pairs]], count: int) -> list[FocusState]:
    """The variants in the order in which they should be tried.

    The first time, the moment as it was; then those not ``tried`` (personas and deal), starting from one determined by
    the ``count`` of all tries; finally those tried, longest ago first.
    """
    if not tried:
        return list(offered)
    last = {variant: number for number, variant in enumerate(tried)}
    fresh = [each for each in offered if (each.personas, each.deal) not in last]
    already_tried = sorted(
        (each for each in offered if (each.personas, each.deal) in last),
        key=lambda each: last[each.personas, each.deal],
    )
    turn = count % len(fresh) if fresh else 0
    return [*fresh[turn:], *fresh[:turn], *already_tried]


def reached(card: str, explored: ExploredStory, wanted: FocusState) -> FocusState | None:
    """``wanted`` with a walk that leads there with its personas and deal; ``None`` if there is none.

    The same lines if they lead there; else a shortest walk to that node on which the card is at stake.
    """
    deal = dict(wanted.deal)
    try:
        state = replay(start(explored.story, 0, deal), wanted.walk)[-1]
    except (IllegalChoice, KeyError):
        state = None
    if state is not None and state.passage.id == wanted.node and at_stake(card, explored.judge, state):
        return wanted._replace(personas=explored.personas)
    facts = tuple(deal.get(fact, "") for fact in explored.story.facts)
    for number in explored.graph.at.get(wanted.node, ()):
        state = explored.graph.states[number]
        if state.facts == facts and at_stake(card, explored.judge, state):
            route = explored.graph.route(number)
            return wanted._replace(personas=explored.personas, walk=route.choices)
    return None
