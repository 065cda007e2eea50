"""The debrief as lines, with the same facts as the screens: what mattered first, the rest on demand."""

from __future__ import annotations

import re
from collections.abc import Callable

from roleplay.plain.coaching import SIGNS, print_moves, print_own_words, sign_prefix
from roleplay.plain.console import Console, LearnerLeft, normalised
from roleplay.plain.conversation import Conversation
from roleplay.plain.export import write_down
from roleplay.plain.goals import ask_about_goal
from roleplay.presenting.branch import branch_facts, branch_name
from roleplay.presenting.facts.criteria import score_text
from roleplay.presenting.facts.debrief import TurnFact
from roleplay.presenting.facts.ending import GateFact
from roleplay.presenting.facts.kpi import KpiPanel
from roleplay.presenting.history import short_ids
from roleplay.presenting.rows.debrief import DebriefPart
from roleplay.records.model import AttemptRecord
from roleplay.session import Attempt
from roleplay.text.glyphs import without_arrow
from roleplay.text.numbers import parse_bounded_int
from roleplay.workspace.debriefs import DebriefDesk


def print_debrief(attempt: Attempt, out: Console) -> None:
    """Ask for a reflection before showing the score; then what mattered, more on request, and the goal."""
    desk = DebriefDesk(out.workspace, attempt, attempt.journal.attempt_id, out.words)
    desk.reflect(out.ask(out.words("plain.reflect")) or "")
    ask_about_goal(desk.attempt_id, out)
    pages = DebriefPages(desk, out)
    pages.what_mattered()
    if pages.answer_requests():
        _keep_goal(desk, out)


def reopen_debrief(attempt: Attempt, record: AttemptRecord, out: Console) -> None:
    """Show the debrief of an attempt that was debriefed before: nothing is asked, and what was kept is shown."""
    pages = DebriefPages(DebriefDesk(out.workspace, attempt, attempt.journal.attempt_id, out.words), out)
    pages.view.reopen(record.before_score or "", record.goal)
    if pages.view.reflection:
        out.line(out.words("debrief.reflected", text=pages.view.reflection), indent="  ")
    pages.what_mattered()
    pages.browse()


