"""Replay a walk through an edited scene, up to the first difference on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from roleplay.engine import IllegalChoice, State, Story, start, step
from roleplay.engine.view import direction, ending_text, reply, says
from roleplay.reading.document import KeyPath
from roleplay.scene.conditions import Condition
from roleplay.scene.model import Choice, Ending, Node, Scenario, Variant
from roleplay.scene.text import Text


class ChangeKind(StrEnum):
    """What is different. Values are the keys of the file where there is one."""

    #: different facts are dealt, or have different values
    DEAL = "deal"
    #: it starts at another node
    START = "start"
    SCENE = "scene"
    SPEAKER = "speaker"
    SAYS = "says"
    ASSESS = "assess"
    SILENCE = "silence"
    #: a new choice
    ADDED = "added"
    #: a choice that was removed
    GONE = "gone"
    #: a choice that exists but is not available now
    SHUT = "shut"
    SAY = "say"
    MOVES = "moves"
    EFFECTS = "effects"
    SET = "set"
    CLEAR = "clear"
    WHEN = "when"
    LOCKED = "locked"
    ONCE = "once"
    TO = "to"
    REPLY = "reply"
    WHY = "why"
    GOTO = "goto"
    #: the same line leads elsewhere, although the line itself was not changed
    ELSEWHERE = "elsewhere"
    TITLE = "title"
    TEXT = "text"
    OUTCOME = "outcome"
    WORTH = "worth"
    KPI = "kpi"
    #: the same line results in other values
    METERS = "meters"


class SceneChange(NamedTuple):
    """A difference: at which turn it shows, and where it is in the file.

    ``turn`` is the number of decisions taken before it can be seen. ``languages`` are those whose text differs.
    """

    kind: ChangeKind
    turn: int
    passage: str
    path: KeyPath
    choice: str | None = None
    languages: tuple[str, ...] = ()


class ReplayResult(NamedTuple):
    """How far a walk could be replayed: the states, and what stopped it (``None`` if nothing)."""

    states: tuple[State, ...]
    change: SceneChange | None


def replay_until_changed(before: Sequence[State], choices: Sequence[str], story: Story) -> ReplayResult:
    """Replay ``choices``, which went through ``before`` (not empty), in the new ``story``."""
    facts = dict(zip(before[0].story.facts, before[0].facts, strict=True))
    deal = {fact: facts.get(fact, values[0]) for fact, values in story.scenario.deal.items()}
    deal = {
        fact: value if value in story.scenario.deal[fact] else story.scenario.deal[fact][0]
        for fact, value in deal.items()
    }
    states = [start(story, 0, deal)]
    if deal != facts:
        return ReplayResult(
            tuple(states), SceneChange(kind=ChangeKind.DEAL, turn=0, passage=story.first.id, path=("deal",))
        )
    for turn, was in enumerate(before):
        taken = choices[turn] if turn < len(choices) else None
        change = _before_turn(before, states, choices, turn) or _on_screen(was, states[turn], taken, turn)
        if change is None and taken is not None:
            try:
                states.append(step(states[turn], taken))
            except IllegalChoice:
                change = _choice(ChangeKind.SHUT, states[turn], taken, turn)
        if change is not None:
            return ReplayResult(tuple(states), change)
    return ReplayResult(tuple(states), None)


def _before_turn(
    before: Sequence[State], states: Sequence[State], choices: Sequence[str], turn: int
) -> SceneChange | None:
    """What differs on the way to this turn: the line said before, its effect, and where it led."""
    was, now = before[turn], states[turn]
    if turn == 0:
        if was.passage.id != now.passage.id:
            return SceneChange(kind=ChangeKind.START, turn=0, passage=now.passage.id, path=("start",))
        return None
    taken, here = choices[turn - 1], states[turn - 1]
    old = before[turn - 1].choice(taken)
    new = here.choice(taken)
    answers = reply(old, was), reply(new, now)
    if answers[0] != answers[1]:
        return _choice(ChangeKind.REPLY, here, taken, turn, _differing_languages(*answers))
    for kind in _different(old, new, _AFTER_SAID):
        return _choice(kind, here, taken, turn, _languages(kind, old, new))
    if was.passage.id != now.passage.id:
        return _choice(ChangeKind.ELSEWHERE, here, taken, turn)
    return None


#: The fields of a line by when they show: before it is said, or after.
_BEFORE_SAID = (ChangeKind.SAY, ChangeKind.WHEN, ChangeKind.LOCKED, ChangeKind.ONCE)
_AFTER_SAID = (
    ChangeKind.GOTO,
    ChangeKind.MOVES,
    ChangeKind.EFFECTS,
    ChangeKind.SET,
    ChangeKind.CLEAR,
    ChangeKind.TO,
    ChangeKind.WHY,
)


def _on_screen(was: State, now: State, taken: str | None, turn: int) -> SceneChange | None:
    """What differs in what is shown, from the top of the screen to the bottom."""
    old, new = was.passage.node, now.passage.node
    if old is not None and new is not None:
        return next(_in_node(old, new, was, now, taken, turn), None)
    if was.passage.ending is not None and now.passage.ending is not None:
        return next(_in_ending(was.passage.ending, now.passage.ending, was, now, turn), None)
    return SceneChange(
        kind=ChangeKind.OUTCOME, turn=turn, passage=now.passage.id, path=("endings", now.passage.id)
    )  # a node became an ending, or back


def _in_node(old: Node, new: Node, was: State, now: State, taken: str | None, turn: int) -> Iterator[SceneChange]:
    path: KeyPath = ("nodes", new.id)
    directions = direction(was), direction(now)
    if directions[0] != directions[1]:
        yield SceneChange(
            kind=ChangeKind.SCENE,
            turn=turn,
            passage=new.id,
            path=(*path, "scene"),
            languages=_differing_languages(*directions),
        )
    if old.speaker != new.speaker:
        yield SceneChange(kind=ChangeKind.SPEAKER, turn=turn, passage=new.id, path=(*path, "speaker"))
    words = says(was), says(now)
    if words[0] != words[1]:
        yield SceneChange(
            kind=ChangeKind.SAYS,
            turn=turn,
            passage=new.id,
            path=(*path, "says"),
            languages=_differing_languages(*words),
        )
    known = {choice.id: choice for choice in old.choices}
    for choice in new.choices:
        before = known.pop(choice.id, None)
        if before is None:
            yield _choice(ChangeKind.ADDED, now, choice.id, turn)
            continue
        kinds = _BEFORE_SAID if choice.id == taken else (*_BEFORE_SAID, ChangeKind.REPLY, *_AFTER_SAID)
        for kind in _different(before, choice, kinds):
            yield _choice(kind, now, choice.id, turn, _languages(kind, before, choice))
    for gone in known:
        yield SceneChange(kind=ChangeKind.GONE, turn=turn, passage=new.id, choice=gone, path=(*path, "choices"))
    if was.meters != now.meters:
        yield SceneChange(kind=ChangeKind.METERS, turn=turn, passage=new.id, path=path)
    for kind, same in (
        (ChangeKind.ASSESS, old.assess == new.assess),
        (ChangeKind.SILENCE, old.silence == new.silence),
    ):
        if not same:
            yield SceneChange(kind=kind, turn=turn, passage=new.id, path=(*path, kind.value))


def _in_ending(old: Ending, new: Ending, was: State, now: State, turn: int) -> Iterator[SceneChange]:
    for kind in (ChangeKind.TITLE, ChangeKind.TEXT, ChangeKind.OUTCOME, ChangeKind.KPI, ChangeKind.WORTH):
        before, after = getattr(old, kind.value), getattr(new, kind.value)
        if kind is ChangeKind.TEXT:
            before, after = ending_text(was), ending_text(now)
        if before != after:
            texts = _differing_languages(before, after) if isinstance(before, Text) else ()
            yield SceneChange(
                kind=kind, turn=turn, passage=new.id, path=("endings", new.id, kind.value), languages=texts
            )


def _different(old: Choice, new: Choice, kinds: Sequence[ChangeKind]) -> list[ChangeKind]:
    return [kind for kind in kinds if getattr(old, kind.value) != getattr(new, kind.value)]


def _choice(kind: ChangeKind, at: State, choice: str, turn: int, languages: tuple[str, ...] = ()) -> SceneChange:
    """A change of a choice at the current node."""
    node = at.passage.node
    assert node is not None
    index = next(index for index, other in enumerate(node.choices) if other.id == choice)
    where: KeyPath = ("nodes", node.id, "choices", index)
    if kind not in (ChangeKind.ADDED, ChangeKind.SHUT, ChangeKind.ELSEWHERE):
        where = (*where, kind.value)
    return SceneChange(kind=kind, turn=turn, passage=node.id, choice=choice, path=where, languages=languages)


def _languages(kind: ChangeKind, old: Choice, new: Choice) -> tuple[str, ...]:
    before, after = (_texts(getattr(choice, kind.value)) for choice in (old, new))
    if before and after and before.keys() != after.keys():  # the conditions differ, not only the words
        return ()
    conditions = {**after, **before}
    return tuple(
        dict.fromkeys(code for when in conditions for code in _differing_languages(before.get(when), after.get(when)))
    )


def _texts(value: object) -> dict[Condition, Text]:
    """The texts of a field by condition; empty if it has none."""
    if isinstance(value, Text):
        return {(): value}
    variants = value if isinstance(value, tuple) else ()
    return {variant.when: variant.text for variant in variants if isinstance(variant, Variant)}


def _differing_languages(before: Text | None, after: Text | None) -> tuple[str, ...]:
    """The languages in which two texts differ."""
    old, new = (dict(text.values) if text is not None else {} for text in (before, after))
    return tuple(code for code in {**new, **old} if old.get(code) != new.get(code))


def differing_passages(old: Scenario, new: Scenario) -> tuple[str, ...]:
    """The nodes and endings of ``new`` that differ from ``old``, in file order."""
    before: dict[str, object] = {**old.nodes, **old.endings}
    return tuple(name for name, passage in {**new.nodes, **new.endings}.items() if before.get(name) != passage)
