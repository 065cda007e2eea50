"""The shipped files, damaged in every way: each still plays or gives findings that can be shown; never a traceback or
a hang.

``make fuzz`` searches longer, and reports the slowest file.
"""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from example_counts import FUZZ, SLOWEST, examples
from finding_checks import assert_showable
from mutations import changed_as_data, changed_as_text
from roleplay.checking.scene import Depth, check_subject
from roleplay.engine import compile_story, legal, start, step
from roleplay.engine.view import direction, ending_text, offers, reply, says
from roleplay.reading.folders import check_scene
from roleplay.reading.shared_reader import SharedReader
from roleplay.reading.yaml_reader import read
from roleplay.scene.model import Bundle, Scenario
from roleplay.scoring.judge import Judge
from strategies import Dice

ROOT = Path(__file__).parents[2]
SCENES = sorted((ROOT / "scenarios").glob("*.yaml"))
SMALL_SCENE = ROOT / "scenarios" / "first-steps.yaml"
#: The scenes to damage: with ``make test`` the smallest one and one with everything; the others take seconds each.
DAMAGED_SCENES = [SMALL_SCENE, *SCENES] if FUZZ else [SMALL_SCENE, ROOT / "scenarios" / "team-conflict.yaml"]
SHARED_FILES = sorted((ROOT / "rubrics").rglob("*.yaml"))

thorough = examples(20)

#: CPU seconds after which a file counts as a hang; no file comes anywhere near.
HANG_SECONDS = 20
#: Maximum number of states explored of a damaged scene.
MAX_STATES = 20_000
#: Maximum number of decisions in a walk through a damaged scene.
MAX_DECISIONS = 40


class Hang(AssertionError):
    """Raised when a file takes too long."""


class Slowest(NamedTuple):
    """The file that took longest."""

    seconds: float = 0.0
    name: str = ""
    content: bytes = b""


_slowest = Slowest()


@contextmanager
def watched(name: str, content: bytes) -> Iterator[None]:
    """Raises `Hang` if the body takes too long, and records the slowest content."""
    global _slowest

    def stop(*_: object) -> None:
        raise Hang(f"{name} takes more than {HANG_SECONDS} seconds")

    can_stop = hasattr(signal, "SIGVTALRM")
    if can_stop:
        before = signal.signal(signal.SIGVTALRM, stop)
        signal.setitimer(signal.ITIMER_VIRTUAL, HANG_SECONDS)
    began = time.process_time()
    try:
        yield
    finally:
        if can_stop:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)
        _slowest = max(_slowest, Slowest(time.process_time() - began, name, content))


@pytest.fixture(autouse=True)
def slowest(tmp_path: Path, record_property: Callable[[str, object], None]) -> Iterator[None]:
    """Keep the slowest file of a test; after ``make fuzz`` the slowest of all is reported."""
    global _slowest
    _slowest = Slowest()
    yield
    if FUZZ and _slowest.name:
        file = tmp_path / _slowest.name
        file.write_bytes(_slowest.content)
        record_property(SLOWEST, (_slowest.seconds, str(file)))


# -- what is fuzzed ---------------------------------------------------------------------


@cache
def content_of(path: Path) -> bytes:
    return path.read_bytes()


@cache
def data_of(path: Path) -> Any:
    return read(content_of(path), path.name)[0].data


@cache
def shared() -> SharedReader:
    reading = SharedReader()
    reading.read(SHARED_FILES)
    assert reading.findings == []
    return reading


def without(path: Path) -> SharedReader:
    """All shared moves, personas and rubrics except those of one file."""
    data = data_of(path)
    removed = {*data.get("moves", ()), data.get("id")}

    def others(definitions: dict[str, Any], kind: str) -> dict[str, Any]:
        return {
            name: value for name, value in definitions.items() if not (data["roleplay"] == kind and name in removed)
        }

    reading = shared()
    return SharedReader(
        others(reading.moves, "moves/1"),
        dict(reading.move_files),
        others(reading.personas, "persona/1"),
        others(reading.rubrics, "rubric/1"),
    )


# -- what must hold ---------------------------------------------------------------------


