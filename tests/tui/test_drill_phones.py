"""The drill's screen with phones in the room: joining, live counts, a flood of votes, hostile names and lines."""

from __future__ import annotations

import asyncio
import unicodedata
from typing import Any

import pytest
import segno
from textual.strip import Strip

from roleplay.drill.events import learner as l
from roleplay.drill.outcome import Refused
from roleplay.drill.plan import Form, Voting
from roleplay.drill.stage import Phase
from roleplay.presenting.drill.rows.qr import QUIET
from roleplay.tui.app import RoleplayApp
from roleplay.tui.widgets.board import Board
from roleplay.tui.widgets.lines_view import RowsView
from roleplay.workspace.workspace import Workspace

from .app_under_test import LANGUAGES, flat, grid, wait_for, wait_screen
from .conversation_steps import MakeApp
from .drill_screen_steps import (
    CODE,
    NoServer,
    cast_votes,
    drill_app,
    join,
    new_drill,
    press,
    ready,
    screen_of,
    wait_phase,
    wait_texts,
)

pytestmark = pytest.mark.usefixtures("talk_library")
SMALL = (80, 24)
URL = f"HTTP://192.168.1.5:8765/{CODE}"


def seen_by_a_camera(app: RoleplayApp) -> list[list[int]]:
    """The modules of the QR code, from the colours on the screen."""
    region = app.screen.query_one("#qr").region
    strips: list[Strip] = app.screen._compositor.render_strips()[region.y : region.bottom]
    halves: list[list[int]] = []
    for strip in strips:
        upper: list[int] = []
        lower: list[int] = []
        for segment in strip.crop(region.x, region.right):
            assert segment.style is not None
            assert segment.style.color is not None
            assert segment.style.bgcolor is not None
            ink, ground = (int(sum(c.get_truecolor()) < 384) for c in (segment.style.color, segment.style.bgcolor))
            for character in segment.text:
                upper.append(ink if character in "▀█" else ground)
                lower.append(ink if character in "▄█" else ground)
        halves += [upper, lower]
    if region.width == 2 * region.height:  # two cells per module
        return [row[::2] for row in halves[::2]]
    return halves


def expected_modules(url: str) -> list[list[int]]:
    return [list(map(int, row)) for row in segno.make(url, error="m", micro=False).matrix_iter(border=QUIET)]


@pytest.mark.parametrize("size", [SMALL, (120, 40), (200, 60)])
@pytest.mark.parametrize("theme", ["projector-light", "projector-dark", "textual-dark"])
async def test_a_camera_reads_the_qr_code_in_every_theme(
    make_app: MakeApp, workspace: Workspace, size: tuple[int, int], theme: str
) -> None:
    app = drill_app(make_app, new_drill(workspace, voting=Voting.PHONES), phones=NoServer())
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await ready(pilot)
        await wait_for(pilot, lambda: bool(screen_of(pilot).panes.picture.parts), "the picture")
        code = expected_modules(URL)
        assert seen_by_a_camera(app)[: len(code)] == code
        await wait_texts(pilot, f"192.168.1.5:8765/{CODE}", "房间码")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.PRESENT)
        assert app.screen.query_one("#qr").region.area == 0


async def test_without_a_qr_code_the_address_is_large(make_app: MakeApp, workspace: Workspace) -> None:
    app = drill_app(make_app, new_drill(workspace, voting=Voting.PHONES), phones=NoServer(), ascii=True)
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        await wait_texts(pilot, "用手机的浏览器打开这个网址")
        assert "# ##" in grid(app)
        assert not set("█▀▄") & set(grid(app))


async def test_phones_are_let_in_once_the_plan_has_them(make_app: MakeApp, workspace: Workspace) -> None:
    drill, phones = new_drill(workspace), NoServer()
    app = drill_app(make_app, drill, phones=phones)
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        await pilot.pause()
        assert phones.calls == []
        await press(pilot, "v")
        await wait_texts(pilot, "192.168.1.5:8765", "已加入 0 人", "网络地址")
        assert phones.calls == ["start"]
        await press(pilot, "a")
        await wait_texts(pilot, "10.0.0.7:8765")
        await wait_for(
            pilot, lambda: seen_by_a_camera(app)[:33] == expected_modules(f"HTTP://10.0.0.7:8765/{CODE}"), "its picture"
        )
        await press(pilot, "j")
        await wait_texts(pilot, "关了")
        assert isinstance(drill.do(l.Join("late")), Refused)
        await press(pilot, "j", "v")
        await wait_texts(pilot, "按键投票")
        await wait_for(pilot, lambda: phones.calls[-1] == "stop", "the door to close")
        phones.addresses = ("192.168.1.5",)
        await press(pilot, "v", "v")
        await wait_texts(pilot, "192.168.1.5:8765")
        await press(pilot, "a")
        await wait_texts(pilot, "只有这一个网络地址")
        await press(pilot, "enter", "q")
        await wait_screen(pilot, "AskScreen")
        await press(pilot, "2")
        await wait_screen(pilot, "LibraryScreen")
        await wait_for(pilot, lambda: phones.calls[-1] == "stop", "the phones to be let go")


