"""The public YAML test suite as a sample of arbitrary files: each is data or a finding, also as part of a scene."""

from __future__ import annotations

import contextlib
import json
import re
import textwrap
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from builders import SHARED, read_shared, scene
from builders import yaml as as_file
from case_loops import check_each
from finding_checks import assert_showable
from roleplay.reading.folders import check_scene
from roleplay.reading.loader import load
from roleplay.reading.yaml_reader import read

FOLDER = Path(__file__).parents[2] / "data" / "yaml-test-suite" / "src"

#: Cases in which libyaml deviates from YAML 1.2: a `:` in a plain scalar, an unfinished line.
DEVIATING = {"L24T/1", "Y2GN/0"}


class Case(NamedTuple):
    """One case of the suite. ``fail``: it is not valid YAML. ``means``: its document, if there is exactly one."""

    name: str
    text: str
    fail: bool
    means: tuple[Any, ...]


def as_written(text: str) -> str:
    """The document as a file: the suite writes invisible characters as special signs."""
    text = re.sub("—*»", "\t", text.replace("␣", " ")).replace("←", "\r").replace("⇔", "\ufeff")
    return re.sub("∎\n$", "", text.replace("↵", ""))


@cache
def suite() -> tuple[Case, ...]:
    """All cases of the suite."""
    cases: list[Case] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        for number, entry in enumerate(entries):
            means: tuple[Any, ...] = ()
            with contextlib.suppress(json.JSONDecodeError):  # no document, or several
                means = (json.loads(entry.get("json") or ""),)
            cases.append(Case(f"{path.stem}/{number}", as_written(entry["yaml"]), entry.get("fail", False), means))
    return tuple(cases)


def check_suite(check: Callable[[Case], None]) -> None:
    """Apply ``check`` to every case; failures are listed by name."""
    check_each(check, suite(), lambda case: case.name)


def test_the_suite_is_complete() -> None:
    assert len(suite()) == 406
    assert sum(case.fail for case in suite()) == 94


def test_a_document_is_data_or_a_finding() -> None:
    check_suite(is_data_or_a_finding)


def is_data_or_a_finding(case: Case) -> None:
    content = case.text.encode()
    document, findings = read(content, "x.yaml")
    assert (document.data is None) is bool(findings)
    assert_showable(findings, "x.yaml", content)
    loaded = load(content, "x.yaml")
    assert loaded.value is None
    assert loaded.diagnostics
    assert_showable(loaded.diagnostics, "x.yaml", content)


REST = "".join(f"{key}: {as_file(value)}\n" for key, value in scene().items() if key != "title")


def test_a_document_in_a_scene_is_part_of_it_or_a_finding() -> None:
    check_suite(is_part_of_a_scene_or_a_finding)


def is_part_of_a_scene_or_a_finding(case: Case) -> None:
    shared = read_shared(SHARED)
    for text in (
        f"roleplay: scenario/1\n{case.text}",
        f"{REST}title:\n{textwrap.indent(case.text, '  ')}",
        f"{REST}title: x\n{case.text}",
    ):
        file = check_scene(text.encode(), "small.yaml", shared)
        assert (file.value is None) is any(finding.severity == "error" for finding in file.diagnostics)
        assert_showable(file.diagnostics, "small.yaml", text.encode())


def test_an_accepted_document_means_what_the_suite_says() -> None:
    check_suite(means_what_the_suite_says)


def means_what_the_suite_says(case: Case) -> None:
    if case.fail or not case.means:
        return
    document, findings = read(case.text.encode(), "x.yaml")
    if not findings:
        assert (document.data == case.means[0]) is (case.name not in DEVIATING)


def test_invalid_yaml_is_rarely_accepted() -> None:
    """Only where libyaml is more lenient than the standard: comments without a space, too little indentation."""
    taken = [case.name for case in suite() if case.fail and not read(case.text.encode(), "x.yaml")[1]]
    assert len(taken) <= 11, taken
