"""The JSON Schema accepts every shipped file, and refuses broken ones, in the hands of an outside validator."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from roleplay.reading.schema import schema
from roleplay.reading.shapes import FORMATS
from roleplay.reading.yaml_reader import read

ROOT = Path(__file__).parents[3]
SHIPPED = sorted([*(ROOT / "scenarios").glob("*.yaml"), *(ROOT / "rubrics").rglob("*.yaml")])

#: (the file, what stands there, what stands there instead)
BROKEN = [
    ("scenarios/first-steps.yaml", "roleplay: scenario/1", "roleplay: scenario/9"),
    ("scenarios/first-steps.yaml", "\nid: first-steps", "\nid: First Steps"),
    ("scenarios/first-steps.yaml", "\nlanguage: zh", "\nlanguage: 5"),
    ("scenarios/first-steps.yaml", "\ndifficulty: 1", "\ndifficulty: 9"),
    ("scenarios/first-steps.yaml", "\nminutes: 3", "\nminutes: three"),
    ("scenarios/first-steps.yaml", "\nstatus: released", "\nstatus: done"),
    ("scenarios/first-steps.yaml", "\nfamily: complaint", "\nfamilly: complaint"),
    ("scenarios/first-steps.yaml", "\nstart:", "\nbegin:"),
    ("rubrics/heat.yaml", "let_finish: 2", "let_finish: 20"),
    ("rubrics/personas/customer.yaml", "roleplay: persona/1", "roleplay: persona/1\nmood: cross"),
    ("rubrics/moves.yaml", "kind: good", "kind: nice"),
    ("rubrics/spin.yaml", "\norder:", "\norders:"),
]


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(schema())


def is_refused(validator: Draft202012Validator, text: str) -> bool:
    return not validator.is_valid(read(text.encode(), "any.yaml")[0].data)


def test_every_shipped_file_fits_the_schema(validator: Draft202012Validator) -> None:
    assert len(SHIPPED) >= 15
    for path in SHIPPED:
        data = read(path.read_bytes(), path.name)[0].data
        assert [error.message for error in validator.iter_errors(data)] == [], path


def broken(name: str, old: str, new: str) -> str:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert old in text, (name, old)
    return text.replace(old, new, 1)


def test_broken_files_are_refused_each_for_itself(validator: Draft202012Validator) -> None:
    assert [case for case in BROKEN if not is_refused(validator, broken(*case))] == []


def test_a_program_that_knows_json_schema_refuses_them_too(tmp_path: Path) -> None:
    schema_file, bad = tmp_path / "roleplay.schema.json", tmp_path / "broken.yaml"
    schema_file.write_text(json.dumps(schema()), encoding="utf-8")
    bad.write_text(broken(*BROKEN[0]), encoding="utf-8")
    files = [str(ROOT / BROKEN[0][0]), str(bad)]
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


def test_a_node_is_written_out_or_only_sketched(validator: Draft202012Validator) -> None:
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
