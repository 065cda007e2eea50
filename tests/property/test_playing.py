"""Invariants of every story and every walk through it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.engine import IllegalChoice, State, chance, compile_story, legal, replay, start, step
from roleplay.engine.view import direction, ending_text, offers, reply, says
from strategies import Run, World, quick, runs, thorough, worlds

from .reference import Reference, ReferenceState


def assert_same_state(state: State, expected: ReferenceState) -> None:
    """Check that the engine's state equals that of the reference implementation."""
    assert state.passage.id == expected.at
    assert {name: state.meter(name) for name in state.story.meters} == expected.meters
    assert {name for name in state.story.flags if state.flag(name)} == expected.flags
    assert {name: state.fact(name) for name in state.story.facts} == expected.facts
    assert state.turn == expected.turn
    for name, slot in state.story.slots.visits.items():
        assert state.visits[slot] == expected.visits.get(name, 0)


@given(runs())
@thorough
def test_a_story_proceeds_as_in_the_reference_implementation(run: Run) -> None:
    reference = Reference(run.world)
    first = run.states[0]
    expected = reference.start({name: first.fact(name) for name in first.story.facts})
    assert_same_state(first, expected)
    for before, after, name in zip(run.states, run.states[1:], run.decisions, strict=False):
        assert list(legal(before)) == reference.legal(expected)
        next_expected = reference.step(expected, name)
        assert_same_state(after, next_expected)
        answer, next_line = reply(before.choice(name), after), says(after)
        assert (answer and answer.get("en")) == reference.reply(expected, name, next_expected)
        assert (next_line and next_line.get("en")) == reference.says(next_expected)
        narration = ending_text(after) if after.over else direction(after)
        assert (narration and narration.get("en")) == reference.narration(next_expected)
        expected = next_expected
    assert list(legal(run.states[-1])) == reference.legal(expected)


@given(runs(), st.sampled_from(["base", "other"]), st.sampled_from(["base", "other"]))
@quick
def test_an_overriding_persona_reacts_instead_of_the_scenes_own(run: Run, ann: str, bob: str) -> None:
    overlay = {"ann": ann, "bob": bob}
    state = start(compile_story(run.world.bundle, overlay), run.seed)
    reference = Reference(run.world, overlay)
    expected = reference.start({name: state.fact(name) for name in state.story.facts})
    for name in run.decisions:
        if name not in legal(state):
            break
        state, expected = step(state, name), reference.step(expected, name)
        assert_same_state(state, expected)


@given(runs())
@quick
def test_replaying_a_journal_gives_the_same_states_byte_for_byte(run: Run) -> None:
    again = compile_story(run.world.bundle)
    states = replay(start(again, run.seed), run.decisions)
    assert [s.to_bytes() for s in states] == [s.to_bytes() for s in run.states]
    assert replay(run.states[0], run.decisions) == run.states


@given(runs(), st.integers(0, 20))
@quick
def test_taking_back_is_dropping_the_last_decisions(run: Run, dropped: int) -> None:
    remaining = run.decisions[: max(0, len(run.decisions) - dropped)]
    states = replay(start(run.world.story, run.seed), remaining)
    assert states[-1] == run.states[len(remaining)]
    assert states[-1].to_bytes() == run.states[len(remaining)].to_bytes()
    if len(remaining) < len(run.decisions):
        assert step(states[-1], run.decisions[len(remaining)]) == run.states[len(remaining) + 1]


@given(runs())
@quick
def test_meters_are_whole_numbers_from_0_to_100(run: Run) -> None:
    for state in run.states:
        assert all(type(value) is int and 0 <= value <= 100 for value in state.meters)


def refusal_of(state: State, name: str) -> IllegalChoice | None:
    try:
        step(state, name)
    except IllegalChoice as refusal:
        return refusal
    return None


@given(runs())
@thorough
def test_legal_choices_are_exactly_those_a_step_accepts(run: Run) -> None:
    names = {line.id for passage in run.world.story.passages.values() for line in passage.lines} | {
        "",
        "nobody-says-this",
    }
    for state in run.states:
        accepted = set()
        for name in names:
            before = state.to_bytes()
            if refusal := refusal_of(state, name):
                assert (refusal.choice, refusal.at, refusal.legal) == (name, state.passage.id, legal(state))
            else:
                accepted.add(name)
            assert state.to_bytes() == before, "a step changes nothing"
        assert accepted == set(legal(state))
        assert len(legal(state)) == len(accepted)
        assert (legal(state) == ()) is state.over, "a node always offers its first choice, an ending none"


@given(runs(), st.data())
@quick
def test_states_have_equal_bytes_exactly_if_they_are_equal(run: Run, data: st.DataObject) -> None:
    seeds = st.sampled_from([run.seed, 1, 2])
    others = list(run.states)
    state = start(run.world.story, data.draw(seeds))
    for _ in range(6):
        others.append(state)
        if state.over:
            break
        state = step(state, data.draw(st.sampled_from(legal(state))))
    for left in others:
        for right in others:
            assert (left == right) is (left.to_bytes() == right.to_bytes())


@given(worlds(), st.integers(0, 1 << 40))
@quick
def test_facts_are_dealt_from_the_seed_alone(world: World, seed: int) -> None:
    first = start(world.story, seed)
    assert first.to_bytes() == start(compile_story(world.bundle), seed).to_bytes()
    for fact, values in world.scene["deal"].items():
        assert first.fact(fact) == values[chance(seed, "small", fact) % len(values)]
        for value in values:
            assert start(world.story, seed, {fact: value}).fact(fact) == value


@given(runs(), st.integers(0, 99))
@quick
def test_legal_choices_are_offered_first_and_then_locked_ones(run: Run, seed: int) -> None:
    for state in run.states:
        shown = offers(state, seed)
        assert shown == offers(state, seed)
        available = [offer for offer in shown if offer.locked is None]
        locked = [offer for offer in shown if offer.locked is not None]
        assert list(shown) == available + locked
        assert sorted(offer.id for offer in available) == sorted(legal(state))
        for offer in locked:
            assert offer.locked == offer.line.choice.locked
            assert not (offer.line.bit & state.taken)
        hidden = {line.id for line in state.passage.lines} - {offer.id for offer in shown}
        for name in hidden:
            line = state.passage.line(name)
            assert line.choice.locked is None or line.bit & state.taken


@given(runs())
@quick
def test_a_state_cannot_be_changed(run: Run) -> None:
    with pytest.raises(AttributeError):
        run.states[-1].turn = 3  # type: ignore[misc]
