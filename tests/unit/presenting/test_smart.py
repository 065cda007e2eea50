"""The check of an intention's words, over sentences as people write them: what is missing, and nothing else."""

from __future__ import annotations

import pytest

from roleplay.locales import catalogue
from roleplay.presenting.smart import SmartPart, smart, smart_lines

#: What a sentence lacks: an act, a measure, a time.
LETTERS = {"S": SmartPart.SPECIFIC, "M": SmartPart.MEASURABLE, "T": SmartPart.DATED}
ENGLISH = (
    ("In three calls this week I ask one open question before I offer anything.", ""),
    ("Play “Angry customer” in exam mode once by 12 December.", ""),
    ("By Friday I say back what I heard in two of three attempts.", ""),
    ("Reach 67% on Hear in two attempts in a row by 2026-12-20.", ""),
    ("Every day this week: write down one sentence a customer said.", ""),
    ("Ten minutes of focus drill on Empathize each morning until Christmas.", ""),
    ("Call back three customers I promised something before the end of the month.", ""),
    ("Ask Li Wei to sit in on one call next Tuesday and tell me one thing.", ""),
    ("Improve Hear from 40% to 60% within 30 days.", ""),
    ("I count to three before I answer, in every call next week.", ""),
    ("Stop quoting the rule: no more than one line with it in the next 3 attempts.", ""),
    ("Twice a week I replay a debrief and note one better line.", ""),
    ("In my next five conversations let the customer finish before I speak", ""),
    ("Lower my average handling time by 10% by March 15", ""),
    ("Run one drill with the team on 3 December and agree on one sentence we all use", ""),
    ("Cut complaints about my shift to zero this quarter", ""),
    ("For the next two weeks, one line in my diary after every hard call.", ""),
    ("Shadow Ana for 2 hours on Thursday", ""),
    ("Name the feeling first in each complaint call, until 15 Jan", ""),
    ("Listen better.", "SMT"),
    ("Be more patient with customers", "SMT"),
    ("Improve my communication skills", "SMT"),
    ("I will try harder", "SMT"),
    ("Work on my listening", "SMT"),
    ("Pay more attention to the customer", "SMT"),
    ("Be a better listener this month", "SM"),
    ("Improve my empathy by 10 December", "SM"),
    ("Ask more open questions", "MT"),
    ("I let customers finish their sentences.", "MT"),
    ("Practise three scenes", "T"),
    ("Ask one open question in each call", "T"),
    ("Review my recordings on Friday", "M"),
    ("Listen more carefully in every call this week", "S"),
    ("Become more professional", "SMT"),
    ("Show more empathy", "SMT"),
    ("Empathy", "SMT"),
    ("Do my best to stay calm", "SMT"),
    ("Play the angry customer again tomorrow", "M"),
    ("Play two scenes tomorrow", ""),
    ("Understand customers better", "SMT"),
    ("Communicate more effectively with other departments", "SMT"),
    ("Listen better by letting the customer finish in every call this week", ""),
)  # fmt: skip
CHINESE = (
    ("这周有三通电话，先问一个开放的问题再给方案", ""),
    ("12月10日前，用考核模式练完“怒气冲冲的客户”一次", ""),
    ("下周五之前，三次练习里有两次把听到的复述一遍", ""),
    ("30天内把“倾听”练到67%，三次里至少两次", ""),
    ("每天写下客户说过的一句话，坚持两周", ""),
    ("每周三和小李一起听一段录音，各说一点", ""),
    ("月底前回访三位答应过的客户", ""),
    ("接下来五次接待，客户说完之前不打断", ""),
    ("每通电话开口前先数到三，下周一开始试一周", ""),
    ("12 月 3 日带班组练一次，商定一句大家都用的话", ""),
    ("每天早上专项练十分钟，到春节前为止", ""),
    ("一个月内把引用规定的话减到每三次最多一句", ""),
    ("本周找王姐旁听我一次，请她说一条意见", ""),
    ("睡前把当天最难的一次对话写三行", ""),
    ("十二月底之前考核通过两个场景", ""),
    ("两周之内投诉电话里每次先说出对方的感受", ""),
    ("把平均处理时长在本季度内降低10%", ""),
    ("这个月练满8天", ""),
    ("今天下班前给张先生回电，把进度说清楚，10分钟以内", ""),
    ("客诉零升级，到12月31日", ""),
    ("多听客户说", "SMT"),
    ("提高沟通能力", "SMT"),
    ("要更有耐心", "SMT"),
    ("注意自己的态度", "SMT"),
    ("加强学习", "SMT"),
    ("做一个好的倾听者", "SMT"),
    ("多注意控制情绪", "SMT"),
    ("努力做到换位思考", "SMT"),
    ("本月提升服务意识", "SM"),
    ("学会倾听", "SMT"),
    ("倾听", "SMT"),
    ("接电话时先复述客户的话", "MT"),
    ("不打断客户", "MT"),
    ("每通电话都复述一遍", "T"),
    ("练三个场景", "T"),
    ("明天把这个场景再练练", "M"),
    ("周五听自己的录音", "M"),
    ("这周每次接电话都好好听", "S"),
    ("尽量多沟通", "SMT"),
    ("更好地服务客户", "SMT"),
    ("每次通话都问一个开放式问题，到月底", ""),
    ("遇到客户发火时，先说“我听到了”，再查记录；这周三次", ""),
)  # fmt: skip


@pytest.mark.parametrize(("text", "missing"), [*ENGLISH, *CHINESE])
def test_what_is_missing_is_named_and_nothing_else(text: str, missing: str) -> None:
    assert "".join(letter for letter, part in LETTERS.items() if part in smart(text).missing) == missing


def test_the_words_that_say_a_wish_are_named() -> None:
    assert smart("Listen better").vague == ("Listen better",)
    assert smart("提高沟通能力").vague == ("提高沟通能力",)
    assert smart("In three calls this week I try to do my best").vague == ("do my best",)
    assert smart("每周三次复述客户的话，尽量做好").vague == (), "it says an act as well"


def test_marks_and_figures_of_a_chinese_keyboard_are_those_that_were_meant() -> None:
    assert smart("１２月１０日前，练三次“第三次返修”").complete


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_missing_comes_with_an_example_and_two_questions(language: str) -> None:
    words = catalogue(language)
    lines = smart_lines(smart("多听客户说"), words)
    assert len(lines) == 4
    assert "多听客户说" in lines[0]
    assert lines[-1] == words("smart.asked"), "what no pattern can know is asked"
    assert smart_lines(smart("这周有三通电话先问一个问题"), words) == [words("smart.complete"), words("smart.asked")]
    assert words("smart.specific") in smart_lines(smart("Empathy"), words)
