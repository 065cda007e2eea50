"""The same session line by line: for screen readers, pipes and slow links. Shows every fact of the full screen."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TextIO

from roleplay.plain.briefing import briefing_lines, chosen_lines
from roleplay.plain.console import Console, LearnerLeft, normalised
from roleplay.plain.conversation import Conversation
from roleplay.plain.debrief import print_debrief, reopen_debrief
from roleplay.plain.scene_list import scene_lines, scene_shelves
from roleplay.presenting.example import no_example
from roleplay.presenting.forms.pages import reminder_lines
from roleplay.presenting.history import opened_note
from roleplay.presenting.library_rows import where_left
from roleplay.presenting.preparation import Preparation
from roleplay.presenting.problems import scene_problem
from roleplay.presenting.scene_languages import has_language_choice, language_name, shown_language
from roleplay.reading.contents import BrokenScene, UnknownScene
from roleplay.records.model import AttemptRecord
from roleplay.scene.model import Bundle
from roleplay.session import Attempt, Setup
from roleplay.session.example import ideal_attempt
from roleplay.session.walk_start import NoStart
from roleplay.text.languages import reading_language
from roleplay.text.numbers import parse_bounded_int
from roleplay.workspace.briefings import BriefingDesk
from roleplay.workspace.examples import examples_opened
from roleplay.workspace.exporter import Exporter
from roleplay.workspace.seeds import fresh_seed
from roleplay.workspace.sittings import due_forms
from roleplay.workspace.workspace import Workspace

DONE, FAILED = 0, 2


class PlainShell:
    """Plays scenes over two streams."""

    def __init__(
        self, workspace: Workspace, language: str, read: TextIO, write: TextIO, exporter: Exporter | None = None
    ) -> None:
        """``exporter`` writes attempts to files."""
        self.workspace = workspace
        self.out = Console(workspace, language, read, write, exporter)

    # -- the library -----------------------------------------------------------

    def library(self) -> int:
        """List the scenes and play the one that is picked, again and again until the input ends."""
        from roleplay.plain.focus import choose_card, due_note  # not needed to play a single scene

        while True:
            list(self.workspace.rescore_outdated())
            self.out.line(self.out.words("plain.welcome"))
            self._print_check_in()
            shelves = scene_shelves(self.workspace, self.out.words)
            entries = [entry for shelf in shelves for entry in shelf.entries]
            for line in scene_lines(self.workspace, self.out.words):
                self.out.line(line)
            self.out.lines(due_note(self.out))
            for line in reminder_lines(due_forms(self.workspace), self.out.words):
                self.out.line(line)
            self.out.report_problems()
            answer = self.out.ask(self.out.words("plain.choose"))
            if answer is None or answer.strip().lower() == "q":
                return DONE
            word = normalised(answer)
            if not word:
                continue
            entry = next((entry for entry in entries if entry.id == word), None)
            number = parse_bounded_int(word, 1, len(entries))
            if number is not None:
                entry = entries[number - 1]
            if entry is None and word.lower() == "u":
                choose_card(self.out)
                continue
            if entry is None:
                self.out.line(self.out.words("plain.none", word=word))
                continue
            self.play(entry.id, Setup(fresh_seed()), resume=False, new=False, briefing=True, ask_mode=True)

    def _print_check_in(self) -> None:
        """Say that it is time to check in with the plan, if its day has come."""
        from roleplay.workspace.plans import check_in_day

        day = check_in_day(self.workspace) if self.workspace.has_record else ""
        if day:
            self.out.line(self.out.words("plan.check_in_plain", day=day))

    # -- one scene ---------------------------------------------------------------

    def play(self, name: str, setup: Setup, *, resume: bool, new: bool, briefing: bool, ask_mode: bool = False) -> int:
        """Play one scene to its end, or until the learner stops. Returns an exit code.

        With ``ask_mode`` the briefing asks how much help is wanted, if someone can answer.
        """
        try:
            attempt = self._resume_unfinished(name, setup.rubric, ask=not new and not resume) if not new else None
            if attempt is None:
                if resume:
                    self.out.line(self.out.words("plain.nothing_to_resume"))
                if briefing:
                    setup = self._briefing(self.workspace.library.bundle(name), setup, ask_mode=ask_mode)
                attempt = self.workspace.begin(name, setup, self.out.language)
        except (UnknownScene, BrokenScene) as error:  # the file has changed meanwhile
            self.out.line(scene_problem(error, self.out.words))
            return FAILED
        except (LearnerLeft, KeyboardInterrupt):  # nothing was begun
            return DONE
        self.out.report_problems()
        try:
            Conversation(attempt, self.out).play()
            print_debrief(attempt, self.out)
        except (LearnerLeft, KeyboardInterrupt):
            self.workspace.store.catch_up()
            if not attempt.over:  # a debrief that was left cannot be resumed
                key = "plain.stopped" if self.workspace.store.saving else "plain.stopped_unsaved"
                self.out.line(self.out.words(key, turn=attempt.turn + 1, scene=name))
        self.out.report_unwritten()
        return DONE

    def play_again(self, record: AttemptRecord) -> int:
        """Play an attempt again with the same deal, cast, mode and options."""
        try:
            setup = self.workspace.repeat_setup(record)
        except (UnknownScene, BrokenScene) as error:
            self.out.line(scene_problem(error, self.out.words))
            return FAILED
        return self.play(record.scenario_id, setup, resume=False, new=True, briefing=False)

    def example(self, name: str, *, with_gaps: bool) -> int:
        """Show a scene's worked example, or fill in some of its lines. Returns an exit code."""
        from roleplay.plain.example import ExampleRun

        try:
            ideal = ideal_attempt(self.workspace.library.bundle(name))
        except (UnknownScene, BrokenScene) as error:
            self.out.line(scene_problem(error, self.out.words))
            return FAILED
        if isinstance(ideal, NoStart):
            self.out.line(no_example(ideal, self.out.words))
            return DONE
        with suppress(KeyboardInterrupt):
            ExampleRun(ideal, self.out).read(with_gaps=with_gaps)
        return DONE

    def reopen(self, record: AttemptRecord, *, replay: bool) -> int:
        """Open a finished attempt again: its debrief, or with ``replay`` its conversation. Returns an exit code."""
        from roleplay.plain.history import replay as print_replay

        try:
            attempt = self.workspace.resume(record)
        except BrokenScene as error:
            self.out.line(scene_problem(error, self.out.words))
            return FAILED
        self.out.line(opened_note(record, self.out.words, examples_opened(self.workspace)))
        with suppress(LearnerLeft, KeyboardInterrupt):
            if replay:
                print_replay(attempt, self.out)
            else:
                reopen_debrief(attempt, record, self.out)
        self.out.report_problems()
        return DONE

    def _resume_unfinished(self, name: str, rubric: str, *, ask: bool) -> Attempt | None:
        """The unfinished attempt at this scene, if there is one and the learner wants to continue it."""
        record = next((r for r in self.workspace.store.unfinished() if r.scenario_id == name), None)
        if record is None:
            return None
        if ask:
            if not self.out.read.isatty():  # a script passes --resume if it wants this
                return None
            answer = self.out.ask(self.out.words("plain.resume", **where_left(record, self.out.words)))
            if answer is None or not answer.strip().lower().startswith("y"):
                return None
        try:
            attempt = self.workspace.resume(record, rubric)
        except BrokenScene as error:
            self.out.line(scene_problem(error, self.out.words))
            return None
        self.out.line(self.out.words("plain.resumed", **where_left(record, self.out.words)))
        return attempt

    def _briefing(self, bundle: Bundle, setup: Setup, *, ask_mode: bool) -> Setup:
        """Show what to know before the first line; returns the setup with the mode that was chosen."""
        interactive = self.out.read.isatty()  # a script passes all its choices as options
        asks = ask_mode and interactive
        desk = BriefingDesk(self.workspace, bundle, setup, mode_given=not asks, as_it_was=not interactive)
        if asks:
            self._ask_language(bundle.scenario.languages)
        for line in briefing_lines(bundle, self.out.words, desk.goal, setup.rubric):
            self.out.line(line, indent="    " if line.startswith("  ") else "  ")
        if interactive:
            desk.advise()
            how = self.out.words("example.how.command", scene=bundle.scenario.id)
            self.out.lines(desk.advice(self.out.words, how))
        if asks:
            self._ask_mode(desk.preparation)
        for line in chosen_lines(desk.preparation, self.out.words):
            self.out.line(line, indent="  ")
        return desk.begin()

    def _ask_language(self, languages: Sequence[str]) -> None:
        """If the scene has a language that the interface lacks, ask in which of its languages to read it."""
        words = self.out.words
        if not has_language_choice(languages):
            return
        for number, code in enumerate(languages, 1):
            self.out.line(f"{number}. {language_name(code, words)}", indent="   ")
        default = language_name(shown_language(languages, words), words)
        chosen = self.out.number(words("plain.ask_language", language=default), len(languages))
        if chosen is not None:
            self.out.set_language(reading_language(words.interface, languages[chosen - 1]))

    def _ask_mode(self, preparation: Preparation) -> None:
        words = self.out.words
        for number, mode in enumerate(preparation.modes, 1):
            about = words("plain.mode", number=number, name=words(f"mode.{mode}"), about=words(f"mode.{mode}_about"))
            self.out.line(about, indent="   ")
        default = words(f"mode.{preparation.setup.mode}")
        chosen = self.out.number(words("plain.ask_mode", mode=default), len(preparation.modes))
        if chosen is not None:
            preparation.choose_mode(preparation.modes[chosen - 1])
