"""Which of the facilitator's keys do something now, and their current names."""

from __future__ import annotations

from roleplay.drill.events.facilitator import Veil
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.locales import Catalogue
from roleplay.presenting.drill.controls import Digits, digit_count, digits, is_available, next_step
from roleplay.presenting.drill.display import DrillDisplay
from roleplay.presenting.drill.plan_settings import settings_of
from roleplay.presenting.rows.keys import DEFAULT_KEY, KeyState, number_keys


def offered(view: DrillDisplay, action: str, setting: object = None) -> bool:
    """Whether a key does something now. While the screen is covered, only keys that uncover or leave it do.

    ``setting`` is what the action ``arrange`` would change.
    """
    room = view.room
    if room.veil is not Veil.NONE:
        return action in ("pause", "blank", "uncover", "leave") or (action == "address" and view.lost)
    match action:
        case "uncover":
            return bool(view.typed.text) or view.reading_lines or view.join_address_shown
        case "arrange":
            return is_available(room, action) and setting in settings_of(room.plan, room.bundle.scenario.languages)
        case "more_time" | "add_time" if view.countdown.left is None:
            return False
        case "let_in":
            return view.held_back > 0
        case "way_in":
            return is_available(room, action) and view.is_reachable
    return is_available(room, action)


def key_now(view: DrillDisplay, key: str, words: Catalogue) -> KeyState:
    """How a key is shown now: the next step named by its effect, digits by their range and effect."""
    room = view.room
    match key:
        case "drill_pause" if room.veil is not Veil.NONE:
            return KeyState(words("drill.pause.on"))
        case "drill_discuss" if room.phase in (Phase.REVEAL, Phase.DISCUSS):
            return KeyState(words(f"drill.discuss.key.{room.phase}"))
        case "drill_words":
            return KeyState(_lines_words(room, words))
        case "drill_read_lines" if view.reading_lines:
            return KeyState(words("drill.words.away"))
        case "drill_devices":
            return KeyState(shown=room.phase in (Phase.LOBBY, Phase.OWN_WORDS))
        case "drill_address":
            return KeyState(shown=view.lost)
        case "drill_next":
            return _next_now(view, words)
        case "drill_pick":
            last = digit_count(room, view.pages(words))
            already_picked = digits(room) is Digits.LEAD and room.stage.lead is not None
            shown = False if already_picked or not last else None
            return KeyState(words(f"drill.digits.{digits(room)}"), shown, name=number_keys(last))
    return DEFAULT_KEY


def _lines_words(room: Room, words: Catalogue) -> str:
    """What the key does with the room's own lines: show more, show them, or hide them."""
    if room.words_shown and room.unshown_lines:
        return words.count("drill.words.more", room.unshown_lines)
    return words(f"drill.words.{'hide' if room.words_shown else 'show'}")


def _next_now(view: DrillDisplay, words: Catalogue) -> KeyState:
    """The key to go on: submits a typed count first; not shown after the last page of the debrief."""
    if view.typed.text:
        return KeyState(words("drill.next.typed"))
    step = next_step(view.room)
    if not step or (view.room.phase is Phase.DEBRIEF and view.page + 1 >= view.pages(words)):
        return KeyState(shown=False)
    return KeyState(words(f"drill.next.{step}"))
