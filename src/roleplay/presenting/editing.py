"""What is shown while a scene is played and written at the same time, in words and rows."""

from __future__ import annotations

from roleplay.authoring.changes import ChangeKind, SceneChange
from roleplay.authoring.draft import Draft
from roleplay.authoring.playtest import Playtest
from roleplay.authoring.scene_file import SceneFile
from roleplay.authoring.walk_writer import KeptWalk
from roleplay.locales import Catalogue
from roleplay.presenting import facts
from roleplay.presenting.facts.coach import coach
from roleplay.presenting.rows.coaching import coach_rows, move_rows, point_rows
from roleplay.presenting.rows.row import BLANK, CHANGED, Item, Row, block
from roleplay.presenting.rows.seams import seam_rows
from roleplay.presenting.scene_languages import language_names
from roleplay.presenting.seams import SeamReader
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.files import os_error_text
from roleplay.reading.loader import is_error
from roleplay.session import Attempt, Utterance, UtteranceKind
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe

#: The minimum height of the window, in rows, for the whole coaching.
_MIN_FULL_HEIGHT = 34


def problem_of(scene_file: SceneFile, words: Catalogue) -> str:
    """Why what is shown differs from the file; empty if it does not."""
    playtest = scene_file.playtest
    if scene_file.problem is not None:
        if isinstance(scene_file.problem, FileNotFoundError):
            return words("edit.is_gone", path=scene_file.path.name)
        problem = os_error_text(scene_file.problem, words.language)
        return words("edit.is_unreadable", path=scene_file.path.name, problem=problem)
    if playtest.broken:
        first = next(finding for finding in playtest.findings if is_error(finding))
        return words("edit.is_broken", line=first.span.line, message=first.message(words.language))
    return ""


def status(scene_file: SceneFile, words: Catalogue, glyphs: Glyphs) -> tuple[str, str]:
    """The state of the file in two words, and their role."""
    playtest = scene_file.playtest
    if scene_file.problem is not None:
        is_gone = isinstance(scene_file.problem, FileNotFoundError)
        return f"{glyphs.no} {words('edit.gone' if is_gone else 'edit.unreadable')}", "bad"
    if playtest.broken:
        return f"{glyphs.no} {words('edit.broken')}", "bad"
    if any(map(is_error, playtest.findings)):
        return f"{glyphs.no} {words('edit.plays_with_errors')}", "bad"
    return f"{glyphs.yes} {words('edit.plays')}", "good"


def counts_text(playtest: Playtest, words: Catalogue) -> str:
    """How many findings there are, and how many passages are still unwritten."""
    count, unwritten = len(playtest.findings), len(playtest.unwritten)
    parts = [words("edit.counted", count=count)] if count else []
    parts += [words("edit.unwritten", count=unwritten)] if unwritten else []
    if playtest.is_checking:
        return f"{words('edit.separator').join(parts)}..." if parts else words("edit.still_looking")
    if playtest.failure:
        parts.append(words("edit.not_all_checked"))
    return words("edit.separator").join(parts) if parts else words("edit.nothing_found")


