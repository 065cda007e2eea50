"""With an independent validator the JSON Schema accepts every shipped file and refuses broken ones."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from roleplay.reading.files import shared_files
from roleplay.reading.schema import schema
from roleplay.reading.schema_places import TITLES
from roleplay.reading.shapes import FORMATS
from roleplay.reading.shared_reader import read_shared
from roleplay.reading.yaml_reader import read
from roleplay.scene.model import Shared

ROOT = Path(__file__).parents[3]
SHIPPED = sorted(
    [*(ROOT / "scenarios").glob("*.yaml"), *(ROOT / "rubrics").rglob("*.yaml"), *(ROOT / "forms").glob("*.yaml")]
)

#: (file, old text, broken text)
BROKEN = [
    ("scenarios/first-steps.yaml", "roleplay: scenario/1", "roleplay: scenario/9"),
    ("scenarios/first-steps.yaml", "\nid: first-steps", "\nid: First Steps"),
    ("scenarios/first-steps.yaml", "\nlanguage: zh", "\nlanguage: 5"),
    ("scenarios/first-steps.yaml", "\ndifficulty: 1", "\ndifficulty: 9"),
    ("scenarios/first-steps.yaml", "\nminutes: 6", "\nminutes: three"),
    ("scenarios/first-steps.yaml", "\nstatus: released", "\nstatus: done"),
    ("scenarios/first-steps.yaml", "\nfamily: complaint", "\nfamilly: complaint"),
    ("scenarios/first-steps.yaml", "\nstart:", "\nbegin:"),
    ("rubrics/heat.yaml", "let_finish: 2", "let_finish: 20"),
    ("rubrics/personas/customer.yaml", "roleplay: persona/1", "roleplay: persona/1\nmood: cross"),
    ("rubrics/moves.yaml", "kind: good", "kind: nice"),
    ("rubrics/spin.yaml", "\norder:", "\norders:"),
    # names in a condition, a mark and a walk
    ("scenarios/first-steps.yaml", '{anger: ">= 75"}', '{anger: "=> 75"}'),
    ("scenarios/first-steps.yaml", '{anger: ">= 75"}', "{anger: 75}"),
    ("scenarios/first-steps.yaml", '{anger: ">= 75"}', '{not: {any: [{anger: "over 75"}]}}'),
    ("scenarios/first-steps.yaml", "pass: {heat: 65", "pass: {heat: 650"),
    ("scenarios/first-steps.yaml", "pass: {heat: 65", 'pass: {heat: "65"'),
    ("scenarios/first-steps.yaml", '    heat: "', '    heat: "around '),
]
#: The same with names that the library does not have.
UNKNOWN = [
    ("scenarios/first-steps.yaml", "moves: [", "moves: [lissten, "),
    ("scenarios/first-steps.yaml", "moves: [", "moves: [{when: {turn: '= 1'}, move: lissten}, "),
    ("scenarios/first-steps.yaml", "rubrics: [heat]", "rubrics: [heet]"),
    ("scenarios/first-steps.yaml", "persona: ", "persona: mr-"),
    ("scenarios/first-steps.yaml", "assess: [", "assess: [heat.listen, "),
    ("scenarios/first-steps.yaml", "pass: {heat: 65", "pass: {heet: 65"),
    ("scenarios/first-steps.yaml", '    heat: "', '    heat.listen: "'),
    ("scenarios/first-steps.yaml", '{anger: ">= 75"}', "{persona.wang: cross}"),
    ("rubrics/heat.yaml", "let_finish: 2", "let_finnish: 2"),
    ("rubrics/personas/customer.yaml", "\nreactions:\n", "\nreactions:\n  lissten: {trust: 1}\n"),
]


@pytest.fixture(scope="module")
def library() -> Shared:
    return read_shared(shared_files(ROOT)).shared


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(schema())


@pytest.fixture(scope="module")
def validator_with_names(library: Shared) -> Draft202012Validator:
    """A validator with the names of the library."""
    return Draft202012Validator(schema(shared=library))


def is_refused(validator: Draft202012Validator, text: str) -> bool:
    return not validator.is_valid(read(text.encode(), "any.yaml")[0].data)


def test_every_shipped_file_fits_the_schema(validator_with_names: Draft202012Validator) -> None:
    assert len(SHIPPED) >= 15
    for path in SHIPPED:
        data = read(path.read_bytes(), path.name)[0].data
        assert [error.message for error in validator_with_names.iter_errors(data)] == [], path


def broken_text(name: str, old: str, new: str) -> str:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert old in text, (name, old)
    return text.replace(old, new, 1)


def test_each_broken_file_is_refused(validator: Draft202012Validator) -> None:
    assert [case for case in BROKEN if not is_refused(validator, broken_text(*case))] == []


def test_unknown_names_are_refused_if_the_library_is_given(
    validator: Draft202012Validator, validator_with_names: Draft202012Validator
) -> None:
    assert [case for case in UNKNOWN if not is_refused(validator_with_names, broken_text(*case))] == []
    assert [case for case in UNKNOWN if is_refused(validator, broken_text(*case))] == []


def test_a_vocabulary_may_name_what_it_adds(validator_with_names: Draft202012Validator) -> None:
    own = "roleplay: moves/1\nmoves:\n  mine: {name: a, about: b, kind: poor, instead: [mine_too, let_finish]}\n"
    assert not is_refused(validator_with_names, own)
    assert is_refused(validator_with_names, own.replace("mine_too", "Mine"))


def test_the_schema_describes_each_name_for_editors(library: Shared) -> None:
    for language in ("en", "zh"):
        moves = schema("scenario", library, language)["$defs"]["name-of-a-move"]
        descriptions = dict(zip(moves["enum"], moves["enumDescriptions"], strict=True))
        assert descriptions.keys() == library.moves.keys()
        assert descriptions["yes_but"].startswith("[poor] ")
        assert descriptions["yes_but"].endswith(library.moves["yes_but"].about.get(language))
    points = schema("rubric", library)["$defs"]["criterion"]["properties"]["points"]["properties"]
    assert points["let_finish"]["description"].startswith("[good] ")


@pytest.mark.parametrize("kind", [None, *(form.partition("/")[0] for form in FORMATS)])
def test_its_titles_are_plain_words(kind: str | None, library: Shared) -> None:
    """It has no class names, no keys repeated as titles, and no markers of places."""
    full_schema = schema(kind, library)
    text = json.dumps(full_schema)
    assert re.findall(r'Shape|x-place|MoveUse|"title": "(?!KPI)[A-Z]\w*', text) == []
    assert set(re.findall(r'"\$ref": "([^"]*)"', text)) <= {f"#/$defs/{name}" for name in full_schema["$defs"]}
    assert all("title" in definition for definition in full_schema["$defs"].values())


def test_every_shape_has_a_title() -> None:
    parts = {name for form in FORMATS.values() for name in form.model_json_schema().get("$defs", {})}
    assert parts | {form.__name__ for form in FORMATS.values()} == TITLES.keys()


def test_a_json_schema_validator_refuses_them_too(tmp_path: Path, library: Shared) -> None:
    schema_file, bad = tmp_path / "roleplay.schema.json", tmp_path / "broken.yaml"
    schema_file.write_text(json.dumps(schema(shared=library)), encoding="utf-8")
    bad.write_text(broken_text(*UNKNOWN[0]), encoding="utf-8")
    files = [str(ROOT / UNKNOWN[0][0]), str(bad)]
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema_file), *files]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 1
    assert [name in result.stdout for name in (f"{files[0]}::", f"{files[1]}::")] == [False, True]


@pytest.mark.parametrize("kind", [form.partition("/")[0] for form in FORMATS])
def test_a_schema_of_one_kind_describes_every_key(kind: str) -> None:
    described = schema(kind)
    undescribed = [key for key, value in described["properties"].items() if "description" not in value]
    assert undescribed == []


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        schema("poem")


def test_a_node_is_either_complete_or_a_sketch(validator: Draft202012Validator) -> None:
    text = (ROOT / "scenarios" / "first-steps.yaml").read_text(encoding="utf-8")
    sketches = {
        "short": "{todo: more}",
        "long": "{todo: {zh: 待写}, speaker: wang, says: Well?, scene: It rains., goto: [refund, posted]}",
        "lines": "{todo: more, moves: [let_finish]}",
        "empty": "{speaker: wang, says: Well?}",
    }
    refused = [
        name
        for name, sketch in sketches.items()
        if is_refused(validator, text.replace("\nnodes:\n", f"\nnodes:\n  more: {sketch}\n", 1))
    ]
    assert refused == ["lines", "empty"]
