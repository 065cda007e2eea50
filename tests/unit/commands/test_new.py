"""``roleplay new``: a file that plays at once; its questions, messages and errors."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import put
from command_runs import RunResult, run, spawn
from roleplay.commands.parser import build_parser

ROOT = Path(__file__).parents[3]
Run = Callable[..., RunResult]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped library, with one small scene in it."""
    root = tmp_path_factory.mktemp("shipped")
    for name in ("rubrics", "templates"):
        (root / name).symlink_to(ROOT / name)
    put(root / "scenarios" / "first-steps.yaml", (ROOT / "scenarios" / "first-steps.yaml").read_bytes())
    return root


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def roleplay(home: Path, shipped: Path) -> Run:
    def roleplay(*words: str, **more: object) -> RunResult:
        return run(home, *words, shipped=shipped, **more)  # type: ignore[arg-type]

    return roleplay


def file_of(home: Path, name: str = "late-parcel") -> Path:
    return home / "library" / "scenarios" / f"{name}.yaml"


def text_of(home: Path, name: str = "late-parcel") -> str:
    return file_of(home, name).read_text(encoding="utf-8")


# -- without questions ---------------------------------------------------------------------


def test_an_id_is_enough(roleplay: Run, home: Path) -> None:
    ran = roleplay("new", "late-parcel")
    assert (ran.code, ran.err) == (0, "")
    ran.says(
        f"Saved to {file_of(home)}", "Still to write: 53 places", "brief 5", "endings 6", "search the file for todo"
    )
    assert ran.lines[-3:] == [
        "  roleplay play late-parcel",
        "  roleplay edit late-parcel",
        "  roleplay check late-parcel",
    ]
    for line in ran.lines[-3:]:
        build_parser().parse_args(shlex.split(line)[1:])
    roleplay("list").says("late-parcel", "Late parcel")


def test_the_commands_it_suggests_work(roleplay: Run) -> None:
    roleplay("new", "late-parcel")
    check = roleplay("check", "late-parcel")
    assert check.code == 0
    check.says("Errors: 0. Warnings: 0.", "53")
    play = roleplay(
        "play", "late-parcel", "--no-briefing", typed=["open-well", "story-well", "turn-well", "close-well"]
    )
    assert (play.code, play.err) == (0, "")
    play.says("[todo: their first words", "[todo: it worked, in a few words]", "Passed", "100")


def test_every_answer_can_be_given_as_an_option(roleplay: Run, home: Path) -> None:
    titles = ("--title", "迟到的“包裹”: #1", "--title", 'The {late} "parcel"', "--languages", "zh,en")
    person = ("--name", "林女士", "--name", "Ms Lin", "--persona", "anxious")
    given = (*titles, *person, "--family", "promise", "--rubric", "care", "--from", "complaint")
    assert roleplay("new", "late-parcel", *given).code == 0
    text = text_of(home)
    for line in (
        "language: zh",
        '  zh: "迟到的“包裹”: #1"',
        '  en: "The (late) \\"parcel\\""',
        "family: promise",
        'zh: "林女士"',
        'en: "Ms Lin"',
        "persona: anxious",
        "rubrics: [care]",
        "assess: [care.",
    ):
        assert line in text
    assert roleplay("check", "late-parcel").code == 0


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (["--lang", "zh"], ["language: zh", "# 一个现在就能演的骨架", 'title: "待写：late parcel"']),
        (["--lang", "zh", "--languages", "en"], ["language: en", "# A skeleton that can be played"]),
        (["--lang", "zh", "--languages", "en,zh"], ["language: en", "# 一个现在就能演的骨架", '  en: "Late parcel"']),
        (["--from", "team"], ["family: team", "rubrics: [mediation]", "persona: colleague", '"Fang Lan"']),
        (["--family", "team"], ["family: team", "rubrics: [mediation]", "persona: colleague", '"Mr Wang"']),
        (["--family", "discovery"], ["family: discovery", "rubrics: [spin]", "persona: customer"]),
        (["--from", "promise", "--family", "crisis"], ["family: crisis", "rubrics: [heat]", "persona: client"]),
        (["--languages", "zh,en", "--title", "包裹"], ['  zh: "包裹"', '  en: "todo: 包裹"', '"Mr Wang"']),
    ],
    ids=" ".join,
)
def test_missing_options_have_defaults(roleplay: Run, home: Path, words: list[str], lines: list[str]) -> None:
    assert roleplay("new", "late-parcel", *words).code == 0
    for line in lines:
        assert line in text_of(home)


