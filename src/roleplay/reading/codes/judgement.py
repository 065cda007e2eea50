"""RP3xx: what the rubrics can and cannot assess, what it takes to pass, and whether guessing is enough."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.reading.codes.code import Code, advice, error, warning

CODES: Mapping[str, Code] = {
    "RP301": warning(
        "`{name}` is never at stake: it comes out the same whatever is said",
        "give some choices moves that earn or lose points on it, name it in `assess:` where it is due, or use a"
        " rubric that fits the scene",
        "`{name}` 从来没有高下之分：怎么说都一样",
        "让一些选项带上在这一项上加分或扣分的动作，在该考查的地方写进 `assess:`，或换一个适合这个场景的量规",
    ),
    "RP302": warning(
        "`{ending}` can be reached with `{name}` at stake in {found} of the {wanted} decisions needed to assess it:"
        " {route}",
        "let every path to an accepted ending pass enough moments at which it is due",
        "走到 `{ending}` 时，`{name}` 可能只考查了 {found} 次，而评估它需要 {wanted} 次：{route}",
        "请让通往合格结局的每条路都经过该考查它的时刻",
    ),
    "RP303": warning(
        "`{name}` and `{other}` do the same: the same moves, the same effects, the same continuation",
        "give each its own move (how do they differ in what they do?), or remove one",
        "`{name}` 和 `{other}` 没有区别：动作、效果、去向都一样",
        "请让两句话各有各的动作（想想它们到底差在哪里），或删掉一句",
    ),
    "RP304": warning(
        "at `{name}` the best line for {first} is the worst for {second}, so nobody can satisfy both",
        "use `assess:` to say which of the two is due at this moment, or write a line that serves both",
        "在 `{name}`，对 {first} 最好的话，对 {second} 恰恰最差，怎么说都顾此失彼",
        "请用 `assess:` 写明这一刻该看哪一项，或加一句两边都顾得上的话",
    ),
    "RP305": error(
        "nobody can reach this mark: {reason}",
        "lower the mark, or write lines that allow more",
        "这条线谁也过不了：{reason}",
        "请降低要求，或写出能达到它的台词",
    ),
    "RP306": warning(
        "none of the scene's walks passes, and neither does any best line, so perhaps nobody can",
        "write a walk that passes; its findings will show which mark is out of reach",
        "现有的走法和最好的走法都通不过，也许谁也通不过",
        "请写一条能通过的走法；它会显示哪条线够不着",
    ),
    "RP307": warning(
        "a released scene needs three walks; `{name}` is missing",
        "add it under `walks:`: `ideal` does everything well, `slip` recovers from a mistake, `worst` does not",
        "发布的场景要有三条走法，现在缺 `{name}`",
        "请在 `walks:` 里补上：`ideal` 处处得当，`slip` 失误后补救，`worst` 一错到底",
    ),
    "RP308": warning(
        "the walk `{name}` scores {found} on {rubric}, but should score {wanted}",
        "fix the walk, or the lines that earn too little or too much",
        "走法 `{name}` 在 {rubric} 上得 {found} 分，应当是 {wanted}",
        "请修正走法，或修正得分过高、过低的台词",
    ),
    "RP309": error(
        "the walk `{name}` fails: {problem}",
        "fix the walk, or the problem it reveals",
        "走法 `{name}` 不成立：{problem}",
        "请修正走法，或修正它暴露的问题",
    ),
    "RP310": warning(
        "no ending is a {name}: people learn from all three kinds",
        "add an ending with `outcome: {name}`",
        "没有一个结局是 {name}：三种结局都有，才学得到东西",
        "请加一个 `outcome: {name}` 的结局",
    ),
    "RP311": advice(
        "along the best line `{name}` is at {end} in {count} of {decisions} decisions, first in decision {since}:"
        " there is nothing left to win or lose",
        "give it something new to lose (a setback, a harder question), or let each line move it less",
        "照最好的走法，{decisions} 个选择里有 {count} 个，`{name}` 都停在 {end}（第 {since} 个起就是）："
        "再没有什么可争、可失的",
        "请让它再有得失（节外生枝、更难的一问），或把每次的变化改小，别太早到头",
    ),
    "RP312": advice(
        "at `{name}` every line except the best makes a critical move, or one that costs two points or more on what"
        " is due: there is no good second, so choosing takes no judgement",
        "write one of them as a good colleague would say it: right in general, and wrong only at this very moment",
        "在 `{name}`，除了最好的那句，句句都带着红线动作，或在该看的评分项上扣两分以上的动作："
        "没有够格的第二句，不用判断也选得出",
        "请把其中一句改成好同行也会说的话：一般说来没错，只因为这一刻的某一点才不合适",
    ),
    "RP313": advice(
        "{count} lines make a critical move, which fails the attempt; more than {most} teach only to avoid what is"
        " forbidden: {lines}",
        "keep those that truly tempt, and make the others wrong in subtler ways: the right act one turn early,"
        " sympathy that takes sides, a firm date nobody has confirmed",
        "有 {count} 句话带红线动作，一说就不合格；超过 {most} 句，学到的只是避开犯禁的话：{lines}",
        "留下真正诱人的，别的改成更细微的错：对的事早做了一步，安慰成了站队，没人确认过的日子先许了出去",
    ),
    "RP314": advice(
        "the ending `{name}` gives no {missing}, so the debrief cannot show a composite of its figures",
        "add what a business would have measured after it, under this ending's `kpi:`; a scene among colleagues has"
        " no figures at all",
        "结局 `{name}` 没写 {missing}，复盘里就算不出综合值",
        "请在这个结局的 `kpi:` 里写上业务会量到的数；同事之间的场景可以一个都不写",
    ),
    "RP320": error(
        "blind guessing passes in {share}% of plays; it must stay below {limit}%",
        "raise a mark under `pass:` ({fix}), add one for a criterion, or accept fewer endings; a scene that only"
        " teaches the keys sets `tutorial: true`",
        "闭着眼睛乱选，也有 {share}% 的机会通过；应该低于 {limit}%",
        "请提高 `pass:` 里的分数线（{fix}），给某个评分项单独设线，或少算几种通过的结局；"
        "只教操作的入门场景可以写 `tutorial: true`",
    ),
    "RP321": error(
        "a player who always picks {bot}, and never reads for meaning, passes {how}",
        "start where most is given away, at {nodes} (points gained there over a blind pick): {fix}",
        "一路只挑{bot}、不看意思，{how}",
        "先改最容易看破的几处：{nodes}（括号里是比乱选多得的分）。{fix}",
    ),
    "RP322": warning(
        "a player who always picks {bot}, and never reads for meaning, scores {points} points above chance; the limit"
        " is {limit}",
        "this decision gives most away; start at {nodes} (points gained there over a blind pick): {fix}",
        "一路只挑{bot}、不看意思，就比乱选高出 {points} 分；最多只能高 {limit} 分",
        "最容易看破的就是这一处；请先改这几处：{nodes}（括号里是比乱选多得的分）。{fix}",
    ),
}
