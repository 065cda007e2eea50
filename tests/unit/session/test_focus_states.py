"""Where a focus drill starts: costliest first, by a shortest walk, later with other personas."""

from __future__ import annotations

from builders import bundle, choice, node, story_scene
from roleplay.engine import legal, replay, start
from roleplay.scene.model import Bundle
from roleplay.session import Decision
from roleplay.session.focus import FocusState, at_stake
from roleplay.session.focus_states import (
    ExploredStory,
    FocusMoment,
    choose_variant,
    losses,
    lost_moments,
    moments_by_expected_loss,
    next_moment,
    reached,
    variants,
)

HEAR = "main.hear"

#: ``long`` is a detour to where ``short`` leads directly; a loss at ``late`` costs the good ending too.
NODES = {
    "one": node(
        choice("short", "late", ["act_now"]), choice("long", "detour", ["act_now"]), choice("stop", "lost", ["dodge"])
    ),
    "detour": node(choice("back", "late", ["listen"]), choice("rude", "late", ["cut_in"])),
    "late": node(choice("hear", "end", ["listen"]), choice("cut", "lost", ["cut_in"])),
}  # fmt: skip


def scene(**changes: object) -> Bundle:
    return bundle(story_scene(nodes=NODES, **changes))


def decisions_for(story: ExploredStory, *choices: str) -> list[Decision]:
    states = replay(start(story.story, 0), choices)
    return [Decision(each, "en", node=state.passage.id) for each, state in zip(choices, states, strict=False)]


def test_losses_are_entered_by_a_shortest_walk_and_the_costliest_comes_first() -> None:
    story = ExploredStory(scene())
    lost = list(losses(HEAR, story, 0, decisions_for(story, "long", "rude", "cut")))
    assert [(loss.state.passage.id, loss.points) for loss in lost] == [("detour", 4), ("late", 4)]
    late, detour = lost_moments((story, loss) for loss in lost)
    assert (late.place, late.state.walk, late.times) == (("small", "late"), ("short",), 1)
    assert (detour.place, detour.state.walk) == (("small", "detour"), ("long",))
    assert late.regret > detour.regret, "the ending was lost there as well"


def test_losses_at_the_same_node_add_up_and_a_good_line_is_no_loss() -> None:
    story = ExploredStory(scene())
    plays = [
        decisions_for(story, "short", "cut"),
        decisions_for(story, "short", "cut"),
        decisions_for(story, "short", "hear"),
    ]
    (moment,) = lost_moments((story, loss) for play in plays for loss in losses(HEAR, story, 0, play))
    assert (moment.times, moment.points) == (2, 8)


def test_only_a_branchs_own_decisions_count() -> None:
    story = ExploredStory(scene())
    lost = losses(HEAR, story, 0, decisions_for(story, "long", "rude", "cut"), first=2)
    assert [loss.state.passage.id for loss in lost] == ["late"]


def test_decisions_unknown_to_a_changed_scene_are_left_out() -> None:
    story = ExploredStory(scene())
    play = decisions_for(story, "long", "rude", "cut")
    changed_play = [play[0], play[1]._replace(choice="gone"), play[2]]
    assert list(losses(HEAR, story, 0, changed_play)) == []
    moved = [*play[:2], play[2]._replace(node="elsewhere")]
    assert [loss.state.passage.id for loss in losses(HEAR, story, 0, moved)] == ["detour"]


def test_without_losses_random_play_shows_where_it_is_hard() -> None:
    moments = moments_by_expected_loss(HEAR, ExploredStory(scene()))
    assert {moment.place[1] for moment in moments} == {"detour", "late"}
    assert all(moment.times == 0 for moment in moments)
    assert moments_by_expected_loss("gone.by", ExploredStory(scene())) == []


def moment(node: str, regret: float, times: int = 1) -> FocusMoment:
    return FocusMoment(FocusState("small", node, (), (), ()), regret, regret, times)


def test_the_next_moment_is_the_costliest_tried_least() -> None:
    dear, cheap, chance = moment("dear", 10), moment("cheap", 6), moment("chance", 99, times=0)
    moments = [dear, cheap, chance]
    assert next_moment(moments, {}, []) == dear
    assert next_moment(moments, {}, [dear.place]) == cheap, "not twice in a drill"
    assert next_moment(moments, {dear.place: 1}, []) == cheap, "10 / 2 < 6"
    assert next_moment(moments, {}, [dear.place, cheap.place]) == chance
    assert next_moment([dear], {}, [dear.place]) == dear, "there is no other"
    assert next_moment([], {}, []) is None


def test_later_tries_use_other_personas_and_deals() -> None:
    story = ExploredStory(scene(deal={"which": ["a", "b"]}, personas={"ann": ["hot"]}))
    first = FocusState("small", "late", (), (("which", "b"),), ("short",))
    offered = variants(first, story.bundle)
    setups = [(dict(each.personas), dict(each.deal)["which"]) for each in offered]
    assert setups == [({}, "b"), ({}, "a"), ({"ann": "hot"}, "a"), ({"ann": "hot"}, "b")]
    assert choose_variant(offered, [], 7)[0] == first, "the first time as it was"
    once = [(first.personas, first.deal)]
    order = choose_variant(offered, once, 1)
    assert order == choose_variant(offered, once, 1)
    assert (order[0], order[-1]) == (offered[2], first)
    assert {choose_variant(offered, once, count)[0] for count in range(3)} == set(offered[1:])
    every = [(each.personas, each.deal) for each in offered]
    assert choose_variant(offered, every, 5)[0] == first, "the one longest ago"


def test_a_variant_gets_a_walk_that_leads_there() -> None:
    shut = {**NODES, "one": node(
        choice("short", "late", ["act_now"], when={"persona.ann": "base"}), choice("long", "detour", ["act_now"])
    )}  # fmt: skip
    loaded = bundle(story_scene(nodes=shut, personas={"ann": ["hot"]}))
    target = FocusState("small", "late", (), (), ("short",))
    assert reached(HEAR, ExploredStory(loaded), target) == target
    hot = ExploredStory(loaded, (("ann", "hot"),))
    state = reached(HEAR, hot, target._replace(personas=hot.personas))
    assert state is not None
    assert state.walk in (("long", "back"), ("long", "rude"))
    end = replay(start(hot.story, 0), state.walk)[-1]
    assert at_stake(HEAR, hot.judge, end)
    assert legal(end) == ("hear", "cut")
    assert reached(HEAR, hot, target._replace(node="gone")) is None
