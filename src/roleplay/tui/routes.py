"""Creates the screens to go to. Each is imported only when it is needed, which makes the start quicker."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import Screen

from roleplay.reading.contents import BrokenScene, UnknownScene
from roleplay.tui.launch_target import PastTarget

if TYPE_CHECKING:
    from roleplay.records.model import AttemptRecord
    from roleplay.session import Attempt, Setup
    from roleplay.tui.host import Host
    from roleplay.tui.launch_target import LaunchTarget

T = TypeVar("T")


def first_screen(target: LaunchTarget, host: Host) -> Screen[Any]:
    """The screen of ``target``; if it cannot be shown, the library, with a note that says why."""
    if target.scene_file is not None:
        from roleplay.tui.screens.edit import EditScreen

        return EditScreen(target.scene_file)
    if target.drill is not None:
        from roleplay.tui.screens.drill import DrillScreen

        return DrillScreen(target.drill, target.phones)
    if target.following is not None:
        from roleplay.tui.screens.speaker import SpeakerScreen

        return SpeakerScreen(target.following)
    if target.progress:
        return own_screen(host, "progress")
    if target.card:
        return focus(target.card)
    if target.plan:
        return own_screen(host, "plan")
    if target.exam:
        return exam(host, target.exam) or library()
    if target.form:
        return form(host, target.form) or library()
    if target.past is not None:
        return past(host, target.past, target.past_as) or library()
    screen = None if target.scene is None else _scene_screen(target, target.scene, host)
    return screen or library()


def _scene_screen(target: LaunchTarget, scene_id: str, host: Host) -> Screen[Any] | None:
    if target.example:
        return example(host, scene_id, with_gaps=target.with_gaps)
    unfinished = host.workspace.store.unfinished() if target.resume else ()
    record = next((record for record in unfinished if record.scenario_id == scene_id), None)
    setup = target.setup
    if record is not None:
        rubric = "" if setup is None else setup.rubric
        return conversation(host, lambda: host.workspace.resume(record, rubric))
    if setup is not None and target.skip_briefing:
        return conversation(host, lambda: host.workspace.begin(scene_id, setup, host.language))
    return briefing(host, scene_id, setup, seed_given=target.seed_given, mode_given=target.mode_given)


def library() -> Screen[Any]:
    """The screen that lists the scenes: the application starts there, and every way back ends there."""
    from roleplay.tui.screens.library import LibraryScreen

    return LibraryScreen()


def is_library(screen: Screen[Any]) -> bool:
    """Whether ``screen`` is the library."""
    from roleplay.tui.screens.library import LibraryScreen

    return isinstance(screen, LibraryScreen)


def briefing(
    host: Host,
    scene_id: str,
    setup: Setup | None,
    *,
    seed_given: bool,
    mode_given: bool = False,
    as_it_was: bool = False,
) -> Screen[Any] | None:
    """A scene's briefing; ``None`` (with a note to the learner) if its file is broken."""
    from roleplay.tui.screens.briefing import BriefingScreen

    bundle = _load_or_report(host, lambda: host.workspace.library.bundle(scene_id))
    if bundle is None:
        return None
    return BriefingScreen(scene_id, bundle, setup, seed_given=seed_given, mode_given=mode_given, as_it_was=as_it_was)


def example(host: Host, scene_id: str, *, with_gaps: bool = False) -> Screen[Any] | None:
    """The screen of a worked example; ``None`` (with a note) if the scene has none or its file is broken."""
    bundle = _load_or_report(host, lambda: host.workspace.library.bundle(scene_id))
    if bundle is None:
        return None
    from roleplay.tui.screens.example import example_screen

    return example_screen(host, bundle, with_gaps=with_gaps)


def conversation(host: Host, begin: Callable[[], Attempt]) -> Screen[Any] | None:
    """The conversation of the attempt that ``begin`` returns; ``None`` (with a note) if a file is broken."""
    attempt = _load_or_report(host, begin)
    if attempt is None:
        return None
    record = _record_of(host, attempt)
    if record is not None and record.branch is not None:
        from roleplay.tui.screens.branch_talk import BranchTalkScreen

        return BranchTalkScreen(attempt, record)
    from roleplay.tui.screens.conversation import ConversationScreen

    return ConversationScreen(attempt, attempt.journal.attempt_id)


def debrief(host: Host, attempt: Attempt) -> Screen[Any]:
    """The debrief of a finished attempt; for a branch, the comparison with the attempt it branches off."""
    record = _record_of(host, attempt)
    beside = None if record is None or record.branch is None else branch(host, record)
    if beside is not None:
        return beside
    if record is not None and "sitting" in record.options:
        from roleplay.tui.screens.sitting_debrief import SittingDebriefScreen

        return SittingDebriefScreen(attempt, record.id)
    from roleplay.tui.screens.debrief import DebriefScreen

    return DebriefScreen(attempt, attempt.journal.attempt_id)


