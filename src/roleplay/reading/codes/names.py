"""RP1xx: names that are unknown, and names that nothing uses."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.reading.codes.code import Code, error, warning

CODES: Mapping[str, Code] = {
    "RP101": error(
        "there is no node or ending `{name}`",
        "write the id of a node or an ending of this file",
        "没有名为 `{name}` 的节点或结局",
        "请写本文件里已有的节点或结局 id",
    ),
    "RP102": error(
        "there is no move `{name}`",
        "use a move from the vocabulary: `roleplay explain moves` lists them; a new one goes into a file in rubrics/",
        "没有名为 `{name}` 的动作",
        "请用动作表里的动作：`roleplay explain moves` 列出全部；新动作先在 rubrics/ 下的文件里定义",
    ),
    "RP103": error(
        "there is no persona `{name}`",
        "use one of {known}, or add a file to rubrics/personas/; `roleplay explain personas` describes them",
        "没有名为 `{name}` 的人物类型",
        "可用：{known}；也可以在 rubrics/personas/ 里添加一个文件。`roleplay explain personas` 说明各是什么样的人",
    ),
    "RP104": error(
        "there is no rubric `{name}` {where}",
        "use one of {known}, or add it there; `roleplay explain rubrics` lists those in the library, with their"
        " criteria",
        "{where}没有名为 `{name}` 的量规",
        "可用：{known}；也可以在那里加上它。`roleplay explain rubrics` 列出场景库的量规和各自的评分项",
    ),
    "RP105": error(
        "there is no criterion `{name}`",
        "write it as rubric.criterion, with a rubric named in `rubrics:`; known: {known}",
        "没有名为 `{name}` 的评分项",
        "评分项写作 量规.评分项，量规须在 `rubrics:` 里列出；可用：{known}",
    ),
    "RP106": error(
        "there is no meter `{name}` in this scene",
        "declare it under `meters:`",
        "本场景没有名为 `{name}` 的数值",
        "请先在 `meters:` 里声明",
    ),
    "RP107": error(
        "there is no flag `{name}` in this scene",
        "declare it in `flags: [...]`",
        "本场景没有名为 `{name}` 的标记",
        "请先在 `flags: [...]` 里声明",
    ),
    "RP108": error(
        "nobody in the cast is called `{name}`",
        "declare the person under `cast:`",
        "人物表里没有 `{name}`",
        "请先在 `cast:` 里声明这个人",
    ),
    "RP109": error(
        "`{name}` is not a meter, a flag, a dealt fact, visits.NODE, persona.WHO or turn",
        "a condition can test only those; declare it first",
        "`{name}` 不是数值、标记、随机事实、visits.节点、persona.人物 或 turn",
        "条件里只能写这几类；请先声明",
    ),
    "RP110": error(
        "the fact `{fact}` is never dealt the value `{name}`",
        "known values: {known}",
        "事实 `{fact}` 不会取到 `{name}`",
        "可能的取值：{known}",
    ),
    "RP111": error(
        "there is no choice `{name}` in {where}",
        "write the id of one of its choices",
        "{where}里没有选项 `{name}`",
        "请写那里已有的选项 id",
    ),
    "RP112": error(
        "the personas extend one another in a circle: {ring}",
        "remove one `extends:`",
        "人物互相继承成了一个圈：{ring}",
        "请去掉其中一个 `extends:`",
    ),
    "RP113": error(
        "the move `{name}` is already defined in {other}",
        "give it another id, or remove one of the two",
        "动作 `{name}` 已经在 {other} 里定义过",
        "请换一个 id，或删掉其中一个",
    ),
    "RP114": error(
        "the choice `{name}` appears twice in the node `{node}`",
        "give each choice of a node its own id",
        "节点 `{node}` 里有两个选项都叫 `{name}`",
        "同一节点里每个选项要有自己的 id",
    ),
    "RP115": error(
        "`{name}` is both a node and an ending",
        "rename one of the two",
        "`{name}` 既是节点又是结局",
        "请给其中一个改名",
    ),
    "RP116": error(
        "a text contains `{{{name}}}`, but nobody in the cast and no meter has that name",
        "put the id of somebody in the cast or of a meter in braces, or remove the braces; known here: {known}",
        "文字里有 `{{{name}}}`，人物表和数值里都没有这个名字",
        "花括号里请写人物或数值的 id，或去掉花括号；这里有：{known}",
    ),
    "RP117": warning(
        "no condition uses the flag `{name}`",
        "use it in a `when:`, or remove it",
        "没有任何地方用到标记 `{name}`",
        "请在 `when:` 里用它，或删掉",
    ),
    "RP118": warning(
        "a condition uses the flag `{name}`, but nothing ever sets it",
        "add `set: [{name}]` to a choice, or remove the condition",
        "有条件用到标记 `{name}`，却没有任何选项设置它",
        "请在某个选项里加 `set: [{name}]`，或去掉条件",
    ),
    "RP119": warning(
        "nobody speaks as `{name}` and no line is addressed to them",
        "use the person, or remove them from the cast",
        "人物 `{name}` 既不说话，也没有人对他说话",
        "请用上这个人物，或从 `cast:` 里删掉",
    ),
    "RP120": warning(
        "the meter `{name}` never changes and no condition uses it",
        "no reaction or effect in this scene changes it: use it, or remove it",
        "数值 `{name}` 既不会变化，也没有条件用到它",
        "没有任何反应或效果会影响它：请用上它，或删掉",
    ),
    "RP121": warning(
        "nothing depends on the dealt fact `{name}`",
        "ask for it in a `when:`, or remove it",
        "没有任何内容取决于随机事实 `{name}`",
        "请在 `when:` 里用它，或删掉",
    ),
    "RP122": warning(
        "no choice leads to the node `{name}`",
        "let a choice lead there, or remove it",
        "没有任何选项通向节点 `{name}`",
        "请让某个选项通向它，或删掉",
    ),
    "RP123": warning(
        "no choice leads to the ending `{name}`",
        "let a choice lead there, or remove it",
        "没有任何选项通向结局 `{name}`",
        "请让某个选项通向它，或删掉",
    ),
    "RP125": error(
        "`{name}` is listed twice in `{where}`",
        "list it once",
        "`{name}` 在 `{where}` 里写了两次",
        "只写一次",
    ),
    "RP126": error(
        "`{name}` is the name of more than one meter, flag or dealt fact, so a condition could mean either",
        "rename one of them",
        "`{name}` 同时是数值、标记或随机事实的名字，条件分不清指的是哪一个",
        "请给其中一个改名",
    ),
    "RP127": warning(
        "`{name}` is a {kind} move, so its `{text}` is never shown",
        "a poor move has a `moment`, a good one an `act`: write `{wanted}:`, or change its `kind`",
        "`{name}` 是{kind}的动作，它的 `{text}` 谁也看不到",
        "差的动作写 `moment`，好的动作写 `act`：请改写成 `{wanted}:`，或改 `kind`",
    ),
    "RP128": error(
        "`{name}` is itself a poor move, so it is no remedy for `{poor}`",
        "list good moves under `instead`, the one that helps most often first",
        "`{name}` 自己就是差的动作，治不了 `{poor}`",
        "`instead` 里请写好的动作，最常用得上的写在最前面",
    ),
    "RP129": error(
        "the scene never plays `{who}` as `{name}`: it offers {known}",
        "use one of these, or add `{name}` to `{who}` under `personas:`",
        "这个场景里 `{who}` 不会演成 `{name}`：能选的只有 {known}",
        "请换成其中之一，或在 `personas:` 里给 `{who}` 加上 `{name}`",
    ),
    "RP130": error(
        "`{{{name}}}` shows a meter, but this text is outside the story, where meters have no value",
        "remove it here; `scene`, `says`, `say`, `locked`, `reply`, `why` and the `text` of an ending can show one",
        "`{{{name}}}` 要说出一个数值，但这段文字不在故事里，这里的数值还没有取值",
        "这里请去掉；能说出数值的是 `scene`、`says`、`say`、`locked`、`reply`、`why` 和结局的 `text`",
    ),
    "RP131": error(
        "there is no scene `{name}` in the library",
        "use the id of a scene in the library: `roleplay list` shows them",
        "场景库里没有名为 `{name}` 的场景",
        "请写场景库里已有的场景 id：`roleplay list` 列出全部",
    ),
    "RP132": error(
        "the scene `{name}` cannot be played: {problem}",
        "fix the scene first: `roleplay check {name}` shows where",
        "场景 `{name}` 演不了：{problem}",
        "请先改好那个场景：`roleplay check {name}` 指出在哪里",
    ),
    "RP133": error(
        "nobody in the cast of `{scene}` is called `{name}`",
        "use somebody from that scene: {known}",
        "`{scene}` 的人物表里没有 `{name}`",
        "请写那个场景里的人：{known}",
    ),
}
