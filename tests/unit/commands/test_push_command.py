"""``roleplay push`` and ``export --format xapi``, from the command line to a store on this machine."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from command_runs import SOURCE, RunResult, environment, run
from desk_scene import desk_home
from fake_store import FakeStore, always, listening, refusing
from roleplay.locales import catalogue
from roleplay.presenting.xapi.rules import broken_rules
from roleplay.web.lrs.answers import REASONS, StoreAnswer
from roleplay.web.lrs.push import Stop

from .test_history_command import WALK, ids

ME = {"ROLEPLAY_LRS_USER": "me", "ROLEPLAY_LRS_PASSWORD": "s3cret"}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk, played to its end once, and left unfinished once; nothing has been sent."""
    home = desk_home(tmp_path_factory.mktemp("played"))
    words = ("play", "desk", "--seed", "0", "--no-briefing", "--new", "--mode", "practice")
    assert run(home, *words, typed=WALK).code == 0
    run(home, *words, typed=WALK[:1])
    return home


@pytest.fixture
def home(played: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(played, tmp_path / "home"))


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    with mock.patch("time.sleep"):
        yield


def push(home: Path, url: str, *words: str) -> RunResult:
    return run(home, "push", "--lrs", url, *words, env=ME)


def test_completed_attempts_are_sent_once(home: Path) -> None:
    store = FakeStore()
    with listening(store) as url:
        push(home, url, "--dry-run").says("6 statements would go to", "(attempts: 1, requests: 1)", "Nothing was sent")
        assert store.posts == []
        push(home, url).says(f"{url} has acknowledged 6 statements (attempts: 1).")
        push(home, url).says(f"There is nothing to send: {url}")
        assert store.posts == [6]
        for path in (home / "pushed").iterdir():
            path.unlink()
        push(home, url, "--lang", "zh").says("6 条记录")
        assert len(store.stored) == 6
        push(home, url, "--own-words").says(f"There is nothing to send: {url}")
    assert not any("s3cret" in path.read_text(errors="replace") for path in home.rglob("*") if path.is_file())
    assert broken_rules(list(store.stored.values())[:6]) == []


def test_nothing_played_is_nothing_to_send(tmp_path: Path) -> None:
    push(desk_home(tmp_path), "http://127.0.0.1:9/xAPI").says("no attempt is over yet")
    run(tmp_path / "home", "export", "--format", "xapi").fails("no attempt is finished yet")


def test_messages_refer_to_the_selection(home: Path) -> None:
    with listening(FakeStore()) as url:
        assert push(home, url, "--scene", "desk").code == 0
        push(home, url, "--scene", "desk").says(f"{url} already has everything requested")
    with mock.patch("roleplay.workspace.lrs_statements.closed_attempt_ids", return_value=[]):  # only the unfinished one
        push(home, url, "--scene", "desk").says("no attempt at 'desk' is over yet")


def test_refused_statements_are_named_and_retried(home: Path) -> None:
    store = FakeStore()
    with listening(store) as url:
        push(home, url)
        (first, *_), stored = store.stored, dict(store.stored)
        store.stored.clear()
        (home / "pushed").rename(home / "away")
        store.script = refusing(first)
        ran = push(home, url)
        assert ran.code == 1
        message = f"attempt {ids(home)[0][:8]}, initialized https://roleplay.example/scenes/desk/"
        assert message in ran.err
        assert f"({first}): 400 no" in ran.err
        assert "\x1b" not in ran.err
        assert len(store.stored) == 5
        store.script = lambda batch: None
        assert push(home, url).code == 0
    assert store.stored == stored


def test_a_differing_statement_is_reported_once(home: Path) -> None:
    store = FakeStore()
    with listening(store) as url:
        push(home, url, "--cohort", "spring")
        (home / "pushed").rename(home / "away")
        ran = push(home, url)
        assert (ran.code, "different statements under 6 of these ids" in ran.err) == (1, True)
        assert push(home, url).code == 0
    assert all(s["actor"]["account"]["homePage"].endswith("/cohorts/spring") for s in store.stored.values())


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (StoreAnswer(401), "refuses access (401)"),
        (StoreAnswer(404), "does not accept statements (404)"),
        (StoreAnswer(200, b"<html>"), "does not accept statements (200)"),
        (StoreAnswer(307), "redirects elsewhere (307)"),
        (StoreAnswer(503), "keeps failing (503)"),
        (StoreAnswer(429, retry_after="3599"), "asks to try again in 60 minutes"),
    ],
)
def test_why_a_push_ended_is_one_sentence(home: Path, answer: StoreAnswer, message: str) -> None:
    with listening(FakeStore(always(answer))) as url:
        push(home, url).fails(url, message)
        push(home, url, "--lang", "zh").fails(url)


