"""A scene of the learner's own incident: their words are used as typed, and the scene is playable as it is."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.authoring.answers import one_line
from roleplay.authoring.incident import (
    QUESTIONS,
    Incident,
    IncidentFrame,
    IncidentKey,
    incident_key,
    incident_scene,
    problem_of_answer,
)
from roleplay.authoring.new_scene import KNOWN_METERS, without_placeholders
from roleplay.authoring.template import Template, parse
from roleplay.checking.scene import Depth, check_subject
from roleplay.checking.subject import Subject
from roleplay.engine import replay, start
from roleplay.reading.diagnostics import Severity
from roleplay.reading.document import Document
from roleplay.reading.files import shared_files
from roleplay.reading.folders import check_scene
from roleplay.reading.shared_reader import read_shared
from roleplay.scene.model import Bundle, Choice, Scenario, Shared
from roleplay.scoring.scorecard import scorecard
from strategies import quick

ROOT = Path(__file__).parents[3]
METERS = {meter: {"zh": meter, "en": meter} for meter in KNOWN_METERS}
USUAL = Incident(
    name="Ms Lin",
    happened="The laptop was due on the 3rd.",
    said="This is the third time I call!",
    felt="angry",
    answered="It will come when it comes.",
    then="Give me your manager.",
    better="Three calls, and nobody rang back.",
)
#: What an author of YAML is warned of, and what a learner types between two calls.
HOSTILE = [
    "- a: b",
    "key: value # no comment",
    "\"quoted\" and 'quoted' and \\n \\",
    "{other} {anger} {nobody} {{deep}} { } {",
    "@said @nothing %TAG !!python/object:os.system *a &b",
    "[bold]loud[/] {0} %s $HOME `id`",
    "| > ? ~ null true 1e3 2026-11-29",
    "a\nb\r\n\tc\u2028d\u0085e",
    "#? then",
    "y #? !felt",
    "'" * 40,
    "你说“{other}”：别这样——真的……",
    "👩‍💻 ok 🇨🇳",
]


@cache
def template() -> Template:
    return parse("incident", (ROOT / "templates" / "own" / "incident.yaml").read_text(encoding="utf-8"))


@cache
def shared() -> Shared:
    return read_shared(shared_files(ROOT)).shared


class LoadedIncident(NamedTuple):
    """A new file, and the scene loaded from it."""

    text: str
    scenario: Scenario
    bundle: Bundle
    document: Document
    key: IncidentKey

    def line(self, choice: str) -> Choice:
        return next(line for line in self.scenario.nodes["open"].choices if line.id == choice)

    def errors(self) -> list[tuple[str, str]]:
        depth = Depth(explore=True)
        findings, _ = check_subject(depth.subject(self.bundle, self.document), depth)
        return [(finding.code, finding.message()) for finding in findings if finding.severity is Severity.ERROR]


def loaded_incident(incident: Incident, language: str = "en", persona: str = "customer") -> LoadedIncident:
    """The scene of an incident, which must be read without errors."""
    library = shared()
    key = incident_key(incident, library.moves, language)
    frame = IncidentFrame(
        id="mine",
        language=language,
        title=f"With {incident.name}",
        family="complaint",
        somebody="Somebody",
        felt=incident.felt,
        persona=library.personas[persona],
        meter_names=METERS,
    )
    text = incident_scene(template(), incident, key, frame, (library.moves, library.personas))
    read = check_scene(text.encode(), "mine.yaml", library)
    assert [(finding.code, finding.message(), finding.source_line) for finding in read.diagnostics] == []
    assert isinstance(read.value, Scenario)
    return LoadedIncident(text, read.value, Bundle(read.value, *library), read.document, key)


def percent(scene: LoadedIncident, walk: str) -> float:
    """The score of a walk on the leading rubric, all of whose due criteria must be assessed."""
    subject, choices = Subject(scene.bundle, scene.document), scene.scenario.walks[walk].choices
    card = scorecard(subject.judge, replay(start(subject.story, 0), choices), choices)
    assessed = {part.ref for rubric in card.rubrics for part in rubric.criteria if part.score is not None}
    assert assessed == {"heat.hear", "heat.empathize", "heat.act"}
    score = card.score("heat")
    assert score is not None
    return 100 * score


# -- where answers go ----------------------------------------------------------------------


def test_memories_become_the_briefing_the_opening_and_two_of_the_lines() -> None:
    scene = loaded_incident(USUAL)
    scenario, opening = scene.scenario, scene.scenario.nodes["open"]
    assert scenario.brief.situation.get("en") == USUAL.happened
    assert scenario.cast["other"].name.get("en") == USUAL.name
    assert [says.text.get("en") for says in opening.says] == [USUAL.said]
    assert scene.line("open-own").say.get("en") == USUAL.answered
    assert [reply.text.get("en") for reply in scene.line("open-own").reply] == [USUAL.then]
    assert scene.line("open-better").say.get("en") == USUAL.better
    assert len(opening.choices) == 4
    assert (scenario.languages, scenario.released) == (("en",), False)
    assert len(scenario.walks["ideal"].choices) == 3


@pytest.mark.parametrize("language", ["zh", "en"])
def test_forgotten_details_can_be_left_out(language: str) -> None:
    scene = loaded_incident(USUAL._replace(name="", felt="", then="", better=""), language)
    assert scene.scenario.cast["other"].name.get(language) == "Somebody"
    assert not scene.line("open-own").reply
    assert [line.id for line in scene.scenario.nodes["open"].choices] == [
        "open-own",
        "open-fix",
        "open-questions",
        "open-model",
    ]
    assert "angry" not in scene.text
    assert scene.errors() == []


@pytest.mark.parametrize(
    ("felt", "persona", "meters"),
    [
        ("angry", "customer", ["anger", "trust"]),
        ("let_down", "customer", ["trust"]),
        ("worried", "customer", ["worry", "trust"]),
        ("taken for a fool", "customer", ["trust"]),
        ("angry", "colleague", ["tension"]),
        ("", "teammate", ["morale"]),
    ],
)
def test_the_feeling_becomes_a_meter_if_the_persona_has_it(felt: str, persona: str, meters: list[str]) -> None:
    assert list(loaded_incident(USUAL._replace(felt=felt), persona=persona).scenario.meters) == meters


def test_every_persona_of_the_library_can_be_used() -> None:
    assert all(1 <= len(loaded_incident(USUAL, persona=persona).scenario.meters) <= 2 for persona in shared().personas)


# -- which moves the lines make ----------------------------------------------------------------

PLAIN = "It will come when it comes."
POOR = "Our policy is ten working days."
GOOD = "Three weeks, and nobody rang; have I got that right?"
CRUEL = "If you go on like this I'll have you removed."


@pytest.mark.parametrize(
    ("answered", "moves"),
    [
        (PLAIN, ["hear_words_only"]),
        (POOR, ["hide_behind_policy"]),
        (GOOD, ["paraphrase"]),
        ("Nobody can tell you to calm down.", ["hear_words_only"]),
    ],
)
def test_vocabulary_phrases_decide_the_moves_of_the_line_said_or_else_it_is_a_small_slip(
    answered: str, moves: list[str]
) -> None:
    own = loaded_incident(USUAL._replace(answered=answered)).line("open-own")
    assert [use.move for use in own.moves] == moves
    why = own.why[0].text.get("en")
    assert ("In it stands" in why) is (moves != ["hear_words_only"])


def test_a_poor_phrase_in_the_better_line_is_replaced_by_a_model_line() -> None:
    scene = loaded_incident(USUAL._replace(better="Calm down, please; I am on it."))
    assert [line.id for line in scene.scenario.nodes["open"].choices] == [
        "open-own",
        "open-fix",
        "open-better",
        "open-model",
    ]
    assert "tell_calm_down" in [use.move for use in scene.line("open-better").moves]
    assert scene.scenario.walks["ideal"].choices[0] == "open-model"
    assert "alm down”" in scene.line("open-better").why[0].text.get("en")


@pytest.mark.parametrize("better", ["", PLAIN + " I see.", GOOD + " Yes?", "Calm down, please."])
@pytest.mark.parametrize("answered", [PLAIN, POOR, GOOD, CRUEL])
def test_the_ideal_walk_is_best_whatever_was_typed(answered: str, better: str) -> None:
    scene = loaded_incident(USUAL._replace(answered=answered, better=better))
    assert scene.errors() == []
    assert percent(scene, "ideal") >= 95
    assert percent(scene, "worst") <= 25


def test_the_line_said_can_equal_a_line_of_the_template() -> None:
    texts = [line.say.get("en") for line in loaded_incident(USUAL).scenario.nodes["open"].choices]
    scene = loaded_incident(USUAL._replace(answered=texts[1], better=texts[3]))
    assert scene.errors() == []


# -- any input -----------------------------------------------------------------------------


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_typed_words_are_data_not_markup(typed: str, language: str) -> None:
    assert all(
        problem_of_answer(question, typed) is None for question in QUESTIONS if len(typed) <= QUESTIONS[question]
    )
    scene = loaded_incident(Incident(*[typed] * len(QUESTIONS))._replace(better=typed + " !"), language)
    cleaned = without_placeholders(one_line(typed))
    assert scene.scenario.brief.situation.get(language) == cleaned
    assert scene.scenario.nodes["open"].says[0].text.get(language) == cleaned
    assert scene.line("open-own").say.get(language) == cleaned
    assert list(scene.scenario.nodes) == ["open", "matter", "again", "close"]


ODD = [*"{}@#:-'\"\\%&*!|>?[],\n\t\u3000", " ", "#? !then", "{other}", "@said", "\\u0041", "todo", "真", "é", "🙂", "a"]
words = st.lists(st.sampled_from(ODD), min_size=1, max_size=12).map("".join).filter(lambda text: one_line(text) != "")


@quick
@given(words, words, st.sampled_from(["zh", "en"]))
def test_any_acceptable_words_make_a_scene(said: str, better: str, language: str) -> None:
    scene = loaded_incident(
        USUAL._replace(name=said[:40], happened=said, said=said, felt=better, better=better), language
    )
    assert scene.scenario.nodes["open"].says[0].text.get(language) == without_placeholders(one_line(said))


def test_unacceptable_answers_are_refused_with_a_reason() -> None:
    def problem(question: str, text: str) -> str | None:
        answer_problem = problem_of_answer(question, text)
        return answer_problem and answer_problem.key

    assert problem("said", " \n ") == "new_empty"
    assert problem("felt", " ") is None
    assert problem("said", "a\u202eb") == "new_character"
    assert problem("said", "a\udc80b") == "new_character"
    assert problem("said", "x" * 401) == "new_long"
    assert problem("name", "x" * 41) == "new_long"
    assert problem("happened", "x" * 1000) is None
