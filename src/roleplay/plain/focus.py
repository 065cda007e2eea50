"""A focus drill line by line."""

from __future__ import annotations

from roleplay.plain.coaching import print_coach
from roleplay.plain.console import Console, LearnerLeft, normalised
from roleplay.plain.conversation import Conversation
from roleplay.presenting.due import CardName, DueFact, all_cards, card_lines
from roleplay.presenting.facts.play import TranscriptLine
from roleplay.presenting.focus import about_words, nothing_words, review_try, step_words, try_lines, try_words
from roleplay.presenting.focus_panel import FocusPanel
from roleplay.session import Step
from roleplay.session.focus import FocusPhase, FocusTry
from roleplay.workspace.focus import FocusDrill, tries_of


class FocusTalk(Conversation):
    """A few lines from the middle of a conversation, without hints and taking back."""

    def __init__(self, focus_try: FocusTry, card_name: CardName, out: Console) -> None:
        super().__init__(focus_try.attempt, out)
        self._try = focus_try
        self.panel = FocusPanel(focus_try, card_name)

    def play(self) -> None:
        """Print the lines that lead there, and go on until the try is over."""
        self.out.line(self._keys())
        for line in try_lines(self._try, self.out.words):
            self._print_said(line)
        while self.panel.step is not Step.ENDING:
            self._go_on()

    def _print_said(self, line: TranscriptLine) -> None:
        speaker = line.name and f"{line.name}{self.out.words('library.colon')}"
        self.out.line(f"{speaker}{line.text}", indent="  ")

    def _keys(self) -> str:
        return self.out.words("focus.keys_papers" if self.panel.is_available("papers") else "focus.keys")


def _cards(out: Console) -> list[DueFact]:
    workspace = out.workspace
    finished = workspace.store.history()
    if not finished:  # without attempts there are no cards, and the library need not be read
        return []
    return all_cards(finished, workspace.library.contents, workspace.now, out.words, tries_of(workspace))


def due_note(out: Console) -> str:
    """How many cards are due, and how to drill them from the list of scenes; empty if none are."""
    count = sum(fact.card.due <= out.workspace.now for fact in _cards(out))
    return out.words("due.plain", count=count) if count else ""


def choose_card(out: Console) -> None:
    """List all cards, and drill the one the learner picks."""
    facts, words = _cards(out), out.words
    out.lines(*card_lines(facts, out.workspace.now, words, numbered=True), words("due.legend" if facts else "due.none"))
    try:
        number = out.number(words("due.ask"), len(facts)) if facts else None
    except LearnerLeft:
        return
    if number is not None:
        fact = facts[number - 1]
        run_drill(fact.card.ref, fact.named, out)


def run_drill(card: str, card_name: CardName, out: Console) -> bool:
    """Three tries, each debriefed, and the result; returns False if there was nothing to try."""
    drill, words = FocusDrill(out.workspace, card, out.language), out.words
    out.line(about_words(card_name, words))
    out.line(step_words((), words, waiting=True))
    try:
        while drill.phase not in (FocusPhase.RESULT, FocusPhase.NOTHING):
            _step(drill, card_name, out)
    except (LearnerLeft, KeyboardInterrupt):
        drill.stop()
    if drill.tries:
        out.line()
        out.lines(*drill.result(words).lines)
    out.report_problems()
    out.report_unwritten()
    return bool(drill.tries)


def _step(drill: FocusDrill, card_name: CardName, out: Console) -> None:
    """Do the next step of the drill; raises `LearnerLeft` if the learner stops there."""
    if drill.phase is FocusPhase.REVIEW:
        _debrief_try(drill, out)
        drill.go_on()
    elif drill.next is not None:
        _play(drill.next, len(drill.tries) + 1, card_name, out)
        drill.end_try()
    else:
        drill.take(drill.find())
        if drill.next is None:
            out.line(nothing_words(out.words, broken=drill.broken))


def _play(focus_try: FocusTry, number: int, card_name: CardName, out: Console) -> None:
    out.line()
    out.line(try_words(number, out.words))
    if focus_try.again:
        out.line(out.words("focus.had"))
    FocusTalk(focus_try, card_name, out).play()


def _debrief_try(drill: FocusDrill, out: Console) -> None:
    """Print the coaching of the last try, and what comes next; raises `LearnerLeft` if the learner stops there."""
    review = review_try(drill.tries[-1], len(drill.tries), out.words)
    out.line()
    out.line(f"{review.title}{out.words('library.colon')}{review.outcome}")
    for coach in review.coaching:
        out.line(f"{out.words('play.you')}{out.words('library.colon')}{coach.said}", indent="  ")
        print_coach(coach, out)
    if not drill.over:
        out.line(step_words(drill.tries, out.words, waiting=False))
        if out.read.isatty() and normalised(out.answer(out.words("focus.enter"))).lower() == "q":
            raise LearnerLeft
