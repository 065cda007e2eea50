"""Every use of Textual's private parts, each with its reason. Nothing else in this room touches them.

They must be reviewed whenever the version of Textual changes.
"""

from __future__ import annotations

import codecs
import os
import re
import signal
import sys
import time
from collections.abc import Iterable
from functools import partial
from typing import Any, Generic

from rich.console import RenderableType
from textual import work
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.app import App, ReturnType
from textual.command import CommandList, CommandPalette
from textual.content import Content
from textual.driver import Driver
from textual.drivers._writer_thread import WriterThread
from textual.events import Key, Resize
from textual.keys import Keys, _character_to_key, key_to_character
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets.option_list import Option

from roleplay.presenting.rows.keys import normalised_key


def relayout(widget: Widget) -> None:
    """Lay out ``widget`` again, with the height its new content needs.

    Textual ignores a layout request while an earlier one is waiting for an idle moment, even if the screen has been
    laid out with the old content in between, as happens while a screen opens. So the earlier request is cleared first.
    """
    widget._layout_required = False
    widget.clear_cached_dimensions()
    widget.refresh(layout=True)


def prepare_first_screen(app: App[Any], screen: Screen[Any]) -> None:
    """Turn the default screen of ``app`` into one like any other.

    Textual loads a screen's style sheet and installs its result callback only when the screen is pushed. Without the
    former it is drawn unstyled, without the latter it cannot be replaced.
    """
    app._load_screen_css(screen)
    screen._push_result_callback(app, None, None)


def narrow_key(event: Key) -> Key:
    """The key that a full-width character was meant as. Textual has no public mapping from characters to keys."""
    typed = event.character or key_to_character(event.key) or ""
    character = normalised_key(typed)
    if character == typed:
        return event
    key = Key(character if character.isalnum() else _character_to_key(character), character)
    key.time = event.time
    return key


#: A whole control sequence that a terminal may send, and two that only look whole: more follows, as after ``ESC [ M``,
#: an old mouse report.
_WHOLE_SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_INCOMPLETE_SEQUENCES = ("\x1b[M", "\x1b[[")
#: Mouse and mode reports, which the parser recognises only after it has looked for keys.
_REPORT = re.compile(r"\x1b\[(?:<?[-\d;]+[mM]|\?\d+;\d\$y)")
#: No window has more rows or columns. A larger size in a report is noise, and would cost the memory of such a screen.
_MAX_SIDE = 2000
#: Ticks (a tenth of a second each) without input after which a paste is over, even if its end was never sent.
_PASTE_TICKS = 20


class TolerantParser(XTermParser):
    """Accepts any input from a terminal, and drops what is meaningless.

    Textual's own parser fails on some of it (a key number that is no character, a window without a size), reads unknown
    sequences as single keys, which might say a line, and waits for ever for the end of a paste.
    """

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._recent = ""
        self._pasting = False
        self._ticks = 0

    def feed(self, data: str) -> Iterable[Message]:
        """The messages for ``data``; empty data marks the end of the input."""
        if not data:
            yield from super().feed(data)
            return
        self._ticks = 0
        for character in data:
            self._recent = (self._recent + character)[-len(BRACKETED_PASTE_START) :]
            self._pasting = self._recent == BRACKETED_PASTE_START or (
                self._pasting and self._recent != BRACKETED_PASTE_END
            )
            try:
                yield from filter(_is_plausible, super().feed(character))
            except Exception:
                self._restart()

    def tick(self) -> Iterable[Message]:
        """The messages due because no input arrived."""
        self._ticks += 1
        if self._pasting and self._ticks > _PASTE_TICKS:
            yield from self.feed(BRACKETED_PASTE_END)
        try:
            yield from super().tick()
        except Exception:
            self._restart()

    def _restart(self) -> None:
        self._tokens.clear()
        self._timeout_time = None
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:
        try:
            keys = list(super()._sequence_to_key_events(sequence, alt))
        except (OverflowError, ValueError):  # the number of no character
            keys = []
        if any(key.character and "\ud800" <= key.character <= "\udfff" for key in keys):
            keys = []
        unknown = not keys and _WHOLE_SEQUENCE.fullmatch(sequence) and sequence not in _INCOMPLETE_SEQUENCES
        if unknown and not _REPORT.fullmatch(sequence):
            return [Key(Keys.Ignore, sequence)]
        return keys


