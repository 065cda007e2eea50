"""What the answers of many learners say about decisions: which to read again, and the figures of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from roleplay.cohort.intervals import Interval
from roleplay.cohort.items import (
    ENOUGH_TO_WARN,
    GROUP_SHARE,
    MIN_LINE_SHARE,
    ItemFigures,
    ItemWarning,
    costly_items,
    items_to_review,
)
from roleplay.cohort.suppression import FEW, MIN_PUBLISHED, Cell
from roleplay.locales import Catalogue
from roleplay.presenting.cohort.words import (
    cell_json,
    cell_text,
    cost_json,
    cost_kind,
    cost_text,
    fill_names,
    line_text,
    loss_json,
    loss_text,
    most_chosen,
    percent_text,
    scene_title,
    share_text,
)
from roleplay.presenting.drill.board import LETTERS
from roleplay.presenting.facts.play import list_of
from roleplay.scene.model import Bundle
from roleplay.session import Mode
from roleplay.text.plain import safe
from roleplay.text.quotes import excerpt, inline_quote
from roleplay.text.wrap import wrap

WIDTH = 80
#: Raised whenever a key changes its meaning or is removed.
FORMAT = "items/1"
#: Default number of decisions to look at first.
_LOOKED_AT = 3
#: The width in cells to which a line quoted in a sentence is cut.
_QUOTED = 60


class ItemPages:
    """Decisions in words, with the texts that were played."""

    def __init__(self, items: Sequence[ItemFigures], bundles: Mapping[str, Bundle], words: Catalogue) -> None:
        """``bundles``: the texts that were played, by the digest of the scene's text."""
        self.items = items
        self.bundles = bundles
        self.words = words
        self._all_few = not any(item.enough_answers for item in items)
        self._no_groups = all(item.discrimination is None for item in items)

    def lines(self, most: int | None = None) -> list[str]:
        """What to read again and where to look first, then the figures of all decisions by scene.

        With ``most``, at most that many decisions are named, and the figures are left out.
        """
        words, again = self.words, items_to_review(self.items)[:most]
        look = costly_items(self.items)[: _LOOKED_AT if most is None else most - len(again)]
        lines = [words("items.title"), *_flowing([words("items.about", enough=ENOUGH_TO_WARN)])]
        if any(Mode.GUIDED in item.modes for item in self.items):
            lines += _flowing([words("items.guided")])
        if not self.items:
            return [*lines, "", *_flowing([words("items.none", enough=MIN_PUBLISHED)])]
        if self._all_few:
            lines += _flowing([words("items.uncertain_all", enough=ENOUGH_TO_WARN)])
        if self._no_groups and most is None:
            lines += _flowing([words("items.d_untold_all", share=percent_text(GROUP_SHARE), enough=MIN_PUBLISHED)])
        if again or not self._all_few:
            lines += ["", words("items.again")]
        if not again and not self._all_few:
            lines += _flowing([words("items.again_none")])
        for number, item in enumerate([*again, *look], 1):
            if number == len(again) + 1:
                about = [words("items.look_about")]
                if not self._all_few and not all(other.enough_answers for other in look):
                    about.append(words("items.look_few", enough=ENOUGH_TO_WARN))
                title = words("items.again" if self._all_few else "items.look")
                lines += ["", title, *_flowing(about)]
            lines += ["", *self._head(item, f"{number}. "), *_flowing(self.reasons(item), "     ")]
        if most is not None:
            return lines
        scene = None
        for item in self.items:
            if item.place.scene != scene:
                scene = item.place.scene
                lines += ["", words("items.figures", title=scene_title(self.bundles[item.text_digest], scene, words))]
            lines += ["", *self._head(item), *_flowing(self._figures(item), "     ")]
        return [*lines, "", *_flowing([words("items.how", enough=ENOUGH_TO_WARN, few=_count(FEW, words))])]

    def reasons(self, item: ItemFigures) -> list[str]:
        """Why a decision should be read again, claiming no more than the answers support."""
        if item.warnings:
            return [self._warning(item, warning) for warning in item.warnings]
        lost = "" if item.lost is None else loss_text(item.lost, self.words)
        reasons = [self.words("items.reason.dear", answers=_count(item.answers, self.words), lost=lost)]
        favourite = most_chosen([(line.said, line) for line in item.lines])
        if favourite is not None:
            key = f"items.reason.most_{cost_kind(favourite.cost)}"
            reasons.append(self.words(key, line=self._quoted(item, favourite.line)))
        nobody = (line.line for line in item.lines if not line.said.most)
        return [*reasons, *(self.words("items.reason.nobody", line=self._quoted(item, line)) for line in nobody)]

    def _warning(self, item: ItemFigures, warning: ItemWarning) -> str:
        return self.words(
            f"items.reason.{warning.fault}",
            line="" if warning.line is None else self._quoted(item, warning.line),
            answers=warning.answers,
            comparisons=warning.comparisons,
            low=_signed(warning.interval.low),
            high=_signed(warning.interval.high),
            most=percent_text(warning.interval.high),
            works=percent_text(MIN_LINE_SHARE),
        )

    def _quoted(self, item: ItemFigures, line: str) -> str:
        return inline_quote(
            excerpt(line_text(self.bundles[item.text_digest], item.place.node, line, item.language), _QUOTED)
        )

    def _head(self, item: ItemFigures, number: str = "") -> Iterator[str]:
        bundle = self.bundles[item.text_digest]
        heard = inline_quote(excerpt(fill_names(bundle, item.heard, item.language), _QUOTED))
        fields = {
            "scene": item.place.scene,
            "node": item.place.node,
            "language": item.language,
            "answers": _count(item.answers, self.words),
            "digest": item.place.digest[:8],
            "heard": heard,
        }
        key = "items.head_version" if self._has_versions(item) else "items.head"
        yield from _flowing([number + self.words(key, **fields)])

    def _has_versions(self, item: ItemFigures) -> bool:
        return any(
            other.place != item.place and other.place[:2] == item.place[:2] and other.language == item.language
            for other in self.items
        )

    def _figures(self, item: ItemFigures) -> Iterator[str]:
        words = self.words
        if not item.exact:
            yield words("items.not_exact")
        elif not item.at_stake.most or not any(line.cost.most for line in item.lines):
            yield words("items.asks_nothing")
        else:
            yield from self._difficulty(item)
        if len(item.situations) > 1:
            yield from self._situations(item)
        for letter, line in zip(LETTERS, item.lines, strict=False):
            text = safe(
                line_text(self.bundles[item.text_digest], item.place.node, line.line, item.language), newlines=False
            )
            fields = {"letter": letter, "said": share_text(line.said, item.answers, words), "text": text}
            yield words("items.line", cost=cost_text(line.cost, words), **fields)

    def _situations(self, item: ItemFigures) -> Iterator[str]:
        """For each situation the decision was met in: the number of answers, and the lines that cost nothing there."""
        letters = dict(zip((line.line for line in item.lines), LETTERS, strict=False))
        for situation in item.situations:
            free = list_of(self.words, sorted(letters[line] for line in situation.free if line in letters))
            away = list_of(self.words, sorted(letters[line] for line in letters if line not in situation.available))
            fields = {"answers": cell_text(situation.answers, self.words), "free": free or self.words("cohort.none")}
            yield self.words("items.situation_without" if away else "items.situation", away=away, **fields)

    def _difficulty(self, item: ItemFigures) -> Iterator[str]:
        words = self.words
        answers = _count(item.at_stake, words)
        if item.difficulty is None:
            yield words("items.p_untold", enough=MIN_PUBLISHED)
        elif item.difficulty_interval is None:
            low, high = map(percent_text, item.difficulty)
            yield words("items.p_between", answers=answers, low=low, high=high)
        else:
            low, high = map(percent_text, item.difficulty_interval)
            share = percent_text(item.difficulty.low)
            yield words("items.p", answers=answers, share=share, low=low, high=high)
        if item.lost is not None:
            yield words("items.lost", points=loss_text(item.lost, words))
        if item.discrimination is not None and item.discrimination_interval is not None:
            low, high = map(_signed, item.discrimination_interval)
            yield words("items.d", value=_signed(item.discrimination), low=low, high=high)
        elif not self._no_groups:
            yield words("items.d_untold", share=percent_text(GROUP_SHARE), enough=MIN_PUBLISHED)
        if not item.enough_answers and not self._all_few:
            yield words("items.uncertain", enough=ENOUGH_TO_WARN)


