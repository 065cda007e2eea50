"""``roleplay simulate``: a scene played by chance, and by bots that never read for meaning."""

from __future__ import annotations

import argparse

from roleplay.commands import DONE, FINDINGS, bundle_of, language, overlay, unknown, with_scene


def run(args: argparse.Namespace) -> int:
    """Print the figures; exit code 1 where the scene is not fair."""
    from roleplay.checking.fairness import faults
    from roleplay.engine import compile_story
    from roleplay.plain.simulation import as_json, as_text
    from roleplay.reading.diagnostics import near
    from roleplay.scoring import Judge
    from roleplay.simulation.simulate import simulate
    from roleplay.text.glyphs import glyphs

    workspace, name = with_scene(args)
    said = language(args)
    bundle = bundle_of(workspace, name, said)
    known, spoken = bundle.scenario.languages, None
    if args.text_lang is not None:
        if args.text_lang not in known:
            raise unknown("language", args.text_lang, near(args.text_lang, known), known)
        spoken = (args.text_lang,)
    story = compile_story(bundle, dict(overlay(args.persona, bundle)))
    judge = Judge(story, [bundle.rubrics[rubric] for rubric in bundle.scenario.rubrics])
    report = simulate(judge, args.runs, args.seed, spoken)
    if args.json:
        print(as_json(report, bundle, said))
    else:
        print(as_text(report, bundle, workspace.words(said), glyphs()))
    return FINDINGS if faults(report, bundle.scenario) else DONE
