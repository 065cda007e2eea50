"""The Chinese and English patterns that `smart` uses to read an intention.

Each recognises one thing: a date, a frequency, an amount, an act, a wish. Add a sentence for every new pattern to the
table in ``tests/unit/presenting/test_smart.py``.
"""

from __future__ import annotations

import re

#: Translation of full-width digits and punctuation, and of the typographic apostrophe, to ASCII.
TO_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2019: 0x27}
LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
HAN = re.compile("[\u4e00-\u9fff]")
#: A sentence of at least this many words, or characters, without a vague word is taken to name an act.
MIN_ACT_WORDS, MIN_ACT_CHARACTERS = 4, 6
#: A text of fewer words than this cannot name an act with its object; three characters count as two words.
MIN_WORDS = 2


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _forms(verbs: str) -> str:
    """A pattern for the inflected forms of English verbs."""
    forms: list[str] = []
    for verb in verbs.split():
        stem = verb.removesuffix("e")
        forms += [
            verb,
            f"{verb}s",
            f"{verb}es",
            f"{stem}ing",
            f"{stem}ed",
            f"{verb}{verb[-1]}ing",
            f"{verb}{verb[-1]}ed",
        ]
        forms += [f"{verb[:-1]}ies", f"{verb[:-1]}ied"] if verb.endswith("y") else []
    return rf"\b(?:{'|'.join(sorted(set(forms), key=len, reverse=True))})\b"


_EN_NUMBER = (
    r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|sixty|ninety"
    r"|half an?|a few|couple of|a couple of)"
)
_ZH_NUMBER = r"(?:\d+|[一二两三四五六七八九十百半]+)"
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)"
)
_OCCASIONS = (
    r"(?:calls?|conversations?|talks?|attempts?|plays?|scenes?|shifts?|customers?|clients?|guests?|visits?|sessions?"
    r"|complaints?|chats?|meetings?|one-to-ones?|1:1s?|reviews?|drills?|times?|cases?|tickets?|check-ins?)"
)
_SPANS = r"(?:days?|weeks?|months?|quarters?|years?|fortnights?|weekends?|working days?|workdays?|evenings?|mornings?)"
_WEEKDAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_ZH_SPAN = r"(?:天|日|周|星期|个星期|个礼拜|礼拜|个月|个季度|季度|年|个工作日|工作日)"
_ZH_OCCASION = r"(?:次|通|个|位|场|班|轮|遍|单|回|节|堂|名|批)"