async def test_the_reason_why_phones_cannot_connect_is_shown(make_app: MakeApp, workspace: Workspace) -> None:
    phones = NoServer()
    phones.problem = "端口都被占着，[/b]手机连不上。"
    app = drill_app(make_app, new_drill(workspace, voting=Voting.PHONES), phones=phones)
    async with app.run_test(size=SMALL) as pilot:
        screen = await ready(pilot)
        screen.ticking.pause()
        await wait_texts(pilot, "端口都被占着，[/b]手机连不上。")
        await press(pilot, "L", "L")
        assert phones.words is app.words
        phones.problem, phones.address, phones.held_back = "一部手机", "192.168.1.5", 5
        screen.tick()
        await wait_texts(pilot, "有 5 部手机在门外等着", "i 放他们进来", "192.168.1.5:8765", "一部手机")
        await press(pilot, "i")
        await wait_for(pilot, lambda: "门外" not in flat(app), "nobody waits")
        assert phones.calls[-1] == "let_in"


async def test_a_failing_server_does_not_end_the_drill(make_app: MakeApp, workspace: Workspace) -> None:
    class Broken(NoServer):
        async def start(self) -> None:
            raise RuntimeError("[/b] no such loop")

    app = drill_app(make_app, new_drill(workspace), phones=Broken())
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        await press(pilot, "v")
        await wait_texts(pilot, "手机投票出错了（[/b] no such loop），先举手吧。")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.PRESENT)


async def test_without_a_server_the_screen_says_what_to_do(make_app: MakeApp, workspace: Workspace) -> None:
    app = drill_app(make_app, new_drill(workspace, voting=Voting.PHONES))
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        await wait_texts(pilot, "先按 v 换成举手")
        await press(pilot, "v")
        await wait_texts(pilot, "举手投票")


async def test_phones_vote_live_and_raised_hands_are_added(make_app: MakeApp, workspace: Workspace) -> None:
    drill = new_drill(workspace, voting=Voting.PHONES)
    app = drill_app(make_app, drill, phones=NoServer())
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        join(drill, 24)
        await wait_texts(pilot, "已加入 24 人")
        await press(pilot, "enter", "enter")
        await wait_phase(pilot, Phase.VOTE)
        cast_votes(drill, *[0] * 18)
        await wait_texts(pilot, "手机已投 18 / 24", f"192.168.1.5:8765/{CODE}")
        await press(pilot, "2", "enter")
        await wait_texts(pilot, "已经有票数了")  # a single number is not a count once there are votes
        await press(pilot, "escape", "0 3", "enter")
        await wait_texts(pilot, "手机已投 18 / 24，举手 3 票")
        join(drill, 1, first=24)  # somebody late
        await wait_texts(pilot, "手机已投 18 / 25，举手 3 票")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.REVEAL)
        await wait_texts(pilot, "18", "3")


async def test_a_table_changes_its_device(make_app: MakeApp, workspace: Workspace) -> None:
    drill = new_drill(workspace, "en", voting=Voting.PHONES, teams=("red", "[/b]blue"))
    app = drill_app(make_app, drill, "en", phones=NoServer())
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        join(drill, 2)
        await wait_texts(pilot, "2 joined", "✓ red", "✓ [/b]blue")
        await press(pilot, "enter", "h")
        await wait_texts(pilot, "The phones in the room", "Phone 2  [/b]blue")
        await press(pilot, "2")
        await wait_texts(pilot, "What about Phone 2  [/b]blue?")
        await press(pilot, "5")
        await wait_screen(pilot, "DrillScreen")
        assert drill.room.people.speaker_of(1) is None
        assert drill.room.people.speaker_of(0) == "v0"


async def test_a_rude_name_is_removed_with_its_phone(make_app: MakeApp, workspace: Workspace) -> None:
    drill = new_drill(workspace, "en", voting=Voting.PHONES, names=True)
    app = drill_app(make_app, drill, "en", phones=NoServer())
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        for number, name in enumerate(("Ann", "rude", "Ann")):
            drill.do(l.Join(f"v{number}", None, name))
        await wait_texts(pilot, "3 joined", "Ann 2   rude   Ann")
        await press(pilot, "n")
        await wait_for(pilot, lambda: "rude" not in flat(app), "the names to go at once")
        await press(pilot, "n", "h")
        await wait_texts(pilot, "Phone 3  Ann 2", "Phone 2  rude")
        await press(pilot, "3", "3")
        await wait_texts(pilot, "What should it be called?", "rude")
        await press(pilot, "home", "ctrl+k", *"Ben", "enter")
        await wait_for(pilot, lambda: "Ben" in flat(app, "#foot"), "the name to be changed")
        await press(pilot, "h", "3", "2")
        await wait_for(pilot, lambda: len(drill.room.people) == 2, "the phone to be taken out")
        await wait_texts(pilot, "2 joined")
        await press(pilot, "h", "escape")
        assert len(drill.room.people) == 2


