"""Every link of a page has a target, and every command and option that it names exists."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from documents.pages import PAGES, ROOT, blocks, name_of, prose
from roleplay.commands.parser import build_parser


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    names: set[str] = set()
    for heading in re.findall(r"^#+ (.+)$", prose(page), re.M):
        words = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).lower()
        names.add(re.sub(r"[^\w\- ]", "", words).strip().replace(" ", "-"))
    return names


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", prose(page)) + re.findall(r'(?:src|href)="([^"]+)"', prose(page))
    for target in targets:
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        linked = (page.parent / path).resolve() if path else page
        assert linked.exists(), f"{name_of(page)}: {target} is gone"
        assert linked.is_relative_to(ROOT), f"{name_of(page)}: {target} leads out of the project"
        if anchor:
            assert anchor in anchors(linked), f"{name_of(page)}: {target}: no such heading"


def subcommands() -> Mapping[str, argparse.ArgumentParser]:
    action = next(a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction))
    return action.choices


def command_lines(page: Path) -> Iterator[str]:
    """Every command line of the program that a page shows."""
    yield from re.findall(r"`(roleplay(?: [^`]*)?)`", prose(page))
    for block in blocks(page):
        for line in block.text.splitlines():
            words = line.removeprefix("$ ").strip()
            if block.kind in ("console", "sh", "powershell") and re.match(r"(\S*/)?roleplay( |$)", words):
                yield words


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_and_option_named_exists(page: Path) -> None:
    parsers = {"": build_parser(), **subcommands()}
    for line in command_lines(page):
        words = shlex.split(line.partition(" > ")[0].replace("…", ""), comments=True)[1:]
        name = next((word for word in words if word in parsers or re.fullmatch("[a-z]+", word)), "")
        assert name in parsers, f"{name_of(page)}: `{line}`: there is no command {name}"
        options = parsers[name]._option_string_actions | parsers[""]._option_string_actions
        for index, word in enumerate(words):
            if not word.startswith("-"):
                continue
            option, _, value = word.partition("=")
            assert option in options, f"{name_of(page)}: `{line}`: there is no option {option}"
            value = value or (words[index + 1] if index + 1 < len(words) else "")
            allowed = options[option].choices
            if allowed is not None and value.islower():
                assert value in allowed, f"{name_of(page)}: `{line}`: {option} does not take {value}"
    all_options = [parser._option_string_actions for parser in parsers.values()]
    for option, value in re.findall(r"`(--[a-z-]+)(?:[ =]([^`]+))?`", prose(page)):
        actions = [by_name[option] for by_name in all_options if option in by_name]
        assert actions, f"{name_of(page)}: there is no option {option}"
        takes = any(action.choices is None or value in action.choices for action in actions)
        assert not value or takes, f"{name_of(page)}: {option} does not take {value}"
