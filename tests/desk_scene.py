"""The desk, a bilingual scene to play, and a library that contains it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from builders import Data, choice, criterion, ending, folder, meter, node, persona, scene, shared


def bilingual(en: str, zh: str) -> Data:
    """A text in both languages."""
    return {"en": en, "zh": zh}


#: Text that Textual's markup would read as a colour, a link or an unmatched closing tag.
BOMB = "[/b] [red]x[/red] [@click=app.quit]here[/] [type=x, v=('a[0]')]"

_MOVES: Data = {
    "roleplay": "moves/1",
    "moves": {
        "listen": {
            "name": bilingual("hears them out", "听人说完"),
            "about": bilingual("Leaves the talk with them.", "把话留给对方。"),
            "kind": "good",
            "phrases": {"en": ["go on"], "zh": ["您接着说"]},
        },
        "act_now": {
            "name": bilingual("takes a step", "马上行动"),
            "about": bilingual("Does something today.", "今天就办。"),
            "kind": "good",
        },
        "cut_in": {
            "name": bilingual("cuts in", "打断"),
            "about": bilingual("Does not let them finish.", "不让人说完。"),
            "kind": "poor",
            "instead": ["listen"],
            "phrases": {"en": ["calm down"], "zh": ["您冷静"]},
        },
        "dodge": {
            "name": bilingual("puts off", "拖延"),
            "about": bilingual("Promises nothing.", "什么也不答应。"),
            "kind": "poor",
            "instead": ["act_now"],
        },
        "shout": {
            "name": bilingual("shouts", "吼人"),
            "about": bilingual("Raises the voice.", "提高嗓门。"),
            "kind": "poor",
            "instead": ["listen"],
        },
    },
}  # fmt: skip


def _criterion(en: str, zh: str, points: Mapping[str, int]) -> Data:
    levels = [bilingual(f"{en} level {n}", f"{zh}第{n}级") for n in range(4)]
    return {
        **criterion(points),
        "name": bilingual(en, zh),
        "about": bilingual(f"About {en}.", f"说的是{zh}。"),
        "levels": levels,
    }


_RUBRIC: Data = {
    "roleplay": "rubric/1",
    "id": "desk-rubric",
    "name": bilingual("Desk", "柜台"),
    "about": bilingual("What counts at a desk.", "柜台上看什么。"),
    "source": "ours",
    "criteria": {
        "hear": _criterion("Hearing", "倾听", {"listen": 2, "cut_in": -2}),
        "act": _criterion("Acting", "行动", {"act_now": 2, "dodge": -2}),
    },
    "order": ["hear", "act"],
    "critical": ["shout"],
    "minimum": 1,
}

_PERSONAS = (
    persona("plain", {"listen": {"anger": -20, "trust": 15}, "act_now": {"trust": 20}, "cut_in": {"anger": 15}}),
    persona("touchy", {"cut_in": {"anger": 40}}, extends="plain"),
)

DESK_FILES = shared(_MOVES, _PERSONAS, (_RUBRIC,))


def _line(id: str, en: str, zh: str, moves: Sequence[str], goto: str, **more: Data | str) -> Data:
    texts = {"say": bilingual(en, zh), "why": bilingual(f"Because of {id}.", f"因为{id}。"), **more}
    return choice(id, goto, moves, **texts)


_BRIEF = ("role", "situation", "authority", "channel", "goal")


def desk(**changes: object) -> Data:
    """A bilingual scene of two turns with a locked line and texts that contain markup (`BOMB`)."""
    data = scene(
        id="desk",
        language="zh",
        title=bilingual("The counter", "柜台前"),
        summary=bilingual(f"One visit. {BOMB}", f"来了一位。{BOMB}"),
        rubrics=["desk-rubric"],
        brief={
            key: bilingual(f"Brief {key}.", f"简介{key}。")
            for key in ("role", "situation", "authority", "channel", "goal")
        },
        cast={"wang": {"name": bilingual("Mr Wang", "王先生"), "persona": "plain"}},
        meters={
            "anger": meter(70, name=bilingual("Anger", "怒气")),
            "trust": meter(30, "high", name=bilingual("Trust", "信任")),
        },
        nodes={
            "one": node(
                _line(
                    "sit",
                    "Please sit, and go on.",
                    "您坐，接着说。",
                    ["listen"],
                    "two",
                    reply=bilingual("Good.", "好。"),
                ),
                _line(
                    "wait",
                    f"Wait a moment. {BOMB}",
                    f"等等。{BOMB}",
                    ["cut_in"],
                    "two",
                    reply=bilingual("What?", "什么？"),
                ),
                _line("lie", "It was never broken.", "本来就没坏。", ["shout"], "lost"),
                {
                    **_line("gift", "Take a new one.", "送您一台。", ["act_now"], "two"),
                    "when": {"trust": ">= 90"},
                    "locked": bilingual("He does not trust you that far.", "他还不信你。"),
                },
                speaker="wang",
                scene=bilingual(f"He comes in. {BOMB}", f"他进来了。{BOMB}"),
                says=bilingual(f"The third time, {{wang}} says. {BOMB}", f"第三次了！{BOMB}"),
            ),
            "two": node(
                _line("today", "You get it today.", "今天就给您。", ["act_now"], "kept"),
                _line("later", "We shall see.", "再说吧。", ["dodge"], "lost"),
                speaker="wang",
                says=bilingual("And now?", "那现在呢？"),
            ),
        },
        endings={
            "kept": ending(
                title=bilingual("He stays", "他留下了"), text=bilingual("He nods.", "他点点头。"), kpi={"csat": 5}
            ),
            "lost": ending("failure", title=bilingual("He leaves", "他走了"), text=bilingual("The door.", "门响了。")),
        },
        pass_={"desk-rubric": 50, "endings": ["kept"]},
        discussion=[bilingual("What turned it?", "转机在哪里？")],
        walks={"best": {"choices": ["sit", "today"], "ending": "kept", "desk-rubric": ">= 90"}},
    )
    return {**data, **changes}


def stuck_desk() -> Data:
    """The desk with a single line that leads back to its own node and can be said only once, so play gets stuck."""
    data = desk(walks=None)
    first = data["nodes"][data["start"]]
    line = {**first["choices"][0], "once": True, "goto": data["start"]}
    line.pop("reply", None)
    first["choices"] = [line]
    return {key: value for key, value in data.items() if value is not None}


def desk_home(root: Path, *scenes: Data) -> Path:
    """A home whose library holds the desk, or ``scenes`` instead if any are given."""
    home = root / "home"
    folder(home / "library", *(scenes or (desk(),)), files=DESK_FILES)
    return home
