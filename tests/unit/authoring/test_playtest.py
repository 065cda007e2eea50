"""A scene played while it is being edited: what a save keeps, where the walk stops, and which walks can be saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from builders import SHARED, Data, bundle, choice, ending, meter, node, read_shared, scene, yaml
from roleplay.authoring.changes import ChangeKind
from roleplay.authoring.examination import examine, explore_draft, find_seams
from roleplay.authoring.playtest import Playtest
from roleplay.authoring.walk_writer import with_walk
from roleplay.checking.subject import Subject
from roleplay.checking.walks import check_walks
from roleplay.reading.yaml_reader import read

COMMON = read_shared(SHARED)


def story() -> Data:
    """Two nodes, an initially locked line, a stage direction, an answer."""
    return scene(
        nodes={
            "one": node(
                choice("good", "two", reply="All right."),
                choice("bad", "two", ["cut_in"]),
                choice("later", "lost", when={"anger": "< 30"}, locked="Not yet."),
                scene="She comes in.",
            ),
            "two": node(choice("good", "end", ["act_now"]), choice("bad", "lost", ["dodge"])),
            "three": node(choice("on", "end")),
        },
        walks={"mine": {"choices": ["bad", "bad"], "ending": "lost"}},
    )


def playtest(*choices: str, data: Data | None = None) -> Playtest:
    """A playtest in which these lines have been said."""
    started = Playtest("small.yaml", COMMON)
    started.take(yaml(data or story()).encode())
    for line in choices:
        started.say(line)
    return started


def position_of(work: Playtest) -> tuple[str, int]:
    assert work.attempt is not None
    return work.attempt.state.passage.id, work.attempt.turn


def save(work: Playtest, change: Callable[[Data], object], data: Data | None = None) -> Data:
    """Save the scene with a change."""
    written = data or story()
    change(written)
    work.take(yaml(written).encode())
    return written


def put(*path: Any, value: Any) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        into: Any = data
        for step in path[:-1]:
            into = into[step]
        into[path[-1]] = value

    return change


def test_a_playtest_starts_at_the_beginning() -> None:
    work = playtest()
    assert position_of(work) == ("one", 0)
    assert not work.broken
    assert [finding.code for finding in work.findings] == ["RP122"]  # three, which is unreachable
    assert work.change is None


def test_a_duplicate_value_is_a_single_deal() -> None:
    work = playtest(data=story() | {"deal": {"cause": ["a", "a", "b"], "day": ["fri"]}})
    seen = [work.route.deal["cause"]]
    for _ in range(2):
        assert work.deal_again()
        seen.append(work.route.deal["cause"])
    assert seen == ["a", "b", "a"]


def test_a_file_that_never_loaded_cannot_be_played_and_shows_findings() -> None:
    work = Playtest("small.yaml", COMMON)
    work.take(b"roleplay: scenario/1\nid: [\n")
    assert work.broken
    assert work.attempt is None
    assert [finding.code for finding in work.findings] == ["RP001"]
    assert not work.start_at("one")
    assert not work.take_back()
    assert not work.go_on()
    assert not work.deal_again()
    assert work.walk_entry("x") is None
    work.take(yaml(story()).encode())
    assert position_of(work) == ("one", 0)


def test_a_save_that_changes_nothing_on_the_walk_keeps_the_position() -> None:
    work = playtest("good")
    save(work, put("nodes", "three", "says", value="Otherwise."))
    assert position_of(work) == ("two", 1)
    assert work.change is None
    assert work.changed_passages == ("three",)
    work.take(b"# a remark\n" + yaml(story()).encode())
    assert position_of(work) == ("two", 1)
    assert work.changed_passages == ("three",)  # changed back
    work.take(b"# another remark\n" + yaml(story()).encode())
    assert not work.changed_passages


ONE = ("nodes", "one")
GOOD, BAD = (*ONE, "choices", 0), (*ONE, "choices", 1)
TWO = ("nodes", "two")


@pytest.mark.parametrize(
    ("path", "value", "part", "turn", "choice_id"),
    [
        ((*ONE, "says"), "Well, well?", ChangeKind.SAYS, 0, None),
        ((*ONE, "scene"), "He comes in.", ChangeKind.SCENE, 0, None),
        ((*ONE, "scene"), [{"when": {"anger": "< 5"}, "text": "She comes in."}], ChangeKind.SCENE, 0, None),
        ((*ONE, "scene"), [{"when": {"anger": "< 5"}, "text": "x"}, {"text": "She comes in."}], None, 2, None),
        ((*ONE, "assess"), ["main.hear"], ChangeKind.ASSESS, 0, None),
        ((*ONE, "silence"), {"after": 9, "choice": "bad"}, ChangeKind.SILENCE, 0, None),
        ((*GOOD, "say"), "say it better", ChangeKind.SAY, 0, "good"),
        ((*GOOD, "when"), {"anger": "> 1"}, ChangeKind.WHEN, 0, "good"),
        ((*GOOD, "once"), True, ChangeKind.ONCE, 0, "good"),
        ((*BAD, "say"), "say it worse", ChangeKind.SAY, 0, "bad"),
        ((*BAD, "why"), "Because it is.", ChangeKind.WHY, 0, "bad"),
        ((*BAD, "goto"), "lost", ChangeKind.GOTO, 0, "bad"),
        ((*ONE, "choices", 2, "locked"), "Never.", ChangeKind.LOCKED, 0, "later"),
        ((*GOOD, "reply"), "Very well.", ChangeKind.REPLY, 1, "good"),
        ((*GOOD, "why"), "Because it was.", ChangeKind.WHY, 1, "good"),
        ((*GOOD, "moves"), ["name_it"], ChangeKind.MOVES, 1, "good"),
        ((*GOOD, "effects"), {"anger": 3}, ChangeKind.EFFECTS, 1, "good"),
        ((*GOOD, "goto"), "three", ChangeKind.GOTO, 1, "good"),
        ((*TWO, "says"), "And now?", ChangeKind.SAYS, 1, None),
        ((*TWO, "choices", 1, "say"), "say nothing", ChangeKind.SAY, 1, "bad"),
        (("endings", "end", "text"), "It went well.", ChangeKind.TEXT, 2, None),
        (("endings", "end", "text"), [{"when": {"turn": "= 2"}, "text": "x"}, {"text": "y"}], ChangeKind.TEXT, 2, None),
        (("endings", "end", "text"), [{"when": {"turn": "= 9"}, "text": "x"}, {"text": "It is over."}], None, 2, None),
        (("endings", "end", "title"), "An end", ChangeKind.TITLE, 2, None),
        (("endings", "end", "outcome"), "partial", ChangeKind.OUTCOME, 2, None),
        (("endings", "end", "kpi"), {"csat": 3}, ChangeKind.KPI, 2, None),
        (("endings", "end", "worth"), 0.25, ChangeKind.WORTH, 2, None),
        (("start",), "two", ChangeKind.START, 0, None),
        (("meters", "anger"), meter(70), ChangeKind.METERS, 0, None),
        (("cast", "ann", "persona"), "hot", None, 2, None),
        (("cast", "ann", "persona"), "cold", ChangeKind.METERS, 1, None),
    ],
)
def test_the_walk_stops_at_the_first_difference(
    path: tuple[Any, ...], value: Any, part: ChangeKind | None, turn: int, choice_id: str | None
) -> None:
    work = playtest("good", "good")
    save(work, put(*path, value=value))
    assert not work.broken, [finding.message() for finding in work.findings]
    assert work.attempt is not None
    assert work.attempt.turn == turn
    assert work.route.choices + work.remaining == ("good", "good")
    if part is None:
        assert work.change is None
        return
    assert work.change is not None
    assert (work.change.kind, work.change.turn, work.change.choice) == (part, turn, choice_id)
    assert work.change.path == path or part in (ChangeKind.METERS,)


def test_a_change_has_its_position_in_the_file() -> None:
    work = playtest("good")
    save(work, put(*BAD, "say", value="say it worse"))
    assert work.change is not None
    assert work.playable is not None
    assert work.change.path in work.playable.document.values


def test_a_new_line_is_shown_where_it_can_be_said() -> None:
    work = playtest("good", "good")
    save(work, lambda data: data["nodes"]["one"]["choices"].append(choice("new", "two")))
    assert position_of(work) == ("one", 0)
    assert work.change is not None
    assert (work.change.kind, work.change.choice) == (ChangeKind.ADDED, "new")
    assert work.change.path == (*ONE, "choices", 3)


def test_a_removed_line_stops_the_walk_at_its_node() -> None:
    work = playtest("bad", "good")
    save(work, lambda data: data["nodes"]["one"]["choices"].pop(1))
    assert position_of(work) == ("one", 0)
    assert work.change is not None
    assert (work.change.kind, work.change.choice) == (ChangeKind.GONE, "bad")
    assert not work.go_on()  # it can no longer be said
    assert position_of(work) == ("one", 0)


def test_a_line_no_longer_available_stops_the_walk() -> None:
    nodes = {
        "one": node(choice("good", "two", effects={"trust": 20})),
        "two": node(choice("deep", "end", when={"trust": ">= 45"}), choice("bad", "lost")),
    }
    data = scene(nodes=nodes)
    work = playtest("good", "deep", data=data)
    save(work, put("nodes", "one", "choices", 0, "effects", value={"trust": 19}), data)
    assert work.change is not None
    assert work.change.kind is ChangeKind.EFFECTS  # the first difference, although the line can still be said
    assert position_of(work) == ("two", 1)
    work = playtest("good", "deep", data=scene(nodes=nodes))
    work.shared = COMMON._replace(personas={**COMMON.personas, "base": COMMON.personas["cold"]})
    work.take_shared(work.shared)
    assert position_of(work) == ("two", 1)
    assert work.change is not None
    assert work.change.kind is ChangeKind.METERS


def test_changed_facts_restart_the_walk() -> None:
    data = scene(deal={"cause": ["x", "y"]})
    work = playtest("good", data=data)
    save(work, put("deal", "cause", value=["y", "z"]), data)
    assert position_of(work) == ("one", 0)
    assert work.change is not None
    assert work.change.kind is ChangeKind.DEAL
    assert work.route.deal == {"cause": "y"}
    work.say("good")
    save(work, put("deal", "cause", value=["z", "y"]), data)
    assert position_of(work) == ("two", 1)  # y is still dealt
    assert work.route.deal == {"cause": "y"}


def test_a_conditional_target_can_lead_elsewhere() -> None:
    goto = [{"when": {"anger": "> 55"}, "to": "two"}, {"to": "lost"}]
    data = scene(nodes={"one": node(choice("wait", goto, ["dodge"])), "two": node(choice("good", "end"))})
    work = playtest("wait", data=data)
    save(work, put("endings", "two", value=ending()), {**data, "nodes": {"one": data["nodes"]["one"]}})
    assert work.change is not None
    assert (work.change.kind, work.change.passage) == (ChangeKind.OUTCOME, "two")  # the node has become an ending


def test_a_changed_text_lists_the_languages_that_differ() -> None:
    data = story()
    data["title"] = {"en": "Small", "zh": "小"}
    data["nodes"]["one"]["says"] = {"en": "Well?", "zh": "嗯？"}
    work = playtest(data=data)
    save(work, put(*ONE, "says", "zh", value="啊？"), data)
    assert work.change is not None
    assert work.change.languages == ("zh",)


def test_a_broken_save_keeps_the_last_playable_version() -> None:
    work = playtest("good")
    work.take(b"")
    assert work.broken
    assert position_of(work) == ("two", 1)
    assert work.findings
    work.say("good")  # it is still playable
    save(work, put(*TWO, "choices", 0, "goto", value="nowhere"))
    assert [finding.code for finding in work.findings if finding.code == "RP101"]
    assert position_of(work) == ("end", 2)
    save(work, put(*TWO, "says", value="And now?"))  # compared with the last playable version
    assert not work.broken
    assert position_of(work) == ("two", 1)
    assert work.remaining == ("good",)


# -- walking about -----------------------------------------------------------------


def test_back_and_forth() -> None:
    work = playtest("good", "bad")
    assert work.take_back()  # even at an ending
    assert (position_of(work), work.remaining) == (("two", 1), ("bad",))
    assert work.take_back()
    assert not work.take_back()
    assert (position_of(work), work.remaining) == (("one", 0), ("good", "bad"))
    work.say("good")
    assert work.remaining == ("bad",)
    assert work.go_on()
    assert position_of(work) == ("lost", 2)
    assert not work.go_on()
    work.restart()
    work.say("bad")
    assert not work.remaining  # a different walk


def test_every_deal_can_be_tried() -> None:
    work = playtest(data=scene(deal={"cause": ["x", "y"], "mood": ["up", "down", "flat"]}))
    met = [tuple(work.route.deal.values())]
    for _ in range(5):
        work.say("good")
        assert work.deal_again()
        assert position_of(work) == ("one", 0)
        met.append(tuple(work.route.deal.values()))
    assert len(set(met)) == 6
    assert work.deal_again()
    assert tuple(work.route.deal.values()) == met[0]
    assert not playtest().deal_again()


def test_another_cast_restarts_and_is_saved_with_the_walk() -> None:
    data = story()
    data["personas"] = {"ann": ["hot"]}
    work = playtest("good", data=data)
    assert work.cast_again()
    assert (work.personas, position_of(work)) == ({"ann": "hot"}, ("one", 0))
    while work.attempt is not None and not work.attempt.over:
        work.say(work.attempt.offers()[0].id)
        assert work.attempt.setup.personas == (("ann", "hot"),)
    entry = work.walk_entry("mine")
    assert entry is not None
    assert entry.data["personas"] == {"ann": "hot"}
    data["personas"] = {"ann": ["cold"]}
    work.take(yaml(data).encode())
    assert work.personas == {}, "it is no longer offered"
    assert work.cast_again()
    assert work.cast_again()
    assert work.personas == {}
    data["personas"] = {}
    assert not playtest(data=data).cast_again()


def test_starting_on_the_walk_keeps_the_rest_of_it() -> None:
    work = playtest("bad", "good")
    assert work.start_at("two")
    assert (work.route.choices, work.remaining) == (("bad",), ("good",))
    assert work.start_at("one")
    assert work.remaining == ("bad", "good")


def test_starting_elsewhere_uses_a_walk_that_leads_there() -> None:
    data = story()
    data["nodes"]["two"]["choices"].append(choice("deep", "three", when={"anger": "< 60"}))
    work = playtest(data=data)
    assert not work.start_at("three")  # not searched yet
    assert position_of(work) == ("one", 0)
    assert work.draft is not None
    assert work.take_examination(examine(explore_draft(work.draft)))
    assert work.start_at("three")
    assert work.route.choices == ("good", "deep")
    assert position_of(work) == ("three", 2)
    save(work, put(*TWO, "choices", 2, "when", value={"anger": "< 40"}), data)
    assert position_of(work) == ("two", 1)
    assert not work.start_at("three")  # the old walk no longer leads there
    assert work.attempt is not None
    assert not work.start_at("nowhere")


def test_the_files_own_walks_are_used_too() -> None:
    work = playtest("good")
    assert work.start_at("lost")
    assert work.route.choices == ("bad", "bad")


def test_reading_seams_starts_at_the_one_just_passed() -> None:
    data = story()
    data["personas"] = {"ann": ["hot"]}
    data["nodes"]["two"]["says"] = [{"when": {"persona.ann": "hot"}, "text": "So?!"}, {"text": "So?"}]
    work = playtest("bad", data=data)
    assert not work.start_at_seam()  # not searched yet
    work.read_seam(1)
    assert (work.seams, work.seam) == (None, 0)
    assert work.draft is not None
    work.take_examination(find_seams(explore_draft(work.draft)))
    assert work.seams is not None
    keys = [seam.key for seam in work.seams.seams]
    assert (keys[work.seam].choice, keys[work.seam].says) == ("bad", 1)
    here = work.seam
    work.read_seam(-1)  # the same line, said to the other person
    assert (work.seam, keys[work.seam].choice, keys[work.seam].says) == (here - 1, "bad", 0)
    assert work.start_at_seam()
    assert (work.personas, work.route.choices, work.seam) == ({"ann": "hot"}, ("bad",), here - 1)
    work.restart()
    assert work.seam == 0
    work.read_seam(-1)
    assert work.seam == len(keys) - 1
    assert work.start_at_seam()
    assert work.attempt is not None
    assert (work.attempt.over, work.personas) == (True, {})
    save(work, put("title", value="Another"), data)
    assert work.seams is None  # not those of the previous draft


def test_an_examination_of_an_older_draft_is_ignored() -> None:
    work = playtest()
    assert work.draft is not None
    old = examine(explore_draft(work.draft))
    save(work, put(*ONE, "says", value="Oh?"))
    assert not work.take_examination(old)
    assert not work.examined
    assert work.draft is not None
    assert work.take_examination(examine(explore_draft(work.draft)))
    assert work.examined


def test_the_examination_includes_the_findings_on_walks() -> None:
    data = story()
    data["walks"]["mine"]["ending"] = "end"
    work = playtest(data=data)
    assert "RP309" not in [finding.code for finding in work.findings]
    assert work.draft is not None
    work.take_examination(examine(explore_draft(work.draft)))
    assert "RP309" in [finding.code for finding in work.findings]


# -- keeping it --------------------------------------------------------------------


def test_a_walk_can_only_be_saved_at_an_ending() -> None:
    work = playtest("good")
    assert work.walk_entry("mine") is None
    work.say("good")
    walk = work.walk_entry("other")
    assert walk is not None
    assert (walk.choices, walk.ending, dict(walk.deal), dict(walk.expect)) == (("good", "good"), "end", {}, {})


def test_a_saved_walk_has_its_deal_and_meets_its_expected_score() -> None:
    nodes = {
        "one": node(choice("good", "two"), choice("bad", "two", ["cut_in"])),
        "two": node(choice("good", "three"), choice("half", "three", ["name_it"]), choice("bad", "three", ["cut_in"])),
        "three": node(
            choice("good", [{"when": {"cause": "y"}, "to": "end"}, {"to": "lost"}], ["act_now"]),
            choice("bad", "lost", ["dodge"]),
        ),
        "four": node(choice("good", "end")),
    }
    data = scene(nodes=nodes, deal={"cause": ["x", "y"]})
    for choices, expected in (
        (("good", "good", "good"), ">= 95"),
        (("bad",) * 3, "<= 25"),
        (("good", "half", "good"), "70..80"),  # 2 + 1 of 4
        (("good", "bad", "good"), "<= 25"),  # 2 - 2 of 4,
    ):
        work = playtest(data=data)
        work.deal_again()
        for line in choices:
            work.say(line)
        walk = work.walk_entry("walk-1")
        assert walk is not None
        assert dict(walk.deal) == {"cause": "y"}
        assert dict(walk.expect) == {"main": expected}
        content = yaml(data).encode()
        result = with_walk(content, read(content, "small.yaml")[0], walk)
        assert check_walks(Subject(bundle(result.decode()), read(result, "small.yaml")[0])) == []
