"""A test for before and after, line by line: its due scenes are played one after another."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from roleplay.plain.console import Console, LearnerLeft, normalised
from roleplay.plain.debrief import print_debrief
from roleplay.plain.sitting import play_sitting
from roleplay.presenting.forms.pages import FormText, head_page, next_page, page_lines, result_lines
from roleplay.presenting.problems import scene_problem
from roleplay.reading.contents import BrokenScene, UnknownScene
from roleplay.workspace.sittings import FormRecord

DONE, FAILED = 0, 2


def sit(record: FormRecord, out: Console, *, early: bool = False) -> int:
    """Begin or continue what is due; ``early`` also begins what is not due yet. Returns an exit code."""
    list(out.workspace.rescore_outdated())
    _print(head_page(record.facts, out.words), out)
    if early:
        record.begin()
    try:
        while record.can_go_on:
            out.line()
            _print(next_page(record.facts, out.workspace.library.contents, out.words), out)
            if out.read.isatty() and normalised(out.answer()).lower() == "q":
                raise LearnerLeft
            record.refresh()
            if not record.can_go_on:
                break
            record.begin()
            if not _scene(record, out):
                return FAILED
            if record.standing.under_way is None:
                out.line()
                out.line(out.words("forms.sitting_over"))
                break
            if not out.read.isatty():  # a script answers the next scene as well
                continue
    except (LearnerLeft, KeyboardInterrupt):
        out.workspace.store.catch_up()
        out.line(out.words("forms.go_on_later", id=record.form.id))
        out.report_unwritten()
        return DONE
    out.line()
    out.lines(*result_lines(record.facts, out.workspace.library.contents, out.words))
    if not record.can_go_on:
        out.line()
        _print(next_page(record.facts, out.workspace.library.contents, out.words), out)
    out.report_unwritten()
    return DONE


def _scene(record: FormRecord, out: Console) -> bool:
    """Play the next scene up to its debrief; returns False, after saying why, if its file is broken."""
    try:
        attempt = record.play(out.language)
    except (UnknownScene, BrokenScene) as error:
        out.line(scene_problem(error, out.words))
        return False
    out.report_problems()
    if not attempt.over:
        play_sitting(attempt, out, record.plays)
    with suppress(LearnerLeft):  # the questions of a debrief need no answer
        print_debrief(attempt, out)
    record.refresh()
    return True


def _print(texts: Iterable[FormText | None], out: Console) -> None:
    for line in page_lines(texts):
        out.line(line, indent="  " if line.startswith("  ") else "")