def title_rows(scene_file: SceneFile, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """The file, its state, the turn, and, if there is room, what is dealt and which personas are played."""
    playtest = scene_file.playtest
    separator = (f" {glyphs.separator} ", "muted")
    spans = [(safe(scene_file.path.name, newlines=False), "strong"), separator, status(scene_file, words, glyphs)]
    spans += [separator, (counts_text(playtest, words), "")]
    if playtest.attempt is not None:
        spans += [separator, (facts.title(playtest.attempt, words).turn, "")]
        for fact, value in (*playtest.route.deal.items(), *playtest.personas.items()):
            dealt = words("edit.dealt", fact=fact, value=value)
            if sum(cell_len(text) for text, _ in spans) + cell_len(dealt) + 3 <= width:
                spans += [separator, (dealt, "muted")]
    return [Row(tuple(spans))]


def what_changed(change: SceneChange, words: Catalogue) -> str:
    """The name of what has changed."""
    what = words(f"edit.what.{change.kind.value}", place=change.passage, choice=change.choice or "")
    if change.languages and words.language not in change.languages:
        languages = language_names(change.languages, words)
        return words("edit.in_language", what=what, languages=languages)
    return what


def line_of(playtest: Playtest, change: SceneChange) -> int | None:
    """The line of the file at which a change is; ``None`` if it has no place there."""
    if playtest.playable is None or not change.path:
        return None
    document = playtest.playable.document
    while change.path and change.path not in document.values:
        change = change._replace(path=change.path[:-1])
    return document.key_span(change.path).line if change.path else None


def save_summary(playtest: Playtest, words: Catalogue) -> str:
    """What the last save has changed, in a sentence."""
    change = playtest.change
    if change is None:
        if not playtest.changed_passages:
            return words("edit.saved_same")
        passages = facts.list_of(words, playtest.changed_passages[:4])
        return words("edit.saved_elsewhere", places=passages)
    what, line = what_changed(change, words), line_of(playtest, change)
    text = words("edit.saved_change", what=what, line=line) if line else words("edit.saved_change_no_line", what=what)
    if not playtest.remaining:
        return text
    return text + ("" if words.interface == "zh" else " ") + words("edit.go_on")


_MOMENT = (ChangeKind.SAYS, ChangeKind.SPEAKER, ChangeKind.START, ChangeKind.ELSEWHERE, ChangeKind.DEAL)
_ENDING = (ChangeKind.TITLE, ChangeKind.TEXT, ChangeKind.OUTCOME, ChangeKind.WORTH, ChangeKind.KPI)
_OF_THE_LINE = (
    ChangeKind.MOVES,
    ChangeKind.EFFECTS,
    ChangeKind.SET,
    ChangeKind.CLEAR,
    ChangeKind.TO,
    ChangeKind.WHY,
    ChangeKind.GOTO,
)


def marked_line(change: SceneChange | None, attempt: Attempt, said: list[Utterance]) -> int | None:
    """The index in ``said`` of the line that ``change`` is about; ``None`` if there is none."""
    if change is None or change.turn != attempt.turn:
        return None
    of_turn = ((n, utterance.kind) for n, utterance in enumerate(said) if utterance.turn == change.turn)
    replies = [n for n, kind in of_turn if kind is not UtteranceKind.YOU]
    last_own = next((n for n in reversed(range(len(said))) if said[n].kind is UtteranceKind.YOU), None)
    node = attempt.state.passage.node
    if change.kind is ChangeKind.SCENE:
        return next((n for n in replies if said[n].kind is UtteranceKind.SCENE), None)
    if change.kind is ChangeKind.REPLY:
        return replies[0] if len(replies) > 1 or node is None else last_own
    if change.kind in _MOMENT or change.kind in _ENDING:
        return replies[-1] if replies else None
    was_said = attempt.decisions and attempt.decisions[-1].choice == change.choice
    if change.kind in _OF_THE_LINE and was_said and (node is None or node.id != change.passage):
        return last_own
    return None


def items(attempt: Attempt, change: SceneChange | None, words: Catalogue) -> list[Item]:
    """The numbered choices; the one that ``change`` is about is marked as changed."""
    if attempt.over:
        return [Item("", words("edit.to_keep"))]
    listed: list[Item] = []
    current = attempt.state.passage.id
    for choice in facts.choices(attempt, words):
        mark = ""
        if change is not None and change.choice == choice.id and change.passage == current:
            mark = f"  {CHANGED} {words('edit.changed')}"
        locked = choice.locked and words("edit.locked", reason=choice.locked)
        listed.append(Item(str(choice.number), choice.text + mark, locked))
    return listed


def changed_choice(attempt: Attempt, change: SceneChange | None) -> int:
    """The index of the changed choice; 0 if there is none."""
    offered = [offer.id for offer in attempt.offers()]
    return offered.index(change.choice) if change is not None and change.choice in offered else 0


def rows_above_choices(
    scene_file: SceneFile, message: str, words: Catalogue, glyphs: Glyphs, width: int, height: int
) -> list[Row]:
    """The rows above the choices: what is wrong with the file, what the last save changed, what the last line did."""
    attempt = scene_file.playtest.attempt
    rows: list[Row] = []
    problem = problem_of(scene_file, words)
    if problem:
        rows += block(problem, width, "bad", label=glyphs.no, label_role="bad", indent=2)
    if message:
        rows += block(message, width, "mark", label=CHANGED, label_role="mark", indent=2)
    if attempt is None:
        return [*rows, *block(words("edit.waiting_about"), width)]
    if attempt.turn:
        coaching = coach(attempt, words)
        if height >= _MIN_FULL_HEIGHT:
            rows += [*block(words("coach.title"), width, "heading"), *coach_rows(coaching, words, glyphs, width), BLANK]
        else:
            rows += move_rows(coaching.moves, glyphs, width, 2) + point_rows(coaching, width, 2)
    if attempt.over:
        rows += block(words("edit.ended"), width, "heading")
    elif attempt.stuck:
        rows += block(words("edit.stuck"), width, "bad", label=glyphs.no, label_role="bad", indent=2)
    return rows


def passage_of(finding: Diagnostic, draft: Draft) -> str | None:
    """The node or ending that a finding is about, if any."""
    where = (finding.span.line, finding.span.column)
    for path, key in draft.document.keys.items():
        if len(path) == 2 and path[0] in ("nodes", "endings"):
            span = draft.document.values[path]
            if (key.line, key.column) <= where < (span.end_line, span.end_column):
                return str(path[1])
    return None


def playable_passage(finding: Diagnostic | None, playtest: Playtest) -> str | None:
    """The node or ending that a finding is about, if the current story has it."""
    passage = None if finding is None or playtest.draft is None else passage_of(finding, playtest.draft)
    return passage if playtest.attempt is not None and passage in playtest.attempt.story.passages else None


def findings_note(playtest: Playtest, words: Catalogue) -> tuple[str, str]:
    """The note under the findings, and its role: that slower checks are still running or failed, or what is missing."""
    findings = playtest.findings
    if playtest.failure:
        return words("edit.checks_failed", problem=playtest.failure), "bad"
    if playtest.is_checking:
        return words("edit.looking" if findings else "edit.no_findings_yet"), "muted"
    if unwritten := playtest.unwritten:
        key = "edit.still_to_write" if findings else "edit.no_findings_but"
        return words(key, count=len(unwritten), line=unwritten[0]), "muted"
    return "" if findings or playtest.draft is None else words("edit.no_findings"), "good"


def kept_walk_rows(walk: KeptWalk, words: Catalogue, width: int) -> list[Row]:
    """What will be kept of a walk, and the request for a name."""
    rows = block(words("keep.title"), width, "heading")
    rows += block(words("keep.about", count=len(walk.choices), ending=walk.ending), width)
    for ref, comparison in walk.expect.items():
        rows += block(words("keep.score", ref=ref, range=comparison), width)
    return [*rows, *block(words("keep.name"), width, "muted")]


def seam_pane_rows(playtest: Playtest, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """The current seam, or why there is none yet."""
    seams = playtest.seams
    if seams is None:
        waits = playtest.is_checking and not playtest.failure
        return block(words("edit.no_seams_yet" if waits else "edit.no_seams"), width, "muted")
    rows = seam_rows(SeamReader(seams, words, glyphs).seam(playtest.seam), words, width)
    if seams.cut:
        states = max(len(label.graph) for label in seams.labels)
        rows += [BLANK, *block(words("read.cut", states=f"{states:,}"), width, "muted")]
    return rows
