"""A screen with a conversation, in which lines are picked and said."""

from __future__ import annotations

from roleplay.presenting.rows.keys import number_keys
from roleplay.tui.base import MIN_COLUMNS, STYLES, BaseScreen
from roleplay.tui.widgets.talk import Talk


class TalkScreen(BaseScreen[None]):
    """Highlights and picks lines, and scrolls the transcript. A subclass creates `talk` and binds the keys."""

    CSS_PATH = STYLES / "conversation.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (MIN_COLUMNS, "-narrow")]
    AUTO_FOCUS = ""

    talk: Talk

    def action_pick(self, number: int) -> None:
        self.talk.choices.pick(number - 1)

    def action_pick_here(self) -> None:
        choices = self.talk.choices
        if choices.highlighted < 0 < len(choices.items):
            self.host.note(self.words("play.choose_first", keys=number_keys(len(choices.items))))
        choices.pick(choices.highlighted)

    def action_move(self, by: int) -> None:
        self.talk.choices.move(by)

    def action_pages(self, pages: int) -> None:
        self.talk.transcript.scroll_pages(pages)
