"""Ways in which a file is damaged: truncated, garbled, pasted twice, half renamed; as text and as data."""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import yaml

from strategies import Dice

KeyPath: TypeAlias = tuple[str | int, ...]

#: Text that does not belong: controls, bidi and invisible characters, odd line ends, YAML syntax, keys of a scene.
ODD = (
    "\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\x9b2J", "\u200b", "\u202e", "\u2028", "\u2029", "\u2066",
    "\ufeff", "\ufffd", "\ufffe", "\U000e0001", "\U0010ffff", "\ue000", "e\u0301", "\u0301" * 40,
    "👩\u200d👩\u200d👧", "ﷺ", "中", "：", "，", "“", "　", "\t", "\r", "\r\n", "\n", "\n\n", "\n---\n",
    "\n...\n", "%YAML 1.1\n", " ", "  ", "- ", ": ", ":", ", ", "#", " # ", "'", '"', "|", ">-", "[", "]", "{",
    "}", "[]", "{}", "&a ", "*a", "<<: *a", "? ", "! ", "!!python/object/apply:os.system ", "!!int ", "@", "`",
    "\\x", "\\ud800", "~", "null", "true", "no", "1", "-1", "1e999", "9" * 40, "0x1f", "{wang}", "{nobody}",
    "{", "todo", "when: ", "goto: ", "id: x\n", "roleplay: rubric/1\n",
)  # fmt: skip

#: Values that replace others.
JUNK: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 3, 7, 100, 101, 10**17, 10**30, 0.5, -0.0, 1e300, float("1e-300"), "", " ",
    "x", "todo", "待写：什么", "{wang}", "{nobody}", "<map>", "<todo>", "[key]", "\u202e", "\x1b[2J", "\ud800",
    "\u0301" * 9, "長" * 2001, "y" * 50_000, ">= 40", "< 0", "101..", "30..20", "30..60", "= 999999", "> 999",
    "a.b", "heat.hear", [], [[]], [None], ["x", "x"], [1] * 300, {}, {"x": 1}, {"zh": "中"},
    {"en": "a", "zh": 3}, {"<text>": None}, {"when": {}, "text": "x"}, [{"when": {}, "text": "x"}], {"any": []},
    {"any": [{"turn": "> 1"}, {"any": [{}]}]}, {"not": {"turn": "< 0"}}, {"not": {"not": {}}}, {"todo": "x"},
    {"turn": "<= 1000"}, {"visits.nowhere": "> 1"}, [{"to": "x"}], {"to": "x"},
    {"move": "x", "when": {"turn": "> 2"}},
)  # fmt: skip

KEYS = (
    "x", "when", "goto", "say", "choices", "todo", "<list>", "<node>", "[key]", "any", "en", "zh", "Ä", "text",
    "to", "", "\u202e", "a b", "k" * 200,
)  # fmt: skip


# -- as text -------------------------------------------------------------------------


def _random_span(dice: Dice, length: int, most: int) -> tuple[int, int]:
    begin = dice.number(0, length)
    return begin, min(length, begin + dice.number(0, most))


def _torn(dice: Dice, content: bytes) -> bytes:
    """Only the beginning, only the end, or all but a piece; the cut may be inside a character."""
    begin, end = _random_span(dice, len(content), len(content))
    return (content[:begin], content[end:], content[:begin] + content[end:])[dice.number(0, 2)]


def _overwritten(dice: Dice, content: bytes) -> bytes:
    """A few random bytes, replacing others or inserted."""
    begin, end = _random_span(dice, len(content), 3)
    return content[:begin] + bytes(dice.number(0, 255) for _ in range(dice.number(1, 4))) + content[end:]


def _surrogate(dice: Dice, content: bytes) -> bytes:
    at = dice.number(0, len(content))
    return content[:at] + chr(dice.number(0xD800, 0xDFFF)).encode("utf-8", "surrogatepass") + content[at:]


