"""Commands print through `roleplay.commands.output`, so that untrusted text cannot control the terminal."""

from __future__ import annotations

import re
from pathlib import Path

from roleplay.commands import output

FOLDER = Path(output.__file__).parent


def test_no_command_bypasses_the_output_module() -> None:
    files = [*FOLDER.glob("*.py"), FOLDER.parent / "cli.py"]
    past = [file.name for file in files if re.search(r"(?<![\w.])print\(", file.read_text(encoding="utf-8"))]
    assert past == ["output.py"]
