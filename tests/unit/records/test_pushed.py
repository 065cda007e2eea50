"""What a store has acknowledged is kept for itself, and nothing is lost where that is lost."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from roleplay.records.pushed import PushedFile

URL = "https://lrs.example.org/xAPI"


def test_what_is_kept_is_there_for_the_next_push(tmp_path: Path) -> None:
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


def test_each_store_and_each_user_has_a_file(tmp_path: Path) -> None:
    files = [PushedFile(tmp_path, *who) for who in ((URL, "me"), (URL, "you"), ("http://localhost", "me"))]
    assert len({file.path for file in files}) == 3
    files[0].keep(["s1"])
    assert not PushedFile(tmp_path, URL, "you").has("s1")


def test_a_line_that_was_cut_off_takes_no_other_with_it(tmp_path: Path) -> None:
    file = PushedFile(tmp_path, URL, "me")
    file.keep(["s1", "s22"])
    file.path.write_bytes(file.path.read_bytes()[:-2])
    again = PushedFile(tmp_path, URL, "me")
    again.keep(["s3"])
    last = PushedFile(tmp_path, URL, "me")
    assert [last.has(id_) for id_ in ("s1", "s22", "s3")] == [True, False, True]


def test_where_it_cannot_be_kept_that_is_known_and_nothing_raises(tmp_path: Path) -> None:
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
    if hasattr(os, "mkfifo"):  # nobody reads at its other end: it must not keep us waiting
        os.mkfifo(damaged.path)
        damaged.keep(["s2"])
        assert damaged.lost
        damaged.path.unlink()
    damaged.path.mkdir()
    assert not PushedFile(tmp_path / "other", URL, "me").has("s1")
