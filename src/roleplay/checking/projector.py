"""RP410: whether a node fits a screen that a class can read from the back of the room, 80 columns by 24 rows.

The rows, from the top: a title, the conversation, a rule and up to two rows of meters, a rule and the choices, and the
keys. That leaves eighteen rows for what is said and the choices. Earlier lines may scroll out of view, and so may a
stage direction. A choice is preceded by a pointer, its number and spaces, and one column is reserved for a scroll bar.
"""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.checking.decision_points import DecisionPoint, choice_path
from roleplay.checking.subject import Subject
from roleplay.checking.texts import is_written
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.document import KeyPath
from roleplay.reading.placed_texts import placed_texts
from roleplay.scene.model import Node
from roleplay.simulation.lexicon import language_names
from roleplay.text.cells import cell_len
from roleplay.text.plain import safe
from roleplay.text.wrap import wrap

COLUMNS, ROWS = 80, 24
#: Rows taken by title, rule, two rows of meters, rule, keys.
FIXED_ROWS = 6
#: Left margin and scroll bar (2), pointer, number and spaces (5).
CHOICE_WIDTH = COLUMNS - 2 - 5
#: The maximum number of rows of one choice.
CHOICE_ROWS = 2
#: Left margin and scroll bars (3) and the eighth left blank to the right of what the other person says (9).
SPEECH_WIDTH = COLUMNS - 3 - 9
#: The maximum number of cells of a speaker's name; two spaces follow it.
MAX_NAME_CELLS = 14


def check_screen_fit(subject: Subject, points: Sequence[DecisionPoint]) -> list[Diagnostic]:
    """RP410 for a choice of more than two rows, or a node that does not fit; once per language."""
    findings: list[Diagnostic] = []
    for node in subject.scenario.nodes.values():
        if node.is_sketch:
            continue
        for language in subject.scenario.languages:
            findings += _long_choices(subject, node, language)
            findings += _node_too_tall(subject, node, [point for point in points if point.node is node], language)
    return findings


def _rows(text: str, width: int) -> int:
    return len(wrap(safe(text), width))


def _long_choices(subject: Subject, node: Node, language: str) -> list[Diagnostic]:
    findings: list[Diagnostic] = []
    names = subject.scenario.names()
    for choice in node.choices:
        text = choice.say.fill(language, names)
        rows = _rows(text, CHOICE_WIDTH)
        if is_written(choice.say, language) and rows > CHOICE_ROWS:
            most = CHOICE_ROWS * CHOICE_WIDTH
            english = f"this line takes {rows} rows; a choice has {CHOICE_ROWS}"
            chinese = f"这句台词要占 {rows} 行，一个选项只有 {CHOICE_ROWS} 行"
            fix = f"it has {cell_len(text)} cells; make it {most - 6} or fewer"
            fix_zh = f"现在 {cell_len(text)} 格，请压到 {most - 6} 格（{(most - 6) // 2} 个汉字）以内"
            path = choice_path(node, choice, "say", language)
            findings.append(_finding(subject, path, english, chinese, fix, fix_zh))
    return findings


def _node_too_tall(subject: Subject, node: Node, points: Sequence[DecisionPoint], language: str) -> list[Diagnostic]:
    names = subject.scenario.names()
    speaker = min(cell_len(names[node.speaker].get(language)), MAX_NAME_CELLS) + 2
    speeches = [
        (_rows(placed.text.fill(language, names), SPEECH_WIDTH - speaker), placed.path)
        for placed in placed_texts(node, subject.document, ("nodes", node.id))
        if placed.path[2] == "says" and is_written(placed.text, language)
    ]
    if not speeches:
        return []
    rows, path = max(speeches, key=lambda rows_at: rows_at[0])
    rows_of = {line.id: _rows(line.say.fill(language, names), CHOICE_WIDTH) for line in node.choices}
    locked = {line.id for line in node.choices if line.locked is not None}
    shown_per_state = [locked.union(line.id for line in point.lines) for point in points]
    below = max((sum(rows_of[name] for name in shown_ids) for shown_ids in shown_per_state), default=0)
    room = ROWS - FIXED_ROWS
    if rows + below <= room:
        return []
    english = f"what is said ({rows} rows) and the choices ({below}) need {rows + below} rows; there are {room}"
    chinese = f"对方的话（{rows} 行）加上选项（{below} 行）共 {rows + below} 行，屏幕上只有 {room} 行"
    fix = "shorten what is said, split it over two nodes, or offer fewer choices"
    fix_zh = "请把这段话写短、拆成两个节点，或减少选项"
    return [_finding(subject, (*path, language), english, chinese, fix, fix_zh)]


def _finding(subject: Subject, path: KeyPath, english: str, chinese: str, fix: str, fix_zh: str) -> Diagnostic:
    language, language_zh = language_names(str(path[-1]))
    return subject.finding(
        "RP410",
        path,
        problem=english,
        problem_zh=chinese,
        fix=fix,
        fix_zh=fix_zh,
        language=language,
        language_zh=language_zh,
    )