def _encoded(dice: Dice, content: bytes) -> bytes:
    """The whole file in another encoding or with other line ends."""
    text = content.decode("utf-8", "replace")
    match dice.number(0, 6):
        case 0:
            return text.replace("\n", "\r\n").encode()
        case 1:
            return text.replace("\n", "\r").encode()
        case 2:
            return b"\xef\xbb\xbf" + content
        case 3:
            return text.replace("\n", "\u2028").encode()
        case n:
            return text.encode(("utf-16", "gb18030", "latin-1")[n - 4], "replace")


def _on_lines(change: Callable[[Dice, list[str]], None]) -> Callable[[Dice, bytes], bytes]:
    def changed(dice: Dice, content: bytes) -> bytes:
        lines = content.decode("utf-8", "surrogateescape").split("\n")
        change(dice, lines)
        return "\n".join(lines).encode("utf-8", "surrogateescape")

    changed.__doc__ = change.__doc__
    return changed


@_on_lines
def _lines_removed(dice: Dice, lines: list[str]) -> None:
    begin, end = _random_span(dice, len(lines), 30)
    del lines[begin:end]


@_on_lines
def _lines_repeated(dice: Dice, lines: list[str]) -> None:
    """A line or block pasted again, right after itself or elsewhere."""
    begin, end = _random_span(dice, len(lines), 40)
    at = end if dice.one_in(2) else dice.number(0, len(lines))
    lines[at:at] = lines[begin:end] * (1 if dice.one_in(2) else dice.number(1, 9))


@_on_lines
def _lines_moved(dice: Dice, lines: list[str]) -> None:
    begin, end = _random_span(dice, len(lines), 12)
    block = lines[begin:end]
    del lines[begin:end]
    at = dice.number(0, len(lines))
    lines[at:at] = block


@_on_lines
def _indented(dice: Dice, lines: list[str]) -> None:
    """A block indented further, less far, or with tabs."""
    begin, end = _random_span(dice, len(lines), 12)
    by = dice.number(0, 4)
    for n in range(begin, end):
        lines[n] = "\t" + lines[n] if by == 0 else " " * by + lines[n] if by < 3 else lines[n][by - 2 :]


@_on_lines
def _joined(dice: Dice, lines: list[str]) -> None:
    """Many lines joined into one."""
    begin, end = _random_span(dice, len(lines), len(lines))
    lines[begin:end] = ["".join(lines[begin:end])]


@_on_lines
def _junk_inserted(dice: Dice, lines: list[str]) -> None:
    n = dice.number(0, len(lines) - 1)
    at = dice.number(0, len(lines[n]))
    lines[n] = (
        lines[n][:at]
        + dice.pick(ODD) * (1 if dice.one_in(2) else dice.number(1, 3))
        + lines[n][at + dice.number(0, 2) :]
    )


@_on_lines
def _value_replaced(dice: Dice, lines: list[str]) -> None:
    """The value after a colon replaced by junk."""
    n = dice.number(0, len(lines) - 1)
    key, colon, _ = lines[n].partition(":")
    if colon:
        lines[n] = f"{key}: {dice.pick(ODD)}{dice.pick(ODD)}"


@_on_lines
def _many_brackets(dice: Dice, lines: list[str]) -> None:
    """A great many brackets, closed or not."""
    n, count, opening = dice.number(0, len(lines) - 1), dice.number(30, 3000), dice.number(0, 3)
    closing = ("]", "}", "", "")[opening] * count if dice.one_in(2) else ""
    lines[n] += " " + ("[", "{a: ", "- ", "? ")[opening] * count + closing


@_on_lines
def _alias_bomb(dice: Dice, lines: list[str]) -> None:
    """A value replaced by an alias of aliases of aliases (a "billion laughs" bomb)."""
    width = dice.number(2, 12)
    bomb = ["a0: &a0 x", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, dice.number(2, 40)))]
    lines[:0] = bomb
    n = dice.number(0, len(lines) - 1)
    key, colon, _ = lines[n].partition(":")
    if colon:
        lines[n] = f"{key}: *a{dice.number(0, len(bomb) - 1)}"


