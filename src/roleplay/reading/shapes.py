"""How scenes are written, permissive where authors may be brief; `build` turns them into the strict `model`.

What scenes share is in `shared_shapes`, forms are in `form_shapes`. Shapes validate one file by itself and define the
JSON Schema; an editor shows the docstrings while typing.
"""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag

from roleplay.reading.fields import (
    PLACE,
    AnyId,
    Change,
    ConditionShape,
    CriterionName,
    DateShape,
    Id,
    Key,
    Language,
    MoveName,
    OneText,
    Percent,
    PersonaName,
    RubricName,
    ScoreRef,
    SeveralTexts,
    Shape,
    TextShape,
    value_kind,
)
from roleplay.reading.form_shapes import ExamShape, ParallelFormShape
from roleplay.reading.observation_shapes import ObserverSheetShape
from roleplay.reading.shared_shapes import KpiProfileShape, PersonaShape, RubricShape, VocabularyShape
from roleplay.scene.journey import Touchpoint
from roleplay.scene.model import MAX_LINES


class VariantShape(Shape):
    """A text used if its condition holds. The last in a list has no `when`, except among stage directions."""

    when: ConditionShape | None = None
    """When this text is used."""
    text: TextShape
    """The text."""


class QuestionShape(Shape):
    """A question for those who have played; left out if its condition does not hold for what they played."""

    when: ConditionShape
    """When it is asked. In addition to what any condition may test, `chose.NODE`: a choice there, or a list of them."""
    text: TextShape
    """The question."""


class TargetShape(Shape):
    """Where a choice leads when the condition holds. The last of a list has no `when`."""

    when: ConditionShape | None = None
    """When the story goes there."""
    to: Id
    """A node or an ending."""


class MoveUseShape(Shape):
    """A move that the choice makes only under a condition."""

    when: ConditionShape
    """When the line makes this move."""
    move: MoveName
    """A move of the vocabulary."""


VariantsShape = Annotated[
    OneText | SeveralTexts | Annotated[list[VariantShape], Field(min_length=1), Tag("<list>")],
    Discriminator(value_kind),
]


def _question(value: Any) -> str:
    """The union tag: a map with a `when` or a `text` is a question, any other is a map of languages."""
    return "<question>" if isinstance(value, dict) and value.keys() & {"when", "text"} else value_kind(value)


QuestionOrText = Annotated[
    OneText | SeveralTexts | Annotated[QuestionShape, Tag("<question>")], Discriminator(_question)
]
MoveUseOrId = Annotated[
    Annotated[MoveName, Tag("<text>")] | Annotated[MoveUseShape, Tag("<map>")], Discriminator(value_kind)
]
TagShape = Annotated[Annotated[AnyId, Tag("<text>")] | SeveralTexts, Discriminator(value_kind)]
SeveralIds = Annotated[
    Annotated[Id, Tag("<text>")] | Annotated[list[Id], Field(min_length=1, max_length=9), Tag("<list>")],
    Discriminator(value_kind),
]
GotoShape = Annotated[
    Annotated[Id, Tag("<text>")] | Annotated[list[TargetShape], Field(min_length=1), Tag("<list>")],
    Discriminator(value_kind),
]


class PaperShape(Shape):
    """A document the learner has in hand, to be read before the conversation and again during it."""

    title: TextShape
    """What it is: a transcript, a page of a file, a log."""
    text: TextShape
    """Its content; it may have several lines."""


class BriefShape(Shape):
    """Everything the learner knows before the first word: whatever is missing they have to guess."""

    role: TextShape
    """Who you are."""
    situation: TextShape
    """What has happened, what is on record."""
    authority: TextShape
    """What you may decide yourself, and who must approve the rest."""
    channel: TextShape
    """At the counter, by phone, by chat."""
    goal: TextShape
    """What you want to reach."""
    papers: Annotated[list[PaperShape], Field(max_length=5)] = []
    """What you have in hand, to be read before the conversation and again during it."""


class CastMemberShape(Shape):
    """A person in the scene."""

    name: TextShape
    """What they are called."""
    persona: PersonaName
    """How they react: a persona of the library."""


class MeterShape(Shape):
    """A quantity of the story, 0 to 100."""

    start: Percent
    """Where it begins."""
    name: TextShape
    """What it is called."""
    better: Literal["low", "high"]
    """Which end is good."""
    shown: bool = True
    """Whether the learner sees it."""


