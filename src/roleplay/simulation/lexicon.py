"""Words that give a line away, by language.

The lists are short on purpose: checks with false alarms get switched off. A language without a list is not checked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

#: language -> (its name in English, its name in Chinese)
LANGUAGE_NAMES: Mapping[str, tuple[str, str]] = {"en": ("English", "英文"), "zh": ("Chinese", "中文")}

#: Words that allow no exception. 不一定, 一定程度, "not always" and "never mind" do allow some.
ABSOLUTES: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(
        "总是|老是|从不|从来|永远|百分之百|百分百|无论如何"
        "|(?<!不)绝对(?!值)|(?<!不)(?<!有)一定(?!的|程度|范围)|(?<!不)肯定(?!了)|(?<!不)完全"
    ),
    "en": re.compile(
        r"(?<!not )(?<!n't )\b(?:always|absolutely|completely|totally|entirely|definitely)\b"
        r"|\bnever\b(?! mind)|\bwithout fail\b|\bno matter what\b|\bforever\b"
        r"|\b(?:a|one) hundred per ?cent\b|\b100 ?(?:%|per ?cent\b)",
        re.IGNORECASE,
    ),
}

#: Courtesies, each of them counted. 申请 and 请假 are not requests.
COURTESIES: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(
        "您|(?<![申邀聘])请(?![假示])|谢谢|感谢|多谢|麻烦[您你]|劳驾|抱歉|对不起|不好意思|道歉|赔不是|见谅|包涵|辛苦|打扰"
        "|[好行]吗|可以吗|行不行|好不好"
    ),
    "en": re.compile(
        r"\b(?:please|thanks?|sorry|apolog(?:y|ies|i[sz]e)|excuse me|pardon|forgive|kindly|appreciate|grateful"
        r"|would you|could you|may i|might i|if you don't mind|my pleasure)\b",
        re.IGNORECASE,
    ),
}

#: Apologies. 歉意 and 道歉 may occur in one line: each of them counts.
APOLOGIES: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile("对不起|对不住|抱歉|道歉|致歉|歉意|不好意思|过意不去|赔不是|赔礼|见谅|包涵"),
    "en": re.compile(
        r"\b(?:sorry|apolog(?:y|ies|i[sz](?:e[sd]?|ing))|excuse (?:me|us)|pardon|forgive (?:me|us)|regret)\b",
        re.IGNORECASE,
    ),
}

#: Numbers, times and days: what makes a line sound exact. 一下, 一点也 and "one of them" do not.
PARTICULARS: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(
        "[0-9０-９]+|[〇零一二两三四五六七八九十百千万半几]+(?:点(?!也|都|儿)|分钟|刻|号|日|天|周|月|年|小时|钟头|块|元|家|张|台|遍|条|笔|成|折)"
        "|(?:周|星期|礼拜)[一二三四五六日天末]|[今明后昨][天早晚]|[上中下]午|[早晚]上"
    ),
    "en": re.compile(
        r"\d+|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred"
        r"|half past|quarter (?:past|to)|o'clock|noon|midnight|today|tonight|tomorrow|yesterday|morning|afternoon"
        r"|evening|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b",
        re.IGNORECASE,
    ),
}

#: What makes a sentence of a briefing a limit: something is not allowed, or needs somebody else's approval.
LIMITS: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(
        "[定做]不了|不[能得许可准归由对]|(?<!需)[需只]?要[^，。；！？]{0,8}(?:批|签|确认|同意|点头)|报[^，。；！？]{0,6}批"
        "|才[能可行]|只有|禁止|无权|权限之外|超出"
    ),
    "en": re.compile(
        r"\b(?:not|never|no|nothing|nobody|cannot|must|needs?|only|without|forbidden|beyond)\b|n't\b", re.IGNORECASE
    ),
}

#: The end of a sentence of a briefing, or of an independent clause.
SENTENCE = re.compile(r"[。；！？!?;]|\.(?=\s|$)")

#: An "all of the above" line. 三次以上都可以 is about a number.
ALL_OF_THEM: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(
        r"(?:^|[\s，。；：、！？“（])(?:以上|上述|上面|前面)(?:说的|提到的|所说|所有|全部|各项|[几两三四][个项点种条句样]?)*"
        "(?:都|皆|均|全)"
    ),
    "en": re.compile(
        r"\b(?:all|none|both|any|neither|either) of the (?:above|foregoing)\b|\ball the above\b", re.IGNORECASE
    ),
}

#: Punctuation at which a speaker pauses.
PAUSE = re.compile("[，。；：！？…—,.;:!?]")

#: Words that negate the phrase that follows shortly after: "I won't tell you to calm down".
DENIALS: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(
        "(?:不会|不用|不必|不能|不想|不敢|不是|不该|没有|没说|不说|不再|绝不|别再|别说|而不是)[^，。；：！？,.;:!?]{0,6}$"
    ),
    "en": re.compile(r"(?:\b(?:not|never|without|instead of|rather than|stop)|n't)\b[^,.;:!?]{0,20}$", re.IGNORECASE),
}

#: Words that in these contexts mean "but" and nothing else.
BUT: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(
        "(?<![不非])但(?![凡愿求])|然而"
        "|(?:^|[，。；！？…—])(?:可(?![以能见惜怜])|不过(?![一二两三四五六七八九十百几半就是\\d])|只是(?![想要为因一个]))"
    ),
    "en": re.compile(
        r"(?<!nothing )(?<!anything )(?<!all )(?<!none )(?<!everything )(?<!can't help )\bbut\b(?! for\b)"
        r"|\bhowever\b(?! (?:much|many|long|hard|you|we|it|they)\b)|(?<!as )(?<!even )\bthough\b|[,;.] (?:and )?yet\b",
        re.IGNORECASE,
    ),
}

#: Any word that can play the part of a "but".
TURNS: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile("但|可(?![以能见])|不过|只|然而|却|倒|虽|尽管|反而|反倒|而是|不是|就是|偏|其实|除了"),
    "en": re.compile(
        r"\b(?:but|however|though|although|yet|still|only|just|even so|all the same|nevertheless|nonetheless|while"
        r"|whereas|except|instead|rather|unless|despite|in spite|that said|then again|mind you)\b",
        re.IGNORECASE,
    ),
}

#: A single word echoed back (Burned? 签字？), which is a tone of voice rather than a question.
ECHO = re.compile(r"(?:^|(?<=[.!?…。！？“\"（(]))\s*(?:[A-Za-z'-]+|[\u4e00-\u9fff]{1,4})[?？]")
#: A question, with or without a question mark: 退不退, 来没来.
ASKING = re.compile(r"[?？]|([\u4e00-\u9fff])[不没]\1|还是不|是否")


def pattern_for(words: Mapping[str, re.Pattern[str]], language: str) -> re.Pattern[str] | None:
    """The list for a language; ``zh-hant`` falls back to that of ``zh``. ``None`` if there is none."""
    return words.get(language) or words.get(language.partition("-")[0])


def language_names(language: str) -> tuple[str, str]:
    """The name of a language in English and in Chinese; its code if the name is not known."""
    return LANGUAGE_NAMES.get(language, (f"`{language}`", f" `{language}` "))


def straight_apostrophes(text: str) -> str:
    """The text with straight apostrophes, as the patterns expect."""
    return text.replace("’", "'")
