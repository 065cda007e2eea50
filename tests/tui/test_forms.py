"""Tests for before and after: opened by a key, taken, resumed, compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import folder, put
from command_runs import ShipLibrary
from desk_scene import DESK_FILES
from form_desk import FORM, desks
from roleplay.session import Decision, Mode
from roleplay.workspace.sittings import FormRecord, form_record
from roleplay.workspace.workspace import Workspace

from .app_under_test import Golden, flat, wait_screen, wait_text
from .conversation_steps import MakeApp, say, talk


@pytest.fixture
def forms(workspace: Workspace, tmp_path: Path, ship_library: ShipLibrary) -> Workspace:
    """A library with one form."""
    folder(tmp_path / "library", *desks(), files=DESK_FILES)
    put(tmp_path / "library" / "forms" / "both.yaml", FORM)
    ship_library(tmp_path / "none")
    return workspace


def record_of(workspace: Workspace) -> FormRecord:
    record = form_record(workspace, "both")
    assert record is not None
    return record


def play(record: FormRecord, *walk: str) -> None:
    record.begin()
    attempt = record.play("zh")
    for choice in walk:
        attempt.say(Decision(choice, "zh"))
    record.refresh()


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_sitting_is_begun_by_keys_and_resumed(
    make_app: MakeApp, forms: Workspace, golden: Golden, language: str
) -> None:
    app = make_app(language)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("f")
        await wait_screen(pilot, "FormsScreen")
        golden(app, f"forms-80x24-{language}")
        await pilot.press("enter")
        await wait_screen(pilot, "FormScreen")
        golden(app, f"form-80x24-{language}")
        await pilot.press("enter")
        await wait_screen(pilot, "ConversationScreen")
        assert talk(app).attempt.setup.mode is Mode.EXAM
        await say(pilot, "sit", "today")
        await pilot.press("enter")
        await wait_screen(pilot, "SittingDebriefScreen")
        await pilot.press("escape")
        await pilot.press("l")
        await wait_screen(pilot, "FormScreen")
        await wait_text(pilot, {"zh": "柜台前：演完了", "en": "The counter: played"}[language])
    record = record_of(forms)
    assert record.next_item == 1
    play(record, "wait", "today")
    assert record.standing.under_way is None


async def test_results_are_shown_side_by_side(make_app: MakeApp, forms: Workspace, golden: Golden) -> None:
    record = record_of(forms)
    play(record, "wait", "today")
    play(record, "sit", "today")
    play(record, "sit", "today")
    app = make_app("en", form="both")
    async with app.run_test(size=(80, 40)) as pilot:
        await wait_screen(pilot, "FormScreen")
        await wait_text(pilot, "Hearing")
        golden(app, "form-result-80x40-en")
        assert not app.screen.check_action("on", ())
        await pilot.press("L")
        await wait_text(pilot, "相差")
        assert "倾听" in flat(app)
        await pilot.press("escape")
        await wait_screen(pilot, "LibraryScreen")