async def test_a_key_shows_the_address_while_voting_continues(make_app: MakeApp, workspace: Workspace) -> None:
    drill = new_drill(workspace, voting=Voting.PHONES)
    app = drill_app(make_app, drill, phones=NoServer())
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        join(drill, 3)
        await press(pilot, "enter", "enter", "k")
        await wait_for(pilot, lambda: seen_by_a_camera(app)[:33] == expected_modules(URL), "the picture")
        await wait_texts(pilot, "第一次投票", "k 或 Esc", f"192.168.1.5:8765/{CODE}")
        cast_votes(drill, 0, 1)
        await wait_texts(pilot, "手机已投 2 / 3")
        await press(pilot, "j")
        await wait_texts(pilot, "入场关了")
        await press(pilot, "escape")
        await wait_for(pilot, lambda: app.screen.query_one("#qr").region.area == 0, "the talk again")
        await press(pilot, "k", "enter")  # going on hides it
        await wait_for(pilot, lambda: drill.room.phase is not Phase.VOTE, "the votes")
        assert not screen_of(pilot).view.join_address_shown


async def test_a_lost_network_is_reported_and_a_key_fixes_it(make_app: MakeApp, workspace: Workspace) -> None:
    drill, phones = new_drill(workspace, voting=Voting.PHONES), NoServer()
    app = drill_app(make_app, drill, phones=phones)
    async with app.run_test(size=SMALL) as pilot:
        screen = await ready(pilot)
        await press(pilot, "enter", "enter")
        await wait_phase(pilot, Phase.VOTE)
        await press(pilot, "a")
        await wait_texts(pilot, "手机现在连得上 192.168.1.5")
        assert phones.address == "192.168.1.5"  # it asks first while the connection works
        phones.addresses = ("10.0.0.7",)
        screen.tick()
        await wait_texts(pilot, "192.168.1.5 -> 10.0.0.7", "a 换一个网络地址")
        await press(pilot, "p", "a")
        phones.problem = ""
        await wait_for(pilot, lambda: phones.address == "10.0.0.7", "the other address")
        await press(pilot, "p")
        await wait_for(
            pilot, lambda: seen_by_a_camera(app)[:33] == expected_modules(f"HTTP://10.0.0.7:8765/{CODE}"), "its code"
        )


# -- a flood -----------------------------------------------------------------------


