"""RP2xx: the graph of reachable states."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.reading.codes.code import Code, error, warning

CODES: Mapping[str, Code] = {
    "RP201": error(
        "the node `{name}` can never be reached: {reason}",
        "relax a condition on the way to it, or remove the node",
        "节点 `{name}` 永远走不到：{reason}",
        "请放宽通往它的条件，或删掉这个节点",
    ),
    "RP202": error(
        "the choice `{name}` can never be made: {reason}",
        "relax its `when:`, let an earlier line make it true, or remove the choice",
        "选项 `{name}` 永远选不到：{reason}",
        "请放宽它的 `when:`，让前面的台词能达到条件，或删掉这个选项",
    ),
    "RP203": error(
        "at `{name}` the learner can be left with nothing to say: {route}",
        "give one choice of the node neither `when:` nor `once:`",
        "走到 `{name}` 时可能一句话也没得选：{route}",
        "这个节点里至少留一个选项，不写 `when:`，也不写 `once:`",
    ),
    "RP204": error(
        "from `{name}` no ending can be reached any more: {route}",
        "let one choice lead out of the loop in every state",
        "走到 `{name}` 之后，怎么选都到不了结局：{route}",
        "请给这个圈子留一条任何情况下都能走的出路",
    ),
    "RP205": error(
        "the ending `{name}` is never reached: {reason}",
        "relax a condition on the way to it, or remove the ending",
        "结局 `{name}` 永远到不了：{reason}",
        "请放宽通往它的条件，或删掉这个结局",
    ),
    "RP206": warning(
        "the scene has more than {limit} states; exploration stopped there, so nothing is reported about what can"
        " never happen",
        "use fewer meters, flags or deals at once, or let fewer conditions late in the scene depend on early lines;"
        " `--limit` explores further",
        "这个场景的状态超过 {limit} 种，只查到这里；哪些内容永远不会出现，就无法下结论了",
        "请减少同时使用的数值、标记或随机事实，或者让后面的条件少回头看前面的台词；用 `--limit` 可以查得更远",
    ),
    "RP207": warning(
        "`{choice}` never leads to `{name}` through this alternative: {reason}",
        "fix its `when:`, or remove the alternative",
        "`{choice}` 从来不会经这一条走到 `{name}`：{reason}",
        "请修改它的 `when:`，或删掉这一条",
    ),
    "RP208": warning(
        "this variant is never used: {reason}",
        "fix its `when:`, or remove the variant",
        "这一种说法永远不会出现：{reason}",
        "请修改它的 `when:`，或删掉它",
    ),
    "RP209": warning(
        "`{choice}` never makes the move `{name}` here: {reason}",
        "fix its `when:`, or write the move without one",
        "`{choice}` 在这里永远不会做出动作 `{name}`：{reason}",
        "请修改它的 `when:`，或去掉条件直接写这个动作",
    ),
    "RP210": error(
        "the scene gets stuck at `{name}`: {route}",
        "another persona moves the meters differently: give one choice of the node neither `when:` nor `once:`, and"
        " every loop a way out; or leave that persona out of `personas:`",
        "走到 `{name}` 就走不下去了：{route}",
        "换一种人物，数值的变化也不同：这个节点至少留一个不写 `when:` 和 `once:` 的选项，圈子也要有出路；"
        "或者在 `personas:` 里不列这一种",
    ),
    "RP211": error(
        "no line here moves the meter `{name}`: it stays at {value}, which does not fit {count} of the conditions",
        "use moves that change it for {personas}, add `effects: {{{name}: ..}}` to some lines, or use a persona whose"
        " reactions change it: {others}",
        "没有哪句话会让数值 `{name}` 变化：它一直是 {value}，却有 {count} 个条件要求别的值",
        "请用上 {personas} 会在这一项上有反应的动作，或在台词里写 `effects: {{{name}: ..}}`，"
        "或换成对它有反应的人物：{others}",
    ),
    "RP212": error(
        "at `{name}` {found} lines can be on screen at once, but there are keys for only {most}: {route}",
        "narrow the `when:` of some of them, remove one, or drop a `locked:`; a locked line is on screen, too",
        "走到 `{name}` 时可能同时有 {found} 句话可选，数字键只到 {most}：{route}",
        "请收紧其中几句的 `when:`，删掉一句，或去掉 `locked:`；锁住的话也占一个位置",
    ),
}
