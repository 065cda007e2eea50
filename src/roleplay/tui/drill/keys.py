"""The keys of the drill's screen."""

from __future__ import annotations

from dataclasses import replace

from textual.binding import ActiveBinding, Binding, BindingType

from roleplay.drill.events.facilitator import Veil
from roleplay.drill.stage import Phase
from roleplay.locales import Catalogue
from roleplay.presenting.drill.controls import Digits, digits, may, next_step, picks
from roleplay.presenting.drill.display import DrillDisplay
from roleplay.presenting.drill.plan_settings import KEYS, settings_of
from roleplay.presenting.rows.keys import number_keys

#: What may stand between two numbers, besides a blank.
_GAPS = "comma full_stop slash semicolon colon"

BINDINGS: list[BindingType] = [
    Binding("enter,right", "next", "Next", id="drill_next"),
    Binding("space", "space", "Next", show=False, id="drill_next"),
    Binding("c", "close_vote", "Close", id="drill_close"),
    Binding("1", "digit(1)", "Pick", id="drill_pick", key_display="1-9"),
    *(Binding(str(number), f"digit({number})", show=False, id="drill_pick") for number in (0, *range(2, 10))),
    *(Binding(key, "gap(' ')", show=False) for key in _GAPS.split()),
    Binding("minus", "gap('-')", show=False),
    Binding("backspace", "erase", "Erase", show=False, id="drill_erase"),
    Binding("g", "take_best", "Best", id="drill_best"),
    Binding("c", "contrast", "Contrast", id="drill_contrast"),
    Binding("d", "discuss", "Discuss", id="drill_discuss"),
    Binding("w", "show_words", "Lines", id="drill_words"),
    Binding("w", "improvise", "Own line", id="drill_improvise"),
    Binding("x", "write", "Write", id="drill_write"),
    *(Binding(key, f"arrange('{setting}')", show=False, id=f"drill_set_{setting}") for setting, key in KEYS.items()),
    Binding("o", "read_lines", "Read", id="drill_read_lines"),
    Binding("h", "devices", "Phones", show=False, id="drill_devices"),
    Binding("k", "way_in", "Code", id="drill_way_in"),
    Binding("a", "address", "Address", show=False, id="drill_address"),
    Binding("j", "door", "Door", show=False, id="drill_door"),
    Binding("i", "let_in", "Let in", id="drill_let_in"),
    Binding("plus", "more_time", "More time", id="drill_more_time"),
    Binding("m", "add_time", "More time", id="drill_more_time"),  # beside keypads, which have a + of their own
    Binding("y", "progress", "Time", show=False, id="drill_progress"),
    Binding("u", "undo", "Back", id="drill_back"),
    Binding("left", "back", "Back", show=False, id="drill_back"),
    Binding("s", "skip", "Skip", id="drill_skip"),
    Binding("r", "papers", "Brief", id="drill_papers"),
    Binding("p", "pause", "Pause", id="drill_pause"),
    Binding("b", "blank", "Blank", id="drill_blank"),
    Binding("escape", "uncover", "Clear", show=False, id="drill_clear"),
    Binding("e", "end", "End", id="drill_end"),
    Binding("q", "leave", "Quit", id="quit"),
    Binding("up", "rows(-1)", "Up", show=False, id="drill_up"),
    Binding("down", "rows(1)", "Down", show=False, id="drill_up"),
    Binding("pageup", "pages(-1)", "Up", show=False, id="play_scroll_up"),
    Binding("pagedown", "pages(1)", "Down", show=False, id="play_scroll_down"),
]


def action_of(key: str) -> str:
    """What a key is for, where it does something; empty for one that has no use. In the lobby it may have another."""
    bound = [binding for binding in BINDINGS if isinstance(binding, Binding) and key in binding.key.split(",")]
    names = [binding.action.partition("(")[0] for binding in bound]
    return next((name for name in names if name != "arrange"), names[0] if names else "")


def offered(action: str, parameters: tuple[object, ...], view: DrillDisplay, held_back: int) -> bool:
    """Whether a key does something now: under a cover only what takes it away, else what this phase has a use for.

    ``held_back`` is how many phones wait to be let in.
    """
    room = view.room
    if room.veil is not Veil.NONE:
        return action in ("pause", "blank", "uncover", "leave") or (action == "address" and view.lost)
    match action:
        case "uncover":
            return bool(view.typed.text) or view.reads or view.way_in
        case "arrange":
            return may(room, action) and parameters[0] in settings_of(room.plan, room.bundle.scenario.languages)
        case "more_time" | "add_time" if view.countdown.left is None:
            return False
        case "let_in":
            return held_back > 0
        case "way_in":
            return may(room, action) and view.listens
    return may(room, action)


def described(active: ActiveBinding, view: DrillDisplay, words: Catalogue) -> ActiveBinding:
    """The next step is named by what it does, and digits by how many there are and what they do.

    While a count is being typed, that is taken first; after the last page of the debrief there is no next one.
    """
    room, pages = view.room, view.pages(words)
    binding = active.binding
    match binding.id:
        case "drill_pause" if room.veil is not Veil.NONE:
            return active._replace(binding=replace(binding, description=words("drill.pause.on")))
        case "drill_discuss" if room.phase in (Phase.REVEAL, Phase.DISCUSS):
            return active._replace(binding=replace(binding, description=words(f"drill.discuss.key.{room.phase}")))
        case "drill_words":
            more = room.unshown if room.words_shown else 0
            text = words.count("drill.words.more", more) if more else ""
            text = text or words(f"drill.words.{'hide' if room.words_shown else 'show'}")
            return active._replace(binding=replace(binding, description=text))
        case "drill_read_lines" if view.reads:
            return active._replace(binding=replace(binding, description=words("drill.words.away")))
        case "drill_devices":
            return active._replace(binding=replace(binding, show=room.phase in (Phase.LOBBY, Phase.OWN_WORDS)))
        case "drill_address":
            return active._replace(binding=replace(binding, show=view.lost))
        case "drill_next":
            if view.typed.text:
                return active._replace(binding=replace(binding, description=words("drill.next.typed")))
            step = next_step(room)
            if not step or (room.phase is Phase.DEBRIEF and view.page + 1 >= pages):
                return active._replace(binding=replace(binding, show=False))
            return active._replace(binding=replace(binding, description=words(f"drill.next.{step}")))
        case "drill_pick":
            last = picks(room, pages)
            needless = digits(room) is Digits.LEAD and room.stage.lead is not None
            text, show = words(f"drill.digits.{digits(room)}"), binding.show and last > 0 and not needless
            return active._replace(binding=replace(binding, description=text, key_display=number_keys(last), show=show))
    return active
