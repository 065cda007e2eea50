"""Whatever a file contains, it loads or has findings that say why not; never anything else."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from builders import SHARED, Data, check_common, read_shared
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.folders import check_scene
from roleplay.reading.loader import load
from roleplay.reading.yaml_reader import read
from roleplay.scene.model import Scenario
from strategies import Dice, World, quick, thorough, worlds

JUNK: tuple[Any, ...] = (
    None, True, False, 0, -1, 3, 101, 10**30, 1.5, float("1e300"), "", " ", "x", "n0", "X y", "e0", "listen", "> 3",
    "<map>", "[key]", "\u202e", "{bob}", "{", [], [[]], [None], ["x", "x"], {}, {"x": 1}, {"<text>": None},
    {"en": "a", "zh": 3}, [{"when": {}, "text": "x"}], {"any": []}, {"not": {"turn": "< 0"}}, {"to": "n0"},
)  # fmt: skip
KEYS = ("x", "when", "goto", "<list>", "[key]", "any", "id", "en", "Ä", "n0", "text", "to", "", "\u202e")


def assert_located(finding: Diagnostic, text: str) -> None:
    """Assert that a finding can be shown: it has its texts, and its place is in the file."""
    for language in ("en", "zh"):
        assert finding.message(language)
        assert finding.help(language)
    lines = text.split("\n")
    assert 1 <= finding.span.line <= finding.span.end_line
    assert finding.span.line <= len(lines)
    assert 1 <= finding.span.column <= len(lines[finding.span.line - 1]) + 2
    if finding.source_line:
        assert finding.source_line == lines[finding.span.line - 1].removeprefix("\ufeff").rstrip("\r")


def key_paths(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value in the data."""
    paths = [path]
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        paths += key_paths(value, (*path, key))
    return paths


def damage(data: Data, dice: Dice) -> Data:
    """The data with one value replaced, removed or added somewhere."""
    data = copy.deepcopy(data)
    *above, last = dice.pick(key_paths(data)[1:])
    holder: Any = data
    for step in above:
        holder = holder[step]
    match dice.number(0, 2):
        case 0:
            holder[last] = dice.pick(JUNK)
        case 1:
            del holder[last]
        case _ if isinstance(holder, dict):
            holder[dice.pick(KEYS)] = dice.pick(JUNK)
        case _:
            holder.insert(last, dice.pick(JUNK))
    return data


@st.composite
def damaged_scenes(draw: st.DrawFn) -> str:
    dice = Dice(draw)
    data = draw(worlds()).scene
    for _ in range(dice.number(1, 3)):
        data = damage(data, dice)
    return json.dumps(data, ensure_ascii=dice.one_in(2), indent=dice.pick([None, 1]))


@given(damaged_scenes())
@thorough
def test_a_damaged_scene_loads_or_has_findings(text: str) -> None:
    findings = check_scene(text.encode(), "small.yaml", read_shared(SHARED))
    for diagnostic in findings.diagnostics:
        assert_located(diagnostic, text)
    assert (findings.value is None) is any(diagnostic.severity == "error" for diagnostic in findings.diagnostics)


@given(worlds(), st.data())
@quick
def test_damaged_shared_files_load_or_say_why(world: World, data: st.DataObject) -> None:
    dice = Dice(data.draw)
    for shared_file in (*world.personas, *world.rubrics):
        text = json.dumps(damage(shared_file, dice), ensure_ascii=False)
        for finding in check_common(f"{shared_file['id']}.yaml", text):
            assert_located(finding, text)


@given(worlds())
@quick
def test_a_scene_means_the_same_however_it_is_laid_out(world: World) -> None:
    block = yaml.safe_dump(world.scene, allow_unicode=True, sort_keys=False)
    for text in (block, "\ufeff" + block, block.replace("\n", "\r\n"), json.dumps(world.scene, indent=2)):
        assert load(text.encode(), "small.yaml").value == world.bundle.scenario


@given(worlds())
@quick
def test_a_scene_survives_pickling(world: World) -> None:
    again = pickle.loads(pickle.dumps(world.bundle))
    assert again == world.bundle
    assert isinstance(again.scenario, Scenario)


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
@thorough
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    document, findings = read(content, "x.yaml")
    assert (document.data is None) is bool(findings)
    for finding in findings:
        assert finding.message("zh")
        assert finding.help("en")


YAML = st.lists(
    st.sampled_from(
        ["a", "b: ", "- ", "  ", "\n", "&x ", "*x", "!t ", "!!str ", "[", "]", "{", "}", ",", ": ", "? ", "'", '"',
         "|\n", ">-\n", "#", "---\n", "...\n", "<<: ", "%YAML 1.1\n", "~", "1", "中", "\t", "\r", "\\x", "\x1b",
         "\u2028", "@"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(YAML)
@thorough
def test_any_yaml_is_read_or_refused_at_a_place_in_the_file(text: str) -> None:
    document, findings = read(text.encode(), "x.yaml")
    assert (document.data is None) is bool(findings)
    for finding in findings:
        assert_located(finding, text.replace("\r\n", "\n").replace("\r", "\n"))
    for span in (*document.values.values(), *document.keys.values()):
        assert 1 <= span.line <= span.end_line <= len(document.lines) + 1, "what is empty may stand after the last line"
