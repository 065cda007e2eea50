"""RP320-RP322: whether a scene can be passed, or scored well in, without reading for meaning.

Chance must pass in fewer than 5 % of plays. A bot counts as passing if it passes without a single guess, whatever is
dealt, or if its guesses make it pass in 5 % of plays or more: then a learner who goes by the surface, and guesses where
the surface shows nothing, gets through too often. If chance itself passes too often, so does every bot that guesses;
that is reported once, as RP320, and a bot is reported only if it passes in 5 % more of the plays than chance. No bot,
passing or not, may be more than 15 points above chance on the leading rubric. Each bot gets one finding, the most
serious.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from roleplay.checking.subject import Subject
from roleplay.reading.diagnostics import START, Diagnostic
from roleplay.reading.document import KeyPath
from roleplay.scene.model import Scenario
from roleplay.simulation.lexicon import language_names
from roleplay.simulation.report import CHANCE_LIMIT, LEAD_LIMIT, BotFigures, SimulationReport
from roleplay.simulation.simulate import Player, simulate
from roleplay.simulation.tally import Gain

#: The number of plays in the first look.
FIRST_LOOK = 2_500
#: How near to a limit a result of the first look must be to require all plays: four standard errors, of a share of 5 %
#: in 2,500 plays (0.44 points each), and of a difference of two means of scores with a spread of 26 points (0.74 each).
NEAR_SHARE, NEAR_LEAD = 1.75, 3.0
#: How many decisions a fault names: those that give most away.
MAX_NAMED = 3
#: The minimum gain in points for a decision to be named beside another.
MIN_GAIN = 0.5


class Fault(NamedTuple):
    """A limit that a scene violates: the details of a finding, and the path in the file that it is about."""

    code: str
    path: KeyPath
    details: Mapping[str, str]

    def finding(self) -> Diagnostic:
        """The fault as a finding without a file, used for its wording."""
        return Diagnostic(code=self.code, file="", span=START, details=self.details)


def gate(subject: Subject, runs: int, seed: int) -> list[Diagnostic]:
    """The faults that a simulation of ``runs`` plays finds in a scene, in all its languages.

    A first look of fewer plays is enough for players that it shows to be far from every limit.
    """
    report = simulate(subject.judge, min(FIRST_LOOK, runs), seed, graph=subject.graph)
    if report.runs < runs:
        near = near_a_limit(report)
        if near or report.chance.share >= CHANCE_LIMIT - NEAR_SHARE:
            report = simulate(subject.judge, runs, seed, graph=subject.graph, only=near)
    violated = faults(report, subject.scenario)
    return [subject.key_finding(fault.code, fault.path, **fault.details) for fault in violated]


def near_a_limit(report: SimulationReport) -> list[Player]:
    """The bots over a limit, or so near to one that more plays might show them to be over it."""
    share, lead = CHANCE_LIMIT - NEAR_SHARE, LEAD_LIMIT - NEAR_LEAD
    return [
        Player(bot.bot, bot.language)
        for bot in report.bots
        if bot.passes_without_guess or bot.figures.share >= share or (bot.lead is not None and bot.lead > lead)
    ]


def faults(report: SimulationReport, scenario: Scenario) -> list[Fault]:
    """The limits that a scene violates. Anybody may pass a tutorial, so only RP322 is checked for it."""
    gated = not scenario.tutorial
    violated = [_chance(report)] if gated and chance_passes(report) else []
    for bot in report.bots:
        if gated and passes(bot, report):
            violated.append(_passing(bot))
        elif is_too_far_ahead(bot):
            violated.append(_leading(bot, scenario))
    return violated


def chance_passes(report: SimulationReport) -> bool:
    """Whether chance passes too often."""
    return report.chance.share >= CHANCE_LIMIT


def passes(bot: BotFigures, report: SimulationReport) -> bool:
    """Whether a bot passes: for certain, or too often by guessing."""
    most = CHANCE_LIMIT + (report.chance.share if chance_passes(report) else 0)
    return bot.passes_without_guess or bot.figures.share >= most


def is_too_far_ahead(bot: BotFigures) -> bool:
    """Whether a bot is too far above chance."""
    return bot.lead is not None and bot.lead > LEAD_LIMIT


def _chance(report: SimulationReport) -> Fault:
    share, mark = f"{report.chance.share:.1f}", report.mark
    details = {"share": share, "limit": str(CHANCE_LIMIT), "lead": report.leading_rubric}
    if mark is None:
        details["fix"] = "let fewer lines lead to the accepted endings"
        details["fix_zh"] = "请让通向这些结局的台词少一些"
    else:
        details["fix"] = f"`{report.leading_rubric}: {mark}` would be enough by itself"
        details["fix_zh"] = f"单靠 `{report.leading_rubric}: {mark}` 就够了"
    return Fault("RP320", ("pass",), details)


def _passing(bot: BotFigures) -> Fault:
    share = f"{bot.figures.share:.1f}"
    how, how_zh = f"in {share}% of plays", f"有 {share}% 的机会通过"
    if bot.passes_without_guess:
        how, how_zh = "without a single guess", "一次都不用猜就能通过"
    return Fault(
        "RP321", ("pass",), {**_bot_details(bot), "how": how, "how_zh": how_zh, "nodes": gains_text(bot.gains)}
    )


def _leading(bot: BotFigures, scenario: Scenario) -> Fault:
    worst = bot.gains[0].node if bot.gains else scenario.start
    details = {
        **_bot_details(bot),
        "points": f"{bot.lead:.1f}",
        "limit": str(LEAD_LIMIT),
        "nodes": gains_text(bot.gains),
    }
    return Fault("RP322", ("nodes", worst), details)


def _bot_details(bot: BotFigures) -> dict[str, str]:
    """The name of the bot and the fix, in both languages; the name includes the language the bot reads."""
    name, name_zh = bot.bot.name.get("en"), bot.bot.name.get("zh")
    if bot.language is not None:
        english, chinese = language_names(bot.language)
        name, name_zh = f"{name} in {english}", f"{chinese}里{name_zh}"
    return {"bot": name, "bot_zh": name_zh, "fix": bot.bot.fix.get("en"), "fix_zh": bot.bot.fix.get("zh")}


def gains_text(gains: Sequence[Gain]) -> str:
    """The decisions that give most away, with the gain of each; gains below `MIN_GAIN` may be luck."""
    shown = [gain for gain in gains[:MAX_NAMED] if gain.points >= MIN_GAIN] or gains[:1]
    return ", ".join(f"`{gain.node}` (+{gain.points:.1f})" for gain in shown) or "-"
