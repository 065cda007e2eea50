"""RP202 and RP207 to RP210 with conditions that test a persona: dead with every cast, or with one that is named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from builders import Data, choice, ending, meter, node, story_scene
from roleplay.checking.reachability import check_reachability
from roleplay.checking.scene import check_subject
from roleplay.checking.walks import check_walks
from roleplay.reading.diagnostics import Diagnostic
from unit.checking.line_scenes import subject as subject_of

METERS = {"anger": meter(50)}
ANN = {"ann": ["hot", "cold"]}


def variants(*whens: Data) -> list[Data]:
    return [*({"when": when, "text": f"words {n}"} for n, when in enumerate(whens)), {"text": "else"}]


def findings_in(nodes: Mapping[str, Any], **changes: Any) -> list[Diagnostic]:
    data = story_scene(nodes=nodes, meters=METERS, personas=changes.pop("personas", ANN), **changes)
    return check_reachability(subject_of(data))


def after_cutting_in(says: list[Data]) -> dict[str, Any]:
    """Anger is 70 after the first line with `base`, 90 with `hot`, 50 with `cold`."""
    return {
        "one": node(choice("a", "two", ["cut_in"]), choice("b", "two", ["listen"])),
        "two": node(choice("a"), choice("b", "lost"), says=says),
    }


def test_a_text_for_another_persona_is_not_dead() -> None:
    says = variants({"persona.ann": "hot"}, {"persona.ann": "cold"})
    assert findings_in(after_cutting_in(says)) == []


def test_directions_and_endings_that_never_come_up() -> None:
    def nodes(*whens: Data, bare: bool = False) -> dict[str, Any]:
        return {"one": node(choice("a"), choice("b", "lost"), scene=variants(*whens)[: None if bare else -1])}

    assert [finding.code for finding in findings_in(nodes({"anger": "< 50"}))] == ["RP208"]
    assert [finding.code for finding in findings_in(nodes({"anger": "< 50"}, bare=True))] == ["RP208"]
    assert findings_in(nodes({"anger": "= 50"})) == []
    text = variants({"turn": "= 1"}, {"turn": "= 2"})
    (finding,) = findings_in(nodes(bare=True), endings={"end": ending(text=text), "lost": ending("failure")})
    assert (finding.code, finding.span.line > 0) == ("RP208", True)
    assert finding.message() == "this variant is never used: it needs turn = 2, which never holds there"


def test_a_text_that_no_cast_meets_is_explained_with_the_persona_it_is_for() -> None:
    (finding,) = findings_in(after_cutting_in(variants({"persona.ann": "hot", "anger": ">= 95"})))
    assert finding.message() == (
        "this variant is never used: it needs anger >= 95; the most you can have there is 90, by a (with ann as `hot`)"
    )
    assert finding.message("zh").endswith("走法是 a（ann 演成 `hot` 时）")
    assert findings_in(after_cutting_in(variants({"persona.ann": "hot", "anger": ">= 90"}))) == []


def test_a_text_that_is_dead_with_one_of_its_personas_is_reported_with_that_persona() -> None:
    says = variants({"persona.ann": ["base", "hot"], "anger": ">= 80"})
    (finding,) = findings_in(after_cutting_in(says))
    assert finding.code == "RP208"
    assert "cast" not in finding.details  # with her own persona
    assert "the most you can have there is 70, by a" in finding.message()
    says = variants({"persona.ann": ["base", "cold"], "anger": "60..80"})
    assert [finding.details["cast"] for finding in findings_in(after_cutting_in(says))] == ["ann as `cold`"]
    # a persona that is only excluded is not named
    assert findings_in(after_cutting_in(variants({"not": {"persona.ann": "base"}, "anger": ">= 80"}))) == []


def test_a_text_never_reached_with_a_persona_it_names_is_reported() -> None:
    targets = [{"when": {"persona.ann": "hot"}, "to": "end"}, {"to": "two"}]
    nodes = {
        "one": node(choice("a", targets), choice("b", targets)),
        "two": node(choice("a"), choice("b", "lost"), says=variants({"persona.ann": ["hot", "cold"]})),
    }
    (finding,) = findings_in(nodes)
    assert finding.message() == "this variant is never used: nobody ever gets that far (with ann as `hot`)"


def test_a_choice_a_target_and_a_move_for_another_persona() -> None:
    hot = {"persona.ann": "hot"}
    nodes = {
        "one": node(choice("a", [{"when": hot, "to": "two"}, {"to": "end"}]), choice("b", "lost")),
        "two": node(
            choice("c", moves=["listen", {"when": hot, "move": "name_it"}], when=hot, reply=variants(hot)),
            choice("d", "lost"),
        ),
    }
    assert findings_in(nodes) == []
    nodes["two"]["choices"][0]["when"] = {"persona.ann": "cold"}
    assert {finding.code for finding in findings_in(nodes)} == {"RP202"}


def test_a_scene_that_gets_stuck_with_a_persona_in_its_conditions() -> None:
    nodes = {
        "one": node(choice("a", "two"), choice("b")),
        "two": node(choice("c", when={"persona.ann": "base"})),
    }
    (hot, cold) = findings_in(nodes, endings={"end": {"title": "e", "text": "e", "outcome": "success"}})
    assert (hot.code, hot.details["cast"], cold.details["cast"]) == ("RP210", "ann as `hot`", "ann as `cold`")
    assert hot.message() == "the scene gets stuck at `two`: a (with ann as `hot`)"
    assert "走到 `two` 就走不下去了：a（ann 演成 `hot` 时）" in hot.message("zh")


def test_a_walk_is_played_with_its_own_cast() -> None:
    targets = [{"when": {"persona.ann": "hot"}, "to": "lost"}, {"to": "end"}]
    nodes = {"one": node(choice("a", targets), choice("b", "lost"))}
    walks: dict[str, Data] = {
        "own": {"choices": ["a"], "ending": "end"},
        "hot": {"choices": ["a"], "ending": "lost", "personas": {"ann": "hot"}},
    }
    assert check_walks(subject_of(story_scene(nodes=nodes, walks=walks, personas=ANN))) == []
    walks["hot"]["ending"] = "end"
    (finding,) = check_walks(subject_of(story_scene(nodes=nodes, walks=walks, personas=ANN)))
    assert finding.message().endswith("it leads to `lost` (with ann as `hot`)")


def test_that_nobody_passes_with_one_persona_is_reported_with_that_persona() -> None:
    targets = [{"when": {"persona.ann": "cold"}, "to": "lost"}, {"to": "end"}]
    nodes = {
        "one": node(choice("good", "two"), choice("bad", "two", ["cut_in"])),
        "two": node(choice("good", targets, ["act_now"]), choice("bad", "lost", ["dodge"])),
    }
    data = story_scene(nodes=nodes, personas={"ann": ["cold"]}, meters=METERS, pass_={"endings": ["end"]})
    findings, _ = check_subject(subject_of(data))
    assert [finding.code for finding in findings if finding.details.get("cast") == "ann as `cold`"] == ["RP305"]
    assert "RP305" not in {finding.code for finding in findings if "cast" not in finding.details}
