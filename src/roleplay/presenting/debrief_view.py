"""The state of a debrief on display: which part and turn, through which rubric, how much is revealed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from roleplay.locales import Catalogue
from roleplay.presenting.facts.best_line import BestLineFact, best_line_fact, unknown_best_line
from roleplay.presenting.facts.debrief import TOO_MANY, Foresight, debrief_facts, foresight
from roleplay.presenting.rows import debrief
from roleplay.presenting.rows.debrief import DebriefPart
from roleplay.presenting.rows.legend import legend_rows
from roleplay.presenting.rows.row import Row
from roleplay.scene.model import Rubric
from roleplay.session import Attempt
from roleplay.session.lens import lenses
from roleplay.text.glyphs import Glyphs


class Revealed(IntEnum):
    """How much of the best line is revealed."""

    NOTHING = 0
    #: what is in parts of the scene that the learner has seen
    SEEN = 1
    ALL = 2


class DebriefView:
    """What is shown of a debrief. Knows no screen: the shell that shows it reports what is requested."""

    def __init__(self, attempt: Attempt, rubrics: Mapping[str, Rubric], words: Catalogue) -> None:
        """``rubrics`` are those of the library; those that the attempt was played with take precedence."""
        self.attempt = attempt
        self.part = DebriefPart.REFLECT
        #: the number of the turn; 0 for the overview
        self.turn = 0
        self.revealed = Revealed.NOTHING
        self.reflection = ""
        self._own_goal: str | None = None
        #: the catalogue key of the sentence on what became of the goal
        self.goal_state = "goal.how"
        #: rubrics, besides the scene's leading one, through which the attempt can be debriefed
        known = {**rubrics, **attempt.bundle.rubrics}
        self.lenses = lenses(attempt, known.values())
        requested = known.get(attempt.setup.rubric)
        self.lens = requested if requested in self.lenses else None
        #: the rubric that was requested but has nothing to assess in this attempt, if any
        self._empty_lens = (
            requested if self.lens is None and attempt.setup.rubric != attempt.bundle.scenario.rubrics[0] else None
        )
        self._foresights: dict[str, Foresight] = {}
        self.refresh(words)

    # -- what is known ---------------------------------------------------------------

    @property
    def lens_id(self) -> str:
        """The id of the rubric through which it is seen; empty for the scene's own."""
        return "" if self.lens is None else self.lens.id

    @property
    def foresight(self) -> Foresight:
        """The foresight by the rubric through which it is seen; ``None`` while it is not known yet."""
        return self._foresights.get(self.lens_id)

    def compute_foresight(self) -> tuple[str, Foresight]:
        """Compute the arguments of `set_foresight`; takes up to a few seconds, and may run in a thread."""
        lens_id, attempt = self.lens_id, self.lensed
        return lens_id, foresight(attempt, next(iter(self._foresights.values()), None))

    def set_foresight(self, lens_id: str, known: Foresight, words: Catalogue) -> None:
        """Take in the foresight that `compute_foresight` returned."""
        self._foresights[lens_id] = known
        self.refresh(words)

    def refresh(self, words: Catalogue) -> None:
        """Derive all facts again, in the language of ``words``."""
        self.words = words
        self.lensed = self.attempt if self.lens is None else self.attempt.through(self.lens)
        self.facts = debrief_facts(self.lensed, words, self.foresight)
        if self.lens is None and self._empty_lens is not None:
            nothing_to_see = words("lens.nothing", rubric=self._empty_lens.name.get(words.language))
            self.facts = self.facts._replace(lens=nothing_to_see)
        if self.lens is not None and not self.facts.goal:  # the goal belongs to the attempt, whatever the lens
            own = debrief_facts(self.attempt, words, self._foresights.get(""))
            self.facts = self.facts._replace(goal=own.goal, no_goal=own.no_goal)

    # -- navigation ------------------------------------------------------------------

    @property
    def turns(self) -> int:
        """The number of turns."""
        return len(self.facts.turns)

    def turn_to(self, part: DebriefPart, turn: int = 0) -> None:
        """Show a part, or a turn of it, and hide the best line."""
        self.part, self.turn, self.revealed = part, turn, Revealed.NOTHING

    def step(self, by: int, first: int) -> bool:
        """Go to the next turn or part, or back; return whether there is one. ``first`` is 1 if there is no overview."""
        if self.part is DebriefPart.TURNS and first <= self.turn + by <= self.turns:
            self.turn_to(self.part, self.turn + by)
        elif 0 <= self.part + by <= DebriefPart.GOAL:
            part = DebriefPart(self.part + by)
            last = part is DebriefPart.TURNS and by < 0
            self.turn_to(part, self.turns if last else first if part is DebriefPart.TURNS else 0)
        else:
            return False
        return True

    def next_words(self, *, scrolls: bool) -> str:
        """What going forward does now: scroll if the page ``scrolls``, else the next turn or part; empty at the end."""
        if scrolls:
            return self.words("key.debrief_read_on")
        if self.part is DebriefPart.TURNS and self.turn < self.turns:
            return self.words("key.debrief_next_turn")
        if DebriefPart.REFLECT < self.part < DebriefPart.GOAL:
            part = DebriefPart(self.part + 1)
            return self.words("key.debrief_next_part", part=self.words(f"debrief.parts.{part.name.lower()}"))
        return ""

    def next_lens(self) -> None:
        """Switch to the next rubric, after the last one back to the scene's own."""
        rubrics = (None, *self.lenses)
        self.lens = rubrics[(rubrics.index(self.lens) + 1) % len(rubrics)]
        self.revealed = Revealed.NOTHING
        self.refresh(self.words)

    # -- the goal --------------------------------------------------------------------

    @property
    def goal(self) -> str:
        """The goal that was kept, else the one offered; empty if there is none."""
        return self.facts.goal if self._own_goal is None else self._own_goal

    def reopen(self, reflection: str, goal: str | None) -> None:
        """Restore an earlier debrief: the ``reflection`` before the score, and the goal that was kept, if any.

        The score is no longer hidden.
        """
        self.reflection = reflection
        if goal is not None:
            self._own_goal, self.goal_state = goal, "goal.kept"
        self.part = DebriefPart.MATTERED

    def set_goal(self, goal: str, *, saved: bool) -> None:
        """Take the learner's own wording of the goal; empty for no goal. ``saved``: whether it is in the record."""
        self._own_goal = goal
        self.goal_state = ("goal.kept" if saved else "goal.kept_unsaved") if goal else "goal.cleared"

    # -- the best line ---------------------------------------------------------------

    def reveal_more(self) -> None:
        """Reveal the best line; the second time with what the learner has not seen; then hide it again."""
        if self.revealed is Revealed.NOTHING:
            self.revealed = Revealed.SEEN
        else:
            self.revealed = (
                Revealed.ALL if self.revealed is Revealed.SEEN and self.best_line().unseen else Revealed.NOTHING
            )

    def best_line(self) -> BestLineFact:
        """The best continuation from the turn on display, else from the first turn that cost anything."""
        known = self.foresight
        if known is None or known is TOO_MANY:
            return unknown_best_line(self.words, too_many=known is TOO_MANY)
        costly = (turn.coach.number for turn in self.facts.turns if turn.cost)
        turn = (self.turn if self.part is DebriefPart.TURNS else 0) or next(costly, 1)
        return best_line_fact(self.lensed, known, turn, self.words, whole=self.revealed is Revealed.ALL)

    # -- rows ------------------------------------------------------------------------

    def page_rows(self, glyphs: Glyphs, width: int) -> list[Row]:
        """The page on display."""
        if self.revealed:
            return debrief.best_line_rows(self.best_line(), self.words, glyphs, width)
        return debrief.page_rows(
            self.part, self.facts, self.words, glyphs, width, turn=self.turn, reflection=self.reflection
        )

    def legend_rows(self, glyphs: Glyphs, width: int, *, beside: bool) -> list[Row]:
        """The meaning of the signs on display; ``beside``: the overview is shown next to the page."""
        if self.part is DebriefPart.REFLECT:
            return []
        rows = self.page_rows(glyphs, width)
        if beside and self.part is DebriefPart.TURNS:
            rows += debrief.overview_rows(self.facts, self.words, glyphs, width, self.turn)
        return legend_rows(rows, self.words, glyphs, width)

    def tabs(self) -> tuple[Row, list[tuple[int, int]]]:
        """The names of the parts in a row, and the columns of each (first cell, cell after the last)."""
        names = [self.words(f"debrief.parts.{part.name.lower()}") for part in DebriefPart if part >= 0]
        return debrief.tab_row(names, self.part)
