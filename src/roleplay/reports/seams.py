"""The seams of a scene, or whole walks through it, as a page to read and print, with its languages side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roleplay.exploration.covering import CoveringWalk, covering_walks
from roleplay.exploration.seams import Seams
from roleplay.locales import Catalogue
from roleplay.presenting.facts import TranscriptLine, list_of
from roleplay.presenting.scene_languages import language_name
from roleplay.presenting.seams import SeamFact, SeamReader, Selection, heading
from roleplay.reports.markup import TAGS, Markup, element, page
from roleplay.reports.style import CHINESE, COMMON, LATIN
from roleplay.scene.model import Scenario
from roleplay.text.glyphs import glyphs

_STYLE = f"""{COMMON}
body{{max-width:76rem}}
nav a{{display:inline-block;margin-right:1.1em}}
a{{color:var(--mark)}}
.seam{{margin:1.5rem 0 1.9rem}}
.seam h3{{margin:0 0 .2rem}}
.seam>p,.said td{{font-size:.92rem}}
.said{{table-layout:fixed;margin:.3rem 0}}
.said td{{padding:.22rem .6rem;border-bottom:0;white-space:pre-line}}
.said td+td{{border-left:1px solid var(--line)}}
.said b{{margin-right:.6em;font-weight:600}}
.said .you td{{background:var(--band)}}.said .you b{{color:var(--mark)}}
.said .scene td,.said .heard td{{color:var(--soft)}}
.said .heard.you td{{background:none}}
.said :lang(zh){{font-family:{CHINESE},{LATIN},sans-serif}}
.said :lang(en){{font-family:{LATIN},{CHINESE},sans-serif}}
.said .ending b{{display:block}}
.said th{{padding:.2rem .6rem}}
.said .step td{{padding-top:1rem;font-weight:600;color:var(--soft)}}
.step{{break-after:avoid}}
@media print{{.seam{{margin:1rem 0 1.3rem}}h3,.seam>p{{break-after:avoid}}nav{{display:none}}}}
@media (max-width:38rem){{.said td,.said th{{padding:.2rem .3rem}}}}
"""


class SeamsPage:
    """Builds the page. ``columns`` are the catalogues of the scene's languages, ``words`` that of the page."""

    def __init__(self, scenario: Scenario, seams: Seams, columns: Sequence[Catalogue], words: Catalogue) -> None:
        self.scenario = scenario
        self.seams = seams
        self.words = words
        self.own = SeamReader(seams, words, glyphs())
        self.readers = [SeamReader(seams, column, glyphs()) for column in columns]
        names = [language_name(column.language, words) for column in columns]
        cells = (element("th", name, lang=self.tag(column)) for name, column in zip(names, columns, strict=True))
        self.head = element("thead", element("tr", *cells))

    def seams_page(self, selection: Selection) -> str:
        """A page of the selected seams, under a heading for every node, with links to them at the top."""
        nodes = dict.fromkeys(self.seams.seams[index].key.node for index in selection.indices)
        links = [element("a", node, href=f"#{node}") for node in nodes if node is not None]
        return self.page(selection, self.words("read.about"), element("nav", *links), *self.sections(selection))

    def walks_page(self, selection: Selection) -> str:
        """A page of whole walks that cover all selected seams."""
        walks = covering_walks(self.seams, selection.indices)
        parts = [self.walk(walk, number, len(walks)) for number, walk in enumerate(walks, 1)]
        return self.page(selection, self.words("read.walks", count=len(walks)), *parts)

    def page(self, selection: Selection, about: str, *parts: Markup) -> str:
        title, *remarks = heading(self.scenario, self.seams, selection, self.words)
        head = [element("h1", title), *(element("p", text, class_="soft") for text in (*remarks, about))]
        return page(title, self.words.interface, _STYLE, *head, *parts)

    def sections(self, selection: Selection) -> Iterator[Markup]:
        shown: dict[tuple[TranscriptLine, ...], str] = {}
        last: str | None = None
        for index in selection.indices:
            node, fact = self.seams.seams[index].key.node, self.own.seam(index)
            if node is not None and node != last:
                yield element("h2", node, id=node)
            last = node
            yield self.seam(index, fact, shown.get(fact.heard, ""))
            shown.setdefault(fact.heard, fact.label)

    def seam(self, index: int, fact: SeamFact, same_as: str) -> Markup:
        words, facts = self.words, [reader.seam(index) for reader in self.readers]
        remarks = [words("read.way", text=fact.route)] if fact.route else []
        if fact.meters:
            remarks.append(words("read.readings", text=list_of(words, map(str, fact.meters))))
        if same_as:
            remarks.append(words("read.same_heard", seam=same_as))
        rows = [] if same_as else self.rows([each.heard for each in facts], "heard")
        rows += self.rows([each.talk for each in facts])
        for number in range(len(fact.elsewhere)):
            note = element("td", words("read.elsewhere"), colspan=len(facts))
            rows += [
                element("tr", note, class_="heard"),
                *self.rows([each.elsewhere[number] for each in facts], "heard"),
            ]
        notes = (element("p", text, class_="soft") for text in remarks)
        title = element("h3", f"{fact.label} {fact.place}")
        return element("section", title, *notes, self.table(rows), class_="seam", id=f"seam-{fact.number}")

    def walk(self, walk: CoveringWalk, number: int, count: int) -> Markup:
        own = self.own.walk(walk, number, count)
        facts = [reader.walk(walk, number, count) for reader in self.readers]
        rows: list[Markup] = []
        for turn, step in enumerate(own.steps):
            rows.append(element("tr", element("td", step.label, colspan=len(facts)), class_="step"))
            rows += self.rows([fact.steps[turn].talk for fact in facts], "" if step.new else "heard")
        way = element("p", own.route, class_="soft")
        return element("section", element("h2", own.label), way, self.table(rows), class_="walk")

    def table(self, rows: Sequence[Markup]) -> Markup:
        return element("table", self.head, element("tbody", *rows), class_="said")

    def rows(self, talks: Sequence[Sequence[TranscriptLine]], look: str = "") -> list[Markup]:
        """Table rows of a conversation: a row for each utterance, a cell for each language."""
        rows: list[Markup] = []
        for utterances in zip(*talks, strict=True):
            cells = (
                element(
                    "td", element("b", said.name) if said.name else Markup(), said.text, lang=self.tag(reader.words)
                )
                for said, reader in zip(utterances, self.readers, strict=True)
            )
            rows.append(element("tr", *cells, class_=f"{utterances[0].kind.value} {look}".strip()))
        return rows

    def tag(self, column: Catalogue) -> str:
        return TAGS.get(column.language, column.language)