class ChoiceShape(Shape):
    """A line the learner may say."""

    id: Id
    """Its id within the node."""
    say: TextShape
    """The line."""
    moves: Annotated[list[MoveUseOrId], Field(min_length=1)]
    """What the line does: moves of the vocabulary."""
    effects: dict[Key, Change] = {}
    """meter -> change, on top of the persona's reactions."""
    set: list[Key] = []
    """Flags this choice sets."""
    clear: list[Key] = []
    """Flags this choice clears."""
    when: ConditionShape | None = None
    """When the choice is available."""
    locked: TextShape | None = None
    """If `when` does not hold, the choice is shown greyed out with this reason instead of being hidden."""
    once: bool = False
    """Whether it can be said only once in an attempt."""
    to: AnyId | None = None
    """Whom the line addresses; by default the speaker of the node."""
    reply: VariantsShape | None = None
    """The immediate answer; its variant is chosen by the state after the effects."""
    why: VariantsShape | None = None
    """What this line does and why: when ..., do ..., because ... Chosen by the state in which the line is said."""
    goto: GotoShape
    """Where the story goes: a node, an ending, or a list of conditional targets."""


class SilenceShape(Shape):
    """What happens when the learner says nothing; in timed practice only."""

    after: Annotated[int, Field(ge=5, le=600)]
    """Seconds."""
    choice: Id
    """The choice made then."""


class NodeShape(Shape):
    """A moment at which somebody has spoken and the learner must answer."""

    scene: VariantsShape | None = None
    """A stage direction, or variants of it; left out if no variant fits."""
    speaker: AnyId
    """Who speaks: a member of the cast."""
    says: VariantsShape
    """What they say: a text, or variants of which the first that fits is used."""
    assess: list[CriterionName] | None = None
    """The criteria that are due at this moment; only these are at stake here."""
    choices: Annotated[list[ChoiceShape], Field(min_length=1, max_length=MAX_LINES)]
    """What the learner may say; at most nine can be available at once."""
    silence: SilenceShape | None = None
    """What happens when nothing is said."""


class SketchShape(Shape):
    """A moment still to be written. It plays as a stub: this text, and a line for each way on."""

    todo: TextShape
    """What should happen here."""
    scene: VariantsShape | None = None
    """A stage direction, or variants of it; left out if no variant fits."""
    speaker: AnyId | None = None
    """Who speaks; by default the first of the cast."""
    says: VariantsShape | None = None
    """What they say, if that is already written."""
    goto: SeveralIds | None = None
    """Where it leads: a node or an ending, or a list of them; by default the first ending."""


def _node(value: Any) -> str:
    """The union tag of a node: one that has a `todo` and no choices yet is a sketch."""
    return "<todo>" if isinstance(value, dict) and "todo" in value and "choices" not in value else "<map>"


AnyNodeShape = Annotated[
    Annotated[NodeShape, Tag("<map>")] | Annotated[SketchShape, Tag("<todo>")], Discriminator(_node)
]


class KpiShape(Shape):
    """What a business would have measured after an ending: one person's answers, and whether the case was settled."""

    csat: Annotated[int, Field(ge=1, le=5)] | None = None
    """Satisfaction, 1 (not at all) to 5 (very)."""
    nps: Annotated[int, Field(ge=0, le=10)] | None = None
    """Would recommend, 0 (never) to 10 (certainly): 9 and 10 are promoters, 0 to 6 detractors."""
    ces: Annotated[int, Field(ge=1, le=5)] | None = None
    """Effort it took the person, 1 (hardly any) to 5 (very much): lower is better."""
    fcr: bool | None = None
    """Whether the matter was settled in this contact, so that nobody had to raise it again."""


class EndingShape(Shape):
    """How the story may end."""

    title: TextShape
    """A title of a few words."""
    text: VariantsShape
    """What happens, as narrative; the variant is chosen by the state in which it ends."""
    outcome: Literal["success", "partial", "failure"]
    """How it ends for the learner's task."""
    worth: Annotated[float, Field(ge=0, le=1)] | None = None
    """0 to 1; by default 1 for success, 0.5 for partial, 0 for failure."""
    kpi: KpiShape | None = None
    """What a business would have measured."""


