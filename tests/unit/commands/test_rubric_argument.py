"""``roleplay play ID --rubric ID``: which rubrics are accepted, and how the briefing mentions it."""

from __future__ import annotations

import pytest

from builders import bundle, choice, node, rubric, shared, story_scene
from roleplay.commands.errors import CommandError
from roleplay.commands.scene_argument import selected_rubric
from roleplay.locales import catalogue
from roleplay.plain.briefing import briefing_lines
from roleplay.presenting.preparation import criteria_paragraphs

SCENE = bundle(
    story_scene(nodes={"one": node(choice("a", moves=["listen"]), choice("b", moves=["name_it"]))}, rubrics=["main"]),
    shared(
        rubrics=[
            rubric("main", {"hear": {"listen": 2}}),
            rubric("side", {"tone": {"name_it": 2}}),
            rubric("blind", {"other": {"act_now": 2}}),
        ]
    ),
)
LANGUAGES = ("en", "zh")


@pytest.mark.parametrize("name", ["", "main", "side"])
def test_no_rubric_the_scenes_own_and_one_with_something_at_stake_are_accepted(name: str) -> None:
    assert selected_rubric(name, SCENE) == name


def test_one_with_nothing_at_stake_is_refused_with_those_that_have() -> None:
    with pytest.raises(CommandError) as refused:
        selected_rubric("blind", SCENE)
    for language in LANGUAGES:
        sentence = refused.value.sentence(language)
        assert "blind" in sentence
        assert "main, side" in sentence


def test_an_unknown_rubric_is_refused_with_similar_ones() -> None:
    with pytest.raises(CommandError) as refused:
        selected_rubric("syde", SCENE)
    assert "side" in refused.value.sentence("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_briefing_names_the_rubric_of_the_debrief(language: str) -> None:
    words = catalogue(language)
    note = words("lens.briefing", rubric="side")
    plain = {name: "\n".join(briefing_lines(SCENE, words, None, name)) for name in ("", "main", "side")}
    full = {name: "\n".join(part.text for part in criteria_paragraphs(SCENE, words, name)) for name in plain}
    for shown in (plain, full):
        assert [name for name, text in shown.items() if note in text] == ["side"]
