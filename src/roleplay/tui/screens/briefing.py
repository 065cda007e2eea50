"""What the learner should know before the first line, what will be judged, and how to play."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from roleplay.presenting.preparation import OptionKind, brief_paragraphs, criteria_paragraphs, start_paragraphs
from roleplay.presenting.rows.keys import DEFAULT_KEY, KeyState
from roleplay.presenting.scene_languages import next_language
from roleplay.scene.model import Bundle
from roleplay.session import Mode, Setup
from roleplay.text.plain import safe
from roleplay.tui.base import MIN_COLUMNS, STYLES, BaseScreen
from roleplay.tui.keybar import KeyBar
from roleplay.tui.widgets.edge import ReadingPane
from roleplay.tui.widgets.options import OptionRows
from roleplay.tui.widgets.prose import Prose
from roleplay.workspace.briefings import BriefingDesk
from roleplay.workspace.seeds import fresh_seed


class BriefingScreen(BaseScreen[None]):
    """The briefing of one scene."""

    CSS_PATH = STYLES / "briefing.tcss"
    HORIZONTAL_BREAKPOINTS = [
        (0, "-tiny"),
        (MIN_COLUMNS, "-narrow"),
        (76, "-medium"),
        (100, "-wide"),
        (150, "-huge"),
    ]
    AUTO_FOCUS = "OptionRows"
    help_key = "help.briefing"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,s", "begin", "Begin", id="begin"),
        Binding("r", "resume", "Go on", id="resume"),
        Binding("e", "example", "Worked example", id="example"),
        Binding("1", "mode('guided')", "Guided", show=False, id="mode_guided"),
        Binding("2", "mode('practice')", "Practice", show=False, id="mode_practice"),
        Binding("3", "mode('exam')", "Exam", show=False, id="mode_exam"),
        Binding("pagedown", "page(1)", "Read on", id="read_on"),
        Binding("pageup", "page(-1)", "Read back", show=False, id="read_on"),
        Binding("escape", "app.leave", "Back", id="back"),
    ]

    def __init__(
        self,
        scene_id: str,
        bundle: Bundle,
        setup: Setup | None = None,
        *,
        seed_given: bool = True,
        mode_given: bool = False,
        as_it_was: bool = False,
    ) -> None:
        """``setup`` holds earlier choices; seed and mode count only if ``seed_given`` and ``mode_given`` say so.

        For ``as_it_was`` see `BriefingDesk`.
        """
        super().__init__()
        self.scene_id = scene_id
        self.bundle = bundle
        chosen = setup or Setup()
        if setup is None or not seed_given:
            chosen = chosen._replace(seed=fresh_seed())
        self.desk = BriefingDesk(self.host.workspace, bundle, chosen, mode_given=mode_given, as_it_was=as_it_was)
        self.preparation = self.desk.preparation
        self._advises = False

    def compose(self) -> ComposeResult:
        yield Static(id="top")
        with Horizontal(id="sheet"):
            with ReadingPane(id="reading", can_focus=False):
                yield Prose(id="brief")
                yield Prose(id="looked-at")
            with Vertical(id="choosing"):
                yield OptionRows(self.glyphs, id="options")
                yield Prose(id="seed")
        yield KeyBar()

    def on_mount(self) -> None:
        self._show()
        if self.desk.has_example:  # advice needs the whole record: the first frame does not wait for it
            self.call_after_refresh(self._advise)

    def _advise(self) -> None:
        self._advises = True
        self.desk.advise()
        self._show_brief()

    def on_screen_resume(self) -> None:
        """Update the advice: an example may have been watched meanwhile."""
        super().on_screen_resume()
        if self._advises:
            self._advise()

    async def change_language(self) -> None:
        """Show all texts in the new language; the options and the scroll position are kept."""
        self._show()
        self.refresh_bindings()

    def _show(self) -> None:
        words, scenario = self.words, self.bundle.scenario
        title = safe(scenario.title.get(self.language), newlines=False)
        top = Content.assemble((words("briefing.title"), "$foreground-muted"), ("  " + title, "bold $text-accent"))
        self.query_one("#top", Static).update(top)
        self._show_brief()
        self.query_one("#looked-at", Prose).show(criteria_paragraphs(self.bundle, words, self.preparation.setup.rubric))
        self._show_options()

    def _show_brief(self) -> None:
        words, desk = self.words, self.desk
        advised = desk.advice(words, words("example.how.key"))
        brief = brief_paragraphs(self.bundle, words, self.glyphs, desk.unfinished, desk.goal, advised)
        self.query_one("#brief", Prose).show(brief)

    def _show_options(self) -> None:
        words = self.words
        self.query_one(OptionRows).show(self.preparation.lines(words))
        self.query_one("#seed", Prose).show(start_paragraphs(self.preparation.setup, words))

    def key_state(self, key: str) -> KeyState:
        """Hide the example key of a scene without an example: it would only say so."""
        return KeyState(shown=self.desk.has_example) if key == "example" else DEFAULT_KEY

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to continue only if there is an unfinished attempt."""
        if action == "resume":
            return self.desk.unfinished is not None
        return super().check_action(action, parameters)

    def on_option_rows_changed(self, message: OptionRows.Changed) -> None:
        if self.preparation.kinds[message.index][0] is OptionKind.LANGUAGE:
            self.host.language = next_language(self.bundle.scenario.languages, self.words, message.by)
            return
        self.preparation.change(message.index, message.by)
        self._show_options()

    def action_mode(self, mode: str) -> None:
        self.preparation.choose_mode(Mode(mode))
        self._show_options()

    def action_begin(self) -> None:
        self.host.start_attempt(self.scene_id, self.desk.begin())

    def action_resume(self) -> None:
        if self.desk.unfinished is not None:
            self.host.resume_attempt(self.desk.unfinished)

    def action_example(self) -> None:
        """Open the worked example, to watch or to fill in; its cover warns what it gives away."""
        from roleplay.tui.screens.example import example_screen

        screen = example_screen(self.host, self.bundle)
        if screen is not None:
            self.app.push_screen(screen)

    def action_page(self, by: int) -> None:
        reading = self.query_one("#reading")
        reading.scroll_page_down(animate=False) if by > 0 else reading.scroll_page_up(animate=False)