#: A date or an interval.
DATES = _any(
    r"\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}\s?[日号]?",
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? )?\b{_MONTHS}\b\.?(?: \d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,? \d{{4}})?",
    (
        r"\d{1,2}(?:st|nd|rd|th)? (?:march|may)\b|(?-i:\b(?:March|May) \d{1,2}\b)|\b(?:by|in|until|before|on|end of|of|"
        r"mid-?) ?(?:march|may)\b"
    ),
    r"\b(?:by|on|before|until|till) (?:the )?\d{1,2}(?:st|nd|rd|th|[./]\d{1,2}(?:[./]\d{2,4})?)\b",
    rf"\b{_WEEKDAYS}\b|\b(?:by|on|before|until|till) (?:mon|tue|wed|thu|fri|sat|sun)\b",
    r"\b(?:today|tonight|tomorrow)\b|\b(?:weekends?|weekdays?|weeknights?)\b|\b(?:eod|eow|eom)\b",
    (
        r"\b(?:this|coming|next|the next|the coming|following)(?: (?:working|two|three|few))? (?:day|week|month|"
        r"quarter|year|morning|afternoon|evening|shift|summer|winter|spring|autumn|fall)s?\b"
    ),
    (
        rf"\b(?:in|within|for|over|during|after|inside|the next|next|the first|first|the last|the coming|"
        rf"coming)(?: the)?(?: next| first| coming| following)? {_EN_NUMBER} {_SPANS}\b"
    ),
    rf"\b{_EN_NUMBER} {_SPANS} (?:from now|running|in a row|long|straight)\b",
    (
        r"\b(?:every|each|per|once an?|twice an?|times an?|an?) (?:other |second |working )?(?:day|week|month|"
        r"quarter|morning|afternoon|evening|night|shift|fortnight|hour|year|lunch)s?\b"
    ),
    r"\b(?:daily|weekly|fortnightly|monthly|quarterly|nightly)\b",
    (
        r"\b(?:end|start|beginning|middle|close) of (?:the |this |next |my |our )?(?:day|week|month|quarter|year|"
        r"shift|term|course|plan|phase|january|february|march|april|may|june|july|august|september|october|"
        r"november|december)\b"
    ),
    (
        r"\b(?:by|until|till|before) (?:the |my |our )?(?:next |annual |yearly )?(?:meeting|review|holidays?|"
        r"christmas|new year|easter|check-in|exam|deadline|appraisal|audit|course|training|lunch|noon|midnight|"
        r"closing|work|workshop|then)\b"
    ),
    r"\b(?:at|by|before|until) \d{1,2}(?::\d\d)? ?(?:am|pm|o'clock)\b|\b\d{1,2}:\d\d\b",
    r"\bfrom (?:now|today|tomorrow|monday) on\b.*\b(?:until|till|for)\b",
    r"\b(?:within|inside) (?:the )?(?:first |next )?(?:\d+|an?|one|two|three|four|five|ten|twenty-four) hours?\b",
    r"\b(?:before|until|by) (?:the |my |our )?(?:march|may)\b",
    r"(?:时间|日期|日子|定在|在|到|于)\s?[:：]?\s?\d{1,2}[/.]\d{1,2}(?!\d)",
    r"(?<![\d./])\d{1,2}[./]\d{1,2}\s?(?:之前|以前|前)",
    r"\bdays? \d+\b|\bweeks? \d+\b",
    # Chinese
    (
        r"\d{1,2}\s?月(?:份|底|初|中旬|上旬|下旬|末)?(?:\s?\d{1,2}\s?[日号])?|[一二三四五六七八九十]{1,2}月(?:份|"
        r"底|初|中旬|上旬|下旬|末)?(?:[一二三四五六七八九十]{1,3}[日号])?"
    ),
    r"\d{1,2}\s?[日号](?:之前|以前|前|晚|早|上午|下午|起)?",
    r"[一二三四五六七八九十]{1,3}[日号](?:之前|以前|前)",
    r"今[天晚早日]|明[天晚早日]|后天|当[天晚日]|今后两|下班[前后]|上班前|午休|睡前|收工前",
    (
        r"[本这下](?:一)?个?(?:周|星期|礼拜|月|季度|季|学期|年|半年)(?:[一二三四五六日天末底初内里](?!次|通|个|遍|"
        r"条|位|场|回|分|句))?"
    ),
    r"(?:周|星期|礼拜)[一二三四五六日天末](?!方|边|次|通|个|遍|条|位|场|回|分|句)|周内|周末",
    r"月[底初末内中](?!容)|年[底内末初前中]|季度?末|年终|今年|明年",
    rf"(?<![第满足够\d])(?<![满足够] ){_ZH_NUMBER}\s?(?:多)?{_ZH_SPAN}(?:之内|以内|内|里|后|之后|以后|为限|左右)?",
    r"第[一二三四五六七八九十\d]+\s?(?:天|周|个?星期|个?月|个?季度)",
    r"每(?:一)?(?:天|日|周|星期|个星期|礼拜|个月|月|季度?|年|晚|早|班|个班|个工作日|逢|隔)|每两[天周]|天天|逐日",
    (
        r"(?:春节|国庆|元旦|五一|中秋|圣诞|端午|清明|十一|考核|例会|周会|月会|晨会|早会|开会|评审|面谈|述职|节|"
        r"结业|培训|检查|放假|出差|交接|培训结束|下课)(?:之前|以前|前)"
    ),
    r"到.{0,10}(?:为止|之前|以前)|截止|截至|为期|限期",
)  # fmt: skip

#: The next occasion or occasions: as good as a date, and possibly counted.
NEXT_OCCASION = _any(
    rf"\b(?:this|next|coming)(?: {_EN_NUMBER})? {_OCCASIONS}\b",
    (
        rf"下(?:一)?{_ZH_OCCASION}|(?:接下来|往后|之后|今后|未来|后面)的?\s?{_ZH_NUMBER}\s?{_ZH_OCCASION}|下次|"
        rf"接下来的?这"
    ),
)  # fmt: skip

#: The occasion: "in every call".
OCCASION = _any(
    (
        rf"\b(?:in|at|during|before|after|on|with|for|from) (?:the |my |our |all |each |every |any |"
        rf"most )?(?:next |last )?(?:{_EN_NUMBER} )?(?:of (?:the |my )?)?(?:{_EN_NUMBER} )?(?:real |hard |"
        rf"difficult |angry )?{_OCCASIONS}\b"
    ),
    r"每(?:一)?(?:次|通|个|位|场)?(?:接电话|打电话|通话|电话|接待|谈话|会议|客户)(?:时|的时候|都|里|中)?",
)  # fmt: skip

