"""A scene played while its file is being written: saves, findings, the map, and keeping walks."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from builders import changed
from roleplay.authoring import background_examiner
from roleplay.authoring.draft import Draft
from roleplay.authoring.examination import Examination, examine, explore_draft
from roleplay.authoring.scene_file import SceneFile
from roleplay.tui.app import RoleplayApp
from roleplay.tui.screens.edit import EditScreen
from roleplay.tui.widgets.findings import Findings
from roleplay.tui.widgets.scene_map import SceneMap
from roleplay.workspace.workspace import Workspace
from talk_scene import TALK

from .app_under_test import Golden, flat, grid, wait_for, wait_screen, wait_text
from .conversation_steps import MakeApp, has_reached

SMALL, WIDE, HUGE = (80, 24), (120, 40), (200, 60)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A scene in a library of its own."""
    shutil.copytree(TALK, tmp_path / "mine")
    return tmp_path / "mine" / "scenarios" / "parcel.yaml"


Open = Callable[..., RoleplayApp]


@pytest.fixture
def opened(make_app: MakeApp, file: Path) -> Open:
    """The screen on that scene, or on another of its library."""

    def open_(language: str = "zh", name: str = "parcel") -> RoleplayApp:
        return make_app(language, scene_file=SceneFile(file.with_stem(name), [file.parents[1]]))

    return open_


def editing(app: App[Any]) -> EditScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, EditScreen)
    return screen


async def ready(pilot: Pilot[None]) -> EditScreen:
    """Wait until the newest draft is shown and examined."""
    await wait_for(pilot, lambda: pilot.app.screen.is_mounted)
    screen = editing(pilot.app)
    await wait_for(
        pilot, lambda: screen.playtest.draft is not None and (screen.playtest.broken or screen.playtest.examined)
    )
    return screen


async def save(pilot: Pilot[None], old: str, new: str) -> EditScreen:
    """Change the file as an editor would, and wait until it has been read."""
    screen = editing(pilot.app)
    before, path = screen.playtest.draft, screen.scene_file.path
    path.write_text(changed(path.read_text(encoding="utf-8"), old, new), encoding="utf-8")
    await wait_for(pilot, lambda: screen.playtest.draft is not before, "the save")
    return await ready(pilot)


async def say(pilot: Pilot[None], *choices: str) -> None:
    for choice in choices:
        screen = editing(pilot.app)
        attempt = screen.playtest.attempt
        assert attempt is not None
        turn = attempt.turn
        await pilot.press(str([offer.id for offer in attempt.offers()].index(choice) + 1))
        await wait_for(pilot, partial(has_reached, attempt, turn + 1), choice)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "120x40"])
