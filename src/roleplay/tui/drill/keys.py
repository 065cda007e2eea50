"""The keys of the drill's screen."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from roleplay.presenting.drill.plan_settings import KEYS

#: Separators that may be typed between two numbers, besides a space.
_SEPARATORS = "comma full_stop slash semicolon colon"

BINDINGS: list[BindingType] = [
    Binding("enter,right", "next", "Next", id="drill_next"),
    Binding("space", "space", "Next", show=False, id="drill_next"),
    Binding("c", "close_vote", "Close", id="drill_close"),
    Binding("1", "digit(1)", "Pick", id="drill_pick", key_display="1-9"),
    *(Binding(str(number), f"digit({number})", show=False, id="drill_pick") for number in (0, *range(2, 10))),
    *(Binding(key, "gap(' ')", show=False) for key in _SEPARATORS.split()),
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
    Binding("m", "add_time", "More time", id="drill_more_time"),  # for keypads, whose + has another meaning
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
    """The action of ``key``, empty if it has none; for a key that also arranges the lobby, its other action."""
    bound = [binding for binding in BINDINGS if isinstance(binding, Binding) and key in binding.key.split(",")]
    names = [binding.action.partition("(")[0] for binding in bound]
    return next((name for name in names if name != "arrange"), names[0] if names else "")
