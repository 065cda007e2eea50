"""RP301-RP308, RP310 and RP314: each with a case that gives it and one that narrowly does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from builders import Data, bundle, choice, ending, meter, node, rubric, scene, shared, story_scene, yaml
from roleplay.checking.judgement import check_judgement
from roleplay.checking.release import check_release
from roleplay.checking.subject import Subject
from roleplay.exploration import LIMIT
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.loader import load
from roleplay.scene.kpi import KpiProfile, KpiTargets
from roleplay.scene.text import Text

RUBRICS = (
    rubric("main", {"hear": {"listen": 2, "name_it": 1, "cut_in": -2}, "act": {"act_now": 2, "dodge": -2}}),
    rubric("side", {"tone": {"listen": 1, "shout": -3}, "rest": {"shout": -1}}),
)
FILES = shared(rubrics=RUBRICS)
METERS = {"anger": meter(50), "trust": meter(20, "high")}
#: One decision for each criterion.
HEAR = (("hear", ["listen"]), ("half", ["name_it"]), ("cut", ["cut_in"]))
ACT = (("act", ["act_now"]), ("dodge", ["dodge"]))


def moment(goto: Any, *lines: tuple[str, list[str]], **more: Any) -> dict[str, Any]:
    return node(*(choice(name, goto, moves) for name, moves in lines), **more)


def story(**changes: Any) -> dict[str, Any]:
    """A story with a single way, on which both criteria are at stake twice."""
    nodes = {
        "h1": moment("h2", *HEAR),
        "h2": moment("a1", *HEAR),
        "a1": moment("a2", *ACT),
        "a2": node(choice("act", "end", ["act_now"]), choice("dodge", "lost", ["dodge"])),
    }
    nodes.update(changes.pop("nodes", {}))
    walks = changes.pop("walks", {"ideal": {"choices": ["hear", "hear", "act", "act"], "ending": "end"}})
    return story_scene(nodes=nodes, **{"walks": walks, **changes})


def subject_of(data: Mapping[str, Any], limit: int = LIMIT) -> Subject:
    text = yaml(data)
    return Subject(bundle(text, FILES), load(text.encode(), "small.yaml").document, limit)


def findings_in(data: Mapping[str, Any], *, release: bool = False) -> list[Diagnostic]:
    return check_judgement(subject_of(data), release)


def codes(data: Mapping[str, Any], *, release: bool = False) -> list[str]:
    return [finding.code for finding in findings_in(data, release=release)]


def test_a_valid_story_has_no_findings() -> None:
    assert codes(story()) == []


# -- what is at stake ----------------------------------------------------------------------------


def test_a_criterion_of_the_leading_rubric_that_is_never_at_stake() -> None:
    nodes = {name: moment(then, ("x", ["listen"]), ("y", ["cut_in"])) for name, then in (("a1", "a2"), ("a2", "end"))}
    nodes["a2"]["choices"][1]["goto"] = "lost"
    data = story(nodes=nodes, walks={}, pass_={"endings": ["end"]})
    assert codes(data) == ["RP301", "RP302"]
    assert findings_in(data)[0].details["name"] == "main.act"
    assert codes({**data, "status": "draft"}) == []  # what is not written yet cannot be at stake
    assert codes({**data, "status": "draft"}, release=True) == ["RP301", "RP302"]


def test_one_criterion_of_another_rubric_at_stake_is_enough() -> None:
    assert codes(story(rubrics=["main", "side"])) == []  # its criterion `tone` is at stake
    nodes = {"h1": moment("h2", *HEAR[1:]), "h2": moment("a1", *HEAR[1:])}
    data = story(nodes=nodes, rubrics=["main", "side"], walks={}, pass_={"endings": ["end"]})
    assert [(finding.code, finding.details["name"]) for finding in findings_in(data)] == [("RP301", "side")]


def test_a_short_path_to_an_accepted_ending_on_which_a_criterion_cannot_be_assessed() -> None:
    short = {"h1": node(choice("hear", "h2", ["listen"]), choice("skip", "a1", ["cut_in"]))}
    (finding,) = findings_in(story(nodes=short, pass_={"main": 50, "endings": ["end"]}))
    assert (finding.code, finding.details["name"]) == ("RP302", "main.hear")
    assert "`end` can be reached with `main.hear` at stake in 1 of the 2 decisions" in finding.message()
    assert "skip → act → act" in finding.message()
    # with a mark of its own such a walk fails, however well it continues
    gated = {"main": 50, "main.hear": 10, "main.act": 10, "endings": ["end"]}
    subject = subject_of(story(nodes=short, pass_=gated))
    (finding,) = check_judgement(subject, False)
    assert (finding.code, finding.details["name"]) == ("RP302", "main.hear")
    assert finding.span == subject.document.span(("pass", "main.hear"))


def test_a_mark_on_a_criterion_of_another_rubric_is_checked_as_well() -> None:
    tone = {f"{name}{n}": node(choice("calm", goto, ["listen"]), choice("loud", goto, ["shout"]))
            for name, n, goto in (("t", 1, "t2"), ("t", 2, "h1"))}  # fmt: skip
    skip = {"t1": node(choice("calm", "t2", ["listen"]), choice("loud", "h1", ["shout"]))}
    heard = {name: node(choice("hear", goto, ["name_it"]), choice("cut", goto, ["cut_in"]))
             for name, goto in (("h1", "h2"), ("h2", "a1"))}  # fmt: skip
    marked = {"pass_": {"main": 50, "side.tone": 10, "endings": ["end"]}, "rubrics": ["main", "side"]}
    walks = {"ideal": {"choices": ["calm", "calm", "hear", "hear", "act", "act"], "ending": "end"}}
    assert codes({**story(nodes={**heard, **tone}, walks=walks, **marked), "start": "t1"}) == []
    findings = findings_in({**story(nodes={**heard, **tone, **skip}, walks=walks, **marked), "start": "t1"})
    assert [(finding.code, finding.details["name"]) for finding in findings] == [("RP302", "side.tone")]


# -- choices and moments -----------------------------------------------------------------------


def test_choices_offered_together_that_do_the_same() -> None:
    nodes = {"a1": moment("a2", *ACT, ("again", ["act_now"]))}
    (finding,) = findings_in(story(nodes=nodes))
    assert (finding.code, finding.details["name"], finding.details["other"]) == ("RP303", "again", "act")


@pytest.mark.parametrize(
    "difference", [{"effects": {"anger": 1}}, {"set": ["told"]}, {"goto": "end"}, {"moves": ["act_now", "listen"]}]
)
def test_one_difference_is_enough(difference: dict[str, Any]) -> None:
    nodes = {"a1": moment("a2", *ACT, ("again", ["act_now"]))}
    nodes["a1"]["choices"][2].update(difference)
    assert "RP303" not in codes(story(nodes=nodes, meters=METERS, flags=["told"]))


def test_choices_never_offered_together_may_do_the_same() -> None:
    nodes = {"a1": moment("a2", *ACT, ("again", ["act_now"]))}
    nodes["a1"]["choices"][0]["when"] = {"anger": "< 40"}
    nodes["a1"]["choices"][2]["when"] = {"anger": ">= 40"}
    assert codes(story(nodes=nodes, meters=METERS)) == []


TORN = (("fix", ["act_now", "cut_in"]), ("listen", ["listen", "dodge"]))


def test_criteria_conflict_if_both_are_due_and_no_line_serves_both() -> None:
    (finding,) = findings_in(story(nodes={"a1": moment("a2", *TORN)}))
    assert (finding.code, finding.details["first"], finding.details["second"]) == ("RP304", "main.hear", "main.act")
    both = (*TORN, ("both", ["listen", "act_now"]))
    assert codes(story(nodes={"a1": moment("a2", *both)})) == []
    assert codes(story(nodes={"a1": moment("a2", *TORN, assess=["main.act"])})) == []


# -- marks -------------------------------------------------------------------------------------


def test_a_mark_above_the_greatest_score() -> None:
    # hear: 2 of 2 in one decision, 1 of 2 in another, whose best line is not available after hearing
    late = node(choice("half", "a1", ["name_it"]), choice("hear", "lost", ["listen"]), choice("cut", "a1", ["cut_in"]))
    (finding,) = [
        finding
        for finding in findings_in(story(nodes={"h2": late}, walks={}, pass_={"main.hear": 95, "endings": ["end"]}))
        if finding.code == "RP305"
    ]  # fmt: skip
    assert "main.hear can reach at most 75 %, but 95 is required" in finding.message()
    fine = story(nodes={"h2": late}, walks={}, pass_={"main.hear": 75, "endings": ["end"]})
    assert codes(fine) == []


def tempted(threshold: int, **changes: Any) -> Data:
    """A scene in which `act` is never due and every way to the end harms it in one of two temptations."""
    nodes = {
        "one": node(choice("harm", "two", ["dodge"]), choice("clear", "lost")),
        "two": node(choice("harm", "end", ["dodge"]), choice("clear", "end")),
        **changes,
    }
    return scene(nodes=nodes, pass_={"main.act": threshold, "endings": ["end"]})


def test_if_nothing_is_due_the_share_kept_counts() -> None:
    assert not {"RP305", "RP306"} & set(codes(tempted(50)))
    (finding,) = [finding for finding in findings_in(tempted(51)) if finding.code == "RP305"]
    assert finding.details["reason"] == "main.act can reach at most 50 %, but 51 is required"


def test_walks_on_which_something_is_due_are_measured_separately() -> None:
    # via "three" act is due: 2 of 2, minus the harm done at "one"; via "two" only the share kept counts
    due = node(choice("harm", "end", ["dodge"]), choice("act", "end", ["act_now"]))
    first = node(choice("harm", "two", ["dodge"]), choice("worse", "three", ["dodge"]), choice("clear", "lost"))
    (finding,) = [finding for finding in findings_in(tempted(60, one=first, three=due)) if finding.code == "RP305"]
    assert finding.details["reason"] == "main.act can reach at most 50 %, but 60 is required"


def test_a_mark_on_a_criterion_that_is_never_assessed_is_reported() -> None:
    once = node(choice("on", "end"), choice("off", "lost"))
    (finding,) = [finding for finding in findings_in(tempted(10, two=once)) if finding.code == "RP305"]
    assert finding.details["reason"] == (
        "main.act is at stake at most 1 times on a path to an accepted ending, and it takes 2 to be assessed;"
        " 10 is required"
    )
    # also beside other marks that can be reached
    both = {**tempted(10, two=once), "pass": {"main.act": 10, "main": 10, "endings": ["end"]}}
    named = [finding.details["reason"] for finding in findings_in(both) if finding.code == "RP305"]
    assert any(reason.startswith("main.act is at stake at most 1 times") for reason in named)


def test_a_mark_on_a_rubric_that_is_never_assessed_is_reported() -> None:
    once = {name: node(choice("on", "end", [move]), choice("off", "lost")) for name, move in (("one", "act_now"),)}
    data = scene(nodes=once, pass_={"main": 10, "endings": ["end"]})
    (finding,) = [finding for finding in findings_in(data) if finding.code == "RP305"]
    assert "RP305" not in codes({**data, "status": "draft"}), "what the rubric assesses may not be written yet"
    assert (
        finding.details["reason"] == "nothing of main is assessed on any path to an accepted ending, but 10 is required"
    )


def test_no_accepted_ending_within_reach() -> None:
    nodes = {"a2": node(choice("act", "lost", ["act_now"]), choice("no", "end", ["dodge"], when={"anger": "> 90"}))}
    findings = findings_in(story(nodes=nodes, walks={}, meters=METERS))
    assert [finding.code for finding in findings] == ["RP305"]
    assert findings[0].message("zh") == "这条线谁也过不了：合格的结局一个也到不了"


def test_a_loop_that_earns_without_end_reaches_any_mark() -> None:
    nodes = {"h2": node(choice("hear", "h2", ["listen"]), choice("cut", "a1", ["cut_in"]))}
    assert codes(story(nodes=nodes, walks={}, pass_={"main.hear": 90, "endings": ["end"]})) == ["RP306"]


def test_a_scene_without_any_known_passing_walk_is_reported() -> None:
    # either mark can be reached, but not both: acting well rules out having heard well
    nodes = {
        "h1": node(choice("hear", "b1", ["listen"]), choice("cut", "a1", ["cut_in"])),
        "b1": node(choice("hear", "b2", ["listen"]), choice("cut", "b2", ["cut_in"])),
        "b2": moment("c2", *ACT),
        "c2": moment("b3", *ACT),
        "b3": node(choice("no", "end", ["dodge"]), choice("act", "lost", ["act_now"])),
        "h2": moment("a1", *HEAR),
    }
    data = story(nodes=nodes, walks={}, pass_={"main.hear": 60, "main.act": 60, "endings": ["end"]})
    assert "RP306" in codes(data)
    # 2 + 2 - 2 of 6
    walk = {"choices": ["hear", "hear", "act", "act", "no"], "ending": "end"}
    marks = {"main.hear": 60, "main.act": 33, "endings": ["end"]}
    assert "RP306" not in codes({**data, "pass": marks, "walks": {"ideal": walk}})


def test_a_scene_with_too_many_states_is_not_judged() -> None:
    assert check_judgement(subject_of(story(walks={}, pass_={"main.hear": 99, "endings": ["end"]}), 1), True) == []


# -- a release ---------------------------------------------------------------------------------

WALKS = {
    "ideal": {"choices": ["hear", "hear", "act", "act"], "ending": "end"},
    "slip": {"choices": ["half", "hear", "dodge", "act"], "ending": "end"},
    "worst": {"choices": ["cut", "cut", "dodge", "dodge"], "ending": "lost"},
}
ENDINGS = {"end": ending(), "some": ending("partial"), "lost": ending("failure")}


def released(**walks: Any) -> list[Diagnostic]:
    return check_release(subject_of(story(walks={**WALKS, **walks}, endings=ENDINGS)))


def test_a_scene_fit_for_release() -> None:
    assert released() == []


def test_a_walk_that_is_missing_or_scores_out_of_range() -> None:
    data = story(walks={"ideal": WALKS["ideal"], "worst": WALKS["worst"]}, endings=ENDINGS)
    assert [(finding.code, finding.details["name"]) for finding in check_release(subject_of(data))] == [
        ("RP307", "slip")
    ]
    findings = released(ideal=WALKS["slip"], worst=WALKS["slip"], slip=WALKS["ideal"])
    assert [(finding.code, finding.details["name"], finding.details["wanted"]) for finding in findings] == [
        ("RP308", "ideal", ">= 95"), ("RP308", "slip", "26..94"), ("RP308", "worst", "<= 25"),
    ]  # fmt: skip


def test_an_outcome_that_no_ending_has() -> None:
    data = story(walks=WALKS)
    assert [(finding.code, finding.details["name"]) for finding in check_release(subject_of(data))] == [
        ("RP310", "partial")
    ]


PROFILE = KpiProfile("kpi", Text.of("ours", "en"), {"csat": 60, "fcr": 40, "ces": 0}, KpiTargets())


def figures(*kpis: Data | None) -> list[tuple[str, str]]:
    """RP314 in a scene whose three endings have these figures: (ending, figures it lacks)."""
    given = [{} if kpi is None else {"kpi": kpi} for kpi in kpis]
    kinds = ("success", "partial", "failure")
    endings = {name: ending(kind, **more) for name, kind, more in zip(ENDINGS, kinds, given, strict=True)}
    subject = subject_of(story(walks=WALKS, endings=endings))
    subject.bundle = subject.bundle._replace(kpi=PROFILE)
    findings = check_release(subject)
    assert {finding.code for finding in findings} <= {"RP314"}
    return [(finding.details["name"], finding.details["missing"]) for finding in findings]


def test_an_ending_without_all_the_weighted_figures() -> None:
    figures_given = {"csat": 3, "fcr": True}
    assert figures(figures_given, figures_given, figures_given) == []
    assert figures(None, None, None) == []
    assert figures(figures_given, {"csat": 2, "nps": 4}, None) == [("some", "`fcr`"), ("lost", "`csat`, `fcr`")]