def _flowing(texts: Iterable[str], indent: str = "  ") -> Iterator[str]:
    for text in texts:
        yield from wrap(indent + safe(text, newlines=False), WIDTH, indent=indent)


def _signed(value: float) -> str:
    return f"{value:+.1f}"


def _count(cell: Cell, words: Catalogue) -> str:
    return cell_text(cell, words, "column")


# -- for machines --------------------------------------------------------------------------------------------------


def items_json(items: Sequence[ItemFigures], files: Mapping[str, Any], words: Catalogue, pages: ItemPages) -> Any:
    """The figures as data. The keys are stable; the reasons are in the language of ``words``."""

    def listed(item: ItemFigures) -> Mapping[str, Any]:
        return {**_name(item), "answers": cell_json(item.answers), "reasons": pages.reasons(item)}

    return {
        "roleplay": FORMAT,
        "enough_to_warn": ENOUGH_TO_WARN,
        "enough_to_tell": MIN_PUBLISHED,
        "language": words.interface,
        "files": files,
        "read_again": list(map(listed, items_to_review(items))),
        "look_first": list(map(listed, costly_items(items))),
        "items": [_item(item) for item in items],
    }


def _name(item: ItemFigures) -> dict[str, Any]:
    return {"scene": item.place.scene, "node": item.place.node, "digest": item.place.digest, "language": item.language}


def _item(item: ItemFigures) -> Mapping[str, Any]:
    exact = item.difficulty_interval is not None
    return {
        **_name(item),
        "text": item.text_digest,
        "answers": cell_json(item.answers),
        "asked": cell_json(item.at_stake),
        "exact": item.exact,
        "modes": sorted(item.modes),
        "situations": [
            {"able": list(situation.available), "free": sorted(situation.free), "answers": cell_json(situation.answers)}
            for situation in item.situations
        ],
        "p": item.difficulty.low if exact and item.difficulty else None,
        "p_between": _ends(item.difficulty),
        "p_interval": _ends(item.difficulty_interval),
        "d": item.discrimination,
        "d_interval": _ends(item.discrimination_interval),
        "mean_lost": loss_json(item.lost),
        "lines": [
            {
                "line": line.line,
                "said": cell_json(line.said),
                "cost": cost_json(line.cost),
                "d_where_costly": line.discrimination,
            }
            for line in item.lines
        ],
        "warnings": [
            {
                "fault": warning.fault,
                "line": warning.line,
                "answers": warning.answers,
                "interval": _ends(warning.interval),
                "comparisons": warning.comparisons,
            }
            for warning in item.warnings
        ],
    }


def _ends(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval.low, interval.high]
