"""Bursts of anything that a keyboard, a mouse or a bad connection can send, into every screen, one read per burst.

Bytes (keys, escape sequences, mouse reports, pastes, half characters, noise) go through our decoder and parser into
the application without a pause between them. Nothing may fail, and for every attempt on a screen the record must hold
exactly the lines that were said.
"""

from __future__ import annotations

import codecs
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.events import Resize
from textual.pilot import Pilot

from campaign_size import LONG, short_or_long
from roleplay.authoring.scene_file import SceneFile
from roleplay.session import Mode, Options, Setup
from roleplay.tui.app import RoleplayApp
from roleplay.tui.screens.conversation import ConversationScreen
from roleplay.tui.screens.debrief import DebriefScreen
from roleplay.tui.textual_private import TolerantParser
from roleplay.workspace import drills
from roleplay.workspace.workspace import Workspace
from talk_scene import GOOD_WALK, TALK
from tui.app_under_test import grid, play
from tui.drill_screen_steps import NoServer, new_drill

pytestmark = pytest.mark.usefixtures("talk_library")

KEYS = [
    *(bytes([code]) for code in range(0x21, 0x7F)),
    *(b"\r", b"\t", b" ", b"\x7f", b"\x1b", b"\x10", b"\x03", b"\x01", b"\x16", b"\x0c"),
    *(b"\x1b[" + end for end in (b"A", b"B", b"C", b"D", b"H", b"F", b"5~", b"6~", b"Z", b"1;5A", b"I", b"O")),
    *(character.encode() for character in "１２３？／，。、；：　Ｌｈ王😀"),
]
#: Pressed far more often than the rest: keys that answer a question, and open or leave screens.
LIKELY = [b"\r", b"\r", b"\r", b"1", b"2", b"\x1b[B", b"\x1b[C", b"\x1b", b"\x10", b"?", b"t", b"p", b"L", b"h", b"u"]
NOISE = [
    *(b"\xff", b"\xe1", b"\xc0\x80", "你好".encode("gbk"), "王".encode()[:2], b"\x00", b"\x9b31m", b"\x1b[M \xe0\x80"),
    *(b"\x1b[<0;10;5M", b"\x1b[<0;10;5m", b"\x1b[<35;999;999M", b"\x1b[<64;20;8M", b"\x1b[<65;20;8M", b"\x1b[<0;3;9M"),
    *(b"\x1b[<0;3;9m", b"\x1b[32;10;10M", b"\x1b[999999999999;1u", b"\x1b[48;0;0;0;0t", b"\x1b[?62;22c", b"\x1b[[A"),
    *(b"\x1b[200~one\r\ntwo\x1b[201~", b"\x1b[200~", b"\x1b[201~", b"\x1b]11;rgb:1/1/1\x1b\\", b"\x1bP", b"\x1b[1;1R"),
]
SIZES = ((80, 24), (60, 18), (30, 8), (200, 60))
ALL_OPTIONS = Options(own_words=True, ask_sure=True, timed=True, hide_meters=True)


def random_burst(dice: random.Random) -> bytes:
    """A random mixture of keys and noise."""
    pieces = [dice.choice(dice.choices((LIKELY, KEYS, NOISE), (5, 3, 2))[0]) for _ in range(dice.randrange(1, 14))]
    # quitting is not a failure, but ends the test
    return b"".join(piece for piece in pieces if piece not in (b"q", b"\x11"))


async def send(pilot: Pilot[None], burst: bytes, parser: TolerantParser) -> None:
    """Process the bytes of one read as the input thread does."""
    driver = pilot.app._driver
    assert driver is not None
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    events = list(parser.feed(decoder.decode(burst) or "\x00"))
    for _ in range(3):
        events += parser.tick()
    for event in events:
        if not isinstance(event, Resize):
            driver.process_message(event)
    await pilot.pause()


def assert_saved(app: RoleplayApp) -> None:
    """Assert that the record holds what was said in every attempt on a screen."""
    for screen in app.screen_stack:
        if isinstance(screen, ConversationScreen | DebriefScreen) and screen.attempt_id is not None:
            record = app.workspace.store.attempt(screen.attempt_id)
            assert record is not None
            assert [d.choice for d in record.decisions] == [d.choice for d in screen.attempt.decisions]


AppArguments = Callable[[Workspace, Path], dict[str, Any]]


def _at_conversation(**setup: Any) -> AppArguments:
    return lambda workspace, tmp_path: {"scene": "parcel", "setup": Setup(1, **setup), "skip_briefing": True}


def _at_drill(workspace: Workspace, tmp_path: Path) -> dict[str, Any]:
    return {"drill": new_drill(workspace), "phones": NoServer()}


def _at_edit(workspace: Workspace, tmp_path: Path) -> dict[str, Any]:
    shutil.copytree(TALK, tmp_path / "mine")
    file = tmp_path / "mine" / "scenarios" / "parcel.yaml"
    return {"scene_file": SceneFile(file, [tmp_path / "mine"])}


def _at_speaker(workspace: Workspace, tmp_path: Path) -> dict[str, Any]:
    drill = new_drill(workspace)
    assert drill.path is not None
    return {"following": drills.FollowedDrill(drill.path)}


def _at_library(workspace: Workspace, tmp_path: Path) -> dict[str, Any]:
    play(workspace, "parcel", list(GOOD_WALK))
    play(workspace, "parcel", list(GOOD_WALK[:1]), Setup(1, Mode.GUIDED))
    return {}


SCREENS: dict[str, tuple[AppArguments, tuple[bytes, ...]]] = {
    "library": (_at_library, ()),
    "filter": (_at_library, (b"/",)),
    "goals": (_at_library, (b"g",)),
    "palette": (_at_library, (b"\x10",)),
    "briefing": (lambda workspace, tmp_path: {"scene": "parcel"}, ()),
    "practice": (_at_conversation(), ()),
    "guided": (_at_conversation(mode=Mode.GUIDED), ()),
    "exam": (_at_conversation(mode=Mode.EXAM, options=ALL_OPTIONS), ()),
    "pause": (_at_conversation(), (b"1", b"\x1b")),
    "transcript": (_at_conversation(), (b"1", b"t")),
    "help": (_at_conversation(), (b"?",)),
    "debrief": (_at_conversation(), (b"1", b"1", b"1", b"1", b"\r")),
    "drill": (_at_drill, ()),
    "vote": (_at_drill, (b"\r", b"\r")),
    "edit": (_at_edit, ()),
    "speaker": (_at_speaker, ()),
}


@pytest.mark.parametrize("name", SCREENS if LONG else ("palette", "guided", "debrief", "vote"))
async def test_bursts(
    workspace: Workspace,
    make_app: Callable[..., RoleplayApp],
    tmp_path: Path,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)  # error reports are written here
    make, opening_keys = SCREENS[name]
    dice = random.Random(f"{name} 13")
    app = make_app("en", **make(workspace, tmp_path))
    sent: list[bytes] = []
    async with app.run_test(size=dice.choice(SIZES[:2])) as pilot:
        await pilot.pause()
        for keys in opening_keys:
            await send(pilot, keys, TolerantParser())
        parser = TolerantParser()
        for number in range(short_or_long(4, 120)):
            sent.append(random_burst(dice))
            await send(pilot, sent[-1], parser)
            if number % 7 == 3:
                await pilot.resize_terminal(*dice.choice(SIZES))
            if app._exit:
                break
            assert app.failure is None, sent
            assert_saved(app)
            grid(app)
    assert app.failure is None, sent
