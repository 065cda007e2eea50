"""A new scene is playable as it is, whatever the answers: every template, language, rubric and persona."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.authoring.answers import Answers, suggested_title
from roleplay.authoring.new_scene import KNOWN_METERS, new_scene
from roleplay.authoring.template import Template, parse
from roleplay.checking.scene import Depth, check_subject
from roleplay.checking.subject import Subject
from roleplay.checking.todo import todo_places
from roleplay.engine import replay, start
from roleplay.reading.document import Document
from roleplay.reading.files import shared_files
from roleplay.reading.folders import check_scene
from roleplay.reading.shared_reader import read_shared
from roleplay.scene.model import Bundle, Outcome, Persona, Rubric, Scenario, Shared
from roleplay.scene.text import forbidden_character
from roleplay.scoring.scorecard import scorecard
from strategies import quick

ROOT = Path(__file__).parents[3]
TEMPLATES = sorted(path.stem for path in (ROOT / "templates").glob("*.yaml"))
LANGUAGES = [("zh",), ("en",), ("zh", "en"), ("en", "zh")]
METERS = {name: {"zh": f"表{number}", "en": f"meter {number}"} for number, name in enumerate(KNOWN_METERS)}
CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@cache
def template(name: str) -> Template:
    return parse(name, (ROOT / "templates" / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def shared() -> Shared:
    return read_shared(shared_files(ROOT)).shared


class LoadedScene(NamedTuple):
    """A new file, and the scene loaded from it."""

    text: str
    scenario: Scenario
    bundle: Bundle
    document: Document


def loaded_scene(
    name: str,
    languages: tuple[str, ...] = ("en",),
    *,
    rubric: str | Rubric | None = None,
    persona: str | Persona | None = None,
    titles: dict[str, str] | None = None,
    names: dict[str, str] | None = None,
) -> LoadedScene:
    """A new scene, which must have no findings."""
    library, chosen = shared(), template(name)
    chosen_rubric = rubric if isinstance(rubric, Rubric) else library.rubrics[rubric or chosen.rubric]
    person = persona if isinstance(persona, Persona) else library.personas[persona or chosen.persona]
    rubrics, personas = {**library.rubrics, chosen_rubric.id: chosen_rubric}, {**library.personas, person.id: person}
    given = titles or {code: suggested_title("a-scene", code) for code in languages}
    answers = Answers(
        id="a-scene",
        languages=languages,
        titles=given,
        family=chosen.family,
        names=names or {**chosen.name},
        persona=person,
        rubric=chosen_rubric,
        comments=languages[0],
        meter_names=METERS,
    )
    text = new_scene(chosen, answers, library.moves, personas)
    commons = library._replace(rubrics=rubrics, personas=personas)
    findings = check_scene(text.encode(), "a-scene.yaml", commons)
    assert [
        (diagnostic.code, diagnostic.message(), diagnostic.source_line) for diagnostic in findings.diagnostics
    ] == []
    assert isinstance(findings.value, Scenario)
    return LoadedScene(
        text, findings.value, Bundle(findings.value, library.moves, personas, rubrics), findings.document
    )


def findings_in(scene: LoadedScene, *, explore: bool = True) -> list[tuple[str, str]]:
    depth = Depth(explore=explore)
    findings, _ = check_subject(depth.subject(scene.bundle, scene.document), depth)
    return [(finding.code, finding.message()) for finding in findings]


# -- every template ------------------------------------------------------------------------


def test_there_is_a_small_template_and_three_families() -> None:
    assert TEMPLATES == ["complaint", "micro", "promise", "team"]
    assert [template(name).family for name in TEMPLATES] == ["complaint", "complaint", "promise", "team"]


@pytest.mark.parametrize("languages", LANGUAGES, ids="+".join)
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_no_findings_in_any_language(name: str, languages: tuple[str, ...]) -> None:
    scene = loaded_scene(name, languages)
    assert findings_in(scene) == []
    assert scene.scenario.languages == languages
    assert not scene.scenario.released


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_everything_a_scene_needs(name: str) -> None:
    scene = loaded_scene(name)
    scenario = scene.scenario
    assert {ending.outcome for ending in scenario.endings.values()} == set(Outcome)
    assert set(scenario.walks) == {"ideal", "slip", "worst"}
    assert 1 <= len(scenario.meters) <= 2
    assert scenario.pass_mark.thresholds
    outcomes = {walk_name: scenario.endings[walk.ending].outcome.value for walk_name, walk in scenario.walks.items()}
    assert outcomes == {"ideal": "success", "slip": "partial", "worst": "failure"}
    # a fork, and a node where its branches meet again
    targets = {
        node.id: {target.to for choice in node.choices for target in choice.goto} for node in scenario.nodes.values()
    }
    assert any(len(to & set(scenario.nodes)) > 1 for to in targets.values())
    assert any(sum(node in to for to in targets.values()) > 1 for node in scenario.nodes)
    # a slip takes no more steps than the walk without one
    lengths = {
        walk_name: len([c for c in walk.choices if not c.startswith("to-")])
        for walk_name, walk in scenario.walks.items()
    }
    assert set(lengths.values()) == {template(name).steps}


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_best_line_is_not_first_too_often(name: str) -> None:
    nodes = [node for node in loaded_scene(name).scenario.nodes.values() if not node.is_sketch]
    places = [[choice.id.rpartition("-")[2] for choice in node.choices].index("well") for node in nodes]
    assert max(places.count(place) for place in (0, 1, 2)) <= len(places) / 2


@pytest.mark.parametrize("name", TEMPLATES)
def test_comments_and_notes_are_in_the_authors_language(name: str) -> None:
    chinese, english, both = (loaded_scene(name, languages).text for languages in LANGUAGES[:3])
    assert [line for line in english.splitlines() if CHINESE.search(line)] == []
    assert "todo: " not in re.sub("^ +todo: 待写：|^ +todo: [\u4e00-\u9fff]", "", chinese, flags=re.M)
    for text, count in ((english, 1), (chinese, 1), (both, 2)):
        assert "#zh" not in text
        assert "#en" not in text
        assert not re.search('^[^"]*@|#=|#!| $', text, re.M)
        assert len(re.findall("待写：|todo: ", text)) >= 40 * count
    comments = [line for line in both.splitlines() if line.lstrip().startswith("#")]
    assert len(comments) > 15
    assert all(CHINESE.search(line) for line in comments)


@pytest.mark.parametrize("name", TEMPLATES)
def test_only_the_marked_texts_remain_to_be_written(name: str) -> None:
    scene = loaded_scene(name, ("zh", "en"), titles={"zh": "标题", "en": "A title"})
    places = todo_places(Subject(scene.bundle, scene.document))
    sketches = sum(node.is_sketch for node in scene.scenario.nodes.values())
    notes = len(re.findall('^ *(?:- )?(?:zh|en): "?(?:待写|todo)', scene.text, re.M))
    assert len(places) == notes + sketches


# -- any answers -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_rubric_and_persona_of_the_library_can_be_used(name: str) -> None:
    rubrics, personas = list(shared().rubrics), list(shared().personas)
    for number in range(max(len(rubrics), len(personas))):  # any rubric must work with any persona
        rubric, persona = rubrics[number % len(rubrics)], personas[number % len(personas)]
        assert findings_in(loaded_scene(name, rubric=rubric, persona=persona), explore=False) == []


@pytest.mark.parametrize("rubric", ["care", "conduct", "mediation", "nvc", "spin"])
def test_with_another_rubric_lines_use_its_moves_and_walks_score_0_and_100(rubric: str) -> None:
    scene = loaded_scene("complaint", ("zh", "en"), rubric=rubric)
    assert findings_in(scene) == []
    assert scores(scene) == {"ideal": 100, "worst": 0}
    chosen_rubric = scene.bundle.rubrics[rubric]
    due = [ref for node in scene.scenario.nodes.values() for ref in node.assess or ()]
    assert {f"{rubric}.{criterion.id}" for criterion in chosen_rubric.criteria} == set(due)
    made_moves = {use.move for node in scene.scenario.nodes.values() for line in node.choices for use in line.moves}
    assert made_moves.isdisjoint(chosen_rubric.critical)
    line = scene.scenario.nodes["open"].choices[1]
    assert all(scene.bundle.moves[use.move].name.get("zh") in line.say.get("zh") for use in line.moves)
    assert all(scene.bundle.moves[use.move].name.get("en") in line.say.get("en") for use in line.moves)


def scores(scene: LoadedScene) -> dict[str, float | None]:
    subject = Subject(scene.bundle, scene.document)
    scores: dict[str, float | None] = {}
    for name in ("ideal", "worst"):
        choices = scene.scenario.walks[name].choices
        states = replay(start(subject.story, 0), choices)
        score = scorecard(subject.judge, states, choices).score(scene.scenario.rubrics[0])
        scores[name] = None if score is None else 100 * score
    return scores


ODD = st.one_of(
    st.sampled_from(
        ["a: b", "# no comment", "{other}", "{nobody} {{x}}", '"', "'it''s'", "- x", "@title", "\\", "%", "!x"]
    ),
    st.sampled_from(
        ["🙂👩\u200d🔧", "true", "12:30", "[/b] [red]", "|", "> x", "*a", "&a", "“引号”：冒号", "null", "{", "}"]
    ),
    st.sampled_from(["todo", "待写", "todo: more"]),
    st.text(min_size=1, max_size=40).filter(lambda text: text.strip() and forbidden_character(text) is None),
)


@quick
@given(st.data())
def test_any_title_and_name_give_a_readable_and_playable_file(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(TEMPLATES))
    languages = data.draw(st.sampled_from(LANGUAGES))
    given = languages[: data.draw(st.integers(1, len(languages)))]
    titles, names = ({code: data.draw(ODD) for code in given} for _ in range(2))
    rubric, persona = (data.draw(st.sampled_from(sorted(pool))) for pool in (shared().rubrics, shared().personas))
    scene = loaded_scene(name, languages, rubric=rubric, persona=persona, titles=titles, names=names)
    assert scene.scenario.languages == languages
    person = next(iter(scene.scenario.cast.values()))
    for code in given:
        assert names[code] in person.name.get(code)
        assert re.sub("[{}()]", "", titles[code]) in re.sub("[{}()]", "", scene.scenario.title.get(code))
    assert person.name.languages == languages
    story = Subject(scene.bundle, scene.document).story
    for walk in scene.scenario.walks.values():
        assert replay(start(story, 0), walk.choices)[-1].passage.id == walk.ending


def test_a_text_missing_in_one_language_is_marked_as_unwritten() -> None:
    scene = loaded_scene("micro", ("zh", "en"), titles={"zh": "迟到的包裹"}, names={"zh": "林女士"})
    assert scene.scenario.title.values == (("zh", "迟到的包裹"), ("en", "[todo: 迟到的包裹]"))
    person = next(iter(scene.scenario.cast.values()))
    assert person.name.values == (("zh", "林女士"), ("en", "[todo: 林女士]"))


def test_a_suggested_title_is_derived_from_the_id() -> None:
    assert suggested_title("late-parcel", "en") == "Late parcel"
    assert suggested_title("late-parcel", "zh") == "待写：late parcel"


# -- meters ------------------------------------------------------------------------------------


def with_reactions(**changes: dict[str, int]) -> Persona:
    return shared().personas["customer"]._replace(id="own", reactions=changes)


def test_the_meters_are_those_the_persona_has() -> None:
    def meters(name: str, persona: str) -> list[str]:
        return list(loaded_scene(name, persona=persona).scenario.meters)

    assert meters("complaint", "customer") == ["anger", "trust"]
    assert meters("promise", "client") == ["disappointment", "trust"]
    assert "tension" in meters("team", "colleague")
    assert meters("micro", "teammate") == ["morale"]


def test_a_custom_persona_brings_its_own_meters() -> None:
    own = loaded_scene("micro", persona=with_reactions(let_finish={"hope": 5}, premature_fix={"hope": -5, "zeal": 1}))
    assert {name: meter.name.get("en") for name, meter in own.scenario.meters.items()} == {
        "hope": "[todo: hope]",
        "zeal": "[todo: zeal]",
    }
    assert findings_in(own) == []
    mixed = loaded_scene("micro", ("zh", "en"), persona=with_reactions(let_finish={"hope": 5, "trust": 1}))
    assert list(mixed.scenario.meters) == ["trust", "hope"]
    assert findings_in(mixed) == []


def test_a_persona_without_reactions_still_gives_a_scene() -> None:
    scene = loaded_scene("micro", persona=with_reactions())
    assert list(scene.scenario.meters) == ["trust"]
    assert [code for code, _ in findings_in(scene, explore=False)] == []
