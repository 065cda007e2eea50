"""The pictures of the README, made from the program itself: ``python docs/pictures.py [FOLDER]``.

The real application plays a walk of a real scene, headless and always with the same seed, so the same program always
gives the same bytes. The SVG that Rich writes is mended on the way: each piece of text is as wide as its cells (two
for a Chinese character), bars are drawn, the fonts are those that have Chinese, and nothing comes from the network.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

if TYPE_CHECKING:
    from roleplay.workspace.workspace import Workspace

SCENE, WALK, SEED = "angry-customer", "slip", 7
LANGUAGE, SIZE, THEME = "zh", (100, 30), "textual-dark"
#: Decisions taken before the picture of the conversation.
TAKEN = 3
#: The key that shows the part of the debrief for the picture.
PART = "2"
#: Rich's width of one cell in the SVG, in its units.
CELL = 12.2
#: Two cells are 24.4 wide: at this size a Chinese character nearly fills them.
FONT_SIZE = 22
FONTS = '"Sarasa Mono SC", "Noto Sans Mono CJK SC", "Noto Sans CJK SC", Menlo, Consolas, monospace'
#: The characters of a bar; few fonts have them, and none the same width.
FULL, EMPTY = "▰", "▱"


def mended(svg: str) -> str:
    """The SVG with widths by cells, bars that are drawn, fonts that have Chinese, and no font from the network."""
    svg = re.sub(r'<text class="([^"]*)" x="([^"]*)" y="([^"]*)" textLength="[^"]*"([^>]*)>([^<]*)</text>', _piece, svg)
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.S)
    svg = svg.replace("font-variant-east-asian: full-width;", "")
    svg = svg.replace("font-size: 20px", f"font-size: {FONT_SIZE}px")
    svg = re.sub(r"font-family: (?:Fira Code|arial)[^;]*;", f"font-family: {FONTS};", svg)
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


def _piece(match: re.Match[str]) -> str:
    """One piece of text: bars as rectangles, blanks left out, the rest as wide as its cells."""
    from roleplay.text.cells import cell_len

    style, y, attributes = match[1], float(match[3]), match[4]
    x, pieces = float(match[2]), []
    for part in re.findall(f"[{FULL}{EMPTY}]|[^{FULL}{EMPTY}]+", html.unescape(match[5]).replace("\xa0", " ")):
        width = cell_len(part) * CELL
        lead = len(part) - len(part.lstrip())
        if part in (FULL, EMPTY):
            faint = ' fill-opacity="0.3"' if part == EMPTY else ""
            position = f'x="{x + 1:g}" y="{y - 13:g}" width="{CELL - 2:g}" height="11"'
            pieces.append(f'<rect class="{style}" {position}{faint}/>')
        elif part.strip():
            shown = html.escape(part.strip()).replace(" ", "&#160;")
            position = f'x="{x + lead * CELL:g}" y="{y:g}" textLength="{cell_len(part.strip()) * CELL:g}"'
            pieces.append(f'<text class="{style}" {position}{attributes}>{shown}</text>')
        x += width
    return "".join(pieces)


async def pictures() -> dict[str, str]:
    """Name -> SVG of each picture."""
    from textual.pilot import Pilot

    from roleplay.session import Setup
    from roleplay.tui.app import RoleplayApp
    from roleplay.tui.launch_target import LaunchTarget
    from roleplay.tui.screens.conversation import ConversationScreen
    from roleplay.tui.screens.debrief import DebriefScreen
    from roleplay.workspace.workspace import Workspace

    workspace = Workspace(now=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    walk = workspace.library.bundle(SCENE).scenario.walks[WALK]
    app = RoleplayApp(workspace, LANGUAGE, LaunchTarget(SCENE, Setup(SEED), skip_briefing=True))
    svgs: dict[str, str] = {}

    async def say(pilot: Pilot[None], choices: Sequence[str]) -> None:
        screen = app.screen
        assert isinstance(screen, ConversationScreen), screen
        for choice in choices:
            number = [offer.id for offer in screen.attempt.offers()].index(choice) + 1
            await pilot.press(str(number))
            await still(pilot)

    async def still(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await pilot.wait_for_animation()
        await pilot.pause()

    async with app.run_test(size=SIZE) as pilot:
        app.theme = THEME
        await still(pilot)
        await say(pilot, walk.choices[:TAKEN])
        svgs["conversation"] = mended(app.export_screenshot(title="roleplay"))
        await say(pilot, walk.choices[TAKEN:])
        await pilot.press("enter")
        await still(pilot)
        assert isinstance(app.screen, DebriefScreen), app.screen
        await pilot.press("escape")
        await still(pilot)
        await pilot.press(PART)
        await still(pilot)
        svgs["debrief"] = mended(app.export_screenshot(title="roleplay"))
    svgs["drill"] = await drill_picture(workspace)
    workspace.close()
    return svgs


async def drill_picture(workspace: Workspace) -> str:
    """A class of thirty after its second vote."""
    from roleplay.drill.events import facilitator as f
    from roleplay.drill.plan import Plan
    from roleplay.tui.app import RoleplayApp
    from roleplay.tui.launch_target import LaunchTarget

    drill = workspace.begin_drill(SCENE, Plan(seed=SEED), LANGUAGE)
    best, *others = [*drill.room.best, *(choice for choice in drill.room.choices if choice not in drill.room.best)]
    for votes in ((9, 12, 6, 3), (19, 6, 4, 1)):
        drill.do(f.Next())
        drill.do(f.Next())
        counts = dict(zip((best, *others), votes, strict=True))
        drill.do(f.Hands(tuple(counts[choice] for choice in drill.room.choices)))
    drill.do(f.Next())
    app = RoleplayApp(workspace, LANGUAGE, LaunchTarget(drill=drill))
    async with app.run_test(size=SIZE) as pilot:
        app.theme = THEME
        await pilot.pause()
        await app.workers.wait_for_complete()  # how many rounds are to come is worked out meanwhile
        await pilot.wait_for_animation()
        await pilot.pause()
        picture = mended(app.export_screenshot(title="roleplay"))
    drill.close()
    return picture


def main() -> None:
    """Write the pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        # before anything of ours or of Textual is imported: a record of its own, and no taste of this machine
        for name in ("ROLEPLAY_LIBRARY", "TEXTUAL_THEME", "NO_COLOR", "TEXTUAL_ANIMATIONS"):
            os.environ.pop(name, None)
        os.environ |= {"ROLEPLAY_HOME": home, "TEXTUAL_ANIMATIONS": "none", "COLORTERM": "truecolor"}
        for name, svg in asyncio.run(pictures()).items():
            path = folder / f"{name}.svg"
            path.write_text(svg, encoding="utf-8")
            print(path)


if __name__ == "__main__":
    main()
