"""What the application was asked to begin with. Imports no Textual: whoever makes one has not prepared for it yet."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from roleplay.authoring.scene_file import SceneFile
    from roleplay.presenting.drill.phones import Phones
    from roleplay.records.model import AttemptRecord
    from roleplay.session import Setup
    from roleplay.workspace.drills import Drill, Following


class PastTarget(Enum):
    """What is shown of a finished attempt."""

    DEBRIEF = auto()
    REPLAY = auto()
    AGAIN = auto()
    #: of a branch: it and the attempt that it branches off, side by side
    BRANCH = auto()


class LaunchTarget(NamedTuple):
    """The first screen. Without a ``scene`` it is the library; a scene is briefed unless something else is asked for.

    Where what was asked for cannot be shown, the library is, and says why.
    """

    scene: str | None = None
    #: what is chosen already
    setup: Setup | None = None
    #: show the scene's worked example; begin it with gaps
    example: bool = False
    with_gaps: bool = False
    #: go on with the newest unfinished attempt at the scene, where there is one
    resume: bool = False
    #: begin at the first word
    skip_briefing: bool = False
    #: whether the seed of ``setup`` was asked for
    seed_given: bool = False
    #: whether the mode of ``setup`` was
    mode_given: bool = False
    #: play this file while it is written
    scene_file: SceneFile | None = None
    #: a drill of a class, begun already or gone on with, and the way in for phones where there is one
    drill: Drill | None = None
    phones: Phones | None = None
    #: the drill that another terminal runs, for the facilitator's own eyes
    following: Following | None = None
    #: a finished attempt, and what is to be shown of it
    past: AttemptRecord | None = None
    past_as: PastTarget = PastTarget.DEBRIEF
    #: what the record says of the learner's progress
    progress: bool = False
    #: the card of a focus drill
    card: str = ""
    #: the plan in force
    plan: bool = False
    #: the id of an exam to take or to go on with
    exam: str = ""
    #: a test for before and after, by its id
    form: str = ""

    @property
    def style(self) -> str:
        """The name of the first screen's style sheet."""
        if self.scene_file is not None:
            return "edit"
        if self.drill is not None:
            return "drill"
        if self.following is not None:
            return "speaker"
        if self.progress or self.card or self.exam or self.form:
            return "debrief"
        if self.plan:
            return "plan"
        if self.past is not None:
            return {PastTarget.DEBRIEF: "debrief", PastTarget.REPLAY: "conversation"}.get(self.past_as, "briefing")
        if self.scene is None:
            return "library"
        return "conversation" if self.skip_briefing or self.resume or self.example else "briefing"


#: Home.
LIBRARY = LaunchTarget()