async def test_as_drawn(
    opened: Open, language: str, size: tuple[int, int], golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the screen does not depend on which checks exist
    monkeypatch.setattr(background_examiner, "examine", lambda known: examine(known)._replace(findings=known.findings))
    app = opened(language)
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await say(pilot, "calm")
        await save(pilot, "zh: 我很冷静！, en: I am calm!", "zh: 我冷静得很！, en: I am quite calm!")
        golden(app, f"edit-{size[0]}x{size[1]}-{language}")


@pytest.mark.parametrize("size", [SMALL, WIDE, HUGE], ids=["80x24", "120x40", "200x60"])
async def test_a_save_is_shown_at_the_first_difference_on_the_walk(opened: Open, size: tuple[int, int]) -> None:
    app = opened("en")
    async with app.run_test(size=size) as pilot:
        screen = await ready(pilot)
        assert screen.playtest.attempt is not None
        await say(pilot, "listen", "own")
        await save(pilot, "...All right, I will.", "...All right, I shall.")
        await wait_text(pilot, "I shall.", "#transcript")
        assert "~changed" in flat(app, "#transcript")
        assert "thereplytolisten(line" in flat(app, "#choices")
        assert screen.playtest.attempt.turn == 1
        await pilot.press("f")
        await wait_for(pilot, lambda: screen.playtest.attempt.turn == 2)  # type: ignore[union-attr]
        assert "~changed" not in flat(app, "#transcript")
        await save(pilot, "en: Please calm down first.", "en: Please calm down at once.")
        await wait_text(pilot, "Please calm down at once.  ~ changed", "#choices")
        assert screen.playtest.attempt.turn == 0
        assert "thewordsofcalm(line" in flat(app, "#choices")
        await save(pilot, "Do you mean it?", "Do you really mean it?")
        await wait_text(pilot, "Nothing on your way is different; changed elsewhere: again", "#choices")
        await pilot.press("j")
        await wait_text(pilot, "Do you really mean it?", "#transcript")
        assert screen.playtest.attempt.state.passage.id == "again"


async def test_a_change_in_the_other_language_is_named(opened: Open) -> None:
    app = opened("zh")
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        await save(pilot, "en: Please calm down first.", "en: Please calm down at once.")
        await wait_text(pilot, "calm 的台词（英文）", "#choices")
        await pilot.press("L")
        await wait_text(pilot, "the words of calm (line", "#choices")
        assert "~changed" in flat(app, "#choices")


async def test_a_broken_save_keeps_what_played_and_says_which_line(opened: Open, file: Path) -> None:
    app = opened("en")
    async with app.run_test(size=WIDE) as pilot:
        screen = await ready(pilot)
        await say(pilot, "listen")
        await save(pilot, "goto: again\n      - id: excuse", "goto: agian\n      - id: excuse")
        await wait_text(pilot, "does not load", "#title")
        for fact in ("RP101", "gotoagian".replace("goto", "goto:"), "Didyoumeanagain?", "^^^^^"):
            assert fact in flat(app, "#findings")
        assert "Thefiledoesnotloadatpresent(line" in flat(app, "#choices")
        await say(pilot, "own")  # the last good one plays on
        assert screen.playtest.attempt is not None
        assert screen.playtest.attempt.turn == 2
        await pilot.press("n", "enter")  # to the broken place, in the version that plays
        await wait_for(pilot, lambda: screen.playtest.attempt.state.passage.id == "story")  # type: ignore[union-attr]
        await save(pilot, "goto: agian", "goto: again")
        await wait_text(pilot, "plays", "#title")
        assert "RP101" not in flat(app)


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "120x40"])
async def test_a_file_that_has_never_loaded(opened: Open, file: Path, size: tuple[int, int]) -> None:
    good = file.read_text(encoding="utf-8")
    file.write_text(changed(good, "start: call\n", "start: cal\n"), encoding="utf-8")
    app = opened("en")
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await wait_text(pilot, "Did you mean call?", "#findings")
        await pilot.press("1", "u", "r", "k", "t", "d", "f", "j", "m", "j", "enter", "escape")
        await wait_text(pilot, "Nothing to play yet")
        await save(pilot, "start: cal\n", "start: call\n")
        await wait_text(pilot, "The second time, and no parcel!", "#transcript")


async def test_a_file_written_in_pieces_or_missing_for_a_while(opened: Open, file: Path) -> None:
    app = opened("en")
    async with app.run_test(size=WIDE) as pilot:
        screen = await ready(pilot)
        good = file.read_bytes()
        file.write_bytes(good[:500])
        await wait_text(pilot, "does not load", "#title")
        file.write_bytes(good)
        await wait_text(pilot, "plays", "#title")
        file.unlink()
        await wait_text(pilot, "the file is gone", "#title")
        assert "parcel.yamlisgone" in flat(app, "#choices")
        await say(pilot, "listen")
        await pilot.press("k")
        await wait_text(pilot, "Correct it first", "#keys")
        other = file.with_suffix(".new")
        other.write_bytes(good.replace(b"I am calm!", b"I AM calm!"))
        other.replace(file)
        await wait_text(pilot, "plays", "#title")
        await ready(pilot)
        assert screen.scene_file.problem is None


