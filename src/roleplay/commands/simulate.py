"""``roleplay simulate``: a scene played at random, and by bots that ignore the meaning of the lines."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from roleplay.commands.arguments import add_personas, add_scene, parse_seed, parse_whole_number
from roleplay.commands.environment import language_of
from roleplay.commands.errors import DONE, FINDINGS, unknown
from roleplay.commands.output import print_json, print_text
from roleplay.commands.scene_argument import bundle_of, open_with_scene, selected_personas

EXAMPLE = "roleplay simulate angry-customer --json"
#: Maximum number of plays in a simulation.
_MAX_RUNS = 1_000_000


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_scene(parser)
    parser.add_argument("--runs", type=_runs, default=10_000, metavar="number")
    parser.add_argument("--seed", type=parse_seed, default=0, metavar="number")
    parser.add_argument("--text-lang", metavar="language")
    add_personas(parser)
    parser.add_argument("--json", action="store_true")


def _runs(text: str) -> int:
    return parse_whole_number(text, 1, _MAX_RUNS, "runs")


def run(args: Namespace) -> int:
    """Print the figures; exit code 1 if the scene is not fair."""
    from roleplay.checking.fairness import faults
    from roleplay.engine import compile_story
    from roleplay.plain.simulation_report import as_json, as_text
    from roleplay.scoring.judge import Judge
    from roleplay.simulation.simulate import simulate
    from roleplay.text.glyphs import glyphs

    workspace, name = open_with_scene(args)
    language = language_of(args)
    bundle = bundle_of(workspace, name, language)
    if args.text_lang is not None and args.text_lang not in bundle.scenario.languages:
        raise unknown("language", args.text_lang, bundle.scenario.languages)
    text_languages = None if args.text_lang is None else (args.text_lang,)
    story = compile_story(bundle, dict(selected_personas(args.persona, bundle)))
    judge = Judge(story, [bundle.rubrics[rubric] for rubric in bundle.scenario.rubrics])
    report = simulate(judge, args.runs, args.seed, text_languages)
    if args.json:
        print_json(as_json(report, bundle, language))
    else:
        print_text(as_text(report, bundle, workspace.words(language), glyphs()))
    return FINDINGS if faults(report, bundle.scenario) else DONE
