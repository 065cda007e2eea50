"""The baseline: a bare Textual app with the widgets and texts of one of our screens, and no logic behind them.

``python -m benchmarks.bare library``, ``conversation`` or ``page``. The widget tree is that of the real screen: a
ScrollView that draws rows becomes a ScrollView that draws the lines of a text, a plain widget with text becomes a
Static, and the containers are the same. There is no library, no record, no language, nothing to choose, and one key.
"""

from __future__ import annotations

import sys
import textwrap

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

SCENES = (
    "  Scene                     Level  Min  Best  Last",
    "Complaints",
    "  First steps: Mr Wang's l… ▰▱▱▱▱    3     -     -",
    "  The third repair          ▰▰▰▱▱   10     -     -",
    "Broken promises",
    "  Six o'clock, black screen ▰▰▰▱▱   15     -     -",
    "Conflict in the team",
    "  The ticket that came back ▰▰▰▱▱   12     -     -",
)
ABOUT = """First steps: Mr Wang's laptop
Level ▰▱▱▱▱ 1/5 | about 3 min

A laptop repaired three times goes black again in front of a class. Three minutes and five lines to learn the keys, \
and to hear, empathize, apologize and take action once.

What will be assessed
HEAT
  Hear: Shows that the account has arrived before steering anywhere.
  Empathize: Names the feeling and the particular thing that caused it.
  Apologize: Owns what failed and what it did to them.
  Take action: Commits to a next step that fits the harm and can be checked."""
PAST = "Your attempts\nYou have not played it yet"
TALK = """(He puts the laptop down so hard that the whole queue turns round.)

Mr Wang  Three times! Repaired in March, repaired in May, black again this morning. Don't say "repair" to me, I want \
my 8,699 yuan back, every cent!"""
METERS = """Anger    ▰▰▰▰▰▰▰▰▰▱▱  80 angry        Trust    ▰▰▰▱▱▱▱▱▱▱▱  25 low
Exposure ▰▰▰▰▱▱▱▱▱▱▱  40 low"""
CHOICES = (
    "1  I have the March and May sheets open, no need to go over those. What happened today? Please, tell me.",
    "2  Please take a seat, Mr Wang. Take me through all three times from the start and I'll log every point.",
    "3  It's crowded here, Mr Wang. Come inside, take your time, and I won't cut in before you finish.",
    "4  No more repairs then, Mr Wang. I'll swap it for a brand-new one, back in your hands within ten minutes.",
)
SIDE = """Your aim
Find out what has really happened to him, and arrive at something that you can keep and he is willing to take.

You may grant
Yours to decide: an exchange for the same model or a newer one up to 2,000 yuan dearer, one more year of warranty, a \
loan laptop, overtime for Chen to move data. Not yours: a full refund needs Director Zhou, who answers her phone \
until six; cash or vouchers are not yours to give; and nothing may be given in return for a customer's silence.

What is assessed
HEAT
  Hear, Empathize, Apologize, Take action
CARE
  Connect, Acknowledge, Respond, Empower
SPIN questioning
  Situation questions, Problem questions, Implication questions, Need-payoff questions
Conduct under pressure
  Honesty, Privacy, Respect"""

PROGRESS = (
    "Your progress",
    "Finished attempts: 1000, passed: 500.",
    "",
    "What to play next",
    "“The third repair” (angry-customer): it practises “Hear”, which averaged 41% over the last three \
attempts that it was assessed in.",
    "",
    "HEAT",
    *(f"{name:<34}{'▁▃▅▇' * 5}  31 → {percent}%  (n=1000)" for name, percent in (("All of it", 47), ("Hear", 52))),
    *(f"{name:<34}{'▇▃▁▅' * 5}  12 → {percent}%  (n=1000)" for name, percent in (("Empathize", 8), ("Apologize", 77))),
) * 3


