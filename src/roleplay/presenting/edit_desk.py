"""A scene that is played while its file is being written: what its author can do, and which pane has the focus."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from roleplay.authoring.background_examiner import Outcome
from roleplay.authoring.draft import Draft
from roleplay.authoring.scene_file import SceneFile
from roleplay.authoring.walk_writer import CannotWrite, KeptWalk, next_walk_name
from roleplay.authoring.watch import ChangedMeanwhile
from roleplay.locales import Catalogue
from roleplay.presenting import editing, facts
from roleplay.presenting.rows.findings import FindingsView
from roleplay.presenting.rows.keys import DEFAULT_KEY, KeyState, number_keys
from roleplay.presenting.rows.scene_map import MapView
from roleplay.text.glyphs import Glyphs

#: The panes that can have the focus.
PANES = ("talk", "findings", "map", "seams")
#: Keys that step through a pane; pressed elsewhere, they first move the focus to it.
_PANE_OF = {"edit_next": "findings", "edit_seam": "seams"}


class EditOutcome(NamedTuple):
    """The outcome of an action."""

    #: whether the position in the scene, or the scene itself, has changed
    moved: bool = False
    #: the message to show, if any
    note: str = ""
    warning: bool = False


#: Nothing has moved, and there is nothing to report.
UNMOVED = EditOutcome()


def _nothing(words: Catalogue) -> str:
    return ""


class EditDesk:
    """The state of the editor; what is played here never enters the learner's record."""

    def __init__(self, scene_file: SceneFile, words: Catalogue, glyphs: Glyphs, *, ascii: bool = False) -> None:
        """``ascii``: draw the map without box-drawing characters."""
        self.scene_file = scene_file
        self.playtest = scene_file.playtest
        self.findings = FindingsView(words, glyphs)
        self.map = MapView(words, glyphs, ascii=ascii)
        #: the pane that has the focus
        self.pane = "talk"
        #: the message about the last save, or about the last jump
        self._message: Callable[[Catalogue], str] = _nothing
        #: the place to go to as soon as a way there is known
        self._destination = ""

    def message(self, words: Catalogue) -> str:
        """The message about the last save, or about the last jump; may be empty."""
        return self._message(words)

    # -- the file ------------------------------------------------------------------

    def open(self) -> None:
        """Read the file for the first time; if it cannot be played yet, focus the findings."""
        self.scene_file.poll()
        if self.playtest.attempt is None:
            self.pane = "findings"

    def check_file(self) -> bool:
        """Take in the newest version of the file; return whether there was a new one."""
        return self._reload(self.scene_file.poll)

    def check_dependencies(self) -> bool:
        """The same for the vocabulary, the personas and the rubrics."""
        return self._reload(self.scene_file.poll_shared)

    def _reload(self, look: Callable[[], bool]) -> bool:
        playtest = self.playtest
        played_before = playtest.playable is not None
        if not look():
            return False
        self._destination, self._message = "", _nothing
        if self.scene_file.problem is None and not playtest.broken:
            if played_before:
                self._message = lambda words: editing.save_summary(playtest, words)
            else:
                self._message = lambda words: words("edit.saved_new")
                self.pane = "talk"
        return True

    def add_examination(self, draft: Draft, outcome: Outcome) -> bool:
        """Add what the slower checks found; return whether it concerns the version on display."""
        if not isinstance(outcome, Exception):
            return self.playtest.take_examination(outcome)
        self.playtest.take_failure(draft, outcome)
        return True

    # -- the panes -------------------------------------------------------------------

    def cycle_pane(self, by: int) -> None:
        """Focus the pane ``by`` places further; wraps around."""
        self.pane = PANES[(PANES.index(self.pane) + by) % len(PANES)]

    def toggle_map(self) -> None:
        """Focus the map, or from there the conversation again."""
        self.pane = "talk" if self.pane == "map" else "map"

    def activate_pane(self, pane: str) -> bool:
        """Focus this pane; return whether that is a change."""
        changed, self.pane = self.pane != pane, pane
        return changed

    # -- the walk --------------------------------------------------------------------

    def say(self, index: int, words: Catalogue) -> EditOutcome:
        """Say the line at ``index``."""
        attempt = self.playtest.attempt
        choices = facts.choices(attempt, words) if attempt is not None else ()
        for choice in choices[index : index + 1]:
            if choice.locked is not None:
                return EditOutcome(note=words("edit.locked", reason=choice.locked), warning=True)
            self.playtest.say(choice.id)
            return self._moved()
        return UNMOVED

    def take_back(self, words: Catalogue) -> EditOutcome:
        """Take back the last line."""
        return self._moved_or(self.playtest.take_back(), "edit.nothing_to_take_back", words)

    def go_on(self, words: Catalogue) -> EditOutcome:
        """Say the lines that were taken back again, as far as they can still be said."""
        return self._moved_or(self.playtest.go_on(), "edit.nothing_ahead", words)

    def restart(self) -> EditOutcome:
        """Start again from the first line, with the same deal."""
        self.playtest.restart()
        return self._moved()

    def deal_again(self, words: Catalogue) -> EditOutcome:
        """Start again with the next deal, if there is another."""
        return self._moved_or(self.playtest.deal_again(), "edit.no_other_deal", words)

    def cast_again(self, words: Catalogue) -> EditOutcome:
        """Start again with the next cast of personas, if there is another."""
        return self._moved_or(self.playtest.cast_again(), "edit.no_other_cast", words)

    def start_here(self, words: Catalogue) -> EditOutcome:
        """Go to the place selected on the map, in the seams or the findings, else to the first one the save changed."""
        playtest = self.playtest
        if playtest.attempt is None:
            return UNMOVED
        if self.pane == "map":
            return self.start_at(self.map.cursor, words)
        if self.pane == "seams":
            self.pane = "talk"
            return self._moved_or(playtest.start_at_seam(), "edit.no_seams_yet", words)
        if self.pane == "findings":
            passage = editing.playable_passage(self.findings.current, playtest)
            return EditOutcome(note=words("edit.no_place_here")) if passage is None else self.start_at(passage, words)
        if playtest.change is None and playtest.changed_passages:
            return self.start_at(playtest.changed_passages[0], words)
        self.pane = "map"
        return UNMOVED

    def start_at(self, passage: str, words: Catalogue) -> EditOutcome:
        """Go to a place of the scene, now or as soon as a way there has been found."""
        playtest = self.playtest
        if playtest.start_at(passage):
            count = len(playtest.route.choices)
            self.pane = "talk"
            return self._moved(lambda words: words("edit.started_at", place=passage, count=count))
        if playtest.is_checking and not playtest.routes_known:
            self._destination = passage
            return EditOutcome(note=words("edit.cannot_start_yet", place=passage))
        return EditOutcome(note=words("edit.cannot_start", place=passage), warning=True)

    def retry_start(self, words: Catalogue) -> EditOutcome:
        """Retry going to the place to which no way was known yet, if any."""
        passage, self._destination = self._destination, ""
        return self.start_at(passage, words) if passage else UNMOVED

    def _moved(self, message: Callable[[Catalogue], str] = _nothing) -> EditOutcome:
        self._message, self._destination = message, ""
        return EditOutcome(moved=True)

    def _moved_or(self, moved: bool, why_not: str, words: Catalogue) -> EditOutcome:
        """``why_not`` is a catalogue key."""
        return self._moved() if moved else EditOutcome(note=words(why_not))

    # -- keeping a walk ----------------------------------------------------------------

    def walk_to_keep(self, words: Catalogue) -> tuple[KeptWalk, Collection[str]] | EditOutcome:
        """The walk under a suggested name, and the names of the other walks; else why it cannot be kept."""
        good = self.playtest.playable
        if self.scene_file.problem is not None or self.playtest.broken or good is None or good.bundle is None:
            return EditOutcome(note=words("edit.keep_broken"), warning=True)
        walks = good.bundle.scenario.walks
        walk = self.playtest.walk_entry(next_walk_name(walks))
        return EditOutcome(note=words("edit.keep_at_the_end")) if walk is None else (walk, tuple(walks))

    def keep(self, name: str, words: Catalogue) -> EditOutcome:
        """Write the walk into the file under this name."""
        if self.playtest.walk_entry(name) is None:  # a save in the meantime has led away from the ending
            return EditOutcome(note=words("edit.keep_at_the_end"), warning=True)
        try:
            self.scene_file.save_walk(name)
        except ChangedMeanwhile:
            return EditOutcome(self.check_file(), words("edit.keep_changed"), warning=True)
        except CannotWrite:
            return EditOutcome(note=words("edit.keep_cannot"), warning=True)
        except OSError as error:
            problem = error.strerror or type(error).__name__
            return EditOutcome(note=words("edit.keep_failed", problem=problem), warning=True)
        return self._moved()._replace(note=words("edit.kept", name=name, file=self.scene_file.path.name))

    # -- the keys ----------------------------------------------------------------------

    def is_available(self, action: str) -> bool:
        """Whether ``action`` is available now."""
        attempt = self.playtest.attempt
        match action:
            case "pick" | "take_back" | "restart" | "transcript" | "keep":
                return attempt is not None
            case "forward":
                return bool(self.playtest.remaining)
            case "deal":
                return attempt is not None and bool(attempt.bundle.scenario.deal)
            case "talk":
                return self.pane != "talk"
        return True

    def key_state(self, key: str, words: Catalogue) -> KeyState:
        """How a key is shown at this point of the story.

        Keys that do something different here say so; those that do nothing are greyed out.
        """
        attempt, pane = self.playtest.attempt, self.pane
        match key:
            case "edit_next" | "edit_seam" if pane != _PANE_OF[key]:
                return KeyState(words(f"key.{key}_first"))
            case "edit_say" if attempt is not None:
                return KeyState(shown=False if attempt.over else None, name=number_keys(len(attempt.offers())))
            case "edit_enter" if attempt is not None and (attempt.over or pane != "talk"):
                return KeyState(words("key.edit_enter_keep" if pane == "talk" else "key.edit_enter_here"), shown=True)
            case "edit_take_back":
                return KeyState(enabled=attempt is not None and attempt.turn > 0)
            case "edit_keep":
                return KeyState(enabled=attempt is not None and attempt.over and not self.playtest.broken)
        return DEFAULT_KEY
