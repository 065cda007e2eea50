"""``roleplay due``."""

from __future__ import annotations

import json
from pathlib import Path

from cell_damage import damage_cell
from command_runs import run
from desk_scene import desk_home


def test_what_is_due_as_text_and_as_json(tmp_path: Path) -> None:
    home = desk_home(tmp_path)
    run(home, "due").says("Nothing is due.")
    run(home, "play", "desk", "--seed", "0", "--no-briefing", "--new", typed=("sit", "later", "", "", "-"))
    run(home, "due", "--lang", "zh").says("现在没有到期要练的。")
    damage_cell(home / "records.db", "UPDATE attempts SET ended_at = '2026-01-01T00:00:00+00:00'")
    ran = run(home, "due")
    ran.says("Due for practice: ", "on 2026-01-01", "a rule of thumb")
    data = json.loads(run(home, "due", "--json").out)
    assert {each["last_scene"] for each in data} == {"desk"}
    assert f"Due for practice: {len(data)}." in ran.out
