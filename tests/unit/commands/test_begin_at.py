"""``roleplay play ID --from WALK:TURN``: an attempt that begins in the middle of a walk of the scene."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import Data
from command_runs import RunResult, run
from desk_scene import desk, desk_home
from roleplay.presenting.preparation import Preparation
from roleplay.records.store import RecordStore
from roleplay.session import Mode, Setup


def scene_with_walks() -> Data:
    data = desk(deal={"cause": ["machine", "people", "rule"]})
    data["walks"] |= {
        "dealt": {"choices": ["sit", "today"], "ending": "kept", "deal": {"cause": "rule"}},
        "broken": {"choices": ["gift", "today"], "ending": "kept"},
    }
    return data


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return desk_home(tmp_path, scene_with_walks())


def play(home: Path, *words: str, typed: str = "q\n") -> RunResult:
    return run(home, "play", "desk", "--plain", "--lang", "en", *words, typed=typed)


def decisions(home: Path) -> list[str]:
    with RecordStore.open(home, now=lambda: None) as store:  # type: ignore[arg-type, return-value]
        (record,) = store.unfinished()
        return [decision.choice for decision in record.decisions]


def test_the_lines_before_the_start_are_said_and_saved(home: Path) -> None:
    ran = play(home, "--from", "best:2", "--no-briefing")
    assert ran.code == 0
    ran.says("turn 2", "Please sit, and go on.", "Good.", "And now?", "Anger 50", "You get it today.")
    assert decisions(home) == ["sit"]


def test_turn_one_is_the_start_of_the_scene(home: Path) -> None:
    ran = play(home, "--from", "best:1")
    ran.says("Brief role.", "turn 1", "The third time")
    assert decisions(home) == []


def test_it_is_an_attempt_like_any_other(home: Path) -> None:
    ran = play(home, "--from", "best:2", "--no-briefing", typed="today\n\n-\n")
    assert ran.code == 0
    ran.says("He stays")
    with RecordStore.open(home, now=lambda: None) as store:  # type: ignore[arg-type, return-value]
        assert store.unfinished() == []
        (done,) = store.history()
        assert done.result is not None
        assert done.result.ending == "kept"
        assert [row.decision.choice for row in store.journal(done.id)] == ["sit", "today"]


def test_it_does_not_offer_an_unfinished_attempt(home: Path) -> None:
    play(home, "--no-briefing", typed="sit\nq\n")
    ran = run(home, "play", "desk", "--plain", "--lang", "en", "--from", "best:2", typed=["q"], tty=True)
    assert "Go on?" not in ran.out


def test_the_seed_deals_what_the_walk_deals(home: Path) -> None:
    play(home, "--from", "dealt:2")
    with RecordStore.open(home, now=lambda: None) as store:  # type: ignore[arg-type, return-value]
        (record,) = store.unfinished()
    seeds = [seed for seed in range(30) if play(home, "--from", "dealt:2", "--seed", str(seed)).code == 0]
    assert 0 < len(seeds) < 30
    assert record.seed not in set(range(30)) - set(seeds)
    wrong = next(seed for seed in range(30) if seed not in seeds)
    play(home, "--from", "dealt:2", "--seed", str(wrong)).fails(
        f"the walk 'dealt' needs a different deal from the one seed {wrong} gives; leave out --seed"
    )


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("best", "--from takes WALK:TURN, such as best:2"),
        ("best:", "--from takes WALK:TURN, such as best:2"),
        ("best:two", "--from takes WALK:TURN, such as best:2"),
        ("best:-1", "--from takes WALK:TURN, such as best:2"),
        ("best:²", "--from takes WALK:TURN, such as best:2"),
        (":2", "this scene has no walk ''; it has: best, dealt, broken"),
        ("bset:2", "this scene has no walk 'bset'; did you mean best?"),
        ("nothing:2", "this scene has no walk 'nothing'; it has: best, dealt, broken"),
        ("best:0", "the walk 'best' has 2 turns, so there is no turn 0 to start at"),
        ("best:3", "the walk 'best' has 2 turns, so there is no turn 3 to start at"),
        ("best:" + "9" * 40, "the walk 'best' has 2 turns, so there is no turn 99"),
        ("broken:2", "the walk 'broken' does not get that far: `gift` is not available at `one`; roleplay check gives"),
    ],
)  # fmt: skip
def test_errors_are_one_sentence(home: Path, word: str, sentence: str) -> None:
    play(home, "--from", word).fails(sentence)


def test_an_exam_always_starts_at_the_start(home: Path) -> None:
    play(home, "--from", "best:2", "--mode", "exam").fails("an exam starts at the beginning")


def test_a_scene_without_walks(tmp_path: Path) -> None:
    home = desk_home(tmp_path, desk(walks={}))
    play(home, "--from", "best:2").fails("the scene desk has no walks, so --from has nothing to start from")


def test_resume_and_from_exclude_each_other(home: Path) -> None:
    ran = play(home, "--from", "best:2", "--resume")
    assert ran.code == 2
    assert "not allowed with" in ran.err


def test_the_briefing_then_does_not_offer_exam_mode(tmp_path: Path) -> None:
    from builders import bundle
    from desk_scene import DESK_FILES

    loaded = bundle(desk(), DESK_FILES)
    preparation = Preparation(loaded, Setup(opening=("sit",)))
    for _ in range(3):
        preparation.change(0, 1)
        assert preparation.setup.mode is not Mode.EXAM
    preparation.choose_mode(Mode.EXAM)
    assert preparation.setup.mode is not Mode.EXAM
    assert preparation.setup.opening == ("sit",)