@pytest.mark.parametrize("template", ["micro", "complaint", "promise", "team"])
def test_every_template_gives_a_playable_file(roleplay: Run, tmp_path: Path, template: str) -> None:
    folder = tmp_path / "odd folder"
    ran = roleplay("new", "mine", "--from", template, "--folder", str(folder))
    path = folder / "mine.yaml"
    assert ran.lines[-3:] == [f"  roleplay {word} '{path}'" for word in ("play", "edit", "check")]
    played = roleplay("play", str(path), "--no-briefing", typed=["1"] * 9)
    assert (played.code, played.err) == (0, "")
    played.says("[todo: ")


# -- the folder ----------------------------------------------------------------------------


@pytest.mark.parametrize("inside", ["", "scenarios"])
def test_the_users_own_library_with_its_own_persona(roleplay: Run, tmp_path: Path, inside: str) -> None:
    library = tmp_path / "ours"
    (library / "scenarios").mkdir(parents=True)
    put(
        library / "rubrics" / "personas" / "regular.yaml",
        "roleplay: persona/1\nid: regular\nextends: customer\nname: Regular\nabout: Comes often.\nreactions: {}\n",
    )
    ran = roleplay("new", "mine", "--persona", "regular", "--folder", str(library / inside))
    assert (ran.code, ran.err) == (0, "")
    assert "persona: regular" in (library / "scenarios" / "mine.yaml").read_text(encoding="utf-8")
    assert roleplay("check", str(library)).code == 0


def test_a_file_is_never_overwritten_unless_forced(roleplay: Run, home: Path) -> None:
    roleplay("new", "late-parcel")
    put(file_of(home), "mine\n")
    roleplay("new", "late-parcel").fails(str(file_of(home)), "--force")
    assert text_of(home) == "mine\n"
    assert roleplay("new", "late-parcel", "--force").code == 0
    assert "id: late-parcel" in text_of(home)
    assert [path.name for path in file_of(home).parent.iterdir()] == ["late-parcel.yaml"]


def test_a_library_scene_is_not_shadowed_unless_forced(roleplay: Run, home: Path) -> None:
    roleplay("new", "first-steps").fails("there is already a scene 'first-steps'", "--force")
    assert not file_of(home, "first-steps").exists()
    assert roleplay("new", "first-steps", "--force").code == 0
    roleplay("list").says("First steps")


@pytest.mark.parametrize("forced", [[], ["--force"]])
def test_an_unwritable_folder(roleplay: Run, tmp_path: Path, forced: list[str]) -> None:
    put(tmp_path / "file", "x")
    roleplay("new", "mine", "--folder", str(tmp_path / "file" / "deep"), *forced).fails("mine.yaml cannot be written")
    (tmp_path / "taken" / "mine.yaml").mkdir(parents=True)
    ran = roleplay("new", "mine", "--folder", str(tmp_path / "taken"), *forced)
    ran.fails("mine.yaml")
    assert list((tmp_path / "taken").iterdir()) == [tmp_path / "taken" / "mine.yaml"]


def test_a_dangling_link_counts_as_existing(roleplay: Run, home: Path) -> None:
    file_of(home).parent.mkdir(parents=True)
    file_of(home).symlink_to(home / "elsewhere")
    roleplay("new", "late-parcel").fails("late-parcel.yaml already")