@_on_lines
def _aliased(dice: Dice, lines: list[str]) -> None:
    """A value anchored, and used again elsewhere by an alias."""
    with_value = [n for n, line in enumerate(lines) if ": " in line or line.endswith(":")]
    if not with_value:
        return
    one, other = dice.pick(with_value), dice.pick(with_value)
    lines[one] = lines[one].replace(":", ": &a", 1)
    lines[other] = lines[other].partition(":")[0] + ": *a"


TEXT_CHANGES = (
    _torn, _overwritten, _surrogate, _encoded, _lines_removed, _lines_repeated, _lines_moved, _indented, _joined,
    _junk_inserted, _junk_inserted, _value_replaced, _value_replaced, _many_brackets, _alias_bomb, _aliased,
)  # fmt: skip


def changed_as_text(dice: Dice, content: bytes) -> bytes:
    """The file after one to three random changes to its text."""
    for _ in range(dice.number(1, 3)):
        content = dice.pick(TEXT_CHANGES)(dice, content)
    return content


# -- as data ---------------------------------------------------------------------------


def key_paths(data: Any, path: KeyPath = ()) -> list[KeyPath]:
    """The path of every value in the data."""
    paths = [path]
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        paths += key_paths(value, (*path, key))
    return paths


def at(data: Any, path: Sequence[str | int]) -> Any:
    for step in path:
        data = data[step]
    return data


def _replaced(dice: Dice, data: Any, path: KeyPath) -> None:
    at(data, path[:-1])[path[-1]] = copy.deepcopy(dice.pick(JUNK))


def _kind_changed(dice: Dice, data: Any, path: KeyPath) -> None:
    """A list in place of a map, a map in place of a list, either in place of a scalar."""
    value = at(data, path)
    if isinstance(value, dict):
        value = list(value.values()) if dice.one_in(2) else [value]
    elif isinstance(value, list):
        value = {str(n): item for n, item in enumerate(value)} if dice.one_in(2) else value[0] if value else None
    else:
        value = dice.pick([[value], {"zh": value}, {"en": str(value)}, str(value), [[value]]])
    at(data, path[:-1])[path[-1]] = value


def _removed(dice: Dice, data: Any, path: KeyPath) -> None:
    del at(data, path[:-1])[path[-1]]


def _key_renamed(dice: Dice, data: Any, path: KeyPath) -> None:
    holder, key = at(data, path[:-1]), path[-1]
    if isinstance(holder, dict) and isinstance(key, str):
        new = dice.pick(KEYS) if dice.one_in(2) else key[:-1] if dice.one_in(2) else key + "s"
        items = [(new if name == key else name, value) for name, value in holder.items()]
        holder.clear()
        holder.update(items)