async def test_a_flood_of_votes_lays_out_nothing_but_the_count(
    make_app: MakeApp, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    drill = new_drill(workspace, voting=Voting.PHONES)
    app = drill_app(make_app, drill, phones=NoServer())
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        join(drill, 300)
        await press(pilot, "enter", "enter")
        await wait_phase(pilot, Phase.VOTE)
        await pilot.pause(0.2)
        laid_out: list[str | None] = []
        for kind in (Board, RowsView):
            before = kind.lay_out

            def counted(self: Any, width: int, before: Any = before) -> Any:
                laid_out.append(self.id)
                return before(self, width)

            monkeypatch.setattr(kind, "lay_out", counted)
        for number in range(300):
            cast_votes(drill, number % 2, first=number)
            if number % 30 == 0:
                await asyncio.sleep(0)  # let the event loop run, as between requests
        await wait_texts(pilot, "已投 300 / 300")
        assert "foot" in laid_out
        # a clock tick may fall into it, which updates everything once
        assert max(laid_out.count(name) for name in ("board", "title")) <= 1
        assert len(laid_out) < 30


async def test_keys_are_answered_while_votes_pour_in(make_app: MakeApp, workspace: Workspace) -> None:
    drill = new_drill(workspace, voting=Voting.PHONES)
    app = drill_app(make_app, drill, phones=NoServer())
    async with app.run_test(size=SMALL) as pilot:
        screen = await ready(pilot)
        join(drill, 100)
        await press(pilot, "enter", "enter")
        await wait_phase(pilot, Phase.VOTE)
        pouring = True

        async def send_votes() -> None:
            turn = 0
            while pouring:
                if drill.room.open_ballot is not None:
                    cast_votes(drill, turn % 2, first=turn // 2 % 100)
                turn += 1
                await asyncio.sleep(0.005)

        flood = asyncio.create_task(send_votes())
        try:
            await press(pilot, *"12")
            await wait_for(pilot, lambda: screen.view.typed.text == "12", "the digits")
            await wait_texts(pilot, "A 12  B ?")
            await press(pilot, "escape", "b")
            await wait_for(pilot, lambda: len("".join(grid(app).split())) == 1, "an empty screen")
            await press(pilot, "b", "enter")
            await wait_for(pilot, lambda: drill.room.phase is not Phase.VOTE, "the vote to be closed")
        finally:
            pouring = False
            await flood


# -- hostile -----------------------------------------------------------------------

NASTY = (
    "[@click=app.quit]x[/]",
    "[red]r[/b][",
    "\x1b[31mred\x1b]0;t\x07",
    "a\u202eb\u2066c",
    "z" + "\u0335\u0336\u0337\u0338" * 30,
    "\u200b\u2060\ufeff",
    "\ud800",
    "👩‍👩‍👧‍👦" * 30,
    "\n\r\n\x00\x85",
    "{0} {name} %s",
)


def harmless(text: str) -> bool:
    """Whether nothing in ``text`` controls a terminal, changes the text direction or stacks marks."""
    kinds = [unicodedata.category(character) for character in text]
    smears = any(kinds[n : n + 6] == ["Mn"] * 6 for n in range(len(kinds)))
    return not smears and not {"Cc", "Cs", "Co"} & set(kinds) and not set(text) & set("\u202e\u2066\u200b\x1b")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_hostile_names_lines_tables_and_scenes_are_plain_text(
    make_app: MakeApp, workspace: Workspace, language: str
) -> None:
    drill = new_drill(workspace, language, scene="hostile", own_words=True, names=True, voting=Voting.PHONES)
    app = drill_app(make_app, drill, language, NoServer())
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        for number, name in enumerate(NASTY):
            drill.do(l.Join(f"v{number}", None, name))
        await wait_for(pilot, lambda: "10" in flat(app, "#foot"), "ten in the room")
        assert harmless(grid(app).replace("\n", ""))
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.PRESENT)
        await wait_texts(pilot, "[@click=app.quit]")
        await pilot.click("#board", offset=(16, 2))  # on what looks like a link
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.OWN_WORDS)
        for number, line in enumerate(NASTY):
            drill.do(l.OwnWords(f"v{number}", 1, line))
        await press(pilot, "w")
        await pilot.resize_terminal(120, 50)
        await wait_texts(pilot, "[@click=app.quit]x[/]", "[red]r[/b][")
        assert harmless(grid(app).replace("\n", ""))
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.VOTE)
        await wait_texts(pilot, "[/dim]")
        await press(pilot, "1", "enter", "enter")
        for phase in (Phase.REVEAL, Phase.REACTION, Phase.COACHING, Phase.PATH):
            await wait_phase(pilot, phase)
            assert harmless(grid(app).replace("\n", ""))
            await press(pilot, "enter")
        await wait_phase(pilot, Phase.PRESENT)
        for _ in range(2):
            await press(pilot, "s", "g")
            await pilot.pause()
        await wait_phase(pilot, Phase.END)
        await wait_texts(pilot, "[red]")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.FORK)
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.DEBRIEF)
        for _ in range(screen_of(pilot).view.pages(screen_of(pilot).words)):
            assert harmless(grid(app).replace("\n", ""))
            await press(pilot, "right")
            await pilot.pause()
        assert app.is_running


async def test_hostile_tables_in_a_contest(make_app: MakeApp, workspace: Workspace) -> None:
    teams = ("[@click=app.quit]x[/]", "\x1b[31mred", "a\u202eb", "[/]", "{0}")  # as a journal could have them
    drill = new_drill(workspace, form=Form.CONTEST, teams=teams, voting=Voting.PHONES)
    app = drill_app(make_app, drill, phones=NoServer())
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        await wait_texts(pilot, "[@click=app.quit]x[/]")
        assert harmless(grid(app).replace("\n", ""))
        await press(pilot, "enter", "enter", *"12121"[: len(teams)])
        await wait_phase(pilot, Phase.VOTE)
        await wait_texts(pilot, "[@click=a")
        await press(pilot, "enter", "enter", "enter", *"11112"[: len(teams)], "enter", "enter")
        await wait_phase(pilot, Phase.REVEAL)
        await wait_texts(pilot, "[@click=app.quit]x[/]")
        await press(pilot, "enter", "enter", "enter", "enter", "e", "e")
        await wait_phase(pilot, Phase.DEBRIEF)
        for number in range(1, screen_of(pilot).view.pages(screen_of(pilot).words) + 1):
            await press(pilot, str(number))
            await pilot.pause()
            assert harmless(grid(app).replace("\n", ""))
