"""The keys with which a scene is played while it is written, as they are shown at the moment."""

from __future__ import annotations

from roleplay.authoring.playtest import Playtest
from roleplay.locales import Catalogue
from roleplay.presenting.rows.keys import AS_USUAL, KeyNow, number_keys

#: Keys that lead to the next of something first go to the pane it stands in.
_PANE_OF = {"edit_next": "findings", "edit_seam": "seams"}


def key_now(key: str, playtest: Playtest, pane: str, words: Catalogue) -> KeyNow:
    """A key as it is shown at this place of the story, with the keys going to ``pane``.

    Keys that do something else at this place say so; those that do nothing now are greyed.
    """
    attempt = playtest.attempt
    match key:
        case "edit_next" | "edit_seam" if pane != _PANE_OF[key]:
            return KeyNow(words(f"key.{key}_first"))
        case "edit_say" if attempt is not None:
            return KeyNow(shown=False if attempt.over else None, name=number_keys(len(attempt.offers())))
        case "edit_enter" if attempt is not None and (attempt.over or pane != "talk"):
            return KeyNow(words("key.edit_enter_keep" if pane == "talk" else "key.edit_enter_here"), shown=True)
        case "edit_take_back":
            return KeyNow(enabled=attempt is not None and attempt.turn > 0)
        case "edit_keep":
            return KeyNow(enabled=attempt is not None and attempt.over and not playtest.broken)
    return AS_USUAL
