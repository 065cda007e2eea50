"""The application: which screen is shown, in which language and colours, and what happens when something fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.events import Event, Key, Resize
from textual.keys import Keys
from textual.notifications import SeverityLevel
from textual.reactive import reactive
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.widgets import Input

from roleplay.locales import Catalogue
from roleplay.presenting.leaving import PauseAnswer
from roleplay.presenting.record_notes import RecordNews, titles
from roleplay.text.glyphs import Glyphs, glyphs
from roleplay.text.languages import with_next_interface
from roleplay.text.plain import REPLACEMENT, safe
from roleplay.tui import routes
from roleplay.tui.base import MIN_COLUMNS, MIN_ROWS, STYLES, BaseScreen, GuardedScreen
from roleplay.tui.keybar import KeyBar, key_display
from roleplay.tui.launch_target import LIBRARY, LaunchTarget, PastTarget
from roleplay.tui.services import Services
from roleplay.tui.textual_private import QuietlyFailingApp, narrow_key, prepare_first_screen
from roleplay.tui.themes import PROJECTOR_THEMES
from roleplay.workspace.workspace import Workspace

if TYPE_CHECKING:
    from roleplay.records.model import AttemptRecord
    from roleplay.session import Attempt, Setup


class WholeCellRender(ScrollBarRender):
    """A scroll bar without the eighth-block characters, which are two cells wide in some Chinese terminals."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]


ScrollBar.renderer = WholeCellRender


