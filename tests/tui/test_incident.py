"""A talk of one's own on the full screen: it plays at once, and what was typed is shown as it was typed."""

from __future__ import annotations

from pathlib import Path

from command_runs import Ship, run
from roleplay.workspace.workspace import Workspace

from .app_under_test import wait_screen, wait_text
from .conversation_steps import MakeApp, key_of, say, setup, talk

ROOT = Path(__file__).parents[2]
SAID = "第[b]三[/b]次: #了 {谁} 管？"
OWN = "- 公司规定是：[@click=app.quit]十天[/]"


async def test_it_plays_at_once(make_app: MakeApp, workspace: Workspace, ship: Ship, tmp_path: Path) -> None:
    shipped = tmp_path / "shipped"
    (shipped / "scenarios").mkdir(parents=True)
    for name in ("rubrics", "templates"):
        (shipped / name).symlink_to(ROOT / name)
    typed = ["林女士", "电脑没到", SAID, "1", OWN, "又是规定？", "三次都没人回您。"]
    assert run(tmp_path, "new", "--from-incident", "--lang", "zh", typed=typed, shipped=shipped).code == 0
    ship(shipped)
    app = make_app("zh", scene="my-incident", setup=setup(), skip_briefing=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await wait_text(pilot, "第[b]三[/b]次:#了(谁)管？")
        await wait_text(pilot, "[@click=app.quit]十天[/]")
        await say(pilot, "open-own")
        await wait_text(pilot, "又是规定？")
        assert key_of(talk(app), "again-well") in "123"