def _added(dice: Dice, data: Any, path: KeyPath) -> None:
    holder = at(data, path)
    if isinstance(holder, dict):
        holder[dice.pick(KEYS)] = copy.deepcopy(dice.pick(JUNK))
    elif isinstance(holder, list):
        new = dice.pick([*holder, dice.pick(JUNK)])
        count = 1 if dice.one_in(2) else min(dice.pick([2, 10, 400]), 1 + 20_000 // len(key_paths(new)))
        holder.extend(copy.deepcopy(new) for _ in range(count))


def _swapped(dice: Dice, data: Any, path: KeyPath) -> None:
    """Two values of any kind swapped: nodes, lines, texts."""
    other = dice.pick(
        [
            other_path
            for other_path in key_paths(data)[1:]
            if other_path[: len(path)] != path and path[: len(other_path)] != other_path
        ]
        or [path]
    )
    value, other_value = at(data, path), at(data, other)
    at(data, path[:-1])[path[-1]] = other_value
    at(data, other[:-1])[other[-1]] = value


def _copied(dice: Dice, data: Any, path: KeyPath) -> None:
    other = dice.pick(key_paths(data)[1:])
    at(data, path[:-1])[path[-1]] = copy.deepcopy(at(data, other))


def _nested(dice: Dice, data: Any, path: KeyPath) -> None:
    """A value nested many levels deep."""
    value, kind = at(data, path), dice.number(0, 3)
    for _ in range(dice.number(1, 60)):
        value = ([value], {"a": value}, {"any": [value]}, {"not": value})[kind]
    at(data, path[:-1])[path[-1]] = value


def _text_replaced(dice: Dice, data: Any, path: KeyPath) -> None:
    """A short text (an id, a goto, a move) replaces another one: everywhere, or at every other place."""
    texts = [path for path in key_paths(data)[1:] if isinstance(at(data, path), str) and len(at(data, path)) < 60]
    if not texts:
        return
    one, other = at(data, dice.pick(texts)), at(data, dice.pick(texts))
    for text_path in [text_path for text_path in texts if at(data, text_path) == one][:: 1 if dice.one_in(2) else 2]:
        at(data, text_path[:-1])[text_path[-1]] = other


def _targets_changed(dice: Dice, data: Any, path: KeyPath) -> None:
    """Choices lead to other nodes, possibly earlier ones."""
    target_paths = [
        path for path in key_paths(data) if path and path[-1] in ("goto", "to") and isinstance(at(data, path), str)
    ]
    nodes = data.get("nodes") if isinstance(data, dict) else None
    if target_paths and nodes and isinstance(nodes, dict):
        for _ in range(dice.number(1, 3)):
            target_path = dice.pick(target_paths)
            at(data, target_path[:-1])[target_path[-1]] = dice.pick([*nodes])


def _rules_changed(dice: Dice, data: Any, path: KeyPath) -> None:
    """Valid changes to choices and the deal: conditions, effects, ``once``."""
    choices = [at(data, path) for path in key_paths(data) if len(path) == 4 and path[2] == "choices"]
    maps = [choice for choice in choices if isinstance(choice, dict)]
    meters = [*data["meters"]] if isinstance(data, dict) and isinstance(data.get("meters"), dict) else []
    for _ in range(dice.number(1, 4) if maps else 0):
        more: dict[str, Any] = {"once": True, "turn": {"turn": f"< {dice.number(1, 1001)}"}}
        if meters:
            meter, low = dice.pick(meters), dice.number(0, 100)
            more["effects"] = {meter: dice.number(-100, 100)}
            more["when"] = dice.pick(
                [{meter: f">= {low}"}, {"not": {meter: f"{low}..100"}}, {"any": [{meter: f"= {low}"}, more["turn"]]}]
            )
        key = dice.pick([key for key in more if key != "turn"])
        dice.pick(maps)[key] = more[key]
    if dice.one_in(4) and isinstance(data, dict):
        data["deal"] = {f"f{n}": [*"abcdef"][: dice.number(1, 6)] for n in range(dice.number(1, 5))}


DATA_CHANGES = (
    _replaced, _replaced, _kind_changed, _removed, _key_renamed, _added, _swapped, _copied, _nested, _text_replaced,
    _targets_changed, _targets_changed, _rules_changed, _rules_changed,
)  # fmt: skip


def changed_as_data(dice: Dice, data: Any) -> bytes:
    """The data after one to three random changes, written as YAML or JSON."""
    data = copy.deepcopy(data)
    for _ in range(dice.number(1, 3)):
        paths = key_paths(data)[1:]
        if not paths:
            break
        dice.pick(DATA_CHANGES)(dice, data, dice.pick(paths))
    if dice.one_in(3):
        with contextlib.suppress(UnicodeEncodeError):  # libyaml cannot write lone surrogates
            return yaml.dump(data, Dumper=_NoAliasDumper, allow_unicode=True, sort_keys=False, width=1000).encode()
    ascii_only, indent = dice.one_in(2), dice.pick([None, 1])
    return json.dumps(data, ensure_ascii=ascii_only, indent=indent).encode("utf-8", "surrogatepass")


class _NoAliasDumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes repeated values in full; aliases are the subject of another change."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
