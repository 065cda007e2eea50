"""Anonymous exports: no id, name, own words or hour; and the same key always gives the same result."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from roleplay.records.anonymous import KEY_FILE, Anonymiser, anonymity_key, anonymous
from roleplay.records.journal_lines import journal_text
from roleplay.records.journal_rows import journal_of
from roleplay.records.model import BranchPoint
from roleplay.records.store import RecordStore

from .conftest import new_attempt
from .test_deletion import SECRET, bytes_of
from .test_journal_file import full


def test_it_reveals_no_identity(store: RecordStore) -> None:
    full(store)
    first = store.history()[0].id
    sitting = store.practice.add(
        "sitting",
        "form",
        {"step": "ended", "attempts": [first, None], "ended": f"{store.history()[0].ended_at.isoformat()}"},
    )
    store.begin(new_attempt()._replace(options={"sitting": f"{sitting.id} 0"}, branch=BranchPoint(first, 1)))
    journal = journal_of(store, own_words=True, name="王芳")
    hidden = anonymous(journal, b"key")
    text = journal_text(hidden)
    for secret in (SECRET, "王芳", "您坐", journal.learner, sitting.id, *(attempt.id for attempt in journal.attempts)):
        assert secret not in text
    assert not re.search(r"T09:|T1\d:|T2\d:|T0[1-9]:", text), "no hour"
    assert "2026-03-01T00:00:00.000000+00:00" in text, "the day"
    ids = {attempt.id for attempt in hidden.attempts}
    assert len(ids) == len(journal.attempts) == 5
    ended = next(event for event in hidden.practice if event.kind == "sitting")
    assert ended.data["attempts"][0] in ids
    assert all(attempt.record.branch is None or attempt.record.branch.parent in ids for attempt in hidden.attempts)
    played = next(
        attempt.record.options["sitting"] for attempt in hidden.attempts if "sitting" in attempt.record.options
    )
    assert played == f"{ended.id} 0", "references are consistent"


def test_order_and_time_taken_are_preserved(store: RecordStore) -> None:
    full(store)
    journal = journal_of(store)
    hide = Anonymiser(b"key")
    assert [hide.id(attempt.id) for attempt in journal.attempts] == [a.id for a in anonymous(journal, b"key").attempts]
    for attempt, hidden in zip(journal.attempts, anonymous(journal, b"key").attempts, strict=True):
        taken = [row.at - attempt.record.started_at for row in attempt.decisions]
        assert taken == [row.at - hidden.record.started_at for row in hidden.decisions]
        assert [row.decision for row in hidden.record.kept] == [row.decision for row in attempt.record.kept]


def test_the_key_determines_the_ids_and_is_not_exported(store: RecordStore, folder: Path) -> None:
    full(store)
    journal = journal_of(store)
    key = anonymity_key(folder)
    assert anonymity_key(folder) == key
    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600
    assert anonymous(journal, key) == anonymous(journal, key)
    assert anonymous(journal, key).learner != anonymous(journal, b"other").learner
    assert key.hex() not in journal_text(anonymous(journal, key))
    store.delete_everything()
    assert not (folder / KEY_FILE).exists()
    assert key.hex().encode() not in bytes_of(folder)


@pytest.mark.parametrize("content", ["", "short\n", "g" * 64])
def test_an_invalid_key_is_replaced(tmp_path: Path, content: str) -> None:
    (tmp_path / KEY_FILE).write_text(content)
    assert len(anonymity_key(tmp_path)) == 32
    assert anonymity_key(tmp_path) == anonymity_key(tmp_path)
    with pytest.raises(OSError, match="folder"):
        _folder(tmp_path)


def _folder(folder: Path) -> None:
    (folder / KEY_FILE).unlink()
    (folder / KEY_FILE).mkdir()
    anonymity_key(folder)
