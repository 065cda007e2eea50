"""``roleplay new --from-incident``: seven questions, and a scene that plays."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import put
from command_runs import RunResult, run

ROOT = Path(__file__).parents[3]
Run = Callable[..., RunResult]
TYPED = [
    "Ms Lin",
    "The laptop was due on the 3rd.",
    "This is the third time I call!",
    "1",
    "Our policy is ten working days.",
    "Policy? Give me your manager.",
    "Three calls, and nobody rang back.",
]
GIVEN = ("--happened", "Late: {laptop}", "--said", 'A: "b" # {other} [bold]', "--answered", "It comes when it comes.")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped library, without its scenes."""
    root = tmp_path_factory.mktemp("shipped")
    for name in ("rubrics", "templates"):
        (root / name).symlink_to(ROOT / name)
    (root / "scenarios").mkdir()
    return root


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def roleplay(home: Path, shipped: Path) -> Run:
    def roleplay(*words: str, **more: object) -> RunResult:
        return run(home, *words, shipped=shipped, **more)  # type: ignore[arg-type]

    return roleplay


def file_of(home: Path, name: str = "my-incident") -> Path:
    return home / "library" / "scenarios" / f"{name}.yaml"


def text_of(home: Path, name: str = "my-incident") -> str:
    return file_of(home, name).read_text(encoding="utf-8")


# -- asking --------------------------------------------------------------------------------


def test_seven_questions_with_examples_after_naming_the_file(roleplay: Run, home: Path) -> None:
    ran = roleplay("new", "--from-incident", typed=TYPED, tty=True)
    assert (ran.code, ran.err) == (0, "")
    ran.says(
        "What you type stays on this machine",
        f"{file_of(home)}; nothing is sent anywhere",
        "1 of 7  Who was it?",
        "7 of 7  What would have been better",
        "  3  worried",
        "It plays at once",
        "“Our policy”: it hides behind the rules",
        "  roleplay play my-incident",
    )
    assert ran.out.count("(e.g. ") == 7
    assert ran.out.count("Enter skips") == 4
    text = text_of(home)
    for line in ('title: "My conversation with Ms Lin"', 'name: "Ms Lin"', "anger:", "language: en", "status: draft"):
        assert line in text


def test_it_checks_without_an_error_and_plays_at_once(roleplay: Run) -> None:
    roleplay("new", "--from-incident", typed=TYPED)
    roleplay("check", "my-incident").says("Errors: 0.")  # the length of a line that was really said is not an error
    play = roleplay("play", "my-incident", typed=["open-better", "matter-well", "close-well"])
    assert (play.code, play.err) == (0, "")
    play.says("The laptop was due on the 3rd.", "Ms Lin: This is the third time I call!", "Passed", "100")
    own = roleplay("play", "my-incident", "--no-briefing", typed=["open-own", "again-miss", "close-miss", "", "1"])
    own.says("Policy? Give me your manager.", "Not passed", "hides behind the rules")


def test_in_the_language_of_the_user(roleplay: Run, home: Path) -> None:
    typed = ["林女士", "电脑没到", "第三次了！", "担心", "公司规定是十天", "", "三次都没人回您。"]
    ran = roleplay("new", "--from-incident", "--lang", "zh", typed=typed, tty=True)
    assert (ran.code, ran.err) == (0, "")
    ran.says("你写的内容只留在这台电脑上", "7/7", "有“公司规定是”，按“拿规定挡人”来记")
    text = text_of(home)
    assert 'title: "我和林女士的那次对话"' in text
    assert "worry:" in text
    assert " en: " not in text
    played = roleplay("play", "my-incident", "--lang", "zh", "--no-briefing", typed=["1", "1", "1"])
    assert (played.code, played.err) == (0, "")
    played.says("林女士：第三次了！")


def test_an_invalid_answer_is_asked_again(roleplay: Run, home: Path) -> None:
    typed = [*TYPED[:2], "", *TYPED[2:6], TYPED[4].upper(), TYPED[6]]
    ran = roleplay("new", "--from-incident", typed=typed, tty=True)
    assert (ran.code, ran.err) == (0, "")
    ran.says("--said: this cannot be left empty", "--better repeats what was said")
    assert "Three calls" in text_of(home)


