"""The same verdict on a file with and without libyaml."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
import yaml

from builders import marked
from roleplay.reading import yaml_reader
from roleplay.reading.pure_yaml import PureLoader
from roleplay.reading.yaml_reader import read

from .file_texts import KPI, MOVES, PERSONA, RUBRIC, SCENE
from .test_codes import BAD, NEAR_MISSES
from .test_yaml_suite import suite

#: Pieces from which random texts are assembled, likely and unlikely ones.
PIECES = (
    "a", "b: ", "- ", "?", ":", " ", ",", "[", "]", "{", "}", "x?", "say: ", "\n", "\n  ", "#", " #", "!", "&a ", "*a",
    "'", '"', "|", "-", "，", "1", "1\t", "?,", "?]", "? ", "文",
)  # fmt: skip

#: Cases with unknown directives, which no scene has.
ODD = {"2LFX/0", "6LVF/0", "BEC7/0"}

pytestmark = pytest.mark.skipif(not yaml.__with_libyaml__, reason="there is no libyaml to compare with")


def verdict(text: str, loader: object, monkeypatch: pytest.MonkeyPatch) -> object:
    """The data of a text with the locations of its keys and the findings, or that it is refused."""
    monkeypatch.setattr(yaml_reader, "_LOADER", loader)
    document, refusals = read(text.encode(), "x.yaml")
    if refusals:
        return None
    return document.data, document.keys, document.findings


def disagreements(texts: Iterable[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts on which the two loaders disagree."""
    return [
        text for text in texts if verdict(text, yaml.CSafeLoader, monkeypatch) != verdict(text, PureLoader, monkeypatch)
    ]


def test_both_loaders_read_files_of_every_kind_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    assert disagreements([SCENE, RUBRIC, PERSONA, MOVES, KPI], monkeypatch) == []


def test_both_loaders_read_wrong_and_nearly_wrong_files_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = {marked(bad.new)[0] for bad in BAD if bad.new} | {new for _, _, new in NEAR_MISSES}
    assert disagreements((text for text in sorted(lines) if len(text) < 500), monkeypatch) == []


def test_both_loaders_read_the_public_suite_alike_with_known_exceptions(monkeypatch: pytest.MonkeyPatch) -> None:
    odd = disagreements((case.text for case in suite()), monkeypatch)
    assert {case.name for case in suite() if case.text in odd} == ODD


def test_both_loaders_read_random_files_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(14)
    texts = ("".join(chance.choices(PIECES, k=chance.randint(1, 9))) for _ in range(1500))
    assert disagreements(texts, monkeypatch) == []


def test_a_question_between_brackets_is_text_in_both(monkeypatch: pytest.MonkeyPatch) -> None:
    for loader in (yaml.CSafeLoader, PureLoader):
        monkeypatch.setattr(yaml_reader, "_LOADER", loader)
        document, _ = read(b"{id: a, say: Shall I look it up?, all: [Who would say more?]}", "x.yaml")
        assert document.data == {"id": "a", "say": "Shall I look it up?", "all": ["Who would say more?"]}
