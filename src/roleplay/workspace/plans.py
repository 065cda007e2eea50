"""The plan in force, what is known about it, and the actions on it, for all shells."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from roleplay.presenting import plan as plan_events
from roleplay.presenting.dates import local_date
from roleplay.presenting.example_advice import KIND as EXAMPLES
from roleplay.presenting.focus_tries import PastTry
from roleplay.presenting.ladder import LadderFact, ladder
from roleplay.presenting.plan import ActionPlan, PlanDays, PlanEventKind, PlanItem, PlanPhase, plan_in_force
from roleplay.presenting.plan_dates import latest_day
from roleplay.presenting.plan_making import plan_inputs, plan_items
from roleplay.presenting.plan_standing import ItemStanding, PracticeRecord, check_in_due, standings
from roleplay.presenting.plan_steps import PlanOutcome
from roleplay.presenting.plan_words import PlanFact, plan_fact
from roleplay.presenting.practice_days import PracticeDays, practice_days
from roleplay.presenting.practice_sections import practice_sections
from roleplay.presenting.progress import progress
from roleplay.workspace.focus import tries_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from roleplay.locales import Catalogue
    from roleplay.presenting.progress import Course, ProgressSection
    from roleplay.records.model import AttemptSummary
    from roleplay.text.glyphs import Glyphs
    from roleplay.workspace.workspace import Workspace


class PlanDesk:
    """The learner's plan by the current state of the record; changes to it are stored immediately.

    Every action reads the record again first, because another window may have changed the plan meanwhile.
    """

    def __init__(self, workspace: Workspace, finished: Sequence[AttemptSummary] | None = None) -> None:
        """``finished`` are all finished attempts, oldest first, if they have been read already."""
        self._workspace = workspace
        self._finished = finished
        #: whether the plan was changed here
        self.has_written = False
        self.reload()

    def reload(self) -> None:
        """Read the record again."""
        self._events = self._workspace.store.practice.events(plan_events.KIND)
        self.plan: ActionPlan | None = plan_in_force(self._events)
        self.__dict__.pop("standings", None)

    def revalidate(self, item: PlanItem | None = None) -> bool:
        """Read the record again, because another window may have changed it.

        Returns whether the same plan (or none, as before) is still in force, and still has ``item``.
        """
        before = self.plan
        self.reload()
        if before is None or self.plan is None:
            return before is self.plan
        return before.id == self.plan.id and (item is None or self.plan.item(item.id) is not None)

    # -- what is known ---------------------------------------------------------------------

    @cached_property
    def finished(self) -> Sequence[AttemptSummary]:
        """All finished attempts, oldest first."""
        return self._workspace.store.history() if self._finished is None else self._finished

    @cached_property
    def days(self) -> PracticeDays:
        """The days on which something was practised."""
        examples = self._workspace.store.practice.events(EXAMPLES)
        watched_at = [event.at for event in examples if event.data.get("done") is True]
        return practice_days(self.finished, [*(each.at for each in self._tries), *watched_at])

    @cached_property
    def _tries(self) -> list[PastTry]:
        return tries_of(self._workspace)

    @cached_property
    def ladder(self) -> LadderFact:
        """The learner's position on the ladder."""
        return ladder(self.finished, self._workspace.library.contents, self._workspace.now)

    @cached_property
    def standings(self) -> list[ItemStanding]:
        """The status of every item of the plan, in the order in which they are shown; empty without a plan."""
        if self.plan is None:
            return []
        store = self._workspace.store
        focused = [(each.card, each.at) for each in self._tries]
        return standings(self.plan, PracticeRecord(self.finished, store.goals(), focused, self.days, self.ladder))

    @property
    def today(self) -> str:
        """The current date, as ``2026-05-04``."""
        return local_date(self._workspace.now)

    @property
    def check_in(self) -> PlanItem | None:
        """The check-in that is due, if any."""
        return check_in_due(self.plan, self.today)

    def fact(self, words: Catalogue) -> PlanFact | None:
        """The plan in words; ``None`` if none is in force."""
        if self.plan is None:
            return None
        return plan_fact(self.plan, self.standings, self._workspace.library.contents, self.today, words)

    def sections(self, words: Catalogue, glyphs: Glyphs | None = None) -> list[ProgressSection]:
        """The progress sections besides the criteria: plan, ladder, days of practice (drawn with ``glyphs``)."""
        return practice_sections(self.fact(words), self.ladder, self.days, words, glyphs)

    def weak_courses(self, words: Catalogue) -> list[Course]:
        """The course of the weak criteria that the plan is based on, in the plan's order."""
        weak = [] if self.plan is None else [ref for ref, _, _ in self.plan.basis.weak]
        told = progress(self.finished, self._workspace.library.contents, words)
        by_ref = {course.ref: course for group in told.rubrics for course in group.courses}
        return [by_ref[ref] for ref in weak if ref in by_ref]

    # -- what can be done ------------------------------------------------------------------

    @property
    def waiting(self) -> str:
        """Text that was entered for a plan that had changed meanwhile; it waits to be added, from any desk."""
        return self._workspace.pending_plan_text

    def make(self, days: PlanDays) -> PlanOutcome:
        """Make a plan from the record, ending the one in force."""
        if not self.revalidate():
            return PlanOutcome.CHANGED
        workspace = self._workspace
        now, store = workspace.now, workspace.store
        self.end()
        on = plan_inputs(self.finished, store.goal_in_force(), workspace.library.contents, now, self._tries)
        self.has_written = True
        store.practice.add(
            plan_events.KIND, now.isoformat(), plan_events.made_data(days, on.basis, plan_items(on, days, now))
        )
        self.reload()
        return PlanOutcome.DONE

    def end(self) -> None:
        """End the plan in force, if any. It stays in the record."""
        if self.plan is not None:
            self._keep(self.plan, plan_events.event_data(PlanEventKind.ENDED))

    def add(self, words: str) -> PlanOutcome:
        """Add an item in the learner's own words; without a plan the words wait for one."""
        if not self.revalidate() or self.plan is None:
            return self._wait(words)
        day = latest_day(words, self._workspace.now)
        item = PlanItem(plan_events.next_id(self.plan, self._events), PlanPhase.OWN, day, None, " ".join(words.split()))
        self._workspace.pending_plan_text = ""
        return self._keep(self.plan, plan_events.added_data(item))

    def change(self, item: PlanItem, words: str) -> PlanOutcome:
        """Replace an item by the learner's own words, which only they can tick. A date in the words is its due day."""
        if not self.revalidate(item) or self.plan is None:
            return self._wait(words)
        day = latest_day(words, self._workspace.now) or item.day
        changed = item._replace(task=None, words=" ".join(words.split()), day=day)
        return self._keep(self.plan, plan_events.changed_data(changed))

    def remove(self, item: PlanItem) -> PlanOutcome:
        """Remove an item from the plan."""
        return self._record_event(PlanEventKind.REMOVED, item)

    def tick(self, item: PlanItem, *, done: bool) -> PlanOutcome:
        """Tick or untick an item; items ticked automatically from the record cannot be changed."""
        if any(standing.verifiable for standing in self.standings if standing.item.id == item.id):
            return PlanOutcome.SEEN
        return self._record_event(PlanEventKind.TICKED if done else PlanEventKind.UNTICKED, item)

    def _record_event(self, what: PlanEventKind, item: PlanItem) -> PlanOutcome:
        if self.plan is None:
            return PlanOutcome.NO_PLAN
        if not self.revalidate(item):
            return PlanOutcome.CHANGED
        return self._keep(self.plan, plan_events.event_data(what, item.id))

    def _wait(self, words: str) -> PlanOutcome:
        self._workspace.pending_plan_text = words
        return PlanOutcome.WAITING

    def _keep(self, plan: ActionPlan, data: Mapping[str, Any]) -> PlanOutcome:
        self.has_written = True
        self._workspace.store.practice.add(plan_events.KIND, plan.id, data)
        self.reload()
        return PlanOutcome.DONE


def check_in_day(workspace: Workspace) -> str:
    """The date of the check-in that is due, as ``2026-05-04``; empty if none is. Reads only the plan."""
    item = check_in_due(plan_in_force(workspace.store.practice.events(plan_events.KIND)), local_date(workspace.now))
    return "" if item is None else item.day
