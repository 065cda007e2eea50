"""RP129 and RP013: a persona that is asked for and not offered, wherever a condition may stand."""

from __future__ import annotations

from typing import Any

import pytest

from builders import Data, changed, check, choice, marked, meter, node, story_scene

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
def test_a_persona_that_is_not_offered_is_told_at_its_place(old: str, new: str) -> None:
    text, position = marked(changed(OFFERED, old, new))
    (finding,) = (found for found in check(text) if found.code == "RP129")
    assert (finding.span.line, finding.span.column) == position
    assert finding.message() == "the scene never plays `wang` as `cold`: it offers base, hot"
    assert "能选的只有 base, hot" in finding.message("zh")
    assert not any(found.code == "RP129" for found in check(text.replace("cold", "hot")))


def variants(when: Data) -> list[Data]:
    return [{"when": when, "text": "a"}, {"text": "b"}]


def everywhere(when: Data) -> Data:
    """A scene with the condition in every place that may have one."""
    uses = ["listen", {"when": when, "move": "name_it"}]
    line = choice("a", [{"when": when, "to": "two"}, {"to": "end"}], uses, reply=variants(when), why=variants(when))
    nodes: dict[str, Any] = {
        "one": node(line, choice("b"), choice("c", when=when, locked="No."), says=variants(when)),
        "two": {"todo": "later", "says": variants(when), "goto": "lost"},
    }
    asked = [{"when": when, "text": "Why?"}]
    return story_scene(nodes=nodes, discussion=asked, status="draft", meters={"anger": meter()})


@pytest.mark.parametrize(("persona", "count"), [("hot", 0), ("hto", 8)])
def test_it_may_be_asked_in_every_condition(persona: str, count: int) -> None:
    found = [finding for finding in check(everywhere({"persona.ann": persona})) if finding.code == "RP103"]
    assert len(found) == len({finding.span for finding in found}) == count
    assert all(finding.did_you_mean == "hot" for finding in found)


@pytest.mark.parametrize("value", [True, 3, [], [1], {"hot": True}])
def test_what_is_no_persona_is_no_condition(value: object) -> None:
    text = changed(SCENE, "{when: {cause: factual}", f"{{when: {{persona.wang: {str(value).lower()}}}")
    (finding,) = (found for found in check(text) if found.code == "RP013")
    assert "write the id of a persona, or a list of ids" in finding.help()