class PassMarkShape(Shape):
    """What an attempt must reach: accepted endings, and a minimum percentage for any rubric or rubric.criterion."""

    model_config = ConfigDict(extra="allow", json_schema_extra={PLACE: "marks"})
    __pydantic_extra__: dict[ScoreRef, Percent]
    endings: Annotated[list[Id], Field(min_length=1)]
    """The endings that are accepted."""


class WalkShape(Shape):
    """A test of the scene: these choices lead to this ending."""

    model_config = ConfigDict(extra="allow", json_schema_extra={PLACE: "expectations"})
    __pydantic_extra__: dict[ScoreRef, str]
    choices: Annotated[list[Id], Field(min_length=1)]
    """The choices, in order."""
    ending: Id
    """Where they lead."""
    seed: Annotated[int, Field(ge=0)] = 0
    """The seed of the walk."""
    deal: dict[Key, AnyId] = {}
    """Facts fixed in place of what the seed deals."""
    personas: dict[AnyId, PersonaName] = {}
    """Who is played as a persona other than their own."""


class ScenarioShape(Shape):
    """A scene."""

    roleplay: Literal["scenario/1"]
    """The kind and version of this file."""
    id: Id
    """Equals the name of the file."""
    language: Language
    """The language of plain strings in this file."""
    title: TextShape
    """What the scene is called."""
    summary: TextShape
    """What it is about, in one or two sentences."""
    family: Literal[
        "complaint", "promise", "team", "department", "coaching", "discovery", "proactive", "crisis", "ethics", "self"
    ]
    """The kind of conversation."""
    tags: list[TagShape] = []
    """Search terms: an id, or a word in each language."""
    touchpoint: Touchpoint | None = None
    """Where on the service journey it happens."""
    difficulty: Annotated[int, Field(ge=1, le=5)]
    """1 (gentle) to 5."""
    minutes: Annotated[int, Field(ge=1, le=120)]
    """How long it takes."""
    status: Literal["draft", "released"]
    """A draft may contain what is still to be written: `todo` in place of a text or of a whole node."""
    tutorial: bool = False
    """A scene that only teaches the keys: anybody may pass it, so whether guessing passes is not checked."""
    private: bool = False
    """Whether it is about a real incident; attempts at it then count as own words and are exported only with those."""
    newcomers: Annotated[int, Field(ge=1, le=9)] | None = None
    """Its position on the path shown to newcomers; 1 is the start."""
    source: TextShape | None = None
    """What it is based on: what comes from a course, and what is the author's own."""
    reviewed: DateShape | None = None
    """When somebody last read all of it and found it correct: 2026-05-04."""
    rubrics: Annotated[list[RubricName], Field(min_length=1)]
    """The rubrics it is judged by; the first is the leading one."""
    brief: BriefShape
    """What the learner knows before the first word."""
    cast: Annotated[dict[AnyId, CastMemberShape], Field(min_length=1)]
    """The people in it."""
    personas: dict[AnyId, list[PersonaName]] | None = None
    """Who can be played as which other personas; without it, as any persona that moves the same meters."""
    meters: dict[Key, MeterShape] = {}
    """The quantities of the story."""
    flags: list[Key] = []
    """Things that may or may not have happened."""
    deal: dict[Key, Annotated[list[AnyId], Field(min_length=1)]] = {}
    """Hidden facts, dealt from the seed: fact -> its possible values; a value listed twice comes up twice as often."""
    start: Id
    """The first node."""
    nodes: Annotated[dict[Id, AnyNodeShape], Field(min_length=1)]
    """The moments of the story, by id."""
    endings: Annotated[dict[Id, EndingShape], Field(min_length=1)]
    """The endings, by id."""
    pass_mark: Annotated[PassMarkShape, Field(alias="pass")]
    """What an attempt must reach."""
    discussion: list[QuestionOrText] = []
    """Questions for a class."""
    walks: dict[Id, WalkShape] = {}
    """The scene's own tests."""


#: ``roleplay:`` -> the model of the file
FORMATS: dict[str, type[Shape]] = {
    "scenario/1": ScenarioShape,
    "rubric/1": RubricShape,
    "persona/1": PersonaShape,
    "moves/1": VocabularyShape,
    "kpi/1": KpiProfileShape,
    "form/1": ParallelFormShape,
    "exam/1": ExamShape,
    "observation/1": ObserverSheetShape,
}
