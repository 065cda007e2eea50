"""The pages are followed to the letter: files are written and commands typed as they say."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from documents.follower import Follower, changed, difference
from documents.moves import unknown_moves
from documents.pages import FOLLOWED, Block, blocks, language_of, name_of


@pytest.mark.parametrize("page", FOLLOWED, ids=name_of)
def test_following_a_page_gives_what_it_shows(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    follower = Follower(tmp_path, language_of(page), monkeypatch)
    steps = list(blocks(page))
    assert any(block.kind == "console" for block in steps), "nothing to follow"
    for block in steps:
        follower.follow(block)
    # in the end everything written is valid again, including mistakes made on purpose
    written = sorted(tmp_path.glob("my-library/**/*.yaml"))
    assert unknown_moves([yaml.safe_load(file.read_text(encoding="utf-8")) for file in written]) == set()


def test_the_follower_notices_differences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert difference(["a", "b"], "a\nb\n") is None
    assert difference(["a", "...", "d"], "a\nb\nc\nd") is None
    assert difference(["a ... c"], "a b c") is None
    for expected in (["a"], ["a", "b", "c"], ["a", "x"], ["...", "x"], ["...", "a"], ["a ... x", "b"]):
        assert difference(expected, "a\nb\n") is not None
    with pytest.raises(AssertionError, match="0 times"):
        changed("a\n", Block("page", 1, "diff", "-b\n+c\n"))
    with pytest.raises(AssertionError, match="2 times"):
        changed("a\na\n", Block("page", 1, "diff", "-a\n+c\n"))
    assert changed("a\nb\n", Block("page", 1, "diff", " a\n-b\n+c\n")) == "a\nc\n"
