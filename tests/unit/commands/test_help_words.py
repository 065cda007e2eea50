"""The command line speaks the user's language in its help and its errors about wrong use."""

from __future__ import annotations

import argparse
import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_runs import run
from roleplay.commands import COMMANDS
from roleplay.commands.command_parser import CommandParser, translated_argparse
from roleplay.commands.help_words import help_page
from roleplay.commands.parser import build_parser
from roleplay.locales import LANGUAGES, catalogue_part
from roleplay.text.cells import cell_len

#: Messages of argparse for programming errors only, and those that our parser replaces.
NEVER_SAID = re.compile(
    r"conflict|invalid option string|dest=|'required' is|multiple subparser|not defined|cannot merge|mutually exclusive"
    r"|can't open|with mode|unknown parser|invalid choice|^subcommands|^usage|^positional|^options|^show |exit$|error:"
    r"|not callable|unexpected option string"
)


def parsers(language: str) -> Iterator[CommandParser]:
    """The top-level parser and those of the commands, with their texts."""
    top = build_parser(get_language=lambda: language)
    top.load_words()
    yield top
    inner = next(action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    yield from inner.choices.values()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_argument_has_a_text_and_no_text_is_unused(language: str) -> None:
    words = catalogue_part("usage", language).words
    used: set[str] = set()
    plain = build_parser()
    inner = next(action for action in plain._actions if isinstance(action, argparse._SubParsersAction))
    for parser in (plain, *inner.choices.values()):
        for action in parser._actions:
            own = f"usage.{parser.command}.{action.dest}"
            used |= {own if own in words else f"usage.every.{action.dest}", f"usage.value.{action.metavar}"}
    groups = {*COMMANDS, "every", "value"}
    assert used - words.keys() <= {"usage.value.None"}
    assert {key for key in words if key.split(".")[1] in groups} - used == set()
    assert {key.removeprefix("usage.command.") for key in words if key.startswith("usage.command.")} == set(COMMANDS)
    for parser in parsers(language):
        page = help_page(parser, catalogue_part("usage", language))
        assert all(row.about for section in page.sections for row in section.rows)


@pytest.mark.parametrize(
    "words",
    [
        ["play", "--help", "--lang", "zh"],
        ["play", "--lang", "zh", "--help"],
        ["--lang", "zh", "play", "-h"],
        ["--lang=zh", "play", "-h"],
        ["play", "-h", "--lang=zh"],
        ["--lang", "en", "play", "--help", "--lang", "zh"],
        ["play", "-h", "--la", "zh"],
    ],
)
def test_help_is_chinese_wherever_the_option_is(tmp_path: Path, words: list[str]) -> None:
    ran = run(tmp_path, *words)
    assert ran.code == 0
    ran.says("用法：roleplay play [选项] 场景或文件", "给多少帮助", "例如：roleplay play")
    assert "usage" not in ran.out


def test_the_locale_applies_without_an_option(tmp_path: Path) -> None:
    chinese = {"LC_ALL": "zh_CN.UTF-8"}
    run(tmp_path, "--help", env=chinese).says("用法：", "不写命令就打开场景库")
    run(tmp_path, "list", "--help", "--lang", "en", env=chinese).says("usage: roleplay list")
    run(tmp_path, "play", "--seed", "x", env=chinese).fails("--seed：要写一个从 0 起的整数")


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (["wxyz"], "没有“wxyz”；可选的有：play"),
        (["paly"], "是不是想写 play？"),
        (["--bogus"], "不认识：--bogus"),
        (["play"], "还缺：场景或文件"),
        (["play", "desk", "--mode", "easy"], "--mode：没有“easy”"),
        (["play", "desk", "--seed"], "--seed：后面要写一个值"),
        (["play", "desk", "--resume", "--new"], "--new：不能和 --resume 一起用"),
        (["play", "desk", "--resume=3"], "--resume：后面不能带值"),
        (["play", "desk", "--r"], "--r 不够明确，可能是"),
        (["serve", "--port", "0" * 20 + "99999"], "--port：要写一个从 0 到 65535 的整数"),
        (["list", "--difficulty", "3-1"], "--difficulty：要写 1 到 5"),
    ],
)
def test_wrong_use_is_reported_in_chinese(tmp_path: Path, words: list[str], about: str) -> None:
    ran = run(tmp_path, *words, "--lang", "zh")
    ran.fails(about, "（详见 roleplay")
    assert not re.search(r"argument|invalid|expected|required", ran.err)


def test_typed_text_cannot_control_the_terminal(tmp_path: Path) -> None:
    for words in (["\x1b[31mred"], ["--\x1b[31mred"], ["play", "x", "--mode", "\x1b]0;x\x07"]):
        assert "\x1b" not in run(tmp_path, *words).err


def test_every_message_of_this_pythons_argparse_is_translated() -> None:
    english = set(catalogue_part("usage", "en").words.values())
    messages: set[str] = set()
    for node in ast.walk(ast.parse(inspect.getsource(argparse))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
            messages |= {
                item.value for item in node.args if isinstance(item, ast.Constant) and isinstance(item.value, str)
            }
    assert len(messages) > 20
    assert {text for text in messages if not NEVER_SAID.search(text)} - english == set()


def test_argparse_has_its_own_messages_again_afterwards() -> None:
    before = argparse._  # type: ignore[attr-defined]
    with translated_argparse(catalogue_part("usage", "zh")):
        assert argparse._("expected one argument") == "后面要写一个值"  # type: ignore[attr-defined]
        assert argparse._("of a later Python") == "of a later Python"  # type: ignore[attr-defined]
    assert argparse._ is before  # type: ignore[attr-defined]


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_help_keeps_to_the_width_and_to_its_columns(
    tmp_path: Path, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for language in LANGUAGES:
        for parser in parsers(language):
            lines = parser.format_help().splitlines()
            assert max(map(cell_len, lines)) <= min(max(columns, 45), 100)
            assert not any(line != line.rstrip() for line in lines)
