"""Clichés of the trade: one list from all vocabularies, to which a library may add its own."""

from __future__ import annotations

from pathlib import Path

from builders import folder, put, scene
from roleplay.reading.library import Library
from roleplay.reading.shared_reader import SharedReader

ROOT = Path(__file__).parents[3]


def test_a_library_adds_its_own_cliches(tmp_path: Path) -> None:
    first = folder(tmp_path / "first", scene())
    put(first / "rubrics" / "cliches.yaml", "roleplay: moves/1\nmoves: {}\ncliches: {en: [rest assured], zh: [放心]}\n")
    own = tmp_path / "own"
    put(own / "rubrics" / "mine.yaml", "roleplay: moves/1\nmoves: {}\ncliches: {en: [going forward, rest assured]}\n")
    library = Library([first, own])
    assert not library.contents.problems
    assert library.bundle("small").cliches == {"en": ("rest assured", "going forward"), "zh": ("放心",)}


def test_a_cliche_under_an_invalid_language_code_is_reported() -> None:
    reader = SharedReader()
    reader.add("mine.yaml", "roleplay: moves/1\nmoves: {}\ncliches: {cn: [放心]}\n".encode())
    reader.check()
    assert [finding.code for finding in reader.findings] == ["RP505"]


def test_the_library_lists_each_cliche_once_in_both_languages() -> None:
    cliches = Library([ROOT]).contents.cliches
    assert set(cliches) == {"zh", "en"}
    for phrases in cliches.values():
        assert len(phrases) == len({phrase.casefold() for phrase in phrases}) > 20
