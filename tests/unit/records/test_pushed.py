"""What each store has acknowledged is recorded separately, and losing that loses no data."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from roleplay.records.pushed import PushedFile

URL = "https://lrs.example.org/xAPI"


def test_acknowledgements_are_there_for_the_next_push(tmp_path: Path) -> None:
    first = PushedFile(tmp_path, URL, "me")
    assert not first.path.exists()
    first.keep(["s1", "s2"])
    first.keep(["s2", "s3"])
    first.keep_all("a1", own_words=False)
    first.keep_all("a2", own_words=True)
    second = PushedFile(tmp_path, URL, "me")
    assert [second.has(id_) for id_ in ("s1", "s2", "s3", "s4")] == [True, True, True, False]
    assert [second.has_all(id_, own_words=False) for id_ in ("a1", "a2", "a3")] == [True, True, False]
    assert [second.has_all(id_, own_words=True) for id_ in ("a1", "a2", "a3")] == [False, True, False]
    assert second.path.read_text(encoding="utf-8").count("s2") == 1
    assert (stat.S_IMODE(second.path.stat().st_mode), stat.S_IMODE(second.path.parent.stat().st_mode)) == (0o600, 0o700)


def test_each_store_and_each_user_has_its_own_file(tmp_path: Path) -> None:
    files = [PushedFile(tmp_path, *who) for who in ((URL, "me"), (URL, "you"), ("http://localhost", "me"))]
    assert len({file.path for file in files}) == 3
    files[0].keep(["s1"])
    assert not PushedFile(tmp_path, URL, "you").has("s1")


def test_a_truncated_line_does_not_affect_others(tmp_path: Path) -> None:
    file = PushedFile(tmp_path, URL, "me")
    file.keep(["s1", "s22"])
    file.path.write_bytes(file.path.read_bytes()[:-2])
    again = PushedFile(tmp_path, URL, "me")
    again.keep(["s3"])
    last = PushedFile(tmp_path, URL, "me")
    assert [last.has(id_) for id_ in ("s1", "s22", "s3")] == [True, False, True]


def test_failing_to_write_is_noted_and_raises_nothing(tmp_path: Path) -> None:
    (tmp_path / "pushed").write_text("in the way", encoding="utf-8")
    file = PushedFile(tmp_path, URL, "me")
    file.keep(["s1"])
    assert file.lost
    assert file.has("s1")
    damaged = PushedFile(tmp_path / "other", URL, "me")
    damaged.path.parent.mkdir(parents=True)
    damaged.path.write_bytes(b"\xff\x00" * 100)
    assert not PushedFile(tmp_path / "other", URL, "me").has("s1")
    damaged.path.unlink()
    if hasattr(os, "mkfifo"):  # nobody reads from it: it must not block
        os.mkfifo(damaged.path)
        damaged.keep(["s2"])
        assert damaged.lost
        damaged.path.unlink()
    damaged.path.mkdir()
    assert not PushedFile(tmp_path / "other", URL, "me").has("s1")
