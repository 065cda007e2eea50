"""A debrief as it is looked through, whatever shows it: which part and turn, through which rubric, how much is told."""

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


class Told(IntEnum):
    """How much of the best line is told."""

    NOTHING = 0
    #: what stands in parts of the scene that the learner has seen
    SEEN = 1
    ALL = 2


class DebriefView:
    """What is shown of a debrief. Knows no screen: who shows it says what is asked for, and in which language."""

    def __init__(self, attempt: Attempt, rubrics: Mapping[str, Rubric], words: Catalogue) -> None:
        """``rubrics`` are those of the library; the texts that the attempt was played on come before them."""
        self.attempt = attempt
        self.part = DebriefPart.REFLECT
        #: 0 is the overview, else the number of the turn
        self.turn = 0
        self.told = Told.NOTHING
        self.reflection = ""
        self._own_goal: str | None = None
        #: the catalogue's key of what became of the goal
        self.goal_state = "goal.how"
        #: other rubrics than the scene's leading one that it can be seen through
        known = {**rubrics, **attempt.bundle.rubrics}
        self.lenses = lenses(attempt, known.values())
        wanted = known.get(attempt.setup.rubric)
        self.lens = wanted if wanted in self.lenses else None
        #: was asked for, and there is nothing to see through it
        self._idle = (
            wanted if self.lens is None and attempt.setup.rubric != attempt.bundle.scenario.rubrics[0] else None
        )
        self._foresights: dict[str, Foresight] = {}
        self.retell(words)

    # -- what is known ---------------------------------------------------------------

    @property
    def lens_id(self) -> str:
        """The id of the rubric that it is seen through; empty for the scene's own."""
        return "" if self.lens is None else self.lens.id

    @property
    def foresight(self) -> Foresight:
        """What is known of all that could have followed, by the rubric that it is seen through."""
        return self._foresights.get(self.lens_id)

    def work_out(self) -> tuple[str, Foresight]:
        """Work out what `know` is to be told; takes up to some seconds, and may be done in a thread."""
        lens_id, seen = self.lens_id, self.seen
        return lens_id, foresight(seen, next(iter(self._foresights.values()), None))

    def know(self, lens_id: str, known: Foresight, words: Catalogue) -> None:
        """It has been worked out."""
        self._foresights[lens_id] = known
        self.retell(words)

    def retell(self, words: Catalogue) -> None:
        """All facts anew, in the language of the moment."""
        self.words = words
        self.seen = self.attempt if self.lens is None else self.attempt.through(self.lens)
        self.facts = debrief_facts(self.seen, words, self.foresight)
        if self.lens is None and self._idle is not None:
            told = words("lens.nothing", rubric=self._idle.name.get(words.language))
            self.facts = self.facts._replace(lens=told)
        if self.lens is not None and not self.facts.goal:  # the goal is the attempt's, whatever it is seen through
            own = debrief_facts(self.attempt, words, self._foresights.get(""))
            self.facts = self.facts._replace(goal=own.goal, no_goal=own.no_goal)

    # -- what is turned to -----------------------------------------------------------

    @property
    def turns(self) -> int:
        """How many turns there are."""
        return len(self.facts.turns)

    def turn_to(self, part: DebriefPart, turn: int = 0) -> None:
        """Show a part, or a turn of it; the best line is told no more."""
        self.part, self.turn, self.told = part, turn, Told.NOTHING

    def walk(self, by: int, first: int) -> bool:
        """The next turn or part, or the one before; whether there is one. ``first`` is 1 where there is no overview."""
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
        """What going forward does now: reading on where the page ``scrolls``, a turn, or a part; empty at the end."""
        if scrolls:
            return self.words("key.debrief_read_on")
        if self.part is DebriefPart.TURNS and self.turn < self.turns:
            return self.words("key.debrief_next_turn")
        if DebriefPart.REFLECT < self.part < DebriefPart.GOAL:
            part = DebriefPart(self.part + 1)
            return self.words("key.debrief_next_part", part=self.words(f"debrief.parts.{part.name.lower()}"))
        return ""

    def next_lens(self) -> None:
        """The next rubric, and after the last one the scene's own again."""
        rubrics = (None, *self.lenses)
        self.lens = rubrics[(rubrics.index(self.lens) + 1) % len(rubrics)]
        self.told = Told.NOTHING
        self.retell(self.words)

    # -- the goal --------------------------------------------------------------------

    @property
    def goal(self) -> str:
        """The one that was kept, else the one that is offered; empty where there is none."""
        return self.facts.goal if self._own_goal is None else self._own_goal

    def reopen(self, said: str, goal: str | None) -> None:
        """It was looked back on before: what was ``said`` before the score, and the goal that was kept, if one was.

        Nothing of the score is held back any more.
        """
        self.reflection = said
        if goal is not None:
            self._own_goal, self.goal_state = goal, "goal.kept"
        self.part = DebriefPart.MATTERED

    def keep(self, goal: str, *, saved: bool) -> None:
        """The learner's own wording; empty: none. ``saved`` is whether it stands in the record."""
        self._own_goal = goal
        self.goal_state = ("goal.kept" if saved else "goal.kept_unsaved") if goal else "goal.cleared"

    # -- the best line ---------------------------------------------------------------

    def tell_more(self) -> None:
        """Tell the best line; asked again, with what the learner has not seen; then no more."""
        if self.told is Told.NOTHING:
            self.told = Told.SEEN
        else:
            self.told = Told.ALL if self.told is Told.SEEN and self.best_line().unseen else Told.NOTHING

    def best_line(self) -> BestLineFact:
        """How it could best have gone on, from the turn looked at, else from the first that cost anything."""
        known = self.foresight
        if known is None or known is TOO_MANY:
            return unknown_best_line(self.words, too_many=known is TOO_MANY)
        costly = (turn.coach.number for turn in self.facts.turns if turn.cost)
        turn = (self.turn if self.part is DebriefPart.TURNS else 0) or next(costly, 1)
        return best_line_fact(self.seen, known, turn, self.words, whole=self.told is Told.ALL)

    # -- rows ------------------------------------------------------------------------

    def page_rows(self, glyphs: Glyphs, width: int) -> list[Row]:
        """What is shown."""
        if self.told:
            return debrief.best_line_rows(self.best_line(), self.words, glyphs, width)
        return debrief.page_rows(
            self.part, self.facts, self.words, glyphs, width, turn=self.turn, reflection=self.reflection
        )

    def legend_rows(self, glyphs: Glyphs, width: int, *, beside: bool) -> list[Row]:
        """What the signs mean that stand there now; with ``beside`` the overview stands there, too."""
        if self.part is DebriefPart.REFLECT:
            return []
        rows = self.page_rows(glyphs, width)
        if beside and self.part is DebriefPart.TURNS:
            rows += debrief.overview_rows(self.facts, self.words, glyphs, width, self.turn)
        return legend_rows(rows, self.words, glyphs, width)

    def tabs(self) -> tuple[Row, list[tuple[int, int]]]:
        """The names of the parts, and where each one stands (first cell, cell after the last)."""
        names = [self.words(f"debrief.parts.{part.name.lower()}") for part in DebriefPart if part >= 0]
        return debrief.tab_row(names, self.part)
