"""Actions on a scene that is played while its file is being written, without any screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import Data, choice, folder, node, scene, yaml
from roleplay.authoring.examination import examine, explore_draft
from roleplay.authoring.scene_file import SceneFile
from roleplay.authoring.walk_writer import KeptWalk
from roleplay.locales import catalogue
from roleplay.presenting.edit_desk import UNMOVED, EditDesk, EditOutcome
from roleplay.presenting.rows.keys import KeyState
from roleplay.presenting.rows.scene_map import MapMarks
from roleplay.text.glyphs import glyphs

EN = catalogue("en")
MOVED = EditOutcome(moved=True)


def story(last: str = "lost") -> Data:
    """Two nodes in a row, a third beside them, a line locked at first, and one that leads to ``last``."""
    shut = choice("later", "lost", when={"anger": "< 30"}, locked="No.")
    return scene(
        nodes={
            "one": node(choice("good", "two"), choice("bad", "two"), choice("aside", "three"), shut),
            "two": node(choice("good", "end"), choice("bad", last)),
            "three": node(choice("on", "end")),
        },
        walks={"mine": {"choices": ["good", "good"], "ending": "end"}},
    )


@pytest.fixture
def desk(tmp_path: Path) -> EditDesk:
    return open_desk(tmp_path)


def open_desk(root: Path, text: str = "") -> EditDesk:
    folder(root, story())
    path = next(root.rglob("small.yaml"))
    if text:
        path.write_text(text, encoding="utf-8")
    opened = EditDesk(SceneFile(path, [root]), EN, glyphs())
    opened.open()
    return opened


def save(desk: EditDesk, last: str) -> None:
    """Save the file with the last line leading elsewhere."""
    desk.scene_file.path.write_text(yaml(story(last)), encoding="utf-8")


def run_checks(desk: EditDesk) -> None:
    draft = desk.playtest.draft
    assert draft is not None
    assert desk.add_examination(draft, examine(explore_draft(draft)))


def current_place(desk: EditDesk) -> str:
    assert desk.playtest.attempt is not None
    return desk.playtest.attempt.state.passage.id


def index_of(desk: EditDesk, line: str) -> int:
    assert desk.playtest.attempt is not None
    return [offer.id for offer in desk.playtest.attempt.offers()].index(line)


def say(desk: EditDesk, *lines: str) -> None:
    for line in lines:
        assert desk.say(index_of(desk, line), EN) == MOVED


def test_findings_have_the_focus_while_nothing_can_be_played(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, "nodes: [")
    assert desk.pane == "findings"
    assert not any(
        desk.is_available(action) for action in ("pick", "take_back", "restart", "transcript", "keep", "forward")
    )
    assert (desk.start_here(EN), desk.say(0, EN)) == (UNMOVED, UNMOVED)
    desk.scene_file.path.write_text(yaml(story()), encoding="utf-8")
    assert desk.check_file()
    assert (desk.pane, desk.message(EN)) == ("talk", EN("edit.saved_new"))


def test_the_message_about_a_save_stays_until_the_next_step(desk: EditDesk) -> None:
    assert not desk.check_file()
    say(desk, "good")
    save(desk, "end")
    assert desk.check_file()
    assert desk.message(EN)
    assert desk.message(EN) != desk.message(catalogue("zh"))
    assert desk.take_back(EN) == MOVED
    assert desk.message(EN) == ""


def test_impossible_actions_are_reported_and_move_nothing(desk: EditDesk) -> None:
    assert desk.take_back(EN) == EditOutcome(note=EN("edit.nothing_to_take_back"))
    assert desk.go_on(EN) == EditOutcome(note=EN("edit.nothing_ahead"))
    assert desk.deal_again(EN) == EditOutcome(note=EN("edit.no_other_deal"))
    shut = desk.say(index_of(desk, "later"), EN)
    assert (shut.moved, shut.warning, current_place(desk)) == (False, True, "one")
    assert desk.key_state("edit_take_back", EN) == KeyState(enabled=False)


def test_panes_cycle_and_a_key_first_focuses_its_pane(desk: EditDesk) -> None:
    assert desk.key_state("edit_next", EN) == KeyState(EN("key.edit_next_first"))
    assert (desk.activate_pane("findings"), desk.activate_pane("findings")) == (True, False)
    desk.cycle_pane(-1)
    assert (desk.pane, desk.is_available("talk")) == ("talk", False)
    desk.toggle_map()
    assert (desk.pane, desk.is_available("talk")) == ("map", True)
    assert desk.key_state("edit_enter", EN) == KeyState(EN("key.edit_enter_here"), shown=True)
    desk.toggle_map()
    assert desk.pane == "talk"


def test_the_map_starts_at_its_cursor_as_soon_as_a_path_is_known(desk: EditDesk) -> None:
    assert desk.start_here(EN) == UNMOVED
    assert desk.pane == "map", "nothing has changed, so the place is chosen on the map"
    chart = desk.playtest.chart
    desk.map.show(chart, MapMarks("three", set(), set()), EN)
    assert desk.map.cursor == "three"
    assert desk.start_here(EN) == EditOutcome(note=EN("edit.cannot_start_yet", place="three"))
    run_checks(desk)
    assert (desk.retry_start(EN), current_place(desk), desk.pane) == (MOVED, "three", "talk")
    assert desk.message(EN) == EN("edit.started_at", place="three", count=1)
    assert desk.retry_start(EN) == UNMOVED
    assert desk.start_at("nowhere", EN) == EditOutcome(note=EN("edit.cannot_start", place="nowhere"), warning=True)


def test_a_walk_is_kept_at_its_end_under_its_name(desk: EditDesk) -> None:
    assert desk.walk_to_keep(EN) == EditOutcome(note=EN("edit.keep_at_the_end"))
    say(desk, "good", "good")
    assert desk.key_state("edit_enter", EN) == KeyState(EN("key.edit_enter_keep"), shown=True)
    walk = desk.walk_to_keep(EN)
    assert isinstance(walk, tuple)
    assert isinstance(walk[0], KeptWalk)
    assert walk[1] == ("mine",)
    assert desk.keep("best", EN) == MOVED._replace(note=EN("edit.kept", name="best", file="small.yaml"))
    assert "best" in desk.scene_file.path.read_text(encoding="utf-8")
    assert desk.message(EN) == ""


def test_a_walk_is_not_written_over_a_newer_save(desk: EditDesk) -> None:
    say(desk, "good", "good")
    save(desk, "end")
    answer = desk.keep("best", EN)
    assert answer == EditOutcome(moved=True, note=EN("edit.keep_changed"), warning=True)
    assert "best" not in desk.scene_file.path.read_text(encoding="utf-8")


def test_a_broken_file_keeps_no_walk(desk: EditDesk) -> None:
    say(desk, "good", "good")
    save(desk, "nowhere")
    desk.check_file()
    assert desk.walk_to_keep(EN) == EditOutcome(note=EN("edit.keep_broken"), warning=True)
    assert desk.key_state("edit_keep", EN) == KeyState(enabled=False)
