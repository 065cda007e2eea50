"""All that is done with Textual's private parts, each with its reason. Nothing else in this room touches them.

They are read again whenever the version of Textual changes.
"""

from __future__ import annotations

from typing import Any, Generic

from textual.app import App, ReturnType
from textual.command import CommandList, CommandPalette
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets.option_list import Option


def lay_out_again(widget: Widget) -> None:
    """Give ``widget`` the height that its new content needs.

    Textual ignores a request for a layout while an earlier one waits for an idle moment, even where the screen has
    been laid out with the old content in between, as happens while a screen opens. So the earlier request is
    forgotten first.
    """
    widget._layout_required = False
    widget.clear_cached_dimensions()
    widget.refresh(layout=True)


def prepare_first_screen(app: App[Any], screen: Screen[Any]) -> None:
    """Make the default screen of ``app`` one like any other.

    Textual loads the style sheet of a screen, and gives it somewhere to answer to, only when it is pushed. Without
    the first it is drawn bare, without the second it cannot be replaced.
    """
    app._load_screen_css(screen)
    screen._push_result_callback(app, None, None)


class FailsQuietly(App[ReturnType], Generic[ReturnType]):
    """An application that prints no traceback: whoever runs it says in one sentence what ``failure`` means.

    Textual prints every exception that nobody caught over the terminal, and has no public way to forbid it.
    """

    def __init__(self, **settings: Any) -> None:
        """``settings`` are those of Textual's application."""
        super().__init__(**settings)
        #: the first exception that nobody caught
        self.failure: Exception | None = None

    def _fatal_error(self) -> None:
        self.bell()
        self._close_messages_no_wait()

    def _handle_exception(self, error: Exception) -> None:
        self.failure = self.failure or error
        super()._handle_exception(error)
        self._exit_renderables.clear()


class WordedPalette(CommandPalette):
    """Textual's palette with its own words for "no matches", which stand in the middle of a private function."""

    #: what is said where nothing matches
    nothing: str = ""

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()

        def show() -> None:
            if search_value:
                option = Option(Content(self.nothing), disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(option)
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, show)
