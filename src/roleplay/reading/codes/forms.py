"""RP7xx: forms, whose results are compared with one another or decide something."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.reading.codes.code import Code, error, warning

CODES: Mapping[str, Code] = {
    "RP701": error(
        "`{name}` is on day {day}, and {wanted}",
        "write the times in order: the first one on day 0, each later one on a later day",
        "`{name}` 是第 {day} 天，{wanted}",
        "请按先后写：第一次是第 0 天，后面每次都要更晚",
    ),
    "RP702": error(
        "there is no set `{name}` in this form",
        "use one of {known}, or add it under `sets:`",
        "这份测评里没有名为 `{name}` 的组",
        "可用：{known}；也可以在 `sets:` 里加上它",
    ),
    "RP703": error(
        "`{name}` is the same here as at {other}: the same scene, seed and personas",
        "give it another seed and another persona, or use another scene",
        "这里的 `{name}` 和 {other} 一模一样：场景、种子、人物类型都相同",
        "请换种子和人物类型，或者换一个场景",
    ),
    "RP704": error(
        "`{name}` is the scene of the stage before, so it is not unseen here",
        "remove it from `from:`, or use another scene for the stage before",
        "`{name}` 就是上一关的场景，到这里谁都见过了",
        "请从 `from:` 里去掉它，或者给上一关换一个场景",
    ),
    "RP705": error(
        "{draw} scenes should be drawn, but there are only {count}",
        "draw fewer, or put more scenes into `from:`; several items with the same scene count once",
        "要从 {count} 个场景里抽 {draw} 个",
        "请少抽几个，或者在 `from:` 里多放几个；同一场景写几次只算一个",
    ),
    "RP706": warning(
        "the times `{first}` and `{second}` play the same set twice in a row",
        "use another set the second time: people who play the same again also show what they remember",
        "`{first}` 和 `{second}` 连着两次用同一组",
        "第二次请换一组：同一组再来一遍，也就把记性算进去了",
    ),
    "RP707": warning(
        "no time plays the set `{name}`",
        "name it in `set:` of one of the times, or remove it",
        "没有哪一次用到 `{name}` 这一组",
        "请在某一次的 `set:` 里写上它，或者删掉",
    ),
    "RP708": warning(
        "the set `{name}` takes {found} decisions along its best lines, `{other}` takes {wanted}: they differ by more"
        " than a quarter",
        "use scenes of similar length, and the same number of them, in both sets",
        "`{name}` 组最好的走法有 {found} 次抉择，`{other}` 组有 {wanted} 次，相差超过四分之一",
        "请让两组的场景差不多长，个数也一样",
    ),
    "RP709": warning(
        "the difficulty of the set `{name}` adds up to {found}, that of `{other}` to {wanted}: they differ by more"
        " than 1",
        "use scenes of similar difficulty in both sets",
        "`{name}` 组的难度合计是 {found}，`{other}` 组是 {wanted}，相差超过 1",
        "请让两组的难度相近",
    ),
    "RP710": warning(
        "`{criterion}` is at stake in {found} decisions of the set `{name}` and in {wanted} of `{other}`, and one"
        " scene needs {minimum} to assess it",
        "use scenes in both sets in which it is due often enough, and about equally often: a difference of a quarter"
        " passes",
        "`{criterion}` 在 `{name}` 组里考查 {found} 次，在 `{other}` 组里考查 {wanted} 次，"
        "而一个场景里满 {minimum} 次才评得出来",
        "请让两组考查它的次数相近、也够评：相差在四分之一以内就算一样",
    ),
    "RP711": warning(
        "`{name}` is still a draft, but this form is released",
        "finish the scene, or write `status: draft` here",
        "`{name}` 还是草稿，而这份测评已经发布",
        "请先把那个场景写完，或者在这里写 `status: draft`",
    ),
    "RP712": warning(
        "`{name}` cannot be played in {language}, a language this form is written in",
        "translate the scene, use another, or remove that language from the form's title",
        "这份测评写了 {language} 的标题，`{name}` 却不能用这种语言演",
        "请翻译那个场景、换一个场景，或者在测评的标题里去掉这种语言",
    ),
    "RP713": warning(
        "the scene `{name}` cannot be played to its end with these settings, so nothing is known about its set",
        "try it: `roleplay simulate {name}`; the most frequent cause is an exploration that had to stop",
        "`{name}` 照这里的写法探不到头，所以它那一组说不准",
        "请试一试：`roleplay simulate {name}`；最常见的原因是状态太多，没有探完",
    ),
    "RP714": error(
        "`{name}` is not judged by `{rubric}`, the rubric this form compares on",
        "use a scene that names it under `rubrics:`, or compare on one of {known}",
        "`{name}` 不按 `{rubric}` 评分，而这份测评比的就是它",
        "请换一个在 `rubrics:` 里写了它的场景，或者改比 {known}",
    ),
    "RP715": warning(
        "`questions:` asks for {wanted}, but {rubrics} can provide only {found}",
        "ask for fewer, or about more rubrics: a sitting asks as many as there are",
        "要出 {wanted} 道题，而 {rubrics} 只出得了 {found} 道",
        "请少出几道，或者多写几个量规：有几道，就考几道",
    ),
    "RP716": warning(
        "this form or exam is still a draft",
        "when it is finished, write `status: released`",
        "这份测评或考核还是草稿",
        "写好之后，改成 `status: released`",
    ),
}
