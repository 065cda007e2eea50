"""RP129 and RP013: a persona that is tested but not offered, in every place for a condition."""

from __future__ import annotations

from typing import Any

import pytest

from builders import Data, changed, check, choice, ending, marked, meter, node, persona, shared, story_scene

from .file_texts import SCENE

OFFERED = changed(SCENE, "flags: [promised]", "flags: [promised]\npersonas: {wang: [hot]}")
ASKED = {"persona.ann": "hot"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{when: {cause: factual}", "{when: {persona.wang: ‹cold}"),
        ("{when: {cause: factual}", "{when: {cause: factual, not: {persona.wang: [hot, ‹cold]}}"),
        ("deal: {cause: factual}, main", "personas: {wang: ‹cold}, main"),
    ],
)
def test_a_persona_that_is_not_offered_is_reported_at_its_location(old: str, new: str) -> None:
    text, position = marked(changed(OFFERED, old, new))
    (finding,) = (found for found in check(text) if found.code == "RP129")
    assert (finding.span.line, finding.span.column) == position
    assert finding.message() == "the scene never plays `wang` as `cold`: it offers base, hot"
    assert "能选的只有 base, hot" in finding.message("zh")
    assert not any(found.code == "RP129" for found in check(text.replace("cold", "hot")))


def variants(when: Data) -> list[Data]:
    return [{"when": when, "text": "a"}, {"text": "b"}]


def scene_with_condition_everywhere(when: Data) -> Data:
    """A scene with the condition in every place where one is allowed."""
    uses = ["listen", {"when": when, "move": "name_it"}]
    line = choice("a", [{"when": when, "to": "two"}, {"to": "end"}], uses, reply=variants(when), why=variants(when))
    nodes: dict[str, Any] = {
        "one": node(line, choice("b"), choice("c", when=when, locked="No."), says=variants(when), scene=variants(when)),
        "two": {"todo": "later", "scene": variants(when), "says": variants(when), "goto": "lost"},
    }
    asked = [{"when": when, "text": "Why?"}]
    ends = {"end": ending(text=variants(when)), "lost": ending("failure")}
    return story_scene(nodes=nodes, endings=ends, discussion=asked, status="draft", meters={"anger": meter()})


@pytest.mark.parametrize(("asked", "count"), [("hot", 0), ("hto", 11)])
def test_every_condition_may_test_a_persona(asked: str, count: int) -> None:
    findings = [
        finding for finding in check(scene_with_condition_everywhere({"persona.ann": asked})) if finding.code == "RP103"
    ]
    assert len(findings) == len({finding.span for finding in findings}) == count
    assert all(finding.did_you_mean == "hot" for finding in findings)


@pytest.mark.parametrize("value", [True, 3, [], [1], {"hot": True}])
def test_a_value_that_is_not_a_persona_is_an_invalid_condition(value: object) -> None:
    text = changed(SCENE, "{when: {cause: factual}", f"{{when: {{persona.wang: {str(value).lower()}}}")
    (finding,) = (found for found in check(text) if found.code == "RP013")
    assert "write the id of a persona, or a list of ids" in finding.help()


@pytest.mark.parametrize(("offered", "codes"), [(7, []), (8, ["RP020"])])
def test_the_number_of_casts_distinguished_by_conditions_is_limited(offered: int, codes: list[str]) -> None:
    people = [persona(f"p{n}", {"listen": {"anger": -1}}) for n in range(9)]
    cast = {name: {"name": name, "persona": "p0"} for name in ("ann", "bob", "cat")}
    says = variants({"any": [{"persona.ann": "p1"}, {"persona.bob": "p1"}]})
    nodes = {"one": node(choice("a"), choice("b", "lost", to="bob"), choice("c", to="cat"), says=says)}
    names = [f"p{n}" for n in range(1, 9)]
    offers = {"ann": names, "bob": names[: offered - 1], "cat": names}  # no condition tests cat
    data = story_scene(nodes=nodes, cast=cast, personas=offers, meters={"anger": meter()})
    assert [found.code for found in check(data, files=shared(personas=people))] == codes
