"""RP4xx: item writing; what gives the answer away, and what is still to be written."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.reading.codes.code import Code, advice, warning

CODES: Mapping[str, Code] = {
    "RP401": warning(
        "in {count} of {decisions} decisions the best line is the longest one in {language}: a learner can do well by"
        " always picking the longest, without understanding",
        "chance alone gives a third: shorten the best line, or let another one say more, in some of {nodes}",
        "{decisions} 个选择里有 {count} 个，{language}里最好的那句正好最长：一路挑长的，不懂也能拿高分",
        "碰巧也不过三分之一：请在这些节点里挑几个，把最好的那句写短，或让别的选项多说一点：{nodes}",
    ),
    "RP402": warning(
        "in {count} of {decisions} decisions the best line comes first in the file, and so in everything that is read"
        " out or printed from it",
        "move it down in some of {nodes}; the order is shuffled only on screen",
        "{decisions} 个选择里有 {count} 个，最好的那句排在文件的第一位；照着文件念题、印讲义，规律一眼就看出来",
        "请在这些节点里挑几个，把它往下挪（只有屏幕上的顺序会打乱）：{nodes}",
    ),
    "RP403": warning(
        "in {count} of the {decisions} decisions where one line is the most polite in {language}, it is the best one:"
        " a learner can do well by always picking the most polite, without understanding",
        "give poor lines their please, sorry and thank you as well, and let a plain line be right, in some of {nodes}",
        "{language}里分得出哪句最客气的选择有 {decisions} 个，其中 {count} 个，最客气的正好就是最好的："
        "一路挑客气的，不懂也能拿高分",
        "请在这些节点里让欠妥的选项也用上“请、您、抱歉”，再让几句对的话说得朴素些：{nodes}",
    ),
    "RP404": warning(
        "this line is {cells} cells wide in {language}, {times} times the second shortest beside it: it catches the"
        " eye",
        "make it {most} cells or fewer (a Chinese character takes two), or let the short ones say more",
        "这句在{language}里有 {cells} 格宽，是旁边第二短的那句的 {times} 倍，一眼就看出不一样",
        "请压到 {most} 格以内（一个汉字占两格），或让短的几句多说一点",
    ),
    "RP405": warning(
        "absolutes ({words}) occur only in lines that are never the best in {language}: ruling those out is a good"
        " guess",
        "also in line {lines}: soften some of them, or let a best line use such a word where it is simply true",
        "把话说死的词（{words}）在{language}里只出现在欠妥的选项里：见到就排除，多半猜对",
        "另见第 {lines} 行：请把其中几处说得平常一些，或在该用的地方让最好的那句也用一次",
    ),
    "RP406": warning(
        "`{words}` refers to other lines, whose order on screen is shuffled, and nobody would say it in a conversation",
        "write a line that a person would say",
        "“{words}”指的是别的选项，屏幕上的顺序会打乱，真正谈话时也没人这么说",
        "请写成人会说出口的一句话",
    ),
    "RP407": warning(
        "this line makes the critical move `{move}` ({name}) and no good one: nobody sensible would say it,"
        " so it tempts nobody",
        "make it tempting: add a good move that a decent, tired person would make as well, both in the line and in"
        " `moves`",
        "这句只有红线动作 `{move}`（{name}），没有一点可取之处：正常人不会说，也就没人会选",
        "请给它一点诱人的地方：同行累了一天也会顺手做对的那一点，台词和 `moves` 里都写上",
    ),
    "RP408": warning(
        '"{phrase}" gives away the move `{move}` ({name}), but the line does not list it',
        "add `{move}` to its moves, or word it differently",
        "“{phrase}”一听就是动作 `{move}`（{name}），这句的 `moves` 里却没有它",
        "请把 `{move}` 加进 `moves`，或换个说法",
    ),
    "RP409": warning(
        "no `why` explains what the line does: {what}",
        "add one or two sentences to each, for the debrief: what it does to this person, and when to do what, and why",
        "没有用 `why` 说明这句话起什么作用：{what}",
        "请每句补一两句话，给复盘用：它对这个人起了什么作用；什么时候该怎么做，因为什么",
    ),
    "RP410": warning(
        "this does not fit on a projector of 80 columns and 24 rows in {language}: {problem}",
        "{fix}",
        "投影（80 列 24 行）放不下，{language}：{problem}",
        "{fix}",
    ),
    "RP411": warning(
        "this has not been written yet: {text}",
        "write it; until then players see this note instead",
        "这里还没写：{text}",
        "请把它写出来；现在演到这里，学员看到的就是这条提示",
    ),
    "RP412": warning(
        "the node `{name}` has a single choice: there is nothing to decide",
        "write two or three other lines that a decent, tired professional might say, or move this part into a `reply`"
        " or into the next `scene`",
        "节点 `{name}` 只有一个选项，没有什么可选的",
        "请再写两三句同行累了也可能说的话，或把这一段并进 `reply` 或下一个 `scene`",
    ),
    "RP413": warning(
        "`{name}` has exactly the same `why` as `{other}`, but the two do not earn the same",
        "explain what each of them does: what is right about the one, or what the other misses",
        "`{name}` 和 `{other}` 的说明一字不差，两句的得分却不一样",
        "请分别写明这句起了什么作用：好的那句好在哪里，另一句漏了什么",
    ),
    "RP414": warning(
        "how good a line `{name}` is depends on its moves ({condition}), but the same `why` explains both cases",
        "write variants: where it fits, the clue that shows it; where it does not, the clue that was missed",
        "`{name}` 好不好，要看它的动作是否成立（{condition}），`why` 却只有一种说法",
        "请按条件分开写：对的时候，是从哪里看出来的；不对的时候，漏掉了哪条线索",
    ),
    "RP415": warning(
        "the scene is still a draft",
        "when it is finished, write `status: released`",
        "这个场景还是草稿",
        "写好之后，改成 `status: released`",
    ),
    "RP416": warning(
        "this question mentions `{name}` (met only at {nodes}), but is also asked after plays that never met it",
        'ask it only where that was met: write {{when: {{visits.NODE: ">= 1"}}, text: ..}}',
        "这个问题提到 `{name}`（只在 {nodes} 出现），没遇上的走法也会被问到",
        '请只在遇上了的时候问：写成 {{when: {{visits.节点: ">= 1"}}, text: ..}}',
    ),
    "RP417": advice(
        "at `{name}` the same words are said with {meter} at {low} ({low_way}) and at {high} ({high_way}):"
        " one of the two rings false",
        "write variants under `says`, each with a `when` on the meter, or keep the meter from varying so much here",
        "在 `{name}`，{meter} {low}（{low_way}）和 {high}（{high_way}）的时候，说的是一样的话：总有一边听着不对",
        "请在 `says` 里按这个数值分几种说法（`when`），或让走到这里的人差得没这么远",
    ),
    "RP418": warning(
        "in {count} of the {decisions} decisions where one line repeats most of the other person's words in"
        " {language}, it is the best one: a learner can do well by always picking the echo, without understanding",
        "let poor lines repeat what was said as well, and give a best line words of its own, in some of {nodes}",
        "{language}里分得出哪句接对方的话接得最多的选择有 {decisions} 个，其中 {count} 个，接得最多的正好就是最好的："
        "一路挑重复得多的，不懂也能拿高分",
        "请在这些节点里挑几个，让欠妥的选项也接一接对方的话，或让最好的那句换自己的说法：{nodes}",
    ),
    "RP419": warning(
        "in {count} of the {decisions} decisions where one line has the most numbers, times and names in {language},"
        " it is the best one: a learner can do well by always picking the most exact, without understanding",
        "let poor lines be concrete and exact as well, and let a best line do without, in some of {nodes}",
        "{language}里分得出哪句数字、时间、人名最多的选择有 {decisions} 个，其中 {count} 个，最多的正好就是最好的："
        "一路挑说得具体的，不懂也能拿高分",
        "请在这些节点里挑几个，让欠妥的选项也说得有名有姓、有时有点，或让最好的那句不靠数字：{nodes}",
    ),
    "RP420": warning(
        "this mentions `{name}`, who has been met or heard of on another path to this point but not on this one:"
        " {route}",
        "introduce them in the briefing or earlier on every path, or write variants with `when`",
        "这里提到 `{name}`：有的路走到这里已经见过、听说过，这条路却没有：{route}",
        "请在开场介绍里或更早的地方、在每条路上都交代到，或按 `when` 分开写",
    ),
    "RP421": warning(
        'this quotes "{name}", which is said on another path but not on this one: {route}',
        "quote what is said on every path, or offer this only where it was said",
        "这里引了“{name}”，别的路上有人说过，这条路上却没人说过：{route}",
        "请引每条路上都说过的话，或只在说过之后才用这一句",
    ),
    "RP422": warning(
        "clichés of the trade ({words}) occur only in lines that are never the best in {language}: ruling those out"
        " is a good guess",
        "also in line {lines}: put some of them into plainer words, or let a best line use one where it is meant",
        "行话套话（{words}）在{language}里只出现在欠妥的选项里：见到就排除，多半猜对",
        "另见第 {lines} 行：请把其中几处换成自己的话，或让最好的那句也真心用上一回",
    ),
    "RP423": warning(
        "the review date {date} is in the future",
        "write the day on which somebody last read the whole scene; is a digit wrong, or the clock of this machine?",
        "复核日期 {date} 还没到",
        "请写最近一次有人通读整场的日子；看看是不是写错了数字，或者这台机器的时间不对",
    ),
    "RP424": advice(
        "the scene says it takes {said} minutes; its ideal walk, with {rounds} decisions and everything there is to"
        " read, takes about {minutes}",
        "write `minutes: {minutes}`, or shorten the texts",
        "场景说要 {said} 分钟；照理想的走法有 {rounds} 个决定，加上一路要读的，大约要 {minutes} 分钟",
        "请写 `minutes: {minutes}`，或把话写短一点",
    ),
}
