"""A focus drill line by line."""

from __future__ import annotations

from roleplay.plain.coaching import print_coach
from roleplay.plain.console import Console, Left, normalized
from roleplay.plain.conversation import Conversation
from roleplay.presenting.due import CardName, DueFact, all_cards, card_lines
from roleplay.presenting.facts.play import Said
from roleplay.presenting.focus import about_words, lines_before, look_at, nothing_words, step_words, try_words
from roleplay.presenting.focus_panel import FocusPanel
from roleplay.session import Step
from roleplay.session.focus import FocusPhase, FocusTry
from roleplay.workspace.focus import FocusDrill, tries_of


class FocusTalk(Conversation):
    """A few lines from the middle of a conversation, without hints and taking back."""

    def __init__(self, tried: FocusTry, named: CardName, out: Console) -> None:
        super().__init__(tried.attempt, out)
        self._try = tried
        self.panel = FocusPanel(tried, named)

    def play(self) -> None:
        """Print the lines that lead there, and go on until the try is over."""
        self.out.line(self._keys())
        for line in lines_before(self._try, self.out.words):
            self._print_said(line)
        while self.panel.step is not Step.ENDING:
            self._go_on()

    def _print_said(self, line: Said) -> None:
        speaker = line.name and f"{line.name}{self.out.words('library.colon')}"
        self.out.line(f"{speaker}{line.text}", indent="  ")

    def _keys(self) -> str:
        return self.out.words("focus.keys_papers" if self.panel.may("papers") else "focus.keys")


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
    except Left:
        return
    if number is not None:
        fact = facts[number - 1]
        run_drill(fact.card.ref, fact.named, out)


def run_drill(card: str, named: CardName, out: Console) -> bool:
    """Three tries, each debriefed, and the result; returns False if there was nothing to try."""
    drill, words = FocusDrill(out.workspace, card, out.language), out.words
    out.line(about_words(named, words))
    out.line(step_words((), words, waiting=True))
    try:
        while drill.phase not in (FocusPhase.RESULT, FocusPhase.NOTHING):
            _step(drill, named, out)
    except (Left, KeyboardInterrupt):
        drill.stop()
    if drill.tries:
        out.line()
        out.lines(*drill.result(words).lines)
    out.report_problems()
    out.report_unwritten()
    return bool(drill.tries)


def _step(drill: FocusDrill, named: CardName, out: Console) -> None:
    """Do the next step of the drill; raises `Left` if the learner stops there."""
    if drill.phase is FocusPhase.REVIEW:
        _look_back(drill, out)
        drill.go_on()
    elif drill.coming is not None:
        _play(drill.coming, len(drill.tries) + 1, named, out)
        drill.end_try()
    else:
        drill.take(drill.find())
        if drill.coming is None:
            out.line(nothing_words(out.words, broken=drill.broken))


def _play(tried: FocusTry, number: int, named: CardName, out: Console) -> None:
    out.line()
    out.line(try_words(number, out.words))
    if tried.again:
        out.line(out.words("focus.had"))
    FocusTalk(tried, named, out).play()


def _look_back(drill: FocusDrill, out: Console) -> None:
    """Print the coaching of the last try, and what comes next; raises `Left` if the learner stops there."""
    look = look_at(drill.tries[-1], len(drill.tries), out.words)
    out.line()
    out.line(f"{look.title}{out.words('library.colon')}{look.came_to}")
    for coach in look.coached:
        out.line(f"{out.words('play.you')}{out.words('library.colon')}{coach.said}", indent="  ")
        print_coach(coach, out)
    if not drill.over:
        out.line(step_words(drill.tries, out.words, waiting=False))
        if out.read.isatty() and normalized(out.answer(out.words("focus.enter"))).lower() == "q":
            raise Left
