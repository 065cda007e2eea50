"""The registry of diagnostics: every code, its severity, and its words in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Code(NamedTuple):
    """A kind of finding. ``{name}`` in the words is filled from the finding's details."""

    severity: str
    en: tuple[str, str]
    zh: tuple[str, str]

    def message(self, language: str) -> str:
        """What is wrong and why."""
        return (self.zh if language == "zh" else self.en)[0]

    def help(self, language: str) -> str:
        """How to mend it."""
        return (self.zh if language == "zh" else self.en)[1]


def _error(en: str, en_help: str, zh: str, zh_help: str) -> Code:
    return Code("error", (en, en_help), (zh, zh_help))


def _warning(en: str, en_help: str, zh: str, zh_help: str) -> Code:
    return Code("warning", (en, en_help), (zh, zh_help))


CODES: Mapping[str, Code] = {
    # -- RP0xx: the file itself ------------------------------------------------
    "RP001": _error(
        "this is not YAML: {problem}",
        "look at this line and the one above: a missing colon or quote, a tab, or an indent that does not fit;"
        " put text that holds a colon, or begins with a quotation mark, a bracket or > * & ! % @ `,"
        ' in "quotes" or after |',
        "这里不是合法的 YAML：{problem}",
        "请看这一行和上一行：是否少了冒号或引号、用了制表符、缩进不齐；"
        "含有英文冒号、或以引号、括号和 > * & ! % @ ` 开头的文字，要整段加引号，或写在 | 下面",
    ),
    "RP002": _error(
        "the file is not UTF-8: byte {byte} at offset {offset} cannot be read",
        "save the file as UTF-8 in your editor",
        "文件不是 UTF-8 编码：偏移 {offset} 处的字节 {byte} 无法读取",
        "请在编辑器里把文件另存为 UTF-8",
    ),
    "RP003": _error(
        "the file has {size} bytes; at most {limit} are read",
        "split it into several files",
        "文件有 {size} 字节，最多只读 {limit} 字节",
        "请拆成几个文件",
    ),
    "RP004": _error(
        "with its aliases written out this file has more than {limit} values",
        "write the repeated parts once, or use fewer aliases (*name)",
        "把引用（*name）展开后，这个文件的值超过 {limit} 个",
        "请减少重复引用",
    ),
    "RP005": _error(
        "this is nested more than {limit} levels deep",
        "no scene needs such depth: look for brackets that are never closed",
        "嵌套超过 {limit} 层",
        "没有场景需要这么深的嵌套：请检查是否有括号没有闭合",
    ),
    "RP006": _error(
        "the key `{key}` stands here a second time (first in line {first}); one of the two would be lost",
        "rename one of them, or remove it",
        "键 `{key}` 在这里重复出现（第一次在第 {first} 行），其中一个会丢失",
        "请改名或删掉其中一个",
    ),
    "RP007": _error(
        "the tag `{tag}` is not allowed: scenes are plain data",
        "remove the tag; write the value itself",
        "不允许使用标签 `{tag}`：场景只是普通数据",
        "请去掉标签，直接写值",
    ),
    "RP008": _error(
        "{problem}",
        "one file holds one scene, rubric, persona or vocabulary: a map that begins with `roleplay:`",
        "{problem}",
        "一个文件只写一个场景、量规、人物或动作表：以 `roleplay:` 开头的映射",
    ),
    "RP009": _error(
        "the format `{found}` is not known",
        "begin the file with one of: roleplay: scenario/1, rubric/1, persona/1, moves/1",
        "不认识的格式 `{found}`",
        "文件第一行请写：roleplay: scenario/1（或 rubric/1、persona/1、moves/1）",
    ),
    "RP010": _error(
        "there is no key `{key}` here",
        "known here: {known}",
        "这里没有 `{key}` 这个键",
        "这里可用的键：{known}",
    ),
    "RP011": _error(
        "the key `{key}` is missing in {where}",
        "add `{key}:`",
        "{where}缺少 `{key}`",
        "请补上 `{key}:`",
    ),
    "RP012": _error(
        "`{where}` is {found}, but should be {wanted}",
        "write {wanted}",
        "`{where}` 现在是 {found}，应为 {wanted}",
        "请改成 {wanted}",
    ),
    "RP013": _error(
        "`{found}` is not a condition on `{name}`",
        "{cure}",
        "`{found}` 不能作为 `{name}` 的条件",
        "{cure}",
    ),
    "RP014": _error(
        "the text holds a character that may not be shown: {character}",
        "remove it; it is invisible or steers the terminal",
        "文字里有不允许显示的字符：{character}",
        "请删掉它：它不可见，或会控制终端",
    ),
    "RP015": _error(
        "this text has {length} characters; at most {limit} fit on a screen",
        "shorten it, or split it over two nodes",
        "这段文字有 {length} 个字符，屏幕上最多放 {limit} 个",
        "请缩短，或拆到两个节点里",
    ),
    "RP016": _error(
        "`{found}` cannot be a name here",
        "use small letters, digits and `{joiner}`, beginning with a letter: {example};"
        " between two names stands the comma of the English keyboard",
        "`{found}` 不能用作这里的名字",
        "请用小写字母、数字和 `{joiner}`，以字母开头，例如 {example}；几个名字之间用英文逗号",
    ),
    "RP017": _error(
        "the id is `{id}` but the file is called `{stem}`; they must be equal, so that the scene is found",
        "rename the file to {id}.yaml, or write id: {stem}",
        "id 是 `{id}`，文件名却是 `{stem}`；两者必须一致才能找到",
        "把文件改名为 {id}.yaml，或把 id 写成 {stem}",
    ),
    "RP018": _error(
        "the file cannot be read: {problem}",
        "check its name and permissions",
        "无法读取文件：{problem}",
        "请检查文件名和权限",
    ),
    "RP019": _error(
        "these alternatives do not work out: {problem}",
        "the first that fits is taken, so the last one, and only the last, has no `when:`",
        "这几条备选不成立：{problem}",
        "从上往下取第一个符合的，所以最后一条、也只有最后一条不写 `when:`",
    ),
    "RP020": _error(
        "`{where}` has {found}; {wanted} are needed",
        "{cure}",
        "`{where}` 有 {found} 个；需要 {wanted} 个",
        "{cure}",
    ),
    "RP021": _error(
        "the comma before `{found}` ended the text: inside {{ }} a comma begins the next entry",
        'put the whole text in "quotes", or write each language on a line of its own',
        "`{found}` 前面的英文逗号把这段文字断开了：在 {{ }} 里逗号表示下一项",
        "请给整段文字加上引号，或者每种语言单独写一行",
    ),
    "RP022": _error(
        "the colon after `{key}` is the wide one of a Chinese keyboard (：), which YAML does not know",
        "type `{key}: ` with the colon of the English keyboard and a blank after it",
        "`{key}` 后面用了全角冒号（：），YAML 不认识它",
        "请改成英文冒号加一个空格：`{key}: `",
    ),
    # -- RP1xx: names that lead nowhere ----------------------------------------
    "RP101": _error(
        "there is no node or ending `{name}`",
        "write the id of a node or an ending of this file",
        "没有名为 `{name}` 的节点或结局",
        "请写本文件里已有的节点或结局 id",
    ),
    "RP102": _error(
        "there is no move `{name}`",
        "use a move of the vocabulary (rubrics/moves.yaml), or add it there",
        "没有名为 `{name}` 的动作",
        "请用动作表（rubrics/moves.yaml）里的动作，或先在那里添加",
    ),
    "RP103": _error(
        "there is no persona `{name}`",
        "use a persona of the library (rubrics/personas/), or add a file there",
        "没有名为 `{name}` 的人物类型",
        "请用 rubrics/personas/ 里已有的人物，或在那里添加一个文件",
    ),
    "RP104": _error(
        "there is no rubric `{name}`",
        "use a rubric of the library (rubrics/), or add a file there",
        "没有名为 `{name}` 的量规",
        "请用 rubrics/ 里已有的量规，或在那里添加一个文件",
    ),
    "RP105": _error(
        "there is no criterion `{name}`",
        "criteria are written rubric.criterion, of a rubric named in `rubrics:`; known: {known}",
        "没有名为 `{name}` 的评分项",
        "评分项写作 量规.评分项，量规须在 `rubrics:` 里列出；可用：{known}",
    ),
    "RP106": _error(
        "there is no meter `{name}` in this scene",
        "declare it under `meters:`",
        "本场景没有名为 `{name}` 的数值",
        "请先在 `meters:` 里声明",
    ),
    "RP107": _error(
        "there is no flag `{name}` in this scene",
        "declare it in `flags: [...]`",
        "本场景没有名为 `{name}` 的标记",
        "请先在 `flags: [...]` 里声明",
    ),
    "RP108": _error(
        "nobody called `{name}` is in the cast",
        "declare the person under `cast:`",
        "人物表里没有 `{name}`",
        "请先在 `cast:` 里声明这个人",
    ),
    "RP109": _error(
        "`{name}` is not a meter, a flag, a dealt fact, visits.NODE or turn",
        "a condition may ask for those only; declare it first",
        "`{name}` 不是数值、标记、随机事实、visits.节点 或 turn",
        "条件里只能写这几类；请先声明",
    ),
    "RP110": _error(
        "the fact `{fact}` is never dealt the value `{name}`",
        "known values: {known}",
        "事实 `{fact}` 不会取到 `{name}`",
        "可能的取值：{known}",
    ),
    "RP111": _error(
        "there is no choice `{name}` in {where}",
        "write the id of one of its choices",
        "{where}里没有选项 `{name}`",
        "请写那里已有的选项 id",
    ),
    "RP112": _error(
        "the personas extend one another in a ring: {ring}",
        "take one `extends:` away",
        "人物互相继承成了一个圈：{ring}",
        "请去掉其中一个 `extends:`",
    ),
    "RP113": _error(
        "the move `{name}` is already defined in {other}",
        "give it another id, or remove one of the two",
        "动作 `{name}` 已经在 {other} 里定义过",
        "请换一个 id，或删掉其中一个",
    ),
    "RP114": _error(
        "the choice `{name}` stands twice in the node `{node}`",
        "give each choice of a node its own id",
        "节点 `{node}` 里有两个选项都叫 `{name}`",
        "同一节点里每个选项要有自己的 id",
    ),
    "RP115": _error(
        "`{name}` is both a node and an ending",
        "rename one of the two",
        "`{name}` 既是节点又是结局",
        "请给其中一个改名",
    ),
    "RP116": _error(
        "`{{{name}}}` stands in a text, but nobody of that name is in the cast",
        "write the id of a member of the cast in braces, or leave the braces out",
        "文字里有 `{{{name}}}`，人物表里却没有这个人",
        "花括号里请写人物表里的 id，或去掉花括号",
    ),
    "RP117": _warning(
        "nothing ever asks for the flag `{name}`",
        "use it in a `when:`, or remove it",
        "没有任何地方用到标记 `{name}`",
        "请在 `when:` 里用它，或删掉",
    ),
    "RP118": _warning(
        "the flag `{name}` is asked for, but nothing ever sets it",
        "add `set: [{name}]` to a choice, or remove the condition",
        "有条件用到标记 `{name}`，却没有任何选项设置它",
        "请在某个选项里加 `set: [{name}]`，或去掉条件",
    ),
    "RP119": _warning(
        "nobody speaks as `{name}` and no line is addressed to them",
        "use the person, or remove them from the cast",
        "人物 `{name}` 既不说话，也没有人对他说话",
        "请用上这个人物，或从 `cast:` 里删掉",
    ),
    "RP120": _warning(
        "the meter `{name}` is neither moved nor asked for",
        "no reaction or effect of this scene reaches it: use it, or remove it",
        "数值 `{name}` 既不会变化，也没有条件用到它",
        "没有任何反应或效果会影响它：请用上它，或删掉",
    ),
    "RP121": _warning(
        "nothing depends on the dealt fact `{name}`",
        "ask for it in a `when:`, or remove it",
        "没有任何内容取决于随机事实 `{name}`",
        "请在 `when:` 里用它，或删掉",
    ),
    "RP122": _warning(
        "the node `{name}` is the target of no choice",
        "lead a choice there, or remove it",
        "没有任何选项通向节点 `{name}`",
        "请让某个选项通向它，或删掉",
    ),
    "RP123": _warning(
        "the ending `{name}` is the target of no choice",
        "lead a choice there, or remove it",
        "没有任何选项通向结局 `{name}`",
        "请让某个选项通向它，或删掉",
    ),
    "RP125": _error(
        "`{name}` stands in `{where}` twice",
        "name it once",
        "`{name}` 在 `{where}` 里写了两次",
        "只写一次",
    ),
    "RP126": _error(
        "`{name}` is the name of more than one meter, flag or dealt fact, so a condition could mean either",
        "rename one of them",
        "`{name}` 同时是数值、标记或随机事实的名字，条件分不清指的是哪一个",
        "请给其中一个改名",
    ),
    "RP124": _error(
        "the walk `{name}` does not hold: {problem}",
        "mend the walk, or what it shows",
        "走法 `{name}` 不成立：{problem}",
        "请修正走法，或修正它暴露的问题",
    ),
}