class Lines(ScrollView):
    """Draws the wrapped lines of a text that never changes."""

    DEFAULT_CSS = "Lines { overflow-x: hidden; scrollbar-size-vertical: 1; }"

    def __init__(self, text: str, width: int, *, id: str) -> None:
        super().__init__(id=id)
        self.lines = [line for paragraph in text.split("\n") for line in textwrap.wrap(paragraph, width) or [""]]
        self.virtual_size = Size(width, len(self.lines))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines)

    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        text = self.lines[index] if index < len(self.lines) else ""
        return Strip([Segment(text, self.rich_style)]).adjust_cell_length(self.size.width, self.rich_style)


class Bare(App[None]):
    """The common part of the bare apps."""

    BINDINGS = [Binding("q", "quit", "Quit")]

    def keys(self, text: str) -> Static:
        """The line at the bottom."""
        return Static(Content(text), id="keys")


class BareLibrary(Bare):
    """The library: a list beside a text."""

    CSS = """
    #top, #resume { height: 1; background: $panel; padding: 0 1; }
    #resume { display: none; }
    #shelves { height: 1fr; }
    #left { width: 52; padding: 0 1; }
    #right { width: 1fr; padding: 0 0 0 2; border-left: solid $panel; scrollbar-size-vertical: 1; }
    #scenes { height: 1fr; }
    #past { margin-top: 1; }
    #keys { dock: bottom; height: auto; background: $panel; padding: 0 1; }
    """

    def compose(self) -> ComposeResult:
        yield Static(Content("roleplay  Library  4 scenes"), id="top")
        yield Static(id="resume")
        with Horizontal(id="shelves"):
            with Vertical(id="left"):
                yield Lines("\n".join(SCENES), 50, id="scenes")
            with VerticalScroll(id="right"):
                yield Static(Content(ABOUT), id="about")
                yield Static(Content(PAST), id="past")
        yield self.keys("Enter Briefing  / Filter  ? Help  L 中/EN  q Quit")


class BareConversation(Bare):
    """The conversation: transcript, meters, choices, and the brief at the side."""

    CSS = """
    #title { height: 1; background: $panel; padding: 0 1; }
    #stage, #talk { height: 1fr; }
    #talk { width: 1fr; }
    #transcript { height: 1fr; padding: 0 0 0 2; overflow-y: scroll; }
    #meters { height: auto; padding: 0 0 0 2; border-top: solid $foreground-muted; }
    #choices { height: auto; padding: 0 0 0 1; border-top: solid $foreground-muted; }
    #side { width: 44; height: 100%; padding: 1 1 0 2; border-left: solid $foreground-muted; }
    #keys { dock: bottom; height: auto; background: $panel; padding: 0 1; }
    """

    def compose(self) -> ComposeResult:
        yield Lines("The third repair | Practice | turn 1      HEAT  CARE  SPIN questioning", 118, id="title")
        with Horizontal(id="stage"):
            with Vertical(id="talk"):
                yield Lines(TALK, 72, id="transcript")
                yield Lines(METERS, 72, id="meters")
                yield Lines("\n".join(CHOICES), 72, id="choices")
            yield Lines(SIDE, 40, id="side")
        yield self.keys("1-4 say it  h hint  u take back  t transcript  Esc pause  ? Help  L 中/EN  q Quit")


class BarePage(Bare):
    """A page of rows that is read from top to bottom, like the progress screen."""

    CSS = """
    #page { width: 1fr; height: 1fr; padding: 1 0 0 2; }
    #keys { dock: bottom; height: auto; background: $panel; padding: 0 1; }
    """

    def compose(self) -> ComposeResult:
        yield Lines("\n".join(PROGRESS), 110, id="page")
        yield self.keys("Enter Play what comes next  f By rubric, by family  h History  ? Help  L 中/EN  q Quit")


_APPS = {"library": BareLibrary, "page": BarePage, "conversation": BareConversation}

if __name__ == "__main__":
    _APPS[sys.argv[1]]().run()