def past(host: Host, record: AttemptRecord, past_as: PastTarget) -> Screen[Any] | None:
    """The screen that opens a finished attempt as ``past_as`` says; ``None`` (with a note) if what it needs is gone."""
    if past_as is PastTarget.AGAIN:
        setup = _load_or_report(host, lambda: host.workspace.repeat_setup(record))
        if setup is None:
            return None
        return briefing(host, record.scenario_id, setup, seed_given=True, mode_given=True, as_it_was=True)
    if past_as is PastTarget.BRANCH:
        return branch(host, record)
    attempt = _load_or_report(host, lambda: host.workspace.resume(record))
    if attempt is None:
        return None
    if past_as is PastTarget.REPLAY:
        from roleplay.tui.screens.replay import ReplayScreen

        return ReplayScreen(attempt)
    from roleplay.tui.screens.past_debrief import PastDebriefScreen

    return PastDebriefScreen(attempt, record)


def branch(host: Host, record: AttemptRecord) -> Screen[Any] | None:
    """A finished branch beside its attempt; ``None`` (with a note) if the attempt is gone or either cannot be read."""
    parent = None if record.branch is None else host.workspace.store.attempt(record.branch.parent)
    if parent is None:
        host.note(host.words("branch.no_parent"), "warning")
        return None
    attempt, beside = (_load_or_report(host, partial(host.workspace.resume, each)) for each in (parent, record))
    if attempt is None or beside is None:
        return None
    from roleplay.tui.screens.branch import BranchScreen

    return BranchScreen(attempt, parent, beside, record)


def exam(host: Host, name: str) -> Screen[Any] | None:
    """An exam; ``None`` if the library has none of that id."""
    from roleplay.tui.screens.exam import ExamScreen
    from roleplay.workspace.exams import exam_records

    record = next((record for record in exam_records(host.workspace) if record.exam.id == name), None)
    return None if record is None else ExamScreen(record, partial(attempt_or_debrief, host))


def attempt_or_debrief(host: Host, begin: Callable[[], Attempt]) -> Screen[Any] | None:
    """The attempt that ``begin`` returns, or its debrief if it is over; ``None`` as for `conversation`."""
    attempt = _load_or_report(host, begin)
    if attempt is None:
        return None
    return debrief(host, attempt) if attempt.over else conversation(host, lambda: attempt)


def focus(card: str) -> Screen[Any]:
    """A focus drill on a card."""
    from roleplay.tui.screens.focus import FocusScreen

    return FocusScreen(card)


def form(host: Host, name: str) -> Screen[Any] | None:
    """A test, by its id; ``None`` if it cannot be used."""
    from roleplay.tui.screens.forms import FormScreen
    from roleplay.workspace.sittings import form_record

    record = form_record(host.workspace, name)
    return None if record is None else FormScreen(record, partial(attempt_or_debrief, host))


def own_screen(host: Host, name: str) -> Screen[Any]:
    """One of the learner's own screens, by the name that keys and the palette use. Raises LookupError if unknown."""
    match name:
        case "due":
            from roleplay.tui.screens.due import DueScreen

            return DueScreen()
        case "forms":
            from roleplay.tui.screens.forms import FormsScreen

            return FormsScreen(lambda name: form(host, name) or exam(host, name))
        case "goals":
            from roleplay.tui.screens.goals import GoalsScreen

            return GoalsScreen()
        case "history":
            from roleplay.tui.screens.history import HistoryScreen

            return HistoryScreen()
        case "incident":
            from roleplay.tui.screens.incident import IncidentScreen

            return IncidentScreen()
        case "plan":
            from roleplay.tui.screens.plan import PlanScreen

            return PlanScreen()
        case "progress":
            from roleplay.tui.screens.progress import ProgressScreen

            return ProgressScreen()
    raise LookupError(name)


def drill(host: Host, scene_id: str, *, with_phones: bool) -> Screen[Any] | None:
    """A new drill for a class; ``None`` (with a note) if a file is broken."""
    from roleplay.drill.plan import Plan
    from roleplay.workspace.seeds import fresh_seed

    workspace = host.workspace
    begun = _load_or_report(host, lambda: workspace.begin_drill(scene_id, Plan(seed=fresh_seed()), host.language))
    if begun is None:
        return None
    from roleplay.tui.screens.drill import DrillScreen

    phones = host.services.open_phones(begun, workspace.words, host.language) if with_phones else None
    return DrillScreen(begun, phones)


def _record_of(host: Host, attempt: Attempt) -> AttemptRecord | None:
    """The record of an attempt; ``None`` if it is not recorded."""
    id_ = attempt.journal.attempt_id
    return None if id_ is None else host.workspace.store.attempt(id_)


def _load_or_report(host: Host, work: Callable[[], T]) -> T | None:
    """The result of ``work``; ``None`` if a file is missing or broken, after telling the learner which and why."""
    try:
        return work()
    except (UnknownScene, BrokenScene, OSError, UnicodeDecodeError) as error:
        from roleplay.presenting.problems import scene_problem

        host.note(scene_problem(error, host.words), "error")
    return None