def test_every_incident_has_its_own_file(roleplay: Run, home: Path) -> None:
    for _ in range(2):
        assert roleplay("new", "--from-incident", *GIVEN).code == 0
    assert roleplay("new", "late-laptop", "--from-incident", *GIVEN).code == 0
    names = sorted(path.stem for path in file_of(home).parent.iterdir())
    assert names == ["late-laptop", "my-incident", "my-incident-2"]
    if os.name == "posix":
        assert {path.stat().st_mode & 0o077 for path in file_of(home).parent.iterdir()} == {0}
    assert "id: my-incident-2" in text_of(home, "my-incident-2")
    roleplay("new", "late-laptop", "--from-incident", *GIVEN).fails("--force")


# -- without asking ------------------------------------------------------------------------


def test_with_an_option_nothing_is_asked_and_the_rest_is_left_out(roleplay: Run, home: Path) -> None:
    ran = roleplay("new", "--from-incident", *GIVEN, typed="never read")
    assert (ran.code, ran.err) == (0, "")
    assert "1 of 7" not in ran.out
    ran.says("small slip", "We supplied the better line")
    text = text_of(home)
    for line in (
        'situation: "Late: (laptop)"',
        'says: "A: \\"b\\" # (other) [bold]"',
        'title: "A conversation of my own"',
    ):
        assert line in text
    played = roleplay("play", "my-incident", typed=["open-own", "again-well", "close-well"])
    assert (played.code, played.err) == (0, "")
    played.says('The other person: A: "b" # (other) [bold]')


def test_everything_can_be_given_as_options(roleplay: Run, home: Path) -> None:
    options = ("--name", "Peng", "--felt", "hurt", "--then", "Fine.", "--better", "Tell me.", "--title", "That Friday")
    others = ("--persona", "teammate", "--family", "team", "--languages", "zh")
    assert roleplay("new", "that-friday", "--from-incident", *GIVEN, *options, *others).code == 0
    text = text_of(home, "that-friday")
    for line in (
        'title: "That Friday"',
        "family: team",
        "persona: teammate",
        "language: zh",
        "感受是“hurt”",
        "morale:",
    ):
        assert line in text


def test_piped_input_may_end_early_if_the_rest_is_optional(roleplay: Run, home: Path) -> None:
    assert roleplay("new", "--from-incident", typed=TYPED[:5]).code == 0
    assert "open-model" in text_of(home)
    roleplay("new", "--from-incident", typed=TYPED[:2]).fails("--said: this cannot be left empty")


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (["--from-incident", "--said", "x"], "--happened: this cannot be left empty"),
        (["--from-incident", *GIVEN, "--better", GIVEN[5]], "--better repeats what was said"),
        (["--from-incident", *GIVEN, "--then", "a\u202eb"], "U+202E"),
        (["--from-incident", *GIVEN, "--then", "a\udcffb"], "U+DCFF"),
        (["--from-incident", *GIVEN, "--better", "x" * 401], "400 characters at most"),
        (["--from-incident", *GIVEN, "--title", " "], "--title: this cannot be left empty"),
        (["--from-incident", "--from", "micro"], "--from does not go with --from-incident"),
        (["--from-incident", "--rubric", "care"], "--rubric does not go"),
        (["--from-incident", "--languages", "zh,en"], "--languages takes one"),
        (["--from-incident", "--name", "a", "--name", "b"], "--name takes one"),
        (["--from-incident", *GIVEN, "--persona", "angry"], "there is no persona 'angry'"),
        (["--from-incident", *GIVEN, "--family", "complain"], "did you mean complaint"),
        (["mine", "--said", "x"], "it goes with --from-incident"),
        (["My Incident", "--from-incident"], "such as my-incident"),
    ],
)
def test_errors_are_one_sentence(roleplay: Run, home: Path, words: list[str], about: str) -> None:
    roleplay("new", *words).fails(about)
    assert not (home / "library").exists()


def test_the_end_of_the_input_writes_nothing(roleplay: Run, home: Path) -> None:
    ran = roleplay("new", "--from-incident", typed=TYPED[:5], tty=True)
    assert (ran.code, ran.err) == (2, "roleplay: stopped; nothing was written\n")
    assert not (home / "library").exists()


def test_without_a_library_nothing_is_asked(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "bare" / "scenarios" / "x.yaml", "x")
    ran = run(home, "new", "--from-incident", typed=TYPED, tty=True, shipped=tmp_path / "bare")
    ran.fails("roleplay doctor")
    assert ran.out == ""
