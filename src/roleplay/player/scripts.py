"""The script that plays a scene, and the words of the interface that it says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from roleplay.locales import LANGUAGES, catalogue

#: The files of the engine and the scoring, in the order in which they stand in one another's way least.
ENGINE = ("numbers", "story", "judge", "values", "attempt", "words", "facts", "debrief")
_FOLDER = Path(__file__).parent / "script"
#: How a key of the catalogue begins in a script: all of it, or as far as it does not depend on anything.
_KEY = re.compile(r"[\"`]([a-z_]+\.[\w.]*)([\"`$])")


def engine_script() -> str:
    """The engine and the scoring: functions and classes of one scope, without a page."""
    return "\n".join(script_file(_FOLDER / f"{name}.js") for name in ENGINE)


def script_file(path: Path) -> str:
    """One file of a script."""
    return path.read_text(encoding="utf-8")


def words_for(script: str) -> Mapping[str, Mapping[str, str]]:
    """language -> key -> text, of the words that ``script`` may ask for."""
    asked = [(key, end != "$") for key, end in _KEY.findall(script)]
    whole = {key for key, is_whole in asked if is_whole}
    beginnings = tuple({key for key, is_whole in asked if not is_whole} | {"meter."})
    return {
        code: {key: text for key, text in sorted(known.items()) if key in whole or key.startswith(beginnings)}
        for code, known in ((code, catalogue(code).words) for code in LANGUAGES)
    }
