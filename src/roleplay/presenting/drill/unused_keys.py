"""The explanation when the facilitator presses a key that does nothing now: why, and what to do instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from roleplay.drill.events.facilitator import Veil
from roleplay.drill.outcome import Reason
from roleplay.drill.phases import refusal
from roleplay.drill.plan import Voting
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.locales import Catalogue
from roleplay.presenting.drill.controls import EVENTS, digit_count
from roleplay.presenting.drill.display import DrillDisplay

#: Keys with a reason of their own under ``drill.unused``, and when it applies.
_OWN_REASON: Mapping[str, Callable[[Room], bool]] = {
    "door": lambda room: room.plan.voting is not Voting.PHONES,
    "devices": lambda room: room.plan.voting is Voting.PHONES,
    "way_in": lambda room: room.plan.voting is not Voting.PHONES,
    "address": lambda room: room.plan.voting is not Voting.PHONES,
    "read_lines": lambda room: room.phase is Phase.OWN_WORDS,
    "let_in": lambda _: True,
    "more_time": lambda _: True,
    "add_time": lambda _: True,
    "write": lambda _: True,
    "take_best": lambda room: room.phase is Phase.PATH,
    "arrange": lambda room: room.phase is not Phase.LOBBY,
}


def why_unused(view: DrillDisplay, action: str, words: Catalogue) -> str:
    """Why the key of ``action`` (empty for a key without an action) does nothing now, in a sentence."""
    room, last = view.room, digit_count(view.room, view.pages(words))
    if room.veil is not Veil.NONE:
        return words(f"drill.unused.{room.veil}")
    if action in _OWN_REASON and _OWN_REASON[action](room):
        return words(f"drill.unused.{action}")
    if action == "digit" and last:
        return words("drill.unused.digit", last=last)
    if action == "next" and room.phase is Phase.DEBRIEF:
        return words("drill.unused.last_page")
    why = refusal(room, EVENTS[action]) if action in EVENTS else None
    return words(f"drill.why.{Reason.FIRST if why is Reason.FIRST else Reason.NOT_NOW}")
