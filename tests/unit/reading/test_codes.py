"""Every code about a single file and its names: its location, its suggestion, and a near miss."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from builders import MARK, Data, bundle, changed, check, check_common, choice, marked, meter, node, story_scene
from case_loops import check_each
from roleplay.checking.subject import Subject
from roleplay.checking.walks import check_walks
from roleplay.reading.codes import CODES
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.language_codes import CORRECTIONS, is_language
from roleplay.reading.loader import load

from .file_texts import KPI, MOVES, PERSONA, RUBRIC, SCENE

FILES = {
    "scene": ("small.yaml", SCENE),
    "rubric": ("main.yaml", RUBRIC),
    "persona": ("soft.yaml", PERSONA),
    "moves": ("more.yaml", MOVES),
    "kpi": ("kpi.yaml", KPI),
}
SAYS = "says: {zh: 怎么办？, en: What now?}"
QUESTIONS = "discussion: [{zh: 为什么？, en: Why?}]"
LINES = "    choices:\n      - id: act\n"
INLINE = (
    "        say: x\n        moves: [act_now]\n        why: w\n        goto: kept\n"
    "      - {{id: b, say: {}, moves: [act_now], why: w, goto: kept}}\n      - id: c\n"
)
NODE = "{speaker: wang, says: x, choices: [{id: a, say: a, moves: [listen], why: w, goto: kept}]}"


@dataclass(frozen=True)
class Bad:
    """One change to a valid file. The mark in ``new`` is where the finding must be."""

    code: str
    file: str
    old: str
    new: str
    suggestion: str | None = None
    says: str = ""
    #: if something is missing: a text of the changed file with the mark
    at: str = ""

    def __str__(self) -> str:
        return f"{self.code}-{self.file}-{re.sub(r'[^A-Za-z0-9]+', '-', self.new)[:40]}"


def findings_in(file: str, text: str) -> list[Diagnostic]:
    name, _ = FILES[file]
    return list(check(text, name) if file == "scene" else check_common(name, text))


BAD = [
    # -- the file itself
    Bad("RP001", "scene", "title: {zh: 小场景, en: Small scene}", "title: 小场景‹: third", says="mapping values"),
    Bad("RP001", "scene", "family: complaint", "family: complaint\n‹\tx: 1", says="tab"),
    Bad("RP001", "scene", "difficulty: 2", "difficulty: ‹@2", says="cannot start any token"),
    Bad("RP001", "scene", "difficulty: 2", "difficulty: ‹*none", says="*none"),
    Bad("RP006", "scene", "family: complaint", "family: complaint\n‹family: promise", says="first in line 6"),
    Bad("RP006", "scene", "effects: {anger: -10}", "effects: {anger: -10, ‹anger: -20}"),
    Bad("RP007", "scene", "title: {zh: 小场景, en: Small scene}", "title: ‹!!python/object/apply:os.system [ls]"),
    Bad("RP007", "scene", "difficulty: 2", "difficulty: ‹!mine 2", says="!mine"),
    Bad("RP007", "scene", "family: complaint", "‹!!python/name:os.system family: complaint"),
    Bad("RP007", "scene", "family: complaint", "‹<<: {x: 1}\nfamily: complaint", says="<<"),
    Bad("RP008", "scene", "roleplay: scenario/1", "roleplay: scenario/1\n‹---", says="second document"),
    Bad("RP008", "scene", "family: complaint", "? ‹[a]\n: b\nfamily: complaint", says="plain word"),
    Bad("RP009", "scene", "roleplay: scenario/1", "roleplay: ‹scenarios/1", "scenario/1", "`scenarios/1`"),
    Bad("RP009", "scene", "roleplay: scenario/1", "roleplay: ‹scenario/2", "scenario/1"),
    Bad("RP009", "scene", "roleplay: scenario/1", "roleplay: ‹1"),
    Bad("RP010", "scene", "family: complaint", "family: complaint\n‹familly: complaint", None, "familly"),
    Bad("RP010", "scene", "        why: {zh: 先听。, en: Hear first.}", "        ‹wy: {zh: 先听。, en: Hear.}", "why"),
    Bad("RP010", "scene", "    silence: {after: 30,", "    ‹silense: {after: 30,", "silence"),
    Bad("RP010", "rubric", "critical: [shout]", "‹criticals: [shout]", "critical"),
    Bad("RP010", "persona", "extends: base", "‹extend: base", "extends"),
    Bad("RP010", "moves", "    instead: [wait]", "    ‹insted: [wait]", "instead"),
    Bad("RP011", "scene", "  channel: {zh: 柜台, en: At the counter}\n", "", says="`channel` is missing", at="‹brief:"),
    Bad("RP011", "scene", "roleplay: scenario/1\n", "‹", says="`roleplay` is missing from the file"),
    Bad("RP011", "rubric", "    points: {listen: 2, cut_in: -2}\n", "", says="criteria.hear", at="  ‹hear:\n"),
    Bad("RP011", "scene", "en: Settle it}\n", "en: Settle it}\n  papers: [‹{title: Slip}]\n", says="`text`"),
    Bad("RP012", "scene", "difficulty: 2", "difficulty: ‹9", says="`9`, but should be a number from 1 to 5"),
    Bad("RP012", "scene", "difficulty: 2", "difficulty: ‹" + "9" * 22, says="but should be a number from 1 to 5"),
    Bad("RP012", "scene", "difficulty: 2", "difficulty: ‹two", says="`two`, but should be a whole number"),
    Bad("RP012", "scene", "difficulty: 2", "difficulty: ‹true", says="`true`"),
    Bad("RP012", "scene", "minutes: 5", "minutes: ‹0", says="1 to 120"),
    Bad("RP012", "scene", "after: 30", "after: ‹4", says="5 to 600"),
    Bad("RP012", "scene", "{start: 80,", "{start: ‹101,", says="0 to 100"),
    Bad("RP012", "scene", "effects: {anger: -10}", "effects: {anger: ‹-101}", says="-100 to 100"),
    Bad("RP012", "scene", "kpi: {csat: 5}", "kpi: {csat: ‹0}", says="1 to 5"),
    Bad("RP012", "scene", "kpi: {csat: 5}", "kpi: {csat: 5, nps: ‹11}", says="0 to 10"),
    Bad("RP012", "scene", "kpi: {csat: 5}", "kpi: {csat: 5, ces: ‹6}", says="1 to 5"),
    Bad("RP012", "scene", "kpi: {csat: 5}", "kpi: {csat: 5, fcr: ‹80}", says="true or false"),
    Bad("RP010", "scene", "kpi: {csat: 5}", "kpi: {‹csta: 5}", "csat", "unknown key `csta`"),
    Bad("RP012", "kpi", "csat: 40", "csat: ‹101", says="0 to 100"),
    Bad("RP012", "kpi", "csat: 40", "‹csta: 40", "csat", "one of: csat, nps, ces, fcr"),
    Bad("RP012", "kpi", "csat: 4.2", "csat: ‹85", says="1 to 5"),
    Bad("RP012", "kpi", "id: kpi", "id: ‹figures", says="one of: kpi"),
    Bad("RP026", "kpi", "weights: {csat: 40,", "weights: ‹{csat: 50,", says="add up to 110, not to 100"),
    Bad("RP026", "kpi", "weights: {csat: 40,", "weights: ‹{csat: 30,", says="add 10 somewhere"),
    Bad("RP012", "scene", "outcome: failure", "outcome: failure, worth: ‹1.5", says="0 to 1"),
    Bad("RP012", "scene", "family: complaint", "family: ‹complaints", "complaint"),
    Bad("RP012", "scene", "status: released", "status: ‹release", "released"),
    Bad("RP012", "scene", "        once: true", "        once: ‹no", says="true or false"),
    Bad("RP012", "scene", "moves: [cut_in]", "moves: ‹cut_in", says="a list"),
    Bad("RP012", "scene", "        goto: kept", "        goto: ‹{to: kept}", says="a map"),
    Bad("RP012", "scene", "channel: {zh: 柜台, en: At the counter}", "channel:‹", says="is empty"),
    Bad("RP012", "scene", "channel: {zh: 柜台, en: At the counter}", "channel: {zh: 柜台, en: ‹' '}", says="not empty"),
    Bad("RP012", "scene", "channel: {zh: 柜台, en: At the counter}", "channel: {zh: 柜台, en: ‹3}", says="`3`"),
    Bad("RP012", "scene", "main: 50, main", "main: ‹'>= 50', main", says="a whole number"),
    Bad("RP012", "scene", "- id: dodge", f"- id: ‹{'a' * 61}", says="at most 60 characters"),
    Bad("RP012", "scene", "walks:\n", "walks:\n  x: {choices: [act], ending: kept, seed: ‹-1}\n", says="0 or more"),
    Bad("RP012", "rubric", "points: {act_now: 2}", "points: {act_now: ‹4}", says="-3 to 3"),
    Bad("RP012", "persona", "anger: -10", "anger: ‹-101", says="-100 to 100"),
    Bad("RP013", "scene", '{anger: ">= 70"}', "{anger: ‹70}", says="`70` is not a valid condition on `anger`"),
    Bad("RP013", "scene", '{anger: ">= 70"}', "{anger: ‹'=> 70'}", says="`=> 70`"),
    Bad("RP013", "scene", '{anger: ">= 70"}', "{anger: ‹'> 100'}", says="`> 100`"),
    Bad("RP013", "scene", '{anger: ">= 70"}', "{anger: ‹'70..30'}"),
    Bad("RP013", "scene", '{anger: ">= 70"}', "{anger: ‹150..200}", says="no possible value"),
    Bad("RP013", "scene", '{anger: ">= 70"}', "{anger: ‹-9..-1}", says="no possible value"),
    Bad("RP013", "scene", '{anger: ">= 70"}', "{anger: ‹}", says="`null`"),
    Bad("RP013", "scene", '{anger: ">= 70"}', "‹{}", says="`{}`"),
    Bad("RP013", "scene", "{promised: true}", "{promised: ‹'yes'}", says="is not a valid condition on `promised`"),
    Bad("RP013", "scene", '{any: [{promised: true}, {not: {anger: "> 50"}}]}', "{any: ‹{promised: true}}"),
    Bad("RP013", "scene", '{not: {anger: "> 50"}}', "{not: ‹[anger]}"),
    Bad("RP013", "scene", "{when: {cause: factual}", "{when: {cause: ‹true}"),
    Bad("RP013", "scene", '{turn: "> 3"}', "{turn: ‹3}"),
    Bad("RP013", "scene", '{turn: "> 3"}', "{turn: ‹'< 0'}"),
    Bad("RP013", "scene", 'main: ">= 60"', "main: ‹'60'"),
    Bad("RP014", "scene", "en: Small scene}", 'en: ‹"Small\\u202escene"}', says="U+202E"),
    Bad("RP014", "scene", "en: Small scene}", 'en: ‹"Small\\e[31mscene"}', says="U+001B"),
    Bad("RP014", "scene", "en: Small scene}", "en: Small‹\x1b[31mscene}", says="U+001B"),
    Bad("RP014", "scene", "title: {zh: 小场景,", "title: {zh: 小‹\x07场景,", says="U+0007"),
    Bad("RP014", "scene", "family: complaint", "family: complaint # a remark‹\u2028", says="U+2028"),
    Bad("RP015", "scene", "en: Small scene}", f"en: ‹{'x' * 2001}}}", says="2001 characters; at most 2000"),
    Bad("RP016", "scene", "- id: dodge", "- id: ‹Dodge_it", says="`Dodge_it`"),
    Bad("RP016", "scene", "  kept: {title", "  ‹Kept: {title"),
    Bad("RP016", "persona", "reactions:\n", "reactions:\n  ‹Listen-well: {}\n", "listen"),
    Bad("RP016", "scene", "assess: [main.hear, main.act]", "assess: [‹main]"),
    Bad("RP016", "scene", "title: {zh: 小场景,", "title: {‹ZH: 小场景,"),
    Bad("RP016", "scene", "pass: {main: 50,", "pass: {‹Main: 50,"),
    Bad("RP016", "rubric", "order: [hear, act]", "order: [hear, ‹act-now]"),
    Bad("RP017", "scene", "id: small", "id: ‹smaller", says="`smaller`"),
    Bad("RP017", "persona", "id: soft", "id: ‹softer"),
    Bad("RP019", "scene", "      - text: {zh: 又来了。, en: Here again.}", "      - {‹when: {turn: '> 1'}, text: x}"),
    Bad("RP019", "scene", "      - text: {zh: 又来了。, en: Here again.}", "      - text: x\n      - ‹text: y"),
    Bad("RP019", "scene", "scene: {zh: 他把电脑放下。, en: He puts it down.}", "scene: [{text: x}, ‹{text: y}]"),
    Bad("RP019", "scene", "text: {zh: 他走了。, en: He leaves.}", "text: [{‹when: {turn: '> 1'}, text: x}]"),
    Bad("RP019", "scene", "{to: counter}]", "{‹when: {turn: '< 4'}, to: counter}]"),
    Bad("RP020", "scene", "moves: [cut_in]", "‹moves: []", says="should have at least 1"),
    Bad("RP020", "scene", "discussion: [{zh: 为什么？, en: Why?}]", "discussion: [‹{}]"),
    Bad("RP020", "rubric", "    levels: [a, b, c, d]", "    ‹levels: [a, b, c]", says="should have exactly 4"),
    Bad("RP020", "rubric", "    levels: [a, b, c, d]", "    ‹levels: [a, b, c, d, e]", says="should have exactly 4"),
    Bad("RP021", "scene", "en: Small scene}", "en: Small, ‹but fine}", says="before `but fine`"),
    Bad("RP021", "scene", "en: Small scene}", "en: Small,\n  ‹but fine}", says="before `but fine`"),
    Bad("RP021", "scene", "{zh: 等等。, en: Wait.}", "{zh: 等等, ‹我说完。, en: Wait.}", says="before `我说完。`"),
    # -- names that lead nowhere
    Bad("RP101", "scene", "start: counter", "start: ‹conter", "counter"),
    Bad("RP101", "scene", "        goto: gone\nendings", "        goto: ‹goen\nendings", "gone"),
    Bad("RP101", "scene", "to: gone}, {to", "to: ‹goen}, {to", "gone"),
    Bad("RP101", "scene", "endings: [kept]", "endings: [‹settle]"),
    Bad("RP101", "scene", "ending: kept, deal", "ending: ‹kapt, deal", "kept"),
    Bad("RP101", "scene", "visits.counter:", "‹visits.countre:", "counter"),
    Bad("RP102", "scene", "moves: [dodge]", "moves: [‹dogde]", "dodge"),
    Bad("RP102", "scene", "move: act_now}", "move: ‹act_know}", "act_now"),
    Bad("RP102", "rubric", "{listen: 2, cut_in: -2}", "{‹lisen: 2, cut_in: -2}", "listen"),
    Bad("RP102", "rubric", "critical: [shout]", "critical: [‹shuot]", "shout"),
    Bad("RP102", "persona", "  listen: {anger", "  ‹listn: {anger", "listen"),
    Bad("RP025", "scene", "difficulty: 2", "difficulty: 2\nreviewed: ‹2026-02-30", says="`2026-02-30` is not a valid"),
    Bad("RP025", "scene", "difficulty: 2", "difficulty: 2\nreviewed: ‹20260504", says="`20260504` is not a valid"),
    Bad("RP025", "scene", "difficulty: 2", "difficulty: 2\nreviewed: ‹2026-5-4", says="`2026-5-4` is not a valid"),
    Bad("RP025", "scene", "difficulty: 2", "difficulty: 2\nreviewed: ‹0000-01-01", says="`0000-01-01` is not a valid"),
    Bad("RP025", "scene", "difficulty: 2", "difficulty: 2\nreviewed: ‹tomorrow", says="`tomorrow` is not a valid"),
    Bad("RP025", "scene", "difficulty: 2", "difficulty: 2\nreviewed: ‹2026-05-04T10", says="T10` is not a valid"),
    Bad("RP012", "scene", "difficulty: 2", "difficulty: 2\ntouchpoint: ‹complain", "complaint", "one of: browsing"),
    Bad("RP012", "scene", "difficulty: 2", "difficulty: 2\nnewcomers: ‹0", says="1 to 9"),
    Bad("RP024", "moves", "instead: [wait]", "patterns: {en: [fine, ‹'a [b']}", says="not closed"),
    Bad("RP024", "moves", "instead: [wait]", "patterns: {en: [‹'a … … b']}", says="words on both sides"),
    Bad("RP024", "moves", "instead: [wait]", "patterns: {en: [‹'(a)']}", says="match everything"),
    Bad("RP024", "moves", "instead: [wait]", "patterns: {zh: [‹好。行]}", says="matches nothing"),
    Bad("RP024", "moves", "instead: [wait]", "patterns: {zh: [‹'[好|]']}", says="no words"),
    Bad("RP024", "moves", "instead: [wait]", "patterns: {zh: [‹好|行]}", says="outside brackets"),
    Bad("RP024", "moves", "instead: [wait]", f"patterns: {{zh: [‹{'好' * 201}]}}", says="200 characters"),
    Bad("RP102", "moves", "instead: [wait]", "instead: [‹wiat]", "wait"),
    Bad("RP103", "scene", "persona: base}", "persona: ‹bass}", "base"),
    Bad("RP103", "scene", "flags: [promised]", "flags: [promised]\npersonas: {wang: [cold, ‹hto]}", "hot"),
    Bad("RP103", "persona", "extends: base", "extends: ‹bse", "base"),
    Bad("RP103", "scene", '{not: {anger: "> 50"}}', "{not: {persona.wang: ‹bsae}}", "base"),
    Bad("RP103", "scene", '{turn: "> 3"}', "{persona.wang: [base, ‹bsae]}", "base"),
    Bad("RP103", "scene", "deal: {cause: factual}, main", "personas: {wang: ‹bsae}, main", "base"),
    Bad("RP104", "scene", "pass: {main: 50,", "pass: {‹mian: 50,", "main"),
    Bad("RP104", "scene", "pass: {main: 50,", "pass: {‹side: 50,"),
    Bad("RP105", "scene", "assess: [main.hear, main.act]", "assess: [‹main.haer]", "main.hear", "`main.haer`"),
    Bad("RP105", "scene", "assess: [main.hear, main.act]", "assess: [‹side.tone]"),
    Bad("RP105", "scene", "main.hear: 50", "‹main.herr: 50", "main.hear"),
    Bad("RP105", "rubric", "order: [hear, act]", "order: [hear, ‹atc]", "act"),
    Bad("RP106", "scene", "effects: {anger: -10}", "effects: {‹angr: -10}", "anger"),
    Bad("RP107", "scene", "        set: [promised]", "        set: [promised, ‹promise]", "promised"),
    Bad("RP107", "scene", "        set: [promised]", "        set: [promised]\n        clear: [‹x]"),
    Bad("RP108", "scene", "        to: wang", "        to: ‹wong", "wang"),
    Bad("RP108", "scene", "{when: {cause: factual}", "{when: {‹persona.wnag: base}", "wang"),
    Bad("RP108", "scene", "flags: [promised]", "flags: [promised]\npersonas: {‹wnag: [hot]}", "wang"),
    Bad("RP108", "scene", "deal: {cause: factual}, main", "personas: {‹wnag: hot}, main", "wang"),
    Bad("RP108", "scene", "settle:\n    speaker: wang", "settle:\n    speaker: ‹wnag", "wang"),
    Bad("RP109", "scene", '{not: {anger: "> 50"}}', '{not: {‹angre: "> 50"}}', "anger"),
    Bad("RP109", "scene", '{turn: "> 3"}', '{‹turns: "> 3"}', "turn"),
    Bad("RP109", "scene", "deal: {cause: factual}, main", "deal: {‹couse: factual}, main", "cause"),
    Bad("RP110", "scene", "{when: {cause: factual}", "{when: {cause: ‹factal}", "factual", "never dealt"),
    Bad("RP110", "scene", "{when: {cause: factual}", "{when: {cause: ‹[interest, fact]}", "factual"),
    Bad("RP110", "scene", "deal: {cause: factual}, main", "deal: {cause: ‹interests}, main", "interest"),
    Bad("RP111", "scene", "choice: sit-down", "choice: ‹sit-donw", "sit-down", "node `counter`"),
    Bad("RP111", "scene", "choice: sit-down", "choice: ‹act"),
    Bad("RP111", "scene", "choices: [sit-down, act]", "choices: [sit-down, ‹atc]", "act"),
    Bad("RP112", "persona", "extends: base", "extends: ‹soft", says="soft → soft"),
    Bad("RP113", "moves", "  rush:", "  ‹listen: {name: a, about: b, kind: good}\n  rush:", says="in moves.yaml"),
    Bad("RP114", "scene", "- id: dodge", "- id: ‹act", says="`act` appears twice in the node `settle`"),
    Bad("RP115", "scene", "endings:\n", "endings:\n  ‹settle: {title: a, text: b, outcome: partial}\n"),
    Bad("RP116", "scene", "en: What now?}", "en: ‹'What now, {wong}?'}", "wang", "`{wong}`"),
    Bad("RP116", "scene", "en: Too late.}", "en: ‹'Too late, {}.'}"),
    Bad("RP116", "scene", "en: What now?}", "en: ‹'What now, {anger.valu}?'}", "anger.value", "`{anger.valu}`"),
    Bad("RP130", "scene", "en: Settle it}", "en: ‹'Settle it while he is {anger}'}", says="`{anger}` shows a meter"),
    Bad("RP130", "scene", "en: Why?}", "en: ‹'Why {anger.value}?'}"),
    Bad("RP117", "scene", "flags: [promised]", "flags: [promised, ‹told]", says="no condition uses the flag `told`"),
    Bad("RP118", "scene", "        set: [promised]\n", "", says="nothing ever sets it", at="flags: [‹promised]"),
    Bad("RP119", "scene", "meters:\n", "  ‹chen: {name: Chen, persona: base}\nmeters:\n", says="`chen`"),
    Bad("RP120", "scene", "meters:\n", "meters:\n  ‹hope: {start: 3, name: Hope, better: high}\n", says="`hope`"),
    Bad("RP121", "scene", "deal: {cause: [factual, interest]}", "deal: {cause: [factual, interest], ‹mood: [a]}"),
    Bad("RP122", "scene", "nodes:\n", f"nodes:\n  ‹lost: {NODE}\n"),
    Bad("RP012", "scene", "title: {zh: 小场景, en: Small scene}", "title:‹ # 1 complaint", says="starts a comment"),
    Bad("RP022", "scene", "difficulty: 2", "difficulty‹：2", says="`difficulty`"),
    Bad("RP022", "scene", "difficulty: 2\n", "difficulty: 2\nseverity‹：2\n", says="English keyboard"),
    Bad("RP125", "scene", "rubrics: [main]", "rubrics: [main, ‹main]", says="`rubrics`"),
    Bad("RP125", "scene", "flags: [promised]", "flags: [promised]\npersonas: {wang: [hot, ‹hot]}", says="personas"),
    Bad("RP125", "scene", "flags: [promised]", "flags: [promised, ‹promised]", says="`flags`"),
    Bad("RP127", "moves", "    kind: good", "    ‹moment: 想走\n    kind: good", says="a good move, so its `moment`"),
    Bad("RP127", "moves", "    kind: poor", "    ‹act: 等\n    kind: poor", says="write `moment:`"),
    Bad("RP128", "moves", "instead: [wait]", "instead: [wait, ‹rush]", says="no remedy for `rush`"),
    # -- quotes that are missing or too many, and the character itself
    Bad("RP012", "scene", "once: true", 'once: ‹"true"', says="remove the quotes: true"),
    Bad("RP012", "scene", "difficulty: 2", 'difficulty: ‹"2"', says="remove the quotes: 2"),
    Bad("RP012", "scene", "say: {zh: 再说吧。, en: We shall see.}", "say: ‹+8613800138000", says='"+8613800138000"'),
    Bad("RP012", "scene", "say: {zh: 再说吧。, en: We shall see.}", "say: ‹007", says="`nodes.settle.choices.2.say`"),
    Bad("RP012", "scene", "en: We shall see.", "en: ‹1e3", says='put it in quotes: "1e3"'),
    Bad("RP013", "scene", "{promised: true}", '{promised: ‹"true"}', says="without quotes"),
    Bad("RP014", "scene", "en: Small scene}", "en: 'Small ‹\u202escene'}"),
    Bad("RP014", "scene", "title: {zh: 小场景, en: Small scene}", "title: |\n  Small\n  sce‹\u202ene"),
    Bad("RP014", "scene", "en: Small scene}", 'en: ‹"Small \\u202escene"}'),
    # -- other keyboards
    Bad("RP022", "scene", "title: {zh: 小场景,", "title: {zh‹：小场景,", says="`zh`"),
    Bad("RP022", "scene", "title: {zh: 小场景, en: Small scene}", "title:\n  zh‹：小场景\n  en: x", says="`zh`"),
    Bad("RP030", "scene", "title: {zh: 小场景, en", "title: {zh: 小场景‹，en", says="`,`"),
    Bad("RP030", "scene", "title: {zh: 小场景, en: Small scene}", "title: ‹｛zh: 小场景, en: x｝", says="`{`"),
    Bad("RP030", "scene", "flags: [promised]", "flags: ‹［promised］"),
    Bad("RP030", "scene", "choices: [sit-down, act]", "choices: [sit-down‹，act]"),
    Bad("RP030", "scene", '{anger: ">= 70"}', "{anger: ‹“>= 70”}", says='`"`'),
    Bad("RP030", "scene", "difficulty: 2", "difficulty: ‹“2”"),
    Bad("RP030", "scene", SAYS, "says: {en: ‹“Yes, please”}"),
    Bad("RP030", "scene", SAYS, "says: ‹“Order # 4711”"),
    Bad("RP030", "scene", SAYS, "says: ‹“Order: now”"),
    Bad("RP030", "scene", QUESTIONS, "discussion: [‹“Who would say more, and why?”]"),
    Bad("RP030", "scene", "    " + SAYS, "‹\u3000\u3000" + SAYS, says="U+3000"),
    Bad("RP030", "scene", "    " + SAYS, "  ‹\u00a0 " + SAYS, says="U+00A0"),
    # -- lines that break what follows
    Bad("RP031", "scene", SAYS, "says‹:Where", says="after the colon"),
    Bad("RP031", "scene", SAYS, 'says: ‹"Where is it?', says="quotation mark"),
    Bad("RP031", "scene", SAYS, 'says: {zh: ‹"Where is it?, en: x}', says="quotation mark"),
    Bad("RP031", "scene", "        moves: [act_now]", "        moves: ‹[act_now", says="bracket ["),
    Bad("RP031", "scene", "  settle:\n", "‹settle:\n", says="not indented"),
    Bad("RP031", "scene", "  counter:\n", "‹counter:\n", says="by 2 spaces"),
    Bad("RP031", "scene", "  settle:\n    speaker", "    ‹settle:\n    speaker", says="part of it"),
    Bad("RP031", "scene", "  settle:\n    speaker", "    ‹settle:\n      speaker", says="part of it"),
    Bad("RP031", "scene", "  settle:\n    speaker", "  settle:\n      ‹speaker", says="by 4 spaces"),
    Bad("RP031", "scene", "  settle:\n    speaker", "  settle:\n   ‹speaker", says="by 4 spaces"),
    # -- text that is lost
    Bad("RP021", "scene", SAYS, "says: {en: Yes, ‹please}", says="before `please`"),
    Bad("RP021", "scene", SAYS, "says: {en: Yes, ‹sir, sir, I will}", says="before `sir`"),  # a name that could be
    Bad("RP021", "scene", LINES, LINES + INLINE.format("Yes, ‹please"), says="before `please`"),
    Bad("RP021", "scene", LINES, LINES + INLINE.format("Yes, ‹reply"), says="before `reply`"),
    Bad("RP028", "scene", QUESTIONS, "discussion: [Who would say more, ‹and why?]", says="`Who would say more`"),
    Bad("RP028", "scene", QUESTIONS, "discussion: [谁会多说一点,‹为什么？]"),
    Bad("RP029", "scene", QUESTIONS, "discussion:\n  - ‹Ask the class: who?", says="`Ask the class`"),
    Bad("RP029", "scene", SAYS, "says: {en: Yes, ‹I said: what now}", says="`I said`"),
    Bad("RP029", "scene", SAYS, "says:\n      ‹He said: what now?"),
    Bad("RP027", "scene", SAYS, "says: Where is order ‹# 4711? It is late.", says="ends with `Where is order`"),
    Bad("RP027", "scene", SAYS, "says: Where is it?  ‹#4711 is mine.", says="`#4711 is mine.` is lost"),
    Bad("RP027", "scene", SAYS, "says: I want\n      it ‹# 4711"),
    Bad("RP027", "scene", SAYS, "says: Where is\n      ‹# 4711?", says="ends with `Where is`"),
    Bad("RP027", "scene", "discussion: [{zh: 为什么？, en: Why?}]", "discussion:\n  - 订单 ‹#4711 呢？"),
    Bad("RP027", "scene", SAYS, "says: ‹! Stop that.", says="exclamation mark"),
    Bad("RP027", "scene", SAYS, "says: {zh: ‹! 停, en: Stop}"),
    Bad("RP027", "scene", SAYS, "says: ‹&Co is here", says="`*Co`"),
    Bad("RP027", "persona", "about: {zh: 好说话, en: easy to talk to}", "about: easy to ‹# 1"),
    Bad("RP027", "moves", "about: {zh: 给时间, en: gives time}", "about: gives time ‹# 1 hour"),
    # -- languages
    Bad("RP505", "scene", "title: {zh: 小场景,", "title: {‹cn: 小场景,", "zh", "`cn` is not the code of any language:"),
    Bad("RP505", "scene", "language: zh", "language: ‹cn-hant", "zh-hant"),
    Bad("RP505", "scene", "text: {zh: 第三次了！, en: The third time!}", "text: {zh: 第三次了！, ‹eng: Again!}", "en"),
    Bad("RP505", "scene", "discussion: [{zh: 为什么？,", "discussion: [{‹xx: 为什么？,", says="ISO 639-1"),
    Bad("RP505", "rubric", "about: {zh: 看倾听和行动。,", "about: {‹jp: 看,", "ja"),
    Bad("RP505", "persona", "about: {zh: 好说话,", "about: {‹chi: 好说话,", "zh"),
    Bad("RP505", "moves", "phrases: {zh: [快点],", "phrases: {‹cn: [快点],", "zh"),
    Bad("RP505", "moves", "phrases: {zh: [快点],", "patterns: {‹cn: [快点]}\n    phrases: {", "zh"),
    Bad("RP123", "scene", "endings:\n", "endings:\n  ‹other: {title: a, text: b, outcome: partial}\n"),
]  # fmt: skip


def words_are_filled(finding: Diagnostic) -> None:
    """Check the wording in both languages; raises `KeyError` if a detail is missing."""
    for language in ("en", "zh"):
        assert finding.message(language).strip()
        assert finding.help(language).strip()
    assert not re.search("[\u4e00-\u9fff]", finding.message("en")) or re.search("[\u4e00-\u9fff]", finding.source_line)


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_a_mistake_gives_its_code_at_its_location_with_a_suggestion(bad: Bad) -> None:
    text = changed(FILES[bad.file][1], bad.old, bad.new)
    if bad.at:
        text = changed(text, bad.at.replace(MARK, ""), bad.at)
    text, place_wanted = marked(text)
    findings = findings_in(bad.file, text)
    assert [(d.code, (d.span.line, d.span.column), d.did_you_mean) for d in findings] == [
        (bad.code, place_wanted, bad.suggestion)
    ], [d.message() for d in findings]
    assert bad.says in findings[0].message() + findings[0].help()
    assert findings[0].source_line == re.split(r"\r?\n", text)[findings[0].span.line - 1]
    words_are_filled(findings[0])


NEAR_MISSES = [
    ("scene", "title: {zh: 小场景, en: Small scene}", 'title: "小场景: third"'),
    ("scene", "family: complaint", "family:   complaint   # a remark\n"),
    ("scene", "title: {zh: 小场景, en: Small scene}", "title: !!str 小场景"),
    ("scene", SAYS, "says: Where is order 4711?  # the customer"),
    ("scene", SAYS, "says: Where is order#4711 of C# and F#?"),
    ("scene", SAYS, "says: 'Where is order # 4711?' # quoted"),
    ("scene", SAYS, "says: >\n      Where is order # 4711?\n      # 4712?"),
    ("scene", SAYS, "says: What now?\n    # 3 choices"),
    ("scene", "language: zh", "language: zh # 1 of 2"),
    ("scene", LINES, LINES + INLINE.format("Shall I look it up?")),
    ("scene", LINES, LINES + INLINE.format("'Yes, please'")),
    ("scene", QUESTIONS, "discussion: [Who would say more?, And why?]"),
    ("scene", QUESTIONS, "discussion: ['Who would say more, and why?']"),
    ("scene", QUESTIONS, "discussion:\n  - Who would say more\n  - And why, then"),
    ("scene", SAYS, "says: Yes, sir"),
    ("scene", SAYS, "says: “Yes, sir”，再说一遍：｛好｝"),
    ("scene", SAYS, "says: {zh: “好，是：的”, en: “Yes”}"),
    ("scene", SAYS, "says: http://a.b/c:d"),
    ("scene", SAYS, 'says: He said "no and left'),
    ("scene", SAYS, 'says: "Where\n      is it?"'),
    ("scene", "minutes: 5", "minutes: 5 # or 6"),
    ("scene", "start: counter", "start: counter # 1"),
    ("scene", "{zh: 怎么办？, en: What now?}", "&now What now?\n    scene: *now"),
    ("scene", SAYS, "says: Stop! & go! What?"),
    ("scene", "title: {zh: 小场景, en: Small scene}", 'title: "no"'),
    ("scene", "title: {zh: 小场景, en: Small scene}", "title: no"),
    ("scene", "title: {zh: 小场景, en: Small scene}", "title: 12:30"),
    ("scene", "title: {zh: 小场景, en: Small scene}", "title: |\n  小场景\n  两行"),
    ("scene", "roleplay: scenario/1", "%YAML 1.2\n---\nroleplay: scenario/1"),
    ("scene", "difficulty: 2", "difficulty: 5"),
    ("scene", "after: 30", "after: 5"),
    ("scene", "{start: 80,", "{start: 100,"),
    ("scene", "effects: {anger: -10}", "effects: {anger: +100}"),
    ("scene", "outcome: failure", "outcome: failure, worth: 1"),
    ("scene", '{anger: ">= 70"}', '{anger: " = 100 "}'),
    ("scene", '{anger: ">= 70"}', "{anger: 30..70}"),
    ("scene", '{anger: ">= 70"}', "{anger: -9..200}"),
    ("scene", '{turn: "> 3"}', '{turn: "= 0"}'),
    ("scene", "{when: {cause: factual}", "{when: {cause: [factual, interest]}"),
    ("scene", "en: Small scene}", "en: 'Small \U0001f469\u200d\U0001f527 scene'}"),
    ("scene", "en: Small scene}", "en: '[/b] [@click=app.quit]x[/]'}"),
    ("scene", "en: Small scene}", "en: 'Small, but fine'}"),
    ("scene", "en: Small scene}", f"en: {'x' * 2000}}}"),
    ("scene", "en: Too late.}", "en: 'Too late, {wang}, {wang}.'}"),
    ("scene", "en: Too late.}", "en: 'Too } late {.'}"),
    ("scene", "channel: {zh: 柜台, en: At the counter}", "channel: {zh: 柜台, ko: 창구, zh-hant: 櫃檯, yue: 櫃面}"),
    ("scene", "language: zh", "language: de"),
    ("scene", "- id: dodge", f"- id: {'a' * 60}"),
    ("scene", "- id: dodge", "- id: sit-down"),  # the id of a choice of another node
    ("scene", "        moves: [dodge]", "        moves: [dodge]\n        clear: [promised]"),
    ("scene", "main.hear: 50", "main.act: 0"),
    ("scene", "status: released", "status: draft"),
    ("scene", "walks:\n", "walks:\n  x: {choices: [act], ending: kept, seed: 0}\n"),
    ("rubric", "order: [hear, act]", "order: []"),
    ("rubric", "points: {act_now: 2}", "points: {act_now: 3, shout: -3}"),
    ("persona", "extends: base", "extends: hot"),
    ("persona", "anger: -10", "a_meter_nobody_has: -100"),
    ("moves", "instead: [wait]", "instead: [wait, listen]"),
    ("moves", "instead: [wait]", "patterns: {en: ['[a|b c] … d (e)'], zh: [好吧]}"),
    ("moves", "    kind: good", "    act: 等\n    kind: good"),
    ("moves", "    kind: poor", "    moment: {zh: 想走, en: want to go}\n    kind: poor"),
]


@pytest.mark.parametrize(("file", "old", "new"), NEAR_MISSES)
def test_a_near_miss_gives_nothing(file: str, old: str, new: str) -> None:
    findings = findings_in(file, changed(FILES[file][1], old, new))
    assert [(d.code, d.message()) for d in findings] == []


@pytest.mark.parametrize("file", FILES)
def test_a_good_file_gives_nothing(file: str) -> None:
    assert findings_in(file, FILES[file][1]) == []


def test_an_unknown_rubric_is_reported_where_it_is_named() -> None:
    # everything judged by it is affected as well, so it is never the only finding
    text, position = marked(changed(SCENE, "rubrics: [main]", "rubrics: [main, ‹mian]"))
    (finding,) = check(text)
    assert (finding.code, (finding.span.line, finding.span.column), finding.did_you_mean) == ("RP104", position, "main")


@pytest.mark.parametrize("used", ["by an effect", "by a reaction", "by a condition", "not at all"])
def test_a_meter_counts_as_used_if_it_is_moved_or_tested(used: str) -> None:
    line: Data = {"effects": {"hope": 1}} if used == "by an effect" else {}
    if used == "by a condition":
        line = {"when": {"hope": "> 1"}}
    name = "trust" if used == "by a reaction" else "hope"
    nodes = {"one": node(choice("a"), choice("b", "lost", **line))}
    findings = check(story_scene(nodes=nodes, meters={"anger": meter(), name: meter()}))
    assert [d.code for d in findings] == (["RP120"] if used == "not at all" else [])


@pytest.mark.parametrize("used", ["speaks", "is spoken to", "not at all"])
def test_a_person_counts_as_used_if_they_speak_or_are_spoken_to(used: str) -> None:
    cast = {name: {"name": name, "persona": "base"} for name in ("ann", "bob")}
    two = node(choice("a", "lost"), speaker="bob" if used == "speaks" else "ann")
    line = choice("a", "two", **({"to": "bob"} if used == "is spoken to" else {}))
    findings = check(story_scene(nodes={"one": node(line, choice("b")), "two": two}, cast=cast))
    assert [d.code for d in findings] == (["RP119"] if used == "not at all" else [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("flags: [promised]", "flags: [promised, ‹anger]"),
        ("deal: {cause: [factual, interest]}", "deal: {cause: [factual, interest], ‹anger: [a]}"),
    ],
)
def test_one_name_for_two_things_is_refused(old: str, new: str) -> None:
    text, position = marked(changed(SCENE, old, new))
    findings = [d for d in check(text) if d.code == "RP126"]
    assert [(d.span.line, d.span.column) for d in findings] == [position]


def test_a_ring_of_two_personas_is_named_in_both() -> None:
    first = changed(PERSONA, "extends: base", "extends: weak")
    second = changed(changed(PERSONA, "extends: base", "extends: soft"), "id: soft", "id: weak")
    findings = check_common("soft.yaml", first, ("weak.yaml", second))
    assert {(d.code, d.file, d.span.line) for d in findings} == {("RP112", "soft.yaml", 3), ("RP112", "weak.yaml", 3)}
    assert "soft → weak → soft" in findings[-1].message() + findings[0].message()


def test_a_persona_that_only_leads_into_a_ring_is_not_blamed() -> None:
    ring = changed(PERSONA, "extends: base", "extends: soft")
    leads = changed(changed(PERSONA, "extends: base", "extends: soft"), "id: soft", "id: weak")
    findings = check_common("soft.yaml", ring, ("weak.yaml", leads))
    assert {d.file for d in findings} == {"soft.yaml"}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('main: ">= 60"', 'main: ‹"<= 60"', "main is 100.0, not <= 60"),
        ("ending: kept, deal", "ending: ‹gone, deal", "it leads to `kept`"),
        ("choices: [sit-down, act]", "choices: [sit-down, act, ‹act]", "`act` cannot be said at `kept`"),
    ],
)
def test_a_walk_that_fails_is_an_error_at_what_it_claims(old: str, new: str, problem: str) -> None:
    text, position = marked(changed(SCENE, old, new))
    small = bundle(text)
    (finding,) = check_walks(Subject(small, load(text.encode(), "small.yaml").document))
    assert (finding.code, (finding.span.line, finding.span.column)) == ("RP309", position)
    assert problem in finding.message()
    words_are_filled(finding)


def test_a_walk_that_holds_gives_nothing() -> None:
    assert check_walks(Subject(bundle(SCENE), load(SCENE.encode(), "small.yaml").document)) == []


#: codes with tests of their own, here or in test_yaml_reader, test_library, test_personas and test_forms
ELSEWHERE = {"RP002", "RP003", "RP004", "RP005", "RP018", "RP023", "RP126", "RP129", "RP131", "RP132", "RP133"}


def test_every_code_of_a_file_or_a_name_has_a_test() -> None:
    tested = {bad.code for bad in BAD} | ELSEWHERE
    assert {code for code in CODES if code < "RP2"} | {"RP505"} == tested


def test_an_invalid_language_code_is_reported_once_at_its_first_place_with_the_number_of_others() -> None:
    (finding,) = check(SCENE.replace("{zh:", "{cn:"))
    others = SCENE.count("{zh:") - 1
    assert (finding.code, finding.span.line) == ("RP505", 4)
    assert f"here and in {others} more places:" in finding.message("en")
    assert f"（这里和另外 {others} 处）" in finding.message("zh")


@pytest.mark.parametrize("code", CORRECTIONS)
def test_corrections_are_language_codes_and_corrected_ones_are_not(code: str) -> None:
    assert is_language(CORRECTIONS[code])
    assert not is_language(code)


def placeholders(template: str) -> Iterator[str]:
    return (name for _, name, _, _ in string.Formatter().parse(template) if name)


def test_a_code_uses_the_same_details_in_both_languages() -> None:
    check_each(has_words_in_both_languages_for_the_same_details, CODES)


def has_words_in_both_languages_for_the_same_details(code: str) -> None:
    explanation = CODES[code]
    for words in (*explanation.en, *explanation.zh):
        assert words.strip()
        assert "{}" not in words
    assert explanation.severity in ("error", "warning", "advice")
    assert set(placeholders(explanation.en[0])) == set(placeholders(explanation.zh[0]))
    assert set(placeholders(explanation.zh[1])) <= set(placeholders(explanation.en[0])) | set(
        placeholders(explanation.en[1])
    )
    for words in explanation.zh:
        assert re.search("[\u4e00-\u9fff]", words) or words in ("{problem}", "{fix}"), "not Chinese"


def test_a_key_without_a_value_on_its_own_line_is_not_taken_for_the_rest_of_a_text() -> None:
    findings = check(changed(SCENE, "endings:\n", "endings:\n  Kept:\n"))
    assert "RP016" in [d.code for d in findings]
    assert "RP021" not in [d.code for d in findings]