class DebriefPages:
    """The parts of a debrief, printed on request."""

    def __init__(self, desk: DebriefDesk, out: Console) -> None:
        self.out = out
        self.words = out.words
        self.colon = out.words("library.colon")
        self.attempt = desk.attempt
        self.view = desk.view
        self._load_foresight()

    def _load_foresight(self) -> None:
        if self.view.foresight is None:
            self.view.set_foresight(*self.view.compute_foresight(), self.words)

    def answer_requests(self) -> bool:
        """Answer requests until there are no more; returns whether to ask about the goal then."""
        typed, printed = self._answer_until_done("plain_debrief.ask", "plain_debrief.ask_short")
        if typed == "q":
            return False
        if printed:  # it was printed a while ago
            self.goal()
        return typed is not None

    def browse(self) -> None:
        """Answer requests until there are no more."""
        self._answer_until_done("history.ask", "history.ask_short")

    def _answer_until_done(self, ask: str, ask_again: str) -> tuple[str | None, bool]:
        """Answer requests; returns the input that ended them, and whether anything was printed."""
        question, printed = self.words(ask), False
        while typed := self.out.ask(question):
            word = normalised(typed).lower()
            if word in ("", "q"):
                return word, printed
            self._run_command(word)
            question, printed = self.words(ask_again, turns=self.view.turns), True
        return typed, printed

    def _run_command(self, word: str) -> None:
        if re.fullmatch(r"[fgx] *[0-9]+", word):
            action = {"f": self.play_from, "g": self.continue_branch, "x": self.discard}[word[0]]
            action(word[1:].strip())
            return
        commands: dict[str, Callable[[], object]] = {
            "c": self.criteria,
            "t": self.all_turns,
            "m": self.readings,
            "d": self.discussion,
            "w": self.best_line,
            "r": self.next_lens,
            "a": self.everything,
            "i": self.branches,
            "x": lambda: write_down(self.attempt.journal.attempt_id, self.out),
            "?": self.help,
            "h": self.help,
        }
        if word in commands:
            commands[word]()
        elif word.isdecimal():
            self.one_turn(word)
        else:
            self.out.line(self.words("plain_debrief.what", word=word))

    # -- what mattered -----------------------------------------------------------------

    def what_mattered(self) -> None:
        """The ending, the verdict, the gates that did not hold, the scores, the turn that mattered most, the goal."""
        facts, words, out = self.view.facts, self.words, self.out
        ending = facts.ending
        out.lines(facts.lens)
        out.line(f"{words('debrief.outcome_label')}{self.colon}{ending.title} ({ending.outcome_word})")
        out.line(ending.verdict)
        out.lines(*facts.headline)
        self._gates((*ending.missed, *ending.unassessed))
        for rubric in facts.rubrics:
            out.line(f"{rubric.name}{self.colon}{rubric.score}")
        if facts.mattered is not None:
            turn = facts.turns[facts.mattered - 1]
            self._title(turn, words("turn.title_alone", number=turn.coach.number))
            self._exchange(turn)
            self._why(turn)
            print_own_words(turn.coach.own_words, out)
        self.goal()

    def goal(self) -> None:
        """The goal that was kept, else the suggested one."""
        facts, goal = self.view.facts, self.view.goal
        title = facts.goal_title if goal == facts.goal else self.words("history.goal_kept")
        self.out.line(f"{title}{self.colon}{goal or facts.no_goal}")

    # -- the rest, on demand -------------------------------------------------------------

    def criteria(self) -> None:
        """The criteria with their evidence, red lines crossed, what passing requires, and the business figures."""
        facts, words, out = self.view.facts, self.words, self.out
        if facts.critical:
            out.line(words("debrief.critical_label") + self.colon.rstrip())
            out.lines(*(f"  {sign_prefix('no', out)}{move}" for move in facts.critical))
        for rubric in facts.rubrics:
            out.line(f"{rubric.name}{self.colon}{rubric.score}")
            for criterion in rubric.criteria:
                level = f" {out.glyphs.separator} {criterion.level_word}" if criterion.level_word else ""
                out.line(f"  {criterion.name}{self.colon}{criterion.score}{level}", indent="    ")
                for line in criterion.evidence:
                    sign = ("same", "yes", "no")[line.sign]
                    out.line(f"    {sign_prefix(sign, out)}{line.text}", indent="      ")
                out.lines(*(f"    {text}" for text in (*criterion.notes, criterion.target) if text))
            out.lines(rubric.unassessed and f"  {rubric.unassessed}")
            for text in rubric.order:
                out.line(f"  {words('debrief.order_label')}{self.colon}{text}", indent="    ")
        out.lines(*facts.legend)
        out.line(words("debrief.gates") + self.colon.rstrip())
        self._gates(facts.ending.gates)
        out.lines(*facts.notes)
        if facts.ending.kpi is not None:
            self._kpi(facts.ending.kpi)
        self._legend()

    def _kpi(self, panel: KpiPanel) -> None:
        self.out.lines(panel.title + self.colon.rstrip(), panel.about)
        for figure in panel.figures:
            self.out.line(f"  {figure.name}{self.colon}{figure.value}", indent="    ")
            self.out.lines(*(f"    {text}" for text in (figure.against_target,) if text))
        self.out.lines(*filter(None, (panel.composite, panel.source)))

    def _legend(self) -> None:
        signs = (f"{sign} {self.words(f'signs.debrief.{name}')}" for name, sign in SIGNS.items())
        self.out.line(self.words("plain_debrief.signs", signs=self.words("play.list_separator").join(signs)))

    def _gates(self, gates: tuple[GateFact, ...]) -> None:
        for gate in sorted(gates, key=lambda gate: gate.held is None):
            sign = "" if gate.held is None else sign_prefix("yes" if gate.held else "no", self.out, "gate")
            self.out.line(f"  {sign}{gate.text}", indent="    ")

    def all_turns(self) -> None:
        """Every turn; those that cost nothing on one line each."""
        for turn in self.view.facts.turns:
            if turn.quiet:
                title = self.words("turn.title_alone", number=turn.coach.number)
                quiet = self.words("plain_debrief.turn_quiet", title=title, cost=turn.cost_text, said=turn.coach.said)
                self.out.line(quiet, indent="  ")
            else:
                self._turn(turn)

    def one_turn(self, typed: str) -> None:
        """A turn in full, from which `best_line` starts from now on; ``typed`` is its number."""
        number = parse_bounded_int(typed, 1, self.view.turns)
        if number is None:
            self.out.line(self.words("plain_debrief.no_turn", number=typed, turns=self.view.turns))
            return
        self.view.turn_to(DebriefPart.TURNS, number)
        self._turn(self.view.facts.turns[number - 1])

    def _title(self, turn: TurnFact, title: str) -> None:
        marks = filter(None, (turn.cost_text, turn.costliest_text))
        self.out.line(f"{title} ({self.words('play.list_separator').join(marks)})")
        self.out.lines(*(f"  {text}" for text in (turn.cost_detail, turn.coach.crossed) if text))

    def _turn(self, turn: TurnFact) -> None:
        words, out, fact = self.words, self.out, turn.coach
        self._title(turn, words("turn.title", number=fact.number, count=self.view.turns))
        out.lines(turn.no_return and f"  {turn.no_return}")
        self._exchange(turn)
        print_moves(fact.moves, out)
        listed = words("play.list_separator").join(point.text for point in fact.points)
        self._labelled("points", listed)
        self._why(turn)
        readings = (without_arrow(text, words("plain.to")) for text in turn.readings)
        self._labelled("readings", words("play.list_separator").join(readings))
        self._labelled("sure", fact.sure)
        self._labelled("guess", fact.guess)
        print_own_words(fact.own_words, out)

    def _exchange(self, turn: TurnFact) -> None:
        fact = turn.coach
        self.out.line(f"  {fact.heard_from or self.words('turn.heard')}{self.colon}{fact.heard}", indent="    ")
        self._labelled("said", fact.said)

    def _why(self, turn: TurnFact) -> None:
        fact = turn.coach
        self._labelled("why", fact.why)
        if fact.better is not None:
            self.out.line(f"  {turn.better_label}{self.colon}{fact.better}", indent="    ")
            print_moves(fact.better_moves, self.out)
            self.out.lines(fact.gives_up and f"  {fact.gives_up}")
            self._labelled("why_best", fact.better_why)

    def _labelled(self, name: str, text: str) -> None:
        if text:
            self.out.line(f"  {self.words(f'turn.{name}')}{self.colon}{text}", indent="    ")

    def readings(self) -> None:
        """How the meters moved, and how good the guesses were."""
        words, facts = self.words, self.view.facts
        self.out.line(words("debrief.curve_label") + self.colon.rstrip())
        for curve in facts.curves:
            course = words("play.list_separator").join(map(str, curve.values))
            self.out.line(f"  {curve.name}{self.colon}{course}", indent="    ")
        self.out.lines(*facts.judgement)

    def discussion(self) -> None:
        """Questions to talk about."""
        questions = self.view.facts.discussion
        title = self.words("debrief.discussion") + self.colon.rstrip()
        self.out.line(title if questions else self.words("plain_debrief.no_discussion"))
        for number, question in enumerate(questions, 1):
            self.out.line(f"  {number}. {question}", indent="     ")

    def best_line(self) -> None:
        """The best continuation; on a second request, with what the learner did not see."""
        before = self.view.revealed
        self.view.reveal_more()
        if not self.view.revealed:  # everything has been shown
            self.out.line(self.words("best_line.no_more"))
            self.view.revealed = before
            return
        fact = self.view.best_line()
        self.out.line(fact.intro)
        for step in fact.steps:
            self.out.line(f"  {step.turn}{self.colon}{step.text}", indent="    ")
        self.out.lines(fact.end, fact.unseen)

    def play_from(self, typed: str) -> None:
        """Play on from a turn, as a branch; then compare it with the attempt. ``typed`` is the turn's number."""
        number, out = parse_bounded_int(typed, 1, self.view.turns), self.out
        if number is None or self.attempt.journal.attempt_id is None:
            out.line(self.words("branch.no_turn", turns=self.view.turns))
            return
        branch = out.workspace.branch(self.attempt, number, out.language)
        out.line(self.words("branch.begun", turn=number))
        self._play_branch(branch, number)

    def branches(self) -> None:
        """The branches of this attempt: each finished one compared with it, then those that were left."""
        id_ = self.attempt.journal.attempt_id
        records = [] if id_ is None else self.out.workspace.store.branches(id_)
        for record in records:
            assert record.branch is not None
            self.out.line(branch_name(record, self.words))
            self._compare(self.out.workspace.resume(record), record.branch.turn)
        left = self._unfinished()
        for number, record in enumerate(left, 1):
            self.out.line(self.words("branch.left_line", number=number, name=branch_name(record, self.words)))
        if not records and not left:
            self.out.line(self.words("branch.no_branches"))

    def _unfinished(self) -> list[AttemptRecord]:
        """The branches that were left before their end."""
        id_ = self.attempt.journal.attempt_id
        return [] if id_ is None else self.out.workspace.store.branches(id_, unfinished=True)

    def _unfinished_branch(self, typed: str) -> AttemptRecord | None:
        """The branch with this number among those that were left; ``None``, with a note, if there is none."""
        left = self._unfinished()
        number = parse_bounded_int(typed, 1, len(left))
        if number is None:
            words = self.words
            self.out.line(words("branch.none_left") if not left else words.count("branch.no_left", len(left)))
        return None if number is None else left[number - 1]

    def continue_branch(self, typed: str) -> None:
        """Continue a branch that was left; then compare it with the attempt. ``typed`` is its number."""
        record, out = self._unfinished_branch(typed), self.out
        if record is None or record.branch is None:
            return
        branch = out.workspace.resume(record)
        out.line(self.words("branch.begun", turn=record.branch.turn))
        self._play_branch(branch, record.branch.turn)

    def _play_branch(self, branch: Attempt, turn: int) -> None:
        """Play ``branch`` to its end and compare it; if the learner leaves it, print how to continue it later."""
        try:
            Conversation(branch, self.out).play()
        except LearnerLeft:
            self._report_unfinished(branch)
        except KeyboardInterrupt:
            self._report_unfinished(branch)
            raise
        else:
            self._compare(branch, turn)

    def _report_unfinished(self, branch: Attempt) -> None:
        out, id_, parent = self.out, branch.journal.attempt_id, self.attempt.journal.attempt_id or ""
        out.workspace.store.catch_up()
        number = next((number for number, left in enumerate(self._unfinished(), 1) if left.id == id_), None)
        if number is None or not out.workspace.store.saving:
            out.line(self.words("branch.stopped_unsaved", turn=branch.turn + 1))
            return
        short_id = short_ids([summary.id for summary in out.workspace.store.history()]).get(parent, parent)
        out.line(self.words("branch.stopped", turn=branch.turn + 1, number=number, id=short_id))

    def discard(self, typed: str) -> None:
        """Discard a branch that was left. ``typed`` is its number."""
        record = self._unfinished_branch(typed)
        if record is not None:
            self.out.workspace.store.abandon(record.id)
            self.out.line(self.words("branch.discarded"))

    def _compare(self, branch: Attempt, turn: int) -> None:
        facts, words = branch_facts(self.attempt, branch, turn, self.words), self.words
        was, what_if = words("branch.was"), words("branch.what_if")
        self.out.line(facts.title)
        self.out.lines(facts.divergence and f"  {facts.divergence}")
        for first, second in filter(None, (facts.lines, facts.endings)):
            self.out.lines(f"  {was} {first}", f"  {what_if} {second}")
        for pair in facts.scores:
            scores = f"{score_text(pair.before, words)} {words('plain.to')} {score_text(pair.after, words)}"
            self.out.line(f"  {pair.name}{self.colon}{scores}", indent="    ")
        for label, curves in zip((was, what_if), facts.curves, strict=True):
            for curve in curves:
                course = words("play.list_separator").join(map(str, curve.values))
                self.out.line(f"  {label} {curve.name}{self.colon}{course}", indent="    ")

    def next_lens(self) -> None:
        """The same debrief through the next rubric."""
        if not self.view.lenses:
            self.out.line(self.words("lens.only"))
            return
        self.view.next_lens()
        self._load_foresight()
        self.out.lines("" if self.view.facts.lens else self.words("lens.back"))
        self.what_mattered()

    def everything(self) -> None:
        """Everything at once, except the best line."""
        self.criteria()
        for turn in self.view.facts.turns:
            self._turn(turn)
        self.readings()
        self.discussion()

    def help(self) -> None:
        """What can be requested, and what the signs mean."""
        self.out.line(self.words("plain_debrief.help").strip())
        self._legend()


def _keep_goal(desk: DebriefDesk, out: Console) -> None:
    out.lines(desk.standing_goal_note(out.words))
    offered = desk.view.facts.goal
    typed = out.ask(out.words("plain.goal" if offered else "plain.goal_own"))
    if typed is None or typed.strip() == "-" or desk.attempt_id is None:
        return
    goal = typed.strip() or offered
    if goal:
        desk.set_goal(goal)
        out.line(out.words(desk.view.goal_state))