class RoleplayApp(QuietlyFailingApp[None]):
    """The full-screen application: scenes to practise in a terminal."""

    TITLE = "roleplay"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "quit", "Quit", id="quit")]

    language: reactive[str] = reactive("en", init=False, always_update=True)

    def __init__(
        self,
        workspace: Workspace,
        language: str,
        target: LaunchTarget = LIBRARY,
        services: Services | None = None,
        *,
        ascii: bool = False,
    ) -> None:
        """Start with ``target``; ``ascii`` draws without box-drawing characters."""
        super().__init__(css_path=[STYLES / "base.tcss", STYLES / f"{target.style}.tcss"])
        self.workspace = workspace
        self.words: Catalogue = workspace.words(language)
        self.glyphs: Glyphs = glyphs(ascii)
        self.set_class(ascii, "-ascii")
        self._target = target
        self.services = services or Services()
        #: called once, after the first frame has been drawn
        self.on_first_frame: Callable[[], None] = lambda: None
        #: whether the first frame has been drawn
        self.first_frame_shown = False
        self._news = RecordNews()
        self._too_small: BaseScreen[None] | None = None
        self.set_reactive(RoleplayApp.language, self.words.language)
        for theme in PROJECTOR_THEMES:
            self.register_theme(theme)
        self._remembered_theme = workspace.settings.kept.get("theme")
        if self._remembered_theme in self.available_themes:
            self.theme = self._remembered_theme

    def get_default_screen(self) -> Screen[Any]:
        """The launch target's screen: a default screen that nobody sees would cost a quarter of the start-up time."""
        screen = routes.first_screen(self._target, self)
        prepare_first_screen(self, screen)
        return screen

    def on_mount(self) -> None:
        """Check the window's size now, and report problems once something is shown."""
        self.check_size(self.size.width, self.size.height)
        self.call_after_refresh(self._first_frame)

    def _first_frame(self) -> None:
        self.first_frame_shown = True
        self.on_first_frame()
        self.report_problems()

    # -- going somewhere -----------------------------------------------------------

    @property
    def at_home(self) -> bool:
        """Whether the library is shown."""
        return routes.is_library(self.screen)

    def open_briefing(self, scene_id: str, setup: Setup | None = None, *, seed_given: bool = True) -> None:
        """Show what the learner should know before the first line; ``setup`` holds choices already made."""
        mode_given = setup is not None
        self._show(routes.briefing(self, scene_id, setup, seed_given=seed_given, mode_given=mode_given))

    def start_attempt(self, scene_id: str, setup: Setup) -> None:
        """Begin an attempt and show its first turn."""
        self._show(routes.conversation(self, lambda: self.workspace.begin(scene_id, setup, self.language)))

    def resume_attempt(self, record: AttemptRecord) -> None:
        """Continue an attempt where it stopped."""
        self._show(routes.conversation(self, lambda: self.workspace.resume(record)))

    def open_past(self, record: AttemptRecord, past_as: PastTarget) -> None:
        """Show a finished attempt as ``past_as`` says: on top of the current screen, or in its place to play again."""
        over = past_as in (PastTarget.DEBRIEF, PastTarget.REPLAY)
        self._show(routes.past(self, record, past_as), over=over)

    def start_branch(self, attempt: Attempt, turn: int) -> None:
        """Play on from a turn of a finished attempt, as a branch of it."""
        self._show(routes.conversation(self, lambda: self.workspace.branch(attempt, turn, self.language)))

    def start_drill(self, scene_id: str) -> None:
        """Begin a drill for a class and show its lobby."""
        # someone who plays in a browser must not open another server on this machine
        self._show(routes.drill(self, scene_id, with_phones=not self.is_web))

    def show_debrief(self, attempt: Attempt) -> None:
        """Show the debrief of a finished attempt in place of its conversation."""
        self.switch_screen(routes.debrief(self, attempt))

    def go_home(self) -> None:
        """Return to the library, which may not have been shown yet."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if not self.at_home:
            self.switch_screen(routes.library())

    def leave(self, answer: PauseAnswer | None) -> None:
        """Leave as ``answer`` says; ``None`` stays."""
        match answer:
            case PauseAnswer.LIBRARY:
                self.go_home()
            case PauseAnswer.QUIT:
                self.exit()

    def action_home(self) -> None:
        self.go_home()

    def action_leave(self) -> None:
        """Return to the screen below this one, or home if there is none."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.go_home()

    def _show(self, screen: Screen[Any] | None, *, over: bool = False) -> None:
        """Show ``screen`` on top of the library, or in place of any other screen; with ``over`` always on top."""
        if screen is None:
            return
        if self.at_home or over or (isinstance(self.screen, BaseScreen) and self.screen.stays_below):
            self.push_screen(screen)
        else:
            self.switch_screen(screen)
        self.report_problems()

    # -- notes and problems ----------------------------------------------------------

    def note(self, text: str, severity: SeverityLevel = "information") -> None:
        """Show a passing note above the keys; the text is never read as markup."""
        if not self.first_frame_shown:  # nothing has been shown yet
            self.call_after_refresh(self.note, text, severity)
            return
        bars = self.screen.query(KeyBar)
        if bars:
            bars.first().show_note(text, severity)
        else:
            self.notify(safe(text), severity=severity, markup=False)

    def report_problems(self) -> None:
        """Report, once each, problems with record or settings, their resolution, and attempts that were set aside."""
        store, settings = self.workspace.store, self.workspace.settings
        notes = self._news.notes(store.problem, store.set_aside, settings, self._titles, self.words)
        if notes:
            self.note(" ".join(notes), "warning")

    def _titles(self) -> dict[str, str]:
        return titles(self.workspace.library.entries, self.language)

    def get_key_display(self, binding: Binding) -> str:
        """A key's name in the current language."""
        return key_display(binding, self.words)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette offers."""
        from roleplay.tui.palette import commands

        return commands(self.words, self.run_action, at_home=routes.is_library(screen))

    # -- keys ------------------------------------------------------------------------

    async def on_event(self, event: Event) -> None:
        """Outside text fields, treat an input method's full-width character as the key that was meant."""
        if isinstance(event, Key) and not event.is_forwarded and not isinstance(self.focused, Input):
            event = narrow_key(event)
        await super().on_event(event)

    def on_key(self, event: Key) -> None:
        """Drop a key pressed before the current question was shown, or not valid UTF-8; report an unused one."""
        screen = self.screen
        if isinstance(screen, GuardedScreen) and screen.is_stale(event):
            event.prevent_default()
        elif event.character == REPLACEMENT:
            self.note(self.words("app.not_utf8"), "warning")
        elif isinstance(screen, BaseScreen) and event.key not in screen.active_bindings and event.key != Keys.Ignore:
            screen.key_unused(event.key)
        elif isinstance(screen, BaseScreen):
            screen.key_used()

    # -- what is the same on every screen --------------------------------------------

    def action_help(self) -> None:
        from roleplay.tui.screens.help import HelpScreen

        if isinstance(self.screen, BaseScreen) and not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_open(self, name: str) -> None:
        """Open one of the learner's own screens by name; see `routes.own_screen`."""
        self.push_screen(routes.own_screen(self, name))

    def action_command_palette(self) -> None:
        from roleplay.tui.palette import Palette

        if isinstance(self.screen, BaseScreen):
            self.push_screen(Palette(self.words, id="--command-palette"))

    def search_themes(self) -> None:
        """Choose a theme from a list."""
        from roleplay.tui.palette import Palette

        self.push_screen(Palette(self.words, themes=True))

    def action_take_theme(self, name: str) -> None:
        self.theme = name

    def action_help_quit(self) -> None:
        self.note(self.words("app.how_to_quit"))

    def action_toggle_language(self) -> None:
        self.language = with_next_interface(self.language)

    async def watch_language(self, language: str) -> None:
        """Show every open screen in the new language, and remember the choice."""
        self.words = self.workspace.words(language)
        self.workspace.settings.put({"language": self.words.interface})
        for screen in reversed(self.screen_stack):
            if isinstance(screen, BaseScreen):
                await screen.change_language()
        self.report_problems()

    def watch_theme(self, theme: str) -> None:
        if self.is_running and theme != self._remembered_theme:
            self._remembered_theme = theme
            self.workspace.settings.put({"theme": theme})
            self.report_problems()

    def watch_app_focus(self, focus: bool) -> None:
        """Focus the first screen once a browser page gets the keyboard: the screen was made before that."""
        wanted = self.screen.AUTO_FOCUS
        if focus and wanted and self.is_web and self.screen.focused is None:
            self.screen.set_focus(next((widget for widget in self.screen.query(wanted) if widget.focusable), None))

    def on_resize(self, event: Resize) -> None:
        """Cover everything while the window is too small; the screens below are kept."""
        if self.is_running:
            self.check_size(event.size.width, event.size.height)

    def check_size(self, columns: int, rows: int) -> None:
        """Put the cover on or take it off, as the window's size requires."""
        covered = self.screen is self._too_small
        small = columns < MIN_COLUMNS or rows < MIN_ROWS
        if small and not covered:
            from roleplay.tui.screens.too_small import TooSmallScreen

            if not isinstance(self.screen, BaseScreen):  # Textual's palette cannot be laid out without any room
                self.pop_screen()
            self._too_small = TooSmallScreen()
            self.push_screen(self._too_small)
        elif covered and not small:
            self.pop_screen()
