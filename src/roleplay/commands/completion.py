"""``roleplay completion``: the script that lets a shell complete commands, options and scenes."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, Namespace

from roleplay.commands.environment import language_of
from roleplay.commands.errors import DONE
from roleplay.commands.output import print_text

EXAMPLE = "roleplay completion bash > ~/.local/share/bash-completion/completions/roleplay"
_SHELLS = ("bash", "zsh", "fish")
#: Names of the arguments that take scenes (by id or as a file), files, and folders.
_SCENES, _FILES, _FOLDERS = {"scene", "paths", "old", "new"}, {"output", "html", "export"}, {"library", "folder"}
#: How each shell completes a scene: existing ids, then files and folders.
_SCENE = {
    "bash": "_roleplay_scenes",
    "zsh": "_roleplay_scenes",
    "fish": "(roleplay list --ids 2>/dev/null; __fish_complete_suffix .yaml)",
    "preamble": {
        "bash": """\
_roleplay_scenes() {
  compgen -W "$(roleplay list --ids 2>/dev/null)" -- "$1"
  compgen -f -X '!*.yaml' -- "$1"
  compgen -f -X '!*.yml' -- "$1"
  compgen -d -- "$1"
}
""",
        "zsh": """\
_roleplay_scenes() {
  _alternative 'scenes:scene:($(roleplay list --ids 2>/dev/null))' 'files:file:_files -g "*.(yaml|yml)"'
}
""",
    },
}


#: How each shell completes a test for before and after.
_FORM = {
    "bash": "_roleplay_forms",
    "zsh": "_roleplay_forms",
    "fish": "(roleplay form --ids 2>/dev/null)",
    "preamble": {
        "bash": '_roleplay_forms() {\n  compgen -W "$(roleplay form --ids 2>/dev/null)" -- "$1"\n}\n',
        "zsh": "_roleplay_forms() {\n  _values test $(roleplay form --ids 2>/dev/null)\n}\n",
    },
}
#: How each shell completes a language: only those of the interface; other codes depend on the scenes.
_LANGUAGE = {
    "bash": "_roleplay_languages",
    "zsh": "(zh en)",
    "fish": "(echo zh; echo en)",
    "preamble": {"bash": '_roleplay_languages() {\n  compgen -W "zh en" -- "$1"\n}\n'},
}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("shell", choices=_SHELLS)


def run(args: Namespace) -> int:
    """Print the script for one shell."""
    print_text(script(args.shell, language_of(args)))
    return DONE


def script(shell: str, language: str) -> str:
    """The script with which ``shell`` completes the whole command line, with descriptions in ``language``."""
    import shtab

    from roleplay.commands.parser import build_parser

    parser = build_parser(get_language=lambda: language)
    parser.load_words()
    _mark(parser)
    return str(shtab.complete(parser, shell))


def _mark(parser: ArgumentParser) -> None:
    """Tell shtab how to complete each argument; the only way is an attribute of the argument."""
    import shtab

    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                _mark(inner)
            continue
        kinds = (
            (_SCENES, _SCENE),
            ({"form"}, _FORM),
            ({"lang"}, _LANGUAGE),
            (_FILES, shtab.FILE),
            (_FOLDERS, shtab.DIRECTORY),
        )
        for names, kind in kinds:
            if action.dest in names and action.nargs != 0:
                action.complete = kind  # type: ignore[attr-defined]