def _is_plausible(message: Message) -> bool:
    return not isinstance(message, Resize) or all(0 < side <= _MAX_SIDE for side in message.size)


class TolerantWriter(WriterThread):
    """Keeps accepting output after the terminal has gone, so that nothing blocks and everything can be saved.

    Textual's own writer dies with a traceback, and the application then waits for ever for room in its queue.
    """

    def run(self) -> None:
        """Write until the end of the queue; once the terminal has gone, only drain it."""
        try:
            super().run()
        except (OSError, ValueError):
            while self._queue.get() is not None:
                pass


#: Seconds between two reads of a terminal that has gone, until the program has ended.
_GONE_PAUSE = 0.1


def _replacing_decoder(encoding: str) -> partial[Any]:
    """A factory of incremental decoders for ``encoding`` that replace undecodable bytes.

    An empty read means that the terminal has gone. The parent process may have kept the signal that says so (``make``
    waits for its children), and Textual would go on polling for keys as fast as it can. So the program sends the signal
    to itself.
    """
    decoder = codecs.getincrementaldecoder(encoding)
    terminal = sys.__stdin__ is not None and sys.__stdin__.isatty()  # checked now: later it may be gone

    class TerminalDecoder(decoder):  # type: ignore[misc, valid-type]  # a class known only by the encoding's name
        def decode(self, data: bytes, final: bool = False) -> str:
            if terminal and not data and not final:
                if hasattr(signal, "SIGHUP"):
                    os.kill(os.getpid(), signal.SIGHUP)
                time.sleep(_GONE_PAUSE)
            return str(super().decode(data, final))

    return partial(TerminalDecoder, "replace")


class TerminalFailed(RuntimeError):
    """Reading from the terminal failed; the message says why."""


class QuietlyFailingApp(App[ReturnType], Generic[ReturnType]):
    """An application that prints no traceback: its caller reports ``failure`` in one sentence.

    Textual prints every uncaught exception over the terminal, and has no public way to prevent it.

    """

    def get_driver_class(self) -> type[Driver]:
        """The driver of this platform, with our decoder, parser and writer.

        Drivers look them up as globals of their modules in the middle of a loop. With the originals, one byte that is
        not UTF-8 ends the application.
        """
        driver = super().get_driver_class()
        replacements = {
            "getincrementaldecoder": _replacing_decoder,
            "XTermParser": TolerantParser,
            "WriterThread": TolerantWriter,
        }
        module = sys.modules[driver.__module__]
        for name in replacements.keys() & vars(module).keys():
            setattr(module, name, replacements[name])
        return driver

    def panic(self, *renderables: RenderableType) -> None:
        """Handle a failure of the thread that reads from the terminal, which passes in a traceback to print."""
        from rich.traceback import Traceback

        stack = next((each.trace.stacks[-1] for each in renderables if isinstance(each, Traceback)), None)
        self._handle_exception(TerminalFailed(f"{stack.exc_type}: {stack.exc_value}" if stack else "?"))

    def __init__(self, **settings: Any) -> None:
        """``settings`` are those of Textual's application."""
        super().__init__(**settings)
        #: the first uncaught exception
        self.failure: Exception | None = None

    def _fatal_error(self) -> None:
        self.bell()
        self._close_messages_no_wait()

    def _handle_exception(self, error: Exception) -> None:
        self.failure = self.failure or error
        super()._handle_exception(error)
        self._exit_renderables.clear()


class TranslatedPalette(CommandPalette):
    """Textual's palette with its own text for "no matches", which is hard-coded in the middle of a private function.

    A background search may still be running after the palette was closed; Textual would then end the application
    because the list for the results is gone.
    """

    #: the text shown if nothing matches
    no_matches: str = ""

    @work(exclusive=True, group=CommandPalette._GATHER_COMMANDS_GROUP, exit_on_error=False)
    async def _gather_commands(self, search_value: str) -> None:
        await CommandPalette._gather_commands.__wrapped__(self, search_value)  # type: ignore[attr-defined]

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()

        def show() -> None:
            if search_value:
                option = Option(Content(self.no_matches), disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(option)
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, show)
