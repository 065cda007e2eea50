"""The results of a simulation as text of at most 80 cells per line, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from roleplay.checking.fairness import faults, is_too_far_ahead, passes
from roleplay.locales import Catalogue
from roleplay.scene.model import Bundle
from roleplay.simulation.lexicon import language_names
from roleplay.simulation.plays import MAX_DECISIONS
from roleplay.simulation.report import BAND, CHANCE_LIMIT, LEAD_LIMIT, BotFigures, SimulationReport, as_data
from roleplay.simulation.tally import Figures
from roleplay.text.cells import cell_len, fit, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.json_text import json_text
from roleplay.text.plain import safe
from roleplay.text.wrap import wrap

WIDTH = 80
#: Cells for the names of players, the names of endings, and the longest bar.
_PLAYER, _ENDING, _BAR = 34, 36, 30
_NUMBERS = 11


def as_json(report: SimulationReport, bundle: Bundle, language: str) -> str:
    """The report with the fairness criteria it fails. The keys are stable; the messages are in ``language``."""
    findings = [
        {
            "code": fault.code,
            "at": ".".join(map(str, fault.path)),
            "message": fault.finding().message(language),
            "help": fault.finding().help(language),
        }
        for fault in faults(report, bundle.scenario)
    ]
    data = {**as_data(report), "tutorial": bundle.scenario.tutorial, "findings": findings}
    return json_text(data, sort_keys=True)


def as_text(report: SimulationReport, bundle: Bundle, words: Catalogue, glyphs: Glyphs) -> str:
    """The report for people: who passes and how well, what random play meets, and whether the scene is fair."""
    page = _Page(report, bundle, words, glyphs)
    parts = (page.head(), page.players(), page.scores(), page.endings(), page.met(), page.notes(), page.verdict())
    return "\n\n".join("\n".join(part) for part in parts)


class _Page:
    """The parts of the text."""

    def __init__(self, report: SimulationReport, bundle: Bundle, words: Catalogue, glyphs: Glyphs) -> None:
        self.report = report
        self.scenario = bundle.scenario
        self.rubrics = bundle.rubrics
        self.words = words
        self.glyphs = glyphs
        self.lead = self.one_line(bundle.rubrics[report.leading_rubric].name.get(words.language))

    def one_line(self, text: str) -> str:
        return safe(text, newlines=False)

    def head(self) -> Iterator[str]:
        report, words = self.report, self.words
        title = self.one_line(self.scenario.title.get(words.language))
        counts = {"runs": f"{report.runs:,}", "seed": report.seed}
        yield from wrap(words("simulate.title", title=title, scene=report.scene, **counts), WIDTH, indent="  ")
        changed = [
            f"{who}={persona}" for who, persona in report.personas.items() if persona != self.scenario.cast[who].persona
        ]
        if changed:
            yield words("simulate.personas", personas=", ".join(changed))

    # -- who plays ---------------------------------------------------------------------

    def players(self) -> Iterator[str]:
        words = self.words
        heads = (words("simulate.passes"), words("simulate.score"), words("simulate.above"))
        yield self.row("", words("simulate.player"), words("simulate.language"), *heads)
        yield self.row("", words("simulate.chance"), "", *self.figures(self.report.chance), "")
        for row in self.report.bots:
            unfair = is_too_far_ahead(row) or (passes(row, self.report) and not self.scenario.tutorial)
            name = self.one_line(row.bot.name.get(words.language))
            above = "-" if row.lead is None else f"{row.lead:+.1f}"
            yield self.row(
                self.glyphs.no if unfair else "", name, self.language(row), *self.figures(row.figures), above
            )

    def language(self, row: BotFigures) -> str:
        """The name of the language that a bot read."""
        return "" if row.language is None else language_names(row.language)[self.words.interface == "zh"].strip()

    def figures(self, figures: Figures) -> tuple[str, str]:
        return f"{figures.share:.1f}%", "-" if figures.score is None else f"{figures.score:.1f}"

    def row(self, mark: str, name: str, language: str, *numbers: str) -> str:
        cells = (pad(fit(number, _NUMBERS), _NUMBERS, "right") for number in numbers)
        return f"{pad(mark, 1)} {pad(fit(name, _PLAYER), _PLAYER)} {pad(language, 9)}{''.join(cells)}".rstrip()

    # -- what random play meets ------------------------------------------------------------

    def scores(self) -> Iterator[str]:
        bands = self.report.distribution
        yield self.words("simulate.scores", rubric=self.lead)
        for number, plays in enumerate(bands):
            low = number * BAND
            high = low + BAND - 1 if number < len(bands) - 1 else 100
            yield self.bar(f"{low:3}-{high}", 8, plays, max(bands))

    def endings(self) -> Iterator[str]:
        met = self.report.encounters.endings
        yield self.words("simulate.endings")
        widest = min(max(map(cell_len, met)), _ENDING // 2)
        for name, plays in met.items():
            title = self.one_line(self.scenario.endings[name].title.get(self.words.language))
            yield self.bar(f"{pad(fit(name, widest), widest)}  {title}", _ENDING, plays, max(met.values()))

    def bar(self, name: str, width: int, plays: int, most: int) -> str:
        full = max(1, round(_BAR * plays / most)) if plays else 0
        return f"  {pad(fit(name, width), width)} {self.share(plays)}  {self.glyphs.bar_full * full}".rstrip()

    def share(self, plays: int) -> str:
        return f"{100 * plays / self.report.runs:.1f}%".rjust(6)

    def met(self) -> Iterator[str]:
        met, words = self.report.encounters, self.words
        yield words("simulate.met")
        widest = min(max(map(cell_len, met.nodes)), _PLAYER)
        for node in self.scenario.nodes.values():
            lines = (f"{choice.id} {self.share(met.choices[node.id, choice.id]).strip()}" for choice in node.choices)
            head = f"  {pad(fit(node.id, widest), widest)} {self.share(met.nodes[node.id])}  "
            yield from _wrapped_items(head, lines)
        yield words("simulate.criteria")
        for rubric in dict.fromkeys(ref.partition(".")[0] for ref in met.criteria):
            name = self.one_line(self.rubrics[rubric].name.get(words.language))
            own = (ref for ref in met.criteria if ref.partition(".")[0] == rubric)
            items = (f"{ref.partition('.')[2]} {self.share(met.assessed[ref]).strip()}" for ref in own)
            yield from _wrapped_items(f"  {fit(name, _PLAYER)}{words('library.colon')}", items)

    # -- in words ------------------------------------------------------------------------

    def notes(self) -> Iterator[str]:
        for note in self._notes():
            yield from wrap(note, WIDTH)

    def _notes(self) -> Iterator[str]:
        report, words = self.report, self.words
        length = report.lengths
        yield words("simulate.lengths", mean=f"{length.mean:.1f}", least=length.least, most=length.most)
        never = report.encounters.never_met()
        if never:
            yield words("simulate.never", what=words("play.list_separator").join(never))
        if report.chance.cut:
            yield words("simulate.cut", count=f"{report.chance.cut:,}", limit=MAX_DECISIONS)
        if report.chance.unassessed:
            yield words("simulate.unassessed", count=f"{report.chance.unassessed:,}", rubric=self.lead)
        own = self.scenario.pass_mark.thresholds.get(report.leading_rubric)
        required = words("simulate.no_mark_asked") if own is None else words("simulate.mark_asked", mark=own)
        if report.mark is None:
            yield words("simulate.no_mark", limit=CHANCE_LIMIT, rubric=self.lead) + required
        else:
            key = "simulate.mark" if report.mark else "simulate.mark_zero"
            yield words(key, limit=CHANCE_LIMIT, rubric=self.lead, mark=report.mark) + required

    def verdict(self) -> Iterator[str]:
        words, unfair = self.words, faults(self.report, self.scenario)
        if self.scenario.tutorial:
            yield from wrap(words("simulate.tutorial"), WIDTH)
        for fault in unfair:
            finding = fault.finding()
            line = f"{self.glyphs.no} {fault.code} {'.'.join(map(str, fault.path))}{words('library.colon')}"
            yield from wrap(line + finding.message(words.language), WIDTH, indent="  ")
            yield from (f"  {line}" for line in wrap(finding.help(words.language), WIDTH - 2))
        if not unfair:
            key = "simulate.fair_tutorial" if self.scenario.tutorial else "simulate.fair"
            yield from wrap(f"{self.glyphs.yes} {words(key, chance=CHANCE_LIMIT, lead=LEAD_LIMIT)}", WIDTH, indent="  ")


def _wrapped_items(head: str, items: Iterable[str]) -> Iterator[str]:
    """``head`` followed by the items, separated by two spaces, on as many lines as they need."""
    indent = " " * min(cell_len(head), WIDTH // 2)
    line, first = head, True
    for item in items:
        gap = "" if first else "  "
        if not first and cell_len(line) + len(gap) + cell_len(item) > WIDTH:
            yield line
            line, gap = indent, ""
        line, first = line + gap + item, False
    yield line.rstrip()