#: A frequency, which is a measure by itself.
FREQUENCY = _any(
    r"\b(?:every|each) (?!effort\b|way\b|other\b|now\b|one of\b)[a-z]+",
    (
        rf"\b(?:every|each|per|any|all(?: my| the)?) (?:single |new |one |real |angry |unhappy |"
        rf"difficult )?{_OCCASIONS}\b"
    ),
    (
        r"\b(?:every|each|per|once a|twice a|times a) (?:other |second |working )?(?:day|week|month|morning|"
        r"evening|afternoon|shift|night|fortnight|hour)\b"
    ),
    r"\b(?:daily|weekly|fortnightly|monthly|every time|each time|never once|not once)\b",
    (
        r"每(?:一)?(?:次|通|个(?!月|人都)|位|名|场|单|回|件|轮|遍|节|天|日|周|晚|早|班|条|句)|每(?:逢|当)|次次|"
        r"逢.{1,6}必|天天"
    ),
)

#: A number with what it counts; to be applied after dates were removed.
AMOUNT = _any(
    r"\d",
    r"\b(?:once|twice|thrice|zero|percent|per cent|dozen|halve|double|half)\b",
    (
        r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|"
        r"hundred)\b"
    ),
    (
        r"(?<!\bno )(?<!\bthe )(?<!\bwhich )(?<!\bthis )(?<!\bany )(?<!\bevery )(?<!\bsome )\bone\b(?! another|"
        r" day\b)|\ba single\b"
    ),
    r"\bno (?:more than|fewer than|complaints?|interruptions?|mistakes?)\b",
    (
        r"(?<!第)[一二两三四五六七八九十百半]+(?:次|通|句|条|遍|分钟|刻钟|小时|钟头|分(?!析|别|享|清)|秒|位|"
        r"人(?!称)|场|轮|名|项|份|篇|页|级|回(?!应|复|答|访)|单(?!独)|件(?!事都)|封|步|段|节|例|道|组|桩|处|成|倍|"
        r"张|集|章|本(?!来)|家|杯|款|台|种(?!.{0,4}态度))"
    ),
    r"(?<!第)[两三四五六七八九十几]+个|(?<!第)一个(?!好|更|有|优秀|合格|专业|让|受|真正|称职)",
    r"\bpass(?:es|ed|ing)?\b|《[^》]+》|(?:考核|考试|认证|场景|模式).{0,4}通过|通过(?:考核|考试|认证|《|“|\d|[一两三四五六]个)",
    r"百分之|(?<!从)零(?=[\u4e00-\u9fff])|一次(?:都|也)不|一句(?:都|也)不|全部(?:通过|完成)",
)  # fmt: skip

#: A figure that should rise or fall to, or by, an amount.
CHANGE = _any(
    (
        r"\b(?:improv|rais|increas|lift|bring|get|push|grow|tak|reduc|lower|cut|drop|halv|keep|hold|mov|rise|"
        r"ris)\w*\b.{0,60}?\b(?:to|by|at|under|below|above|from|over)\b.{0,20}?(?:\d|\bzero\b|half)"
    ),
    r"\b(?:reach|hit|score|scoring|achieve|achieving)\w*\b.{0,40}?\d",
    (
        r"(?:提高|提升|改善|改进|增加|加强|降低?|减少?|压缩|缩短|控制|保持|稳定|做|练|拉|涨|升).{0,16}?(?:到|至|"
        r"在|了|为)\s?(?:百分之|\d|[一二两三四五六七八九十零半])"
    ),
    (
        r"(?:达到|不低于|不超过|高于|低于|超过|满)\s?(?:百分之|\d|[一二两三四五六七八九十零])|(?:提高|提升|增加|"
        r"降低|减少|缩短)\s?(?:百分之|\d|[一二两三四五六七八九十]成)"
    ),
)  # fmt: skip

