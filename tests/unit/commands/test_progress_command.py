"""``roleplay progress``."""

from __future__ import annotations

import json
from pathlib import Path

from command_runs import run
from desk_scene import desk_home


def test_progress_as_text_and_as_json(tmp_path: Path) -> None:
    home = desk_home(tmp_path)
    run(home, "progress").says("Finished attempts: 0, passed: 0.", "What to play next: “The counter” (desk)")
    for last in ("later", "today", "today"):
        run(home, "play", "desk", "--seed", "0", "--no-briefing", "--new", typed=("sit", last, "", "", "-"))
    ran = run(home, "progress")
    ran.says("Finished attempts: 3", "100% lately", "assessed 3×", "By family:")
    data = json.loads(run(home, "progress", "--json").out)
    assert (data["attempts"], data["next"]["scene"]) == (3, "desk")
    assert all(len(course["percents"]) == 3 for course in data["courses"])
    run(home, "progress", "--lang", "zh").says("练完 3 次", "下一个练什么：")
