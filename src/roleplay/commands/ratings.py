"""``roleplay ratings``: how people who have not seen the file rate the lines of a scene."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path

from roleplay.commands.arguments import add_scene
from roleplay.commands.environment import language_of
from roleplay.commands.errors import DONE, unknown
from roleplay.commands.output import print_error, print_text
from roleplay.commands.scene_argument import bundle_of, open_with_scene

EXAMPLE = "roleplay ratings angry-customer --lang en --sheet > sheet.csv"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_scene(parser)
    parser.add_argument("--sheet", action="store_true")


def run(args: Namespace) -> int:
    """Print the ratings; or the sheet for rating the lines in one language."""
    from roleplay.authoring.rating_sheet import rating_sheet
    from roleplay.checking.ratings import rated_scene, read_scene_ratings
    from roleplay.checking.render import as_text
    from roleplay.checking.subject import Subject
    from roleplay.presenting.facts.play import story_text
    from roleplay.presenting.rating_report import rating_paragraphs
    from roleplay.reading.document import Document
    from roleplay.reading.ratings import ratings_files

    workspace, name = open_with_scene(args)
    language = language_of(args)
    bundle = bundle_of(workspace, name, language)
    scene = Path(workspace.library.entry(name).path)
    subject = Subject(bundle, Document(str(scene), []))
    if args.sheet:
        words = workspace.words(language)
        if language not in bundle.scenario.languages:
            raise unknown("language", language, bundle.scenario.languages)
        sys.stdout.write("\ufeff" + rating_sheet(subject, language, partial(story_text, words=words)))
        return DONE
    files, problems = read_scene_ratings(bundle.scenario, scene)
    for problem in problems:
        print_error(as_text(problem, language))
    paths = {code: str(path) for code, path in ratings_files(scene, bundle.scenario.languages).items()}
    scenes = [rated_scene(subject, file) for file in files]
    for paragraph in rating_paragraphs(bundle.scenario, scenes, paths, workspace.words(language)):
        print_text(paragraph)
    return DONE
