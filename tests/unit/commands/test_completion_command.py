"""Shell completion: the script is generated from the parser, so it knows everything the parser knows."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from command_runs import run
from desk_scene import desk_home
from roleplay.commands import COMMANDS
from roleplay.commands.completion import script

SHELLS = ("bash", "zsh", "fish")
#: Completes the words after it as bash would, and prints the completions, one per line.
_IN_BASH = """
COMP_WORDS=(roleplay "$@"); COMP_CWORD=$#; COMPREPLY=()
_shtab_roleplay roleplay "${COMP_WORDS[COMP_CWORD]}" ""
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_can_parse_its_script(shell: str, language: str) -> None:
    text = script(shell, language)
    assert all(command in text for command in COMMANDS)
    assert "%%" not in text
    if shell != "bash":  # bash shows no explanations
        assert ("多少帮助" if language == "zh" else "how much help") in text
    if shutil.which(shell):
        done = subprocess.run([shell, "-n"], input=text, text=True, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash_completes(tmp_path: Path) -> None:
    for name in ("my-scene.yaml", "other.yml", "notes.txt"):
        (tmp_path / name).touch()
    (tmp_path / "more").mkdir()
    program = "roleplay() { echo desk; }\n" + script("bash", "en")

    def complete(*words: str) -> set[str]:
        done = subprocess.run(
            ["bash", "-c", program + _IN_BASH, "bash", *words],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            check=True,
        )
        return set(done.stdout.split())

    assert complete("ch") == {"check"}
    assert complete("play", "") == {"desk", "my-scene.yaml", "other.yml", "more"}
    assert complete("play", "desk", "--mo") == {"--mode"}
    assert complete("play", "desk", "--mode", "") == {"guided", "practice", "exam"}
    assert complete("check", "my") == {"my-scene.yaml"}
    assert complete("completion", "") == set(SHELLS)
    assert complete("--library", "") == {"more"}


def test_the_command_prints_it_in_the_requested_language(tmp_path: Path) -> None:
    assert run(tmp_path, "completion", "fish", "--lang", "zh").out == script("fish", "zh") + "\n"
    run(tmp_path, "completion", "tcsh").fails("there are: bash, zsh, fish")


def test_list_prints_the_ids_for_completion(tmp_path: Path) -> None:
    home = desk_home(tmp_path)
    (home / "library" / "scenarios" / "broken.yaml").write_text("nothing", encoding="utf-8")
    assert run(home, "list", "--ids").out == "desk\n"
    assert run(home, "list", "--ids", "--difficulty", "5").out.strip() == ""
