"""Seams of small stories, checked by hand: where and in which order they are shown, changes, and covering walks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from builders import bundle, choice, ending, meter, node, scene, story_scene
from roleplay.engine import compile_story, replay, start
from roleplay.engine.view import direction, reply, says
from roleplay.exploration import explore
from roleplay.exploration.covering import covering_walks
from roleplay.exploration.seams import Seams, changed_seams, key_of_step, seams_of

#: The condition of being in a rage.
RAGE = {"anger": ">= 70"}


def rage_variants(hot: str, cool: str) -> list[dict[str, Any]]:
    return [{"when": RAGE, "text": hot}, {"text": cool}]


def seams(nodes: Mapping[str, Any], limit: int = 1_000, **changes: Any) -> Seams:
    data = scene(nodes=dict(nodes), **{"start": next(iter(nodes)), **changes})
    return seams_of([explore(compile_story(bundle(data)), limit)])


def seam_texts(explored: Seams) -> list[str]:
    """Each seam as ``node.choice/reply>target/says``."""
    return [f"{k.node}.{k.choice}/{k.reply}>{k.target}/{k.says}" for k in (seam.key for seam in explored.seams)]


#: Anger starts at 60: `good` makes it 50, `bad` 80.
TWO = {
    "one": node(choice("good", "two"), choice("bad", "two", ["cut_in"], reply=rage_variants("Now!", "Hm."))),
    "two": node(
        choice("good", "end", ["act_now"]), choice("bad", "lost", ["dodge"]), says=rage_variants("So?!", "So?")
    ),
}


def test_every_line_occurs_once_with_each_reply_and_each_continuation() -> None:
    assert seam_texts(seams(TWO)) == [
        "None.None/None>one/0",
        "one.good/None>two/1",
        "one.bad/0>two/0",
        "two.good/None>end/0",
        "two.bad/None>lost/0",
    ]


def test_a_seam_is_shown_in_a_state_that_a_real_walk_reaches() -> None:
    explored = seams(TWO)
    first, shown = explored.seams[0], explored.seams[2]
    assert (first.before, first.choice, first.route.choices) == (None, None, ())
    assert shown.before is not None
    assert shown.choice is not None
    assert replay(start(shown.after.story, 0, shown.route.deal), [*shown.route.choices, "bad"])[-1] == shown.after
    answer, words = reply(shown.choice, shown.after), says(shown.after)
    assert answer is not None
    assert words is not None
    assert (answer.get("en"), words.get("en")) == ("Now!", "So?!")


def test_every_text_that_a_line_can_answer_is_shown_before_it_somewhere() -> None:
    good, bad = seams(TWO).seams[3:]
    # each line is one seam and can be said after either text: the second is listed in `elsewhere`
    for seam in (good, bad):
        assert seam.before is not None
        heard = [says(state) for state in (seam.before, *seam.elsewhere)]
        assert sorted(text.get("en") for text in heard if text is not None) == ["So?", "So?!"]


def test_a_line_with_two_seams_shows_both_texts_before_it_once_each() -> None:
    last = node(choice("bye", "end"), says=rage_variants("Go!", "Bye."))
    explored = seams(
        {**TWO, "two": node(choice("on", "three", ["dodge"]), says=rage_variants("So?!", "So?")), "three": last}
    )
    on = [seam for seam in explored.seams if seam.key.node == "two"]
    assert [seam.key.says for seam in on] == [0, 1]
    assert [seam.elsewhere for seam in on] == [(), ()]


def test_a_reply_is_picked_on_the_state_that_its_line_really_leads_to() -> None:
    # nothing reads the anger after this, so both ends are one state; their replies differ
    one = node(choice("good", "two"), choice("bad", "two", ["cut_in"]))
    two = node(choice("ask", "end", ["dodge"], reply=rage_variants("Never!", "Yes.")))
    assert seam_texts(seams({"one": one, "two": two}))[-2:] == ["two.ask/0>end/0", "two.ask/1>end/0"]


def test_a_stage_direction_and_the_text_of_an_ending_are_part_of_what_follows() -> None:
    two = node(choice("bye", "end", ["dodge"]), scene=[{"when": RAGE, "text": "He is on his feet."}])
    explored = seams(
        {**TWO, "two": two}, endings={"end": ending(text=rage_variants("He slams the door.", "He leaves."))}
    )
    assert [(*seam.key[1:2], *seam.key[-3:]) for seam in explored.seams] == [
        (None, "one", None, 0),
        ("good", "two", None, 0),
        ("bad", "two", 0, 0),
        ("bye", "end", None, 0),
        ("bye", "end", None, 1),
    ]
    for seam in explored.seams:
        assert key_of_step(seam.before, seam.key.choice, seam.after) == seam.key
    # one line, said after a direction and after none, is shown after both, each with a different end
    assert [direction(seam.before) is None for seam in explored.seams[3:] if seam.before is not None] == [False, True]


def test_a_different_stage_direction_is_a_change() -> None:
    one, two = (seams({**TWO, "two": {**TWO["two"], "scene": [{"when": RAGE, "text": text}]}}) for text in ("A.", "B."))
    changed = [one.seams[index].key for index in changed_seams(one, two, ["en"])]
    # the line that leads there, and the two that answer it
    assert [(key.node, key.choice) for key in changed] == [("one", "bad"), ("two", "good"), ("two", "bad")]


def test_seams_are_in_story_order_and_branches_stay_together() -> None:
    nodes = {
        "end-of-it": node(choice("x", "end")),  # first in the file, last in the story
        "open": node(choice("left", "left"), choice("right", "right")),
        "right": node(choice("on", "end-of-it"), choice("back", "open", ["cut_in"])),
        "left": node(choice("on", "left-2")),
        "left-2": node(choice("on", "end-of-it")),
    }
    explored = seams(nodes, start="open")
    order = list(dict.fromkeys(seam.key.node for seam in explored.seams))
    assert order == [None, "open", "left", "left-2", "right", "end-of-it"]


def test_every_dealt_beginning_is_a_seam() -> None:
    one = node(choice("on", "end"), says=[{"when": {"mood": "sour"}, "text": "Tsk."}, {"text": "Hi."}])
    explored = seams({"one": one}, deal={"mood": ["sour", "sweet"]})
    assert seam_texts(explored)[:2] == ["None.None/None>one/0", "None.None/None>one/1"]
    assert [seam.route.deal["mood"] for seam in explored.seams[:2]] == ["sour", "sweet"]


def test_with_several_casts_each_seam_is_listed_once_from_the_first_that_has_it() -> None:
    small = bundle(story_scene(nodes=TWO, meters={"anger": meter(45), "trust": meter(20, "high")}))
    mild, hot = (explore(compile_story(small, {"ann": persona})) for persona in ("base", "hot"))
    alone, both = seams_of([mild]), seams_of([mild, hot])
    # interrupted, the mild one reaches 65 and the hot one 85
    assert "one.bad/1>two/1" in seam_texts(alone)
    assert "one.bad/0>two/0" not in seam_texts(alone)
    assert set(seam_texts(both)) == {*seam_texts(alone), "one.bad/0>two/0"}
    shown = {seam.key: seam.after.story.personas["ann"] for seam in both.seams}
    assert [shown[seam.key] for seam in alone.seams] == ["base"] * len(alone.seams)
    assert "hot" in shown.values()


def test_a_graph_that_was_cut_gives_the_seams_found() -> None:
    again = node(
        choice("again", "one", ["dodge"], effects={"anger": 1}), choice("stop", "end", when={"anger": ">= 99"})
    )
    explored = seams({"one": again}, limit=5)
    assert explored.cut
    assert seam_texts(explored) == ["None.None/None>one/0", "one.again/None>one/0"]


# -- changes ---------------------------------------------------------------------


def test_only_texts_that_read_differently_have_changed() -> None:
    before = seams(TWO)
    assert changed_seams(seams(TWO), before, ["en"]) == []
    one = node(TWO["one"]["choices"][0], {**TWO["one"]["choices"][1], "say": "Not that!"})
    assert changed_seams(seams({**TWO, "one": one}), before, ["en"]) == [2]


def test_a_changed_text_changes_the_seams_before_and_after_it() -> None:
    two = {**TWO["two"], "says": rage_variants("Well?!", "So?")}
    assert changed_seams(seams({**TWO, "two": two}), seams(TWO), ["en"]) == [2, 3, 4]


def test_newly_joined_texts_are_changes_and_new_ids_are_not() -> None:
    renamed = {"one": node(*({**c, "goto": "zwei"} for c in TWO["one"]["choices"])), "zwei": TWO["two"]}
    assert changed_seams(seams(renamed), seams(TWO), ["en"]) == []
    swapped = {**TWO, "two": node(choice("good", "lost", ["act_now"]), choice("bad", "end"), says=TWO["two"]["says"])}
    endings = {"end": {"title": "Won", "text": "Yes", "outcome": "success"}}
    endings["lost"] = {"title": "Lost", "text": "No", "outcome": "failure"}
    changed = changed_seams(seams(swapped, endings=endings), seams(TWO, endings=endings), ["en"])
    assert [seams(swapped, endings=endings).seams[n].key.node for n in changed] == ["two", "two"]


def test_a_text_changed_in_one_language_has_not_changed_in_the_other() -> None:
    def scene_saying(english: str) -> Seams:
        one = node(choice("on", "end"), says={"en": english, "zh": "你说"})
        return seams({"one": one}, title={"en": "Small", "zh": "小"})

    assert changed_seams(scene_saying("Now?"), scene_saying("Well?"), ["zh"]) == []
    assert changed_seams(scene_saying("Now?"), scene_saying("Well?"), ["zh", "en"]) == [0, 1]


# -- walks -----------------------------------------------------------------------


def test_few_walks_pass_every_seam() -> None:
    explored = seams(TWO)
    walks = covering_walks(explored)
    assert sorted(n for walk in walks for n in walk.new) == list(range(len(explored.seams)))
    assert len(walks) == 2
    for walk in walks:
        assert walk.states == replay(start(walk.states[0].story, 0, walk.route.deal), walk.route.choices)
        assert walk.states[-1].over
        keys = [explored.seams[n].key for n in walk.seams]
        assert [key.target for key in keys] == [state.passage.id for state in walk.states]
        assert [key.choice for key in keys] == [None, *walk.route.choices]


def test_walks_pass_only_the_wanted_seams() -> None:
    (walk,) = covering_walks(seams(TWO), [2])
    assert (walk.route.choices[0], set(walk.new)) == ("bad", {2})


def test_a_loop_is_walked_once_and_a_dead_end_up_to_where_it_gets_stuck() -> None:
    nodes = {
        "one": node(choice("again", "one"), choice("stuck", "two", ["cut_in"]), choice("on", "end")),
        "two": node(choice("never", "end", when={"anger": ">= 100"})),
    }
    explored = seams(nodes)
    walks = covering_walks(explored)
    assert [walk.route.choices for walk in walks] == [("on",), ("again", "stuck")]
    assert [walk.states[-1].over for walk in walks] == [True, False]


def test_walks_start_from_every_beginning() -> None:
    one = node(choice("on", "end"), says=[{"when": {"mood": "sour"}, "text": "Tsk."}, {"text": "Hi."}])
    walks = covering_walks(seams({"one": one}, deal={"mood": ["sour", "sweet"]}))
    assert sorted(walk.route.deal["mood"] for walk in walks) == ["sour", "sweet"]