# -- errors --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (["Late Parcel"], "such as late-parcel"),
        (["late_parcel"], "such as late-parcel"),
        (["2nd-try"], "such as nd-try"),
        (["寿宴"], "such as late-parcel"),
        ([""], "such as late-parcel"),
        (["../up"], "such as up"),
        (["a" * 61], "60 at most"),
        (["mine", "--family", "complain"], "did you mean complaint"),
        (["mine", "--family", "x"], "there are: complaint, promise"),
        (["mine", "--from", "tean"], "did you mean team?"),
        (["mine", "--rubric", "heet"], "did you mean heat?"),
        (["mine", "--persona", "angry"], "there is no persona 'angry'"),
        (["mine", "--languages", "fr"], "zh, en, or both"),
        (["mine", "--languages", "zh,zh"], "zh, en, or both"),
        (["mine", "--title", " "], "--title: this cannot be left empty"),
        (["mine", "--title", "a\x07b"], "U+0007"),
        (["mine", "--title", "a\u202eb"], "U+202E"),
        (["mine", "--name", "x" * 2001], "2000 characters at most"),
        (["mine", "--title", "a", "--title", "b"], "once for each language; there are 1"),
        ([], "ID"),
    ],
)
def test_errors_are_one_sentence(roleplay: Run, home: Path, words: list[str], about: str) -> None:
    roleplay("new", *words).fails(about)
    assert not (home / "library").exists()


def test_without_a_library_nothing_can_be_created(home: Path) -> None:
    run(home, "new", "mine").fails("roleplay doctor")


# -- with questions ------------------------------------------------------------------------


def test_in_a_terminal_it_asks(roleplay: Run, home: Path) -> None:
    typed = ["zh,en", "迟到的包裹", "", "3", "promise", "林女士", "Ms Lin", "anxious", ""]
    ran = roleplay("new", "late-parcel", typed=typed, tty=True)
    assert (ran.code, ran.err) == (0, "")
    ran.says(
        "Which languages?",
        "What is the scene called? (Chinese) [待写：late parcel]",
        "What is the scene called? (English) [Late parcel]",
        "  1  micro  small: four lines",
        "What kind of conversation is it?",
        "What is the other person called? (English) [Ms Shen]",
        "  2  promise  Broken promises",
        "[heat]",
    )
    text = text_of(home)
    for line in (
        '  zh: "迟到的包裹"',
        '  en: "Late parcel"',
        "family: promise",
        '"林女士"',
        '"Ms Lin"',
        "rubrics: [heat]",
    ):
        assert line in text
    assert "the-day:" in text


def test_enter_takes_the_default_and_given_options_are_not_asked(roleplay: Run, home: Path) -> None:
    ran = roleplay("new", "late-parcel", "--family", "team", "--title", "T", typed=[""] * 5, tty=True)
    assert ran.code == 0
    assert "kind of conversation" not in ran.out
    assert "called? [Late parcel]" not in ran.out
    asked = text_of(home)
    assert roleplay("new", "late-parcel", "--family", "team", "--title", "T", "--force").code == 0
    assert text_of(home) == asked


def test_an_invalid_answer_is_asked_again(roleplay: Run, home: Path) -> None:
    typed = ["5", "frensh", "2", "a\u202eb", "Fine", "0", "micro", "", "", "", ""]
    ran = roleplay("new", "late-parcel", typed=typed, tty=True)
    assert ran.code == 0
    ran.says("There is no 5 here; type a number from 1 to 4", "There is no frensh here", "There is no 0 here")
    assert 'title: "Fine"' in text_of(home) or 'title: "ab"' in text_of(home)


def test_the_end_of_the_input_writes_nothing(roleplay: Run, home: Path) -> None:
    ran = roleplay("new", "late-parcel", typed=["1", "A title"], tty=True)
    assert ran.code == 2
    assert ran.err == "roleplay: stopped; nothing was written\n"
    assert not (home / "library").exists()


# -- as a process --------------------------------------------------------------------------


def test_without_a_terminal_it_asks_nothing(tmp_path: Path, warm_home: Path) -> None:
    shutil.copytree(warm_home / "cache", tmp_path / "home" / "cache")
    ran = spawn(tmp_path / "home", "new", "late-parcel", "--lang", "zh", typed=None)
    assert (ran.code, ran.err) == (0, "")
    assert "已写好" in ran.out
    assert file_of(tmp_path / "home").stat().st_mode == put(tmp_path / "any", "x").stat().st_mode
