"""Journals in words: one sentence, whatever a file contains."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.locales import LANGUAGES, catalogue
from roleplay.presenting.journal import fault_sentence, import_summary
from roleplay.records.journal import JournalFault, JournalTrouble
from roleplay.records.journal_import import Fate, ImportResult

BOMB = "\x1b[2J\nroleplay: all is well\u202e" + "x" * 500


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trouble", JournalTrouble)
def test_every_fault_is_one_short_sentence_with_file_and_line(trouble: JournalTrouble, language: str) -> None:
    fault = JournalFault(trouble, Path("a\nb.jsonl"), 7, BOMB, OSError(13, "no"))
    sentence = fault_sentence(fault, catalogue(language))
    assert "a b.jsonl" in sentence
    assert "7" in sentence
    assert "\n" not in sentence
    assert "\x1b" not in sentence
    assert "\u202e" not in sentence
    assert len(sentence) < 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_import_is_summarised_line_by_line(language: str) -> None:
    result = ImportResult(dict.fromkeys(Fate, 2), {}, (BOMB,))
    lines = import_summary(Path("x.jsonl"), result, catalogue(language))
    assert len(lines) == 4
    assert lines[1].count("2") == len(Fate)
    assert not any(sign in "".join(lines) for sign in ("\n", "\x1b", "\u202e"))
