"""The modules of the commands: each implements a command, and nothing is imported before it is needed."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from importlib import import_module

import pytest

from command_runs import SOURCE
from roleplay import commands
from roleplay.commands import COMMANDS, load
from roleplay.commands.parser import build_parser

HEAVY = {"pydantic", "yaml", "textual", "rich", "sqlite3", "roleplay.locales", "roleplay.reading"}


def modules_after(statement: str) -> set[str]:
    """The modules that a new process has imported after ``statement``."""
    program = f"import sys; sys.path.insert(0, {str(SOURCE)!r}); {statement}; print(*sys.modules)"
    return set(
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    )


def commands_in(modules: set[str]) -> set[str]:
    return {name for name in COMMANDS if f"roleplay.commands.{name}" in modules}


def test_the_table_names_the_modules_that_declare_arguments() -> None:
    names = [module.name for module in pkgutil.iter_modules(commands.__path__)]
    assert {name for name in names if hasattr(import_module(f"roleplay.commands.{name}"), "EXAMPLE")} == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_arguments_an_example_that_parses_and_a_run_function(name: str) -> None:
    command = load(name)
    words = command.EXAMPLE.partition(" > ")[0].split()
    assert words[:2] == ["roleplay", name]
    assert build_parser().parse_args(words[1:]).command == name
    assert callable(command.run)


def test_the_modules_of_all_commands_are_light() -> None:
    modules = modules_after("from roleplay.commands.parser import build_parser; build_parser()")
    assert commands_in(modules) == set(COMMANDS)
    assert not modules & HEAVY


@pytest.mark.parametrize(
    ("words", "imported"),
    [([], set()), (["--version"], set()), (["--lang", "zh", "list"], {"list"}), (["play", "x"], {"play"})],
)
def test_only_named_commands_are_imported(words: list[str], imported: set[str]) -> None:
    assert (
        commands_in(modules_after(f"from roleplay.commands.parser import build_parser; build_parser({words})"))
        == imported
    )