async def test_walking_back_and_forth(opened: Open) -> None:
    app = opened("en")
    async with app.run_test(size=SMALL) as pilot:
        screen = await ready(pilot)
        await pilot.press("u")
        await wait_text(pilot, "You have not said anything yet.", "#keys")
        await say(pilot, "calm", "excuse")
        await pilot.press("u", "u", "f")
        await wait_for(pilot, lambda: screen.playtest.route.choices == ("calm", "excuse"))
        await pilot.press("r")
        await wait_for(pilot, lambda: screen.playtest.route.choices == ())
        await pilot.press("f", "d")  # this scene deals nothing
        await wait_for(pilot, lambda: screen.playtest.route.choices == ("calm", "excuse"))
        refund = [offer.id for offer in screen.playtest.attempt.offers()]  # type: ignore[union-attr]
        assert refund == ["promise", "sure"] or refund == ["sure", "promise"]
        await pilot.press("9")
        await pilot.pause()
        assert screen.playtest.route.choices == ("calm", "excuse")


async def test_a_locked_line_says_why(opened: Open) -> None:
    app = opened("en")
    async with app.run_test(size=SMALL) as pilot:
        screen = await ready(pilot)
        offers = [offer.id for offer in screen.playtest.attempt.offers()]  # type: ignore[union-attr]
        await pilot.press(str(offers.index("refund") + 1))
        await wait_text(pilot, "she does not trust you yet", "#keys")
        assert screen.playtest.route.choices == ()


@pytest.mark.parametrize("key", ["j", "enter"])
async def test_starting_at_a_place_of_the_map(opened: Open, key: str) -> None:
    app = opened("en")
    async with app.run_test(size=SMALL) as pilot:
        screen = await ready(pilot)
        await pilot.press("m")
        await wait_text(pilot, "here ▸", "#map")
        assert "Thesecondtime" not in flat(app, "#transcript")  # one pane at a time
        view = app.screen.query_one(SceneMap)
        assert view.cursor == "call"
        await pilot.press(*["down"] * view.passages.index("lost"), key)
        await wait_for(pilot, lambda: screen.playtest.attempt.state.passage.id == "lost")  # type: ignore[union-attr]
        await wait_text(pilot, "You are at lost, after a walk of")
        assert screen.desk.pane == "talk"
        assert screen.playtest.remaining == ()


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "120x40"])
async def test_reading_seam_by_seam_and_going_to_one(opened: Open, size: tuple[int, int]) -> None:
    app = opened("en")
    async with app.run_test(size=size) as pilot:
        screen = await ready(pilot)
        seams = screen.playtest.seams
        assert seams is not None
        count = len(seams.seams)
        await pilot.press("s")
        await wait_text(pilot, f"[1 of {count}]")
        await pilot.press("s")
        await wait_text(pilot, f"[2 of {count}]")
        await pilot.press("b", "b")
        await wait_text(pilot, f"[{count} of {count}]")
        await pilot.press("enter")
        last = seams.seams[-1].key
        await wait_for(pilot, lambda: screen.playtest.route.choices[-1:] == (last.choice,))
        assert screen.desk.pane == "talk"
        await pilot.press("s")  # the seam just passed, even if another one was being read
        await wait_text(pilot, f"[{count} of {count}]")
        await pilot.press("escape", "r", "s")
        await wait_text(pilot, f"[1 of {count}]")


async def test_a_click_on_the_map_chooses_and_another_goes_there(opened: Open) -> None:
    app = opened("en")
    async with app.run_test(size=WIDE) as pilot:
        screen = await ready(pilot)
        view = app.screen.query_one(SceneMap)
        row = next(n for n, row in enumerate(view.rows) if row.key == view.passages.index("story"))
        for _ in range(2):
            await pilot.click(SceneMap, offset=(6, row + 1 - view.scroll_offset.y))
        await wait_for(pilot, lambda: screen.playtest.attempt.state.passage.id == "story")  # type: ignore[union-attr]


