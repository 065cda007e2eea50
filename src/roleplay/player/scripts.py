"""The script that plays a scene, and the interface texts that it uses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from roleplay.locales import LANGUAGES, catalogue

#: The files of the engine and the scoring, in the order in which they are concatenated.
ENGINE = ("numbers", "story", "judge", "values", "attempt", "words", "facts", "debrief")
_FOLDER = Path(__file__).parent / "script"
#: A catalogue key in a script: a whole string, or the constant beginning of a template string.
_KEY = re.compile(r"[\"`]([a-z_]+\.[\w.]*)([\"`$])")


def engine_script() -> str:
    """The engine and the scoring: functions and classes in one scope, without the page."""
    return "\n".join(script_file(_FOLDER / f"{name}.js") for name in ENGINE)


def script_file(path: Path) -> str:
    """The text of one script file."""
    return path.read_text(encoding="utf-8")


def words_for(script: str) -> Mapping[str, Mapping[str, str]]:
    """Language -> key -> text, for the catalogue keys that ``script`` may use."""
    matches = [(key, end != "$") for key, end in _KEY.findall(script)]
    complete = {key for key, is_complete in matches if is_complete}
    prefixes = tuple({key for key, is_complete in matches if not is_complete} | {"meter."})
    return {
        code: {key: text for key, text in sorted(known.items()) if key in complete or key.startswith(prefixes)}
        for code, known in ((code, catalogue(code).words) for code in LANGUAGES)
    }
