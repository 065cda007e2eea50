"""The check of an intention's wording, with sentences as people write them: what is missing, and nothing else."""

from __future__ import annotations

import pytest

from roleplay.locales import catalogue
from roleplay.presenting.smart import SmartPart, smart, smart_lines

#: The day on which the sentences are written.
TODAY = "2026-05-04"
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
    ("Use the customer's name twice in every call until the end of December.", ""),
    ("Say sorry once, then state what I'll do, in all complaint calls this month.", ""),
    ("Have Ben listen to two calls by 15/12 and give me one tip.", ""),
    ("No interruptions in five straight conversations by Christmas", ""),
    ("I'd like to be less defensive when people complain", "SMT"),
    ("Work through the CARE focus drill on Monday and Thursday, three tries each.", ""),
    ("Get feedback from my boss", "MT"),
    ("Finish all ten ladder steps by June", ""),
    ("One sincere apology per complaint, starting tomorrow", ""),
    ("Keep a diary", "MT"),
    ("I will write down three trigger words each evening for two weeks", ""),
    ("Practice more", "SMT"),
    ("Practise for 15 minutes on weekdays", ""),
    ("Handle every refund request within 24 hours", ""),
    ("Before each call this week, read the customer's file (2 minutes)", ""),
    ("Next month: run the crisis scene with the night shift, 6 people", ""),
    ("Role-play the angry customer with Mei on Wednesday at 3 pm, two rounds", ""),
    ("Raise my pass rate from 1 in 4 to 3 in 4 before the March review", ""),
    ("Stay calm", "SMT"),
    ("Don't argue", "MT"),
    ("Never argue with a customer again", "MT"),
    ("When a customer raises their voice, I lower mine, three times this week", ""),
    ("Write a summary after each meeting in December", ""),
    ("Improve", "SMT"),
    ("be nicer to colleagues", "SMT"),
    ("Give each colleague one piece of positive feedback every Friday", ""),
    ("Understand the return policy (read all 12 pages) by Tuesday", ""),
    ("Speak slower", "SMT"),
    ("Speak slower in the first 30 seconds of each call this week", ""),
    ("Complete two focus drills per week for a month", ""),
    ("Ask \"what happened?\" before offering a fix in 4 of my next 5 calls", ""),
    ("talk less, listen more", "SMT"),
    ("Learn five phrases from the rubric by heart by Sunday", ""),
    ("I'll phone two old customers every Tuesday in January", ""),
    ("By the 20th I have replayed three of my debriefs", ""),
    ("Let people finish: zero interruptions in Friday's team meeting", ""),
    ("Spend ten minutes a day on the hearing drill for the next fortnight", ""),
    ("When someone shouts I take one breath before replying, all this week", ""),
    ("Ask Tom for feedback twice before New Year", ""),
    ("Swap \"but\" for \"and\" in at least five calls a day this week", ""),
    ("Get 70% on Empathize three times in a row by mid January", ""),
    ("I promise only what I can keep: note each promise with a date, daily until Christmas", ""),
    ("Two exam plays per week until I pass the crisis scene", ""),
    ("Tomorrow I apologise once without an excuse", ""),
    ("In December I mediate one real quarrel using all four steps", ""),
    ("Sit next to Priya for one hour on Monday and write down five of her phrases", ""),
    ("Summarise the problem in one sentence before acting, 8 of 10 calls, checked by my lead on 18 December", ""),
    ("Cut my answers to under three sentences in chat, starting today, for 14 days", ""),
    ("Ring Mrs Lee by noon tomorrow and tell her where the parcel is", "M"),
    ("Every month: one scene from a family I've never tried", ""),
    ("Within two weeks: I can recite the four HEAT steps from memory", ""),
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
    ("每周二四各练一个场景，一直到春节", ""),
    ("月底之前把三个投诉案例写成复盘，每个不超过一页", ""),
    ("对客户多一点耐心", "SMT"),
    ("开会前先列三个问题，从下周开始，坚持一个月", ""),
    ("跟上级约一次20分钟的谈话，时间定在周四", ""),
    ("客户抱怨的时候我不解释，先问一句“当时是怎么回事”，本周至少五次", ""),
    ("少说多听", "SMT"),
    ("每次挂电话前确认下一步和时间，试两周", ""),
    ("把SPIN四种问题各写两句，周日前完成", ""),
    ("下次遇到发火的客户，先停两秒再开口", ""),
    ("一次解决率从60%提高到75%，三月底之前", ""),
    ("在晨会上分享一个自己做砸的案例，12月第一周", ""),
    ("不再说“这是规定”", "MT"),
    ("两周内一句“这是规定”都不说", ""),
    ("每晚花5分钟回想当天最难的一句话怎么回的", ""),
    ("要学会换位思考，理解客户", "SMT"),
    ("接下来一个月，每周请一位同事听我一通电话", ""),
    ("改掉打断别人的毛病", "MT"),
    ("和小王互相旁听，每周一次，每次记一条优点一条改进", ""),
    ("本月内读完《非暴力沟通》", ""),
    ("态度要好一点", "SMT"),
    ("今年把十级阶梯走完", ""),
    ("沟通时注意语气", "SMT"),
    ("对每位客户说谢谢", "T"),
    ("今天开始每天微笑", ""),
    ("每个工作日下午四点复盘一通录音，共十通", ""),
    ("争取这个月考核通过", ""),
    ("先听完再说", "MT"),
    ("请主管旁听两次，时间：12/8和12/15", ""),
    ("五次练习里至少三次先确认感受，12月20号前做到", ""),
    ("练到不怯场", "MT"),
    ("月底前，三次以上主动跟进客户", ""),
    ("在下一个场景中，三轮之内说出对方的感受", ""),
    ("客户说完之前不给方案，做到连续三次，周五检查", ""),
    ("12月起每周练两个没练过的场景", ""),
    ("周五晨会上用三分钟讲一个道歉说砸的例子", ""),
    ("明天给上周那位投诉的客户打一个电话，说清三个处理节点", ""),
    ("两个月内“共情”连续三次达到2级以上", ""),
    ("月底前跟仓库老李开一次15分钟的碰头会，把退货流程对一遍", ""),
    ("从今天到月底，每个投诉先说一句感受再说规定", ""),
    ("这个季度把我的差评从每月五条降到两条以内", ""),
    ("每天下班前挑一通录音，写一句我本可以怎么说，写满20句", ""),
    ("下周一到周五，接起电话前先笑一下，每天至少十通", ""),
    ("12月15日之前，请班长按HEAT给我打一次分", ""),
    ("三天之内把“但是”换成“同时”，每天记录用了几次", ""),
    ("本周内对同事说两次具体的感谢", ""),
    ("国庆前考过客服中级", "M"),
    ("一周练五天，每天一个专项练习", ""),
    ("遇到催单，先报进度再报时间，这个月每单都做到", ""),
    ("第一周每天复述三次", ""),
    ("年前把欠的四个回访都打完", ""),
    ("下个月起，每周给新人示范一次接待，共四次", ""),
)  # fmt: skip