def assert_playable(bundle: Bundle, dice: Dice) -> None:
    """Walk through a scene at random: its texts exist in both languages, and every line can be judged."""
    story = compile_story(bundle)
    judge = Judge(story, [bundle.rubrics[name] for name in bundle.scenario.rubrics])
    seed = dice.number(0, 99)
    state = start(story, seed)
    names = {member.id: member.name for member in bundle.scenario.cast.values()}
    for _ in range(MAX_DECISIONS):
        text = says(state)
        assert (text is None) is state.over
        for shown_text in filter(None, (text, direction(state), ending_text(state))):
            assert shown_text.fill("zh", names)
            assert shown_text.fill("en", names)
        available = legal(state)
        assert {offer.id for offer in offers(state, seed) if offer.locked is None} == set(available)
        if not available:
            break
        choice = dice.pick(available)
        judge.judge(state, available)
        line = state.passage.line(choice)
        state = step(state, choice)
        assert all(0 <= value <= 100 for value in state.meters)
        answer = reply(line.choice, state)
        assert answer is None or answer.fill("zh", names)


def assert_scene_handled(content: bytes, name: str, reading: SharedReader, dice: Dice) -> None:
    """Assert that the findings can be shown; a scene that loads is checked and played."""
    findings = check_scene(content, name, reading.shared())
    assert_showable(findings.diagnostics, name, content)
    assert isinstance(findings.value, Scenario) is not any(
        diagnostic.severity == "error" for diagnostic in findings.diagnostics
    )
    if isinstance(findings.value, Scenario):
        bundle = Bundle(findings.value, *reading.shared())
        release = bool(FUZZ) and dice.one_in(8)  # simulates thousands of plays
        depth = Depth(release, limit=MAX_STATES)
        more, _ = check_subject(depth.subject(bundle, findings.document), depth)
        assert_showable(more, name, content)
        assert_playable(bundle, dice)


def assert_shared_file_handled(content: bytes, path: Path, dice: Dice) -> None:
    """Assert that the findings can be shown, and that the smallest scene loads with what is left or has findings."""
    reading = without(path)
    reading.add(path.name, content)
    reading.check()
    assert_showable(reading.findings, path.name, content)
    assert_scene_handled(content_of(SMALL_SCENE), SMALL_SCENE.name, reading, dice)


# -- the tests --------------------------------------------------------------------------


def damaged(draw: Callable[[Any], Any], files: list[Path], *, as_data: bool) -> tuple[Path, bytes, Dice]:
    dice = Dice(draw)
    path = dice.pick(files)
    if as_data:
        return path, changed_as_data(dice, data_of(path)), dice
    return path, changed_as_text(dice, content_of(path)), dice


@pytest.mark.parametrize("as_data", [False, True], ids=["as text", "as data"])
@given(data=st.data())
@thorough
def test_a_damaged_scene_plays_or_has_findings(data: st.DataObject, as_data: bool) -> None:
    path, content, dice = damaged(data.draw, DAMAGED_SCENES, as_data=as_data)
    with watched(path.name, content):
        assert_scene_handled(content, path.name, shared(), dice)


@pytest.mark.parametrize("as_data", [False, True], ids=["as text", "as data"])
@given(data=st.data())
@thorough
def test_a_damaged_rubric_persona_or_vocabulary_works_or_has_findings(data: st.DataObject, as_data: bool) -> None:
    path, content, dice = damaged(data.draw, SHARED_FILES, as_data=as_data)
    with watched(path.name, content):
        assert_shared_file_handled(content, path, dice)


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")))
@thorough
def test_findings_on_any_content_can_be_shown(content: bytes) -> None:
    for name, text in (("x.yaml", content), ("y.yaml", b"roleplay: scenario/1\n" + content)):
        with watched(name, text):
            assert_showable(check_scene(text, name, shared().shared()).diagnostics, name, text)


def test_the_files_are_valid_before_they_are_damaged() -> None:
    for path in SCENES:
        assert [d.message() for d in check_scene(content_of(path), path.name, shared().shared()).diagnostics] == []
        assert json.dumps(data_of(path))
