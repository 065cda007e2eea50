"""Asking for a new layout so that the request cannot get lost."""

from __future__ import annotations

from textual.widget import Widget


def lay_out_again(widget: Widget) -> None:
    """Give ``widget`` the height that its new content needs.

    Textual ignores a request for a layout while an earlier one waits for an idle moment, even where the screen has
    been laid out with the old content in between, as happens while a screen opens. So the earlier request is
    forgotten first.
    """
    widget._layout_required = False
    widget.clear_cached_dimensions()
    widget.refresh(layout=True)
