"""The keys of the screen on which a scene is written, as they are named at the moment."""

from __future__ import annotations

from dataclasses import replace

from textual.binding import ActiveBinding

from roleplay.authoring.playtest import Playtest
from roleplay.locales import Catalogue
from roleplay.presenting.rows.keys import number_keys

#: Keys that lead to the next of something first go to the pane it stands in.
_PANE_OF = {"edit_next": "findings", "edit_seam": "seams"}


def described(active: ActiveBinding, playtest: Playtest, pane: str, words: Catalogue) -> ActiveBinding:
    """A key as it is shown at this place of the story, with the keys going to ``pane``."""
    attempt = playtest.attempt
    match active.binding.id:
        case ("edit_next" | "edit_seam") as key if pane != _PANE_OF[key]:
            return active._replace(binding=replace(active.binding, description=words(f"key.{key}_first")))
        case "edit_say" if attempt is not None:
            keys, show = number_keys(len(attempt.offers())), active.binding.show and not attempt.over
            return active._replace(binding=replace(active.binding, key_display=keys, show=show))
        case "edit_enter" if attempt is not None and (attempt.over or pane != "talk"):
            description = words("key.edit_enter_keep" if pane == "talk" else "key.edit_enter_here")
            return active._replace(binding=replace(active.binding, description=description, show=True))
        case "edit_take_back":
            return active._replace(enabled=attempt is not None and attempt.turn > 0)
        case "edit_keep":
            return active._replace(enabled=attempt is not None and attempt.over and not playtest.broken)
    return active