async def test_keys_step_through_the_findings(opened: Open) -> None:
    app = opened("en")
    async with app.run_test(size=SMALL) as pilot:
        screen = await ready(pilot)
        await save(pilot, "moves: [own_it, let_finish]", "moves: [own_itt, let_finish]")
        await save(pilot, "moves: [own_itt, let_finish]", "moves: [own_itt, let_finsh]")
        assert len(screen.playtest.findings) == 2
        await pilot.press("n")
        await wait_text(pilot, "Did you mean own_it?", "#findings")
        await pilot.press("n")
        await wait_text(pilot, "Did you mean let_finish?", "#findings")
        view = app.screen.query_one(Findings)
        await pilot.press("p")
        await wait_for(pilot, lambda: view.open_index == 0)
        await pilot.press("1")  # the conversation is not visible: the key only shows it
        await pilot.pause()
        assert (screen.desk.pane, screen.playtest.route.choices) == ("talk", ())


# -- keeping a walk ----------------------------------------------------------------


async def test_a_walk_is_kept_in_the_file(opened: Open, file: Path, workspace: Workspace) -> None:
    before = file.read_text(encoding="utf-8")
    app = opened("en")
    async with app.run_test(size=SMALL) as pilot:
        screen = await ready(pilot)
        await say(pilot, "listen")
        await pilot.press("k")
        await wait_text(pilot, "A walk runs to an ending.", "#keys")
        await say(pilot, "own", "promise")
        await wait_text(pilot, "The story ends here")
        await pilot.press("enter")
        await wait_screen(pilot, "KeepScreen")
        await wait_text(pilot, "3 lines to the ending kept.")
        await pilot.press("enter")
        await wait_screen(pilot, "EditScreen")
        await wait_text(pilot, "Kept as walk-1 in parcel.yaml", "#keys")
        after = file.read_text(encoding="utf-8")
        assert after.startswith(before)
        assert "  walk-1:\n    choices: [listen, own, promise]\n    ending: kept\n" in after
        assert screen.playtest.route.choices == ("listen", "own", "promise")
        await ready(pilot)
        assert "RP309" not in [finding.code for finding in screen.playtest.findings]
    assert workspace.store.unfinished() == []
    assert workspace.store.history() == []  # the author's play is not recorded


async def test_a_name_is_requested_until_it_is_valid(opened: Open, file: Path) -> None:
    app = opened("en")
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        await say(pilot, "calm", "excuse", "sure")
        for key in ("k", "k"):
            await pilot.press(key)
            await wait_screen(pilot, "KeepScreen")
            await pilot.press("escape")
            await wait_screen(pilot, "EditScreen")
        await pilot.press("k")
        await wait_screen(pilot, "KeepScreen")
        line = app.screen.query_one(Input)
        line.value = "No Name"
        await pilot.press("enter")
        await wait_text(pilot, "such as slip-2")
        line.value = "worst"
        await pilot.press("enter")
        await wait_text(pilot, "Kept as worst")
        await ready(pilot)
        content = file.read_text(encoding="utf-8")
        await pilot.press("u")
        await say(pilot, "promise")
        await pilot.press("k")
        await wait_screen(pilot, "KeepScreen")
        app.screen.query_one(Input).value = "worst"
        await pilot.press("enter")
        await wait_text(pilot, "There is already a walk worst.")
        assert file.read_text(encoding="utf-8") == content
        await pilot.press("enter")
        await wait_text(pilot, "Kept as worst")
        # owning it once cancels out the excuse and earns nothing beyond that: the range stays "<= 25"
        assert file.read_text(encoding="utf-8") == content.replace("excuse, sure", "excuse, promise")


async def test_a_version_saved_meanwhile_is_not_overwritten(opened: Open, file: Path) -> None:
    app = opened("en")
    async with app.run_test(size=SMALL) as pilot:
        screen = await ready(pilot)
        await say(pilot, "calm", "excuse", "sure")
        await pilot.press("k")
        await wait_screen(pilot, "KeepScreen")
        screen.check_file = lambda: None  # type: ignore[method-assign]  # it has not checked the file yet
        other = changed(file.read_text(encoding="utf-8"), "minutes: 2", "minutes: 3")
        file.write_text(other, encoding="utf-8")
        del screen.check_file
        screen._keep("mine")
        assert file.read_text(encoding="utf-8") == other


