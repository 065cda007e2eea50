"""The report of an internal error."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay import __version__
from roleplay.workspace.crash_report import report_crash


def failure() -> Exception:
    try:
        raise ValueError("王先生\n\x1b[31mred\x1b[0m  is\there")
    except ValueError as error:
        return error


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "not" / "yet"
    monkeypatch.setenv("ROLEPLAY_HOME", str(folder))
    return folder


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_plain_sentence_and_the_details_in_a_file(home: Path, language: str) -> None:
    sentence = report_crash(failure(), language)
    assert len(sentence.splitlines()) == 1
    assert "ValueError: 王先生 red is here" in sentence
    assert "\x1b" not in sentence
    (details,) = home.iterdir()
    assert str(details) in sentence
    text = details.read_text(encoding="utf-8")
    assert text.startswith(f"roleplay {__version__}\nTraceback")
    assert "in failure" in text


def test_it_is_reported_even_if_nothing_can_be_written(home: Path) -> None:
    home.parent.mkdir(parents=True)
    home.write_text("a file where the folder should be")
    sentence = report_crash(failure(), "en")
    assert "ValueError" in sentence
    assert "details" not in sentence
    assert "详情" not in report_crash(failure(), "zh")


def test_a_text_that_cannot_be_encoded(home: Path) -> None:
    sentence = report_crash(ValueError("half \ud800 a character"), "en")
    sentence.encode()
    assert "half" in sentence