#: Words of a wish, with the verb they make vague: "listen better", 多听.
VAGUE = _any(
    (
        r"\b(?:listen|communicat|respond|react|behav|handl|deal|talk|speak|explain|serv|treat|answer|work|do|"
        r"perform|empathi[sz])\w*\b(?: (?!by\b|and\b|then\b|so\b)[\w']+){0,4}? (?:better|more carefully|"
        r"more closely|more patiently|more actively|more often|more effectively|more calmly|more clearly|"
        r"more professionally|more empathetically|harder|well|properly|more|actively|carefully|attentively|"
        r"effectively)\b"
    ),
    (
        r"\b(?:improv|enhanc|strengthen|boost|upgrad|polish|refin|sharpen|deepen|develop|cultivat)\w*"
        r"(?: (?:my|our|the|on))?(?: (?!by\b|and\b|to\b|from\b)[\w-]+){0,3}"
    ),
    (
        r"\b(?:practi[cs]|listen|talk|speak|smil|learn|read|help|car|ask|train|rehears|think)\w*(?: [\w']+){0,2}? "
        r"(?:more|less|better|slower|faster|louder|softer|nicer|harder)\b(?= *(?:$|[,.;!]))"
    ),
    (
        r"\b(?:be|become|being|stay|remain|get|getting|feel|seem|sound)(?: (?:a|an))?(?: (?:much|even|a bit|"
        r"a little|a lot))? (?:more |less |better|calmer|nicer|kinder|friendlier|stronger|patient|calm|good|great|"
        r"nice|kind|friendly|professional|confident|positive|empathetic|attentive|aware|mindful|careful|polite|"
        r"proactive)(?:[\w-]+)?(?: (?:listener|communicator|colleague|adviser|agent|leader|at [\w-]+(?: [\w-]+)?|"
        r"with [\w-]+|of [\w-]+|about [\w-]+))?"
    ),
    (
        r"\b(?:try|trying) (?:harder|(?:my|our) (?:very )?best)|\bdo(?:ing)? (?:my|our) (?:very )?best|"
        r"\bmake (?:an|more of an|every) effort|\bgive (?:it )?(?:my|our) all"
    ),
    (
        r"\bpay(?:ing)? (?:more |closer |better |attention)(?:attention)?(?: to(?: the| my|"
        r" our)?(?: [\w-]+){0,2})?|\bwork(?:ing)? (?:harder )?on(?: my| our| the)?(?: [\w-]+){0,3}|"
        r"\bfocus(?:ing)? (?:more )?on(?: my| our| the)?(?: [\w-]+){0,2}"
    ),
    (
        r"\b(?:as much as possible|where possible|if possible|when possible|as good as possible|"
        r"as well as i can)\b|\b(?:show|have|with|give)\w* (?:more|better|greater|good|real|true) (?:empathy|"
        r"patience|understanding|care|respect|attention|interest|service|attitude|communication)"
    ),
    (
        r"\blearn(?:ing)? (?:how )?to (?:listen|communicate|empathi[sz]e|understand|cope|stay calm|be [\w]+)\b|"
        r"\b(?:understand|appreciate|value|respect|empathi[sz]e with|care about|think about|remember) (?:the |my |"
        r"our )?(?:customers?|clients?|others|people|colleagues?|guests?)(?: better| more)?"
    ),
    r"\bbetter (?:service|communication|listening|listener|attitude|relationship|understanding|results?)\b",
    # Chinese
    (
        r"(?:提高|提升|改善|改进|加强|增强|强化|优化|完善|培养|锻炼|深化|加深)(?:自己|自身|我|"
        r"一下)?的?[^，。,;；、:：]{0,10}?(?:能力|水平|意识|技巧|技能|素质|素养|质量|效率|态度|服务|沟通|倾听|"
        r"表达|共情|理解|情商|心态|修养|感受|关系|体验|满意度|管理|学习)(?:能力|水平|意识|技巧|技能|质量|效率|态度)?"
    ),
    r"(?:提高|提升|改善|改进|加强|增强|强化|优化|完善)(?:自己|自身)?",
    (
        r"(?:再|要|得|会)?多(?:去|加)?(?:注意|留意|听|倾听|沟通|交流|学习|学|练习|练|关心|关注|体谅|理解|换位思考|"
        r"站在|想想|想|问|看|反思|总结|思考|观察|包容|"
        r"努力)(?![\u4e00-\u9fff]{0,2}[一二两三四五六七八九十\d])(?:一?些|一?点|客户|顾客|对方|别人|他人|同事|"
        r"大家|案例)?(?:说话|说|意见|的?想法|的?感受)?"
    ),
    r"少说多[听看做]|多听少说|多(?:一?点|一?些|几?分)(?:儿)?(?:耐心|热情|微笑|关心|理解|尊重|同理心|主动|细心|包容|自信|冷静)",
    r"(?:态度|语气|心态|脾气|服务|沟通|情绪)(?:要|得|应该)?(?:再|更)?(?:好|稳|软|温和|积极|热情|稳定)(?:一?点|一?些)?(?:儿)?",
    (
        r"(?:更|更加|尽可能|尽量|尽力|努力|认真|好好|用心|耐心|积极|主动|真诚|虚心|仔细|细心|热情|有效|充分|不断|"
        r"持续)地?(?:去|把)?(?:听|倾听|沟通|交流|服务|对待|理解|学习|工作|面对|应对|处理|做好|做|完成|回应|表达|"
        r"改进|努力)(?:好|每一?位?个?客户|客户的?(?:需求|问题|意见|感受|诉求)?|顾客|对方|别人|他人|同事|工作)?"
    ),
    (
        r"(?:注意|留意|控制好?|管理好?|调整好?|保持|端正|稳住)(?:好|住)?(?:自己|"
        r"我)?的?(?:[^，。,;；、]{0,6})?(?:态度|情绪|语气|心态|方式|方法|脾气|冷静|耐心|微笑|形象|沟通|分寸|"
        r"平常心|积极性|热情)"
    ),
    (
        r"(?:学会|学着|做到|懂得|善于|注重|重视)(?:去)?(?:倾听|聆听|沟通|共情|理解|换位思考|体谅|控制情绪|尊重|"
        r"包容|表达|服务|细节|客户感受)(?:别人|他人|客户|对方)?"
    ),
    (
        r"(?:做好|搞好|抓好|干好)(?:[^，。,;；、]{0,8})|(?:成为|做|当)一?[个名位]?(?:更|好|优秀|合格|专业|称职|"
        r"受欢迎)的?[^，。,;；、]{0,8}"
    ),
    (
        r"(?:变得|表现得|做得|说得|听得|服务得)?(?:更(?:好|多|加|强|专业|耐心|热情|温和|冷静|主动|自信|有效|细心|"
        r"周到|体贴|有同理心|强大|高)|不要?(?:那么|这么|再)(?:急躁?|冲动|情绪化|生硬))"
    ),
    (
        r"(?:站在|从)(?:客户|对方|顾客|别人|他人)的?(?:角度|立场)(?:想|考虑|出发|思考|看)?(?:问题)?|换位思考|"
        r"将心比心|以客户为中心|客户至上|全力以赴|再接再厉|争取进步|继续努力|加油"
    ),
)  # fmt: skip