# -- the slower checks -------------------------------------------------------------


async def test_a_failing_check_is_reported_and_ends_nothing(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(examination: Examination) -> None:
        raise ZeroDivisionError("oh [/b] no")

    monkeypatch.setattr(background_examiner, "examine", fail)
    app = opened("en")
    async with app.run_test(size=WIDE) as pilot:
        await wait_text(pilot, "could not be run: ZeroDivisionError: oh [/b] no", "#findings")
        await say(pilot, "listen")


async def test_a_requested_start_is_taken_once_its_walk_is_known(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Draft] = []
    monkeypatch.setattr(background_examiner.BackgroundExaminer, "submit", lambda self, draft: asked.append(draft))
    app = opened("en")
    async with app.run_test(size=WIDE) as pilot:
        await wait_for(pilot, lambda: bool(asked))
        screen = editing(app)
        screen._start_at("again")
        await wait_text(pilot, "still being computed", "#keys")
        assert "stillchecking" in flat(app, "#title")
        screen.post_message(EditScreen.Examined(asked[0], explore_draft(asked[0])))
        await wait_for(pilot, lambda: screen.playtest.attempt.state.passage.id == "again")  # type: ignore[union-attr]


def test_only_the_newest_draft_is_examined(monkeypatch: pytest.MonkeyPatch) -> None:
    from threading import Event

    started, go_on, done = Event(), Event(), Event()
    seen: list[object] = []

    def ways(draft: str) -> str:
        started.set()
        assert go_on.wait(8)
        return f"ways of {draft}"

    def tell(draft: object, outcome: object) -> None:
        seen.append(outcome)
        if outcome == "AND SEAMS, WAYS OF THIRD":
            done.set()

    monkeypatch.setattr(background_examiner, "explore_draft", ways)
    monkeypatch.setattr(background_examiner, "find_seams", "and seams, {}".format)
    monkeypatch.setattr(background_examiner, "examine", str.upper)
    examiner = background_examiner.BackgroundExaminer(tell)
    examiner.submit("first")  # type: ignore[arg-type]
    assert started.wait(8)
    examiner.submit("second")  # type: ignore[arg-type]
    examiner.submit("third")  # type: ignore[arg-type]
    go_on.set()
    assert done.wait(8)
    assert seen == ["ways of first", "ways of third", "and seams, ways of third", "AND SEAMS, WAYS OF THIRD"]


# -- what is the same on every screen ------------------------------------------------


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "120x40"])
async def test_untrusted_text_is_shown_literally(opened: Open, size: tuple[int, int]) -> None:
    app = opened("en", "hostile")
    async with app.run_test(size=size) as pilot:
        screen = await ready(pilot)
        await say(pilot, "listen")
        assert "[red]red[/red][/b]C:\\[x]" in flat(app, "#transcript")
        await pilot.press("m")
        await wait_text(pilot, "[note]Lin[/]", "#map")
        await pilot.press("escape")
        await save(pilot, "goto: again\n      - id: excuse", "goto: '[/b]'\n      - id: excuse")
        await pilot.press("n")
        await wait_text(pilot, "[/b]", "#findings")
        assert screen.playtest.broken


async def test_too_small_and_back(opened: Open) -> None:
    app = opened("en")
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        await say(pilot, "listen")
        await pilot.resize_terminal(40, 10)
        await wait_screen(pilot, "TooSmallScreen")
        await save(pilot, "...All right, I will.", "...All right, I shall.")
        await pilot.resize_terminal(*SMALL)
        await wait_screen(pilot, "EditScreen")
        await wait_text(pilot, "I shall.", "#transcript")


async def test_help_and_the_return_to_the_library(opened: Open) -> None:
    app = opened("zh")
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot)
        await pilot.press("question_mark")
        await wait_text(pilot, "边写边演" if "边写边演" in grid(app) else "每次存盘都会重新读入")
        await pilot.press("escape")
        await wait_screen(pilot, "EditScreen")
        app.go_home()
        await wait_screen(pilot, "LibraryScreen")
