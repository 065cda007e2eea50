"""What the application starts with. Imports no Textual: whoever creates a target has not prepared for it yet."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from roleplay.authoring.scene_file import SceneFile
    from roleplay.presenting.drill.phones import Phones
    from roleplay.records.model import AttemptRecord
    from roleplay.session import Setup
    from roleplay.workspace.drills import Drill, FollowedDrill


class PastTarget(Enum):
    """How a finished attempt is opened."""

    DEBRIEF = auto()
    REPLAY = auto()
    AGAIN = auto()
    #: for a branch: side by side with the attempt it branches off
    BRANCH = auto()


class LaunchTarget(NamedTuple):
    """The first screen. Without a ``scene`` it is the library; with one, its briefing unless another field says more.

    If the target cannot be shown, the library is, with a note that says why.
    """

    scene: str | None = None
    #: choices already made
    setup: Setup | None = None
    #: show the scene's worked example; start it with gaps
    example: bool = False
    with_gaps: bool = False
    #: continue the newest unfinished attempt at the scene, if there is one
    resume: bool = False
    #: start at the first line
    skip_briefing: bool = False
    #: whether the seed of ``setup`` was requested
    seed_given: bool = False
    #: whether the mode of ``setup`` was requested
    mode_given: bool = False
    #: play this file while it is being written
    scene_file: SceneFile | None = None
    #: a drill for a class, new or resumed, and its server for phones if there is one
    drill: Drill | None = None
    phones: Phones | None = None
    #: a drill run by another terminal, for the facilitator's own screen
    following: FollowedDrill | None = None
    #: a finished attempt, and how to open it
    past: AttemptRecord | None = None
    past_as: PastTarget = PastTarget.DEBRIEF
    #: show the learner's progress
    progress: bool = False
    #: the card of a focus drill
    card: str = ""
    #: show the plan in force
    plan: bool = False
    #: the id of an exam to begin or continue
    exam: str = ""
    #: the id of a test for before and after
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


#: The default target.
LIBRARY = LaunchTarget()