#: Regular verbs of acts that somebody else could observe.
_VERBS = """
ask answer name repeat paraphrase summarise summarize restate greet thank apologise apologize offer
promise explain show call ring phone note record log email mail message text reply listen wait pause
breathe count play practise practice drill replay rehearse finish complete pass review watch visit
invite agree book schedule arrange prepare draft share present coach observe shadow interview check
confirm verify follow close solve fix escalate hand stop measure collect compare list rate test
memorise memorize use let leave open start begin end set fill tick handle look talk state mention
describe admit argue acknowledge reflect quote suggest propose report discuss role-play roleplay join
attend interrupt avoid replace swap say
"""

#: Observable acts, in all forms and both languages.
ACTS = _any(
    _forms(_VERBS),
    (
        r"\b(?:said|saying|tell|tells|telling|told|write|writes|writing|wrote|written|read|reads|reading|meet|"
        r"meets|meeting with|met|send|sends|sending|sent|run|runs|running|ran|give|gives|giving|gave|take|takes|"
        r"taking|took|hold|holds|holding|held|teach|teaches|teaching|taught|make|makes|making|made|do|does|doing|"
        r"did|go|goes|going|went|speak|speaks|speaking|spoke|sit|sits|sitting|sat|keep|keeps|keeping|kept|learn|"
        r"learns|learning|bring|brings|bringing|put|puts|putting|begin|find|finds|finding|found|get|gets)\b"
    ),
    (
        r"问|复述|重复|说完|说出|说一|讲|写|记[录下一在住]|记(?!得)|打电话|致电|回电|回访|道歉|感谢|致谢|承认|练|"
        r"演练|排练|模拟|约|请|邀|告诉|告知|通知|发[^现展挥]|回复|答复|跟进|确认|核对|核实|查|读|看[^待法]|录|"
        r"听[^取从]|复盘|总结|列|拜访|走访|分享|汇报|教|带|陪|旁听|观察|停|数到|呼吸|称呼|叫出|喊出|使用|用|介绍|"
        r"提供|给[^予]|交[^流往]|完成|通过|拿到|考|背[^后]|整理|收集|打卡|填|画|不打断|打断|让|等|点[名评]|"
        r"做[^好到人]|说|改[成用为口]|换[成用]|演|参加|上[一两三]|学[完习]|比[一较]|对照|挑|选|打分|评[分估价]|签|"
        r"谈|聊|开[一两三会口]|跟|向.{1,8}(?:请教|反馈|学)|试|微笑|鞠躬|倒|递|送|解[释决]|处理|接[待听打]|回答|答|"
        r"安抚|提出?|反馈|玩|过一遍|走一遍"
    ),
)  # fmt: skip
