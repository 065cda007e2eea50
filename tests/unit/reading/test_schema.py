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


def validate(tmp_path: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    schema_file = tmp_path / "roleplay.schema.json"
    schema_file.write_text(json.dumps(schema()), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema_file), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def test_every_shipped_file_fits_the_schema() -> None:
    validator = Draft202012Validator(schema())
    assert len(SHIPPED) >= 15
    for path in SHIPPED:
        data = read(path.read_bytes(), path.name)[0].data
        assert [error.message for error in validator.iter_errors(data)] == [], path


def test_broken_files_are_refused_each_for_itself(tmp_path: Path) -> None:
    files: list[Path] = []
    for number, (name, old, new) in enumerate(BROKEN):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert old in text, (name, old)
        path = tmp_path / f"broken-{number}.yaml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        files.append(path)
    result = validate(tmp_path, *files)
    assert result.returncode == 1
    refused = [path.name for path in files if f"{path.name}::" in result.stdout]
    assert refused == [path.name for path in files], result.stdout


@pytest.mark.parametrize("kind", [form.partition("/")[0] for form in FORMATS])
def test_a_schema_of_one_kind_describes_every_key(kind: str) -> None:
    described = schema(kind)
    undescribed = [key for key, value in described["properties"].items() if "description" not in value]
    assert undescribed == []


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        schema("poem")


def test_a_node_is_written_out_or_only_sketched(tmp_path: Path) -> None:
    text = (ROOT / "scenarios" / "first-steps.yaml").read_text(encoding="utf-8")
    sketches = {
        "short": "{todo: more}",
        "long": "{todo: {zh: 待写}, speaker: wang, says: Well?, scene: It rains., goto: [refund, posted]}",
        "lines": "{todo: more, moves: [let_finish]}",
        "empty": "{speaker: wang, says: Well?}",
    }
    files = [tmp_path / f"{name}.yaml" for name in sketches]
    for path, sketch in zip(files, sketches.values(), strict=True):
        path.write_text(text.replace("\nnodes:\n", f"\nnodes:\n  more: {sketch}\n", 1), encoding="utf-8")
    assert validate(tmp_path, *files[:2]).returncode == 0
    result = validate(tmp_path, *files[2:])
    assert [path.name for path in files[2:] if f"{path.name}::" in result.stdout] == ["lines.yaml", "empty.yaml"]