def test_an_interrupted_push_says_how_far_it_got(home: Path) -> None:
    with mock.patch("roleplay.web.lrs.push.Push.send", side_effect=KeyboardInterrupt):
        push(home, "http://127.0.0.1:9/xAPI").fails("stopped; http://127.0.0.1:9/xAPI has acknowledged 0 statements")


def test_wrong_use_is_reported_before_anything_is_read(home: Path) -> None:
    push(home, "https://me:s3cret@lrs.example.org/").fails("must not contain a name or password")
    assert "s3cret" not in push(home, "https://me:s3cret@lrs.example.org/").err
    push(home, "http://lrs.example.org/xAPI").fails("--allow-http")
    push(home, "nowhere").fails("https://lrs.example.org/xAPI")
    run(home, "push").fails("--lrs")
    with mock.patch("roleplay.commands.push.find_spec", return_value=None):
        push(home, "https://lrs.example.org/").fails("pip install 'roleplay[lrs]'")
    with mock.patch("roleplay.commands.push._keyring", return_value=None):
        run(home, "push", "--lrs", "http://127.0.0.1:9/xAPI").fails("ROLEPLAY_LRS_USER", "roleplay http://127.0.0.1:9")


def test_statements_are_written_one_per_line(home: Path) -> None:
    path = home / "out.jsonl"
    run(home, "export", "--format", "xapi", "--output", str(path)).says(
        str(path), "6 xAPI statements saved to", "(attempts: 1)"
    )
    lines = path.read_text(encoding="utf-8").splitlines()
    assert broken_rules(map(json.loads, lines)) == []
    assert run(home, "export", "--format", "xapi", ids(home)[0][:6]).lines == lines
    assert "listen first" not in path.read_text(encoding="utf-8")
    run(home, "export", "--format", "xapi", "--name", "x").fails("--name")
    run(home, "export", "--format", "xapi", "--scene", "nowhere").fails("nowhere")
    cohort = run(home, "export", "--format", "xapi", "--cohort", "春").lines
    assert json.loads(cohort[0])["actor"]["account"]["homePage"] == "https://roleplay.example/cohorts/%E6%98%A5"
    bare = run(home, "export", "--format", "xapi", "--anonymous").lines
    assert {json.loads(line)["id"] for line in bare}.isdisjoint(json.loads(line)["id"] for line in lines)
    assert broken_rules(map(json.loads, bare)) == []


def test_every_reason_has_a_message_in_both_languages() -> None:
    reasons = [f"stopped.{stop.value}" for stop in Stop if stop is not Stop.UNREACHABLE]
    reasons += [f"stopped.unreachable_{why}" for why in REASONS]
    reasons += [f"endpoint.{why}" for why in ("none", "credentials", "extras", "plain")]
    reasons += [f"credentials.{why}" for why in ("none", "half", "letters")]
    for language in ("en", "zh"):
        assert [reason for reason in reasons if f"push.{reason}" not in catalogue(language).words] == []


def test_what_a_store_repeats_of_the_credentials_is_not_shown(home: Path) -> None:
    coded = "bWU6czNjcmV0"
    text = f"user me:s3cret {'x' * 276} Basic {coded}"  # the header is where the text is cut
    with listening(FakeStore(always(StoreAnswer(400, json.dumps({"detail": text}).encode())))) as url:
        ran = push(home, url)
    assert "user me:*** xxx" in ran.err
    assert not any(piece in ran.out + ran.err for piece in ("s3c", coded[:2]))


def test_a_stopped_push_says_nothing_about_the_remaining_statements(home: Path) -> None:
    store = FakeStore(lambda batch: StoreAnswer(400 if len(store.posts) < 5 else 401))
    with listening(store) as url:
        ran = push(home, url)
    assert "the store refused" in ran.err
    assert "others" not in ran.err


def test_a_proxy_that_cannot_be_used_is_one_sentence(home: Path) -> None:
    proxies = {"https": "http://pu:PR0XYpw@h:99999"}
    with mock.patch("roleplay.web.lrs.transport.getproxies", return_value=proxies):
        ran = push(home, "https://lrs.invalid/x")
    ran.fails("https_proxy")
    assert "PR0XYpw" not in ran.err + "".join(p.read_text(errors="replace") for p in home.rglob("error*"))


def test_a_record_that_cannot_save_its_learner_id_sends_nothing(home: Path) -> None:
    store = FakeStore()
    saving = mock.PropertyMock(return_value=False)
    with listening(store) as url, mock.patch("roleplay.records.store.RecordStore.saving", saving):
        push(home, url).fails("record")
    assert store.posts == []


def test_a_dry_run_needs_no_extra_package(tmp_path: Path) -> None:
    needed = ", ".join(f"roleplay.web.lrs.{name}" for name in ("backlog", "credentials", "endpoint", "push"))
    code = f"import sys; sys.modules['urllib3'] = None; import {needed}"
    subprocess.run(
        [sys.executable, "-c", code], check=True, timeout=60, env={**environment(tmp_path), "PYTHONPATH": str(SOURCE)}
    )