@pytest.mark.parametrize(("text", "missing"), [*ENGLISH, *CHINESE])
def test_what_is_missing_is_named_and_nothing_else(text: str, missing: str) -> None:
    assert "".join(letter for letter, part in LETTERS.items() if part in smart(text, TODAY).missing) == missing


def test_words_of_a_wish_are_named() -> None:
    assert smart("Listen better", TODAY).vague == ("Listen better",)
    assert smart("提高沟通能力", TODAY).vague == ("提高沟通能力",)
    assert smart("In three calls this week I try to do my best", TODAY).vague == ("do my best",)
    assert smart("每周三次复述客户的话，尽量做好", TODAY).vague == (), "it says an act as well"


def test_full_width_characters_are_understood() -> None:
    assert smart("１２月１０日前，练三次“第三次返修”", TODAY).complete


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_missing_comes_with_an_example_and_two_questions(language: str) -> None:
    words = catalogue(language)
    lines = smart_lines(smart("多听客户说", TODAY), words)
    assert len(lines) == 4
    assert "多听客户说" in lines[0]
    assert lines[-1] == words("smart.asked"), "what no pattern can know is asked"
    assert smart_lines(smart("这周有三通电话先问一个问题", TODAY), words) == [
        words("smart.complete"),
        words("smart.asked"),
    ]
    assert words("smart.specific") in smart_lines(smart("Empathy", TODAY), words)


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("By 12 May 2024 I ask one open question in three calls", "12 May 2024"),
        ("2026年5月3日前，三通电话里各问一个开放的问题", "2026年5月3日"),
        ("By 4 May 2026 I ask one open question in three calls", ""),
        ("What I have put off since 1 March 2024: by 1 June 2026 three open questions", ""),
        ("By 12 May I ask one open question in three calls", ""),
        ("By 2 March, in three calls, one open question", ""),
    ],
)
def test_a_past_day_is_reported(text: str, past: str) -> None:
    analysis = smart(text, TODAY)
    assert (analysis.past, analysis.complete) == (past, not past)


def test_an_impossible_day_is_named_and_to_march_is_not_a_month() -> None:
    analysis = smart("I ask four open questions by 31 February", TODAY)
    assert (analysis.missing, analysis.impossible, analysis.complete) == ((), ("31 February",), False)
    assert "31 February" in " ".join(smart_lines(analysis, catalogue("en")))
    assert SmartPart.DATED in smart("I march 3 times", TODAY).missing
    assert smart("12.10前复述三次客户的话", TODAY).complete
