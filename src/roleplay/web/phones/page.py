"""The page of a phone as HTML: the whole page, and the part that is fetched again.

All text from files and learners is escaped. Choices are sent as letters: a line's id in the scene may give away its
worth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roleplay.drill.names import MAX_NAME
from roleplay.drill.stage import Phase
from roleplay.locales import LANGUAGES, Catalogue
from roleplay.presenting.drill.board import LineFact, Tallies
from roleplay.presenting.drill.phone_view import PhoneView, WatchedFact
from roleplay.presenting.facts import TranscriptLine
from roleplay.text.escaping import escape_markup as escape
from roleplay.web.phones.frame import room_page

#: The start of a text field.
_FIELD = '<input id="'
#: The phases in which the last utterances would only be in the way.
_SILENT = frozenset((Phase.REVEAL, Phase.FORK, Phase.SHEETS, Phase.DEBRIEF))
#: An observer's marks, in the order of the page.
_MARKS = (("for", 1), ("against", -1), ("unseen", 0))


def page(
    phone: PhoneView,
    words: Catalogue,
    code: str,
    body: str,
    stamp: str,
    notice: str,
    languages: Sequence[str] = LANGUAGES,
) -> str:
    """The whole page around ``body`` (a `part`), with a ``notice`` above it and links to ``languages``."""
    fresh = _FIELD not in body  # a refresh would discard what is being typed
    return room_page(words, code, phone.title, f"{notice_line(notice)}{body}", stamp, fresh=fresh, languages=languages)


def notice_line(notice: str) -> str:
    """The line for a one-time notice."""
    return f'<p id="notice" role="status">{escape(notice)}</p>'


def part(phone: PhoneView, words: Catalogue, code: str) -> str:
    """The part of the page that changes with the room."""
    now = _Part(phone, words, code)
    at = escape(f"{phone.joined:d}.{phone.veil}.{phone.phase}.{phone.round}")
    return f'<main data-at="{at}">{"".join(now.all())}</main>'


class _Part:
    def __init__(self, phone: PhoneView, words: Catalogue, code: str) -> None:
        self.phone = phone
        self.words = words
        self.code = code
        letters = {line.id: line.letter for line in phone.lines}
        self.own_letter = letters.get(phone.own_vote or "")

    def all(self) -> Iterator[str]:
        phone = self.phone
        yield f'<div id="top" aria-live="polite"><h2 tabindex="-1">{self.heading()}</h2>'
        yield f'<p id="state">{escape(self.state())}</p></div>'
        if not phone.joined:
            yield self.door()
            return
        who = " · ".join(filter(None, (phone.team, phone.name)))
        yield f'<p class="who">{escape(who)}</p>' if who else ""
        if phone.veil != "none":
            return
        yield self.talk()
        yield self.lines()
        yield self.own_words()
        yield self.tallies(phone.tallies) if phone.tallies else ""
        yield f'<p id="why">{escape(phone.why)}</p>' if phone.why else ""
        yield f'<p id="standing">{escape(phone.standing)}</p>' if phone.standing else ""
        if phone.grading:
            yield self.grades(phone.watched)
        elif phone.watched:
            yield self.marks(phone.watched)
            yield self.criterion(phone.watched)
        if phone.phase is Phase.LOBBY and phone.names:
            yield self.form("join", self.name() + self.go("phone.join.rename"))
        yield from map(self.paper, range(len(phone.papers)))

    # -- the top of the page ---------------------------------------------------------

    def heading(self) -> str:
        phone = self.phone
        if not phone.joined:
            return self.say("join.heading")
        return self.say(f"veil.{phone.veil}" if phone.veil != "none" else f"heading.{phone.phase}")

    def state(self) -> str:
        """The text that says what to do now, and whether this phone's input has arrived."""
        phone, words = self.phone, self.words
        if not phone.joined:
            kind = "tables" if phone.teams else "observer" if phone.observes else "class"
            return words(f"phone.join.about.{kind}") if phone.door else words("phone.join.shut")
        if phone.veil != "none":
            return words("phone.veil.about")
        if phone.grading and phone.grade is not None:
            return words("phone.state.graded", level=phone.grade)
        if phone.words_asked and phone.words:
            return words("phone.state.written", text=phone.words)
        if phone.lines:
            voted = "open" if phone.ballot else "reveal" if phone.tallies else str(phone.phase)
            own = self.own_letter
            return words(f"phone.state.{voted}.{'mine' if own else 'none'}", letter=own or "")
        if phone.observes and phone.marking is not None and phone.marked is not None and not phone.grading:
            return words("phone.state.marked", mark=words(f"phone.mark.{dict(_BY_NOTE)[phone.marked]}"))
        return words(f"phone.do.{phone.phase}")

    # -- joining ---------------------------------------------------------------------

    def door(self) -> str:
        phone = self.phone
        if not phone.door:
            return ""
        name = self.name() if phone.names else ""
        if not phone.teams:
            return self.form("join", name + self.go("phone.join.go"))
        tables = "".join(self.table(*team) for team in phone.teams)
        return self.form("join", f"{name}<h3>{self.say('join.table')}</h3>{tables}")

    def table(self, index: int, name: str, free: bool) -> str:
        taken, off = ("", "") if free else (f" <small>{self.say('join.taken')}</small>", " disabled")
        return f'<button name="team" value="{index}"{off}><span>{escape(name)}{taken}</span></button>'

    def name(self) -> str:
        return (
            f'<label for="called">{self.say("join.name")}</label>'
            f'{_FIELD}called" name="name"{_stops_at(MAX_NAME)} autocomplete="off" value="{escape(self.phone.name)}">'
        )

    def paper(self, place: int) -> str:
        """A handout: open in the lobby, later collapsed."""
        title, text = self.phone.papers[place]
        open_attribute = " open" if self.phone.phase is Phase.LOBBY else ""
        return (
            f'<details id="paper{place}" class="paper"{open_attribute}><summary>{escape(title)}</summary>'
            f"<p>{escape(text)}</p></details>"
        )

    # -- the story and the lines -----------------------------------------------------

    def talk(self) -> str:
        talk = () if self.phone.phase in _SILENT else self.phone.talk
        if self.phone.why:  # the reason is right below the line that it explains
            talk = talk[:1]
        if not talk:
            return ""
        return f'<section class="talk" aria-label="{self.say("talk")}">{"".join(map(_said, talk))}</section>'

    def lines(self) -> str:
        phone = self.phone
        if not phone.lines or phone.tallies:
            return ""
        if phone.ballot is None:
            return f'<ol id="lines">{"".join(map(self.line, phone.lines))}</ol>'
        ballot = ".".join(map(str, phone.ballot))
        buttons = "".join(map(self.choice, phone.lines))
        return self.form("vote", f'<input type="hidden" name="ballot" value="{ballot}">{buttons}')

    def choice(self, line: LineFact) -> str:
        pressed = "true" if line.letter == self.own_letter else "false"
        return (
            f'<button name="choice" value="{line.letter}" aria-pressed="{pressed}">'
            f"<b>{line.letter}</b><span>{escape(line.text)}{self.tick(line)}</span></button>"
        )

    def line(self, line: LineFact) -> str:
        own = " mine" if line.letter == self.own_letter else ""
        return f'<li class="line{own}"><b>{line.letter}</b><span>{escape(line.text)}{self.tick(line)}</span></li>'

    def tick(self, line: LineFact) -> str:
        return f'<i class="tick">{self.say("mine")}</i>' if line.letter == self.own_letter else ""

    def own_words(self) -> str:
        phone = self.phone
        if not phone.words_asked:
            return ""
        return self.form(
            "words",
            f'<input type="hidden" name="round" value="{phone.round}">'
            f'<label for="own">{self.say("words.label", most=phone.words_most)}</label>'
            f'{_FIELD}own" name="words"{_stops_at(phone.words_most)} autocomplete="off" value="{escape(phone.words)}">'
            + self.go("phone.words.go"),
        )

    # -- after the votes -------------------------------------------------------------

    def tallies(self, votes: Tallies) -> str:
        most = max(1, *(total or 0 for total in votes.totals))
        items = []
        for fact in votes.lines:
            counts = zip(("first", "second", "third"), fact.counts, strict=True)
            several = len(votes.counted_votes) > 1
            bars = "".join(self.bar(when if several else "only", n, most) for when, n in counts if n is not None)
            called = f'<p class="count">{self.say("tally.called")}</p>' if fact.called else ""
            leads = f'<i class="tick">{self.say("tally.leads")}</i>' if fact.leads else ""
            kind = " ".join(("line", *["mine"][: fact.line.letter == self.own_letter], *["lead"][: fact.leads]))
            items.append(
                f'<li class="{kind}"><b>{fact.line.letter}</b>'
                f"<span>{escape(fact.line.text)}{self.tick(fact.line)}{leads}{bars}{called}</span></li>"
            )
        return f'<ol id="tallies">{"".join(items)}</ol>'

    def bar(self, when: str, count: int, most: int) -> str:
        return (
            f'<p class="count">{self.say(f"tally.{when}", count=count)}</p>'
            f'<svg aria-hidden="true"><rect width="{100 * count // most}%" height="100%"/></svg>'
        )

    # -- observers -------------------------------------------------------------------

    def criterion(self, watched: WatchedFact) -> str:
        levels = "".join(f"<li>{n} · {escape(level)}</li>" for n, level in enumerate(watched.levels))
        return (
            f'<section id="watched"><h3>{self.say("watch.heading", name=watched.name)}</h3>'
            f"<p>{escape(watched.about)}</p><ol>{levels}</ol></section>"
        )

    def marks(self, watched: WatchedFact) -> str:
        phone = self.phone
        if phone.marking is None:
            return ""
        buttons = "".join(
            self.pressed("mark", note, self.say(f"mark.{name}"), phone.marked == note) for name, note in _MARKS
        )
        return self.form(
            "mark",
            f"<h3>{self.say('mark.heading', name=watched.name)}</h3>"
            f'<input type="hidden" name="round" value="{phone.marking}">{buttons}',
        )

    def grades(self, watched: WatchedFact | None) -> str:
        if watched is None:
            return ""
        buttons = "".join(
            self.pressed("level", n, f"<b>{n}</b><span>{escape(level)}</span>", self.phone.grade == n)
            for n, level in enumerate(watched.levels)
        )
        return self.form("grade", f"<h3>{self.say('watch.heading', name=watched.name)}</h3>{buttons}")

    def pressed(self, name: str, value: int, label: str, on: bool) -> str:
        tick = f'<i class="tick">{self.say("yours")}</i>' if on else ""
        return f'<button name="{name}" value="{value}" aria-pressed="{str(on).lower()}">{label}{tick}</button>'

    # -- pieces ----------------------------------------------------------------------

    def form(self, what: str, inside: str) -> str:
        return f'<form id="{what}" method="post" action="/{self.code}/{what}">{inside}</form>'

    def go(self, key: str) -> str:
        return f'<button class="go">{escape(self.words(key))}</button>'

    def say(self, key: str, **values: object) -> str:
        return escape(self.words(f"phone.{key}", **values))


_BY_NOTE = tuple((note, name) for name, note in _MARKS)


def _stops_at(most: int) -> str:
    """The limit of a field. Browsers count UTF-16 units, of which there are never fewer than of what the server counts.

    The script counts as the server does, and removes ``maxlength``.
    """
    return f' maxlength="{most}" data-most="{most}"'


def _said(said: TranscriptLine) -> str:
    name = f"<b>{escape(said.name)}</b>" if said.name else ""
    return f'<p class="{escape(said.kind)}">{name}{escape(said.text)}</p>'
